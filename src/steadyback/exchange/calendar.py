"""Reminders as an iCalendar file (RFC 5545), for the calendar of her own phone: no server, and it rings when locked.

Times are "floating": 10:15 is 10:15 wherever she is and whatever the clocks do in spring, so no time zone is needed.
Nothing in the file is hers but the words she chose, and these say nothing by default. Each event bears an id that
stays the same, and a number that grows, so that taking the file again changes what is there and doubles nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Final, NamedTuple

#: The days of a week as the file writes them, Monday first.
WEEKDAYS: Final[tuple[str, ...]] = ("mo", "tu", "we", "th", "fr", "sa", "su")
#: The longest line, in octets, its line end not counted.
LONGEST_LINE: Final = 75
_FLOATING = "%Y%m%dT%H%M%S"


class Reminder(NamedTuple):
    """One event with an alarm. ``start``: its first time, on her own clock, without an offset.

    ``days``: the days of the week that it comes again on; None: once. ``note``: more words, or empty.
    """

    id: str
    words: str
    start: datetime
    days: tuple[str, ...] | None = None
    note: str = ""


def first_time(at: time, days: tuple[str, ...], now: datetime) -> datetime:
    """The next time from ``now`` on at which the clock shows ``at`` on one of ``days``. ValueError for no days."""
    local = now.replace(tzinfo=None)
    for ahead in range(8):
        day = local.date() + timedelta(days=ahead)
        found = datetime.combine(day, at)
        if found >= local and WEEKDAYS[day.weekday()] in days:
            return found
    raise ValueError(f"no such days: {days}; use {', '.join(WEEKDAYS)}")


def is_quiet(at: time, quiet: tuple[time, time] | None) -> bool:
    """Whether ``at`` lies in the quiet hours: from the first time on, up to the second, over midnight too."""
    if quiet is None or quiet[0] == quiet[1]:
        return False
    begins, ends = quiet
    return begins <= at < ends if begins < ends else at >= begins or at < ends


def calendar_file(reminders: Iterable[Reminder], now: datetime, *, version: int = 0) -> str:
    """The file. ``now``: with its offset; ``version``: grows with each change of what she wants."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Steadyback//Reminders//EN", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", "X-WR-CALNAME:Reminders"]
    stamp = now.astimezone(UTC).strftime(_FLOATING) + "Z"
    for reminder in reminders:
        lines += _event(reminder, stamp, version)
    lines.append("END:VCALENDAR")
    return "".join(folded(line) + "\r\n" for line in lines)


def _event(reminder: Reminder, stamp: str, version: int) -> list[str]:
    words = escaped(reminder.words)
    return [
        "BEGIN:VEVENT",
        f"UID:{reminder.id}",
        f"DTSTAMP:{stamp}",
        f"SEQUENCE:{version}",
        f"DTSTART:{reminder.start.strftime(_FLOATING)}",
        "DURATION:PT5M",
        *_rule(reminder.days),
        f"SUMMARY:{words}",
        *([f"DESCRIPTION:{escaped(reminder.note)}"] if reminder.note else []),
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{words}",
        "TRIGGER:PT0S",
        "END:VALARM",
        "END:VEVENT",
    ]


def _rule(days: tuple[str, ...] | None) -> list[str]:
    if days is None:
        return []
    if set(days) == set(WEEKDAYS):
        return ["RRULE:FREQ=DAILY"]
    return ["RRULE:FREQ=WEEKLY;BYDAY=" + ",".join(day.upper() for day in WEEKDAYS if day in days)]


def escaped(text: str) -> str:
    """Text as a value: backslash, semicolon, comma and line ends are escaped; other control letters go."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    plain = plain.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")
    return "".join(letter for letter in plain if letter >= " " and letter != "\x7f")


def folded(line: str) -> str:
    """The line, broken so that no part has more than 75 octets, and never inside a letter."""
    parts, part, room = [], "", LONGEST_LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            parts.append(part)
            part, room = "", LONGEST_LINE - 1  # a part after the first begins with a space
        part += letter
        room -= size
    return "\r\n ".join([*parts, part])
