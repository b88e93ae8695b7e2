"""Where the page of patterns has its findings from: her days and her tries, read anew each time it is asked for."""

from __future__ import annotations

from steadyback.care.patterns_of_her_days import her_patterns
from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.web.exchange import Routes
from steadyback.web.found_patterns import Findings, found_of
from steadyback.web.pages.diary_patterns import page_with
from steadyback.web.plots_helps import HelpRow
from steadyback.web.things_tried import things_tried


def findings(state: State, _rules: Rules) -> Findings:
    """What her days say of every factor, up to today."""
    found = her_patterns(state.diary, state.day)
    factors = tuple(found_of(one.id, one.same_day, one.next_day, one.more_days) for one in found.factors)
    return Findings(factors, found.days_told, found.spasm_days, found.first, found.last)


def tries(state: State, rules: Rules) -> list[HelpRow]:
    """What she tried in this stage, what helped most often first."""
    return [thing.row() for thing in things_tried(state, rules)]


ROUTES: Routes = {("GET", "/diary/patterns"): page_with(findings, tries)}
