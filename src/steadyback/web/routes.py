"""The pages of the companion, put together: each module of pages brings a table of its own."""

from __future__ import annotations

from steadyback.web.exchange import Routes
from steadyback.web.pages import (
    catalogue,
    diary_routes,
    heard,
    keep,
    learn,
    lock,
    me,
    me_answers,
    me_clearance,
    me_numbers,
    me_stage,
    me_wishes,
    needs,
    people,
    player,
    reminders,
    today,
)

ROUTES: Routes = {
    **catalogue.ROUTES,
    **diary_routes.ROUTES,
    **heard.ROUTES,
    **learn.ROUTES,
    **keep.ROUTES,
    **lock.ROUTES,
    **people.ROUTES,
    **today.ROUTES,
    **player.ROUTES,
    **me.ROUTES,
    **me_answers.ROUTES,
    **me_clearance.ROUTES,
    **me_numbers.ROUTES,
    **me_stage.ROUTES,
    **me_wishes.ROUTES,
    **needs.ROUTES,
    **reminders.ROUTES,
}
