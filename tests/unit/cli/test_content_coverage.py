"""Every row of the two founding articles and every item of content has its place in the pages as drawn."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from steadyback.cli import content_coverage
from steadyback.cli.content_coverage import _found_on, items_of, places, without_a_place
from steadyback.cli.main import main
from steadyback.knowledge.check import SEED_ROWS
from steadyback.knowledge.model import Knowledge
from tests.scenarios.telling import the_rules

TABLE = Path(__file__).parents[3] / "docs" / "coverage.md"
ROWS = {f"{letter}-{number:03d}" for letter, last in SEED_ROWS.items() for number in range(1, last + 1)}


@pytest.fixture(scope="module")
def found() -> content_coverage.Places:
    """Where everything stands, by every page drawn once: that takes long."""
    return places(the_rules().knowledge)


def test_nothing_is_without_a_place(found: content_coverage.Places) -> None:
    assert set(found) == {name for _, name, _ in items_of(the_rules().knowledge)}
    assert without_a_place(found) == []
    for rung in the_rules().knowledge.rung:
        assert found[rung]["timed"], rung
    for exercise in the_rules().knowledge.exercise:
        assert found[exercise]["logged"], exercise
    for trigger in the_rules().knowledge.trigger:
        assert found[trigger]["logged"], trigger


def test_an_item_that_stands_on_no_page_is_noticed() -> None:
    bare = without_a_place(_found_on(the_rules().knowledge, {"/now": "<h1>Nothing</h1>"}))
    assert {"trg-long-sitting", "heat-pad", "why-posture", "lad-2-warm"} <= set(bare)


def test_the_table_names_every_row_and_every_item() -> None:
    text = TABLE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([sp]-\d{3}) \| .+ \| (.+) \|$", text, re.MULTILINE)
    assert {row for row, _ in rows} == ROWS
    assert [row for row, where in rows if where == "none"] == []
    for _, name, _ in items_of(the_rules().knowledge):
        assert f"| {name} |" in text, name


def test_the_table_is_current(
    found: content_coverage.Places, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def already(knowledge: Knowledge) -> content_coverage.Places:
        assert knowledge.version == the_rules().knowledge.version
        return found

    monkeypatch.delenv("STEADYBACK_CONTENT", raising=False)
    monkeypatch.setattr(content_coverage, "places", already)
    assert main(["content", "coverage", "--out", str(TABLE), "--check"]) == 0, capsys.readouterr().err
    assert main(["content", "coverage", "--out", str(TABLE.parent / "README.md"), "--check"]) == 2
    assert "not current" in capsys.readouterr().err
