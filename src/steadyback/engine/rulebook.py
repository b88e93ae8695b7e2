"""The red flags as one flat list of rules, with everything that is implied spelt out.

Three things are implied in the content and written here once:

* a combination that somebody states outright, by its own id, counts;
* a yes at a time outside a sign's usual weeks is never dropped, for a date may be wrong: what is an emergency in its
  weeks is same-day outside them, and all else is a review [P], unless the content
  says that it is normal then, or that another item has it;
* a rule without windows of its own has those of its red flag.
"""

from __future__ import annotations

from typing import NamedTuple

from steadyback.engine.replies import Naming
from steadyback.knowledge.condition import Condition, Is
from steadyback.knowledge.model import Knowledge, RedFlag, Route, Rule
from steadyback.vocabulary.timing import LAST_DAY, Span, Stage, Timing, Windows
from steadyback.vocabulary.urgency import UNSURE_COUNTS_FROM, Urgency


class CountedRule(NamedTuple):
    """One rule as it counts. ``windows`` are all of the spans in which it does; ``part`` says where it is from.

    ``unsure_counts``: whether "not sure" meets it. ``by_its_own_id``: a sign of the check, which may stand for
    several findings, does not meet it.
    """

    flag: str
    urgency: Urgency
    route: tuple[Route, ...]
    windows: tuple[Windows, ...]
    when: Condition
    part: str
    unsure_counts: bool
    by_its_own_id: bool = False

    def is_open(self, timing: Timing) -> bool:
        """Whether it can count on any day she may be on."""
        return any(windows.is_open(timing) for windows in self.windows)


class Rulebook(NamedTuple):
    """Every rule that can raise an urgency, the red flags they belong to, and how answers are named."""

    rules: tuple[CountedRule, ...]
    flags: dict[str, RedFlag]
    naming: Naming
    version: str

    def naming_for(self, rule: CountedRule) -> Naming:
        """The naming by which ``rule`` reads answers."""
        if not rule.by_its_own_id:
            return self.naming
        own = tuple(name for name in self.naming.counts_for[rule.flag] if name not in self.naming.signs)
        return self.naming._replace(counts_for={**self.naming.counts_for, rule.flag: own})


def rulebook_of(knowledge: Knowledge) -> Rulebook:
    """The rulebook of ``knowledge``, red flags in the order of their ids."""
    rules = [rule for name in sorted(knowledge.red_flag) for rule in _rules_of(knowledge.red_flag[name])]
    return Rulebook(tuple(rules), knowledge.red_flag, naming_of(knowledge), knowledge.version)


def _rules_of(flag: RedFlag) -> list[CountedRule]:
    name = flag.card.id

    def counted(rule: Rule, windows: tuple[Windows, ...], when: Condition, part: str) -> CountedRule:
        unsure = decides(flag, rule.urgency)
        return CountedRule(name, rule.urgency, rule.route, windows, when, part, unsure)

    rules = [
        counted(rule, (rule.windows or flag.windows,), rule.when, f"rule {number}")
        for number, rule in enumerate(flag.rules, start=1)
    ]
    most = max(flag.rules, key=lambda rule: rule.urgency)
    if flag.asked == "never":
        rules.append(counted(most, (flag.windows,), Is(name), "said outright"))
    if flag.outside == "one-lower" and not flag.windows.is_always:
        lower = most._replace(urgency=_one_lower(most.urgency))
        outside = counted(lower, _outside(flag.windows), Is(name), "outside its usual weeks")
        rules.append(outside._replace(by_its_own_id=True))
    return rules


def decides(flag: RedFlag, urgency: Urgency) -> bool:
    """Whether ``flag`` at ``urgency`` decides between emergency, same-day and home.

    Then it shuts the ladder, and "not sure" counts as a yes (facts 2.2, rule 2; a sign that pauses the ladder is
    taken the same careful way [P]).
    """
    return urgency >= UNSURE_COUNTS_FROM or (flag.pauses_ladder and urgency >= Urgency.REVIEW)


def _one_lower(urgency: Urgency) -> Urgency:
    """What a yes counts for outside a sign's weeks: one less urgent, and never less than a review."""
    return Urgency(max(urgency - 1, Urgency.REVIEW))


def _outside(windows: Windows) -> tuple[Windows, ...]:
    """All the time that ``windows`` leave out."""
    left: list[Windows] = []
    for stage, span in ((Stage.PREGNANT, windows.pregnant), (Stage.POSTPARTUM, windows.postpartum)):
        gaps = [Span(0, LAST_DAY[stage])] if span is None else []
        if span is not None and span.first_day > 0:
            gaps.append(Span(0, span.first_day - 1))
        if span is not None and span.last_day < LAST_DAY[stage]:
            gaps.append(Span(span.last_day + 1, LAST_DAY[stage]))
        left += [Windows(gap, None) if stage is Stage.PREGNANT else Windows(None, gap) for gap in gaps]
    return tuple(left)


def naming_of(knowledge: Knowledge) -> Naming:
    """Which ids count for which finding: the id itself, those that share its question, and signs that ask it."""
    first_of = {name: name for name in (*knowledge.finding, *knowledge.red_flag, *knowledge.contraindication)}
    shared = {name: item.same_as for name, item in knowledge.finding.items()}
    shared.update({name: flag.same_as for name, flag in knowledge.red_flag.items()})
    first_of.update({name: first for name, first in shared.items() if first})
    group: dict[str, list[str]] = {}
    for name, first in first_of.items():
        group.setdefault(first, []).append(name)
    asked_by: dict[str, list[str]] = {}
    signs = [sign for check in knowledge.check_group.values() for sign in check.signs]
    for sign in signs:
        for finding in sign.asks:
            asked_by.setdefault(first_of[finding], []).append(sign.id)
    counts_for = {
        name: tuple(dict.fromkeys([*sorted(group[first]), *asked_by.get(first, ())]))
        for name, first in first_of.items()
    }
    for sign in signs:
        counts_for.setdefault(sign.id, (sign.id,))
    numbers = {
        name: (float(item.least or 0), float(item.most or 0))
        for name, item in knowledge.finding.items()
        if item.answer == "number"
    }
    presumed = frozenset(name for name, item in knowledge.finding.items() if item.presumed)
    return Naming(counts_for, numbers, presumed, frozenset(sign.id for sign in signs))
