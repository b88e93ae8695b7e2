"""Conditions, routes, marks and urgencies of the content in words, for editors and clinicians."""

from __future__ import annotations

from collections.abc import Iterable

from steadyback.knowledge.condition import All, Any, AtLeast, Condition, Is, Not, Score, Within
from steadyback.knowledge.model import Mark
from steadyback.knowledge.weeks import STAGE_WORDS, span_in_words
from steadyback.vocabulary.timing import Stage
from steadyback.vocabulary.urgency import Urgency

URGENCY_WORDS = {
    Urgency.EMERGENCY: "EMERGENCY, call or go now",
    Urgency.SAME_DAY: "SAME DAY, phone now, day or night",
    Urgency.REVIEW: "REVIEW, book a visit within days",
    Urgency.SELF_CARE: "WATCH, keep an eye on it",
}
ROUTE_WORDS = {
    "EMS": "ambulance",
    "ED": "emergency department",
    "MAT": "maternity unit",
    "EPU": "early pregnancy unit",
    "GP": "doctor",
    "MW": "midwife",
    "MH": "mental-health crisis line",
    "POISON": "poison line",
    "PHARM": "pharmacist",
    "PHYSIO": "physiotherapist",
    "HAEM": "haematology team",
    "IPV": "violence support line",
}
MARK_WORDS = {"P": "[P] our own careful decision", "V": "[V] to be verified before release"}
ASKED_WORDS = {
    "check": "before the ladder",
    "after": "once the spasm has settled",
    "profile": "once, about herself",
    "never": "never by itself: it is put together from other answers",
}
OUTSIDE_WORDS = {
    "one-lower": "a yes at any other time counts one level less: an emergency as same-day, the rest as a review",
    "normal": "a yes at any other time is normal then",
    "covered": "a yes at any other time is another item's",
}


def urgency_word(urgency: Urgency) -> str:
    """The word that the content files use: ``watch`` where nothing is urgent."""
    return "watch" if urgency is Urgency.SELF_CARE else urgency.slug


def routes_in_words(routes: Iterable[str]) -> str:
    """For example ``maternity unit, or emergency department``: the first one first."""
    return ", or ".join(ROUTE_WORDS[route] for route in routes)


def marks_in_words(marks: Iterable[Mark]) -> str:
    """The marks spelt out."""
    return "; ".join(MARK_WORDS[mark] for mark in marks)


def condition_in_words(condition: Condition, *, inside: bool = False) -> str:
    """The condition with ids, ``and`` and ``or``; brackets where they are needed."""
    match condition:
        case Is(finding):
            return finding
        case Score(finding, at_least):
            return f"{finding} of {at_least:g} or more"
        case All(parts):
            return _joined(parts, " and ", inside)
        case Any(parts):
            return _joined(parts, " or ", inside)
        case AtLeast(least, parts):
            return f"at least {least} of ({', '.join(condition_in_words(part, inside=True) for part in parts)})"
        case Not(part):
            return f"not {condition_in_words(part, inside=True)}"
        case Within(windows):
            spans = ((Stage.PREGNANT, windows.pregnant), (Stage.POSTPARTUM, windows.postpartum))
            open_spans = [(stage, span) for stage, span in spans if span is not None]
            words = [f"{STAGE_WORDS[stage]} {span_in_words(span, stage)}" for stage, span in open_spans]
            return " or ".join(words).replace(" always", " at any week")
    raise TypeError(f"{condition!r} is not a condition of this language")


def _joined(parts: tuple[Condition, ...], word: str, inside: bool) -> str:
    if len(parts) == 1:
        return condition_in_words(parts[0], inside=inside)
    text = word.join(condition_in_words(part, inside=True) for part in parts)
    return f"({text})" if inside else text
