"""The ladder, walked breadth first: every state it can be in, every event, under every choice of offered rungs."""

from __future__ import annotations

from collections import deque
from itertools import chain, combinations

from steadyback.engine.ladder import (
    Checked,
    Did,
    EasedBack,
    Event,
    Finished,
    Ladder,
    NewSpasm,
    Onward,
    Rested,
    Seen,
    Started,
    advance,
)
from steadyback.proof.property import Progress, Shown, Tally, shown

_RUNGS = ("rung-1", "rung-2", "rung-3", "rung-4")
_OFFERED = tuple(chain.from_iterable(combinations(_RUNGS, size) for size in range(len(_RUNGS) + 1)))
_EVENTS: tuple[Event, ...] = (
    *(Checked(shut_by, is_whole) for shut_by in ((), ("a",), ("b",), ("a", "b")) for is_whole in (True, False)),
    Started(),
    *(Started(rung) for rung in _RUNGS),
    *(Did(rung, felt) for rung in _RUNGS for felt in ("better", "same", "worse", "changed")),
    Onward(),
    EasedBack(),
    Rested(),
    Finished(),
    NewSpasm(),
    Seen(),
)


def ladder_is_safe(progress: Progress) -> Shown:
    """Every state that can be reached from the beginning, four rungs and two red flags; every way on from each.

    What has helped decides nothing, so it is left out of the states; that it decides nothing is looked at as well.
    """

    def prove(tally: Tally) -> None:
        ways = _walk(progress)
        for state, onward in ways.items():
            for event, offered, after in onward:
                fault = _fault(state, event, offered, after)
                tally.note(fault is None, "{}: {}, {}, offered {} → {}", fault, state, event, offered, after)
                if offered == _OFFERED[-1]:
                    helped = _after(state._replace(helped=_RUNGS), event, offered)
                    tally.note(helped == after, "what has helped decides: {}, {}", state, event)
        _every_state_can_be_left(ways, tally)

    says = """While a red flag stands no rung is offered, and only her own “I have been seen” ends that, with the check
    still to be made again; a flag pauses every state; only a whole and clear check opens a shut ladder; a rung that is
    begun is one that the screening offers; no step up skips an offered rung, unless she begins further up, and then
    what she passed over comes before she is done; and every state can be left, and leads back to an offered rung."""
    return shown("ladder-offers-nothing-while-a-flag-stands", says, "enumeration", prove)


_Ways = dict[Ladder, list[tuple[Event, tuple[str, ...], Ladder]]]


def _walk(progress: Progress) -> _Ways:
    ways: _Ways = {}
    waiting = deque([Ladder()])
    met = {Ladder()}
    while waiting:
        state = waiting.popleft()
        if len(ways) % 200 == 0:
            progress(f"{len(ways)} states")
        onward = [(event, offered, _after(state, event, offered)) for event in _EVENTS for offered in _OFFERED]
        ways[state] = onward
        for _, _, after in onward:
            if after not in met:
                met.add(after)
                waiting.append(after)
    return ways


def _after(state: Ladder, event: Event, offered: tuple[str, ...]) -> Ladder:
    """The state after ``event``, without what has helped."""
    return advance(state, event, offered)._replace(helped=())


def _fault(state: Ladder, event: Event, offered: tuple[str, ...], after: Ladder) -> str | None:
    """What is wrong with this step, or None."""
    if state.status == "paused":
        return _fault_when_paused(state, event, after)
    if isinstance(event, Checked) and event.shut_by and after.status != "paused":
        return "a red flag does not pause it"
    if after.paused_by and after.status != "paused":
        return "a red flag stands, and it is not paused"
    if isinstance(event, Checked) and not event.is_whole and after.status in ("ready", "climbing", "staying"):
        return "a check with something unanswered opens it"
    is_clear = isinstance(event, Checked) and event.is_whole and not event.shut_by
    if state.status == "shut" and after.status not in ("shut", "paused") and not is_clear:
        return "it opens without a whole and clear check"
    return _fault_of_rung(state, event, offered, after)


def _fault_when_paused(state: Ladder, event: Event, after: Ladder) -> str | None:
    if state.offers or (after.status == "paused" and after.offers):
        return "a rung is offered while it is paused"
    if isinstance(event, Seen):
        return None if after.status == "shut" else "seen, and open without a check"
    if after.status != "paused":
        return "something else than “seen” ends a pause"
    return None if set(state.paused_by) <= set(after.paused_by) else "a red flag is forgotten"


def _fault_of_rung(state: Ladder, event: Event, offered: tuple[str, ...], after: Ladder) -> str | None:
    if after.offers and after.rung is None:
        return "it offers no rung in particular"
    begins = after.offers and (after.rung != state.rung or not state.offers)
    if begins and after.rung not in offered:
        return "a rung that is not offered is begun"
    return _fault_of_order(state, event, offered, after)


def _fault_of_order(state: Ladder, event: Event, offered: tuple[str, ...], after: Ladder) -> str | None:
    """What is wrong with where she goes, what she passes over on the way, and what is kept of that."""
    if isinstance(event, Finished | NewSpasm):
        is_left = after != state and (after.passed_over or after.done_early)
        return "something is passed over in a climb that is over" if is_left else None
    lost = set(state.passed_over) & set(offered) - {after.rung, *after.passed_over}
    if lost:
        return f"{', '.join(sorted(lost))} was passed over, and is lost"
    if set(after.done_early) - set(state.done_early) - {state.rung}:
        return "a rung counts as done early, and she was not on it"
    if not after.offers or after.rung is None:
        return None
    kept = {*after.passed_over, *after.done_early}
    is_start = isinstance(event, Started) and not (state.offers and event.rung is None)
    base = state.rung if state.rung in offered else min(offered, default="") if is_start else None
    if base is None or after.rung == state.rung:
        return None
    skipped = [rung for rung in offered if base < rung < after.rung and rung not in kept]
    if is_start and base < after.rung and base not in kept:
        skipped = [base, *skipped]
    return f"it skips {', '.join(skipped)}" if skipped else None


def _every_state_can_be_left(ways: _Ways, tally: Tally) -> None:
    """From every state a rung can be reached again: walked backwards from the states that offer one."""
    before: dict[Ladder, set[Ladder]] = {}
    for state, onward in ways.items():
        for _, _, after in onward:
            before.setdefault(after, set()).add(state)
    leads = {state for state in ways if state.offers}
    waiting = deque(leads)
    while waiting:
        for state in before.get(waiting.popleft(), ()):
            if state not in leads:
                leads.add(state)
                waiting.append(state)
    for state, onward in ways.items():
        tally.note(any(after != state for _, _, after in onward), "{} can never be left", state)
        tally.note(state in leads, "{} never leads to a rung again", state)
