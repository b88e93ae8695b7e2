"""What asks for the red-flag check again before its seven days are over.

The rules, one each:

* A move or a step that made it worse, or changed something, or was stopped for a sign of the body (facts 6.4). A step
  that the ladder has already left, because another device made a check meanwhile, counts as well.
* Pain of 8 or more (facts 6.3), or 3 more than when she last told it within seven days (seed-spasms, closing); the
  numbers are ours [P]. A check-in about another day than its own says nothing about now.
* A spasm that runs into the buttock, thigh or leg (seed-spasms, signs that pause the ladder) [P].
* What was told once counts, changed or taken back since or not: only the check itself, made again, settles it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from steadyback.engine import safety
from steadyback.journal.fold import Effective
from steadyback.journal.instant import day_of
from steadyback.journal.kind import Body

#: Why a move was stopped that says nothing about the body.
_STOPPED_FOR_NOTHING = (None, "tired", "called-away", "other")
_RECENT = timedelta(days=safety.CHECK_AGAIN_AFTER_DAYS)


def asks_again(told: Sequence[Effective]) -> bool:
    """Whether something since the newest check asks for another. ``told`` in fold order, as the diary folds it."""
    since = _place_of_last_check(told)
    if since is None:
        return False  # the first check is due anyway
    pain = _pain_before(told, since)
    for one in told[since + 1 :]:
        for body in _said(one):
            if _is_alarming(one.entry.kind, body):
                return True
        worst = _worst_now(one)
        if worst is None:
            continue
        day = day_of(one.entry.at)
        jumped = pain is not None and day - pain[0] < _RECENT and worst - pain[1] >= safety.PAIN_JUMP
        if worst >= safety.PAIN_STRONG or jumped:
            return True
        pain = (day, worst)
    return False


def _place_of_last_check(told: Sequence[Effective]) -> int | None:
    for place in range(len(told) - 1, -1, -1):
        one = told[place]
        if one.entry.kind == "check" and not one.is_withdrawn and one.body.get("about") != "other":
            return place
    return None


def _pain_before(told: Sequence[Effective], place: int) -> tuple[date, int] | None:
    """The last pain told before the check, with its day; nothing older than it can matter."""
    for number in range(place - 1, -1, -1):
        worst = _worst_now(told[number])
        if worst is not None:
            return day_of(told[number].entry.at), worst
    return None


def _said(one: Effective) -> tuple[Body, ...]:
    return (one.body,) if one.body is one.entry.body else (one.entry.body, one.body)


def _is_alarming(kind: str, body: Body) -> bool:
    if kind == "spasm":
        return body.get("feels") == "leg"
    if kind not in ("move", "ladder"):
        return False
    return body.get("felt") in ("worse", "changed") or body.get("why") not in _STOPPED_FOR_NOTHING


def _worst_now(one: Effective) -> int | None:
    """The worst pain that an entry told of the day it was made on; of several versions the strongest."""
    if one.entry.kind == "day":
        found = [body.get("worst") for body in _said(one) if body["on"] == one.entry.at[:10]]
    elif one.entry.kind == "spasm":
        found = [body.get("worst") for body in _said(one)]
    else:
        return None
    return max((worst for worst in found if worst is not None), default=None)
