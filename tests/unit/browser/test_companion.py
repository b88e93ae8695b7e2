"""The companion behind the worker, with a pretended store: pages, deeds, pages drawn ahead, and what was folded."""

from __future__ import annotations

import itertools
import json
import re
import zipfile
from collections.abc import Coroutine
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from steadyback.browser.companion import AHEAD, DAYS_AHEAD, KNOWLEDGE, Companion, rules_in
from steadyback.browser.kept_fold import WORTH_KEEPING, folded_from, folded_text
from steadyback.care.state import Following, state_of
from steadyback.cli.amina import diary_of_amina
from steadyback.journal.entry import Entry, entry_text, read_entry
from steadyback.knowledge.stored import to_plain
from tests.scenarios.telling import the_rules
from tests.stores.pretended import Pretended

NOW = datetime.fromisoformat("2026-11-21T03:12:45+01:00")
#: The id that a form brings along for its entry is another one each time.
_ID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f-]{27}\b")
DIARY = diary_of_amina(date(2026, 11, 20), weeks=31, after_birth=None, birth="vaginal")


class Store(Pretended):
    """A pretended store that keeps small values as well."""

    def __init__(self, entries: list[Entry] | None = None) -> None:
        super().__init__()
        self.notes: dict[str, str] = {}
        self.append([entry_text(entry) for entry in entries or ()])

    def note(self, name: str) -> str | None:
        return self.notes.get(name)

    def keepNote(self, name: str, value: str) -> None:  # noqa: N802 - the store's name for it
        self.notes[name] = value


def finished(work: Coroutine[Any, Any, str]) -> str:
    """What ``work`` comes to. The pretended store never waits, so no loop is needed, whoever else runs one here."""
    try:
        work.send(None)
    except StopIteration as done:
        return str(done.value)
    raise AssertionError("it waits for something")


class Files:
    """Files of a form as the browser hands them over."""

    def __init__(self, **files: bytes) -> None:
        self._files = files

    def to_py(self) -> dict[str, memoryview]:
        return {name: memoryview(data) for name, data in self._files.items()}


class Her:
    """Somebody who asks for pages, one after another, a second apart."""

    def __init__(self, store: Store, version: str = "v1") -> None:
        self.store = store
        self.companion = Companion(the_rules(), store, version)
        self.now = NOW

    def asks(self, path: str, query: str = "") -> dict[str, Any]:
        return self.request(method="GET", path=path, query=query)

    def sends(self, path: str, *form: tuple[str, str], files: Files | None = None) -> dict[str, Any]:
        return self.request(files, method="POST", path=path, form=form)

    def request(self, files: Files | None = None, **asked: Any) -> dict[str, Any]:
        self.now += timedelta(seconds=1)
        told = json.dumps({"at": self.now.isoformat(), **asked})
        reply: dict[str, Any] = json.loads(finished(self.companion.answer(told, files)))
        return reply

    def ahead(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(finished(self.companion.ahead(self.now.isoformat())))
        return found

    def draw(self, path: str, at: datetime) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(finished(self.companion.draw(path, at.isoformat())))
        return found


@pytest.fixture
def her() -> Her:
    return Her(Store(DIARY))


def test_a_page_is_drawn_from_her_entries(her: Her) -> None:
    reply = her.asks("/today")
    assert (reply["status"], reply["see"], reply["saveAs"]) == (200, None, "")
    assert "Week 31" in reply["body"]


def test_what_she_sends_is_kept_before_the_page_comes(her: Her) -> None:
    before = len(her.store.diary["texts"])
    reply = her.sends("/spasm", ("worst", "7"), ("where", "low-left"), ("doing", "resting"))
    assert reply["see"] == "/after"
    kept = [json.loads(text) for text in her.store.diary["texts"][before:]]
    assert [(one["kind"], one["body"]["worst"], one["device"]) for one in kept] == [("spasm", 7, "browser")]
    assert kept[0]["at"][:19] + kept[0]["at"][-6:] == "2026-11-21T03:12:46+01:00"


def test_words_that_raise_a_question_lead_to_it(her: Her) -> None:
    reply = her.sends("/diary/note", ("text", "gone numb between my legs"), ("on", "2026-11-21"))
    assert reply["see"].startswith("/heard?then=")
    page = her.asks("/heard", reply["see"].partition("?")[2])
    assert "If that is so:" in page["body"]
    assert "Numb between your legs" in page["body"]


def test_entries_of_the_pages_script_are_taken(her: Her) -> None:
    entry = json.loads(entry_text(DIARY[-1]._replace(id="00000000-0000-7000-8000-00000000abcd")))
    assert her.request(method="POST", path="/entries", entries=[entry])["status"] == 200
    assert read_entry(entry) in [read_entry(json.loads(text)) for text in her.store.diary["texts"]]


def test_an_entry_that_is_none_is_told_plainly_and_nothing_is_kept(her: Her) -> None:
    before = list(her.store.diary["texts"])
    reply = her.request(method="POST", path="/entries", entries=[{"id": "x"}])
    assert reply["status"] == 422
    assert "Nothing was lost" in reply["body"]
    assert her.store.diary["texts"] == before


def test_a_device_that_cannot_keep_it_says_so(her: Her) -> None:
    her.store.fails = {"append": "Full"}
    reply = her.sends("/spasm", ("worst", "7"), ("where", "low-left"), ("doing", "resting"))
    assert reply["status"] == 503
    assert "make room" in reply["body"]


def test_where_nothing_can_be_kept_pages_are_drawn_all_the_same() -> None:
    her = Her(Store())
    her.store.fails = {"*": "Denied"}
    assert her.asks("/now")["status"] == 200
    assert her.asks("/learn")["status"] == 200
    assert her.sends("/spasm", ("worst", "7"), ("where", "low-left"), ("doing", "resting"))["status"] == 503


def test_what_another_window_kept_is_on_the_next_page(her: Her) -> None:
    her.asks("/diary")
    her.store.append(
        [entry_text(Entry("00000000-0000-7000-8000-0000000000aa", "note", str(NOW), "b", {"text": "hers"}))]
    )
    other = Entry("00000000-0000-7000-8000-0000000000ab", "note", NOW.isoformat(), "browser", {"text": "from there"})
    her.store.append([entry_text(other)])
    assert "from there" in her.asks("/diary/notes")["body"]


def test_a_copy_goes_out_and_comes_back_in(her: Her) -> None:
    copy = her.asks("/keep/export", "as=jsonl")
    assert (copy["saveAs"], copy["status"]) == ("diary-2026-11-21.jsonl", 200)
    other = Her(Store())
    reply = other.sends("/keep/import", files=Files(file=copy["body"].encode()))
    assert reply["status"] == 200
    assert sorted(other.store.diary["texts"]) == sorted(her.store.diary["texts"])
    assert "Week 31" in other.asks("/today")["body"]


def test_erased_is_forgotten_here_too(her: Her) -> None:
    her.asks("/today")
    assert her.sends("/keep/erase", ("sure", "yes"), ("whose", "mine"))["see"] == "/"
    assert "Week 31" not in her.asks("/today")["body"]


def test_erased_in_another_window_is_forgotten_here_too(her: Her) -> None:
    her.asks("/today")
    her.store.diary["texts"].clear()
    assert "Week 31" not in her.asks("/today")["body"]


def test_a_locked_diary_shows_the_check_and_nothing_else(her: Her) -> None:
    her.store.setPassphrase("three blind mice")
    her.store.lock()
    assert her.asks("/now")["status"] == 200
    assert "Week 31" not in her.asks("/today")["body"]
    assert her.ahead()["spans"] == []
    assert her.draw("/today", NOW)["body"] is None


def test_it_locks_after_lying_unused_and_drawing_ahead_is_no_use_and_no_time(her: Her) -> None:
    her.store.setPassphrase("three blind mice")
    her.asks("/today")
    her.draw("/today", her.now + timedelta(days=2))
    assert "Week 31" in her.asks("/today")["body"]
    her.now += timedelta(minutes=16)
    assert "Week 31" not in her.asks("/today")["body"]


# ---- drawn ahead ----


def test_what_is_drawn_ahead_covers_the_next_days_without_a_gap(her: Her) -> None:
    plan = her.ahead()
    assert {path for path, _, _ in plan["spans"]} == set(AHEAD)
    for path in AHEAD:
        spans = [(start, end) for one, start, end in plan["spans"] if one == path]
        assert spans[0][0] == int(her.now.timestamp() * 1000)
        assert all(one[1] == two[0] for one, two in itertools.pairwise(spans))
        whole_days = (datetime.fromtimestamp(spans[-1][1] / 1000, her.now.tzinfo).date() - her.now.date()).days
        assert whole_days == DAYS_AHEAD


def test_it_ends_where_her_check_has_stood_long_enough(her: Her) -> None:
    last = state_of(DIARY, the_rules(), NOW).last_check
    assert last is not None
    her.now = datetime.fromisoformat(last.at) + timedelta(days=5, hours=3)
    ends = {end for _, _, end in her.ahead()["spans"]}
    due = datetime.fromisoformat(last.at) + timedelta(days=7)
    assert int(due.timestamp() * 1000) in ends


def test_a_page_drawn_ahead_is_the_page_of_that_day(her: Her) -> None:
    for path, start, _ in her.ahead()["spans"]:
        then = datetime.fromtimestamp(start / 1000, her.now.tzinfo)
        drawn = her.draw(path, then)
        later = Her(her.store)
        later.now = then - timedelta(seconds=1)
        assert drawn["count"] == len(DIARY)
        assert _ID.sub("id", drawn["body"]) == _ID.sub("id", later.asks(path)["body"]), path


def test_the_mark_changes_with_the_diary_and_with_the_day(her: Her) -> None:
    first = her.ahead()["mark"]
    her.now += timedelta(minutes=5)
    assert her.ahead()["mark"] == first
    her.sends("/spasm", ("worst", "7"), ("where", "low-left"), ("doing", "resting"))
    second = her.ahead()["mark"]
    her.now += timedelta(days=1)
    assert len({first, second, her.ahead()["mark"]}) == 3


# ---- what was folded ----


def test_what_was_folded_is_taken_up_again_and_gives_the_same_page(her: Her, monkeypatch: pytest.MonkeyPatch) -> None:
    her.ahead()
    assert her.store.notes
    body = her.asks("/today")["body"]
    taken: list[Entry] = []
    monkeypatch.setattr(Following, "take", lambda self, told: taken.extend(told))
    again = Her(her.store)
    again.now = her.now - timedelta(seconds=1)
    assert _ID.sub("id", again.asks("/today")["body"]) == _ID.sub("id", body)
    assert taken == []


def test_what_came_since_is_folded_on_top(her: Her) -> None:
    her.ahead()
    other = Entry("00000000-0000-7000-8000-0000000000ab", "note", NOW.isoformat(), "browser", {"text": "since then"})
    her.store.append([entry_text(other)])
    assert "since then" in Her(her.store).asks("/diary/notes")["body"]


@pytest.mark.parametrize("kept", ["", "x", "v1/a1 0 3 AAAA", "v1/a1 0 many AAAA", "v0/a1 0 3 AAAA"])
def test_a_fold_that_is_odd_is_left_alone(kept: str) -> None:
    her = Her(Store(DIARY))
    her.store.notes["folded"] = kept
    assert "Week 31" in her.asks("/today")["body"]


def test_a_fold_of_another_version_or_of_more_entries_is_left_alone(her: Her) -> None:
    her.ahead()
    assert "Week 31" in Her(her.store, version="v2").asks("/today")["body"]
    her.store.diary["texts"] = her.store.diary["texts"][: WORTH_KEEPING + 1]
    few = [read_entry(json.loads(text)) for text in her.store.diary["texts"]]
    again = Her(her.store)
    reply = again.asks("/diary")
    other = Her(Store(few))
    assert reply["body"] == other.asks("/diary")["body"]


def test_a_fold_is_text_and_holds_no_rules() -> None:
    following = Following(the_rules())
    following.take(DIARY)
    text = folded_text(following, len(DIARY), "v1")
    assert len(text) < len("".join(map(entry_text, DIARY)))
    found = folded_from(text, the_rules(), "v1")
    assert found is not None
    assert found[0].rules is the_rules()
    assert found[1] == len(DIARY)
    assert found[0].state(NOW) == following.state(NOW)


# ---- the archive ----


def test_the_rules_come_out_of_the_archive(tmp_path: Path) -> None:
    archive = tmp_path / "core.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr(KNOWLEDGE, json.dumps(to_plain(the_rules().knowledge)))
    found = rules_in(str(archive))
    assert found[:3] == the_rules()[:3]
    assert "lexicon" in vars(found.late), "made ready before the picture of the memory is taken"
