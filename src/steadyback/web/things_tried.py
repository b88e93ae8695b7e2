"""What she tried, by name: the same things under the same names on every page that counts them."""

from __future__ import annotations

from typing import NamedTuple

from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.care.what_settles import OWN, own_name, what_settles
from steadyback.engine.settling import Helping
from steadyback.web.after_a_loss import OF_A_CHILD
from steadyback.web.diary_words import tried_words
from steadyback.web.plots_helps import HelpRow


class Thing(NamedTuple):
    """One thing that she tried: its name, whether the name is hers, and what is ``known`` of it."""

    name: str
    is_hers: bool
    known: Helping

    def row(self) -> HelpRow:
        """The same as a row of the plot."""
        one = self.known
        return HelpRow(self.name, one.helped, one.tried, one.chance, one.low, one.high, one.a_little, one.worse)


def things_tried(state: State, rules: Rules) -> list[Thing]:
    """What she tried in this stage, what helps most often first. After a loss what was for a baby is left out.

    A thing of her own stands there as she wrote it last.
    """
    own = {own_name(one.body["name"]): str(one.body["name"]) for one in state.diary.of("tried") if one.body.get("name")}
    known = [thing for thing in what_settles(state, rules).things if thing.tried]
    ordered = sorted(known, key=lambda thing: (-thing.chance, -thing.tried, thing.what))
    named = [_named(one, own, state, rules) for one in ordered]
    return [thing for thing in named if not state.timing.is_loss or _may_be_said(thing, rules)]


def _named(one: Helping, own: dict[str, str], state: State, rules: Rules) -> Thing:
    is_hers = one.what.startswith(OWN)
    body = {"name": own.get(one.what, one.what.removeprefix(OWN))} if is_hers else {"what": one.what}
    return Thing(tried_words(body, rules.knowledge, is_loss=state.timing.is_loss), is_hers, one)


def _may_be_said(thing: Thing, rules: Rules) -> bool:
    method = rules.knowledge.method.get(thing.known.what)
    return not (method is not None and method.about_baby) and not OF_A_CHILD.search(thing.name)
