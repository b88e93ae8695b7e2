"""Every store that the one suite runs on. Another store is one more line in STORES."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from steadyback.journal.memory_store import MemoryStore
from steadyback.journal.sqlite_store import SqliteStore
from steadyback.journal.store import Store

STORES: dict[str, Callable[[Path], Store]] = {
    "memory": lambda folder: MemoryStore(),
    "sqlite": lambda folder: SqliteStore(folder / "journal.sqlite3"),
}


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    made = STORES[request.param](tmp_path)
    yield made
    made.close()
