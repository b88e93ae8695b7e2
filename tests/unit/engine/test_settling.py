"""What settles it: counts, chances and intervals that borrow from her other things, and how far they can be trusted."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyback.engine.settling import (
    Attempt,
    Came,
    chance_at,
    chance_that_better,
    is_helped,
    settling,
)

CAME: tuple[Came, ...] = ("helped", "a-little", "no", "worse")
tries = st.lists(st.builds(Attempt, st.sampled_from("abcd"), st.sampled_from(CAME)), max_size=30)


def times(what: str, helped: int, tried: int) -> list[Attempt]:
    return [Attempt(what, "helped")] * helped + [Attempt(what, "no")] * (tried - helped)


def test_a_little_counts_as_helped_and_worse_as_not_and_both_are_kept() -> None:
    known = settling([Attempt("a", came) for came in ("helped", "a-little", "a-little", "no", "worse")])
    thing = known.of("a")
    assert (thing.tried, thing.helped, thing.a_little, thing.worse) == (5, 3, 2, 1)
    assert [is_helped(came) for came in CAME] == [True, True, False, False]


def test_with_nothing_known_it_says_so() -> None:
    thing = settling([], ["a"]).of("a")
    assert (thing.tried, thing.borrowed) == (0, 1.0)
    assert thing.chance == pytest.approx(0.5)
    assert thing.low < 0.05
    assert thing.high > 0.95


def test_the_more_it_was_tried_the_less_it_borrows_and_the_narrower_it_is() -> None:
    others = times("b", 6, 8) + times("c", 1, 7)
    found = [settling(others + times("a", count, 2 * count)).of("a") for count in (0, 1, 4, 16, 64)]
    for before, after in pairwise(found):
        assert after.borrowed < before.borrowed
        assert after.high - after.low < before.high - before.low
    assert found[-1].chance == pytest.approx(0.5, abs=0.02)


def test_a_thing_tried_once_is_drawn_towards_her_others_and_not_to_a_certainty() -> None:
    with_good = settling(times("a", 0, 1) + [one for name in "bcde" for one in times(name, 9, 10)]).of("a")
    with_bad = settling(times("a", 0, 1) + [one for name in "bcde" for one in times(name, 1, 10)]).of("a")
    assert with_bad.chance < 0.2 < 0.5 < with_good.chance < 0.9


def test_it_is_the_posterior_of_the_stated_model() -> None:
    """Against plain sums over the same grid, with the beta function worked out by whole numbers."""
    told = {"a": (4, 5), "b": (0, 3), "c": (1, 1)}
    known = settling([one for name, (helped, tried) in told.items() for one in times(name, helped, tried)])

    def rising(start: float, steps: int) -> float:
        return math.prod(start + step for step in range(steps))

    top = bottom = 0.0
    for strength in (2, 4, 8, 16, 32, 64):
        for step in range(10):
            alpha = (0.05 + 0.1 * step) * strength
            beta = strength - alpha
            weight = strength**-0.5 * math.prod(
                rising(alpha, helped) * rising(beta, tried - helped) / rising(strength, tried)
                for helped, tried in told.values()
            )
            top += weight * (alpha + 4) / (strength + 5)
            bottom += weight
    assert known.of("a").chance == pytest.approx(top / bottom, rel=1e-9)
    assert math.fsum(one.weight for one in known.pool) == pytest.approx(1)


def test_an_interval_is_that_of_the_mixture() -> None:
    known = settling(times("a", 7, 9) + times("b", 2, 6))
    thing, chance = known.of("a"), random.Random(3)
    pool = [(one.alpha, one.beta) for one in known.pool]
    picked = chance.choices(pool, [one.weight for one in known.pool], k=40_000)
    drawn = sorted(chance.betavariate(alpha + 7, beta + 2) for alpha, beta in picked)
    assert thing.low == pytest.approx(drawn[1000], abs=0.02)
    assert thing.high == pytest.approx(drawn[39_000], abs=0.02)
    assert chance_at(known, "a", 0.5) == pytest.approx(drawn[20_000], abs=0.02)


@settings(max_examples=25)
@given(tries)
def test_whatever_she_tried_the_numbers_hang_together(told: list[Attempt]) -> None:
    known = settling(told, ["a", "z"])
    assert [thing.what for thing in known.things][:2] == ["a", "z"]
    assert sum(thing.tried for thing in known.things) == len(told)
    for thing in known.things:
        assert 0 <= thing.low < thing.chance < thing.high <= 1
        assert 0 < thing.borrowed <= 1
        assert thing.a_little <= thing.helped <= thing.tried - thing.worse
    assert known.low <= known.overall <= known.high
    assert settling(reversed(told), ["a", "z"]) == known


def test_better_is_weighed_both_ways_and_even_when_nothing_is_known() -> None:
    known = settling(times("a", 5, 6) + times("b", 1, 6), ["y", "z"])
    sure = chance_that_better(known, "a", "b")
    assert sure > 0.95
    assert sure + chance_that_better(known, "b", "a") == pytest.approx(1)
    assert chance_that_better(known, "y", "z") == pytest.approx(0.5)


def test_ten_years_of_tries_are_no_trouble() -> None:
    known = settling(times("a", 3000, 4000) + times("b", 0, 4000))
    assert known.of("a").chance == pytest.approx(0.75, abs=0.01)
    assert known.of("a").low < 0.75 < known.of("a").high
    assert known.of("b").high < 0.02


def test_the_intervals_hold_what_they_say_over_many_women() -> None:
    """Made-up women whose things differ little, a good deal or very much; 95 % intervals of eight things each."""
    chance = random.Random(11)
    inside = asked = 0
    for woman in range(120):
        mean, strength = chance.uniform(0.15, 0.85), (2.5, 6.0, 20.0)[woman % 3]
        true = {f"t{n}": chance.betavariate(mean * strength, (1 - mean) * strength) for n in range(8)}
        told = [
            Attempt(name, "helped" if chance.random() < share else "no")
            for name, share in true.items()
            for _ in range(chance.randint(0, 8))
        ]
        known = settling(told, list(true))
        inside += sum(known.of(name).low <= share <= known.of(name).high for name, share in true.items())
        asked += len(true)
    assert 0.92 <= inside / asked <= 0.99
