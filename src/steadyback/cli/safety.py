"""``steadyback safety``: the hazard log checked, and its pages written or found current."""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

from steadyback.cli.complaint import Complaint
from steadyback.cli.safety_log import HAZARDS, Estimate, Known, Log, known_tests, read_log
from steadyback.cli.safety_pages import named_proofs, named_tests, page_of, pages

EXAMPLES = """examples, in the folder of the repository:
  steadyback safety                  check the hazard log and write its pages
  steadyback safety --check          check it, and that the pages are current
  steadyback safety --json           every hazard with its risks, for another program to read
  steadyback safety --tests          the tests that hold the controls, one a line

Exits 1 when something is wrong with the log. It shows that controls are held, not that they are enough."""


def add_parser(subparsers: Any) -> None:
    """Add this command to the parser."""
    parser = subparsers.add_parser(
        "safety",
        help="check the hazard log and write its pages",
        description="Check the hazard log against the tests that are there, and write its pages.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--folder", metavar="DIR", default="docs/safety", help="the safety case (default docs/safety)")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="write nothing; say what is wrong or not current")
    what.add_argument("--json", action="store_true", help="print the log as data")
    what.add_argument("--tests", action="store_true", help="print the tests that hold the controls")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry the command out."""
    folder = Path(args.folder)
    root = folder.resolve().parent.parent
    if not (folder / HAZARDS).is_dir() or not (root / "tests").is_dir():
        raise Complaint(
            f"safety: {folder} is no safety case beside its tests; run it in the repository, or see --folder"
        )
    log = _sound(folder, root)
    if log is None:
        return 1
    if args.json:
        print(json.dumps(in_data(log), ensure_ascii=False))
    elif args.tests:
        print("\n".join(named_tests(log)))
    else:
        _pages(log, folder, is_check=args.check)
    return 0


def _sound(folder: Path, root: Path) -> Log | None:
    """The log, or None after its faults were printed."""
    log, faults = read_log(folder, known_in(root))
    for fault in faults:
        print(f"{folder / fault.file}:{fault.line}: {fault.why}. Mend: {fault.mend}")
    if faults:
        print(f"{len(faults)} faults in the hazard log.", file=sys.stderr)
    return log


def known_in(root: Path) -> Known:
    """What the controls of the log may name, in the repository at ``root``."""
    if importlib.util.find_spec("z3") is None:
        raise Complaint("safety: the proofs' solver is not installed; run ./steady check, which installs it")
    from steadyback.proof.everything import PROPERTIES

    living, empty = known_tests(root)
    return Known(living, empty, frozenset(PROPERTIES))


def _pages(log: Log, folder: Path, *, is_check: bool) -> None:
    found = pages(log)
    old = {path.name for path in folder.glob("hazards-*.md")} - found.keys()
    if is_check:
        stale = sorted(name for name, text in found.items() if not _is_current(folder / name, text)) + sorted(old)
        if stale:
            raise Complaint(f"{', '.join(str(folder / name) for name in stale)}: not current; run `steadyback safety`")
        print(f"{len(list(log.hazards()))} hazards, {len(found)} pages are current.", file=sys.stderr)
        return
    for name, text in found.items():
        (folder / name).write_text(text, encoding="utf-8")
        print(folder / name)
    for name in sorted(old):  # the page of a group that is no more
        (folder / name).unlink()


def _is_current(path: Path, text: str) -> bool:
    try:
        return path.read_text(encoding="utf-8") == text
    except (OSError, UnicodeDecodeError):
        return False


def in_data(log: Log) -> dict[str, Any]:
    """The log as JSON can hold it."""
    hazards: list[dict[str, Any]] = [
        {
            "id": hazard.id,
            "group": group.id,
            "page": page_of(group),
            "title": hazard.title,
            "cause": hazard.cause,
            "effect": hazard.effect,
            "before": _estimate(hazard.before, log),
            "after": _estimate(hazard.after, log),
            "controls": [control._asdict() for control in hazard.controls],
            "open": [left._asdict() for left in hazard.open],
        }
        for group in log.groups
        for hazard in group.hazards
    ]
    return {"hazards": hazards, "tests": named_tests(log), "proofs": named_proofs(log), "signed_off_by": []}


def _estimate(estimate: Estimate, log: Log) -> dict[str, str | int]:
    return {"severity": estimate.severity, "likelihood": estimate.likelihood, "risk": log.risk(estimate)}
