"""``steadyback verify``: every proof, over the content in use, each with its cases and its counterexample if any."""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from steadyback.cli import verify_lives
from steadyback.cli.complaint import Complaint

if TYPE_CHECKING:
    from steadyback.knowledge.model import Knowledge
    from steadyback.proof.everything import Sizes
    from steadyback.proof.property import Shown

EXAMPLES = """examples:
  steadyback verify                  every proof, about four minutes on two processors
  steadyback verify --quick          the same proofs on fewer made-up cases, under a minute
  steadyback verify --only content-keeps-the-promises --only examples-come-true
  steadyback verify --json           for another program to read
  steadyback verify --lives 2700 --resume lives.json      a million made-up days; stop it and go on as you like

Set STEADYBACK_CONTENT to a folder to prove the content there. Exits 1 when a property does not hold."""


def add_parser(subparsers: Any) -> None:
    """Add this command to the parser."""
    parser = subparsers.add_parser(
        "verify",
        help="run every proof over the shipped content",
        description="Run every proof over the content in use: by solver, by enumeration, on made-up cases.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--quick", action="store_true", help="fewer made-up cases; solver and enumerations as always")
    parser.add_argument("--cases", metavar="N", help="made-up cases for the compiled table (1000000, --quick 20000)")
    parser.add_argument("--only", metavar="ID", action="append", help="this property only; may stand several times")
    parser.add_argument("--json", action="store_true", help="print data, not words")
    verify_lives.add_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry the command out."""
    if args.lives is not None:
        if args.only or args.quick or args.cases is not None:
            raise Complaint("verify: --lives goes by itself; leave --only, --quick and --cases out")
        return verify_lives.run_lives(args, _knowledge())
    if args.seed is not None or args.resume is not None:
        raise Complaint("verify: --seed and --resume are for simulated lives; add --lives, such as --lives 100")
    if importlib.util.find_spec("z3") is None:
        raise Complaint("verify: the solver is not installed; run ./steady verify, which installs it")
    from steadyback.proof.everything import FULL, PROPERTIES, QUICK

    only = tuple(args.only or PROPERTIES)
    for name in only:
        if name not in PROPERTIES:
            raise Complaint(f"verify: no property is called {name!r}; use {', '.join(PROPERTIES)}")
    sizes = QUICK if args.quick else FULL
    if args.cases is not None:
        sizes = sizes._replace(table=_count(args.cases))
    knowledge = _knowledge()
    found: list[Shown] = []
    for one in _proved(knowledge, sizes, only):
        found.append(one)
        if not args.json:
            print(in_words(one), flush=True)
    if args.json:
        print(json.dumps(in_data(found, knowledge.version), ensure_ascii=False))
    else:
        print(_sum(found))
    return 0 if all(one.holds for one in found) else 1


def _count(word: str) -> int:
    if not word.isdigit() or int(word) == 0:
        raise Complaint(f"verify: --cases {word!r} is not a number of cases; give 1 or more, such as 1000000")
    return int(word)


def _knowledge() -> Knowledge:
    from steadyback.cli.shelf import open_knowledge
    from steadyback.knowledge.fault import ContentError

    try:
        return open_knowledge()
    except ContentError as error:
        first = f"{len(error.faults)} faults, first: {error.faults[0]}"
        raise Complaint(f"verify: the content cannot be used, {first} (`steadyback content check` lists all)") from None


def _proved(knowledge: Knowledge, sizes: Sizes, only: tuple[str, ...]) -> Iterator[Shown]:
    from steadyback.proof.everything import prove_everything

    if not sys.stderr.isatty():
        yield from prove_everything(knowledge, sizes, only=only)
        return
    for one in prove_everything(knowledge, sizes, _announced, only):
        _draw("")
        yield one


def _announced(name: str) -> Callable[[str], None]:
    _draw(name)
    return lambda how_far: _draw(f"{name}: {how_far}")


def _draw(text: str) -> None:
    sys.stderr.write(f"\r\x1b[K{text[:100]}")
    sys.stderr.flush()


def in_words(one: Shown) -> str:
    """One property for the terminal."""
    verdict = "holds" if one.holds else "FAILS"
    lines = [f"{verdict}  {one.id}   {one.cases:,} cases, by {one.how}, {one.seconds:.1f} s", f"       {one.says}"]
    if one.counterexample:
        lines.append(f"       counterexample: {one.counterexample}")
    return "\n".join(lines)


def in_data(found: list[Shown], version: str) -> dict[str, Any]:
    """Every property as JSON can hold it."""
    properties = [
        {
            "id": one.id,
            "says": one.says,
            "holds": one.holds,
            "how": one.how,
            "cases": one.cases,
            "seconds": round(one.seconds, 3),
            "counterexample": one.counterexample,
        }
        for one in found
    ]
    return {"holds": all(one.holds for one in found), "properties": properties, "knowledge_version": version}


def _sum(found: list[Shown]) -> str:
    failed = [one.id for one in found if not one.holds]
    cases, seconds = sum(one.cases for one in found), sum(one.seconds for one in found)
    said = f"{len(found) - len(failed)} of {len(found)} properties hold ({cases:,} cases, {seconds:.0f} s)."
    return said + (f" These do not: {', '.join(failed)}." if failed else "")
