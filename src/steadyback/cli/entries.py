"""``steadyback entries import|export|check FILE``: her diary, whole, in and out of an open format."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steadyback.cli.complaint import Complaint
from steadyback.cli.data_folder import journal_path

if TYPE_CHECKING:
    from steadyback.journal.entry import Entry

#: From so many entries on, say how far it is.
MANY = 5_000

EXAMPLES = """examples:
  steadyback entries export diary.jsonl                 everything, into a file of your own
  steadyback entries check diary.jsonl                  what is in a file, and the first problem
  steadyback entries import diary.jsonl --data ~/other  into the diary of another folder
  steadyback entries export diary.csv                   the same as a table, for a spreadsheet

FILE may be - for standard input, or standard output when exporting."""


def add_parser(subparsers: Any) -> None:
    """Add this command to the parser."""
    entries = subparsers.add_parser(
        "entries",
        help="bring a diary in or out, whole",
        description="Her diary, whole, in and out of an open format (JSON Lines, or a table).",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = entries.add_subparsers(dest="verb", metavar="import|export|check", required=True)
    for verb, says in (
        ("import", "take in a file of entries, all of it or nothing"),
        ("export", "write every entry into a file"),
        ("check", "say what is in a file, and the first problem; changes nothing"),
    ):
        parser = verbs.add_parser(verb, help=says, description=says)
        parser.add_argument("file", metavar="FILE", help="a header, then one entry a line; or -")
        parser.add_argument("--as", dest="shape", choices=("jsonl", "csv"), help="the format (usual: by FILE's name)")
        parser.add_argument("--person", metavar="NAME", help="whose diary (usual: the one in use)")
        parser.add_argument("--data", metavar="DIR", help="the folder of the diary (usual: your data folder)")
        parser.add_argument("--json", action="store_true", help="print data, not words")
        if verb == "export":
            parser.add_argument("--force", action="store_true", help="write over FILE if it is there")
        parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry the command out. Complaint when it cannot be done."""
    from steadyback.journal.store import StoreError

    verb = {"import": _import, "export": _export, "check": _check}[args.verb]
    try:
        return verb(args)
    except StoreError as error:
        raise Complaint(str(error)) from None


def _import(args: argparse.Namespace) -> int:
    from steadyback.cli.store import unlocked

    entries = list(_entries_of(args))
    path = journal_path(args.data, args.person)
    with closing(unlocked(path)) as store:
        verdicts = Counter(verdict.value for verdict in store.append(entries))
    counts = {name: verdicts[name] for name in ("new", "identical", "conflict")}
    words = f"{counts['new']:,} new, {counts['identical']:,} already there, {counts['conflict']:,} in conflict"
    if counts["conflict"]:
        words += " (kept apart; what was there first stands)"
    _tell({"file": args.file, "diary": str(path), **counts}, f"Imported into {path}: {words}", args)
    return 0


def _export(args: argparse.Namespace) -> int:
    from steadyback.cli.store import unlocked
    from steadyback.exchange.csv_file import write_csv
    from steadyback.journal.jsonl import write_lines

    path, target = journal_path(args.data, args.person), Path(args.file)
    if not path.exists():
        raise Complaint(f"{path}: there is no diary there; name its folder with --data")
    if args.file != "-" and target.exists() and not args.force:
        raise Complaint(f"{target}: it is there already; choose another name, or write over it with --force")
    with closing(unlocked(path)) as store:
        entries = [*store.all(), *store.apart()]
    lines = [write_csv(entries)] if _is_table(args) else write_lines(entries)
    if args.file == "-":
        for line in lines:
            sys.stdout.buffer.write(line.encode())
        return 0
    try:
        _write(target, lines)
    except OSError as error:
        raise _unusable(args.file, error) from None
    _tell({"file": args.file, "entries": len(entries)}, f"{len(entries):,} entries written to {target}", args)
    return 0


def _check(args: argparse.Namespace) -> int:
    from steadyback.journal.fold import fold

    entries: list[Entry] = []
    problem: Complaint | None = None
    try:
        entries.extend(_entries_of(args))
    except Complaint as error:
        problem = error
    kinds = dict(sorted(Counter(entry.kind for entry in entries).items()))
    loose = len(fold(entries).loose)
    found = {"file": args.file, "entries": len(entries), "kinds": kinds, "loose": loose}
    words = [f"{args.file}: {len(entries):,} sound entries" + (" before the first problem" if problem else "")]
    words += [f"{count:9,} {kind}" for kind, count in kinds.items()]
    if loose:
        words.append(f"{loose:,} of them change nothing: what they are about is not in the file, or does not fit")
    _tell(found | {"problem": str(problem) if problem else None}, "\n".join(words), args)
    if problem is not None:
        raise problem
    return 0


def _is_table(args: argparse.Namespace) -> bool:
    return bool(args.shape == "csv" or (args.shape is None and args.file.lower().endswith(".csv")))


def _entries_of(args: argparse.Namespace) -> Iterator[Entry]:
    """The entries of FILE, with a word on the way when there are many. Complaint for the first problem."""
    from steadyback.exchange.csv_file import each_row
    from steadyback.journal.jsonl import LONGEST_LINE, LineError, each_line

    try:
        with nullcontext(sys.stdin.buffer) if args.file == "-" else Path(args.file).open("rb") as file:
            lines = iter(lambda: file.readline(LONGEST_LINE + 1), b"")
            found = each_row(file.read()) if _is_table(args) else each_line(lines)
            for number, entry in enumerate(found, start=1):
                if isinstance(entry, LineError):
                    raise entry
                if number % MANY == 0 and not args.json:
                    print(f"{number:,} entries read …", flush=True)
                yield entry
    except LineError as error:
        raise Complaint(f"{args.file}, {error}") from None
    except OSError as error:
        raise _unusable(args.file, error) from None


def _unusable(name: str, error: OSError) -> Complaint:
    return Complaint(f"{name}: {error.strerror or error}; check the name, the folder and the space left")


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


def _tell(found: dict[str, Any], words: str, args: argparse.Namespace) -> None:
    print(json.dumps(found, ensure_ascii=False) if args.json else words)
