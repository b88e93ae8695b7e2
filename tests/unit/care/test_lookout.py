"""One trigger to look out for: from her own days as a count, else in turn; never an action that the screen holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from steadyback.care.lookout import DAYS_BACK, days_with, look_of, look_out
from steadyback.care.rules import Rules
from steadyback.care.state import State, state_of
from steadyback.journal.entry import Entry, new_id

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def entry(kind: str, back: int, number: int = 0, **body: Any) -> Entry:
    at = NOW - timedelta(days=back, minutes=number)
    name = new_id(number.to_bytes(10, "big"), int(at.timestamp() * 1000))
    return Entry(name, kind, at.isoformat(timespec="milliseconds"), "test", body)


def day(back: int, **held: str) -> Entry:
    on = str((NOW - timedelta(days=back)).date())
    return entry("day", back, on=on, held={name.replace("_", "-"): answer for name, answer in held.items()})


PREGNANT = entry("due-date", 20, edd="2027-02-01", source="scan", lmp=None, weeks=None, days=None, on=None)
LOST = entry("loss", 1, on="2026-11-19")


def state(rules: Rules, *entries: Entry) -> State:
    return state_of(entries, rules, NOW)


def test_what_stood_on_most_of_her_days_comes_first_with_its_count(rules: Rules) -> None:
    told = [day(back, trg_long_standing="yes", trg_reach_high="no") for back in range(1, 5)]
    told += [day(6, trg_reach_high="yes"), day(DAYS_BACK, trg_reach_high="yes")]
    told += [entry("spasm", 7, 1, worst=4, where=None, doing="trg-long-standing", began_at=None, note=None)]
    now = state(rules, PREGNANT, *told)
    found = look_out(now, rules, look_of(now, rules))
    assert found is not None
    assert (found.trigger.card.id, found.times) == ("trg-long-standing", 5)
    assert days_with(now, now.day)["trg-reach-high"] == 1  # a no is none, and fifteen days ago is too long ago


def test_a_not_sure_and_a_single_day_do_not_stand_out(rules: Rules) -> None:
    now = state(rules, PREGNANT, day(1, trg_long_standing="yes"), day(2, trg_long_standing="unsure"))
    found = look_out(now, rules, look_of(now, rules))
    assert found is not None
    assert found.times == 0


def test_without_any_it_changes_from_day_to_day_and_is_the_same_within_a_day(rules: Rules) -> None:
    seen = set()
    for number in range(40):
        now = state_of([PREGNANT], rules, NOW + timedelta(days=number))
        found = look_out(now, rules, look_of(now, rules))
        assert found == look_out(now, rules, look_of(now, rules))
        assert found is not None
        assert found.shown.standing == "now"
        assert found.shown.says
        seen.add(found.trigger.card.id)
    assert len(seen) > 10


def test_before_the_check_no_action_asks_for_a_move_and_after_a_loss_none_is_about_a_baby(rules: Rules) -> None:
    moves = {name for name, item in rules.knowledge.trigger.items() if item.moves}
    babies = {name for name, item in rules.knowledge.trigger.items() if item.about_baby}
    assert moves
    assert babies
    for number in range(40):
        now = state_of([PREGNANT, LOST], rules, NOW + timedelta(days=number))
        assert now.check_is_due
        found = look_out(now, rules, look_of(now, rules))
        if found is None:
            continue
        assert found.trigger.card.id not in babies
        if found.trigger.card.id in moves:
            assert found.shown.says == (found.trigger.calmer_action,)
