"""What she typed into a form, read field by field. A field that cannot be taken says why, in plain words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from steadyback.journal.diary_kinds import LONGEST_NOTE
from steadyback.web.exchange import Request

#: Nothing of hers is older than this; it is a slip of the year.
_OLDEST_YEAR = 1900


class Typed:
    """One form. ``faults``: what needs another look, by field; ``given``: everything as she typed it."""

    def __init__(self, request: Request, now: datetime) -> None:
        self.request = request
        self.now = now
        self.faults: dict[str, str] = {}
        self.given = {name: values[-1] for name, values in request.form.items() if values}

    def text(self, name: str, most: int = LONGEST_NOTE) -> str | None:
        """Her own words, None when empty. At most ``most`` characters; longer ones stay in the form."""
        words = self.request.told(name).replace("\r\n", "\n")
        if len(words) > most:
            self.faults[name] = (
                f"This has {len(words):,} characters and we can keep {most:,}. "
                "It is all still here. Make it shorter, or save it in parts."
            )
            return None
        return words or None

    def number(self, name: str, least: int, most: int, what: str) -> int | None:
        """A whole number from ``least`` to ``most``, None when empty. ``what`` begins the message: "Pain"."""
        words = self.request.told(name)
        if not words:
            return None
        if words.isascii() and words.isdigit() and len(words) <= 3 and least <= int(words) <= most:
            return int(words)
        self.faults[name] = f"{what} goes from {least} to {most}. Please look at it once more, or leave it out."
        return None

    def choice(self, name: str, known: Collection[str]) -> str | None:
        """One of ``known``, None when empty."""
        words = self.request.told(name)
        if words and words not in known:
            self.faults[name] = "Choose one of these, or leave it out."
            return None
        return words or None

    def yes_no(self, name: str) -> bool | None:
        """Yes, no, or not said."""
        found = self.choice(name, ("yes", "no"))
        return None if found is None else found == "yes"

    def day(self, name: str, *, is_past: bool = True) -> str | None:
        """A day as ISO text, None when empty. ``is_past``: one that has come."""
        words = self.request.told(name)
        if not words:
            return None
        found = read_day(words)
        if found is None:
            self.faults[name] = "This is not a date. Write it as 2026-11-21."
        elif is_past and found > self.now.date():
            self.faults[name] = "This day has not come yet. Look at the month and the year."
        elif not is_past and found.year > self.now.year + 5:
            self.faults[name] = "This is very far ahead. Look at the year."
        else:
            return str(found)
        return None

    def moment(self, name: str) -> str | None:
        """A time that has been, as an ISO instant with the offset of now; None when empty.

        Read as minutes: the minute of now itself has been.
        """
        words = self.request.told(name)
        if not words:
            return None
        try:
            found = datetime.fromisoformat(words)
        except ValueError:
            self.faults[name] = "This is not a time. Write it as 2026-11-21 14:30."
            return None
        if found.tzinfo is None:
            found = found.replace(tzinfo=self.now.tzinfo)
        if found > self.now:
            self.faults[name] = "This time has not come yet. Look at the day and the hour."
        elif found.year < _OLDEST_YEAR:
            self.faults[name] = "This is too long ago. Look at the year."
        else:
            return found.replace(microsecond=0).isoformat()
        return None


def read_day(words: str) -> date | None:
    """A day written as 2026-11-21, or None when there is no such day, or one too long ago."""
    try:
        found = date.fromisoformat(words)
    except ValueError:
        return None
    return found if found.year >= _OLDEST_YEAR and len(words) == 10 else None
