"""Every fault of the museum gives exactly the messages that lie beside it."""

import shutil
from pathlib import Path

import pytest

from steadyback.cli.content_faults import faults_in
from steadyback.knowledge.load import read_shelf

MUSEUM = Path(__file__).parent
SOUND = MUSEUM / "sound"
FAULTS = sorted(path.stem for path in MUSEUM.glob("*.yaml"))
TODAY = "2026-11-21"


def faults_below(folder: Path) -> list[str]:
    return [str(fault) for fault in faults_in(read_shelf(folder), today=TODAY)]


def place_of(raw: bytes, messages: list[str]) -> str:
    """Where the faulty file goes: where its first line says, else the file that the first message names."""
    said = raw.partition(b"\n")[0].removeprefix(b"# put into ")
    return said.decode() if raw.startswith(b"# put into ") else messages[0].partition(":")[0]


def test_the_folder_that_faults_are_put_into_is_sound() -> None:
    assert faults_below(SOUND) == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_gives_its_messages(name: str, tmp_path: Path) -> None:
    expected = (MUSEUM / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    folder = tmp_path / "content"
    shutil.copytree(SOUND, folder)
    raw = (MUSEUM / f"{name}.yaml").read_bytes()
    place = folder / place_of(raw, expected)
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(raw)

    assert faults_below(folder) == expected


def test_the_museum_is_whole() -> None:
    assert len(FAULTS) >= 80
    assert sorted(path.stem for path in MUSEUM.glob("*.txt")) == FAULTS
    for name in FAULTS:
        for message in (MUSEUM / f"{name}.txt").read_text(encoding="utf-8").splitlines():
            assert ". Mend: " in message, f"{name}: {message}"
