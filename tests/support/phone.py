"""The whole companion in a browser: the site as it is built, with Python, on a host of its own."""

from __future__ import annotations

import json
import time
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Worker

from steadyback.browser.pack import core_archive, python_files
from steadyback.browser.site import Site, site_of
from steadyback.cli.shelf import open_knowledge
from steadyback.cli.site import python_folder
from tests.support.browser import Overheard

#: Python starts in seconds; a machine that runs two browsers at once may take far longer.
LONGEST_START = 240


@cache
def whole_site() -> Site:
    """The site as ``steadyback site`` builds it. Where Python for the browser is not kept yet, npm fetches it."""
    knowledge = open_knowledge()
    return site_of(knowledge, core_archive(knowledge), python_files(python_folder()))


class Phone:
    """Somebody's browser with one page of the site open. Another ``Phone`` of the same context is another window."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.page: Page = context.new_page()
        self.heard = Overheard(self.page)

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
        while not self.page.evaluate(_COMPLETE):
            assert time.monotonic() < until, "the site was never whole on this device"
            self.page.wait_for_timeout(100)
        return self

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


def built_into(folder: Path) -> Path:
    """The whole site in ``folder``."""
    from steadyback.browser.site import write_site

    write_site(whole_site(), folder)
    return folder


_COMPLETE = """async () => {
  const found = await navigator.serviceWorker.getRegistration();
  if (!found || !found.active) return false;
  const line = new MessageChannel();
  const reply = new Promise(done => { line.port1.onmessage = event => done(event.data); setTimeout(done, 4000, {}); });
  found.active.postMessage({ what: "version" }, [line.port2]);
  return Boolean((await reply).complete);
}"""
