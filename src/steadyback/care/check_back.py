"""She answers the check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from steadyback.care.judge import judge
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.engine.replies import read_replies
from steadyback.engine.triage import Assessment
from steadyback.journal.entry import Entry, checked
from steadyback.vocabulary.timing import Stage


def check_back(
    state: State, rules: Rules, stamp: Stamp, *, answers: Mapping[str, Any], shown: Sequence[str], about: str
) -> tuple[Assessment, Entry]:
    """What the check says, with all she told about herself, and the entry that keeps it.

    ``answers``: by sign or finding; ``shown``: the signs that stood on her screen. ValueError for an answer that
    cannot be.
    """
    replies = read_replies(answers, rules.naming)
    assessment = judge(rules, replies.with_more(state.facts), state.timing)
    body = {
        "answers": dict(answers),
        "shown": list(shown),
        "knowledge_version": rules.knowledge.version,
        "advised": assessment.urgency.slug,
        "stage": None if state.timing.stage is Stage.UNKNOWN else state.timing.stage.value,
        "weeks": state.timing.first_day // 7 if state.timing.is_known_to_the_week else None,
        "about": about,
    }
    return assessment, checked(Entry(stamp.id, "check", stamp.at, stamp.device, body))
