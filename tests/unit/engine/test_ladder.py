"""Where a climb begins, and what comes next when it began further up: every transition of the ladder's table."""

from __future__ import annotations

import pytest

from steadyback.engine.ladder import (
    Checked,
    Did,
    EasedBack,
    Event,
    Finished,
    Ladder,
    NewSpasm,
    Onward,
    Rested,
    Seen,
    Started,
    advance,
    place_in,
)

OFFERED = ("a", "b", "c", "d", "e")
READY = Ladder("ready")
CLEAR = Checked((), is_whole=True)


def after(ladder: Ladder, *events: Event, offered: tuple[str, ...] = OFFERED) -> Ladder:
    for event in events:
        ladder = advance(ladder, event, offered)
    return ladder


def same(*rungs: str) -> list[Event]:
    return [Did(rung, "same") for rung in rungs]


def test_without_a_rung_she_begins_at_her_own_place() -> None:
    assert after(READY, Started()) == Ladder("climbing", "a")
    assert after(READY._replace(rung="c"), Started()) == Ladder("climbing", "c")
    assert place_in(READY._replace(rung="held"), OFFERED) == "a"
    assert place_in(READY, ()) is None


def test_a_rung_that_is_named_and_open_is_begun_and_those_below_are_remembered() -> None:
    assert after(READY, Started("c")) == Ladder("climbing", "c", passed_over=("a", "b"))


@pytest.mark.parametrize("rung", ["held", "", None])
def test_a_rung_that_is_not_offered_or_not_known_is_as_none_named(rung: str | None) -> None:
    assert after(READY, Started(rung)) == Ladder("climbing", "a")
    assert after(READY._replace(rung="b"), Started(rung)) == Ladder("climbing", "b")


def test_with_nothing_open_it_begins_nothing() -> None:
    assert after(READY, Started("c"), offered=()) == READY


def test_after_same_the_gentlest_passed_over_comes_next_then_up_past_what_is_done() -> None:
    begun = after(READY, Started("c"))
    first = after(begun, *same("c"))
    assert first == Ladder("climbing", "a", passed_over=("b",), done_early=("c",))
    second = after(first, *same("a"))
    assert second == Ladder("climbing", "b", done_early=("a", "c"))
    assert after(second, *same("b")).rung == "d"
    assert after(second, *same("b", "d", "e")) == Ladder("done")


def test_onward_goes_the_same_way_as_same() -> None:
    begun = after(READY, Started("c"), Did("c", "better"))
    assert (begun.status, begun.passed_over) == ("staying", ("a", "b"))
    assert after(begun, Onward())[:2] == ("climbing", "a")


def test_the_last_rung_is_not_done_while_one_is_passed_over() -> None:
    last = after(READY, Started("e"), *same("e"))
    assert last[:2] == ("climbing", "a")
    assert after(last, *same("a", "b", "c")).rung == "d"
    assert after(last, *same("a", "b", "c", "d")) == Ladder("done")


def test_what_is_passed_over_counts_from_her_own_place() -> None:
    back = READY._replace(rung="c")
    assert after(back, Started("e")).passed_over == ("c", "d")
    assert after(back, Started("b")) == Ladder("climbing", "b")
    assert after(back, Started("c")) == Ladder("climbing", "c")


@pytest.mark.parametrize(("felt", "back_at", "waiting"), [("worse", "b", ("a",)), ("changed", "c", ("a", "b"))])
def test_worse_or_changed_asks_the_check_again_and_what_was_passed_over_waits(
    felt: str, back_at: str, waiting: tuple[str, ...]
) -> None:
    shut = after(READY, Started("c"), Did("c", felt))  # type: ignore[arg-type]
    assert shut.status == "shut"
    assert after(shut, Started("c"), Started()) == shut, "not without the check"
    again = after(shut, CLEAR, Started())
    assert again == Ladder("climbing", back_at, passed_over=waiting)


def test_one_rung_down_from_the_first_step_is_a_rung_that_was_passed_over() -> None:
    down = after(READY, Started("c"), EasedBack())
    assert down == Ladder("climbing", "b", passed_over=("a",))
    assert after(down, *same("b"))[:2] == ("climbing", "a")
    assert after(down, *same("b", "a"))[:2] == ("climbing", "c"), "she has not done it yet"


def test_rest_and_pause_keep_what_was_passed_over_and_a_new_start_too() -> None:
    begun = after(READY, Started("c"))
    assert after(begun, Rested(), Started()) == begun
    paused = after(begun, Checked(("flag",), is_whole=True))
    assert (paused.status, paused.offers) == ("paused", False)
    assert after(paused, Started("c"), Started(), *same("c"), Onward()) == paused
    assert after(paused, Seen(), Started("c")).status == "shut"
    assert after(paused, Seen(), CLEAR, Started()) == begun


@pytest.mark.parametrize("end", [Finished(), NewSpasm()])
def test_at_the_end_of_a_climb_nothing_is_passed_over_any_more(end: Event) -> None:
    ended = after(READY, Started("c"), *same("c"), end)
    assert (ended.passed_over, ended.done_early) == ((), ())
    assert after(ended, CLEAR, Started()) == Ladder("climbing", "a")


def test_on_a_rung_a_start_moves_only_when_it_names_one() -> None:
    on = after(READY, Started("b"))
    assert after(on, Started()) == on
    assert after(on, Started("held")) == on
    assert after(on, Started("d")) == Ladder("climbing", "d", passed_over=("a", "b", "c"))


def test_a_rung_passed_over_that_is_held_waits_until_it_is_open() -> None:
    without = ("b", "c", "d", "e")
    up = after(after(READY, Started("b")), *same("b"), offered=without)
    assert up == Ladder("climbing", "c", passed_over=("a",), done_early=("b",))
    assert after(up, *same("c"))[:2] == ("climbing", "a")
    assert after(up, *same("c", "a"))[:2] == ("climbing", "d")


def test_a_rung_that_opens_on_the_way_is_not_jumped() -> None:
    down = after(READY, Started("d"), *same("d"), offered=("a", "c", "d"))
    assert down[:2] == ("climbing", "a")
    assert [after(down, *same(*up)).rung for up in (["a"], ["a", "b"], ["a", "b", "c"])] == ["b", "c", "e"]
