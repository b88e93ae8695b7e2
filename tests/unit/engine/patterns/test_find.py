"""What the search says of diaries whose truth is known, and of diaries that cannot say anything."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta

import pytest

from steadyback.engine.patterns import fit
from steadyback.engine.patterns.days import DayTwice, PatternDay
from steadyback.engine.patterns.find import find_patterns
from steadyback.engine.patterns.result import Patterns

START = date(2026, 3, 2)


def a_diary(
    days: int,
    factors: int = 1,
    *,
    seed: int = 1,
    often: float = 0.4,
    level: float = 0.15,
    ratio: float = 1.0,
    ratio_next: float = 1.0,
) -> list[PatternDay]:
    """Made-up days; the first factor multiplies the odds of a spasm, that day or the next."""
    chance = random.Random(seed)
    found: list[PatternDay] = []
    before = False
    for number in range(days):
        held = {f"factor-{which}": chance.random() < often for which in range(factors)}
        odds = level / (1 - level) * (ratio if held["factor-0"] else 1) * (ratio_next if before else 1)
        spasm = chance.random() < odds / (1 + odds)
        found.append(PatternDay(START + timedelta(days=number), int(spasm), 5 if spasm else 2, held))
        before = held["factor-0"]
    return found


def patterns(days: list[PatternDay], factors: int = 1) -> Patterns:
    return find_patterns(days, [f"factor-{which}" for which in range(factors)])


def says_nothing(found: Patterns, which: int = 0) -> bool:
    effect = found.factors[which].same_day
    return effect.label == "too-few-days" and (effect.odds_ratio, effect.low, effect.high) == (None, None, None)


def test_a_strong_link_is_likely_and_its_interval_holds_the_truth() -> None:
    found = patterns(a_diary(300, 4, ratio=6), 4)
    first = found.factors[0].same_day
    assert first.label == "likely"
    assert first.low is not None
    assert first.high is not None
    assert 1 < first.low < 6 < first.high
    assert {one.label for one in found.factors[1:]} <= {"none-seen", "possible"}


def test_a_link_with_the_next_day_is_told_from_one_with_the_same_day() -> None:
    found = patterns(a_diary(400, ratio_next=6)).factors[0]
    assert found.next_day.label == "likely"
    assert found.same_day.label == "none-seen"


def test_a_factor_that_only_comes_with_the_true_one_is_not_blamed() -> None:
    chance = random.Random(3)
    days = [
        day._replace(held={**day.held, "shadow": day.held["factor-0"] if chance.random() < 0.8 else False})
        for day in a_diary(400, ratio=6)
    ]
    found = find_patterns(days, ["factor-0", "shadow"])
    alone = find_patterns(days, ["shadow"])
    assert found.factors[0].label == "likely"
    assert found.factors[1].label != "likely"
    assert alone.factors[0].label == "likely"


def test_factors_that_always_come_together_cannot_be_told_apart() -> None:
    days = [
        day._replace(held={**day.held, "same": day.held["factor-0"], "again": day.held["factor-0"]})
        for day in a_diary(400, 2, ratio=6)
    ]
    found = find_patterns(days, ["factor-0", "same", "again", "factor-1"])
    assert all(says_nothing(found, which) for which in range(3))
    assert not says_nothing(found, 3)


def test_the_counts_are_of_days_that_told_both() -> None:
    days = [
        PatternDay(START, 1, None, {"a": True}),
        PatternDay(START + timedelta(days=1), 0, None, {"a": False}),
        PatternDay(START + timedelta(days=2), 2, None, {"a": None}),
        PatternDay(START + timedelta(days=4), None, None, {"a": True}),
        PatternDay(START + timedelta(days=5), 0, None, {}),
    ]
    found = find_patterns(days, ["a"])
    same, after = found.factors[0].same_day, found.factors[0].next_day
    assert (found.days_told, found.spasm_days, found.first, found.last) == (4, 2, START, START + timedelta(days=5))
    assert (same.days_with, same.days_without, same.spasm_days_with, same.spasm_days_without) == (1, 1, 1, 0)
    # The day after the gap knows nothing of the day before; the last day knows that the day before held it.
    assert (after.days_with, after.days_without, after.spasm_days_with, after.spasm_days_without) == (2, 1, 0, 1)


def test_an_answer_that_is_missing_is_not_a_no() -> None:
    days = a_diary(120, 2, ratio=4)
    chance = random.Random(2)
    gone = {day.on for day in days if chance.random() < 0.5 and not day.held["factor-0"]}
    left_out = [day._replace(held={k: v for k, v in day.held.items() if day.on not in gone}) for day in days]
    as_none = [day._replace(held={k: None if day.on in gone else v for k, v in day.held.items()}) for day in days]
    as_no = [day._replace(held={k: v and day.on not in gone for k, v in day.held.items()}) for day in days]
    assert patterns(left_out, 2) == patterns(as_none, 2)
    assert patterns(left_out, 2).factors[0].same_day.days_without < patterns(as_no, 2).factors[0].same_day.days_without


def test_the_order_of_the_days_makes_no_difference() -> None:
    days = a_diary(60, 3)
    shuffled = random.Random(1).sample(days, len(days))
    assert patterns(shuffled, 3) == patterns(days, 3)


def test_the_order_of_the_factors_makes_no_difference() -> None:
    days = a_diary(120, 3, ratio=3)
    one = find_patterns(days, ["factor-0", "factor-1", "factor-2"]).factors
    other = find_patterns(days, ["factor-2", "factor-1", "factor-0"]).factors
    for first, second in zip(one, reversed(other), strict=True):
        assert first.label == second.label
        assert first.same_day.odds_ratio == pytest.approx(second.same_day.odds_ratio, rel=1e-9)


def test_more_steps_would_move_nothing_by_a_twentieth_of_a_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    diaries = [a_diary(90, 6, seed=seed, ratio=ratio) for seed in range(6) for ratio in (1, 4, 12)]
    found = [patterns(days, 6) for days in diaries]
    monkeypatch.setattr(fit, "CLOSE", 1e-9)
    for days, before in zip(diaries, found, strict=True):
        for one, other in zip(before.factors, patterns(days, 6).factors, strict=True):
            for mine, theirs in ((one.same_day, other.same_day), (one.next_day, other.next_day)):
                assert mine.label == theirs.label
                if mine.low is None or mine.high is None or theirs.low is None or theirs.high is None:
                    continue
                error = math.log(theirs.high / theirs.low) / 3.92
                assert abs(math.log(mine.low / theirs.low)) < error / 20
                assert abs(math.log(mine.high / theirs.high)) < error / 20


def test_separation_gives_an_interval_and_not_an_infinity() -> None:
    days = [
        day._replace(spasms=int(bool(day.held["factor-0"]) and number % 3 > 0), worst=None)
        for number, day in enumerate(a_diary(200))
    ]
    first = patterns(days).factors[0].same_day
    assert first.spasm_days_without == 0
    assert first.odds_ratio is not None
    assert first.high is not None
    assert first.label == "likely"
    assert math.isfinite(first.high)


@pytest.mark.parametrize("spasms", [0, 1], ids=["never", "always"])
def test_an_outcome_that_never_changes_says_nothing(spasms: int) -> None:
    found = patterns([day._replace(spasms=spasms) for day in a_diary(120)])
    assert says_nothing(found)
    assert found.factors[0].more_days is None


@pytest.mark.parametrize("answer", [True, False, None], ids=["all yes", "all no", "all missing"])
def test_a_factor_that_never_changes_says_nothing_and_leaves_the_others_as_they_are(answer: bool | None) -> None:
    days = [day._replace(held={**day.held, "same": answer}) for day in a_diary(120, 2)]
    found = find_patterns(days, ["factor-0", "same", "factor-1"])
    assert says_nothing(found, 1)
    assert found.factors[1].more_days is None
    without = patterns(a_diary(120, 2), 2)
    for mine, theirs in ((found.factors[0], without.factors[0]), (found.factors[2], without.factors[1])):
        assert mine.same_day.odds_ratio == pytest.approx(theirs.same_day.odds_ratio, rel=1e-9)


def test_no_day_one_day_and_no_factor() -> None:
    assert patterns([]) == Patterns(patterns([]).factors, 0, 0, None, None)
    assert says_nothing(patterns([]))
    assert says_nothing(patterns(a_diary(1)))
    assert says_nothing(patterns([PatternDay(START, None, 3, {"factor-0": True})]))
    assert find_patterns(a_diary(30), []).factors == ()


def test_ten_years_are_read() -> None:
    found = patterns(a_diary(3650, 3, ratio=2), 3)
    assert found.days_told == 3650
    assert found.factors[0].label == "likely"


def test_a_day_that_is_there_twice_is_told() -> None:
    days = a_diary(20)
    with pytest.raises(DayTwice, match="2026-03-05 is there twice") as caught:
        find_patterns([*days, days[3]], ["factor-0"])
    assert caught.value.on == days[3].on


def test_two_weeks_are_too_few_and_more_days_are_named() -> None:
    found = patterns(a_diary(14, 20, level=0.4), 20)
    assert all(says_nothing(found, which) for which in range(20))
    waits = [one.more_days for one in found.factors if one.more_days is not None]
    assert waits
    assert all(wait > 0 for wait in waits)


def test_so_many_more_days_would_indeed_do() -> None:
    short = a_diary(30, seed=5)
    more = patterns(short).factors[0].more_days
    assert more is not None
    assert not says_nothing(patterns(a_diary(30 + 2 * more, seed=5)))


def test_meaningless_factors_are_hardly_ever_called_likely() -> None:
    """The three-days rule shows a false link in nearly all of these. Seeds are fixed, so this is no game of chance."""
    false = sum(
        any(
            one.label == "likely" or one.next_day.label == "likely"
            for one in patterns(a_diary(70, 12, seed=seed), 12).factors
        )
        for seed in range(60)
    )
    assert false <= 3


def test_a_new_stage_has_a_level_of_its_own() -> None:
    """After birth both the factor and the spasms are more frequent: without the stage that looks like a link."""
    chance = random.Random(8)
    days = []
    for number in range(160):
        is_after = number >= 80
        held = chance.random() < (0.75 if is_after else 0.2)
        spasm = chance.random() < (0.6 if is_after else 0.1)
        stage = "postpartum" if is_after else "pregnant"
        days.append(PatternDay(START + timedelta(days=number), int(spasm), None, {"a": held}, stage))
    with_stage = find_patterns(days, ["a"]).factors[0].same_day.odds_ratio
    without = find_patterns([day._replace(stage=None) for day in days], ["a"]).factors[0].same_day.odds_ratio
    assert with_stage is not None
    assert without is not None
    assert with_stage < without


def test_every_interval_holds_its_estimate_and_the_label_follows_it() -> None:
    found = patterns(a_diary(250, 8, ratio=4), 8)
    for one in found.factors:
        for effect in (one.same_day, one.next_day):
            if effect.odds_ratio is None:
                assert effect.label == "too-few-days"
                continue
            assert effect.low is not None
            assert effect.high is not None
            assert 0 < effect.low < effect.odds_ratio < effect.high
            holds_1 = effect.low <= 1 <= effect.high
            assert (effect.label == "none-seen") == holds_1
            assert effect.shows_from is not None
            assert effect.shows_from > 1
