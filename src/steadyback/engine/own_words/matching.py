"""Finding the phrases of the lexicon in a run of words. Every search has a window, so the time stays linear."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from steadyback.engine.own_words.closed_words import FILLERS
from steadyback.engine.own_words.grammar import NEAR, Pattern
from steadyback.engine.own_words.lexicon import Lexicon, Meaning, Tree
from steadyback.engine.own_words.token import Token
from steadyback.engine.own_words.tokens import stem

#: No phrase of the lexicon is longer, in words.
LONGEST_PHRASE = 9
#: A pattern is placed at most so often in one stretch: enough for one of them to be about her and now.
MOST_PLACES = 6
#: Words looked at together, and how many of them the next stretch looks at again.
STRETCH, OVERLAP = 120, 40

#: The fillers in the form in which words are compared.
_FILLERS = frozenset(stem(word) for word in FILLERS)

Places = list[tuple[int, int]]


class Match(NamedTuple):
    """A pattern found: the first and last word of each of its atoms, as numbers into the tokens of the text."""

    meaning: Meaning
    atoms: tuple[tuple[int, int], ...]


def walk(tree: Tree, words: Sequence[str], place: int, fillers: frozenset[str] = frozenset()) -> list[tuple[str, int]]:
    """Every symbol that begins at ``place``, with the place after its last word; ``fillers`` may stand inside."""
    return [(symbol, after) for symbols, after in _walk(tree, words, place, fillers) for symbol in symbols]


def _walk(tree: Tree, words: Sequence[str], place: int, fillers: frozenset[str]) -> Iterator[tuple[Sequence[str], int]]:
    """The symbols that end at each word reached from ``place``, with the place after it."""
    node = tree
    for here in range(place, min(len(words), place + LONGEST_PHRASE)):
        following = node.get(words[here])
        if following is None:
            if here > place and words[here] in fillers:
                continue
            return
        node = following
        symbols = node.get("")
        if symbols:
            yield symbols, here + 1


def matches_of(
    tokens: Sequence[Token], sentence: Sequence[int], clause: Sequence[int], lexicon: Lexicon, little: frozenset[str]
) -> list[Match]:
    """Every pattern of the lexicon in a text, ``little`` words left out, its tokens numbered by sentence and clause."""
    kept = [n for n, token in enumerate(tokens) if not token.is_mark and token.norm not in little]
    words = [tokens[n].norm for n in kept]
    masked = [False] * len(words)
    if lexicon.masks:
        for place in range(len(words)):
            for _, after in walk(lexicon.masks, words, place):
                if sentence[kept[place]] == sentence[kept[after - 1]]:
                    masked[place:after] = [True] * (after - place)
    found: list[Match] = []
    seen: set[tuple[int, tuple[tuple[int, int], ...]]] = set()
    start = 0
    while True:
        end = min(len(words), start + STRETCH)
        for number, spots in _in_stretch(tokens, sentence, clause, lexicon, kept, words, masked, start, end):
            atoms = tuple((kept[first], kept[after - 1]) for first, after in spots)
            if (number, atoms) not in seen:
                seen.add((number, atoms))
                found.append(Match(lexicon.meanings[number], atoms))
        if end == len(words):
            return found
        start = end - OVERLAP


def _in_stretch(
    tokens: Sequence[Token], sentence: Sequence[int], clause: Sequence[int], lexicon: Lexicon, kept: list[int],
    words: list[str], masked: list[bool], start: int, end: int,
) -> list[tuple[int, Places]]:  # fmt: skip
    spans: list[tuple[Sequence[str], tuple[int, int]]] = []
    for place in range(start, end):
        if masked[place]:
            continue
        if words[place] == "#":
            spans.append(("#", (place, place + 1)))
        for symbols, after in _walk(lexicon.tree, words, place, _FILLERS):
            if after <= end and sentence[kept[place]] == sentence[kept[after - 1]] and not any(masked[place:after]):
                spans.append((symbols, (place, after)))
    # a word may stand for hundreds of symbols: only those of patterns of which every symbol is there are looked at
    have = {symbol for symbols, _ in spans for symbol in symbols}
    numbers = [
        number for symbol in have for number in lexicon.by_symbol.get(symbol, ()) if lexicon.needs[number] <= have
    ]
    wanted = {symbol for number in numbers for symbol in lexicon.needs[number]}
    events: dict[str, Places] = {}
    for symbols, span in spans:
        for symbol in wanted.intersection(symbols):
            events.setdefault(symbol, []).append(span)
    found: list[tuple[int, Places]] = []
    clauses = [clause[kept[place]] for place in range(start, end)]
    sentences = [sentence[kept[place]] for place in range(start, end)]
    told = [0]  # how many words that are no fillers stand before a place
    for place in range(start, end):
        told.append(told[-1] + (words[place] not in _FILLERS))
    for number in sorted(numbers):
        pattern = lexicon.meanings[number].pattern
        lists = _lists(pattern, events, tokens, kept)
        if lists is not None:
            placed = (
                _in_either_order(pattern, lists, clauses, start)
                if pattern.window
                else _in_order(pattern, lists, (clauses, sentences), told, start)
            )
            found += [(number, spots) for spots in placed]
    return found


def _lists(
    pattern: Pattern, events: dict[str, Places], tokens: Sequence[Token], kept: list[int]
) -> list[Places] | None:
    """Where each atom of a pattern stands, or None when one stands nowhere."""
    lists: list[Places] = []
    for atom in pattern.atoms:
        places = events.get(atom.symbol)
        if places and atom.is_number:
            places = [each for each in places if atom.least <= (tokens[kept[each[0]]].number or 0) <= atom.most]
        if not places:
            return None
        lists.append(places)
    return lists


def _in_order(
    pattern: Pattern, lists: list[Places], bounds: tuple[list[int], list[int]], told: list[int], start: int
) -> list[Places]:
    found: list[Places] = []
    for first in lists[0]:
        spots = [first]
        for gap, places in zip(pattern.gaps, lists[1:], strict=True):
            after = spots[-1][1]
            at = bisect_left(places, (after, 0))
            if at == len(places) or told[places[at][0] - start] - told[after - start] > gap:
                break
            within = bounds[0] if gap else bounds[1]  # side by side may stand a comma, never a full stop
            if within[places[at][0] - start] != within[after - 1 - start]:
                break
            spots.append(places[at])
        if len(spots) == len(lists):
            found.append(spots)
            if len(found) == MOST_PLACES:
                break
    return found


def _in_either_order(pattern: Pattern, lists: list[Places], clauses: list[int], start: int) -> list[Places]:
    rarest = min(range(len(lists)), key=lambda number: len(lists[number]))
    same_clause = pattern.window == NEAR
    found: list[Places] = []
    for anchor in lists[rarest]:
        spots: Places = []
        for number, places in enumerate(lists):
            spot = anchor if number == rarest else _nearest(places, anchor, pattern.window, clauses, start, same_clause)
            if spot is None:
                break
            spots.append(spot)
        if len(spots) == len(lists):
            first, last = min(spot[0] for spot in spots), max(spot[1] for spot in spots)
            if last - first <= pattern.window:
                found.append(spots)
                if len(found) == MOST_PLACES:
                    break
    return found


def _nearest(
    places: Places, anchor: tuple[int, int], window: int, clauses: list[int], start: int, same_clause: bool
) -> tuple[int, int] | None:
    at = bisect_left(places, anchor)
    best: tuple[int, tuple[int, int]] | None = None
    for place in places[max(0, at - 3) : at + 4]:
        apart = place[0] - anchor[1] if place[0] >= anchor[1] else anchor[0] - place[1]
        if apart < 0 or apart > window:
            continue
        if same_clause and clauses[place[0] - start] != clauses[anchor[0] - start]:
            continue
        if best is None or apart < best[0]:
            best = (apart, place)
    return best[1] if best else None
