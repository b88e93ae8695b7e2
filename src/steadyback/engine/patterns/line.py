"""The likelihood of one coefficient, followed along the line on which all others give way to it.

Profile likelihood (Venzon and Moolgavkar 1988) with two short cuts. The others move along the tangent of their best
values, and the line is followed by its first four derivatives, from which the signed root of the deviance is inverted
in closed form (expansions as in Barndorff-Nielsen and Cox 1994). How well the intervals cover is in
docs/validation/patterns.md. The factor's own ridge prior is taken off first, and log-F(1, 1) put in its place.
"""

from __future__ import annotations

from math import exp, sqrt
from operator import mul
from typing import NamedTuple

from steadyback.engine.patterns.columns import Columns
from steadyback.engine.patterns.fit import Fitted
from steadyback.engine.patterns.matrix import Vector, dot
from steadyback.engine.patterns.normal import CrossProducts
from steadyback.engine.patterns.priors import ABOVE, BELOW, MOST_BEND, MOST_SKEW, OWN

_LONGEST = 1.5  # of one step along the line
_LEAST_SHARE = 0.3  # of the curvature, that is taken at least
_LEAST = 1e-9


class Line(NamedTuple):
    """One log-odds ratio: the estimate, the ends of its 95 % interval, and the signed root of the deviance from 0."""

    estimate: float
    low: float
    high: float
    root: float


class _Shape(NamedTuple):
    slope: float
    curve: float
    third: float
    fourth: float


def line_of(columns: Columns, products: CrossProducts, fitted: Fitted, which: int) -> Line:
    """The line of factor column ``which``, over the days on which its answer is known.

    A day without the answer still helped to fit the level, the trend and the other factors; here it is left out, and
    the level of the days that are left is found again, so that answers missing more often on bad days do not bend the
    result.
    """
    place = len(columns.even) + which
    spread = fitted.spread[place]
    direction = [value / spread[place] for value in spread]
    beta, own_prior = fitted.beta[place], fitted.priors[place]
    moves = products.along(direction)
    score, spasm = fitted.score, columns.spasm
    unknown = columns.factors[which].unknown
    if unknown:
        known = [row for row in range(len(spasm)) if row not in unknown]
        moves, score, spasm = ([numbers[row] for row in known] for numbers in (moves, score, spasm))
    chance = [1 / (1 + exp(-value)) for value in score]
    weights = [one * (1 - one) for one in chance]
    total = max(sum(weights), _LEAST)
    shift = (sum(spasm) - sum(chance)) / total
    centre = dot(weights, moves) / total
    moves = [value - centre for value in moves]
    rest = [one - other for one, other in zip(spasm, chance, strict=True)]
    pull = dot(list(map(mul, fitted.priors, fitted.beta)), direction) - own_prior * beta
    stiff = dot(fitted.priors, list(map(mul, direction, direction))) - own_prior

    own = 1 / (1 + exp(-beta))
    curve = dot(weights, list(map(mul, moves, moves))) + stiff + OWN * own * (1 - own)
    first = _kept((dot(rest, moves) - pull + OWN * (0.5 - own)) / curve, _LONGEST)
    score = [value + shift + first * move for value, move in zip(score, moves, strict=True)]
    shape = _shape(score, spasm, moves, pull, stiff, first, beta)
    more = _kept(shape.slope / shape.curve, _LONGEST)
    curve = shape.curve + shape.third * more + shape.fourth * more * more / 2
    curve = max(curve, _LEAST_SHARE * shape.curve)
    third = shape.third + shape.fourth * more
    estimate = beta + first + more
    error = 1 / sqrt(curve)
    skew = _kept(third * error**3, MOST_SKEW)
    peak = _kept(shape.fourth * error**4, MOST_SKEW)

    def end(root: float) -> float:
        return estimate + error * (root - skew * root**2 / 6 + (5 * skew**2 / 72 - peak / 24) * root**3)

    away = -estimate / error
    bend = 1 + skew * away / 6 + (peak / 24 - skew**2 / 72) * away**2
    root = -away * max(1 - MOST_BEND, min(1 + MOST_BEND, bend))
    return Line(estimate, end(-BELOW), end(ABOVE), root)


def _kept(value: float, most: float) -> float:
    return max(-most, min(most, value))


def _shape(score: Vector, spasm: Vector, moves: Vector, pull: float, stiff: float, gone: float, beta: float) -> _Shape:
    """The slope of the penalised log-likelihood ``gone`` along the line, and minus its next three derivatives."""
    chance = [1 / (1 + exp(-value)) for value in score]
    squares = list(map(mul, moves, moves))
    weighted = [one * (1 - one) * square for one, square in zip(chance, squares, strict=True)]
    cubed = list(map(mul, weighted, moves))
    slope = dot(spasm, moves) - dot(chance, moves)
    curve = sum(weighted)
    third = sum(cubed) - 2 * dot(cubed, chance)
    fourth = dot(weighted, squares) - 6 * dot(weighted, weighted)
    own = 1 / (1 + exp(-(beta + gone)))
    weight = OWN * own * (1 - own)
    return _Shape(
        slope - pull - stiff * gone + OWN * (0.5 - own),
        curve + stiff + weight,
        third + weight * (1 - 2 * own),
        fourth + weight * (1 - 6 * own * (1 - own)),
    )
