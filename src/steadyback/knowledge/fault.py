"""What is wrong with a piece of content: file, line, why, and the mend."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """One fault. ``line`` counts from 1. Printed as one line that an editor can act on."""

    file: str
    line: int
    why: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.why}. Mend: {self.mend}"


class ContentError(Exception):
    """Content that cannot be used. Carries every fault found, not only the first."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults
