"""Somebody whose day can begin: her stage told, her health asked about, the safety check made and clear."""

from __future__ import annotations

from functools import cache

from steadyback.cli.shelf import open_knowledge
from steadyback.knowledge.model import Knowledge
from tests.support.server import Companion


@cache
def knowledge() -> Knowledge:
    """The content, read once."""
    return open_knowledge()


def nothing_wrong() -> dict[str, str]:
    """A no to every condition and every limit."""
    limits = [name for name, item in knowledge().finding.items() if item.about == "limit"]
    return dict.fromkeys([*knowledge().contraindication, *limits], "no")


def clear_check(companion: Companion) -> None:
    """A check with a no to every sign."""
    signs = [sign.id for group in knowledge().check_group.values() for sign in group.signs]
    assert companion.form("/now", {"about": "spasm", **dict.fromkeys(signs, "no")}).status == 200


def ready(companion: Companion, stage: dict[str, str], **facts: str) -> Companion:
    """Her stage, a no to every condition and limit but those in ``facts`` (``lim_wrist="yes"``), and a clear check."""
    told = nothing_wrong() | {name.replace("_", "-"): answer for name, answer in facts.items()}
    assert companion.form("/you", {**told, **stage}).status == 303
    clear_check(companion)
    return companion
