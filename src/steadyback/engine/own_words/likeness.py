"""What a clause reads like: the net under the phrases of the lexicon, learnt from thousands of written examples.

A wording that nobody thought of is in no phrase book. So each clause is also compared with sayings whose meaning is
known: its words, its pairs of words and its pairs with one word between carry a weight for each finding, and one for
nothing at all. The weights are those of a multinomial logistic regression (Bishop 2006, section 4.3.4), fitted once and
long before by ``./steady learn``; here they are only added up.

Likeness can only add a finding. Whose and when it is, the words round it decide, as for every other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from heapq import nlargest
from itertools import pairwise
from math import exp, sqrt
from typing import NamedTuple

from steadyback.engine.own_words.ground import Ground
from steadyback.engine.own_words.learnt import STEPS, Learnt
from steadyback.engine.own_words.token import Token

#: A second finding is taken up beside the likeliest when it has at least this part of its share; never a fourth.
SECOND, MOST_FINDINGS = 0.5, 3
#: No unit is longer, in words; a long clause is read in windows, each half over the one before.
LONGEST_UNIT, WINDOW = 30, 14
#: So many of a unit's words, the most telling, must be denied or another's for the finding to be.
TELLING = 3
#: A run of fewer words is not compared: what it may mean, a phrase must say.
FEWEST_WORDS = 3
#: A run of fewer features, known or not, counts as if it had so many: three words alone say little.
FEWEST_FEATURES = 12
#: A little word tells less than another of the same weight.
LITTLE = 0.3
#: What stands between two words: neighbours as they stand, neighbours without little words, one word between.
PAIRS = (" ", "_", "~")


class Like(NamedTuple):
    """A run of tokens (first, after the last) that reads like the learnt finding of that ``number``.

    ``share``: of all findings together against nothing, 0 to 1.
    """

    first: int
    after: int
    number: int
    share: float


def features_of(words: Sequence[str], little: frozenset[str]) -> set[str]:
    """What a run of words in the lexicon's form is compared by.

    Its words; its neighbours as they stand ("a b"); and with the ``little`` words left out, neighbours ("a_b") and
    pairs with one word between ("a~c").
    """
    found = set(words)
    found.update(f"{one} {two}" for one, two in pairwise(words))
    kept = [word for word in words if word not in little]
    found.update(f"{one}_{two}" for one, two in pairwise(kept))
    found.update(f"{one}~{two}" for one, two in zip(kept, kept[2:], strict=False))
    return found


def words_in(tokens: Sequence[Token]) -> list[str]:
    """The words of a run of tokens in the form in which they are compared; every number is one word."""
    return [token.norm if token.number is None else "#" for token in tokens if not token.is_mark]


def scale_of(features: int) -> float:
    """What each of so many features counts, so that long runs and short ones count alike; a very short one less."""
    return 2 / sqrt(max(features, FEWEST_FEATURES))


def units_of(ground: Ground) -> list[tuple[int, int]]:
    """The runs of tokens that are compared: clauses and sentences, two neighbours of either, and windows."""
    clauses, sentences = map(_runs, (ground.clause, ground.sentence))
    found = {*clauses, *sentences}
    for one, two in pairwise(clauses):
        if ground.sentence[one[0]] == ground.sentence[two[0]]:
            found.add((one[0], two[1]))
    found.update((one[0], two[1]) for one, two in pairwise(sentences))
    units = {unit for unit in found if unit[1] - unit[0] <= LONGEST_UNIT}
    for first, after in clauses:
        step = WINDOW // 2
        if after - first > WINDOW:
            units.update((at, min(after, at + WINDOW)) for at in range(first, after - step, step))
    return sorted(unit for unit in units if _says_something(ground.tokens[slice(*unit)]))


def likes_of(
    ground: Ground, learnt: Learnt, little: frozenset[str], least: Callable[[int, int], float]
) -> Iterator[Like]:
    """Every unit of a text that reads like a finding: of which all findings together have, against nothing, at least
    the share that ``least`` asks for there."""
    base, rest = learnt.base, sum(learnt.base[1:])
    for unit in units_of(ground) if base else ():
        enough = least(*unit)
        tokens = ground.tokens[slice(*unit)]
        features = features_of(words_in(tokens), little)
        sums = learnt.sums(features)
        scale = scale_of(len(features)) / STEPS
        if (1 - enough) * rest * exp(scale * max(sums[1:])) < enough * base[0] * exp(scale * sums[0]):
            continue  # not even if every finding weighed as much as the heaviest
        parts = [part * exp(scale * total) if total else part for part, total in zip(base, sums, strict=True)]
        share = 1 - parts[0] / sum(parts)
        if share < enough:
            continue
        ranked = nlargest(MOST_FINDINGS, range(1, len(parts)), key=parts.__getitem__)
        for number in ranked:
            if parts[number] >= SECOND * parts[ranked[0]]:
                yield Like(*unit, number, share)


def telling_of(like: Like, ground: Ground, learnt: Learnt, little: frozenset[str]) -> list[int]:
    """The places of the words that speak most for what a run reads like, in order; of all words where none does."""
    tokens = ground.tokens[like.first : like.after]
    places = [n for n, token in enumerate(tokens) if not token.is_mark]
    weighed = []
    for n, word in zip(places, words_in(tokens), strict=True):
        weight = learnt.weight(word, like.number) - learnt.weight(word, 0)
        weighed.append((weight * (LITTLE if word in little else 1.0), like.first + n))
    best = sorted((each for each in weighed if each[0] > 0), key=lambda each: (-each[0], each[1]))[:TELLING]
    return sorted(n for _, n in best or weighed)


def _says_something(tokens: Sequence[Token]) -> bool:
    """Whether a run holds words enough; a mark, a number and a single letter are none."""
    return sum(not token.is_mark and token.number is None and len(token.plain) > 1 for token in tokens) >= FEWEST_WORDS


def _runs(ids: Sequence[int]) -> list[tuple[int, int]]:
    starts = [n for n in range(len(ids)) if n == 0 or ids[n] != ids[n - 1]]
    return list(pairwise([*starts, len(ids)]))
