"""``steadyback verify --lives N``: simulated lives, what held in them, how often what happened, shortest stories."""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steadyback.cli.complaint import Complaint

if TYPE_CHECKING:
    from steadyback.care.rules import Rules
    from steadyback.care.stamp import Stamp
    from steadyback.care.state import State
    from steadyback.knowledge.model import Knowledge
    from steadyback.proof.lives.held import Visited, World
    from steadyback.proof.lives.running import Ran, Told
    from steadyback.proof.lives.tallied import Tally

#: Said with every answer, in words and as data.
WHAT_IT_SHOWS = (
    "This shows that the parts agree with one another and with the facts as written down by hand. It does not show "
    "clinical safety: the people are made up, and how often things happen to them is made up too."
)
USUAL_SEED = 1
_MARKUP = re.compile(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", re.DOTALL)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of simulated lives."""
    parser.add_argument("--lives", metavar="N", help="live so many made-up lives instead (a life is about 370 days)")
    parser.add_argument(
        "--seed", metavar="S", help=f"with --lives: which lives; the same seed, the same lives ({USUAL_SEED})"
    )
    parser.add_argument("--resume", metavar="FILE", help="with --lives: keep what is finished there, and go on from it")


def run_lives(args: argparse.Namespace, knowledge: Knowledge) -> int:
    """Live them. 0 when every promise held, 1 when one did not; Complaint for what cannot be done."""
    from steadyback import __version__
    from steadyback.proof.lives.running import Kept, KeptError
    from steadyback.proof.lives.running import run_lives as run

    lives, seed = _count(args.lives, "--lives", least=1), _count(args.seed or str(USUAL_SEED), "--seed", least=0)
    path = Path(args.resume) if args.resume else None
    start = time.perf_counter()
    try:
        kept = Kept(path, seed, f"{__version__}, content {knowledge.version}")
        found = run(make_world, lives, seed, kept=kept, progress=_bar(lives, start))
    except KeptError as error:
        raise Complaint(f"verify: --resume {error}") from None
    except OSError as error:
        raise Complaint(f"verify: --resume {args.resume} cannot be written ({error.strerror or error})") from None
    data = in_data(found, seed, time.perf_counter() - start, knowledge.version)
    print(json.dumps(data, ensure_ascii=False) if args.json else in_words(data, found))
    return 0 if data["holds"] else 1


def _count(word: str, option: str, *, least: int) -> int:
    if not word.isdecimal() or int(word) < least:
        raise Complaint(f"verify: {option} {word!r} is not a whole number from {least}; give one, such as 100")
    return int(word)


def make_world() -> World:
    """The world of the content in use, with the real pages."""
    from steadyback.care.rules import rules_of
    from steadyback.cli.shelf import open_knowledge
    from steadyback.proof.lives.held import world_of

    return world_of(rules_of(open_knowledge()), visit)


def visit(
    method: str,
    path: str,
    form: Mapping[str, list[str]],
    state: State,
    rules: Rules,
    stamps: Iterator[Stamp],
    now: datetime,
) -> Visited:
    """A page of the real web: its status, its words without mark-up, and the entries it made."""
    from steadyback.proof.lives.held import Visited
    from steadyback.web.exchange import Request
    from steadyback.web.handle import handle

    reply = handle(Request(method, path, form=form), state, rules, stamps, now)
    return Visited(reply.status, " ".join(_MARKUP.sub(" ", reply.body).split()), reply.entries)


def _bar(lives: int, start: float) -> Callable[[int, Tally], None]:
    """What draws the progress on a terminal, and nothing elsewhere."""
    first: list[int] = []

    def draw(done: int, tally: Tally) -> None:
        if not sys.stderr.isatty():
            return
        first.append(done)
        new, passed = done - first[0], time.perf_counter() - start
        left = f", {passed / new * (lives - done):.0f} s left" if new else ""
        filled = 30 * done // lives
        bar = "#" * filled + "." * (30 - filled)
        broken = f", {len(tally.found)} broken" if tally.found else ""
        text = f"[{bar}] {done:,} of {lives:,} lives, {tally.counts['days']:,} days{broken}{left}"
        sys.stderr.write("\r\x1b[K" + (text[:110] if done < lives else ""))
        sys.stderr.flush()

    return draw


def in_data(ran: Ran, seed: int, seconds: float, version: str) -> dict[str, Any]:
    """All that came of it as JSON can hold it. A promise that was never tried has not held."""
    from steadyback.proof.lives.held import PROMISED
    from steadyback.proof.lives.tallied import rates

    tally = ran.tally
    broken = {found.promise for found in tally.found}
    return {
        "holds": not tally.found,
        "what_it_shows": WHAT_IT_SHOWS,
        "seed": seed,
        "lives": tally.counts["lives"],
        "person_days": tally.counts["days"],
        "seconds": round(seconds, 1),
        "promises": [
            {
                "id": name,
                "says": one.says,
                "holds": (name not in broken) if tally.cases[name] or name in broken else None,
                "cases": tally.cases[name],
                "broken_in_lives": sum(found.promise == name for found in tally.found),
            }
            for name, one in PROMISED.items()
        ],
        "rates": rates(tally.counts),
        "counts": dict(sorted(tally.counts.items())),
        "counterexamples": [_counterexample(told) for told in ran.stories],
        "knowledge_version": version,
    }


def _counterexample(told: Told) -> dict[str, Any]:
    from steadyback.journal.entry import as_json

    story = told.story
    return {
        "life": told.found.life,
        "promise": story.promise,
        "told": story.told,
        "at": story.now.isoformat(),
        "page": story.path if story.promise in ("page-stands", "no-baby-after-a-loss") else None,
        "entries": [as_json(entry) for entry in story.entries],
    }


def in_words(data: dict[str, Any], ran: Ran) -> str:
    """All that came of it for the terminal. Each shortest story is written to a file here, for replay to read."""
    lines = []
    for one in data["promises"]:
        verdict = {True: "holds", False: "FAILS", None: "never tried"}[one["holds"]]
        lines.append(f"{verdict}  {one['id']}   {one['cases']:,} cases\n       {one['says']}")
    lines.append(
        f"{data['lives']:,} lives, {data['person_days']:,} person-days, seed {data['seed']}, {data['seconds']} s."
    )
    lines.append("How often, in these made-up lives:")
    for name, value in data["rates"].items():
        lines.append(f"  {name.replace('_', ' ')}: {'-' if value is None else value}")
    broken = sum(one["broken_in_lives"] for one in data["promises"])
    lines.append(f"{broken} lives broke a promise." if broken else "No promise was broken.")
    for told in ran.stories:
        lines += _story_in_words(told, data["seed"])
    lines.append(data["what_it_shows"])
    return "\n".join(lines)


def _story_in_words(told: Told, seed: int) -> list[str]:
    from steadyback.journal.jsonl import write_lines

    story = told.story
    file = Path(f"life-{seed}-{told.found.life}.jsonl")
    try:
        file.write_text("".join(write_lines(story.entries)), encoding="utf-8")
    except OSError as error:
        raise Complaint(f"verify: {file} cannot be written here ({error.strerror or error}); try --json") from None
    return [
        f"Life {told.found.life} broke {story.promise}: {story.told}",
        f"  its shortest story, {len(story.entries)} entries: steadyback replay {file} --at {story.now.isoformat()}",
    ]
