"""Where she is: how far, a birth, a loss; each told in a few fields, and each to be put right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from steadyback.care.put_right import ends_told, undo_end
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.care.tell import tell
from steadyback.journal.entry import Entry
from steadyback.vocabulary.timing import Stage
from steadyback.web.after_a_loss import sources_for
from steadyback.web.dates import full_day
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.forms import Told
from steadyback.web.forms_stage import BIRTH_FACTS, read_birth, read_loss, read_pregnancy
from steadyback.web.pages.me import where
from steadyback.web.pages.under_me import under_me

_PARTS = ("pregnant", "birth")


def _stage(request: Request, state: State, rules: Rules, _stamps: Iterator[Stamp], _now: datetime) -> Reply:
    return Reply(_stage_page(state, rules, given={}, faults={}, part=request.told("part")))


def _tell_stage(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], _now: datetime) -> Reply:
    part = request.told("part")
    if part not in _PARTS or (part == "birth" and state.timing.is_loss):
        return Reply(see="/me/stage")
    told = read_birth(request, state) if part == "birth" else read_pregnancy(request, state)
    if told.faults:
        given = {name: values[-1] for name, values in request.form.items()}
        return Reply(_stage_page(state, rules, given=given, faults=told.faults, part=part), 422)
    return Reply(entries=_entries(told, stamps), see="/me?saved=stage")


def _entries(told: Told, stamps: Iterator[Stamp]) -> tuple[Entry, ...]:
    return tuple(tell(next(stamps), kind, body) for kind, body in told.entries)


def _stage_page(state: State, rules: Rules, *, given: Mapping[str, str], faults: Mapping[str, str], part: str) -> str:
    timing = state.timing
    is_birth = timing.stage is Stage.POSTPARTUM and not timing.is_loss
    ended = ends_told(state.diary, "loss" if timing.is_loss else "birth") if timing.stage is Stage.POSTPARTUM else ()
    return under_me(
        "me_stage.html",
        "Where you are",
        where=where(state),
        is_loss=timing.is_loss,
        is_birth=is_birth,
        first=part if part in _PARTS else ("birth" if is_birth else "pregnant"),
        is_known=timing.stage is not Stage.UNKNOWN,
        ended=_ended(ended[-1].body.get("on"), state) if ended else None,
        told=_known(state) | dict(given),
        faults=dict(faults),
        extra=[_question(state, rules, field, facts[0]) for field, facts in BIRTH_FACTS.items()],
    )


def _ended(on: str | None, state: State) -> str:
    return f"on {full_day(datetime.fromisoformat(on).date(), state.day)}" if on else "without a day"


def _known(state: State) -> dict[str, str]:
    """What she told of her dates, as the form shows it."""
    found: dict[str, str] = {}
    for kind, names in (("due-date", ("edd", "lmp", "weeks", "days", "babies")), ("birth", ("mode", "babies"))):
        for one in state.diary.of(kind)[-1:]:
            found |= {name: str(one.body[name]) for name in names if one.body.get(name) is not None}
            found |= {"birth_on": one.body["on"]} if kind == "birth" else {"way": _way(one.body)}
    if state.timing.stage is Stage.PREGNANT:
        found.pop("birth_on", None)  # of an earlier pregnancy
        found.pop("mode", None)
        if found.get("way") == "weeks" and state.timing.is_known_to_the_week:
            weeks, days = divmod(state.timing.first_day, 7)  # told on another day: as it is today
            found |= {"weeks": str(weeks)} | ({"days": str(days)} if "days" in found else {})
    return found


def _way(body: Mapping[str, Any]) -> str:
    if body.get("edd"):
        return "scan"
    if body.get("lmp"):
        return "period"
    return "weeks" if body.get("weeks") is not None else "unknown"


def _question(state: State, rules: Rules, field: str, name: str) -> dict[str, str]:
    item = rules.knowledge.finding[name]
    answer = state.facts.answers.get(name)
    return {
        "id": field,
        "question": item.question,
        "why": item.why_asked or "",
        "answer": answer.slug if answer is not None else "",
    }


def _loss(request: Request, state: State, rules: Rules, _stamps: Iterator[Stamp], _now: datetime) -> Reply:
    return Reply(_loss_page(state, rules, given={}, faults={}, saved=request.told("saved") == "1"))


def _loss_page(state: State, rules: Rules, *, given: Mapping[str, str], faults: Mapping[str, str], saved: bool) -> str:
    timing, badly = state.timing, rules.knowledge.fact["msg-badly-wrong"]
    return under_me(
        "me_loss.html",
        "About you",
        is_loss=timing.is_loss,
        asks_day=timing.stage is not Stage.POSTPARTUM,
        saved=saved,
        given=dict(given),
        faults=dict(faults),
        today=str(state.day),
        badly=badly.says[0].text,
        sources=sources_for(state, rules, badly.card.sources),
    )


def _tell_loss(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], _now: datetime) -> Reply:
    if state.timing.is_loss:  # sent twice: once is enough
        return Reply(see="/me/loss?saved=1")
    told = read_loss(request, state)
    if told.faults:
        given = {name: values[-1] for name, values in request.form.items()}
        return Reply(_loss_page(state, rules, given=given, faults=told.faults, saved=False), 422)
    return Reply(entries=_entries(told, stamps), see="/me/loss?saved=1")


def _undo(request: Request, state: State, _rules: Rules, stamps: Iterator[Stamp], _now: datetime) -> Reply:
    kind = "loss" if state.timing.is_loss else "birth"
    if request.told("what") != kind or state.timing.stage is not Stage.POSTPARTUM:
        return Reply(see="/me")
    return Reply(entries=undo_end(state.diary, stamps, kind), see="/me?saved=stage")


ROUTES: Routes = {
    ("GET", "/me/stage"): _stage,
    ("POST", "/me/stage"): _tell_stage,
    ("GET", "/me/loss"): _loss,
    ("POST", "/me/loss"): _tell_loss,
    ("POST", "/me/undo"): _undo,
}
