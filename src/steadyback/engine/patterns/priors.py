"""The numbers that the method stands on. Both forms, for one person and for many, read them here.

Each was chosen by simulation (`./steady validate-patterns` reruns it) [P]; none comes from people with back pain.
"""

from __future__ import annotations

from math import erfc, exp, pi, sqrt
from typing import Final

#: Penalties are precisions of normal priors on the log-odds scale (1 / variance).
FLAT: Final = 1e-3  # the level itself: hardly held at all
YESTERDAY: Final = 4 / 9  # a spasm yesterday, the share of spasm days in the week before, a stage: sd 1.5
MILD: Final = 1.0  # pain yesterday for each four points, the weekend: sd 1
#: How much all factors together may move the log-odds, as a variance, before the days have spoken. It is shared out
#: among them, so twenty factors are held more tightly than two (ridge; Hoerl and Kennard 1970).
TOGETHER: Final = 0.2
#: A factor whose squared z value passes this is held less tightly from then on, so that what it does is not put down
#: to others that come with it.
SPEAKS_UP: Final = 2.0
#: The factor that is looked at has a log-F(1, 1) prior of its own (Greenland and Mansournia 2015): worth one day, half
#: of it with a spasm. It keeps the estimate finite when one side has no spasm at all.
OWN: Final = 1.0

#: The longest Newton step, as the largest change of any day's log-odds. Up to here each step climbs (Bach 2010).
LONGEST_STEP: Final = 1.75
#: A step this small is followed by a last one. What is left then is a small part of a standard error.
CLOSE: Final = 1.0
MOST_STEPS: Final = 25
LOOSEN_AT: Final = 1  # at this step (from 0) factors that speak up are held less tightly from then on

#: How far a 95 % interval reaches below and above, in standard errors: 3.4 % of the normal curve are left out below and
#: 1.8 % above. It leans, because the diary is kept to find what sets it off: a missed trigger costs her more than a
#: missed soother. The usual (Wald) interval leans the same way where spasms are rare, without saying so. That both
#: together cover 93 to 97 % is measured.
BELOW: Final = 1.82
ABOVE: Final = 2.10
#: How far skewness and kurtosis of one coefficient's likelihood are followed.
MOST_SKEW: Final = 1.0
#: How far the signed root may be from the plain z value, as a share: the expansion is not to be trusted far out.
MOST_BEND: Final = 0.5

#: Fewest days with, days without, spasm days and days without one.
FEWEST: Final = 5
#: The standard error of a log-odds ratio that the days would give if nothing went with anything. Above it: too few.
#: At it, odds that are five times as high would more likely than not show (1.61 / 0.88 > 1.82).
BLURRED: Final = 0.88
#: Two factors whose days are correlated more than this cannot be told apart, and no number is given for either.
ENTANGLED: Final = 0.9
#: The chance that any "likely" is false, over all factors: shared between the day itself and the next one. Below 5 %,
#: as few days and strong carry-over from one day to the next make the tails a little heavier than normal.
ALPHA_SAME: Final = 0.03
ALPHA_NEXT: Final = 0.008
#: z for an effect that would show in four diaries of five: 1.82 + 0.84.
FOUR_IN_FIVE: Final = 2.66

PAIN_STEP: Final = 4.0  # points of pain that count as one
BEFORE_DAYS: Final = (2, 7)  # the days before yesterday whose share of spasm days is adjusted for
_MONTH: Final = 30
_TWO_YEARS: Final = 730
_CLOSE_ENOUGH: Final = 1e-13


def trend_columns(days: int) -> int:
    """How many cosines follow the slow course over ``days`` calendar days: one a month, six, more after two years."""
    return min(6, max(1, days // _MONTH)) + min(6, days // _TWO_YEARS)


def thresholds(alpha: float, count: int) -> list[float]:
    """|z| to be passed by the strongest of ``count`` factors, the next strongest, and so on (Holm 1979)."""
    return [_two_sided(alpha / left) for left in range(count, 0, -1)]


def _two_sided(chance: float) -> float:
    """The |z| that is passed by ``chance`` (at most 0.3). Newton steps from below, where the curve never overshoots."""
    found = 1.0
    while True:
        step = (erfc(found / sqrt(2)) - chance) * sqrt(pi / 2) * exp(found * found / 2)
        found += step
        if step < _CLOSE_ENOUGH:
            return found
