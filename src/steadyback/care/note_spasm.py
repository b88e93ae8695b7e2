"""She notes a spasm: three taps and whatever else she likes to say; any of it may be left out."""

from __future__ import annotations

from typing import Any

from steadyback.care.stamp import Stamp
from steadyback.journal.entry import Entry, checked


def note_spasm(
    stamp: Stamp,
    *,
    worst: int | None = None,
    where: str | None = None,
    doing: str | None = None,
    began_at: str | None = None,
    note: str | None = None,
    feels: str | None = None,
) -> Entry:
    """The entry of one spasm: how bad at worst (0 to 10), where, what she was doing, when it began (ISO instant).

    EntryError for a value that cannot be, or a beginning that lies after the stamp.
    """
    body: dict[str, Any] = {"worst": worst, "where": where, "doing": doing, "began_at": began_at, "note": note}
    if feels:
        body["feels"] = feels
    return checked(Entry(stamp.id, "spasm", stamp.at, stamp.device, body))
