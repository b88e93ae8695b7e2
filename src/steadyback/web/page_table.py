"""The decisions inside the acute page: tables that Python works out, and that a small script looks things up in.

Everything that is decided on the page is in here: which answers meet which rule, which rule is how urgent and where
it sends her, what follows on the ladder from every rung and every way it may feel, and each timer beat by beat.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from steadyback.care.acts import ROUTES
from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.engine.check import Screen
from steadyback.engine.ladder import Did, Felt, Ladder, Onward, Started, advance, place_in
from steadyback.engine.replies import Replies
from steadyback.engine.screening import Circumstances, RungOffer, effect_of, offer_ladder
from steadyback.engine.table import SmallRule, specialise
from steadyback.knowledge.model import Rung, Timer
from steadyback.vocabulary.answer import Answer
from steadyback.vocabulary.urgency import Urgency

_Found = TypeVar("_Found")
#: What was worked out for the last pages: the same person opens the same page again and again.
_worked_out: dict[tuple[object, ...], tuple[Rules, Any]] = {}
_MOST_KEPT = 64
_AT_THE_START = Ladder("ready")
_FELT: tuple[Felt, ...] = ("better", "same", "worse", "changed")


def known_answers(state: State) -> dict[str, str]:
    """What she told about herself, as the table takes it: yes, no and unsure, and the numbers' thresholds met."""
    return {name: answer.slug for name, answer in state.facts.answers.items()}


def page_rules(state: State, rules: Rules, screens: Sequence[Screen]) -> tuple[SmallRule, ...]:
    """The rules of this page, over its signs, with all that is known folded in."""
    signs = tuple(sign.id for screen in screens for sign in screen.signs)
    known = known_answers(state)
    key = ("rules", state.timing, tuple(known.items()), signs)
    return _remembered(rules, key, lambda: specialise(rules.table, state.timing, known, signs))


def _remembered(rules: Rules, key: tuple[object, ...], work: Callable[[], _Found]) -> _Found:
    """What ``work`` gives under these rules, worked out once a ``key``. Threads may share it.

    The rules are kept with what came of them, so that no others can take their place in memory.
    """
    found = _worked_out.get((id(rules), *key))
    if found is None:
        if len(_worked_out) >= _MOST_KEPT:
            _worked_out.clear()
        found = _worked_out[id(rules), *key] = (rules, work())
    result: _Found = found[1]
    return result


def decision_table(state: State, rules: Rules, screens: Sequence[Screen]) -> dict[str, Any]:
    """Rules, routes and signs of the check, as the page's script reads them."""
    small = page_rules(state, rules, screens)
    return {
        "signs": [sign.id for screen in screens for sign in screen.signs],
        "groups": [len(screen.signs) for screen in screens],
        "routes": list(ROUTES),
        "urgencies": [urgency.slug for urgency in Urgency],
        "rules": [
            {
                "flag": rule.flag,
                "urgency": rule.urgency,
                "unsure": rule.unsure,
                "shuts": rule.shuts,
                "route": rule.route[0] if rule.route else "MAT",
                "any": [list(clause) for clause in rule.clauses],
            }
            for rule in small
        ],
        "version": rules.knowledge.version,
    }


def screening_question(state: State, rules: Rules) -> list[str]:
    """The contraindications that nobody has answered yet and that matter now, by id."""
    answered = state.facts.answers
    items = rules.knowledge.contraindication.values()
    return [
        item.card.id for item in items if effect_of(item, state.timing) is not None and item.card.id not in answered
    ]


def offers_after(state: State, rules: Rules, screened_out: bool) -> tuple[RungOffer, ...]:
    """The rungs as they are once the check is clear: ``screened_out`` if she has, or may have, a condition."""
    asked = dict.fromkeys(screening_question(state, rules), Answer.UNANSWERED if screened_out else Answer.NO)
    facts = Replies({**state.facts.answers, **{name: answer for name, answer in asked.items() if answer}}, {})
    her = Circumstances(state.timing, facts, state.her.clearances, (), state.her.plan_leaves_out)
    key = ("offers", her.timing, tuple(facts.answers.items()), her.clearances, her.plan_leaves_out)
    return _remembered(rules, key, lambda: offer_ladder(rules.knowledge, rules.naming, her))


def ladder_table(
    offers: Sequence[RungOffer], then: Ladder = _AT_THE_START, now: Ladder = _AT_THE_START, first: str | None = None
) -> dict[str, dict[str, str]]:
    """For each offered rung, where every way it may feel leads, as the ladder's own machine says.

    Under ``""`` where a start leads: ``start`` to her own place in ``then``, the ladder as a clear check leaves it, and
    ``first`` to the ``first`` step. A rung that was passed over comes out of its turn: what then follows on a rung, and
    else does not, stands under ``start``, ``first`` and ``now`` (the ladder as she stands on it).
    """
    offered = tuple(offer.rung for offer in offers if not offer.is_held)
    begins = {"start": place_in(then, offered) or "done"} | ({"first": first} if first in offered and first else {})
    table: dict[str, dict[str, str]] = {"": begins}
    for rung in offered:
        here = Ladder("climbing", rung)
        table[rung] = {felt: _screen(advance(here, Did(rung, felt), offered)) for felt in _FELT}
        table[rung]["onward"] = _screen(advance(Ladder("staying", rung), Onward(), offered))
    walks = {how: advance(then._replace(status="ready"), Started(begins[how]), offered) for how in begins}
    for how, begun in (walks | {"now": now}).items():
        found = _out_of_turn(begun, offered, table)
        if found:
            table[how] = found
    return table


def _out_of_turn(ladder: Ladder, offered: tuple[str, ...], table: dict[str, dict[str, str]]) -> dict[str, str]:
    """On the way up from ``ladder``, what follows on each rung where it is not what ``table`` has."""
    found: dict[str, str] = {}
    if not ladder.passed_over and not ladder.done_early:
        return found
    for _ in offered:  # each comes once at the most
        rung = ladder.rung
        if not ladder.offers or rung is None or rung not in table:
            break
        ladder = advance(ladder, Did(rung, "same"), offered)
        if _screen(ladder) != table[rung]["same"]:
            found[rung] = _screen(ladder)
    return found


def _screen(ladder: Ladder) -> str:
    """The place on the page that a state of the ladder is shown at."""
    if ladder.status == "climbing" and ladder.rung:
        return ladder.rung
    return {"staying": "stay", "done": "log"}.get(ladder.status, "again")


def beats(timer: Timer) -> list[tuple[str, int, str]]:
    """A timer beat by beat: what is said, for how many seconds, and the breath. Rests and changes included."""
    found: list[tuple[str, int, str]] = [("Get ready", timer.ready_seconds, "free")] if timer.ready_seconds else []
    for number in range(timer.sets):
        if number and timer.rest_seconds:
            found.append(("Rest", timer.rest_seconds, "free"))
        for side in range(timer.sides):
            if side and timer.change_seconds:
                found.append(("Change sides", timer.change_seconds, "free"))
            found += [(cue.say, cue.seconds, cue.breath) for cue in timer.cues] * timer.cycles
    return found + [(cue.say, cue.seconds, cue.breath) for cue in timer.after]


def timer_table(rungs: Sequence[Rung]) -> dict[str, list[tuple[str, int, str]]]:
    """The beats of each rung's timer."""
    return {rung.card.id: beats(rung.dose.timer) for rung in rungs if rung.dose.timer}
