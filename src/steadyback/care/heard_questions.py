"""The questions that her own words raise: each as the check asks it, with her sentence beside it, and her answers kept.

One question is asked once, however many of her texts raise it, and it shows all of them: her answer settles what stood
before her, and nothing else. What is asked only when she is alone is set apart.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from steadyback.care.her_words import Heard, read_hers
from steadyback.care.judge import judge
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.care.tell import tell
from steadyback.engine.check import screens
from steadyback.engine.replies import is_readable, read_replies
from steadyback.engine.triage import Fired
from steadyback.journal.entry import Entry
from steadyback.knowledge.model import Sign
from steadyback.vocabulary.urgency import Urgency, most_urgent

#: So much of her text stands on either side of the words, in characters.
ROUND_THE_WORDS: Final = 90
#: Where a sentence ends: a full stop within a number ends none.
_MARKS: Final = ".!?\n"
_ENDS: Final = re.compile(r"[.!?](?=\s)|\n")

_KEPT: Final = (
    "Your words are kept. Nothing in them asks for more. That is no all-clear: the questions still need answers."
)
_KEPT_UNREAD: Final = "Your words are kept. We could not read enough in them. So please answer the questions."


class Piece(NamedTuple):
    """A stretch of her own sentence. ``is_marked``: these are the words that raised the question."""

    text: str
    is_marked: bool


class Quote(NamedTuple):
    """What she wrote, where: the ``entry`` it stands in, when she told it (``at``), and her sentence in ``pieces``.

    ``names_private``: something stands in it that is asked only when she is alone.
    """

    entry: str
    at: str
    pieces: tuple[Piece, ...]
    names_private: bool


class HeardQuestion(NamedTuple):
    """One question. ``id``: the sign of the check, or the finding itself; ``findings``: what her words say of each.

    ``urgency`` and ``fired``: what a yes would mean. ``is_private``: it is asked only when she is alone.
    """

    id: str
    words: str
    explain: str | None
    findings: Mapping[str, object]
    urgency: Urgency
    fired: tuple[Fired, ...]
    quotes: tuple[Quote, ...]
    is_private: bool


def questions_of(state: State, rules: Rules) -> tuple[HeardQuestion, ...]:
    """Every question that is open, the most urgent first."""
    asked = screens(rules.knowledge, rules.naming, state.facts, state.timing)
    signs = {sign.id: sign for screen in asked for sign in screen.signs}
    found: dict[str, HeardQuestion] = {}
    for heard in state.heard:
        for finding, value in heard.answers.items():
            one = _question(finding, value, heard, signs, rules)
            found[one.id] = _both(found[one.id], one) if one.id in found else one
    return tuple(sorted(found.values(), key=lambda one: -one.urgency))


def answer_heard(
    stamps: Iterator[Stamp],
    asked: Iterable[HeardQuestion],
    given: Mapping[str, str],
    shown: Collection[str] | None = None,
) -> list[Entry]:
    """The entries that keep what she ``given`` by question: one for each entry of hers whose words were ``shown``."""
    told: dict[str, dict[str, object]] = {}
    for question in asked:
        answer = given.get(question.id)
        if answer is None:
            continue
        for quote in question.quotes:
            if shown is None or quote.entry in shown:
                told.setdefault(quote.entry, {}).update(_kept(question, answer))
    return [tell(next(stamps), "heard", {"entry": entry, "answers": answers}) for entry, answers in told.items()]


def what_follows(
    state: State, rules: Rules, asked: Iterable[HeardQuestion], given: Mapping[str, str]
) -> tuple[Fired, ...]:
    """What her yes and "not sure" mean, from a review on, most urgent first: with all she told about herself."""
    said: dict[str, object] = {}
    for question in asked:
        if given.get(question.id) in ("yes", "unsure"):
            said |= _kept(question, given[question.id])
    sound = {name: value for name, value in said.items() if is_readable(name, value, rules.naming)}
    if not sound:
        return ()
    found = judge(rules, read_replies(sound, rules.naming).with_more(state.facts), state.timing)
    fired = (one for one in found.fired if not sound.keys().isdisjoint(one.because))
    return tuple(one for one in fired if one.urgency >= Urgency.REVIEW)


def _kept(question: HeardQuestion, answer: str) -> dict[str, object]:
    """The answer under the id of the question; a number that she wrote stands as it is, or is none of hers."""
    numbers = {name: value for name, value in question.findings.items() if isinstance(value, int | float)}
    kept: dict[str, object] = {} if question.id in numbers else {question.id: answer}
    return kept | {name: "no" if answer == "no" else value for name, value in numbers.items()}


def _question(finding: str, value: object, heard: Heard, signs: Mapping[str, Sign], rules: Rules) -> HeardQuestion:
    fired = tuple(one for one in heard.fired if finding in one.because)
    sign = _sign(finding, fired, signs, rules)
    own = rules.knowledge.asked(finding)
    words = sign.words if sign else (own.question or own.card.title) if own else finding
    return HeardQuestion(
        id=sign.id if sign else finding,
        words=words,
        explain=sign.explain if sign else None,
        findings={finding: value},
        urgency=most_urgent(one.urgency for one in fired),
        fired=fired,
        quotes=(_quote(heard, finding, rules),),
        is_private=_is_private(finding, rules),
    )


def _sign(finding: str, fired: Iterable[Fired], signs: Mapping[str, Sign], rules: Rules) -> Sign | None:
    """The sign of the check that asks it now; of a number, the one that asks for what the number means."""
    of = [one.flag for one in fired] if finding in rules.naming.numbers else [finding]
    names = {name for each in of for name in rules.naming.counts_for.get(each, ())}
    return next((sign for name, sign in signs.items() if name in names), None)


def _both(one: HeardQuestion, other: HeardQuestion) -> HeardQuestion:
    fired = {each.flag: each for each in (*one.fired, *other.fired)}
    quotes: dict[tuple[str, str], Quote] = {}
    for quote in (*one.quotes, *other.quotes):
        place = (quote.entry, quote.at + "".join(piece.text for piece in quote.pieces))
        before = quotes.get(place)
        quotes[place] = quote if before is None or len(quote.pieces) > len(before.pieces) else before
    return one._replace(
        findings={**one.findings, **other.findings},
        urgency=max(one.urgency, other.urgency),
        fired=tuple(sorted(fired.values(), key=lambda each: (-each.urgency, each.flag))),
        quotes=tuple(quotes.values()),
        is_private=one.is_private or other.is_private,
    )


def _is_private(finding: str, rules: Rules) -> bool:
    item = rules.knowledge.asked(finding)
    return item is not None and item.is_private


def _quote(heard: Heard, finding: str, rules: Rules) -> Quote:
    """Her sentence, with the words that speak of ``finding`` marked: the longest such stretch, and what is round it."""
    spots = [(one.start, one.end) for one in heard.mentions if one.finding == finding]
    start, end = max(spots, key=lambda spot: spot[1] - spot[0], default=(0, 0))
    first, last = _sentence(heard.text, start, end)
    is_begun = not first or heard.text[first - 1] in _MARKS
    is_ended = last == len(heard.text) or heard.text[last - 1] in _MARKS
    pieces = (
        Piece(("" if is_begun else "… ") + heard.text[first:start].lstrip(), is_marked=False),
        Piece(heard.text[start:end], is_marked=True),
        Piece(heard.text[end:last].rstrip() + ("" if is_ended else " …"), is_marked=False),
    )
    is_private = any(first < one.end and one.start < last and _is_private(one.finding, rules) for one in heard.mentions)
    return Quote(heard.entry.id, heard.at, tuple(piece for piece in pieces if piece.text), is_private)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence round the words begins and ends; a long one is cut between two words."""
    first, last = max(0, start - ROUND_THE_WORDS), min(len(text), end + ROUND_THE_WORDS)
    begins = [mark.end() for mark in _ENDS.finditer(text, first, start)]
    ended = _ENDS.search(text, end, last)
    if begins:
        first = begins[-1]
    elif first:
        first = max(first, text.find(" ", first, start))
    if ended:
        last = ended.end()
    elif last < len(text):
        last = max(text.rfind(" ", end, last), end)
    return first, last


def said_of_words(text: str, rules: Rules) -> str:
    """What is said of words that she has just told in the check, and that raise no question. It is never good news."""
    return _KEPT if read_hers(text, rules).is_read else _KEPT_UNREAD


def unread_in(heard: Sequence[Heard]) -> tuple[Heard, ...]:
    """The texts that could not be read."""
    return tuple(one for one in heard if one.is_unread)
