"""Reminders: she chooses what and when, and takes a file for her own calendar. No server sends anything, ever."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from steadyback.care.reminders import KINDS, ONCE, Choice, choices, days_of, once, sources_of, times_of, wanted
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.care.tell import tell
from steadyback.exchange.calendar import WEEKDAYS, Reminder, calendar_file
from steadyback.journal.diary_kinds import BREAK_MINUTES
from steadyback.journal.shapes import CLOCK
from steadyback.web.after_a_loss import sources_for
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.pages.me_wishes import CLOCK_FAULT, read_quiet_hours
from steadyback.web.pages.under_me import under_me

GROUPS = (("back", "For your back"), ("day", "Through the day"), ("evening", "In the evening"), ("help", "Help"))
_DAY_NAMES = {"mo": "Mo", "tu": "Tu", "we": "We", "th": "Th", "fr": "Fr", "sa": "Sa", "su": "Su"}
_FULL_NAMES = {"mo": "Monday", "tu": "Tuesday", "we": "Wednesday", "th": "Thursday", "fr": "Friday",
               "sa": "Saturday", "su": "Sunday"}  # fmt: skip
_MOST_TIMES = 3
_MINUTES = (5, 10, 15, 20, 30, 45, 60)
#: The kind of the file, and the name that its address ends in.
_KIND = "text/calendar; charset=utf-8"


def _show(request: Request, state: State, rules: Rules, _stamps: Iterator[Stamp], now: datetime) -> Reply:
    return Reply(_page(state, rules, now, given=None, faults={}, saved=request.told("saved") == "1"))


def _page(
    state: State, rules: Rules, now: datetime, *, given: Request | None, faults: Mapping[str, str], saved: bool
) -> str:
    wishes = state.diary.preferences
    found = choices(state, rules)
    chosen = given.form.get("remind", []) if given else wishes.get("remind") or []
    ready = wanted(state, rules, now)
    return under_me(
        "me_reminders.html",
        "Reminders",
        groups=[
            (title, [_row(one, wishes, given) for one in found if one.kind.group == group]) for group, title in GROUPS
        ],
        chosen=chosen,
        day_names=_DAY_NAMES,
        full_names=_FULL_NAMES,
        has_appointments=any(one.body.get("on") for one in state.diary.booked.values()),
        told={name: _told(name, wishes, given) for name in _FIELDS},
        plain=(given.told("remind_words") if given else wishes.get("remind_words")) == "plain",
        ready=[_line(one) for one in _together(ready.reminders)],
        left_out=ready.left_out,
        once=[
            (one.kind.id, one.kind.plain, one.kind.minutes) for one in choices(state, rules, ONCE) if not one.because
        ],
        minutes=[(minutes, str(minutes)) for minutes in _MINUTES],
        faults=dict(faults),
        saved=saved,
        sources=sources_for(state, rules, [cited for one in found for cited in sources_of(one.kind, rules)]),
    )


_FIELDS = ("break_from", "break_to", "break_minutes", "quiet_from", "quiet_to")
_USUAL = {"break_from": "09:00", "break_to": "17:00", "break_minutes": "40", "quiet_from": "", "quiet_to": ""}


def _told(name: str, wishes: Mapping[str, Any], given: Request | None) -> str:
    return given.told(name) if given else str(wishes.get(name) or _USUAL[name])


def _row(choice: Choice, wishes: Mapping[str, Any], given: Request | None) -> dict[str, Any]:
    kind = choice.kind
    times = () if kind.id in ("breaks", "check-up") else times_of(kind, wishes)
    fields = [f"at-{kind.id}-{number}" for number in range(min(_MOST_TIMES, max(len(times), len(kind.at))))]
    return {
        "id": kind.id,
        "neutral": kind.neutral,
        "plain": kind.plain,
        "because": choice.because,
        "times": [
            (name, given.told(name) if given else (times[number] if number < len(times) else ""))
            for number, name in enumerate(fields)
        ],
        "by_day": kind.by_day,
        "days": given.form.get(f"days-{kind.id}", []) if given else days_of(kind, wishes),
    }


def _together(reminders: tuple[Reminder, ...]) -> list[tuple[str, list[str], tuple[str, ...] | None]]:
    """Reminders of one kind in one line: words, times, days."""
    found: dict[tuple[str, tuple[str, ...] | None], list[str]] = {}
    for one in reminders:
        when = f"{one.start:%H:%M}" if one.days else f"once, on {one.start.day}.{one.start.month}. at {one.start:%H:%M}"
        found.setdefault((one.words, one.days), []).append(when)
    return [(said, times, days) for (said, days), times in found.items()]


def _line(line: tuple[str, list[str], tuple[str, ...] | None]) -> dict[str, str]:
    said, times, days = line
    if days is None or len(days) == len(WEEKDAYS):
        on = "" if days is None else "every day"
    else:
        on = ", ".join(_FULL_NAMES[day] for day in days)
    return {"words": said, "times": ", ".join(times), "days": on}


def _tell(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], now: datetime) -> Reply:
    faults: dict[str, str] = {}
    chosen = [name for name in request.form.get("remind", []) if name in _KNOWN]
    body: dict[str, Any] = {
        "remind": chosen,
        "remind_at": _times(request, chosen, faults),
        "remind_days": _days(request, chosen),
        "remind_words": "plain" if request.told("remind_words") == "plain" else "neutral",
        **(_breaks(request, faults) if "breaks" in chosen else {}),
        **read_quiet_hours(request, faults),
    }
    routine = body["remind_at"].pop("routine", None)
    if routine:
        body["routine_at"] = routine[0]
    if faults:
        return Reply(_page(state, rules, now, given=request, faults=faults, saved=False), 422)
    return Reply(entries=(tell(next(stamps), "preferences", body),), see="/me/reminders?saved=1")


_KNOWN = frozenset({kind.id for kind in KINDS} | {"appointments"})


def _times(request: Request, chosen: list[str], faults: dict[str, str]) -> dict[str, list[str]]:
    """The times of what she chose; a field under something that is not ticked says nothing."""
    found: dict[str, list[str]] = {}
    for kind in (one for one in KINDS if one.id in chosen):
        for number in range(_MOST_TIMES):
            name = f"at-{kind.id}-{number}"
            text = request.told(name)
            if text and not CLOCK.fits(text):
                faults[name] = CLOCK_FAULT
            elif text:
                found.setdefault(kind.id, []).append(text)
    return found


def _days(request: Request, chosen: list[str]) -> dict[str, list[str]]:
    found = {name: [day for day in WEEKDAYS if day in request.form.get(f"days-{name}", [])] for name in chosen}
    return {name: days for name, days in found.items() if days}


def _breaks(request: Request, faults: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {name: request.told(name) for name in ("break_from", "break_to") if request.told(name)}
    for name, text in found.items():
        if not CLOCK.fits(text):
            faults[name] = CLOCK_FAULT
    if not faults and len(found) == 2 and found["break_to"] <= found["break_from"]:
        faults["break_to"] = "This is not after the time you begin. Please look at both."
    text, (least, most) = request.told("break_minutes"), BREAK_MINUTES
    if text and not (text.isascii() and text.isdecimal() and len(text) <= 3 and least <= int(text) <= most):
        faults["break_minutes"] = f"Between {least} and {most} minutes, please."
    elif text:
        found["break_minutes"] = int(text)
    return found


def _file(request: Request, state: State, rules: Rules, _stamps: Iterator[Stamp], now: datetime) -> Reply:
    version = len(state.diary.by_id)  # entries are only ever added, so this never falls
    single = next((one for one in choices(state, rules, ONCE) if one.kind.id == request.told("once")), None)
    if single is None:
        return Reply(calendar_file(wanted(state, rules, now).reminders, now, version=version), kind=_KIND)
    text = request.told("minutes")
    minutes = int(text) if text.isdecimal() and len(text) <= 3 else 0
    if single.because or minutes not in _MINUTES:
        return Reply(see="/me/reminders")
    return Reply(calendar_file([once(single.kind, state, now, minutes)], now, version=version), kind=_KIND)


ROUTES: Routes = {
    ("GET", "/me/reminders"): _show,
    ("POST", "/me/reminders"): _tell,
    ("GET", "/reminders.ics"): _file,
}
