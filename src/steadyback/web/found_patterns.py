"""What the pages of patterns need to know of a result: its shape alone, both effects of a factor in one row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from steadyback.engine.patterns.result import Effect, Label

#: The labels in the order in which a page tells of them.
LABELS: Final[tuple[Label, ...]] = ("likely", "possible", "none-seen", "too-few-days")
#: Each label as she reads it.
LABEL_WORDS: Final[Mapping[Label, str]] = {
    "likely": "Likely link",
    "possible": "Possible link",
    "none-seen": "No link seen",
    "too-few-days": "Too few days yet",
}


class Found(NamedTuple):
    """What her days say of one factor.

    ``odds_ratio`` with ``low`` and ``high``: how the odds of a spasm that day differ, and its 95 % interval; None when
    no number can be given. ``next_day``: the same three for the day after. ``days_with`` and ``days_without``: days of
    which the factor was answered; ``spasms_with`` and ``spasms_without``: on how many of these there was a spasm.
    ``more_days``: about how many days of diary more would do, where ``label`` says too few; None: nobody can tell.
    ``shows_from``: the odds ratio that would most likely show by now; None: not known.
    """

    id: str
    odds_ratio: float | None
    low: float | None
    high: float | None
    days_with: int
    days_without: int
    spasms_with: int
    spasms_without: int
    label: Label
    more_days: int | None = None
    next_day: tuple[float, float, float] | None = None
    shows_from: float | None = None


class Findings(NamedTuple):
    """What her days say of every factor, over the days from ``first`` to ``last`` that she told of."""

    factors: tuple[Found, ...]
    days_told: int
    spasm_days: int
    first: date | None
    last: date | None


def found_of(name: str, same_day: Effect, next_day: Effect, more_days: int | None) -> Found:
    """A factor from its effects on the day and on the day after. The day itself gives the label."""
    after = (next_day.odds_ratio, next_day.low, next_day.high)
    numbers = tuple(one for one in after if one is not None)
    is_told = next_day.label != "too-few-days" and len(numbers) == 3
    return Found(
        name,
        same_day.odds_ratio,
        same_day.low,
        same_day.high,
        same_day.days_with,
        same_day.days_without,
        same_day.spasm_days_with,
        same_day.spasm_days_without,
        same_day.label,
        more_days,
        (numbers[0], numbers[1], numbers[2]) if is_told else None,
        same_day.shows_from,
    )


def interval_of(found: Found) -> tuple[float, float, float] | None:
    """The odds ratio with its interval; None where there is none to show: too few days, or no sound number."""
    if found.label == "too-few-days":
        return None
    ratio, low, high = found.odds_ratio, found.low, found.high
    if ratio is None or low is None or high is None:
        return None
    return (ratio, low, high) if 0 <= low <= ratio <= high and ratio > 0 else None


def shown_label(found: Found) -> Label:
    """The label to tell: one that stands on a number is told only with the number."""
    return found.label if interval_of(found) else "too-few-days"


def days_known(found: Found) -> int:
    """The days of which she answered this factor."""
    return found.days_with + found.days_without
