"""What her entries say now: amendments, withdrawals, and an order that no arrival can change."""

import time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from steadyback.journal.entry import Entry, checked
from steadyback.journal.fold import MISSING, NOT_AMENDABLE, RING, SAME_ID, Folded, effective, fold, fold_key
from tests.unit.journal.made_entries import AT, amend, an_entry, an_id, withdraw


def spasm(number: int, worst: int, *, at: str = AT) -> Entry:
    return an_entry(number, "spasm", at=at, worst=worst)


def worst(*entries: Entry) -> dict[int, int]:
    """How bad each spasm that stands was, by number."""
    return {int(one.entry.id[-12:], 16): one.body["worst"] for one in effective(entries) if not one.is_withdrawn}


def whys(*entries: Entry) -> dict[int, str]:
    return {int(one.entry.id[-12:], 16): one.why for one in fold(entries).loose}


def at(second: int) -> str:
    return f"2026-11-21T03:00:{second:02}Z"


def test_without_changes_everything_stands_in_order_of_time_then_device_then_id() -> None:
    early = an_entry(4, at="2026-11-21T05:00:00+05:00")
    late = an_entry(3, at="2026-11-21T00:00:01Z")
    same = [an_entry(2, at=at(5), device="a"), an_entry(1, at=at(5), device="b"), an_entry(5, at=at(5), device="b")]
    assert [one.entry for one in effective([*reversed(same), late, early])] == [early, late, *same]
    assert all(one.body == one.entry.body and one.amended_by is None for one in effective(same))


def test_an_amendment_gives_the_whole_new_body_and_the_entry_stays_as_it_was() -> None:
    original = an_entry(1, "spasm", worst=7, where="higher")
    (told,) = effective([original, amend(2, 1, worst=4)])
    assert told.body == {"worst": 4}
    assert told.entry == original
    assert told.amended_by == an_id(2)


def test_of_two_amendments_the_later_stands() -> None:
    assert worst(spasm(1, 7), amend(2, 1, at=at(50), worst=5), amend(3, 1, at=at(40), worst=4)) == {1: 5}


def test_an_amendment_of_an_amendment_is_one_of_the_entry() -> None:
    first, second = amend(2, 1, at=at(41), worst=5), amend(3, 2, at=at(42), worst=4)
    assert worst(spasm(1, 7), first, second) == {1: 4}
    assert worst(spasm(1, 7), first, second, withdraw(4, 3)) == {1: 5}
    assert worst(spasm(1, 7), first, second, withdraw(4, 2)) == {1: 4}


def test_a_chain_holds_whichever_of_its_links_has_the_earliest_clock() -> None:
    clocks = [(41, 42, 43), (43, 42, 41), (42, 41, 43), (41, 43, 42)]
    for first, second, third in clocks:
        chain = [amend(2, 1, at=at(first), worst=2), amend(3, 2, at=at(second), worst=3)]
        chain.append(amend(4, 3, at=at(third), worst=4))
        last = {first: 2, second: 3, third: 4}[43]
        assert worst(spasm(1, 7), *chain) == {1: last}
        assert whys(*chain) == {2: MISSING, 3: MISSING, 4: MISSING}


def test_withdrawing_takes_back_and_withdrawing_that_gives_back() -> None:
    told = [spasm(1, 7), withdraw(2, 1), withdraw(3, 2), withdraw(4, 3)]
    assert worst(*told[:2]) == {}
    assert effective(told[:2])[0].withdrawn_by == (an_id(2),)
    assert worst(*told[:3]) == {1: 7}
    assert worst(*told) == {}


def test_withdrawing_an_amendment_restores_what_was_before() -> None:
    told = [spasm(1, 7), amend(2, 1, at=at(41), worst=5), amend(3, 1, at=at(42), worst=4), withdraw(4, 3)]
    assert worst(*told) == {1: 5}
    assert worst(*told, withdraw(5, 2)) == {1: 7}
    assert worst(*told, withdraw(5, 4)) == {1: 4}


def test_one_of_two_withdrawals_is_enough() -> None:
    told = [spasm(1, 7), withdraw(2, 1), withdraw(3, 1)]
    assert effective(told)[0].withdrawn_by == (an_id(2), an_id(3))
    assert worst(*told, withdraw(4, 2)) == {}
    assert worst(*told, withdraw(4, 2), withdraw(5, 3)) == {1: 7}


def test_what_is_withdrawn_may_still_be_amended() -> None:
    (told,) = effective([spasm(1, 7), withdraw(2, 1), amend(3, 1, worst=4)])
    assert told.is_withdrawn
    assert told.body == {"worst": 4}


def test_a_clock_that_is_behind_does_not_undo_an_undo() -> None:
    assert worst(spasm(1, 7, at=at(30)), withdraw(2, 1, at=at(10))) == {}
    assert worst(spasm(1, 7, at=at(30)), amend(2, 1, at=at(10), worst=3)) == {1: 3}


def test_a_target_that_is_not_here_is_harmless_until_it_comes() -> None:
    assert whys(withdraw(2, 1), amend(3, 1, worst=4), withdraw(5, 2)) == {2: MISSING, 3: MISSING, 5: MISSING}
    assert whys(withdraw(2, 1), amend(3, 1, worst=4), withdraw(5, 2), spasm(1, 7)) == {}


def test_a_ring_is_harmless_and_so_is_what_hangs_on_it() -> None:
    ring = [withdraw(2, 3), withdraw(3, 2), withdraw(4, 2), withdraw(5, 5), amend(6, 6, worst=1)]
    assert worst(spasm(1, 7), *ring) == {1: 7}
    assert whys(spasm(1, 7), *ring) == dict.fromkeys((2, 3, 4, 5, 6), RING)


def test_a_withdrawal_cannot_be_amended() -> None:
    told = [spasm(1, 7), withdraw(2, 1), an_entry(3, "amend", entry=an_id(2), body={"entry": an_id(9)})]
    assert worst(*told) == {}
    assert whys(*told, amend(4, 3, worst=2)) == {3: NOT_AMENDABLE, 4: NOT_AMENDABLE}


def test_a_new_body_that_does_not_fit_changes_nothing_and_is_reported() -> None:
    told = [spasm(1, 7), amend(2, 1, at=at(41), worst=5), amend(3, 1, at=at(42), worst=14)]
    assert worst(*told) == {1: 5}
    assert whys(*told)[3].startswith("body.worst: 14 is not a whole number")


def test_a_new_body_is_judged_at_the_time_of_the_amendment() -> None:
    born = an_entry(1, "birth", at="2026-11-01T09:00:00Z", on="2026-10-31", mode="unknown")
    later = amend(2, 1, at="2026-11-03T09:00:00Z", on="2026-11-02", mode="vaginal")
    assert effective([born, later])[0].body["on"] == "2026-11-02"


def test_a_kind_that_we_do_not_know_is_kept_and_can_be_changed() -> None:
    dream = an_entry(1, "dream", about="the sea")
    (told,) = effective([dream, withdraw(2, 1), amend(3, 1, about="the hills")])
    assert told.entry == dream
    assert told.body == {"about": "the hills"}
    assert told.is_withdrawn
    assert not told.entry.is_understood


def test_of_two_contents_under_one_id_one_stands_and_the_other_is_reported() -> None:
    one, other, late = spasm(1, 7), spasm(1, 8), spasm(1, 9, at="2026-11-22T00:00:00Z")
    for told in ([one, other, late, one], [late, other, one], [other, late, other, one]):
        assert worst(*told) == {1: 7}
        assert [(loose.entry.body["worst"], loose.why) for loose in fold(told).loose] == [(8, SAME_ID), (9, SAME_ID)]


# --- any order, and an independent reckoning -------------------------------------------------------------------------

SIZE = 12


@st.composite
def journals(draw: st.DrawFn) -> list[Entry]:
    """Few entries that name one another freely: chains, rings, themselves, and some that are not there."""
    made: list[Entry] = []
    for number in range(draw(st.integers(1, SIZE))):
        when = at(draw(st.integers(0, 3)))
        target = draw(st.integers(0, SIZE))
        device = draw(st.sampled_from("ab"))
        kind = draw(st.sampled_from(["spasm", "amend", "amend", "withdraw", "withdraw"]))
        bodies: dict[str, dict[str, Any]] = {
            "spasm": {"worst": number % 11},
            "amend": {"entry": an_id(target), "body": {"worst": draw(st.integers(0, 12))}},
            "withdraw": {"entry": an_id(target), "why": None},
        }
        made.append(Entry(an_id(number), kind, when, device, bodies[kind]))
    return made


@given(journals(), st.randoms(use_true_random=False), st.integers(0, 4))
def test_arriving_in_any_order_and_twice_changes_nothing(journal: list[Entry], chance: Any, again: int) -> None:
    expected = fold(journal)
    arriving = [*journal, *journal[:again]]
    chance.shuffle(arriving)
    assert fold(arriving) == expected


@given(journals())
def test_nothing_is_lost_nothing_is_doubled(journal: list[Entry]) -> None:
    told, loose = fold(journal)
    content = [entry for entry in journal if entry.kind == "spasm"]
    assert sorted((one.entry for one in told), key=fold_key) == sorted(content, key=fold_key)
    assert len({one.entry.id for one in loose}) == len(loose)


@given(journals())
@settings(max_examples=300)
def test_it_agrees_with_a_plain_reckoning(journal: list[Entry]) -> None:
    assert [(one.entry.id, one.body, one.is_withdrawn) for one in effective(journal)] == reckoned(journal)


def reckoned(journal: list[Entry]) -> list[tuple[str, dict[str, Any], bool]]:
    """The rules as they are told, by recursion and without a thought for time."""
    by_id = {entry.id: entry for entry in journal}

    def root(entry: Entry, seen: tuple[str, ...] = ()) -> Entry | None:
        if entry.kind == "spasm":
            return entry
        target = by_id.get(entry.body["entry"])
        if target is None or entry.id in seen or (entry.kind == "amend" and target.kind == "withdraw"):
            return None
        return root(target, (*seen, entry.id))

    def is_taken_back(entry: Entry) -> bool:
        return any(
            other.kind == "withdraw" and other.body["entry"] == entry.id and root(other) and not is_taken_back(other)
            for other in journal
        )

    found = []
    for entry in sorted(journal, key=fold_key):
        if entry.kind == "spasm":
            amendments = [
                other.body["body"]
                for other in sorted(journal, key=fold_key)
                if other.kind == "amend" and root(other) is entry and not is_taken_back(other)
            ]
            fitting = [body for body in amendments if body["worst"] <= 10]
            found.append((entry.id, fitting[-1] if fitting else entry.body, is_taken_back(entry)))
    return found


def test_a_long_chain_of_undo_and_redo_is_no_trouble() -> None:
    chain = [spasm(0, 7), *(withdraw(number, number - 1) for number in range(1, 5_001))]
    started = time.perf_counter()
    folded: Folded = fold(chain)
    assert time.perf_counter() - started < 2  # linear; its figure is in the benchmark
    assert not folded.effective[0].is_withdrawn
    assert fold(chain[:-1]).effective[0].is_withdrawn


@given(journals())
def test_everything_in_these_tests_is_sound(journal: list[Entry]) -> None:
    assert all(checked(entry) for entry in journal)
