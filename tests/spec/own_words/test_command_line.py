"""``triage --text`` and ``evaluate``: what the command line says of her own words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from steadyback.cli.evaluate import clopper_pearson, summary_of
from steadyback.cli.main import main

PREGNANT = ("triage", "--stage", "pregnant", "--weeks", "31", "--json")


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert main(words) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_words_fire_a_flag_and_show_where_they_stand(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, *PREGNANT, "--text", "woke up with wet pj bottoms, clear, still dribbling when i stand")
    assert found["urgency"] == "emergency"
    assert "waters-early" in str(found["from_words"])
    assert "text_is_unread" not in found


def test_unread_words_are_no_reassurance(capsys: pytest.CaptureFixture[str]) -> None:
    foreign = told(capsys, *PREGNANT, "--text", "nie czuję nóg i nie mogę oddać moczu")
    assert foreign["urgency"] == "same-day"
    assert foreign["text_is_unread"] is True
    assert foreign["ask_first"]
    short = told(capsys, *PREGNANT, "--text", "ow")
    assert short["urgency"] == "review"


def test_what_reads_graver_than_anything_found_in_it_is_asked_about_first(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, *PREGNANT, "--text", "curtains shut, neck wont bend, roasting")
    assert found["urgency"] == "emergency"
    assert found["unread_because"] == "something grave that we cannot place"
    assert found["ask_first"]
    assert found["ladder_is_open"] is False


def test_words_never_lower_an_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text('{"ces-saddle-numb": "yes"}', encoding="utf-8")
    found = told(capsys, *PREGNANT, "--answers", str(answers), "--text", "No numbness down below, just a stiff back.")
    assert found["urgency"] == "emergency"


def test_a_batch_and_its_evaluation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = tmp_path / "cases.jsonl"
    rows = [
        {"id": "a", "phase": "pregnant", "weeks": 31, "text": "stiff back after mopping", "expected_tier": "self-care"},
        {"id": "b", "phase": "pregnant", "weeks": 31, "text": "I passed out", "expected_tier": "review"},
    ]
    cases.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert main(["triage", "--batch", str(cases), "--json"]) == 0
    assert [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()] == ["a", "b"]
    found = told(capsys, "evaluate", str(cases), "--json")
    assert found["cases"] == 2
    misses = found["misses"]
    assert isinstance(misses, list)
    assert [(miss["id"], miss["by"]) for miss in misses] == [("b", 2)]


def test_bad_input_is_one_line_with_the_mend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text('{"id": "a", "phase": "pregnant", "expected_tier": "soon", "text": "x"}', encoding="utf-8")
    assert main(["evaluate", str(cases)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    cases.write_text('{"id": "a", "phase": "pregnant"}', encoding="utf-8")
    assert main(["triage", "--batch", str(cases)]) == 2
    assert "text" in capsys.readouterr().err


def test_what_is_right_to_one_side_is_counted_there() -> None:
    def case(expected: str, got: str) -> dict[str, object]:
        return {"id": "x", "expected": expected, "acceptable": [expected], "got": got, "is_unread": False, "text": ""}

    found = summary_of([case("emergency", "review"), case("review", "same-day"), case("review", "review")])
    assert found["emergency_below_same_day"] == 1
    assert found["under"]["2"]["count"] == 1
    assert found["over"]["1"]["count"] == 1
    assert found["right_or_one_more_careful"]["count"] == 2


@pytest.mark.parametrize(
    ("count", "of", "low", "high"), [(0, 10, 0.0, 0.3085), (10, 10, 0.6915, 1.0), (5, 10, 0.1871, 0.8129)]
)
def test_the_interval_is_that_of_clopper_and_pearson(count: int, of: int, low: float, high: float) -> None:
    """Published values for ten trials."""
    assert clopper_pearson(count, of) == pytest.approx((low, high), abs=1e-4)
