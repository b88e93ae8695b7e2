"""One day on one screen: how the back was, the night, what the day held. Everything may be left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from steadyback.care.factors import FactorList, held_by_a_day
from steadyback.care.keep_day import keep_day
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.journal.entry import EntryError
from steadyback.web import diary_words as said
from steadyback.web.dates import day_words, full_day
from steadyback.web.diary_days import first_day_told, first_shown
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.rendering import render
from steadyback.web.typed import Typed, read_day
from steadyback.web.undo import undo_line, with_word
from steadyback.web.words import sources_of

_FIELDS = ("worst", "load", "sleep", "managed", "sure", "note")
_NOT_A_DAY = "This is not a date. Write it as 2026-11-21."
_NOT_YET = "This day has not come yet. Look at the month and the year."
_TOO_LONG = "This day could not be kept as it is. Look at it once more."


def _page(request: Request, state: State, rules: Rules, _stamps: Iterator[Stamp], _now: datetime) -> Reply:
    told = request.told("on")
    on = read_day(told) if told else state.day
    if on is None or on > state.day:
        fault = _NOT_A_DAY if on is None else _NOT_YET
        return Reply(_draw(request, state, rules, state.day, {"on": told}, {"on": fault}), 422)
    return Reply(_draw(request, state, rules, on, None, {}))


def _draw(
    request: Request, state: State, rules: Rules, on: date, given: Mapping[str, str] | None, faults: Mapping[str, str]
) -> str:
    """The page of a day. ``given``: what she typed, to be kept in the form; None: what the diary says."""
    one = state.diary.days.get(str(on))
    fits = held_by_a_day(state, rules)
    values = _told(one.body if one else {}, fits) if given is None or "form" not in given else dict(given)
    here = f"/diary/day?on={on}"
    earliest = min(first_day_told(state), first_shown(state.day))  # further back goes by the date, not day by day
    others = [
        found
        for found in state.diary.by_day.get(str(on), ())
        if found.entry.kind in _OTHERS and not found.body.get("spasm")
    ]
    return render(
        "diary_day.html",
        tab="diary",
        title=day_words(on, state.day),
        on=str(on),
        typed_on=(given or {}).get("on", ""),
        in_full=full_day(on, state.day) if on >= state.day - timedelta(days=1) else "",
        today=str(state.day),
        is_today=on == state.day,
        before=f"/diary/day?on={on - timedelta(days=1)}" if on > earliest else "",
        after=f"/diary/day?on={on + timedelta(days=1)}" if on < state.day else "",
        values=values,
        faults=faults,
        fits=fits,
        undo=undo_line(request, state, here),
        cramp=_cramp_words(rules) if one and (one.body.get("held") or {}).get("calf-cramp") == "yes" else None,
        check_is_due=bool(request.told("saved")) and on == state.day and state.check_is_due,
        loads=list(said.LOADS.items()),
        sleeps=list(said.SLEEPS.items()),
        managed=list(said.MANAGED.items()),
        lines=[said.line_of(found, state, rules.knowledge, on_its_day=True) for found in others],
        is_told=one is not None,
    )


_OTHERS = frozenset({"spasm", "tried", "medicine", "side-effect", "note", "move"})


def _told(body: Mapping[str, Any], fits: FactorList) -> dict[str, str]:
    """What the diary says of a day, as the form's fields."""
    values = {name: "" if body.get(name) is None else str(body[name]) for name in _FIELDS}
    woke, held = body.get("woke"), body.get("held") or {}
    values["woke"] = "" if woke is None else ("yes" if woke else "no")
    return values | {f"held-{name}": str(held.get(name, "")) for name in fits.ids}


def _cramp_words(rules: Rules) -> dict[str, Any]:
    """What the content says first about a cramp: look at the calf."""
    fact = rules.knowledge.fact["calf-cramp-care"]
    return {"words": fact.says[0].text, "sources": sources_of(rules.knowledge, fact.says[0].sources)}


def _save(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], now: datetime) -> Reply:
    typed = Typed(request, now)
    fits = held_by_a_day(state, rules)
    on = typed.day("on") or ("" if typed.faults else str(state.day))
    told = {
        "worst": typed.number("worst", 0, 10, "Pain"),
        "load": typed.choice("load", said.LOADS),
        "sleep": typed.choice("sleep", said.SLEEPS),
        "woke": typed.yes_no("woke"),
        "managed": typed.choice("managed", said.MANAGED),
        "sure": typed.number("sure", 0, 10, "How sure you are"),
        "note": typed.text("note"),
    }
    held = _held(request, fits)
    if typed.faults:
        return Reply(
            _draw(request, state, rules, _day_or_today(on, state), typed.given | {"form": "1"}, typed.faults), 422
        )
    try:
        entry = keep_day(state.diary, next(stamps), date.fromisoformat(on), told, held)
    except EntryError:
        given = typed.given | {"form": "1"}
        return Reply(_draw(request, state, rules, date.fromisoformat(on), given, {"on": _TOO_LONG}), 422)
    here = "/diary/day" + ("" if on == str(state.day) else f"?on={on}")
    before = state.diary.days.get(on)
    if entry is None:
        return Reply(see=with_word(here, "saved", before.entry.id) if before else here)
    name = before.entry.id if before else entry.id
    return Reply(entries=(entry,), see=with_word(here, "saved", name))


def _day_or_today(on: str, state: State) -> date:
    return date.fromisoformat(on) if on else state.day


def _held(request: Request, fits: FactorList) -> dict[str, str]:
    """Her answer to each factor on the form, empty for none; "the others: no" answers what she left of the first list.

    A factor that did not stand on the form is not in it.
    """
    names = [name for name in sorted(fits.ids) if f"held-{name}" in request.form]
    answers = {name: request.told(f"held-{name}") for name in names}
    held = {name: answer if answer in ("yes", "no") else "" for name, answer in answers.items()}
    if request.told("rest") == "no":
        first = {factor.id for factor in fits.first}
        held |= {name: "no" for name, answer in held.items() if name in first and not answer}
    return held


ROUTES: Routes = {("GET", "/diary/day"): _page, ("POST", "/diary/day"): _save}
