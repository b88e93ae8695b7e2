"""What her days say needs a person: the question, the numbers behind it, what to do, and her answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from steadyback.care.needs_a_person import Raised, answer_a_need, needs_a_person, raised
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.knowledge.model import Route
from steadyback.vocabulary.urgency import Urgency
from steadyback.web import words
from steadyback.web.after_a_loss import sources_for
from steadyback.web.dates import full_day
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.forms import Told, read_day
from steadyback.web.pages.under_me import under_me

#: Where she may have come from; anywhere else leads to the page itself.
_FROM = ("/today", "/diary", "/me/needs", "/me")
_DID = {
    "booked": "You said that you have booked it",
    "been": "You said that you have been",
    "not-so": "You said that it is not so",
    "not-now": "You said not now",
}
#: Whom to ask, in the content's order of preference.
_ASKS: dict[Route, str] = {
    "GP": "your doctor",
    "MW": "your midwife",
    "MAT": "your maternity unit",
    "PHYSIO": "a physiotherapist for women's health",
    "EPU": "the early pregnancy unit",
    "PHARM": "a pharmacist",
    "HAEM": "your blood specialist",
    "ED": "the emergency department",
    "EMS": "an ambulance",
    "MH": "a crisis line",
    "POISON": "the poison line",
    "IPV": "a support line",
}


def needs_view(state: State, rules: Rules, back: str) -> dict[str, Any]:
    """What the part ``needs_person.html`` shows: everything raised today. ``back``: the page that it stands on."""
    return {"back": back, "items": [_view(one, state, rules) for one in raised(state, rules)]}


def _view(one: Raised, state: State, rules: Rules) -> dict[str, Any]:
    answered = one.answered
    on = answered.body.get("on") if answered else None
    said = date.fromisoformat(answered.entry.at[:10]) if answered else None
    return {
        "flag": one.flag,
        "question": one.question,
        "seen": one.seen,
        "because": one.because,
        "say": one.say,
        "urgency": one.urgency.slug,
        "what": _what_to_do(one),
        "sources": sources_for(state, rules, one.sources),
        "quiet": one.is_quiet,
        "before": f"{_DID[answered.body['did']]}, on {full_day(said, state.day)}." if answered and said else "",
        "booked_for": f"For {full_day(date.fromisoformat(on), state.day)}." if on else "",
    }


def _what_to_do(one: Raised) -> str:
    """What a yes asks for, in one sentence."""
    asked = " or ".join(dict.fromkeys(_ASKS[route] for route in one.route)) or "your midwife or doctor"
    match one.urgency:
        case Urgency.EMERGENCY:
            return f"If so, get help now: {asked}."
        case Urgency.SAME_DAY:
            return f"If so, phone today, day or night: {asked}."
        case Urgency.REVIEW:
            return f"If so, book a visit in the next days: {asked}."
        case _:
            return "If so, answer the safety questions again each day."


def _needs(request: Request, state: State, rules: Rules, _stamps: Iterator[Stamp], _now: datetime) -> Reply:
    return Reply(_page(state, rules, faults={}, given={}, saved=request.told("saved") == "1"))


def _page(state: State, rules: Rules, *, faults: dict[str, str], given: dict[str, str], saved: bool) -> str:
    found = needs_a_person(state, rules)
    return under_me(
        "me_needs.html",
        "Something to talk over",
        needs={"back": "/me/needs", "items": [_view(one, state, rules) for one in found if not one.is_quiet]},
        quiet=[_view(one, state, rules) for one in found if one.is_quiet],
        units=words.maternity(state, second=True),
        faults=faults,
        given=given,
        saved=saved,
    )


def _booked(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], _now: datetime) -> Reply:
    told = Told([], {})
    about, did, by = request.told("about"), request.told("did"), request.told("by")
    on = read_day(request, f"on-{about}", None, told) or read_day(request, "on", None, told)
    if len(by) > 200:
        told.faults[f"by-{about}"] = "This name is longer than we can keep. Please make it shorter."
    if told.faults:
        faults = {name if name.endswith(about) else f"{name}-{about}": why for name, why in told.faults.items()}
        given = {name: values[-1] for name, values in request.form.items()}
        return Reply(_page(state, rules, faults=faults, given=given, saved=False), 422)
    entry = answer_a_need(next(stamps), about, did, by=by or None, on=on)
    back = request.told("back") if request.told("back") in _FROM else "/me/needs"
    return Reply(entries=(entry,), see=f"{back}?saved=1" if back == "/me/needs" else back)


ROUTES: Routes = {("GET", "/me/needs"): _needs, ("POST", "/booked"): _booked}
