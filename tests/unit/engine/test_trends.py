"""Each trend, as the manual has it: what raises it, the near miss beside it, and what is not told is never a good day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyback.engine.trends import LOOK_BACK_DAYS, TREND_FLAGS, Course, DayRow, Trend, trends

TODAY = date(2026, 11, 21)
PREGNANT = Course(TODAY)


def ago(days: int, **told: Any) -> DayRow:
    return DayRow(TODAY - timedelta(days=days), **told)


def after(days: int | None) -> Course:
    return Course(TODAY, is_after=True, days_after=days)


def worsts(*newest_first: int | None) -> list[DayRow]:
    """The worst pain of today, yesterday and so on; None where nothing was told."""
    return [ago(days, worst=worst) for days, worst in enumerate(newest_first)]


def weeks(*newest_first: float) -> list[DayRow]:
    """Weeks of which two days were told, that have this mean."""
    found = []
    for week, mean in enumerate(newest_first):
        found += [ago(week * 7 + 1, worst=int(mean)), ago(week * 7 + 3, worst=round(2 * mean) - int(mean))]
    return found


def raised(rows: list[DayRow], course: Course = PREGNANT) -> dict[str, Trend]:
    return {trend.flag: trend for trend in trends(rows, course)}


# --- pain that grows ---


def test_three_weeks_that_rise_one_after_another() -> None:
    assert "pain-worse-weekly" in raised(weeks(4, 3.5, 3))


def test_the_numbers_behind_it_are_said() -> None:
    assert raised(weeks(5, 4, 3))["pain-worse-weekly"].seen == (
        "Your worst pain of a day was about 3, then 4, then 5 out of 10, week by week.",
    )


@pytest.mark.parametrize("means", [(3, 4, 5), (4, 4, 4), (3.5, 3.25, 3), (4, 4, 3), (4, 5, 3)])
def test_weeks_that_fall_or_stay_or_hardly_rise_are_not_raised(means: tuple[float, ...]) -> None:
    assert "pain-worse-weekly" not in raised(weeks(*means))


def test_one_rise_of_two_points_is_enough() -> None:
    assert "pain-worse-weekly" in raised(weeks(5, 3))
    assert "pain-worse-weekly" not in raised(weeks(4.5, 3))


def test_a_week_with_one_told_day_says_nothing_and_is_stepped_over() -> None:
    assert "pain-worse-weekly" in raised([*weeks(5), ago(9, worst=9), *[ago(15, worst=3), ago(17, worst=3)]])
    assert "pain-worse-weekly" not in raised([ago(1, worst=9), *[ago(8, worst=3), ago(9, worst=3)]])


def test_pain_that_grows_from_day_to_day() -> None:
    assert "pain-worse-days" in raised(worsts(6, 5, 4, 3))
    assert "pain-worse-days" not in raised(worsts(6, 5, 4)), "two points"
    assert "pain-worse-days" not in raised(worsts(6, 3, 5, 3)), "it fell between"
    assert "pain-worse-days" not in raised(worsts(None, None, 6, 4, 3)), "nothing is told of now"


# --- nights, spasms, two weeks ---


def test_woken_on_most_nights_of_a_week() -> None:
    assert "pain-night-waking" in raised([ago(days, woke=days < 5) for days in range(7)])
    assert "pain-night-waking" not in raised([ago(days, woke=days < 4) for days in range(7)])


def test_three_nights_told_and_all_of_them_woken_is_raised_rather_than_not() -> None:
    assert "pain-night-waking" in raised([ago(days, woke=True) for days in (0, 2, 5)])
    assert "pain-night-waking" not in raised([ago(days, woke=True) for days in (0, 2)])


def test_whether_turning_over_helps_stays_open() -> None:
    answers = raised([ago(days, woke=True) for days in range(7)])["pain-night-waking"].answers
    assert answers == {"pain-night-waking": "yes", "pain-night-nightly": "unsure"}


def test_spasms_that_come_back() -> None:
    assert "spasm-recurrent" in raised([ago(2, spasms=2), ago(20, spasms=1)])
    assert "spasm-recurrent" not in raised([ago(2, spasms=3)]), "one bad day"
    assert "spasm-recurrent" not in raised([ago(2, spasms=1), ago(20, spasms=1)])
    assert "spasm-recurrent" not in raised([ago(2, spasms=2), ago(28, spasms=1)]), "four weeks ago"


def test_five_or_more_on_most_days_of_two_weeks() -> None:
    told = raised([ago(days, worst=6 if days < 8 else 2) for days in range(10)])["pain-two-weeks"]
    assert told.seen == ("Your worst pain was 5 or more on 8 of the 10 days you told us of in the last 14.",)
    assert "pain-two-weeks" not in raised([ago(days, worst=6 if days < 5 else 2) for days in range(10)]), "half"
    assert "pain-two-weeks" not in raised([ago(days, worst=6) for days in range(6)]), "one week"


# --- a spasm that stays ---


def test_a_spasm_that_no_day_since_was_easier_than() -> None:
    rows = [ago(3, worst=7, spasms=1), ago(2, worst=7), ago(0, worst=6)]
    assert raised(rows)["spasm-48h"].answers == {"spasm-48h": "yes"}
    assert "spasm-48h" not in raised([*rows, ago(1, worst=5)]), "one day was easier"
    assert "spasm-48h" not in raised([ago(1, worst=7, spasms=1), ago(0, worst=7)]), "not two days yet"
    assert "spasm-48h" not in raised([ago(5, worst=7, spasms=1), ago(4, worst=7)]), "nothing is told of now"


def test_after_seven_days_it_stands_for_the_longer_one_too() -> None:
    rows = [ago(7, worst=7, spasms=1), ago(3, worst=7), ago(0, worst=7)]
    assert raised(rows)["spasm-48h"].answers == {"spasm-48h": "yes", "not-easing-7d": "yes"}


# --- after a birth or a loss ---


def test_still_sore_from_the_check_up_on() -> None:
    sore = [ago(1, worst=2), ago(5, worst=1)]
    assert "pp-lingering" in raised(sore, after(42))
    assert "pp-lingering" in raised(sore, after(300))
    assert "pp-lingering" not in raised(sore, after(41))
    assert "pp-lingering" not in raised([ago(1, worst=0), ago(5, worst=0)], after(90)), "no pain"
    assert "pp-lingering" not in raised(sore), "pregnant"


def test_without_a_day_her_own_pages_say_how_long_it_has_been() -> None:
    sore = [ago(1, worst=2), ago(5, worst=1)]
    assert "pp-lingering" not in raised(sore, after(None))
    assert "pp-lingering" in raised([*sore, ago(60, worst=3)], after(None))
    assert "pp-lingering" in raised([*sore, ago(60, worst=3)], Course(TODAY, may_be_after=True))


def test_no_better_after_two_weeks() -> None:
    then = [ago(10, worst=6), ago(12, worst=6)]
    assert "pp-not-better-2wk" in raised([ago(1, worst=5), ago(3, worst=5), *then], after(16))
    assert "pp-not-better-2wk" not in raised([ago(1, worst=4), ago(3, worst=4), *then], after(16)), "by a third"
    assert "pp-not-better-2wk" in raised([ago(1, worst=3), ago(3, worst=3)], after(16)), "nothing to compare with"
    assert "pp-not-better-2wk" not in raised([ago(1, worst=5), ago(3, worst=5), *then], after(13))
    assert "pp-not-better-2wk" not in raised([ago(1, worst=5), ago(3, worst=5), *then], after(42)), "pp-lingering now"


# --- painkillers, fear ---


def test_a_medicine_more_than_now_and_then() -> None:
    assert "medicine-often" in raised([ago(days, medicine=True) for days in (0, 2, 6)])
    assert "medicine-often" not in raised([ago(days, medicine=True) for days in (0, 2, 7)])


def test_seldom_sure_that_moving_is_safe() -> None:
    assert "fear-moving" in raised([ago(0, sure=4), ago(3, sure=2), ago(5, sure=8)])
    assert "fear-moving" not in raised([ago(0, sure=4), ago(3, sure=2), ago(5, sure=8), ago(6, sure=7), ago(7, sure=9)])
    assert "fear-moving" not in raised([ago(0, sure=1)]), "one day"


# --- whatever she tells ---

_rows = st.lists(
    st.builds(
        DayRow,
        st.integers(-5, LOOK_BACK_DAYS + 40).map(lambda days: TODAY - timedelta(days=days)),
        st.none() | st.integers(0, 10),
        st.integers(0, 3),
        st.none() | st.booleans(),
        st.booleans(),
        st.none() | st.integers(0, 10),
    ),
    max_size=40,
    unique_by=lambda row: row.on,
)
_courses = st.builds(Course, st.just(TODAY), st.booleans(), st.booleans(), st.none() | st.integers(0, 400))


@given(_rows, _courses, st.randoms())
def test_the_order_of_the_days_and_days_far_off_change_nothing(rows: list[DayRow], course: Course, chance: Any) -> None:
    mixed = list(rows)
    chance.shuffle(mixed)
    near = [row for row in rows if 0 <= (TODAY - row.on).days <= LOOK_BACK_DAYS]
    assert trends(mixed, course) == trends(rows, course) == trends(near, course)


@given(_rows, _courses)
def test_every_trend_is_known_and_says_its_numbers(rows: list[DayRow], course: Course) -> None:
    for trend in trends(rows, course):
        assert trend.flag in TREND_FLAGS
        assert trend.answers[trend.flag] == "yes"
        assert trend.seen
        assert all(any(letter.isdigit() for letter in line) for line in trend.seen if "three" not in line)


@given(_courses)
def test_days_of_which_nothing_is_told_raise_nothing(course: Course) -> None:
    assert trends([ago(days) for days in range(60)], course) == ()
