"""A journal under a passphrase: the same file, with every entry sealed.

Readable without the passphrase are: how many entries there are, about how long each is, in which order they came, what
the lock's header says, and the times that the system keeps of the file. Nothing else: kinds, instants, ids and bodies
are sealed. While it is locked it still takes entries, into a box that only the passphrase opens.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from steadyback.journal.cipher import (
    Header,
    Keys,
    WrongKeyError,
    header_of,
    header_text,
    into_box,
    keys_of,
)
from steadyback.journal.entry import Entry, entry_text
from steadyback.journal.merge import MergeVerdict, merge
from steadyback.journal.sqlite_fault import LOCKED, LockedFileError, RefusedError
from steadyback.journal.sqlite_file import LOCKED_SCHEMA, complaints_told, make_private, opened_locked, transaction
from steadyback.journal.sqlite_store import parsed, sound
from steadyback.journal.store import WrongPassphraseError

#: ``mark`` stands for an id (or a whole text) without telling it; ``is_clean`` is 0 until no old page is left.
LOCKED_TABLES = (
    "CREATE TABLE lock (one INTEGER PRIMARY KEY CHECK (one = 1), text TEXT NOT NULL, is_clean INTEGER NOT NULL)",
    "CREATE TABLE sealed (number INTEGER PRIMARY KEY, mark BLOB NOT NULL UNIQUE, box BLOB NOT NULL)",
    "CREATE TABLE sealed_apart (number INTEGER PRIMARY KEY, mark BLOB NOT NULL UNIQUE, box BLOB NOT NULL)",
    "CREATE TABLE inbox (number INTEGER PRIMARY KEY, box BLOB NOT NULL)",
    f"PRAGMA user_version = {LOCKED_SCHEMA}",
)


class LockedStore:
    """The journal under a passphrase in the file ``path``. StoreError when it cannot be opened or has no lock.

    It begins locked: then ``append`` puts entries into the box, and reading raises LockedError. Threads may share it.
    ``wait_ms`` is how long to wait, in milliseconds, for another program that is writing.
    """

    def __init__(self, path: Path, *, wait_ms: int = 5000) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._keys: Keys | None = None
        with complaints_told(path):
            make_private(path)
            self._connection = opened_locked(path, wait_ms)
        try:
            self._header()  # a header that we cannot read is said now
            with complaints_told(path):
                scrub(self._connection)
        except BaseException:
            self._connection.close()
            raise

    @property
    def is_locked(self) -> bool:
        """Whether the passphrase is wanted before anything can be read."""
        return self._keys is None

    @property
    def outside(self) -> dict[str, Any]:
        """What may be read without the passphrase."""
        return self._header().outside

    def unlock(self, passphrase: str) -> None:
        """Open it: slow on purpose. WrongPassphraseError when the passphrase is another."""
        self.unlock_with(self.check(passphrase))

    def unlock_with(self, keys: Keys) -> None:
        """Open it with its keys. LockedError when they are those of an earlier passphrase."""
        with self._lock, complaints_told(self.path):
            self._keys = keys
            with transaction(self._connection):
                self._check_epoch()
                self._empty_box(keys)
            scrub(self._connection)

    def check(self, passphrase: str) -> Keys:
        """The keys, when this is the passphrase, and else WrongPassphraseError. Slow on purpose; it opens nothing."""
        header = self._header()
        try:
            return keys_of(header, passphrase)
        except WrongKeyError:
            what = "this is not the passphrase of this diary"
            raise WrongPassphraseError(what, str(self.path), "look at it once more, and type it again") from None

    def lock(self) -> None:
        """Let go of the keys. What was read before stays wherever it was taken."""
        self._keys = None

    def tell_outside(self, told: dict[str, Any]) -> None:
        """Keep some words where they may be read without the passphrase."""
        with self._lock, complaints_told(self.path), transaction(self._connection):
            header = header_in(self._connection)
            changed = header_text(header._replace(outside=header.outside | told))
            self._connection.execute("UPDATE lock SET text = ?", (changed,))

    def append(self, entries: Iterable[Entry]) -> list[MergeVerdict]:
        """Take these entries, all or none, and give a verdict on each. When it returns they are on the disk.

        While it is locked each sound one is said to be new; what it was is found out when it is opened.
        """
        told = [sound(entry) for entry in entries]
        with self._lock, complaints_told(self.path), transaction(self._connection):
            keys = self._keys
            if keys is None:
                inbox = header_in(self._connection).inbox
                return [self._into_box(entry, inbox) for entry in told]
            self._check_epoch()
            self._empty_box(keys)
            return [MergeVerdict.INVALID if entry is None else self._take(entry, keys) for entry in told]

    def all(self, after: int = 0) -> Iterator[Entry]:
        """Every entry in the order of arrival, leaving out the first ``after``. LockedError while it is locked."""
        sql = "SELECT number, box FROM sealed WHERE number > ? ORDER BY number"
        return self._read("sealed", sql, (after,))

    def apart(self) -> Iterator[Entry]:
        """The entries kept apart because another with their id was here first. LockedError while it is locked."""
        return self._read("sealed_apart", "SELECT number, box FROM sealed_apart ORDER BY number", ())

    def count(self) -> int:
        """How many entries ``all`` gives, what has come into the box included. LockedError while it is locked."""
        with self._lock, complaints_told(self.path):
            keys = self._open_keys()
            if self._connection.execute("SELECT EXISTS (SELECT 1 FROM inbox)").fetchone()[0]:
                with transaction(self._connection):
                    self._check_epoch()
                    self._empty_box(keys)
            return int(self._connection.execute("SELECT count(*) FROM sealed").fetchone()[0])

    def waiting(self) -> int:
        """How many entries lie in the box; once the diary is open, those that are damaged and cannot be read."""
        with self._lock, complaints_told(self.path):
            return int(self._connection.execute("SELECT count(*) FROM inbox").fetchone()[0])

    def close(self) -> None:
        """Let go of the keys and of the file. Closing twice is harmless."""
        self._keys = None
        with self._lock, complaints_told(self.path):
            self._connection.close()

    def _header(self) -> Header:
        with self._lock, complaints_told(self.path):
            return header_in(self._connection)

    def _open_keys(self) -> Keys:
        self._connection.execute("SELECT 1")  # a closed diary is said to be closed, not locked
        if self._keys is None:
            raise LockedFileError(*LOCKED)
        self._check_epoch()
        return self._keys

    def _check_epoch(self) -> None:
        """Another program may have changed the passphrase: then these keys are worth nothing, and writing loses."""
        if self._keys is not None and header_in(self._connection).epoch != self._keys.epoch:
            self._keys = None
            raise LockedFileError("its passphrase was changed meanwhile", "give the new one")

    def _into_box(self, entry: Entry | None, inbox: bytes) -> MergeVerdict:
        if entry is None:
            return MergeVerdict.INVALID
        self._connection.execute("INSERT INTO inbox (box) VALUES (?)", (into_box(inbox, entry_text(entry)),))
        return MergeVerdict.NEW

    def _empty_box(self, keys: Keys) -> None:
        for number, entry in boxed_in(self._connection, keys):
            self._take(entry, keys)
            self._connection.execute("DELETE FROM inbox WHERE number = ?", (number,))

    def _take(self, entry: Entry, keys: Keys) -> MergeVerdict:
        mark = keys.mark(entry.id)
        row = self._connection.execute("SELECT number, box FROM sealed WHERE mark = ?", (mark,)).fetchone()
        known = None if row is None else entry_from(keys.unsealed(row[1], "sealed", row[0]))
        verdict = merge(known, entry)
        if verdict is MergeVerdict.NEW:
            put_sealed(self._connection, keys, "sealed", mark, entry)
        elif verdict is MergeVerdict.CONFLICT:
            put_sealed(self._connection, keys, "sealed_apart", keys.mark(entry_text(entry)), entry)
        return verdict

    def _read(self, table: str, sql: str, values: tuple[object, ...]) -> Iterator[Entry]:
        with complaints_told(self.path):
            with self._lock:
                keys = self._open_keys()
                rows = self._connection.execute(sql, values).fetchall()
            for number, box in rows:
                yield entry_from(keys.unsealed(box, table, number))


def header_in(connection: sqlite3.Connection) -> Header:
    """The header of the lock in a file. RefusedError when it cannot be read."""
    row = connection.execute("SELECT text FROM lock").fetchone()
    return header_of(row[0] if row else "")


def entry_from(text: str) -> Entry:
    """The entry in a text that was sealed."""
    return Entry(**parsed(text))


def boxed_in(connection: sqlite3.Connection, keys: Keys) -> list[tuple[int, Entry]]:
    """Number and entry of whatever in the box can be read. What is damaged is let be: it must not shut her out."""
    found = []
    for number, box in connection.execute("SELECT number, box FROM inbox ORDER BY number").fetchall():
        with suppress(RefusedError):
            found.append((number, entry_from(keys.from_box(box))))
    return found


def put_sealed(connection: sqlite3.Connection, keys: Keys, table: str, mark: bytes, entry: Entry) -> None:
    """One more sealed entry; what lies apart already is not put there twice."""
    number = connection.execute(f"SELECT coalesce(max(number), 0) + 1 FROM {table}").fetchone()[0]  # noqa: S608 - our own names
    values = (number, mark, keys.sealed(entry_text(entry), table, number))
    connection.execute(f"INSERT OR IGNORE INTO {table} (number, mark, box) VALUES (?, ?, ?)", values)  # noqa: S608


def scrub(connection: sqlite3.Connection) -> bool:
    """Write over whatever of an unlocked diary still lies in the file and its log. False: somebody else has it open.

    Until it has been done the file remembers, and the next opening tries again.
    """
    if connection.execute("SELECT is_clean FROM lock").fetchone()[0]:
        return True
    connection.execute("PRAGMA secure_delete = ON")
    try:
        if not _log_emptied(connection):
            return False
        connection.execute("VACUUM")
        connection.execute("UPDATE lock SET is_clean = 1")
        if _log_emptied(connection):
            return True
        connection.execute("UPDATE lock SET is_clean = 0")
    except sqlite3.OperationalError:  # busy, or no room for it now
        pass
    return False


def _log_emptied(connection: sqlite3.Connection) -> bool:
    """The write-ahead log put into the file and cut to nothing; False when another program still reads it."""
    return not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
