"""An assessment from her own words and her answers together, for the command line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from steadyback.cli.shelf import open_knowledge
from steadyback.engine.fast import FastTable
from steadyback.engine.own_words import Lexicon, lexicon_of, read_words, words_to_replies
from steadyback.engine.own_words.reading import EMPTY, GRAVE_UNPLACED, TOO_SHORT
from steadyback.engine.quick import assess_quickly
from steadyback.vocabulary.timing import Timing
from steadyback.vocabulary.urgency import Urgency

#: The least that is said of words nobody has read. Nothing to go by: a proper look. A message that is there and that
#: we cannot understand: a person must hear it today.
LEAST_IF_SHORT, LEAST_IF_NOT_UNDERSTOOD = Urgency.REVIEW, Urgency.SAME_DAY
_NOTHING_TO_GO_BY = (EMPTY, TOO_SHORT)


@cache
def open_lexicon() -> Lexicon:
    """The lexicon of the content in use, made ready once."""
    return lexicon_of(open_knowledge())


def assess_with_words(
    fast: FastTable, lexicon: Lexicon, text: str, answers: Mapping[str, object], timing: Timing
) -> dict[str, Any]:
    """What ``assess_quickly`` says with the words counted in, and what was read where in the text."""
    reading = read_words(text, lexicon)
    raised = words_to_replies(reading, answers, timing)
    known = {name: value for name, value in raised.answers.items() if _can_stand(fast, name, value)}
    found = assess_quickly(fast, known, timing)
    found["words"] = [
        {
            "finding": one.finding,
            "status": one.status,
            "start": one.start,
            "end": one.end,
            "words": one.words,
            "why": one.why,
        }
        for one in reading.mentions
    ]
    found["from_words"] = [name for name in raised.from_words if name in known]
    found["conflicts"] = [one._asdict() for one in raised.conflicts]
    graver = reading.reads_graver_than(Urgency.from_slug(found["urgency"]))
    if graver or not reading.is_read:
        _say_unread(found, reading.unread_because or GRAVE_UNPLACED, graver, timing)
    return found


def _can_stand(fast: FastTable, name: str, value: object) -> bool:
    """Whether the compiled rules know the id, and a number is one that it can have."""
    if name in fast.table.numbers:
        least, most = fast.table.numbers[name]
        return isinstance(value, int | float) and least <= value <= most
    return name in fast.gain["yes"]


def _say_unread(found: dict[str, Any], because: str, graver: Urgency | None, timing: Timing) -> None:
    """Unread words are never good news: while anything is unasked, they have an urgency of their own."""
    least = LEAST_IF_SHORT if because in _NOTHING_TO_GO_BY else LEAST_IF_NOT_UNDERSTOOD
    if found["unanswered"]:
        found["urgency"] = max(Urgency.from_slug(found["urgency"]), least, graver or least).slug
        found["ladder_is_open"] = False
    found["unread"] = found["text_is_unread"] = True
    found["unread_because"] = because
    found["ask_first"] = danger_questions(timing)


def danger_questions(timing: Timing) -> list[dict[str, str]]:
    """The signs of the check that stand for an emergency by themselves or with others, in the check's order."""
    knowledge = open_knowledge()
    urgent = {
        name
        for name, flag in knowledge.red_flag.items()
        if flag.windows.is_open(timing) and any(rule.urgency is Urgency.EMERGENCY for rule in flag.rules)
    }
    return [
        {"id": sign.id, "words": sign.words}
        for group in sorted(knowledge.check_group.values(), key=lambda group: group.order)
        for sign in group.signs
        if sign.windows.is_open(timing) and urgent & set(sign.asks)
    ]
