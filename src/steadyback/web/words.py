"""Small pieces of text that several pages say: her stage, a source, whom to phone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from steadyback.care.state import State
from steadyback.knowledge.model import Citation, Contact, Knowledge, Phone
from steadyback.vocabulary.timing import Stage, Timing
from steadyback.web.rendering import phone_button

_CHECKED = {"SEEN": "read by us", "2ND": "seen by way of another page", "NAME": "known by name, not read yet"}
_MAX_SOURCES = 12


def stage_sentence(timing: Timing) -> str:
    """What she says first on the phone: how far she is. Weeks only where they are known to the week."""
    weeks = timing.first_day // 7 if timing.is_known_to_the_week else None
    if timing.stage is Stage.PREGNANT:
        return f"I am {weeks} weeks pregnant." if weeks is not None else "I am pregnant. I am not sure how many weeks."
    if timing.stage is Stage.POSTPARTUM:
        what = "I lost a pregnancy" if timing.is_loss else "I had a baby"
        if weeks is None:
            return f"{what} in the last months."
        days = timing.first_day
        if days < 21 and timing.first_day == timing.last_day:
            return f"{what} today." if days == 0 else f"{what} {days} day{'' if days == 1 else 's'} ago."
        return f"{what} {weeks} weeks ago."
    return "I am pregnant, or had a baby not long ago."


def stage_line(timing: Timing) -> str:
    """Where she is, in one short line for the top of a page."""
    if timing.stage is Stage.PREGNANT:
        if timing.first_day == timing.last_day:
            return f"{timing.first_day // 7}+{timing.first_day % 7} weeks"
        return f"{timing.first_day // 7} weeks" if timing.is_known_to_the_week else "Pregnant, weeks not known"
    if timing.stage is Stage.POSTPARTUM:
        after = "after a loss" if timing.is_loss else "after birth"
        if timing.first_day == timing.last_day and timing.first_day < 21:
            if timing.first_day == 0:  # nobody counts that day in noughts
                return "After a loss" if timing.is_loss else "The day of the birth"
            return f"{timing.first_day} day{'' if timing.first_day == 1 else 's'} {after}"
        return f"{timing.first_day // 7} weeks {after}" if timing.is_known_to_the_week else after.capitalize()
    return "Not told yet"


_HEAT = re.compile(r"(\d+(?:\.\d+)?) °C \((\d+(?:\.\d+)?) °F\)")


def in_her_units(text: str, units: str | None) -> str:
    """Words with the temperature in her units first. Both always stand there: a thermometer may show either."""
    return _HEAT.sub(r"\2 °F (\1 °C)", text) if units == "imperial" else text


def sources_of(knowledge: Knowledge, citations: Iterable[Citation]) -> list[dict[str, str]]:
    """Citations as the page shows them, each source once, with the place in it."""
    found: dict[str, dict[str, str]] = {}
    for citation in citations:
        source = knowledge.source[citation.source]
        found.setdefault(
            citation.source,
            {
                "short": source.short,
                "place": citation.place,
                "kind": source.kind,
                "checked": f"{_CHECKED[source.checked]}; checked {source.card.reviewed_on}",
            },
        )
    return list(found.values())[:_MAX_SOURCES]


def sources_for(state: State, knowledge: Knowledge, citations: Iterable[Citation]) -> list[dict[str, str]]:
    """As :func:`sources_of`, without those whose name speaks of a baby after a loss."""
    fit = [one for one in citations if not (state.timing.is_loss and knowledge.source[one.source].about_baby)]
    return sources_of(knowledge, fit)


def short_sources(knowledge: Knowledge, citations: Iterable[Citation]) -> str:
    """The names of the sources in one line."""
    names = dict.fromkeys(knowledge.source[citation.source].short for citation in citations)
    return "Source: " + "; ".join(names) + "."


def contact_of(state: State, knowledge: Knowledge) -> Contact:
    """The numbers of her country, or those of nowhere: no country is ever assumed."""
    return knowledge.contact.get(state.country or "unknown", knowledge.contact["unknown"])


def ambulance(contact: Contact, *, second: bool = False) -> list[Markup]:
    """The button for the emergency number; none when the country is not told."""
    return [phone_button(phone.number, f"Call {phone.number}", second=second) for phone in contact.emergency[:1]]


def maternity(state: State, *, second: bool = False) -> list[Markup]:
    """The button for her own unit; none until she has told its number."""
    told = state.contacts.get("maternity")
    return [phone_button(told["number"], f"Phone {told['name']}", second=second)] if told else []


def lines(phones: Iterable[Phone], *, second: bool = True) -> list[Markup]:
    """Buttons for a list of numbers."""
    return [phone_button(phone.number, phone.words, second=second) for phone in phones]


def as_markup(value: Any) -> Markup:
    """Text that the drawing room made, and that holds no words of hers."""
    return Markup(value)  # noqa: S704 - figures are drawn by us
