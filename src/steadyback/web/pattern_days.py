"""The days behind a pattern: on which days she said yes to a factor, each leading to its own page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from markupsafe import Markup

from steadyback.care.diary import Diary
from steadyback.care.patterns_of_her_days import pattern_days
from steadyback.care.state import State
from steadyback.web.dates import count_words, full_day, short_day
from steadyback.web.plots import day_dot

#: So many of the newest days are shown; the calendar has the others.
SHOWN: Final = 12


class DayLink(NamedTuple):
    """One day with a factor: where it leads, its dot, its short name, and the dot in words."""

    href: str
    dot: Markup
    short: str
    words: str


def days_with(diary: Diary, today: date) -> Mapping[str, Sequence[date]]:
    """For every factor that held on some day, its days as the search for patterns counts them, newest first."""
    found: dict[str, list[date]] = {}
    for day in reversed(pattern_days(diary, today)):
        for name, was in day.held.items():
            if was:
                found.setdefault(name, []).append(day.on)
    return found


def link_to(state: State, on: date) -> DayLink:
    """A day as a link."""
    worst, spasms = state.diary.worst_on(on), len(state.diary.spasms_on.get(str(on), ()))
    told = [f"worst pain {worst}"] if worst is not None else []
    told += [count_words(spasms, "spasm")] if spasms else []
    year = "" if on.year == state.day.year else f" {on.year}"
    dot = day_dot(worst, is_told=True, spasms=spasms)
    return DayLink(
        f"/diary/day?on={on}", dot, short_day(on) + year, f"{full_day(on, state.day)}: {', '.join(told) or 'told'}"
    )
