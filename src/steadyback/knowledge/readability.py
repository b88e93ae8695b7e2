"""How hard a text is to read: the Flesch-Kincaid grade plus five, as an age.

Kincaid et al. 1975: grade = 0.39 words/sentence + 11.8 syllables/word - 15.59; a grade is about an age less five.
It is a lint for editors, not evidence that anybody understands. Syllables are estimated from spelling, and a test
keeps the estimate close to a dictionary's.
"""

from __future__ import annotations

import re

#: What she reads stays at or under this age (DESIGN promise 9 aims at 11).
READING_AGE_LIMIT = 12.0
#: One text of an item may be harder than the whole, but never as hard as this; a short one says little of its age.
HARDEST_TEXT = 16.0
SHORTEST_TO_JUDGE = 8
#: A sentence longer than this is refused whatever its words.
LONGEST_SENTENCE = 30

_SENTENCE = re.compile(r"[.!?:;]+(?=\s|$)|\n+")
_WORD = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’-]*|\d+")
_VOWELS = re.compile(r"[aeiouyà-ÿ]+")
#: An e that is not said before an ending (safely, useful, movement), and vowels that are said apart (trying, earlier).
_SILENT = re.compile(r"[^aeiou]e(?=(?:ly|ness|ments?|ful|less|where|thing|times)$)")
_APART = re.compile(
    r"[eoy]ing$|(?:s|th)ms?$|io$|ier$|rea$|(?<![ctsgr])ia[nlbt]|(?<![ctxsg])io[lu]|(?<=[aeiou])our(?=s?$)|^hours?$"
)
#: Words that people in this field meet every day; they are counted as the short words they have become.
_EVERYDAY = frozenset({"physiotherapist", "physiotherapists", "maternity", "emergency", "ambulance", "caesarean"})


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence of ``text``."""
    return [words for part in _SENTENCE.split(text) if (words := _WORD.findall(part))]


def syllables(word: str) -> int:
    """About how many syllables an English word has; at least one."""
    small = word.lower().replace("’", "'")
    if small in _EVERYDAY:
        return 2
    if small.isdigit():
        return 1
    groups = len(_VOWELS.findall(small))
    if small.endswith("e") and not small.endswith(("le", "ee", "ye", "oe")) and groups > 1:
        groups -= 1
    if re.search(r"[^aeiouytd]ed$", small) and groups > 1:
        groups -= 1
    if re.search(r"(?:[^aeiouysxzhcg])es$", small) and groups > 1 and not small.endswith("les"):
        groups -= 1
    groups -= len(_SILENT.findall(small))
    groups += len(_APART.findall(small))
    return max(groups, 1)


def reading_age(text: str) -> float:
    """The reading age of ``text`` in years; 5 for an empty one."""
    parts = sentences(text)
    words = [word for part in parts for word in part]
    if not words:
        return 5.0
    spoken = sum(syllables(part) for word in words for part in re.split(r"[-]", word) if part)
    return 0.39 * len(words) / len(parts) + 11.8 * spoken / len(words) - 15.59 + 5.0


def is_far_too_hard(text: str) -> bool:
    """Whether ``text`` is too hard by itself, however easy the words around it are."""
    return sum(map(len, sentences(text))) >= SHORTEST_TO_JUDGE and reading_age(text) > HARDEST_TEXT


def longest_sentence(text: str) -> int:
    """How many words the longest sentence has."""
    return max((len(words) for words in sentences(text)), default=0)
