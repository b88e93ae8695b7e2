"""What every store promises: nothing lost, nothing doubled, in any order."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steadyback.journal.entry import Entry
from steadyback.journal.fold import effective, fold
from steadyback.journal.memory_store import MemoryStore
from steadyback.journal.merge import MergeVerdict
from steadyback.journal.store import Store, StoreError
from tests.unit.journal.made_entries import amend, an_entry, an_id, entries, withdraw

NEW, IDENTICAL, CONFLICT, INVALID = MergeVerdict


def test_an_empty_store_is_empty(store: Store) -> None:
    assert list(store.all()) == []
    assert store.count() == 0
    assert store.append([]) == []


def test_entries_come_back_as_they_were_in_the_order_of_arrival(store: Store) -> None:
    told = [an_entry(3), an_entry(1, at="2020-01-01T00:00+05:45"), an_entry(2, "spasm", worst=7, mood={"a": [1, None]})]
    assert store.append(told[:1]) == [NEW]
    assert store.append(told[1:]) == [NEW, NEW]
    assert list(store.all()) == told
    assert store.count() == 3


def test_what_was_read_before_need_not_be_read_again(store: Store) -> None:
    store.append([an_entry(number) for number in range(4)])
    store.append([an_entry(1), an_entry(2)])
    seen = store.count()
    store.append([an_entry(0), an_entry(8), an_entry(1), an_entry(9)])
    assert list(store.all(after=seen)) == [an_entry(8), an_entry(9)]
    assert list(store.all(after=store.count())) == []


def test_receiving_twice_is_harmless(store: Store) -> None:
    assert store.append([an_entry(1), an_entry(1), an_entry(2)]) == [NEW, IDENTICAL, NEW]
    assert store.append([an_entry(2), an_entry(1)]) == [IDENTICAL, IDENTICAL]
    assert list(store.all()) == [an_entry(1), an_entry(2)]


def test_other_content_under_one_id_is_kept_apart_once_and_the_first_stands(store: Store) -> None:
    other = an_entry(1, text="other words")
    assert store.append([an_entry(1), other]) == [NEW, CONFLICT]
    assert store.append([other, an_entry(1)]) == [CONFLICT, IDENTICAL]
    assert list(store.all()) == [an_entry(1)]
    assert list(store.apart()) == [other]
    assert store.count() == 1


def test_what_cannot_be_an_entry_is_not_taken_and_the_rest_is(store: Store) -> None:
    wrong: list[Any] = [
        an_entry(5, "spasm", worst=14),
        an_entry(5)._replace(id="\ud800"),
        an_entry(5)._replace(id=["a"]),  # type: ignore[arg-type]
        an_entry(5, text="half \ud83d"),
    ]
    assert store.append([an_entry(1), *wrong, an_entry(2)]) == [NEW, INVALID, INVALID, INVALID, INVALID, NEW]
    assert list(store.all()) == [an_entry(1), an_entry(2)]


def test_a_kind_from_a_newer_version_is_kept_whole(store: Store) -> None:
    dream = an_entry(1, "dream", about="the sea", n=[1, {"a": True}])
    assert store.append([dream]) == [NEW]
    assert list(store.all()) == [dream]


def test_a_failure_half_way_takes_nothing(store: Store) -> None:
    def breaking() -> Any:
        yield an_entry(2)
        raise RuntimeError("the sender went away")

    store.append([an_entry(1)])
    with pytest.raises(RuntimeError):
        store.append(breaking())
    assert list(store.all()) == [an_entry(1)]
    assert store.append([an_entry(2)]) == [NEW]


def test_nobody_can_change_what_is_kept(store: Store) -> None:
    mine = an_entry(1, text="x", tags=["a"])
    store.append([mine])
    mine.body["tags"].append("b")
    next(store.all()).body["tags"].append("c")
    assert next(store.all()).body["tags"] == ["a"]


def test_amending_and_withdrawing_are_entries_too(store: Store) -> None:
    told = [an_entry(1, "spasm", worst=7), amend(2, 1, worst=4), withdraw(3, 2)]
    bodies = []
    for entry in told:
        store.append([entry])
        bodies.append(effective(store.all())[0].body["worst"])
    assert bodies == [7, 4, 7]
    assert list(store.all()) == told


def test_any_words_come_back_as_they_were(store: Store) -> None:
    words = ["🌙👩🏽‍🍼", "שלום עולם", "e\u0301 is not é", "tab\t nul\0 line\u2028 end\r\n", "'; DROP TABLE entry; --"]
    store.append([an_entry(number, text=text) for number, text in enumerate(words)])
    assert [entry.body["text"] for entry in store.all()] == words


def test_a_closed_store_says_so_and_closing_twice_is_harmless(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.append([an_entry(1)])
    with pytest.raises(StoreError, match="closed"):
        store.count()
    with pytest.raises(StoreError, match="closed"):
        next(store.all())


@given(st.lists(entries(), max_size=6), st.randoms(use_true_random=False))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_sent_late_twice_and_in_any_order_it_folds_the_same(store: Store, told: list[Entry], chance: Any) -> None:
    once = MemoryStore()
    once.append([*store.all(), *told])
    sent = [*told, *told]
    chance.shuffle(sent)
    while sent:
        size = chance.randint(1, len(sent))
        store.append(sent[:size])
        del sent[:size]
    assert fold(store.all()) == fold(once.all())
    assert store.count() == once.count() == len({entry.id for entry in store.all()})


def test_ids_of_the_tests_are_ids() -> None:
    assert an_id(255).endswith("ff")
