"""What her pages say after a loss: the same questions and sources, without a word about a birth, a bump or a baby."""

from __future__ import annotations

import re
from collections.abc import Iterable

from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.knowledge.model import Citation
from steadyback.web import words

NAMES_A_BABY = re.compile(r"\b(baby|babies|baby's|bump|births?|born|newborn|breastfe\w+)\b", re.IGNORECASE)
#: Names of things and of triggers that are left out besides: they are of a time with a child.
OF_A_CHILD = re.compile(
    rf"{NAMES_A_BABY.pattern}|\b(feed\w*|toddlers?|cots?|cribs?|prams?|child|nurs\w+|scans?|pregnan\w+)\b",
    re.IGNORECASE,
)
#: Questions that matter to her own body still, in other words.
QUESTIONS = {
    "block-history": "Was a needle put in your back, such as an epidural or a spinal?",
    "lim-severe-tear": "Did you have a deep tear (third or fourth degree), or were forceps used?",
    "scr-pp-severe-tear": "Have you been told you had a deep tear (third or fourth degree), or were forceps used?",
    "scr-pp-clot": "Have you been told you have had a blood clot in this pregnancy or since then?",
    "scr-pp-low-mood": "Have you felt very low or hopeless, or been told you have depression since then?",
}
TITLES = {"lim-severe-tear": "A deep tear, or forceps"}


def sources_for(state: State, rules: Rules, citations: Iterable[Citation]) -> list[dict[str, str]]:
    """Where something comes from. After a loss a place that names a baby is left out, and a source that does, too."""
    found = words.sources_of(rules.knowledge, citations)
    if not state.timing.is_loss:
        return found
    told = [one for one in found if not NAMES_A_BABY.search(f"{one['short']} {one['kind']}")]
    return [one | {"place": "" if NAMES_A_BABY.search(one["place"]) else one["place"]} for one in told]
