"""Today's routine from her entries: when the check comes first, how her back is, what she has done already."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from steadyback.care.routine_today import back_of, moves_on, moves_wait, routine_today
from steadyback.care.rules import Rules
from steadyback.care.state import State, state_of
from steadyback.journal.entry import Entry, new_id

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def entry(kind: str, hours: float, **body: Any) -> Entry:
    at = NOW - timedelta(hours=hours)
    name = new_id(f"{kind}{hours}".encode().rjust(10)[-10:], int(at.timestamp() * 1000))
    return Entry(name, kind, at.isoformat(timespec="milliseconds"), "test", body)


def her(rules: Rules, *more: Entry, check: float = 24) -> State:
    """31 weeks, with nothing wrong, and a clear check ``check`` hours ago."""
    limits = [name for name, item in rules.knowledge.finding.items() if item.about == "limit"]
    signs = [sign.id for group in rules.knowledge.check_group.values() for sign in group.signs]
    facts = dict.fromkeys([*rules.knowledge.contraindication, *limits], "no")
    told = [
        entry("due-date", 500, edd="2027-01-21", source="scan", lmp=None, weeks=None, days=None, on=None),
        entry("facts", 499, answers=facts),
        entry(
            "check",
            check,
            answers=dict.fromkeys(signs, "no"),
            shown=signs,
            knowledge_version="1",
            stage="pregnant",
            weeks=31,
            about="spasm",
        ),
    ]
    return state_of([*told, *more], rules, NOW)


def spasm(hours: float, worst: int = 4) -> Entry:
    return entry("spasm", hours, worst=worst, where=None, doing=None, began_at=None, note=None)


def test_after_a_clear_check_it_is_open(rules: Rules) -> None:
    state = her(rules)
    assert not moves_wait(state)
    assert routine_today(state, rules, NOW).status == "open"


def test_it_waits_when_the_check_is_old_and_when_her_back_has_grabbed_since(rules: Rules) -> None:
    assert moves_wait(her(rules, check=24 * 7))
    assert not moves_wait(her(rules, spasm(22)))  # two hours after the check: the one that it was made for
    assert moves_wait(her(rules, spasm(20)))
    assert routine_today(her(rules, spasm(20)), rules, NOW).moves == ()
    assert not moves_wait(her(rules, spasm(26)))


def test_a_move_that_made_it_worse_or_that_her_body_stopped_asks_for_the_check(rules: Rules) -> None:
    for more in (
        {"did": "done", "felt": "worse"},
        {"did": "done", "felt": "changed"},
        {"did": "stopped", "why": "leak"},
    ):
        assert moves_wait(her(rules, entry("move", 1, exercise="ex-tilt", **more))), more
    for more in ({"did": "done", "felt": "better"}, {"did": "stopped", "why": "called-away"}):
        assert not moves_wait(her(rules, entry("move", 1, exercise="ex-tilt", **more))), more


def test_her_back_is_read_from_the_newest_spasm_and_from_todays_pain(rules: Rules) -> None:
    state = her(rules, spasm(30, worst=7), spasm(22.5, worst=3), entry("day", 1, on="2026-11-21", worst=2))
    assert back_of(state, NOW) == (22.5, 2)
    assert back_of(her(rules), NOW) == (None, None)


def test_what_she_did_today_is_known_and_yesterday_is_not_today(rules: Rules) -> None:
    done = entry("move", 2, exercise="ex-tilt", did="done")
    state = her(
        rules,
        entry("move", 26, exercise="ex-walk", did="done"),
        done,
        entry("move", 1, exercise="ex-hinge", did="stopped", why="tired"),
    )
    found = moves_on(state, NOW.date())
    assert {name: one.entry.id for name, one in found.items()} == {"ex-tilt": done.id}
