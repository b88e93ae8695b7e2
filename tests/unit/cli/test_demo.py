"""``steadyback demo``: Amina's diary is sound, the same each time, and alive."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from steadyback.cli.data_folder import JOURNAL
from steadyback.cli.main import main
from steadyback.journal.entry import Entry
from steadyback.journal.jsonl import read_lines
from steadyback.journal.sqlite_store import SqliteStore

TODAY = ("--today", "2026-11-21")


def demo(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main(["demo", *TODAY, *words]) == 0
    return capsys.readouterr().out


def entries_of(text: str) -> list[Entry]:
    return read_lines(line.encode() for line in text.splitlines(keepends=True))


def state_of(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str) -> dict[str, Any]:
    (tmp_path / "amina.jsonl").write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert main(["entries", "check", str(tmp_path / "amina.jsonl"), "--json"]) == 0
    checked = json.loads(capsys.readouterr().out)
    assert checked["problem"] is None
    assert checked["loose"] == 0
    assert main(["replay", str(tmp_path / "amina.jsonl"), "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_amina_is_alive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = demo(capsys)
    entries = entries_of(text)
    kinds = {entry.kind for entry in entries}
    assert {"due-date", "country", "contact", "facts", "check", "ladder", "spasm", "seen", "note"} <= kinds
    assert {"done", "start", "finish"} <= {entry.body["did"] for entry in entries if entry.kind == "ladder"}
    found = state_of(capsys, tmp_path, text)
    assert (found["stage"], found["weeks"]) == ("pregnant", 31)
    assert found["spasms"] >= 8
    assert found["seen"] == 1
    assert found["check_is_due"] is False
    assert found["ladder"]["helped"]
    assert found["today"]["routine"]
    assert found["unread"] == []


def test_she_was_paused_in_between_and_then_seen(capsys: pytest.CaptureFixture[str]) -> None:
    seen = [entry for entry in entries_of(demo(capsys)) if entry.kind == "seen"]
    assert len(seen) == 1
    assert seen[0].body["flags"], "she was seen about something"


@pytest.mark.parametrize("words", [(), ("--weeks", "20"), ("--after-birth", "9", "--birth", "caesarean")])
def test_the_same_words_give_the_same_diary(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    assert demo(capsys, *words) == demo(capsys, *words)


def test_another_day_is_another_diary(capsys: pytest.CaptureFixture[str]) -> None:
    assert demo(capsys) != demo(capsys, "--today", "2026-11-22")


@pytest.mark.parametrize("weeks", [0, 1, 4, 12, 16, 28, 40, 42])
def test_at_any_week(tmp_path: Path, capsys: pytest.CaptureFixture[str], weeks: int) -> None:
    found = state_of(capsys, tmp_path, demo(capsys, "--weeks", str(weeks)))
    assert (found["stage"], found["weeks"]) == ("pregnant", weeks)
    assert found["entries_later_than_at"] == 0


@pytest.mark.parametrize("birth", ["vaginal", "assisted", "caesarean"])
@pytest.mark.parametrize("weeks", [0, 1, 6, 9, 30, 104])
def test_after_a_birth(tmp_path: Path, capsys: pytest.CaptureFixture[str], weeks: int, birth: str) -> None:
    found = state_of(capsys, tmp_path, demo(capsys, "--after-birth", str(weeks), "--birth", birth))
    assert (found["stage"], found["weeks"], found["birth"]) == ("postpartum", weeks, birth)
    allowed = {one["id"] for one in found["allowed"]}
    assert ("ex-tilt" in allowed) is (weeks >= 9), "only once somebody has said yes"


def test_nothing_is_told_after_the_last_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert max(entry.at for entry in entries_of(demo(capsys))) < "2026-11-22"


def test_into_a_file_that_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "amina.jsonl"
    text = demo(capsys)
    assert demo(capsys, "--out", str(path)) == ""
    assert path.read_text(encoding="utf-8") == text
    path.write_text("mine")
    assert main(["demo", *TODAY, "--out", str(path)]) == 2
    assert "--force" in capsys.readouterr().err
    assert path.read_text() == "mine"
    demo(capsys, "--out", str(path), "--force")
    assert path.read_text(encoding="utf-8") == text
    assert list(tmp_path.iterdir()) == [path]


def test_into_a_diary_that_is_empty_and_never_into_somebodys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = entries_of(demo(capsys))
    demo(capsys, "--data", str(tmp_path))
    with closing(SqliteStore(tmp_path / JOURNAL)) as store:
        assert list(store.all()) == expected
    assert main(["demo", *TODAY, "--weeks", "20", "--data", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert len(error.splitlines()) == 1
    assert "--force" in error
    with closing(SqliteStore(tmp_path / JOURNAL)) as store:
        assert list(store.all()) == expected
    demo(capsys, "--weeks", "20", "--data", str(tmp_path), "--force")
    with closing(SqliteStore(tmp_path / JOURNAL)) as store:
        assert store.count() > len(expected)


@pytest.mark.parametrize(
    "words",
    [
        ("--weeks", "57"),
        ("--weeks", "-1"),
        ("--weeks", "many"),
        ("--after-birth", "200"),
        ("--after-birth", "2", "--weeks", "3"),
        ("--birth", "vaginal"),
        ("--birth", "sideways"),
        ("--today", "2026-02-30"),
        ("--today", "0001-01-01"),
        ("--out", "/nowhere/at/all"),
    ],
)
def test_bad_input_is_one_line(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    assert main(["demo", *words]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert len(error.splitlines()) == 1
