"""Where the page of patterns has its findings from: her days and her tries, read anew each time it is asked for."""

from __future__ import annotations

from steadyback.care.patterns_of_her_days import her_patterns
from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.care.what_settles import OWN, own_name, what_settles
from steadyback.engine.settling import Helping
from steadyback.web.diary_words import tried_words
from steadyback.web.exchange import Routes
from steadyback.web.found_patterns import Findings, found_of
from steadyback.web.pages.diary_patterns import page_with
from steadyback.web.plots_helps import HelpRow


def findings(state: State, _rules: Rules) -> Findings:
    """What her days say of every factor, up to today."""
    found = her_patterns(state.diary, state.day)
    factors = tuple(found_of(one.id, one.same_day, one.next_day, one.more_days) for one in found.factors)
    return Findings(factors, found.days_told, found.spasm_days, found.first, found.last)


def tries(state: State, rules: Rules) -> list[HelpRow]:
    """What she tried in this stage, what helped most often first."""
    own = {own_name(one.body["name"]): str(one.body["name"]) for one in state.diary.of("tried") if one.body.get("name")}
    tried = [thing for thing in what_settles(state, rules).things if thing.tried and _may_be_said(thing, state, rules)]
    ordered = sorted(tried, key=lambda thing: (-thing.chance, -thing.tried, thing.what))
    return [_row(thing, own, state, rules) for thing in ordered]


def _may_be_said(thing: Helping, state: State, rules: Rules) -> bool:
    """After a loss what was for a baby is left out."""
    method = rules.knowledge.method.get(thing.what)
    return not (state.timing.is_loss and method is not None and method.about_baby)


def _row(thing: Helping, own: dict[str, str], state: State, rules: Rules) -> HelpRow:
    body = {"name": own.get(thing.what, "")} if thing.what.startswith(OWN) else {"what": thing.what}
    name = tried_words(body, rules.knowledge, is_loss=state.timing.is_loss)
    return HelpRow(name, thing.helped, thing.tried, thing.chance, thing.low, thing.high, thing.a_little, thing.worse)


ROUTES: Routes = {("GET", "/diary/patterns"): page_with(findings, tries)}
