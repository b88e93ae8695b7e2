"""Days and instants as text: ISO 8601, the Gregorian calendar, the years 1900 to 2199.

A day is ``2026-03-01``. An instant is ``2026-03-01T03:12:45+00:00``: seconds and up to six decimals may be left
out, the offset may not (``Z`` or ``+hh:mm``), because only then can two devices agree which came first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_DAY = "(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
#: For JSON Schema; a pattern lets 30 February by, the functions below do not.
DAY_PATTERN = f"^{_DAY}$"
INSTANT_PATTERN = (
    f"^{_DAY}T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{{1,6}})?)?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$"
)


def is_day(value: object) -> bool:
    """Whether ``value`` is a day that exists, written as ``2026-03-01``."""
    if not isinstance(value, str) or not re.fullmatch(_DAY, value):
        return False
    try:
        day_of(value)
    except ValueError:
        return False
    return True


def is_instant(value: object) -> bool:
    """Whether ``value`` is an instant that exists, with its offset."""
    if not isinstance(value, str) or not re.fullmatch(INSTANT_PATTERN[1:-1], value):
        return False
    return is_day(value[:10])


def utc_of(at: str) -> str:
    """The instant in UTC, always 27 characters long, so that text order is time order. ValueError if it is none."""
    from datetime import UTC, datetime  # here, because a cold start may not need it

    return datetime.fromisoformat(at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def day_of(text: str) -> date:
    """The day written in ``text``; of an instant, the day its own clock showed. ValueError if it is none."""
    from datetime import date

    return date.fromisoformat(text[:10])
