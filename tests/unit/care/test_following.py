"""Entries taken in as they come add up to what they would if all had been there at once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steadyback.care.fold import Fold
from steadyback.care.rules import Rules
from steadyback.care.state import Following, state_of
from steadyback.journal.entry import Entry
from tests.scenarios.telling import Her, the_rules
from tests.unit.journal.made_entries import entries

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
RULES = the_rules()


@st.composite
def tellings(draw: st.DrawFn) -> list[list[Entry]]:
    """Entries of every kind, some of them changed or taken back, in parcels, in any order, some sent twice."""
    made = draw(st.lists(entries(), max_size=12, unique_by=lambda entry: entry.id))
    for number in draw(st.lists(st.integers(0, 40), max_size=5)):
        if made:
            target = made[number % len(made)]
            alters: dict[str, Any] = {"kind": "withdraw", "body": {"entry": target.id}}
            if number % 2 and target.kind not in ("amend", "withdraw"):
                alters = {"kind": "amend", "body": {"entry": target.id, "body": draw(st.just(target.body))}}
            made.append(Entry(f"00000000-0000-7000-9000-{len(made):012x}", at=target.at, device="phone", **alters))
    told = draw(st.permutations(made + draw(st.lists(st.sampled_from(made), max_size=3)) if made else made))
    cuts = sorted(draw(st.lists(st.integers(0, len(told)), max_size=3)))
    return [told[start:end] for start, end in zip([0, *cuts], [*cuts, len(told)], strict=True)]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tellings())
def test_in_parcels_or_at_once_is_the_same(parcels: list[list[Entry]]) -> None:
    following = Following(RULES)
    for parcel in parcels:
        following.take(parcel)
        following.state(NOW)
    assert following.state(NOW) == state_of([entry for parcel in parcels for entry in parcel], RULES, NOW)


def test_what_comes_last_is_taken_in_without_folding_the_rest_again(monkeypatch: Any) -> None:
    her = Her()
    her.is_pregnant(31)
    her.says("day", on=her.day(0), worst=3)
    following = Following(RULES)
    following.take(her.entries)
    made: list[int] = []
    real = Fold.__init__

    def counted(fold: Fold, rules: Rules) -> None:
        made.append(1)
        real(fold, rules)

    monkeypatch.setattr(Fold, "__init__", counted)
    first = her.says("note", text="slept well")
    following.take(her.entries[2:])
    her.says("amend", entry=first.id, body={"text": "slept badly"})
    following.take(her.entries[3:])
    assert following.state(her.now).diary.of("note")[0].body == {"text": "slept badly"}
    assert not made
    her.says("withdraw", entry=her.entries[0].id)
    following.take(her.entries[4:])
    assert made
    assert following.state(her.now) == state_of(her.entries, RULES, her.now)


def test_strong_pain_or_a_jump_asks_for_the_check_again() -> None:
    for told, asked in (([3, 5], False), ([3, 6], True), ([8], True), ([7, 7], False)):
        her = Her()
        her.is_pregnant(31)
        her.has_no_conditions()
        her.checks()
        assert not her.state.check_is_due
        for worst in told:
            her.says("day", on=her.day(0), worst=worst)
        assert her.state.check_is_due is asked, told
        her.checks()
        assert not her.state.check_is_due


def test_a_move_that_made_it_worse_or_was_stopped_for_the_body_asks_for_the_check_again() -> None:
    for body, asked in (
        ({"did": "done", "felt": "better"}, False),
        ({"did": "done", "felt": "worse"}, True),
        ({"did": "done", "felt": "changed"}, True),
        ({"did": "stopped", "why": "dizzy"}, True),
        ({"did": "stopped", "why": "called-away"}, False),
    ):
        her = Her()
        her.is_pregnant(31)
        her.has_no_conditions()
        her.checks()
        her.says("move", exercise="ex-tilt", **body)
        assert her.state.check_is_due is asked, body
