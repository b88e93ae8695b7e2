"""Today's routine: what stands in it for whom, in which order, and why."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from steadyback.care.rules import Rules, rules_of
from steadyback.cli.shelf import open_knowledge
from steadyback.engine import safety
from steadyback.engine.beats import beats_of, seconds_of
from steadyback.engine.replies import Replies, read_replies
from steadyback.engine.routine import Back, Routine, routine_of, timer_of
from steadyback.engine.screening import (
    Circumstances,
    Clearance,
    may_do_harder,
    offer_easier,
    offer_exercise,
)
from steadyback.vocabulary.timing import BirthMode, Stage, Timing, at_week

ONE_DAY, THE_NEXT = date(2026, 11, 21), date(2026, 11, 22)
YES = (Clearance("a midwife", "2026-11-01"),)
STRENGTH = {"ex-sideplank", "ex-bridge", "ex-birddog"}


@cache
def rules() -> Rules:
    return rules_of(open_knowledge())


def nothing_wrong(**but: str) -> Replies:
    """A no to every condition and limit, but for those named."""
    knowledge = rules().knowledge
    limits = [name for name, item in knowledge.finding.items() if item.about == "limit"]
    told = dict.fromkeys([*knowledge.contraindication, *limits], "no")
    return read_replies(told | {name.replace("_", "-"): answer for name, answer in but.items()}, rules().naming)


def her(timing: Timing, *, clearances: tuple[Clearance, ...] = (), **but: str) -> Circumstances:
    return Circumstances(timing, nothing_wrong(**but), clearances)


def routine(
    who: Circumstances, *, back: Back | None = None, day: date = ONE_DAY, check_is_due: bool = False
) -> Routine:
    return routine_of(rules().knowledge, rules().naming, who, back or Back(), day, check_is_due=check_is_due)


def names(found: Routine) -> list[str]:
    return [move.exercise for move in found.moves]


AT_31 = at_week(Stage.PREGNANT, 31, day=2)


def after_birth(weeks: int, mode: BirthMode = BirthMode.VAGINAL) -> Timing:
    return at_week(Stage.POSTPARTUM, weeks, day=0, birth=mode)


def test_most_days_it_is_a_first_move_the_strength_moves_and_a_walk() -> None:
    found = names(routine(her(AT_31)))
    assert found[1:] == ["ex-sideplank", "ex-bridge", "ex-birddog", "ex-walk"]


def test_the_first_move_changes_from_day_to_day_and_the_same_day_is_always_the_same() -> None:
    first = {names(routine(her(AT_31), day=day))[0] for day in (ONE_DAY, THE_NEXT)}
    assert first == {"ex-tilt", "ex-hinge"}
    assert routine(her(AT_31)) == routine(her(AT_31))


def test_every_strength_move_is_timed_in_two_sets_and_the_whole_is_their_sum() -> None:
    found = routine(her(AT_31))
    for move in found.moves:
        exercise = rules().knowledge.exercise[move.exercise]
        form = next(form for form in exercise.forms if form.id == move.form)
        timer = timer_of(exercise, form)
        assert timer is not None
        assert move.seconds == seconds_of(timer)
        if exercise.in_routine:
            assert timer.sets == 2
    assert found.seconds == sum(move.seconds for move in found.moves)
    bridge = rules().knowledge.exercise["ex-bridge"]
    one = timer_of(bridge, bridge.forms[0], sets=1)
    assert one is not None
    assert seconds_of(one) == 5 + 6 * 10


@pytest.mark.parametrize(
    ("back", "is_gentle"),
    [
        (Back(), False),
        (Back(hours_since_spasm=0.1), True),
        (Back(hours_since_spasm=safety.GENTLE_HOURS - 0.1), True),
        (Back(hours_since_spasm=safety.GENTLE_HOURS), False),
        (Back(pain=safety.PAIN_GENTLE - 1), False),
        (Back(pain=safety.PAIN_GENTLE), True),
    ],
)
def test_after_a_spasm_and_on_a_sore_day_the_gentle_moves_come_first(back: Back, is_gentle: bool) -> None:
    found = routine(her(AT_31), back=back)
    assert (found.kind == "gentle") is is_gentle
    if is_gentle:
        assert names(found) == ["ex-breath", "ex-reset", "ex-tilt", "ex-walk"]
        assert {one.exercise for one in found.left if one.rests} == STRENGTH
        assert found.why


def test_before_a_clinicians_yes_after_birth_there_is_breath_posture_pelvic_floor_hinge_and_walking() -> None:
    for mode in BirthMode:
        found = routine(her(after_birth(1, mode)))
        assert names(found) == ["ex-breath", "ex-reset", "ex-pelvicfloor", "ex-hinge", "ex-walk"]
        assert {one.exercise for one in found.left} >= STRENGTH
    cleared = routine(her(after_birth(10), clearances=YES))
    assert set(names(cleared)) >= STRENGTH


def test_a_move_that_a_limit_holds_is_replaced_and_the_reason_is_told() -> None:
    found = routine(her(AT_31, lim_wrist="yes"))
    assert "ex-birddog" not in names(found)
    assert "ex-catcow" in names(found)
    assert "wrist" in next(one.because for one in found.left if one.exercise == "ex-birddog")


def test_what_is_altered_says_how() -> None:
    found = {move.exercise: move for move in routine(her(AT_31)).moves}
    assert found["ex-birddog"].form == "toe-slides"
    assert any("hands down" in line for line in found["ex-birddog"].how)


def test_a_flag_empties_it_and_a_due_check_lets_it_wait() -> None:
    paused = routine(her(AT_31)._replace(shut_by=("ces-bladder-loss",)))
    assert (paused.status, paused.moves, paused.waiting) == ("paused", (), ())
    waits = routine(her(AT_31), check_is_due=True)
    assert (waits.status, waits.moves) == ("check-first", ())
    assert list(waits.waiting) == names(routine(her(AT_31)))


def test_while_nobody_has_asked_about_her_health_only_the_freest_moves_are_in_it() -> None:
    asked_nothing = Circumstances(AT_31, Replies({}, {}))
    assert set(names(routine(asked_nothing))) == set(safety.ALLOWED_WHEN_ASKING_FIRST)


def test_the_easier_form_is_offered_only_where_nothing_limits_her() -> None:
    knowledge, naming = rules().knowledge, rules().naming

    def easier(name: str, who: Circumstances) -> str | None:
        exercise = knowledge.exercise[name]
        found = offer_easier(exercise, offer_exercise(knowledge, naming, exercise, who), who, naming)
        return found.form if found else None

    assert easier("ex-tilt", her(AT_31)) == "seated"
    assert easier("ex-birddog", her(at_week(Stage.PREGNANT, 10))) == "standing"
    assert easier("ex-birddog", her(AT_31)) is None  # it is altered for her week already
    assert easier("ex-birddog", her(at_week(Stage.PREGNANT, 10), lim_balance="unsure")) is None
    assert easier("ex-tilt", her(AT_31)._replace(shut_by=("ces-bladder-loss",))) is None


def test_the_harder_way_waits_until_she_has_said_no_to_all_that_forbids_it() -> None:
    knowledge, naming = rules().knowledge, rules().naming
    tilt = knowledge.exercise["ex-tilt"]

    def harder(who: Circumstances) -> bool:
        return may_do_harder(tilt, offer_exercise(knowledge, naming, tilt, who), who, naming)

    assert harder(her(AT_31))
    for limit in ("lim-wrist", "lim-knee", "lim-doming"):
        answers = nothing_wrong().answers
        unasked = Replies({name: answer for name, answer in answers.items() if name != limit}, {})
        assert not harder(Circumstances(AT_31, unasked)), limit
        assert not harder(Circumstances(AT_31, nothing_wrong(**{limit: "unsure"}))), limit


def test_every_timed_form_of_strength_and_posture_names_a_pose_for_each_cue() -> None:
    """The figure must never press while the cue says let go."""
    timed = 0
    for exercise in rules().knowledge.exercise.values():
        for form in exercise.forms:
            timer = (form.dose or exercise.dose).timer
            if timer is not None and form.in_step:
                timed += 1
                assert len(form.in_step) == len(timer.cues) + len(timer.after)
                assert {beat.number for beat in beats_of(timer)} == {*range(len(form.in_step)), None}
    assert timed >= 15
