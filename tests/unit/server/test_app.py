"""The server's own part, without a process: when it folds anew, and what it says when the diary fails."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from starlette.testclient import TestClient

from steadyback.care.rules import Rules
from steadyback.journal.entry import Entry
from steadyback.journal.memory_store import MemoryStore
from steadyback.journal.merge import MergeVerdict
from steadyback.journal.store import StoreError
from steadyback.server.app import Companion, application
from steadyback.vocabulary.timing import Stage, Timing
from tests.support.expected import signs_at

ADDRESS = "http://127.0.0.1:8321"
LATE = datetime(2026, 11, 21, 23, 59, 30, tzinfo=UTC)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = LATE

    def __call__(self) -> datetime:
        return self.now


class FullStore(MemoryStore):
    """A diary on a disk that is full."""

    def append(self, entries: Iterable[Entry]) -> list[MergeVerdict]:
        raise StoreError("the disk is full, so this was not saved", "diary", "make room on the disk")


class LostStore(MemoryStore):
    """A diary that fails in a way nobody thought of."""

    def count(self) -> int:
        raise RuntimeError("nobody thought of this")


def client(companion: Companion) -> TestClient:
    return TestClient(application(companion), ADDRESS, raise_server_exceptions=False, follow_redirects=False)


def test_the_day_turns_while_it_runs(rules: Rules) -> None:
    clock = Clock()
    browser = client(Companion(rules, MemoryStore(), clock))
    assert browser.post("/you", data={"stage": "birth", "birth_on": "2026-11-12"}).status_code == 303
    assert "9 days after birth" in browser.get("/").text
    clock.now += timedelta(minutes=1)
    assert "10 days after birth" in browser.get("/").text


def test_a_check_is_due_again_after_a_week(rules: Rules) -> None:
    clock = Clock()
    companion = Companion(rules, MemoryStore(), clock)
    browser = client(companion)
    browser.post("/now", data={"sgn-breath": "no"})
    assert companion.state(clock.now).check_is_due, "one answer is no check"
    clock.now += timedelta(minutes=1)
    browser.post("/now", data=dict.fromkeys(signs_at(rules, Timing(Stage.UNKNOWN)), "no"))
    assert not companion.state(clock.now).check_is_due
    clock.now += timedelta(days=7)
    assert companion.state(clock.now).check_is_due


def test_a_full_disk_is_said_kindly(rules: Rules) -> None:
    reply = client(Companion(rules, FullStore(), Clock())).post("/seen", data={"by": "my midwife"})
    assert reply.status_code == 503
    assert "make room" in reply.text
    assert "<h1" in reply.text


def test_whatever_else_fails_is_owned_up_to(rules: Rules) -> None:
    reply = client(Companion(rules, LostStore(), Clock())).get("/")
    assert reply.status_code == 500
    assert "<h1" in reply.text
    assert "nobody thought" not in reply.text
    assert "default-src 'none'" in reply.headers["content-security-policy"]


def test_what_was_told_is_kept_before_the_answer(rules: Rules) -> None:
    store = MemoryStore()
    browser = client(Companion(rules, store, Clock()))
    assert browser.post("/spasm", data={"worst": "7", "where": "low-left", "doing": "nothing-much"}).status_code == 303
    assert [entry.kind for entry in store.all()] == ["spasm"]


def test_entries_of_one_request_keep_their_order(rules: Rules) -> None:
    store = MemoryStore()
    form = {"stage": "birth", "birth_on": "2026-11-12", "block": "yes", "country": "uk", "maternity_number": "111"}
    client(Companion(rules, store, Clock())).post("/you", data=form)
    kept = list(store.all())
    assert len(kept) == 4
    assert [entry.id for entry in kept] == sorted(entry.id for entry in kept)
    assert len({entry.id for entry in kept}) == len(kept)
