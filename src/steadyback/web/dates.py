"""Days, times and small numbers in words, as her pages say them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def day_words(day: date, today: date) -> str:
    """A day in full: Today, Yesterday, Sunday 10 May; with the year when it is another one."""
    if day == today:
        return "Today"
    if day == today - timedelta(days=1):
        return "Yesterday"
    return full_day(day, today)


def full_day(day: date, today: date) -> str:
    """Sunday 10 May; with the year when it is another one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}{year}"


def on_day(day: date, today: date, today_words: str = "today") -> str:
    """A day within a sentence: today, yesterday, on Sunday 10 May."""
    near = {today: today_words, today - timedelta(days=1): "yesterday"}
    return near.get(day) or f"on {full_day(day, today)}"


def short_day(day: date) -> str:
    """10 May, with the month as three letters."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]}"


def month_words(day: date) -> str:
    """May 2026."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def clock(at: str | datetime) -> str:
    """The time of day of an instant, where and when it was told: 3:14."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return f"{moment.hour}:{moment.minute:02d}"


def moment_words(at: datetime, today: date) -> str:
    """A day and a time: Today, 3:14."""
    return f"{day_words(at.date(), today)}, {clock(at)}"


def number_words(number: int) -> str:
    """Small numbers as words (no, one, two), larger ones in figures."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def count_words(number: int, one: str, many: str | None = None) -> str:
    """One spasm, two spasms, no spasms."""
    return f"{number_words(number)} {one if number == 1 else many or one + 's'}"


def sentence(words: str) -> str:
    """``words`` with a capital letter in front."""
    return words[:1].upper() + words[1:]
