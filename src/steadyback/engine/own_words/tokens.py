"""Cutting a text into words, and bringing each word to the form in which the lexicon knows it.

One pass, and one bounded look-up a word: the time grows with the length of the text and with nothing else. The only
regular expression here is a choice of plain character classes, which cannot run back over what it has read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from steadyback.engine.own_words.closed_words import BEFORE_TO, RUN_ON, WHOLE
from steadyback.engine.own_words.counting import UNITS, join_numbers
from steadyback.engine.own_words.token import Token

#: Short forms in which a figure stands for a sound, and the words they stand for.
_FIGURE_WORDS = {
    "2day": "today", "2nite": "tonight", "2night": "tonight", "2moro": "tomorrow", "2morrow": "tomorrow",
    "b4": "before", "gr8": "great", "m8": "mate", "l8": "late", "l8r": "later", "w8": "wait", "sum1": "someone",
    "some1": "someone", "any1": "anyone", "every1": "everyone", "no1": "nobody", "4get": "forget", "4eva": "forever",
    "k8": "kate", "str8": "straight", "h8": "hate",
}  # fmt: skip
_WITH_FIGURES = "|".join(sorted(_FIGURE_WORDS, key=len, reverse=True))
_PIECES = re.compile(
    rf"(?<![\w.])(?:{_WITH_FIGURES})(?![\w])|"
    r"\d+(?:\.\d+)?|[^\W\d_]+(?:['’‘`´][^\W\d_]+)*|[.!?…\n]|[,;:()–—/+%°-]",
    re.IGNORECASE,
)
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
        self._parted: dict[str, tuple[str, str]] = {}

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
        drawn_out = _runs_shortened(word)
        if drawn_out != word:
            for shorter in (drawn_out, _runs_shortened(word, 1)):
                if shorter in self.slips or shorter in self.plain or stem(shorter) in self.plain:
                    return self._norm(shorter)
            return self._norm(drawn_out)
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

    def parts(self, word: str) -> tuple[str, str] | None:
        """Two words run together ("cantfeel", "iwee"), or None. Only for a word of which nothing else is known."""
        known = self._parted.get(word)
        if known is None:
            known = self._part(word) or ("", "")
            if len(self._parted) < 20_000:
                self._parted[word] = known
        return known if known[0] else None

    def _part(self, word: str) -> tuple[str, str] | None:
        if not 4 <= len(word) <= LONGEST_WORD or not word.isalpha() or word in self.slips or word in self.plain:
            return None
        if (
            stem(word) in self.plain
            or _runs_shortened(word) != word
            or (word.endswith("in") and stem(word + "g") in self.own)
        ):
            return None
        best: tuple[int, str, str] | None = None
        for cut in range(1, len(word) - 2):
            head, tail = word[:cut], word[cut:]
            if not (head in RUN_ON or (cut > 2 and (head in self.plain or head in self.slips))):
                continue
            if len(tail) < 3 or not (tail in self.plain or stem(tail) in self.own):
                continue
            if len(head) < 3 and stem(tail) not in self.own:
                continue
            if best is None or min(len(head), len(tail)) > best[0]:
                best = (min(len(head), len(tail)), head, tail)
        return best[1:] if best else None

    def is_known(self, token: Token) -> bool:
        """Whether a word is English as far as we can say."""
        return token.number is not None or token.norm in self.plain or token.plain in self.slips


def _runs_shortened(word: str, most: int = 2) -> str:
    """ "sooo" as "soo", or with ``most`` 1 as "so": a letter held down is no other word."""
    found: list[str] = []
    is_long = False
    for letter in word:
        if len(found) >= 2 and found[-1] == found[-2] == letter:
            is_long = True
            continue
        found.append(letter)
    if most == 1 and is_long:
        return "".join(letter for n, letter in enumerate(found) if n == 0 or found[n - 1] != letter)
    return "".join(found)


def _one_less(word: str) -> list[str]:
    return [word[:place] + word[place + 1 :] for place in range(len(word))]


def tokens_of(text: str, spelling: Spelling) -> list[Token]:
    """Every word, number and mark of ``text`` in order, numbers written as words joined to one."""
    found: list[Token] = []
    for piece in _PIECES.finditer(text):
        raw, start, end = piece[0], piece.start(), piece.end()
        first = raw[0]
        short_form = _FIGURE_WORDS.get(raw.lower()) if len(raw) < 8 else None
        if short_form is not None:
            found.append(Token(short_form, spelling.norm(short_form), start, end))
        elif raw == "2" and found and found[-1].plain in BEFORE_TO:
            found.append(Token("to", "to", start, end))
        elif first.isdecimal():  # a raised or circled figure is none that can be counted with
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
                parts, norm = spelling.parts(word) if len(word) == end - start else None, spelling.norm(word)
                if parts is None or norm in spelling.own:
                    found.append(Token(word, norm, start, end))
                else:
                    cut = start + len(parts[0])
                    found.append(Token(parts[0], spelling.norm(parts[0]), start, cut))
                    found.append(Token(parts[1], spelling.norm(parts[1]), cut, end))
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
