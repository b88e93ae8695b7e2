"""``./steady validate-patterns``: tries the search for patterns on made-up diaries and writes what came out.

Everything in docs/validation/patterns.md and its pictures is written by this; the same seed gives the same counts.
Times depend on the machine.
"""

from __future__ import annotations

import argparse
import multiprocessing
import platform
import resource
import sys
import time
from pathlib import Path

import numpy as np

from steadyback.population.pattern_columns import PeopleDays
from steadyback.population.patterns import find_patterns_of_many
from validation import report
from validation.agreement import WORLDS, largest_difference, year_in_milliseconds
from validation.cells import Cell, Counted, all_cells, count
from validation.conditional import Power, power_of
from validation.diaries import World, diaries
from validation.rivals import Head, head_to_head, milliseconds

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "validation" / "patterns.md"
_MOST_APART = 1e-9


def progress(what: str, done: int, of: int) -> None:
    """A bar on a terminal, a line now and then elsewhere."""
    if sys.stderr.isatty():
        filled = 40 * done // of
        print(f"\r{what:28} [{'#' * filled}{'.' * (40 - filled)}] {done:,} of {of:,}", end="", file=sys.stderr)
        if done == of:
            print(file=sys.stderr)
    elif done == of or done % max(1, of // 10) == 0:
        print(f"{what}: {done:,} of {of:,}", file=sys.stderr)


def _count(task: tuple[Cell, int, list[int]]) -> Counted:
    return count(*task)


def _compare(task: tuple[World, int, list[int]]) -> Head:
    return head_to_head(*task)


def _power(task: tuple[World, int, int, list[int]]) -> Power:
    return power_of(*task)


def worlds_compared() -> list[World]:
    """Where all methods meet: the first factor triples the odds."""
    usual = World(days=90, factors=12, base=0.2, same={0: 3.0}, lingers=0.0, others=(0.2, 0.3, 0.4))
    plain = [usual._replace(days=days) for days in (60, 90, 180)]
    level = [usual._replace(is_level=True, often=often) for often in (0.3, 0.4, 0.5)]
    alone = [world._replace(factors=1) for world in (plain[1], level[0])]
    hard = usual._replace(lingers=0.7, flare=1.0, flare_lingers=0.9, drift=1.5)
    return [*plain, *level, *alone, hard]


def a_hundred_thousand(number: int, seed: int, processes: int) -> dict[str, float]:
    """``number`` people, 180 days and 12 factors: seconds and memory, all processes together."""
    some = diaries(World(days=180, factors=12, base=0.2, same={0: 3.0}, missing_days=0.05), 2000, [seed, 5])
    times = -(-number // 2000)
    people = PeopleDays(
        *(np.concatenate([array] * times)[:number] for array in (some.spasms, some.worst, some.held, some.weekday))
    )
    start = time.perf_counter()
    find_patterns_of_many(people, processes=processes, progress=lambda done: progress("many people", done, number))
    seconds = time.perf_counter() - start
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {"people": number, "seconds": seconds, "megabytes": (own + processes * child) / 1024}


def main() -> int:
    """Run everything. 1 when the two forms do not agree."""
    parser = argparse.ArgumentParser(prog="./steady validate-patterns", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="fewer cells and people; writes nothing unless --out is given"
    )
    parser.add_argument("--seed", type=int, default=1, help="where chance starts (usual: 1)")
    parser.add_argument("--processes", type=int, default=min(2, multiprocessing.cpu_count()), help="(usual: 2)")
    parser.add_argument("--out", type=Path, help=f"the page to write (usual: {OUT.relative_to(ROOT)})")
    args = parser.parse_args()
    start = time.perf_counter()

    apart = [largest_difference(diaries(world, 2 if args.quick else 8, [args.seed, 9])) for world in WORLDS]
    print(f"the two forms differ by at most {max(apart):.1e}", file=sys.stderr)
    year = year_in_milliseconds(5 if args.quick else 15, [args.seed, 8])
    # First of all that is large, so that the memory is its own.
    many = a_hundred_thousand(4_000 if args.quick else 100_000, args.seed, args.processes)
    made = diaries(worlds_compared()[2], 400 if args.quick else 4000, [args.seed, 3])
    speed = milliseconds(made, 50 if args.quick else 300, 3 if args.quick else 15)
    cells = all_cells(quick=args.quick)
    people = 200 if args.quick else 2000
    tasks = [(cell, people, [args.seed, 1, number]) for number, cell in enumerate(cells)]
    counted: list[Counted] = []
    heads: list[Head] = []
    powers: list[Power] = []
    worlds = worlds_compared()[: 2 if args.quick else None]
    each = 100 if args.quick else 500
    with multiprocessing.Pool(args.processes) as pool:
        for result in pool.imap(_count, tasks):
            counted.append(result)
            progress("cells", len(counted), len(cells))
        for head in pool.imap(_compare, [(world, each, [args.seed, 2, n]) for n, world in enumerate(worlds)]):
            heads.append(head)
            progress("compared", len(heads), len(worlds))
        more, tried = (1000, 5) if args.quick else (10_000, 30)
        for power in pool.imap(_power, [(world, more, tried, [args.seed, 4, n]) for n, world in enumerate(worlds)]):
            powers.append(power)
            progress("power", len(powers), len(worlds))
    found = report.Found(
        seed=args.seed,
        people=people,
        cells=cells,
        counted=counted,
        heads=heads,
        powers=powers,
        apart=max(apart),
        year=year,
        speed=speed,
        many=many,
        minutes=(time.perf_counter() - start) / 60,
        machine=f"CPython {platform.python_version()}, NumPy {np.__version__}, {multiprocessing.cpu_count()} cores",
    )
    out = args.out or (None if args.quick else OUT)
    if out is None:
        print(report.page(found))
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(report.page(found), encoding="utf-8")
        for name, picture in report.pictures(found).items():
            (out.parent / name).write_text(picture, encoding="utf-8")
        print(f"wrote {out}", file=sys.stderr)
    if not max(apart) <= _MOST_APART:
        print(f"the two forms differ by {max(apart)}, more than {_MOST_APART}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
