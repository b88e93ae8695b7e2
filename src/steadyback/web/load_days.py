"""How much each day held, beside her own usual: what the plot of load shows. Days not told stay gaps."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from steadyback.care.diary import Diary

#: Each answer about how much there was to do, as a height.
HEIGHTS: Final[Mapping[str, float]] = {"less": -1.0, "usual": 0.0, "more": 1.0}
#: Her usual is the mean of the days she told of in this many days before [P], and needs at least so many of them [P].
USUAL_DAYS, FEWEST_TOLD = 28, 7
#: A day is a spike when it lies more than her own standard deviation above her usual, and than this at the least [P].
LEAST_SPREAD: Final = 0.25
#: How many days the plot shows.
SHOWN_DAYS: Final = 42


#: A day well above her usual, as a factor: the same trigger that a day may be ticked for. And words that hold for both.
LOAD_SPIKE: Final = "trg-load-spike"
SPIKE_WORDS: Final = "more to do than usual"


class LoadDay(NamedTuple):
    """One day. ``load``: -1 less than usual, 0 as usual, 1 more; None: not told.

    ``usual``: her own mean before that day. ``is_spike``: well above her usual. ``has_spasm``: at least one that day.
    """

    on: date
    load: float | None
    usual: float | None
    is_spike: bool
    has_spasm: bool


def load_days(diary: Diary, today: date, number: int = SHOWN_DAYS) -> tuple[LoadDay, ...]:
    """The last ``number`` days, oldest first, today the last."""
    return tuple(_day(diary, today - timedelta(days=back)) for back in range(number - 1, -1, -1))


def _day(diary: Diary, on: date) -> LoadDay:
    load = _load(diary, on)
    before = [_load(diary, on - timedelta(days=back)) for back in range(1, USUAL_DAYS + 1)]
    told = [one for one in before if one is not None]
    usual = sum(told) / len(told) if len(told) >= FEWEST_TOLD else None
    is_spike = load is not None and usual is not None and load - usual > max(_spread(told, usual), LEAST_SPREAD)
    return LoadDay(on, load, usual, is_spike, str(on) in diary.spasms_on)


def _spread(loads: Sequence[float], mean: float) -> float:
    """The standard deviation of a sample: the statistics module would load far more than this page needs."""
    return math.sqrt(sum((load - mean) ** 2 for load in loads) / (len(loads) - 1))


def _load(diary: Diary, on: date) -> float | None:
    told = diary.days.get(str(on))
    return None if told is None else HEIGHTS.get(str(told.body.get("load")))
