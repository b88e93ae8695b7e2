"""She moves on the ladder."""

from __future__ import annotations

from steadyback.care.stamp import Stamp
from steadyback.journal.entry import Entry, checked


def climb(
    stamp: Stamp, did: str, *, rung: str | None = None, felt: str | None = None, seconds: int | None = None
) -> Entry:
    """The entry of one move: start, done (with how it ``felt``), stay, skip, ease-back, pause, resume or finish."""
    body = {"did": did, "rung": rung, "felt": felt, "seconds": seconds}
    return checked(Entry(stamp.id, "ladder", stamp.at, stamp.device, body))
