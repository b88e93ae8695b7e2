"""The days behind a pattern: on which days she said yes to a factor, each leading to its own page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from markupsafe import Markup

from steadyback.care.diary import Diary
from steadyback.care.factors import with_joined
from steadyback.care.state import State
from steadyback.web.dates import count_words, full_day, short_day
from steadyback.web.load_days import LOAD_SPIKE, load_days
from steadyback.web.plots import day_dot

#: So many of the newest days are shown; the calendar has the others.
SHOWN: Final = 12
_POOR_SLEEP: Final = "trg-poor-sleep"
_LOOK_BACK: Final = 182  # days in which days of more to do are looked for


class DayLink(NamedTuple):
    """One day with a factor: where it leads, its dot, its short name, and the dot in words."""

    href: str
    dot: Markup
    short: str
    words: str


def days_with(diary: Diary, today: date) -> Mapping[str, Sequence[date]]:
    """For every factor that was ever answered with yes, its days, newest first.

    A poor night is told by the sleep; a day with more to do than usual, where she did not say, by the loads of
    the last half year.
    """
    spikes = {str(day.on) for day in load_days(diary, today, _LOOK_BACK) if day.is_spike}
    found: dict[str, list[date]] = {}
    for day in sorted(diary.days, reverse=True):
        body = diary.days[day].body
        held = dict(body.get("held") or {})
        if body.get("sleep") is not None:
            held.setdefault(_POOR_SLEEP, "no" if body["sleep"] == "good" else "yes")
        if day in spikes:
            held.setdefault(LOAD_SPIKE, "yes")
        joined = with_joined(held)
        for name in {**held, **joined}:
            if "yes" in (held.get(name), joined.get(name)):
                found.setdefault(name, []).append(date.fromisoformat(day))
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
