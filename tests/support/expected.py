"""What Python's own engine says should stand on a page, for tests to hold a real page against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from steadyback.care.rules import Rules
from steadyback.care.state import State, state_of
from steadyback.engine.check import Screen, screens
from steadyback.engine.replies import read_replies
from steadyback.vocabulary.timing import Timing
from steadyback.web import page_table


def state_at(rules: Rules, timing: Timing, told: Mapping[str, str] | None = None) -> State:
    """An empty diary, but for where she is and what she told about herself."""
    empty = state_of([], rules, datetime(2026, 11, 21, 3, 0, tzinfo=UTC))
    facts = read_replies(told or {}, rules.naming)
    her = empty.her._replace(timing=timing, replies=facts)
    return empty._replace(timing=timing, facts=facts, her=her)


def screens_at(rules: Rules, timing: Timing, told: Mapping[str, str] | None = None) -> tuple[Screen, ...]:
    """The groups of the check."""
    return screens(rules.knowledge, rules.naming, read_replies(told or {}, rules.naming), timing)


def signs_at(rules: Rules, timing: Timing, told: Mapping[str, str] | None = None) -> list[str]:
    """The signs of the check, by id, in order."""
    return [sign.id for screen in screens_at(rules, timing, told) for sign in screen.signs]


def rung_titles(rules: Rules, timing: Timing, *, screened_out: bool) -> list[str]:
    """The steps that are offered once the check is clear."""
    offers = page_table.offers_after(state_at(rules, timing), rules, screened_out)
    return [rules.knowledge.rung[offer.rung].card.title for offer in offers if not offer.is_held]
