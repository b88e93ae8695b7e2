"""A text laid out before its findings are judged: sentences, clauses, cues, and whether somebody writes for her."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from steadyback.engine.own_words.closed_words import (
    END,
    HER,
    OWN_BODY,
    OWN_STATE,
    SELF,
    SHE,
    WIFE,
)
from steadyback.engine.own_words.lexicon import Lexicon
from steadyback.engine.own_words.matching import walk
from steadyback.engine.own_words.token import Token


class Ground(NamedTuple):
    """A text laid out: its tokens, sentence and clause numbers, and where its cues stand, by kind."""

    tokens: Sequence[Token]
    sentence: list[int]
    clause: list[int]
    part: list[int]
    cues: dict[str, list[tuple[int, int]]]
    is_question: list[bool]
    is_for_her: bool = False


def _is_for_her(tokens: Sequence[Token], cues: dict[str, list[tuple[int, int]]]) -> bool:
    """Whether somebody writes for her: the first person named is she, and nothing is said of the writer's own body."""
    plain = [token.plain for token in tokens]
    if not HER & set(plain):
        return False
    if any(word == "my" and plain[n + 1 : n + 2] and plain[n + 1] in OWN_BODY for n, word in enumerate(plain)):
        return False
    if any(word in SELF and plain[n + 1 : n + 2] and plain[n + 1] in OWN_STATE for n, word in enumerate(plain)):
        return False
    others = cues.get("someone-else", ())
    if any(plain[n] in WIFE for cue in others for n in range(*cue)):
        return True
    first = min(others, default=None)
    named = {plain[n] for n in range(*first)} if first else set()
    return bool(named & SHE) if first else "she" in plain or "shes" in plain


def lay_out(tokens: Sequence[Token], lexicon: Lexicon) -> Ground:
    """Number the sentences, clauses (ended by a comma or a turn) and parts (ended by a turn only); find the cues."""
    words = [_cue_word(token) for token in tokens]
    cues: dict[str, list[tuple[int, int]]] = {}
    for place in range(len(words)):
        for kind, after in walk(lexicon.cues, words, place):
            cues.setdefault(kind, []).append((place, after))
    _drop_false(cues)
    turns = {first for first, _ in cues.get("turn", ())}
    sentence, clause, part = [0] * len(tokens), [0] * len(tokens), [0] * len(tokens)
    ends: dict[int, bool] = {}
    s = c = p = 0
    for n, token in enumerate(tokens):
        if n in turns or (token.is_mark and (token.plain in ";:–—" or (token.plain == "-" and _is_spaced(tokens, n)))):
            c, p = c + 1, p + 1
        elif token.is_mark and token.plain in ",()":
            c += 1
        sentence[n], clause[n], part[n] = s, c, p
        if token.is_mark and token.plain in END:
            ends[s] = token.plain == "?"
            s, c, p = s + 1, c + 1, p + 1
    questions = [ends.get(number, False) for number in range(s + 1)]
    return Ground(tokens, sentence, clause, part, cues, questions, _is_for_her(tokens, cues))


def _cue_word(token: Token) -> str:
    """How a cue of the content names a token: a year and any other number each have one word."""
    if token.number is None:
        return token.norm
    if token.number == 0:
        return "zero"
    return "yearno" if token.number == int(token.number) and 1950 <= token.number <= 2100 else "numberno"


def _is_spaced(tokens: Sequence[Token], n: int) -> bool:
    return 0 < n < len(tokens) - 1 and tokens[n - 1].end < tokens[n].start and tokens[n].end < tokens[n + 1].start


def _drop_false(cues: dict[str, list[tuple[int, int]]]) -> None:
    """ "No change in" and "not only" hold a no that denies nothing: a denial inside a false one is taken out."""
    covered = {place for first, after in cues.get("no-denial", ()) for place in range(first, after)}
    for kind in ("denial", "denial-after"):
        if kind in cues:
            cues[kind] = [cue for cue in cues[kind] if cue[0] not in covered]
