"""Patterns: for each factor how the odds of a spasm go with it, that day and the next, and how far that can be trusted.

The estimand. *Same day*: the odds of at least one spasm on a told day that held the factor, over the odds on a day
that did not, with the same factor the day before, the same spasm and pain yesterday, the same share of spasm days in
the six days before that, at the same point of the diary's slow course, of the week and of her stage, and with the
other factors alike. *Next day*: the same for the day after, so it is what is left of yesterday's factor once today's
and yesterday's spasm are known. An odds ratio that goes with a factor is not its effect: it may come with what really
matters.

The method, step by step: `fit` (one joint penalised logistic regression), `line` (interval and test of each factor),
and here the gate and the labels. What it assumes and where that fails: docs/explanation/patterns.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, exp

from steadyback.engine.patterns.columns import Columns, FactorColumn, columns_of
from steadyback.engine.patterns.days import PatternDay, in_order
from steadyback.engine.patterns.fit import Ground, fit, ground_of
from steadyback.engine.patterns.line import Line, line_of
from steadyback.engine.patterns.priors import (
    ALPHA_NEXT,
    ALPHA_SAME,
    BLURRED,
    FEWEST,
    FOUR_IN_FIVE,
    thresholds,
)
from steadyback.engine.patterns.result import Effect, FactorPattern, Label, Patterns

_LONGEST_WAIT = 365  # days; beyond it, "more days" is no help


def find_patterns(days: Iterable[PatternDay], factors: Sequence[str]) -> Patterns:
    """The pattern of each of ``factors``, from ``days`` in any order.

    A day that is not there, and an answer that is not there, are not known; they are never read as a no. DayTwice
    when a day is there twice. Nothing else fails: where the days cannot say, the label is ``too-few-days`` and no
    number is given.
    """
    ordered = in_order(days)
    if not ordered:
        return Patterns(tuple(_silent(name) for name in factors), 0, 0, None, None)
    columns = columns_of(ordered, factors)
    told = len(columns.spasm)
    spasm_days = int(sum(columns.spasm))
    ground = ground_of(columns)
    can_say = [_can_say(columns, ground, place) for place in range(len(columns.factors))]
    lines: dict[int, Line] = {}
    if any(can_say):
        # A factor that was always there, or never, is all zero once centred: leaving it out changes nothing.
        fitted = fit(columns, ground)
        lines = {place: line_of(columns, ground.products, fitted, place) for place, can in enumerate(can_say) if can}
    half = len(factors)
    labels = _labels({place: lines[place] for place in lines if place < half}, ALPHA_SAME)
    labels |= _labels({place: lines[place] for place in lines if place >= half}, ALPHA_NEXT)

    def effect(place: int) -> Effect:
        return _effect(columns.factors[place], lines.get(place), labels.get(place), ground.errors[place])

    patterns = tuple(
        FactorPattern(name, effect(place), effect(place + half), _more_days(columns, ground, place, can_say[place]))
        for place, name in enumerate(factors)
    )
    return Patterns(patterns, told, spasm_days, ordered[0].on, ordered[-1].on)


def _silent(name: str) -> FactorPattern:
    nothing = Effect(None, None, None, 0, 0, 0, 0, "too-few-days", None)
    return FactorPattern(name, nothing, nothing, None)


def _counts(columns: Columns, factor: FactorColumn) -> tuple[int, int, int, int]:
    spasm_days = int(sum(columns.spasm))
    return factor.days_with, factor.days_without, spasm_days, len(columns.spasm) - spasm_days


def _can_say(columns: Columns, ground: Ground, place: int) -> bool:
    if min(_counts(columns, columns.factors[place])) < FEWEST or place in ground.entangled:
        return False
    return ground.errors[place] <= BLURRED


def _labels(lines: dict[int, Line], alpha: float) -> dict[int, Label]:
    """``likely`` as long as each next strongest passes its threshold (Holm 1979); the rest by their own interval."""
    found: dict[int, Label] = {}
    still = True
    strongest = sorted(lines, key=lambda place: (-abs(lines[place].root), place))
    for place, threshold in zip(strongest, thresholds(alpha, len(lines)), strict=True):
        line = lines[place]
        leaves_out_1 = line.low > 0 or line.high < 0
        still = still and leaves_out_1 and abs(line.root) > threshold
        found[place] = "likely" if still else "possible" if leaves_out_1 else "none-seen"
    return found


def _effect(factor: FactorColumn, line: Line | None, label: Label | None, error: float) -> Effect:
    counts = (factor.days_with, factor.days_without, factor.spasm_yes, factor.spasm_no)
    if line is None or label is None:
        return Effect(None, None, None, *counts, "too-few-days", None)
    shows_from = exp(FOUR_IN_FIVE * error)
    return Effect(exp(line.estimate), exp(line.low), exp(line.high), *counts, label, shows_from)


def _more_days(columns: Columns, ground: Ground, place: int, can_say: bool) -> int | None:
    """How many more days like these would bring the counts and the precision to the gate."""
    counts = _counts(columns, columns.factors[place])
    if can_say or not all(counts) or place in ground.entangled:
        return None
    told = len(columns.spasm)
    times = max(FEWEST / min(counts), (ground.errors[place] / BLURRED) ** 2)
    more = max(1, ceil(told * (times - 1)))
    return more if more <= _LONGEST_WAIT else None
