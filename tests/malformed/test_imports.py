"""Copies of a diary that cannot be taken as they are: each gives exactly the messages that lie beside it.

A file's name says what is wrong with it. Its messages begin with how many entries of it are whole.
"""

from pathlib import Path

import pytest

from steadyback.exchange.bring_in import bring_in

IMPORTS = Path(__file__).parent / "imports"
FILES = sorted(path for path in IMPORTS.iterdir() if path.suffix in (".jsonl", ".csv"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_fault_gives_its_messages(path: Path) -> None:
    brought = bring_in(path.read_bytes())
    told = [f"{len(brought.entries)} whole"]
    told += [f"{count} {kind}, not known here" for kind, count in brought.unknown.items()]
    told += [str(fault) for fault in brought.faults]
    assert told == path.with_name(f"{path.name}.txt").read_text(encoding="utf-8").splitlines()


def test_the_folder_is_whole() -> None:
    assert len(FILES) >= 16
    assert sorted(f"{path.name}.txt" for path in FILES) == sorted(path.name for path in IMPORTS.glob("*.txt"))
