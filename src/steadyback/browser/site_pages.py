"""The documents of the static site: what can be shown before Python is up, drawn for somebody of whom nothing is known.

The acute page comes in three forms. ``/now/`` is for a device without a diary. The two *unopened* ones are for a device
with a diary that cannot be looked into at this moment: a sign told of before may still hold the steps back, and nobody
can know, so there are no steps on them; one of the two names no baby. The numbers of her country are laid over the
unopened ones and over the page of whom to call, line by line, by the service worker: :func:`numbers_by_country`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from steadyback.care.rules import Rules
from steadyback.web.device import Device
from steadyback.web.exchange import Request
from steadyback.web.handle import handle, pages_without_a_choice
from steadyback.web.outside import state_outside
from steadyback.web.pages import plain

#: The page shown where another will be once the companion is up.
OPENING = "/opening.html"
#: Documents that have a form for each country: where they lie, the page they are, and what is known outside the diary.
BY_COUNTRY: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "/now/unopened.html": ("/now", {}),
    "/now/unopened-after-loss.html": ("/now", {"loss": True}),
    "/call/index.html": ("/call", {}),
    "/call/after-loss.html": ("/call", {"loss": True}),
}
#: Nothing on these pages is about a day; one instant makes them the same whenever they are drawn.
_ANY_TIME = datetime.fromisoformat("2026-01-01T12:00:00+00:00")
#: A static host takes no forms: without script the acute page is a guide to read.
_GUIDE = (
    '<p class="note unscripted"><b>Your browser runs no scripts here.</b> Read the questions and cards in order, as a '
    "guide. The buttons can send nothing from here, and nothing you tap is kept.</p>"
)
#: What may change of a document: from line, to line (left out), and the lines that stand there instead.
Change = tuple[int, int, list[str]]


def documents(rules: Rules) -> dict[str, str]:
    """Every HTML document of the site by its path, without what the site adds to heads."""
    opening = plain.opening()
    found = {_place_of(path): opening for path in pages_without_a_choice()}
    found[OPENING] = opening
    found |= {place: drawn_for(place, None, rules) for place in BY_COUNTRY}
    found["/index.html"] = _straight_to_the_check(_drawn("/", {}, rules, Device()))
    found["/now/index.html"] = _as_a_guide(_drawn("/now", {}, rules, Device()))
    found["/hide/index.html"] = plain.hidden()
    found["/404.html"] = plain.problem("This page is not here", "Nothing lives here. Go back to the start.")
    return found


def numbers_by_country(rules: Rules) -> dict[str, dict[str, list[Change]]]:
    """What changes of each document that has a form for each country, by its path and the country's code."""
    found: dict[str, dict[str, list[Change]]] = {}
    for place in BY_COUNTRY:
        nowhere = drawn_for(place, None, rules).split("\n")
        found[place] = {
            country: _changes(nowhere, drawn_for(place, country, rules).split("\n"))
            for country in rules.knowledge.contact
            if country != "unknown"
        }
    return found


def _changes(before: list[str], after: list[str]) -> list[Change]:
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(first, last, after[start:end]) for kind, first, last, start, end in steps if kind != "equal"]


def _place_of(path: str) -> str:
    return f"{path.rstrip('/')}/index.html"


def drawn_for(place: str, country: str | None, rules: Rules) -> str:
    """The document at ``place``, one of ``BY_COUNTRY``, in its form for a country, or for nowhere in particular."""
    path, outside = BY_COUNTRY[place]
    page = _drawn(path, {**outside, "country": country}, rules, Device(has_lock=True, is_locked=True))
    return _as_a_guide(page) if path == "/now" else page


def _drawn(path: str, outside: Mapping[str, Any], rules: Rules, device: Device) -> str:
    reply = handle(
        Request("GET", path, device=device), state_outside(outside, rules, _ANY_TIME), rules, iter(()), _ANY_TIME
    )
    if reply.status != 200 or reply.entries:
        raise ValueError(f"the page {path} cannot be drawn for nobody: it answers {reply.status}")
    return reply.body


def _straight_to_the_check(door: str) -> str:
    """The door without the questions about her before the check: those wait until Python is up, the check does not."""
    return _replaced(door, 'href="/you?then=now"', 'href="/now"')


def _as_a_guide(page: str) -> str:
    return _replaced(page, '<main id="main">', f'<main id="main">{_GUIDE}')


def _replaced(page: str, old: str, new: str) -> str:
    if page.count(old) != 1:
        raise ValueError(f"a page of the site should hold {old!r} once")
    return page.replace(old, new)
