"""Red flags to know, by how soon they need care, and what to do then. Private ones stand in no list."""

from __future__ import annotations

from typing import Any, NamedTuple

from steadyback.care.acts import ACTS
from steadyback.engine.condition import holds
from steadyback.engine.replies import Replies
from steadyback.engine.shown import is_named
from steadyback.knowledge.model import RedFlag
from steadyback.vocabulary.answer import Answer
from steadyback.vocabulary.urgency import Urgency
from steadyback.web.pages.learn_cards import Card, Reader, card_of, flag_card

#: Each page of signs: its name, how soon, its title, and what the front says of it.
PAGES: dict[str, tuple[Urgency, str, str]] = {
    "signs-now": (Urgency.EMERGENCY, "Signs that need help now", "Call an ambulance, or go in"),
    "signs-today": (Urgency.SAME_DAY, "Signs to phone about today", "Day or night"),
    "signs-this-week": (Urgency.REVIEW, "Signs that need a visit", "Within days"),
    "signs-to-watch": (Urgency.SELF_CARE, "Signs to keep an eye on", "And when they become more"),
}
_FAMILIES = {
    "belly": "Tummy and sides",
    "bleeding": "Bleeding",
    "blood-pressure": "Blood pressure",
    "bump": "Your bump",
    "clots": "Clots",
    "combination": "Several signs together",
    "course": "How it goes on",
    "early-pregnancy": "Early pregnancy",
    "everyday": "Everyday signs",
    "heart": "Heart and breath",
    "history": "From before",
    "infection": "Fever and infection",
    "injury": "A fall or a knock",
    "kidneys": "Wee and kidneys",
    "labour": "Tightenings and pressure",
    "medicine": "Medicines",
    "mood": "Your mind",
    "movements": "Movements",
    "needle": "After a needle in the back",
    "nerves": "Nerves, bladder and bowel",
    "pain": "Pain",
    "spine": "Spine and bones",
    "waters": "Your waters",
}
_MORE = "With other signs it can need help sooner. The check finds out."


class Family(NamedTuple):
    """Signs of one kind, under a heading."""

    title: str
    cards: tuple[Card, ...]


def urgency_alone(reader: Reader, flag: RedFlag) -> Urgency:
    """How soon this sign needs care when it is the only one; a combination, by its most urgent rule.

    Every rule counts whose window could be open for her, so that not knowing the week makes it sooner, not later.
    """
    naming, timing = reader.rules.naming, reader.state.timing
    only = Replies({flag.card.id: Answer.YES}, {})
    timed = [rule for rule in flag.rules if (rule.windows or flag.windows).is_open(timing)] or list(flag.rules)
    if flag.card.id not in naming.counts_for:
        return max(rule.urgency for rule in timed)
    met = [rule.urgency for rule in timed if holds(rule.when, only, timing, naming, unsure_counts=True)]
    return max(met or [rule.urgency for rule in timed])


#: How many lists of signs are kept: four for each of the last stages and weeks that were read for.
_MOST_KEPT = 32


def signs(reader: Reader, urgency: Urgency) -> tuple[tuple[Family, ...], tuple[Card, ...]]:
    """The signs of one urgency: those that count at her stage by family, and those for other times.

    They rest on the content and on when she is, and on nothing else she said, so that a list once made is kept.
    """
    kept, key = reader.library.signs, (urgency, reader.state.timing)
    if key not in kept:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[key] = _signs(reader, urgency)
    found: tuple[tuple[Family, ...], tuple[Card, ...]] = kept[key]
    return found


def _signs(reader: Reader, urgency: Urgency) -> tuple[tuple[Family, ...], tuple[Card, ...]]:
    timing = reader.state.timing
    families: dict[str, list[Card]] = {}
    later: list[Card] = []
    for _, flag in sorted(reader.knowledge.red_flag.items()):
        if not is_named(flag, timing) or urgency_alone(reader, flag) is not urgency:
            continue
        sooner = max(rule.urgency for rule in flag.rules) > urgency
        if flag.windows.is_open(timing):
            families.setdefault(flag.family, []).append(flag_card(reader, flag, "now", _MORE if sooner else ""))
        else:
            later.append(flag_card(reader, flag, "other-time", _MORE if sooner else ""))
    ordered = sorted(families.items(), key=lambda pair: _title(pair[0]))
    return tuple(Family(_title(name), tuple(cards)) for name, cards in ordered), tuple(later)


def _title(family: str) -> str:
    return _FAMILIES.get(family, family.replace("-", " ").capitalize())


def what_to_do(reader: Reader, urgency: Urgency) -> list[Card]:
    """What is done at one urgency, by where to go. The line for somebody who is hurt by another stands apart."""
    names = [name for route, name in ACTS[urgency].items() if route not in ("IPV", "EPU")]
    if not reader.state.timing.is_loss:
        names += [name for route, name in ACTS[urgency].items() if route == "EPU"]
    return [card for name in names if (card := card_of(reader, name))]


def rows() -> list[dict[str, Any]]:
    """The four pages as rows."""
    return [
        {"name": name, "title": title, "line": line, "place": 3 - int(urgency)}
        for name, (urgency, title, line) in PAGES.items()
    ]
