"""``{score: temperature, at_least: 38}`` — the number she gave is so much or more."""

import pytest

from tests.spec.conftest import Says

FEVER = "{any: [fever, {score: temperature, at_least: 38}]}"


@pytest.mark.parametrize(("number", "is_met"), [(37.9, False), (38, True), (38.0, True), (39.5, True)])
def test_the_limit_itself_counts(says: Says, number: float, is_met: bool) -> None:
    assert says(FEVER, {"temperature": number}) is is_met


def test_no_number_is_not_met(says: Says) -> None:
    assert not says(FEVER, {})


def test_a_low_number_takes_no_yes_away(says: Says) -> None:
    assert says(FEVER, {"fever": "yes", "temperature": 36.8})


def test_two_limits_on_one_number(says: Says) -> None:
    rule = "{any: [{all: [fever, {score: temperature, at_least: 38}]}, {score: temperature, at_least: 40}]}"
    assert says(rule, {"temperature": 40})
    assert says(rule, {"fever": "yes", "temperature": 38.5})
    assert not says(rule, {"fever": "no", "temperature": 39.9})
