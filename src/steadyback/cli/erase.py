"""``steadyback erase``: the end of a diary, or of all of them."""

from __future__ import annotations

import argparse
from typing import Any

from steadyback.cli.complaint import Complaint

EXAMPLES = """examples:
  steadyback entries export diary.jsonl     first, if you want a copy
  steadyback erase                          says what would be erased, and erases nothing
  steadyback erase --yes                    every diary in your data folder
  steadyback erase --person Bea --yes       one of several

A locked diary is erased without its passphrase. Copies, backups and synchronised folders are not reached, and a disk
may keep old pieces for a while: encrypt the whole disk if that matters."""


def add_parser(subparsers: Any) -> None:
    """Add this command to the parser."""
    parser = subparsers.add_parser(
        "erase",
        help="end a diary, for good",
        description="Erase every diary in a folder, or that of one person. It cannot be undone.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", metavar="DIR", help="the folder of the diaries (usual: your data folder)")
    parser.add_argument("--person", metavar="NAME", help="only the diary of this person")
    parser.add_argument("--yes", action="store_true", help="do it; without this nothing is erased")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry the command out. Complaint when there is nothing to erase, or it was not meant yet."""
    from steadyback.cli.data_folder import chosen_folder, journal_path
    from steadyback.journal.store import StoreError
    from steadyback.server.people import erase_everyone, erase_person, journal_of, read_roster

    folder = chosen_folder(args.data)
    try:
        roster = read_roster(folder)
        paths = [journal_of(folder, person.id) for person in roster.people]
        if args.person is not None:
            paths = [journal_path(args.data, args.person)]
        there = [path for path in paths if path.exists()]
        if not there and args.person is None and len(roster.people) == 1:
            raise Complaint(f"{folder}: there is no diary there; name its folder with --data")
        if not args.yes:
            what = ", ".join(map(str, there or paths))
            raise Complaint(f"erase: this would end {what}, and it cannot be undone; if you mean it, add --yes")
        person = roster.named(args.person) if args.person is not None else None
        if person is not None:
            erase_person(folder, roster, person.id)
        else:
            erase_everyone(folder, roster)
    except StoreError as error:
        raise Complaint(str(error)) from None
    print(f"Erased: {', '.join(map(str, there or paths))}")
    return 0
