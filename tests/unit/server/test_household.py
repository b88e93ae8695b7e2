"""Her diary behind the server: the lock, and several people."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from steadyback.care.rules import Rules
from steadyback.journal.locked_store import LockedStore
from steadyback.journal.passphrase import change_passphrase, lift_passphrase, set_passphrase
from steadyback.journal.sqlite_store import SqliteStore
from steadyback.journal.store import StoreError
from steadyback.server.household import Household
from steadyback.server.people import JOURNAL, PEOPLE, erase_person, read_roster
from steadyback.web.device import Device
from steadyback.web.exchange import Request
from steadyback.web.handle import _PAGES, handle
from steadyback.web.pages.lock import OPEN_WHILE_LOCKED
from steadyback.web.wrong_tries import LONGEST_WAIT
from tests.unit.journal.made_entries import an_entry
from tests.unit.server.her import NOW, OTHER, PLANTED, QUICK, WORDS, Her, hidden_fields, raw, switch

EVERY_PAGE = sorted(path for method, path in _PAGES if method == "GET")


# ---- the lock ----


def test_a_locked_diary_shows_nothing_of_hers_and_opens_again(her: Her) -> None:
    her.notes(PLANTED)
    assert "31 weeks" in her.get("/")
    her.locks()
    assert "31 weeks" in her.get("/"), "who has just set it may go on"
    her.told("/lock/now")
    for path in [*EVERY_PAGE, "/keep/export?as=csv", "/learn/search?q=wolken"]:
        text = her.get(path)
        assert PLANTED not in text, path
        assert "31 weeks" not in text, path
        assert "0131 496" not in text, path
    assert her.browser.get("/you").status_code == 423
    assert PLANTED.encode() not in raw(her.folder)
    assert her.post("/lock/open", passphrase=OTHER).status_code == 422
    her.told("/lock/open", passphrase=WORDS)
    assert "31 weeks" in her.get("/")
    assert PLANTED in her.get("/keep/export")


def test_it_is_locked_after_a_start(come: Callable[[], Her]) -> None:
    her = come()
    her.notes(PLANTED)
    her.locks()
    her = come()
    assert "is locked" in her.get("/")
    her.told("/lock/open", passphrase=WORDS)
    assert PLANTED in her.get("/keep/export")


def test_help_needs_no_passphrase_and_offers_no_step(her: Her, rules: Rules) -> None:
    her.notes(PLANTED)
    her.locks()
    her.told("/lock/now")
    page = her.browser.get("/now")
    assert page.status_code == 200
    assert 'data-rung="' not in page.text
    assert "data-start" not in page.text
    assert "The steps are locked with your diary" in page.text
    assert "999" in page.text, "her country is known, so the emergency number is right"
    urgent = her.post("/now", **{"ces-saddle-numb": "yes"})
    assert "999" in urgent.text
    assert her.post("/spasm", worst="7", where="low-left", doing="nothing-much").status_code == 303
    assert her.browser.post("/entries", json=[an_entry(2, text=f"{PLANTED} 2")._asdict()]).status_code == 200
    assert "sealed and kept" in her.get("/")
    assert PLANTED.encode() not in raw(her.folder)
    her.told("/lock/open", passphrase=WORDS)
    kept = her.get("/keep/export")
    assert f"{PLANTED} 2" in kept
    assert kept.count('"kind":"spasm"') == 1
    assert kept.count('"kind":"check"') == 1


def test_a_clear_check_while_locked_does_not_bring_the_steps_back(her: Her, rules: Rules) -> None:
    """A sign from before may still pause them, and nobody can know while it is locked."""
    her.post("/now", **{"ces-saddle-numb": "yes"})
    her.locks()
    her.told("/lock/now")
    asked = {
        name: "no"
        for name in her.browser.get("/now").text.split('data-sign="')[1:]
        for name in [name.partition('"')[0]]
    }
    clear = her.post("/now", **asked).text
    assert 'data-rung="' not in clear
    assert "data-start" not in clear
    her.told("/lock/open", passphrase=WORDS)
    assert "Have you been seen?" in her.get("/")


def test_after_a_loss_a_locked_check_names_no_baby(her: Her) -> None:
    her.told("/you", stage="loss")
    her.locks()
    her.told("/lock/now")
    for path in ("/", "/now", "/call", "/lock/forgotten"):
        text = her.get(path).lower()
        for word in ("baby", "bump", "weeks pregnant"):
            assert word not in text, (path, word)
    her.told("/lock/open", passphrase=WORDS)
    her.told("/you", stage="pregnant", weeks="8")
    her.told("/lock/now")
    assert "pregnan" in her.get("/now").lower(), "a new pregnancy is asked about again"


def test_it_locks_by_itself_and_what_was_being_sent_is_carried(her: Her) -> None:
    her.locks()
    her.now += timedelta(minutes=14)
    assert her.browser.get("/you").status_code == 200
    assert her.browser.get("/lock/still").status_code == 200
    her.now += timedelta(minutes=14)
    assert her.browser.get("/lock/still").status_code == 200, "asking whether it is locked is no use of it"
    her.now += timedelta(minutes=1)
    assert her.browser.get("/lock/still").status_code == 423
    late = her.post("/you", stage="birth", birth_on="2026-11-12", country="ie", mode='"><b>')
    assert late.status_code == 423
    assert "not lost" in late.text
    assert 'value=""><b>' not in late.text
    opened = her.post("/lock/open", **hidden_fields(late.text), passphrase=WORDS)
    assert opened.status_code == 200
    again = hidden_fields(opened.text)
    assert again == {"stage": "birth", "birth_on": "2026-11-12", "country": "ie", "mode": '"><b>'}
    her.told("/you", **again)
    assert "9 days after birth" in her.get("/")


def test_a_page_that_she_asked_for_is_shown_once_it_is_open_and_no_other_site(her: Her) -> None:
    her.locks()
    her.told("/lock/now")
    assert her.post("/lock/open", passphrase=WORDS, **{"carried.see": "/keep"}).headers["location"] == "/keep"
    for elsewhere in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb"):
        her.told("/lock/now")
        assert her.post("/lock/open", passphrase=WORDS, **{"carried.see": elsewhere}).headers["location"] == "/"


def test_nobody_needs_to_ask_for_a_page_for_it_to_lock(her: Her) -> None:
    her.locks()
    her.get("/")
    her.now += timedelta(minutes=16)
    her.companion.attend()
    assert isinstance(her.household.store, LockedStore)
    assert her.household.store.is_locked


def test_the_minutes_are_hers(her: Her) -> None:
    her.locks()
    her.told("/lock/after", minutes="60")
    her.now += timedelta(minutes=59)
    assert her.browser.get("/you").status_code == 200
    her.told("/lock/after", minutes="999")
    her.now += timedelta(minutes=61)
    assert her.browser.get("/you").status_code == 423


def test_wrong_passphrases_have_to_wait_longer_and_longer(her: Her) -> None:
    her.locks()
    her.told("/lock/now")
    waits = []
    for _ in range(3):
        assert her.post("/lock/open", passphrase=OTHER).status_code == 422
    for _ in range(12):
        reply = her.post("/lock/open", passphrase=WORDS)
        assert reply.status_code == 429, "the right one waits as well"
        waits.append(int(reply.text.partition("Please wait ")[2].partition(" ")[0]))
        her.now += timedelta(seconds=waits[-1])
        assert her.post("/lock/open", passphrase=OTHER).status_code == 422
    assert waits == sorted(waits)
    assert waits[0] == 1
    assert waits[-1] == LONGEST_WAIT
    assert her.get("/now").count("data-sign") > 3, "help does not wait"
    her.now += timedelta(seconds=LONGEST_WAIT)
    her.told("/lock/open", passphrase=WORDS)


def test_a_wrong_old_passphrase_leaves_the_diary_open_as_it_is(her: Her) -> None:
    her.locks()
    assert her.post("/lock/change", old=OTHER, passphrase=OTHER, again=OTHER).status_code == 422
    assert her.post("/lock/lift", old=OTHER).status_code == 422
    assert her.browser.get("/you").status_code == 200


def test_it_is_changed_and_lifted(come: Callable[[], Her]) -> None:
    her = come()
    her.notes(PLANTED)
    her.locks()
    her.told("/lock/change", old=WORDS, passphrase=OTHER, again=OTHER)
    her = come()
    assert her.post("/lock/open", passphrase=WORDS).status_code == 422
    her.told("/lock/open", passphrase=OTHER)
    her.told("/lock/lift", old=OTHER)
    assert PLANTED in her.get("/keep/export")
    with closing(SqliteStore(her.folder / JOURNAL)) as store:
        assert store.count() >= 3


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"passphrase": "short", "again": "short"}, "at least 8"),
        ({"passphrase": WORDS, "again": OTHER}, "not the same"),
        ({"passphrase": WORDS, "again": WORDS, "known": ""}, "Tick the first box"),
        ({"passphrase": "x" * 1001, "again": "x" * 1001}, "at most 1,000"),
        ({"passphrase": "12345678", "again": "12345678"}, "easy to guess"),
        ({"passphrase": "password1", "again": "password1"}, "easy to guess"),
        ({"passphrase": "19870412", "again": "19870412"}, "easy to guess"),
        ({"passphrase": "Sunflower7", "again": "Sunflower7"}, "easy to guess"),
        ({"passphrase": "", "again": ""}, "at least 8"),
    ],
)
def test_a_passphrase_that_will_not_do_is_said_and_never_repeated(her: Her, form: dict[str, str], words: str) -> None:
    reply = her.post("/lock", **{"known": "yes", **form})
    assert reply.status_code == 422
    assert words in reply.text
    assert not form["passphrase"] or form["passphrase"] not in reply.text
    assert isinstance(her.household.store, SqliteStore)


def test_a_weak_one_is_hers_to_choose(her: Her) -> None:
    her.told("/lock", passphrase="Sunflower7", again="Sunflower7", known="yes", anyway="yes")
    assert isinstance(her.household.store, LockedStore)


def test_a_forgotten_one_says_so_and_the_way_on_is_to_erase(her: Her) -> None:
    her.notes(PLANTED)
    her.locks()
    her.told("/lock/now")
    assert "Nobody can open it" in her.get("/lock/forgotten")
    assert her.post("/lock/forgotten").status_code == 422
    assert "is locked" in her.get("/")
    her.told("/lock/forgotten", sure="yes")
    assert "is locked" not in her.get("/")
    assert "31 weeks" not in her.get("/")
    assert PLANTED not in her.get("/keep/export")


def test_another_program_that_locks_changes_or_lifts_is_noticed(her: Her) -> None:
    her.notes(PLANTED)
    assert "31 weeks" in her.get("/")
    path = her.folder / JOURNAL
    set_passphrase(path, WORDS, {"country": "uk"}, QUICK)
    assert her.post("/spasm", worst="7").status_code == 303
    assert "is locked" in her.get("/")
    her.told("/lock/open", passphrase=WORDS)
    assert "31 weeks" in her.get("/")
    change_passphrase(path, WORDS, OTHER, QUICK)
    assert "is locked" in her.get("/")
    her.told("/lock/open", passphrase=OTHER)
    lift_passphrase(path, OTHER)
    assert "31 weeks" in her.get("/")
    assert her.get("/keep/export").count('"kind":"spasm"') == 1


# ---- several people ----


def test_nothing_is_carried_from_one_to_the_other(come: Callable[[], Her]) -> None:
    her = come()
    her.notes(PLANTED)
    her.told("/people/add", own_name="Ann", name="Bea")
    first = her.get("/")
    assert "31 weeks" not in first
    for path in [*EVERY_PAGE, "/keep/export?as=csv", "/learn/search?q=wolken"]:
        text = her.get(path)
        assert PLANTED not in text, path
        assert "31 weeks" not in text, path
        assert "0131 496" not in text, path
    her.browser.post("/entries", json=[an_entry(2, text="Grünkohl")._asdict()])
    her = come()
    assert "Grünkohl" in her.get("/keep/export"), "the one who was last in use is in use after a start"
    switch(her, "Ann")
    assert PLANTED in her.get("/keep/export")
    assert "Grünkohl" not in her.get("/keep/export")
    assert "31 weeks" in her.get("/")


def test_the_first_diary_stays_where_older_versions_look(her: Her) -> None:
    her.notes(PLANTED)
    her.told("/people/add", own_name="Ann", name="Bea")
    with closing(SqliteStore(her.folder / JOURNAL)) as store:
        assert any(entry.body.get("text") == PLANTED for entry in store.all())
    files = {file.relative_to(her.folder).as_posix() for file in her.folder.rglob(JOURNAL)}
    assert len(files) == 2
    assert stat.S_IMODE((her.folder / PEOPLE).stat().st_mode) == 0o600
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (her.folder / "people").rglob("") if folder.is_dir()} == {
        0o700
    }
    assert PLANTED not in (her.folder / PEOPLE).read_text(encoding="utf-8")


def test_each_has_a_lock_of_her_own_and_the_other_may_still_come_in(come: Callable[[], Her]) -> None:
    her = come()
    her.notes(PLANTED)
    her.told("/people/add", own_name="Ann", name="Bea")
    switch(her, "Ann")
    her.locks()
    switch(her, "Bea")
    assert her.browser.get("/you").status_code == 200
    switch(her, "Ann")
    assert "The diary of Ann is locked" in her.get("/")
    page = her.get("/people")
    assert "Bea" in page
    assert "/people/add" not in page
    assert "/people/rename" not in page
    assert her.post("/people/add", name="Cleo").status_code == 423
    switch(her, "Bea")
    assert her.browser.get("/you").status_code == 200


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"name": "Bea", "own_name": ""}, "Give a name"),
        ({"name": "", "own_name": "Ann"}, "Give a name"),
        ({"name": "Ann", "own_name": "Ann"}, "already"),
        ({"name": "x" * 41, "own_name": "Ann"}, "at most 40"),
        ({"name": "B\u202eea\x07", "own_name": "Ann"}, "cannot be shown"),
    ],
)
def test_a_name_that_will_not_do_is_said_at_its_field(her: Her, form: dict[str, str], words: str) -> None:
    reply = her.post("/people/add", **form)
    assert reply.status_code == 422
    assert words in reply.text
    assert not (her.folder / PEOPLE).exists()


@pytest.mark.parametrize("name", ["👩🏽‍🍼", "שרה", "O'Brien <b>", "é"])
def test_any_name_can_be_hers(her: Her, name: str) -> None:
    her.told("/people/add", own_name="Ann", name=name)
    assert her.household.device().name == name
    her.told("/people/rename", new_name="Bea")
    assert her.household.device().name == "Bea"
    her.told("/people/rename", new_name="O'Brien <b>")
    assert "Brien <b>" not in her.get("/people")


def test_nobody_is_switched_to_by_a_made_up_id(her: Her) -> None:
    her.told("/people/add", own_name="Ann", name="Bea")
    for person in ("", "../..", "nobody", "first/.."):
        assert her.post("/people/switch", person=person).status_code == 422


@pytest.mark.parametrize("damage", ["{", "[]", '{"format":"steadyback-people","version":2}', '{"format":"x"}'])
def test_a_damaged_list_of_people_is_said_and_nobodys_diary_is_guessed(tmp_path: Path, damage: str) -> None:
    tmp_path.joinpath(PEOPLE).write_text(damage, encoding="utf-8")
    with pytest.raises(StoreError, match=PEOPLE):
        Household(tmp_path, QUICK)
    assert not tmp_path.joinpath(JOURNAL).exists()


def test_an_id_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    people = {"format": "steadyback-people", "version": 1, "current": "../x", "people": [{"id": "../x", "name": "B"}]}
    tmp_path.joinpath("data").mkdir()
    tmp_path.joinpath("data", PEOPLE).write_text(json.dumps(people), encoding="utf-8")
    with pytest.raises(StoreError, match="strange"):
        Household(tmp_path / "data", QUICK)


def test_people_whom_another_program_erased_are_gone_here_too(her: Her) -> None:
    her.told("/people/add", own_name="Ann", name="Bea")
    switch(her, "Ann")
    roster = read_roster(her.folder)
    erase_person(her.folder, roster, roster.people[1].id)
    assert "Bea" not in her.get("/people")
    assert [one.name for one in her.household.device().people] == ["Ann"]


def test_every_page_but_help_waits_behind_the_lock(her: Her, rules: Rules) -> None:
    """Whatever page is added later is shut as well, until somebody decides otherwise here."""
    pages = {place for place in _PAGES if place not in OPEN_WHILE_LOCKED}
    assert len(pages) > 20
    device = Device(has_lock=True, is_locked=True)
    state = her.companion.state(NOW)
    for method, path in sorted(pages):
        reply = handle(Request(method, path, device=device), state, rules, iter(()), NOW)
        assert reply.status == (200 if path == "/" else 423), (method, path)
        assert "is locked" in reply.body
        assert not reply.entries
        assert reply.asks is None
    assert {path for method, path in OPEN_WHILE_LOCKED if method == "GET"} == {
        "/now", "/call", "/hide", "/people", "/lock/still", "/lock/forgotten",
    }  # fmt: skip


def test_a_copy_pasted_too_late_is_not_carried_along(her: Her) -> None:
    her.locks()
    her.told("/lock/now")
    late = her.post("/keep/import", text="x" * 300_000)
    assert late.status_code == 423
    assert len(late.content) < 20_000
