"""The patterns of many people are the same numbers as those of one, to 1e-9."""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
import pytest

from steadyback.engine.patterns.days import PatternDay
from steadyback.engine.patterns.find import find_patterns
from steadyback.engine.patterns.priors import FOUR_IN_FIVE
from steadyback.population.pattern_columns import PeopleDays
from steadyback.population.pattern_fit import inverse
from steadyback.population.patterns import AT_ONCE, LABELS, find_patterns_of_many

MONDAY = date(2026, 3, 2)


def people(number: int, days: int, factors: int, *, missing: float = 0.0, stages: bool = False) -> PeopleDays:
    chance = np.random.default_rng(days)
    held = (chance.random((number, days, factors)) < 0.35).astype(np.int8)
    spasms = (chance.random((number, days)) < 0.15 + 0.3 * held[:, :, 0]).astype(np.int8)
    worst = chance.integers(0, 11, (number, days)).astype(np.int8)
    held[chance.random(held.shape) < missing] = -1
    spasms[chance.random(spasms.shape) < missing] = -1
    worst[chance.random(worst.shape) < missing] = -1
    stage = None
    if stages:
        stage = np.where(np.arange(days) < days // 2, 4, 1).astype(np.int8)[None, :].repeat(number, axis=0)
        stage[chance.random(stage.shape) < 0.5] = -1
    return PeopleDays(spasms, worst, held, np.arange(number, dtype=np.int8) % 7, stage)


def days_of(made: PeopleDays, person: int) -> list[PatternDay]:
    found = []
    for number in range(made.spasms.shape[1]):
        spasms, worst = int(made.spasms[person, number]), int(made.worst[person, number])
        stage = -1 if made.stage is None else int(made.stage[person, number])
        found.append(
            PatternDay(
                on=MONDAY + timedelta(days=int(made.weekday[person]) + number),
                spasms=None if spasms < 0 else spasms,
                worst=None if worst < 0 else worst,
                held={str(which): bool(said) for which, said in enumerate(made.held[person, number]) if said >= 0},
                stage=None if stage < 0 else f"stage {stage}",
            )
        )
    return found


@pytest.mark.parametrize(
    "made",
    [
        people(6, 14, 6),
        people(6, 60, 3),
        people(6, 120, 8, missing=0.2),
        people(6, 150, 3, missing=0.1, stages=True),
        people(2, 1, 2),
        people(2, 800, 2),
    ],
    ids=["two weeks", "two months", "missing", "stages", "one day", "two years"],
)
def test_the_same_numbers_as_for_one(made: PeopleDays) -> None:
    many = find_patterns_of_many(made)
    names = [str(which) for which in range(made.held.shape[2])]
    for person in range(len(made.spasms)):
        found = find_patterns(days_of(made, person), names)
        assert (found.days_told, found.spasm_days) == (many.told[person], many.spasm_days[person])
        for which, factor in enumerate(found.factors):
            for after, one in enumerate((factor.same_day, factor.next_day)):
                place = (person, after, which)
                assert LABELS[many.label[place]] == one.label
                assert (many.days_with[place], many.days_without[place]) == (one.days_with, one.days_without)
                if one.shows_from is not None:
                    assert FOUR_IN_FIVE * many.error[place] == pytest.approx(math.log(one.shows_from), abs=1e-9)
                for array, mine in ((many.odds_ratio, one.odds_ratio), (many.low, one.low), (many.high, one.high)):
                    if mine is None:
                        assert math.isnan(array[place])
                    else:
                        assert math.log(array[place]) == pytest.approx(math.log(mine), abs=1e-9)


def test_parts_and_processes_make_no_difference_and_progress_is_told() -> None:
    made = people(AT_ONCE + 40, 60, 3)
    told: list[int] = []
    many = find_patterns_of_many(made, progress=told.append)
    assert told == [AT_ONCE, AT_ONCE + 40]
    alone = find_patterns_of_many(made.part(40, 45))
    assert np.array_equal(many.label[40:45], alone.label)
    assert np.allclose(many.odds_ratio[40:45], alone.odds_ratio, equal_nan=True, rtol=1e-12)


def test_nobody_gives_nothing() -> None:
    assert len(find_patterns_of_many(people(3, 20, 2).part(0, 0)).told) == 0


def test_a_part_leaves_nothing_behind_for_the_next() -> None:
    quiet = people(AT_ONCE, 60, 3)
    loud = quiet._replace(held=1 - quiet.held, spasms=1 - quiet.spasms)
    both = PeopleDays(*(np.concatenate([one, other]) for one, other in zip(loud[:4], quiet[:4], strict=True)))
    together, alone = find_patterns_of_many(both), find_patterns_of_many(quiet)
    assert np.allclose(together.low[AT_ONCE:], alone.low, equal_nan=True, rtol=1e-12)


def test_nobody_asked_for_a_factor() -> None:
    made = people(5, 60, 3)
    found = find_patterns_of_many(made._replace(held=made.held[:, :, :0]))
    assert found.odds_ratio.shape == (5, 2, 0)
    assert (found.told == 60).all()


@pytest.mark.parametrize("size", [1, 6, 7, 24, 35])
def test_the_inverse_by_halves_is_the_inverse(size: int) -> None:
    rows = np.random.default_rng(size).standard_normal((4, size, 3 * size))
    matrices = rows @ rows.transpose(0, 2, 1)
    assert np.allclose(inverse(matrices) @ matrices, np.eye(size), atol=1e-9)
