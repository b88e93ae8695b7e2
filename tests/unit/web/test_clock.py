"""A clock that cannot be right is told of, plainly, on the door and on Today."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from steadyback.care.state import State, state_of
from steadyback.cli.amina import diary_of_amina
from steadyback.web.clock import clock_note
from steadyback.web.pages.plain import door
from tests.scenarios.telling import the_rules

LAST = date(2026, 11, 20)
DIARY = diary_of_amina(LAST, weeks=31, after_birth=None, birth="vaginal")


def at(days: int) -> State:
    """Where she stands when the device says that it is so many days after her last note."""
    now = datetime.fromisoformat(f"{LAST}T22:00:00+00:00") + timedelta(days=days)
    return state_of(DIARY, the_rules(), now)


@pytest.mark.parametrize("days", [-1, 0, 1, 30, 150])
def test_a_clock_that_may_be_right_is_let_be(days: int) -> None:
    assert clock_note(at(days)) is None


@pytest.mark.parametrize(("days", "year"), [(-365, 2025), (-40, 2026), (365, 2027)])
def test_a_clock_that_cannot_be_right_is_told_of(days: int, year: int) -> None:
    note = clock_note(at(days))
    assert note is not None
    assert f" {year}. Your last note is from Friday 20 November 2026." in note
    assert note in door(at(days), the_rules())


def test_nobody_is_told_of_a_clock_before_the_first_note() -> None:
    assert clock_note(state_of([], the_rules(), datetime.fromisoformat("2020-01-01T00:00:00+00:00"))) is None
