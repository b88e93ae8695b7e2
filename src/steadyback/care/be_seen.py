"""She says, by her own deliberate answer, that somebody has looked at what paused her."""

from __future__ import annotations

from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.journal.entry import Entry, checked


def be_seen(state: State, stamp: Stamp, *, by: str, on: str | None = None) -> Entry:
    """The entry that lifts the pause: who looked (in her words), and the day, if she says it."""
    flags = list(state.ladder.paused_by)
    body = {"by": by, "on": on, "flags": flags, "words": "I have been seen"}
    return checked(Entry(stamp.id, "seen", stamp.at, stamp.device, body))
