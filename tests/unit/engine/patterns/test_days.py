"""Loads against her own usual, and the small matrices."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from steadyback.engine.patterns.days import PatternDay, in_order, load_spikes
from steadyback.engine.patterns.matrix import inverse, root_of, solved

START = date(2026, 3, 2)


def loads(*values: float | None) -> list[PatternDay]:
    return [PatternDay(START + timedelta(days=number), 0, load=load) for number, load in enumerate(values)]


def test_a_load_is_held_against_what_came_before_it() -> None:
    found = load_spikes(loads(*[1.0] * 10, 3.0, 1.0))
    assert found[START + timedelta(days=10)] is True
    assert found[START + timedelta(days=11)] is False


def test_the_same_load_is_a_spike_for_one_and_a_usual_day_for_another() -> None:
    quiet = load_spikes(loads(*[0.0] * 10, 1.0))
    busy = load_spikes(loads(*[1.0] * 10, 1.0))
    last = START + timedelta(days=10)
    assert (quiet[last], busy[last]) == (True, False)


def test_without_a_week_of_loads_nothing_is_known() -> None:
    found = load_spikes(loads(*[0.0] * 6, 1.0, None, 1.0))
    assert list(found) == [START + timedelta(days=8)]


def test_loads_of_long_ago_are_no_yardstick() -> None:
    days = [*loads(*[0.0] * 10), PatternDay(START + timedelta(days=60), 0, load=1.0)]
    assert START + timedelta(days=60) not in load_spikes(days)


def test_days_begin_and_end_with_one_that_told_of_spasms() -> None:
    days = [
        PatternDay(START + timedelta(days=number), spasms) for number, spasms in enumerate((None, 0, None, 1, None))
    ]
    assert [day.on for day in in_order(reversed(days))] == [START + timedelta(days=number) for number in (1, 2, 3)]
    assert in_order(days[:1]) == []


def test_small_matrices_are_solved_and_turned_round() -> None:
    chance = random.Random(1)
    size = 6
    rows = [[chance.gauss(0, 1) for _ in range(size)] for _ in range(20)]
    matrix = [[sum(row[i] * row[j] for row in rows) for j in range(size)] for i in range(size)]
    root = root_of(matrix)
    right = [float(number) for number in range(size)]
    found = solved(root, right)
    turned = inverse(root)
    for i in range(size):
        assert sum(matrix[i][j] * found[j] for j in range(size)) == pytest.approx(right[i])
        for j in range(size):
            product = sum(matrix[i][k] * turned[k][j] for k in range(size))
            assert product == pytest.approx(float(i == j), abs=1e-9)


def test_a_matrix_that_has_no_root_is_told() -> None:
    with pytest.raises(ValueError, match="not positive definite"):
        root_of([[1.0], [2.0, 1.0]])
