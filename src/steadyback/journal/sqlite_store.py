"""The store on disk: one SQLite file that survives a crash, a full disk and two programs at once.

Durability is SQLite's: a write-ahead log, synced at every commit. What ``append`` has returned from is on the disk.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from steadyback.journal.entry import Entry, EntryError, checked, entry_text
from steadyback.journal.merge import MergeVerdict, merge
from steadyback.journal.plain import text_of
from steadyback.journal.sqlite_fault import DAMAGED, RefusedError
from steadyback.journal.sqlite_file import (
    APPLICATION_ID,
    SCHEMA,
    complaints_told,
    make_private,
    opened,
    transaction,
)

__all__ = ["APPLICATION_ID", "SCHEMA", "SqliteStore"]

#: ``number`` counts arrivals without gaps; ``utc`` is derived, for whoever looks with SQL.
_ENTRY_TABLE = """CREATE TABLE entry (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    at TEXT NOT NULL, utc TEXT NOT NULL, device TEXT NOT NULL, body TEXT NOT NULL)"""
TABLES = (
    _ENTRY_TABLE,
    "CREATE TABLE apart (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {SCHEMA}",
)
PUT = "INSERT INTO entry (id, kind, at, utc, device, body) VALUES (?, ?, ?, ?, ?, ?)"
PUT_APART = "INSERT OR IGNORE INTO apart (text) VALUES (?)"
GET = "SELECT id, kind, at, device, body FROM entry"

Row = tuple[str, ...]


class SqliteStore:
    """A journal in the file ``path``, made when it is not there. StoreError when it cannot be opened or is not ours.

    ``wait_ms`` is how long to wait, in milliseconds, for another program that is writing. Threads may share a store.
    """

    def __init__(self, path: Path, *, wait_ms: int = 5000) -> None:
        self.path = path
        self._lock = threading.Lock()
        with complaints_told(path):
            make_private(path)
            self._connection = opened(path, wait_ms, TABLES)

    def append(self, entries: Iterable[Entry]) -> list[MergeVerdict]:
        """Take these entries, all or none, and give a verdict on each. When it returns they are on the disk."""
        told = [sound(entry) for entry in entries]
        with self._lock, complaints_told(self.path), transaction(self._connection):
            return [MergeVerdict.INVALID if entry is None else self._take(entry) for entry in told]

    def all(self, after: int = 0) -> Iterator[Entry]:
        """Every entry in the order of arrival, leaving out the first ``after`` of them."""
        rows = self._rows(f"{GET} WHERE number > ? ORDER BY number", (after,))
        return self._read(entry_in(row) for row in rows)

    def apart(self) -> Iterator[Entry]:
        """The entries kept apart because another with their id was here first."""
        rows = self._rows("SELECT text FROM apart ORDER BY number", ())
        return self._read(Entry(**parsed(row[0])) for row in rows)

    def count(self) -> int:
        """How many entries ``all`` gives."""
        return int(self._rows("SELECT count(*) FROM entry", ())[0][0])

    def close(self) -> None:
        """Let go of the file. Closing twice is harmless."""
        with self._lock, complaints_told(self.path):
            self._connection.close()

    def _take(self, entry: Entry) -> MergeVerdict:
        row = self._connection.execute(f"{GET} WHERE id = ?", (entry.id,)).fetchone()
        verdict = merge(None if row is None else entry_in(row), entry)
        if verdict is MergeVerdict.NEW:
            self._connection.execute(PUT, row_of(entry))
        elif verdict is MergeVerdict.CONFLICT:
            self._connection.execute(PUT_APART, (entry_text(entry),))
        return verdict

    def _rows(self, sql: str, values: tuple[object, ...]) -> list[Row]:
        with self._lock, complaints_told(self.path):
            return self._connection.execute(sql, values).fetchall()

    def _read(self, entries: Iterator[Entry]) -> Iterator[Entry]:
        with complaints_told(self.path):
            yield from entries


def sound(entry: Entry) -> Entry | None:
    """The entry, checked, or None when it cannot be one. A kind from a newer version passes unread."""
    try:
        return checked(entry, keep_unknown_kinds=True)
    except EntryError:
        return None


def row_of(entry: Entry) -> Row:
    """What ``PUT`` wants of an entry."""
    return (entry.id, entry.kind, entry.at, entry.utc, entry.device, text_of(entry.body))


def entry_in(row: Row) -> Entry:
    """The entry in a row of ``GET``. RefusedError when it is damaged."""
    return Entry(row[0], row[1], row[2], row[3], parsed(row[4]))


def parsed(text: str) -> dict[str, Any]:
    """The JSON object in a text that we wrote. RefusedError when it is none: then the file is damaged."""
    try:
        value = json.loads(text)
    except (TypeError, ValueError):
        value = None
    if not isinstance(value, dict):
        raise RefusedError(*DAMAGED)
    return value
