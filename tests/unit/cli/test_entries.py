"""``steadyback entries``: a diary goes out and comes back unchanged, or nothing happens and one line says why."""

import io
import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from steadyback.cli.data_folder import JOURNAL
from steadyback.cli.main import main
from steadyback.journal.entry import Entry
from steadyback.journal.jsonl import read_lines, write_lines
from steadyback.journal.sqlite_store import SqliteStore
from tests.unit.journal.made_entries import BODIES, amend, an_entry, withdraw

TOLD = [an_entry(number, kind, **body) for number, (kind, body) in enumerate(BODIES.items())]


def write(path: Path, entries: list[Entry]) -> Path:
    path.write_text("".join(write_lines(entries)), encoding="utf-8")
    return path


def kept(folder: Path) -> list[Entry]:
    with closing(SqliteStore(folder / JOURNAL)) as store:
        return [*store.all(), *store.apart()]


class Ran:
    """One call of the command: how it ended and what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *words: object) -> None:
        capsys.readouterr()
        self.code = main(["entries", *map(str, words)])
        self.out, self.err = capsys.readouterr()

    @property
    def found(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def complaint(self) -> str:
        """The one line of a call that was refused."""
        assert self.code == 2
        assert len(self.err.splitlines()) == 1
        assert self.err.startswith("steadyback: ")
        assert "Traceback" not in self.err
        return self.err


def test_a_diary_goes_out_and_comes_back_unchanged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = write(tmp_path / "in.jsonl", TOLD)
    assert Ran(capsys, "import", first, "--data", tmp_path / "one").code == 0
    assert Ran(capsys, "export", tmp_path / "out.jsonl", "--data", tmp_path / "one").code == 0
    assert (tmp_path / "out.jsonl").read_bytes() == first.read_bytes()
    assert Ran(capsys, "import", tmp_path / "out.jsonl", "--data", tmp_path / "two").code == 0
    assert kept(tmp_path / "two") == kept(tmp_path / "one") == TOLD


def test_importing_counts_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "a", TOLD[:4])
    other = TOLD[0]._replace(device="laptop")
    write(tmp_path / "b", [*TOLD[2:6], other])
    said = Ran(capsys, "import", tmp_path / "a", "--data", tmp_path)
    assert "4 new, 0 already there, 0 in conflict" in said.out
    assert said.err == ""
    found = Ran(capsys, "import", tmp_path / "b", "--data", tmp_path, "--json").found
    assert found == {
        "file": str(tmp_path / "b"),
        "diary": str(tmp_path / JOURNAL),
        "new": 2,
        "identical": 2,
        "conflict": 1,
    }
    assert kept(tmp_path) == [*TOLD[:6], other]


def test_what_is_kept_apart_goes_out_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "a", [TOLD[0], TOLD[0]._replace(device="laptop"), TOLD[1]])
    Ran(capsys, "import", tmp_path / "a", "--data", tmp_path / "one")
    Ran(capsys, "export", tmp_path / "b", "--data", tmp_path / "one")
    Ran(capsys, "import", tmp_path / "b", "--data", tmp_path / "two")
    assert kept(tmp_path / "two") == kept(tmp_path / "one")
    assert len(kept(tmp_path / "two")) == 3


@pytest.mark.parametrize("fault", ["cut", "bad line", "unknown kind", "impossible", "not text", "newer"])
def test_a_bad_file_is_refused_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str], fault: str) -> None:
    write(tmp_path / "good", TOLD[:3])
    Ran(capsys, "import", tmp_path / "good", "--data", tmp_path)
    good = "".join(write_lines(TOLD)).encode()
    data = {
        "cut": good[:-20],
        "bad line": good.replace(b'"kind":"loss"', b'"kind":'),
        "unknown kind": good.replace(b'"country"', b'"planet"'),
        "impossible": good.replace(b'"worst":7', b'"worst":14'),
        "not text": good.replace(b"Okafor", b"Oka\xffor"),
        "newer": good.replace(b'"version":1', b'"version":2'),
    }[fault]
    assert data != good
    (tmp_path / "bad").write_bytes(data)
    complaint = Ran(capsys, "import", tmp_path / "bad", "--data", tmp_path).complaint
    assert complaint.startswith(f"steadyback: {tmp_path / 'bad'}, line ")
    assert kept(tmp_path) == TOLD[:3]
    assert Ran(capsys, "import", tmp_path / "bad", "--data", tmp_path / "new").complaint == complaint
    assert not (tmp_path / "new").exists(), "a refused file makes no diary"


def test_a_missing_file_or_a_folder_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("import", "check"):
        assert "No such file" in Ran(capsys, verb, tmp_path / "none", "--data", tmp_path).complaint
        assert "directory" in Ran(capsys, verb, tmp_path, "--data", tmp_path).complaint


def test_exporting_never_overwrites_unless_told_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Ran(capsys, "import", write(tmp_path / "in", TOLD), "--data", tmp_path)
    (tmp_path / "out").write_text("precious", encoding="utf-8")
    assert "--force" in Ran(capsys, "export", tmp_path / "out", "--data", tmp_path).complaint
    assert (tmp_path / "out").read_text(encoding="utf-8") == "precious"
    found = Ran(capsys, "export", tmp_path / "out", "--data", tmp_path, "--force", "--json").found
    assert found == {"file": str(tmp_path / "out"), "entries": len(TOLD)}
    assert read_lines((tmp_path / "out").read_bytes().splitlines()) == TOLD
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o600


def test_an_export_that_fails_leaves_nothing_behind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Ran(capsys, "import", write(tmp_path / "in", TOLD), "--data", tmp_path)
    assert "none" in Ran(capsys, "export", tmp_path / "none" / "out", "--data", tmp_path).complaint
    (tmp_path / "folder").mkdir()
    before = sorted(tmp_path.iterdir())
    assert Ran(capsys, "export", tmp_path / "folder", "--data", tmp_path, "--force").complaint
    assert sorted(tmp_path.iterdir()) == before


def test_there_must_be_a_diary_to_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--data" in Ran(capsys, "export", tmp_path / "out", "--data", tmp_path / "none").complaint
    assert list(tmp_path.iterdir()) == []


def test_checking_says_what_is_there_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "in", [an_entry(1, "spasm", worst=3), amend(2, 1, worst=4), withdraw(3, 77), *TOLD[4:6]])
    said = Ran(capsys, "check", path)
    assert said.code == 0
    assert "5 sound entries" in said.out
    assert "1 of them change nothing" in said.out
    assert Ran(capsys, "check", path, "--json").found == {
        "file": str(path),
        "entries": 5,
        "kinds": {"amend": 1, "check": 1, "heard": 1, "spasm": 1, "withdraw": 1},
        "loose": 1,
        "problem": None,
    }
    assert list(tmp_path.iterdir()) == [path]


def test_checking_a_bad_file_says_how_far_it_was_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad"
    path.write_bytes("".join(write_lines(TOLD)).encode().replace(b'"worst":7', b'"worst":14'))
    ran = Ran(capsys, "check", path, "--json")
    assert "line 11: body.worst: 14 is not a whole number from 0 to 10" in ran.complaint
    assert ran.found["entries"] == 9
    assert ran.complaint == f"steadyback: {ran.found['problem']}\n"


def test_a_diary_that_cannot_be_opened_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "in", TOLD)
    (tmp_path / JOURNAL).write_bytes(b"not a database, honestly" * 50)
    for verb, file in (("import", path), ("export", tmp_path / "out")):
        assert "not a Steadyback diary" in Ran(capsys, verb, file, "--data", tmp_path).complaint
    with closing(sqlite3.connect(tmp_path / "other")):
        pass


def test_the_data_folder_is_used_when_none_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STEADYBACK_DATA", str(tmp_path / "mine"))
    assert Ran(capsys, "import", write(tmp_path / "in", TOLD)).code == 0
    assert kept(tmp_path / "mine") == TOLD


def test_standard_input_and_output_are_files_too(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = "".join(write_lines(TOLD)).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert main(["entries", "import", "-", "--data", str(tmp_path)]) == 0
    capsysbinary.readouterr()
    assert main(["entries", "export", "-", "--data", str(tmp_path)]) == 0
    assert capsysbinary.readouterr().out == data


def test_many_entries_are_announced_on_the_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "in", [an_entry(number) for number in range(5_001)])
    said = Ran(capsys, "import", path, "--data", tmp_path)
    assert said.out.splitlines()[0] == "5,000 entries read …"
    assert "5,001 new" in said.out
    assert Ran(capsys, "import", path, "--data", tmp_path, "--json").found["identical"] == 5_001


def test_wrong_words_are_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert Ran(capsys, "swallow", "x").complaint
    assert Ran(capsys).complaint
    assert Ran(capsys, "import").complaint
