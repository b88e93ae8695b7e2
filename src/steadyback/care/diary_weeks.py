"""Her diary week by week, as counts: what was told, of how many days. What was not told is not counted as nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from steadyback.care.diary import Diary


class DiaryWeek(NamedTuple):
    """Seven days from ``first``, a Monday, to today at the latest.

    ``days_told``: days with a check-in or a spasm. ``worst``: 0 to 10, None when no day had a number. Of the check-ins:
    ``nights_told`` and ``nights_woken`` by pain, ``sleeps_told`` and ``sleeps_bad`` (broken or poor), ``loads_told``,
    ``loads_more`` and ``loads_less`` than usual. ``medicine_days``: days with a medicine noted. ``sure``: the last
    answer of the week to how sure she is that moving is safe, 0 to 10, or None.
    """

    first: date
    days_told: int
    spasms: int
    worst: int | None
    nights_told: int
    nights_woken: int
    sleeps_told: int
    sleeps_bad: int
    medicine_days: int
    loads_told: int
    loads_more: int
    loads_less: int
    sure: int | None


def diary_weeks(diary: Diary, today: date, number: int) -> tuple[DiaryWeek, ...]:
    """The last ``number`` weeks, oldest first; the last one is the week of ``today``."""
    monday = today - timedelta(days=today.weekday())
    firsts = [monday - timedelta(weeks=back) for back in range(number - 1, -1, -1)]
    return tuple(_week(diary, first, today) for first in firsts)


def _week(diary: Diary, first: date, today: date) -> DiaryWeek:
    days = [day for day in diary.between(first, first + timedelta(days=6)) if day <= today]
    names = [str(day) for day in days]
    told = [diary.days[name].body for name in names if name in diary.days]
    is_told = [day for day, name in zip(days, names, strict=True) if name in diary.days or name in diary.spasms_on]
    worst = [found for day in is_told if (found := diary.worst_on(day)) is not None]
    sures = _said(told, "sure")
    return DiaryWeek(
        first=first,
        days_told=len(is_told),
        spasms=sum(len(diary.spasms_on.get(name, ())) for name in names),
        worst=max(worst, default=None),
        nights_told=len(_said(told, "woke")),
        nights_woken=sum(_said(told, "woke")),
        sleeps_told=len(_said(told, "sleep")),
        sleeps_bad=sum(sleep != "good" for sleep in _said(told, "sleep")),
        medicine_days=sum(_has_medicine(diary, name) for name in names),
        loads_told=len(_said(told, "load")),
        loads_more=_said(told, "load").count("more"),
        loads_less=_said(told, "load").count("less"),
        sure=sures[-1] if sures else None,
    )


def is_medicine_day(diary: Diary, day: date) -> bool:
    """Whether she noted a medicine on ``day``."""
    return _has_medicine(diary, str(day))


def _has_medicine(diary: Diary, name: str) -> bool:
    return any(one.entry.kind == "medicine" for one in diary.by_day.get(name, ()))


def _said(told: list[Any], name: str) -> list[Any]:
    """What was said under ``name``, day by day, without the days that left it out."""
    return [body[name] for body in told if body.get(name) is not None]
