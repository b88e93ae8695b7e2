"""``steadyback entries import|export|check FILE``: her diary, whole, in and out of an open format."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steadyback.cli.data_folder import journal_path

if TYPE_CHECKING:
    from steadyback.journal.entry import Entry

#: From so many entries on, say how far it is.
MANY = 5_000


class _Refused(Exception):
    """What, where and how to mend it, for the one line that she gets. ``found`` is what can be said all the same."""

    def __init__(self, message: str, found: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.found = found


def add_parser(subparsers: Any) -> None:
    """Add ``entries`` to the commands; ``run`` then does it."""
    entries = subparsers.add_parser("entries", help="her diary, whole, in an open format: import, export, check")
    verbs = entries.add_subparsers(dest="verb", metavar="import|export|check", required=True)
    for verb, says in (
        ("import", "take in a file of entries, all of it or nothing"),
        ("export", "write every entry into a file"),
        ("check", "say what is in a file, and the first problem; changes nothing"),
    ):
        parser = verbs.add_parser(verb, help=says, description=says)
        parser.add_argument("file", metavar="FILE", help="JSON Lines: a header, then one entry a line")
        parser.add_argument("--data", metavar="DIR", help="the folder of the diary (usual: your data folder)")
        parser.add_argument("--json", action="store_true", help="print JSON")
        if verb == "export":
            parser.add_argument("--force", action="store_true", help="write over FILE if it is there")
        parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do it. 0 when all went well; 2, with one line on stderr, when not."""
    from steadyback.journal.store import StoreError

    verb = {"import": _import, "export": _export, "check": _check}[args.verb]
    try:
        _print(verb(args), args)
    except (_Refused, StoreError) as error:
        if isinstance(error, _Refused) and error.found is not None:
            _print(error.found, args)
        print(f"steadyback: {error}".replace("\n", " "), file=sys.stderr)
        return 2
    return 0


def _import(args: argparse.Namespace) -> dict[str, Any]:
    from steadyback.journal.sqlite_store import SqliteStore

    entries = list(_entries_of(args))
    path = journal_path(args.data)
    with closing(SqliteStore(path)) as store:
        verdicts = Counter(verdict.value for verdict in store.append(entries))
    counts = {name: verdicts[name] for name in ("new", "identical", "conflict")}
    words = (
        f"{counts['new']:,} new, {counts['identical']:,} already there, {counts['conflict']:,} in conflict"
        " (kept apart; what was there first stands)"
    )
    return {"words": f"Imported into {path}: {words}", "file": args.file, "diary": str(path), **counts}


def _export(args: argparse.Namespace) -> dict[str, Any]:
    from steadyback.journal.jsonl import write_lines
    from steadyback.journal.sqlite_store import SqliteStore

    path, target = journal_path(args.data), Path(args.file)
    if not path.exists():
        raise _Refused(f"{path}: there is no diary there; name its folder with --data")
    if target.exists() and not args.force:
        raise _Refused(f"{target}: it is there already; choose another name, or write over it with --force")
    with closing(SqliteStore(path)) as store:
        entries = [*store.all(), *store.apart()]
    try:
        _write(target, write_lines(entries))
    except OSError as error:
        raise _Refused(_file_fault(args.file, error)) from None
    return {"words": f"{len(entries):,} entries written to {target}", "file": args.file, "entries": len(entries)}


def _check(args: argparse.Namespace) -> dict[str, Any]:
    kinds: Counter[str] = Counter()
    found: dict[str, Any] = {"file": args.file, "entries": 0, "kinds": {}, "problem": None}
    try:
        for entry in _entries_of(args):
            kinds[entry.kind] += 1
    except _Refused as error:
        found["problem"] = str(error)
        raise _Refused(str(error), _counted(found, kinds)) from None
    return _counted(found, kinds)


def _counted(found: dict[str, Any], kinds: Counter[str]) -> dict[str, Any]:
    found.update(entries=kinds.total(), kinds=dict(sorted(kinds.items())))
    listed = "".join(f"\n  {count:>7,} {kind}" for kind, count in sorted(kinds.items()))
    before = "" if found["problem"] is None else " before the first problem"
    return {"words": f"{found['file']}: {kinds.total():,} sound entries{before}{listed}", **found}


def _entries_of(args: argparse.Namespace) -> Iterator[Entry]:
    """The entries of FILE, with a word on the way when there are many. _Refused for the first problem."""
    from steadyback.journal.jsonl import LONGEST_LINE, LineError, each_entry

    try:
        with Path(args.file).open("rb") as file:
            lines = iter(lambda: file.readline(LONGEST_LINE + 1), b"")
            for number, entry in enumerate(each_entry(lines), start=1):
                if number % MANY == 0 and not args.json:
                    _say_progress(number)
                yield entry
    except LineError as error:
        raise _Refused(f"{args.file}, {error}") from None
    except OSError as error:
        raise _Refused(_file_fault(args.file, error)) from None


def _say_progress(number: int) -> None:
    """One line: rewritten on a terminal, written once elsewhere."""
    if sys.stdout.isatty():
        print(f"\r{number:,} entries read …", end="", flush=True)
    elif number == MANY:
        print(f"More than {number:,} entries: reading on …", flush=True)


def _file_fault(name: str, error: OSError) -> str:
    return f"{name}: {error.strerror or error}; check the name, the folder and whether you may use it"


def _write(target: Path, lines: Iterable[str]) -> None:
    """The whole file or none of it, for her eyes alone, and on the disk when this returns."""
    number, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(number)
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _print(found: dict[str, Any], args: argparse.Namespace) -> None:
    words = found.pop("words")
    print(json.dumps(found, ensure_ascii=False, indent=2) if args.json else words)
