"""Medicines are counted against her own plan: its limit, its hours, its last day. We never say that she may."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from steadyback.care.medicine_count import MedicineCount, count_medicine
from tests.scenarios.telling import Her


def counted(her: Her) -> MedicineCount:
    state = her.state
    return count_medicine(state.diary.of("medicine-plan")[-1], state.diary, her.now)


def planned(**body: object) -> Her:
    her = Her()
    her.says("medicine-plan", name="the tablets in my notes", **body)
    return her


def takes(her: Her, hours_ago: float, **body: object) -> datetime:
    at = her.now - timedelta(hours=hours_ago)
    her.says("medicine", taken_at=at.isoformat(), **(body or {"name": "the tablets in my notes"}))
    return at


def test_the_limit_is_reached_and_then_passed() -> None:
    her = planned(most_a_day=2)
    takes(her, 9)
    assert not counted(her).is_full
    first = counted(her).times[0]
    takes(her, 3)
    full = counted(her)
    assert (full.is_full, full.is_over) == (True, False)
    assert full.not_before == first + timedelta(hours=24), "when the first of the two is a day old"
    takes(her, 1)
    assert counted(her).is_over


def test_a_day_is_the_last_24_hours_not_the_calendar_day() -> None:
    her = planned(most_a_day=2).after(days=1, hours=-2)  # one in the morning, shortly after midnight the next
    takes(her, 5)
    her.after(days=1, hours=1)
    takes(her, 0.5)
    assert counted(her).is_full, "both are within 24 hours, on two calendar days"
    her.after(days=2, hours=-2)
    assert not counted(her).is_full


@pytest.mark.parametrize(("hours_ago", "is_too_soon"), [(5.9, True), (6.1, False)])
def test_the_hours_of_her_plan_since_the_last_one(hours_ago: float, is_too_soon: bool) -> None:
    her = planned(hours_between=6)
    at = takes(her, hours_ago)
    found = counted(her)
    assert found.is_too_soon is is_too_soon
    assert found.not_before == at + timedelta(hours=6)


def test_two_that_were_closer_than_her_plan_are_noticed() -> None:
    her = planned(hours_between=6)
    takes(her, 8)
    takes(her, 3)
    assert counted(her).was_too_soon


def test_with_both_numbers_the_later_time_stands() -> None:
    her = planned(most_a_day=2, hours_between=4)
    first = takes(her, 10)
    takes(her, 3)
    assert counted(her).not_before == first + timedelta(hours=24)


def test_a_plan_without_numbers_is_only_counted() -> None:
    her = planned()
    takes(her, 1)
    found = counted(her)
    assert len(found.times) == 1
    assert found.not_before is None
    assert not any((found.is_full, found.is_over, found.is_too_soon, found.was_too_soon, found.is_past))


def test_a_plan_past_its_day_says_so_and_on_its_last_day_not_yet() -> None:
    her = planned(until="2026-03-02")
    assert not counted(her).is_past
    her.after(days=1)
    assert counted(her).is_past


def test_what_bears_the_name_of_the_plan_counts_for_it_whatever_the_letters() -> None:
    her = planned(most_a_day=3)
    takes(her, 1, name="  The  TABLETS in my notes ")
    takes(her, 2, plan=her.entries[0].id)
    takes(her, 3, name="something else")
    assert len(counted(her).times) == 2


def test_what_she_took_back_does_not_count() -> None:
    her = planned(most_a_day=1)
    takes(her, 1)
    her.withdraws(her.entries[-1])
    assert not counted(her).is_full
