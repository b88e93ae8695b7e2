"""The one reference evaluator of the condition language. Every other evaluator must agree with this one."""

from __future__ import annotations

from steadyback.engine.replies import Naming, Replies, answer_to
from steadyback.knowledge.condition import All, Any, AtLeast, Condition, Is, Not, Score, Within
from steadyback.vocabulary.answer import Answer
from steadyback.vocabulary.timing import Timing


def holds(condition: Condition, replies: Replies, timing: Timing, naming: Naming, *, unsure_counts: bool) -> bool:
    """Whether ``condition`` is met by what was said.

    ``unsure_counts``: whether "not sure" is taken as a yes (facts 2.2 rule 2: for emergency and same-day).
    Unanswered never meets a condition, and it never clears one either: see ``triage.assess``. Under ``not`` a
    "not sure" always counts as a yes, so that doubt switches reassurance off, never on.
    """

    def met(part: Condition) -> bool:
        return holds(part, replies, timing, naming, unsure_counts=unsure_counts)

    match condition:
        case Is(finding):
            answer = answer_to(finding, replies, naming)
            return answer is Answer.YES or (unsure_counts and answer is Answer.UNSURE)
        case Score(finding, at_least):
            return replies.numbers.get(finding, float("-inf")) >= at_least
        case All(parts):
            return all(met(part) for part in parts)
        case Any(parts):
            return any(met(part) for part in parts)
        case AtLeast(count, parts):
            return sum(met(part) for part in parts) >= count
        case Not(part):
            return not holds(part, replies, timing, naming, unsure_counts=True)
        case Within(windows):
            return windows.is_open(timing)
    raise TypeError(f"{condition!r} is not a condition of this language")
