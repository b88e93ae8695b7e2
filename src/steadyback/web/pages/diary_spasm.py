"""Her back grabbed: noted in three taps, changed later, and what comes first afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from steadyback.care.amend import amend
from steadyback.care.check_wanted import check_wanted
from steadyback.care.factors import NOTHING_MUCH, doings, factor_words, looking_at
from steadyback.care.note_spasm import note_spasm
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.journal.entry import EntryError
from steadyback.journal.fold import Effective
from steadyback.web import diary_words as said
from steadyback.web.dates import full_day
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.rendering import render
from steadyback.web.typed import Typed, read_day
from steadyback.web.undo import stamp_of_form, undo_line, with_word
from steadyback.web.words import sources_of

_PLACES = tuple(said.PLACES.items())
#: Four places at once; the others are folded.
_FIRST_PLACES = 4
_FIELDS = ("worst", "where", "doing", "feels", "began_at", "note", "own_words")
_LONGEST_DOING = 500
#: Why the check comes first, in the voice of the product.
FIRST_WORDS = {
    "paused": "The ladder is paused. Somebody should see you first.",
    "leg": "Pain that runs into the leg is checked first. It takes a minute.",
    "strong": "Pain this strong is checked first. It takes a minute.",
    "due": "The safety check comes before any step. It takes a minute.",
    "new": "A new spasm is checked before any step. It takes a minute.",
}


def _page(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], now: datetime) -> Reply:
    saved = state.diary.by_id.get(request.told("saved"))
    if saved is not None and saved.entry.kind == "spasm":
        return Reply(_noted(request, state, rules, saved))
    one = _hers(state, request.told("id"))
    if request.told("id") and one is None:
        return Reply(_draw(state, rules, next(stamps).id, now, {}, {}, None, is_gone=True), 404)
    values = _told(one, state, rules) if one else {}
    on = read_day(request.told("on"))
    if one is None and on and on < state.day:
        values = {"began_at": f"{on}T12:00"}
    return Reply(_draw(state, rules, next(stamps).id, now, values, {}, one))


def _hers(state: State, name: str) -> Effective | None:
    """A spasm of hers that stands, by id."""
    one = state.diary.by_id.get(name)
    return one if one is not None and one.entry.kind == "spasm" and not one.is_withdrawn else None


def _draw(
    state: State,
    rules: Rules,
    form: str,
    now: datetime,
    values: Mapping[str, str],
    faults: Mapping[str, str],
    one: Effective | None,
    *,
    is_gone: bool = False,
) -> str:
    """The form. ``one``: the spasm that is changed; ``form``: the id that a new one will have."""
    offered = doings(state, rules)
    is_folded_open = (
        one is not None or bool(faults) or any(values.get(name) for name in ("feels", "began_at", "note", "own_words"))
    )
    began = values.get("began_at", "")
    return render(
        "diary_spasm.html",
        tab="diary",
        title="Change this spasm" if one else "Note it in three taps",
        editing=one.entry.id if one else "",
        form=form,
        values=values,
        faults=faults,
        places=_PLACES[:_FIRST_PLACES],
        more_places=_PLACES[_FIRST_PLACES:],
        offered=offered,
        feels=list(said.FEELS.items()),
        latest=f"{now:%Y-%m-%dT%H:%M}",
        on_words=full_day(datetime.fromisoformat(began).date(), state.day) if began and not one and not faults else "",
        is_folded_open=is_folded_open,
        is_gone=is_gone,
    )


def _told(one: Effective, state: State, rules: Rules) -> dict[str, str]:
    """What the diary says of a spasm, as the form's fields."""
    values = {name: "" if one.body.get(name) is None else str(one.body[name]) for name in _FIELDS}
    values["began_at"] = values["began_at"][:16]
    known = doings(state, rules).ids
    if values["doing"] and values["doing"] not in known:
        values["own_words"] = factor_words(values["doing"], state, rules.knowledge)
    return values


def _save(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], now: datetime) -> Reply:
    typed = Typed(request, now)
    one = _hers(state, request.told("id"))
    told = _read(typed, state, rules, one)
    given = typed.given
    if typed.faults:
        return Reply(_draw(state, rules, request.told("form"), now, given, typed.faults, one), 422)
    stamp = stamp_of_form(request, state, stamps)
    if stamp is None:
        return Reply(see=with_word("/diary/spasm", "saved", request.told("form")))
    try:
        entry = amend(one, stamp, told) if one else note_spasm(stamp, **told)
    except EntryError:
        faults = {"began_at": "This time has not come yet. Look at the day and the hour."}
        return Reply(_draw(state, rules, request.told("form"), now, given, faults, one), 422)
    name = one.entry.id if one else stamp.id
    page = f"/diary/entry?id={name}" if one else "/diary/spasm"
    return Reply(entries=(entry,) if entry else (), see=with_word(page, "saved", name))


def _read(typed: Typed, state: State, rules: Rules, one: Effective | None) -> dict[str, Any]:
    """What the form says of a spasm. Her own words count where nothing of the list is picked.

    A beginning that was not touched stays to the second.
    """
    before = one.body if one else {}
    known = doings(state, rules).ids | {before.get("doing") or NOTHING_MUCH}
    own = typed.text("own_words", _LONGEST_DOING)
    doing = typed.choice("doing", known) or own
    if own and before.get("doing") and own == factor_words(before["doing"], state, rules.knowledge):
        doing = before["doing"]
    began = typed.moment("began_at")
    was = before.get("began_at")
    return {
        "worst": typed.number("worst", 0, 10, "Pain"),
        "where": typed.choice("where", said.PLACES),
        "doing": doing,
        "feels": typed.choice("feels", said.FEELS),
        "began_at": was if was and began and was[:16] == began[:16] else began,
        "note": typed.text("note"),
    }


def _noted(request: Request, state: State, rules: Rules, spasm: Effective) -> str:
    """The page after saving: the check if it comes first, else the quick action and a lighter day."""
    wanted = None if spasm.is_withdrawn else check_wanted(state, spasm)
    is_calm = wanted in (None, "new", "due")
    fact, habit = rules.knowledge.fact["cr-spasm-settles"], rules.knowledge.habit["hab-lighter-day"]
    return render(
        "diary_noted.html",
        tab="diary",
        undo=undo_line(request, state, "/diary"),
        is_withdrawn=spasm.is_withdrawn,
        spasm=spasm.entry.id,
        wanted=wanted,
        first_words=FIRST_WORDS.get(wanted or "", ""),
        rows=said.rows_of(spasm, spasm.body, state, rules.knowledge),
        tip=_tip(spasm, state, rules, is_checked=wanted is None) if is_calm else None,
        settles=fact.says[0].text,
        lighter=habit.says[0].text,
        sources=sources_of(rules.knowledge, (*fact.card.sources, *habit.card.sources)),
        tried=[said.line_of(one, state, rules.knowledge) for one in said.tried_with(spasm, state)],
    )


def _tip(spasm: Effective, state: State, rules: Rules, *, is_checked: bool) -> dict[str, Any] | None:
    """Why this may set a back off, and the quick thing to do, in the words that are right for her now.

    While the check is still to be made, nothing that asks for an exercise is said.
    """
    trigger = rules.knowledge.trigger.get(spasm.body.get("doing") or "")
    if trigger is None or (not is_checked and (trigger.moves or trigger.calmer_moves)):
        return None
    found = looking_at(state, rules)(trigger)
    if found.standing != "now":
        return None
    sources = tuple(citation for one in (*found.why, *found.says) for citation in one.sources)
    return {
        "title": trigger.card.title,
        "why": [one.text for one in found.why],
        "says": [one.text for one in found.says],
        "sources": sources_of(rules.knowledge, sources or trigger.card.sources),
    }


ROUTES: Routes = {("GET", "/diary/spasm"): _page, ("POST", "/diary/spasm"): _save}
