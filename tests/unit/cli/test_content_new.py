"""The ten-minute road: a new red flag from a stub to a triage that fires it, with no Python in it.

Everything below is done as an editor does it: commands, and words written over questions in a text file.
"""

import json
import shutil
from pathlib import Path

import pytest

from steadyback.cli.main import main
from steadyback.knowledge.load import CONTENT
from steadyback.knowledge.model import KINDS

SOUND = Path(__file__).parents[2] / "malformed" / "sound"
TODAY = "2026-11-21"
#: What the editor writes over each question, in the order of the file; None: the optional line goes.
ANSWERS = {
    "What is it called": "A cold, white foot",
    "Which family": "nerves",
    "How soon does she need care": "same-day",
    "Which finding ids must be yes": "foot-cold",
    "(optional) Where does she go": "GP",
    "Why does it matter": "This can be a sign that too little blood gets to your foot.",
    "What can she say": "One of my feet is cold and white.",
    "What may it point to": "Acute limb ischaemia",
    "(optional) What do you ask her": "Is one foot cold and white, and not the other?",
    "(optional) When is it asked": "check",
    "Which source": "nhs-backpain",
    "Where in it": "urgent list",
    "Is she pregnant": "pregnant",
    "(optional) How many completed weeks": "30",
    "(optional) How soon is it then": "same-day",
    "On which day": "2026-11-21",
    "By which day": "2027-05-21",
}


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped content, in use."""
    return in_use(CONTENT, tmp_path, monkeypatch)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a small folder of content, in use."""
    return in_use(SOUND, tmp_path, monkeypatch)


def in_use(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    target = tmp_path / "content"
    shutil.copytree(content, target)
    monkeypatch.setenv("STEADYBACK_CONTENT", str(target))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return target


def answered(stub: str) -> str:
    """The stub with each question answered; optional lines without an answer go, and so does what they stood in."""
    lines: list[str] = []
    case = ""
    for line in stub.splitlines():
        case = line.partition("name: ")[2] or case
        if '"? ' not in line:
            lines.append(line)
        elif '"? Which finding id?"' in line:
            finding = "foot-cold" if case == "fires" else "ankles-both"
            lines.append(f"      {finding}: yes")
        else:
            new = with_answer(line)
            if new is not None:
                lines.append(new)
    kept = [
        line
        for number, line in enumerate(lines)
        if not (line.endswith(":") and (number + 1 == len(lines) or depth(lines[number + 1]) <= depth(line)))
    ]
    return "\n".join(kept) + "\n"


def with_answer(line: str) -> str | None:
    for question, answer in ANSWERS.items():
        before, found, after = line.partition(f'"? {question}')
        if found:
            rest = after.partition('"')[2]
            if rest.startswith(": "):  # a key and a value on one line: the source and the place in it
                return f"{before}{answer}: {ANSWERS['Where in it']}"
            return f"{before}{answer}"
    assert "(optional" in line, line
    return None


def depth(line: str) -> int:
    return len(line) - len(line.lstrip(" -"))


def test_from_a_stub_to_a_triage_that_fires(shipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "new", "red-flag", "foot-cold"]) == 0
    said = capsys.readouterr().out.splitlines()
    path = Path(said[0])
    assert path == shipped / "red_flags" / "foot-cold.yaml"
    assert [line.strip() for line in said[-2:]] == ["steadyback content check", "steadyback content show foot-cold"]

    assert main(["content", "check", "--today", TODAY]) == 2
    faults = capsys.readouterr().out.splitlines()
    assert all("foot-cold.yaml" in fault and "a question is still open" in fault for fault in faults)
    assert len(faults) > 20

    path.write_text(answered(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert main(["content", "check", "--today", TODAY]) == 2
    faults = capsys.readouterr().out.splitlines()
    assert len(faults) == 1
    assert "no sign of the check reaches it" in faults[0]

    group = shipped / "check" / "check-1-nerves.yaml"
    text = group.read_text(encoding="utf-8")
    group.write_text(
        text.replace("[neuro-one-leg-new, neuro-foot-drop", "[foot-cold, neuro-one-leg-new, neuro-foot-drop")
    )
    assert main(["content", "check", "--today", TODAY]) == 0, capsys.readouterr().out
    capsys.readouterr()

    assert main(["content", "show", "foot-cold"]) == 0
    card = capsys.readouterr().out
    assert "This can be a sign that too little blood gets to your foot." in card
    assert card.count("✓") == 3
    assert "sgn-one-leg in check-1-nerves" in card

    answers = tmp_path / "answers.json"
    answers.write_text('{"foot-cold": "unsure"}', encoding="utf-8")
    assert main(["triage", "--stage", "pregnant", "--weeks", "30", "--answers", str(answers), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["urgency"] == "same-day"
    assert [one["id"] for one in found["fired"]] == ["foot-cold"]


@pytest.mark.parametrize("kind", [kind for kind, _, _ in KINDS])
def test_every_kind_can_be_begun(folder: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    assert main(["content", "new", kind, "something-new"]) == 0
    path = Path(capsys.readouterr().out.splitlines()[0])

    assert path.parent.parent == folder
    assert path.stem == "something-new"


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("red-flag", "leg-numb", "is used in red_flags/leg-numb.yaml"),
        ("finding", "leg-numb", "is used in red_flags/leg-numb.yaml"),
        ("fact", "sgn-leg", "is used in check/check-legs.yaml"),
        ("red-flag", "Foot Cold", "is not a plain id"),
        ("red-flag", "../foot-cold", "is not a plain id"),
        ("red-flag", "foot--cold", "is not a plain id"),
        ("red-flg", "foot-cold", "did you mean red-flag?"),
    ],
)
def test_what_cannot_be_begun_is_refused_in_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], kind: str, name: str, said: str
) -> None:
    before = sorted(folder.rglob("*.yaml"))

    assert main(["content", "new", kind, name]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert said in error
    assert len(error.splitlines()) == 1
    assert sorted(folder.rglob("*.yaml")) == before


def test_a_stub_that_is_there_is_never_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "new", "habit", "hab-new"]) == 0
    path = Path(capsys.readouterr().out.splitlines()[0])
    path.write_text("half done", encoding="utf-8")

    assert main(["content", "new", "habit", "hab-new"]) == 2
    assert "hab-new" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "half done"
