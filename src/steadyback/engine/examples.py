"""The examples inside the content, run: each red flag's file is its own test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from steadyback.engine.replies import read_replies
from steadyback.engine.rulebook import Rulebook
from steadyback.engine.triage import Assessment, assess
from steadyback.knowledge.model import Example
from steadyback.vocabulary.timing import Stage, at_week


class Failure(NamedTuple):
    """An example that does not come true, and what came instead."""

    flag: str
    example: Example
    instead: str


def failures_of(rulebook: Rulebook) -> Iterator[Failure]:
    """Every example of every red flag that the engine does not bear out."""
    for name, flag in rulebook.flags.items():
        for example in flag.examples:
            instead = _instead(rulebook, name, example)
            if instead:
                yield Failure(name, example, instead)


def run(rulebook: Rulebook, example: Example) -> Assessment:
    """The assessment of one example. ValueError when its answers or weeks cannot be."""
    replies = read_replies(example.answers, rulebook.naming)
    return assess(rulebook, replies, at_week(Stage(example.stage), example.weeks, day=example.day))


def _instead(rulebook: Rulebook, name: str, example: Example) -> str | None:
    try:
        assessment = run(rulebook, example)
    except ValueError as error:
        return str(error)
    fired = next((one for one in assessment.fired if one.flag == name), None)
    if (fired is not None) != example.fires:
        return "it fires" if fired else "it does not fire"
    if fired and example.urgency is not None and fired.urgency != example.urgency:
        return f"it is {fired.urgency.slug}"
    return None
