"""Stories of dates: a due date corrected, a birth, a loss, a new pregnancy, each in mid-journal."""

from __future__ import annotations

import pytest

from steadyback.vocabulary.timing import BirthMode, Stage
from tests.scenarios.telling import Her
from tests.scenarios.test_stories import BEFORE_CLEARANCE, climbing


def lost(her: Her, on: str | None = None) -> None:
    her.says("loss", on=on)


# --- a corrected due date -------------------------------------------------------------------------------------


def test_a_due_date_told_later_counts_from_then_on() -> None:
    her = Her()
    her.is_pregnant(19)
    her.after(days=3).is_pregnant(22, 1)
    assert her.state.timing[:3] == (Stage.PREGNANT, 22 * 7 + 1, 22 * 7 + 1)


def test_salma_was_further_on_than_she_thought_and_her_answer_counts_by_the_true_week() -> None:
    salma = Her()
    salma.is_pregnant(18)
    salma.checks(nsaid_in_pregnancy="yes")
    assert salma.status != "paused", "an anti-inflammatory tablet counts from 20 weeks"
    salma.after(days=1).is_pregnant(22)
    assert salma.status == "paused"
    assert "nsaid-in-pregnancy" in salma.state.ladder.paused_by


def test_salma_was_less_far_than_she_thought_and_the_pause_stays() -> None:
    salma = Her()
    salma.is_pregnant(22)
    salma.checks(nsaid_in_pregnancy="yes")
    assert salma.status == "paused"
    salma.after(days=1).is_pregnant(18)
    assert salma.status == "paused"


def test_salma_amends_the_due_date_itself_and_the_more_urgent_of_both_stands() -> None:
    salma = Her()
    told = salma.is_pregnant(18)
    salma.checks(nsaid_in_pregnancy="yes")
    salma.puts("amend", entry=told.id, body={"source": "scan", "edd": salma.day(280 - 22 * 7)})
    assert salma.status == "paused"


def test_a_correction_does_not_bring_back_what_was_seen() -> None:
    salma = Her()
    salma.is_pregnant(22)
    salma.checks(nsaid_in_pregnancy="yes")
    salma.after(days=1).is_seen()
    salma.checks(about="again")
    salma.after(days=2).is_pregnant(25)
    assert salma.status in ("ready", "shut")
    assert not salma.state.ladder.paused_by


def test_salma_learns_that_she_is_further_on_and_is_asked_what_is_new() -> None:
    salma = Her()
    salma.is_pregnant(18)
    salma.checks()
    assert salma.status == "ready"
    salma.after(days=1).is_pregnant(25)
    assert salma.state.check_is_due, "nobody has asked about the baby's movements yet"
    assert salma.status == "shut"


def test_the_same_stage_told_twice_is_told_once() -> None:
    her = climbing()
    before = her.state
    her.is_pregnant(31)
    after = her.state
    assert after.timing == before.timing
    assert after.ladder == before.ladder
    assert not after.check_is_due


def test_a_due_date_that_cannot_be_leaves_the_stage_and_not_the_week() -> None:
    her = Her()
    her.says("due-date", source="period", lmp=her.day(-400))
    assert her.state.timing.stage is Stage.PREGNANT
    assert not her.state.timing.is_known_to_the_week


# --- a birth --------------------------------------------------------------------------------------------------


def test_ada_gives_birth_and_the_old_clearance_says_nothing() -> None:
    ada = Her()
    ada.is_pregnant(36)
    ada.has_no_conditions()
    ada.says("clearance", by="my physio", on=ada.day(0), **{"for": ["all"]}, until=None)
    assert "ex-tilt" in ada.may()
    ada.after(weeks=3).says("birth", on=ada.day(-1), mode="vaginal", weeks=39)
    ada.has_no_conditions()
    assert ada.may() == BEFORE_CLEARANCE
    ada.after(weeks=10).says("clearance", by="my midwife", on=ada.day(0), **{"for": ["all"]}, until=None)
    assert "ex-tilt" in ada.may()


def test_ada_had_a_caesarean_and_a_yes_at_six_weeks_waits_for_the_eighth() -> None:
    ada = Her()
    ada.says("birth", on=ada.day(0), mode="caesarean", weeks=None)
    ada.has_no_conditions()
    ada.after(weeks=6).says("clearance", by="my doctor", on=ada.day(0), **{"for": ["all"]}, until=None)
    assert "ex-bridge" not in ada.may()
    ada.after(weeks=8, days=1)
    assert "ex-bridge" in ada.may()


def test_ada_gives_birth_and_must_be_asked_what_matters_after_birth() -> None:
    ada = climbing(39)
    assert ada.status == "climbing"
    ada.after(days=2).says("birth", on=ada.day(0), mode="vaginal", weeks=39)
    assert ada.state.check_is_due, "nobody has asked about her bleeding"
    assert ada.status == "shut"
    assert {"sgn-pph", "sgn-wound"} <= set(ada.signs())
    assert not {"sgn-moves", "sgn-bump", "sgn-waters"} & set(ada.signs())


def test_ada_was_on_a_step_that_is_held_after_birth_and_starts_from_the_lowest() -> None:
    ada = climbing(39)
    for _ in range(3):
        ada.climbs("done", felt="same")
    ada.climbs("done", felt="better")
    assert ada.state.ladder[:2] == ("staying", "lad-4-tilt-catcow")
    ada.after(days=2).says("birth", on=ada.day(0), mode="vaginal", weeks=39)
    ada.checks(about="again")
    assert ada.state.ladder.rung in (None, *ada.rungs())
    ada.climbs("done", "lad-4-tilt-catcow", "better")
    assert ada.status == "ready", "a step that is held is neither done nor stayed on"
    ada.climbs("start")
    assert ada.state.ladder[:2] == ("climbing", "lad-1-reset-breathe")


def test_a_flag_from_before_the_birth_still_pauses_after_it() -> None:
    ada = Her()
    ada.is_pregnant(39)
    ada.checks(sgn_moves="yes")
    ada.after(days=1).says("birth", on=ada.day(0), mode="vaginal", weeks=39)
    ada.checks(about="again")
    assert ada.status == "paused"
    assert "rfm-24" in ada.state.ladder.paused_by


def test_a_birth_told_late_does_not_take_the_weeks_from_an_earlier_check() -> None:
    ada = Her()
    ada.is_pregnant(39)
    ada.after(days=1).checks()
    ada.after(days=9).says("birth", on=ada.day(-5), mode="vaginal", weeks=39)
    check = next(entry for entry in ada.entries if entry.kind == "check")
    assert (check.body["stage"], check.body["weeks"]) == ("pregnant", 39)
    assert ada.state.timing[:3] == (Stage.POSTPARTUM, 5, 5)
    assert ada.state.check_is_due


def test_a_birth_told_on_two_devices_is_one_birth() -> None:
    ada = Her()
    ada.is_pregnant(39)
    ada.says("birth", on=ada.day(0), mode="caesarean", weeks=39)
    ada.says("birth", on=ada.day(0), mode="caesarean", weeks=None)
    assert ada.state.timing == (Stage.POSTPARTUM, 0, 0, BirthMode.CAESAREAN, False)


def test_a_due_date_told_after_the_birth_corrects_the_pregnancy_that_is_over() -> None:
    ada = Her()
    ada.is_pregnant(39)
    ada.says("birth", on=ada.day(0), mode="vaginal", weeks=39)
    ada.after(days=3).says("due-date", source="scan", edd=ada.day(2))
    assert ada.state.timing.stage is Stage.POSTPARTUM


def test_a_birth_that_was_a_slip_is_taken_back_and_she_is_pregnant_again() -> None:
    ada = Her()
    ada.is_pregnant(30)
    birth = ada.says("birth", on=ada.day(0), mode="vaginal", weeks=30)
    assert ada.state.timing.stage is Stage.POSTPARTUM
    ada.withdraws(birth)
    assert ada.state.timing[:2] == (Stage.PREGNANT, 30 * 7)


# --- a new pregnancy ------------------------------------------------------------------------------------------


def test_bea_is_pregnant_again() -> None:
    bea = Her()
    bea.says("birth", on=bea.day(0), mode="vaginal", weeks=None)
    bea.after(weeks=8).says("clearance", by="my midwife", on=bea.day(0), **{"for": ["all"]}, until=None)
    bea.after(weeks=60).is_pregnant(9)
    assert bea.state.timing[:2] == (Stage.PREGNANT, 63)
    assert bea.state.her.clearances == ()


def test_bea_is_pregnant_again_and_does_not_know_her_weeks() -> None:
    bea = Her()
    bea.says("birth", on=bea.day(0), mode="vaginal", weeks=None)
    bea.after(weeks=8).says("clearance", by="my midwife", on=bea.day(0), **{"for": ["all"]}, until=None)
    bea.after(weeks=60).is_pregnant(None)
    assert bea.state.timing.stage is not Stage.POSTPARTUM, "signs of a pregnancy must be asked about"
    assert {"sgn-moves", "sgn-waters"} <= set(bea.signs())
    assert bea.state.her.clearances == ()


# --- a loss ---------------------------------------------------------------------------------------------------


def test_cleo_loses_her_pregnancy_and_nobody_asks_about_a_baby() -> None:
    cleo = Her()
    cleo.is_pregnant(21)
    cleo.has_no_conditions()
    cleo.checks()
    assert {"sgn-moves-early", "sgn-thoughts"} <= set(cleo.signs())
    cleo.after(days=2)
    lost(cleo, cleo.day(0))
    assert cleo.state.timing.is_loss
    assert "sgn-thoughts-self" in cleo.signs()
    assert not {"sgn-moves", "sgn-moves-early", "sgn-thoughts", "sgn-bump"} & set(cleo.signs())
    assert cleo.state.check_is_due
    cleo.checks()
    assert cleo.status == "ready"
    cleo.has_no_conditions()
    assert cleo.may() == BEFORE_CLEARANCE, "as after a birth: the moves wait for a yes"


@pytest.mark.parametrize("on", ["known", None])
def test_cleo_and_a_yes_from_before_the_loss(on: str | None) -> None:
    cleo = Her()
    cleo.is_pregnant(21)
    cleo.has_no_conditions()
    cleo.says("clearance", by="my physio", on=cleo.day(0), **{"for": ["all"]}, until=None)
    cleo.after(days=2)
    lost(cleo, cleo.day(0) if on else None)
    cleo.has_no_conditions()
    assert cleo.state.her.clearances == ()
    assert cleo.may() == BEFORE_CLEARANCE


def test_cleo_gives_no_day_and_is_asked_what_any_week_after_birth_asks() -> None:
    cleo = Her()
    cleo.is_pregnant(21)
    lost(cleo)
    assert cleo.state.timing.stage is Stage.POSTPARTUM
    assert not cleo.state.timing.is_known_to_the_week
    assert {"sgn-pph", "sgn-deep-pressure", "sgn-wound"} <= set(cleo.signs())


def test_cleo_gives_no_day_and_a_yes_given_afterwards_counts() -> None:
    cleo = Her()
    cleo.is_pregnant(21)
    lost(cleo)
    cleo.has_no_conditions()
    cleo.after(weeks=9).says("clearance", by="my doctor", on=cleo.day(0), **{"for": ["all"]}, until=None)
    assert "ex-tilt" in cleo.may() or cleo.exercise("ex-tilt").because != ("",)
    assert len(cleo.state.her.clearances) == 1
