"""Interval and test of every factor of many people: `engine/patterns/line.py`, step for step, over arrays."""

from __future__ import annotations

import numpy as np

from steadyback.engine.patterns.priors import ABOVE, BELOW, MOST_BEND, MOST_SKEW, OWN
from steadyback.population.pattern_columns import Floats, ManyColumns, Room
from steadyback.population.pattern_fit import FEW, ManyFitted, chances, diagonals, few, times

_LEAST = 1e-9
_LONGEST = 1.5
_LEAST_SHARE = 0.3


def lines_of_many(columns: ManyColumns, fitted: ManyFitted, room: Room) -> Floats:
    """Estimate, low, high and root of the log-odds ratio, each (people, 2 factors)."""
    number, even = len(fitted.beta), columns.even
    shapes = np.empty((4, number, fitted.beta.shape[1] - even))
    large = room.array("large", (4, FEW, *columns.known.shape[1:]))
    for _, places in few(np.arange(number)):
        table, known, spasm = columns.table[places], columns.known[places], columns.spasm[places]
        theirs = ManyFitted(*(array[places] for array in fitted))
        shapes[:, places] = _shapes(table, known, spasm, theirs, even, large[:, : len(table)])
    return _ends(*shapes)


def _shapes(
    table: Floats, known: Floats, spasm: Floats, fitted: ManyFitted, even: int, large: Floats
) -> tuple[Floats, ...]:
    """The estimate, and minus the second to fourth derivative of the log-likelihood there.

    The four arrays of (people, 2 factors, days) in ``large`` are written over, the same each time: a pass over them
    costs as much as the sum in it, and less when they are in the cache.
    """
    moves, square, each, weighted = large
    beta, priors = fitted.beta[:, even:], fitted.priors[:, even:]
    own_spread = diagonals(fitted.spread[:, :, even:])
    directions = fitted.spread / own_spread[:, :, None]
    chance = chances(fitted.score)
    weights, rest = chance * (1 - chance), spasm - chance
    total, gap = _sums(known, weights, rest)
    total = np.maximum(total, _LEAST)
    shift = gap / total
    np.matmul(directions, table, out=moves)
    moves *= known
    flat = moves.reshape(-1, moves.shape[2])  # with two axes, numbers that go with a row are spread faster
    flat -= (times(moves, weights) / total).reshape(-1, 1)
    moves *= known
    pull = times(directions, fitted.priors * fitted.beta) - priors * beta
    stiff = times(directions * directions, fitted.priors) - priors

    np.multiply(moves, moves, out=square)
    own = chances(beta)
    slope, with_spasm = _sums(moves, rest, spasm)
    slope += OWN * (0.5 - own) - pull
    curve = times(square, weights) + stiff + OWN * own * (1 - own)
    first = np.clip(slope / curve, -_LONGEST, _LONGEST)
    np.multiply(flat, -first.reshape(-1, 1), out=each.reshape(flat.shape))
    each -= fitted.score[:, None, :]
    each.reshape(flat.shape)[:] -= shift.reshape(-1, 1)
    np.exp(each, out=each)
    each += 1
    np.divide(1.0, each, out=each)  # the chance of each day, by factor
    own = chances(beta + first)
    own_weight = OWN * own * (1 - own)
    slope = with_spasm - np.vecdot(each, moves) - pull - stiff * first + OWN * (0.5 - own)
    np.multiply(each, each, out=weighted)
    np.subtract(each, weighted, out=weighted)
    weighted *= square
    curve = times(weighted, np.ones_like(spasm)) + stiff + own_weight
    fourth = np.vecdot(weighted, square) - 6 * np.vecdot(weighted, weighted)
    fourth += own_weight * (1 - 6 * own * (1 - own))
    each -= 0.5
    weighted *= moves
    third = own_weight * (1 - 2 * own) - 2 * np.vecdot(weighted, each)
    more = np.clip(slope / curve, -_LONGEST, _LONGEST)
    final = np.maximum(curve + third * more + fourth * more * more / 2, _LEAST_SHARE * curve)
    return beta + first + more, final, third + fourth * more, fourth


def _sums(arrays: Floats, one: Floats, other: Floats) -> tuple[Floats, Floats]:
    """Two products of each person's array with a vector, in one pass."""
    both = arrays @ np.stack([one, other], axis=2)
    return both[:, :, 0], both[:, :, 1]


def _ends(estimate: Floats, curve: Floats, third: Floats, fourth: Floats) -> Floats:
    error = curve**-0.5
    skew = np.clip(third * error / curve, -MOST_SKEW, MOST_SKEW)
    peak = np.clip(fourth / (curve * curve), -MOST_SKEW, MOST_SKEW)

    def end(root: float) -> Floats:
        bent = root - skew * root**2 / 6 + (5 * skew * skew / 72 - peak / 24) * root**3
        return np.asarray(estimate + error * bent)

    away = -estimate / error
    bend = 1 + skew * away / 6 + (peak / 24 - skew * skew / 72) * away * away
    root = -away * np.clip(bend, 1 - MOST_BEND, 1 + MOST_BEND)
    return np.stack([estimate, end(-BELOW), end(ABOVE), root])
