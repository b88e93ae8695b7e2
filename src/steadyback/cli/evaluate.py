"""``steadyback evaluate``: how well written cases are judged, with every miss and honest intervals."""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from steadyback.cli.complaint import Complaint
from steadyback.cli.help_lines import HelpLines
from steadyback.cli.shelf import open_table
from steadyback.cli.triage import judge_case, read_text
from steadyback.engine.fast import FastTable
from steadyback.vocabulary.urgency import Urgency

EXAMPLES = """examples:
  steadyback evaluate cases.jsonl
  steadyback evaluate cases.jsonl --json

One case a line: id, phase, weeks, birth, text or answers or both, expected_tier; acceptable if several are right.
It measures agreement with whoever labelled the cases. It is no measure of clinical safety."""

LEVELS = tuple(urgency.slug for urgency in Urgency)


def add_parser(subparsers: Any) -> None:
    """Add this command to the parser."""
    parser = subparsers.add_parser(
        "evaluate",
        help="how well written cases are judged",
        description="How well written cases are judged: exact, over and under, per level, and every miss.",
        epilog=EXAMPLES,
        formatter_class=HelpLines,
    )
    parser.add_argument("cases", metavar="CASES.jsonl", help="JSON Lines, one case a line, or - for standard input")
    parser.add_argument("--totals", action="store_true", help="leave the list of misses out")
    parser.add_argument("--json", action="store_true", help="print data, not words")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry the command out."""
    fast = FastTable(open_table())
    judged = []
    for number, line in enumerate(read_text(args.cases).splitlines(), start=1):
        if line.strip():
            judged.append(_judge(fast, line, f"{args.cases}, line {number}"))
    if not judged:
        raise Complaint(f"{args.cases}: it holds no case; write one JSON object a line")
    found = summary_of(judged)
    if args.totals:
        del found["misses"]
    print(json.dumps(found, ensure_ascii=False) if args.json else in_words(found))
    return 0


def _judge(fast: FastTable, line: str, place: str) -> dict[str, Any]:
    try:
        case = json.loads(line)
    except ValueError as error:
        raise Complaint(f"{place}: this is not JSON ({error}); write one case a line") from None
    if not isinstance(case, dict):
        raise Complaint(f'{place}: a case is one object; write {{"id": …, "phase": …, "text": …}}')
    expected = case.get("expected_tier")
    acceptable = case.get("acceptable") or [expected]
    if not isinstance(acceptable, list) or not {expected, *acceptable} <= set(LEVELS):
        raise Complaint(f"{place}: expected_tier and acceptable must be of {', '.join(LEVELS)}")
    got = judge_case(fast, case, place)
    return {
        "id": case.get("id"),
        "expected": expected,
        "acceptable": acceptable,
        "got": got["urgency"],
        "is_unread": bool(got.get("text_is_unread")),
        "fired": [one["id"] for one in got["fired"]],
        "text": case.get("text"),
    }


def summary_of(judged: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Counts and shares. A case is exact when its level is acceptable; over and under count from its expected level."""
    cases = list(judged)
    steps = [_step(case) for case in cases]
    found: dict[str, Any] = {
        "cases": len(cases),
        "exact": share(steps.count(0), len(cases)),
        "right_or_one_more_careful": share(sum(step in (0, 1) for step in steps), len(cases)),
        "over": {str(by): share(steps.count(by), len(cases)) for by in (1, 2, 3)},
        "under": {str(by): share(steps.count(-by), len(cases)) for by in (1, 2, 3)},
        "emergency_below_same_day": sum(
            case["expected"] == "emergency" and LEVELS.index(case["got"]) < LEVELS.index("same-day") and step
            for case, step in zip(cases, [bool(step) for step in steps], strict=True)
        ),
        "unread": sum(case["is_unread"] for case in cases),
        "per_level": {},
    }
    for level in reversed(LEVELS):
        here = [step for case, step in zip(cases, steps, strict=True) if case["expected"] == level]
        if here:
            found["per_level"][level] = {
                "cases": len(here),
                "exact": share(here.count(0), len(here)),
                "over": sum(step > 0 for step in here),
                "under": sum(step < 0 for step in here),
            }
    found["misses"] = [{**case, "by": step} for case, step in zip(cases, steps, strict=True) if step]
    return found


def _step(case: Mapping[str, Any]) -> int:
    """Levels above (more careful) or below what was expected; 0 when acceptable."""
    if case["got"] in case["acceptable"]:
        return 0
    return LEVELS.index(case["got"]) - LEVELS.index(case["expected"])


def share(count: int, of: int) -> dict[str, float]:
    """A count, its share, and the 95 % interval of Clopper and Pearson (1934), exact for a binomial count."""
    low, high = clopper_pearson(count, of)
    return {"count": count, "of": of, "share": count / of, "low": low, "high": high}


def clopper_pearson(count: int, of: int, alpha: float = 0.05) -> tuple[float, float]:
    """The exact interval for ``count`` of ``of``: where each tail of the binomial holds ``alpha / 2``."""
    low = 0.0 if count == 0 else _solve(lambda p: _tail(count, of, p) - alpha / 2)
    high = 1.0 if count == of else _solve(lambda p: alpha / 2 - (1 - _tail(count + 1, of, p)))
    return low, high


def _solve(rising: Any) -> float:
    """Where a rising function of a probability crosses zero, by halving: 60 steps are beyond what a float can tell."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if rising(middle) > 0 else (middle, high)
    return (low + high) / 2


def _tail(count: int, of: int, p: float) -> float:
    """The probability of ``count`` or more of ``of``."""
    if p <= 0 or p >= 1:
        return float(p >= 1 or count == 0)
    logs = (
        math.lgamma(of + 1) - math.lgamma(k + 1) - math.lgamma(of - k + 1) + k * math.log(p) + (of - k) * math.log1p(-p)
        for k in range(count, of + 1)
    )
    return math.fsum(math.exp(log) for log in logs)


def in_words(found: Mapping[str, Any]) -> str:
    """The summary for the terminal."""
    lines = [f"{found['cases']} cases, {found['unread']} with words that could not be read"]
    lines.append(f"exact                          {_in_short(found['exact'])}")
    lines.append(f"right or one level more careful {_in_short(found['right_or_one_more_careful'])}")
    for way in ("over", "under"):
        lines += [f"{way} by {by}: {_in_short(one)}" for by, one in found[way].items()]
    lines.append(f"emergencies below same-day: {found['emergency_below_same_day']}")
    for level, one in found["per_level"].items():
        lines.append(f"{level}: exact {_in_short(one['exact'])}, over {one['over']}, under {one['under']}")
    for miss in found.get("misses", ()):
        lines.append(f"MISS {miss['id']}: wanted {miss['expected']}, got {miss['got']} {miss['fired']}: {miss['text']}")
    lines.append("This measures agreement with the labels of these cases, not clinical safety.")
    return "\n".join(lines)


def _in_short(one: Mapping[str, float]) -> str:
    return f"{one['count']:.0f} of {one['of']:.0f} = {one['share']:.1%} (95 % {one['low']:.1%} to {one['high']:.1%})"
