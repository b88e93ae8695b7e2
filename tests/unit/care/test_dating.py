"""Where she is on a day, from what she told: one rule after another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from steadyback.care.dating import Told, timing_on
from steadyback.vocabulary.timing import LAST_DAY, BirthMode, Stage, Timing

DAY = date(2026, 3, 2)
NOT_KNOWN = {"source": "unknown"}


def iso(days: int) -> str:
    return (DAY + timedelta(days=days)).isoformat()


def due_in(days: int, told: int = 0) -> Told:
    return Told("due-date", {"source": "scan", "edd": iso(days)}, DAY + timedelta(days=told))


def born(days: int, mode: str = "vaginal") -> Told:
    return Told("birth", {"on": iso(days), "mode": mode}, DAY + timedelta(days=days))


def lost(on: str | None, told: int = 0) -> Told:
    return Told("loss", {"on": on}, DAY + timedelta(days=told))


def test_nothing_told() -> None:
    assert timing_on(DAY, []) == Timing(Stage.UNKNOWN)


@pytest.mark.parametrize(
    ("body", "first", "last"),
    [
        ({"source": "scan", "edd": iso(63)}, 217, 217),
        ({"source": "scan", "edd": iso(0)}, 280, 280),
        ({"source": "scan", "edd": iso(-10)}, 290, 290),
        ({"source": "period", "lmp": iso(-70)}, 70, 70),
        ({"source": "unknown", "weeks": 24, "days": 3, "on": iso(0)}, 171, 171),
        ({"source": "unknown", "weeks": 24, "days": 3, "on": iso(-7)}, 178, 178),
        ({"source": "unknown", "weeks": 24, "on": iso(0)}, 168, 174),
        ({"source": "unknown", "weeks": 24, "on": iso(-3)}, 171, 177),
        ({"source": "unknown", "weeks": 44, "on": iso(-3)}, 311, LAST_DAY[Stage.PREGNANT]),
    ],
)
def test_each_way_of_telling_how_far_she_is(body: dict[str, Any], first: int, last: int) -> None:
    assert timing_on(DAY, [Told("due-date", body)]) == Timing(Stage.PREGNANT, first, last)


@pytest.mark.parametrize(
    "body",
    [
        NOT_KNOWN,
        {"source": "period", "lmp": iso(-400)},
        {"source": "scan", "edd": iso(300)},
        {"source": "unknown", "weeks": 44, "days": 6, "on": iso(-1)},
    ],
)
def test_dates_that_are_not_known_or_cannot_be_leave_the_stage(body: dict[str, Any]) -> None:
    assert timing_on(DAY, [Told("due-date", body)]) == Timing(Stage.PREGNANT)


def test_the_later_of_two_due_dates_counts() -> None:
    assert timing_on(DAY, [due_in(63), due_in(70)]).first_day == 210
    assert timing_on(DAY, [due_in(63), Told("due-date", NOT_KNOWN)]) == Timing(Stage.PREGNANT)


def test_a_birth_ends_the_pregnancy() -> None:
    told = [due_in(5), born(-9, "caesarean")]
    assert timing_on(DAY, told) == Timing(Stage.POSTPARTUM, 9, 9, BirthMode.CAESAREAN)


def test_a_birth_without_its_kind() -> None:
    assert timing_on(DAY, [Told("birth", {"on": iso(-9), "mode": None})]).birth is BirthMode.UNKNOWN


def test_a_birth_that_has_not_come_yet_by_this_clock_is_today() -> None:
    assert timing_on(DAY, [born(2)])[:3] == (Stage.POSTPARTUM, 0, 0)


def test_a_birth_longer_ago_than_we_count() -> None:
    timing = timing_on(DAY, [born(-11 * 366)])
    assert timing.stage is Stage.POSTPARTUM
    assert not timing.is_known_to_the_week


def test_a_loss_with_and_without_its_day() -> None:
    assert timing_on(DAY, [due_in(100), lost(iso(-3))]) == Timing(Stage.POSTPARTUM, 3, 3, is_loss=True)
    assert timing_on(DAY, [due_in(100), lost(None)]) == Timing(Stage.POSTPARTUM, is_loss=True)


def test_a_due_date_of_the_pregnancy_that_is_over_corrects_only_that() -> None:
    assert timing_on(DAY, [due_in(5), born(-9), due_in(-8)])[:2] == (Stage.POSTPARTUM, 9)


def test_a_due_date_that_began_after_the_birth_is_a_new_pregnancy() -> None:
    assert timing_on(DAY, [born(-400), due_in(200)])[:2] == (Stage.PREGNANT, 80)


def test_a_loss_without_a_day_does_not_hide_a_later_pregnancy() -> None:
    assert timing_on(DAY, [lost(None, told=-300), due_in(200)])[:2] == (Stage.PREGNANT, 80)
    assert timing_on(DAY, [lost(None, told=-3), due_in(200)]).is_loss, "that one began before it was lost"


def test_pregnant_after_a_birth_without_a_date_may_be_either() -> None:
    again = Told("due-date", NOT_KNOWN)
    assert timing_on(DAY, [born(-9), again]) == Timing(Stage.UNKNOWN)
    assert timing_on(DAY, [born(-400), again, due_in(200)])[:2] == (Stage.PREGNANT, 80)
    assert timing_on(DAY, [born(-400), again, born(-1)])[:2] == (Stage.POSTPARTUM, 1)
