"""A fault in the engine is noticed too: in the table, in what counts, in the ladder, in the screening."""

from collections.abc import Callable

import pytest

from steadyback.engine import ladder, rulebook, safety
from steadyback.engine.fast import FastTable
from steadyback.engine.ladder import Event, Ladder, Seen, Started
from steadyback.engine.table import Table, TableRule
from steadyback.proof import climbing
from steadyback.proof.agreement import table_agrees, table_is_the_rules
from steadyback.proof.climbing import ladder_is_safe
from steadyback.proof.doubt import unsure_counts
from steadyback.proof.exercising import no_excluded_exercise
from steadyback.proof.paging import page_tables_agree
from steadyback.proof.promised import content_keeps_promises
from steadyback.proof.property import silent
from steadyback.proof.subject import Subject, subject_of
from steadyback.vocabulary.urgency import Urgency
from tests.generative.shipped import shipped


def with_rule(table: Table, change: Callable[[TableRule], TableRule]) -> Subject:
    """The shipped content with one rule of the table changed: the one by which face droop is an emergency."""
    rules = tuple(change(rule) if table.flags[rule.flag].id == "stroke-signs" else rule for rule in table.rules)
    changed = table._replace(rules=rules)
    return shipped()._replace(table=changed, fast=FastTable(changed))


TABLE_FAULTS: dict[str, Callable[[TableRule], TableRule]] = {
    "a clause more": lambda rule: rule._replace(clauses=(*rule.clauses, (0,))),
    "a name less": lambda rule: rule._replace(clauses=((0,),)),
    "a day less": lambda rule: rule._replace(
        spans=tuple((stage, first, last - 1) for stage, first, last in rule.spans)
    ),
    "a lower urgency": lambda rule: rule._replace(urgency=int(Urgency.REVIEW)),
    "not sure no longer counts": lambda rule: rule._replace(unsure=False),
    "switched off by another": lambda rule: rule._replace(unless=(0,)),
}


@pytest.mark.parametrize("fault", TABLE_FAULTS)
def test_the_solver_notices_a_wrong_table(fault: str) -> None:
    found = table_is_the_rules(with_rule(shipped().table, TABLE_FAULTS[fault]), silent)
    assert not found.holds
    assert "stroke-signs" in str(found.counterexample)


def test_made_up_cases_notice_a_wrong_page() -> None:
    changed = with_rule(shipped().table, TABLE_FAULTS["a name less"])
    assert not page_tables_agree(changed, silent, count=2_000).holds
    assert page_tables_agree(shipped(), silent, count=2_000).holds


def test_made_up_cases_notice_a_wrong_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    from steadyback.engine import compiling

    sound = compiling._without_wider
    monkeypatch.setattr(compiling, "_without_wider", lambda clauses: sound(clauses)[:1])
    changed = subject_of(shipped().knowledge)
    assert not table_agrees(changed, silent, count=500).holds


def test_not_sure_that_counts_only_in_emergencies_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rulebook, "UNSURE_COUNTS_FROM", Urgency.EMERGENCY)
    changed = subject_of(shipped().knowledge)
    assert not unsure_counts(changed, silent).holds
    assert not content_keeps_promises(changed, silent).holds


def start_ends_a_pause(state: Ladder, event: Event, offered: tuple[str, ...]) -> Ladder:
    if state.status == "paused" and isinstance(event, Started):
        return state._replace(status="ready", paused_by=())
    return ladder.advance(state, event, offered)


def seen_opens_without_a_check(state: Ladder, event: Event, offered: tuple[str, ...]) -> Ladder:
    if state.status == "paused" and isinstance(event, Seen):
        return state._replace(status="ready", paused_by=())
    return ladder.advance(state, event, offered)


def skips_a_rung(state: Ladder, event: Event, offered: tuple[str, ...]) -> Ladder:
    return ladder.advance(state, event, offered[::2] if state.status == "staying" else offered)


def never_lets_go(state: Ladder, event: Event, offered: tuple[str, ...]) -> Ladder:
    return state if state.status == "paused" else ladder.advance(state, event, offered)


def forgets_what_it_passed_over(state: Ladder, event: Event, offered: tuple[str, ...]) -> Ladder:
    return ladder.advance(state, event, offered)._replace(passed_over=())


def begins_with_what_is_held(state: Ladder, event: Event, offered: tuple[str, ...]) -> Ladder:
    if isinstance(event, Started) and event.rung and state.status == "ready":
        return state._replace(status="climbing", rung=event.rung)
    return ladder.advance(state, event, offered)


def begins_before_the_check(state: Ladder, event: Event, offered: tuple[str, ...]) -> Ladder:
    if isinstance(event, Started) and event.rung in offered and state.status == "shut":
        return state._replace(status="climbing", rung=event.rung)
    return ladder.advance(state, event, offered)


def is_done_with_some_passed_over(state: Ladder, event: Event, offered: tuple[str, ...]) -> Ladder:
    after = ladder.advance(state, event, offered)
    if state.rung == "rung-3" and after.rung != "rung-3" and after.offers and state.passed_over:
        return after._replace(status="done", rung=None, passed_over=(), done_early=())
    return after


def what_helped_comes_again(state: Ladder, event: Event, offered: tuple[str, ...]) -> Ladder:
    after = ladder.advance(state, event, offered)
    return after._replace(rung=state.helped[0]) if after.status == "climbing" and state.helped else after


@pytest.mark.parametrize(
    "fault",
    [
        start_ends_a_pause,
        seen_opens_without_a_check,
        skips_a_rung,
        never_lets_go,
        forgets_what_it_passed_over,
        begins_with_what_is_held,
        begins_before_the_check,
        is_done_with_some_passed_over,
        what_helped_comes_again,
    ],
)
def test_a_wrong_ladder_is_noticed(
    monkeypatch: pytest.MonkeyPatch, fault: Callable[[Ladder, Event, tuple[str, ...]], Ladder]
) -> None:
    monkeypatch.setattr(climbing, "_OFFERED", ((), ("rung-1", "rung-2", "rung-3")))
    assert ladder_is_safe(silent).holds
    monkeypatch.setattr(climbing, "advance", fault)
    assert not ladder_is_safe(silent).holds


def test_flat_on_the_back_is_noticed_where_grid_and_guard_both_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    knowledge = shipped().knowledge
    bridge = knowledge.exercise["ex-bridge"]
    grid = {**bridge.grid, "16-27w": bridge.grid["under-16w"]._replace(fit="altered")}
    changed = knowledge._replace(exercise={**knowledge.exercise, "ex-bridge": bridge._replace(grid=grid)})
    assert no_excluded_exercise(subject_of(changed), silent, count=500).holds, "the guard in the engine holds by itself"
    monkeypatch.setattr(safety, "FLAT_BACK_UNTIL_WEEK", 45)
    assert not no_excluded_exercise(subject_of(changed), silent, count=500).holds


@pytest.mark.parametrize("list_of_safety", ["ALWAYS_ALLOWED", "ALLOWED_WHEN_ASKING_FIRST"])
def test_a_longer_list_of_what_is_allowed_is_noticed(monkeypatch: pytest.MonkeyPatch, list_of_safety: str) -> None:
    monkeypatch.setattr(safety, list_of_safety, getattr(safety, list_of_safety) | {"ex-bridge", "ex-tilt"})
    assert not no_excluded_exercise(shipped(), silent, count=2_000).holds
