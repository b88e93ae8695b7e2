"""What her limits hold, as the screen itself decides it; and when her conditions are asked again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from steadyback.engine.left_out import asked_again, asked_conditions, left_out, trimester
from steadyback.engine.screening import offer_exercise
from steadyback.vocabulary.timing import Stage, Timing, at_week
from tests.scenarios.telling import Her

TODAY = date(2026, 11, 21)


def open_to_all(weeks: int = 30) -> Her:
    her = Her()
    her.is_pregnant(weeks)
    her.has_no_conditions()
    return her


def found(her: Her) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    limits = left_out(her.rules.knowledge, her.rules.naming, her.state.her)
    return {one.finding: (one.held, one.changed) for one in limits}


def test_a_limit_names_the_moves_that_would_be_open_without_it() -> None:
    her = open_to_all()
    before = her.may()
    her.told(lim_wrist="yes")
    held, changed = found(her)["lim-wrist"]
    titles = {her.rules.knowledge.exercise[name].card.title for name in before - her.may()}
    assert set(held) == titles
    assert changed
    assert not set(changed) & titles


def test_a_not_sure_counts() -> None:
    her = open_to_all()
    her.told(lim_wrist="unsure")
    assert "lim-wrist" in found(her)
    her.told(lim_wrist="no")
    assert "lim-wrist" not in found(her)


def test_two_limits_that_hold_the_same_move_both_name_it() -> None:
    limits = ("lim-pubic", "lim-wrist", "lim-balance", "lim-dizzy", "lim-knee", "lim-shoulder")
    single: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for name in limits:
        her = open_to_all()
        her.told(**{name: "yes"})
        single |= found(her)
    her = open_to_all()
    her.told(**dict.fromkeys(limits, "yes"))
    assert found(her) == single
    held = [title for titles, _ in single.values() for title in titles]
    assert len(held) > len(set(held)), "a case of it is needed"
    assert {title for titles, _ in single.values() for title in titles} <= {
        her.rules.knowledge.exercise[name].card.title for name in set(her.rules.knowledge.exercise) - her.may()
    }


def test_nothing_told_leaves_nothing_out() -> None:
    assert found(open_to_all()) == {}


def test_it_explains_and_changes_nothing() -> None:
    her = open_to_all()
    her.told(lim_pubic="yes")
    known = her.rules.knowledge
    state = her.state
    before = [offer_exercise(known, her.rules.naming, item, state.her) for item in known.exercise.values()]
    left_out(known, her.rules.naming, state.her)
    assert before == [offer_exercise(known, her.rules.naming, item, state.her) for item in known.exercise.values()]


def test_conditions_are_open_until_answered_and_hold_when_told() -> None:
    her = Her()
    her.is_pregnant(30)
    asked = asked_conditions(her.rules.knowledge, her.rules.naming, her.state.her)
    assert asked.unanswered == asked.asked != ()
    her.has_no_conditions(**{"scr-previa": "unsure"})
    asked = asked_conditions(her.rules.knowledge, her.rules.naming, her.state.her)
    assert asked.unanswered == ()
    assert [name for name, _ in asked.ask_first] == ["scr-previa"]


@pytest.mark.parametrize(
    ("timing", "expected"),
    [
        (at_week(Stage.PREGNANT, 13, day=6), 1),
        (at_week(Stage.PREGNANT, 14, day=0), 2),
        (at_week(Stage.PREGNANT, 27, day=6), 2),
        (at_week(Stage.PREGNANT, 28, day=0), 3),
        (Timing(Stage.PREGNANT, 13 * 7 + 3, 14 * 7 + 2), None),
        (at_week(Stage.PREGNANT, None), None),
        (at_week(Stage.POSTPARTUM, 3), None),
        (Timing(Stage.UNKNOWN), None),
    ],
)
def test_a_trimester_is_said_only_when_it_is_certain(timing: Timing, expected: int | None) -> None:
    assert trimester(timing) == expected


@pytest.mark.parametrize(
    ("week", "days_ago", "seen", "why"),
    [
        (28, 0, False, ""),
        (28, 6, False, "trimester"),
        (30, 7, False, ""),
        (30, 21, False, "trimester"),
        (14, 7, False, "trimester"),
        (30, 7, True, "visit"),
    ],
)
def test_they_are_asked_again_each_trimester_and_after_a_visit(week: int, days_ago: int, seen: bool, why: str) -> None:
    timing = at_week(Stage.PREGNANT, week, day=3)
    assert asked_again(timing, TODAY, TODAY - timedelta(days=days_ago), has_been_seen=seen) == why


def test_what_was_never_asked_is_not_asked_again() -> None:
    assert asked_again(at_week(Stage.PREGNANT, 28), TODAY, None, has_been_seen=True) == ""
