"""The days of one person as the search for patterns reads them. What was not told is None, and never a no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

#: The days that her usual load is taken over, and the fewest of them that must have been told.
LOAD_DAYS: Final = 28
FEWEST_LOADS: Final = 7
#: A load stands out when it is more than so many standard deviations above her mean [P].
_STANDS_OUT: Final = 1.0
_LEAST_SPREAD: Final = 0.25


class DayTwice(ValueError):
    """The same day was given twice. ``on`` is the day; mend: join the two rows into one."""

    def __init__(self, on: date) -> None:
        super().__init__(f"{on} is there twice; join the two into one")
        self.on = on


class PatternDay(NamedTuple):
    """What is known of one calendar day.

    ``spasms``: how many began that day, None when not told. ``worst``: worst pain, 0 to 10, or None. ``held``: for each
    factor id whether the day held it; an id left out, or None, is not known. ``stage``: any word for where she is
    (``pregnant``, ``postpartum``); a change of it gets a level of its own. ``load``: how much she carried and did, in
    any unit that is the same throughout (less, usual, more: -1, 0, 1), or None.
    """

    on: date
    spasms: int | None
    worst: float | None = None
    held: Mapping[str, bool | None] = {}
    stage: str | None = None
    load: float | None = None


def in_order(days: Iterable[PatternDay]) -> list[PatternDay]:
    """The days by date, from the first to the last that told of spasms. DayTwice when one is there twice."""
    found = sorted(days, key=lambda day: day.on)
    for one, other in pairwise(found):
        if one.on == other.on:
            raise DayTwice(one.on)
    told = [number for number, day in enumerate(found) if day.spasms is not None]
    return found[told[0] : told[-1] + 1] if told else []


def usual_load(loads: Sequence[tuple[date, float]], on: date) -> float | None:
    """Her own mean of the loads told in the four weeks before ``on``; None when too few were."""
    before = [load for then, load in loads if 0 < (on - then).days <= LOAD_DAYS]
    return sum(before) / len(before) if len(before) >= FEWEST_LOADS else None


def load_spikes(days: Sequence[PatternDay]) -> dict[date, bool]:
    """For each day whose load was told: whether it stood well above her own usual of the four weeks before.

    Only days with enough told loads before them are in it. Her own running mean and spread are the yardstick, so what
    is a spike for one person is a usual day for another, and nothing that comes after the day is looked at.
    """
    loads = sorted((day.on, day.load) for day in days if day.load is not None)
    found: dict[date, bool] = {}
    for number, (on, load) in enumerate(loads):
        before = [past for then, past in loads[max(0, number - LOAD_DAYS) : number] if (on - then).days <= LOAD_DAYS]
        if len(before) < FEWEST_LOADS:
            continue
        mean = sum(before) / len(before)
        spread = (sum((past - mean) ** 2 for past in before) / (len(before) - 1)) ** 0.5
        found[on] = load - mean > _STANDS_OUT * max(spread, _LEAST_SPREAD * max(abs(mean), 1.0))
    return found
