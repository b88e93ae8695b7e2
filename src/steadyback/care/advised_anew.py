"""What an update means for answers already given: the checks that would now be advised more urgently, to tell her.

Told is a check of the last days, and an older one for as long as what it says holds the ladder. What she took back,
and what a later clear check has settled, is told only while it holds the ladder: then it is the reason of the pause.
After a loss nothing is told that is about a baby: it could help nobody any more.
"""

from __future__ import annotations

from typing import Final

from steadyback.care.judged_anew import Anew
from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.engine.triage import Fired
from steadyback.journal.instant import day_of
from steadyback.vocabulary.urgency import Urgency, most_urgent

#: A check is told of anew for so many days, whatever has become of its signs [P].
RECENT_DAYS: Final = 14


def advised_anew(state: State, rules: Rules) -> tuple[Anew, ...]:
    """The checks to tell her of, newest first; a sign that a newer one names is not told twice."""
    found: list[Anew] = []
    named: dict[tuple[str, bool], Urgency] = {}
    for one in reversed(state.anew):
        fired = tuple(each for each in one.fired if not (state.timing.is_loss and _is_about_baby(each, rules)))
        if not fired or not _is_told(one, fired, state):
            continue
        if any(named.get((each.flag, one.is_settled), Urgency.SELF_CARE) < each.urgency for each in fired):
            for each in fired:
                place = (each.flag, one.is_settled)
                named[place] = max(each.urgency, named.get(place, each.urgency))
            found.append(one._replace(fired=fired, urgency=most_urgent(each.urgency for each in fired)))
    return tuple(found)


def _is_told(one: Anew, fired: tuple[Fired, ...], state: State) -> bool:
    if any(each.flag in state.ladder.paused_by for each in fired):
        return True
    if one.is_settled or one.one.is_withdrawn:
        return False
    return (state.day - day_of(one.one.entry.at)).days <= RECENT_DAYS


def _is_about_baby(fired: Fired, rules: Rules) -> bool:
    return rules.knowledge.red_flag[fired.flag].about_baby
