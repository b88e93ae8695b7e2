"""A program that appends to a diary until it is stopped. Run as: appending.py MODE DATABASE SEED.

MODE: forever, shared; or, for a diary under PASSPHRASE, sealed (it is open) and boxed (it is locked).
"""

import random
import sys
import time
from pathlib import Path

from steadyback.journal.entry import Entry, new_id
from steadyback.journal.locked_store import LockedStore
from steadyback.journal.sqlite_store import SqliteStore
from steadyback.journal.store import Store

#: How many entries the programs of one race share.
SHARED = 300
PASSPHRASE = "three blind mice"


def entry_of(entry_id: str) -> Entry:
    """The entry that belongs to an id: whoever knows the id can tell whether it is whole."""
    size = int(entry_id[-3:], 16)
    return Entry(entry_id, "note", "2026-11-21T03:12:45Z", "phone", {"text": entry_id * (1 + size % 100)})


def shared_ids() -> list[str]:
    chance = random.Random(7)
    return [new_id(chance.randbytes(10), number) for number in range(SHARED)]


def forever(store: Store, chance: random.Random) -> None:
    """Append batches; say the ids of each on one line once it is acknowledged."""
    while True:
        batch = [new_id(chance.randbytes(10), time.time_ns() // 1_000_000) for _ in range(chance.randint(1, 12))]
        store.append([entry_of(entry_id) for entry_id in batch])
        print(*batch, flush=True)


def shared(store: Store, chance: random.Random) -> None:
    """Append what the others append too, in an order of one's own; say which of it was new."""
    ids = shared_ids()
    chance.shuffle(ids)
    while ids:
        size = chance.randint(1, 4)
        batch, ids = ids[:size], ids[size:]
        for entry_id, verdict in zip(batch, store.append([entry_of(one) for one in batch]), strict=True):
            print(entry_id, verdict.value)


def store_of(mode: str, path: Path) -> Store:
    """The diary, as the mode wants it."""
    if mode not in ("sealed", "boxed"):
        return SqliteStore(path, wait_ms=30_000)
    store = LockedStore(path, wait_ms=30_000)
    if mode == "sealed":
        store.unlock(PASSPHRASE)
    return store


if __name__ == "__main__":
    run = shared if sys.argv[1] == "shared" else forever
    run(store_of(sys.argv[1], Path(sys.argv[2])), random.Random(sys.argv[3]))
