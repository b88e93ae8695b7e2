"""Unanswered is not no, in the places where it once was."""

import pytest

from steadyback.engine.quick import assess_quickly
from steadyback.proof.silence import every_no, is_asked
from steadyback.vocabulary.timing import Stage, at_week
from tests.generative.shipped import shipped

THREE_WEEKS = at_week(Stage.POSTPARTUM, 3)


@pytest.mark.parametrize("left_out", ["feel-ill-flu", "feel-very-ill"])
def test_a_sign_that_is_only_watched_is_not_settled(left_out: str) -> None:
    """A sore breast is watched; with feeling ill it is same-day. So feeling ill has to be asked first."""
    skipped = {"mastitis-ill", "sgn-wound", left_out}
    answers = {name: word for name, word in every_no(shipped()).items() if name not in skipped}
    answers["breast-hot-sore"] = "yes"
    whole, quick = shipped().assess(answers, THREE_WEEKS), assess_quickly(shipped().fast, answers, THREE_WEEKS)
    assert "mastitis-ill" in whole.unanswered
    assert not whole.ladder_is_open
    assert not quick["ladder_is_open"]


def test_once_every_part_is_a_no_it_is_settled() -> None:
    answers = {name: word for name, word in every_no(shipped()).items() if name not in ("mastitis-ill", "sgn-wound")}
    answers["breast-hot-sore"] = "yes"
    assert "mastitis-ill" not in shipped().assess(answers, THREE_WEEKS).unanswered


@pytest.mark.parametrize(
    ("told", "is_asked_now"), [({}, True), ({"block-history": "yes"}, True), ({"block-history": "no"}, False)]
)
def test_signs_of_a_needle_are_left_out_only_after_a_plain_no(told: dict[str, object], is_asked_now: bool) -> None:
    found = shipped().assess(told, THREE_WEEKS)
    assert ("epi-leg-weak-numb" in found.unanswered) is is_asked_now


def test_what_the_check_asks_is_what_we_say_it_must() -> None:
    """With nothing said, all that by our own reading has to be asked is unanswered."""
    for timing in (at_week(Stage.PREGNANT, 9), at_week(Stage.PREGNANT, 30), THREE_WEEKS):
        asked = {name for name, flag in shipped().rulebook.flags.items() if is_asked(flag, timing)}
        assert asked <= set(shipped().assess({}, timing).unanswered)
