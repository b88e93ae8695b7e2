"""What SQLite and the disk complain about, said so that somebody can mend it."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from steadyback.journal.store import LockedError, StoreError

_ELSEWHERE = "choose another folder with --data"
_FULL = (
    "the disk is full, so this was not saved; what was saved before is safe",
    "make room on the disk, then try again",
)
_READ_ONLY = ("it may not be written to", f"allow writing to it and to its folder, or {_ELSEWHERE}")
_NOT_OPEN = ("it cannot be opened", f"check that its folder is there and is yours, or {_ELSEWHERE}")
NOT_OURS = ("it is not a Steadyback diary", f"move that file away, or {_ELSEWHERE}")
DAMAGED = (
    "the diary file is damaged",
    "keep the file, and bring your last export into a new folder: steadyback entries import FILE --data FOLDER",
)
LOCKED = ("the diary is locked", "give its passphrase")
_CLOSED = ("the diary was closed", "open it again")
_BUSY = ("another program is writing in the diary", "close that program, or try again in a moment")
_DISK = "check that the disk is neither full nor unplugged, then try again"

_BY_CODE = {
    sqlite3.SQLITE_AUTH: _NOT_OPEN,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_CANTOPEN: _NOT_OPEN,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_NOTADB: NOT_OURS,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
}
_BY_ERRNO = {
    errno.EACCES: _READ_ONLY,
    errno.EDQUOT: _FULL,
    errno.ENOSPC: _FULL,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
}


class RefusedError(Exception):
    """A file that is sound to SQLite and still nothing for us: what is wrong, and the mend."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what = what
        self.mend = mend


class LockedFileError(RefusedError):
    """A diary under a passphrase, opened as if it had none."""


def is_busy(error: sqlite3.Error) -> bool:
    """Whether waiting may help: another program has the file for the moment."""
    return _primary(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def told(error: sqlite3.Error | OSError | RefusedError, path: Path) -> StoreError:
    """The same complaint with what, where and the mend."""
    if isinstance(error, LockedFileError) or "no such table" in str(error):
        return LockedError(*_and_where(LOCKED, path))  # no table of that name: it was locked while we had it open
    if isinstance(error, RefusedError):
        what, mend = error.what, error.mend
    elif isinstance(error, OSError):
        why = error.strerror or type(error).__name__
        what, mend = _BY_ERRNO.get(error.errno or 0, (f"{_NOT_OPEN[0]} ({why})", _NOT_OPEN[1]))
    elif "closed database" in str(error):
        what, mend = _CLOSED
    elif "decode to UTF-8" in str(error):
        what, mend = DAMAGED
    else:
        what, mend = _BY_CODE.get(_primary(error), (f"it could not be read or written ({error})", _DISK))
    return StoreError(what, str(path), mend)


def _and_where(words: tuple[str, str], path: Path) -> tuple[str, str, str]:
    return words[0], str(path), words[1]


def _primary(error: sqlite3.Error) -> int:
    """SQLite's primary result code; errors that Python itself raises have none, here 0."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF
