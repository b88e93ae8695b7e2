"""She moves on the ladder."""

from __future__ import annotations

from steadyback.care.stamp import Stamp
from steadyback.engine.ladder import Did, EasedBack, Event, Finished, Onward, Rested, Started
from steadyback.journal.entry import Entry, checked
from steadyback.journal.kind import Body

_MOVES: dict[str, Event] = {
    "resume": Started(),
    "stay": Started(),
    "skip": Onward(),
    "ease-back": EasedBack(),
    "pause": Rested(),
    "finish": Finished(),
}


def climb(
    stamp: Stamp, did: str, *, rung: str | None = None, felt: str | None = None, seconds: int | None = None
) -> Entry:
    """The entry of one move: start, done (with how it ``felt``), stay, skip, ease-back, pause, resume or finish.

    A start with a ``rung`` begins there, if it is open to her by then; without one at her own place on the ladder.
    """
    body = {"did": did, "rung": rung, "felt": felt, "seconds": seconds}
    return checked(Entry(stamp.id, "ladder", stamp.at, stamp.device, body))


def event_of(body: Body) -> Event | None:
    """What the body of such an entry is to the ladder; None when it says too little."""
    did, rung, felt = body["did"], body.get("rung"), body.get("felt")
    if did == "done":
        return Did(rung, felt) if rung and felt else None
    if did == "start":
        return Started(rung)
    return _MOVES.get(did)
