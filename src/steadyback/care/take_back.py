"""She takes something back, or puts back what she took back. Both are entries, so that nothing is ever lost.

What decides where she stands is not taken back here: a check stays as it was made (she makes it again), and her dates
and facts are corrected where she told them. A move that made it worse, or that a sign of the body stopped, stays too:
it asks for the check, and only the check answers that.
"""

from __future__ import annotations

from collections.abc import Iterator

from steadyback.care.diary import Diary
from steadyback.care.stamp import Stamp
from steadyback.journal.entry import Entry, checked
from steadyback.journal.fold import Effective

#: The kinds that make up her diary, and that she may take back or change as she likes.
HERS = frozenset({"spasm", "day", "tried", "medicine", "medicine-plan", "side-effect", "trigger", "note"})
#: Kinds that she may take back, and that have nothing to change.
_TAKEN_BACK_ONLY = frozenset({"move", "break", "tick", "booked", "measure", "experiment"})
_BODILY = frozenset({"pain", "new-sign", "breath", "dizzy", "leak"})


def may_take_back(one: Effective) -> bool:
    """Whether she may take this entry back."""
    if one.entry.kind == "move":
        return one.body.get("felt") not in ("worse", "changed") and one.body.get("why") not in _BODILY
    return one.entry.kind in HERS | _TAKEN_BACK_ONLY


def undo(diary: Diary, stamps: Iterator[Stamp], entry: str, of: str) -> tuple[Entry, ...]:
    """The entries that undo ``of`` on ``entry``: nothing when it is undone already, so that twice is once.

    ``of`` is the entry itself (take it back), the amendment in force (what it said before stands again), or a
    withdrawal that stands (it is there again).
    """
    one = diary.by_id.get(entry)
    if one is None or not may_take_back(one):
        return ()
    if one.is_withdrawn:
        targets = one.withdrawn_by if of in one.withdrawn_by else ()
    else:
        targets = (of,) if of in (one.entry.id, one.amended_by) else ()
    return tuple(_withdrawal(next(stamps), target) for target in targets)


def _withdrawal(stamp: Stamp, target: str) -> Entry:
    return checked(Entry(stamp.id, "withdraw", stamp.at, stamp.device, {"entry": target, "why": None}))
