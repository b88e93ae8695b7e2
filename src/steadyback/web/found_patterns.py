"""What the pages of patterns need to know of a result: its shape alone, so that words and plots need no engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, Literal, Protocol

Label = Literal["likely", "possible", "none-seen", "too-few-days"]
#: The labels in the order in which a page tells of them.
LABELS: Final[tuple[Label, ...]] = ("likely", "possible", "none-seen", "too-few-days")
#: Each label as she reads it.
LABEL_WORDS: Final[Mapping[Label, str]] = {
    "likely": "Likely link",
    "possible": "Possible link",
    "none-seen": "No link seen",
    "too-few-days": "Too few days yet",
}


class FoundPattern(Protocol):
    """What her days say of one factor. Any result of this shape will do; nothing here can be changed.

    ``odds_ratio`` with ``low`` and ``high``: how the odds of a spasm that day differ, and its 95 % interval; None when
    no number can be given. ``next_day``: the same three for the day after. ``days_with`` and ``days_without``: days of
    which the factor was answered; ``spasms_with`` and ``spasms_without``: on how many of these there was a spasm.
    ``more_days``: about how many days of diary more would do, where ``label`` says too few; None: nobody can tell.
    """

    @property
    def id(self) -> str: ...
    @property
    def odds_ratio(self) -> float | None: ...
    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...
    @property
    def days_with(self) -> int: ...
    @property
    def days_without(self) -> int: ...
    @property
    def spasms_with(self) -> int: ...
    @property
    def spasms_without(self) -> int: ...
    @property
    def label(self) -> Label: ...
    @property
    def more_days(self) -> int | None: ...
    @property
    def next_day(self) -> tuple[float, float, float] | None: ...


class FoundPatterns(Protocol):
    """What her days say of every factor, over the days from ``first`` to ``last`` that she told of."""

    @property
    def factors(self) -> Sequence[FoundPattern]: ...
    @property
    def days_told(self) -> int: ...
    @property
    def spasm_days(self) -> int: ...
    @property
    def first(self) -> date | None: ...
    @property
    def last(self) -> date | None: ...


def interval_of(found: FoundPattern) -> tuple[float, float, float] | None:
    """The odds ratio with its interval; None where there is none to show: too few days, or no sound number."""
    if found.label == "too-few-days":
        return None
    ratio, low, high = found.odds_ratio, found.low, found.high
    if ratio is None or low is None or high is None:
        return None
    return (ratio, low, high) if 0 <= low <= ratio <= high and ratio > 0 else None


def shown_label(found: FoundPattern) -> Label:
    """The label to tell: one that stands on a number is told only with the number."""
    return found.label if interval_of(found) else "too-few-days"


def days_known(found: FoundPattern) -> int:
    """The days of which she answered this factor."""
    return found.days_with + found.days_without
