"""What settles it: the chance that each thing helps her, from her own tries, with partial pooling over the things.

The model (a beta-binomial hierarchy; Gelman, Carlin, Stern, Dunson, Vehtari and Rubin 2013, *Bayesian Data Analysis*,
third edition, section 5.3). Of ``n`` tries of a thing ``r`` helped; ``r`` is binomial with the thing's own chance, and
her things' chances are drawn from one beta distribution of hers, with mean ``m`` and strength ``k``. A thing tried once
borrows from her others, a thing tried often stands by itself.

``m`` and ``k`` are not fitted but summed over: every pair of a small fixed grid has its exact posterior weight, so that
nothing has to converge and nothing depends on chance. The prior is weak: every mean from 0.05 to 0.95 alike, as nobody
has measured how often the ladder helps; strengths from 2 (her things differ as much as can be) to 64 (they are all
alike), with the weight that section gives them, ``k ** -0.5`` on the log scale, which leans to "they differ" and so to
less borrowing.

What counts as helped: "helped", "a little", and "better" on the ladder. A little counts whole: the ladder knows only
better and not better, and so the two can be counted together; how many were a little is kept and can be said. "Worse"
is a try that did not help, and is kept by itself as well.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from steadyback.engine.chances import POINTS, Shares, beta_shares, chance_above, quantile

Came = Literal["helped", "a-little", "no", "worse"]

#: The share of the posterior that an interval holds.
LEVEL: Final = 0.95
_MEANS: Final = tuple(0.05 + 0.1 * step for step in range(10))
_STRENGTHS: Final = (2.0, 4.0, 8.0, 16.0, 32.0, 64.0)


class Attempt(NamedTuple):
    """One time that she tried one thing: ``what`` by id, and what ``came`` of it, as she told it."""

    what: str
    came: Came


class Helping(NamedTuple):
    """How often one thing helps her.

    ``tried``: times with an answer; of these ``helped`` (``a_little`` of them a little) and ``worse``. ``chance``: the
    posterior mean of its chance to help, 0 to 1, with the middle 95 % from ``low`` to ``high``. ``borrowed``: the share
    of that mean that comes from her other things, 1 when it was never tried.
    """

    what: str
    tried: int
    helped: int
    a_little: int
    worse: int
    chance: float
    low: float
    high: float
    borrowed: float


class Count(NamedTuple):
    """As ``Helping``, without what takes long to work out: the interval, and how much is borrowed."""

    what: str
    tried: int
    helped: int
    chance: float


class Belief(NamedTuple):
    """One pair of the grid: the beta distribution of her things' chances by ``alpha`` and ``beta``, and its weight."""

    alpha: float
    beta: float
    weight: float


class Settling(NamedTuple):
    """What is known of all her things. ``things``: in the order asked for, then by name; ``pool``: the grid's weights.

    ``overall``: the mean chance of her things, with its middle 95 % on the grid from ``low`` to ``high``.
    """

    things: tuple[Helping, ...]
    overall: float
    low: float
    high: float
    pool: tuple[Belief, ...]

    def of(self, what: str) -> Helping:
        """What is known of one thing; of one that she never tried, only what her others say."""
        return next((thing for thing in self.things if thing.what == what), None) or _helping(what, (), self.pool)


class Counted(NamedTuple):
    """Her counts and the grid's weights by them: as ``Settling``, where no interval is asked for.

    ``counts``: helped and tried, of each thing that she tried.
    """

    counts: Mapping[str, tuple[int, int]]
    pool: tuple[Belief, ...]

    def of(self, what: str) -> Count:
        """What is known of one thing."""
        helped, tried = self.counts.get(what, (0, 0))
        return Count(what, tried, helped, _chance(helped, tried, self.pool))


def counted(attempts: Iterable[Attempt]) -> Counted:
    """Her counts by all her ``attempts``."""
    by_thing: dict[str, list[Came]] = {}
    for attempt in attempts:
        by_thing.setdefault(attempt.what, []).append(attempt.came)
    counts = {name: _counts(came) for name, came in by_thing.items()}
    return Counted(counts, _pool_of(counts.values()))


def settling(attempts: Iterable[Attempt], among: Sequence[str] = ()) -> Settling:
    """What settles it, by all her ``attempts``. ``among``: things to tell of even when they were never tried."""
    by_thing: dict[str, list[Came]] = {name: [] for name in among}
    for attempt in attempts:
        by_thing.setdefault(attempt.what, []).append(attempt.came)
    pool = _pool_of([_counts(came) for came in by_thing.values()])
    names = [*dict.fromkeys(among), *sorted(by_thing.keys() - set(among))]
    things = tuple(_helping(name, by_thing[name], pool) for name in names)
    weights = _by_mean(pool)
    overall = math.fsum(mean * weight for mean, weight in weights.items())
    return Settling(things, overall, _least(weights, (1 - LEVEL) / 2), _least(weights, (1 + LEVEL) / 2), pool)


def is_helped(came: Came) -> bool:
    """Whether a try counts as one that helped. See the top of this file."""
    return came in ("helped", "a-little")


def chance_that_better(known: Settling | Counted, one: str, other: str) -> float:
    """The posterior chance that ``one`` helps her more often than ``other``, 0 to 1."""
    first, second = known.of(one), known.of(other)
    return _better(known.pool, first.helped, first.tried, second.helped, second.tried)


@lru_cache(maxsize=256)
def _better(pool: tuple[Belief, ...], helped: int, tried: int, other_helped: int, other_tried: int) -> float:
    return math.fsum(
        belief.weight * chance_above(_after(belief, helped, tried), _after(belief, other_helped, other_tried))
        for belief in pool
    )


def chance_at(known: Settling | Counted, what: str, share: float) -> float:
    """The chance to help below which ``share`` of the posterior of ``what`` lies. ``share`` between 0 and 1."""
    thing = known.of(what)
    return quantile(_mixture(thing.helped, thing.tried, known.pool), share)


def _counts(came: Sequence[Came]) -> tuple[int, int]:
    """Helped, and tried."""
    return sum(is_helped(one) for one in came), len(came)


def _log_beta(alpha: float, beta: float) -> float:
    return math.lgamma(alpha) + math.lgamma(beta) - math.lgamma(alpha + beta)


def _pool_of(counts: Iterable[tuple[int, int]]) -> tuple[Belief, ...]:
    """The exact posterior of the grid. Things that were never tried say nothing."""
    return _pool_by(tuple(sorted(Counter(pair for pair in counts if pair[1]).items())))


@lru_cache(maxsize=64)
def _pool_by(alike: tuple[tuple[tuple[int, int], int], ...]) -> tuple[Belief, ...]:
    """``alike``: helped and tried, and of how many things that is so. Pages ask for the same again and again."""
    logs: list[tuple[float, float, float]] = []
    for strength in _STRENGTHS:
        for mean in _MEANS:
            alpha, beta = mean * strength, (1 - mean) * strength
            whole = _log_beta(alpha, beta)
            told = (
                times * (_log_beta(alpha + helped, beta + tried - helped) - whole) for (helped, tried), times in alike
            )
            logs.append((alpha, beta, math.fsum(told) - 0.5 * math.log(strength)))
    highest = max(log for _, _, log in logs)
    total = math.fsum(math.exp(log - highest) for _, _, log in logs)
    return tuple(Belief(alpha, beta, math.exp(log - highest) / total) for alpha, beta, log in logs)


def _helping(what: str, came: Sequence[Came], pool: tuple[Belief, ...]) -> Helping:
    helped, tried = _counts(came)
    shares = _mixture(helped, tried, pool)
    return Helping(
        what=what,
        tried=tried,
        helped=helped,
        a_little=came.count("a-little"),
        worse=came.count("worse"),
        chance=_chance(helped, tried, pool),
        low=quantile(shares, (1 - LEVEL) / 2),
        high=quantile(shares, (1 + LEVEL) / 2),
        borrowed=1 - math.fsum(one.weight * tried / (one.alpha + one.beta + tried) for one in pool),
    )


def _chance(helped: int, tried: int, pool: tuple[Belief, ...]) -> float:
    """The posterior mean."""
    return math.fsum(one.weight * (one.alpha + helped) / (one.alpha + one.beta + tried) for one in pool)


def _after(belief: Belief, helped: int, tried: int) -> Shares:
    """The chance of one thing under one pair of the grid, once ``helped`` of ``tried`` are known."""
    return beta_shares(belief.alpha + helped, belief.beta + tried - helped)


@lru_cache(maxsize=256)
def _mixture(helped: int, tried: int, pool: tuple[Belief, ...]) -> Shares:
    found: tuple[float, ...] = (0.0,) * POINTS
    for belief in pool:
        if belief.weight > 1e-9:  # what is left out is less than a ten-millionth in all
            shares = _after(belief, helped, tried)
            found = tuple(so_far + belief.weight * share for so_far, share in zip(found, shares, strict=True))
    return found


def _by_mean(pool: tuple[Belief, ...]) -> dict[float, float]:
    """The weight of each mean of the grid, lowest first."""
    found = dict.fromkeys(_MEANS, 0.0)
    for number, belief in enumerate(pool):
        found[_MEANS[number % len(_MEANS)]] += belief.weight
    return found


def _least(weights: dict[float, float], wanted: float) -> float:
    below = 0.0
    for mean, weight in weights.items():
        below += weight
        if below >= wanted:
            return mean
    return _MEANS[-1]
