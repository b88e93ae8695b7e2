"""One SQLite file of ours: made for her alone, opened durably, changed all or nothing.

Durability is SQLite's: a write-ahead log, synced at every commit.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from steadyback.journal.sqlite_fault import LOCKED, NOT_OURS, LockedFileError, RefusedError, is_busy, told

#: "Sbak" as a number: the mark by which a file is known to be ours.
APPLICATION_ID = 0x5362616B
#: The arrangement of the tables of a diary that lies open. A file with a higher number is from a newer version.
SCHEMA = 1
#: The arrangement under a passphrase. Far away, so that a version that knows no lock calls it newer and lets it be.
LOCKED_SCHEMA = 101


@contextmanager
def complaints_told(path: Path) -> Iterator[None]:
    """Whatever SQLite or the disk complains about inside, raised as a StoreError that names ``path``."""
    try:
        yield
    except (sqlite3.Error, OSError, RefusedError) as error:
        raise told(error, path) from error


@contextmanager
def transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
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


def opened(path: Path, wait_ms: int, tables: tuple[str, ...]) -> sqlite3.Connection:
    """A connection to a diary that lies open, made with ``tables`` when the file is empty.

    Waits up to ``wait_ms`` milliseconds while another program makes the same file. RefusedError when it is not ours.
    """
    return _connected(path, wait_ms, lambda connection: _prepare(connection, tables))


def opened_locked(path: Path, wait_ms: int) -> sqlite3.Connection:
    """A connection to a diary under a passphrase. RefusedError when it is none."""
    return _connected(path, wait_ms, _prepare_locked)


def make_private(path: Path) -> None:
    """The file and its folder, for her alone. A folder that was there keeps its mode.

    An existing file is not opened here: closing it again would drop the locks that SQLite has on it.
    """
    folder = path.parent
    for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
        sync(missing.parent)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        sync(folder)
    except FileExistsError:
        mode = path.stat().st_mode
        if path.is_file() and mode & 0o077:
            with suppress(PermissionError):  # somebody else's file: SQLite will say whether we may
                path.chmod(mode & 0o700)


def sync(folder: Path) -> None:
    """See to it that a changed name in ``folder`` outlasts a power cut, where the system can."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _connected(path: Path, wait_ms: int, prepare: Callable[[sqlite3.Connection], None]) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=wait_ms / 1000, isolation_level=None, check_same_thread=False)
    until = time.monotonic() + wait_ms / 1000
    try:
        while True:
            try:
                prepare(connection)
            except sqlite3.OperationalError as error:
                if not is_busy(error) or time.monotonic() >= until:
                    raise
                time.sleep(0.01)  # turning the log on does not wait by itself
            else:
                return connection
    except BaseException:
        connection.close()
        raise


def _prepare(connection: sqlite3.Connection, tables: tuple[str, ...]) -> None:
    with transaction(connection, "DEFERRED"):  # one moment's view: another program may be making the file
        is_empty = _is_empty(connection)
    _make_durable(connection)
    if is_empty:
        with transaction(connection):
            if _is_empty(connection):
                for statement in tables:
                    connection.execute(statement)


def _prepare_locked(connection: sqlite3.Connection) -> None:
    with transaction(connection, "DEFERRED"):
        try:
            _is_empty(connection)
        except LockedFileError:
            pass
        else:
            raise RefusedError("the diary has no passphrase", "open it without one")
    _make_durable(connection)


def _make_durable(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")  # where the system's sync alone does not reach the disk
    connection.execute("PRAGMA temp_store = MEMORY")  # no copy of hers in the system's folder for passing files


def _is_empty(connection: sqlite3.Connection) -> bool:
    """Whether there is nothing in the file yet. RefusedError when there is, and it is not ours to read."""
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    schema = connection.execute("PRAGMA user_version").fetchone()[0]
    if mark == APPLICATION_ID and schema == SCHEMA:
        return False
    if mark == APPLICATION_ID and schema == LOCKED_SCHEMA:
        raise LockedFileError(*LOCKED)
    if mark == APPLICATION_ID and schema > SCHEMA:
        what = f"the diary is from a newer Steadyback (arrangement {schema}; this one reads up to {SCHEMA})"
        raise RefusedError(what, "update this Steadyback; the diary is untouched")
    if mark or schema or connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise RefusedError(*NOT_OURS)
    return True
