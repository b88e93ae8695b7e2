"""Her own tries of everything that may settle her back, gathered from her diary, and what is known by them.

* From the ladder: a rung that she did, and how it felt. From "something she tried": whatever she named, by its id or in
  her own words. The moves of a routine are left out: on a quiet day there is nothing to settle.
* A rung done again in one climb is one try, as it felt last; a climb begins with "start" and ends with the day. A rung
  told of by both on one day is one try, as it felt on the ladder. "Worse" stays "worse", whichever of them said it.
* "Something changed" counts as "worse": it helped no more, and it leads to the check as "worse" does.
* Only tries of her stage now count. After a birth the same step is done in another form, by another body.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, TypeAlias

from steadyback.care.diary import day_of_entry
from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.engine.settling import Attempt, Came, Settling, settling
from steadyback.journal.fold import Effective
from steadyback.journal.instant import day_of
from steadyback.knowledge.model import Rung
from steadyback.vocabulary.timing import LAST_DAY, Stage

#: What goes before a name of her own, so that it can never be taken for an id of ours.
OWN: Final = "own:"
#: A try and its day.
Tried: TypeAlias = tuple[date, Attempt]
_OF_A_RUNG: Final[dict[str, Came]] = {"better": "helped", "same": "no", "worse": "worse", "changed": "worse"}


def what_settles(state: State, rules: Rules) -> Settling:
    """What settles it, as far as she has told in this stage: every rung of the ladder, and all else that she tried."""
    rungs = [rung.card.id for rung in in_order(rules)]
    return settling([attempt for _, attempt in attempts(state)], rungs)


def in_order(rules: Rules) -> list[Rung]:
    """The rungs of the ladder, gentlest first."""
    return sorted(rules.knowledge.rung.values(), key=lambda rung: rung.number)


def attempts(state: State, every: Sequence[Tried] | None = None) -> tuple[Tried, ...]:
    """Her tries of this stage, each with its day, by day. ``every``: all that she told, where it is at hand."""
    began = stage_began(state)
    return tuple(one for one in (every_attempt(state) if every is None else every) if began <= one[0])


def made_worse(state: State, days: int, every: Sequence[Tried] | None = None) -> frozenset[str]:
    """What made it worse, or changed something, in the last ``days`` days: rungs, methods, moves, by id.

    The moves of a routine count here, and every stage. ``every``: all that she told, where it is at hand.
    """
    since = state.day - timedelta(days=days)
    told = every_attempt(state) if every is None else every
    found = {attempt.what for day, attempt in told if attempt.came == "worse" and day >= since}
    for one in state.diary.of("move"):
        if one.body.get("felt") in ("worse", "changed") and day_of(one.entry.at) >= since:
            found.add(one.body["exercise"])
    return frozenset(found)


def stage_began(state: State) -> date:
    """The first day of her stage, as far as she told; the first of all days where nothing is known to bound it."""
    timing = state.timing
    if timing.stage is not Stage.UNKNOWN and timing.last_day <= LAST_DAY[timing.stage]:
        return state.day - timedelta(days=timing.last_day)
    ends = [*state.diary.of("birth"), *state.diary.of("loss")]
    return max((day_of_entry(one) for one in ends), default=date.min)


def own_name(name: str) -> str:
    """The id of a thing that she named herself; capitals and spaces make no other thing of it."""
    return OWN + " ".join(name.split()).casefold()


def every_attempt(state: State) -> list[Tried]:
    """Every try, of any stage, with its day, by day; within a day those of the ladder come first."""
    found = _climbed(state)
    place = {(day, rung): (day, climb, rung) for day, climb, rung in found}
    others: list[Tried] = []
    for one in state.diary.of("tried"):
        came = one.body.get("helped")
        if came is None:
            continue
        day, what = _day_tried(one, state), one.body.get("what") or own_name(one.body["name"])
        again = place.get((day, what))
        if again is None:
            others.append((day, Attempt(what, came)))
        elif came == "worse":
            found[again] = came
    told = [(day, Attempt(rung, came)) for (day, _, rung), came in found.items()]
    return sorted([*told, *others], key=lambda one: one[0])


def _climbed(state: State) -> dict[tuple[date, int, str], Came]:
    """What came of each rung by its day and climb."""
    found: dict[tuple[date, int, str], Came] = {}
    climb = 0
    for one in state.diary.of("ladder"):
        climb += one.body["did"] == "start"
        rung, came = one.body.get("rung"), _OF_A_RUNG.get(one.body.get("felt") or "")
        if one.body["did"] != "done" or rung is None or came is None:
            continue
        key = (day_of(one.entry.at), climb, rung)
        found[key] = "worse" if found.get(key) == "worse" else came
    return found


def _day_tried(one: Effective, state: State) -> date:
    """The day she tried it: the one she names, else that of the spasm it was for, else the one she told it on."""
    spasm = state.diary.by_id.get(one.body.get("spasm") or "")
    if one.body.get("on") is None and spasm is not None:
        return day_of(spasm.body.get("began_at") or spasm.entry.at)
    return day_of_entry(one)
