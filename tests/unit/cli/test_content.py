"""``steadyback content``: what is printed, where, and with which exit code."""

import json
import shutil
from pathlib import Path

import pytest

from steadyback.cli.main import main

SOUND = Path(__file__).parents[2] / "malformed" / "sound"
ROOT = Path(__file__).parents[3]
TODAY = "2026-11-21"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small folder of content, in use."""
    target = tmp_path / "content"
    shutil.copytree(SOUND, target)
    monkeypatch.setenv("STEADYBACK_CONTENT", str(target))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return target


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The one line that a refused command prints."""
    assert main(words) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert len(error.splitlines()) == 1, error
    return error


def test_nothing_is_wrong_with_what_is_shipped(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STEADYBACK_CONTENT", raising=False)
    code = main(["content", "check", "--today", TODAY])
    out, error = capsys.readouterr()

    assert out == ""
    assert error.endswith("items read, nothing is wrong.\n")
    assert code == 0


def test_faults_go_to_standard_output_and_the_count_to_standard_error(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(folder / "facts" / "it-settles.yaml", "sources: {our-guide: list}\n", "")
    change(folder / "methods" / "warm-pack.yaml", "ten minutes.", "ten minutes!")

    assert main(["content", "check", "--today", TODAY]) == 2
    out, error = capsys.readouterr()
    assert [line.partition(": ")[0] for line in out.splitlines()] == [
        "facts/it-settles.yaml:1",
        "methods/warm-pack.yaml:3",
    ]
    assert all(". Mend: " in line for line in out.splitlines())
    assert error == "12 items read, 2 faults in 2 files.\n"


def test_faults_as_data(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(folder / "facts" / "it-settles.yaml", "topic: course", "topic: corse")

    assert main(["content", "check", "--json", "--today", TODAY]) == 2
    out, error = capsys.readouterr()
    found = json.loads(out)
    assert found["items"] == 11
    assert found["faults"] == [
        {
            "file": "facts/it-settles.yaml",
            "line": 3,
            "why": "`corse` is not one of the words for this",
            "mend": "did you mean `course`?",
        }
    ]
    assert "the examples were not run" in error


def test_a_review_is_overdue_from_the_day_after(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "check", "--today", "2027-05-21"]) == 0
    assert main(["content", "check", "--today", "2027-05-22"]) == 2
    assert "its review was due on 2027-05-21" in capsys.readouterr().out


def test_a_list_as_data_has_every_field(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "list", "--kind", "red-flag", "--json"]) == 0
    found = {row["id"]: row for row in json.loads(capsys.readouterr().out)}

    assert sorted(found) == ["bump-tight", "leg-cold", "leg-numb"], "a retired one is not listed"
    assert found["bump-tight"] == {
        "id": "bump-tight",
        "kind": "red-flag",
        "title": "A tight bump",
        "urgency": "same-day",
        "route": ["MAT"],
        "stages": ["pregnant"],
        "windows": {"pregnant": {"from": 20, "to": 44}, "postpartum": None},
        "when": "pregnant from week 20; after birth never",
        "sources": ["our-guide"],
        "marks": [],
        "reviewed_on": "2026-11-21",
        "review_by": "2027-05-21",
        "status": "awaiting-clinical-sign-off",
        "covers": [],
    }


def test_a_list_as_text_is_aligned(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()

    assert lines[0].startswith("id ")
    assert len(lines) == 12
    place = lines[0].index("kind")
    assert all(line[place - 1] == " " and line[place] != " " for line in lines)


@pytest.mark.parametrize("word", ["red-flag", "red_flags", "red-flags", "Red Flag"])
def test_a_kind_may_be_said_in_more_than_one_way(folder: Path, capsys: pytest.CaptureFixture[str], word: str) -> None:
    assert main(["content", "list", "--kind", word]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_a_card_shows_whether_its_examples_come_true(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(
        folder / "red_flags" / "leg-numb.yaml", "answers: {leg-numb: no, leg-tingles: yes}", "answers: {leg-numb: yes}"
    )

    assert main(["content", "show", "leg-numb"]) == 0
    out = capsys.readouterr().out
    assert "✓  fires" in out
    assert "✗  near-miss" in out
    assert "fires, same-day (all in all same-day); wanted: does not fire" in out
    assert "sgn-leg in check-legs" in out


def test_every_kind_has_a_card(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("our-guide", "leg-tingles", "check-legs", "warm-pack", "ex-stand", "lad-1-stand", "it-settles"):
        assert main(["content", "show", name]) == 0
        assert capsys.readouterr().out.startswith(f"{name} · ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["content", "show", "leg-num"], "did you mean leg-numb"),
        (["content", "show", "q"], "`steadyback content list` names them all"),
        (["content", "list", "--kind", "red-flgs"], "did you mean red-flag?"),
        (["content", "list", "--kind", "opinion"], "use one of: source, finding"),
        (["content", "check", "--today", "tomorrow"], "write it as 2026-11-21"),
        (["content", "check", "--folder", "/no/such/place"], "there is no such folder"),
        (["content"], "steadyback content --help"),
        (["content", "chekc"], "steadyback content --help"),
    ],
)
def test_bad_input_gets_one_line_with_the_mend(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert said in refused(words, capsys)


def test_an_empty_folder_is_no_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no content is here" in refused(["content", "check", "--folder", str(tmp_path)], capsys)


@pytest.mark.parametrize(
    "words", [["content", "show", "leg-numb"], ["content", "list"], ["triage", "--stage", "pregnant", "--json"]]
)
def test_content_with_a_fault_is_one_line_everywhere(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    change(folder / "red_flags" / "leg-numb.yaml", "when: leg-numb", "when: leg-nump")

    error = refused(words, capsys)
    assert "red_flags/leg-numb.yaml:8: `leg-nump` matches no finding. Mend: did you mean `leg-numb`?" in error


def test_the_pages_for_clinicians_are_written_and_checked(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "reference"
    assert main(["content", "docs", "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["exercises.md", "red-flags.md", "signs.md", "sources.md"]
    for path in out.iterdir():
        assert "Awaiting clinical sign-off" in path.read_text(encoding="utf-8")
    assert main(["content", "docs", "--out", str(out), "--check"]) == 0
    capsys.readouterr()

    (out / "signs.md").write_text("by hand", encoding="utf-8")
    error = refused(["content", "docs", "--out", str(out), "--check"], capsys)
    assert "signs.md: not current; run `steadyback content docs --out" in error
    assert (out / "signs.md").read_text(encoding="utf-8") == "by hand", "--check writes nothing"


def test_the_pages_in_the_repository_are_current(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STEADYBACK_CONTENT", raising=False)

    assert main(["content", "docs", "--out", str(ROOT / "docs" / "reference"), "--check"]) == 0, capsys.readouterr().err


def test_a_phrase_that_cannot_be_read_is_a_fault_with_its_mend(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = folder / "own_words" / "groups" / "grp-odd.yaml"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        'id: grp-odd\ntitle: "Odd"\nrole: group\nphrases:\n  - "(odd|queer"\nreviewed_on: 2026-11-20\nreview_by: 2027-05-20\n',
        encoding="utf-8",
    )
    assert main(["content", "check", "--today", TODAY]) == 2
    out, _ = capsys.readouterr()
    assert "own_words/groups/grp-odd.yaml:4" in out
    assert "is not closed" in out
    assert "mend the phrase" in out
