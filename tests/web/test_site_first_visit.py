"""The first visit to the static site, and browsers that cannot do everything: the acute page is light and works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.axe import violations
from tests.support.browser import settle
from tests.support.reading import small, too_wide
from tests.support.site import Host, Visitor, hosted, small_site

pytestmark = pytest.mark.browser
Profile = Callable[..., BrowserContext]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
#: Compressed, with everything that the page names, and the answers' headers too.
MOST_BYTES = 100_000
#: What a page names only when it can be used already.
LATER = ("rest.js", "shell.css", "worker.js", "core.zip", "sw.js")
BOLD = "/static/fonts/atkinson-hyperlegible-latin-700-normal.woff2"


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with hosted(tmp_path / "site", small_site()) as found:
        yield found


def goes_through_the_first_group(page: Page) -> None:
    expect(page.locator("[data-sign]:visible").first).to_be_visible()
    before = page.locator("h1:visible").inner_text()
    page.get_by_role("button", name="None of these", exact=True).click()
    expect(page.locator("h1:visible")).not_to_have_text(before, use_inner_text=True)


class Line:
    """Counts what comes down the line for one page: every byte, headers too, by address."""

    def __init__(self, visitor: Visitor) -> None:
        self.came: dict[str, int] = {}
        names: dict[str, str] = {}
        line = visitor.context.new_cdp_session(visitor.page)
        line.send("Network.enable")
        line.on("Network.requestWillBeSent", lambda told: names.update({told["requestId"]: told["request"]["url"]}))
        line.on("Network.loadingFinished", lambda told: self._note(names[told["requestId"]], told))

    def _note(self, url: str, told: dict[str, float]) -> None:
        # what the page names itself: the rest of the shell, the service worker and Python follow in idle time
        if not url.endswith(LATER) and "/python/" not in url:
            self.came["/" + url.split("/", 3)[3]] = int(told["encodedDataLength"])

    @property
    def total(self) -> int:
        print(f"\n{sum(self.came.values()):,} bytes: {self.came}")
        return sum(self.came.values())


def test_the_acute_page_can_be_used_after_a_light_first_visit(profile: Profile, host: Host) -> None:
    """The bold typeface may come when it comes: here it never does, and she is through the first questions."""
    host.gone.add(BOLD)
    visitor = Visitor(profile(), host)
    line = Line(visitor)
    visitor.page.goto(host.address + "/now/", wait_until="domcontentloaded")
    goes_through_the_first_group(visitor.page)
    visitor.page.evaluate("document.fonts.ready")
    assert {"/now/", "/static/now.js", "/static/steady.css"} <= line.came.keys()
    assert BOLD not in line.came


def test_the_whole_acute_page_is_light(profile: Profile, host: Host) -> None:
    visitor = Visitor(profile(), host)
    line = Line(visitor)
    visitor.page.goto(host.address + "/now/", wait_until="load")
    visitor.page.evaluate("document.fonts.ready")
    visitor.page.wait_for_timeout(200)
    assert {"/now/", "/static/now.js", "/static/steady.css", BOLD} <= line.came.keys()
    assert line.total <= MOST_BYTES


@pytest.mark.parametrize("missing", ["worker.js", "rest.js"])
def test_it_works_and_keeps_what_she_notes_though_nothing_else_ever_comes(
    profile: Profile, host: Host, missing: str
) -> None:
    visitor = Visitor(profile(service_workers="block"), host)
    host.gone.add(f"/v/{small_site().version}/{missing}")
    page = visitor.open("/now/").page
    goes_through_the_first_group(page)
    if missing == "rest.js":
        words = page.get_by_role("alert").filter(has_text="A part of the companion could not be loaded.")
        expect(words).to_contain_text("The check and the numbers to call still work.")
    visitor.open("/now#log")
    for name in ("7", "Low left", "Turning in bed"):
        page.locator("#spasm").get_by_role("radio", name=name, exact=True).check()
    visitor.heading("Noted. Go gently.")
    expect(page.get_by_text("Saved.", exact=True)).to_be_attached()
    assert len(page.evaluate("() => steadyStore.open().then(store => store.all())")) == 1
    visitor.open("/today/").page.wait_for_timeout(700)  # whatever could be fetched was tried
    page.locator("a[href='/call']").first.click()
    visitor.heading("Who to call")


@pytest.mark.parametrize(
    "missing",
    [
        "delete window.WebAssembly",
        "Object.defineProperty(navigator, 'serviceWorker', { get: () => undefined })",
        "navigator.serviceWorker.register = () => Promise.reject(new DOMException('no', 'SecurityError'))",
        "Object.defineProperty(window, 'indexedDB', { get: () => undefined })",
        "Object.defineProperty(window, 'caches', { get() { throw new DOMException('no', 'SecurityError'); } })",
    ],
    ids=["no-webassembly", "no-service-worker", "service-worker-refused", "no-indexeddb", "no-caches"],
)
def test_in_a_browser_that_cannot_do_everything_the_check_works(profile: Profile, host: Host, missing: str) -> None:
    context = profile()
    context.add_init_script(missing)
    visitor = Visitor(context, host).open("/now/")
    for _ in range(6):
        if not visitor.page.locator("[data-sign]:visible").count():
            break
        goes_through_the_first_group(visitor.page)
    expect(visitor.page.locator(".result:visible").first).to_be_visible()
    visitor.open("/call/").heading("Who to call")


def test_where_no_service_worker_may_run_the_way_in_leads_to_the_check(profile: Profile, host: Host) -> None:
    visitor = Visitor(profile(service_workers="block"), host).open("/")
    visitor.page.get_by_role("link", name="My back just grabbed").click()
    goes_through_the_first_group(visitor.page)


def test_without_script_the_check_reads_as_a_guide_and_says_so(profile: Profile, host: Host) -> None:
    page = profile(java_script_enabled=False).new_page()
    page.goto(host.address + "/now/")
    expect(page.get_by_text("Your browser runs no scripts here.")).to_be_visible()
    assert page.locator("[data-sign]:visible").count() > 10
    page.goto(host.address + "/today/")
    expect(page.get_by_text("The safety check can be read in order, as a guide.")).to_be_visible()
    page.get_by_role("link", name="My back just grabbed").click()
    expect(page.locator("[data-sign]").first).to_be_visible()


def test_a_form_that_no_script_takes_never_reaches_the_host(profile: Profile, host: Host) -> None:
    """It would carry what she wrote to whoever hosts the files: the pages forbid it."""
    host.gone |= {f"/v/{small_site().version}/page.js", "/static/now.js"}
    visitor = Visitor(profile(service_workers="block"), host).open("/now/")
    host.asked.clear()
    visitor.page.evaluate("() => { document.querySelector('[data-sign] input[value=yes]').checked = true; }")
    visitor.page.evaluate("() => document.querySelectorAll('form').forEach(form => form.requestSubmit())")
    visitor.page.wait_for_timeout(300)
    assert not host.asked
    assert any("form-action" in line for line in visitor.heard.complaints), "and it was the policy that held it back"


@pytest.mark.parametrize("path", ["/today/", "/now/unopened.html", "/nothing"])
def test_what_stands_there_before_python_can_be_used_by_everybody(profile: Profile, host: Host, path: str) -> None:
    visitor = Visitor(profile(service_workers="block"), host).open(path)
    page = visitor.page
    expect(page.locator("h1:visible").first).to_be_visible()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        settle(page)
        found = violations(page)
        assert not found, "\n".join(found)
    assert not too_wide(page, 320, 1)
    assert not small(page, 48)
