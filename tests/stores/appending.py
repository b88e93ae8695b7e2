"""A program that appends to a diary until it is stopped. Run as: appending.py forever|shared DATABASE SEED."""

import random
import sys
import time
from pathlib import Path

from steadyback.journal.entry import Entry, new_id
from steadyback.journal.sqlite_store import SqliteStore

#: How many entries the programs of one race share.
SHARED = 300


def entry_of(entry_id: str) -> Entry:
    """The entry that belongs to an id: whoever knows the id can tell whether it is whole."""
    size = int(entry_id[-3:], 16)
    return Entry(entry_id, "note", "2026-11-21T03:12:45Z", "phone", {"text": entry_id * (1 + size % 100)})


def shared_ids() -> list[str]:
    chance = random.Random(7)
    return [new_id(chance.randbytes(10), number) for number in range(SHARED)]


def forever(store: SqliteStore, chance: random.Random) -> None:
    """Append batches; say the ids of each on one line once it is acknowledged."""
    while True:
        batch = [new_id(chance.randbytes(10), time.time_ns() // 1_000_000) for _ in range(chance.randint(1, 12))]
        store.append([entry_of(entry_id) for entry_id in batch])
        print(*batch, flush=True)


def shared(store: SqliteStore, chance: random.Random) -> None:
    """Append what the others append too, in an order of one's own; say which of it was new."""
    ids = shared_ids()
    chance.shuffle(ids)
    while ids:
        size = chance.randint(1, 4)
        batch, ids = ids[:size], ids[size:]
        for entry_id, verdict in zip(batch, store.append([entry_of(one) for one in batch]), strict=True):
            print(entry_id, verdict.value)


if __name__ == "__main__":
    {"forever": forever, "shared": shared}[sys.argv[1]](
        SqliteStore(Path(sys.argv[2]), wait_ms=30_000), random.Random(sys.argv[3])
    )
