"""Every version of what she said, each at the moment she said it: what was said once is never unsaid.

In the fold these are the versions of a check and of an answer about her own words; of a text that she wrote each
version is read (``care/her_words.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from steadyback.journal.entry import Entry, EntryError
from steadyback.journal.fold import Effective, fold_key
from steadyback.journal.kind import Body
from steadyback.journal.kinds import check_body

#: The kinds of which every version counts in the fold.
KINDS_OF_ANSWERS = ("check", "heard")


class Saying(NamedTuple):
    """One thing at its place in time: an entry (``changed`` None), or a changed body of answers told before."""

    one: Effective
    changed: Body | None
    day_of: Entry


def in_order(entries: Sequence[Entry], told: Iterable[Effective]) -> list[Saying]:
    """``told`` in fold order, and every amendment of a check or of an answer about her words at its own place.

    Those taken back are included. An amendment never comes before what it is about, whatever the clocks said.
    """
    changes = _by_root(entries)
    found: list[tuple[tuple[str, str, str], int, Saying]] = []
    for one in told:
        place = fold_key(one.entry)
        found.append((place, 0, Saying(one, None, one.entry)))
        if one.entry.kind in KINDS_OF_ANSWERS:
            found += [
                (max(place, fold_key(change)), 1, Saying(one, change.body["body"], change))
                for change in changes.get(one.entry.id, ())
                if _fits(change, one.entry.kind)
            ]
    return [saying for _, _, saying in sorted(found, key=lambda item: item[:2])]


def changes_of(entries: Sequence[Entry], told: Iterable[Effective]) -> tuple[Saying, ...]:
    """Every amendment of one of ``told``, those taken back included, in no order."""
    changes = _by_root(entries)
    return tuple(
        Saying(one, change.body["body"], change)
        for one in told
        for change in changes.get(one.entry.id, ())
        if _fits(change, one.entry.kind)
    )


def _by_root(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    amendments = {entry.id: entry for entry in entries if entry.kind == "amend"}
    changes: dict[str, list[Entry]] = {}
    for amendment in amendments.values():
        changes.setdefault(_root(amendment, amendments), []).append(amendment)
    return changes


def _root(amendment: Entry, amendments: dict[str, Entry]) -> str:
    """The id of what it is about in the end; amendments that go in a ring are about none."""
    passed: set[str] = set()
    target = str(amendment.body["entry"])
    while target in amendments and target not in passed:
        passed.add(target)
        target = str(amendments[target].body["entry"])
    return target


def _fits(change: Entry, kind: str) -> bool:
    try:
        check_body(kind, change.body["body"], change.at)
    except EntryError:
        return False
    return True
