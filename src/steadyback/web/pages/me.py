"""Me: where she is, whether it is safe to move, what is left out for her, whom to call, and that all of it is hers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from steadyback.care.dating import DAYS_TO_DUE_DATE
from steadyback.care.needs_a_person import raised
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.engine.left_out import LeftOut, asked_again, asked_conditions, left_out
from steadyback.journal.instant import day_of as day_read
from steadyback.knowledge.model import Contact
from steadyback.vocabulary.timing import BirthMode, Stage, Timing
from steadyback.vocabulary.urgency import Urgency
from steadyback.web import words
from steadyback.web.after_a_loss import TITLES
from steadyback.web.dates import full_day
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.rendering import render

#: What she may have saved, and where "Saved" is said.
SAVED = ("stage", "numbers", "plan", "wishes", "look", "reminders", "clearance", "answers")
#: A due date nearer than this needs no year, in days.
_SOON = 330
_MODES = {
    BirthMode.VAGINAL: "A vaginal birth",
    BirthMode.ASSISTED: "A birth with forceps or suction",
    BirthMode.CAESAREAN: "A caesarean",
}


def _me(request: Request, state: State, rules: Rules, _stamps: Iterator[Stamp], _now: datetime) -> Reply:
    contact, needs = words.contact_of(state, rules.knowledge), raised(state, rules)
    return Reply(
        render(
            "me.html",
            title="Me",
            tab="me",
            sheets=["me"],
            person=request.device.name if len(request.device.people) > 1 else "",
            saved=request.told("saved") in SAVED,
            where=where(state),
            is_loss=state.timing.is_loss,
            stage=state.timing.stage.value,
            safe=_safe(state, rules),
            left_out=[_limit(one, state) for one in left_out(rules.knowledge, rules.naming, state.her)],
            never_flat=_never_flat(state.timing),
            numbers=_numbers(state, contact),
            needs=needs,
            phone_today=any(one.urgency >= Urgency.SAME_DAY for one in needs),
            plan=state.diary.plan is not None,
            feeding=state.timing.stage is Stage.POSTPARTUM and not state.timing.is_loss,
            reminders=len(state.diary.preferences.get("remind") or ()),
        )
    )


def where(state: State) -> dict[str, str]:
    """Where she is, in a sentence with the part that matters set apart, and what follows from it."""
    timing = state.timing
    if timing.stage is Stage.PREGNANT:
        return {"lead": "Pregnant, ", "bold": _pregnant(timing), "then": _due_around(state)}
    if timing.stage is Stage.POSTPARTUM:
        after = "after a loss" if timing.is_loss else "after birth"
        mode = "" if timing.is_loss else _MODES.get(timing.birth, "")
        return {"lead": "", "bold": f"{_since(timing)}{after}".capitalize(), "then": f"{mode}." if mode else ""}
    return {"lead": "", "bold": "Not told yet", "then": "Then we ask more, never less."}


def _pregnant(timing: Timing) -> str:
    if not timing.is_known_to_the_week:
        return "weeks not known"
    weeks, days = divmod(timing.first_day, 7)
    if timing.first_day != timing.last_day or not days:
        return _many(weeks, "week")
    return f"{_many(weeks, 'week')} and {_many(days, 'day')}"


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _since(timing: Timing) -> str:
    if not timing.is_known_to_the_week:
        return ""
    weeks = timing.first_day // 7
    if timing.first_day == timing.last_day == 0:  # nobody counts that day in noughts
        return "" if timing.is_loss else "Just "
    return f"{_many(timing.first_day, 'day')} " if weeks < 3 else f"{_many(weeks, 'week')} "


def _due_around(state: State) -> str:
    """The due date by what she told; nothing when it is not known to the week."""
    timing = state.timing
    if not timing.is_known_to_the_week:
        return ""
    due = state.day + timedelta(days=DAYS_TO_DUE_DATE - timing.first_day)
    year = "" if due.year == state.day.year or (due - state.day).days < _SOON else f" {due.year}"
    return f"Due around {full_day(due, due).split(' ', 1)[1]}{year}."


def _safe(state: State, rules: Rules) -> dict[str, Any]:
    """Whether it is safe to move: what the screen says of her conditions, and when she told them."""
    found = asked_conditions(rules.knowledge, rules.naming, state.her)
    told_on = _told_on(state, found.asked)
    clearances = state.her.clearances
    again = asked_again(
        state.timing, state.day, min(told_on.values(), default=None), has_been_seen=_seen_since(state, told_on)
    )
    return {
        "paused": state.ladder.status == "paused",
        "open": len(found.unanswered),
        "asked": bool(found.asked),
        "first": [
            {"title": rules.knowledge.contraindication[name].card.title, "says": why} for name, why in found.ask_first
        ],
        "told_on": full_day(min(told_on.values()), state.day) if told_on else "",
        "again": again,
        "is_after": state.timing.stage is Stage.POSTPARTUM,
        "clearances": [{"by": one.by, "on": full_day(date.fromisoformat(one.on), state.day)} for one in clearances],
    }


def _told_on(state: State, asked: tuple[str, ...]) -> dict[str, date]:
    """The day that each condition was answered last."""
    found: dict[str, date] = {}
    for one in state.diary.of("facts"):
        day = day_read(one.entry.at)
        found.update({name: day for name in one.body["answers"] if name in asked})
    return found


def _seen_since(state: State, told_on: dict[str, date]) -> bool:
    """Whether somebody has seen her since she answered: the conditions are asked again after a visit (facts 6.1)."""
    return bool(told_on) and any(day_read(one.entry.at) > min(told_on.values()) for one in state.seen)


def _limit(one: LeftOut, state: State) -> dict[str, str]:
    title = TITLES.get(one.finding, one.title) if state.timing.is_loss else one.title
    return {"id": one.finding, "title": title, "does": one.in_words}


def _never_flat(timing: Timing) -> bool:
    return timing.stage is not Stage.POSTPARTUM and (timing.stage is Stage.UNKNOWN or timing.last_day >= 16 * 7)


def _numbers(state: State, contact: Contact) -> list[dict[str, str]]:
    usual = {"maternity": "Maternity unit", "clinician": "My clinician", "physio": "My physiotherapist"}
    rows = []
    for who, name in usual.items():
        told = state.contacts.get(who)
        if told:
            rows.append({"title": told["name"] or name, "quiet": f"{told['number']}. Saved by you"})
        elif who == "maternity":
            rows.append({"title": f"{name}: not told yet", "quiet": "The most useful number of all"})
    if contact.card.id == "unknown":
        rows.append({"title": "Emergency number: not told yet", "quiet": "Tell us your country. We never guess it"})
    else:
        number = contact.emergency[0].number
        rows.append({"title": f"Emergency: {number}", "quiet": f"Set for {contact.country}. Moving about? Change it"})
    return rows


ROUTES: Routes = {("GET", "/me"): _me}
