"""The diary: what the last weeks come to, each day as a dot, the worst pain, and what was noted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from steadyback.care.diary import Diary
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.care.take_back import may_take_back
from steadyback.journal.fold import Effective
from steadyback.web import diary_days as days_of
from steadyback.web.dates import count_words, month_words, sentence, short_day
from steadyback.web.diary_words import Line, line_of
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.pages.needs import needs_view
from steadyback.web.plots import line
from steadyback.web.rendering import render
from steadyback.web.undo import undo_line

#: Notes on the front page, and on a page of notes.
_FEW, _MANY = 6, 20
#: What stands in the list of notes.
_LISTED = frozenset({"spasm", "day", "note", "tried", "medicine", "side-effect"})


def front(request: Request, state: State, rules: Rules) -> str:
    """The first page of the diary."""
    today = state.day
    days = state.diary.between(days_of.first_shown(today), today)
    values = days_of.worst_of_days(state, days)
    worst_words = days_of.worst_words(days, values, today)
    plot = line(
        values,
        f"Worst pain each day, 0 to 10, {short_day(days[0])} to today. {worst_words}",
        ends=(short_day(days[0]), "today"),
        marks=days_of.stage_marks(state, days),
    )
    notes, has_more = _notes(state, rules, 1, _FEW)
    return render(
        "diary.html",
        tab="diary",
        undo=undo_line(request, state, "/diary"),
        is_empty=days_of.is_empty(state),
        sentence=days_of.fortnight_words(state),
        told=days_of.days_told(state),
        weeks=days_of.last_weeks(state),
        plot=plot if any(value is not None for value in values) else None,
        worst_words=worst_words,
        marked=days_of.stage_words(state, days),
        table=[(short_day(day), value) for day, value in zip(days, values, strict=True) if value is not None],
        notes=notes,
        has_more=has_more,
        today=str(today),
        needs=needs_view(state, rules, "/diary"),
    )


def _notes(state: State, rules: Rules, page: int, size: int) -> tuple[list[Line], bool]:
    """One page of what was noted, newest first, and whether there is more after it."""
    diary = state.diary
    wanted = page * size
    found: list[Effective] = []
    for day in sorted(diary.by_day, reverse=True):
        found += _of_day(diary, day)
        if len(found) > wanted:
            break
    return [line_of(one, state, rules.knowledge) for one in found[wanted - size : wanted]], len(found) > wanted


def _of_day(diary: Diary, day: str) -> list[Effective]:
    """What was noted of one day, newest first; only the last check-in of a day counts."""
    listed = [one for one in diary.by_day[day] if one.entry.kind in _LISTED]
    return sorted((one for one in listed if _stands_alone(one, diary, day)), key=_moment, reverse=True)


def _stands_alone(one: Effective, diary: Diary, day: str) -> bool:
    """What was tried with a spasm stands in the spasm's own line; an older check-in of a day is not the day's."""
    if one.entry.kind == "tried":
        return not one.body.get("spasm")
    return one.entry.kind != "day" or diary.days.get(day) is one


def _moment(one: Effective) -> str:
    return str(one.body.get("began_at") or one.body.get("taken_at") or one.entry.at)


def _front(request: Request, state: State, rules: Rules, _stamps: Iterator[Stamp], _now: datetime) -> Reply:
    return Reply(front(request, state, rules))


def _notes_page(request: Request, state: State, rules: Rules, _stamps: Iterator[Stamp], _now: datetime) -> Reply:
    told = request.told("page")
    page = int(told) if told.isascii() and told.isdigit() and 0 < len(told) <= 4 else 1
    page = max(page, 1)
    notes, has_more = _notes(state, rules, page, _MANY)
    gone = [one for one in state.diary.taken_back[-_MANY:] if may_take_back(one)] if page == 1 else []
    lines = [line_of(one, state, rules.knowledge)._replace(href=f"/diary/entry?id={one.entry.id}") for one in gone]
    return Reply(
        render("diary_notes.html", tab="diary", notes=notes, page=page, has_more=has_more, gone=list(reversed(lines)))
    )


def _calendar(request: Request, state: State, _rules: Rules, _stamps: Iterator[Stamp], _now: datetime) -> Reply:
    first, this_month = days_of.first_day_told(state).replace(day=1), state.day.replace(day=1)
    told = request.told("month")
    asked = _month_of(told) if told else this_month
    shown = asked if asked is not None and first <= asked <= this_month else this_month
    body = render(
        "diary_calendar.html",
        tab="diary",
        title=month_words(shown),
        weeks=days_of.month(state, shown),
        before=days_of.month_link(days_of.month_before(shown)) if shown > first else None,
        after=days_of.month_link(days_of.month_after(shown)) if shown < this_month else None,
        is_elsewhere=shown != asked,
        sentence=_month_words(state, shown),
        marked=days_of.stage_words(state, _days_of_month(state, shown)),
    )
    return Reply(body, 422 if asked is None else 200)


def _month_of(told: str) -> date | None:
    try:
        return date.fromisoformat(f"{told}-01")
    except ValueError:
        return None


def _days_of_month(state: State, first: date) -> list[date]:
    """The days of a month that have come."""
    return state.diary.between(first, min(days_of.month_after(first) - timedelta(days=1), state.day))


def _month_words(state: State, first: date) -> str:
    days = _days_of_month(state, first)
    told = sum(state.diary.is_told(day) for day in days)
    spasms = sum(len(state.diary.spasms_on.get(str(day), ())) for day in days)
    worst = max((value for value in days_of.worst_of_days(state, days) if value is not None), default=None)
    if not told:
        return "Nothing was told of this month. That is fine."
    end = "" if worst is None else f" The worst pain was {worst} of 10."
    return f"{sentence(count_words(spasms, 'spasm'))}. Told on {told} of {len(days)} days.{end}"


ROUTES: Routes = {
    ("GET", "/diary"): _front,
    ("GET", "/diary/notes"): _notes_page,
    ("GET", "/diary/calendar"): _calendar,
}
