"""The patterns of many people at once: the very method of `engine/patterns`, step for step, over arrays.

The same numbers to 1e-9 (`./steady validate-patterns` compares them). Columns: `pattern_columns`; the joint fit:
`pattern_fit`; intervals: `pattern_lines`; here the gate, the labels, and how it is shared out. People are taken a few
at a time, so that a part's columns stay in the processor's cache, and parts are spread over processes.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from steadyback.engine.patterns.priors import ALPHA_NEXT, ALPHA_SAME, BLURRED, ENTANGLED, FEWEST, thresholds
from steadyback.engine.patterns.result import Label
from steadyback.population.pattern_columns import Bools, Floats, ManyColumns, PeopleDays, Room, many_columns
from steadyback.population.pattern_fit import diagonals, fit_many, inverse, sums_of_products
from steadyback.population.pattern_lines import lines_of_many

#: The labels as the numbers in `ManyPatterns.label`.
LABELS: tuple[Label, ...] = ("too-few-days", "none-seen", "possible", "likely")
#: People taken at once in one process, and how many are handed to a process together.
AT_ONCE = 96
HANDED_OVER = 960
_NEARLY_NONE = 1e-6
_LEAST = 1e-9


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
        return _of_part(people, Room())
    return ManyPatterns(*(np.concatenate(arrays) for arrays in zip(*found, strict=True)))


def _spread(parts: list[PeopleDays], processes: int) -> Iterator[ManyPatterns]:
    if processes <= 1 or len(parts) <= 1:
        room = Room()
        yield from (_of_part(part, room) for part in parts)
        return
    with multiprocessing.Pool(processes) as pool:
        yield from pool.imap(find_patterns_of_many, parts)


def _of_part(people: PeopleDays, room: Room) -> ManyPatterns:
    number, _, factors = people.held.shape
    shape = (number, 2, factors)
    columns = many_columns(people, room)
    told = columns.told.sum(axis=1)
    spasm_days = columns.spasm.sum(axis=1)
    with_, without = columns.counts
    turned = columns.table.transpose(0, 2, 1)
    turned = _copied(turned, room.array("turned", turned.shape))
    gram = sums_of_products(columns.table, turned, columns.even)
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
            gram, turned, share, days = gram[chosen], turned[chosen], share[chosen], days[chosen]
        fills[:, chosen] = lines_of_many(columns, fit_many(columns, gram, turned, share, days, room), room)
    fills[:, ~can_say] = np.nan
    estimate, low, high, root = (one.reshape(shape) for one in fills)
    return ManyPatterns(
        np.exp(estimate),
        np.exp(low),
        np.exp(high),
        _labels(low, high, root),
        with_.reshape(shape),
        without.reshape(shape),
        error.reshape(shape),
        root,
        told.astype(np.int64),
        spasm_days.astype(np.int64),
    )


def _copied(array: Floats, to: Floats) -> Floats:
    np.copyto(to, array)
    return to


def _only(columns: ManyColumns, chosen: NDArray[Any]) -> ManyColumns:
    table, even, *rest, counts = columns
    priors, told, spasm, known = (one[chosen] for one in rest)
    return ManyColumns(table[chosen], even, priors, told, spasm, known, counts[:, chosen])


def _errors(columns: ManyColumns, gram: Floats, share: Floats) -> Floats:
    even = columns.even
    corner = gram[:, :even, :even].copy()
    diagonals(corner)[:] += _NEARLY_NONE
    across = gram[:, :even, even:]
    explained = np.einsum("pef,pef->pf", across, inverse(corner) @ across)
    own = diagonals(gram)[:, even:]
    weight = (share * (1 - share))[:, None]
    return np.asarray(np.maximum(weight * (own - explained), _LEAST) ** -0.5)


def _entangled(gram: Floats) -> Bools:
    own = np.sqrt(np.maximum(diagonals(gram), 0.0))
    reach = own[:, :, None] * (ENTANGLED * own[:, None, :])
    found = (np.abs(gram) > reach) & (reach > _LEAST)
    diagonals(found)[:] = False
    return np.asarray(found.any(axis=2))


def _labels(low: Floats, high: Floats, root: Floats) -> NDArray[Any]:
    """As `engine/patterns/find.py`, for everybody's same day and next day: (people, 2, factors)."""
    said: Bools = ~np.isnan(root)
    leaves_out_1 = said & ((low > 0) | (high < 0))
    sizes = np.abs(root)
    order = np.argsort(np.where(said, -sizes, np.inf), axis=2, kind="stable")
    sizes = np.take_along_axis(np.where(leaves_out_1, sizes, -1.0), order, axis=2)
    to_pass = _all_thresholds(root.shape[2])[[0, 1], said.sum(axis=2)]
    passed = np.logical_and.accumulate(sizes > to_pass, axis=2)
    likely = np.zeros_like(said)
    np.put_along_axis(likely, order, passed, axis=2)
    return (said.astype(np.int8) + leaves_out_1 + likely).astype(np.int8)


@lru_cache(maxsize=8)
def _all_thresholds(factors: int) -> Floats:
    """Same day and next day; row ``n``: the thresholds of ``n`` factors, and beyond them none that could be passed."""
    table = np.full((2, factors + 1, factors), np.inf)
    for which, alpha in enumerate((ALPHA_SAME, ALPHA_NEXT)):
        for number in range(1, factors + 1):
            table[which, number, :number] = thresholds(alpha, number)
    return table
