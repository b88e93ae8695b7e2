"""The window beside its Python: it is open while Python holds the keys, follows the diary in use, and mends a bad start."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import new_context
from tests.support.phone import Phone, whole_site
from tests.support.site import hosted

pytestmark = pytest.mark.browser
WORDS = "three blind mice and a cat"
PYTHON = f"/v/{whole_site().version}/python/pyodide.asm.wasm"
#: A window in which no Python ever answers.
NO_PYTHON = "window.Worker = class { postMessage() {} terminate() {} };"
_ASK = """([method, path, form, at]) => steadyParts.line.ask({ method, path, query: "", form, entries: [], ...(at ? { at } : {}) })
  .then(reply => ({ status: reply.status, see: reply.see }))"""
_OR_NAME = "try {{ return await {what}; }} catch (error) {{ return error.name; }}"
_KEPT = """async () => { for (const name of await caches.keys()) {
  const kept = await (await caches.open(name)).match(PATH); if (kept) return (await kept.arrayBuffer()).byteLength; } }"""
_SPOIL = """async () => { for (const name of await caches.keys()) {
  const cache = await caches.open(name); if (await cache.match(PATH)) await cache.put(PATH, new Response("something else")); } }"""


class Her(Phone):
    """A window, asked as its page asks."""

    def asks(self, method: str, path: str, *, later: timedelta | None = None, **form: str) -> dict[str, Any]:
        """What Python answers; ``later``: by a clock that is further on."""
        at = (datetime.now(UTC) + later).isoformat() if later else None
        found: dict[str, Any] = self.page.evaluate(_ASK, [method, path, list(form.items()), at])
        return found

    def does(self, what: str, given: object = None) -> Any:
        """What comes of a call, or the name of what is wrong."""
        return self.page.evaluate(f"async given => {{ {_OR_NAME.format(what=what)} }}", given)

    def notes(self, worst: int) -> Any:
        """A spasm, kept by this window itself."""
        body = {"worst": worst, "where": "low-left", "doing": None, "began_at": None, "note": ""}
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        entry = {"id": str(uuid.uuid4()), "kind": "spasm", "at": at, "device": "browser", "body": body}
        return self.does("steady.keep([given])", entry)

    def worst(self) -> list[int]:
        """How bad each spasm was that this window can read, in the order of arrival."""
        texts = self.does("steadyParts.store().then(store => store.all())")
        return [entry["body"]["worst"] for entry in map(json.loads, texts) if entry["kind"] == "spasm"]

    def store_of_python(self, script: str, given: object = None) -> Any:
        """What a script gives that may use another handle on the ``store``, in the worker."""
        worker = self._worker()
        assert worker is not None
        return worker.evaluate(
            f"async given => {{ const store = await self.steadyStore.open(); return {script}; }}", given
        )


@pytest.fixture(scope="module")
def first(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Her]:
    with hosted(tmp_path_factory.mktemp("site") / "site", whole_site()) as host:
        context = new_context(browser)
        found = Her(context, host.address)
        found.open("/learn").until_python().until_offline_works()
        yield found
        context.close()


@pytest.fixture
def her(first: Her) -> Iterator[Her]:
    """Her window, with an empty diary that lies open."""
    first.store_of_python("store.erase(true)")
    assert first.asks("GET", "/learn")["status"] == 200
    yield first
    first.heard.complaints.clear()


def lock_set(her: Her) -> None:
    assert her.asks("POST", "/lock", passphrase=WORDS, again=WORDS, known="yes")["see"] == "/lock?done=set"


# ---- keys ----


def test_the_window_is_open_while_the_diary_is(her: Her) -> None:
    lock_set(her)
    assert her.does("steady.keepNote('move', 'half way')") is None
    assert her.notes(3) == ["new"]
    assert her.worst() == [3]
    assert her.does("window.steadyStore.open().then(store => store.note('move'))") == "Locked", "the keys were lent"
    assert her.asks("POST", "/lock/now")["see"] == "/"
    assert her.does("steady.note('move')") == "Locked"
    assert her.does("steady.keepNote('move', 'on')") == "Locked"
    assert her.notes(7) == ["new"], "into the box"
    assert her.asks("POST", "/lock/open", passphrase="not those words")["status"] == 422
    assert her.does("steady.note('move')") == "Locked"
    assert her.asks("POST", "/lock/open", passphrase=WORDS)["see"] == "/"
    assert her.does("steady.note('move')") == "half way"
    assert her.worst() == [3, 7]
    assert her.asks("POST", "/lock/lift", old=WORDS)["see"] == "/lock?done=lifted"
    assert her.does("steady.note('move')") == "half way"


def test_it_closes_when_the_diary_locks_itself(her: Her) -> None:
    lock_set(her)
    assert her.does("steady.keepNote('move', 'half way')") is None
    assert her.asks("GET", "/lock/still", later=timedelta(minutes=14))["status"] == 200
    assert her.does("steady.note('move')") == "half way"
    assert her.asks("GET", "/lock/still", later=timedelta(minutes=16))["status"] == 423
    assert her.does("steady.note('move')") == "Locked"


def test_pages_drawn_ahead_can_be_read_while_it_is_open(her: Her) -> None:
    lock_set(her)
    drawn = f"steadyParts.store().then(store => store.page('/me', Date.now() + 1000, '{whole_site().version}'))"
    her.page.wait_for_function(f"async () => Boolean(await {drawn})", polling=200, timeout=30_000)
    her.asks("POST", "/lock/now")
    assert her.does(drawn) is None


def test_another_window_that_locks_it_closes_this_one_and_its_python(her: Her) -> None:
    lock_set(her)
    other = Her(her.context, her.address, NO_PYTHON).open("/learn")
    other.page.evaluate("async () => { await (await steadyStore.open()).lock(); }")
    her.page.wait_for_function("() => steady.note('move').then(() => false, error => error.name === 'Locked')")
    assert her.asks("GET", "/learn")["status"] == 423
    assert her.asks("POST", "/lock/open", passphrase=WORDS)["see"] == "/"
    assert her.does("steady.note('move')") is None
    other.page.close()


def test_what_she_taps_goes_to_the_diary_in_use(her: Her) -> None:
    assert her.notes(1) == ["new"]
    amina = her.does("steadyParts.store().then(store => store.device())")["person"]
    her.store_of_python("store.addPerson('Ngozi', 'Amina')")
    her.page.wait_for_function("() => steadyParts.store().then(store => store.count()).then(count => count === 0)")
    assert her.notes(2) == ["new"]
    lock_set(her)
    assert her.worst() == [2]
    assert her.store_of_python("store.switchTo(given)", amina)
    her.page.wait_for_function("() => steadyParts.store().then(store => store.count()).then(count => count === 1)")
    assert her.notes(3) == ["new"]
    assert her.worst() == [1, 3]
    her.asks("GET", "/learn")
    assert her.worst() == [1, 3], "and the keys of the other one are given back"
    her.store_of_python("store.erase(true)")
    her.page.wait_for_function("() => steadyParts.store().then(store => store.count()).then(count => count === 0)")
    assert her.notes(4) == ["new"], "a diary begun anew"


# ---- a start that fails ----


@pytest.fixture
def damaged(her: Her) -> Her:
    """A new window on a device where a file of Python is damaged."""
    her.page.evaluate(_SPOIL.replace("PATH", json.dumps(PYTHON)))
    assert her.page.evaluate(_KEPT.replace("PATH", json.dumps(PYTHON))) < 100
    return Her(her.context, her.address)


def test_a_damaged_file_is_fetched_anew_and_python_starts(damaged: Her) -> None:
    expect(damaged.open("/today").page.locator("main[data-opening]")).to_have_count(0, timeout=120_000)
    assert damaged.page.evaluate(_KEPT.replace("PATH", json.dumps(PYTHON))) == len(whole_site().files[PYTHON])
    expect(damaged.page.get_by_text("The companion could not open")).to_have_count(0)
    damaged.page.close()


@pytest.mark.parametrize("later", ["/learn", "/me/answers"], ids=["drawn ahead", "not drawn ahead"])
def test_without_a_network_it_is_told_and_the_check_works_and_later_it_is_mended(
    her: Her, damaged: Her, later: str
) -> None:
    her.until_drawn_ahead("/learn")
    damaged.context.set_offline(True)
    page = damaged.open("/today").page
    words = "The companion could not open on this phone. The check and the numbers to call still work."
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible(timeout=30_000)
    page.locator("a[href^='/now']:visible").first.click()
    expect(page.locator("[data-sign]:visible").first).to_be_visible()
    damaged.open("/learn")
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible(timeout=30_000)
    damaged.context.set_offline(False)
    page.evaluate("where => steady.go(where)", later)
    expect(page.get_by_text("The companion could not open")).to_have_count(0, timeout=120_000)
    expect(page.locator("main[data-opening]")).to_have_count(0)
    assert page.evaluate("location.pathname") == later
    page.close()
