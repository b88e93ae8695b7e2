"""Whom to call: her country and her own numbers; and the plan from her chart, in her own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from steadyback.care.put_right import forget_number
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.care.tell import tell
from steadyback.journal.diary_kinds import LONGEST_NOTE
from steadyback.journal.entry import Entry
from steadyback.web import words
from steadyback.web.after_a_loss import sources_for
from steadyback.web.dates import full_day
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.forms import PHONE_FAULT, Told, is_phone, read_day
from steadyback.web.pages.under_me import under_me

#: Whose number she may keep: what it is called, why it helps.
WHO = {
    "maternity": ("Maternity unit", "The most useful number of all. It stands first wherever you may need to phone."),
    "clinician": ("My midwife or doctor", "For whatever can wait until somebody is in."),
    "physio": ("My physiotherapist", "For pain that keeps coming back, and for moves."),
}
_LONGEST_NAME = 200
_TOO_LONG = "This is longer than we can keep ({most:,} characters). Nothing was lost: make it shorter and save again."


def _show(request: Request, state: State, rules: Rules, _stamps: Iterator[Stamp], _now: datetime) -> Reply:
    return Reply(_numbers_page(state, rules, given={}, faults={}, saved=request.told("saved") == "1"))


def _numbers_page(
    state: State, rules: Rules, *, given: Mapping[str, str], faults: Mapping[str, str], saved: bool
) -> str:
    contact = words.contact_of(state, rules.knowledge)
    told = {f"{who}_{part}": one.get(part, "") for who, one in state.contacts.items() for part in ("name", "number")}
    countries = [(code, one.country) for code, one in rules.knowledge.contact.items() if code != "unknown"]
    return under_me(
        "me_numbers.html",
        "Who to call",
        who=WHO,
        has=list(state.contacts),
        told=told | dict(given),
        faults=dict(faults),
        saved=saved,
        country=state.country or "",
        countries=[("", "Not told"), *sorted(countries, key=lambda pair: pair[1])],
        emergency=contact.emergency[0].number if state.country and contact.emergency else "",
        checked_on=full_day(date.fromisoformat(contact.card.reviewed_on), state.day),
        sources=sources_for(state, rules, contact.card.sources),
    )


def _tell_numbers(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], _now: datetime) -> Reply:
    gone = request.told("remove")
    if gone in WHO:
        return Reply(entries=forget_number(state.diary, stamps, gone), see="/me/numbers?saved=1")
    faults: dict[str, str] = {}
    entries = [body for who in WHO if (body := _number(request, state, who, faults))]
    country = request.told("country")
    if country and country not in rules.knowledge.contact:
        faults["country"] = "We do not have this country yet. Leave it empty and save your own numbers."
    if faults:
        given = {name: values[-1] for name, values in request.form.items()}
        return Reply(_numbers_page(state, rules, given=given, faults=faults, saved=False), 422)
    made = [tell(next(stamps), "contact", body) for body in entries]
    if country and country != state.country:
        made.append(tell(next(stamps), "country", {"code": country}))
    return Reply(entries=tuple(made), see="/me/numbers?saved=1")


def _number(request: Request, state: State, who: str, faults: dict[str, str]) -> dict[str, str] | None:
    """The number for ``who`` when it is new; a fault at its field when it cannot be dialled."""
    number, name = request.told(f"{who}_number"), request.told(f"{who}_name")
    if not number:
        if name and who not in state.contacts:
            faults[f"{who}_number"] = "Please give the number as well, or empty the name."
        return None
    if not is_phone(number):
        faults[f"{who}_number"] = PHONE_FAULT
    if len(name) > _LONGEST_NAME:
        faults[f"{who}_name"] = _TOO_LONG.format(most=_LONGEST_NAME)
    body = {"who": who, "name": name or WHO[who][0], "number": number}
    return None if faults or {"name": body["name"], "number": number} == state.contacts.get(who) else body


def _plan(request: Request, state: State, rules: Rules, _stamps: Iterator[Stamp], _now: datetime) -> Reply:
    return Reply(_plan_page(state, rules, given={}, faults={}, saved=request.told("saved") == "1"))


def _plan_page(
    state: State,
    rules: Rules,
    *,
    given: Mapping[str, str],
    faults: Mapping[str, str],
    saved: bool,
    leave_out: Iterable[str] | None = None,
) -> str:
    body = state.diary.plan.body if state.diary.plan else {}
    told = {name: str(body[name]) for name in ("text", "by", "on") if body.get(name)}
    return under_me(
        "me_plan.html",
        "The plan from my chart",
        told=told | dict(given),
        faults=dict(faults),
        saved=saved,
        most=LONGEST_NOTE,
        moves=[(name, exercise.card.title) for name, exercise in rules.knowledge.exercise.items()],
        leave_out=list(leave_out if leave_out is not None else body.get("leave_out") or ()),
        today=str(state.day),
    )


def _tell_plan(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], _now: datetime) -> Reply:
    told, text, by = Told([], {}), request.told("text"), request.told("by")
    on = read_day(request, "on", state.day, told)
    if len(text) > LONGEST_NOTE:
        told.faults["text"] = _TOO_LONG.format(most=LONGEST_NOTE)
    if len(by) > _LONGEST_NAME:
        told.faults["by"] = _TOO_LONG.format(most=_LONGEST_NAME)
    leave_out = [name for name in request.form.get("leave_out", ()) if name in rules.knowledge.exercise]
    if told.faults:
        given = {name: values[-1] for name, values in request.form.items()}
        page = _plan_page(state, rules, given=given, faults=told.faults, saved=False, leave_out=leave_out)
        return Reply(page, 422)
    body = {"text": text or None, "by": by or None, "on": on, "leave_out": leave_out or None}
    made: tuple[Entry, ...] = ()
    if text or leave_out or state.diary.plan:
        made = (tell(next(stamps), "plan", body),)
    return Reply(entries=made, see="/me/plan?saved=1")


ROUTES: Routes = {
    ("GET", "/me/numbers"): _show,
    ("POST", "/me/numbers"): _tell_numbers,
    ("GET", "/me/plan"): _plan,
    ("POST", "/me/plan"): _tell_plan,
}
