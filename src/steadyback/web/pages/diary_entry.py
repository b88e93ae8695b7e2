"""One entry of hers: what it says, what it said at first, to change, to take back and to put back. And plain notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from steadyback.care.amend import amend
from steadyback.care.check_wanted import check_wanted
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.care.take_back import may_take_back
from steadyback.care.tell import tell
from steadyback.journal.entry import EntryError
from steadyback.journal.fold import Effective
from steadyback.web import diary_words as said
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.pages.diary_spasm import FIRST_WORDS
from steadyback.web.pages.plain import problem
from steadyback.web.rendering import render
from steadyback.web.typed import Typed, read_day
from steadyback.web.undo import stamp_of_form, undo_line, with_word

#: What may be changed on this page, by kind: field, words, and how it is typed.
FIELDS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "note": (("text", "Your note", "long"), ("on", "Which day?", "day")),
    "side-effect": (("text", "What you felt", "long"), ("on", "Which day?", "day")),
    "tried": (("helped", "Did it help?", "helped"), ("on", "Which day?", "day")),
    "medicine": (
        ("name", "What you took", "short"),
        ("amount", "How much, in your words", "short"),
        ("taken_at", "When?", "moment"),
    ),
}
#: Kinds that are changed on a page of their own.
_ELSEWHERE = {"spasm": "/diary/spasm?id={id}", "day": "/diary/day?on={on}", "trigger": "/diary/triggers",
              "medicine-plan": "/diary/medicines/plan?id={id}"}  # fmt: skip
_AT_MOST = {"text": 20_000, "name": 200, "amount": 100}
_LONGEST_SIDE_EFFECT = 2_000
_NAMES_A_BABY = frozenset({"birth", "due-date"})
_GONE = (
    "That entry is not in your diary. Perhaps it was told on another device that has not come together with this one."
)


def _page(request: Request, state: State, rules: Rules, _stamps: Iterator[Stamp], _now: datetime) -> Reply:
    one = state.diary.by_id.get(request.told("id"))
    if one is None:
        return Reply(problem("This entry is not here", _GONE), 404)
    return Reply(_draw(request, one, state, rules, _values(one), {}))


def _values(one: Effective) -> dict[str, str]:
    fields = FIELDS.get(one.entry.kind, ())
    values = {name: str(one.body.get(name) or "") for name, _, _ in fields}
    return values | ({"taken_at": values["taken_at"][:16]} if "taken_at" in values else {})


def _draw(
    request: Request,
    one: Effective,
    state: State,
    rules: Rules,
    values: Mapping[str, str],
    faults: Mapping[str, str],
) -> str:
    kind, name = one.entry.kind, one.entry.id
    elsewhere = _ELSEWHERE.get(kind, "").format(id=name, on=one.body.get("on", ""))
    before = said.rows_of(one, one.entry.body, state, rules.knowledge)
    now = said.rows_of(one, one.body, state, rules.knowledge)
    is_fresh = kind == "spasm" and bool(request.told("saved")) and not one.is_withdrawn
    wanted = check_wanted(state, one) if is_fresh else None
    is_unsaid = state.timing.is_loss and kind in _NAMES_A_BABY
    return render(
        "diary_entry.html",
        tab="diary",
        title="Something told" if is_unsaid else said.KINDS.get(kind, "Something told"),
        undo=undo_line(request, state, "/diary"),
        check_first=FIRST_WORDS[wanted] if wanted else "",
        when=said.when(one, state.day),
        told_at=said.told_at(one, state.day),
        rows=now,
        before=before if before != now else [],
        is_withdrawn=one.is_withdrawn,
        withdrawal=one.withdrawn_by[0] if one.is_withdrawn else "",
        entry=name,
        may_take_back=may_take_back(one),
        may_change=not one.is_withdrawn,
        elsewhere="" if one.is_withdrawn else elsewhere,
        tried=f"/diary/tried?spasm={name}" if kind == "spasm" and not one.is_withdrawn else "",
        lines=[said.line_of(each, state, rules.knowledge) for each in said.tried_with(one, state)],
        fields=[field for field in FIELDS.get(kind, ()) if not _is_fixed(one, field[0])],
        helped=list(said.HELPED.items()),
        values=values,
        faults=faults,
        today=str(state.day),
    )


def _is_fixed(one: Effective, field: str) -> bool:
    """A medicine of a plan bears the plan's name."""
    return field == "name" and one.entry.kind == "medicine" and bool(one.body.get("plan"))


def _change(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], now: datetime) -> Reply:
    one = state.diary.by_id.get(request.told("id"))
    if one is None or one.is_withdrawn or one.entry.kind not in FIELDS:
        return Reply(problem("This entry is not here", _GONE), 404)
    typed = Typed(request, now)
    told = {
        name: _read(typed, one, name, shape) for name, _, shape in FIELDS[one.entry.kind] if not _is_fixed(one, name)
    }
    _needs_words(told, typed)
    here = f"/diary/entry?id={one.entry.id}"
    if not typed.faults:
        try:
            entry = amend(one, next(stamps), told)
        except EntryError:
            typed.faults["on" if "on" in told else "taken_at"] = (
                "This could not be kept as it is. Look at it once more."
            )
        else:
            return Reply(entries=(entry,) if entry else (), see=with_word(here, "saved", one.entry.id))
    return Reply(_draw(request, one, state, rules, typed.given, typed.faults), 422)


def _needs_words(told: Mapping[str, Any], typed: Typed) -> None:
    for name in ("text", "name"):
        if name in told and not told[name]:
            typed.faults.setdefault(name, "Write a few words. To take it away, take it back below.")


def _read(typed: Typed, one: Effective, name: str, shape: str) -> Any:
    match shape:
        case "day":
            return typed.day(name)
        case "moment":
            found, was = typed.moment(name), one.body.get(name)
            return was if was and found and was[:16] == found[:16] else found
        case "helped":
            return typed.choice(name, said.HELPED)
        case _:
            return typed.text(name, _LONGEST_SIDE_EFFECT if one.entry.kind == "side-effect" else _AT_MOST[name])


def _note_page(request: Request, state: State, _rules: Rules, stamps: Iterator[Stamp], _now: datetime) -> Reply:
    on = read_day(request.told("on"))
    day = str(on) if on and on <= state.day else str(state.day)
    return Reply(_draw_note(next(stamps).id, {"on": day}, {}, state))


def _draw_note(form: str, values: Mapping[str, str], faults: Mapping[str, str], state: State) -> str:
    return render("diary_note.html", tab="diary", form=form, values=values, faults=faults, today=str(state.day))


def _keep_note(request: Request, state: State, _rules: Rules, stamps: Iterator[Stamp], now: datetime) -> Reply:
    typed = Typed(request, now)
    words, on = typed.text("text"), typed.day("on")
    if not words:
        typed.faults.setdefault("text", "Write a few words first.")
    if typed.faults:
        return Reply(_draw_note(request.told("form"), typed.given, typed.faults, state), 422)
    stamp = stamp_of_form(request, state, stamps)
    if stamp is None:
        return Reply(see=with_word("/diary", "saved", request.told("form")))
    return Reply(entries=(tell(stamp, "note", {"text": words, "on": on}),), see=with_word("/diary", "saved", stamp.id))


ROUTES: Routes = {
    ("GET", "/diary/entry"): _page,
    ("POST", "/diary/entry"): _change,
    ("GET", "/diary/note"): _note_page,
    ("POST", "/diary/note"): _keep_note,
}
