"""From a folder of YAML files to :class:`Knowledge`: read, resolve, and refuse what cannot be used.

This is the outer edge of the content: the only module of the core that touches files, and it is used by the
shells, never by the engine.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

from steadyback.knowledge import condition as language
from steadyback.knowledge.fault import ContentError, Fault
from steadyback.knowledge.model import KINDS, Citation, Knowledge, Statement
from steadyback.knowledge.reading import Located, parse

#: The content that is shipped.
CONTENT = Path(__file__).parent.parent / "content"


class Shelf(NamedTuple):
    """Everything read from a folder, by kind and id, each item with its file and lines; and what is wrong."""

    items: dict[str, dict[str, Located]]
    faults: list[Fault]
    version: str


def read_shelf(folder: Path = CONTENT) -> Shelf:
    """Read every file below ``folder``. Faults are gathered, never raised, so that an editor sees them all."""
    items: dict[str, dict[str, Located]] = {kind: {} for kind, _, _ in KINDS}
    faults: list[Fault] = []
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
                continue
            located, wrong = parse(text, file, shape)
            faults += wrong
            if located is None:
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
    known = askable_ids(items)
    resolved = {
        kind: {name: _resolve_item(located, known, faults) for name, located in shelf.items()}
        for kind, shelf in items.items()
    }
    return Shelf(resolved, faults, digest.hexdigest()[:16])


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
    return [*items["finding"], *items["red-flag"], *items["contraindication"], *signs]


def _resolve_item(located: Located, known: list[str], faults: list[Fault]) -> Located:
    """The item with globs such as ``ces-*`` spelt out, and its sources given to statements that name none."""

    def unknown(finding: str) -> None:
        near = difflib.get_close_matches(finding, known, n=1)
        mend = f"did you mean `{near[0]}`?" if near else "use the id of a finding or a red flag"
        line = _line_of(located)
        faults.append(Fault(located.file, line, f"`{finding}` matches no finding", mend))

    def resolve_condition(value: Any) -> Any:
        match value:
            case language.Is(finding) | language.Score(finding, _):
                if "*" in finding:
                    names = tuple(
                        language.Is(name)
                        for name in known
                        if fnmatchcase(name, finding) and name != located.item.card.id
                    )
                    if not names:
                        unknown(finding)
                    return language.Any(names or (language.Is(finding),))
                if finding not in known:
                    unknown(finding)
                return value
            case language.All(parts) | language.Any(parts):
                return type(value)(tuple(resolve_condition(part) for part in parts))
            case language.AtLeast(count, parts):
                return language.AtLeast(count, tuple(resolve_condition(part) for part in parts))
            case language.Not(part):
                return language.Not(resolve_condition(part))
        return value

    sources: tuple[Citation, ...] = located.item.card.sources

    def walk(value: Any) -> Any:
        if isinstance(value, language.Is | language.Score | language.All | language.Any | language.AtLeast):
            return resolve_condition(value)
        if isinstance(value, language.Not):
            return resolve_condition(value)
        if isinstance(value, Statement):
            return value if value.sources else value._replace(sources=sources)
        if isinstance(value, tuple):
            parts = [walk(part) for part in value]
            return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
        if isinstance(value, dict):
            return {key: walk(part) for key, part in value.items()}
        return value

    return located._replace(item=walk(located.item))


def _line_of(located: Located) -> int:
    """The best line to point at for a condition: the key under which rules stand, else the top."""
    for key in ("rules", "holds", "signs", "when"):
        if key in located.lines:
            return located.lines[key]
    return 1


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
    return Knowledge(version=shelf.version, **by_kind)
