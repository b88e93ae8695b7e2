"""Days by lot: the lots themselves, what the days show, how often that is wrong, and what a plan could show at all."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyback.engine.self_experiment import BLOCKS, LEAST_TOLD, LotDay, compare, lots, power

seeds = st.integers(0, 2**31 - 1)


def days_of(drawn: Sequence[bool], spasms: Sequence[bool | None]) -> list[LotDay]:
    return [LotDay(is_more, had) for is_more, had in zip(drawn, spasms, strict=True)]


@given(seeds, st.sampled_from(BLOCKS), st.integers(0, 21))
def test_every_block_has_as_many_days_of_either_sort(seed: int, block: int, blocks: int) -> None:
    drawn = lots(seed, blocks * block, block)
    for start in range(0, len(drawn), block):
        assert sum(drawn[start : start + block]) == block // 2


@given(seeds, st.sampled_from(BLOCKS), st.integers(0, 84), st.integers(0, 84))
def test_the_same_seed_gives_the_same_days_and_a_longer_plan_begins_with_the_shorter(
    seed: int, block: int, days: int, more: int
) -> None:
    assert lots(seed, days + more, block)[:days] == lots(seed, days, block)


def test_the_lots_of_a_seed_are_these_for_ever() -> None:
    assert "".join("MU"[not day] for day in lots(20417, 16, 4)) == "UUMMMUUMMUUMMUUM"
    assert "".join("MU"[not day] for day in lots(20417, 14, 2)) == "UMMUMUMUMUMUUM"


def test_every_order_of_a_block_comes_about_as_often_as_any_other() -> None:
    found: dict[tuple[bool, ...], int] = {}
    for seed in range(3000):
        way = lots(seed, 4, 4)
        found[way] = found.get(way, 0) + 1
    assert len(found) == 6
    assert min(found.values()) > 400


def test_a_block_without_halves_is_refused() -> None:
    with pytest.raises(ValueError, match="no two halves"):
        lots(1, 14, 3)


def test_days_not_told_are_left_out_and_days_not_kept_count_as_drawn() -> None:
    drawn = lots(7, 16, 4)
    days = [LotDay(is_more, number % 3 == 0 if number < 12 else None, False) for number, is_more in enumerate(drawn)]
    found = compare(days, 4)
    assert (found.more_days, found.usual_days, found.untold) == (6, 6, 4)
    assert found.more_spasms + found.usual_spasms == 4
    assert found.not_kept == 12
    kept = compare([day._replace(was_kept=True) for day in days], 4)
    assert kept == found._replace(not_kept=0)


def test_with_too_few_told_days_it_says_only_that() -> None:
    drawn = lots(3, 16, 4)
    spasms = [not is_more if number < 2 * LEAST_TOLD - 2 else None for number, is_more in enumerate(drawn)]
    assert compare(days_of(drawn, spasms), 4).shows == "too-few-days"
    assert compare([], 4).shows == "too-few-days"


def test_a_plain_difference_is_named_either_way_and_mirrored() -> None:
    drawn = lots(3, 28, 4)
    fewer = compare(days_of(drawn, [not is_more for is_more in drawn]), 4)
    more = compare(days_of(drawn, list(drawn)), 4)
    assert (fewer.shows, more.shows) == ("fewer", "more")
    assert fewer.low < fewer.difference < fewer.high < -0.5
    assert fewer.difference == pytest.approx(-more.difference)
    assert (fewer.low, fewer.high) == pytest.approx((-more.high, -more.low), abs=1e-3)


@pytest.mark.parametrize("spasm", [True, False])
def test_days_that_are_all_alike_show_nothing(spasm: bool) -> None:
    drawn = lots(3, 28, 4)
    found = compare(days_of(drawn, [spasm] * 28), 4)
    assert found.shows == "cannot-tell"
    assert found.low < 0 < found.high
    assert found.by_lot == pytest.approx(0.5)  # every lot shows the same: all ties


def test_the_share_of_lots_is_that_of_all_lots_counted_one_by_one() -> None:
    drawn = lots(5, 8, 4)
    spasms: list[bool | None] = [True, False, None, True, False, True, True, None]
    halves = [way for way in product((True, False), repeat=4) if sum(way) == 2]

    def lead(way: Sequence[bool]) -> int:
        return abs(sum((1 if is_more else -1) for is_more, had in zip(way, spasms, strict=True) if had))

    leads = [lead(one + other) for one in halves for other in halves]
    seen = lead(drawn)
    share = (sum(one > seen for one in leads) + sum(one == seen for one in leads) / 2) / len(leads)
    assert compare(days_of(drawn, spasms), 4).by_lot == pytest.approx(share)


def test_a_plan_cut_short_in_a_block_still_has_its_lots() -> None:
    drawn = lots(5, 15, 4)
    found = compare(days_of(drawn, [not is_more for is_more in drawn]), 4)
    assert 0 < found.by_lot < 0.01


@settings(max_examples=80)
@given(seeds, st.sampled_from(BLOCKS), st.lists(st.sampled_from([True, False, None]), max_size=40), st.integers(1, 5))
def test_whatever_was_told_the_numbers_hang_together(
    seed: int, block: int, spasms: list[bool | None], looks: int
) -> None:
    found = compare(days_of(lots(seed, len(spasms), block), spasms), block, looks)
    assert found.more_days + found.usual_days + found.untold == len(spasms)
    assert -1 <= found.low < found.difference < found.high <= 1
    assert 0 < found.by_lot <= 1
    if found.shows == "fewer":
        assert found.high < 0
    if found.shows == "more":
        assert found.low > 0


def test_another_look_has_to_show_more() -> None:
    drawn = lots(3, 28, 4)
    days = days_of(drawn, [number % 4 == 0 or not is_more for number, is_more in enumerate(drawn)])
    once, later = compare(days, 4), compare(days, 4, looks=4)
    assert (once.level, later.level) == (0.95, 0.9875)
    assert later.low < once.low < once.high < later.high


def made_days(chance: random.Random, kind: str, days: int, rate: float, ratio: float) -> list[LotDay]:
    """Days of a made-up woman: each by itself, ever more of them bad, bad ones in a row, or never two in a row."""
    drawn, had, found = lots(chance.randrange(2**31), days, 4), False, list[LotDay]()
    for number, is_more in enumerate(drawn):
        share = {
            "by-itself": rate,
            "growing": min(0.95, 2 * rate * (number + 1) / days),
            "in-a-row": rate + 0.35 * (1 - rate) if had else 0.65 * rate,
            "never-two": 0.3 * rate if had else min(0.95, 1.4 * rate),
        }[kind]
        had = chance.random() < share * (ratio if is_more else 1)
        found.append(LotDay(is_more, had if chance.random() < 0.9 else None))
    return found


@pytest.mark.parametrize("kind", ["by-itself", "growing", "in-a-row", "never-two"])
@pytest.mark.parametrize("days", [16, 28, 84])
def test_where_there_is_nothing_it_seldom_names_a_difference(kind: str, days: int) -> None:
    chance = random.Random(days)
    found = [compare(made_days(chance, kind, days, 0.4, 1.0), 4).shows for _ in range(150)]
    assert sum(shows in ("fewer", "more") for shows in found) <= 0.08 * 150


def test_the_interval_holds_what_it_says_where_more_halves_the_spasm_days() -> None:
    chance, inside = random.Random(4), 0
    for number in range(200):
        found = compare(made_days(chance, "by-itself", (16, 28, 56)[number % 3], 0.5, 0.5), 4)
        inside += found.low <= -0.25 <= found.high
    assert 0.92 <= inside / 200 <= 0.995


def test_the_power_that_is_told_is_the_power_there_is() -> None:
    chance = random.Random(9)
    seen = sum(compare(made_days(chance, "by-itself", 56, 0.6, 0.5), 4).shows == "fewer" for _ in range(200)) / 200
    assert power(0.6, 0.9, 56, 4) == pytest.approx(seen, abs=0.1)


def test_power_grows_with_days_with_spasms_and_with_what_is_told_and_two_weeks_show_little() -> None:
    assert power(0.4, 0.9, 16, 4) < 0.1 < power(0.4, 0.9, 84, 4) < 0.6
    assert power(0.2, 0.9, 56, 4) < power(0.6, 0.9, 56, 4)
    assert power(0.6, 0.4, 56, 4) < power(0.6, 1.0, 56, 4)
    assert power(0.6, 0.9, 56, 4, ratio=1.0) < 0.06
    assert power(0.0, 1.0, 84, 4) == 0
    assert power(0.9, 0.1, 14, 2) == 0
