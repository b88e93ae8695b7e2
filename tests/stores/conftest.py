"""Every store that the one suite runs on. Another store is one more line in STORES."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from steadyback.journal.cipher import Cost
from steadyback.journal.locked_store import LockedStore
from steadyback.journal.memory_store import MemoryStore
from steadyback.journal.passphrase import set_passphrase
from steadyback.journal.sqlite_store import SqliteStore
from steadyback.journal.store import Store

PASSPHRASE = "three blind mice"
#: Tests try many passphrases: this one is quick to try, and no passphrase of a person is ever sealed at it.
QUICK = Cost(8, 1, 1)


def an_open_locked_store(folder: Path) -> LockedStore:
    path = folder / "locked.sqlite3"
    set_passphrase(path, PASSPHRASE, {}, QUICK)
    store = LockedStore(path)
    store.unlock(PASSPHRASE)
    return store


STORES: dict[str, Callable[[Path], Store]] = {
    "memory": lambda folder: MemoryStore(),
    "sqlite": lambda folder: SqliteStore(folder / "journal.sqlite3"),
    "locked": an_open_locked_store,
}


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    made = STORES[request.param](tmp_path)
    yield made
    made.close()
