"""One word or mark of a text."""

from __future__ import annotations

from typing import NamedTuple


class Token(NamedTuple):
    """One word or mark of a text: as written in lower case, as the lexicon knows it, and where it stands."""

    plain: str
    norm: str
    start: int
    end: int
    number: float | None = None
    is_mark: bool = False
