"""Her days as a calendar of dots, and what the last weeks come to, in one honest sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from markupsafe import Markup

from steadyback.care.state import State
from steadyback.vocabulary.timing import Stage
from steadyback.web.dates import count_words, full_day, month_words, number_words, sentence, short_day
from steadyback.web.plots import Mark, day_dot

#: How many weeks the front page shows, this one counted in.
WEEKS = 5
_FORTNIGHT = 14
#: Fewer spasms are called a quieter fortnight only when at least this many of its days were told [P].
_TOLD_ENOUGH = 7
#: And any difference is called one only from this many spasms on [P].
_DIFFERENCE = 2
#: Completed weeks of pregnancy, and weeks after birth, that are marked on a plot.
_PREGNANT_MARKS = (13, 20, 28, 37)
_AFTER_BIRTH_MARKS = (6, 12)


class DayCell(NamedTuple):
    """One day of the calendar. ``words`` say the dot; ``href`` is empty for a day that has not come."""

    href: str
    number: int
    dot: Markup
    words: str


class DayWeek(NamedTuple):
    """A row of the calendar: a week from its Monday. None stands for a day outside the month."""

    words: str
    cells: tuple[DayCell | None, ...]


def last_weeks(state: State, number: int = WEEKS) -> list[DayWeek]:
    """The last weeks, Monday to Sunday, the current one last."""
    first = first_shown(state.day, number)
    return [_week(state, first + timedelta(weeks=week)) for week in range(number)]


def first_shown(today: date, number: int = WEEKS) -> date:
    """The Monday that the last ``number`` weeks begin with."""
    return today - timedelta(days=today.weekday(), weeks=number - 1)


def month(state: State, first: date) -> list[DayWeek]:
    """The weeks of the month that ``first`` begins, without the days of its neighbours."""
    monday = first - timedelta(days=first.weekday())
    rows = []
    while monday < first or monday.month == first.month:
        rows.append(_week(state, monday, only_month=first.month))
        monday += timedelta(weeks=1)
    return rows


def _week(state: State, monday: date, only_month: int | None = None) -> DayWeek:
    days = [monday + timedelta(days=number) for number in range(7)]
    cells = tuple(_cell(state, day) if only_month in (None, day.month) else None for day in days)
    return DayWeek(short_day(monday), cells)


def _cell(state: State, day: date) -> DayCell:
    diary, today = state.diary, state.day
    if day > today:
        return DayCell("", day.day, Markup(""), "")
    worst, is_told, spasms = diary.worst_on(day), diary.is_told(day), len(diary.spasms_on.get(str(day), ()))
    parts = []
    if worst is not None:
        parts.append(f"worst pain {worst}")
    elif is_told:
        parts.append("told, without a number")
    if spasms:
        parts.append(count_words(spasms, "spasm"))
    name = f"Today, {full_day(day, today)}" if day == today else full_day(day, today)
    dot = day_dot(worst, is_told=is_told, spasms=spasms, is_today=day == today)
    return DayCell(f"/diary/day?on={day}", day.day, dot, f"{name}: {', '.join(parts) or 'no note'}")


def worst_of_days(state: State, days: Sequence[date]) -> list[int | None]:
    """The worst pain told of each day."""
    return [state.diary.worst_on(day) for day in days]


def worst_words(days: Sequence[date], values: Sequence[int | None], today: date) -> str:
    """What the plot of the worst pain shows, in words."""
    told = [(value, day) for day, value in zip(days, values, strict=True) if value is not None]
    if not told:
        return "No pain was told in these weeks."
    worst, on = max(told)
    least = min(told)[0]
    of = f"Told on {len(told)} of {len(days)} days."
    if worst == least:
        return f"{of} Each time {worst} of 10."
    return f"{of} Lowest {least}, highest {worst} of 10, on {full_day(on, today)}."


def stage_marks(state: State, days: Sequence[date]) -> list[Mark]:
    """Weeks of pregnancy, or the birth and weeks after it, that fall on ``days``; none after a loss, or in doubt."""
    places = {day: place for place, day in enumerate(days)}
    return [Mark(places[on], words) for on, words in _stage_days(state) if on in places]


def stage_words(state: State, days: Sequence[date]) -> str:
    """The same in words, for whoever does not see the marks: "28 weeks on 5 May."; empty when there is none."""
    shown = set(days)
    told = [f"{words} on {short_day(on)}" for on, words in _stage_days(state) if on in shown]
    return f"{sentence(', '.join(told))}." if told else ""


def stage_marks_of_weeks(state: State, firsts: Sequence[date]) -> list[Mark]:
    """The same marks on a plot of weeks: each at the week, of those beginning on ``firsts``, that it falls in."""
    return [
        Mark(place, words)
        for on, words in _stage_days(state)
        for place, first in enumerate(firsts)
        if first <= on < first + timedelta(weeks=1)
    ]


def _stage_days(state: State) -> list[tuple[date, str]]:
    """The days that are marked, with their words."""
    timing = state.timing
    if timing.first_day != timing.last_day or timing.is_loss or timing.stage is Stage.UNKNOWN:
        return []
    began = state.day - timedelta(days=timing.first_day)
    is_born = timing.stage is Stage.POSTPARTUM
    marked = [(0, "birth")] if is_born else []
    marked += [(week * 7, f"{week} weeks") for week in (_AFTER_BIRTH_MARKS if is_born else _PREGNANT_MARKS)]
    return [(began + timedelta(days=after), words) for after, words in marked]


def is_empty(state: State) -> bool:
    """Whether nothing has been told of any day yet."""
    kinds = ("spasm", "day", "note", "tried", "medicine", "side-effect")
    return not any(state.diary.of(kind) for kind in kinds)


def first_day_told(state: State) -> date:
    """The first day of her diary; today when there is none."""
    diary = state.diary
    found = [min(days) for days in (diary.days, diary.spasms_on) if days]
    notes = diary.of("note")[:1]
    found += [str(one.body.get("on") or one.entry.at)[:10] for one in notes]
    return min((date.fromisoformat(day) for day in found), default=state.day)


def fortnight_words(state: State) -> str:
    """The last two weeks beside the two before, as counts of spasms.

    It is called rougher or quieter only when the numbers carry it: two spasms apart, the two weeks before lie inside
    her diary, and, for quieter, enough of these days were told.
    """
    now, before = _spasms(state, 0), _spasms(state, _FORTNIGHT)
    if first_day_told(state) > state.day - timedelta(days=2 * _FORTNIGHT - 1):
        return f"{sentence(count_words(now, 'spasm'))} in the last two weeks."
    counts = f"{count_words(now, 'spasm')}, {_number_alone(before)} in the two weeks before."
    if now - before >= _DIFFERENCE:
        return f"A rougher fortnight: {counts}"
    if before - now >= _DIFFERENCE and days_told(state) >= _TOLD_ENOUGH:
        return f"A quieter fortnight: {counts}"
    return f"The last two weeks: {counts}"


def _number_alone(number: int) -> str:
    return "none" if number == 0 else number_words(number)


def _spasms(state: State, back: int) -> int:
    last = state.day - timedelta(days=back)
    days = state.diary.between(last - timedelta(days=_FORTNIGHT - 1), last)
    return sum(len(state.diary.spasms_on.get(str(day), ())) for day in days)


def days_told(state: State) -> int:
    """How many of the last fourteen days were told of."""
    days = state.diary.between(state.day - timedelta(days=_FORTNIGHT - 1), state.day)
    return sum(state.diary.is_told(day) for day in days)


def month_before(first: date) -> date:
    """The first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)


def month_after(first: date) -> date:
    """The first day of the month after."""
    return (first + timedelta(days=32)).replace(day=1)


def month_link(first: date) -> dict[str, str]:
    """A month as a link."""
    return {"href": f"/diary/calendar?month={first:%Y-%m}", "words": month_words(first)}
