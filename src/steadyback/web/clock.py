"""What to say when the clock of the device and her diary cannot both be right."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from steadyback.care.state import State
from steadyback.journal.instant import day_of
from steadyback.web.dates import full_day

#: A note from so far ahead was not made by this clock: time zones differ by little more than a day [P].
_AHEAD: Final = timedelta(days=1)
#: After so long a silence the clock may have jumped; if it has not, nothing is lost by asking [P].
_SILENCE: Final = timedelta(days=200)
_ASK = "If the date of this device is wrong, set it right: what we say depends on it. Nothing you noted is lost."


def clock_note(state: State) -> str | None:
    """A sentence or two for her, or None when nothing looks wrong."""
    newest = max((day_of(told[-1].entry.at) for told in state.diary.by_kind.values() if told), default=None)
    if newest is None:
        return None
    if not -_SILENCE <= newest - state.day <= _AHEAD:
        # the year always stands there: it may be what is wrong
        here, there = full_day(state.day, date.min), full_day(newest, date.min)
        return f"This device says that it is {here}. Your last note is from {there}. {_ASK}"
    return None
