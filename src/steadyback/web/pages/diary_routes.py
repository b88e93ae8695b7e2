"""Every page of the diary, in one table."""

from __future__ import annotations

from steadyback.web import undo
from steadyback.web.exchange import Routes
from steadyback.web.pages import (
    diary,
    diary_day,
    diary_entry,
    diary_medicines,
    diary_patterns_route,
    diary_settles,
    diary_spasm,
    diary_trends,
    diary_tried,
    diary_triggers,
)

ROUTES: Routes = {
    **diary.ROUTES,
    **diary_day.ROUTES,
    **diary_spasm.ROUTES,
    **diary_tried.ROUTES,
    **diary_entry.ROUTES,
    **diary_medicines.ROUTES,
    **diary_triggers.ROUTES,
    **diary_trends.ROUTES,
    **diary_settles.ROUTES,
    **diary_patterns_route.ROUTES,
    **undo.ROUTES,
}
