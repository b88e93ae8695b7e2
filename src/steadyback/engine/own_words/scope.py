"""Is it here, now, and hers? What the words round a finding make of it.

In the manner of ConText (Harkema and others 2009): cues before and after a finding reach a bounded number of words,
and words that begin something new stop them. Written for somebody who writes about herself: a denial must stand
close, and what is doubtful is never read as a denial.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal

from steadyback.engine.own_words.closed_words import (
    END,
    FINITE,
    HEDGES,
    HER,
    LINKS,
    NOTS,
    NOW,
    OR,
    POLITE_IF,
    PREPOSITIONS,
    PRONOUNS,
    SELF,
    SHE,
    TIMES,
)
from steadyback.engine.own_words.ground import Ground

Status = Literal["present", "denied", "past", "hypothetical", "someone-else", "unsure"]
#: How many words a denial reaches forward, and a "none" or "is fine" reaches back.
DENIAL_REACH, AFTER_REACH = 9, 5
#: How far an "if", a person or a time reaches, in words, where no full stop ends it.
LONG_REACH = 30
#: How far a supposition reaches.
SUPPOSED_REACH = 16
#: No cue further away is looked at.
FURTHEST = 60


def judge(
    ground: Ground,
    atoms: Sequence[tuple[int, int]],
    *,
    about_baby: bool = False,
    stays: bool = False,
    is_thought: bool = False,
) -> tuple[Status, str]:
    """The status of a finding whose parts stand at ``atoms``, and why."""
    own = {n for first, last in atoms for n in range(first, last + 1)}
    first = min(atom[0] for atom in atoms)
    last = max(atom[1] for atom in atoms)
    unsure = ""
    if not about_baby:
        whose = _someone_else(ground, first, last, own)
        if whose:
            if _same_here(ground, last):
                return "unsure", f"“{whose}”, and then herself"
            return "someone-else", f"“{whose}”"
    supposed, is_polite = ("", False) if is_thought else _supposed(ground, first, own)
    if supposed:
        if not is_polite and not _said_next(ground, last, "it-is-so"):
            return "hypothetical", f"“{supposed}”"
        unsure = supposed
    if _said_next(ground, last, "not-so"):
        return "denied", "“it is not so”, said next"
    denied = next((cue for atom in atoms if (cue := _denied(ground, atom, own))), "") or _denied_after(ground, last)
    if denied:
        if _says_not(ground, own) or _hedged(ground, first, last) or _excepted(ground, last):
            return "unsure", f"“{denied}”, and yet not plainly"
        return "denied", f"“{denied}”"
    long_ago = _past(ground, first, last, "past")
    if long_ago:
        return "past", f"“{long_ago}”"
    if _said_next(ground, last, "that-was"):
        return "past", "“that was” long ago, said next"
    over = _past(ground, first, last, "over")
    if over:
        return ("unsure", f"“{over}”, and it matters even so") if stays else ("past", f"“{over}”")
    doubt = unsure or _doubted(ground, first, own)
    return ("unsure", f"“{doubt}”") if doubt else ("present", "said plainly")


def _near(ground: Ground, kind: str, place: int) -> list[tuple[int, int]]:
    """The cues of a kind that stand near enough to matter, so that the time of a long text stays linear."""
    cues = ground.cues.get(kind)
    if not cues:
        return []
    return cues[bisect_left(cues, (place - FURTHEST, 0)) : bisect_left(cues, (place + FURTHEST, 0))]


def _says_not(ground: Ground, own: set[int]) -> bool:
    """Whether the finding's own words hold a not, as in "cannot feel": denied, it is doubtful, not absent."""
    return any(ground.tokens[n].plain in NOTS for n in own)


def _words(ground: Ground, cue: tuple[int, int]) -> str:
    return " ".join(token.plain for token in ground.tokens[cue[0] : cue[1]])


def _denied(ground: Ground, atom: tuple[int, int], own: set[int]) -> str:
    for cue in reversed(_near(ground, "denial", atom[0])):
        if cue[1] > atom[0] or cue[0] in own:
            continue
        if atom[0] - cue[1] > DENIAL_REACH + 12:
            break
        if _reaches(ground, cue[1], atom[0]) and not _until_now(ground, atom[1]):
            return _words(ground, cue)
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
    """After "no fever", a comma goes on with the list only if an "or" or "nor" is still to come."""
    for n in range(comma + 1, min(len(ground.tokens), comma + 16)):
        word = ground.tokens[n].plain
        if ground.sentence[n] != ground.sentence[comma]:
            return False
        if word in ("or", "nor"):
            return True
        if word in FINITE or word in SELF or word in ("no", "not", "but"):
            return False
    return False


def _until_now(ground: Ground, last: int) -> bool:
    """ "I never had numbness until today": what follows turns the denial round."""
    for first, _ in _near(ground, "until-now", last):
        if last < first <= last + 6 and ground.sentence[first] == ground.sentence[last]:
            return True
    return False


def _denied_after(ground: Ground, last: int) -> str:
    tokens = ground.tokens
    for kind in ("denial-after", "fine-after"):
        for cue in _near(ground, kind, last):
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
                    return _words(ground, cue)
            elif (
                cue[0] - last <= AFTER_REACH
                and ground.clause[last] == ground.clause[cue[0]]
                and not ground.is_question[ground.sentence[last]]
                and not any(tokens[n].plain in SELF or tokens[n].plain in LINKS for n in between)
            ):
                return _words(ground, cue)
    return ""


def _hedged(ground: Ground, first: int, last: int) -> bool:
    nearby = ground.tokens[max(0, first - 2) : first] + ground.tokens[last + 1 : last + 3]  # type: ignore[operator]
    return any(token.plain in HEDGES for token in nearby)


def _excepted(ground: Ground, last: int) -> bool:
    return any(
        last < first <= last + 4 and ground.sentence[first] == ground.sentence[last]
        for first, _ in _near(ground, "except", last)
    )


def _supposed(ground: Ground, first: int, own: set[int]) -> tuple[str, bool]:
    """The words that make it a supposition, and whether they may only be a polite way to say that it is so."""
    for cue in reversed(_near(ground, "hypothetical", first)):
        reaches = cue[1] <= first <= cue[1] + SUPPOSED_REACH and ground.part[cue[0]] == ground.part[first]
        if reaches and cue[0] not in own and not _turns_to_her(ground, cue[1], first):
            return _words(ground, cue), False
    for cue in reversed(_near(ground, "if", first)):
        if not (cue[1] <= first and first - cue[1] <= 12 and ground.clause[cue[0]] == ground.clause[first]):
            continue
        if cue[0] in own or any(a <= cue[0] < b for a, b in _near(ground, "no-if", first)):
            continue
        follow = ground.tokens[cue[1]].plain if cue[1] < len(ground.tokens) else ""
        return _words(ground, cue), follow in POLITE_IF
    return "", False


def _turns_to_her(ground: Ground, after: int, first: int) -> bool:
    """ "… because I am bleeding": a because, or a comma with herself after it, ends a supposition."""
    for n in range(after, first):
        if ground.tokens[n].plain in ("because", "cos", "coz", "cause", "as"):
            return True
        if (
            ground.tokens[n].plain == ","
            and n + 1 < first
            and ground.tokens[n + 1].plain in ("im", "ive", "my", "mine")
        ):
            return True
    return False


def _someone_else(ground: Ground, first: int, last: int, own: set[int]) -> str:
    """The nearest person named before the finding, when it is not herself."""
    others = {cue[0]: cue for cue in _near(ground, "someone-else", first)}
    inside = {n for cue in others.values() for n in range(cue[0], cue[1])}
    for n in range(first, max(-1, first - LONG_REACH), -1):
        if ground.sentence[n] != ground.sentence[first]:
            break
        if n in others and not set(range(*others[n])) & own:
            cue = others[n]
            if ground.tokens[n].plain in PRONOUNS and n and ground.tokens[n - 1].plain in TIMES:
                continue  # "since she came" tells when, not whose
            if ground.is_for_her and {ground.tokens[at].plain for at in range(*cue)} & (SHE | HER):
                return ""
            told = [at for at, _ in _near(ground, "report", first) if cue[0] <= at <= cue[1] + 2]
            theirs = told and any(token.plain in ("his", "her", "their") for token in ground.tokens[told[0] : first])
            return "" if told and not theirs else _words(ground, cue)
        if ground.tokens[n].plain in SELF and n not in inside and n not in own:
            return ""
        if ground.tokens[n].plain in SELF and n in own and n not in inside:
            return ""
    for cue in _near(ground, "in-someone", first):
        if last < cue[0] <= last + 2:
            return _words(ground, cue)
    return ""


def _said_next(ground: Ground, last: int, kind: str) -> bool:
    """Whether the next sentence, in its first words, takes up what was said: "They haven't.", "Because it has."."""
    for first, after in _near(ground, kind, last):
        if first - last > LONG_REACH or ground.sentence[first] != ground.sentence[last] + 1:
            continue
        if first and ground.sentence[first - 1] == ground.sentence[first]:
            continue  # it does not begin the sentence
        if kind == "that-was":
            return True
        rest = ground.tokens[after : after + 2]
        if not rest or any(token.is_mark and token.plain in END for token in rest):
            return True
    return False


def _same_here(ground: Ground, last: int) -> bool:
    return any(last < first <= last + 25 for first, _ in _near(ground, "same-here", last))


def _past(ground: Ground, first: int, last: int, kind: str) -> str:
    tokens = ground.tokens
    clause = ground.clause[first]
    span = [
        n for n in range(max(0, first - LONG_REACH), min(len(tokens), last + LONG_REACH)) if ground.clause[n] == clause
    ]
    if any(span and span[0] <= at <= span[-1] for at, _ in _near(ground, "now", first)):
        return ""
    for cue in _near(ground, kind, first):
        if ground.part[cue[0]] != ground.part[first] or abs(cue[0] - first) > LONG_REACH:
            continue
        if ground.clause[cue[0]] != clause:
            if any(tokens[n].plain in NOW for n in span):
                continue
        elif (cue[0] < first and _begins_anew(ground, cue[1], first)) or (
            cue[0] > last and _begins_anew(ground, last + 1, cue[0])
        ):
            continue
        return _words(ground, cue)
    return ""


def _begins_anew(ground: Ground, after: int, before: int) -> bool:
    """ "… and my leg", "… and now": what comes after is a new thing."""
    pairs = zip(ground.tokens[after:before], ground.tokens[after + 1 : before + 1], strict=False)
    return any(one.plain in LINKS and (two.plain in SELF or two.plain in ("now", "the", "its")) for one, two in pairs)


def _doubted(ground: Ground, first: int, own: set[int]) -> str:
    for cue in reversed(_near(ground, "unsure", first)):
        if cue[1] <= first and first - cue[1] <= 8 and ground.part[cue[0]] == ground.part[first] and cue[0] not in own:
            return _words(ground, cue)
    return ""
