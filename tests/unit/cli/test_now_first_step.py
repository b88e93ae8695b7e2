"""``steadyback now`` begins with the step that has helped her, and says why."""

from __future__ import annotations

from tests.scenarios.telling import Her
from tests.support.tries import ONE, THREE, TWO, all_well, helped_by_the_second, tries
from tests.unit.cli.test_now import CLEAR, Talk

WHY = "First step for you: Warm your back. It helped you 4 of 5 times."


def known() -> Her:
    """Somebody with tries, whose check was long ago."""
    she = Her()
    she.says("country", code="uk")
    helped_by_the_second(all_well(she)).after(days=9).says("note", text="a week later")
    return she


def moves(talk: Talk) -> list[tuple[str, str | None]]:
    return [(entry.body["did"], entry.body["rung"]) for entry in talk.kept if entry.kind == "ladder"]


def test_enter_begins_with_the_first_step_and_what_it_passed_over_comes_next() -> None:
    talk = Talk(*CLEAR, "", "same", "same", "q", known=known().entries)
    assert WHY in talk.words
    assert "1 starts with step 1: Stand tall and breathe." in talk.words
    assert moves(talk) == [("start", TWO), ("done", TWO), ("done", ONE), ("pause", THREE)]
    assert talk.said.index("Step 2 of 8") < talk.said.index("Step 1 of 8") < talk.said.index("Step 3 of 8")


def test_its_number_begins_at_the_usual_step() -> None:
    talk = Talk(*CLEAR, "1", "q", known=known().entries)
    assert moves(talk) == [("start", ONE), ("pause", ONE)]
    assert "Step 1 of 8" in talk.said
    assert "Step 2 of 8" not in talk.said


def test_anything_else_is_asked_again() -> None:
    talk = Talk(*CLEAR, "5", "", "q", known=known().entries)
    assert "Please type one of: 1. Or just Enter." in talk.words
    assert moves(talk)[0] == ("start", TWO)


def test_the_usual_step_needs_no_choice_and_has_a_reason_only_from_her_own_tries() -> None:
    she = all_well(Her())
    she.says("country", code="uk")
    quiet = Talk(*CLEAR, "q", known=she.after(days=9).entries)
    assert "First step for you" not in quiet.words
    assert "next on the ladder" not in quiet.words
    tries(she, ONE, "helped", "no")
    talk = Talk(*CLEAR, "q", known=[*she.entries, she.says("note", text="later")])
    assert "It is next on the ladder, and it helped you 1 of 2 times." in talk.words
    assert moves(talk)[0] == ("start", ONE)


def test_with_a_danger_told_nothing_is_begun() -> None:
    talk = Talk("1 yes", known=known().entries)
    assert "First step for you" not in talk.words
    assert moves(talk) == []


def test_conditions_are_not_asked_for_a_step_that_was_passed_over() -> None:
    """After step 3, begun first, comes step 1: what holds step 4 need not be asked yet."""
    she = Her()
    she.says("country", code="uk")
    she.is_pregnant(31)
    she.checks()
    tries(she, ONE, *["no"] * 5)
    tries(she, THREE, *["helped"] * 5)
    she.after(days=9).says("note", text="later")
    talk = Talk(*CLEAR, "", "same", "q", known=she.entries)
    assert moves(talk)[:2] == [("start", THREE), ("done", THREE)]
    assert talk.state.ladder[:2] == ("resting", ONE)
