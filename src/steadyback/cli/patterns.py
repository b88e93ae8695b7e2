"""``steadyback patterns``: which factors go with a spasm, from a table of days or from her diary."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steadyback.cli.complaint import Complaint
from steadyback.cli.help_lines import HelpLines

if TYPE_CHECKING:
    from steadyback.engine.patterns.result import Effect, FactorPattern, Patterns

EXAMPLES = """examples:
  steadyback patterns days.csv                   in words, the strongest first
  steadyback patterns days.csv --json
  steadyback patterns --journal                  from the diary on this computer
  steadyback patterns --journal --data ~/other --json

FILE.csv has a row a day: date (2026-03-01), spasms (how many; empty: not told), worst_pain (0 to 10 or empty), then a
column for each factor: 1, 0, or empty for not known. Two more columns may be there: at_stage (any word; a new word is
a new stage) and load_level (a number, or less, usual, more), from which the factor load-spike is made.
Days may be missing; a missing day or answer is never read as a no.

An odds ratio of 2 says that the odds of a spasm were twice as high on days with the factor as on like days without.
Labels: likely (holds with all factors counted together), possible (its own interval leaves out 1; one factor in
twenty does so by chance), none-seen (enough days, no link), too-few-days (no number).
What goes with a spasm need not be its cause."""

#: The largest file that is read, in bytes.
LARGEST = 64 * 1024 * 1024
METHOD = {
    "outcome": "at least one spasm that day",
    "effect": "odds ratio on the day itself; next_day: on the day after, beyond what the day itself did",
    "adjusted_for": "spasm and pain yesterday, the week before, slow trend, weekend, stage, the other factors",
    "interval": "95 %, 3.4 % left out below and 1.8 % above; penalised profile likelihood, log-F(1,1) prior",
    "likely": "any false one in at most 5 of 100 diaries in which nothing goes with anything (Holm)",
}
_ORDER = {"likely": 0, "possible": 1, "none-seen": 2, "too-few-days": 3}


def add_parser(subparsers: Any) -> None:
    """Add this command to the parser."""
    parser = subparsers.add_parser(
        "patterns",
        help="which factors go with a spasm, and how surely",
        description="Which factors go with a spasm that day and the next, with intervals and the days behind them.",
        epilog=EXAMPLES,
        formatter_class=HelpLines,
    )
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("file", metavar="FILE.csv", nargs="?", help="a table of days, or - for standard input")
    where.add_argument("--journal", action="store_true", help="the diary on this computer")
    parser.add_argument("--data", metavar="DIR", help="with --journal: the folder of the diary (usual: yours)")
    parser.add_argument("--json", action="store_true", help="print data, not words")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry the command out. Complaint for a table that cannot be read."""
    if args.data is not None and not args.journal:
        raise Complaint("patterns: --data goes with --journal; add it, or leave --data out")
    if args.journal:
        found, named = _of_journal(args.data)
    else:
        found, named = _of_table(args.file), str
    print(json.dumps(as_data(found), ensure_ascii=False) if args.json else in_words(found, named))
    return 0


def _of_table(name: str) -> Patterns:
    from steadyback.engine.patterns.find import find_patterns
    from steadyback.exchange.day_table import DayTableError, read_day_table

    with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Complaint(f"{name}: it is larger than {LARGEST // 1024 // 1024} MB; give a table of one person's days")
    try:
        table = read_day_table(data)
    except DayTableError as error:
        raise Complaint(f"{name}, {error}" if error.row else f"{name}: {error}") from None
    return find_patterns(table.days, table.factors)


def _of_journal(folder: str | None) -> tuple[Patterns, Callable[[str], str]]:
    from steadyback.care.factors import factor_words
    from steadyback.care.patterns_of_her_days import LOAD_SPIKE, SPIKE_WORDS, her_patterns
    from steadyback.care.rules import rules_of
    from steadyback.care.state import state_of
    from steadyback.cli.shelf import open_knowledge
    from steadyback.cli.store import here_and_now, open_diary

    diary = open_diary(folder, save=False)
    if diary.is_locked:
        raise Complaint("patterns: the diary is locked; give its passphrase in a terminal")
    rules = rules_of(open_knowledge())
    now = here_and_now()
    state = state_of(diary.entries(), rules, now)

    def named(name: str) -> str:
        return SPIKE_WORDS if name == LOAD_SPIKE else factor_words(name, state, rules.knowledge)

    return her_patterns(state.diary, now.date()), named


def as_data(found: Patterns) -> dict[str, Any]:
    """The patterns as plain data, factors in the order of the columns."""
    return {
        "factors": [_factor(one) for one in found.factors],
        "days_told": found.days_told,
        "spasm_days": found.spasm_days,
        "from": str(found.first) if found.first else None,
        "to": str(found.last) if found.last else None,
        "method": METHOD,
    }


def _factor(one: FactorPattern) -> dict[str, Any]:
    return {"id": one.id, **_effect(one.same_day), "more_days": one.more_days, "next_day": _effect(one.next_day)}


def _effect(effect: Effect) -> dict[str, Any]:
    names: Mapping[str, Any] = effect._asdict()
    return dict(names)


def in_words(found: Patterns, named: Callable[[str], str]) -> str:
    """A line for each factor, the strongest first."""
    if not found.days_told:
        return "No day tells whether there was a spasm, so there is nothing to go by yet."
    days = f"{found.days_told:,} days told, from {found.first} to {found.last}; {found.spasm_days:,} with a spasm."
    ordered = sorted(found.factors, key=_strength)
    lines = [_sentence(one, named(one.id)) for one in ordered]
    last = "What goes with a spasm need not be its cause. A link can also come from something that was not noted."
    return "\n".join([days, *lines, last])


def _strength(one: FactorPattern) -> tuple[int, float]:
    ratio = one.same_day.odds_ratio
    return (_ORDER[one.label], 0.0 if ratio is None else -abs(math.log(ratio)))


def _sentence(one: FactorPattern, name: str) -> str:
    effect = one.same_day
    start = name if name == one.id else name[:1].upper() + name[1:]  # an id stays as it is written
    days = f"{effect.days_with:,} day{'' if effect.days_with == 1 else 's'} with it, {effect.days_without:,} without"
    if effect.odds_ratio is None or effect.low is None or effect.high is None:
        more = f" About {one.more_days:,} more days would do." if one.more_days else ""
        return f"{start}: not enough days yet ({days}).{more}{_next_day(one)}"
    numbers = f"{effect.odds_ratio:.1f} times the odds (from {effect.low:.1f} to {effect.high:.1f}); {days}"
    if effect.label == "none-seen":
        return f"{start}: no link seen. {numbers[0].upper()}{numbers[1:]}.{_next_day(one)}"
    way = "with more spasms" if effect.odds_ratio > 1 else "with fewer spasms"
    sure = "seems to go" if effect.label == "likely" else "may go"
    return f"{start} {sure} {way} that day: {numbers}.{_next_day(one)}"


def _next_day(one: FactorPattern) -> str:
    effect = one.next_day
    if effect.label not in ("likely", "possible") or effect.odds_ratio is None:
        return ""
    way = "more" if effect.odds_ratio > 1 else "fewer"
    sure = "seems to go" if effect.label == "likely" else "may go"
    numbers = f"{effect.odds_ratio:.1f} times the odds, from {effect.low:.1f} to {effect.high:.1f}"
    return f" The day after, it {sure} with {way} spasms: {numbers}."
