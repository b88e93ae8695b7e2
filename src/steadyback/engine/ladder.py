"""The self-care ladder as a state machine: every state, every event, every way out, in one table-like function.

shut ──check was clear──► ready ──start──► on a rung ──better──► staying ──onward──► on the next rung
  ▲                                          │  same: on the next rung; after the last, done
  └── worse, or something changed: check again, and come back lower down
any state ──a red flag──► paused ──"I have been seen"──► shut      (nothing else leaves paused)

Where she begins, and what comes next (her own place: where she was or came back to, else the gentlest open to her):

start, no rung named              her own place; on a rung already, nothing
start, with a rung that is open   that rung; what is open from her own place up to it is passed over
start, with any other rung        as with no rung named
next, some below passed over      the gentlest of these that is open
next, none below passed over      the next one up that she has not done early; after the last of them, done
next, any passed over             besides, the rung she leaves is done early: it does not come again on this climb
worse, changed, easier            lower down, as ever; what was passed over waits, also while she rests or is paused
a new spasm, settled, done        nothing is passed over any more

So a climb may begin further up, and still meets every rung that is open to her once before it is done.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Felt = Literal["better", "same", "worse", "changed"]
Status = Literal["shut", "ready", "climbing", "staying", "resting", "paused", "done"]


class Ladder(NamedTuple):
    """Where she is on the ladder. ``rung`` is the place to be or to come back to; ``paused_by`` red flags.

    ``passed_over``: rungs below the one she began with, whose turn is still to come; ``done_early``: rungs that she has
    left before their turn, and that do not come again on this climb. Both by id, in the order of their names.
    """

    status: Status = "shut"
    rung: str | None = None
    paused_by: tuple[str, ...] = ()
    helped: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
    done_early: tuple[str, ...] = ()

    @property
    def offers(self) -> bool:
        """Whether a rung may be shown to be done now."""
        return self.status in ("climbing", "staying")


class Checked(NamedTuple):
    """A red-flag check was made: what shuts the ladder, and whether everything that matters was asked."""

    shut_by: tuple[str, ...]
    is_whole: bool


class Started(NamedTuple):
    """She starts, or goes on after a rest. ``rung``: the one she begins with; None: her own place on the ladder."""

    rung: str | None = None


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
            return _done(ladder) if ladder.status != "shut" else ladder
        case Rested():
            return ladder._replace(status="resting") if ladder.offers else ladder
        case Started(rung) if ladder.status in ("ready", "resting") or (ladder.offers and rung in offered):
            return _begun(ladder, rung, offered)
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


def _begun(ladder: Ladder, rung: str | None, offered: tuple[str, ...]) -> Ladder:
    """She begins with ``rung``, if it is open to her; the open rungs from her own place up to it are passed over."""
    own = place_in(ladder, offered)
    if rung is None or own is None or rung not in offered:
        return _on(ladder, own)
    between = offered[offered.index(own) : offered.index(rung)]
    waiting = {*ladder.passed_over, *between} - set(ladder.done_early)
    return _on(ladder._replace(passed_over=tuple(sorted(waiting))), rung)


def _on(ladder: Ladder, rung: str | None) -> Ladder:
    """On ``rung``, whose turn this is; with None, nothing is open to her."""
    if rung is None:
        return ladder._replace(status="ready", rung=None)
    waiting = tuple(one for one in ladder.passed_over if one != rung)
    return ladder._replace(status="climbing", rung=rung, passed_over=waiting)


def _next(ladder: Ladder, rung: str | None, offered: tuple[str, ...]) -> Ladder:
    """The rung after ``rung``: what was passed over below it first, then up; after the last, done. None is skipped."""
    if ladder.passed_over and rung:
        ladder = ladder._replace(done_early=tuple(sorted({*ladder.done_early, rung})))
    if rung not in offered:
        return _on(ladder, offered[0] if offered else None)
    place = offered.index(rung)
    waiting = [one for one in offered[:place] if one in ladder.passed_over]
    higher = [one for one in offered[place + 1 :] if one not in ladder.done_early]
    following = waiting + higher
    return _on(ladder, following[0]) if following else _done(ladder)


def _done(ladder: Ladder) -> Ladder:
    return ladder._replace(status="done", rung=None, passed_over=(), done_early=())


def _lower(rung: str | None, offered: tuple[str, ...]) -> str | None:
    if rung not in offered:
        return offered[0] if offered else None
    return offered[max(0, offered.index(rung) - 1)]


def place_in(ladder: Ladder, offered: tuple[str, ...]) -> str | None:
    """Her own place on the ladder: where she was if it is still offered, else the lowest rung offered, if any."""
    return ladder.rung if ladder.rung in offered else (offered[0] if offered else None)
