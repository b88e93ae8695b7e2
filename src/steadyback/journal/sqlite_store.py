"""The store on disk: one SQLite file that survives a crash, a full disk and two programs at once.

Durability is SQLite's: a write-ahead log, synced at every commit. What ``append`` has returned from is on the disk.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from steadyback.journal.entry import Entry, EntryError, checked, entry_text
from steadyback.journal.merge import MergeVerdict, merge
from steadyback.journal.plain import text_of
from steadyback.journal.sqlite_fault import DAMAGED, NOT_OURS, RefusedError, is_busy, told

#: "Sbak" as a number: the mark by which a file is known to be ours.
APPLICATION_ID = 0x5362616B
#: The arrangement of the tables below. A file with a higher number is from a newer version.
SCHEMA = 1
#: ``number`` counts arrivals without gaps; ``utc`` is derived, for whoever looks with SQL.
_ENTRY_TABLE = """CREATE TABLE entry (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    at TEXT NOT NULL, utc TEXT NOT NULL, device TEXT NOT NULL, body TEXT NOT NULL)"""
_TABLES = (
    _ENTRY_TABLE,
    "CREATE TABLE apart (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {SCHEMA}",
)
_PUT = "INSERT INTO entry (id, kind, at, utc, device, body) VALUES (?, ?, ?, ?, ?, ?)"
_PUT_APART = "INSERT OR IGNORE INTO apart (text) VALUES (?)"
_GET = "SELECT id, kind, at, device, body FROM entry"

Row = tuple[str, ...]


class SqliteStore:
    """A journal in the file ``path``, made when it is not there. StoreError when it cannot be opened or is not ours.

    ``wait_ms`` is how long to wait, in milliseconds, for another program that is writing. Threads may share a store.
    """

    def __init__(self, path: Path, *, wait_ms: int = 5000) -> None:
        self.path = path
        self._lock = threading.Lock()
        with self._complaints_told():
            _make_private(path)
            self._connection = _opened(path, wait_ms)

    def append(self, entries: Iterable[Entry]) -> list[MergeVerdict]:
        """Take these entries, all or none, and give a verdict on each. When it returns they are on the disk."""
        sound = [_sound(entry) for entry in entries]
        with self._lock, self._complaints_told(), _transaction(self._connection):
            return [MergeVerdict.INVALID if entry is None else self._take(entry) for entry in sound]

    def all(self, after: int = 0) -> Iterator[Entry]:
        """Every entry in the order of arrival, leaving out the first ``after`` of them."""
        rows = self._rows(f"{_GET} WHERE number > ? ORDER BY number", (after,))
        return self._read(_entry(row) for row in rows)

    def apart(self) -> Iterator[Entry]:
        """The entries kept apart because another with their id was here first."""
        rows = self._rows("SELECT text FROM apart ORDER BY number", ())
        return self._read(Entry(**_parsed(row[0])) for row in rows)

    def count(self) -> int:
        """How many entries ``all`` gives."""
        return int(self._rows("SELECT count(*) FROM entry", ())[0][0])

    def close(self) -> None:
        """Let go of the file. Closing twice is harmless."""
        with self._lock, self._complaints_told():
            self._connection.close()

    def _take(self, entry: Entry) -> MergeVerdict:
        row = self._connection.execute(f"{_GET} WHERE id = ?", (entry.id,)).fetchone()
        verdict = merge(None if row is None else _entry(row), entry)
        if verdict is MergeVerdict.NEW:
            values = (entry.id, entry.kind, entry.at, entry.utc, entry.device, text_of(entry.body))
            self._connection.execute(_PUT, values)
        elif verdict is MergeVerdict.CONFLICT:
            self._connection.execute(_PUT_APART, (entry_text(entry),))
        return verdict

    def _rows(self, sql: str, values: tuple[object, ...]) -> list[Row]:
        with self._lock, self._complaints_told():
            return self._connection.execute(sql, values).fetchall()

    def _read(self, entries: Iterator[Entry]) -> Iterator[Entry]:
        with self._complaints_told():
            yield from entries

    @contextmanager
    def _complaints_told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError, RefusedError) as error:
            raise told(error, self.path) from error


def _sound(entry: Entry) -> Entry | None:
    try:
        return checked(entry, keep_unknown_kinds=True)
    except EntryError:
        return None


def _entry(row: Row) -> Entry:
    return Entry(row[0], row[1], row[2], row[3], _parsed(row[4]))


def _parsed(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (TypeError, ValueError):
        value = None
    if not isinstance(value, dict):
        raise RefusedError(*DAMAGED)
    return value


def _make_private(path: Path) -> None:
    """The file and its folder, for her alone. A folder that was there keeps its mode.

    An existing file is not opened here: closing it again would drop the locks that SQLite has on it.
    """
    folder = path.parent
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sync(folder.parent)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        _sync(folder)
    except FileExistsError:
        mode = path.stat().st_mode
        if path.is_file() and mode & 0o077:
            with suppress(PermissionError):  # somebody else's file: SQLite will say whether we may
                path.chmod(mode & 0o700)


def _sync(folder: Path) -> None:
    """See to it that a new name in ``folder`` outlasts a power cut, where the system can."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _opened(path: Path, wait_ms: int) -> sqlite3.Connection:
    """A connection to a file that is ours, with its tables. Waits while another program makes the same file."""
    connection = sqlite3.connect(path, timeout=wait_ms / 1000, isolation_level=None, check_same_thread=False)
    until = time.monotonic() + wait_ms / 1000
    try:
        while True:
            try:
                _prepare(connection)
            except sqlite3.OperationalError as error:
                if not is_busy(error) or time.monotonic() >= until:
                    raise
                time.sleep(0.01)  # turning the log on does not wait by itself
            else:
                return connection
    except BaseException:
        connection.close()
        raise


def _prepare(connection: sqlite3.Connection) -> None:
    with _transaction(connection, "DEFERRED"):  # one moment's view: another program may be making the file
        is_empty = _is_empty(connection)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")  # where the system's sync alone does not reach the disk
    if is_empty:
        with _transaction(connection):
            if _is_empty(connection):
                for statement in _TABLES:
                    connection.execute(statement)


def _is_empty(connection: sqlite3.Connection) -> bool:
    """Whether there is nothing in the file yet. RefusedError when there is, and it is not ours to read."""
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    schema = connection.execute("PRAGMA user_version").fetchone()[0]
    if mark == APPLICATION_ID and schema == SCHEMA:
        return False
    if mark == APPLICATION_ID and schema > SCHEMA:
        what = f"the diary is from a newer Steadyback (arrangement {schema}; this one reads up to {SCHEMA})"
        raise RefusedError(what, "update this Steadyback; the diary is untouched")
    if mark or schema or connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise RefusedError(*NOT_OURS)
    return True


@contextmanager
def _transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    """All of it or nothing. IMMEDIATE takes the right to write at the start, so that nothing changes in between."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise
