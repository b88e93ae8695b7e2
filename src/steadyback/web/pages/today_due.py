"""What is due today, and one small change: rows of the page Today, worked out from her diary and the content."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from steadyback.care.diary import day_of_entry
from steadyback.care.needs_a_person import raised
from steadyback.care.routine_today import moves_wait
from steadyback.care.rules import Rules
from steadyback.care.self_experiment import lot_today, newest
from steadyback.care.state import State
from steadyback.engine import safety
from steadyback.engine.shown import Look
from steadyback.journal.instant import day_of
from steadyback.knowledge.model import Habit
from steadyback.vocabulary.urgency import Urgency
from steadyback.web import words
from steadyback.web.dates import full_day

#: How sure she is that moving is safe is asked again after this many days: a talking point, no score (facts 9.1) [P].
SURE_AGAIN_AFTER_DAYS = 7
#: Habits that have a place of their own on this page, or belong to a moment that is not now.
_ELSEWHERE = frozenset({"rt-core", "hab-break-timer", "hab-lighter-day", "hab-spasm-out"})
#: Where something can be set up once and ticked.
_SET_UP_PLACES = frozenset({"home", "work", "night", "kit", "feeding"})
_BELT = "lad-8-belt"


def due(state: State, rules: Rules, now: datetime) -> list[dict[str, str]]:
    """The rows: where each leads, its words, and a quiet line."""
    day = now.date()
    return [
        *_belt(state, rules, day),
        *_lot(state, rules),
        *_measures(state, day),
        *_booked(state, rules, day),
        *_check(state, day),
    ]


def _belt(state: State, rules: Rules, day: date) -> list[dict[str, str]]:
    """The belt comes off again: said on a day on which she put it on."""
    told = [*state.diary.of("ladder")[-20:], *state.diary.of("tried")[-20:]]
    is_on = any(_BELT in (one.body.get("rung"), one.body.get("what")) and day_of(one.entry.at) == day for one in told)
    if not is_on:
        return []
    rung = rules.knowledge.rung[_BELT]
    quiet = " ".join(statement.text for statement in rung.steps[1:3])
    return [{"href": "/learn/item?id=belt-use", "icon": "clock", "words": "Is the belt off?", "quiet": quiet}]


def _lot(state: State, rules: Rules) -> list[dict[str, str]]:
    """What today is by lot, while she tries something out."""
    lot, now = lot_today(state, rules), newest(state)
    if lot is None or now is None:
        return []
    words = f"Today by lot: {now.varied.words}" if lot == "more" else "Today by lot: a day as usual"
    quiet = now.varied.more if lot == "more" else "Do as you always do."
    return [{"href": "/diary/settles", "icon": "calendar", "words": words, "quiet": quiet}]


def _measures(state: State, day: date) -> list[dict[str, str]]:
    found = []
    place = f"/diary/day?on={day}"
    if not state.diary.is_told(day):
        line = "Worst pain from 0 to 10, sleep, what the day held. Leave out what you like."
        found.append({"href": place, "icon": "pen", "words": "How is today?", "quiet": line})
    if not _is_sure_told(state, day):
        line = "From 0 to 10. Something to talk about with your midwife or physio; we make no score of it."
        question = "How sure are you that moving is safe for your back?"
        found.append({"href": f"{place}#sure", "icon": "person", "words": question, "quiet": line})
    return found


def _is_sure_told(state: State, day: date) -> bool:
    days = (str(day - timedelta(days=back)) for back in range(SURE_AGAIN_AFTER_DAYS))
    if any(name in state.diary.days and state.diary.days[name].body.get("sure") is not None for name in days):
        return True
    told = [one for one in state.diary.of("measure")[-20:] if one.body["what"] == "sure"]
    return any((day - day_of_entry(one)).days < SURE_AGAIN_AFTER_DAYS for one in told)


def _booked(state: State, rules: Rules, day: date) -> list[dict[str, str]]:
    """What she has booked, until the day has passed; then whether she has been."""
    found = []
    for about, one in state.diary.booked.items():
        flag = rules.knowledge.red_flag.get(about)
        if one.body["did"] != "booked" or flag is None or flag.is_private:
            continue
        on = one.body.get("on")
        when = f" on {full_day(date.fromisoformat(on), day)}" if on else ""
        by = f" with {one.body['by']}" if one.body.get("by") else ""
        line = f"You booked a visit{by}{when}."
        if on and date.fromisoformat(on) < day:
            line += " Have you been?"
        found.append({"href": "/me/needs", "icon": "calendar", "words": flag.card.title, "quiet": line})
    return found


def _check(state: State, day: date) -> list[dict[str, str]]:
    """When the check is asked again; nothing while it is due, for then it stands first on the page."""
    if state.last_check is None or moves_wait(state):
        return []
    again = day_of(state.last_check.at) + timedelta(days=safety.CHECK_AGAIN_AFTER_DAYS)
    line = f"We ask it again by {full_day(again, day)}, or as soon as something changes."
    return [{"href": "/now?about=again", "icon": "tick", "words": "Safety check: clear", "quiet": line}]


def needs(state: State, rules: Rules) -> list[dict[str, str]]:
    """What her days ask a person for, as rows; what she has dealt with is left in peace."""
    return [
        {
            "href": "/me/needs",
            "icon": "bell",
            "words": one.title,
            "quiet": " ".join([*(["Phone today."] if one.urgency >= Urgency.SAME_DAY else []), *one.seen]),
        }
        for one in raised(state, rules)
    ]


def small_change(state: State, rules: Rules, looking: Look) -> dict[str, Any] | None:
    """One habit a day, in turn, among those that fit her and are not set up yet."""
    fitting = [item for _, item in sorted(rules.knowledge.habit.items()) if _fits(item, state, looking)]
    if not fitting:
        return None
    item = fitting[state.day.toordinal() % len(fitting)]
    found = looking(item)
    to_set_up = [one for one in fitting if one.place in _SET_UP_PLACES]
    return {
        "id": item.card.id,
        "title": item.card.title,
        "says": [statement.text for statement in found.says],
        "can_tick": item.place in _SET_UP_PLACES,
        "left": len(to_set_up),
        "sources": words.sources_for(
            state, rules.knowledge, [one for statement in found.says for one in statement.sources]
        ),
    }


def _fits(item: Habit, state: State, looking: Look) -> bool:
    if item.card.id in _ELSEWHERE or item.card.retired_on or state.diary.ticks.get(item.card.id):
        return False
    if item.moves and moves_wait(state):  # nothing that names a move before the check
        return False
    return looking(item).standing == "now"
