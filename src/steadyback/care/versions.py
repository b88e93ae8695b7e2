"""Every version of what she said in a check, each at the moment she said it: what was said once is never unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from steadyback.journal.entry import Entry, EntryError
from steadyback.journal.fold import Effective, fold_key
from steadyback.journal.kind import Body
from steadyback.journal.kinds import check_body


class Saying(NamedTuple):
    """One thing at its place in time: an entry (``changed`` None), or a changed body of a check told before."""

    one: Effective
    changed: Body | None
    day_of: Entry


def in_order(entries: Sequence[Entry], told: Iterable[Effective]) -> list[Saying]:
    """``told`` in fold order, and every amendment of a check at its own place, those taken back included.

    An amendment never comes before the check that it is about, whatever the clocks said.
    """
    amendments = {entry.id: entry for entry in entries if entry.kind == "amend"}
    changes: dict[str, list[Entry]] = {}
    for amendment in amendments.values():
        changes.setdefault(_root(amendment, amendments), []).append(amendment)
    found: list[tuple[tuple[str, str, str], int, Saying]] = []
    for one in told:
        place = fold_key(one.entry)
        found.append((place, 0, Saying(one, None, one.entry)))
        if one.entry.kind == "check":
            found += [
                (max(place, fold_key(change)), 1, Saying(one, change.body["body"], change))
                for change in changes.get(one.entry.id, ())
                if _fits(change)
            ]
    return [saying for _, _, saying in sorted(found, key=lambda item: item[:2])]


def _root(amendment: Entry, amendments: dict[str, Entry]) -> str:
    """The id of what it is about in the end; amendments that go in a ring are about none of the checks."""
    passed: set[str] = set()
    target = str(amendment.body["entry"])
    while target in amendments and target not in passed:
        passed.add(target)
        target = str(amendments[target].body["entry"])
    return target


def _fits(change: Entry) -> bool:
    try:
        check_body("check", change.body["body"], change.at)
    except EntryError:
        return False
    return True
