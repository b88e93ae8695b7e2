"""``{all: [fever, rash]}`` — every part holds."""

from tests.spec.conftest import Says

BOTH = "{all: [fever, rash]}"


def test_every_part_is_needed(says: Says) -> None:
    assert says(BOTH, {"fever": "yes", "rash": "yes"})
    assert not says(BOTH, {"fever": "yes", "rash": "no"})


def test_a_part_that_is_not_answered_is_not_met(says: Says) -> None:
    assert not says(BOTH, {"fever": "yes"})


def test_not_sure_about_every_part_is_enough(says: Says) -> None:
    assert says(BOTH, {"fever": "unsure", "rash": "unsure"})


def test_it_holds_other_operators(says: Says) -> None:
    rule = "{all: [fever, {any: [rash, cough]}, {any: [ache, chill]}]}"
    assert says(rule, {"fever": "yes", "cough": "yes", "ache": "yes"})
    assert not says(rule, {"fever": "yes", "cough": "yes", "rash": "yes"})
