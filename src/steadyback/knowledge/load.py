"""From a folder of YAML files to :class:`Knowledge`: read, resolve, and refuse what cannot be used.

This is the outer edge of the content: the only module of the core that touches files, and it is used by the
shells, never by the engine.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

from steadyback.knowledge import condition as language
from steadyback.knowledge.fault import ContentError, Fault
from steadyback.knowledge.model import KINDS, Citation, Knowledge, Statement
from steadyback.knowledge.reading import Located, parse
from steadyback.knowledge.references import in_force, names_of, reference_faults

#: The content that is shipped.
CONTENT = Path(__file__).parent.parent / "content"
#: What was learnt from example texts; its first line names the findings.
LEARNT = "own_words/learnt.txt"


class Shelf(NamedTuple):
    """Everything read from a folder, by kind and id, each item with its file and lines; and what is wrong.

    ``unread`` are the ids of files that could not be read: naming one of them is not a second fault.
    """

    items: dict[str, dict[str, Located]]
    faults: list[Fault]
    version: str
    unread: frozenset[str] = frozenset()
    learnt: str = ""


def read_shelf(folder: Path = CONTENT) -> Shelf:
    """Read every file below ``folder``. Faults are gathered, never raised, so that an editor sees them all."""
    items: dict[str, dict[str, Located]] = {kind: {} for kind, _, _ in KINDS}
    faults: list[Fault] = []
    unread: set[str] = set()
    digest = hashlib.sha256()
    for kind, subfolder, shape in KINDS:
        for path in sorted((folder / subfolder).rglob("*.yaml")):
            file = path.relative_to(folder).as_posix()
            raw = path.read_bytes()
            digest.update(file.encode() + b"\0" + raw + b"\0")
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError:
                faults.append(Fault(file, 1, "this file is not UTF-8 text", "save it again as UTF-8"))
                unread.add(path.stem)
                continue
            located, wrong = parse(text, file, shape)
            faults += wrong
            if located is None:
                unread.add(path.stem)
                continue
            name = located.item.card.id
            if name != path.stem:
                mend = f"rename the file {name}.yaml, or the id {path.stem}"
                faults.append(Fault(file, located.lines["id"], f"the id `{name}` is not the file's name", mend))
            if name in items[kind]:
                mend = f"keep one; the other is in {items[kind][name].file}"
                faults.append(Fault(file, located.lines["id"], f"the id `{name}` is used twice", mend))
            items[kind][name] = located
    faults += _stray_files(folder)
    raw = (folder / LEARNT).read_bytes() if (folder / LEARNT).exists() else b""
    digest.update(LEARNT.encode() + b"\0" + raw + b"\0")
    learnt = raw.decode("utf-8", errors="replace")
    known = [*askable_ids(items), *sorted(unread)]
    retired = {name: each.item.card.replaced_by for shelf in items.values() for name, each in shelf.items()}
    resolved = {
        kind: {name: _resolve_item(located, known, retired, faults) for name, located in shelf.items()}
        for kind, shelf in items.items()
    }
    faults += reference_faults(resolved, unread)
    faults += _learnt_faults(learnt, known)
    return Shelf(resolved, faults, digest.hexdigest()[:16], frozenset(unread), learnt)


def _learnt_faults(learnt: str, known: Iterable[str]) -> Iterator[Fault]:
    """What was learnt must name findings that are there; its weights are read, and refused, where they are used."""
    nothing, *names = learnt.partition("\n")[0].split(" ") if learnt else ["none"]
    mend = "learn anew from the texts: ./steady learn"
    if nothing != "none":
        yield Fault(LEARNT, 1, "it does not begin with `none` and the findings", mend)
    for name in sorted(set(names) - set(known)):
        yield Fault(LEARNT, 1, f"`{name}` was learnt, and there is no such finding", mend)


def _stray_files(folder: Path) -> Iterator[Fault]:
    folders = {subfolder for _, subfolder, _ in KINDS}
    for path in sorted(folder.rglob("*.y*ml")):
        relative = path.relative_to(folder)
        if relative.parts[0] not in folders or path.suffix != ".yaml":
            mend = "put it in one of " + ", ".join(sorted(folders)) + ", ending in .yaml"
            yield Fault(relative.as_posix(), 1, "no kind of content lives here, so nobody reads this file", mend)


def askable_ids(items: dict[str, dict[str, Located]]) -> list[str]:
    """Every id that an answer may bear: findings, red flags, contraindications, and the signs of the check."""
    signs = [sign.id for located in items["check-group"].values() for sign in located.item.signs]
    return [*in_force(items, "finding", "red-flag", "contraindication"), *signs]


def _resolve_item(located: Located, known: list[str], retired: dict[str, str | None], faults: list[Fault]) -> Located:
    """The item with globs such as ``ces-*`` spelt out, and its sources given to statements that name none."""
    sources: tuple[Citation, ...] = located.item.card.sources

    def walk(value: Any, path: str) -> Any:
        if isinstance(value, language.Is | language.Score):
            found = _resolve_finding(value, located.item.card.id, known)
            if found is None and not located.item.card.retired_on:
                faults.append(_unknown(value.finding, located, path.rstrip("."), known, retired))
            return found or value
        if isinstance(value, Statement):
            return value if value.sources else value._replace(sources=sources)
        if isinstance(value, tuple):
            parts = [walk(part, f"{path}{name}.") for name, part in zip(names_of(value), value, strict=True)]
            return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
        if isinstance(value, dict):
            return {key: walk(part, f"{path}{key}.") for key, part in value.items()}
        return value

    return located._replace(item=walk(located.item, ""))


def _resolve_finding(value: language.Is | language.Score, own: str, known: list[str]) -> language.Condition | None:
    """The condition with ``ces-*`` spelt out, the item itself left out; None when it matches nothing."""
    if "*" not in value.finding:
        return value if value.finding in known else None
    names = [name for name in known if fnmatchcase(name, value.finding) and name != own]
    return language.Any(tuple(language.Is(name) for name in names)) if names else None


def _unknown(finding: str, located: Located, path: str, known: list[str], retired: dict[str, str | None]) -> Fault:
    line = located.line_of(path)
    if retired.get(finding):
        return Fault(located.file, line, f"`{finding}` is retired", f"use `{retired[finding]}`")
    near = difflib.get_close_matches(finding, known, n=1)
    mend = f"did you mean `{near[0]}`?" if near else "use the id of a finding or a red flag"
    return Fault(located.file, line, f"`{finding}` matches no finding", mend)


def knowledge_of(shelf: Shelf) -> Knowledge:
    """The knowledge of a shelf without faults; ContentError, with all of them, otherwise."""
    if shelf.faults:
        raise ContentError(shelf.faults)
    by_kind = {
        kind.replace("-", "_"): {
            name: located.item for name, located in items.items() if not located.item.card.retired_on
        }
        for kind, items in shelf.items.items()
    }
    return Knowledge(version=shelf.version, learnt=shelf.learnt, **by_kind)
