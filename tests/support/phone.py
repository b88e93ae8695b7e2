"""The whole companion in a browser: the site as it is built, with Python, on a host of its own."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Worker

from steadyback.browser.companion import DAYS_AHEAD
from steadyback.browser.pack import core_archive, python_files
from steadyback.browser.site import Site, site_of
from steadyback.cli.shelf import open_knowledge
from steadyback.cli.site import python_folder
from steadyback.journal.entry import Entry, entry_text
from tests.support.browser import Overheard, new_context
from tests.support.site import TELL, Host, hosted
from tests.support.walk import Walk

#: Python starts in seconds; a machine that runs two browsers at once may take far longer.
LONGEST_START = 240


@cache
def whole_site() -> Site:
    """The site as ``steadyback site`` builds it. Where Python for the browser is not kept yet, npm fetches it."""
    knowledge = open_knowledge()
    return site_of(knowledge, core_archive(knowledge), python_files(python_folder()))


class Phone:
    """Somebody's browser with one page of the site open. Another ``Phone`` of the same context is another window.

    ``before`` is a script that runs in each document of this window before anything else.
    """

    def __init__(self, context: BrowserContext, address: str, before: str = "") -> None:
        self.context = context
        self.address = address
        self.page: Page = context.new_page()
        if before:
            self.page.add_init_script(before)
        self.heard = Overheard(self.page)

    @property
    def walk(self) -> Walk:
        """The same window, for walking through by what stands on the screen."""
        found = Walk(self.page, self)  # type: ignore[arg-type] # of a companion it asks the address alone
        found.heard = self.heard
        return found

    def open(self, path: str) -> Phone:
        """Type an address."""
        self.page.goto(self.address + path)
        return self

    def until_python(self) -> Phone:
        """Wait until Python answers in this window."""
        until = time.monotonic() + LONGEST_START
        while not self._has_python():
            assert time.monotonic() < until, f"Python does not answer; heard: {self.heard.complaints}"
            self.page.wait_for_timeout(100)
        return self

    def until_offline_works(self) -> Phone:
        """Wait until the service worker has every file, Python included."""
        until = time.monotonic() + LONGEST_START
        while not self.page.evaluate(TELL, ["version", "active"]).get("complete"):
            assert time.monotonic() < until, "the site was never whole on this device"
            self.page.wait_for_timeout(100)
        return self

    def until_drawn_ahead(self, *paths: str, days: float = 0) -> Phone:
        """Wait until these pages lie sealed on the device, as they are at this moment, or so many days from it."""
        until = time.monotonic() + LONGEST_START
        while missing := [path for path in paths if not self.page.evaluate(_DRAWN, [path, days])]:
            assert time.monotonic() < until, f"not drawn ahead: {missing}; heard: {self.heard.complaints}"
            self.page.wait_for_timeout(100)
        return self

    def let_python_come(self) -> Phone:
        """In a window with ``PYTHON_WAITS``: now it may start."""
        self.page.evaluate("letPythonCome()")
        return self.until_python()

    def hear_of_new_version(self) -> None:
        """Look for another version on the host, and wait until it is on this device, whole, and waits its turn."""
        self.page.evaluate(_LOOK)
        until = time.monotonic() + LONGEST_START
        while not self.page.evaluate(_WAITS):
            assert time.monotonic() < until, "no other version came"
            self.page.wait_for_timeout(100)

    def wrong_clock(self, days: float) -> Phone:
        """The clock of the Python in this window is wrong by so many days."""
        worker = self._worker()
        assert worker is not None, "no worker runs here"
        worker.evaluate(_clock_script(days))
        return self

    def full(self, is_full: bool) -> None:
        """The Python in this window finds no room for anything new, or finds it again."""
        worker = self._worker()
        assert worker is not None, "no worker runs here"
        worker.evaluate(_FULL, is_full)

    def erase(self) -> None:
        """End every diary of this device."""
        worker = self._worker()
        assert worker is not None, "no worker runs here"
        worker.evaluate("async () => { await (await self.steadyStore.open()).erase(true); }")

    def python(self, code: str) -> Any:
        """Run ``code`` in the Python of this window; the value of its last line, which must be text or a number."""
        worker = self._worker()
        assert worker is not None, "no worker runs here"
        return worker.evaluate("code => self.python.runPython(code)", code)

    def entries(self) -> list[dict[str, Any]]:
        """Every entry of the diary in use, read by the store itself."""
        texts: list[str] = self.page.evaluate("async () => (await steadyStore.open()).all()")
        return [json.loads(text) for text in texts]

    def bring_in(self, texts: list[str]) -> None:
        """Put entries straight into the store."""
        self.page.evaluate("async texts => { await (await steadyStore.open()).append(texts); }", texts)

    def _worker(self) -> Worker | None:
        return next((one for one in self.page.workers if one.url.endswith("/worker.js")), None)

    def _has_python(self) -> bool:
        worker = self._worker()
        return worker is not None and bool(worker.evaluate("() => Boolean(self.python)"))


class Flight:
    """A phone that has the whole site and has started Python once, and its host."""

    def __init__(self, context: BrowserContext, host: Host) -> None:
        self.context = context
        self.host = host
        self.open: list[Phone] = []

    def window(self, before: str = "") -> Phone:
        """Another window."""
        self.open.append(Phone(self.context, self.host.address, before))
        return self.open[-1]

    def close_windows(self) -> None:
        """Every window is closed, as when the phone is restarted."""
        for phone in self.open:
            if not phone.page.is_closed():
                phone.page.close()
        self.open.clear()

    def begin(self, entries: Iterable[Entry] = (), *ahead: str, days: float = 0) -> None:
        """A new diary with these entries in it, the pages at ``ahead`` drawn ahead; no window is open, and no network.

        ``days``: by how much the clock is wrong of whoever draws ahead; -2 for what was drawn two days ago.
        """
        self.close_windows()
        self.context.set_offline(True)
        phone = self.window().open("/learn").until_python()
        phone.erase()
        if days:
            phone.wrong_clock(days)
        phone.bring_in([entry_text(entry) for entry in entries])
        for wanted in {days, 0} if -DAYS_AHEAD < days <= 0 else {days}:
            phone.until_drawn_ahead(*ahead, days=wanted)
        self.close_windows()


@contextmanager
def flight(browser: Browser, folder: Path, site: Site | None = None, **options: Any) -> Iterator[Flight]:
    """A profile with the site in ``folder`` and Python ready to start quickly, and no network any more."""
    with hosted(folder, site or whole_site()) as host:
        context = new_context(browser, **options)
        found = Flight(context, host)
        found.window().open("/learn").until_python().until_offline_works()
        found.close_windows()
        context.set_offline(True)
        yield found
        context.close()


def built_into(folder: Path) -> Path:
    """The whole site in ``folder``."""
    from steadyback.browser.site import write_site

    write_site(whole_site(), folder)
    return folder


def _clock_script(days: float) -> str:
    """A script after which the clock where it runs is wrong by so many days."""
    return """(() => {
      const Right = Date, off = DAYS * 86400000;
      self.Date = class extends Right {
        constructor(...given) { if (given.length) super(...given); else super(Right.now() + off); }
        static now() { return Right.now() + off; }
      };
    })()""".replace("DAYS", str(days))


def clock_wrong_by(days: float) -> str:
    """For ``Phone(before=…)``: in each document of the window the clock is wrong by so many days."""
    return _clock_script(days) + ";"


#: A window in which Python does not come before ``letPythonCome()``: a slow phone.
PYTHON_WAITS = """(() => {
  const Real = Worker;
  let come;
  const may = new Promise((done) => { come = done; });
  window.letPythonCome = come;
  window.Worker = class {
    constructor(...given) { may.then(() => {
      this.real = new Real(...given);
      for (const kind of ["onmessage", "onerror", "onmessageerror"]) this.real[kind] = (event) => this[kind] && this[kind](event);
    }); }
    postMessage(...given) { may.then(() => this.real.postMessage(...given)); }
    terminate() { may.then(() => this.real.terminate()); }
  };
})();"""
_LOOK = "async () => { await (await navigator.serviceWorker.getRegistration()).update(); }"
_WAITS = "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)"
_FULL = """(isFull) => {
  const add = self.rightAdd = self.rightAdd || IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = isFull ? () => { throw new DOMException("no room", "QuotaExceededError"); } : add;
}"""
_DRAWN = """async ([path, days]) => Boolean(await (await steadyStore.open()).page(path, Date.now() + days * 86400000,
  document.querySelector("meta[name=steady-version]").content))"""
