"""The benchmark: ``./steady bench`` runs it, and it writes ``docs/benchmark.md``. Nothing fails by a clock."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.companion import Timed, time_companion  # noqa: E402
from benchmarks.deciding import ROUNDS, Taken, time_mix  # noqa: E402
from benchmarks.flight import flight_lines, time_flight  # noqa: E402
from benchmarks.mixes import Mix, mixes  # noqa: E402
from benchmarks.reading import reading_lines, time_reading  # noqa: E402
from benchmarks.serving import Served, time_pages  # noqa: E402
from benchmarks.starting import Started, time_starts  # noqa: E402
from steadyback.knowledge.load import knowledge_of, read_shelf  # noqa: E402
from steadyback.proof.subject import Subject, subject_of  # noqa: E402

Result = TypeVar("Result")
OURS = "compiled, from answers"


def main() -> int:
    """Run it all and write the page."""
    parser = argparse.ArgumentParser(description="Time the decisions, the start and the acute page.")
    parser.add_argument("--out", metavar="FILE", default=str(ROOT / "docs" / "benchmark.md"), help="docs/benchmark.md")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help=f"rounds of each decision ({ROUNDS})")
    args = parser.parse_args()
    subject = subject_of(knowledge_of(read_shelf()))
    found = mixes(subject)
    taken = [_told(f"deciding: {mix.name}", partial(time_mix, subject, mix, args.rounds)) for mix in found]
    started = _told("starting", time_starts)
    served = _told("the acute page", lambda: time_pages(subject.knowledge))
    timed = _told("the companion, on a diary of three years", lambda: time_companion(subject.knowledge))
    read = _told("reading her own words", lambda: time_reading(subject.knowledge))
    flight = _told("in flight mode", time_flight)
    parts = [_head(subject), _decisions(found, taken), _start(started), _pages(served), _companion(timed)]
    parts.append(reading_lines(read))
    page = "\n".join(line for part in [*parts, flight_lines(flight)] for line in part)
    Path(args.out).write_text(page + "\n", encoding="utf-8")
    print(page)
    return 0


def _told(what: str, run: Callable[[], Result]) -> Result:
    print(f"{what} ...", file=sys.stderr, flush=True)
    return run()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _head(subject: Subject) -> list[str]:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    table = subject.table
    counts = f"{len(table.flags)} red flags, {len(table.rules)} compiled rules, {len(table.answers)} answers"
    today = datetime.now(UTC).date().isoformat()
    load = f", load {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    return [
        "# Benchmark",
        "",
        "Written by `./steady bench`. Times are medians of interleaved rounds in one run, so that the ratios can be",
        "trusted further than the times themselves.",
        "",
        f"* Run on {today}, {platform.system()}, {os.cpu_count()} × {_processor()}{load}",
        f"* {python}, zen-engine {version('zen-engine')}, Starlette {version('starlette')}",
        f"* Content {subject.table.version}: {counts}",
        "",
    ]


def _decisions(found: list[Mix], taken: list[Taken]) -> list[str]:
    names = list(taken[0].microseconds)
    lines = [
        "## One decision: how soon, and which rules",
        "",
        "Microseconds a case. All forms decide the same rules on the same cases, and it is made sure first that all of",
        "them agree. Straight-line Python and zen-engine get one function or table for each time, made beforehand;",
        "zen-engine also gets what counts, worked out beforehand and not timed. “By answer” is straight-line code that",
        "looks only at the rules under the answers given; “every rule” tries each in turn.",
        "",
        "| form | " + " | ".join(mix.name for mix in found) + " |",
        "| --- |" + " ---: |" * len(found),
    ]
    lines += [f"| {name} | " + " | ".join(_number(each.microseconds[name]) for each in taken) + " |" for name in names]
    lines += ["", *(f"* {mix.name}: {mix.says}; {len(mix.cases)} cases" for mix in found), ""]
    lines += ["| compared with “compiled, from answers” | " + " | ".join(mix.name for mix in found) + " |"]
    lines.append("| --- |" + " ---: |" * len(found))
    for title, start in (
        ("straight-line Python, its best form", "straight-line"),
        ("zen-engine, its best form", "zen"),
    ):
        ratios = []
        for each in taken:
            best = min(value for name, value in each.microseconds.items() if name.startswith(start))
            ratios.append(f"{best / each.microseconds[OURS]:.2f} ×")
        lines.append(f"| {title} | " + " | ".join(ratios) + " |")
    return [*lines, ""]


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def _start(started: Started) -> list[str]:
    return [
        "## A cold start",
        "",
        "Whole processes, in turns, bytecode and compiled content in place.",
        "",
        "| | milliseconds |",
        "| --- | ---: |",
        f"| `python -c pass` | {started.nothing:.1f} |",
        f"| `steadyback triage` on one file of answers | {started.triage:.1f} |",
        f"| ratio | {started.ratio:.2f} × |",
        "",
    ]


def _pages(served: list[Served]) -> list[str]:
    lines = [
        "## The acute page",
        "",
        "`GET /now`: every question, card and rung on one page. Bytes as they go over the wire, gzip where it is used.",
        "",
        "| her diary | ms in the process | ms over loopback | page, bytes | page, gzip | with all it needs |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {one.who} | {one.in_process:.1f} | {one.over_loopback:.1f} | {one.plain:,} | {one.compressed:,} | "
        f"{one.with_assets:,} |"
        for one in served
    ]
    needs = ", ".join(f"`{name.rpartition('/')[2]}` {size:,}" for name, size in served[0].assets)
    return [*lines, "", f"What it needs: {needs}.", ""]


def _companion(timed: Timed) -> list[str]:
    slowest = max(page.milliseconds for page in timed.pages)
    lines = [
        "## The companion on a diary of three years",
        "",
        f"Every page, on the diary of a made-up person with {timed.entries:,} entries, in the process, in turns with a",
        "bare page of the same server, compression and store. Bytes over the wire; “with all it needs”: at first load,",
        "typefaces included.",
        "",
        "| page | ms, median | times the bare page | bytes | with all it needs |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    bare = timed.pages[0].milliseconds
    lines += [
        f"| {page.name} | {page.milliseconds:.2f} | {page.milliseconds / bare:.1f} | {page.compressed:,} | "
        f"{page.with_assets:,} |"
        for page in timed.pages
    ]
    lines += [
        "",
        f"The slowest takes {slowest:.1f} ms. The diary when an entry has come since: {timed.after_an_entry:.1f} ms.",
        f"Reading and folding the whole diary, once at a start: {timed.first_fold:,.0f} ms.",
        "",
    ]
    return lines


if __name__ == "__main__":
    sys.exit(main())
