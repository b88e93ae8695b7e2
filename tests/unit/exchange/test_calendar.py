"""The calendar file, read back by a library that had no part in writing it; its rules are expanded by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from steadyback.exchange.calendar import (
    LONGEST_LINE,
    WEEKDAYS,
    Reminder,
    calendar_file,
    escaped,
    first_time,
    folded,
    is_quiet,
)

NOW = datetime(2026, 11, 21, 10, 0, 30, tzinfo=timezone(timedelta(hours=1)))  # a Saturday
MORNING = datetime.fromisoformat("2026-11-23T10:15")


def read(*reminders: Reminder, version: int = 0) -> list[Any]:
    """The events of a file, as the library reads them."""
    calendar = Calendar.from_ical(calendar_file(reminders, NOW, version=version))
    return list(calendar.walk("VEVENT"))


def days_of(event: Any, number: int) -> list[date]:
    """The first days on which an event comes, worked out from its rule by hand."""
    start: datetime = event["DTSTART"].dt
    if "RRULE" not in event:
        return [start.date()]
    rule = event["RRULE"]
    on = [day.lower() for day in rule.get("BYDAY", [])] or list(WEEKDAYS)
    ahead = [start.date() + timedelta(days=count) for count in range(7 * number)]
    return [day for day in ahead if WEEKDAYS[day.weekday()] in on][:number]


def test_what_goes_in_comes_out() -> None:
    (event,) = read(Reminder("routine-0@steadyback.invalid", "Stretch", MORNING, WEEKDAYS, "Today's moves"), version=3)
    assert str(event["SUMMARY"]) == "Stretch"
    assert str(event["DESCRIPTION"]) == "Today's moves"
    assert str(event["UID"]) == "routine-0@steadyback.invalid"
    assert event["DTSTART"].dt == MORNING
    assert event["DURATION"].dt == timedelta(minutes=5)
    assert event["SEQUENCE"] == 3
    assert event["DTSTAMP"].dt == datetime(2026, 11, 21, 9, 0, 30, tzinfo=UTC)


def test_a_time_is_floating_so_that_it_is_the_same_on_every_clock() -> None:
    text = calendar_file([Reminder("a", "Stretch", MORNING, WEEKDAYS)], NOW)
    assert "DTSTART:20261123T101500\r\n" in text
    assert "TZID" not in text
    assert "VTIMEZONE" not in text
    assert read(Reminder("a", "Stretch", MORNING, WEEKDAYS))[0]["DTSTART"].dt.tzinfo is None


def test_every_event_rings_at_its_time_with_the_words_of_the_event() -> None:
    (event,) = read(Reminder("a", "Break", MORNING, WEEKDAYS))
    (alarm,) = event.walk("VALARM")
    assert str(alarm["ACTION"]) == "DISPLAY"
    assert str(alarm["DESCRIPTION"]) == "Break"
    assert alarm["TRIGGER"].dt == timedelta(0)


def test_every_day_comes_every_day_over_the_change_of_the_clocks() -> None:
    (event,) = read(Reminder("a", "Stretch", datetime.fromisoformat("2026-03-27T02:30"), WEEKDAYS))
    assert days_of(event, 5) == [date(2026, 3, 27) + timedelta(days=day) for day in range(5)]


def test_chosen_days_come_on_those_days_alone() -> None:
    (event,) = read(Reminder("a", "Break", MORNING, ("mo", "we", "fr")))
    assert days_of(event, 4) == [date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 27), date(2026, 11, 30)]


def test_once_is_once() -> None:
    (event,) = read(Reminder("a", "Off", MORNING))
    assert "RRULE" not in event


def test_a_file_without_events_is_a_sound_calendar() -> None:
    calendar = Calendar.from_ical(calendar_file([], NOW))
    assert str(calendar["VERSION"]) == "2.0"
    assert calendar["PRODID"]
    assert not calendar.walk("VEVENT")


@given(st.text(max_size=300))
def test_any_words_come_back_as_they_were(words: str) -> None:
    """Commas, semicolons, backslashes, line ends, emoji, right-to-left; only control letters go."""
    (event,) = read(Reminder("a", words, MORNING))
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    kept = [letter for letter in plain if letter == "\n" or (letter >= " " and letter != "\x7f")]
    assert str(event["SUMMARY"]) == "".join(kept)


@given(st.text(alphabet=st.characters(min_codepoint=32, exclude_categories=["Cs"]), max_size=400))
def test_no_line_has_more_than_75_octets_and_no_letter_is_torn(line: str) -> None:
    parts = folded(line).split("\r\n")
    assert all(len(part.encode()) <= LONGEST_LINE for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line


def test_every_line_ends_as_the_standard_has_it() -> None:
    text = calendar_file([Reminder("a", "Pause " * 40, MORNING, WEEKDAYS)], NOW)
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= LONGEST_LINE


def test_a_control_letter_cannot_end_a_line() -> None:
    assert escaped("a\x00b\x1bc") == "abc"
    assert escaped("a\nEND:VEVENT") == "a\\nEND:VEVENT"


# --- when it comes first, and quiet hours ---


@pytest.mark.parametrize(
    ("at", "days", "first"),
    [
        ("10:15", WEEKDAYS, "2026-11-21T10:15"),
        ("09:00", WEEKDAYS, "2026-11-22T09:00"),
        ("09:00", ("sa",), "2026-11-28T09:00"),
        ("11:00", ("sa",), "2026-11-21T11:00"),
        ("09:00", ("mo", "tu"), "2026-11-23T09:00"),
    ],
)
def test_the_first_time_is_never_one_that_is_over(at: str, days: tuple[str, ...], first: str) -> None:
    assert first_time(time.fromisoformat(at), days, NOW) == datetime.fromisoformat(first)


def test_no_days_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="use mo, tu"):
        first_time(time(9), (), NOW)


@pytest.mark.parametrize(
    ("at", "quiet", "expected"),
    [
        ("23:00", ("22:00", "07:00"), True),
        ("06:59", ("22:00", "07:00"), True),
        ("07:00", ("22:00", "07:00"), False),
        ("22:00", ("22:00", "07:00"), True),
        ("13:30", ("13:00", "14:00"), True),
        ("14:00", ("13:00", "14:00"), False),
        ("13:30", ("13:30", "13:30"), False),
    ],
)
def test_quiet_hours_go_over_midnight(at: str, quiet: tuple[str, str], expected: bool) -> None:
    ends = (time.fromisoformat(quiet[0]), time.fromisoformat(quiet[1]))
    assert is_quiet(time.fromisoformat(at), ends) is expected
    assert not is_quiet(time.fromisoformat(at), None)
