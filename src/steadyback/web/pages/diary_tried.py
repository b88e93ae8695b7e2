"""What she tried, and whether it helped. Only what she may do now is offered; anything else goes in her own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from steadyback.care.factors import looking_at
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.care.tell import tell
from steadyback.engine.screening import offer_exercise
from steadyback.journal.fold import Effective
from steadyback.web import diary_words as said
from steadyback.web.dates import day_words
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.rendering import render
from steadyback.web.typed import Typed, read_day
from steadyback.web.undo import stamp_of_form, undo_line, with_word

_LONGEST_NAME = 200
_NOTHING_NAMED = "Choose what you tried, or write it in your own words."

Things = list[tuple[str, str]]


def things(state: State, rules: Rules) -> tuple[Things, Things, Things]:
    """What may be picked: care methods, steps of the ladder, and moves, each only while nothing holds it."""
    decide, knowledge = looking_at(state, rules), rules.knowledge
    methods = [
        (name, words) for name, words in said.METHODS.items() if decide(knowledge.method[name]).standing == "now"
    ]
    steps = [
        (offer.rung, f"Step {knowledge.rung[offer.rung].number}: {knowledge.rung[offer.rung].card.title}")
        for offer in state.offers
        if not offer.is_held
    ]
    moves = [
        (name, exercise.card.title)
        for name, exercise in knowledge.exercise.items()
        if not offer_exercise(knowledge, rules.naming, exercise, state.her).is_held
    ]
    return methods, steps, moves


def _page(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], _now: datetime) -> Reply:
    told = request.told("on")
    on = read_day(told) if told else None
    if told and (on is None or on > state.day):
        faults = {"on": "This is not a day that has been. Write it as 2026-11-21."}
        return Reply(_draw(request, state, rules, next(stamps).id, {}, faults), 422)
    return Reply(_draw(request, state, rules, next(stamps).id, {}, {}))


def _draw(
    request: Request, state: State, rules: Rules, form: str, values: Mapping[str, str], faults: Mapping[str, str]
) -> str:
    spasm = _spasm(request, state)
    on = _day(request, state, spasm)
    tried = said.tried_with(spasm, state) if spasm else _tried_on(state, on)
    methods, steps, moves = things(state, rules)
    here = f"/diary/day?on={on}"
    saved = state.diary.by_id.get(request.told("saved"))
    got_worse = saved is not None and not saved.is_withdrawn and saved.body.get("helped") == "worse"
    return render(
        "diary_tried.html",
        tab="diary",
        undo=undo_line(request, state, "/diary/tried" + ("" if on == state.day else f"?on={on}")),
        form=form,
        spasm=spasm.entry.id if spasm else "",
        on=str(on),
        about="With your spasm: " + said.when(spasm, state.day) if spasm else day_words(on, state.day),
        back=f"/diary/spasm?saved={spasm.entry.id}" if spasm else here,
        methods=methods,
        steps=steps,
        moves=moves,
        helped=list(said.HELPED.items()),
        values=values,
        faults=faults,
        got_worse=got_worse,
        lines=[said.line_of(one, state, rules.knowledge) for one in tried],
    )


def _spasm(request: Request, state: State) -> Effective | None:
    one = state.diary.by_id.get(request.told("spasm"))
    return one if one is not None and one.entry.kind == "spasm" and not one.is_withdrawn else None


def _day(request: Request, state: State, spasm: Effective | None) -> date:
    if spasm is not None:
        return date.fromisoformat(str(spasm.body.get("began_at") or spasm.entry.at)[:10])
    on = read_day(request.told("on"))
    return on if on is not None and on <= state.day else state.day


def _tried_on(state: State, on: date) -> list[Effective]:
    return [one for one in state.diary.by_day.get(str(on), ()) if one.entry.kind == "tried"]


def _save(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], now: datetime) -> Reply:
    typed = Typed(request, now)
    spasm = _spasm(request, state)
    known = {name for some in things(state, rules) for name, _ in some}
    told = {
        "what": typed.choice("what", known),
        "name": typed.text("name", _LONGEST_NAME),
        "helped": typed.choice("helped", said.HELPED),
        "spasm": spasm.entry.id if spasm else None,
        "on": str(_day(request, state, spasm)),
    }
    typed.day("on")
    if not typed.faults and told["what"] is None and told["name"] is None:
        typed.faults["what"] = _NOTHING_NAMED
    if typed.faults:
        return Reply(_draw(request, state, rules, request.told("form"), typed.given, typed.faults), 422)
    here = f"/diary/tried?spasm={told['spasm']}" if spasm else f"/diary/tried?on={told['on']}"
    stamp = stamp_of_form(request, state, stamps)
    if stamp is None:
        return Reply(see=with_word(here, "saved", request.told("form")))
    entries = [tell(stamp, "tried", told | ({"name": None} if told["what"] else {}))]
    if told["what"] and told["name"]:  # both were given: two things that she tried
        entries.append(tell(next(stamps), "tried", told | {"what": None}))
    return Reply(entries=tuple(entries), see=with_word(here, "saved", stamp.id))


ROUTES: Routes = {("GET", "/diary/tried"): _page, ("POST", "/diary/tried"): _save}
