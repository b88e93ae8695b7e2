"""``when: fever`` — the answer to one question counts as a yes."""

import pytest

from tests.spec.conftest import Says


@pytest.mark.parametrize(("answer", "is_met"), [("yes", True), ("unsure", True), ("no", False)])
@pytest.mark.parametrize("urgency", ["emergency", "same-day"])
def test_not_sure_counts_where_it_is_urgent(says: Says, urgency: str, answer: str, is_met: bool) -> None:
    assert says("fever", {"fever": answer}, urgency=urgency) is is_met


@pytest.mark.parametrize(("answer", "is_met"), [("yes", True), ("unsure", False), ("no", False)])
@pytest.mark.parametrize("urgency", ["review", "watch"])
def test_not_sure_does_not_count_where_it_can_wait(says: Says, urgency: str, answer: str, is_met: bool) -> None:
    assert says("fever", {"fever": answer}, urgency=urgency) is is_met


def test_unanswered_never_meets_a_rule(says: Says) -> None:
    assert not says("fever", {})


def test_what_is_presumed_is_a_yes_until_she_answers(says: Says) -> None:
    assert says("{all: [fever, ache]}", {"fever": "yes"}, presumed=("ache",))
    assert not says("{all: [fever, ache]}", {"fever": "yes", "ache": "no"}, presumed=("ache",))
    assert says("{all: [fever, ache]}", {"fever": "yes", "ache": "unsure"}, presumed=("ache",))
