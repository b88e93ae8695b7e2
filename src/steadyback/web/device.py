"""What a page knows of the device it is shown on, what it may ask of it, and what came of that.

A page never touches a diary itself: it asks for a deed, the shell carries it out, and the page says what came of it.
Nothing here belongs to a server: a shell inside a browser carries out the same deeds.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from steadyback.journal.entry import Entry

#: After so many minutes without a page asked for, a diary under a passphrase locks by itself.
USUAL_MINUTES = 15
MINUTES = (5, USUAL_MINUTES, 60)


class Person(NamedTuple):
    """Somebody with a diary of her own on this device. ``name`` is what she calls herself, or empty."""

    id: str
    name: str


class Device(NamedTuple):
    """The device: who has a diary here, whose is in use, and how it is locked.

    ``waiting`` counts what was told while it was locked and is not taken in: of an open diary, what cannot be read.
    ``minutes`` without use, and it locks by itself.
    """

    people: tuple[Person, ...] = (Person("first", ""),)
    person: str = "first"
    has_lock: bool = False
    is_locked: bool = False
    minutes: int = USUAL_MINUTES
    waiting: int = 0

    @property
    def name(self) -> str:
        """What the person whose diary is in use calls herself, or nothing."""
        return next((person.name for person in self.people if person.id == self.person), "")


class Export(NamedTuple):
    """Hand out every entry, those kept apart included."""


class BringIn(NamedTuple):
    """Take these entries into the diary, all or none."""

    entries: tuple[Entry, ...]


class Erase(NamedTuple):
    """End the diary in use, or everybody's on this device."""

    everyone: bool = False


class SetPassphrase(NamedTuple):
    """Lock the diary in use."""

    passphrase: str


class ChangePassphrase(NamedTuple):
    """Lock it with another passphrase."""

    old: str
    new: str


class LiftPassphrase(NamedTuple):
    """Take the lock away."""

    passphrase: str


class Unlock(NamedTuple):
    """Open the diary in use."""

    passphrase: str


class LockNow(NamedTuple):
    """Lock the diary in use until its passphrase is given."""


class LockAfter(NamedTuple):
    """Lock it by itself after so many minutes."""

    minutes: int


class AddPerson(NamedTuple):
    """Begin a diary for somebody, and put it in use. ``own_name`` names whoever had none so far."""

    name: str
    own_name: str = ""


class SwitchTo(NamedTuple):
    """Put somebody's diary in use."""

    person: str


class Rename(NamedTuple):
    """Call somebody something else."""

    person: str
    name: str


Deed: TypeAlias = (
    Export
    | BringIn
    | Erase
    | SetPassphrase
    | ChangePassphrase
    | LiftPassphrase
    | Unlock
    | LockNow
    | LockAfter
    | AddPerson
    | SwitchTo
    | Rename
)


class Outcome(NamedTuple):
    """What came of a deed. Done, unless ``refused`` says why not in one word, and ``why`` in a sentence.

    ``refused``: wrong (not the passphrase), wait (too many wrong ones; ``seconds`` to go), gone (no such person, or
    nothing to do it to), failed (the device could not). ``entries`` are those handed out; ``counts`` says how many of
    those brought in were new, known already, or kept apart because another has the same id.
    """

    refused: str = ""
    why: str = ""
    seconds: int = 0
    entries: tuple[Entry, ...] = ()
    new: int = 0
    known: int = 0
    apart: int = 0

    @property
    def is_done(self) -> bool:
        """Whether it was carried out."""
        return not self.refused
