"""What About you makes of a form: entries, or a fault at a field, never both for one thing."""

from __future__ import annotations

from datetime import date

import pytest

from steadyback.vocabulary.timing import BirthMode, Stage, Timing, at_week
from steadyback.web.exchange import Request
from steadyback.web.forms import Told, read_about_you

TODAY = date(2026, 11, 21)
NOBODY = Timing(Stage.UNKNOWN)
PREGNANT = at_week(Stage.PREGNANT, 31)
AFTER = Timing(Stage.POSTPARTUM, 9, 9, BirthMode.CAESAREAN)


def read(known: Timing = NOBODY, **form: str) -> Told:
    return read_about_you(Request("POST", "/you", {}, {name: [value] for name, value in form.items()}), TODAY, known)


def kinds(told: Told) -> list[str]:
    return [kind for kind, _ in told.entries]


def test_nothing_told_is_nothing_kept() -> None:
    assert read() == Told([], {})


def test_weeks_are_kept_with_the_day_they_were_true() -> None:
    (kept,) = read(stage="pregnant", weeks="31").entries
    assert (kept[0], kept[1]["weeks"], kept[1]["on"], kept[1]["edd"]) == ("due-date", 31, "2026-11-21", None)


def test_a_due_date_goes_before_weeks() -> None:
    (kept,) = read(stage="pregnant", weeks="31", edd="2027-01-20").entries
    assert (kept[1]["edd"], kept[1]["weeks"]) == ("2027-01-20", None)


def test_pregnant_and_no_more_is_an_unknown_week() -> None:
    (kept,) = read(stage="pregnant").entries
    assert (kept[1]["source"], kept[1]["weeks"], kept[1]["edd"]) == ("unknown", None, None)


@pytest.mark.parametrize(
    ("known", "form"),
    [
        (PREGNANT, {"stage": "pregnant"}),
        (AFTER, {"stage": "birth"}),
        (AFTER, {"stage": "birth", "mode": "unknown", "birth_on": "2026-11-12"}),
        (AFTER, {"stage": "birth", "mode": "caesarean"}),
        (AFTER._replace(is_loss=True), {"stage": "loss"}),
    ],
)
def test_a_stage_that_is_known_and_no_more_says_nothing_new(known: Timing, form: dict[str, str]) -> None:
    assert read(known, **form) == Told([], {})


def test_the_kind_of_birth_can_be_told_later() -> None:
    (kept,) = read(AFTER, stage="birth", mode="assisted").entries
    assert kept[1] == {"on": "2026-11-12", "mode": "assisted", "weeks": None}


@pytest.mark.parametrize("known", [NOBODY, PREGNANT, AFTER._replace(is_loss=True)])
def test_a_birth_needs_its_day(known: Timing) -> None:
    told = read(known, stage="birth", mode="caesarean")
    assert not told.entries
    assert "birth_on" in told.faults


def test_a_loss_needs_no_day() -> None:
    assert read(PREGNANT, stage="loss").entries == [("loss", {"on": None})]
    assert read(PREGNANT, stage="loss", loss_on="2026-11-01").entries == [("loss", {"on": "2026-11-01"})]


@pytest.mark.parametrize("block", ["yes", "no", "unsure"])
def test_the_needle_is_a_fact_of_hers(block: str) -> None:
    told = read(stage="birth", birth_on="2026-11-12", block=block)
    assert told.entries[-1] == ("facts", {"answers": {"block-history": block}})
    assert kinds(read(stage="birth", birth_on="2026-11-12", block="")) == ["birth"]


@pytest.mark.parametrize("number", ["020 7946 0000", "+49 (0)30 123456", "111", "00-44-20-7946-0000"])
def test_phone_numbers_are_taken_as_they_are_written(number: str) -> None:
    (kept,) = read(maternity_number=number).entries
    assert kept[1]["number"] == number


@pytest.mark.parametrize("number", ["12", "call Anna", "1" * 21, "-"])
def test_what_is_no_phone_number_is_said(number: str) -> None:
    told = read(maternity_number=number)
    assert "maternity_number" in told.faults
    assert not told.entries


@pytest.mark.parametrize("weeks", ["45", "57", "-1", "1.5", "²", "ten", "000000000001", "9" * 5000])
def test_weeks_that_cannot_be_are_said(weeks: str) -> None:
    assert "weeks" in read(stage="pregnant", weeks=weeks).faults
