"""``{not: fever}`` — the part does not hold. Only a watch rule may say it: it can switch nothing urgent off."""

import pytest

from tests.spec.conftest import Says

QUIET = "{all: [leak, {not: {any: [numb, weak]}}]}"


@pytest.mark.parametrize("answers", [{}, {"numb": "no"}, {"numb": "no", "weak": "no"}])
def test_it_holds_while_nobody_said_yes(says: Says, answers: dict[str, object]) -> None:
    assert says(QUIET, {"leak": "yes", **answers}, urgency="watch")


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_doubt_switches_reassurance_off(says: Says, answer: str) -> None:
    assert not says(QUIET, {"leak": "yes", "weak": answer}, urgency="watch")
