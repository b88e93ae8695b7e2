"""What one person's days look like to the regression: a few even columns, and for each factor the days that held it.

Every column but the level is centred over the days whose answer is known; a day whose answer is not known stands at
the centre, so it neither speaks for the factor nor against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import cos, pi, sqrt
from operator import itemgetter
from typing import NamedTuple

from steadyback.engine.patterns.days import PatternDay
from steadyback.engine.patterns.matrix import Vector
from steadyback.engine.patterns.priors import BEFORE_DAYS, FLAT, MILD, PAIN_STEP, YESTERDAY, trend_columns

#: Takes the numbers at certain places out of a sequence.
Picker = Callable[[Sequence[float]], Sequence[float]]


class FactorColumn(NamedTuple):
    """A factor on the told days: ``yes`` and ``unknown`` are places of days, ``mean`` is the share of yes among known.

    ``number``: which factor; ``is_next``: whether it is the day before that held it. ``spasm_yes``: days with both.
    """

    number: int
    is_next: bool
    yes: frozenset[int]
    unknown: frozenset[int]
    mean: float
    spasm_yes: int
    spasm_no: int
    days: int

    @property
    def days_with(self) -> int:
        """Told days that are known to have held it."""
        return len(self.yes)

    @property
    def days_without(self) -> int:
        """Told days that are known not to have held it."""
        return self.days - len(self.yes) - len(self.unknown)


class Columns(NamedTuple):
    """The told days in order. ``spasm``: 1.0 or 0.0 a day. ``even``: columns that every day has, the level first.

    ``even_priors``: a penalty for each of them. ``factors``: same day first, in the order of the factors, then next
    day.
    """

    spasm: Vector
    even: list[Vector]
    even_priors: Vector
    factors: list[FactorColumn]


def picker(places: Iterable[int]) -> Picker:
    """What takes the numbers at ``places``."""
    wanted = tuple(places)
    if len(wanted) > 1:
        return itemgetter(*wanted)
    if wanted:
        only = wanted[0]
        return lambda numbers: (numbers[only],)
    return _nothing


def _nothing(_numbers: Sequence[float]) -> Sequence[float]:
    return ()


def columns_of(days: Sequence[PatternDay], factors: Sequence[str]) -> Columns:
    """``days`` as ``in_order`` gives them: by date, the first and the last told."""
    first = days[0].on.toordinal()
    by_day = {day.on.toordinal() - first: day for day in days}
    length = days[-1].on.toordinal() - first + 1
    had = {number: float(day.spasms > 0) for number, day in by_day.items() if day.spasms is not None}
    told = sorted(had)
    spasm = [had[number] for number in told]
    even = [[1.0] * len(told)]
    priors = [FLAT]
    for wave in range(1, trend_columns(length) + 1):
        even.append([sqrt(2) * cos(pi * wave * (number + 0.5) / length) for number in told])
        priors.append(float(wave * wave))
    even.append(_centred([had.get(number - 1) for number in told]))
    even.append(_centred([_share_before(had, number) for number in told]))
    even.append(_centred([_pain(by_day.get(number - 1)) for number in told]))
    even.append(_centred([float((first + number) % 7 in (6, 0)) for number in told]))  # ordinal 7 is a Sunday
    priors += [YESTERDAY, YESTERDAY, MILD, MILD]
    stages = _stages(by_day, length)
    for stage in sorted({stages[number] for number in told} - {0}):
        even.append(_centred([float(stages[number] == stage) for number in told]))
        priors.append(YESTERDAY)
    return Columns(spasm, even, priors, _factor_columns(by_day, told, spasm, factors))


def _centred(values: Sequence[float | None]) -> Vector:
    known = [value for value in values if value is not None]
    mean = sum(known) / len(known) if known else 0.0
    return [0.0 if value is None else value - mean for value in values]


def _share_before(had: dict[int, float], number: int) -> float | None:
    found = [had[number - back] for back in range(BEFORE_DAYS[0], BEFORE_DAYS[1] + 1) if number - back in had]
    return sum(found) / len(found) if found else None


def _pain(day: PatternDay | None) -> float | None:
    return None if day is None or day.spasms is None or day.worst is None else day.worst / PAIN_STEP


def _stages(by_day: dict[int, PatternDay], length: int) -> list[int]:
    """For each calendar day the number of its stage, by first appearance; a day that says none is of the one before."""
    numbers: dict[str, int] = {}
    found: list[int] = []
    now = 0
    for number in range(length):
        day = by_day.get(number)
        if day is not None and day.stage is not None:
            now = numbers.setdefault(day.stage, len(numbers))
        found.append(now)
    return found


def _factor_columns(
    by_day: dict[int, PatternDay], told: Sequence[int], spasm: Vector, factors: Sequence[str]
) -> list[FactorColumn]:
    found: list[FactorColumn] = []
    for is_next in (False, True):
        days = [by_day.get(number - is_next) for number in told]
        for which, name in enumerate(factors):
            answers = [None if day is None else day.held.get(name) for day in days]
            yes = frozenset(place for place, answer in enumerate(answers) if answer)
            unknown = frozenset(place for place, answer in enumerate(answers) if answer is None)
            known = len(told) - len(unknown)
            with_spasm = sum(spasm[place] > 0 for place in yes)
            all_known = sum(value > 0 for place, value in enumerate(spasm) if place not in unknown)
            mean = len(yes) / known if known else 0.0
            found.append(
                FactorColumn(which, is_next, yes, unknown, mean, with_spasm, all_known - with_spasm, len(told))
            )
    return found
