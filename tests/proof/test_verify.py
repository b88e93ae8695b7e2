"""``steadyback verify`` as it is typed: what it prints, when it fails, and what it will not take."""

import json
import shutil
from pathlib import Path

import pytest

from steadyback.cli.main import main
from steadyback.knowledge.load import CONTENT
from steadyback.proof.everything import PROPERTIES, QUICK, proofs
from tests.generative.shipped import shipped

ONE = ["verify", "--only", "content-keeps-the-promises"]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("STEADYBACK_CONTENT", raising=False)


def test_it_says_what_holds_and_how_it_was_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ONE) == 0
    said = capsys.readouterr().out
    assert said.startswith("holds  content-keeps-the-promises")
    assert "cases, by enumeration" in said
    assert "1 of 1 properties hold" in said


def test_the_same_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ONE, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["holds"]
    (one,) = found["properties"]
    assert set(one) == {"id", "says", "holds", "how", "cases", "seconds", "counterexample"}
    assert one["cases"] > 1000
    assert one["counterexample"] is None


def test_a_property_that_fails_is_named_with_its_counterexample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    (content / "red_flags/cmb-sickle.yaml").unlink()
    monkeypatch.setenv("STEADYBACK_CONTENT", str(content))
    assert main(ONE) == 1
    said = capsys.readouterr().out
    assert said.startswith("FAILS  content-keeps-the-promises")
    assert "counterexample: cmb-sickle is promised" in said


def test_content_that_cannot_be_read_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    (content / "red_flags/collapse.yaml").write_text("id: [", encoding="utf-8")
    monkeypatch.setenv("STEADYBACK_CONTENT", str(content))
    assert main(ONE) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    assert "red_flags/collapse.yaml" in said.err
    assert "steadyback content check" in said.err


@pytest.mark.parametrize("words", [["--cases", "many"], ["--cases", "0"], ["--only", "nothing"]])
def test_what_it_cannot_do_is_one_line_with_the_mend(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert main(["verify", *words]) == 2
    said = capsys.readouterr().err
    assert said.startswith("steadyback: verify: ")
    assert len(said.splitlines()) == 1


def test_the_ids_that_can_be_asked_for_are_those_of_the_proofs() -> None:
    assert tuple(proof.id for proof in proofs(shipped(), QUICK)) == PROPERTIES
