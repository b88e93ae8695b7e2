"""The store of the browser in several windows at once, in windows that are killed, and in browsers that refuse."""

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Error as PlaywrightError

from steadyback.journal.merge import MergeVerdict
from steadyback.journal.store import LockedError, StoreError, WrongPassphraseError
from tests.stores.appending import entry_of, shared_ids
from tests.support.browser import new_context
from tests.support.indexed import LOADED, IndexedStore, Site, Window, erased, texts_of
from tests.unit.journal.made_entries import an_entry

pytestmark = pytest.mark.browser

WORDS, OTHER = "three blind mice", "see how they run"
TOLD = [an_entry(number) for number in range(12)]
Another = Callable[[], Window]

#: Appends what is given, a few at a time; gives the verdict on each id.
ALL_OF_IT = """const told = []; for (const some of given) {
  const verdicts = await store.append(some); some.forEach((one, at) => told.push([JSON.parse(one).id, verdicts[at]])); } return told;"""
#: Appends without end, and says the ids of what is acknowledged.
WITHOUT_END = "for (;;) { const some = given.splice(0, 1 + Math.floor(Math.random() * 5)); if (!some.length) return; await store.append(some); acknowledged(some.map((one) => JSON.parse(one).id)); }"
SEAL_AND_LIFT = """for (;;) { step('set'); await store.setPassphrase('three blind mice'); step('change');
  await store.changePassphrase('three blind mice', 'see how they run'); step('lift'); await store.liftPassphrase('see how they run'); }"""


def crash(window: Window) -> None:
    """Kill the process behind a window, as a phone does that needs the memory."""
    with pytest.raises(PlaywrightError, match="crash"):
        window.page.goto("chrome://crash")
    window.page.close()


# ---- several windows ----


@pytest.mark.parametrize("passphrase", ["", WORDS])
def test_two_windows_that_tell_the_same_and_different_things_at_once_lose_and_double_nothing(
    window: Window, another: Another, passphrase: str
) -> None:
    both = [window, another()]
    if passphrase:
        window.ask("setPassphrase", passphrase)
        both[1].ask("unlock", passphrase)
    common = [entry_of(one) for one in shared_ids()[:60]]
    for number, one in enumerate(both):
        mine = [*common, *(an_entry(1000 * (number + 1) + at) for at in range(20))]
        random.Random(number).shuffle(mine)
        one.begin(ALL_OF_IT, [texts_of(mine[at : at + 2]) for at in range(0, 80, 2)])
    verdicts = [tuple(verdict) for one in both for verdict in one.finished()]
    new = [one for one, verdict in verdicts if verdict == "new"]
    assert len(new) == len(set(new)) == 100
    assert {verdict for _, verdict in verdicts} == {"new", "identical"}
    store = IndexedStore(window)
    found = list(store.all())
    assert sorted(entry.id for entry in found) == sorted(new)
    assert {entry.id: entry for entry in found} | {entry.id: entry for entry in common} == {
        one.id: one for one in found
    }
    assert store.count() == 100


def test_a_passphrase_set_in_another_window_locks_this_one_and_loses_nothing(window: Window, another: Another) -> None:
    mine, other = IndexedStore(window), another()
    window.begin(ALL_OF_IT, [texts_of([one]) for one in TOLD])
    other.ask("setPassphrase", WORDS)
    assert {verdict for _, verdict in window.finished()} == {"new"}
    for act in (mine.count, mine.all, mine.apart):
        with pytest.raises(LockedError):
            act()
    assert window.ask("device")["is_locked"]
    assert mine.append([an_entry(100)]) == [MergeVerdict.NEW]
    assert sorted(one.id for one in IndexedStore(other).all()) == sorted(one.id for one in [*TOLD, an_entry(100)])


def test_a_passphrase_changed_in_another_window_makes_old_keys_worthless(window: Window, another: Another) -> None:
    mine, other = IndexedStore(window), another()
    mine.append(TOLD)
    window.ask("setPassphrase", WORDS)
    other.ask("changePassphrase", WORDS, OTHER)
    with pytest.raises(LockedError):
        mine.all()
    assert mine.append([an_entry(100)]) == [MergeVerdict.NEW], "it goes into the box of the new lock"
    with pytest.raises(WrongPassphraseError):
        window.ask("unlock", WORDS)
    window.ask("unlock", OTHER)
    assert list(mine.all()) == [*TOLD, an_entry(100)]
    other.ask("liftPassphrase", OTHER)
    assert list(mine.all()) == [*TOLD, an_entry(100)]


#: From now on nothing is sealed (or opened) in this window before it may, but the first few boxes.
HOLD = """const [act, some] = given, real = window['real ' + act] = window['real ' + act] || crypto.subtle[act].bind(crypto.subtle);
  const held = new Promise((done) => { window.release = done; }); let free = some; window.waits = false;
  crypto.subtle[act] = async (...told) => { if (free-- <= 0) { window.waits = true; await held; } return real(...told); };"""


def test_what_was_sealed_for_a_lock_of_before_is_never_written(window: Window, another: Another) -> None:
    """One window reads and seals; before it writes, another changes the lock, tells something, or erases."""
    slow, store = another(), IndexedStore(window)

    def between(free: int, script: str, *meanwhile: Any, given: object = None) -> Any:
        slow.does(HOLD, ["decrypt" if "erase" in script else "encrypt", free])
        slow.begin(script, given)
        slow.page.wait_for_function("window.waits")
        window.ask(*meanwhile)
        slow.does("release()")
        return slow.finished()

    told = iter(TOLD)
    for free, script, *meanwhile in (
        (0, "return await store.append(given)", "setPassphrase", WORDS),  # sealed for a diary that lay open
        (0, "return await store.append(given)", "changePassphrase", WORDS, OTHER),  # into a box that is gone
        (0, "return await store.append(given)", "liftPassphrase", OTHER),
    ):
        assert between(free, script, *meanwhile, given=texts_of([next(told)])) == ["new"]
    assert list(store.all()) == TOLD[:3]
    assert between(2, f"await store.setPassphrase('{WORDS}')", "append", texts_of(TOLD[3:5])) is None
    window.ask("unlock", WORDS)
    assert list(store.all()) == TOLD[:5], "what came while everything was being sealed anew is there"
    assert between(2, f"await store.liftPassphrase('{WORDS}')", "append", texts_of(TOLD[5:6])) is None
    assert list(store.all()) == TOLD[:6]
    assert between(0, "await store.erase(false)", "addPerson", "Ngozi", "Amina") is None
    assert [one["name"] for one in window.ask("device")["people"]] == ["Ngozi"], (
        "who came meanwhile is not erased with her"
    )
    assert "erased" in between(0, "await store.device(); await store.keepNote('a', 1)", "erase", True)
    assert store.count() == 0


def test_a_diary_erased_in_another_window_is_not_begun_anew_unasked(window: Window, another: Another) -> None:
    mine, other = IndexedStore(window), another()
    mine.append(TOLD)
    other.ask("erase", True)
    with pytest.raises(StoreError, match="erased"):
        mine.append(TOLD)
    assert window.ask("device")["people"][0]["name"] == ""
    assert mine.count() == 0
    assert mine.append(TOLD[:1]) == [MergeVerdict.NEW]


def test_what_a_window_tells_goes_to_the_diary_that_it_shows(window: Window, another: Another) -> None:
    mine, other = IndexedStore(window), another()
    first = window.ask("device")["person"]
    other.ask("addPerson", "Ngozi", "Amina")
    assert mine.append(TOLD) == [MergeVerdict.NEW] * len(TOLD), "it shows the first one's until it is asked anew"
    assert IndexedStore(other).count() == 0
    assert window.ask("device")["person"] != first
    assert mine.count() == 0
    assert window.ask("switchTo", first)
    assert list(mine.all()) == TOLD


def test_other_windows_hear_what_happened(window: Window, another: Another) -> None:
    other = another()
    other.page.evaluate(
        "() => { window.heard = []; new BroadcastChannel('steadyback').onmessage = ({ data }) => heard.push(data.what); }"
    )
    window.ask("append", texts_of(TOLD))
    window.ask("append", texts_of(TOLD))
    window.ask("setPassphrase", WORDS)
    window.ask("addPerson", "Ngozi", "Amina")
    window.ask("erase", False)
    other.page.wait_for_function("heard.length >= 4")
    assert other.page.evaluate("heard") == ["kept", "locked", "switched", "erased"]


def test_it_works_in_a_worker_that_shares_it_with_the_window(window: Window, site: Site) -> None:
    script = "importScripts(...%s.map((one) => '%s' + one)); onmessage = async ({ data }) => { const store = await steadyStore.open(); await store.append(data); postMessage(await store.count()); };"
    names = json.dumps(LOADED)
    counted = window.page.evaluate(
        """([script, told]) => new Promise((done) => { const one = new Worker(URL.createObjectURL(new Blob([script])));
          one.onmessage = ({ data }) => done(data); one.onerror = ({ message }) => done(message); one.postMessage(told); })""",
        [script % (names, site.address), texts_of(TOLD)],
    )
    assert counted == len(TOLD)
    assert list(IndexedStore(window).all()) == TOLD


# ---- windows that are killed ----


@pytest.mark.parametrize("mode", ["open", "sealed", "boxed"])
def test_a_window_killed_while_it_takes_entries_loses_nothing_that_was_acknowledged(
    window: Window, another: Another, mode: str
) -> None:
    chance = random.Random(mode)
    if mode != "open":
        window.ask("setPassphrase", WORDS)
    acknowledged: set[str] = set()
    for turn in range(3):
        victim = another()
        if mode == "sealed":
            victim.ask("unlock", WORDS)
        victim.page.expose_function("acknowledged", lambda ids: acknowledged.update(ids))
        before = len(acknowledged)
        victim.begin(WITHOUT_END, texts_of(an_entry(10_000 * turn + at) for at in range(3000)))
        while len(acknowledged) == before:
            victim.page.wait_for_timeout(5)
        victim.page.wait_for_timeout(chance.uniform(0, 60))
        if turn % 2:
            crash(victim)
        else:
            victim.page.close()
        found = list(IndexedStore(window).all())
        assert acknowledged <= {entry.id for entry in found}
        assert len({entry.id for entry in found}) == len(found)
        assert all(entry == an_entry(int(entry.id[-12:], 16)) for entry in found)
    assert len(acknowledged) > 4


def test_a_window_killed_while_the_lock_is_set_changed_or_lifted_loses_nothing(
    window: Window, another: Another
) -> None:
    chance, killed_at = random.Random(20261121), set()
    mine = IndexedStore(window)
    mine.append(TOLD)
    for turn in range(4):
        victim, steps = another(), list[str]()
        victim.page.expose_function("step", lambda step, steps=steps: steps.append(step))
        victim.begin(SEAL_AND_LIFT)
        while len(steps) <= turn % 3:
            victim.page.wait_for_timeout(5)
        victim.page.wait_for_timeout(chance.uniform(0, 150))
        crash(victim)
        killed_at.add(steps[-1])
        if window.ask("device")["has_lock"]:
            try:
                window.ask("liftPassphrase", WORDS)
            except WrongPassphraseError:
                window.ask("liftPassphrase", OTHER)
        assert list(mine.all()) == TOLD
    assert len(killed_at) > 1, "it was always killed in the same step"


# ---- browsers that refuse ----


@pytest.fixture
def fresh(browser: Browser, site: Site) -> Any:
    """Windows of a profile of their own, with a script that runs before anything else."""
    made: list[BrowserContext] = []

    def make(before: str = "") -> Window:
        made.append(new_context(browser))
        return Window(made[-1].new_page(), site.address, before)

    yield make
    for context in made:
        context.close()


@pytest.mark.parametrize(
    "before",
    [
        "Object.defineProperty(window, 'indexedDB', { value: undefined });",
        "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };",
        "IDBFactory.prototype.open = () => { const asked = { error: new DOMException('no', 'InvalidStateError') }; setTimeout(() => asked.onerror()); return asked; };",
        "IDBFactory.prototype.open = () => { const asked = { error: new DOMException('no', 'UnknownError') }; setTimeout(() => asked.onerror()); return asked; };",
        "IDBObjectStore.prototype.put = () => { throw new DOMException('keys cannot be kept', 'DataCloneError'); };",
        "Object.defineProperty(window.crypto, 'subtle', { value: undefined });",
    ],
)
def test_a_browser_that_keeps_nothing_says_so(fresh: Callable[[str], Window], before: str) -> None:
    window = fresh(before)
    assert window.opened() == "Denied"
    with pytest.raises(StoreError, match="keeps nothing"):
        IndexedStore(window).append(TOLD)


#: Chromium finds out at the end of a transaction that there is no room: then nothing of it is kept.
FULL_AT_THE_END = """const real = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function (row) { const asked = real.call(this, row); if (window.full) { const { transaction } = this;
    Object.defineProperty(transaction, 'error', { configurable: true, value: new DOMException('full', 'QuotaExceededError') });
    asked.onsuccess = () => { try { transaction.abort(); } catch (over) { return; } }; } return asked; };"""


def test_no_room_keeps_what_was_and_half_of_nothing(fresh: Callable[[str], Window]) -> None:
    window = fresh(FULL_AT_THE_END)
    store = IndexedStore(window)
    more = [an_entry(1000 + number) for number in range(40)]
    page = {"path": "/", "from": 0, "until": 9, "count": len(TOLD), "version": "v", "body": "drawn"}
    assert store.append(TOLD) == [MergeVerdict.NEW] * len(TOLD)
    window.does("window.full = true")
    with pytest.raises(StoreError, match="no room left"):
        store.append(more)
    with pytest.raises(StoreError, match="no room left"):
        window.ask("keepPages", [page])
    assert list(store.all()) == TOLD
    window.ask("setPassphrase", WORDS)
    window.ask("lock")
    with pytest.raises(StoreError, match="no room left"):
        store.append(more)
    window.does("window.full = false")
    assert store.append(more) == [MergeVerdict.NEW] * len(more)
    window.does("window.full = true")
    window.ask("unlock", WORDS)
    assert list(store.all()) == TOLD, "without room the box cannot be emptied, and the rest can be read"
    window.does("window.full = false")
    assert list(store.all()) == [*TOLD, *more]
    assert window.ask("page", "/", 5, "v") is None


#: From now on each third call of a function fails.
FAILING = """for (const act of ['add', 'put', 'delete']) { const real = IDBObjectStore.prototype[act]; let calls = 0;
  IDBObjectStore.prototype[act] = function (...given) { calls += 1; if (window.failing === act && calls % 3 === 0) { FAULT } return real.apply(this, given); }; }"""
FAULTS = {
    "no room left": "throw new DOMException('full', 'QuotaExceededError');",
    "could not read or keep": "this.transaction.abort(); throw new DOMException('gone', 'AbortError');",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_write_that_fails_half_way_changes_nothing(fresh: Callable[[str], Window], fault: str) -> None:
    window = fresh(FAILING.replace("FAULT", FAULTS[fault]))
    store = IndexedStore(window)
    window.ask("addPerson", "Ngozi", "Amina")
    store.append(TOLD)
    for act, name, *given in (
        ("add", "append", texts_of(an_entry(100 + number) for number in range(5))),
        ("put", "setPassphrase", WORDS),
        ("delete", "erase", False),
    ):
        before = window.dump()
        window.does("window.failing = given", act)
        with pytest.raises(StoreError, match=fault):
            window.ask(name, *given)
        window.does("window.failing = ''")
        assert window.dump() == before, name
        assert list(store.all()) == TOLD


def test_a_newer_version_in_another_window_is_said(fresh: Callable[[], Window], site: Site) -> None:
    window = fresh()
    store = IndexedStore(window)
    store.append(TOLD)
    other = window.page.context.new_page()
    other.goto(site.address)
    other.evaluate(
        "() => new Promise((done) => { indexedDB.open('steadyback', 2).onsuccess = ({ target }) => { target.result.close(); done(); }; })"
    )
    for act in (store.count, lambda: store.append(TOLD)):
        with pytest.raises(StoreError, match="newer Steadyback"):
            act()
    assert window.opened() == "Newer"


def test_cleared_by_the_browser_it_begins_anew(fresh: Callable[[], Window], site: Site) -> None:
    window = fresh()
    store = IndexedStore(window)
    store.append(TOLD)
    window.page.evaluate(
        "() => new Promise((done, fail) => { const asked = indexedDB.deleteDatabase('steadyback'); asked.onsuccess = done; asked.onblocked = fail; })"
    )
    with pytest.raises(StoreError, match="erased"):
        store.append(TOLD)
    assert window.ask("device")["waiting"] == 0
    assert store.append(TOLD) == [MergeVerdict.NEW] * len(TOLD)
    assert erased(window.page.context, site).ask("count") == 0
