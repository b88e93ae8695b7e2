"""The end of a diary: its file and everything SQLite keeps beside it, written over and taken away."""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from steadyback.journal.sqlite_file import complaints_told, sync

#: What a file is called between the moment it is no diary any more and the moment it is gone.
_ON_ITS_WAY = ".erased-"
_CHUNK = 1 << 20


def erase(path: Path) -> None:
    """Erase the diary ``path``, open or locked, sound or damaged. Nothing happens when there is none.

    It first loses its name, so that a crash on the way never leaves half a diary: ``finish`` does the rest later.
    StoreError when it could not be done. A disk may still hold old pieces where no program can reach them.
    """
    with complaints_told(path):
        if path.exists():
            _empty_the_log(path)
            path.replace(path.with_name(_ON_ITS_WAY + secrets.token_hex(4)))
            sync(path.parent)
        for beside in ("-wal", "-shm", "-journal"):
            _write_over(path.with_name(path.name + beside))
        finish(path.parent)


def finish(folder: Path) -> None:
    """Erase what a crash left half erased in ``folder``."""
    if folder.is_dir():
        for left in folder.glob(f"{_ON_ITS_WAY}*"):
            _write_over(left)
        sync(folder)


def _empty_the_log(path: Path) -> None:
    """Put the write-ahead log into the file, so that none is left to be taken for that of a new diary."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _write_over(path: Path) -> None:
    """Nothing where each byte was, on the disk as far as the system can tell, and then no file."""
    if not path.is_file() or path.is_symlink():
        return
    with path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, _CHUNK)))
        file.flush()
        os.fsync(file.fileno())
        file.truncate(0)
    path.unlink()
