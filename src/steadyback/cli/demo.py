"""``steadyback demo``: the diary of Amina, whom we made up, so that every screen is alive."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from steadyback.cli.complaint import Complaint

if TYPE_CHECKING:
    from datetime import date

    from steadyback.journal.entry import Entry

EXAMPLES = """examples:
  steadyback demo | steadyback replay -                      31 weeks pregnant, to standard output
  steadyback demo --weeks 20 --out amina.jsonl               a file that `entries import` takes
  steadyback demo --after-birth 9 --birth caesarean --data ~/try-it

The same words and the same --today give the same diary, to the letter. Nothing in it is about a real person."""

#: The longest story after a birth, in weeks.
LONGEST_AFTER_BIRTH = 104


def add_parser(subparsers: Any) -> None:
    """Add this command to the parser."""
    parser = subparsers.add_parser(
        "demo",
        help="a diary of a made-up person",
        description="A diary of a made-up person: Amina, over several weeks.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--weeks", metavar="N", help="pregnant, completed weeks (usual: 31)")
    when.add_argument("--after-birth", metavar="WEEKS", help="after the birth, completed weeks")
    parser.add_argument(
        "--birth", choices=["vaginal", "assisted", "caesarean"], help="with --after-birth (usual: vaginal)"
    )
    parser.add_argument("--whole", action="store_true", help="from week 6 of the pregnancy on (usual: five weeks)")
    parser.add_argument("--today", metavar="DATE", help="the last day of the diary (usual: today)")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--out", metavar="FILE", help="write it into a file (usual: standard output)")
    where.add_argument("--data", metavar="DIR", help="put it into the diary of this folder, which must be empty")
    parser.add_argument("--force", action="store_true", help="write over FILE, or add to a diary that holds entries")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry the command out. Complaint when the diary cannot be written."""
    from steadyback.cli.amina import diary_of_amina
    from steadyback.cli.store import here_and_now

    if args.birth and args.after_birth is None:
        raise Complaint("demo: --birth goes with --after-birth; add it, or leave --birth out")
    today = _day(args.today) if args.today else here_and_now().date()
    after = None if args.after_birth is None else _weeks("--after-birth", args.after_birth, LONGEST_AFTER_BIRTH)
    weeks = 31 if args.weeks is None else _weeks("--weeks", args.weeks, 42)
    if args.data:
        _check_is_empty(args.data, args.force)
    entries = diary_of_amina(today, weeks=weeks, after_birth=after, birth=args.birth or "vaginal", whole=args.whole)
    if args.data:
        return _into_diary(entries, args.data)
    return _into_file(entries, args.out, args.force)


def _day(text: str) -> date:
    from steadyback.journal.instant import day_of, is_day

    if not is_day(text) or not "1901" <= text[:4] <= "2198":
        raise Complaint(f"--today: {text!r} is not a day from 1901 to 2198; write it like 2026-11-21")
    return day_of(text)


def _weeks(option: str, text: str, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 4 and int(text) <= most):
        raise Complaint(f"{option}: {text!r} is not a number of completed weeks; give 0 to {most}")
    return int(text)


def _into_file(entries: Sequence[Entry], name: str | None, force: bool) -> int:
    from pathlib import Path

    from steadyback.journal.jsonl import write_lines

    text = "".join(write_lines(entries))
    if name is None or name == "-":
        sys.stdout.write(text)
        return 0
    path = Path(name)
    if path.exists() and not force:
        raise Complaint(f"{path}: it is there already; choose another name, or write over it with --force")
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Complaint(f"{path}: {error.strerror or error}; check the name, the folder and the space left") from None
    print(f"{len(entries):,} entries of a made-up person written to {path}", file=sys.stderr)
    return 0


def _check_is_empty(folder: str, force: bool) -> None:
    """Complaint when entries are there already: a made-up person must not get mixed into somebody's diary."""
    from contextlib import closing

    from steadyback.cli.data_folder import journal_path
    from steadyback.cli.store import unlocked
    from steadyback.journal.store import StoreError

    path = journal_path(folder)
    if not path.exists():
        return
    try:
        with closing(unlocked(path)) as store:
            count = store.count()
    except StoreError as error:
        raise Complaint(str(error)) from None
    if count and not force:
        raise Complaint(
            f"{path}: it holds {count:,} entries already; choose an empty folder, or add to it with --force"
        )


def _into_diary(entries: Sequence[Entry], folder: str) -> int:
    from contextlib import closing

    from steadyback.cli.data_folder import journal_path
    from steadyback.cli.store import unlocked
    from steadyback.journal.store import StoreError

    path = journal_path(folder)
    try:
        with closing(unlocked(path)) as store:
            store.append(entries)
    except StoreError as error:
        raise Complaint(str(error)) from None
    except OSError as error:
        raise Complaint(f"{path}: {error.strerror or error}; check the folder and the space left") from None
    print(f"{len(entries):,} entries of a made-up person are in {path}. Try: steadyback now --data {folder}")
    return 0
