"""The rules that are open at one time, in the plain form from which every rival is generated: names, not numbers."""

from __future__ import annotations

from typing import NamedTuple

from steadyback.engine.fast import FastTable
from steadyback.vocabulary.timing import Timing


class PlainRule(NamedTuple):
    """One rule: its bit in the verdict, its urgency, whether not sure counts, its clauses and what switches it off."""

    place: int
    urgency: int
    unsure: bool
    clauses: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...]


class Presumed(NamedTuple):
    """A finding that is a yes until one of its names is answered; the first name then stands for it."""

    names: tuple[str, ...]


def open_rules(fast: FastTable, timing: Timing) -> list[PlainRule]:
    """The rules that can count at ``timing``."""
    windows, answers = fast.windows(timing), fast.table.answers
    return [
        PlainRule(
            place,
            rule.urgency,
            rule.unsure,
            tuple(tuple(answers[name] for name in clause) for clause in rule.clauses),
            tuple(answers[name] for name in rule.unless),
        )
        for place, rule in enumerate(fast.rules)
        if windows >> place & 1
    ]


def presumed(fast: FastTable) -> list[Presumed]:
    """What is presumed."""
    return [Presumed(tuple(fast.table.answers[name] for name in names)) for names in fast.table.presumed]


def limits(fast: FastTable) -> dict[str, list[float]]:
    """The limits of each number."""
    return {name: [limit for limit, _ in found] for name, found in fast.limits.items()}
