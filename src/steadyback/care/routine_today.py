"""Her routine of today, from where she stands: how her back is, what the screen leaves, what she has done already."""

from __future__ import annotations

from datetime import date, datetime

from steadyback.care.check_wanted import check_wanted
from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.engine.routine import Back, Routine, routine_of
from steadyback.journal.fold import Effective
from steadyback.journal.instant import day_of


def routine_today(state: State, rules: Rules, now: datetime) -> Routine:
    """The routine of the day of ``now``."""
    waits = moves_wait(state)
    return routine_of(rules.knowledge, rules.naming, state.her, back_of(state, now), now.date(), check_is_due=waits)


def moves_wait(state: State) -> bool:
    """Whether the moves wait for the safety check: it is due, or her back has grabbed since it was made.

    A spasm that is only noted does not shut the ladder, which begins with the check anyway; a routine begins with a
    move, so here the more careful reading counts (facts 6.3).
    """
    return state.check_is_due or spasm_since_the_check(state)


def spasm_since_the_check(state: State) -> bool:
    """Whether the newest spasm has come after the last check, and not just before it or with it."""
    if not state.spasms or state.last_check is None:
        return False
    return check_wanted(state, max(state.spasms, key=_began)) is not None


def back_of(state: State, now: datetime) -> Back:
    """How her back is. A spasm that began later than ``now`` (a clock put back) counts as just now."""
    began = [_began(spasm) for spasm in state.spasms]
    hours = max(0.0, (now - max(began)).total_seconds() / 3600) if began else None
    return Back(hours, state.diary.worst_on(now.date()))


def _began(spasm: Effective) -> datetime:
    return datetime.fromisoformat(spasm.body.get("began_at") or spasm.entry.at)


def moves_on(state: State, day: date) -> dict[str, Effective]:
    """For each exercise done on ``day`` the entry that says so last."""
    found: dict[str, Effective] = {}
    for one in reversed(state.diary.of("move")):
        made = day_of(one.entry.at)
        if made < day:
            break
        if made == day and one.body["did"] == "done":
            found.setdefault(one.body["exercise"], one)
    return found
