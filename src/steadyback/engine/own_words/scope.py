"""Is it here, now, and hers? What the words round a finding make of it.

In the manner of ConText (Harkema and others 2009): cues before and after a finding reach a bounded number of words,
and words that begin something new stop them. Written for somebody who writes about herself: a denial must stand
close, and what is doubtful is never read as a denial.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from steadyback.engine.own_words.closed_words import (
    ASKING,
    END,
    LINKS,
    NOTS,
    NOW,
    POLITE_IF,
    SELF,
    SO_NOW,
)
from steadyback.engine.own_words.denial import denied_by, is_excepted, is_hedged, says_not
from steadyback.engine.own_words.ground import Ground, near, words_of
from steadyback.engine.own_words.whose import child_of_another, someone_else

Status = Literal["present", "denied", "past", "hypothetical", "someone-else", "unsure"]
#: What counts like a yes or a "not sure".
COUNTING: tuple[Status, ...] = ("present", "unsure")
#: How far an "if", a person or a time reaches, in words, where no full stop ends it.
LONG_REACH = 30
#: How far a supposition reaches.
SUPPOSED_REACH = 16


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
    if about_baby:
        owner = child_of_another(ground, first, last)
        if owner:
            return "someone-else", f"“{owner}”"
    else:
        whose = someone_else(ground, first, last, own)
        if whose:
            if _same_here(ground, last):
                return "unsure", f"“{whose}”, and then herself"
            return "someone-else", f"“{whose}”"
    supposed, is_polite = _supposed(ground, first, max(atom[0] for atom in atoms), own)
    if is_thought and not supposed.startswith("ask"):
        supposed = ""
    if supposed:
        is_so = _said_next(ground, last, "it-is-so") or _same_here(ground, last)
        is_so = is_so or (says_not(ground, own) and _said_next(ground, last, "not-so"))
        if not is_polite and not is_so:
            return "hypothetical", f"“{supposed}”"
        unsure = supposed
    if _said_next(ground, last, "not-so") and not says_not(ground, own):
        return "denied", "“it is not so”, said next"
    none_of_it = _asked_and_none(ground, first, last)
    if none_of_it and not says_not(ground, own):
        return "denied", f"asked about, and “{none_of_it}”"
    denied = denied_by(ground, atoms)
    if denied:
        if says_not(ground, own) or is_hedged(ground, first, last) or is_excepted(ground, last):
            return "unsure", f"“{denied}”, and yet not plainly"
        return "denied", f"“{denied}”"
    feared = _only_feared(ground, first, last)
    if feared:
        return "past", f"“{feared}”"
    is_back = _is_back(ground, last)
    long_ago = _past(ground, first, last, "past") or (_said_next(ground, last, "that-was") and "that was")
    if long_ago:
        return ("unsure", f"“{long_ago}”, and it is back") if is_back else ("past", f"“{long_ago}”")
    behind_her = "" if is_back else _over_since(ground, first, last, ("then", "seen-to"))
    if behind_her:
        return "past", f"“{behind_her}”"
    over = "" if is_back else _past(ground, first, last, "over") or _over_since(ground, first, last, ("other-day",))
    if over:
        return ("unsure", f"“{over}”, and it matters even so") if stays else ("past", f"“{over}”")
    doubt = unsure or _doubted(ground, first, own)
    return ("unsure", f"“{doubt}”") if doubt else ("present", "said plainly")


def _only_feared(ground: Ground, first: int, last: int) -> str:
    """ "I thought my waters had gone but it was checked": a fear that somebody has answered."""
    for cue in near(ground, "feared", first):
        if cue[0] < first <= cue[1] + 8 and ground.sentence[cue[0]] == ground.sentence[first]:
            for at, after in near(ground, "answered", last):
                if last < at <= last + 12 and ground.sentence[at] - ground.sentence[last] <= 1:
                    return words_of(ground, (at, after))
    return ""


def _is_back(ground: Ground, last: int) -> bool:
    """ "It went. Now it is back": said in what follows."""
    return any(
        last < at <= last + 25
        and ground.tokens[at - 1].plain not in NOTS
        and ground.sentence[at] - ground.sentence[last] <= 1
        for at, _ in near(ground, "is-back", last)
    )


def _over_since(ground: Ground, first: int, last: int, when: Sequence[str]) -> str:
    """ "A bleed at seven weeks, none since": told to be over, and at a time or by somebody that makes it sure."""
    sentence, clause = ground.sentence[first], ground.clause[first]
    if any(ground.clause[at] == clause and abs(at - first) <= LONG_REACH for at, _ in near(ground, "recent", first)):
        return ""
    for cue in near(ground, "over-since", last):
        if not (last < cue[0] <= last + LONG_REACH and ground.sentence[cue[0]] - sentence <= 1):
            continue
        for at, _ in (time for kind in when for time in near(ground, kind, first)):
            if abs(at - first) <= LONG_REACH and sentence <= ground.sentence[at] <= ground.sentence[cue[0]]:
                return words_of(ground, cue)
    return ""


def _supposed(ground: Ground, first: int, at: int, own: set[int]) -> tuple[str, bool]:
    """The words that make it a supposition, and whether they may only be a polite way to say that it is so.

    ``first`` is where the finding begins, ``at`` where its last part does.
    """
    for cue in reversed(near(ground, "hypothetical", first)):
        reaches = cue[0] < at <= cue[1] + SUPPOSED_REACH and ground.part[cue[0]] == ground.part[at]
        if not reaches or cue[0] in own:
            continue
        if not _turns_to_her(ground, cue[1], at) and not _is_live(ground, cue, at):
            return words_of(ground, cue), _is_polite(ground, cue[1])
    for cue in near(ground, "supposed-after", first):
        if at < cue[0] <= at + 10 and ground.sentence[cue[0]] == ground.sentence[at] and not _is_live(ground, cue, at):
            return words_of(ground, cue), False
    for cue in reversed(near(ground, "if", first)):
        if not (cue[1] <= first and first - cue[1] <= 12 and ground.clause[cue[0]] == ground.clause[first]):
            continue
        if cue[0] in own or any(a <= cue[0] < b for a, b in near(ground, "no-if", first)):
            continue
        if _is_live(ground, cue, first):
            continue
        return words_of(ground, cue), _is_polite(ground, cue[1])
    return "", False


def _is_polite(ground: Ground, after: int) -> bool:
    """ "If I am bleeding", "when my waters have gone", "if the baby isn't moving": it is so. "If my waters go": not."""
    words = [token.plain for token in ground.tokens[after : after + 5]]
    if not words or words[0] in POLITE_IF:
        return bool(words)
    return words[0] in ("my", "the", "baby", "she", "he") and bool(SO_NOW & set(words))


def _is_live(ground: Ground, cue: tuple[int, int], first: int) -> bool:
    """ "What if … since last night?": a time that has been shows that it is so, however politely it is put."""
    return any(
        cue[0] < at <= first + 14
        and ground.sentence[at] == ground.sentence[first]
        and (at > first or ground.clause[at] == ground.clause[first])
        for at, _ in near(ground, "live", first)
    )


def _turns_to_her(ground: Ground, after: int, first: int) -> bool:
    """ "… because I am bleeding": a because, or a comma with herself after it, ends a supposition."""
    for n in range(after, first):
        if ground.tokens[n].plain in ("because", "cos", "coz", "cause", "as"):
            return True
        if (
            ground.tokens[n].plain == ","
            and n + 1 < first
            and ground.tokens[n + 1].plain in ("im", "ive", "my", "mine", "its", "theres", "there", "shes", "hes")
        ):
            return True
    return False


def _said_next(ground: Ground, last: int, kind: str) -> bool:
    """Whether the next sentence, in its first words, takes up what was said: "They haven't.", "Because it has."."""
    for first, after in near(ground, kind, last):
        if not last < first <= last + LONG_REACH or ground.sentence[first] - ground.sentence[last] > 1:
            continue
        before = ground.tokens[first - 1]
        if ground.sentence[first] == ground.sentence[last]:
            if kind != "it-is-so" or not (before.is_mark or before.plain in LINKS):
                continue
        elif ground.sentence[first - 1] == ground.sentence[first]:
            continue  # it does not begin the sentence
        if kind == "that-was":
            return True
        rest = ground.tokens[after : after + 2]
        ends = END | {","} if kind == "not-so" else END
        if not rest or any(token.is_mark and token.plain in ends for token in rest):
            return True
    return False


def _asked_and_none(ground: Ground, first: int, last: int) -> str:
    """ "What would a clot feel like? None so far.": asked or supposed only, and then all of it is denied."""
    sentence = ground.sentence[first]
    start = first
    while start and ground.sentence[start - 1] == sentence:
        start -= 1
    cues = (at for kind in ("hypothetical", "if", "report") for at, _ in near(ground, kind, first))
    is_asked = ground.is_question[sentence] or ground.tokens[start].plain in ASKING
    if not is_asked and not any(ground.sentence[at] == sentence for at in cues):
        return ""
    if _same_here(ground, last) or _is_back(ground, last):
        return ""
    for cue in near(ground, "none-of-it", last):
        is_next = last < cue[0] <= last + LONG_REACH and ground.sentence[cue[0]] - sentence == 1
        # not "I've never had it this bad"
        if is_next and all(token.is_mark for token in ground.tokens[cue[1] : cue[1] + 1]):
            return words_of(ground, cue)
    return ""


def _same_here(ground: Ground, last: int) -> bool:
    return any(last < first <= last + 25 for first, _ in near(ground, "same-here", last))


def _past(ground: Ground, first: int, last: int, kind: str) -> str:
    tokens = ground.tokens
    clause = ground.clause[first]
    span = [
        n for n in range(max(0, first - LONG_REACH), min(len(tokens), last + LONG_REACH)) if ground.clause[n] == clause
    ]
    if any(span and span[0] <= at <= span[-1] for at, _ in near(ground, "now", first)):
        return ""
    for cue in near(ground, kind, first):
        if ground.part[cue[0]] != ground.part[first] or abs(cue[0] - first) > LONG_REACH:
            continue
        if first < cue[0] < last and (kind == "over" or tokens[cue[0] - 1].plain == "from"):
            continue  # "the spinal wore off and now my leg …", "my scar from last time feels …"
        before = {token.plain for token in tokens[max(first, cue[0] - 4) : cue[0]]} if cue[0] > first else set()
        if before & {"as", "than", "like"}:
            continue  # "as sore as it was in the first week" compares
        if ground.clause[cue[0]] != clause:
            if any(tokens[n].plain in NOW for n in span):
                continue
        elif (cue[0] < first and _begins_anew(ground, cue[1], first)) or (
            cue[0] > last and _begins_anew(ground, last + 1, cue[0])
        ):
            continue
        return words_of(ground, cue)
    return ""


def _begins_anew(ground: Ground, after: int, before: int) -> bool:
    """ "… and my leg", "… and now": what comes after is a new thing."""
    pairs = zip(ground.tokens[after:before], ground.tokens[after + 1 : before + 1], strict=False)
    return any(one.plain in LINKS and (two.plain in SELF or two.plain in ("now", "the", "its")) for one, two in pairs)


def _doubted(ground: Ground, first: int, own: set[int]) -> str:
    for cue in reversed(near(ground, "unsure", first)):
        if cue[1] <= first and first - cue[1] <= 8 and ground.part[cue[0]] == ground.part[first] and cue[0] not in own:
            return words_of(ground, cue)
    return ""
