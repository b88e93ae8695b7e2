"""Women who have tried things: a clear check behind them, and told tries before today."""

from __future__ import annotations

from typing import TypeVar

from tests.scenarios.telling import Her

#: The gentlest rungs, by id.
ONE, TWO, THREE = "lad-1-reset-breathe", "lad-2-warm", "lad-3-walk-in"
AnyHer = TypeVar("AnyHer", bound=Her)


def all_well(she: AnyHer, weeks: int = 31, days: int = 0) -> AnyHer:
    """She is pregnant, has no condition, and her check was clear."""
    she.is_pregnant(weeks, days)
    she.has_no_conditions()
    she.checks()
    return she


def tries(she: Her, what: str, *came: str) -> None:
    """What came of ``what`` on each of the days before today, newest first."""
    for back, helped in enumerate(came, start=1):
        she.says("tried", what=what, helped=helped, on=she.day(-back))


def helped_by_the_second(she: AnyHer) -> AnyHer:
    """The first rung never helped her, and the second 4 of 5 times: the second is her first step."""
    tries(she, ONE, "no", "no", "no", "no")
    tries(she, TWO, "helped", "helped", "no", "helped", "helped")
    return she
