"""Real programs, really killed: what was acknowledged is there, once, whole. And several at once."""

import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from steadyback.journal.fold import effective
from steadyback.journal.sqlite_store import SqliteStore
from tests.stores import appending

ROUNDS = 300


def program(mode: str, path: Path, seed: int) -> "subprocess.Popen[str]":
    command = [sys.executable, appending.__file__, mode, str(path), str(seed)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def killed(path: Path, seed: int, chance: random.Random) -> list[list[str]]:
    """The batches that a program acknowledged until it was killed at a random moment."""
    with program("forever", path, seed) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        said = child.stdout.readline() if chance.random() < 0.8 else ""  # else perhaps before there is a file
        time.sleep(chance.uniform(0, 0.15))
        child.send_signal(signal.SIGKILL)
        said += child.stdout.read()  # not communicate(): it passes over what readline() has read ahead
        assert child.wait() == -signal.SIGKILL, child.stderr.read()
    return [line.split() for line in said.splitlines(keepends=True) if line.endswith("\n")]


def test_kill_9_at_any_moment_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(99)
    path = tmp_path / "diary" / "journal.sqlite3"
    acknowledged: list[list[str]] = []
    for number in range(ROUNDS):
        acknowledged += killed(path, number, chance)
        store = SqliteStore(path)
        told = list(store.all())
        store.close()
        ids = Counter(entry.id for entry in told)
        assert {one for batch in acknowledged for one in batch} <= ids.keys()
        assert all(times == 1 for times in ids.values())
        assert all(entry == appending.entry_of(entry.id) for entry in told)
        # What was not acknowledged is at most the last batch of each round: there whole, or not at all.
        assert len(told) - sum(map(len, acknowledged)) <= 12 * (number + 1)
    assert len(acknowledged) > ROUNDS


def test_a_batch_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    """The sizes of the batches follow from the seed, so the entries must end where a batch ends."""
    chance = random.Random(5)
    for number in range(5):
        path = tmp_path / f"{number}.sqlite3"
        killed(path, number, chance)
        store = SqliteStore(path)
        count = store.count()
        store.close()
        sizes = random.Random(str(number))
        ends = {0}
        while max(ends) < count:
            size = sizes.randint(1, 12)
            for _ in range(size):
                sizes.randbytes(10)
            ends.add(max(ends) + size)
        assert count in ends


def test_programs_that_append_the_same_at_once_keep_each_entry_once(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    programs = [program("shared", path, seed) for seed in range(3)]  # they make the file at once, too
    said: list[str] = []
    for child in programs:
        out, wrong = child.communicate(timeout=60)
        assert child.returncode == 0, wrong
        said += out.splitlines()
    verdicts = Counter(line.split()[1] for line in said)
    assert verdicts == {"new": appending.SHARED, "identical": 2 * appending.SHARED}
    assert {line.split()[0] for line in said if line.endswith("new")} == set(appending.shared_ids())
    store = SqliteStore(path)
    assert sorted(entry.id for entry in store.all()) == appending.shared_ids()
    assert len(effective(store.all())) == appending.SHARED
    store.close()


def test_many_may_make_the_same_diary_at_once(tmp_path: Path) -> None:
    def opened(path: Path, start: threading.Barrier) -> int:
        start.wait()
        store = SqliteStore(path, wait_ms=30_000)
        count = store.count()
        store.close()
        return count

    with ThreadPoolExecutor(6) as pool:
        for number in range(60):
            path, start = tmp_path / f"{number}.sqlite3", threading.Barrier(6)
            assert list(pool.map(opened, [path] * 6, [start] * 6)) == [0] * 6
