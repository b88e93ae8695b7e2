"""The next break from sitting or standing: it counts from what she said last, and reads the clock."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Literal, NamedTuple

from steadyback.care.state import State

#: Between two breaks, in minutes, unless she set another (seed-spasms: 30 to 45) [P].
USUAL_MINUTES = 40
#: The walk of a break, in minutes (seed-spasms: trigger table).
WALK_MINUTES = 2
#: A break that was due this long ago is not waited for any more, in minutes: she will have moved meanwhile [P].
FORGOTTEN_AFTER = 120


class Break(NamedTuple):
    """Where she is between two breaks.

    ``idle``: nothing is counted; ``counting``: until ``due``; ``due``: it is time; ``walking``: up, until ``due``;
    ``off``: not today. ``is_quiet``: no sound and no buzz at that time.
    """

    status: Literal["idle", "counting", "due", "walking", "off"]
    minutes: int
    began: datetime | None = None
    due: datetime | None = None
    is_quiet: bool = False


def next_break(state: State, now: datetime) -> Break:
    """The break after what she said last. Times have the offset of ``now``."""
    wishes = state.diary.preferences
    minutes = int(wishes.get("break_minutes") or USUAL_MINUTES)
    told = state.diary.of("break")
    last = told[-1] if told else None
    began = datetime.fromisoformat(last.entry.at).astimezone(now.tzinfo) if last else None
    if last is None or began is None or began.date() != now.date():
        return Break("idle", minutes)
    if last.body["did"] == "not-today":
        return Break("off", minutes)
    walked = began + timedelta(minutes=WALK_MINUTES)
    if last.body["did"] == "up" and now < walked:
        return Break("walking", minutes, began, walked)
    # after a break she sits down again when the walk is over
    start = walked if last.body["did"] == "up" else began
    due = start + timedelta(minutes=minutes)
    if now - due > timedelta(minutes=FORGOTTEN_AFTER):
        return Break("idle", minutes)
    return Break("due" if now >= due else "counting", minutes, start, due, is_quiet_at(state, due))


def is_quiet_at(state: State, moment: datetime) -> bool:
    """Whether her quiet hours, or the hours outside those she wants breaks in, cover ``moment``."""
    wishes = state.diary.preferences
    if _covers(wishes.get("quiet_from"), wishes.get("quiet_to"), moment.time()):
        return True
    first, last = wishes.get("break_from"), wishes.get("break_to")
    return bool(first and last) and not _covers(first, last, moment.time())


def _covers(first: str | None, last: str | None, moment: time) -> bool:
    """Whether ``moment`` lies from ``first`` up to ``last``, which may be past midnight."""
    if not first or not last:
        return False
    start, end = time.fromisoformat(first), time.fromisoformat(last)
    return start <= moment < end if start <= end else moment >= start or moment < end
