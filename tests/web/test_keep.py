"""Keep, lock, people, erase and hide, as a person at the screen meets them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.support.axe import violations
from tests.support.browser import settle
from tests.support.reading import small, too_wide, unnamed
from tests.support.server import Companion
from tests.support.walk import Walk

pytestmark = pytest.mark.browser
WORDS = "three blind mice and a cat"
#: A passphrase takes a while to try, and longer where others are at work, in milliseconds.
PATIENCE = 60_000
NEUTRAL = "Milk, bread, apples."


def locks(walk: Walk) -> None:
    """Set a passphrase, and lock."""
    walk.open("/lock").stands_at("Lock your diary")
    walk.page.get_by_role("checkbox", name=re.compile("forgotten passphrase")).check()
    walk.page.get_by_label("Your passphrase").fill(WORDS)
    walk.page.get_by_label("Once more").fill(WORDS)
    walk.button("Lock my diary").click(timeout=PATIENCE)
    walk.page.wait_for_url("**/lock?done=set", timeout=PATIENCE)
    walk.stands_at("The lock is on")
    walk.button("Lock now").click()
    walk.stands_at("This diary is locked")


def lock_by_form(walk: Walk) -> None:
    """Set a passphrase, and leave the diary open."""
    assert walk.companion.form("/lock", {"passphrase": WORDS, "again": WORDS, "known": "yes"}).status == 303


def unlocks(walk: Walk, passphrase: str = WORDS) -> None:
    walk.page.get_by_label("Your passphrase").fill(passphrase)
    walk.button("Open it").click(timeout=PATIENCE)


# ---- hide ----


@pytest.mark.parametrize("path", ["/", "/you", "/now", "/keep", "/lock"])
def test_hide_leaves_a_neutral_page_and_no_way_back(her: Walk, path: str) -> None:
    her.open("/").open("/call").open(path)
    her.link(re.compile("^Hide")).first.click()
    expect(her.page.get_by_text(NEUTRAL)).to_be_visible()
    for _ in range(2):
        her.page.go_back()
        her.page.wait_for_url("**/hide")
        expect(her.page.get_by_text(NEUTRAL)).to_be_visible()
        assert "Steadyback" not in her.page.title()
    her.page.go_forward()
    expect(her.page.get_by_text(NEUTRAL)).to_be_visible()
    her.open("/").stands_at("What do you need?")
    her.open("/you").page.go_back()
    her.stands_at("What do you need?")


def test_hide_on_the_check_forgets_the_screens_within(her: Walk) -> None:
    her.open("/now").at_the_check()
    her.button("None of these").click()
    her.link(re.compile("^Hide")).first.click()
    expect(her.page.get_by_text(NEUTRAL)).to_be_visible()
    her.page.go_back()
    expect(her.page.get_by_text(NEUTRAL)).to_be_visible()


def test_hide_without_script_is_a_link(profile: Callable[..., BrowserContext], companion: Companion) -> None:
    page = profile(java_script_enabled=False).new_page()
    page.goto(companion.address + "/")
    page.get_by_role("link", name=re.compile("^Hide")).first.click()
    expect(page.get_by_text(NEUTRAL)).to_be_visible()


# ---- the lock ----


def test_a_locked_diary_helps_keeps_and_opens(her: Walk) -> None:
    locks(her)
    her.link(re.compile("My back just grabbed")).click()
    her.at_the_check().finish_check()
    expect(her.page.get_by_text("nobody has looked at you yet, do that first").locator("visible=true")).to_be_visible()
    assert her.page.get_by_role("link", name="Start with step 1").count() == 0
    her.open("/now#log").stands_at("Note it in three taps")
    her.tap("7", "Low left", "Turning in bed")
    her.stands_at("Noted. Go gently.")
    her.all_sent()
    her.open("/")
    unlocks(her, "not the one")
    expect(her.page.get_by_role("alert")).to_contain_text("not the passphrase")
    her.heard.complaints.clear()  # the browser tells of the 422
    unlocks(her)
    her.stands_at("What do you need?")
    with her.page.expect_download() as download:
        her.open("/keep").link(re.compile("Everything, to keep")).click()
    told = Path(download.value.path()).read_text(encoding="utf-8")
    assert '"worst":7' in told
    assert '"kind":"check"' in told


def test_a_page_that_lies_unused_goes_when_the_diary_has_locked_itself(her: Walk) -> None:
    her.page.clock.install()
    lock_by_form(her)
    her.open("/keep").stands_at("Yours to keep, and to end")
    her.companion.form("/lock/now", {})
    her.page.clock.run_for(3 * 60_000)
    her.stands_at("Yours to keep, and to end")
    her.page.clock.run_for(3 * 60_000)
    her.stands_at("This diary is locked")
    her.heard.complaints.clear()  # the browser tells of the 423


def test_what_is_half_written_is_left_alone(her: Walk) -> None:
    her.page.clock.install()
    lock_by_form(her)
    her.open("/keep/import")
    her.page.get_by_text("Or paste it").click()
    her.page.get_by_label("The whole copy").fill("half a")
    her.companion.form("/lock/now", {})
    her.page.clock.run_for(30 * 60_000)
    her.stands_at("Bring a copy in")
    assert her.page.get_by_label("The whole copy").input_value() == "half a"


# ---- out, in, and the end ----


def test_a_copy_goes_out_the_diary_ends_and_the_copy_comes_back(her: Walk, tmp_path: Path) -> None:
    her.open("/keep")
    with her.page.expect_download() as download:
        her.link(re.compile("Everything, as a table")).click()
    assert download.value.suggested_filename.endswith(".csv")
    download.value.save_as(tmp_path / "copy.csv")
    her.link(re.compile("Erase everything")).click()
    her.stands_at("Erase everything?")
    her.button("Erase").click()
    expect(her.page.get_by_role("alert")).to_contain_text("Tick the box first")
    her.heard.complaints.clear()
    her.page.get_by_role("checkbox", name="Yes, erase it for good").check()
    her.button("Erase").click()
    her.stands_at("What do you need?")
    assert "31 weeks" not in her.words()
    her.open("/keep/import").page.get_by_label("The file").set_input_files(tmp_path / "copy.csv")
    her.button("Bring it in").click()
    her.stands_at("The copy is in")
    her.open("/")
    assert "31 weeks" in her.words()


# ---- people ----


def test_somebody_is_added_and_nothing_is_carried_over(her: Walk) -> None:
    her.open("/people").page.get_by_label("What is the name on the diary here now?").fill("Ann")
    her.page.get_by_label("Name of the new person").fill("Bea")
    her.button("Add, and open her diary").click()
    her.stands_at("What do you need?")
    assert "31 weeks" not in her.words()
    her.open("/people").button("Ann").click()
    her.stands_at("What do you need?")
    assert "31 weeks" in her.words()
    assert "Ann" not in her.words(), "the name stands at the top of Me only"


# ---- each page by eye and by ear ----

PAGES = {
    "/keep": "Yours to keep, and to end",
    "/keep/import": "Bring a copy in",
    "/keep/erase": "Erase everything?",
    "/people": "Whose diary",
    "/lock": "Lock your diary",
}
LOCK_PAGES = {"/lock": "The lock is on", "/lock/change": "Another passphrase", "/lock/lift": "Take the lock off"}
SHUT_PAGES = {"/": "The diary of Ann is locked", "/lock/forgotten": "Nobody can open it without the passphrase"}


def each_page(walk: Walk) -> Iterator[str]:
    """Every page of these, with one diary and with two, open and locked."""
    for path, heading in PAGES.items():
        walk.open(path).stands_at(heading)
        yield path
    walk.companion.form("/people/add", {"own_name": "Bea", "name": "Ann"})
    for path in ("/people", "/keep/erase"):
        walk.open(path)
        yield f"{path} of several"
    lock_by_form(walk)
    for path, heading in LOCK_PAGES.items():
        walk.open(path).stands_at(heading)
        yield path
    walk.companion.form("/lock/now", {})
    for path, heading in SHUT_PAGES.items():
        walk.open(path).stands_at(heading)
        yield path


def test_axe_finds_nothing_by_day_and_by_night(her: Walk) -> None:
    found = []
    for place in each_page(her):
        for scheme in ("light", "dark"):
            her.page.emulate_media(color_scheme=scheme)
            settle(her.page)
            found += [f"{place}, {scheme}: {line}" for line in violations(her.page)]
    assert not found, "\n".join(found)


def test_each_page_fits_and_can_be_used(her: Walk) -> None:
    found = []
    for place in each_page(her):
        for width, text in ((360, 1.0), (360, 2.0), (320, 2.0)):
            found += [f"{place}, {width} px, text x {text:g}: {line}" for line in too_wide(her.page, width, text)]
        found += [f"{place}: no name: {role}" for role in unnamed(her.page)]
        found += [f"{place}: smaller than a thumb needs: {line}" for line in small(her.page, 48)]
    assert not found, "\n".join(found)
