"""Conditional logistic regression of one yes-or-no factor for many people at once, so that its power can be counted on
many thousands of diaries.

Within a fortnight with so many spasm days and so many days with the factor, the number of days with both has the
noncentral hypergeometric distribution, and its log-odds parameter is the one wanted (Breslow and Day 1980). That is the
likelihood of statsmodels' ConditionalLogit with one column; the two are compared in the run.
"""

from __future__ import annotations

from math import comb, log
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from steadyback.engine.patterns.priors import ABOVE, BELOW
from steadyback.population.pattern_columns import PeopleDays
from steadyback.population.patterns import find_patterns_of_many
from validation.diaries import World, diaries
from validation.rivals import FORTNIGHT, conditional, quietly, rows_of

Array = NDArray[Any]
_ALARMS = 0.05
_STEPS = 30
_FARTHEST = 12.0  # log-odds; where one side has no spasm at all there is no maximum, and z is nearly 0 either way
_LEAST = 1e-9


class Power(NamedTuple):
    """How often the first factor is found, where each method's threshold is the one that 5 % of its own null diaries
    pass. ``errors``: Monte-Carlo standard errors, that of the threshold included, in the order of the methods.

    ``apart``: the largest difference to statsmodels' z value among those tried that have a maximum.
    """

    world: World
    people: int
    patterns: float
    conditional: float
    errors: tuple[float, float]
    apart: float


def conditional_of_many(people: PeopleDays) -> tuple[Array, Array]:
    """The z value of the first factor of each person, nearly 0 where no fortnight can tell; and whether there is a
    maximum.
    """
    known = (people.spasms >= 0) & (people.held >= 0).all(axis=2)
    had = (people.spasms > 0) & known
    held = (people.held[:, :, 0] > 0) & known
    starts = np.arange(0, known.shape[1], FORTNIGHT)
    days, spasms, with_, both = (
        np.add.reduceat(each.astype(np.int64), starts, axis=1)[:, :, None] for each in (known, had, held, had & held)
    )
    number = np.arange(FORTNIGHT + 1)
    ways = _log_ways()
    rest = spasms - number
    weights = ways[with_, number] + np.where(rest >= 0, ways[days - with_, np.maximum(rest, 0)], -np.inf)
    beta = np.zeros(len(known))
    for _ in range(_STEPS):
        mean, variance = _moments(weights, number, beta)
        step = (both[:, :, 0] - mean).sum(axis=1) / np.maximum(variance.sum(axis=1), _LEAST)
        beta = np.clip(beta + np.clip(step, -1, 1), -_FARTHEST, _FARTHEST)
    z = beta * np.sqrt(_moments(weights, number, beta)[1].sum(axis=1))
    return z, np.abs(beta) < _FARTHEST


def _log_ways() -> Array:
    size = FORTNIGHT + 1
    return np.array([[log(comb(of, some)) if some <= of else -np.inf for some in range(size)] for of in range(size)])


def _moments(weights: Array, number: Array, beta: Array) -> tuple[Array, Array]:
    chance = weights + beta[:, None, None] * number
    chance = np.exp(chance - chance.max(axis=2, keepdims=True))
    chance /= chance.sum(axis=2, keepdims=True)
    mean = (chance * number).sum(axis=2)
    return mean, (chance * number**2).sum(axis=2) - mean**2


def power_of(world: World, people: int, tried: int, seed: list[int]) -> Power:
    """Both methods on ``people`` diaries with the link and as many without; ``tried`` are compared with statsmodels."""
    strengths: list[tuple[Array, Array]] = []
    apart = 0.0
    for number, each in enumerate((world._replace(same={}), world)):
        made = diaries(each, people, [*seed, number])
        root = np.nan_to_num(find_patterns_of_many(made).root[:, 0, 0])
        # The interval leans: in units in which 1.96 is where it leaves out 1, on either side.
        ours = np.abs(1.96 * root / np.where(root > 0, BELOW, ABOVE))
        theirs, has_maximum = conditional_of_many(made)
        apart = max(apart, _apart(made, theirs, np.flatnonzero(has_maximum)[:tried]))
        strengths.append((ours, np.abs(theirs)))
    found = [_power(without, with_) for without, with_ in zip(*strengths, strict=True)]
    return Power(world, people, found[0][0], found[1][0], (found[0][1], found[1][1]), apart)


def _apart(people: PeopleDays, ours: Array, tried: Array) -> float:
    differences = []
    with quietly():
        for person in tried.tolist():
            spasm, table, block = rows_of(people, person)
            z = conditional(spasm, table[:, :1], block)
            if z is not None:
                differences.append(abs(float(z[0]) - float(ours[person])))
    return max(differences, default=0.0)


def _power(without: Array, with_: Array) -> tuple[float, float]:
    number = len(without)
    luck = (_ALARMS * (1 - _ALARMS) / number) ** 0.5
    low, share, high = (float((with_ > np.quantile(without, 1 - _ALARMS - by)).mean()) for by in (-luck, 0.0, luck))
    return share, float(np.hypot((share * (1 - share) / number) ** 0.5, (high - low) / 2))
