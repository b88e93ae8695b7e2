"""Questions in a numbered list, answered by ``none``, or by a number and yes, no or ?; every one must be answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from steadyback.cli.terminal import Terminal

_WORDS = {"yes": "yes", "y": "yes", "no": "no", "n": "no", "?": "unsure", "unsure": "unsure", "not sure": "unsure"}
_ONE = re.compile(r"(\d{1,3})\s*[:=.)]?\s*(yes|y|no|n|\?|unsure|not sure)(?![a-z0-9])[\s,;]*", re.ASCII)
_NONE = ("none", "none of these", "none of them")


class Question(NamedTuple):
    """One line of a list."""

    id: str
    words: str
    explain: str | None = None


def read_line(line: str, count: int) -> dict[int, str] | str | None:
    """Numbers and answers in ``line``; ``"none"`` for none of these; None when any part of it cannot be read."""
    text = " ".join(line.lower().split())
    if text.rstrip(".") in _NONE:
        return "none"
    found: dict[int, str] = {}
    place = 0
    while place < len(text):
        one = _ONE.match(text, place)
        if one is None or not 1 <= int(one[1]) <= count or int(one[1]) in found:
            return None
        found[int(one[1])] = _WORDS[one[2]]
        place = one.end()
    return found or None


def ask_each(
    terminal: Terminal,
    questions: Sequence[Question],
    answers: dict[str, str],
    is_enough: Callable[[], bool] = lambda: False,
) -> bool:
    """Ask until each is answered, into ``answers``. True when ``is_enough`` after a line: then she is not asked on.

    ``none`` answers those that stand here and are not answered yet; a yes before it stays a yes. The list is shown
    whole, never in pages: what she answers for must have stood before her at once.
    """
    terminal.in_pages(False)
    for number, question in enumerate(questions, start=1):
        terminal.say(question.words, first=f"{number:3}  ", indent="     ")
        if question.explain:
            terminal.say(question.explain, indent="     ")
    terminal.in_pages(True)
    terminal.say()
    terminal.say("Type none if it is none of these. Or a number with yes, no or ?, like: 2 yes")
    while True:
        line = terminal.ask("Your answer")
        found = read_line(line, len(questions))
        if found is None:
            terminal.say("That was not clear. Type none, or a number with yes, no or ?, like: 2 yes, 3 ?")
            continue
        if isinstance(found, str):
            found = {number: "no" for number, question in enumerate(questions, start=1) if question.id not in answers}
        for number, answer in found.items():
            answers[questions[number - 1].id] = answer
        if is_enough():
            return True
        left = [str(number) for number, question in enumerate(questions, start=1) if question.id not in answers]
        if not left:
            return False
        terminal.say(_what_is_left(left))


def _what_is_left(left: Sequence[str]) -> str:
    if len(left) == 1:
        return f"Thank you. And number {left[0]}? Type none if it is a no."
    return f"Thank you. Still open: {', '.join(left)}. If the rest are no, type none."
