"""What becomes of an entry that arrives. Once, twice, late or in any order: nothing is lost, nothing doubled."""

from __future__ import annotations

from enum import Enum

from steadyback.journal.entry import Entry, EntryError, checked, entry_text


class MergeVerdict(Enum):
    """What was done with one entry that arrived."""

    NEW = "new"
    #: The same entry was here before; nothing changed.
    IDENTICAL = "identical"
    #: Another entry with this id was here first and stands; this one is kept apart.
    CONFLICT = "conflict"
    #: It cannot be an entry; it was not taken. ``entry.checked`` says why.
    INVALID = "invalid"


def merge(known: Entry | None, incoming: Entry) -> MergeVerdict:
    """The verdict on ``incoming``, when ``known`` is what is held under its id, if anything.

    A kind from a newer version is no fault here: it is held unread until this version knows it.
    """
    try:
        sound = checked(incoming, keep_unknown_kinds=True)
    except EntryError:
        return MergeVerdict.INVALID
    if known is None:
        return MergeVerdict.NEW
    if known.id != sound.id:
        raise ValueError(f"{known.id} and {sound.id} are different entries; compare an entry with its own id")
    return MergeVerdict.IDENTICAL if entry_text(known) == entry_text(sound) else MergeVerdict.CONFLICT
