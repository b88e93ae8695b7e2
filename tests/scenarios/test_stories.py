"""Stories: each rule of care, told by a woman with a name, through the entries of her diary."""

from __future__ import annotations

import random

import pytest

from steadyback.engine.check import after_it_settled, screens
from steadyback.engine.ladder import Ladder
from steadyback.engine.replies import NOTHING_SAID
from steadyback.vocabulary.timing import Stage, at_week
from steadyback.vocabulary.urgency import Urgency
from tests.scenarios.telling import Her, the_rules

ALWAYS = {"ex-breath", "ex-reset"}
BEFORE_CLEARANCE = ALWAYS | {"ex-walk", "ex-hinge", "ex-pelvicfloor"}


def climbing(weeks: int = 31) -> Her:
    """Somebody on the first rung, all well."""
    her = Her()
    her.is_pregnant(weeks)
    her.has_no_conditions()
    her.checks()
    her.climbs("start")
    assert her.state.ladder == Ladder("climbing", "lad-1-reset-breathe")
    return her


# --- before anything is known ---------------------------------------------------------------------------------


def test_nobody_has_told_anything_and_the_ladder_is_shut() -> None:
    her = Her()
    assert her.status == "shut"
    assert her.state.check_is_due
    assert her.state.timing.stage is Stage.UNKNOWN
    assert her.may() == ALWAYS | {"ex-walk"} or her.may() <= BEFORE_CLEARANCE


def test_ines_does_not_know_her_weeks_and_is_asked_what_any_week_asks() -> None:
    ines = Her()
    ines.is_pregnant(None)
    rules = the_rules()
    at_any_week = {
        sign.id
        for week in range(43)
        for screen in screens(rules.knowledge, rules.naming, NOTHING_SAID, at_week(Stage.PREGNANT, week))
        for sign in screen.signs
    }
    assert set(ines.signs()) == at_any_week
    ines.has_no_conditions()
    ines.checks()
    assert ines.status == "ready"
    forms = {form.id: form.position for form in rules.knowledge.exercise["ex-bridge"].forms}
    offer = ines.exercise("ex-bridge")
    assert offer.is_held or forms[offer.form or ""] != "flat-back", "she may be 16 weeks or more"


def test_ines_does_not_know_her_weeks_and_a_sign_of_late_pregnancy_counts() -> None:
    ines = Her()
    ines.is_pregnant(None)
    ines.checks(sgn_moves="yes")
    assert ines.status == "paused"


def test_ines_learns_her_weeks_and_only_then_is_asked_less() -> None:
    ines = Her()
    ines.is_pregnant(None)
    before = set(ines.signs())
    ines.is_pregnant(10)
    assert set(ines.signs()) < before


def test_tova_has_twins_and_from_28_weeks_asks_first() -> None:
    tova = Her()
    tova.is_pregnant(27, 5)
    tova.has_no_conditions(scr_twins="yes")
    tova.checks()
    assert "lad-4-tilt-catcow" in tova.rungs()
    tova.after(days=2)
    assert tova.state.timing.first_day == 28 * 7
    assert tova.may() == ALWAYS | {"ex-walk"}
    assert "lad-4-tilt-catcow" not in tova.rungs()
    assert "Ask your maternity team first" in tova.exercise("ex-tilt").because[0]
    tova.says("clearance", by="my consultant", on=tova.day(0), **{"for": ["all"]}, until=None)
    assert "lad-4-tilt-catcow" in tova.rungs()


def test_a_condition_that_nobody_asked_about_holds_the_moves() -> None:
    her = Her()
    her.is_pregnant(31)
    her.checks()
    assert her.rungs() == [
        "lad-1-reset-breathe",
        "lad-2-warm",
        "lad-3-walk-in",
        "lad-7-walk-out",
        "lad-8-belt",
    ]
    assert "not asked yet" in her.exercise("ex-tilt").because[0]


# --- the check and the pause ----------------------------------------------------------------------------------


def test_rosa_said_none_of_these_and_yes_elsewhere_and_the_yes_stands() -> None:
    rosa = Her()
    rosa.is_pregnant(31)
    rosa.checks(fever_any="yes")
    last = rosa.state.last_check
    assert last is not None
    assert last.answers["sgn-fever"] == "no"
    assert "fever-any" in last.assessment.shut_by
    assert rosa.status == "paused"


def test_rosa_said_no_in_the_check_to_what_she_had_told_about_herself() -> None:
    rosa = Her()
    rosa.is_pregnant(31)
    rosa.told(sickle_disease="yes")
    rosa.checks(sgn_sickle="no")
    assert rosa.status == "paused"


def test_an_unanswered_sign_is_not_a_no() -> None:
    her = Her()
    her.is_pregnant(31)
    answers = dict.fromkeys(her.signs(), "no")
    del answers["sgn-saddle"]
    her.answers(answers)
    assert her.status == "shut"
    assert her.state.check_is_due
    her.climbs("start", "lad-1-reset-breathe")
    assert her.status == "shut"


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_not_sure_counts(answer: str) -> None:
    her = Her()
    her.is_pregnant(31)
    her.checks(sgn_saddle=answer)
    assert her.status == "paused"
    last = her.state.last_check
    assert last is not None
    assert last.assessment.urgency is Urgency.EMERGENCY


def test_a_raised_flag_holds_every_rung_and_every_exercise() -> None:
    her = climbing()
    her.checks(about="again", sgn_fever="yes")
    assert her.status == "paused"
    assert her.rungs() == []
    assert her.may() == set()


@pytest.mark.parametrize("how", ["amend", "withdraw", "withdraw and check again"])
def test_mina_takes_an_answer_back_and_the_pause_stays_until_she_is_seen(how: str) -> None:
    mina = Her()
    mina.is_pregnant(31)
    check = mina.checks(sgn_fever="yes")
    assert mina.status == "paused"
    paused_by = mina.state.ladder.paused_by
    if how == "amend":
        mina.amends(check, sgn_fever="no")
    else:
        mina.withdraws(check)
    if how == "withdraw and check again":
        mina.checks(about="again")
    assert mina.status == "paused"
    assert mina.state.ladder.paused_by == paused_by
    mina.is_seen()
    assert mina.status == "shut"
    mina.checks(about="again")
    assert mina.status == "ready"


def test_mina_changes_an_answer_twice_and_what_she_said_in_between_counts() -> None:
    mina = climbing()
    check = next(entry for entry in mina.entries if entry.kind == "check")
    mina.amends(check, sgn_fever="yes")
    assert mina.status == "paused"
    mina.amends(check, sgn_fever="no")
    assert mina.status == "paused"


def test_mina_withdraws_a_change_and_what_it_said_counts() -> None:
    mina = climbing()
    check = next(entry for entry in mina.entries if entry.kind == "check")
    change = mina.amends(check, sgn_fever="yes")
    mina.withdraws(change)
    assert mina.status == "paused"


def test_mina_was_seen_and_then_adds_a_new_sign_to_the_old_check() -> None:
    mina = Her()
    mina.is_pregnant(31)
    check = mina.checks(sgn_fever="yes")
    mina.after(days=1).is_seen()
    mina.checks(about="again")
    assert mina.status == "ready"
    mina.after(days=2).amends(check, sgn_saddle="yes")
    assert mina.status == "paused", "she said it after she was seen: nobody has looked at it"
    assert "ces-saddle-numb" in mina.state.ladder.paused_by


def test_mina_was_seen_and_then_mends_a_word_in_the_old_check() -> None:
    mina = Her()
    mina.is_pregnant(31)
    check = mina.checks(sgn_fever="yes")
    mina.after(days=1).is_seen()
    mina.checks(about="again")
    mina.after(days=2).amends(check, back_pain="yes")
    assert mina.status == "ready", "it says nothing that had not been seen"


def test_mina_takes_back_that_she_was_seen() -> None:
    mina = Her()
    mina.is_pregnant(31)
    mina.checks(sgn_fever="yes")
    seen = mina.is_seen()
    mina.withdraws(seen)
    assert mina.status == "paused"


def test_being_seen_is_the_only_way_on_and_then_the_check_is_asked_again() -> None:
    noor = Her()
    noor.is_pregnant(31)
    noor.checks(sgn_fever="yes")
    for did in ("start", "resume", "stay", "skip", "ease-back", "finish", "pause"):
        noor.climbs(did, "lad-1-reset-breathe")
        assert noor.status == "paused"
    noor.climbs("done", "lad-1-reset-breathe", "better")
    noor.checks()
    assert noor.status == "paused"
    noor.is_seen()
    assert noor.status == "shut"
    assert noor.state.check_is_due
    noor.checks(about="again")
    assert noor.status == "ready"
    assert not noor.state.check_is_due


def test_a_later_question_can_pause_and_opens_nothing() -> None:
    noor = Her()
    noor.is_pregnant(31)
    noor.answers({"spasm-recurrent": "no"}, about="other")
    assert noor.status == "shut"
    assert noor.state.last_check is None
    noor.answers({"spine-lump-shape": "yes", "fever-any": "yes"}, about="other")
    assert noor.status == "paused"


def test_later_questions_leave_out_what_is_known_and_what_is_private() -> None:
    rules = the_rules()
    noor = Her()
    noor.is_pregnant(31)
    noor.told(weight_loss="no")
    flags = after_it_settled(rules.knowledge, rules.naming, noor.state.facts, noor.state.timing)
    assert "weight-loss" not in {flag.card.id for flag in flags}
    assert not any(flag.is_private for flag in flags)


def test_a_condition_that_is_a_sign_as_well_pauses_once_when_she_tells_it() -> None:
    noor = climbing()
    noor.told(scr_ptl="yes")
    assert noor.status == "paused"
    assert "ptl-rhythmic" in noor.state.ladder.paused_by
    noor.after(days=1).is_seen()
    noor.checks(about="again")
    assert noor.status == "ready", "she was seen about it; the condition itself still holds the moves"
    assert "ex-tilt" not in noor.may()


# --- time -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "hours", "is_due"), [(6, 23, False), (7, 1, True), (30, 0, True)])
def test_a_check_counts_for_seven_days(days: int, hours: int, is_due: bool) -> None:
    her = climbing()
    her.climbs("done", felt="better")
    her.after(days=days, hours=hours)
    assert her.state.check_is_due is is_due
    assert her.status == ("shut" if is_due else "staying")


def test_a_clock_that_went_back_makes_the_check_due() -> None:
    her = Her()
    her.after(days=40).is_pregnant(31)
    her.checks()
    her.after(days=2)
    assert her.state.check_is_due
    assert her.status == "shut"


def test_a_clock_that_went_back_loses_no_flag() -> None:
    her = Her()
    her.after(days=40).is_pregnant(31)
    her.checks(sgn_fever="yes")
    her.after(days=2)
    assert her.status == "paused"


def test_a_clock_that_went_back_does_not_let_an_old_yes_lift_a_new_flag() -> None:
    her = Her()
    her.is_pregnant(31)
    her.after(days=5).checks(sgn_fever="yes")
    her.after(days=2).is_seen()
    assert her.status == "paused", "by the clocks she was seen before the flag"


def test_entries_in_any_order_give_one_state() -> None:
    her = climbing()
    her.climbs("done", felt="same")
    her.climbs("done", felt="better")
    check = her.after(days=1).checks(sgn_fever="yes")
    her.after(days=2).is_seen()
    her.amends(check, sgn_fever="unsure")
    her.checks(about="again")
    expected = her.state
    chance = random.Random(8)
    for _ in range(5):
        chance.shuffle(her.entries)
        assert her.state == expected
    her.entries += her.entries[:4]
    assert her.state == expected


# --- the ladder -----------------------------------------------------------------------------------------------


def test_lena_stays_where_it_helps_and_goes_on_only_when_she_says_so() -> None:
    lena = climbing()
    lena.climbs("done", felt="better")
    assert lena.state.ladder == Ladder("staying", "lad-1-reset-breathe", helped=("lad-1-reset-breathe",))
    lena.climbs("stay")
    assert lena.status == "staying"
    lena.climbs("skip")
    assert lena.state.ladder[:2] == ("climbing", "lad-2-warm")


def test_lena_rests_and_comes_back_to_her_rung() -> None:
    lena = climbing()
    lena.climbs("done", felt="same")
    lena.climbs("pause")
    assert lena.status == "resting"
    lena.climbs("resume")
    assert lena.state.ladder[:2] == ("climbing", "lad-2-warm")


def test_lena_climbs_every_rung_once_and_is_done() -> None:
    lena = climbing()
    seen: list[str | None] = []
    while lena.status == "climbing":
        seen.append(lena.state.ladder.rung)
        lena.climbs("done", felt="same")
    assert seen == [f"lad-{rung}" for rung in _RUNGS]
    assert lena.status == "done"


def test_lena_begins_further_up_and_meets_what_she_passed_over() -> None:
    lena = climbing()
    lena.checks()
    lena.climbs("start", "lad-3-walk-in")
    seen: list[str | None] = []
    while lena.status == "climbing":
        seen.append(lena.state.ladder.rung)
        lena.climbs("done", felt="same")
    begun = [f"lad-{rung}" for rung in _RUNGS]
    assert seen == [begun[2], *begun[:2], *begun[3:]]
    assert lena.status == "done"


_RUNGS = (
    "1-reset-breathe",
    "2-warm",
    "3-walk-in",
    "4-tilt-catcow",
    "5-hip-flexor",
    "6-bridge-birddog",
    "7-walk-out",
    "8-belt",
)


@pytest.mark.parametrize(("felt", "back_at"), [("worse", "lad-1-reset-breathe"), ("changed", "lad-2-warm")])
def test_worse_or_changed_asks_the_check_again(felt: str, back_at: str) -> None:
    dara = climbing()
    dara.climbs("done", felt="same")
    dara.climbs("done", felt=felt)
    assert dara.status == "shut"
    dara.climbs("start")
    assert dara.status == "shut", "not without the check"
    dara.checks(about="again")
    dara.climbs("start")
    assert dara.state.ladder[:2] == ("climbing", back_at)


def test_pain_down_the_leg_at_a_rung_pauses() -> None:
    dara = climbing()
    dara.climbs("done", felt="changed")
    dara.checks(about="again", sgn_shooting="yes")
    assert dara.status == "paused"
    assert "neuro-shooting-leg" in dara.state.ladder.paused_by


def test_a_new_spasm_begins_with_the_check_and_the_lowest_rung() -> None:
    dara = climbing()
    dara.climbs("done", felt="same")
    dara.after(days=1).checks()
    dara.climbs("start")
    assert dara.state.ladder[:2] == ("climbing", "lad-1-reset-breathe")


def test_dara_begins_with_a_rung_that_is_held_by_now_and_starts_from_the_lowest() -> None:
    dara = climbing()
    dara.checks()
    assert "lad-6-bridge-birddog" in dara.rungs()
    dara.told(scr_heart_lung="yes")
    dara.climbs("start", "lad-6-bridge-birddog")
    assert dara.state.ladder[:2] == ("climbing", "lad-1-reset-breathe")


# --- what a newer version said --------------------------------------------------------------------------------


def checked_elsewhere(her: Her, **besides: str) -> None:
    answers = dict.fromkeys(her.signs(), "no") | {name.replace("_", "-"): answer for name, answer in besides.items()}
    her.puts(
        "check", answers=answers, shown=list(answers), knowledge_version="9", stage="pregnant", weeks=31, about="spasm"
    )


def test_a_sign_from_a_newer_version_is_kept_and_said_and_a_no_to_it_changes_nothing() -> None:
    her = Her()
    her.is_pregnant(31)
    checked_elsewhere(her, sgn_of_tomorrow="no")
    assert her.state.unread == (her.entries[-1].id,)
    assert her.status == "ready"
    last = her.state.last_check
    assert last is not None
    assert last.answers["sgn-of-tomorrow"] == "no"


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_a_yes_that_this_version_does_not_know_is_no_clear_check(answer: str) -> None:
    her = Her()
    her.is_pregnant(31)
    checked_elsewhere(her, sgn_of_tomorrow=answer)
    assert her.state.unread == (her.entries[-1].id,)
    assert her.status == "shut"


def test_an_answer_that_cannot_be_read_does_not_hide_the_others() -> None:
    her = Her()
    her.is_pregnant(31)
    her.puts("facts", answers={"temperature": 900, "clot-history": "yes", "fact-of-tomorrow": "yes"})
    checked_elsewhere(her, sgn_fever="yes", pain_now="yes")
    assert her.status == "paused"
    assert her.state.facts.answers["clot-history"].slug == "yes"
    assert set(her.state.unread) == {entry.id for entry in her.entries[-2:]}


def test_a_rung_from_a_newer_version_moves_nothing() -> None:
    her = climbing()
    her.climbs("done", "lad-99-fly", "better")
    assert her.state.ladder[:2] == ("climbing", "lad-1-reset-breathe")


@pytest.mark.parametrize("felt", ["worse", "changed"])
def test_a_step_that_made_it_worse_counts_though_another_device_made_a_check_meanwhile(felt: str) -> None:
    lea = climbing()
    lea.device = "tablet"
    lea.checks()
    lea.device = "phone"
    lea.climbs("done", "lad-1-reset-breathe", felt)
    assert lea.status == "shut"
    assert lea.state.check_is_due
