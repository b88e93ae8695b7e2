"""The four result cards: what to do, whom to call, what to say, why. Every sentence comes from the content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from steadyback.care.acts import ACTS, ELSEWHERE, place_for, place_of, spoken_for
from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.engine.table import SmallRule
from steadyback.engine.triage import Fired
from steadyback.knowledge.model import Citation, Contact
from steadyback.vocabulary.urgency import Urgency
from steadyback.web import words
from steadyback.web.rendering import phone_button

_KINDS = {
    Urgency.EMERGENCY: "Emergency",
    Urgency.SAME_DAY: "Same day",
    Urgency.REVIEW: "Review",
    Urgency.SELF_CARE: "Self-care",
}
#: Where violence is told to: a place that no page names unasked.
_ALONE = "IPV"
#: The heading of each card for somebody who reads the page as a guide, without script.
GUIDES = {
    Urgency.EMERGENCY: "Get help now",
    Urgency.SAME_DAY: "Phone today, day or night",
    Urgency.REVIEW: "Book a visit",
    Urgency.SELF_CARE: "Care for it at home",
}


class Act(NamedTuple):
    """What to do, for one or several places to go."""

    routes: tuple[str, ...]
    title: str
    lines: tuple[str, ...]
    phones: tuple[Markup, ...]
    sources: tuple[Citation, ...]


def _act(urgency: Urgency, route: str, state: State, rules: Rules) -> Act:
    item = rules.knowledge.fact[ACTS[urgency][route]]
    contact = words.contact_of(state, rules.knowledge)
    return Act(
        routes=spoken_for(urgency)[route],
        title=item.card.title,
        lines=tuple(statement.text for statement in item.says) + _number_lines(urgency, route, state, contact),
        phones=tuple(_phones(urgency, route, state, contact)),
        sources=item.card.sources,
    )


def act_at(urgency: Urgency, fired: Iterable[Fired], state: State, rules: Rules) -> Act:
    """What to do by the flags that fired at one urgency; of several places to go the one that is said first."""
    return _act(urgency, place_of(urgency, fired), state, rules)


def is_only_alone(urgency: Urgency, act: Act) -> bool:
    """Whether a support line is to be rung, which she does when she is alone: somebody may look over her shoulder."""
    return _ALONE in act.routes and urgency is Urgency.SAME_DAY


def _phones(urgency: Urgency, route: str, state: State, contact: Contact) -> list[Markup]:
    """The buttons, the one to press first on top."""
    unit = words.maternity(state, second=urgency is Urgency.EMERGENCY and route != "MAT")
    if urgency is Urgency.EMERGENCY:
        ambulance = words.ambulance(contact, second=route in ("MAT", "MH", "POISON"))
        match route:
            case "MAT":
                return [*words.maternity(state), *ambulance]
            case "MH":
                return [*words.lines(contact.crisis[:3], second=False)] or ambulance
            case "POISON":
                return [*words.lines(contact.poison, second=False), *ambulance]
        return [*ambulance, *unit]
    if urgency is Urgency.SAME_DAY:
        if route == "IPV":
            return words.lines(contact.violence, second=False)
        urgent = words.lines(contact.urgent[:2])
        return [*unit, *urgent] if route != "GP" else [*_clinician(state), *urgent, *unit]
    return _clinician(state) if urgency is Urgency.REVIEW else []


def _clinician(state: State) -> list[Markup]:
    told = state.contacts.get("clinician")
    return [phone_button(told["number"], f"Phone {told['name']}")] if told else []


def _number_lines(urgency: Urgency, route: str, state: State, contact: Contact) -> tuple[str, ...]:
    """What is said where a number is not known: never a guess."""
    if urgency is Urgency.SELF_CARE:
        return ()
    found: list[str] = []
    if urgency is Urgency.EMERGENCY and not contact.emergency:
        found.append("Call your local emergency number.")
    if "maternity" not in state.contacts and route in ("MAT", "EMS", "EPU"):
        found.append(contact.maternity_words)
    if urgency is Urgency.SAME_DAY and contact.urgent_words and not contact.urgent:
        found.append(contact.urgent_words)
    return tuple(found)


def cards(state: State, rules: Rules, small: Sequence[SmallRule]) -> list[dict[str, Any]]:
    """The four cards, most urgent first, each with the red flags that can bring it on this page."""
    return [_card(urgency, state, rules, small) for urgency in sorted(Urgency, reverse=True)]


def _card(urgency: Urgency, state: State, rules: Rules, small: Sequence[SmallRule]) -> dict[str, Any]:
    knowledge = rules.knowledge
    flags = [knowledge.red_flag[name] for name in sorted({rule.flag for rule in small if rule.urgency == urgency})]
    reached = {place_for(urgency, rule.route[:1]) for rule in small if rule.urgency == urgency} or {ELSEWHERE[urgency]}
    acts = [_act(urgency, route, state, rules) for route in ACTS[urgency] if route in reached]
    return {
        "urgency": urgency.slug,
        "kind": _KINDS[urgency],
        "guide": GUIDES[urgency],
        "acts": acts,
        "says": urgency is not Urgency.SELF_CARE,
        "shuts": urgency >= Urgency.SAME_DAY,
        "sources": words.sources_of(knowledge, [citation for act in acts for citation in act.sources]),
        "flags": [
            {
                "id": flag.card.id,
                "title": flag.card.title,
                "because": flag.because.text,
                "sources": words.short_sources(knowledge, flag.because.sources),
            }
            for flag in flags
        ],
    }
