"""Every id that an item names must be there: an id that matches nothing is an error at load, never silence.

Findings in conditions are resolved by :mod:`steadyback.knowledge.load`, which also spells out ``ces-*``; this module
looks at all the other places where one item names another.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from steadyback.knowledge import condition as language
from steadyback.knowledge.fault import Fault
from steadyback.knowledge.model import (
    CheckGroup,
    Citation,
    Contraindication,
    Exercise,
    Finding,
    OwnWords,
    RedFlag,
    Rung,
    Sign,
    Statement,
)
from steadyback.knowledge.reading import Located

Items = dict[str, dict[str, Located]]


def reference_faults(items: Items, unread: AbstractSet[str]) -> Iterator[Fault]:
    """A fault for each id that matches nothing, or that two items share. ``unread`` ids are given the benefit."""
    yield from _shared_ids(items)
    for shelf in items.values():
        for located in shelf.values():
            yield from _faults_of(located, items, unread)


def in_force(items: Items, *kinds: str) -> list[str]:
    """The ids of these kinds that are not retired."""
    return [name for kind in kinds for name, located in items[kind].items() if not located.item.card.retired_on]


def _shared_ids(items: Items) -> Iterator[Fault]:
    """Ids are told apart by nothing but themselves: no two items, and no item and sign, may share one."""
    first: dict[str, str] = {}
    for shelf in items.values():
        for name, located in shelf.items():
            if name in first:
                why = f"the id `{name}` is that of {first[name]} already"
                yield Fault(located.file, located.line_of("id"), why, "choose another id, and name the file after it")
            first.setdefault(name, located.file)
    for located in items["check-group"].values():
        for number, sign in enumerate(located.item.signs):
            line = located.line_of(f"signs.{number}.id")
            if sign.id in first:
                why = f"the id `{sign.id}` is used in {first[sign.id]} already"
                yield Fault(located.file, line, why, "choose another id for this sign")
            first.setdefault(sign.id, located.file)


def _faults_of(located: Located, items: Items, unread: AbstractSet[str]) -> Iterator[Fault]:
    card = located.item.card
    for path, name, known in _named(located.item, items):
        if name in known or name in unread or (card.retired_on and path != "replaced_by"):
            continue
        retired = next((shelf[name].item.card for shelf in items.values() if name in shelf), None)
        if retired is not None and retired.retired_on:
            why, mend = f"`{name}` is retired", f"use `{retired.replaced_by or 'another'}`"
        else:
            near = difflib.get_close_matches(name, known, n=1)
            why, mend = f"`{name}` matches nothing", _mend(path, name, near)
        yield Fault(located.file, located.line_of(path), why, mend)
    yield from _number_faults(located, items)
    same_as = getattr(located.item, "same_as", None)
    further = next((_same_as(items, kind, same_as) for kind in ("red-flag", "finding") if same_as in items[kind]), None)
    if same_as and further:
        why = f"`{same_as}` is itself the same as `{further}`"
        yield Fault(located.file, located.line_of("same_as"), why, f"write `same_as: {further}`")


def _same_as(items: Items, kind: str, name: str | None) -> str | None:
    found: str | None = items[kind][name or ""].item.same_as
    return found


def _mend(path: str, name: str, near: list[str]) -> str:
    if near:
        return f"did you mean `{near[0]}`?"
    if "sources" in path:
        return f"add content/sources/{name}.yaml with `content new source {name}`, or cite one that is there"
    return "use the id of an item that is there; `content list` names them all"


def _named(item: Any, items: Items) -> Iterator[tuple[str, str, list[str]]]:
    """Where another item is named, which, and the ids that may stand there."""
    sources = in_force(items, "source")
    own = item.card.sources
    for path, citation in _citations(item, "", own):
        yield path, citation.source, sources
    exercises = in_force(items, "exercise")
    yield from _each("moves", getattr(item, "moves", ()), exercises)
    yield from _each("calmer_moves", getattr(item, "calmer_moves", ()), exercises)
    yield from _each("read_with", getattr(item, "read_with", ()), in_force(items, "method", "medicine"))
    askable = in_force(items, "red-flag", "finding")
    match item:
        case CheckGroup():
            for number, sign in enumerate(item.signs):
                yield from _each(f"signs.{number}.asks", sign.asks, askable)
        case RedFlag() | Finding():
            if item.same_as:
                yield "same_as", item.same_as, askable
            if isinstance(item, RedFlag) and item.asked_unless_no:
                yield "asked_unless_no", item.asked_unless_no, askable
        case OwnWords():
            yield from _each("means", item.means, askable)
            yield from _each("instead_of", item.instead_of, askable)
        case Rung():
            yield from _each("exercises", item.exercises, exercises)
            yield from _each("methods", item.methods, in_force(items, "method"))
        case Contraindication():
            yield from _each("red_flags", item.red_flags, in_force(items, "red-flag"))
        case Exercise():
            if item.alternative_exercise:
                yield "alternative_exercise", item.alternative_exercise, exercises
            forms = [form.id for form in item.forms]
            if item.easier_form:
                yield "easier_form", item.easier_form, forms
            for number, hold in enumerate(item.holds):
                if hold.instead and " " not in hold.instead:
                    yield f"holds.{number}.instead", hold.instead, [*forms, *exercises]
    if item.card.replaced_by:
        yield "replaced_by", item.card.replaced_by, in_force(items, *items)


def _each(path: str, names: Iterable[str], known: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    for number, name in enumerate(names):
        yield f"{path}.{number}", name, known


def _number_faults(located: Located, items: Items) -> Iterator[Fault]:
    """A number asked as a yes or no, a yes or no as a number, and a number that nobody can give."""
    findings = {name: each.item for name, each in items["finding"].items()}
    for path, part in _conditions(located.item, ""):
        finding: Finding | None = findings.get(part if isinstance(part, str) else part.finding)
        is_number = finding is not None and finding.answer == "number"
        line = located.line_of(path)
        if isinstance(part, language.Score):
            if not is_number:
                yield Fault(located.file, line, f"`{part.finding}` is not a number", "name it without `score`")
            elif finding and finding.most is not None and part.at_least > finding.most:
                why = f"`{part.finding}` never reaches {part.at_least:g}; it ends at {finding.most:g}"
                yield Fault(located.file, line, why, "mend the number")
        elif is_number and isinstance(part, str):
            mend = "ask for a red flag or a yes-no finding"
            yield Fault(located.file, line, f"`{part}` is a number, never a yes", mend)
        elif is_number:
            mend = f"write `{{score: {part.finding}, at_least: …}}`"
            yield Fault(located.file, line, f"`{part.finding}` is a number, never a yes", mend)


def _conditions(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every answer that ``value`` looks at, with its path: the leaves of its conditions, and what a sign asks."""
    if isinstance(value, language.Is | language.Score):
        yield path, value
    elif isinstance(value, tuple):
        for name, part in zip(names_of(value), value, strict=True):
            yield from _conditions(part, f"{path}.{name}".lstrip("."))
    if isinstance(value, Sign):
        yield from ((f"{path}.asks.{number}", finding) for number, finding in enumerate(value.asks))


def names_of(value: Any) -> Iterable[str]:
    """How the parts of a tuple are called in a file: by field, by number, or by the operator of a condition."""
    operators = {language.All: ["all"], language.Any: ["any"], language.AtLeast: ["at_least", "of"]}
    return operators.get(type(value)) or getattr(value, "_fields", None) or map(str, range(len(value)))


def _citations(value: Any, path: str, own: tuple[Citation, ...]) -> Iterator[tuple[str, Citation]]:
    """Every citation and its path; those that a statement only has from its item (``own``) are left out."""
    if isinstance(value, Citation):
        yield f"{path.rpartition('.')[0]}.{value.source}".lstrip("."), value
    elif isinstance(value, Statement) and value.sources == own:
        return
    elif isinstance(value, tuple):
        names = getattr(value, "_fields", None) or map(str, range(len(value)))
        for name, part in zip(names, value, strict=True):
            yield from _citations(part, path if name == "card" else f"{path}.{name}".lstrip("."), own)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _citations(part, f"{path}.{key}".lstrip("."), own)
