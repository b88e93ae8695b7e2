"""Whether a finding is denied: the noes before it, after it, and those that stand for a whole list.

A denial must stand close, and what is doubtful is never read as a denial.
"""

from __future__ import annotations

from collections.abc import Sequence

from steadyback.engine.own_words.closed_words import (
    END,
    FAR_FROM,
    FINITE,
    HEDGES,
    LINKS,
    LIST_GOES_ON,
    NOTS,
    OR,
    PREPOSITIONS,
    SELF,
    TELLS_MORE,
)
from steadyback.engine.own_words.ground import FURTHEST, Ground, near, words_of

#: How many words a denial reaches forward, and a "none" or "is fine" reaches back.
DENIAL_REACH, AFTER_REACH = 9, 5


def denied_by(ground: Ground, atoms: Sequence[tuple[int, int]]) -> str:
    """The words that deny the finding whose parts stand at ``atoms``; empty when nothing does."""
    own = {n for first, last in atoms for n in range(first, last + 1)}
    first = min(atom[0] for atom in atoms)
    last = max(atom[1] for atom in atoms)
    return (
        next((cue for atom in atoms if (cue := _denied(ground, atom, own))), "")
        or _denied_after(ground, last)
        or _denied_together(ground, first, last)
    )


def _denied(ground: Ground, atom: tuple[int, int], own: set[int]) -> str:
    for cue in reversed(near(ground, "denial", atom[0])):
        if cue[1] > atom[0] or cue[0] in own:
            continue
        if atom[0] - cue[1] > DENIAL_REACH + 12:
            break
        if _reaches(ground, cue[1], atom[0]) and not _until_now(ground, min(own), max(own)):
            return words_of(ground, cue)
    return ""


def _reaches(ground: Ground, after: int, first: int) -> bool:
    """Whether a denial that ends before ``after`` still holds at ``first``."""
    tokens, words = ground.tokens, 0
    for n in range(after, first):
        token = tokens[n]
        word = token.plain
        if ground.sentence[n] != ground.sentence[first] or ground.part[n] != ground.part[first]:
            return False
        if token.is_mark:
            if word == "," and not _list_goes_on(ground, n):
                return False
            if word in "/,":
                words = 0
                continue
        elif word in LINKS:
            return False
        elif word in OR:
            words = 0
        elif word in SELF and n > after and tokens[n - 1].plain not in PREPOSITIONS and tokens[n - 1].plain not in OR:
            return False
        words += 1
        if words > DENIAL_REACH:
            return False
    return True


def _list_goes_on(ground: Ground, comma: int) -> bool:
    """After "no fever", a comma goes on with the list only if an "or" is still to come, or it is one of bare names."""
    for n in range(comma + 1, min(len(ground.tokens), comma + 24)):
        word = ground.tokens[n].plain
        if ground.sentence[n] != ground.sentence[comma]:
            break
        if word in LIST_GOES_ON:
            return True
        if word in FINITE or word in SELF or word in ("no", "not", "but"):
            return False
    return _is_bare_list(ground, comma)


def _is_bare_list(ground: Ground, comma: int) -> bool:
    """ "No bleeding, fever, headaches, swelling.": three names and more, none with a word of how much or how long."""
    tokens, sentence = ground.tokens, ground.sentence
    items, length = 1, 0
    n = comma
    while n > 0 and sentence[n - 1] == sentence[comma] and comma - n < 24:
        n -= 1
        if tokens[n].plain == ",":
            items += 1
        elif tokens[n].plain in NOTS:
            break
    for n in range(comma, min(len(tokens), comma + 24)):
        if sentence[n] != sentence[comma] or tokens[n].plain in END:
            return items >= 3
        if tokens[n].plain == ",":
            items, length = items + 1, 0
            continue
        length += 1
        word = tokens[n].plain
        if length > 2 or tokens[n].is_mark or tokens[n].number is not None or word in TELLS_MORE or word in FINITE:
            return False
        if word in SELF or word in NOTS or word in LINKS:
            return False
    return items >= 3


def _until_now(ground: Ground, start: int, last: int) -> bool:
    """ "I never had numbness until today": what follows turns the denial round."""
    for first, after in near(ground, "until-now", last):
        if start < first <= last + 6 and ground.sentence[first] == ground.sentence[last]:
            follow = ground.tokens[after].plain if after < len(ground.tokens) else ""
            if ground.tokens[first].plain == "before" and follow in ("my", "the", "her", "i"):
                continue  # "spots before my eyes"
            return True
    return False


def _denied_after(ground: Ground, last: int) -> str:
    tokens = ground.tokens
    for kind in ("denial-after", "fine-after"):
        for cue in near(ground, kind, last):
            if cue[0] <= last or cue[0] - last > 12:
                continue
            between = range(last + 1, cue[0])
            is_fragment = cue[0] == last + 2 and tokens[last + 1].plain in "?:,-–" and kind == "denial-after"
            if kind == "denial-after":
                ends = cue[1] >= len(tokens) or (tokens[cue[1]].is_mark and tokens[cue[1]].plain not in "-/")
                if not ends:
                    continue
                listed = (
                    any(tokens[n].plain in ":-–" for n in between) and ground.sentence[last] == ground.sentence[cue[0]]
                )
                if is_fragment or listed or (cue[0] == last + 1):
                    return words_of(ground, cue)
            elif (cue[0] == last + 2 and tokens[last + 1].plain in ":-–") or (
                cue[0] - last <= AFTER_REACH
                and ground.clause[last] == ground.clause[cue[0]]
                and not ground.is_question[ground.sentence[last]]
                and not any(tokens[n].plain in SELF | LINKS | NOTS | FAR_FROM for n in between)
            ):
                return words_of(ground, cue)
    return ""


def _denied_together(ground: Ground, first: int, last: int) -> str:
    """ "None of the scary stuff (bleeding, fever)" and "bleeding, fever: none of it": one no for a whole list."""
    tokens, sentence = ground.tokens, ground.sentence[first]
    for cue in near(ground, "denial-list", first):
        if cue[1] <= first and ground.sentence[cue[0]] == sentence:
            between = tokens[cue[1] : first]
            if not any(token.plain in SELF or token.plain in FINITE for token in between) and not any(
                cue[1] <= at < first for at, _ in near(ground, "turn", first)
            ):
                return words_of(ground, cue)
    for cue in near(ground, "denial-all-after", last):
        if cue[0] <= last or ground.sentence[cue[0]] - sentence > 1:
            continue
        if cue[1] < len(tokens) and not tokens[cue[1]].is_mark:
            continue
        if ground.sentence[cue[0]] != sentence and not (
            ground.is_question[sentence] and ground.sentence[cue[0] - 1] == sentence
        ):
            continue
        start = first
        while start > 0 and ground.sentence[start - 1] == sentence and first - start < FURTHEST:
            start -= 1
        if not any(token.plain in SELF or token.plain in FINITE for token in tokens[start : cue[0]]):
            return words_of(ground, cue)
    return ""


def is_hedged(ground: Ground, first: int, last: int) -> bool:
    nearby = ground.tokens[max(0, first - 2) : last + 3]
    return any(token.plain in HEDGES for token in nearby)


def is_excepted(ground: Ground, last: int) -> bool:
    return any(
        last < first <= last + 4 and ground.sentence[first] == ground.sentence[last]
        for first, _ in near(ground, "except", last)
    )


def says_not(ground: Ground, own: set[int]) -> bool:
    """Whether the finding's own words hold a not, as in "cannot feel": denied, it is doubtful, not absent."""
    return any(ground.tokens[n].plain in NOTS for n in own)
