"""Her diary week by week: each thing as a sentence, then a small plot, then the numbers. Counts only, never causes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from markupsafe import Markup

from steadyback.care.diary_weeks import DiaryWeek, diary_weeks
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.web.dates import count_words, number_words, sentence, short_day
from steadyback.web.diary_days import is_empty, stage_marks_of_weeks, stage_words
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.plots import Mark, bars, line
from steadyback.web.rendering import render

#: How many weeks may be looked at, the first is the usual.
SPANS = {"12": "Twelve weeks", "26": "Half a year", "52": "A year"}

Weeks = Sequence[DiaryWeek]
Marks = Sequence[Mark]


class Trend(NamedTuple):
    """One thing over the weeks: its name, what the numbers say, the plot, and the numbers (None: not told)."""

    name: str
    says: str
    plot: Markup | None
    head: str
    numbers: list[tuple[str, str]]


def _page(request: Request, state: State, _rules: Rules, _stamps: Iterator[Stamp], _now: datetime) -> Reply:
    span = request.told("weeks") if request.told("weeks") in SPANS else "12"
    weeks = diary_weeks(state.diary, state.day, int(span))
    firsts = [week.first for week in weeks]
    marks = stage_marks_of_weeks(state, firsts)
    body = render(
        "diary_trends.html",
        tab="diary",
        span=span,
        spans=list(SPANS.items()),
        is_empty=is_empty(state),
        first=short_day(weeks[0].first) + (f" {weeks[0].first.year}" if weeks[0].first.year != state.day.year else ""),
        told=sum(week.days_told for week in weeks),
        trends=[] if is_empty(state) else [make(weeks, marks) for make in _TRENDS],
        marked=stage_words(state, [first + timedelta(days=day) for first in firsts for day in range(7)]),
    )
    return Reply(body)


def _spasms(weeks: Weeks, marks: Marks) -> Trend:
    values = [week.spasms if week.days_told else None for week in weeks]
    total, top = sum(week.spasms for week in weeks), max(weeks, key=lambda week: week.spasms)
    told = sum(bool(week.days_told) for week in weeks)
    if not told:
        return _bars("Spasms", "Nothing was told of these weeks.", weeks, values, marks, "Spasms")
    says = f"{sentence(count_words(total, 'spasm'))} in the {count_words(told, 'week')} you told us of."
    if top.spasms > 1:
        says += f" Most in one week: {number_words(top.spasms)}, from {short_day(top.first)}."
    return _bars("Spasms", says, weeks, values, marks, "Spasms")


def _worst(weeks: Weeks, marks: Marks) -> Trend:
    values = [week.worst for week in weeks]
    told = [(week.worst, week) for week in weeks if week.worst is not None]
    if not told:
        return Trend("Worst pain", "No pain was told in these weeks.", None, "Worst pain, 0 to 10", [])
    worst, week = max(told, key=lambda pair: pair[0])
    says = f"The worst pain told was {worst} of 10, in the week from {short_day(week.first)}."
    label = f"Worst pain of each week, 0 to 10. {says}"
    plot = line(values, label, ends=_ends(weeks), marks=marks, ends_now=False)
    return Trend("Worst pain", says, plot, "Worst pain, 0 to 10", _numbers(weeks, values))


def _nights(weeks: Weeks, marks: Marks) -> Trend:
    values = [week.nights_woken if week.nights_told else None for week in weeks]
    woken, told = sum(week.nights_woken for week in weeks), sum(week.nights_told for week in weeks)
    says = _of(
        woken, told, "night", "Pain woke you on {some} of the {all} you told us of.", "Nothing was told of nights."
    )
    return _bars("Woken by pain", says, weeks, values, marks, "Nights woken")


def _sleep(weeks: Weeks, marks: Marks) -> Trend:
    values = [week.sleeps_bad if week.sleeps_told else None for week in weeks]
    bad, told = sum(week.sleeps_bad for week in weeks), sum(week.sleeps_told for week in weeks)
    says = _of(bad, told, "night", "Sleep was broken or poor on {some} of the {all} you told us of.",
               "Nothing was told of sleep.")  # fmt: skip
    return _bars("Sleep", says, weeks, values, marks, "Nights of broken or poor sleep")


def _medicine(weeks: Weeks, marks: Marks) -> Trend:
    values = [week.medicine_days if week.days_told or week.medicine_days else None for week in weeks]
    days = sum(week.medicine_days for week in weeks)
    says = f"You noted a medicine on {count_words(days, 'day')}." if days else "No medicine was noted."
    return _bars("Medicines", says, weeks, values, marks, "Days with a medicine")


def _load(weeks: Weeks, marks: Marks) -> Trend:
    values = [week.loads_more if week.loads_told else None for week in weeks]
    more, less, told = (
        sum(found) for found in zip(*((w.loads_more, w.loads_less, w.loads_told) for w in weeks), strict=True)
    )
    says = _of(more, told, "day", "There was more to do than usual on {some} of the {all} you told us of.",
               "Nothing was told of how much there was to do.")  # fmt: skip
    if told:
        says += f" There was less on {less or 'none'}."
    return _bars("How much there was to do", says, weeks, values, marks, "Days with more than usual")


def _sure(weeks: Weeks, marks: Marks) -> Trend:
    values = [week.sure for week in weeks]
    told = [value for value in values if value is not None]
    if not told:
        return Trend("How sure moving is safe", "Nothing was told of this.", None, "How sure, 0 to 10", [])
    says = (
        f"You said {told[-1]} of 10 last."
        if len(told) == 1
        else f"You said {told[0]} of 10 first, and {told[-1]} last."
    )
    says += " It is something to talk about, not a test."
    plot = line(
        values, f"How sure that moving is safe, 0 to 10. {says}", ends=_ends(weeks), marks=marks, ends_now=False
    )
    return Trend("How sure moving is safe", says, plot, "How sure, 0 to 10", _numbers(weeks, values))


_TRENDS: tuple[Callable[[Weeks, Marks], Trend], ...] = (_spasms, _worst, _nights, _sleep, _medicine, _load, _sure)


def _of(some: int, told: int, what: str, words: str, nothing: str) -> str:
    if not told:
        return nothing
    return words.format(some=some or "none", all=f"{told} {what}{'' if told == 1 else 's'}")


def _bars(name: str, says: str, weeks: Weeks, values: list[int | None], marks: Marks, head: str) -> Trend:
    has_any = any(values)
    plot = bars(values, f"{head}, week by week. {says}", ends=_ends(weeks), marks=marks) if has_any else None
    return Trend(name, says, plot, head, _numbers(weeks, values) if has_any else [])


def _ends(weeks: Weeks) -> tuple[str, str]:
    return short_day(weeks[0].first), "this week"


def _numbers(weeks: Weeks, values: Sequence[Any]) -> list[tuple[str, str]]:
    return [
        (short_day(week.first), "not told" if value is None else str(value))
        for week, value in zip(weeks, values, strict=True)
    ]


ROUTES: Routes = {("GET", "/diary/trends"): _page}
