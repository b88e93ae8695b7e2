"""``{at_least: 2, of: [fever, rash, cough]}`` — so many of the parts hold."""

import pytest

from tests.spec.conftest import Says

SIGNS = ("fever", "rash", "cough")


@pytest.mark.parametrize("least", [1, 2, 3])
@pytest.mark.parametrize("yeses", [0, 1, 2, 3])
def test_it_counts(says: Says, least: int, yeses: int) -> None:
    answers = {name: "yes" if number < yeses else "no" for number, name in enumerate(SIGNS)}
    assert says(f"{{at_least: {least}, of: [fever, rash, cough]}}", answers) is (yeses >= least)


def test_a_not_sure_is_one_of_them(says: Says) -> None:
    assert says("{at_least: 2, of: [fever, rash, cough]}", {"fever": "unsure", "cough": "yes"})


def test_parts_may_be_rules(says: Says) -> None:
    rule = "{at_least: 2, of: [fever, {all: [rash, cough]}, {any: [ache, chill]}]}"
    assert says(rule, {"fever": "yes", "chill": "yes"})
    assert says(rule, {"rash": "yes", "cough": "yes", "ache": "yes"})
    assert not says(rule, {"fever": "yes", "rash": "yes"})
