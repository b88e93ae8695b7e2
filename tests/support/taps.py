"""How long it takes from a tap to the next screen, measured inside the real page. The benchmark calls this as well."""

from __future__ import annotations

import statistics
from typing import NamedTuple

from playwright.sync_api import Page

from tests.support.browser import browsing, new_context
from tests.support.server import Companions
from tests.support.walk import PREGNANT, Walk

#: From the event of the tap itself to the second frame after it: by then the next screen is painted.
_LISTEN = """() => {
  window.taps = [];
  addEventListener('click', event => {
    const began = event.timeStamp;
    requestAnimationFrame(() => requestAnimationFrame(() => window.taps.push(performance.now() - began)));
  }, {capture: true});
}"""
#: The same without a browser's wait for its next frame: how long the page itself works on a tap.
_WORK = """() => {
  window.work = [];
  let began = 0;
  addEventListener('click', () => { began = performance.now(); }, {capture: true});
  addEventListener('click', () => { window.work.push(performance.now() - began); });
}"""


class Taps(NamedTuple):
    """Milliseconds: to the next screen as painted, and what the page's own work takes of them."""

    tapped: int
    median: float
    p95: float
    work_median: float
    work_p95: float

    def told(self) -> str:
        """In one line."""
        return (
            f"{self.tapped} taps: next screen painted after {self.median:.1f} ms (median), {self.p95:.1f} ms (p95); "
            f"the page's own work {self.work_median:.2f} ms (median), {self.work_p95:.2f} ms (p95)"
        )


def p95(values: list[float]) -> float:
    """The value below which 95 in 100 lie."""
    return sorted(values)[max(0, round(0.95 * len(values)) - 1)]


def tap_through(walk: Walk, least: int = 30) -> Taps:
    """Tap through the check, again and again, until there are ``least`` taps; every one leads to a new screen."""
    painted: list[float] = []
    work: list[float] = []
    while len(painted) < least:
        walk.open("/now?about=again").at_the_check()
        walk.page.evaluate(_LISTEN)
        walk.page.evaluate(_WORK)
        count = 0
        while walk.signs():
            walk.page.locator("[data-none]:visible").click()
            count += 1
            _wait(walk.page, count)
        walk.start()
        _wait(walk.page, count + 1)
        painted += walk.page.evaluate("window.taps")
        work += walk.page.evaluate("window.work")
        walk.all_sent()
    return Taps(len(painted), statistics.median(painted), p95(painted), statistics.median(work), p95(work))


def _wait(page: Page, count: int) -> None:
    page.wait_for_function("count => window.taps.length >= count", arg=count)


def measure(least: int = 30) -> Taps:
    """The whole measurement: a server, a browser, and her with nothing to tell."""
    companions = Companions()
    try:
        with browsing() as browser:
            companion = companions.fresh()
            companion.form("/you", PREGNANT)
            context = new_context(browser)
            return tap_through(Walk(context.new_page(), companion), least)
    finally:
        companions.close()


if __name__ == "__main__":
    print(measure().told())
