"""The content as Learn reads it: every item by id, every source, and which items rest on which source.

Made once from the knowledge and kept, because each page would otherwise walk through all of the content.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from steadyback.knowledge.model import (
    Citation,
    Contraindication,
    Exercise,
    Fact,
    Habit,
    Knowledge,
    Medicine,
    Method,
    RedFlag,
    Rung,
    Statement,
    Trigger,
)

#: Kinds with words to be read, and how a page calls them.
KIND_WORDS = {
    "fact": "Good to know",
    "habit": "A small change",
    "method": "Something to try",
    "medicine": "Medicines",
    "trigger": "What sets it off",
    "exercise": "A move",
    "rung": "A step",
    "contraindication": "Ask first",
    "red_flag": "A sign to know",
}
Item = Fact | Habit | Method | Medicine | Trigger | Exercise | Rung | Contraindication | RedFlag
CHECKED_WORDS = {
    "SEEN": "We read the part that we use",
    "2ND": "We saw it only by way of another page",
    "NAME": "We know it by name only, and have not read it yet",
}


class Library:
    """All items of one knowledge, by id."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.kind_of: dict[str, str] = {}
        self.items: dict[str, Item] = {}
        self.signs: dict[object, Any] = {}
        self.members: dict[object, tuple[str, ...]] = {}
        for kind in KIND_WORDS:
            for name, item in getattr(knowledge, kind).items():
                self.kind_of[name] = kind
                self.items[name] = item

    @cached_property
    def cited_by(self) -> dict[str, tuple[str, ...]]:
        """For each source the items that rest on it, in a fixed order."""
        found: dict[str, list[str]] = {}
        for name, item in self.items.items():
            for citation in dict.fromkeys(_citations(item)):
                names = found.setdefault(citation.source, [])
                if name not in names:
                    names.append(name)
        return {source: tuple(names) for source, names in found.items()}

    @cached_property
    def texts(self) -> dict[str, str]:
        """Everything that each item says, in one line, for searching."""
        return {name: " ".join(_texts(item)) for name, item in self.items.items()}


def _citations(value: Any) -> Iterator[Citation]:
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _citations(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _citations(part)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Statement):
        yield value.text
    elif isinstance(value, Citation):
        return
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)


_kept: list[Library] = []


def library_of(knowledge: Knowledge) -> Library:
    """The library of ``knowledge``; the last one made is kept."""
    if not _kept or _kept[0].knowledge is not knowledge:
        _kept[:] = [Library(knowledge)]
    return _kept[0]
