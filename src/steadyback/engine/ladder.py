"""The self-care ladder as a state machine: every state, every event, every way out, in one table-like function.

shut ──check was clear──► ready ──start──► on a rung ──better──► staying ──onward──► on the next rung
  ▲                                          │  same: on the next rung; after the last, done
  └── worse, or something changed: check again, and come back lower down
any state ──a red flag──► paused ──"I have been seen"──► shut      (nothing else leaves paused)
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Felt = Literal["better", "same", "worse", "changed"]
Status = Literal["shut", "ready", "climbing", "staying", "resting", "paused", "done"]


class Ladder(NamedTuple):
    """Where she is on the ladder. ``rung`` is the place to be or to come back to; ``paused_by`` red flags."""

    status: Status = "shut"
    rung: str | None = None
    paused_by: tuple[str, ...] = ()
    helped: tuple[str, ...] = ()

    @property
    def offers(self) -> bool:
        """Whether a rung may be shown to be done now."""
        return self.status in ("climbing", "staying")


class Checked(NamedTuple):
    """A red-flag check was made: what shuts the ladder, and whether everything that matters was asked."""

    shut_by: tuple[str, ...]
    is_whole: bool


class Started(NamedTuple):
    """She starts, or goes on after a rest."""


class Did(NamedTuple):
    """She did ``rung``, and says how it is now."""

    rung: str
    felt: Felt


class Onward(NamedTuple):
    """She chooses to leave a rung that helps, for the next."""


class EasedBack(NamedTuple):
    """She goes one rung down."""


class Rested(NamedTuple):
    """She stops for now."""


class Finished(NamedTuple):
    """It has settled; she is done."""


class NewSpasm(NamedTuple):
    """Her back grabbed again: the check is asked anew."""


class Seen(NamedTuple):
    """She says, by her own deliberate answer, that somebody has looked at what paused her."""


Event = Checked | Started | Did | Onward | EasedBack | Rested | Finished | NewSpasm | Seen


def advance(ladder: Ladder, event: Event, offered: tuple[str, ...]) -> Ladder:
    """The ladder after ``event``. ``offered``: the rungs that the screening leaves her, lowest first.

    An event that has no meaning in a state leaves it as it is; nothing raises.
    """
    match event:
        case Checked(shut_by, is_whole):
            return _checked(ladder, shut_by, is_whole)
        case Seen():
            return ladder._replace(status="shut", paused_by=()) if ladder.status == "paused" else ladder
    if ladder.status == "paused":
        return ladder
    match event:
        case NewSpasm():
            return Ladder()
        case Finished():
            return ladder._replace(status="done", rung=None) if ladder.status != "shut" else ladder
        case Rested():
            return ladder._replace(status="resting") if ladder.offers else ladder
        case Started() if ladder.status in ("ready", "resting"):
            return _on(ladder, _resume_at(ladder, offered))
        case Did(rung, felt) if ladder.offers and rung == ladder.rung:
            return _did(ladder, rung, felt, offered)
        case Onward() if ladder.status == "staying":
            return _next(ladder, ladder.rung, offered)
        case EasedBack() if ladder.offers:
            return _on(ladder, _lower(ladder.rung, offered))
    return ladder


def _checked(ladder: Ladder, shut_by: tuple[str, ...], is_whole: bool) -> Ladder:
    """A flag pauses, and one more is added to those before. A clear check opens, but never lifts a pause."""
    if shut_by or ladder.status == "paused":
        every = tuple(sorted({*ladder.paused_by, *shut_by}))
        return ladder._replace(status="paused", paused_by=every)
    if not is_whole:
        return ladder._replace(status="shut")
    return ladder._replace(status="ready") if ladder.status in ("shut", "done", "ready") else ladder


def _did(ladder: Ladder, rung: str, felt: Felt, offered: tuple[str, ...]) -> Ladder:
    if felt == "better":
        return ladder._replace(status="staying", helped=tuple(dict.fromkeys([*ladder.helped, rung])))
    if felt == "same":
        return _next(ladder, rung, offered)
    return ladder._replace(status="shut", rung=_lower(rung, offered) if felt == "worse" else rung)


def _on(ladder: Ladder, rung: str | None) -> Ladder:
    return ladder._replace(status="climbing", rung=rung) if rung else ladder._replace(status="ready", rung=None)


def _next(ladder: Ladder, rung: str | None, offered: tuple[str, ...]) -> Ladder:
    """The rung after ``rung`` among those offered; after the last, done. One step at a time, none skipped."""
    if rung not in offered:
        return _on(ladder, offered[0] if offered else None)
    place = offered.index(rung) + 1
    if place == len(offered):
        return ladder._replace(status="done", rung=None)
    return _on(ladder, offered[place])


def _lower(rung: str | None, offered: tuple[str, ...]) -> str | None:
    if rung not in offered:
        return offered[0] if offered else None
    return offered[max(0, offered.index(rung) - 1)]


def _resume_at(ladder: Ladder, offered: tuple[str, ...]) -> str | None:
    """Where she was if it is still offered, else the lowest rung."""
    return ladder.rung if ladder.rung in offered else (offered[0] if offered else None)
