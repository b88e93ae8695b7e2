"""``steadyback schema``: three schemas, each accepting what the command that reads it accepts."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from steadyback.cli.main import main
from steadyback.cli.schema import case_schema

CASES = Path(__file__).parents[2] / "scenarios" / "data"


@pytest.mark.parametrize(
    ("words", "title"), [([], "Entry"), (["entry"], "Entry"), (["knowledge"], "Knowledge"), (["case"], "Case")]
)
def test_it_prints_a_schema(words: list[str], title: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", *words]) == 0
    schema = json.loads(capsys.readouterr().out)

    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == title


def test_another_word_is_refused_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "diary"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("name", ["worked.jsonl", "structured.jsonl"])
def test_a_case_of_the_scenarios_is_a_case(name: str) -> None:
    validator = Draft202012Validator(case_schema())
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        validator.validate(json.loads(line))


@pytest.mark.parametrize(
    "case",
    [
        {"phase": "pregnant", "weeks": 57, "answers": {}},
        {"phase": "pregnant", "weeks": "31+7", "answers": {}},
        {"phase": "expecting", "weeks": 31, "answers": {}},
        {"phase": "pregnant", "weeks": 31},
        {"phase": "pregnant", "weeks": 31, "answers": {"fever-any": "maybe"}},
        {"phase": "postpartum", "weeks": -1, "answers": {}},
        {"phase": "postpartum", "birth": "water", "answers": {}},
        {"weeks": 31, "answers": {}},
    ],
)
def test_what_triage_refuses_is_no_case(case: dict[str, object], tmp_path: Path) -> None:
    assert not Draft202012Validator(case_schema()).is_valid(case)
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(case), encoding="utf-8")
    assert main(["triage", "--batch", str(path)]) == 2


@pytest.mark.parametrize(
    "case",
    [
        {"id": 7, "phase": "pregnant", "weeks": "31+4", "answers": {"temperature": 38.5, "fever-any": "unsure"}},
        {"phase": "postpartum", "weeks": None, "birth": None, "answers": {}, "anything": "else"},
    ],
)
def test_what_triage_reads_is_a_case(case: dict[str, object], tmp_path: Path) -> None:
    assert Draft202012Validator(case_schema()).is_valid(case)
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(case), encoding="utf-8")
    assert main(["triage", "--batch", str(path)]) == 0
