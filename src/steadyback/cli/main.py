"""The command ``steadyback``: one parser, and each command's code brought in only when it is asked for."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from steadyback import __version__
from steadyback.cli.complaint import Complaint
from steadyback.cli.help_lines import HelpLines

#: Command, its module, and its line in the help.
COMMANDS: dict[str, tuple[str, str]] = {
    "serve": ("serve", "start the companion on this computer"),
    "site": ("site", "the companion as a static site that anyone can host"),
    "now": ("now", "the safety check and the steps, here in the terminal"),
    "triage": ("triage", "how soon she needs care, from answers or her own words"),
    "evaluate": ("evaluate", "how well written cases are judged"),
    "replay": ("replay", "the state that a diary adds up to"),
    "patterns": ("patterns", "which factors go with a spasm, from a table of days or the diary"),
    "schema": ("schema", "JSON Schema of what is read"),
    "entries": ("entries", "bring a diary in or out, whole"),
    "erase": ("erase", "end a diary, for good"),
    "content": ("content", "check, show and add clinical content"),
    "verify": ("verify", "run every proof over the shipped content"),
    "safety": ("safety", "check the hazard log and write its pages"),
    "demo": ("demo", "a diary of a made-up person"),
}

EPILOG = """examples:
  steadyback serve                          start it, then open the address it prints
  steadyback now                            the same check, in the terminal
  steadyback triage --stage pregnant --weeks 31 --answers answers.json --json
  steadyback content show ces-saddle-numb

`steadyback COMMAND --help` says more. Steadyback gives no diagnosis. If you feel that something is badly wrong,
get help even if nothing here matches."""


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line with the mend, like every other complaint."""

    def error(self, message: str) -> NoReturn:
        where = self.prog.removeprefix("steadyback").strip()
        raise Complaint(f"{where + ': ' if where else ''}{message}; see `{self.prog} --help`")


def parser_for(command: str | None) -> argparse.ArgumentParser:
    """The parser of ``command`` alone, or, for help and for words that are no command, of all by name."""
    parser = _Parser(
        prog="steadyback",
        description="From “my back just grabbed” to the safest next step.",
        epilog=EPILOG,
        formatter_class=HelpLines,
    )
    parser.add_argument("--version", action="version", version=f"steadyback {__version__}")
    subparsers: Any = parser.add_subparsers(metavar="COMMAND", parser_class=_Parser, prog="steadyback")
    if command in COMMANDS:
        importlib.import_module(f"steadyback.cli.{COMMANDS[command][0]}").add_parser(subparsers)
        return parser
    for name, (_module, line) in COMMANDS.items():
        subparsers.add_parser(name, help=line)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0, or 2 after one line on standard error; never a traceback for bad input."""
    words = list(sys.argv[1:] if argv is None else argv)
    command = next((word for word in words if not word.startswith("-")), None)
    try:
        args = parser_for(command).parse_args(words)
        if not hasattr(args, "run"):
            parser_for(None).print_help()
            return 0 if not words else 2
        return int(args.run(args))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except (Complaint, ValueError) as error:
        print(f"steadyback: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    except OSError as error:
        where = f" {error.filename}:" if error.filename else ""
        print(f"steadyback:{where} {error.strerror or error}; check the file and the space left", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
