"""She puts right what she told about where she stands: a loss or a birth that was not, a clearance, a number.

Each is a withdrawal, so nothing is lost and everything that hung on it is there again. No withdrawal here loosens a
hold: a clearance taken back holds more, and a pause stays whatever her dates are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from steadyback.care.diary import Diary
from steadyback.care.stamp import Stamp
from steadyback.journal.entry import Entry, checked
from steadyback.journal.fold import Effective, fold_key

#: Two births told within so many days are one birth and its correction [P].
_SAME_BIRTH_DAYS = 180


def ends_told(diary: Diary, kind: str) -> tuple[Effective, ...]:
    """What was told of the newest ``loss`` or ``birth``: more than one when she corrected it. Oldest first."""
    told = sorted(
        (one for name in ("due-date", "birth", "loss") for one in diary.of(name)), key=lambda one: fold_key(one.entry)
    )
    found: list[Effective] = []
    for one in reversed(told):
        if one.entry.kind == kind and (not found or _is_same_end(one, found[-1])):
            found.append(one)
        elif found or one.entry.kind == "birth":
            break
    return tuple(reversed(found))


def _is_same_end(one: Effective, other: Effective) -> bool:
    days = [date.fromisoformat(each.body.get("on") or each.entry.at[:10]) for each in (one, other)]
    return abs((days[0] - days[1]).days) <= _SAME_BIRTH_DAYS


def undo_end(diary: Diary, stamps: Iterator[Stamp], kind: str) -> tuple[Entry, ...]:
    """The entries that take the newest ``loss`` or ``birth`` back; none when there is none, so that twice is once."""
    return _withdrawals(ends_told(diary, kind), stamps)


def forget_number(diary: Diary, stamps: Iterator[Stamp], who: str) -> tuple[Entry, ...]:
    """The entries that take back every number of her own for ``who`` (maternity, clinician or physio)."""
    return _withdrawals((one for one in diary.of("contact") if one.body["who"] == who), stamps)


def take_clearance_back(diary: Diary, stamps: Iterator[Stamp], entry: str) -> tuple[Entry, ...]:
    """The entry that takes one clearance back; none when it is not there any more."""
    return _withdrawals((one for one in diary.of("clearance") if one.entry.id == entry), stamps)


def _withdrawals(told: Iterable[Effective], stamps: Iterator[Stamp]) -> tuple[Entry, ...]:
    made = []
    for one in told:
        stamp = next(stamps)
        body = {"entry": one.entry.id, "why": None}
        made.append(checked(Entry(stamp.id, "withdraw", stamp.at, stamp.device, body)))
    return tuple(made)
