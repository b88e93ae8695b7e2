"""One trigger to look out for today, with its quick action: from her own days if they name one, else in turn."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

from steadyback.care.routine_today import moves_wait
from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.engine.shown import Look, Shown, look, onlooker
from steadyback.knowledge.model import Trigger

#: Her own days are looked at this far back.
DAYS_BACK = 14
#: On fewer days than this a trigger does not stand out [P].
LEAST_DAYS = 2


class Lookout(NamedTuple):
    """A trigger, and what is shown of it. ``times``: on how many of her last ``DAYS_BACK`` days; 0: its turn."""

    trigger: Trigger
    shown: Shown
    times: int


def look_of(state: State, rules: Rules) -> Look:
    """What decides, for every item of content, whether she is shown it today."""
    answers = state.last_check.answers if state.last_check else {}
    return look(onlooker(state.her, answers, rules.naming), rules.knowledge, rules.naming)


def look_out(state: State, rules: Rules, looking: Look) -> Lookout | None:
    """The trigger of today, or None when none has an action that she may take. A count, never a cause."""
    fitting = {name: item for name, item in sorted(rules.knowledge.trigger.items()) if not item.card.retired_on}
    counts = days_with(state, state.day)
    often = sorted((-count, name) for name, count in counts.items() if name in fitting and count >= LEAST_DAYS)
    names = list(fitting)
    turn = state.day.toordinal() % max(1, len(names))
    in_turn = [(0, name) for name in (*names[turn:], *names[:turn])]
    for count, name in (*often, *in_turn):
        found = _with_no_move_before_the_check(looking(fitting[name]), fitting[name], state)
        if found.standing == "now" and found.says:
            return Lookout(fitting[name], found, -count)
    return None


def _with_no_move_before_the_check(found: Shown, item: Trigger, state: State) -> Shown:
    """While the check is due an action that is an exercise is left for the calmer one, or for nothing."""
    if not moves_wait(state) or not item.moves:
        return found
    calmer = item.calmer_action if item.calmer_action and not item.calmer_moves else None
    return found._replace(says=(calmer,) if calmer else ())


def days_with(state: State, day: date) -> Counter[str]:
    """On how many of the last days each thing was there: a yes of the day, or what she was doing at a spasm."""
    found: Counter[str] = Counter()
    for back in range(DAYS_BACK):
        name = str(day - timedelta(days=back))
        told = state.diary.days.get(name)
        held = {item for item, answer in (told.body.get("held") or {}).items() if answer == "yes"} if told else set()
        held |= {spasm.body.get("doing") or "" for spasm in state.diary.spasms_on.get(name, ())}
        found.update(held - {""})
    return found
