"""A phone that cannot do everything, or whose parts are damaged: the check works, she is told plainly, nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.support.phone import PYTHON_WAITS, Flight, Phone, clock_wrong_by, flight, whole_site
from tests.support.site import Host, hosted
from tests.support.tour import entries_of

pytestmark = pytest.mark.browser
HER = entries_of("pregnant")
Profile = Callable[..., BrowserContext]
#: Ways in which a browser keeps nothing.
DENIED = {
    "no-storage": "Object.defineProperty(window, 'indexedDB', { get: () => undefined });",
    "refused": "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };",
    "fails": """IDBFactory.prototype.open = () => { const asked = new EventTarget();
      setTimeout(() => { asked.error = new DOMException('no', 'InvalidStateError'); if (asked.onerror) asked.onerror({ target: asked, preventDefault() {} }); }, 1);
      return asked; };""",
}
NO_ROOM = """(() => { const add = IDBObjectStore.prototype.add; window.isFull = true;
  IDBObjectStore.prototype.add = function (...given) {
    if (window.isFull) throw new DOMException("no room", "QuotaExceededError");
    return add.apply(this, given);
  }; })();"""
NO_WORKER_FOR_PAGES = "Object.defineProperty(navigator, 'serviceWorker', { get: () => undefined });"
NO_WEBASSEMBLY = "delete window.WebAssembly;"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with hosted(tmp_path_factory.mktemp("faults") / "site", whole_site()) as found:
        yield found


@pytest.fixture(scope="module")
def phone(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flight]:
    with flight(browser, tmp_path_factory.mktemp("flight") / "site") as found:
        yield found


def told(window: Phone, words: str) -> None:
    """The shell says so, in its line or where the words of the page are."""
    expect(window.page.locator(".steady-told")).to_contain_text(words)


def check_works(window: Phone) -> None:
    window.walk.open("/now").finish_check().stands_at("You can care for this at home")


def no_exceptions(window: Phone) -> None:
    """Nothing was thrown that nobody caught, and no error stands on the console."""
    assert not window.heard.complaints


@pytest.mark.parametrize("how", DENIED)
def test_where_nothing_may_be_kept_she_is_told_and_the_check_works(profile: Profile, host: Host, how: str) -> None:
    window = Phone(profile(), host.address, DENIED[how])
    check_works(window)
    told(window, "This browser keeps nothing here: it may be a private window.")
    walk = window.walk
    walk.open("/now#log")
    walk.tap("5", "Low left", "Turning in bed")
    walk.stands_at("Not saved: this browser keeps nothing here.")
    no_exceptions(window)


def test_without_room_a_note_is_not_said_to_be_kept_and_is_kept_when_there_is_room(phone: Flight) -> None:
    phone.begin(HER)
    window = phone.window(PYTHON_WAITS + NO_ROOM)
    walk = window.walk
    walk.open("/now#log")
    walk.tap("5", "Low left", "Turning in bed")
    walk.stands_at("Not saved: there is no room left on this phone.")
    told(window, "There is no room left on this phone. The last note was not kept.")
    assert len(window.entries()) == len(HER)
    window.page.evaluate("isFull = false")
    window.page.evaluate("dispatchEvent(new Event('online'))")
    walk.stands_at("Noted. Go gently.")
    expect(window.page.locator(".steady-told", has_text="There is no room left")).to_have_count(0)
    assert [entry["kind"] for entry in window.entries()[len(HER) :]] == ["spasm"]
    no_exceptions(window)


def test_a_form_without_room_keeps_her_words_and_says_so(phone: Flight) -> None:
    phone.begin(HER)
    window = phone.window().open("/diary/day").until_python()
    window.walk.stands_at(re.compile("day"))
    window.full(True)
    window.page.get_by_role("radio", name="6", exact=True).first.check()
    window.walk.button("Save this day").click()
    expect(window.page.locator("main")).to_contain_text("no room left")
    window.full(False)
    assert len(window.entries()) == len(HER)


@pytest.mark.parametrize("days", [365, -365])
def test_a_clock_that_is_a_year_wrong_takes_nothing_away(phone: Flight, days: int) -> None:
    phone.begin(HER, "/today", "/now")
    window = phone.window(PYTHON_WAITS + clock_wrong_by(days))
    walk = window.walk
    check_works(window)
    walk.open("/now#log")
    walk.tap("5", "Low left", "Turning in bed")
    walk.stands_at("Noted. Go gently.")
    window.let_python_come()
    window.wrong_clock(days)
    window.page.get_by_role("link", name="Back to the start").click()
    window.walk.stands_at("What do you need?")
    window.page.close()
    right = phone.window().open("/diary/notes").until_python()
    expect(right.page.locator("main")).to_contain_text("5 of 10")
    assert [entry["kind"] for entry in right.entries()[len(HER) :]] == ["check", "spasm"]
    for path in ("/today", "/diary", "/now"):
        right.open(path).until_python()
    no_exceptions(window)
    no_exceptions(right)


def test_without_webassembly_she_is_told_and_what_she_notes_is_kept(phone: Flight) -> None:
    phone.begin(HER, "/today")
    window = phone.window(NO_WEBASSEMBLY)
    window.walk.open("/today").stands_at(re.compile("^Week 31"))
    told(window, "The companion could not open on this phone. The check and the numbers to call still work.")
    check_works(window)
    window.walk.open("/diary/spasm")
    told(window, "The companion could not open on this phone.")
    window.page.get_by_role("link", name="It has passed. Note it down").click()
    window.walk.tap("5", "Low left", "Turning in bed")
    window.walk.stands_at("Noted. Go gently.")
    no_exceptions(window)
    right = phone.window().open("/diary").until_python()
    assert [entry["kind"] for entry in right.entries()[len(HER) :]] == ["check", "spasm"]


def test_without_a_service_worker_everything_works_while_there_is_a_network(profile: Profile, host: Host) -> None:
    context = profile()
    context.add_init_script(NO_WORKER_FOR_PAGES)
    window = Phone(context, host.address)
    check_works(window)
    window.walk.saved()
    window.page.goto(host.address + "/diary/")
    window.until_python()
    window.walk.stands_at("Your diary")
    assert [entry["kind"] for entry in window.entries()] == ["check"]
    no_exceptions(window)


_CLEARED = """() => new Promise((done, fail) => {
  const asked = indexedDB.deleteDatabase("steadyback");
  asked.onsuccess = done; asked.onerror = fail;
})"""
_DAMAGE = """async ([where, what, every]) => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const one of await cache.keys()) if (new RegExp(where).test(one.url)) {
      const kept = await cache.match(one), headers = {};
      kept.headers.forEach((value, name) => { headers[name] = value; });
      if (what === "gone") await cache.delete(one);
      else {
        const bytes = new Uint8Array(await kept.arrayBuffer());
        for (let at = every; at < bytes.length; at += every) bytes[at] ^= 255;
        await cache.put(one, new Response(bytes, { headers }));
      }
    }
  }
}"""


@pytest.mark.parametrize("what", ["gone", "bytes"])
def test_a_damaged_picture_of_memory_is_thrown_away_and_python_starts(phone: Flight, what: str) -> None:
    phone.begin(HER)
    window = phone.window(PYTHON_WAITS).open("/hide")
    window.page.evaluate(_DAMAGE, ["/memory$", what, 5_000])
    window.open("/diary").let_python_come()
    window.walk.stands_at("Your diary")
    expect(window.page.locator("main")).to_contain_text("of 10")
    no_exceptions(window)


def test_a_damaged_part_of_python_is_told_and_mended_with_a_network(phone: Flight) -> None:
    phone.begin(HER, "/today")
    window = phone.window().open("/hide")
    window.page.evaluate(_DAMAGE, [r"core\.zip$", "bytes", 5_000])
    window.page.evaluate(_DAMAGE, ["/memory$", "gone", 0])
    window.walk.open("/today").stands_at(re.compile("^Week 31"))
    told(window, "The companion could not open on this phone. The check and the numbers to call still work.")
    check_works(window)
    phone.context.set_offline(False)
    window.open("/diary").until_python()
    window.walk.stands_at("Your diary")
    expect(window.page.locator("main")).to_contain_text("of 10")


def test_when_the_browser_clears_the_diary_in_mid_session_she_is_told_and_new_notes_are_kept(phone: Flight) -> None:
    phone.begin(HER)
    window = phone.window().open("/diary").until_python()
    window.walk.stands_at("Your diary")
    window.page.evaluate(_CLEARED)
    window.page.get_by_role("navigation", name="Main").get_by_role("link", name="Today").click()
    window.walk.stands_at("Today")
    told(window, "Your diary is gone from this phone.")
    check_works(window)
    window.walk.saved()
    assert [entry["kind"] for entry in window.entries()] == ["check"]
    no_exceptions(window)
