"""The next break: from what she said last and the clock alone."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from steadyback.care.breaks import FORGOTTEN_AFTER, USUAL_MINUTES, WALK_MINUTES, next_break
from steadyback.care.rules import Rules
from steadyback.care.state import State, state_of
from steadyback.journal.entry import Entry, new_id

ZONE = timezone(timedelta(hours=2))
NINE = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)


def entry(kind: str, at: datetime, **body: Any) -> Entry:
    name = new_id(at.isoformat().encode()[-10:], int(at.timestamp() * 1000))
    return Entry(name, kind, at.isoformat(timespec="milliseconds"), "test", body)


def told(rules: Rules, now: datetime, *entries: Entry) -> State:
    return state_of(entries, rules, now)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def test_nothing_is_counted_until_she_says_that_she_sat_down(rules: Rules) -> None:
    assert next_break(told(rules, NINE), NINE).status == "idle"


def test_it_counts_from_what_she_said_last_by_the_clock(rules: Rules) -> None:
    sat = entry("break", NINE, did="sat-down")
    for gone in (0, 1, 39.9):
        now = NINE + minutes(gone)
        found = next_break(told(rules, now, sat), now)
        assert (found.status, found.due) == ("counting", NINE + minutes(USUAL_MINUTES))
    now = NINE + minutes(USUAL_MINUTES)
    assert next_break(told(rules, now, sat), now).status == "due"
    again = entry("break", now, did="sat-down")
    assert next_break(told(rules, now, sat, again), now).due == now + minutes(USUAL_MINUTES)


def test_after_she_got_up_there_are_two_minutes_of_walking_and_then_the_next_count(rules: Rules) -> None:
    up = entry("break", NINE, did="up")
    now = NINE + minutes(1)
    assert next_break(told(rules, now, up), now)[:1] == ("walking",)
    assert next_break(told(rules, now, up), now).due == NINE + minutes(WALK_MINUTES)
    now = NINE + minutes(WALK_MINUTES)
    found = next_break(told(rules, now, up), now)
    assert (found.status, found.due) == ("counting", NINE + minutes(WALK_MINUTES + USUAL_MINUTES))


def test_her_own_interval_counts(rules: Rules) -> None:
    wish = entry("preferences", NINE - minutes(5), break_minutes=30)
    sat = entry("break", NINE, did="sat-down")
    assert next_break(told(rules, NINE, wish, sat), NINE).due == NINE + minutes(30)


def test_not_today_lasts_until_the_day_ends(rules: Rules) -> None:
    off = entry("break", NINE, did="not-today")
    assert next_break(told(rules, NINE, off), NINE + minutes(300)).status == "off"
    tomorrow = NINE + timedelta(days=1)
    assert next_break(told(rules, tomorrow, off), tomorrow).status == "idle"


def test_a_break_that_was_due_long_ago_is_not_waited_for(rules: Rules) -> None:
    sat = entry("break", NINE, did="sat-down")
    now = NINE + minutes(USUAL_MINUTES + FORGOTTEN_AFTER)
    assert next_break(told(rules, now, sat), now).status == "due"
    assert next_break(told(rules, now, sat), now + minutes(1)).status == "idle"


def test_a_break_told_in_another_time_zone_is_the_same_instant(rules: Rules) -> None:
    sat = entry("break", NINE.astimezone(timezone(timedelta(hours=-5))), did="sat-down")
    assert next_break(told(rules, NINE, sat), NINE).due == NINE + minutes(USUAL_MINUTES)


@pytest.mark.parametrize(
    ("wishes", "hour", "is_quiet"),
    [
        ({}, 23, False),
        ({"quiet_from": "22:00", "quiet_to": "07:00"}, 21, True),
        ({"quiet_from": "22:00", "quiet_to": "07:00"}, 5, True),
        ({"quiet_from": "22:00", "quiet_to": "07:00"}, 7, False),
        ({"break_from": "09:00", "break_to": "17:30"}, 9, False),
        ({"break_from": "09:00", "break_to": "17:30"}, 17, True),
    ],
)
def test_quiet_hours_are_kept(rules: Rules, wishes: dict[str, str], hour: int, is_quiet: bool) -> None:
    sat_at = NINE.replace(hour=hour, minute=25)
    sat = entry("break", sat_at, did="sat-down")
    wish = entry("preferences", NINE - timedelta(days=1), **wishes)
    found = next_break(told(rules, sat_at, *([wish] if wishes else []), sat), sat_at)
    assert found.due == sat_at + minutes(USUAL_MINUTES)
    assert found.is_quiet is is_quiet
