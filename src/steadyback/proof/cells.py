"""Stages and weeks cut into cells in which no window of the content opens or shuts: one timing stands for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from steadyback.engine.rulebook import Rulebook
from steadyback.knowledge.condition import All, AtLeast, Condition, Not, Within
from steadyback.knowledge.condition import Any as AnyOf
from steadyback.vocabulary.timing import LAST_DAY, Stage, Timing, Windows, at_week


def windows_in(condition: Condition) -> Iterator[Windows]:
    """Every window written inside a condition."""
    match condition:
        case Within(windows):
            yield windows
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from windows_in(part)
        case Not(part):
            yield from windows_in(part)


def edges(rulebook: Rulebook, stage: Stage) -> list[int]:
    """The days of ``stage`` on which some window begins, and the days after one ends; day 0 first."""
    found = {0}
    for rule in rulebook.rules:
        for windows in (*rule.windows, *windows_in(rule.when)):
            span = windows.pregnant if stage is Stage.PREGNANT else windows.postpartum
            if span is not None:
                found |= {span.first_day, span.last_day + 1}
    return sorted(day for day in found if day <= LAST_DAY[stage])


def cells(rulebook: Rulebook) -> list[Timing]:
    """One timing a cell, exact to the day: its first day and its last."""
    found: list[Timing] = []
    for stage in (Stage.PREGNANT, Stage.POSTPARTUM):
        starts = edges(rulebook, stage)
        ends = [*(day - 1 for day in starts[1:]), LAST_DAY[stage]]
        for first, last in zip(starts, ends, strict=True):
            found += [Timing(stage, day, day) for day in dict.fromkeys((first, last))]
    return found


def weeks(rulebook: Rulebook) -> list[Timing]:
    """The completed weeks at the edges of every cell, known to the week and no closer."""
    days = [(timing.stage, timing.first_day // 7) for timing in cells(rulebook)]
    return [at_week(stage, week) for stage, week in dict.fromkeys(days)]


def unknown() -> list[Timing]:
    """Both stages with the weeks not told, and nothing told at all."""
    return [at_week(stage, None) for stage in Stage]


def with_loss(timings: Iterable[Timing]) -> list[Timing]:
    """The same after a loss."""
    return [timing._replace(is_loss=True) for timing in timings if timing.stage is Stage.POSTPARTUM]


def everywhere(rulebook: Rulebook) -> list[Timing]:
    """Every cell to the day, every week at an edge, after a loss too, and every way of not knowing."""
    exact = [*cells(rulebook), *weeks(rulebook)]
    return [*exact, *with_loss(exact), *unknown()]
