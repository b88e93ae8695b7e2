"""In flight mode: how soon the companion is there in a real browser without a network, at full speed and at a quarter.

At a quarter every process of the browser is stopped three quarters of the time, its workers included: the browser's own
throttle slows the page alone. Every round is a cold start of a browser with the profile that the round before left;
times are the page's own, from the start of the navigation.
"""

from __future__ import annotations

import os
import signal
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from steadyback.browser.kept_fold import WORTH_KEEPING
from steadyback.cli.amina import diary_of_amina
from steadyback.journal.entry import Entry, entry_text
from tests.support.browser import chromium_path
from tests.support.phone import Phone, whole_site
from tests.support.site import Host, hosted

ROUNDS = 5
_RUN, _REST = 0.005, 0.015
_LONGEST = 240_000
#: Notes, in the page itself, when the check is usable, when Python is ready, and every long task of the main thread.
_WATCH = """(() => {
  const found = window.flight = { longest: 0 };
  const longer = one => { found.longest = Math.max(found.longest, one.duration); };
  new PerformanceObserver(list => list.getEntries().forEach(longer)).observe({ type: "longtask", buffered: true });
  const usable = () => { if (document.querySelector(".screen.on")) found.usable ??= performance.now(); };
  new MutationObserver(usable).observe(document, { subtree: true, childList: true, attributes: true });
  document.addEventListener("DOMContentLoaded", () => { found.first = document.querySelector("h1").textContent; });
  const Real = window.Worker;
  window.Worker = class extends Real {
    constructor(...given) {
      super(...given);
      found.begun = performance.now();
      this.addEventListener("message", ({ data }) => {
        if (data.said === "ready") found.ready ??= performance.now();
        if (data.reply) found.answered ??= performance.now();
      });
    }
  };
})()"""
_PAINTED = "() => (performance.getEntriesByName('first-contentful-paint')[0] || {}).startTime"


class Start(NamedTuple):
    """Medians of cold starts, in milliseconds from the start of the navigation: the check usable, Today painted, Python
    ready, Today from Python; Python from the start of its worker; and the longest that the page did not answer."""

    usable: float
    today: float
    ready: float
    answered: float
    python: float
    longest: float


class Flight(NamedTuple):
    """What was found. ``bytes`` are compressed, as they came over the line."""

    bytes_until_usable: int
    bytes_of_all: int
    entries: int
    first_ready: float
    full: Start
    quarter: Start
    entries_of_years: int
    years: Start


def time_flight() -> Flight:
    """Everything, in one run, on one site."""
    today = datetime.now(UTC).date()
    usual = diary_of_amina(today, weeks=31, after_birth=None, birth="vaginal")
    years = diary_of_amina(today, weeks=0, after_birth=104, birth="vaginal", whole=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        with hosted(folder / "site", whole_site()) as host:
            first = _bytes_until_usable(playwright, host)
            first_ready = _prepared(playwright, host, folder / "usual", usual)
            full = _starts(playwright, host, folder / "usual")
            quarter = _starts(playwright, host, folder / "usual", slowed=True)
            _prepared(playwright, host, folder / "years", years)
            of_years = _starts(playwright, host, folder / "years")
    return Flight(first, whole_site().size_on_the_line, len(usual), first_ready, full, quarter, len(years), of_years)


def flight_lines(found: Flight) -> list[str]:
    """What was found, as a part of the page of the benchmark."""
    rows = [
        ("the check can be used", [found.full.usable, found.quarter.usable, found.years.usable]),
        ("Today is painted", [found.full.today, found.quarter.today, found.years.today]),
        ("Python is ready", [found.full.ready, found.quarter.ready, found.years.ready]),
        ("Today comes from Python", [found.full.answered, found.quarter.answered, found.years.answered]),
        ("Python, from the start of its worker", [found.full.python, found.quarter.python, found.years.python]),
        ("longest that the page did not answer", [found.full.longest, found.quarter.longest, found.years.longest]),
    ]
    return [
        "## In flight mode",
        "",
        "The site in a real browser without a network: each time a cold start of the browser, with everything kept on",
        f"the device. Milliseconds from the start of the navigation, the median of {ROUNDS}. At a quarter, every",
        "process of the browser is stopped three quarters of the time, its workers included.",
        "",
        f"| | {found.entries:,} entries | the same, at a quarter of the speed | {found.entries_of_years:,} entries |",
        "| --- | ---: | ---: | ---: |",
        *[f"| {name} | " + " | ".join(f"{value:,.0f}" for value in values) + " |" for name, values in rows],
        "",
        f"The very first start of Python on a device, making the picture of its memory: {found.first_ready:,.0f} ms.",
        f"A first visit takes {found.bytes_until_usable:,} bytes until the check can be used, typefaces included;",
        f"the whole app {found.bytes_of_all:,}. After that none are needed.",
        "",
    ]


@contextmanager
def _browser(playwright: Playwright, profile: Path) -> Iterator[BrowserContext]:
    context = playwright.chromium.launch_persistent_context(str(profile), executable_path=chromium_path())
    context.set_default_timeout(_LONGEST)
    try:
        yield context
    finally:
        context.close()


def _bytes_until_usable(playwright: Playwright, host: Host) -> int:
    """What a first visit to the check takes over the line until it can be used."""
    with tempfile.TemporaryDirectory() as profile, _browser(playwright, Path(profile)) as context:
        page, taken = context.new_page(), [0]
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.on("Network.loadingFinished", lambda told: taken.append(int(told["encodedDataLength"])))
        page.add_init_script(_WATCH)
        page.goto(f"{host.address}/now")
        page.wait_for_function("() => window.flight.usable")
        return sum(taken)


def _prepared(playwright: Playwright, host: Host, profile: Path, entries: list[Entry]) -> float:
    """A device with a diary, everything kept, the pages drawn ahead; how long the first start of Python took (ms)."""
    with _browser(playwright, profile) as context:
        phone = Phone(context, host.address)
        phone.page.add_init_script(_WATCH)
        phone.open("/now").until_python().until_offline_works()
        ready = float(phone.page.evaluate("() => window.flight.ready"))
        phone.bring_in([entry_text(entry) for entry in entries])
    with _browser(playwright, profile) as context:
        phone = Phone(context, host.address).open("/today").until_python()
        phone.until_drawn_ahead("/now", "/today", "/me")
        while len(entries) >= WORTH_KEEPING and not phone.page.evaluate(_FOLDED):
            phone.page.wait_for_timeout(200)
    return ready


def _starts(playwright: Playwright, host: Host, profile: Path, *, slowed: bool = False) -> Start:
    rounds = [_start(playwright, host, profile, slowed=slowed) for _ in range(ROUNDS)]
    return Start(*(statistics.median(times) for times in zip(*rounds, strict=True)))


def _start(playwright: Playwright, host: Host, profile: Path, *, slowed: bool) -> Start:
    usable = _cold(playwright, host, profile, "/now", slowed=slowed)
    today = _cold(playwright, host, profile, "/today", slowed=slowed)
    return Start(
        usable["usable"], today["painted"], today["ready"], today["answered"], today["ready"] - today["begun"],
        max(usable["longest"], today["longest"]),
    )  # fmt: skip


def _cold(playwright: Playwright, host: Host, profile: Path, path: str, *, slowed: bool) -> dict[str, Any]:
    with _browser(playwright, profile) as context, _slowed(slowed):
        page: Page = context.new_page()
        page.add_init_script(_WATCH)
        context.set_offline(True)
        page.goto(host.address + path)
        page.wait_for_function("() => window.flight.ready && (window.flight.answered || location.pathname === '/now')")
        found: dict[str, Any] = page.evaluate("() => window.flight")
        if "Opening" in found["first"]:
            raise RuntimeError(f"{path} was not kept from the time before")
        return {**found, "painted": page.evaluate(_PAINTED)}


@contextmanager
def _slowed(is_slowed: bool) -> Iterator[None]:
    """Meanwhile every process of the browser runs a quarter of the time."""
    over = threading.Event()

    def stop_and_go() -> None:
        while not over.is_set():
            for sign, seconds in ((signal.SIGSTOP, _REST), (signal.SIGCONT, _RUN)):
                for process in _below(os.getpid(), "chrom"):
                    try:
                        os.kill(process, sign)
                    except ProcessLookupError:
                        continue
                time.sleep(seconds)

    thread = threading.Thread(target=stop_and_go, daemon=True)
    if is_slowed:
        thread.start()
    try:
        yield
    finally:
        over.set()
        if is_slowed:
            thread.join()


def _below(root: int, name: str) -> list[int]:
    """The processes called something with ``name`` that descend from ``root`` (Linux)."""
    parents: dict[int, tuple[int, str]] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            told = (place / "stat").read_text()
        except OSError:
            continue
        called, rest = told[told.index("(") + 1 : told.rindex(")")], told[told.rindex(")") + 2 :].split()
        parents[int(place.name)] = (int(rest[1]), called)
    found, level = [], {root}
    while level:
        level = {process for process, (parent, _) in parents.items() if parent in level}
        found += [process for process in level if name in parents[process][1]]
    return found


_FOLDED = "async () => Boolean(await (await steadyStore.open()).note('folded'))"
