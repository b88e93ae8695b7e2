"""What the search for patterns says: an effect with its interval, the days behind it, and one of four labels."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

#: ``likely``: holds with all factors counted together. ``possible``: its own interval leaves out 1, which about one
#: factor in twenty does by chance. ``none-seen``: enough days, and the interval holds 1. ``too-few-days``: no number.
Label = Literal["likely", "possible", "none-seen", "too-few-days"]


class Effect(NamedTuple):
    """How the odds of a spasm go with a factor. All three numbers are None when the label is ``too-few-days``.

    ``odds_ratio``: the odds of at least one spasm on a day with the factor, over those of a like day without; above
    0, 1 is no link. ``low``, ``high``: its 95 % interval (penalised profile likelihood). ``days_with``,
    ``days_without``: days that told both. ``spasm_days_with``, ``spasm_days_without``: how many of these had a spasm.
    ``shows_from``: the odds ratio that would show in four such diaries of five; None when nothing can be said.
    """

    odds_ratio: float | None
    low: float | None
    high: float | None
    days_with: int
    days_without: int
    spasm_days_with: int
    spasm_days_without: int
    label: Label
    shows_from: float | None


class FactorPattern(NamedTuple):
    """One factor. ``same_day``: on the day that held it. ``next_day``: on the day after, beyond what the day itself
    did.

    ``more_days``: about how many more told days would do, when the same day has too few; None when it has enough, or
    when no number of such days would do (it is always so, or never, or there is no spasm), or they are more than a
    year.
    """

    id: str
    same_day: Effect
    next_day: Effect
    more_days: int | None

    @property
    def label(self) -> Label:
        """The label of the day itself."""
        return self.same_day.label


class Patterns(NamedTuple):
    """Every factor, in the order given. ``days_told``: days whose spasms were told; ``spasm_days``: with one at least.

    ``first``, ``last``: the first and last told day; None when there is none.
    """

    factors: tuple[FactorPattern, ...]
    days_told: int
    spasm_days: int
    first: date | None
    last: date | None
