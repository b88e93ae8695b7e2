"""A timer of the content, beat by beat: what is said, for how long, with which breath, cue and place in the whole."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from steadyback.knowledge.model import Cue, Timer

_SIDES = ("First side", "Second side")
_SETS = {2: "two", 3: "three"}


class Beat(NamedTuple):
    """One beat. ``seconds``: whole ones; ``place``: how far she is, in words.

    ``number``: which of the timer's cues it is, from 0, those of ``after`` last; None for what stands between cues.
    """

    say: str
    seconds: int
    breath: Literal["in", "out", "free"] = "free"
    number: int | None = None
    place: str = ""


def beats_of(timer: Timer) -> tuple[Beat, ...]:
    """The beats of ``timer`` in order, getting ready, rests and changes of side among them."""
    found = [Beat("Get ready", timer.ready_seconds)] if timer.ready_seconds else []
    for each in range(timer.sets):
        if each and timer.rest_seconds:
            found.append(Beat("Rest", timer.rest_seconds, place=f"Next: set {each + 1} of {timer.sets}"))
        for side in range(timer.sides):
            if side and timer.change_seconds:
                found.append(Beat("Change sides", timer.change_seconds, place=_SIDES[1]))
            for cycle in range(timer.cycles):
                place = _place(timer, each, side, cycle)
                found += [_beat(cue, number, place) for number, cue in enumerate(timer.cues)]
    return (*found, *(_beat(cue, number, "") for number, cue in enumerate(timer.after, start=len(timer.cues))))


def _beat(cue: Cue, number: int, place: str) -> Beat:
    return Beat(cue.say, cue.seconds, cue.breath, number, place)


def _place(timer: Timer, number: int, side: int, cycle: int) -> str:
    """How far she is, such as ``Set 1 of 2, first side, 3 of 10``."""
    words = [f"Set {number + 1} of {timer.sets}"] if timer.sets > 1 else []
    words += [_SIDES[side]] if timer.sides > 1 else []
    words += [f"{cycle + 1} of {timer.cycles}"] if timer.cycles > 1 else []
    text = ", ".join(word[0].lower() + word[1:] for word in words)
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=256)
def seconds_of(timer: Timer) -> int:
    """How long a timer runs in all, in seconds."""
    return sum(beat.seconds for beat in beats_of(timer))


def short_dose(timer: Timer) -> str:
    """A timer in a few words, such as ``10 times, two sets`` or ``5 minutes``."""
    whole = sum(cue.seconds for cue in timer.cues)
    length = f"{whole // 60} minute{'' if whole == 60 else 's'}" if whole % 60 == 0 else f"{whole} seconds"
    words = [f"{timer.cycles} times" if timer.cycles > 1 else length]
    words += ["each side"] if timer.sides > 1 else []
    text = " ".join(words)
    return f"{text}, {_SETS.get(timer.sets, timer.sets)} sets" if timer.sets > 1 else text
