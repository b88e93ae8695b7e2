"""Opening whatever diary lies in a file: open, or under a passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from steadyback.journal.sqlite_store import SqliteStore
from steadyback.journal.store import LockedError

if TYPE_CHECKING:
    from steadyback.journal.locked_store import LockedStore


def open_store(path: Path) -> SqliteStore | LockedStore:
    """The diary ``path``, made when it is not there; a locked one is not unlocked. StoreError when it cannot be opened.

    What unlocks a diary is loaded only for one that is locked: it takes longer to load than the rest.
    """
    try:
        return SqliteStore(path)
    except LockedError:
        from steadyback.journal.locked_store import LockedStore

        return LockedStore(path)
