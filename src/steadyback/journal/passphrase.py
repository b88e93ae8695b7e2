"""Setting, changing and lifting the passphrase of a diary: each in one transaction, so that a crash leaves the one or
the other, whole.

A new passphrase brings a new data key: whoever knew the old one and kept an old copy of the file reads that copy and
nothing later.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from steadyback.journal.cipher import USUAL_COST, Cost, Keys, WrongKeyError, header_text, keys_of, new_lock
from steadyback.journal.entry import Entry, entry_text
from steadyback.journal.locked_store import (
    LOCKED_TABLES,
    boxed_in,
    entry_from,
    header_in,
    put_sealed,
    scrub,
)
from steadyback.journal.merge import MergeVerdict, merge
from steadyback.journal.sqlite_fault import LOCKED, LockedFileError
from steadyback.journal.sqlite_file import complaints_told, make_private, opened, opened_locked, transaction
from steadyback.journal.sqlite_store import GET, PUT, PUT_APART, TABLES, entry_in, parsed, row_of
from steadyback.journal.store import WrongPassphraseError

#: The shortest passphrase that is taken, in characters.
SHORTEST = 8
#: The longest, in characters: a slip of the clipboard is longer.
LONGEST = 1000
_WAIT_MS = 5000

Held = tuple[list[Entry], list[Entry]]


def set_passphrase(path: Path, passphrase: str, outside: dict[str, Any], cost: Cost = USUAL_COST) -> Keys:
    """Seal a diary that lies open, and give its keys. StoreError when it cannot be done: then it is as before."""
    with complaints_told(path):
        make_private(path)
        with closing(opened(path, _WAIT_MS, TABLES)) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            header, keys = new_lock(passphrase, cost, outside)
            with transaction(connection):
                held = _lying_open(connection)
                _drop(connection, "entry", "apart")
                for statement in LOCKED_TABLES:
                    connection.execute(statement)
                _seal(connection, keys, held)
                connection.execute("INSERT INTO lock VALUES (1, ?, 0)", (header_text(header),))
            scrub(connection)
    return keys


def change_passphrase(path: Path, old: str | Keys, new: str, cost: Cost = USUAL_COST) -> Keys:
    """Seal a diary anew, and give the new keys. ``old`` is the passphrase so far, or the keys that it gave.

    WrongPassphraseError when it is not the one; StoreError when it cannot be done.
    """
    with complaints_told(path), closing(opened_locked(path, _WAIT_MS)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        before = _keys(connection, path, old)
        header, keys = new_lock(new, cost, header_in(connection).outside)
        with transaction(connection):
            held = _sealed(connection, before)
            connection.executemany(
                "DELETE FROM inbox WHERE number = ?", [(one,) for one, _ in boxed_in(connection, before)]
            )
            for table in ("sealed", "sealed_apart"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
            _seal(connection, keys, held)
            connection.execute("UPDATE lock SET text = ?, is_clean = 0", (header_text(header),))
        scrub(connection)
    return keys


def lift_passphrase(path: Path, old: str | Keys) -> None:
    """Lay a diary open again, as it was before the lock, what came meanwhile included. WrongPassphraseError."""
    with complaints_told(path), closing(opened_locked(path, _WAIT_MS)) as connection:
        keys = _keys(connection, path, old)
        with transaction(connection):
            held, apart = _sealed(connection, keys)
            _drop(connection, "sealed", "sealed_apart", "inbox", "lock")
            for statement in TABLES:
                connection.execute(statement)
            connection.executemany(PUT, map(row_of, held))
            connection.executemany(PUT_APART, ((entry_text(entry),) for entry in apart))


def _keys(connection: sqlite3.Connection, path: Path, old: str | Keys) -> Keys:
    try:
        return keys_of(header_in(connection), old) if isinstance(old, str) else old
    except WrongKeyError:
        what = "this is not the passphrase of this diary"
        raise WrongPassphraseError(what, str(path), "look at it once more, and type it again") from None


def _lying_open(connection: sqlite3.Connection) -> Held:
    told = [entry_in(row) for row in connection.execute(f"{GET} ORDER BY number")]
    apart = [Entry(**parsed(row[0])) for row in connection.execute("SELECT text FROM apart ORDER BY number")]
    return told, apart


def _sealed(connection: sqlite3.Connection, keys: Keys) -> Held:
    """Everything under the lock, the box included: what was told while it was locked is not lost."""
    if header_in(connection).epoch != keys.epoch:
        raise LockedFileError(LOCKED[0], "its passphrase was changed meanwhile; give the new one")
    told, apart = (
        [
            entry_from(keys.unsealed(box, table, number))
            for number, box in connection.execute(f"SELECT number, box FROM {table} ORDER BY number")  # noqa: S608
        ]
        for table in ("sealed", "sealed_apart")
    )
    return _with_boxed(told, apart, (entry for _, entry in boxed_in(connection, keys)))


def _with_boxed(told: list[Entry], apart: list[Entry], boxed: Iterable[Entry]) -> Held:
    by_id = {entry.id: entry for entry in told}
    for entry in boxed:
        verdict = merge(by_id.get(entry.id), entry)
        if verdict is MergeVerdict.NEW:
            by_id[entry.id] = entry
            told.append(entry)
        elif verdict is MergeVerdict.CONFLICT:
            apart.append(entry)
    return told, apart


def _seal(connection: sqlite3.Connection, keys: Keys, held: Held) -> None:
    told, apart = held
    for entry in told:
        put_sealed(connection, keys, "sealed", keys.mark(entry.id), entry)
    for entry in apart:
        put_sealed(connection, keys, "sealed_apart", keys.mark(entry_text(entry)), entry)


def _drop(connection: sqlite3.Connection, *tables: str) -> None:
    for table in tables:
        connection.execute(f"DROP TABLE {table}")
