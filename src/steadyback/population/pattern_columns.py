"""Columns of many people's days, as arrays: what `engine/patterns/columns.py` makes for one."""

from __future__ import annotations

from functools import lru_cache
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from steadyback.engine.patterns.priors import BEFORE_DAYS, FLAT, MILD, PAIN_STEP, YESTERDAY, trend_columns

Floats = NDArray[Any]  # of float64
Bools = NDArray[Any]  # of bool
Small = NDArray[Any]  # of int8

#: What stands where something is not known.
UNKNOWN = -1


class PeopleDays(NamedTuple):
    """Many people's days, each a row of consecutive calendar days; -1 is not known. All are arrays of int8.

    ``spasms``: (people, days), how many that day. ``worst``: (people, days), 0 to 10. ``held``: (people, days,
    factors), 1 or 0. ``weekday``: (people), of the first day, 0 is Monday. ``stage``: (people, days), any number, or
    None.
    """

    spasms: Small
    worst: Small
    held: Small
    weekday: Small
    stage: Small | None = None

    def part(self, start: int, stop: int) -> PeopleDays:
        """The people from ``start`` to before ``stop``."""
        stage = None if self.stage is None else self.stage[start:stop]
        held, weekday = self.held[start:stop], self.weekday[start:stop]
        return PeopleDays(self.spasms[start:stop], self.worst[start:stop], held, weekday, stage)


class Room:
    """Memory for large arrays that is kept and written over from part to part.

    Handing it back and asking for it anew costs as much as the sums in it: the system clears every page first.
    """

    def __init__(self) -> None:
        self._kept: dict[str, Floats] = {}

    def array(self, name: str, shape: tuple[int, ...]) -> Floats:
        """An array with anything in it; the one of that name before it is lost."""
        size = prod(shape)
        if name not in self._kept or self._kept[name].size < size:
            self._kept[name] = np.empty(size)
        return self._kept[name][:size].reshape(shape)


class ManyColumns(NamedTuple):
    """``table``: (people, columns, days), 0 on untold days, the even columns first. ``even``: how many these are.

    ``priors``: (people, even). ``told``: 1.0 where spasms were told. ``spasm``: 1.0 or 0.0.
    ``known``: (people, 2 factors, days), 1.0 where the answer is known on a told day. ``counts``: (2, people, 2
    factors), on how many of these days it is yes, and no. Days stand last, so that sums over them run through memory
    in order.
    """

    table: Floats
    even: int
    priors: Floats
    told: Floats
    spasm: Floats
    known: Floats
    counts: NDArray[Any]


def many_columns(people: PeopleDays, room: Room) -> ManyColumns:
    """The columns of everybody. Where someone has fewer of a kind than the others, the rest are all zero.

    ``table`` and ``known`` are in ``room``.
    """
    told = people.spasms >= 0
    many, length = told.shape
    first = np.argmax(told, axis=1)
    last = length - 1 - np.argmax(told[:, ::-1], axis=1)
    spans = np.where(told.any(axis=1), last - first + 1, 1)
    spasm = (people.spasms > 0) & told
    has_told, has_spasm = told.astype(float), spasm.astype(float)
    days = np.arange(length)
    waves = _waves(length)[spans]
    levels = _levels(people.stage)
    pain = people.worst / PAIN_STEP
    weekend = ((people.weekday[:, None].astype(np.int64) + days) % 7 >= 5).astype(float)
    centred = [
        _centred(_before(has_spasm, 1), _before(told, 1) & told),
        _centred(*_share_before(has_spasm, has_told, told)),
        _centred(_before(pain, 1), _before(told & (people.worst >= 0), 1) & told),
        _centred(weekend, told),
        *(_centred(level, told) for level in levels),
    ]
    most = int(waves.max(initial=1))
    even = 1 + most + len(centred)
    factors = 2 * people.held.shape[2]
    table = room.array("table", (many, even + factors, length))
    known = room.array("known", (many, factors, length))
    table[:, 0] = has_told
    place = np.pi * (days - first[:, None] + 0.5) / spans[:, None]
    once = np.cos(place)
    before, now = np.ones_like(once), once
    for wave in range(1, most + 1):
        np.multiply(now, has_told * np.where(wave <= waves, np.sqrt(2), 0.0)[:, None], out=table[:, wave])
        before, now = now, 2 * once * now - before  # the next multiple of the angle (Chebyshev)
    for number, column in enumerate(centred, 1 + most):
        table[:, number] = column
    held = [YESTERDAY, YESTERDAY, MILD, MILD] + [YESTERDAY] * len(levels)
    priors = [FLAT, *(float(wave * wave) for wave in range(1, most + 1)), *held]
    counts = _into(table[:, even:], known, people.held, told, days < first[:, None])
    return ManyColumns(table, even, np.tile(priors, (many, 1)), has_told, has_spasm, known, counts)


def _into(factors: Floats, known: Floats, held: Small, told: Bools, too_early: Bools) -> NDArray[Any]:
    """Fills in the factors' columns, same day and next, and where they are known. On how many days yes, and no."""
    half = held.shape[2]
    answers = np.ascontiguousarray(held.transpose(0, 2, 1))
    if too_early.any():
        np.copyto(answers, UNKNOWN, where=too_early[:, None, :])
    told = told[:, None, :]
    for array, found in ((known, answers >= 0), (factors, answers > 0)):
        array[:, :half] = found & told
        array[:, half:, :1] = 0.0
        array[:, half:, 1:] = found[:, :, :-1] & told[:, :, 1:]
    ones = np.ones(known.shape[2])
    days_with, days_known = np.matvec(factors, ones), np.matvec(known, ones)
    factors -= (days_with / np.maximum(days_known, 1))[:, :, None]
    factors *= known
    return np.stack([days_with, days_known - days_with]).astype(np.int64)


@lru_cache(maxsize=8)
def _waves(length: int) -> NDArray[Any]:
    """How many cosines follow each span of days, up to ``length``."""
    return np.array([trend_columns(span) for span in range(length + 1)])


def _before(values: NDArray[Any], back: int) -> NDArray[Any]:
    """``values`` of ``back`` days before; nothing where there is none."""
    found = np.zeros_like(values)
    if back < values.shape[1]:
        found[:, back:] = values[:, :-back]
    return found


def _centred(values: Floats, has: Bools) -> Floats:
    kept = values * has
    mean = kept.sum(axis=1) / np.maximum(has.sum(axis=1), 1)
    kept -= mean[:, None]
    kept *= has
    return np.asarray(kept)


def _share_before(spasm: Floats, told: Floats, is_told: Bools) -> tuple[Floats, Bools]:
    had = np.zeros(told.shape)
    days = np.zeros(told.shape)
    for back in range(BEFORE_DAYS[0], min(BEFORE_DAYS[1] + 1, told.shape[1])):
        had[:, back:] += spasm[:, :-back]
        days[:, back:] += told[:, :-back]
    return had / np.maximum(days, 1), (days > 0) & is_told


def _levels(stage: Small | None) -> list[Floats]:
    """A column of ones and zeros for each stage but the first that each person told; a day that says none goes on."""
    if stage is None:
        return []
    said = stage >= 0
    numbers = np.where(said, np.arange(stage.shape[1]), 0)
    latest = np.maximum.accumulate(numbers, axis=1)
    filled = np.take_along_axis(stage, latest, axis=1)
    first = np.take_along_axis(stage, np.argmax(said, axis=1)[:, None], axis=1)
    filled = np.where(np.maximum.accumulate(said, axis=1), filled, first)
    return [((filled == one) & (first != one)).astype(float) for one in np.unique(stage[said])]
