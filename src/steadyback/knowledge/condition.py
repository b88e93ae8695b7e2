"""The tiny language in which a rule says when it counts. A rule is data; this is the whole of its grammar.

``is``, ``all``, ``any``, ``not``, ``at_least`` n ``of``, ``score … at_least``, and a stage and week window.
:mod:`steadyback.engine.condition` is the one reference evaluator of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Union

from steadyback.vocabulary.timing import Windows


class Is(NamedTuple):
    """The answer to ``finding`` counts as a yes."""

    finding: str


class Score(NamedTuple):
    """The number she gave for ``finding`` (pain 0-10, degrees Celsius, mmHg) is ``at_least`` so much."""

    finding: str
    at_least: float


class All(NamedTuple):
    """Every part holds."""

    parts: tuple[Condition, ...]


class Any(NamedTuple):
    """At least one part holds."""

    parts: tuple[Condition, ...]


class AtLeast(NamedTuple):
    """At least ``least`` of the parts hold."""

    least: int
    parts: tuple[Condition, ...]


class Not(NamedTuple):
    """The part does not hold. Refused in anything that can raise an urgency: more yeses never lower it."""

    part: Condition


class Within(NamedTuple):
    """Her stage and week may lie inside these windows."""

    windows: Windows


Condition = Union[Is, Score, All, Any, AtLeast, Not, Within]  # noqa: UP007 - parts name it before it exists


def findings_of(condition: Condition) -> Iterator[str]:
    """Every finding named in ``condition``, in reading order, with repeats."""
    match condition:
        case Is(finding) | Score(finding, _):
            yield finding
        case All(parts) | Any(parts) | AtLeast(_, parts):
            for part in parts:
                yield from findings_of(part)
        case Not(part):
            yield from findings_of(part)
        case Within(_):
            return


def holds_a_not(condition: Condition) -> bool:
    """Whether a ``not`` over a finding stands anywhere inside, so that a yes could switch something off."""
    match condition:
        case Not(_):
            return True
        case All(parts) | Any(parts) | AtLeast(_, parts):
            return any(holds_a_not(part) for part in parts)
        case _:
            return False
