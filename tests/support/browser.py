"""The real browser: Chromium on this machine, driven by Playwright. Without it the tests fail and say so."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

#: What has not come by then, in milliseconds, does not come.
LATE = 30_000
#: A phone in the hand.
PHONE = {"width": 390, "height": 844}
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium_path() -> str:
    """The program: $STEADYBACK_CHROMIUM, else the system's."""
    named = os.environ.get("STEADYBACK_CHROMIUM")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        where = f"STEADYBACK_CHROMIUM={named} cannot be run" if named else "there is no Chromium on this machine"
        raise AssertionError(f"{where}; install it (./steady test does) or set STEADYBACK_CHROMIUM=/path/to/chrome")
    return found


@contextmanager
def browsing() -> Iterator[Browser]:
    """A browser, closed again at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path())
        try:
            yield browser
        finally:
            browser.close()


def new_context(browser: Browser, **options: Any) -> BrowserContext:
    """A fresh profile: a phone in British English. Nothing is late before ``LATE``: a busy machine is no fault."""
    context = browser.new_context(**{"viewport": PHONE, "locale": "en-GB", **options})
    context.set_default_timeout(LATE)
    return context


#: Every transition that runs and ends is over, and what it led to is painted. What stands still is let be: a figure
#: that waits for its cue would keep us waiting for ever.
_SETTLED = """async () => {
  const ends = document.getAnimations().filter(one =>
    one.playState === 'running' && one.effect.getComputedTiming().endTime !== Infinity
    && one.effect.target.checkVisibility()); // what is folded away never gets on
  const still = Promise.all(ends.map(one => one.finished.catch(() => null)))
    .then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error(
    'still on its way: ' + ends.map(one => one.effect.target.outerHTML.slice(0, 80)).join('; '))), LONGEST));
  await Promise.race([still, late]);
}""".replace("LONGEST", "60000")


def settle(page: Page) -> None:
    """Wait until nothing on the page is on its way."""
    page.evaluate(_SETTLED)


class Overheard:
    """Everything that a page asked for and complained about."""

    def __init__(self, page: Page) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.under_way: set[Any] = set()
        page.on("request", self._asked)
        page.on("response", lambda reply: self.under_way.discard(reply.request))
        page.on("requestfailed", lambda request: self.under_way.discard(request))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._console)

    def _asked(self, request: Any) -> None:
        self.requests.append(f"{request.method} {request.url}")
        self.under_way.add(request)

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)
