"""The first step that fits today: which of the steps that are open to her stands first, and why, in one sentence.

It opens nothing. There is none while she is paused, while the check is due, or while anything asks for it again, a
spasm since the last check included. It is always one of the rungs that the screen offers, and the rest of the ladder
stays where it is, in order. How it is picked stands in ``engine/picking.py``. Besides:

* The ladder's own next step is the place where she stopped, or came back to, and else the gentlest one open to her.
* A rung that made it worse in the last four weeks, by itself or by a method or a move of it, never stands first; nor
  does one whose newest try did. If it is the ladder's own next step, the next gentler one stands there, and where there
  is none, the next one in order.
* A rung with strength work is only ever the ladder's own next step.
* When she stopped on the way, she goes on from there.

She may begin with it: after a clear check the page and ``steadyback now`` put it first, with its reason, and her own
place on the ladder second (``Beginning``). Nothing is lost by that: ``engine/ladder.py`` has the order of the rest.

Every number is ours [P].
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from steadyback.care.routine_today import moves_wait
from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.care.what_settles import Tried, attempts, every_attempt, in_order, made_worse
from steadyback.engine.ladder import Ladder, place_in
from steadyback.engine.picking import Pick, in_reach, pick
from steadyback.engine.screening import RungOffer
from steadyback.engine.settling import Attempt, Count, Counted, counted

#: A rung that made it worse does not stand first for this many days.
WORSE_DAYS: Final = 28
_NEXT = "It is next on the ladder."
_TURN = "Today we put this one first, to see if it helps you."
_PASSED = "The usual next step made your back worse not long ago, so this one is first."


class FirstStep(NamedTuple):
    """The rung that stands first today. ``why``: the reason, one sentence for her; ``rule``: the rule behind it.

    ``rule``: ``order``, ``clear`` and ``turn`` as in ``engine/picking.py``; ``known`` when it is the ladder's own step,
    and has helped her; ``passed`` when the ladder's own step is left out because it made it worse lately; ``resting``
    when she goes on from where she stopped.
    """

    rung: str
    why: str
    rule: Literal["order", "known", "clear", "turn", "passed", "resting"]

    @property
    def is_by_her_tries(self) -> bool:
        """Whether the reason comes from what she told of her own tries."""
        return self.rule not in ("order", "resting")


class Beginning(NamedTuple):
    """Where she may begin. ``usual``: her own place on the ladder, by the rung's id; ``first``: the first step, if any.

    ``then``: the ladder as a clear check leaves it.
    """

    usual: str
    first: FirstStep | None
    then: Ladder

    @property
    def other(self) -> FirstStep | None:
        """The first step when it is another than the usual one."""
        return self.first if self.first is not None and self.first.rung != self.usual else None


def beginning(state: State, rules: Rules, offers: Sequence[RungOffer], *, is_new: bool) -> Beginning | None:
    """Where she may begin among ``offers`` once a check of now is clear; None when it opens nothing to her.

    ``is_new``: her back has grabbed anew, and the climb before is over. What it says costs next to nothing as long as
    she has told of no try.
    """
    if state.ladder.status == "paused" or state.ladder.paused_by:
        return None
    state = state._replace(ladder=Ladder()) if is_new else state
    usual = place_in(state.ladder, tuple(_gentlest_first(rules, offers)))
    has_tried = any(state.diary.of(kind) for kind in ("tried", "ladder", "move"))
    first = first_among(state, rules, offers) if has_tried else None
    return Beginning(usual, first, state.ladder) if usual else None


def first_step(state: State, rules: Rules) -> FirstStep | None:
    """The first step now; None while nothing may be offered, or nothing is left to stand first."""
    if moves_wait(state) or state.ladder.status not in ("ready", "resting"):
        return None
    return first_among(state, rules, state.offers)


def first_among(state: State, rules: Rules, offers: Sequence[RungOffer]) -> FirstStep | None:
    """The first step among ``offers``, for a page that opens its steps only after a clear check of its own.

    None while a red flag pauses her, or when nothing is left to stand first.
    """
    ladder = _gentlest_first(rules, offers)
    usual = place_in(state.ladder, tuple(ladder))
    if usual is None or state.ladder.paused_by or state.ladder.status == "paused":
        return None
    every = every_attempt(state)
    tries = [attempt for _, attempt in attempts(state, every)]
    worse = _left_out(state, rules, tries, every)
    if state.ladder.status == "resting" and usual == state.ladder.rung and usual not in worse:
        return FirstStep(usual, "You stopped here last time.", "resting")
    fit = [step for step in ladder if step not in worse and (step == usual or not _has_strength(step, rules))]
    steps = [step for step in in_reach(ladder, usual) if step in fit]
    if not steps:
        return None  # all that is left lies further up than may stand first
    place = ladder.index(usual)
    base = next(step for step in (usual, *reversed(ladder[:place]), *ladder[place:]) if step in steps)
    known = counted(tries)
    picked = pick(known, steps, base, state.day.toordinal() * 10_000 + len(tries))
    return _told(picked, known, is_passed=base != usual)


def _gentlest_first(rules: Rules, offers: Sequence[RungOffer]) -> list[str]:
    """The rungs that are open among ``offers``."""
    open_to_her = {offer.rung for offer in offers if not offer.is_held}
    return [rung.card.id for rung in in_order(rules) if rung.card.id in open_to_her]


def _left_out(state: State, rules: Rules, tries: Sequence[Attempt], every: Sequence[Tried]) -> frozenset[str]:
    """The rungs that may not stand first, as they made it worse. ``tries``: of this stage; ``every``: of any."""
    lately = made_worse(state, WORSE_DAYS, every)
    newest = {attempt.what: attempt.came for attempt in tries}
    return frozenset(
        name
        for name, rung in rules.knowledge.rung.items()
        if newest.get(name) == "worse" or not lately.isdisjoint({name, *rung.exercises, *rung.methods})
    )


def _has_strength(rung: str, rules: Rules) -> bool:
    moves = rules.knowledge.rung[rung].exercises
    return any(rules.knowledge.exercise[name].is_strength for name in moves)


def _told(picked: Pick, known: Counted, *, is_passed: bool) -> FirstStep:
    thing = known.of(picked.what)
    if picked.rule == "clear":
        return FirstStep(picked.what, f"It helped you {_times(thing)}.", "clear")
    if picked.rule == "turn":
        so_far = f" So far it helped you {_times(thing)}." if thing.helped else ""
        return FirstStep(picked.what, _TURN + so_far, "turn")
    if is_passed:
        return FirstStep(picked.what, _PASSED, "passed")
    if thing.helped:
        return FirstStep(picked.what, f"It is next on the ladder, and it helped you {_times(thing)}.", "known")
    return FirstStep(picked.what, _NEXT, "order")


def _times(thing: Count) -> str:
    return "the one time you tried it" if thing.tried == 1 else f"{thing.helped} of {thing.tried} times"
