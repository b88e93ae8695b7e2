"""What can go wrong with one file on a disk: one clear line, and nothing stored is lost or half-written."""

import errno
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from steadyback.journal.entry import Entry
from steadyback.journal.merge import MergeVerdict
from steadyback.journal.sqlite_store import APPLICATION_ID, SCHEMA, SqliteStore
from steadyback.journal.store import StoreError
from tests.unit.journal.made_entries import an_entry

TOLD = [an_entry(number) for number in range(5)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A diary with TOLD in it, closed."""
    made = tmp_path / "journal.sqlite3"
    with closing(SqliteStore(made)) as store:
        store.append(TOLD)
    return made


def told(path: Path) -> list[Entry]:
    with closing(SqliteStore(path)) as store:
        return list(store.all())


def refused(act: Callable[[], object]) -> StoreError:
    with pytest.raises(StoreError) as caught:
        act()
    error = caught.value
    assert error.what
    assert error.mend
    assert len(str(error).splitlines()) == 1
    assert error.where in str(error)
    return error


def test_it_is_durable_and_marked_as_ours(path: Path) -> None:
    with closing(SqliteStore(path)) as store:
        asked = {
            name: store._connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "application_id", "user_version", "busy_timeout")
        }
    assert asked == {
        "journal_mode": "wal",
        "synchronous": 2,
        "application_id": APPLICATION_ID,
        "user_version": SCHEMA,
        "busy_timeout": 5000,
    }


def test_the_diary_and_its_new_folder_are_hers_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "journal.sqlite3"
    with closing(SqliteStore(path)) as store:
        store.append(TOLD)
        assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_diary_that_others_could_read_is_closed_to_them_and_her_folder_is_let_be(path: Path) -> None:
    path.chmod(0o644)
    path.parent.chmod(0o755)
    assert told(path) == TOLD
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o755


def test_what_was_stored_is_there_after_opening_again(path: Path) -> None:
    assert told(path) == TOLD


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def test_a_locked_diary_can_be_read_and_says_that_it_is_busy(path: Path) -> None:
    with closing(SqliteStore(path, wait_ms=20)) as store:
        with locked(path):
            error = refused(lambda: store.append([an_entry(9)]))
            assert "another program" in error.what
            assert list(store.all()) == TOLD
        assert store.append([an_entry(9)]) == [MergeVerdict.NEW]


def test_a_diary_locked_before_it_is_opened_says_so(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    path.touch()
    with locked(path):
        assert "another program" in refused(lambda: SqliteStore(path, wait_ms=20)).what
    assert told(path) == []


def test_a_lock_that_is_let_go_in_time_is_no_trouble(path: Path) -> None:
    with closing(SqliteStore(path)) as store:
        waiting = threading.Thread(target=store.append, args=([an_entry(9)],))
        with locked(path):
            waiting.start()
            waiting.join(0.1)
            assert waiting.is_alive()
        waiting.join(10)
    assert told(path) == [*TOLD, an_entry(9)]


def test_a_new_diary_that_somebody_looks_into_is_opened_when_they_have_done(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    path.touch()
    opened: list[int] = []
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM sqlite_master").fetchone()
        waiting = threading.Thread(target=lambda: opened.append(len(told(path))))
        waiting.start()
        waiting.join(0.1)
        assert waiting.is_alive()
        other.execute("COMMIT")
        waiting.join(10)
    assert opened == [0]


def test_threads_may_share_a_store(path: Path) -> None:
    mine = [[an_entry(100 * thread + number) for number in range(30)] for thread in range(1, 5)]
    with closing(SqliteStore(path)) as store:
        threads = [
            threading.Thread(target=lambda batch=batch: [store.append([one]) for one in batch]) for batch in mine
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(told(path)) == sorted([*TOLD, *(one for batch in mine for one in batch)])


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path | None]:
    """A disk of 512 KB of its own, where this machine lets us make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = False
    if sys.platform == "linux" and os.geteuid() == 0 and shutil.which("mount"):
        command = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    yield folder if mounted else None
    if mounted:
        subprocess.run(["umount", str(folder)], check=True)


def fill(store: SqliteStore) -> tuple[list[Entry], StoreError]:
    """Append until the disk is full: what was acknowledged, and the complaint."""
    taken: list[Entry] = []
    for number in range(10_000):
        pair = [an_entry(2 * number, text="a" * 9_000), an_entry(2 * number + 1, text="b" * 9_000)]
        try:
            store.append(pair)
        except StoreError as error:
            return taken, error
        taken += pair
    raise AssertionError("the disk never filled")


def test_a_full_disk_loses_nothing_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    with closing(SqliteStore(path)) as store:
        store._connection.execute("PRAGMA max_page_count = 40")
        taken, error = fill(store)
        assert "disk is full" in error.what
        assert taken
        assert list(store.all()) == taken
        store._connection.execute("PRAGMA max_page_count = 4000")
        assert store.append([an_entry(99_999)]) == [MergeVerdict.NEW]
    assert told(path) == [*taken, an_entry(99_999)]


def test_a_really_full_disk_loses_nothing(small_disk: Path | None, tmp_path: Path) -> None:
    path = (small_disk or tmp_path) / "journal.sqlite3"
    with closing(SqliteStore(path)) as store:
        if small_disk is None:  # no disk of our own here: SQLite's own limit gives the same fault
            store._connection.execute("PRAGMA max_page_count = 60")
        taken, error = fill(store)
        assert "full" in str(error)
        assert taken
        assert list(store.all()) == taken
    if small_disk is not None:
        assert told(path) == taken
        subprocess.run(["mount", "-o", "remount,size=4m", str(small_disk)], check=True)
    with closing(SqliteStore(path)) as store:
        assert list(store.all()) == taken
        assert store.append([an_entry(99_999)]) == [MergeVerdict.NEW]


def test_no_room_for_even_an_empty_diary_is_said(
    small_disk: Path | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "open", full)
        assert "disk is full" in refused(lambda: SqliteStore(tmp_path / "journal.sqlite3")).what
    if small_disk is not None:
        (small_disk / "other").write_bytes(b"x" * 510 * 1024)
        assert "full" in str(refused(lambda: SqliteStore(small_disk / "journal.sqlite3")))
        (small_disk / "other").unlink()
        assert told(small_disk / "journal.sqlite3") == []


def full(*_: object) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")
