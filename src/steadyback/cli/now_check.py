"""The check in the terminal: one group a screen, every sign answered, and an emergency stops it at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.cli.now_answers import Question, ask_each
from steadyback.cli.terminal import Terminal
from steadyback.engine.check import screens
from steadyback.engine.replies import Replies, read_replies
from steadyback.engine.triage import assess
from steadyback.vocabulary.urgency import Urgency


class Answered(NamedTuple):
    """What she said in a check: ``shown``, the signs that stood before her. Filled as she goes."""

    answers: dict[str, str]
    shown: list[str]


def ask_check(
    terminal: Terminal, state: State, rules: Rules, into: Answered, own_words: Callable[[], bool] = lambda: False
) -> bool:
    """Ask every group into ``into``. True when it stopped at a sign of an emergency.

    ``own_words`` asks for her own words after the first group, and says whether they have stopped the steps.
    """
    asked = screens(rules.knowledge, rules.naming, state.facts, state.timing)

    def is_emergency() -> bool:
        replies = _replies(into, rules).with_more(state.facts)
        return assess(rules.rulebook, replies, state.timing).urgency is Urgency.EMERGENCY

    for number, screen in enumerate(asked, start=1):
        terminal.screen()
        terminal.title(f"Check {number} of {len(asked)}: {screen.group.card.title}")
        if screen.group.lead:
            terminal.say(screen.group.lead)
            terminal.say()
        into.shown.extend(sign.id for sign in screen.signs)
        questions = [Question(sign.id, sign.words, sign.explain) for sign in screen.signs]
        if ask_each(terminal, questions, into.answers, is_emergency):
            return True
        if number == 1 and own_words():
            return True
    return False


def _replies(into: Answered, rules: Rules) -> Replies:
    return read_replies(into.answers, rules.naming)
