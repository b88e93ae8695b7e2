"""How grave a text reads as a whole: four shares, learnt from thousands of whole texts whose level was known.

A clause alone is compared with what it may mean (:mod:`likeness`), and what is told over two sentences, or in words
that nobody met, stays below every bar there. The text as a whole often says that something is wrong before any one
clause says what. So its gravity moves the bar for what its clauses read like: lower where the text reads like an
emergency, a little higher where it reads like an ordinary note. It takes nothing away that a phrase has named, and
names nothing by itself; where it reads grave and nothing was found, the short danger questions are asked.

The shares are those of a multinomial logistic regression (Bishop 2006, section 4.3.4) over the same features as for
clauses, fitted by ``./steady learn``.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

from steadyback.engine.own_words.learnt import STEPS, Learnt
from steadyback.engine.own_words.likeness import features_of, scale_of, words_in
from steadyback.engine.own_words.token import Token

#: A longer text is read in passages of so many tokens, each half over the one before, so that a grave sentence in a
#: long diary is not drowned. Nine in ten of the texts learnt from are shorter.
PASSAGE = 110
_STEP = PASSAGE // 2
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


def gravities_of(
    tokens: Sequence[Token], learnt: Learnt, little: frozenset[str], *, doubt: float = 0.0
) -> list[Gravity]:
    """The passages of a text with their gravity; none when nothing was learnt, or when it is too short.

    ``doubt``: how much likelier it is harmless, before a word is read, than the texts learnt from, of which four in ten
    were: the natural logarithm of the ratio of the odds.
    """
    if not learnt.findings or sum(not token.is_mark for token in tokens) < FEWEST_WORDS:
        return []
    starts = range(0, max(1, len(tokens) - _STEP), _STEP)
    ends = [min(len(tokens), first + PASSAGE) for first in starts]
    return [_gravity(tokens, *ends_of, learnt, little, doubt) for ends_of in zip(starts, ends, strict=True)]


def passages_round(gravities: Sequence[Gravity], first: int, after: int) -> list[Gravity]:
    """The passages that hold any token from ``first`` to before ``after``, out of all of a text, in their order."""
    return list(gravities[max(0, first // _STEP - 1) : (after - 1) // _STEP + 1])


def _gravity(
    tokens: Sequence[Token], first: int, after: int, learnt: Learnt, little: frozenset[str], doubt: float
) -> Gravity:
    features = features_of(words_in(tokens[first:after]), little)
    scale = scale_of(len(features)) / STEPS
    sums = [bias / STEPS + scale * total for bias, total in zip(learnt.bias, learnt.sums(features), strict=True)]
    sums[0] += doubt
    most = max(sums)
    parts = dict(zip(learnt.findings, (exp(each - most) for each in sums), strict=True))
    whole = sum(parts.values())
    emergency = parts["emergency"] / whole
    return Gravity(first, after, parts["none"] / whole, emergency, emergency + parts["same-day"] / whole)
