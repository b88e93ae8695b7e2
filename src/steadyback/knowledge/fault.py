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


class ContentError(ValueError):
    """Content that cannot be used. Carries every fault found; its text is one line with the first of them."""

    def __init__(self, faults: list[Fault]) -> None:
        more = f" ({len(faults)} in all; `steadyback content check` shows them)" if len(faults) > 1 else ""
        super().__init__(f"{faults[0] if faults else 'the content cannot be used'}{more}")
        self.faults = faults
