"""Files that are not a sound diary of ours: refused in one clear line, and not touched."""

import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from steadyback.journal.sqlite_store import APPLICATION_ID, SCHEMA, SqliteStore
from steadyback.journal.store import StoreError
from tests.unit.journal.made_entries import an_entry

NOBODY = 65_534
RUBBISH = random.Random(3).randbytes(1_000_000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A diary of 200 entries, closed."""
    made = tmp_path / "journal.sqlite3"
    with closing(SqliteStore(made)) as store:
        store.append([an_entry(number, text=f"note {number} " * 20) for number in range(200)])
    return made


def refused(act: Callable[[], object]) -> StoreError:
    with pytest.raises(StoreError) as caught:
        act()
    assert caught.value.mend
    assert len(str(caught.value).splitlines()) == 1
    return caught.value


def refused_at_opening(path: Path) -> StoreError:
    before = path.read_bytes()
    error = refused(lambda: SqliteStore(path, wait_ms=0))
    assert error.where == str(path)
    assert path.read_bytes() == before, "a file that we refuse is not touched"
    return error


def read_all(path: Path) -> None:
    with closing(SqliteStore(path, wait_ms=0)) as store:
        list(store.all())
        list(store.apart())


def write(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        for statement in statements:
            other.execute(statement)


@pytest.mark.parametrize("content", [b"date,spasms\n2026-11-21,3\n" * 100, b"xy", RUBBISH[:5000], b"SQLite format 3\0"])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "journal.sqlite3"
    path.write_bytes(content)
    assert "not a Steadyback diary" in refused_at_opening(path).what


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    write(path, "CREATE TABLE recipes (name TEXT)")
    assert "not a Steadyback diary" in refused_at_opening(path).what
    write(path, "DROP TABLE recipes", "PRAGMA application_id = 77")
    assert "not a Steadyback diary" in refused_at_opening(path).what


def test_a_diary_of_a_newer_version_is_refused(path: Path) -> None:
    write(path, f"PRAGMA user_version = {SCHEMA + 1}")
    error = refused_at_opening(path)
    assert "newer Steadyback" in error.what
    assert "update" in error.mend


@pytest.mark.parametrize("left", [0.9, 0.5, 0.2, 0.05])
def test_a_truncated_diary_is_called_damaged(path: Path, left: float) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * left)])
    error = refused_at_opening(path)
    assert "damaged" in error.what
    assert "import" in error.mend


def test_pages_of_rubbish_are_called_damaged_when_they_are_read(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:8192] + RUBBISH[: len(data) - 8192])
    assert "damaged" in refused(lambda: read_all(path)).what


@pytest.mark.parametrize("body", ['\'{"text": "cut\'', "'[1]'", "x'ff00'", "NULL || 7"])
def test_a_body_that_is_no_json_is_called_damaged(path: Path, body: str) -> None:
    write(path, f"UPDATE OR IGNORE entry SET body = coalesce({body}, '7') WHERE number = 100")
    assert "damaged" in refused(lambda: read_all(path)).what


def test_text_that_is_not_utf8_is_called_damaged(path: Path) -> None:
    write(path, "UPDATE entry SET device = CAST(x'ff41' AS TEXT) WHERE number = 100")
    assert "damaged" in refused(lambda: read_all(path)).what


@pytest.mark.parametrize("started", [(), ("PRAGMA journal_mode = WAL",)])
def test_a_diary_whose_making_was_cut_short_is_made_anew(tmp_path: Path, started: tuple[str, ...]) -> None:
    path = tmp_path / "journal.sqlite3"
    path.touch()
    write(path, *started)
    with closing(SqliteStore(path)) as store:
        store.append([an_entry(1)])
        assert store.count() == 1
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "journal.sqlite3").mkdir()
    assert "cannot be opened" in refused(lambda: SqliteStore(tmp_path / "journal.sqlite3")).what


def test_a_file_in_the_place_of_its_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    assert "cannot be opened" in refused(lambda: SqliteStore(tmp_path / "data" / "journal.sqlite3")).what


@pytest.fixture
def read_only(path: Path) -> Iterator[Path]:
    """The diary in a folder that anybody may look into and nobody may write to."""
    folder = Path(tempfile.mkdtemp(prefix="steadyback-"))
    shutil.copy(path, folder / path.name)
    (folder / path.name).chmod(0o444)
    folder.chmod(0o555)
    yield folder / path.name
    folder.chmod(0o755)
    shutil.rmtree(folder)


def as_an_ordinary_person(act: Callable[[], object]) -> str:
    """What ``act`` says when root's rights are laid aside: in a process of its own, because they do not come back."""
    listen, say = os.pipe()
    child = os.fork()
    if child == 0:
        words = "nothing went wrong"
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            act()
        except BaseException as error:  # noqa: BLE001  the parent hears of everything
            words = f"{type(error).__name__}: {error}"
        os.write(say, words.encode())
        os._exit(0)
    os.close(say)
    os.waitpid(child, 0)
    with os.fdopen(listen) as heard:
        return heard.read()


def test_a_diary_that_may_not_be_written_says_so(read_only: Path) -> None:
    said = as_an_ordinary_person(lambda: SqliteStore(read_only, wait_ms=0).append([an_entry(999)]))
    assert said.startswith(f"StoreError: {read_only}: ")
    assert "--data" in said


def test_a_folder_that_may_not_be_written_says_so(read_only: Path) -> None:
    said = as_an_ordinary_person(lambda: SqliteStore(read_only.parent / "other.sqlite3"))
    assert "may not be written to" in said
    assert "--data" in said
