"""``{any: [fever, rash]}`` — one part is enough."""

from tests.spec.conftest import Says

EITHER = "{any: [fever, rash]}"


def test_one_part_is_enough(says: Says) -> None:
    assert says(EITHER, {"fever": "no", "rash": "yes"})
    assert says(EITHER, {"fever": "yes"})


def test_none_is_not(says: Says) -> None:
    assert not says(EITHER, {"fever": "no", "rash": "no"})
    assert not says(EITHER, {"fever": "no"})


def test_it_holds_other_operators(says: Says) -> None:
    rule = "{any: [{all: [fever, rash]}, {all: [ache, chill]}]}"
    assert says(rule, {"ache": "yes", "chill": "unsure"})
    assert not says(rule, {"fever": "yes", "chill": "yes"})
