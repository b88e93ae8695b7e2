"""Where the command line gets its knowledge: the compiled content, made anew whenever a file of it changed.

Parsing some six hundred YAML files takes a second or two, so it is done once. The compiled forms lie in the user's
cache folder, under a stamp of every file's name, size and time; opening one costs a few milliseconds.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from steadyback.engine.table import Table
    from steadyback.knowledge.model import Knowledge

Opened = TypeVar("Opened")

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

    return _opened("table", from_plain)


def open_knowledge() -> Knowledge:
    """All of the content."""
    from steadyback.knowledge.stored import from_plain

    return _opened("knowledge", from_plain)


def _opened(name: str, read: Callable[[dict[str, Any]], Opened]) -> Opened:
    """The kept form called ``name``, read; compiled anew when there is none, or when it cannot be read."""
    stamp = _stamp(content_folder())
    try:
        with open(os.path.join(cache_folder(), f"{name}-{stamp}.json"), encoding="utf-8") as file:
            return read(json.load(file))
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return read(_compile(stamp)[name])


def _stamp(folder: str) -> str:
    """A short name for the state of every file of the content, and of the code that compiles it."""
    import zlib

    from steadyback import __version__

    code = os.path.dirname(os.path.dirname(__file__))
    facts = [folder, __version__]
    for place in (folder, os.path.join(code, "knowledge"), os.path.join(code, "engine")):
        facts += _files_below(place, place)
    data = "\n".join(sorted(facts)).encode()
    return f"{zlib.crc32(data):08x}{zlib.adler32(data):08x}{len(data):06x}"


def _files_below(folder: str, top: str) -> Iterator[str]:
    """Name below ``top``, size and time of every file that is read from ``folder`` and its folders."""
    for entry in os.scandir(folder):
        if entry.name.endswith((".yaml", ".py", ".txt")):
            info = entry.stat()
            yield f"{entry.path[len(top) :]} {info.st_size} {info.st_mtime_ns}"
        elif entry.is_dir() and entry.name != "__pycache__":
            yield from _files_below(entry.path, top)


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
