"""The red-flag check: from what she said to how soon she needs care, with a reason for every rule tried."""

from __future__ import annotations

from typing import Literal, NamedTuple

from steadyback.engine.condition import holds
from steadyback.engine.replies import Naming, Replies, answer_to
from steadyback.engine.rulebook import CountedRule, Rulebook, decides
from steadyback.knowledge.condition import findings_of
from steadyback.knowledge.model import RedFlag, Route
from steadyback.vocabulary.answer import Answer
from steadyback.vocabulary.timing import Timing
from steadyback.vocabulary.urgency import Urgency, most_urgent


class Reason(NamedTuple):
    """What became of one rule: met, not met, or not for these weeks."""

    flag: str
    part: str
    urgency: Urgency
    verdict: Literal["met", "not met", "not in these weeks"]


class Fired(NamedTuple):
    """A red flag that counts, as its most urgent met rule has it. ``because``: the ids she answered."""

    flag: str
    urgency: Urgency
    route: tuple[Route, ...]
    because: tuple[str, ...]


class Assessment(NamedTuple):
    """All that the check says.

    ``urgency`` is the most urgent of what fired. ``unanswered`` are the signs that decide between emergency,
    same-day and home and that nobody has answered: as long as one is left, nothing here reassures, and
    ``ladder_is_open`` is false whatever the urgency.
    """

    urgency: Urgency
    fired: tuple[Fired, ...]
    unanswered: tuple[str, ...]
    shut_by: tuple[str, ...]
    trace: tuple[Reason, ...]
    knowledge_version: str

    @property
    def ladder_is_open(self) -> bool:
        """Whether self-care may be offered: nothing that shuts it fired, and nothing that matters is unasked."""
        return not self.shut_by and not self.unanswered


def assess(rulebook: Rulebook, replies: Replies, timing: Timing) -> Assessment:
    """Assess ``replies`` at ``timing``. The reference: plain, slow, and what every faster form must equal."""
    trace: list[Reason] = []
    best: dict[str, Fired] = {}
    for rule in rulebook.rules:
        verdict = _try(rule, replies, timing, rulebook.naming_for(rule))
        trace.append(Reason(rule.flag, rule.part, rule.urgency, verdict))
        if verdict == "met" and (rule.flag not in best or best[rule.flag].urgency < rule.urgency):
            because = because_of(rule, replies, rulebook.naming_for(rule))
            best[rule.flag] = Fired(rule.flag, rule.urgency, rule.route, because)
    fired = tuple(sorted(best.values(), key=lambda one: (-one.urgency, one.flag)))
    return Assessment(
        urgency=most_urgent(one.urgency for one in fired),
        fired=fired,
        unanswered=unanswered(rulebook, replies, timing, settled=set(shut_by(rulebook, fired))),
        shut_by=shut_by(rulebook, fired),
        trace=tuple(trace),
        knowledge_version=rulebook.version,
    )


def _try(
    rule: CountedRule, replies: Replies, timing: Timing, naming: Naming
) -> Literal["met", "not met", "not in these weeks"]:
    if not rule.is_open(timing):
        return "not in these weeks"
    met = holds(rule.when, replies, timing, naming, unsure_counts=rule.unsure_counts)
    return "met" if met else "not met"


def because_of(rule: CountedRule, replies: Replies, naming: Naming) -> tuple[str, ...]:
    """The ids that she answered in a way that counts for ``rule``, in the order the rule names them."""
    counting = {Answer.YES, Answer.UNSURE} if rule.unsure_counts else {Answer.YES}
    found: dict[str, None] = {}
    for finding in findings_of(rule.when):
        if finding in replies.numbers:
            found[finding] = None
        for name in naming.counts_for[finding]:
            if replies.answers.get(name) in counting:
                found[name] = None
    return tuple(found)


def shut_by(rulebook: Rulebook, fired: tuple[Fired, ...]) -> tuple[str, ...]:
    """The fired flags that shut the ladder: emergency, same-day, and any whose content says so."""
    return tuple(one.flag for one in fired if decides(rulebook.flags[one.flag], one.urgency))


def unanswered(rulebook: Rulebook, replies: Replies, timing: Timing, *, settled: set[str]) -> tuple[str, ...]:
    """The signs of the check, open at ``timing``, about which nothing was said either way.

    A sign with parts is answered when its parts are enough to rule it out. Private signs are not asked here. Nothing
    is left to ask of what is ``settled``, that is, shuts the ladder already; one that is only watched is not settled.
    """
    left: list[str] = []
    for name, flag in rulebook.flags.items():
        if name in settled or not _is_asked_now(flag, timing) or _cannot_be_hers(flag, replies, rulebook.naming):
            continue
        if answer_to(name, replies, rulebook.naming) is not Answer.UNANSWERED:
            continue
        if not flag.in_parts or not _ruled_out(rulebook, name, replies, timing):
            left.append(name)
    return tuple(left)


def _is_asked_now(flag: RedFlag, timing: Timing) -> bool:
    return (
        flag.asked == "check"
        and not flag.is_private
        and not (flag.about_baby and timing.is_loss)
        and any((rule.windows or flag.windows).is_open(timing) and decides(flag, rule.urgency) for rule in flag.rules)
    )


def _cannot_be_hers(flag: RedFlag, replies: Replies, naming: Naming) -> bool:
    """Whether she has said no, in so many words, to what the sign needs (no needle in the back, no needle signs)."""
    if flag.asked_unless_no is None:
        return False
    names = [name for name in naming.counts_for[flag.asked_unless_no] if name not in naming.signs]
    return max((replies.answers.get(name, Answer.UNANSWERED) for name in names), default=Answer.UNANSWERED) is Answer.NO


def _ruled_out(rulebook: Rulebook, name: str, replies: Replies, timing: Timing) -> bool:
    """Whether ``name`` could not shut the ladder even if everything unanswered but itself were a yes."""
    hopeful = dict(replies.answers)
    for finding, names in rulebook.naming.counts_for.items():
        if finding not in rulebook.naming.signs and not any(other in replies.answers for other in names):
            hopeful[finding] = Answer.YES
    for other in rulebook.naming.counts_for[name]:
        hopeful[other] = Answer.NO
    asked = Replies(hopeful, replies.numbers)
    return not any(
        decides(rulebook.flags[name], rule.urgency) and _try(rule, asked, timing, rulebook.naming_for(rule)) == "met"
        for rule in rulebook.rules
        if rule.flag == name
    )
