"""Which step stands first: the ladder's order until her own tries are clear, and a gentle turn now and then."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyback.engine.picking import CLEAR, LEAST_TRIED, REACH, in_reach, pick
from steadyback.engine.settling import Attempt, Came, chance_that_better, counted, settling

STEPS = tuple(f"step-{number}" for number in range(1, 7))
CAME: tuple[Came, ...] = ("helped", "a-little", "no", "worse")
tries = st.lists(st.builds(Attempt, st.sampled_from(STEPS), st.sampled_from(CAME)), max_size=25)


def times(what: str, helped: int, tried: int) -> list[Attempt]:
    return [Attempt(what, "helped")] * helped + [Attempt(what, "no")] * (tried - helped)


def test_with_nothing_known_the_ladder_has_its_order_on_every_day() -> None:
    known = settling([], STEPS)
    assert {pick(known, STEPS[:3], STEPS[0], day) for day in range(200)} == {(STEPS[0], "order")}


def test_a_step_that_clearly_helps_more_stands_first_on_every_day() -> None:
    known = settling(times(STEPS[0], 0, 5) + times(STEPS[1], 4, 5), STEPS)
    assert {pick(known, STEPS[:3], STEPS[0], day) for day in range(50)} == {(STEPS[1], "clear")}


def test_two_tries_are_too_few_to_be_clear() -> None:
    known = settling(times(STEPS[0], 0, 8) + times(STEPS[1], LEAST_TRIED - 1, LEAST_TRIED - 1), STEPS)
    assert "clear" not in {pick(known, STEPS[:3], STEPS[0], day).rule for day in range(50)}


def test_of_two_clear_ones_the_one_that_helps_more_and_of_two_alike_the_gentler() -> None:
    more = settling(times(STEPS[0], 0, 9) + times(STEPS[1], 7, 9) + times(STEPS[2], 9, 9), STEPS)
    assert pick(more, STEPS[:3], STEPS[0], 1).what == STEPS[2]
    alike = settling(times(STEPS[0], 0, 9) + times(STEPS[1], 8, 9) + times(STEPS[2], 8, 9), STEPS)
    assert pick(alike, STEPS[:3], STEPS[0], 1).what == STEPS[1]


def test_a_turn_comes_on_few_days_and_not_before_the_first_step_is_known() -> None:
    unknown = settling(times(STEPS[0], 1, LEAST_TRIED - 1), STEPS)
    assert "turn" not in {pick(unknown, STEPS[:3], STEPS[0], day).rule for day in range(300)}
    known = settling(times(STEPS[0], 2, 5), STEPS)
    turns = [day for day in range(400) if pick(known, STEPS[:3], STEPS[0], day).rule == "turn"]
    assert 20 <= len(turns) <= 110


def test_what_helps_nearly_always_is_not_left_for_a_turn() -> None:
    known = settling(times(STEPS[0], 12, 12), STEPS)
    assert {pick(known, STEPS[:3], STEPS[0], day) for day in range(200)} == {(STEPS[0], "order")}


@settings(max_examples=60)
@given(tries, st.integers(0, len(STEPS) - 1), st.integers(0, 10**9))
def test_it_names_only_what_it_was_handed_and_the_same_each_time(told: list[Attempt], place: int, seed: int) -> None:
    known, near = settling(told, STEPS), in_reach(STEPS, STEPS[place])
    found = pick(known, near, STEPS[place], seed)
    assert found == pick(known, near, STEPS[place], seed)
    assert found.what in near
    assert STEPS.index(found.what) <= place + REACH


def test_the_reach_is_every_gentler_step_and_two_beyond() -> None:
    assert in_reach(STEPS, STEPS[0]) == STEPS[:3]
    assert in_reach(STEPS, STEPS[4]) == STEPS
    with pytest.raises(ValueError, match="not in"):
        in_reach(STEPS, "another")


def missed_by(rule: str, woman: int, spasms: int) -> float:
    """How far the first steps of one made-up woman fell short of the best in reach, on average over her spasms."""
    chance = random.Random(woman)
    mean, near = chance.uniform(0.2, 0.8), in_reach(STEPS, STEPS[0])
    true = {step: chance.betavariate(3 * mean, 3 * (1 - mean)) for step in STEPS}
    best, told, missed = max(true[step] for step in near), list[Attempt](), 0.0
    for spasm in range(spasms):
        known = settling(told, STEPS) if rule == "ours" else None
        first = pick(known, near, STEPS[0], 1000 * woman + spasm).what if known else STEPS[0]
        missed += (best - true[first]) / spasms
        for step in (first, *(step for step in STEPS if step != first)):
            has_helped = chance.random() < true[step]
            told.append(Attempt(step, "helped" if has_helped else "no"))
            if has_helped:
                break
    return missed


def test_over_many_women_it_falls_short_of_the_best_step_less_than_the_fixed_order_does() -> None:
    fixed = [missed_by("order", woman, 20) for woman in range(30)]
    ours = [missed_by("ours", woman, 20) for woman in range(30)]
    assert 0 < sum(ours) < 0.75 * sum(fixed)
    assert max(one - other for one, other in zip(ours, fixed, strict=True)) < 0.1


@settings(max_examples=60)
@given(tries, st.integers(0, 10**9))
def test_counts_alone_say_the_same_as_counts_with_intervals(told: list[Attempt], seed: int) -> None:
    whole, light = settling(told, STEPS), counted(told)
    assert pick(light, STEPS[:3], STEPS[0], seed) == pick(whole, STEPS[:3], STEPS[0], seed)
    for step in STEPS:
        thing = whole.of(step)
        assert light.of(step) == (step, thing.tried, thing.helped, thing.chance)


@settings(max_examples=60)
@given(st.lists(st.builds(Attempt, st.sampled_from(STEPS[:3]), st.sampled_from(CAME)), max_size=40))
def test_a_step_with_no_higher_a_chance_is_never_clear(told: list[Attempt]) -> None:
    """So it need not be worked out how sure it is that such a one helps more."""
    known = counted(told)
    for one in STEPS[:3]:
        for other in STEPS[:3]:
            if known.of(one).tried >= LEAST_TRIED and known.of(one).chance <= known.of(other).chance:
                assert chance_that_better(known, one, other) < CLEAR
