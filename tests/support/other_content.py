"""Rules made of the shipped content with some urgencies changed: what an update may bring."""

from __future__ import annotations

from collections.abc import Mapping

from steadyback.care.rules import Rules, rules_of
from steadyback.knowledge.model import RedFlag
from steadyback.vocabulary.urgency import Urgency
from tests.scenarios.telling import the_rules


def rules_with(version: str, urgencies: Mapping[str, Urgency]) -> Rules:
    """The shipped rules as content ``version``, with every rule of each named flag at one urgency."""
    knowledge = the_rules().knowledge
    changed = {name: _at(knowledge.red_flag[name], urgency) for name, urgency in urgencies.items()}
    return rules_of(knowledge._replace(version=version, red_flag={**knowledge.red_flag, **changed}))


def _at(flag: RedFlag, urgency: Urgency) -> RedFlag:
    """A flag as low or as high as asked; what is only a review holds nothing then."""
    rules = tuple(rule._replace(urgency=urgency) for rule in flag.rules)
    return flag._replace(rules=rules, pauses_ladder=flag.pauses_ladder and urgency >= Urgency.SAME_DAY)
