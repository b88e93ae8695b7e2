"""Her diary as days for the search: what counts, and what must not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from steadyback.care.patterns_of_her_days import her_patterns, pattern_days, pattern_factors
from tests.scenarios.telling import Her

ROOT = Path(__file__).parents[3]


def told(her: Her, days: int, **body: object) -> None:
    her.after(days=days)
    her.says("day", on=str(her.today), **body)


def test_a_day_says_yes_no_and_not_known() -> None:
    her = Her()
    told(her, 0, held={"trg-long-sitting": "yes", "trg-low-fluids": "no", "trg-bend-twist": "unsure"}, worst=3)
    (day,) = pattern_days(her.state.diary, her.today)
    assert (day.spasms, day.worst) == (0, 3)
    assert day.held == {"trg-long-sitting": True, "trg-low-fluids": False}


def test_what_she_was_doing_when_it_grabbed_is_not_counted() -> None:
    """It is asked only when there was a spasm, so it would stand beside a spasm whatever the truth is."""
    her = Her()
    told(her, 0, held={"trg-long-sitting": "no"})
    her.says("spasm", doing="trg-bend-twist", worst=7)
    her.after(days=1)
    her.says("spasm", doing="trg-bend-twist", worst=6)
    first, second = pattern_days(her.state.diary, her.today)
    assert (first.spasms, first.worst, first.held) == (1, 7, {"trg-long-sitting": False})
    assert (second.spasms, second.held) == (1, {})
    assert pattern_factors((first, second)) == ("trg-long-sitting",)


def test_a_day_that_nothing_is_told_of_is_not_there() -> None:
    her = Her()
    told(her, 0, worst=1)
    told(her, 3, worst=1)
    assert [day.on.day for day in pattern_days(her.state.diary, her.today)] == [2, 5]


def test_parts_make_the_whole_and_sleep_is_a_factor() -> None:
    her = Her()
    told(her, 0, held={"hot-day": "yes"}, sleep="broken")
    told(her, 1, held={"hot-day": "no", "worn-out": "no"}, sleep="good")
    told(her, 2, held={"hot-day": "no"})
    days = pattern_days(her.state.diary, her.today)
    assert [day.held.get("trg-heat-fatigue") for day in days] == [True, False, None]
    assert [day.held.get("trg-poor-sleep") for day in days] == [True, False, None]
    assert set(pattern_factors(days)) == {"trg-heat-fatigue", "trg-poor-sleep"}


def test_a_trigger_of_hers_stays_the_same_when_it_is_renamed() -> None:
    her = Her()
    trigger = her.says("trigger", name="the stairs at home")
    told(her, 0, held={trigger.id: "yes"})
    her.puts("amend", entry=trigger.id, body={"name": "the long stairs"})
    told(her, 1, held={trigger.id: "no"})
    days = pattern_days(her.state.diary, her.today)
    assert pattern_factors(days) == (trigger.id,)
    assert [day.held[trigger.id] for day in days] == [True, False]


def test_a_load_that_stands_out_is_a_factor_unless_she_said_otherwise() -> None:
    her = Her()
    for number in range(8):
        told(her, number, load="usual")
    told(her, 8, load="more")
    told(her, 9, load="more", held={"trg-load-spike": "no"})
    days = pattern_days(her.state.diary, her.today)
    assert [day.held.get("trg-load-spike") for day in days[7:]] == [False, True, False]


def test_the_days_after_a_birth_are_a_stage_of_their_own() -> None:
    her = Her()
    told(her, 0, worst=1)
    told(her, 5, worst=1)
    her.says("birth", on=str(date(2026, 3, 7)), mode="vaginal")
    assert [day.stage for day in pattern_days(her.state.diary, her.today)] == ["pregnant", "postpartum"]


def test_days_to_come_are_not_read() -> None:
    her = Her()
    told(her, 3, held={"trg-long-sitting": "yes"})
    assert pattern_days(her.state.diary, date(2026, 3, 4)) == ()
    assert her_patterns(her.state.diary, date(2026, 3, 4)).days_told == 0


@pytest.mark.parametrize(
    ("row", "factor"),
    [
        ("s-005", "trg-heat-fatigue"),
        ("s-005", "trg-long-standing"),
        ("s-007", "trg-low-movement"),
        ("s-015", "trg-low-fluids"),
        ("s-030", "trg-load-spike"),
        ("s-069", "hab-steady-meals"),
        ("s-158", "rt-core"),
        ("p-034", "trg-poor-sleep"),
    ],
)
def test_what_an_article_names_is_looked_at_in_her_own_days(row: str, factor: str) -> None:
    """Each row asks that her own days are analysed before anything is said of a link."""
    assert row not in (ROOT / "tests" / "data" / "duties_for_later.txt").read_text(encoding="utf-8")
    her = Her()
    for number in range(40):
        held = {factor: "yes" if number % 2 else "no"}
        slept = {"sleep": "poor" if number % 2 else "good"} if factor == "trg-poor-sleep" else {"held": held}
        told(her, number, worst=2, **slept)
        if number % 3 == 0:
            her.says("spasm", worst=6)
    (found,) = (one for one in her_patterns(her.state.diary, her.today).factors if one.id == factor)
    assert (found.same_day.days_with, found.same_day.days_without) == (20, 20)
