"""Worked cases: the urgency that the clinical facts ask for, by every way to an answer.

``worked.jsonl`` holds the thirty example cases as structured answers. ``structured.jsonl`` holds more, each derived by
hand from the table of the clinical facts that its ``why`` names: every table, the edges of windows, partners, "not
sure", unknown weeks, and near misses. Only what she said stands in the files; each case is tried as it stands, and with
every other sign of the check that is asked then answered no.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from steadyback.cli.main import main
from steadyback.cli.triage import read_timing
from steadyback.engine.check import screens
from steadyback.engine.compiling import compile_table
from steadyback.engine.fast import FastTable
from steadyback.engine.quick import assess_quickly, read_answers
from steadyback.engine.replies import NOTHING_SAID, read_replies
from steadyback.engine.rulebook import Rulebook, rulebook_of
from steadyback.engine.triage import assess
from steadyback.knowledge.load import knowledge_of, read_shelf
from steadyback.knowledge.model import Knowledge

DATA = Path(__file__).parent / "data"
Case = dict[str, Any]


def cases_in(name: str) -> list[Case]:
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


WORKED = cases_in("worked.jsonl")
STRUCTURED = cases_in("structured.jsonl")
CASES = WORKED + STRUCTURED


@cache
def shipped() -> tuple[Knowledge, Rulebook, FastTable]:
    knowledge = knowledge_of(read_shelf())
    rulebook = rulebook_of(knowledge)
    return knowledge, rulebook, FastTable(compile_table(rulebook))


def with_every_other_sign_denied(case: Case) -> Case:
    """The case with a no to each sign of the check that is shown then and asks nothing she answered."""
    knowledge, rulebook, _ = shipped()
    naming = rulebook.naming
    timing = read_timing(case["phase"], case["weeks"], case["birth"])
    said = {name for answer in case["answers"] for name in naming.counts_for[answer]}
    shown = [sign for screen in screens(knowledge, naming, NOTHING_SAID, timing) for sign in screen.signs]
    noes = {sign.id: "no" for sign in shown if sign.id not in said and not said & set(sign.asks)}
    return {**case, "id": f"{case['id']}, all else denied", "answers": {**noes, **case["answers"]}}


def both_ways(cases: list[Case]) -> list[Case]:
    return cases + [with_every_other_sign_denied(case) for case in cases]


def test_there_are_enough_cases_and_no_two_alike() -> None:
    assert len(WORKED) == 30
    assert len(STRUCTURED) >= 120
    keys = [json.dumps([case["phase"], case["weeks"], case["birth"], case["answers"]]) for case in STRUCTURED]
    assert len(set(keys)) == len(keys)


def test_every_part_of_the_facts_has_cases() -> None:
    parts = {case["why"].partition(":")[0] for case in STRUCTURED}

    assert {f"2.{number}" for number in (2, 3, 4, 5, 6, 7, 8, 9, 11, 12)} <= parts
    assert {case["expected"] for case in STRUCTURED} == {"emergency", "same-day", "review", "self-care"}
    assert any(case["weeks"] is None for case in STRUCTURED)
    assert sum("unsure" in case["answers"].values() for case in STRUCTURED) >= 15
    assert sum("near miss" in case["why"] for case in STRUCTURED) >= 15


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_reference_gives_the_urgency(case: Case) -> None:
    _, rulebook, _ = shipped()
    for tried in both_ways([case]):
        replies = read_replies(tried["answers"], rulebook.naming)
        found = assess(rulebook, replies, read_timing(tried["phase"], tried["weeks"], tried["birth"]))
        assert found.urgency.slug == case["expected"], [one.flag for one in found.fired]


def test_the_quick_form_gives_the_urgency() -> None:
    _, _, fast = shipped()
    wrong = []
    for case in both_ways(CASES):
        timing = read_timing(case["phase"], case["weeks"], case["birth"])
        found = assess_quickly(fast, read_answers(case["answers"], fast), timing)
        if found["urgency"] != case["expected"]:
            wrong.append((case["id"], found["urgency"], [one["id"] for one in found["fired"]]))
    assert wrong == []


def test_the_command_line_gives_the_urgency(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("STEADYBACK_CONTENT", raising=False)
    tried = both_ways(CASES)
    batch = tmp_path / "cases.jsonl"
    batch.write_text("".join(json.dumps(case) + "\n" for case in tried), encoding="utf-8")

    assert main(["triage", "--batch", str(batch), "--json"]) == 0

    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["id"] for one in found] == [case["id"] for case in tried]
    wrong = [
        (one["id"], one["urgency"], case["expected"])
        for one, case in zip(found, tried, strict=True)
        if one["urgency"] != case["expected"]
    ]
    assert wrong == []


def test_denying_all_else_opens_the_ladder_only_below_same_day() -> None:
    _, _, fast = shipped()
    for case in CASES:
        denied = with_every_other_sign_denied(case)
        timing = read_timing(case["phase"], case["weeks"], case["birth"])
        found = assess_quickly(fast, read_answers(denied["answers"], fast), timing)
        if case["expected"] in ("emergency", "same-day"):
            assert not found["ladder_is_open"], case["id"]
