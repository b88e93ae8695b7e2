"""Columns of many people's days, as arrays: what `engine/patterns/columns.py` makes for one."""

from __future__ import annotations

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


class ManyColumns(NamedTuple):
    """``table``: (people, days, columns), 0 on untold days, the even columns first. ``even``: how many these are.

    ``priors``: (people, even). ``told``: 1.0 where spasms were told. ``spasm``: 1.0 or 0.0.
    ``known``: (people, days, 2 factors), the answer is known on a told day; ``yes``: and it is yes.
    """

    table: Floats
    even: int
    priors: Floats
    told: Floats
    spasm: Floats
    known: Bools
    yes: Bools


def many_columns(people: PeopleDays) -> ManyColumns:
    """The columns of everybody. Where someone has fewer of a kind than the others, the rest are all zero."""
    told = people.spasms >= 0
    many, length = told.shape
    first = np.argmax(told, axis=1)
    last = length - 1 - np.argmax(told[:, ::-1], axis=1)
    spans = np.where(told.any(axis=1), last - first + 1, 1)
    days = np.arange(length)
    spasm = (people.spasms > 0) & told
    columns: list[Floats] = [told.astype(float)]
    priors: list[Floats] = [np.full(many, FLAT)]
    waves = np.array([trend_columns(int(span)) for span in spans])
    place = np.pi * (days[None, :] - first[:, None] + 0.5) / spans[:, None]
    for wave in range(1, int(waves.max(initial=1)) + 1):
        has = told & (wave <= waves)[:, None]
        columns.append(np.where(has, np.sqrt(2) * np.cos(wave * place), 0.0))
        priors.append(np.full(many, float(wave * wave)))
    columns.append(_centred(_before(spasm.astype(float), 1), _before(told, 1), told))
    columns.append(_centred(*_share_before(spasm, told), told))
    has_pain = told & (people.worst >= 0)
    columns.append(_centred(_before(people.worst / PAIN_STEP, 1), _before(has_pain, 1), told))
    weekend = (people.weekday[:, None].astype(np.int64) + days) % 7 >= 5
    columns.append(_centred(weekend.astype(float), told, told))
    priors += [np.full(many, prior) for prior in (YESTERDAY, YESTERDAY, MILD, MILD)]
    for level in _levels(people.stage):
        columns.append(_centred(level, told, told))
        priors.append(np.full(many, YESTERDAY))
    from_first = days >= first[:, None]
    answered = (people.held >= 0) & from_first[:, :, None]
    is_yes = (people.held > 0) & answered
    known = np.concatenate([answered, _before(answered, 1)], axis=2) & told[:, :, None]
    yes = np.concatenate([is_yes, _before(is_yes, 1)], axis=2) & known
    even = len(columns)
    table = np.empty((many, length, even + known.shape[2]))
    for number, column in enumerate(columns):
        table[:, :, number] = column
    mean = yes.sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    table[:, :, even:] = np.where(known, yes - mean[:, None, :], 0.0)
    return ManyColumns(table, even, np.stack(priors, axis=1), told.astype(float), spasm.astype(float), known, yes)


def _before(values: NDArray[Any], back: int) -> NDArray[Any]:
    """``values`` of ``back`` days before; nothing where there is none."""
    found = np.zeros_like(values)
    if back < values.shape[1]:
        found[:, back:] = values[:, :-back]
    return found


def _centred(values: NDArray[Any], known: NDArray[Any], told: Bools) -> Floats:
    has = known.astype(bool) & told
    mean = np.where(has, values, 0.0).sum(axis=1) / np.maximum(has.sum(axis=1), 1)
    return np.where(has, values - mean[:, None], 0.0)


def _share_before(spasm: Bools, told: Bools) -> tuple[Floats, Bools]:
    had = np.zeros(told.shape)
    days = np.zeros(told.shape)
    for back in range(BEFORE_DAYS[0], BEFORE_DAYS[1] + 1):
        had += _before(spasm, back)
        days += _before(told, back)
    return had / np.maximum(days, 1), days > 0


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
