"""The promises about pages: one tells nothing by itself, suggests no medicine, and names no baby after a loss."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from steadyback.care.stamp import Stamp
from steadyback.proof.lives.ledger import WORDS
from steadyback.proof.lives.moment import Moment, Visited

_A_BABY = re.compile(r"\b(baby|babies|baby's|bump|newborns?|unborn)\b", re.IGNORECASE)
_A_DRUG = "paracetamol|acetaminophen|ibuprofen|naproxen|diclofenac|codeine|tramadol|diazepam|morphine|aspirin"
_SUGGESTS = re.compile(
    rf"\b(?:take|try|use|have)\b(?:\s+(?:some|a|an|the|your|one|two|more)){{0,2}}\s+(?:{_A_DRUG})\b"
    r"|\b\d[\d.,]*\s?(?:mg|milligrams?)\b",
    re.IGNORECASE,
)


_A_PIECE = re.compile(r"\w+|[^\w\s]")
_A_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")


def page_at(moment: Moment, path: str) -> Visited:
    """The page at ``path``, as she sees it now."""
    stamps = (Stamp(f"00000000-0000-7000-9000-{number:012x}", moment.now.isoformat(), "page") for number in range(99))
    return moment.world.visit("GET", path, {}, moment.state, moment.world.rules, stamps, moment.now)


def page_stands(moment: Moment) -> str | None:
    """A page asked for is there, suggests no medicine and no dose, and asking for it tells nothing."""
    page = page_at(moment, moment.path)
    if page.status != 200 or page.entries:
        return f"{moment.path} gives {page.status} and {len(page.entries)} entries"
    named = _named(_SUGGESTS, page, moment)
    return f"{moment.path} suggests a medicine: {named}" if named else None


def no_baby_after_a_loss(moment: Moment) -> str | None:
    """After a loss no page says a word about a baby."""
    if not moment.state.timing.is_loss:
        return None
    return names_a_baby(moment, moment.path)


def names_a_baby(moment: Moment, path: str) -> str | None:
    """What the page at ``path`` says of a baby, but for her own words; None when it names none."""
    named = _named(_A_BABY, page_at(moment, path), moment)
    return f"after a loss {path} says: {named}" if named else None


def _named(what: re.Pattern[str], page: Visited, moment: Moment) -> str | None:
    """The words round the first place that fits, of what the page says itself: what she wrote is shown as she did."""
    text = unescape(page.words)
    if not what.search(text):
        return None
    for hers in sorted({*_hers(moment)}, key=len, reverse=True):
        pieces = [re.escape(piece) for piece in _A_PIECE.findall(hers)]
        text = re.sub(r"\s*".join(pieces), "…", text)
    found = what.search(text)
    return text[max(0, found.start() - 40) : found.end() + 40] if found else None


def _hers(moment: Moment) -> Iterator[str]:
    """Every text that she wrote, and every sentence of it."""
    for entry in moment.entries:
        body = entry.body["body"] if entry.kind == "amend" else entry.body
        for name in {*WORDS.values()}:
            text = body.get(name)
            if isinstance(text, str):
                yield text
                yield from (one for one in _A_SENTENCE.split(text) if one)


def has_lost(moment: Moment) -> bool:
    """Whether she has lost her baby."""
    return moment.state.timing.is_loss
