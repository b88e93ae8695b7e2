"""One joint penalised logistic regression of spasm days, fitted by Newton steps that always climb.

All factors stand in one model, so that each is adjusted for the others. All are held by a common normal prior that is
tighter the more of them there are (ridge: Hoerl and Kennard 1970; for logistic regression le Cessie and van Houwelingen
1992), and a factor that speaks up is held less from then on. With these priors there is one maximum, it is finite
whatever the days say, and a step whose largest change of log-odds is below 1.75 cannot overshoot it: within it no
weight of a day changes so much that the step would lead down (after Bach 2010, self-concordant analysis).
"""

from __future__ import annotations

from math import exp, log, sqrt
from operator import add
from typing import NamedTuple

from steadyback.engine.patterns.columns import Columns
from steadyback.engine.patterns.matrix import Matrix, Vector, dot, forward, inverse, inverse_diagonal, root_of, solved
from steadyback.engine.patterns.normal import CrossProducts
from steadyback.engine.patterns.priors import (
    CLOSE,
    ENTANGLED,
    LONGEST_STEP,
    LOOSEN_AT,
    MOST_STEPS,
    SPEAKS_UP,
    TOGETHER,
)

_NEARLY_NONE = 1e-6  # keeps a column that is all zero from stopping the sums
_LEAST = 1e-9


class Ground(NamedTuple):
    """What can be said before any fit. ``products``: unweighted, their sums in ``gram``. ``share``: of days with spasm.

    ``entangled``: factor columns that cannot be told from another, by place.
    ``errors``: for each factor column the standard error of its log-odds ratio if nothing went with anything.
    """

    products: CrossProducts
    gram: Matrix
    share: float
    errors: Vector
    entangled: frozenset[int]


class Fitted(NamedTuple):
    """The maximum. ``score``: each day's log-odds. ``spread``: the inverse of the curvature. ``priors``: as at the
    end.
    """

    beta: Vector
    score: Vector
    spread: Matrix
    priors: Vector
    steps: int


def ground_of(columns: Columns) -> Ground:
    """How much the days could tell of each factor, from when it held and how many days had a spasm, and no more.

    It does not look at which days these were together, so that a gate on it does not pick out chance findings.
    """
    products = CrossProducts(columns.even, columns.factors)
    days = len(columns.spasm)
    gram = products.gram([1.0] * days)
    many = len(columns.even)
    share = min(max(sum(columns.spasm) / days, 0.5 / days), 1 - 0.5 / days)
    corner = [[*row[:-1], row[-1] + _NEARLY_NONE] for row in gram[:many]]
    root = root_of(corner)
    errors = []
    for place in range(many, len(gram)):
        row = gram[place]
        explained = forward(root, row[:many])
        left = row[place] - dot(explained, explained)
        errors.append(1 / sqrt(max(share * (1 - share) * left, _LEAST)))
    return Ground(products, gram, share, errors, _entangled(gram, many))


def _entangled(gram: Matrix, many: int) -> frozenset[int]:
    """The factor columns whose days are nearly the same, or nearly the opposite, as another's."""
    size = len(gram)
    reach = [ENTANGLED * sqrt(max(gram[place][place], 0.0)) for place in range(size)]
    found: set[int] = set()
    for place in range(many, size):
        row, most = gram[place], reach[place] / ENTANGLED
        for other in range(many, place):
            if abs(row[other]) > most * reach[other] > _LEAST:
                found |= {place - many, other - many}
    return frozenset(found)


def fit(columns: Columns, ground: Ground) -> Fitted:
    """The maximum of the penalised likelihood."""
    products, spasm = ground.products, columns.spasm
    days, many, size = len(spasm), len(columns.even), len(ground.gram)
    variance = sum(ground.gram[place][place] for place in range(many, size)) / days
    priors = columns.even_priors + [max(variance, _LEAST) / TOGETHER] * (size - many)
    beta = [0.0] * size
    beta[0] = log(ground.share / (1 - ground.share))
    score = [beta[0]] * days
    steps = 0
    while steps < MOST_STEPS:
        chance = [1 / (1 + exp(-value)) for value in score]
        if steps:
            curve = products.gram([one * (1 - one) for one in chance])
        else:
            weight = ground.share * (1 - ground.share)
            curve = [[weight * value for value in row] for row in ground.gram]
        root = root_of(_held(curve, priors))
        gradient = products.across([one - other for one, other in zip(spasm, chance, strict=True)])
        step = solved(root, _held_slope(gradient, priors, beta))
        if steps == LOOSEN_AT:
            ahead = list(map(add, beta, step))
            priors = priors[:many] + _loosened(inverse_diagonal(root), ahead, priors, many)
            step = solved(root_of(_held(curve, priors)), _held_slope(gradient, priors, beta))
        change = products.along(step)
        longest = max(map(abs, change))
        part = min(1.0, LONGEST_STEP / longest) if longest else 1.0
        beta = [value + part * more for value, more in zip(beta, step, strict=True)]
        score = [value + part * more for value, more in zip(score, change, strict=True)]
        steps += 1
        if steps > LOOSEN_AT and longest < CLOSE:
            break
    chance = [1 / (1 + exp(-value)) for value in score]
    spread = inverse(root_of(_held(products.gram([one * (1 - one) for one in chance]), priors)))
    gradient = products.across([one - other for one, other in zip(spasm, chance, strict=True)])
    slope = _held_slope(gradient, priors, beta)
    step = [dot(row, slope) for row in spread]
    beta = [value + more for value, more in zip(beta, step, strict=True)]
    score = [value + more for value, more in zip(score, products.along(step), strict=True)]
    return Fitted(beta, score, spread, priors, steps)


def _held(curve: Matrix, priors: Vector) -> Matrix:
    return [[*row[:-1], row[-1] + prior] for row, prior in zip(curve, priors, strict=True)]


def _held_slope(gradient: Vector, priors: Vector, beta: Vector) -> Vector:
    return [value - prior * at for value, prior, at in zip(gradient, priors, beta, strict=True)]


def _loosened(spread: Vector, beta: Vector, priors: Vector, many: int) -> Vector:
    """The priors of the factors, each divided by as much as its squared z value goes beyond what chance brings.

    ``spread``: the variances with the priors as they are. ``beta``: where the step leads with them.
    """
    found = []
    for place in range(many, len(beta)):
        prior = priors[place]
        known = max(1 / spread[place] - prior, _NEARLY_NONE)
        strength = (beta[place] * (known + prior)) ** 2 / known
        found.append(prior / (1 + max(strength - SPEAKS_UP, 0.0)))
    return found
