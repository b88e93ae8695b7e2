"""Whose is it? Herself, somebody else, or the one somebody writes for."""

from __future__ import annotations

from collections.abc import Collection

from steadyback.engine.own_words.closed_words import (
    ANYBODY,
    BESIDE,
    CHILD,
    HER,
    KIN,
    OWN_BODY,
    PRONOUNS,
    SELF,
    SHE,
    TIMES,
)
from steadyback.engine.own_words.ground import Ground, near, words_of

#: How far a person reaches, in words, where no full stop ends it.
PERSON_REACH = 30


def tells_only_of_her(ground: Ground, statuses: Collection[str]) -> bool:
    """Whether the one told of, "she" or "my daughter", must be the one it is about: nobody says anything of herself.

    Something is said of somebody else, nothing counts, and no ache of the writer's own is told. Then whoever wrote
    this wrote for her, in whatever words it was begun: if the text reads grave, which is for the caller to know, since
    "my cousin bled heavily, poor thing" is told by the way.
    """
    if ground.is_for_her or "someone-else" not in statuses or {"present", "unsure"} & set(statuses):
        return False
    plain = {token.plain for token in ground.tokens}
    aches = ground.cues.get("ordinary", ())
    return bool(plain & (HER | SHE | KIN)) and not any(_is_own_ache(ground, first) for first, _ in aches)


def _is_own_ache(ground: Ground, first: int) -> bool:
    """An ache or an ordinary question that no word of its sentence gives to her."""
    tokens, sentence = ground.tokens, ground.sentence
    start = first
    while start and sentence[start - 1] == sentence[first]:
        start -= 1
    before = [token.plain for token in tokens[start:first]]
    return not set(before) & (HER | SHE | KIN) or bool(set(before[-4:]) & SELF)


def someone_else(ground: Ground, first: int, last: int, own: set[int]) -> str:
    """The nearest person named before the finding, when it is not herself."""
    others = {cue[0]: cue for cue in near(ground, "someone-else", first)}
    inside = {n for cue in others.values() for n in range(cue[0], cue[1])}
    for n in range(first, max(-1, first - PERSON_REACH), -1):
        if ground.sentence[n] != ground.sentence[first]:
            break
        if n in others and not set(range(*others[n])) & own:
            cue = others[n]
            if _is_like_hers(ground, cue) or (ground.is_question[ground.sentence[n]] and _is_anybody(ground, cue)):
                continue
            if ground.tokens[n].plain in PRONOUNS and n and ground.tokens[n - 1].plain in TIMES:
                continue  # "since she came" tells when, not whose
            if ground.is_for_her and {ground.tokens[at].plain for at in range(*cue)} & (SHE | HER | KIN):
                return ""
            told = [at for at, _ in near(ground, "report", first) if cue[0] <= at <= cue[1] + 2]
            theirs = told and any(token.plain in ("his", "her", "their") for token in ground.tokens[told[0] : first])
            return "" if told and not theirs else words_of(ground, cue)
        if ground.tokens[n].plain in ("her", "him", "them") and not ground.is_for_her and n not in own and n < first:
            named = [cue for cue in others.values() if cue[1] <= n and ground.sentence[cue[0]] == ground.sentence[n]]
            if named and first - n <= 3 and ground.tokens[n + 1].plain in ("to", "with", "through", "for"):
                return words_of(ground, named[-1])
        if ground.tokens[n].plain in SELF and n not in inside and n not in own:
            if _is_by_the_way(ground, n, own):
                continue
            return ""
        if ground.tokens[n].plain in SELF and n in own and n not in inside:
            return ""
    for cue in near(ground, "in-someone", first):
        if last < cue[0] <= last + 2:
            return words_of(ground, cue)
    return ""


def child_of_another(ground: Ground, first: int, last: int) -> str:
    """ "My sister's baby stopped moving": a child that is told to be another's."""
    if ground.is_for_her:
        return ""
    people = near(ground, "someone-else", first)
    for n in range(max(0, first - 2), last + 1):
        if ground.tokens[n].plain not in CHILD or not n:
            continue
        before = ground.tokens[n - 1].plain
        for cue in people:
            if cue[1] == n and ground.tokens[cue[0]].plain not in CHILD and before not in CHILD:
                return words_of(ground, cue)
            is_named = cue[1] <= n and ground.sentence[cue[0]] == ground.sentence[n] and n - cue[1] <= PERSON_REACH
            if before in ("her", "their") and is_named and ground.tokens[cue[0]].plain not in ("he", "hes"):
                return words_of(ground, cue)
    return ""


def _is_like_hers(ground: Ground, cue: tuple[int, int]) -> bool:
    """ "Same as my cousin: …": the cousin is only what it is compared with."""
    at = cue[0] - 1 if cue[0] else 0
    if ground.tokens[at].plain in ("my", "our", "the"):
        at -= 1
    before = ground.tokens[at].plain if at >= 0 else ""
    after = ground.tokens[cue[1]] if cue[1] < len(ground.tokens) else None
    follow = [token.plain for token in ground.tokens[cue[1] : cue[1] + 3]]
    if follow[:3] in (["has", "the", "same"], ["had", "the", "same"], ["gets", "the", "same"], ["got", "the", "same"]):
        return True
    return before in ("as", "like", "than", "unlike") and (after is None or after.is_mark or after.plain in SELF)


def _is_anybody(ground: Ground, cue: tuple[int, int]) -> bool:
    """ "Do other women get …?" asks about herself."""
    return any(ground.tokens[n].plain in ANYBODY for n in range(*cue))


def _is_by_the_way(ground: Ground, n: int, own: set[int]) -> bool:
    """ "Someone in my group bled", "she told me that her …": a "my" or "me" that turns nothing to herself."""
    word, before = ground.tokens[n].plain, ground.tokens[n - 1].plain if n else ""
    if word == "my":
        is_body = any(token.plain in OWN_BODY for token in ground.tokens[n + 1 : n + 2])
        return before in BESIDE and n + 1 not in own and not is_body
    return word == "me" and before in BESIDE
