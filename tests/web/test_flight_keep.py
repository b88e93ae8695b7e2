"""A diary that is hers, in flight mode: the lock, people, copies, erasing, hiding, a move that survives a killed tab.

And after a long session nothing she wrote lies readable on the device, or has left the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.support.indexed import DUMP
from tests.support.phone import PYTHON_WAITS, Flight, Phone, flight
from tests.support.tour import entries_of

pytestmark = pytest.mark.browser
HER = entries_of("pregnant")
WORDS = "three blind mice and a cat"
OTHER_WORDS = "a teapot on the roof"
NEUTRAL = "Milk, bread, apples."
#: A passphrase takes a while to try, and longer where others are at work, in milliseconds.
PATIENCE = 60_000


@pytest.fixture(scope="module")
def phone(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flight]:
    with flight(browser, tmp_path_factory.mktemp("flight") / "site") as found:
        yield found


def at(window: Phone, heading: str) -> None:
    expect(window.page.locator("h1:visible")).to_have_text(heading, use_inner_text=True, timeout=PATIENCE)


def field(window: Phone, words: str, value: str) -> None:
    window.page.get_by_label(words).fill(value)


def locks(window: Phone, passphrase: str = WORDS) -> None:
    """Set a passphrase, and lock."""
    window.open("/lock").until_python()
    at(window, "Lock your diary")
    window.page.get_by_role("checkbox", name=re.compile("forgotten passphrase")).check()
    field(window, "Your passphrase", passphrase)
    field(window, "Once more", passphrase)
    window.walk.button("Lock my diary").click(timeout=PATIENCE)
    at(window, "The lock is on")
    window.walk.button("Lock now").click()
    at(window, "This diary is locked")


def opens(window: Phone, passphrase: str = WORDS) -> None:
    field(window, "Your passphrase", passphrase)
    window.walk.button("Open it").click()


def worst_of(window: Phone) -> list[int]:
    """How bad each spasm was, of the copy that she can take out."""
    return [entry["body"]["worst"] for entry in copy_of(window) if entry["kind"] == "spasm"]


def copy_of(window: Phone) -> list[dict[str, Any]]:
    """The entries of the copy that she can take out."""
    return [entry for line in file_of(window).splitlines() if "kind" in (entry := json.loads(line))]


def file_of(window: Phone) -> str:
    """That copy as it is saved."""
    window.open("/keep").until_python()
    with window.page.expect_download(timeout=PATIENCE) as got:
        window.page.get_by_role("link", name=re.compile("^Everything, to keep")).click()
    return Path(got.value.path()).read_text(encoding="utf-8")


def test_the_lock_from_setting_to_lifting(phone: Flight) -> None:
    phone.begin(HER, "/today")
    window = phone.window()
    locks(window)
    phone.close_windows()  # as when the phone is restarted
    window = phone.window(PYTHON_WAITS)
    walk = window.walk
    for path in ("/", "/today", "/diary"):
        walk.open(path).stands_at("Opening your companion")
    walk.open("/now").at_the_check()
    expect(window.page.locator("[data-rung]")).to_have_count(0)
    walk.open("/now#log")
    walk.tap("8", "Low left", "Turning in bed")
    walk.stands_at("Noted. Go gently.")
    window.open("/diary").let_python_come()
    at(window, "This diary is locked")
    expect(window.page.get_by_text("What you noted while it was locked is sealed and kept.")).to_be_visible()
    opens(window, "three blind mice and a dog")
    expect(window.page.get_by_role("alert")).to_contain_text("not the passphrase", timeout=PATIENCE)
    opens(window)
    window.page.get_by_role("navigation", name="Main").get_by_role("link", name="Diary").click(timeout=PATIENCE)
    at(window, "Your diary")
    expect(window.page.locator("main")).to_contain_text("8 of 10")
    window.page.evaluate("steady.go('/lock/change')")
    field(window, "Your passphrase now", WORDS)
    field(window, "The new one", OTHER_WORDS)
    field(window, "Once more", OTHER_WORDS)
    window.walk.button("Change it").click()
    expect(window.page.get_by_text("Changed.")).to_be_visible(timeout=PATIENCE)
    window.page.evaluate("steady.go('/lock/lift')")
    field(window, "Your passphrase now", OTHER_WORDS)
    window.walk.button("Take it off").click()
    expect(window.page.get_by_text("The lock is off.")).to_be_visible(timeout=PATIENCE)
    assert worst_of(phone.window()).count(8) == 1
    assert not window.heard.complaints


def test_a_window_follows_when_another_locks_or_erases(phone: Flight) -> None:
    phone.begin(HER)
    window, other = phone.window(), phone.window()
    other.open("/diary").until_python()
    at(other, "Your diary")
    locks(window)
    at(other, "This diary is locked")
    opens(window)
    window.page.get_by_role("link", name="Start").or_(window.page.locator(".tabs a")).first.wait_for(timeout=PATIENCE)
    window.page.evaluate("steady.go('/keep/erase')")
    window.page.get_by_role("checkbox", name="Yes, erase it for good").check()
    window.walk.button("Erase").click()
    at(window, "What do you need?")
    other.page.goto(other.address + "/diary")
    at(other, "Your diary")
    assert other.entries() == []
    assert not [line for line in window.heard.complaints + other.heard.complaints if "status of" not in line]


def test_several_people_and_erasing_one_or_everyone(phone: Flight) -> None:
    phone.begin(HER)
    window = phone.window().open("/people").until_python()
    field(window, "What is the name on the diary here now?", "Amina")
    field(window, "Name of the new person", "Bea")
    window.walk.button("Add, and open her diary").click()
    window.page.wait_for_function("async () => (await (await steadyStore.open()).device()).people.length === 2")
    assert window.entries() == []
    window.page.evaluate("steady.go('/people')")
    window.page.get_by_role("button", name="Amina").click()
    window.page.wait_for_function(f"async () => (await (await steadyStore.open()).all()).length === {len(HER)}")
    for whose, left in (("Only the diary of Amina", 1), ("", 1)):
        window.page.evaluate("steady.go('/keep/erase')")
        at(window, "Erase everything?")
        if whose:
            window.page.get_by_role("radio", name=whose).check()
        window.page.get_by_role("checkbox", name="Yes, erase it for good").check()
        window.walk.button("Erase").click()
        window.page.wait_for_function(
            "left => steadyStore.open().then(async store => (await store.device()).people.length === left"
            " && await store.count() === 0).catch(() => false)",  # it may be asked in the midst of it
            arg=left,
        )
    assert not window.heard.complaints


def test_a_copy_is_whole_and_comes_back_in_elsewhere(phone: Flight, tmp_path: Path) -> None:
    phone.begin(HER)
    window = phone.window()
    copied = file_of(window)
    for entry in HER:
        assert copied.count(f'"id":"{entry.id}"') == 1
    file = tmp_path / "copy.jsonl"
    file.write_text(copied, encoding="utf-8")
    phone.begin()  # nothing of it is left: as on another phone
    fresh = phone.window().open("/keep/import").until_python()
    at(fresh, "Bring a copy in")
    for new in (len(HER), 0):
        fresh.page.get_by_label("The file").set_input_files(file)
        fresh.walk.button("Bring it in").click()
        at(fresh, "The copy is in")
        expect(fresh.page.locator("main")).to_contain_text(f"{new:,} new")
        fresh.page.evaluate("steady.go('/keep/import')")
        at(fresh, "Bring a copy in")
    assert file_of(fresh) == copied
    assert not fresh.heard.complaints


def test_hide_leaves_nothing_to_go_back_to(phone: Flight) -> None:
    phone.begin(HER, "/diary")
    window = phone.window().open("/today").until_python()
    window.page.get_by_role("navigation", name="Main").get_by_role("link", name="Diary").click()
    at(window, "Your diary")
    window.page.get_by_role("link", name=re.compile("^Hide")).first.click()
    expect(window.page.get_by_text(NEUTRAL)).to_be_visible()
    window.page.go_back()
    expect(window.page.get_by_text(NEUTRAL)).to_be_visible()
    window.page.go_back()  # to before she came here
    window.page.wait_for_url("about:blank")
    assert not window.heard.complaints


# ---- a move, through a killed tab ----

MOVE = "/move?id=ex-tilt"


def test_a_move_through_a_reload_a_killed_tab_and_a_pause(phone: Flight) -> None:
    phone.begin(HER)
    window = phone.window().open(MOVE).until_python()
    run = window.page.locator("[data-run]")
    run.click()
    window.page.wait_for_timeout(2_000)
    window.page.reload()
    window.page.locator("main[data-state=running]").wait_for(timeout=PATIENCE)
    window.page.wait_for_timeout(1_000)
    window.page.close()
    window = phone.window().open(MOVE)
    window.page.locator("main[data-state=running]").wait_for(timeout=PATIENCE)
    run = window.page.locator("[data-run]")
    run.click()
    window.page.locator("main[data-state=paused]").wait_for()
    done = window.page.locator("[data-clock]").inner_text()
    window.page.close()
    window = phone.window().open(MOVE)  # the baby cries meanwhile
    window.page.locator("main[data-state=paused]").wait_for(timeout=PATIENCE)
    assert window.page.locator("[data-clock]").inner_text() == done
    kept = window.page.evaluate("[{ ...localStorage }, { ...sessionStorage }, document.cookie]")
    assert kept == [{}, {}, ""], "where she is in it is sealed with everything else"
    total = window.page.evaluate(
        "JSON.parse(document.getElementById('table').textContent).beats.reduce((s, b) => s + b[1], 0)"
    )
    minutes, seconds = map(int, done.split(":"))
    window.page.locator("[data-stop]").click()
    window.page.get_by_role("button", name="I am tired").or_(
        window.page.locator("#stopped button[name=why]").first
    ).first.click()
    window.page.wait_for_function(f"async () => (await (await steadyStore.open()).all()).length > {len(HER)}")
    (move,) = window.entries()[len(HER) :]
    assert move["kind"] == "move"
    assert abs(move["body"]["seconds"] - (total - 60 * minutes - seconds)) <= 1
    assert not window.heard.complaints


# ---- planted words ----

PLANTED = {
    "name": "Persimmonella",
    "note": "quixotic-larkspur",
    "plan": "vellichor-tamarind",
    "medicine": "zymurgy-tablets",
    "trigger": "gossamer-hoover",
}
#: Every reply of every cache as text, in three kinds of letters.
_CACHES = """async (words) => {
  const found = [];
  let looked = 0;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const asked of await cache.keys()) {
      const bytes = new Uint8Array(await (await cache.match(asked)).arrayBuffer());
      looked += bytes.length;
      for (const kind of ["latin1", "utf-16le"]) for (const from of kind === "latin1" ? [0] : [0, 1]) {
        const text = new TextDecoder(kind).decode(bytes.subarray(from));
        for (const word of words) if (text.includes(word)) found.push(name + " " + asked.url + " " + word);
      }
    }
  }
  return [looked, found];
}"""


class Sent:
    """Everything that left a page: addresses, headers and bodies, also of what its workers asked."""

    def __init__(self, context: BrowserContext) -> None:
        self.lines: list[str] = []
        context.on("request", lambda asked: self.lines.append(f"{asked.url} {asked.headers} {asked.post_data or ''}"))

    def text(self) -> str:
        return "\n".join(self.lines)


@pytest.mark.parametrize("is_locked", [False, True], ids=["open", "locked"])
def test_no_planted_word_can_be_read_anywhere(phone: Flight, is_locked: bool) -> None:
    phone.begin(HER)
    phone.context.set_offline(False)  # whatever would leave may leave
    phone.host.asked.clear()
    sent, said = Sent(phone.context), []
    window = phone.window()
    window.page.on("console", lambda line: said.append(line.text))
    window.open("/people").until_python()
    if is_locked:
        locks(window)
        opens(window)
        window.page.locator(".tabs").wait_for(timeout=PATIENCE)
    writes(window)
    window.until_drawn_ahead("/today", "/diary") if not is_locked else window.page.wait_for_timeout(1500)
    if is_locked:
        window.page.evaluate("steady.go('/lock')")
        window.walk.button("Lock now").click()
        at(window, f"The diary of {PLANTED['name']} is locked")
    words = list(PLANTED.values())
    dump = window.page.evaluate(DUMP)
    assert len(dump) > 100_000, "it has been looked into"
    looked, found = window.page.evaluate(_CACHES, words)
    assert looked > 30_000_000, "the picture of the memory too"
    assert found == []
    for word in words:
        for where, text in (("rows", dump), ("requests", sent.text()), ("console", "\n".join(said))):
            assert word not in text, f"{word} can be read in {where}"
        assert not [path for path in phone.host.asked if word in path]
    assert not window.heard.complaints
    phone.context.set_offline(True)


def writes(window: Phone) -> None:
    """A long session in which each planted word is told once, by form or by tap, and found again."""
    page, walk = window.page, window.walk

    def go(path: str) -> None:
        page.evaluate("path => steady.go(path)", path)
        page.wait_for_function("path => location.pathname === path && !document.querySelector('[aria-busy]')", arg=path)

    go("/people")
    field(window, "What is the name on the diary here now?", PLANTED["name"])
    field(window, "Name of the new person", "Bea")
    walk.button("Add, and open her diary").click()
    page.wait_for_function("async () => (await (await steadyStore.open()).device()).people.length === 2")
    go("/people")
    page.get_by_role("button", name=PLANTED["name"]).click()
    page.locator("h1", has_text=re.compile("is locked|What do you need|Week")).first.wait_for(timeout=PATIENCE)
    page.wait_for_function("() => !steadyParts.line.busy")
    if page.get_by_label("Your passphrase").is_visible():  # whoever leaves a locked diary has locked it
        opens(window)
        page.locator(".tabs").wait_for(timeout=PATIENCE)
    for path, words, value, button in (
        ("/diary/note", "What do you want to remember?", PLANTED["note"], "Save the note"),
        ("/me/plan", "The plan", PLANTED["plan"], "Save"),
        ("/diary/medicines/plan", "What do you call it?", PLANTED["medicine"], "Save the plan"),
        ("/diary/triggers", "A new one", PLANTED["trigger"], "Add it"),
    ):
        go(path)
        page.get_by_label(words).fill(value)
        page.locator("main").get_by_role("button", name=button, exact=True).click()
        page.wait_for_function("() => !steadyParts.line.busy && !document.querySelector('[aria-busy]')")
    for path, word in (
        ("/diary/notes", "note"),
        ("/me/plan", "plan"),
        ("/diary/medicines", "medicine"),
        ("/diary/triggers", "trigger"),
    ):
        go(path)
        page.wait_for_function(
            "word => document.body.innerText.includes(word)"
            " || [...document.querySelectorAll('textarea')].some(one => one.value === word)",
            arg=PLANTED[word],
        )
    go("/today")
    page.wait_for_timeout(2_000)  # what is drawn ahead and kept
