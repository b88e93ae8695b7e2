"""How much each day held, beside her own usual: what the plot of load shows. Days not told stay gaps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

from steadyback.care.diary import Diary
from steadyback.care.patterns_of_her_days import pattern_days
from steadyback.engine.patterns.days import load_spikes, usual_load

#: How many days the plot shows.
SHOWN_DAYS: Final = 42


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
    """The last ``number`` days, oldest first, today the last; what is a spike is the engine's to say."""
    days = pattern_days(diary, today)
    loads = [(day.on, day.load) for day in days if day.load is not None]
    told, spikes = dict(loads), load_spikes(days)
    shown = (today - timedelta(days=back) for back in range(number - 1, -1, -1))
    return tuple(
        LoadDay(on, told.get(on), usual_load(loads, on), spikes.get(on, False), str(on) in diary.spasms_on)
        for on in shown
    )
