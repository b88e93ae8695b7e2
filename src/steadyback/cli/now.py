"""``steadyback now``: the acute flow in the terminal, for a person whose back has just grabbed, at night."""

from __future__ import annotations

import argparse
import sys
from typing import Any

EXAMPLES = """examples:
  steadyback now                     the check, the steps, the log; kept in your diary on this computer
  steadyback now --no-save           the same, and nothing is kept
  steadyback now --plain             words only, line after line: for a screen reader

At any question: q leaves, call shows whom to phone. If you feel that something is badly wrong, get help now,
even if nothing here matches."""


def add_parser(subparsers: Any) -> None:
    """Add this command to the parser."""
    parser = subparsers.add_parser(
        "now",
        help="the safety check and the steps, here in the terminal",
        description="The safety check and the steps, here in the terminal.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", metavar="DIR", help="the folder of the diary (usual: your data folder)")
    parser.add_argument("--no-save", action="store_true", help="read the diary if it is there, and write nothing")
    parser.add_argument("--plain", action="store_true", help="no drawing, no colour, no clearing of the screen")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry the command out. 130 when she stopped it with Ctrl-C; 2 when something could not be saved."""
    from steadyback.care.rules import rules_of
    from steadyback.cli.now_sitting import Sitting
    from steadyback.cli.shelf import open_knowledge
    from steadyback.cli.store import open_diary
    from steadyback.cli.terminal import Left, Terminal

    terminal = Terminal(plain=args.plain)
    diary = open_diary(args.data, save=not args.no_save)
    code = 0
    try:
        sitting = Sitting(terminal, diary, rules_of(open_knowledge()))
        try:
            sitting.go()
        except (Left, KeyboardInterrupt) as broken_off:
            code = 130 if isinstance(broken_off, KeyboardInterrupt) else 0
            sitting.leave()
    finally:
        diary.close()
    if diary.trouble:
        print(f"steadyback: not everything could be saved: {diary.trouble}", file=sys.stderr)
        return 2
    return code
