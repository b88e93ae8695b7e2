"""Her diary as the days in which patterns are looked for.

What a day held is taken from the check-in of that day alone. A spasm may also say what she was doing, but that is asked
only when there was a spasm: counted as a yes, every such trigger would stand beside a spasm by the way it was asked,
and the quiet days on which she did the same would never be known. So those answers are shown in her diary and are
left out here. They cannot be made good by counting: nobody knows how often the answer would have been yes on a quiet
day.

A day without a check-in and without a spasm is not known. A day with a spasm and no check-in is known to have had
one; it counts for the day after, and for no factor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from steadyback.care.diary import Diary
from steadyback.care.factors import NOTHING_MUCH, PARTS, with_joined
from steadyback.engine.patterns.days import PatternDay, load_spikes
from steadyback.engine.patterns.find import find_patterns
from steadyback.engine.patterns.result import Patterns
from steadyback.vocabulary.timing import Stage

#: Asked under a field of its own: sleep that was not good, and a load that stands out.
POOR_SLEEP: Final = "trg-poor-sleep"
LOAD_SPIKE: Final = "trg-load-spike"
#: Words for that factor that hold whether she ticked it or it was made from her loads.
SPIKE_WORDS: Final = "more to do than usual"
_LOADS: Final[Mapping[str, float]] = {"less": -1.0, "usual": 0.0, "more": 1.0}
_SAID: Final = {"yes": True, "no": False}
#: No triggers: a sign is a thing to be asked about, and nothing much is the lack of one.
_LEFT_OUT: Final = frozenset({NOTHING_MUCH, "calf-cramp", *(part for parts in PARTS.values() for part in parts)})


def her_patterns(diary: Diary, today: date) -> Patterns:
    """The patterns of her days up to ``today``; factors in the order in which her days first named them."""
    days = pattern_days(diary, today)
    return find_patterns(days, pattern_factors(days))


def pattern_days(diary: Diary, today: date) -> tuple[PatternDay, ...]:
    """Every day up to ``today`` with a check-in or a spasm, in order."""
    names = sorted(name for name in {*diary.days, *diary.spasms_on} if name <= str(today))
    ends = _ends_of_pregnancy(diary)
    days = [_day(diary, date.fromisoformat(name), ends) for name in names]
    spikes = load_spikes(days)
    return tuple(
        day._replace(held={**day.held, LOAD_SPIKE: spikes[day.on]})
        if day.on in spikes and day.held.get(LOAD_SPIKE) is None
        else day
        for day in days
    )


def pattern_factors(days: Sequence[PatternDay]) -> tuple[str, ...]:
    """Every factor that was answered on some day. A trigger of hers is known by its id, whatever it is called since."""
    return tuple(dict.fromkeys(name for day in days for name, answer in day.held.items() if answer is not None))


def _day(diary: Diary, on: date, ends: Sequence[date]) -> PatternDay:
    told = diary.days.get(str(on))
    body: Mapping[str, Any] = told.body if told is not None else {}
    held: dict[str, bool | None] = {
        name: _SAID[answer]
        for name, answer in with_joined(body.get("held") or {}).items()
        if answer in _SAID and name not in _LEFT_OUT
    }
    if body.get("sleep") is not None:
        held[POOR_SLEEP] = body["sleep"] != "good"
    return PatternDay(
        on=on,
        spasms=len(diary.spasms_on.get(str(on), ())),
        worst=diary.worst_on(on),
        held=held,
        stage=(Stage.POSTPARTUM if any(end <= on for end in ends) else Stage.PREGNANT).value,
        load=_LOADS.get(body.get("load") or ""),
    )


def _ends_of_pregnancy(diary: Diary) -> list[date]:
    """The days of a birth or a loss that she told of; from such a day on her days have a level of their own."""
    named = (one.body.get("on") for kind in ("birth", "loss") for one in diary.of(kind))
    return [date.fromisoformat(on) for on in named if on]
