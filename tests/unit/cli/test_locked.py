"""The command line before a locked diary, with several people, with tables, and at the end of it all."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from steadyback.cli.data_folder import JOURNAL
from steadyback.cli.main import main
from steadyback.journal.cipher import Cost
from steadyback.journal.entry import Entry
from steadyback.journal.locked_store import LockedStore
from steadyback.journal.passphrase import set_passphrase
from steadyback.journal.sqlite_store import SqliteStore
from steadyback.server.people import PEOPLE, Roster, journal_of, write_roster
from steadyback.web.device import Person
from tests.unit.cli.test_now_process import PROMPT, AtTheTerminal
from tests.unit.journal.made_entries import an_entry

WORDS = "three blind mice"
QUICK = Cost(8, 1, 1)
PLANTED = "Wolkenkuckucksheim"
TOLD = [an_entry(1, text=PLANTED), an_entry(2, "due-date", source="scan", weeks=31, on="2026-11-20", edd=None)]


def put(path: Path, told: list[Entry]) -> Path:
    with closing(SqliteStore(path)) as store:
        store.append(told)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose diary is locked."""
    made = tmp_path / "diary"
    set_passphrase(put(made / JOURNAL, TOLD), WORDS, {"country": "UK"}, QUICK)
    return made


def opened(folder: Path) -> list[Entry]:
    with closing(LockedStore(folder / JOURNAL)) as store:
        store.unlock(WORDS)
        return list(store.all())


def complaint(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    capsys.readouterr()
    assert main([str(word) for word in words]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1, said
    assert said.startswith("steadyback: ")
    return said


# ---- a passphrase, asked on the terminal ----


class Exporting(AtTheTerminal):
    """`entries export` with a pretend terminal before it."""

    def __init__(self, folder: Path, target: Path) -> None:
        self.screen, theirs = pty.openpty()
        command = [sys.executable, "-m", "steadyback.cli.main", "entries", "export", str(target), "--data", str(folder)]
        self.process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
        os.close(theirs)
        self.said = ""
        self._read_up_to = 0


def test_the_passphrase_is_asked_and_not_shown(folder: Path, tmp_path: Path) -> None:
    her = Exporting(folder, tmp_path / "copy.jsonl")
    her.answer("Passphrase", "not this one")
    her.answer("Passphrase", WORDS)
    assert her.end() == 0
    assert "That is not the passphrase. Try once more." in her.said
    assert WORDS not in her.said
    assert PLANTED in (tmp_path / "copy.jsonl").read_text(encoding="utf-8")


def test_three_wrong_ones_end_it(folder: Path, tmp_path: Path) -> None:
    her = Exporting(folder, tmp_path / "copy.jsonl")
    for _ in range(3):
        her.answer("Passphrase", "not this one")
    assert her.end() == 2
    assert "still locked" in her.said
    assert not (tmp_path / "copy.jsonl").exists()


def test_without_a_terminal_it_is_one_line(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert "locked" in complaint(capsys, "entries", "export", tmp_path / "x.jsonl", "--data", folder)


def test_now_goes_on_without_it_and_seals_what_it_hears(folder: Path) -> None:
    her = AtTheTerminal("--data", str(folder))
    her.answer("Passphrase", "")
    answered = 0
    while "How bad was it" not in her.said and answered < 60:
        prompt = her.until(PROMPT)[1]
        answered += 1
        her.type("" if "Enter for more" in prompt or "Enter to go on" in prompt else "none")
    assert "The steps are locked with your diary" in her.said
    assert PLANTED not in her.said
    assert "31" not in her.said.partition("Safety")[0][-200:]
    her.type("7")
    assert her.end() == 0
    told = opened(folder)
    assert told[:2] == TOLD
    assert "check" in [entry.kind for entry in told[2:]]


# ---- several people ----


@pytest.fixture
def household(tmp_path: Path) -> Path:
    write_roster(tmp_path, Roster((Person("first", "Ann"), Person("b1", "Bea")), "b1"))
    put(journal_of(tmp_path, "first"), [an_entry(1, text="of Ann")])
    put(journal_of(tmp_path, "b1"), [an_entry(2, text="of Bea")])
    return tmp_path


def exported(folder: Path, *more: str) -> str:
    assert main(["entries", "export", str(folder / "out.jsonl"), "--data", str(folder), "--force", *more]) == 0
    return (folder / "out.jsonl").read_text(encoding="utf-8")


def test_commands_mean_the_diary_in_use_or_the_one_that_is_named(
    household: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "of Bea" in exported(household)
    assert "of Ann" not in exported(household)
    assert "of Ann" in exported(household, "--person", "ann")
    assert "Ann, Bea" in complaint(capsys, "entries", "export", "x.jsonl", "--data", household, "--person", "Cleo")


# ---- tables ----


def test_a_table_goes_out_and_comes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path / JOURNAL, [*TOLD, an_entry(3, text="=1+1, 🌙")])
    table = tmp_path / "diary.CSV"
    assert main(["entries", "export", str(table), "--data", str(tmp_path)]) == 0
    assert "'=1+1" in table.read_text(encoding="utf-8")
    assert main(["entries", "check", str(table)]) == 0
    assert main(["entries", "import", str(table), "--data", str(tmp_path / "other")]) == 0
    with closing(SqliteStore(tmp_path / "other" / JOURNAL)) as store:
        assert list(store.all()) == [*TOLD, an_entry(3, text="=1+1, 🌙")]
    table.write_bytes(table.read_bytes()[:-40])
    assert "line 4" in complaint(capsys, "entries", "import", table, "--data", tmp_path / "third")
    assert not (tmp_path / "third").exists()


# ---- the end ----


def test_nothing_is_erased_before_she_says_yes(household: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = complaint(capsys, "erase", "--data", household)
    assert "--yes" in said
    assert said.count(JOURNAL) == 2
    assert "of Bea" in exported(household)
    assert "Cleo" in complaint(capsys, "erase", "--data", household, "--person", "Cleo", "--yes")
    assert "no diary there" in complaint(capsys, "erase", "--data", household / "none", "--yes")
    assert not (household / "none").exists()


def test_one_person_is_erased(household: Path) -> None:
    assert main(["erase", "--data", str(household), "--person", "Bea", "--yes"]) == 0
    assert "of Ann" in exported(household)
    assert "Bea" not in "".join(file.read_text("latin-1") for file in household.glob(f"{PEOPLE}*"))
    assert not (household / "people").exists()


def test_everybody_is_erased_locked_or_not(folder: Path, household: Path) -> None:
    for place in (folder, household):
        assert main(["erase", "--data", str(place), "--yes"]) == 0
        assert not [
            file for file in place.rglob("*") if file.is_file() and "out" not in file.name and file.parent == place
        ]
