"""``steadyback content``: for the people who edit the clinical content. No Python needed.

What is heavy (YAML, the engine, the figures) is brought in only by the command that needs it.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steadyback.cli.complaint import Complaint
from steadyback.cli.shelf import content_folder

if TYPE_CHECKING:
    from steadyback.knowledge.load import Shelf
    from steadyback.knowledge.model import Example, Knowledge
    from steadyback.knowledge.show import Came

EXAMPLES = """examples:
  steadyback content new red-flag foot-cold     a stub in which every field is a question
  steadyback content check                      file, line, why, and the mend
  steadyback content show foot-cold             the card as text, and whether its examples come true
  steadyback content list --kind red-flag       every red flag, one a line
  steadyback content docs --out docs/reference  the tables for clinicians
  steadyback content coverage --out FILE.md     on which page everything has its place

STEADYBACK_CONTENT or --folder names another folder of content than the shipped one."""


def add_parser(subparsers: Any) -> None:
    """Add this command to the parser."""
    parser = subparsers.add_parser(
        "content",
        help="check, show and add clinical content",
        description="Check, show and add clinical content.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(
        metavar="check | list | show | new | docs | coverage", required=True, dest="what to do"
    )

    def add(name: str, run: Any, line: str) -> argparse.ArgumentParser:
        command: argparse.ArgumentParser = commands.add_parser(name, help=line, description=line)
        command.add_argument("--folder", metavar="DIR", help="a folder of content (default: the one in use)")
        command.set_defaults(run=run)
        return command

    check = add("check", run_check, "what is wrong with the content: file, line, why, and the mend")
    check.add_argument("--today", metavar="DATE", help="which reviews are overdue on this day (default: today)")
    check.add_argument("--json", action="store_true", help="print data, not words")
    listing = add("list", run_list, "every item, one a line")
    listing.add_argument("--kind", help="one kind only, such as red-flag")
    listing.add_argument("--json", action="store_true", help="print data, not words")
    show = add("show", run_show, "one item as text")
    show.add_argument("id", help="of an item, or of a sign of the check")
    new = add("new", run_new, "a file for a new item, in which every field is a question")
    new.add_argument("kind", help="such as red-flag, finding, source, exercise")
    new.add_argument("id", help="small letters, digits and hyphens; the file gets this name, for ever")
    docs = add("docs", run_docs, "the tables for clinicians, from the content")
    docs.add_argument("--out", metavar="DIR", required=True, help="where to write them")
    docs.add_argument("--check", action="store_true", help="write nothing; fail when one is not current")
    coverage = add("coverage", run_coverage, "on which page every row of the articles and every item has its place")
    coverage.add_argument("--out", metavar="FILE", required=True, help="where to write it")
    coverage.add_argument("--check", action="store_true", help="write nothing; fail when it is not current")


def _folder(args: argparse.Namespace) -> Path:
    folder = Path(args.folder or content_folder())
    if not folder.is_dir():
        raise Complaint(f"{folder}: there is no such folder of content; check --folder or STEADYBACK_CONTENT")
    return folder


def _read(args: argparse.Namespace) -> Shelf:
    from steadyback.knowledge.load import read_shelf

    folder = _folder(args)
    shelf = read_shelf(folder)
    if not any(shelf.items.values()) and not shelf.faults:
        raise Complaint(f"{folder}: no content is here; name the folder that holds red_flags/ and sources/")
    return shelf


def _sound(args: argparse.Namespace, name: str | None = None) -> Knowledge:
    """The knowledge, or a complaint about the first fault, one in the file of ``name`` if there is one."""
    from steadyback.knowledge.load import knowledge_of

    shelf = _read(args)
    if shelf.faults:
        own = [fault for fault in shelf.faults if name and Path(fault.file).stem == name]
        first = (own or shelf.faults)[0]
        raise Complaint(f"{first} ({len(shelf.faults)} in all; `steadyback content check` shows them)")
    return knowledge_of(shelf)


# --- check -----------------------------------------------------------------------------------------------------------


def run_check(args: argparse.Namespace) -> int:
    """Print every fault; 0 when there is none, 2 otherwise."""
    from steadyback.cli.content_faults import faults_in

    today = _today(args.today)
    shelf = _read(args)
    faults = faults_in(shelf, today=today)
    count = sum(len(items) for items in shelf.items.values())
    if args.json:
        found = [fault._asdict() for fault in faults]
        print(json.dumps({"items": count, "version": shelf.version, "faults": found}, ensure_ascii=False))
    else:
        for fault in faults:
            print(fault)
    files = len({fault.file for fault in faults})
    counted = f"{len(faults)} fault{'s' * (len(faults) > 1)} in {files} file{'s' * (files > 1)}"
    result = counted if faults else "nothing is wrong"
    unrun = "; the examples were not run: mend these first" if shelf.faults else ""
    print(f"{count} items read, {result}{unrun}.", file=sys.stderr)
    return 2 if faults else 0


def _today(given: str | None) -> str:
    import datetime as dt

    if given is None:
        return dt.datetime.now(tz=dt.UTC).date().isoformat()
    try:
        return dt.date.fromisoformat(given).isoformat()
    except ValueError:
        raise Complaint(f"--today {given!r} is not a date; write it as 2026-11-21") from None


# --- list, show, new, docs -------------------------------------------------------------------------------------------


def run_list(args: argparse.Namespace) -> int:
    """Print every item, or those of one kind."""
    from steadyback.knowledge.catalogue import rows

    kind = _kind(args.kind) if args.kind else None
    found = [row for row in rows(_sound(args)) if kind in (None, row.kind)]
    if args.json:
        print(json.dumps([row.as_plain() for row in found], ensure_ascii=False))
        return 0
    from steadyback.vocabulary.timing import Stage

    head = ["id", "kind", "urgency", "route", "pregnant", "after birth", "marks", "review by", "title"]
    lines = [head] + [
        [
            row.id,
            row.kind,
            "watch" if row.urgency == "self-care" else row.urgency or "",
            " ".join(row.route),
            row.weeks(Stage.PREGNANT),
            row.weeks(Stage.POSTPARTUM),
            " ".join(row.marks),
            row.review_by,
            row.title,
        ]
        for row in found
    ]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    for line in lines:
        print("  ".join(f"{cell:{width}}" for cell, width in zip(line, widths, strict=True)).rstrip())
    return 0


def _kind(given: str) -> str:
    import difflib

    from steadyback.knowledge.model import KINDS

    kinds = [kind for kind, _, _ in KINDS]
    name = given.strip().lower().replace("_", "-").replace(" ", "-")
    for kind, folder, _ in KINDS:
        if name in (kind, f"{kind}s", folder.replace("_", "-")):
            return kind
    near = difflib.get_close_matches(name, kinds, n=1)
    mend = f"did you mean {near[0]}?" if near else f"use one of: {', '.join(kinds)}"
    raise Complaint(f"{given!r} is not a kind of content; {mend}")


def run_show(args: argparse.Namespace) -> int:
    """Print one item as a card."""
    import difflib

    from steadyback.knowledge.catalogue import find, rows
    from steadyback.knowledge.show import card_in_words

    knowledge = _sound(args, args.id)
    signs = {sign.id: group.card.id for group in knowledge.check_group.values() for sign in group.signs}
    args.id = signs.get(args.id, args.id)
    found = find(knowledge, args.id)
    if found is None:
        near = difflib.get_close_matches(args.id, [row.id for row in rows(knowledge)], n=3)
        mend = f"did you mean {' or '.join(near)}?" if near else "`steadyback content list` names them all"
        raise Complaint(f"no item is called {args.id!r}; {mend}")
    kind, item = found
    came = _outcomes(knowledge, args.id, item.examples) if kind == "red-flag" else []
    print("\n".join(card_in_words(knowledge, args.id, came)))
    return 0


def _outcomes(knowledge: Knowledge, name: str, examples: tuple[Example, ...]) -> list[Came]:
    """What came of each example of one red flag."""
    from steadyback.engine.examples import run
    from steadyback.engine.rulebook import rulebook_of
    from steadyback.knowledge.show import Came, wanted
    from steadyback.knowledge.words import urgency_word

    rulebook = rulebook_of(knowledge)
    found = []
    for example in examples:
        try:
            assessment = run(rulebook, example)
        except ValueError as error:
            found.append(Came(is_right=False, words=str(error)))
            continue
        fired = next((one for one in assessment.fired if one.flag == name), None)
        is_right = (fired is not None) == example.fires
        is_right = is_right and (fired is None or example.urgency in (None, fired.urgency))
        words = f"fires, {urgency_word(fired.urgency)}" if fired else "does not fire"
        words += f" (all in all {assessment.urgency.slug})"
        found.append(Came(is_right, words if is_right else f"{words}; wanted: {wanted(example)}"))
    return found


def run_new(args: argparse.Namespace) -> int:
    """Write a stub, and say what comes next."""
    from steadyback.knowledge.check import is_plain_id
    from steadyback.knowledge.stub import folder_of, stub_of

    kind = _kind(args.kind)
    folder = _folder(args)
    if not is_plain_id(args.id):
        raise Complaint(f"{args.id!r} is not a plain id; use small letters, digits and single hyphens, as in foot-cold")
    path = folder / folder_of(kind) / f"{args.id}.yaml"
    there = _place_of(folder, args.id)
    if there:
        raise Complaint(f"the id {args.id!r} is used in {there}; choose another, or edit that file")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(stub_of(kind, args.id))
    except FileExistsError:
        raise Complaint(f"{path} is there already; edit it, or choose another id") from None
    other = f" --folder {args.folder}" if args.folder else ""
    print(path)
    print("Write an answer over each question in it. Then:")
    print(f"  steadyback content check{other}")
    print(f"  steadyback content show {args.id}{other}")
    return 0


def _place_of(folder: Path, name: str) -> str | None:
    """The file that uses ``name`` already, read or not, as an item or as a sign of the check."""
    from steadyback.knowledge.load import read_shelf

    if not any(folder.rglob("*.yaml")):
        return None
    shelf = read_shelf(folder)
    for items in shelf.items.values():
        if name in items:
            return items[name].file
    for located in shelf.items["check-group"].values():
        if name in {sign.id for sign in located.item.signs}:
            return located.file
    return next((path.relative_to(folder).as_posix() for path in sorted(folder.rglob(f"{name}.yaml"))), None)


def run_docs(args: argparse.Namespace) -> int:
    """Write the reference, or say which page of it is not current."""
    from steadyback.cli.content_docs import pages

    out = Path(args.out)
    found = pages(_sound(args))
    stale = [name for name, text in found.items() if not _is_current(out / name, text)]
    if args.check:
        if stale:
            command = f"steadyback content docs --out {args.out}"
            raise Complaint(f"{', '.join(str(out / name) for name in stale)}: not current; run `{command}`")
        print(f"{len(found)} pages are current.", file=sys.stderr)
        return 0
    out.mkdir(parents=True, exist_ok=True)
    for name, text in found.items():
        (out / name).write_text(text, encoding="utf-8")
        print(out / name)
    return 0


def run_coverage(args: argparse.Namespace) -> int:
    """Write where everything has its place, or say that what is written is not current."""
    from steadyback.cli.content_coverage import table

    path = Path(args.out)
    text = table(_sound(args))
    if args.check:
        if not _is_current(path, text):
            raise Complaint(f"{path}: not current; run `steadyback content coverage --out {path}`")
        print(f"{path} is current.", file=sys.stderr)
        return 0
    path.write_text(text, encoding="utf-8")
    print(path)
    return 0


def _is_current(path: Path, text: str) -> bool:
    try:
        return path.read_text(encoding="utf-8") == text
    except (OSError, UnicodeDecodeError):
        return False
