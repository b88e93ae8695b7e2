"""Every store that the one suite runs on. Another store is one more line in STORES."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from steadyback.journal.cipher import Cost
from steadyback.journal.locked_store import LockedStore
from steadyback.journal.memory_store import MemoryStore
from steadyback.journal.passphrase import set_passphrase
from steadyback.journal.sqlite_store import SqliteStore
from steadyback.journal.store import Store
from tests.support.browser import new_context
from tests.support.indexed import IndexedStore, Site, Window, erased

PASSPHRASE = "three blind mice"
#: Tests try many passphrases: this one is quick to try, and no passphrase of a person is ever sealed at it.
QUICK = Cost(8, 1, 1)


def an_open_locked_store(folder: Path) -> LockedStore:
    path = folder / "locked.sqlite3"
    set_passphrase(path, PASSPHRASE, {}, QUICK)
    store = LockedStore(path)
    store.unlock(PASSPHRASE)
    return store


def a_store_in_the_browser(window: Window) -> IndexedStore:
    return IndexedStore(window)


def an_open_locked_store_in_the_browser(window: Window) -> IndexedStore:
    window.ask("setPassphrase", PASSPHRASE)
    window.ask("lock")
    window.ask("unlock", PASSPHRASE)
    return IndexedStore(window)


STORES: dict[str, Callable[[Path], Store]] = {
    "memory": lambda folder: MemoryStore(),
    "sqlite": lambda folder: SqliteStore(folder / "journal.sqlite3"),
    "locked": an_open_locked_store,
}
IN_THE_BROWSER: dict[str, Callable[[Window], Store]] = {
    "indexed": a_store_in_the_browser,
    "indexed-locked": an_open_locked_store_in_the_browser,
}


@pytest.fixture(params=[*STORES, *(pytest.param(name, marks=pytest.mark.browser) for name in IN_THE_BROWSER)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    if request.param in STORES:
        made = STORES[request.param](tmp_path)
    else:
        made = IN_THE_BROWSER[request.param](request.getfixturevalue("window"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """One profile for every test that may begin by erasing everything."""
    made = new_context(browser)
    yield made
    made.close()


@pytest.fixture
def window(profile: BrowserContext, site: Site) -> Window:
    """A window on an empty store."""
    return erased(profile, site)


@pytest.fixture
def another(profile: BrowserContext, site: Site, window: Window) -> Callable[[], Window]:
    """Makes more windows on the same store."""
    return lambda: Window(profile.new_page(), site.address)
