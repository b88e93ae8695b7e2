"""Who has a diary in a data folder, and where it lies.

The first person's diary is ``journal.sqlite3`` in the folder itself, as it was before there were several. Each other
person has a folder of her own below ``people``. Names and whose diary is in use stand in ``people.json``, which is
there only once there are several; it is written whole or not at all.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from steadyback.journal.erasing import erase
from steadyback.journal.sqlite_file import sync
from steadyback.journal.store import StoreError
from steadyback.web.device import Person

FIRST = "first"
JOURNAL = "journal.sqlite3"
PEOPLE = "people.json"
_FORMAT = "steadyback-people"
_VERSION = 1
_ID = re.compile("[a-z0-9]{1,32}")
_MEND = "mend it, or move it away: then only the first diary is found"


class Roster(NamedTuple):
    """The people of a data folder, in the order in which they came, and the id of the one whose diary is in use."""

    people: tuple[Person, ...] = (Person(FIRST, ""),)
    current: str = FIRST

    def named(self, name: str) -> Person | None:
        """The person of that name or id, whatever its capitals; None when there is none."""
        wanted = name.casefold()
        return next((one for one in self.people if wanted in (one.name.casefold(), one.id)), None)


def read_roster(folder: Path) -> Roster:
    """Who has a diary in ``folder``. StoreError when ``people.json`` cannot be read: then nobody's diary is guessed."""
    path = folder / PEOPLE
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):  # of a folder that is none, opening the diary says more
        return Roster()
    except (OSError, ValueError) as error:
        raise StoreError(f"it cannot be read ({error})", str(path), _MEND) from None
    try:
        return _roster(found)
    except (ValueError, TypeError, LookupError) as error:
        raise StoreError(f"it is not a list of people ({error})", str(path), _MEND) from None


def write_roster(folder: Path, roster: Roster) -> None:
    """Keep who has a diary here: whole or not at all, for her eyes alone. StoreError when it cannot be kept."""
    path = folder / PEOPLE
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if roster == Roster():
            path.unlink(missing_ok=True)
            sync(folder)
            return
        draft = folder / f".{PEOPLE}.{secrets.token_hex(4)}"
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                file.write(json.dumps(_plain(roster), ensure_ascii=False, indent=1) + "\n")
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
            sync(folder)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"it cannot be written ({error.strerror or error})", str(path), "make room, or allow it"
        ) from None


def journal_of(folder: Path, person: str) -> Path:
    """Where the diary of a person lies."""
    return (folder if person == FIRST else folder / "people" / person) / JOURNAL


def new_person(name: str) -> Person:
    """Somebody new, with an id that says nothing."""
    return Person(secrets.token_hex(6), name)


def erase_person(folder: Path, roster: Roster, person: str) -> Roster:
    """Erase the diary of one person and her name. Returns who is left: at least a first one, with nothing told."""
    path = journal_of(folder, person)
    erase(path)
    if person != FIRST:
        with suppress(OSError):  # something else may lie in there: not ours to take
            path.parent.rmdir()
        with suppress(OSError):
            path.parent.parent.rmdir()
    left = tuple(one for one in roster.people if one.id != person)
    if not left:
        after = Roster()
    else:
        after = Roster(left, roster.current if roster.current != person else left[0].id)
        if len(left) == 1 and left[0].id == FIRST:
            after = Roster((Person(FIRST, left[0].name),), FIRST)
    write_roster(folder, after)
    return after


def erase_everyone(folder: Path, roster: Roster) -> Roster:
    """Erase every diary of the folder, and all names."""
    for person in reversed(roster.people):
        roster = erase_person(folder, roster, person.id)
    return roster


def _plain(roster: Roster) -> dict[str, Any]:
    people = [person._asdict() for person in roster.people]
    return {"format": _FORMAT, "version": _VERSION, "current": roster.current, "people": people}


def _roster(found: Any) -> Roster:
    if found["format"] != _FORMAT:
        raise ValueError("another format")
    if found["version"] != _VERSION:
        raise ValueError("it is from a newer Steadyback")
    people = tuple(Person(str(one["id"]), str(one["name"])) for one in found["people"])
    ids = [person.id for person in people]
    if not people or len(set(ids)) < len(ids) or not all(_ID.fullmatch(one) for one in ids):
        raise ValueError("an id is missing, doubled or strange")
    return Roster(people, found["current"] if found["current"] in ids else ids[0])
