"""Judging answers with the compiled table: the engine's assessment, a hundred times sooner, without the trace."""

from __future__ import annotations

from steadyback.care.rules import Rules
from steadyback.engine.quick import assess_quickly
from steadyback.engine.replies import Replies
from steadyback.engine.triage import Assessment, Fired
from steadyback.vocabulary.timing import Timing
from steadyback.vocabulary.urgency import Urgency


def judge(rules: Rules, replies: Replies, timing: Timing) -> Assessment:
    """As :func:`steadyback.engine.triage.assess`, but for the trace, which is left empty.

    A diary of years holds hundreds of checks, and each is judged anew whenever the state is worked out.
    """
    answers: dict[str, object] = {name: answer.slug for name, answer in replies.answers.items()}
    found = assess_quickly(rules.fast, answers | replies.numbers, timing)
    return Assessment(
        urgency=Urgency.from_slug(found["urgency"]),
        fired=tuple(
            Fired(one["id"], Urgency.from_slug(one["urgency"]), tuple(one["route"]), tuple(one["because"]))
            for one in found["fired"]
        ),
        unanswered=tuple(found["unanswered"]),
        shut_by=tuple(found["shut_by"]),
        trace=(),
        knowledge_version=found["knowledge_version"],
    )
