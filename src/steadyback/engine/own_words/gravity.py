"""How grave a text reads as a whole: four shares, learnt from thousands of whole texts whose level was known.

A clause alone is compared with what it may mean (:mod:`likeness`), and what is told over two sentences, or in words
that nobody met, stays below every bar there. The text as a whole often says that something is wrong before any one
clause says what. So its gravity moves the bar for what its clauses read like: lower where the text reads like an
emergency, a little higher where it reads like an ordinary note. Where it reads grave and nothing was found, the short
danger questions are asked. It takes nothing away that a phrase has named, and names nothing by itself.

The shares are those of a multinomial logistic regression (Bishop 2006, section 4.3.4), fitted by ``./steady learn``,
over the same features of words as for clauses, and over what the phrases found: each finding with its status, and how
many there are (stacking; Wolpert 1992). So it is learnt with the words how far each finding can be trusted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from math import exp
from typing import NamedTuple

from steadyback.engine.own_words.learnt import STEPS, Learnt
from steadyback.engine.own_words.likeness import features_of, scale_of, words_in
from steadyback.engine.own_words.token import Token

#: A longer text is read in passages of so many tokens, each half over the one before, so that a grave sentence in a
#: long diary is not drowned. Nine in ten of the texts learnt from are shorter.
PASSAGE = 110
_STEP = PASSAGE // 2
#: The status of what counts, and how many findings are told apart.
PRESENT, MOST_COUNTED = "present", 3
#: A text of fewer words says too little as a whole.
FEWEST_WORDS = 6


class Gravity(NamedTuple):
    """A passage (first token, after the last) and how it reads, as shares of one.

    ``harmless``: like a text that asks for self-care. ``emergency``: like an emergency. ``danger``: like something for
    the same day or worse.
    """

    first: int
    after: int
    harmless: float
    emergency: float
    danger: float

    def doubted(self, doubt: float) -> Gravity:
        """The same, if it is likelier to be harmless, before a word is read, than the texts learnt from.

        ``doubt``: how much likelier, as the natural logarithm of the ratio of the odds.
        """
        whole = 1 + self.harmless * (exp(doubt) - 1)
        return self._replace(
            harmless=self.harmless * exp(doubt) / whole, emergency=self.emergency / whole, danger=self.danger / whole
        )


class Signal(NamedTuple):
    """What a phrase or a number said: the character at which it begins, the finding, and its status.

    ``status``: :data:`PRESENT` for all that counts.
    """

    at: int
    finding: str
    status: str

    @property
    def feature(self) -> str:
        """How it is learnt. No word of hers looks like it."""
        return f"@{self.status}:{self.finding}"


def features_of_passage(tokens: Sequence[Token], signals: Iterable[Signal], little: frozenset[str]) -> set[str]:
    """What a passage is weighed by: its words, and what the phrases found in it."""
    signals = list(signals)
    counting = len({one.finding for one in signals if one.status == PRESENT})
    others = len({one.finding for one in signals if one.status != PRESENT})
    found = {one.feature for one in signals}
    found |= {f"@counting:{min(counting, MOST_COUNTED)}", f"@not-counting:{min(others, MOST_COUNTED)}"}
    return features_of(words_in(tokens), little) | found


def gravities_of(
    tokens: Sequence[Token], signals: Sequence[Signal], learnt: Learnt, little: frozenset[str]
) -> list[Gravity]:
    """The passages of a text with their gravity; none when nothing was learnt, or when it is too short.

    ``signals``: what phrases and numbers said, in the order in which they begin.
    """
    if not learnt.findings or sum(not token.is_mark for token in tokens) < FEWEST_WORDS:
        return []
    found = []
    for first in range(0, max(1, len(tokens) - _STEP), _STEP):
        after = min(len(tokens), first + PASSAGE)
        start = bisect_left(signals, (tokens[first].start,))
        end = bisect_left(signals, (tokens[after - 1].end,))
        features = features_of_passage(tokens[first:after], signals[start:end], little)
        found.append(_gravity(first, after, features, learnt))
    return found


def passages_round(gravities: Sequence[Gravity], first: int, after: int) -> list[Gravity]:
    """The passages that hold any token from ``first`` to before ``after``, out of all of a text, in their order."""
    return list(gravities[max(0, first // _STEP - 1) : (after - 1) // _STEP + 1])


def _gravity(first: int, after: int, features: set[str], learnt: Learnt) -> Gravity:
    scale = scale_of(len(features)) / STEPS
    sums = [bias / STEPS + scale * total for bias, total in zip(learnt.bias, learnt.sums(features), strict=True)]
    most = max(sums)
    parts = dict(zip(learnt.findings, (exp(each - most) for each in sums), strict=True))
    whole = sum(parts.values())
    emergency = parts["emergency"] / whole
    return Gravity(first, after, parts["none"] / whole, emergency, emergency + parts["same-day"] / whole)
