"""A clinician's yes: by whom, when, for what, until when; and taking it back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from steadyback.care.put_right import take_clearance_back
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.care.tell import tell
from steadyback.journal.fold import Effective
from steadyback.vocabulary.timing import Stage
from steadyback.web.dates import full_day
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.forms import Told, read_day
from steadyback.web.pages.under_me import under_me

_LONGEST_NAME = 200


def _show(request: Request, state: State, rules: Rules, _stamps: Iterator[Stamp], _now: datetime) -> Reply:
    return Reply(_page(state, rules, given={}, picked=[], faults={}, saved=request.told("saved") == "1"))


def _page(
    state: State, rules: Rules, *, given: Mapping[str, str], picked: list[str], faults: Mapping[str, str], saved: bool
) -> str:
    return under_me(
        "me_clearance.html",
        "A clinician said yes",
        told=[_told(one, state, rules) for one in reversed(state.diary.of("clearance"))],
        exercises=[(name, item.card.title) for name, item in sorted(rules.knowledge.exercise.items())],
        is_after=state.timing.stage is Stage.POSTPARTUM,
        is_loss=state.timing.is_loss,
        given=dict(given),
        picked=picked,
        faults=dict(faults),
        saved=saved,
        today=str(state.day),
    )


def _told(one: Effective, state: State, rules: Rules) -> dict[str, Any]:
    body = one.body
    titles = [rules.knowledge.exercise[name].card.title for name in body["for"] if name in rules.knowledge.exercise]
    until = f", until {_day(body['until'], state)}" if body.get("until") else ""
    counts = any((held.by, held.on) == (body["by"], body["on"]) for held in state.her.clearances)
    return {
        "id": one.entry.id,
        "by": body["by"],
        "line": f"On {_day(body['on'], state)}, for {', '.join(titles) or 'moving in general'}{until}.",
        "counts": counts,
    }


def _day(text: str, state: State) -> str:
    return full_day(date.fromisoformat(text), state.day)


def _tell(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], _now: datetime) -> Reply:
    if request.told("remove"):
        gone = take_clearance_back(state.diary, stamps, request.told("remove"))
        return Reply(entries=gone, see="/me/clearance?saved=1")
    told = Told([], {})
    by, picked = request.told("by"), [name for name in request.form.get("for", []) if name in rules.knowledge.exercise]
    if not 0 < len(by) <= _LONGEST_NAME:
        told.faults["by"] = "Please say who, such as my midwife or a name."
    on = read_day(request, "on", state.day, told)
    if on is None and "on" not in told.faults:
        told.faults["on"] = "Please give the day. A guess is fine."
    until = read_day(request, "until", None, told)
    if on and until and until < on:
        told.faults["until"] = "This is before the day it was said. Please look at both, or leave it empty."
    for_all = request.told("which") == "all"
    if not for_all and not picked:
        told.faults["which"] = "Please pick for which moves, or “for moving in general”."
    if told.faults:
        given = {name: values[-1] for name, values in request.form.items()}
        return Reply(_page(state, rules, given=given, picked=picked, faults=told.faults, saved=False), 422)
    body = {"by": by, "on": on, "for": ["all"] if for_all else picked, "until": until}
    is_kept = any({name: one.body.get(name) for name in body} == body for one in state.diary.of("clearance"))
    entries = () if is_kept else (tell(next(stamps), "clearance", body),)  # a form sent twice is one yes
    return Reply(entries=entries, see="/me/clearance?saved=1")


ROUTES: Routes = {("GET", "/me/clearance"): _show, ("POST", "/me/clearance"): _tell}
