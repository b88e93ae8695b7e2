"""A text laid out before its findings are judged: sentences, clauses, cues, and whether somebody writes for her."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from steadyback.engine.own_words.closed_words import (
    CHILD,
    END,
    HER,
    KIN,
    OWN_BODY,
    OWN_STATE,
    SELF,
    SHE,
    SO_MUCH,
    SOFTENERS,
    TALK,
    WIFE,
)
from steadyback.engine.own_words.lexicon import Lexicon
from steadyback.engine.own_words.matching import walk
from steadyback.engine.own_words.token import Token

#: No cue further away is looked at.
FURTHEST = 60
#: The cues that cover others up, and which.
_FALSE = {"no-denial": ("denial", "denial-after"), "shy": ("hypothetical",)}


class Ground(NamedTuple):
    """A text laid out: its tokens, sentence and clause numbers, and where its cues stand, by kind."""

    tokens: Sequence[Token]
    sentence: list[int]
    clause: list[int]
    part: list[int]
    cues: dict[str, list[tuple[int, int]]]
    is_question: list[bool]
    is_for_her: bool = False


def near(ground: Ground, kind: str, place: int) -> list[tuple[int, int]]:
    """The cues of a kind that stand near enough to matter, so that the time of a long text stays linear."""
    cues = ground.cues.get(kind)
    if not cues:
        return []
    return cues[bisect_left(cues, (place - FURTHEST, 0)) : bisect_left(cues, (place + FURTHEST, 0))]


def words_of(ground: Ground, cue: tuple[int, int]) -> str:
    """The words of a cue."""
    return " ".join(token.plain for token in ground.tokens[cue[0] : cue[1]])


def _is_for_her(tokens: Sequence[Token], cues: dict[str, list[tuple[int, int]]]) -> bool:
    """Whether somebody writes for her: the first person named is she, and nothing is said of the writer's own body."""
    plain = [token.plain for token in tokens]
    if any(word == "my" and plain[n + 1 : n + 2] and plain[n + 1] in OWN_BODY for n, word in enumerate(plain)):
        return False
    if any(word in SELF and plain[n + 1 : n + 2] and plain[n + 1] in OWN_STATE for n, word in enumerate(plain)):
        return False
    if cues.get("writes-for-her") and (HER | SHE | KIN) & set(plain):
        return True
    others = cues.get("someone-else", ())
    named = [{plain[n] for n in range(*cue)} for cue in others]
    inside = {n for cue in others for n in range(*cue)}
    is_of_self = any(_is_of_self(plain, n) for n, word in enumerate(plain) if word in SELF and n not in inside)
    if not HER & set(plain):
        return any(words & WIFE for words in named) and not is_of_self
    if any(words & WIFE for words in named):
        return True
    first = named[others.index(min(others))] if others else set()
    if first & SHE or (not first and ("she" in plain or "shes" in plain)):
        return True
    if not first & KIN:
        return False
    after = min(others)[1]
    if plain[after : after + 1] and plain[after] in CHILD and not {"she", "shes"} & set(plain):
        return False  # "my friend's baby …"
    return not is_of_self


def _is_of_self(plain: Sequence[str], n: int) -> bool:
    """Whether the writer speaks of herself at ``n``: not in "I think", "I am her mum", "she told me"."""
    word, after = plain[n], plain[n + 1] if n + 1 < len(plain) else ""
    if word in ("i", "im", "ive"):
        said = next((each for each in plain[n + 1 : n + 5] if each not in SOFTENERS), "")
        return said not in TALK
    if word == "me":
        return False
    return word != "my" or after in OWN_BODY or after == "own"


def lay_out(tokens: Sequence[Token], lexicon: Lexicon) -> Ground:
    """Number the sentences, clauses (ended by a comma or a turn) and parts (ended by a turn only); find the cues."""
    words = [_cue_word(token) for token in tokens]
    cues: dict[str, list[tuple[int, int]]] = {}
    for place in range(len(words)):
        for kind, after in walk(lexicon.cues, words, place):
            cues.setdefault(kind, []).append((place, after))
    _drop_false(cues)
    turns = {first for first, _ in cues.get("turn", ())} - {
        n for n, token in enumerate(tokens[:-1]) if token.plain == "so" and tokens[n + 1].plain in SO_MUCH
    }
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
    """Take out the cues that begin in words which mean something else.

    "No change in" and "not only" hold a no that denies nothing; "would it be silly to ring" supposes nothing.
    """
    for false, kinds in _FALSE.items():
        covered = {place for first, after in cues.get(false, ()) for place in range(first, after)}
        for kind in kinds if covered else ():
            cues[kind] = [cue for cue in cues.get(kind, ()) if cue[0] not in covered]
