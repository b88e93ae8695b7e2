"""What her entries say now: amendments and withdrawals applied, in an order that no arrival can change.

The fold order is the instant in UTC, then the device, then the id. The rules:

* Of several amendments of one entry the last in fold order stands. An amendment of an amendment is one of the
  entry that both are about.
* A withdrawal takes back whatever it names: an entry, an amendment (what was before stands again), or another
  withdrawal (what that took back is there again). A clock may be wrong, so it need not come later than what it names.
* What names an entry that is not here, or stands in a ring, or does not fit, changes nothing and is reported.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from steadyback.journal.entry import Entry, EntryError, entry_text
from steadyback.journal.kind import Body
from steadyback.journal.kinds import KINDS, check_body

MISSING = "the entry that it is about is not here"
RING = "it names, by way of others, itself"
NOT_AMENDABLE = "a withdrawal cannot be amended; withdraw it instead"
SAME_ID = "another entry has the same id and stands"


class Effective(NamedTuple):
    """One thing she said: the entry as it was made, and the body that is in force now.

    ``amended_by`` is the amendment whose body that is, if any; ``withdrawn_by`` the withdrawals that stand.
    """

    entry: Entry
    body: Body
    amended_by: str | None = None
    withdrawn_by: tuple[str, ...] = ()

    @property
    def is_withdrawn(self) -> bool:
        """Whether she took it back."""
        return bool(self.withdrawn_by)


class Loose(NamedTuple):
    """An entry that changes nothing, and why. When what it names arrives, it may yet."""

    entry: Entry
    why: str


class Folded(NamedTuple):
    """Everything she said, in fold order, and what hangs loose, in fold order too."""

    effective: tuple[Effective, ...]
    loose: tuple[Loose, ...]


def fold_key(entry: Entry) -> tuple[str, str, str]:
    """The fold order: sort by this."""
    return entry.utc, entry.device, entry.id


def effective(entries: Iterable[Entry]) -> tuple[Effective, ...]:
    """What she said as it stands now, withdrawn entries included and marked. Amendments are not listed themselves."""
    return fold(entries).effective


def fold(entries: Iterable[Entry]) -> Folded:
    """What she said as it stands now, and what hangs loose. The order in which ``entries`` come does not matter."""
    by_id, doubled = _in_order(entries)
    altering = {entry.id: entry for entry in by_id.values() if _alters(entry)}
    roots, astray = _roots(altering, by_id)
    withdrawn_by = _standing_withdrawals(altering, roots)
    bodies: dict[str, tuple[Body, str]] = {}
    misfits: list[Loose] = []
    for entry in altering.values():
        if entry.id not in roots or entry.kind != "amend" or entry.id in withdrawn_by:
            continue
        root = by_id[roots[entry.id]]
        why = _misfit(entry, root)
        if why is None:
            bodies[root.id] = (entry.body["body"], entry.id)
        else:
            misfits.append(Loose(entry, why))
    told = []
    for entry in by_id.values():
        if entry.id not in altering:
            body, amendment = bodies.get(entry.id, (entry.body, None))
            told.append(Effective(entry, body, amendment, tuple(withdrawn_by.get(entry.id, ()))))
    loose = sorted([*doubled, *astray, *misfits], key=lambda one: (fold_key(one.entry), one.why, entry_text(one.entry)))
    return Folded(tuple(told), tuple(loose))


def _alters(entry: Entry) -> bool:
    kind = KINDS.get(entry.kind)
    return kind is not None and kind.alters


def _in_order(entries: Iterable[Entry]) -> tuple[dict[str, Entry], list[Loose]]:
    """Each id once, in fold order. Of different entries under one id the first in fold order, then in text, stands."""
    by_id: dict[str, Entry] = {}
    others: dict[str, Entry] = {}
    for _, entry in sorted(((fold_key(entry), entry) for entry in entries), key=lambda pair: pair[0]):
        first = by_id.setdefault(entry.id, entry)
        if first is entry or entry_text(first) == entry_text(entry):
            continue
        if fold_key(first) == fold_key(entry) and entry_text(entry) < entry_text(first):
            by_id[entry.id] = entry
            others.setdefault(entry_text(first), first)
        else:
            others.setdefault(entry_text(entry), entry)
    return by_id, [Loose(entry, SAME_ID) for entry in others.values()]


def _roots(altering: Mapping[str, Entry], by_id: Mapping[str, Entry]) -> tuple[dict[str, str], list[Loose]]:
    """For each amendment and withdrawal the entry that it is about in the end, and those that are about none."""
    roots: dict[str, str] = {}
    faults: dict[str, str] = {}
    for start in altering:
        path: dict[str, None] = {}
        here = start
        while here in altering and here not in roots and here not in faults and here not in path:
            path[here] = None
            here = _target(altering[here])
        if here in path:
            faults.update(dict.fromkeys(path, RING))
            continue
        for one in reversed(path):
            target = _target(altering[one])
            fault = MISSING if target not in by_id else faults.get(target)
            if altering[one].kind == "amend" and target in altering and altering[target].kind == "withdraw":
                fault = NOT_AMENDABLE
            if fault is None:
                roots[one] = roots.get(target, target)
            else:
                faults[one] = fault
    return roots, [Loose(altering[one], why) for one, why in faults.items()]


def _target(entry: Entry) -> str:
    return str(entry.body["entry"])


def _standing_withdrawals(altering: Mapping[str, Entry], roots: Mapping[str, str]) -> dict[str, list[str]]:
    """For each entry that is taken back, the withdrawals that stand, in fold order. A withdrawn one does not stand."""
    targets = {one.id: _target(one) for one in altering.values() if one.id in roots and one.kind == "withdraw"}
    hits: dict[str, int] = dict.fromkeys(targets, 0)
    for target in targets.values():
        if target in hits:
            hits[target] += 1
    settled = [one for one, open_hits in hits.items() if open_hits == 0]
    undone: set[str] = set()
    for one in settled:  # grows as we go: a withdrawal is settled once all that name it are
        target = targets[one]
        if target in hits:
            if one not in undone:
                undone.add(target)
            hits[target] -= 1
            if hits[target] == 0:
                settled.append(target)
    standing: dict[str, list[str]] = {}
    for one, target in targets.items():
        if one not in undone:
            standing.setdefault(target, []).append(one)
    return standing


def _misfit(amendment: Entry, root: Entry) -> str | None:
    """Why the new body cannot be that of ``root``'s kind, or None when it can."""
    if root.is_understood:
        try:
            check_body(root.kind, amendment.body["body"], amendment.at)
        except EntryError as error:
            return str(error)
    return None
