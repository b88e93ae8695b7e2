"""The joint fit of many people at once: `engine/patterns/fit.py`, step for step, over arrays.

Sums of products over the days are matrix products of a few people's tables, held both ways round, so that each is one
pass through memory. In a step's equations the even columns are taken out first, as what is left of the factors is all
that their interval and the loosening of their priors need. Matrices are inverted by halves: most of the work is then
matrix products too, which at this size are several times quicker than LAPACK.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from steadyback.engine.patterns.priors import CLOSE, LONGEST_STEP, LOOSEN_AT, MOST_STEPS, SPEAKS_UP, TOGETHER
from steadyback.population.pattern_columns import Floats, ManyColumns, Room

_NEARLY_NONE = 1e-6
_LEAST = 1e-9
#: The size up to which a matrix is handed to LAPACK.
_SMALL = 6
#: People whose days are gone through at once.
FEW = 24
#: Places of people: next to each other, or any.
Places = slice | NDArray[Any]


class ManyFitted(NamedTuple):
    """The maximum of each. ``beta``: (people, columns). ``score``: each day's log-odds. ``priors``: as at the end.

    ``spread``: of the inverse of the curvature, the rows of the factors: (people, 2 factors, columns).
    """

    beta: Floats
    score: Floats
    spread: Floats
    priors: Floats


def inverse(matrices: Floats) -> Floats:
    """The inverse of each symmetric positive definite matrix; ``matrices`` is (people, size, size).

    By the Schur complement of the first half. The block below the first half is not read.
    """
    size = matrices.shape[-1]
    if size <= _SMALL:
        return np.asarray(np.linalg.inv(matrices))
    half = size // 2
    across = matrices[:, :half, half:]
    first = inverse(matrices[:, :half, :half])
    gives = first @ across
    turned = gives.transpose(0, 2, 1)
    second = inverse(matrices[:, half:, half:] - turned @ across)
    corner = gives @ second
    found = np.empty_like(matrices)
    found[:, half:, half:] = second
    np.negative(corner, out=found[:, :half, half:])
    np.negative(corner.transpose(0, 2, 1), out=found[:, half:, :half])
    np.add(corner @ turned, first, out=found[:, :half, :half])
    return found


def chances(score: Floats) -> Floats:
    """The chance of a spasm at these log-odds."""
    return np.asarray(1 / (1 + np.exp(-score)))


def times(matrices: Floats, vectors: Floats) -> Floats:
    """The product of each person's matrix and vector."""
    return np.asarray(np.matvec(matrices, vectors))


def few(chosen: NDArray[Any]) -> Iterator[tuple[slice, Places]]:
    """The places ``chosen``, so few at a time that what is done with them stays in the processor's cache.

    Where each stands among those chosen, and the places themselves: as a slice where they are next to each other.
    """
    for start in range(0, len(chosen), FEW):
        some = chosen[start : start + FEW]
        is_whole = some[-1] - some[0] == len(some) - 1
        yield slice(start, start + len(some)), slice(int(some[0]), int(some[-1]) + 1) if is_whole else some


def sums_of_products(weighted: Floats, turned: Floats, even: int) -> Floats:
    """Of all columns with each other, over the days. Those of a factor with an even column stand once, on the right."""
    size = turned.shape[2]
    found = np.empty((len(turned), size, size))
    half = even + (size - even) // 2
    for start, stop in ((0, even), (even, half), (half, size)):
        np.matmul(weighted[:, start:stop], turned[:, :, start:], out=found[:, start:stop, start:])
    found[:, half:, even:half] = found[:, even:half, half:].transpose(0, 2, 1)
    found[:, even:, :even] = 0.0
    return found


def diagonals(matrices: Floats) -> Floats:
    """The diagonal of each matrix, to be read or written."""
    return np.asarray(np.einsum("pcc->pc", matrices))


def fit_many(columns: ManyColumns, gram: Floats, turned: Floats, share: Floats, days: Floats, room: Room) -> ManyFitted:
    """The maximum of everybody's penalised likelihood. Who has arrived stands still while the others go on.

    ``gram``: unweighted sums of products. ``turned``: the table with the days first. ``share``: of days with a spasm.
    """
    even, table = columns.even, columns.table
    number, size, length = table.shape
    priors = np.empty((number, size))
    priors[:, :even] = columns.priors
    variance = diagonals(gram)[:, even:].sum(axis=1) / days
    priors[:, even:] = (np.maximum(variance, _LEAST) / TOGETHER)[:, None]
    beta = np.zeros((number, size))
    beta[:, 0] = np.log(share / (1 - share))
    score = np.repeat(beta[:, :1], length, axis=1)
    curve = gram * (share * (1 - share))[:, None, None]
    slope = times(table, columns.spasm - share[:, None])
    going = np.arange(number)
    weighted = room.array("weighted", (FEW, size, length))
    _hold(going, priors, (beta, score, curve, slope))
    for steps in range(MOST_STEPS):
        parted = _parted(curve if len(going) == number else curve[going], slope[going], even)
        if steps == LOOSEN_AT:
            parted = _loosened(parted, beta, priors, even)
        step = _stepped(parted, np.linalg.solve(parted.rest, parted.slope[:, :, None])[:, :, 0])
        longest = np.empty(len(going))
        for part, places in few(going):
            longest[part] = _move(columns, turned, places, step[part], (beta, score, curve, slope), weighted)
        _hold(going, priors, (beta, score, curve, slope))
        if steps >= LOOSEN_AT:
            going = going[longest >= CLOSE]
            if not len(going):
                break
    parted = _parted(curve, slope, even)
    spread = inverse(parted.rest)
    step = _stepped(parted, times(spread, parted.slope))
    spread = np.concatenate([-(spread @ parted.gives.transpose(0, 2, 1)), spread], axis=2)
    return ManyFitted(beta + step, score + np.vecmat(step, table), spread, priors)


class _Parted(NamedTuple):
    """The equations of a Newton step once the even columns are taken out of them.

    ``first``: the inverse of their own curvature. ``gives``: how far they give way to each factor. ``rest``: the
    curvature of the factors that is left, and ``slope`` the slope. ``even_slope``: that of the even columns.
    """

    first: Floats
    gives: Floats
    rest: Floats
    slope: Floats
    even_slope: Floats


def _parted(curve: Floats, slope: Floats, even: int) -> _Parted:
    across, even_slope = curve[:, :even, even:], slope[:, :even]
    first = inverse(curve[:, :even, :even])
    gives = first @ across
    rest = curve[:, even:, even:] - gives.transpose(0, 2, 1) @ across
    return _Parted(first, gives, rest, slope[:, even:] - np.vecmat(even_slope, gives), even_slope)


def _stepped(parted: _Parted, of_factors: Floats) -> Floats:
    """The whole step, from that of the factors."""
    of_even = times(parted.first, parted.even_slope) - times(parted.gives, of_factors)
    return np.concatenate([of_even, of_factors], axis=1)


def _loosened(parted: _Parted, beta: Floats, priors: Floats, even: int) -> _Parted:
    """Loosens the priors of factors that speak up, going by where the step would lead with the priors as they were.

    In ``priors`` and in ``parted.rest`` in place.
    """
    spread, prior = inverse(parted.rest), priors[:, even:]
    ahead = beta[:, even:] + times(spread, parted.slope)
    known = np.maximum(1 / diagonals(spread) - prior, _NEARLY_NONE)
    strength = (ahead * (known + prior)) ** 2 / known
    loosened = prior / (1 + np.maximum(strength - SPEAKS_UP, 0.0))
    diagonals(parted.rest)[:] += loosened - prior
    slope = parted.slope - (loosened - prior) * beta[:, even:]
    priors[:, even:] = loosened
    return parted._replace(slope=slope)


def _hold(going: NDArray[Any], priors: Floats, state: tuple[Floats, ...]) -> None:
    """Adds to the sums of those who moved what the priors say at the place where they are now."""
    beta, _, curve, slope = state
    places = slice(None) if len(going) == len(priors) else going
    diagonals(curve)[places] += priors[places]
    slope[places] -= priors[places] * beta[places]


def _move(
    columns: ManyColumns, turned: Floats, places: Places, step: Floats, state: tuple[Floats, ...], weighted: Floats
) -> Floats:
    """Moves along ``step`` and takes the sums there. The longest change of any day's log-odds by the whole step.

    ``weighted`` is written over: the same each time, so that it stays in the cache.
    """
    beta, score, curve, slope = state
    rows = columns.table[places]
    change = np.vecmat(step, rows)
    longest = np.maximum(change.max(axis=1), -change.min(axis=1))
    part = np.minimum(1.0, LONGEST_STEP / np.maximum(longest, _LEAST))[:, None]
    beta[places] += part * step
    score[places] += part * change
    chance = chances(score[places])
    weighted = np.multiply(rows, (chance * (1 - chance))[:, None, :], out=weighted[: len(rows)])
    curve[places] = sums_of_products(weighted, turned[places], columns.even)
    slope[places] = times(rows, columns.spasm[places] - chance)
    return np.asarray(longest)
