"""The patterns of many people at once: the very method of `engine/patterns`, step for step, over arrays.

The same numbers to 1e-9 (`./steady validate-patterns` compares them). People are taken a few at a time, so that a
part's columns stay in the processor's cache, and parts are spread over processes.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from steadyback.engine.patterns.priors import (
    ABOVE,
    ALPHA_NEXT,
    ALPHA_SAME,
    BELOW,
    BLURRED,
    CLOSE,
    ENTANGLED,
    FEWEST,
    LONGEST_STEP,
    LOOSEN_AT,
    MOST_BEND,
    MOST_SKEW,
    MOST_STEPS,
    OWN,
    SPEAKS_UP,
    TOGETHER,
    thresholds,
)
from steadyback.engine.patterns.result import Label
from steadyback.population.pattern_columns import Bools, Floats, ManyColumns, PeopleDays, many_columns

#: The labels as the numbers in `ManyPatterns.label`.
LABELS: tuple[Label, ...] = ("too-few-days", "none-seen", "possible", "likely")
#: People taken at once in one process, and how many are handed to a process together.
AT_ONCE = 32
HANDED_OVER = 1024
_NEARLY_NONE = 1e-6
_LEAST = 1e-9
_LONGEST_ON_LINE = 1.5
_LEAST_SHARE = 0.3


class ManyPatterns(NamedTuple):
    """Arrays of (people, 2, factors): first the same day, then the next. NaN where the label is too-few-days.

    ``label``: a place in `LABELS`. ``days_with``, ``days_without``: told days. ``error``: the standard error of a
    log-odds ratio if nothing went with anything. ``root``: the signed root of the deviance. ``told``, ``spasm_days``:
    (people).
    """

    odds_ratio: Floats
    low: Floats
    high: Floats
    label: NDArray[Any]
    days_with: NDArray[Any]
    days_without: NDArray[Any]
    error: Floats
    root: Floats
    told: NDArray[Any]
    spasm_days: NDArray[Any]


class _Fit(NamedTuple):
    beta: Floats
    score: Floats
    spread: Floats
    priors: Floats


def find_patterns_of_many(
    people: PeopleDays, *, processes: int = 1, progress: Callable[[int], None] | None = None
) -> ManyPatterns:
    """Everybody's patterns. ``progress`` is called with the number of people done so far."""
    number = len(people.spasms)
    size = HANDED_OVER if processes > 1 else AT_ONCE
    parts = [people.part(start, min(start + size, number)) for start in range(0, number, size)]
    found: list[ManyPatterns] = []
    done = 0
    for result in _spread(parts, processes):
        found.append(result)
        done += len(result.told)
        if progress is not None:
            progress(done)
    if not found:
        return _of_part(people)
    return ManyPatterns(*(np.concatenate(arrays) for arrays in zip(*found, strict=True)))


def _spread(parts: list[PeopleDays], processes: int) -> Iterator[ManyPatterns]:
    if processes <= 1 or len(parts) <= 1:
        yield from map(_of_part, parts)
        return
    with multiprocessing.Pool(processes) as pool:
        yield from pool.imap(find_patterns_of_many, parts)


def _of_part(people: PeopleDays) -> ManyPatterns:
    number, _, factors = people.held.shape
    shape = (number, 2, factors)
    columns = many_columns(people)
    told = columns.told.sum(axis=1)
    spasm_days = columns.spasm.sum(axis=1)
    with_, without = columns.counts
    transposed = columns.table.transpose(0, 2, 1)
    gram = transposed @ columns.table
    days = np.maximum(told, 1)
    share = np.clip(spasm_days / days, 0.5 / days, 1 - 0.5 / days)
    error = _errors(columns, gram, share)
    enough = (np.minimum(with_, without) >= FEWEST) & (np.minimum(spasm_days, told - spasm_days) >= FEWEST)[:, None]
    can_say = enough & (error <= BLURRED) & ~_entangled(gram[:, columns.even :, columns.even :])
    fills = np.full((4, number, 2 * factors), np.nan)
    chosen = np.flatnonzero(can_say.any(axis=1))
    if len(chosen):
        if len(chosen) < number:
            columns = _only(columns, chosen)
            gram, share, days = gram[chosen], share[chosen], days[chosen]
        fills[:, chosen] = _lines(columns, _fit(columns, gram, share, days))
    fills[:, ~can_say] = np.nan
    estimate, low, high, root = (one.reshape(shape) for one in fills)
    label = np.zeros(shape, dtype=np.int8)
    for which, alpha in enumerate((ALPHA_SAME, ALPHA_NEXT)):
        label[:, which] = _labels(low[:, which], high[:, which], root[:, which], alpha)
    return ManyPatterns(
        np.exp(estimate),
        np.exp(low),
        np.exp(high),
        label,
        with_.reshape(shape),
        without.reshape(shape),
        error.reshape(shape),
        root,
        told.astype(np.int64),
        spasm_days.astype(np.int64),
    )


def _only(columns: ManyColumns, chosen: NDArray[Any]) -> ManyColumns:
    table, even, *rest, counts = columns
    priors, told, spasm, known = (one[chosen] for one in rest)
    return ManyColumns(table[chosen], even, priors, told, spasm, known, counts[:, chosen])


def _errors(columns: ManyColumns, gram: Floats, share: Floats) -> Floats:
    even = columns.even
    corner = gram[:, :even, :even].copy()
    diagonal = np.arange(even)
    corner[:, diagonal, diagonal] += _NEARLY_NONE
    across = gram[:, :even, even:]
    explained = (across * np.linalg.solve(corner, across)).sum(axis=1)
    own = np.diagonal(gram, axis1=1, axis2=2)[:, even:]
    weight = (share * (1 - share))[:, None]
    return np.asarray(np.maximum(weight * (own - explained), _LEAST) ** -0.5)


def _entangled(gram: Floats) -> Bools:
    own = np.sqrt(np.maximum(np.diagonal(gram, axis1=1, axis2=2), 0.0))
    reach = own[:, :, None] * (ENTANGLED * own[:, None, :])
    found = (np.abs(gram) > reach) & (reach > _LEAST)
    diagonal = np.arange(gram.shape[1])
    found[:, diagonal, diagonal] = False
    return np.asarray(found.any(axis=2))


def _chance(score: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-score)))


def _product(one: Floats, other: Floats) -> Floats:
    """The sums over days of the products, by person and factor."""
    return np.einsum("pdf,pdf->pf", one, other)


def _times(table: Floats, vector: Floats) -> Floats:
    return (table @ vector[:, :, None])[:, :, 0]


def _curve(table: Floats, weights: Floats, priors: Floats) -> Floats:
    half = table * np.sqrt(weights)[:, :, None]
    found: Floats = half.transpose(0, 2, 1) @ half
    diagonal = np.arange(found.shape[1])
    found[:, diagonal, diagonal] += priors
    return found


def _slope(table: Floats, rest: Floats, held: Floats) -> Floats:
    return (rest[:, None, :] @ table)[:, 0, :] - held


def _fit(columns: ManyColumns, gram: Floats, share: Floats, days: Floats) -> _Fit:
    """As `engine/patterns/fit.py`. Who has arrived stands still while the others go on."""
    even = columns.even
    number, _, size = columns.table.shape
    diagonal = np.arange(size)
    variance = gram[:, diagonal[even:], diagonal[even:]].sum(axis=1) / days
    priors = np.empty((number, size))
    priors[:, :even] = columns.priors
    priors[:, even:] = (np.maximum(variance, _LEAST) / TOGETHER)[:, None]
    beta = np.zeros((number, size))
    beta[:, 0] = np.log(share / (1 - share))
    score = np.repeat(beta[:, :1], columns.told.shape[1], axis=1)
    going = np.arange(number)
    table, told, spasm = columns.table, columns.told, columns.spasm
    for steps in range(MOST_STEPS):
        here, there, prior = beta[going], score[going], priors[going]
        chance = _chance(there)
        if steps == 0:
            curve = gram * (share * (1 - share))[:, None, None]
            curve[:, diagonal, diagonal] += prior
        else:
            curve = _curve(table, chance * (1 - chance) * told, prior)
        slope = _slope(table, (spasm - chance) * told, prior * here)
        spread = np.linalg.inv(curve) if steps == LOOSEN_AT else None
        step = np.linalg.solve(curve, slope[:, :, None])[:, :, 0] if spread is None else _times(spread, slope)
        change = _times(table, step)
        longest = np.abs(change).max(axis=1)
        part = np.minimum(1.0, LONGEST_STEP / np.maximum(longest, _LEAST))[:, None]
        beta[going] = here + part * step
        score[going] = there + part * change
        if spread is not None:
            priors[going, even:] = _loosened(spread, beta[going], prior, even)
        if steps > LOOSEN_AT:
            goes_on = longest >= CLOSE
            if not goes_on.any():
                break
            if not goes_on.all():
                going, table, told, spasm = going[goes_on], table[goes_on], told[goes_on], spasm[goes_on]
    table, told, spasm = columns.table, columns.told, columns.spasm
    chance = _chance(score)
    spread = np.linalg.inv(_curve(table, chance * (1 - chance) * told, priors))
    step = _times(spread, _slope(table, (spasm - chance) * told, priors * beta))
    return _Fit(beta + step, score + _times(table, step), spread, priors)


def _loosened(spread: Floats, beta: Floats, priors: Floats, even: int) -> Floats:
    spread = np.diagonal(spread, axis1=1, axis2=2)[:, even:]
    prior = priors[:, even:]
    known = np.maximum(1 / spread - prior, _NEARLY_NONE)
    strength = (beta[:, even:] * (known + prior)) ** 2 / known
    return np.asarray(prior / (1 + np.maximum(strength - SPEAKS_UP, 0.0)))


def _lines(columns: ManyColumns, fitted: _Fit) -> Floats:
    """As `engine/patterns/line.py`: estimate, low, high and root, each (people, 2 factors)."""
    even, table = columns.even, columns.table
    beta, priors = fitted.beta[:, even:], fitted.priors[:, even:]
    own_spread = np.diagonal(fitted.spread, axis1=1, axis2=2)[:, even:]
    directions = fitted.spread[:, :, even:] / own_spread[:, None, :]
    moves = table @ directions
    known = columns.known
    chance = _chance(fitted.score) * columns.told
    weights = chance * (1 - chance)
    counted = known.astype(float)
    total = np.maximum((weights[:, None, :] @ counted)[:, 0], _LEAST)
    shift = ((columns.spasm - chance)[:, None, :] @ counted)[:, 0] / total
    moves *= counted
    moves -= ((weights[:, None, :] @ moves)[:, 0] / total)[:, None, :]
    moves *= counted
    held = (fitted.priors * fitted.beta)[:, None, :]
    pull = (held @ directions)[:, 0] - priors * beta
    stiff = (fitted.priors[:, None, :] @ directions**2)[:, 0] - priors
    square = moves * moves
    own = _chance(beta)
    slope = ((columns.spasm - chance)[:, None, :] @ moves)[:, 0] - pull + OWN * (0.5 - own)
    curve = (weights[:, None, :] @ square)[:, 0] + stiff + OWN * own * (1 - own)
    first = np.clip(slope / curve, -_LONGEST_ON_LINE, _LONGEST_ON_LINE)
    each = first[:, None, :] * moves
    each += fitted.score[:, :, None]
    each += shift[:, None, :]
    np.negative(each, out=each)
    np.exp(each, out=each)
    each += 1
    np.reciprocal(each, out=each)  # the chance of each day, by factor
    own = _chance(beta + first)
    own_weight = OWN * own * (1 - own)
    slope = (columns.spasm[:, None, :] @ moves)[:, 0] - _product(each, moves)
    slope += -pull - stiff * first + OWN * (0.5 - own)
    weighted = each * each
    np.subtract(each, weighted, out=weighted)
    weighted *= square
    cubed = weighted * moves
    curve = weighted.sum(axis=1) + stiff + own_weight
    third = cubed.sum(axis=1) - 2 * _product(cubed, each) + own_weight * (1 - 2 * own)
    fourth = _product(weighted, square) - 6 * _product(weighted, weighted) + own_weight * (1 - 6 * own * (1 - own))
    more = np.clip(slope / curve, -_LONGEST_ON_LINE, _LONGEST_ON_LINE)
    curve = np.maximum(curve + third * more + fourth * more * more / 2, _LEAST_SHARE * curve)
    third = third + fourth * more
    estimate = beta + first + more
    error = curve**-0.5
    skew = np.clip(third * error**3, -MOST_SKEW, MOST_SKEW)
    peak = np.clip(fourth * error**4, -MOST_SKEW, MOST_SKEW)

    def end(root: float) -> Floats:
        bent = root - skew * root**2 / 6 + (5 * skew**2 / 72 - peak / 24) * root**3
        return np.asarray(estimate + error * bent)

    away = -estimate / error
    bend = 1 + skew * away / 6 + (peak / 24 - skew**2 / 72) * away**2
    root = -away * np.clip(bend, 1 - MOST_BEND, 1 + MOST_BEND)
    return np.stack([estimate, end(-BELOW), end(ABOVE), root])


def _labels(low: Floats, high: Floats, root: Floats, alpha: float) -> NDArray[Any]:
    """As `engine/patterns/find.py`, for everybody's factors (people, factors)."""
    said: Bools = ~np.isnan(root)
    leaves_out_1 = said & ((low > 0) | (high < 0))
    order = np.argsort(np.where(said, -np.abs(root), np.inf), axis=1, kind="stable")
    count = said.sum(axis=1)
    table = np.full((root.shape[1] + 1, max(root.shape[1], 1)), np.inf)
    for number in range(1, root.shape[1] + 1):
        table[number, :number] = thresholds(alpha, number)
    sizes = np.take_along_axis(np.where(leaves_out_1, np.abs(root), -1.0), order, axis=1)
    passed = np.logical_and.accumulate(sizes > table[count][:, : root.shape[1]], axis=1)
    likely = np.zeros_like(said)
    np.put_along_axis(likely, order, passed, axis=1)
    return (said.astype(np.int8) + leaves_out_1 + likely).astype(np.int8)
