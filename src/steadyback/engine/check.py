"""The check before the ladder: which signs stand on which screen, for where she is and what she has told."""

from __future__ import annotations

from typing import NamedTuple

from steadyback.engine.condition import holds
from steadyback.engine.replies import Naming, Replies
from steadyback.knowledge.model import CheckGroup, Knowledge, RedFlag, Sign
from steadyback.vocabulary.answer import Answer
from steadyback.vocabulary.timing import Timing


class Screen(NamedTuple):
    """One screen of the check: a group with the signs that are asked now."""

    group: CheckGroup
    signs: tuple[Sign, ...]


def screens(knowledge: Knowledge, naming: Naming, known: Replies, timing: Timing) -> tuple[Screen, ...]:
    """The screens of the check, in order. A sign is left out only when it cannot apply, or is known to be a no."""
    groups = sorted(knowledge.check_group.values(), key=lambda group: group.order)
    found = [
        Screen(group, tuple(sign for sign in group.signs if _is_asked(sign, naming, known, timing))) for group in groups
    ]
    return tuple(screen for screen in found if screen.signs)


def _is_asked(sign: Sign, naming: Naming, known: Replies, timing: Timing) -> bool:
    if not sign.windows.is_open(timing) or sign.after_loss == ("hidden" if timing.is_loss else "instead"):
        return False
    return sign.only_if is None or _may_hold(sign, naming, known, timing)


def _may_hold(sign: Sign, naming: Naming, known: Replies, timing: Timing) -> bool:
    """Whether ``only_if`` could hold if everything unanswered were a yes."""
    hopeful = {
        finding: Answer.YES
        for finding, names in naming.counts_for.items()
        if finding not in naming.signs and not any(name in known.answers for name in names)
    }
    asked = Replies({**hopeful, **known.answers}, known.numbers)
    return sign.only_if is not None and holds(sign.only_if, asked, timing, naming, unsure_counts=True)


def after_it_settled(knowledge: Knowledge, naming: Naming, known: Replies, timing: Timing) -> tuple[RedFlag, ...]:
    """The review and watch signs, asked once the spasm has settled; private ones and told ones are left out."""
    return tuple(
        flag
        for name, flag in sorted(knowledge.red_flag.items())
        if flag.asked == "after"
        and flag.same_as is None
        and flag.windows.is_open(timing)
        and not flag.is_private
        and not (flag.about_baby and timing.is_loss)
        and not any(other in known.answers for other in naming.counts_for[name])
    )
