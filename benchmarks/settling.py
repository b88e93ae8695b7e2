"""How far what settles it, the first step and a self-experiment can be trusted: tables from made-up women.

    python -m benchmarks.settling

It prints Markdown; the tables of docs/explanation/what-settles-it.md are from it. The same seeds give the same tables,
but for the last one, which reads the clock.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from steadyback.engine.picking import in_reach, pick
from steadyback.engine.self_experiment import LotDay, compare, lots, power
from steadyback.engine.settling import Attempt, counted, settling

STEPS = tuple(f"step-{number}" for number in range(1, 9))
STRENGTHS = {"very much": 2.5, "a good deal": 6.0, "little": 20.0}
KINDS = {
    "each by itself": "by-itself",
    "ever more bad days": "growing",
    "bad days in a row": "in-a-row",
    "hardly two bad days in a row": "never-two",
}


def a_woman(chance: random.Random, strength: float) -> dict[str, float]:
    """Her true chances: one for each step."""
    mean = chance.uniform(0.15, 0.85)
    return {step: chance.betavariate(mean * strength, (1 - mean) * strength) for step in STEPS}


def coverage(women: int = 400) -> Iterator[Sequence[object]]:
    """Of the 95 % intervals, how many hold the truth, by how far her steps differ and by how often each was tried."""
    for differ, strength in STRENGTHS.items():
        chance, inside, asked, wide = random.Random(1), [0, 0, 0], [0, 0, 0], [0.0, 0.0, 0.0]
        for _ in range(women):
            true = a_woman(chance, strength)
            told = [
                Attempt(step, "helped" if chance.random() < share else "no")
                for step, share in true.items()
                for _ in range(chance.choice((0, 0, 1, 2, 3, 5, 8, 12)))
            ]
            known = settling(told, STEPS)
            for step, share in true.items():
                thing = known.of(step)
                group = 0 if thing.tried == 0 else 1 if thing.tried < 4 else 2
                asked[group] += 1
                inside[group] += thing.low <= share <= thing.high
                wide[group] += thing.high - thing.low
        for group, tried in enumerate(("never", "1 to 3 times", "5 times or more")):
            shares = f"{inside[group] / asked[group]:.1%}", f"{wide[group] / asked[group]:.2f}"
            yield differ, tried, asked[group], *shares


def missed(rule: str, woman: int, strength: float, spasms: int) -> float:
    """How far one woman's first steps fall short of the best in reach, on average over her spasms."""
    chance = random.Random(woman)
    true, near = a_woman(chance, strength), in_reach(STEPS, STEPS[0])
    best, told, found = max(true[step] for step in near), list[Attempt](), 0.0
    for spasm in range(spasms):
        ours = rule == "ours"
        first = pick(counted(told), near, STEPS[0], 1000 * woman + spasm).what if ours else STEPS[0]
        found += (best - true[first]) / spasms
        for step in (first, *(step for step in STEPS if step != first)):
            has_helped = chance.random() < true[step]
            told.append(Attempt(step, "helped" if has_helped else "no"))
            if has_helped:
                break
    return found


def first_steps(women: int = 100) -> Iterator[Sequence[object]]:
    """The shortfall of the fixed order and of our rule, and for how many women ours is better or worse."""
    for differ, strength in STRENGTHS.items():
        for spasms in (10, 20, 40):
            fixed = [missed("order", woman, strength, spasms) for woman in range(women)]
            ours = [missed("ours", woman, strength, spasms) for woman in range(women)]
            pairs = list(zip(ours, fixed, strict=True))
            better, worse = (sum(one < other for one, other in pairs), sum(one > other for one, other in pairs))
            most = max(one - other for one, other in pairs)
            means = f"{statistics.mean(fixed):.3f}", f"{statistics.mean(ours):.3f}"
            yield differ, spasms, *means, better, worse, f"{most:.3f}"


def made_days(chance: random.Random, kind: str, days: int, rate: float, ratio: float) -> list[LotDay]:
    """The days of one plan, nine in ten of them told of."""
    drawn, had, found = lots(chance.randrange(10**6), days, 4), False, list[LotDay]()
    for number, is_more in enumerate(drawn):
        share = {
            "by-itself": rate,
            "growing": min(0.95, 2 * rate * (number + 1) / days),
            "in-a-row": rate + 0.35 * (1 - rate) if had else 0.65 * rate,
            "never-two": 0.3 * rate if had else min(0.95, 1.4 * rate),
        }[kind]
        had = chance.random() < share * (ratio if is_more else 1)
        found.append(LotDay(is_more, had if chance.random() < 0.9 else None))
    return found


def false_alarms(plans: int = 1000) -> Iterator[Sequence[object]]:
    """Where there is nothing: how often a difference is named, and how often the interval holds 0."""
    for words, kind in KINDS.items():
        for days in (16, 28, 84):
            for rate in (0.2, 0.5):
                chance = random.Random(days)
                found = [compare(made_days(chance, kind, days, rate, 1.0), 4) for _ in range(plans)]
                named = sum(one.shows in ("fewer", "more") for one in found) / plans
                holds = sum(one.low <= 0 <= one.high for one in found) / plans
                yield words, days, f"{rate:.0%}", f"{named:.1%}", f"{holds:.1%}"


def powers() -> Iterator[Sequence[object]]:
    """How often a halving is seen, nine in ten days told of."""
    for days in (16, 28, 56, 84):
        yield days, *(f"{power(rate, 0.9, days, 4):.0%}" for rate in (0.1, 0.2, 0.4, 0.6))


def times() -> Iterator[Sequence[object]]:
    """Milliseconds, the median of 21. Each time other tries: what was worked out for the same ones is kept a while."""
    chance = random.Random(2)
    women = iter(
        [[Attempt(chance.choice(STEPS), chance.choice(("helped", "no"))) for _ in range(200)] for _ in range(63)]
    )
    plan, shares = made_days(chance, "by-itself", 84, 0.4, 0.5), iter([0.4 + 0.001 * step for step in range(21)])
    work: dict[str, Callable[[], object]] = {
        "what settles it, 200 tries of 8 steps": lambda: settling(next(women), STEPS),
        "the first step from it, on a day of turns": lambda: pick(counted(next(women)), STEPS[:3], STEPS[0], 1),
        "the first step from it, on another day": lambda: pick(counted(next(women)), STEPS[:3], STEPS[0], 2),
        "what a plan of 84 days shows": lambda: compare(plan, 4),
        "what a plan of 84 days could show": lambda: power(next(shares), 0.9, 84, 4),
    }
    for words, do in work.items():
        yield words, f"{1000 * statistics.median(_seconds(do) for _ in range(21)):.1f}"


def _seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def show(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """One table."""
    print("| " + " | ".join(heads) + " |")
    print("| " + " | ".join("---" for _ in heads) + " |")
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |", flush=True)
    print(flush=True)


def main() -> None:
    """Every table."""
    show(("her steps differ", "tried", "intervals", "hold the truth", "mean width"), coverage())
    heads = ("her steps differ", "spasms", "fixed order", "our rule", "better for", "worse for", "at worst by")
    show(heads, first_steps())
    show(("days are", "days", "with a spasm", "a difference is named", "the interval holds 0"), false_alarms())
    show(("days", "10 % spasm days", "20 %", "40 %", "60 %"), powers())
    show(("work", "ms"), times())


if __name__ == "__main__":
    main()
