"""Where the command line gets its knowledge: the compiled content, made anew whenever a file of it changed.

Parsing some six hundred YAML files takes a second or two, so it is done once. The compiled forms lie in the user's
cache folder, under a stamp of every file's name, size and time; opening one costs a few milliseconds.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from steadyback.engine.table import Table
    from steadyback.knowledge.model import Knowledge

#: Set by editors and tests to read another folder of content.
CONTENT_VARIABLE = "STEADYBACK_CONTENT"


def content_folder() -> str:
    """The folder of content in use: the shipped one unless the environment names another."""
    return os.environ.get(CONTENT_VARIABLE) or os.path.join(os.path.dirname(os.path.dirname(__file__)), "content")


def cache_folder() -> str:
    """Where compiled content is kept; it can be deleted at any time."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "steadyback")


def open_table() -> Table:
    """The compiled rules."""
    from steadyback.engine.table import from_plain

    return from_plain(_compiled("table"))


def open_knowledge() -> Knowledge:
    """All of the content."""
    from steadyback.knowledge.stored import from_plain

    return from_plain(_compiled("knowledge"))


def _compiled(name: str) -> dict[str, Any]:
    stamp = _stamp(content_folder())
    path = os.path.join(cache_folder(), f"{name}-{stamp}.json")
    try:
        with open(path, encoding="utf-8") as file:
            found: dict[str, Any] = json.load(file)
        return found
    except (OSError, ValueError):
        return _compile(stamp)[name]


def _stamp(folder: str) -> str:
    """A short name for the state of every file below ``folder``."""
    facts: list[str] = []
    for place in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if place.is_dir():
            for entry in os.scandir(place.path):
                info = entry.stat()
                facts.append(f"{entry.name}{info.st_size}.{info.st_mtime_ns}")
    import zlib

    from steadyback import __version__

    facts.sort()
    text = f"{folder}{__version__}{len(facts)}" + "".join(facts)
    data = text.encode()
    return f"{zlib.crc32(data):08x}{zlib.adler32(data):08x}{len(data):06x}"


def _compile(stamp: str) -> dict[str, dict[str, Any]]:
    """Parse, compile, and keep both forms; what cannot be kept is still returned. ContentError for bad content."""
    from pathlib import Path

    from steadyback.engine.compiling import compile_table
    from steadyback.engine.rulebook import rulebook_of
    from steadyback.engine.table import to_plain as plain_table
    from steadyback.knowledge.load import knowledge_of, read_shelf
    from steadyback.knowledge.stored import to_plain as plain_knowledge

    knowledge = knowledge_of(read_shelf(Path(content_folder())))
    forms = {
        "table": plain_table(compile_table(rulebook_of(knowledge))),
        "knowledge": plain_knowledge(knowledge),
    }
    try:
        _keep(stamp, forms)
    except OSError as error:
        print(f"steadyback: the compiled content could not be kept ({error}); this start was slow", file=sys.stderr)
    return forms


def _keep(stamp: str, forms: dict[str, dict[str, Any]]) -> None:
    folder = cache_folder()
    os.makedirs(folder, mode=0o700, exist_ok=True)
    for name, form in forms.items():
        path = os.path.join(folder, f"{name}-{stamp}.json")
        draft = f"{path}.{os.getpid()}"
        with open(draft, "w", encoding="utf-8") as file:
            json.dump(form, file, ensure_ascii=False, separators=(",", ":"))
        os.replace(draft, path)
    _forget_old(folder, stamp)


def _forget_old(folder: str, stamp: str) -> None:
    """Keep the ten newest compiled files beside this one's."""
    old = sorted(
        (entry for entry in os.scandir(folder) if entry.name.endswith(".json") and stamp not in entry.name),
        key=lambda entry: entry.stat().st_mtime_ns,
        reverse=True,
    )
    for entry in old[10:]:
        os.unlink(entry.path)
