"""``steadyback replay``: a file of entries in, the derived state out, the same each time."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from steadyback.cli.main import main
from steadyback.journal.entry import Entry
from steadyback.journal.jsonl import write_lines
from tests.scenarios.telling import Her, the_rules


def a_life() -> Her:
    her = Her()
    her.is_pregnant(31, 2)
    her.says("country", code="uk")
    her.has_no_conditions()
    her.told(lim_wrist="yes")
    her.checks()
    her.climbs("start")
    her.climbs("done", felt="better")
    her.says("spasm", worst=6, where="low-left", doing="trg-long-sitting")
    return her


def write(path: Path, entries: Sequence[Entry]) -> str:
    path.write_text("".join(write_lines(entries)), encoding="utf-8")
    return str(path)


def replay(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["replay", *words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_state_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    her = a_life()
    found = replay(capsys, write(tmp_path / "a", her.entries))
    assert (found["stage"], found["weeks"], found["days"], found["birth"], found["loss"]) == (
        "pregnant",
        31,
        2,
        None,
        False,
    )
    assert found["ladder"] == {
        "status": "staying",
        "rung": "lad-1-reset-breathe",
        "paused_by": [],
        "helped": ["lad-1-reset-breathe"],
    }
    assert found["country"] == "uk"
    assert found["spasms"] == 1
    assert found["facts"]["lim-wrist"] == "yes"
    assert found["last_check"]["urgency"] == "self-care"
    assert found["check_is_due"] is False
    assert found["loose"] == found["unread"] == found["paused_by"] == []
    assert found["knowledge_version"] == the_rules().knowledge.version


def test_every_exercise_is_allowed_or_held_with_form_or_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = replay(capsys, write(tmp_path / "a", a_life().entries))
    allowed = {one["id"]: one for one in found["allowed"]}
    held = {one["id"]: one for one in found["held"]}
    assert set(allowed) | set(held) == set(the_rules().knowledge.exercise)
    assert not set(allowed) & set(held)
    assert all(one["form"] for one in allowed.values())
    assert all(one["because"] for one in held.values())
    assert "wrists" in held["ex-birddog"]["because"][0]
    assert allowed["ex-bridge"]["form"] == "leaned-back"
    plan = found["today"]
    assert plan["status"] == ("check-first" if plan["check_first"] else "open")
    assert set(plan["waiting"] if plan["check_first"] else [one["id"] for one in plan["routine"]]) <= set(allowed)
    assert bool(plan["routine"]) is not plan["check_first"]
    rungs = found["rungs"]
    assert [one["number"] for one in rungs["offered"]] == list(range(1, 9))
    assert rungs["held"] == []


def test_a_pause_holds_everything_and_empties_the_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    her = a_life()
    her.checks(about="again", sgn_fever="yes")
    found = replay(capsys, write(tmp_path / "a", her.entries))
    assert found["ladder"]["status"] == "paused"
    assert "fever-any" in found["paused_by"]
    assert found["allowed"] == found["rungs"]["offered"] == found["today"]["routine"] == []
    assert found["today"]["status"] == "paused"


def test_without_a_time_it_is_the_newest_entrys_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    her = a_life()
    name = write(tmp_path / "a", list(reversed(her.entries)))
    found = replay(capsys, name)
    assert found["at"] == her.entries[-1].at
    assert found["at_is"] == "newest entry"
    assert replay(capsys, name) == found
    assert main(["replay", name]) == 0
    assert f"At {her.entries[-1].at} (newest entry)" in capsys.readouterr().out


def test_at_another_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = write(tmp_path / "a", a_life().entries)
    found = replay(capsys, name, "--at", "2026-03-12T03:00:00+00:00")
    assert (found["weeks"], found["days"]) == (32, 5)
    assert found["at_is"] == "given"
    assert found["check_is_due"] is True
    assert found["ladder"]["status"] == "shut"
    early = replay(capsys, name, "--at", "2026-03-02T03:00:10Z")
    assert early["entries_later_than_at"] == 7
    assert early["spasms"] == 1, "a clock may be wrong: what she told counts"


def test_what_hangs_loose_and_what_is_not_understood(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    her = a_life()
    missing = "00000000-0000-7000-8000-00000000ffff"
    loose = her.puts("withdraw", entry=missing, why=None)
    unread = her.puts("facts", answers={"fact-of-tomorrow": "yes"})
    name = write(tmp_path / "a", her.entries)
    found = replay(capsys, name)
    assert [one["id"] for one in found["loose"]] == [loose.id]
    assert found["unread"] == [unread.id]
    assert main(["replay", name]) == 0
    said = capsys.readouterr().out
    assert f"Changes nothing: withdraw {loose.id}" in said
    assert f"Not understood in full, and kept: {unread.id}" in said


@pytest.mark.parametrize(
    ("kind", "body", "line"),
    [
        ("birth", {"on": "2026-02-21", "mode": "caesarean"}, "Stage: after birth, 1+2 weeks, birth caesarean"),
        ("loss", {"on": None}, "Stage: after a loss, weeks not known"),
        ("due-date", {"source": "unknown"}, "Stage: pregnant, weeks not known"),
        ("note", {"text": "hello"}, "Stage: not told"),
    ],
)
def test_the_stage_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, body: dict[str, Any], line: str
) -> None:
    her = Her()
    her.says(kind, **body)
    assert main(["replay", write(tmp_path / "a", her.entries)]) == 0
    assert line in capsys.readouterr().out.splitlines()


def test_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Piped:
        buffer = io.BytesIO("".join(write_lines(a_life().entries)).encode())

    monkeypatch.setattr(sys, "stdin", Piped())
    assert replay(capsys, "-")["weeks"] == 31


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1: the file is empty"),
        ('{"format":"steadyback-entries","version":1}\n{"id": ', "line 2: "),
        ('{"format":"steadyback-entries","version":1}\n[]\n', "line 2: "),
        ('{"format":"steadyback-entries","version":9}\n', "version 9"),
        ('{"format":"steadyback-entries","version":1}\n', "there are no entries"),
        ("hello\n", "line 1: "),
    ],
)
def test_a_bad_file_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str) -> None:
    (tmp_path / "bad.jsonl").write_text(text)
    assert main(["replay", str(tmp_path / "bad.jsonl"), "--json"]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert len(error.splitlines()) == 1
    assert words in error
    assert "bad.jsonl" in error


@pytest.mark.parametrize("at", ["yesterday", "2026-03-12T03:00:00", "2026-03-12", "0001-01-01T00:00:00+14:00"])
def test_a_time_that_is_none_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], at: str) -> None:
    name = write(tmp_path / "a", a_life().entries)
    assert main(["replay", name, "--at", at]) == 2
    assert capsys.readouterr().err.startswith("steadyback: --at: ")


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", str(tmp_path / "none")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
