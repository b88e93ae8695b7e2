"""A chance that is not known exactly: a beta distribution, kept as the shares that a few points have of it.

The points are the squared sines of equal angles. Near 0 and 1, where the density may grow without bound, they lie
closer together, so that a hundred or so will do; tests hold them against drawn numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final

POINTS: Final = 128
_ANGLES: Final = tuple((step + 0.5) * math.pi / 2 / POINTS for step in range(POINTS))
_LOG_SIN: Final = tuple(math.log(math.sin(angle)) for angle in _ANGLES)
_LOG_COS: Final = tuple(math.log(math.cos(angle)) for angle in _ANGLES)

#: The share of a distribution that lies at each point, from 0 up; together 1.
Shares = Sequence[float]


@lru_cache(maxsize=8192)
def beta_shares(alpha: float, beta: float) -> tuple[float, ...]:
    """The beta distribution with ``alpha`` and ``beta``, both above 0."""
    up, down = 2 * alpha - 1, 2 * beta - 1
    logs = [up * sine + down * cosine for sine, cosine in zip(_LOG_SIN, _LOG_COS, strict=True)]
    highest = max(logs)
    found = [math.exp(log - highest) for log in logs]
    total = math.fsum(found)
    return tuple(one / total for one in found)


def quantile(shares: Shares, wanted: float) -> float:
    """The chance, 0 to 1, below which ``wanted`` of the distribution lies."""
    below = 0.0
    for step, share in enumerate(shares):
        if below + share >= wanted:
            part = (wanted - below) / share if share else 0.0
            return math.sin((step + part) * math.pi / 2 / POINTS) ** 2
        below += share
    return 1.0


def chance_above(one: Shares, other: Shares) -> float:
    """How likely it is that the first is the greater of two that have nothing to do with each other, 0 to 1."""
    below = found = 0.0
    for upper, lower in zip(one, other, strict=True):
        found += upper * (below + lower / 2)
        below += lower
    return found


def difference_at(one: Shares, other: Shares, wanted: float) -> float:
    """Below which difference (the first less the other, -1 to 1) ``wanted`` of the distribution lies."""
    sums = (0.0, *accumulate(one))
    places = [math.sin(angle) ** 2 for angle in _ANGLES]

    def below(chance: float) -> float:
        if not 0 < chance < 1:
            return float(chance >= 1)
        place = math.asin(math.sqrt(chance)) / (math.pi / 2) * POINTS
        step = min(int(place), POINTS - 1)
        return sums[step] + (place - step) * (sums[step + 1] - sums[step])

    low, high = -1.0, 1.0
    for _ in range(24):  # to less than a millionth
        middle = (low + high) / 2
        if math.fsum(share * below(place + middle) for share, place in zip(other, places, strict=True)) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2
