"""She notes a spasm: three taps, any of them may be left out."""

from __future__ import annotations

from steadyback.care.stamp import Stamp
from steadyback.journal.entry import Entry, checked


def note_spasm(stamp: Stamp, *, worst: int | None = None, where: str | None = None, doing: str | None = None) -> Entry:
    """The entry of one spasm: how bad at worst (0 to 10), where, and what she was doing."""
    body = {"worst": worst, "where": where, "doing": doing, "began_at": None, "note": None}
    return checked(Entry(stamp.id, "spasm", stamp.at, stamp.device, body))
