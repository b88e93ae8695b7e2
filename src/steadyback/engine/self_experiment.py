"""A self-experiment: days by lot with more of one thing and days as usual, and what the two sorts of days then show.

**The lots.** Days stand in blocks of two or four, half of each block of either sort, in an order that the seed draws.
So neither the weeks nor a slow change (a growing bump, a healing back) can lean to one side. The same seed always gives
the same lots, and a longer plan begins with the shorter one.

**The estimand** is the share of days with a spasm on days that were *meant* to have more, less that share on days meant
to be as usual: days count as they were drawn, whether she kept to the plan or not, as leaving out the days that did not
work would bring back the very bias that the lot takes away. Days not told of are left out.

**The interval**: each share gets the beta distribution that a level prior leads to: one day with a spasm and one
without are added to either sort (Agresti and Caffo 2000, *The American Statistician* 54, 280-288). The interval is that
of their difference. It leaves the blocks out of account, so it is too wide where days near each other are alike, and
too narrow where a bad day is mostly followed by a good one.

**The lots as a check**: under "it made no difference to any day" every other lot would have shown the same spasms. Over
all lots that the blocks allow, the exact share that would have shown a greater difference, and half of those that would
have shown the same (Fisher 1935; Edgington and Onghena 2007; the half is the mid-p value, Lancaster 1961). Only when
both agree is a difference named.

**Looking again**: a plan that is made longer after its result was seen gets more chances to be wrong. Each look beyond
the first shares the 5 % (Bonferroni): two looks, intervals of 97.5 %.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Final, Literal, NamedTuple

from steadyback.engine.chances import Shares, beta_shares, chance_above, difference_at

#: The lengths of a block, in days; half of its days are of either sort.
BLOCKS: Final = (2, 4)
#: The shortest and the longest plan, in days [P].
SHORTEST_DAYS: Final = 14
LONGEST_DAYS: Final = 84
#: Fewer told days of either sort show nothing [P].
LEAST_TOLD: Final = 5
_WRONG: Final = 0.05
_PRIOR: Final = 1.0
_TIMES: Final = 400
_SEED_OF_POWER: Final = 20261122


class LotDay(NamedTuple):
    """One day of a plan. ``is_more``: by lot a day with more; ``had_spasm``: None when the day was not told of.

    ``was_kept``: whether she did as the lot said; None when she did not say.
    """

    is_more: bool
    had_spasm: bool | None = None
    was_kept: bool | None = None


class Comparison(NamedTuple):
    """What a plan shows.

    ``more_days`` and ``usual_days``: told days of either sort; ``more_spasms`` and ``usual_spasms``: those with a
    spasm. ``untold``: days left out. ``not_kept``: told days on which she says that it went otherwise than by the lot.
    ``difference``: share of spasm days with more, less that as usual, -1 to 1, drawn towards 0 by the prior; below 0 is
    fewer with more. ``low`` and ``high``: its interval, which holds ``level`` of the distribution. ``by_lot``: of all
    lots, the share that would have shown more if it made no difference, with half of those that show the same; 0 to 1.
    ``shows``: the label.
    """

    more_days: int
    more_spasms: int
    usual_days: int
    usual_spasms: int
    untold: int
    not_kept: int
    difference: float
    low: float
    high: float
    level: float
    by_lot: float
    shows: Literal["fewer", "more", "cannot-tell", "too-few-days"]


def lots(seed: int, days: int, block: int) -> tuple[bool, ...]:
    """For each of ``days`` whether it has more. ValueError for a ``block`` that is not one of ``BLOCKS``."""
    ways = _ways(block)
    chance = random.Random(seed)  # noqa: S311 - no secret hangs on it
    found: list[bool] = []
    while len(found) < days:
        found += ways[int(chance.random() * len(ways))]
    return tuple(found[:days])


def compare(days: Sequence[LotDay], block: int, looks: int = 1) -> Comparison:
    """What the days of a plan show, from its first day on. ``looks``: how often its result will have been seen."""
    told = [day for day in days if day.had_spasm is not None]
    more = [bool(day.had_spasm) for day in told if day.is_more]
    usual = [bool(day.had_spasm) for day in told if not day.is_more]
    wrong = _WRONG / max(1, looks)
    shares = _shares(sum(more), len(more)), _shares(sum(usual), len(usual))
    by_lot = _share_of_lots(days, block)
    return Comparison(
        more_days=len(more),
        more_spasms=sum(more),
        usual_days=len(usual),
        usual_spasms=sum(usual),
        untold=len(days) - len(told),
        not_kept=sum(day.was_kept is False for day in told),
        difference=_mean(more) - _mean(usual),
        low=difference_at(*shares, wrong / 2),
        high=difference_at(*shares, 1 - wrong / 2),
        level=1 - wrong,
        by_lot=by_lot,
        shows=_label(more, usual, by_lot, wrong),
    )


def power(rate: float, told: float, days: int, block: int, ratio: float = 0.5) -> float:
    """How likely a plan of ``days`` is to show fewer spasm days, 0 to 1, if more makes ``ratio`` of them.

    ``rate``: the share of her usual days with a spasm; ``told``: the share of days that she tells of. It is counted in
    400 made-up plans, always the same ones, in which a day knows nothing of the day before; it is good to about 0.05.
    """
    chance = random.Random(_SEED_OF_POWER)  # noqa: S311 - no secret hangs on it
    seen = 0
    for _ in range(_TIMES):
        drawn = lots(int(chance.random() * 2**31), days, block)
        made = [
            LotDay(is_more, chance.random() < rate * (ratio if is_more else 1) if chance.random() < told else None)
            for is_more in drawn
        ]
        more = [bool(day.had_spasm) for day in made if day.is_more and day.had_spasm is not None]
        usual = [bool(day.had_spasm) for day in made if not day.is_more and day.had_spasm is not None]
        if _is_fewer(more, usual, _WRONG) and _share_of_lots(made, block) <= _WRONG:
            seen += len(more) >= LEAST_TOLD and len(usual) >= LEAST_TOLD
    return seen / _TIMES


@lru_cache(maxsize=8)
def _ways(block: int) -> tuple[tuple[bool, ...], ...]:
    """Every order in which half of a block has more."""
    if block not in BLOCKS:
        raise ValueError(f"a block of {block} days has no two halves that we use; give 2 or 4")
    chosen = combinations(range(block), block // 2)
    return tuple(tuple(day in more for day in range(block)) for more in chosen)


def _mean(days: Sequence[bool]) -> float:
    return (sum(days) + _PRIOR) / (len(days) + 2 * _PRIOR)


def _shares(spasms: int, days: int) -> Shares:
    return beta_shares(_PRIOR + spasms, _PRIOR + days - spasms)


def _is_fewer(less: Sequence[bool], than: Sequence[bool], wrong: float) -> bool:
    """Whether the interval of the difference lies wholly on one side."""
    return _is_surely_above(sum(than), len(than), sum(less), len(less), wrong)


@lru_cache(maxsize=8192)
def _is_surely_above(spasms: int, days: int, fewer: int, of: int, wrong: float) -> bool:
    return spasms * of > fewer * days and chance_above(_shares(spasms, days), _shares(fewer, of)) >= 1 - wrong / 2


def _label(
    more: Sequence[bool], usual: Sequence[bool], by_lot: float, wrong: float
) -> Literal["fewer", "more", "cannot-tell", "too-few-days"]:
    if min(len(more), len(usual)) < LEAST_TOLD:
        return "too-few-days"
    if by_lot > wrong:
        return "cannot-tell"
    if _is_fewer(more, usual, wrong):
        return "fewer"
    return "more" if _is_fewer(usual, more, wrong) else "cannot-tell"


def _share_of_lots(days: Sequence[LotDay], block: int) -> float:
    """The share of all lots that show a greater difference in spasm days, either way, and half of the ties."""
    told = [bool(day.had_spasm) for day in days]
    chances = {0: 1.0}
    for start in range(0, len(days), block):
        steps = _steps(tuple(told[start : start + block]), block)
        after: dict[int, float] = {}
        for so_far, chance in chances.items():
            for step, share in steps:
                after[so_far + step] = after.get(so_far + step, 0.0) + chance * share
        chances = after
    seen = abs(_lead(zip((day.is_more for day in days), told, strict=True)))
    greater = sum(chance for lead, chance in chances.items() if abs(lead) > seen)
    return greater + sum(chance for lead, chance in chances.items() if abs(lead) == seen) / 2


@lru_cache(maxsize=64)
def _steps(spasms: tuple[bool, ...], block: int) -> tuple[tuple[int, float], ...]:
    """What a block with these spasm days adds to the difference, and how often. A last block may be cut short."""
    ways = _ways(block)
    found: dict[int, float] = {}
    for way in ways:
        lead = _lead(zip(way, spasms, strict=False))
        found[lead] = found.get(lead, 0.0) + 1 / len(ways)
    return tuple(found.items())


def _lead(days: Iterable[tuple[bool, bool]]) -> int:
    """Spasm days with more, less spasm days as usual. A day not told of adds nothing."""
    return sum((1 if is_more else -1) for is_more, had_spasm in days if had_spasm)
