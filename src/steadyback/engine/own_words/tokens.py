"""Cutting a text into words, and bringing each word to the form in which the lexicon knows it.

One pass, and one bounded look-up a word: the time grows with the length of the text and with nothing else. The only
regular expression here is a choice of plain character classes, which cannot run back over what it has read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from steadyback.engine.own_words.closed_words import WHOLE
from steadyback.engine.own_words.counting import UNITS, join_numbers
from steadyback.engine.own_words.token import Token

_PIECES = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+(?:['’‘`´][^\W\d_]+)*|[.!?…\n]|[,;:()–—/+%°-]")
_APOSTROPHES = str.maketrans("", "", "'’‘`´")
#: Letters longer than this stand for no English word; they are kept, and never looked up letter by letter.
LONGEST_WORD = 24
#: "could not" is read as "couldnt", so that one phrase serves for both.
_BEFORE_NOT = {
    "can": "cant", "could": "couldnt", "do": "dont", "does": "doesnt", "did": "didnt", "is": "isnt", "are": "arent",
    "was": "wasnt", "were": "werent", "has": "hasnt", "have": "havent", "had": "hadnt", "will": "wont",
    "would": "wouldnt", "should": "shouldnt",
}  # fmt: skip
_KEEP_S = ("ss", "us", "is", "as", "os")
#: Words whose ending is no ending.


def stem(word: str) -> str:
    """The word without its commonest endings. Both sides of a comparison go through this; it is no linguistics."""
    if word in WHOLE or len(word) < 4:
        return word
    if word.endswith("ness") and len(word) > 6:
        word = word[:-4]
    elif word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("ing") and len(word) > 5:
        word = word[:-3]
    elif (word.endswith("ed") and len(word) > 4 and not word.endswith("eed")) or (
        word.endswith("es") and len(word) > 5
    ):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(_KEEP_S):
        word = word[:-1]
    if len(word) > 2 and word[-1] == word[-2]:
        word = word[:-1]
    if len(word) > 3 and word[-1] == "e":
        word = word[:-1]
    return word


_SOUNDS = (
    ("ph", "f"), ("ght", "t"), ("gh", ""), ("ck", "k"), ("wh", "w"), ("kn", "n"), ("wr", "r"), ("ce", "se"),
    ("ci", "si"), ("cy", "sy"), ("c", "k"), ("q", "k"), ("z", "s"), ("x", "ks"), ("dg", "j"), ("y", "i"),
)  # fmt: skip


def sound(word: str) -> str:
    """Roughly how a word sounds: its consonants, each run of vowels as one sign, no doubled letters, no first h."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    word = word.removeprefix("h")
    found: list[str] = []
    for letter in word:
        heard = "a" if letter in "aeiou" else letter
        if not found or found[-1] != heard:
            found.append(heard)
    if len(found) > 2 and found[-1] == "a":
        found.pop()
    return "".join(found)


class Spelling:
    """What is known of words: slips with their cure, plain English words, and the lexicon's own words."""

    def __init__(self, slips: Mapping[str, str], plain: Iterable[str], own: Iterable[str]) -> None:
        self.slips = dict(slips)
        self.own = frozenset(stem(word) for word in own)
        self.plain = frozenset(plain) | frozenset(stem(word) for word in plain) | self.own
        self._near: dict[str, str] = {}
        self._heard: dict[str, str] = {}
        for word in sorted(self.own, key=lambda each: (-len(each), each)):
            if len(word) >= 5 and word.isalpha():
                for shorter in _one_less(word):
                    self._near[shorter] = word
                self._heard[sound(word)] = word
        self._seen: dict[str, str] = {}

    def norm(self, word: str) -> str:
        """The lexicon's form of ``word``: cured of a known slip, without endings, or the nearest word it knows."""
        known = self._seen.get(word)
        if known is None:
            known = self._norm(word)
            if len(self._seen) < 20_000:
                self._seen[word] = known
        return known

    def _norm(self, word: str) -> str:
        cured = self.slips.get(word)
        if cured is not None:
            return stem(cured)
        if word in self.plain:
            return stem(word)
        if word.endswith("in") and len(word) > 4 and stem(word + "g") in self.own:
            return stem(word + "g")
        short = stem(word)
        if short in self.plain or len(short) < 4 or len(word) > LONGEST_WORD or not word.isalpha():
            return short
        for candidate in (short, word):
            near = self._nearest(candidate)
            if near is not None:
                return near
        return self._heard.get(sound(short), short) if len(short) >= 5 else short

    def _nearest(self, word: str) -> str | None:
        """The lexicon's word at one slip of the finger: a letter too many, too few, another, or two changed over."""
        if len(word) >= 5 and word in self._near:
            return self._near[word]
        for shorter in _one_less(word):
            if len(shorter) >= 5 and shorter in self.own:
                return shorter
        if len(word) >= 5:
            for shorter in _one_less(word):
                found = self._near.get(shorter)
                if found is not None and found[0] == word[0]:
                    return found
        return None

    def is_known(self, token: Token) -> bool:
        """Whether a word is English as far as we can say."""
        return token.number is not None or token.norm in self.plain or token.plain in self.slips


def _one_less(word: str) -> list[str]:
    return [word[:place] + word[place + 1 :] for place in range(len(word))]


def tokens_of(text: str, spelling: Spelling) -> list[Token]:
    """Every word, number and mark of ``text`` in order, numbers written as words joined to one."""
    found: list[Token] = []
    for piece in _PIECES.finditer(text):
        raw, start, end = piece[0], piece.start(), piece.end()
        first = raw[0]
        if first.isdigit():
            found.append(Token(raw, "#", start, end, _number(raw)))
        elif not first.isalpha():
            found.append(Token(raw, raw, start, end, None, True))
        else:
            word = _undo_apostrophe(raw.lower())
            before = found[-1] if found else None
            if word == "not" and before is not None and before.plain in _BEFORE_NOT:
                merged = _BEFORE_NOT[before.plain]
                found[-1] = Token(merged, merged, before.start, end)
            elif word == "cannot":
                found.append(Token("cant", "cant", start, end))
            elif word in UNITS:
                found.append(Token(word, word, start, end, UNITS[word]))
            else:
                found.append(Token(word, spelling.norm(word), start, end))
    return join_numbers(found)


def _number(raw: str) -> float:
    return float(raw) if len(raw) < 12 else 1e12


def _undo_apostrophe(word: str) -> str:
    for mark in "'’‘`´":
        if mark in word:
            stump, _, tail = word.rpartition(mark)
            if tail == "s" and stump not in {"it", "that", "what", "there", "he", "she", "who", "where", "how", "let"}:
                return stump.translate(_APOSTROPHES)
            return word.translate(_APOSTROPHES)
    return word
