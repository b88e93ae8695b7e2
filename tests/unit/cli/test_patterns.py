"""``steadyback patterns``: a table or a diary in, data or sentences out, one line for a mistake."""

from __future__ import annotations

import io
import json
import random
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from steadyback.cli.main import main


@pytest.fixture
def table(tmp_path: Path) -> str:
    chance = random.Random(4)
    rows = ["date,spasms,worst_pain,long-sitting,car,never"]
    for number in range(200):
        sits = chance.random() < 0.4
        spasm = chance.random() < (0.5 if sits else 0.1)
        car = chance.random() < 0.5
        rows.append(f"{date(2026, 3, 1) + timedelta(days=number)},{int(spasm)},,{int(sits)},{int(car)},0")
    path = tmp_path / "days.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return str(path)


def as_json(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["patterns", *words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_every_factor_has_its_numbers_and_a_label(table: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, table)
    sitting, car, never = found["factors"]
    assert [one["id"] for one in found["factors"]] == ["long-sitting", "car", "never"]
    assert sitting["label"] == "likely"
    assert 1 < sitting["low"] < sitting["odds_ratio"] < sitting["high"]
    assert sitting["days_with"] + sitting["days_without"] == 200
    assert car["label"] == "none-seen"
    assert (never["label"], never["odds_ratio"], never["low"], never["high"]) == ("too-few-days", None, None, None)
    assert {"odds_ratio", "low", "high", "label"} <= sitting["next_day"].keys()
    assert (found["days_told"], found["from"], found["to"]) == (200, "2026-03-01", "2026-09-16")


def test_in_words_the_strongest_comes_first(table: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["patterns", table]) == 0
    first, *factors, last = capsys.readouterr().out.splitlines()
    assert first.startswith("200 days told, from 2026-03-01")
    assert factors[0].startswith("long-sitting seems to go with more spasms")
    assert factors[1].startswith("car: no link seen")
    assert factors[2].startswith("never: not enough days yet")
    assert "need not be its cause" in last


def test_standard_input_is_read(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    text = io.TextIOWrapper(io.BytesIO(b"date,spasms,worst_pain,car\n2026-03-01,1,4,1\n"), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", text)
    assert as_json(capsys, "-")["factors"][0]["label"] == "too-few-days"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["date,spasms,worst_pain,car\n2026-03-01,1,4,2\n"], "row 2, column car: '2' is no answer; write 1, 0"),
        (["date,spasms,worst_pain,car\n2026-03-01,1\n"], "row 2: 2 cells for 4 columns"),
        ([""], "days.csv: the file is empty"),
    ],
)
def test_a_mistake_is_one_line_with_file_row_and_column(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "days.csv"
    path.write_text(words[0], encoding="utf-8")
    assert main(["patterns", str(path)]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert said in error
    assert str(path) in error


@pytest.mark.parametrize("words", [[], ["nowhere.csv"], ["days.csv", "--data", "x"], ["a.csv", "--journal"]])
def test_words_that_do_not_fit_are_told_in_one_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["patterns", *words]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_table_without_days_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "days.csv"
    path.write_text("date,spasms,worst_pain,car\n", encoding="utf-8")
    assert main(["patterns", str(path)]) == 0
    assert "nothing to go by yet" in capsys.readouterr().out


def test_the_diary_is_read_with_its_own_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "amina")
    assert main(["demo", "--today", "2026-11-21", "--data", folder]) == 0
    found = as_json(capsys, "--journal", "--data", folder)
    assert found["days_told"] > 20
    assert "trg-long-sitting" in [one["id"] for one in found["factors"]]
    assert main(["patterns", "--journal", "--data", folder]) == 0
    assert "\nSitting a long time: not enough days yet" in capsys.readouterr().out


def test_no_diary_yet_is_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert as_json(capsys, "--journal", "--data", str(tmp_path / "none"))["factors"] == []
    assert not (tmp_path / "none").exists()
