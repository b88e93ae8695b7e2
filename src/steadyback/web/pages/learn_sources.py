"""Where everything comes from: the register of sources, and each source with what rests on it."""

from __future__ import annotations

from typing import NamedTuple

from steadyback.engine.shown import is_named
from steadyback.knowledge.model import RedFlag, Source
from steadyback.web.pages.learn_cards import MARK_WORDS, READABLE, Reader, day_in_words, kind_words
from steadyback.web.pages.learn_library import CHECKED_WORDS


class Line(NamedTuple):
    """A source in one line of the register."""

    id: str
    short: str
    kind: str


class Shelf(NamedTuple):
    """Sources of which the same much was read."""

    title: str
    lines: tuple[Line, ...]


class Resting(NamedTuple):
    """An item that rests on a source."""

    id: str
    title: str
    kind: str


def register(reader: Reader) -> tuple[Shelf, ...]:
    """All sources by how much of each was read. After a loss only those that something she may read rests on."""
    found: dict[str, list[Line]] = {checked: [] for checked in CHECKED_WORDS}
    for name, source in sorted(reader.knowledge.source.items(), key=lambda pair: pair[1].short.lower()):
        if is_for_her(reader, name):
            found[source.checked].append(Line(name, source.short, source.kind))
    return tuple(Shelf(CHECKED_WORDS[checked], tuple(lines)) for checked, lines in found.items() if lines)


def is_for_her(reader: Reader, name: str) -> bool:
    """Whether a source stands in the register for her."""
    if reader.state.timing.is_loss and reader.knowledge.source[name].about_baby:
        return False
    return not reader.state.timing.is_loss or any(_may_read(reader, item) for item in _resting(reader, name))


def resting_on(reader: Reader, name: str) -> tuple[Resting, ...]:
    """What rests on a source, of all that she may read."""
    items = [reader.library.items[each] for each in _resting(reader, name) if _may_read(reader, each)]
    return tuple(Resting(item.card.id, item.card.title, kind_words(item, reader.library)) for item in items)


def by_kind(resting: tuple[Resting, ...]) -> tuple[tuple[str, tuple[Resting, ...]], ...]:
    """The same items, those of a kind together, in the order in which the kinds first come."""
    kinds = dict.fromkeys(one.kind for one in resting)
    return tuple((kind, tuple(one for one in resting if one.kind == kind)) for kind in kinds)


def _resting(reader: Reader, name: str) -> tuple[str, ...]:
    return reader.library.cited_by.get(name, ())


def _may_read(reader: Reader, name: str) -> bool:
    item = reader.library.items[name]
    if isinstance(item, RedFlag):
        return is_named(item, reader.state.timing)
    if isinstance(item, READABLE):
        return not reader.look(item).is_hidden
    windows = getattr(item, "windows", None)
    return not (reader.state.timing.is_loss and windows is not None and windows.postpartum is None)


def facts_of(source: Source) -> list[tuple[str, str]]:
    """What is known of a source, as pairs of words."""
    found = [
        ("Full reference", source.reference),
        ("Kind", source.kind),
        ("How we know it", CHECKED_WORDS[source.checked]),
        ("What was read", source.read_part or ""),
        ("Last looked at", day_in_words(source.card.reviewed_on)),
        ("To be looked at again by", day_in_words(source.card.review_by)),
        *(("Good to know", MARK_WORDS[mark]) for mark in source.card.marks),
    ]
    return [(label, words) for label, words in found if words]
