"""A stub asks about every field, and is refused until every question is answered."""

import pytest

from steadyback.knowledge.model import KINDS
from steadyback.knowledge.reading import parse
from steadyback.knowledge.reading_node import OPEN_QUESTION
from steadyback.knowledge.stub import QUESTIONS, fields_of, folder_of, question_for, stub_of

SHAPES = {kind: shape for kind, _, shape in KINDS}


@pytest.mark.parametrize("kind", SHAPES)
def test_every_field_is_a_question(kind: str) -> None:
    stub = stub_of(kind, "foot-cold")

    assert "\nid: foot-cold\n" in stub
    for name, _, _ in fields_of(SHAPES[kind]):
        assert question_for(SHAPES[kind], name).endswith("?"), name
        assert f"\n{name}:" in stub, name


@pytest.mark.parametrize("kind", SHAPES)
def test_the_check_refuses_it_and_says_which_questions_are_open(kind: str) -> None:
    located, faults = parse(stub_of(kind, "foot-cold"), "x/foot-cold.yaml", SHAPES[kind])

    assert located is None
    assert {fault.why.partition(":")[0] for fault in faults} == {"a question is still open"}
    assert len(faults) >= 5
    for fault in faults:
        assert ("delete the line" in fault.mend) == ("(optional" in fault.why)


def test_a_red_flag_comes_with_its_three_examples() -> None:
    stub = stub_of("red-flag", "foot-cold")

    assert [f"name: {name}" in stub for name in ("fires", "near-miss", "unanswered")] == [True] * 3
    assert "answers: {}" in stub


def test_only_a_clinician_signs_off() -> None:
    for kind in SHAPES:
        assert "signed_off_by" not in stub_of(kind, "foot-cold")
        assert "status" not in stub_of(kind, "foot-cold")


def test_questions_are_plain_and_none_begins_like_another_mark() -> None:
    for question in QUESTIONS.values():
        assert question.endswith("?")
        assert not question.startswith(OPEN_QUESTION)
        assert '"' not in question


def test_an_unknown_kind_has_no_folder() -> None:
    assert folder_of("red-flag") == "red_flags"
    with pytest.raises(KeyError):
        folder_of("opinion")
