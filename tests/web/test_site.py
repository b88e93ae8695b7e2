"""The static site in a real browser: it can be installed, works without a network, and asks nobody else for anything."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from steadyback.browser.site import POLICY_IN_A_HEADER
from steadyback.browser.site_pages import drawn_for
from steadyback.care.rules import rules_of
from steadyback.cli.shelf import open_knowledge
from tests.support.site import Host, Visitor, hosted, small_site

pytestmark = pytest.mark.browser
Profile = Callable[..., BrowserContext]
DRAWN_AHEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ahead</title>'
    '<link rel="stylesheet" href="/static/steady.css"></head><body><div class="page"><main id="main">'
    "<h1>{heading}</h1></main></div></body></html>"
)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with hosted(tmp_path / "site", small_site()) as found:
        yield found


@pytest.fixture
def visitor(profile: Profile, host: Host) -> Visitor:
    return Visitor(profile(), host)


def give_a_diary(visitor: Visitor, *, loss: bool = False, country: str | None = None) -> None:
    """One entry in her diary, and what may be known while it is locked."""
    visitor.page.evaluate(
        """async ([loss, country]) => {
          const store = await steadyStore.open(), id = crypto.randomUUID(), at = "2026-11-20T03:00:00.000+00:00";
          await store.append([JSON.stringify({ id, kind: "country", at, device: "browser", body: { code: "uk" } })]);
          await store.tellOutside({ loss, country });
        }""",
        [loss, country],
    )


def test_it_can_be_installed(visitor: Visitor) -> None:
    visitor.open("/now").settled()
    manifest = visitor.page.evaluate("() => fetch('/manifest.webmanifest').then(reply => reply.json())")
    assert manifest["start_url"] == "/"
    assert manifest["display"] == "standalone"
    sizes = visitor.page.evaluate(
        """icons => Promise.all(icons.map(async icon => {
          const image = new Image(); image.src = icon.src; await image.decode();
          return [icon.purpose, icon.sizes, image.naturalWidth + "x" + image.naturalHeight];
        }))""",
        [icon for icon in manifest["icons"] if icon["type"] == "image/png"],
    )
    assert {("any", "192x192"), ("any", "512x512"), ("maskable", "512x512")} <= {(one[0], one[1]) for one in sizes}
    assert all(said == found for _purpose, said, found in sizes)
    assert visitor.page.evaluate("() => navigator.serviceWorker.controller !== null")
    faults = visitor.context.new_cdp_session(visitor.page).send("Page.getInstallabilityErrors")["installabilityErrors"]
    # a profile of a test is a private window, and a private window installs nothing
    assert {fault["errorId"] for fault in faults} <= {"in-incognito"}, faults


def test_without_a_network_every_page_is_there(visitor: Visitor, host: Host) -> None:
    visitor.open("/now").settled()
    host.close()
    visitor.context.set_offline(True)
    visitor.open("/")
    visitor.heading("What do you need?")
    visitor.open("/now")
    expect(visitor.page.locator("[data-sign]:visible").first).to_be_visible()
    visitor.page.get_by_role("button", name="None of these", exact=True).click()
    expect(visitor.page.locator("[data-sign]:visible").first).to_be_visible()
    visitor.open("/call")
    visitor.heading("Who to call")
    visitor.open("/hide")
    visitor.heading("Notes")
    visitor.open("/learn/item?id=anything")
    visitor.heading("Opening your companion")


def test_once_it_is_there_the_host_learns_no_address(visitor: Visitor, host: Host) -> None:
    visitor.open("/now").settled()
    host.asked.clear()
    for path in ("/", "/now?about=other", "/diary/entry?id=1", "/learn/search?q=bleeding", "/no-such-page", "/hide"):
        visitor.open(path)
    # but for the browser's own look whether the service worker, and what it is made of, has changed
    own = {"/sw.js", *(f"/v/{small_site().version}/{name}.js" for name in ("keys", "rows", "diary", "store"))}
    assert not set(host.asked) - own


def test_a_page_that_is_not_there_is_said_kindly(visitor: Visitor) -> None:
    visitor.open("/now").settled()
    reply = visitor.page.goto(visitor.host.address + "/no-such-page")
    assert reply is not None
    assert reply.status == 404
    visitor.heading("This page is not here")


def test_no_other_host_is_asked_and_no_page_complains(visitor: Visitor, host: Host) -> None:
    for path in ("/", "/now/", "/call/", "/today/", "/hide/"):
        visitor.open(path).page.wait_for_load_state("load")
    visitor.settled()
    for path in ("/", "/now", "/call", "/today", "/hide"):
        visitor.open(path).page.wait_for_load_state("load")
    strangers = [line for line in visitor.heard.requests if host.address not in line and " data:" not in line]
    assert not strangers
    policy = [line for line in visitor.heard.complaints if "Content Security Policy" in line]
    assert not policy, policy


def test_with_a_diary_that_is_not_open_no_step_is_offered(visitor: Visitor) -> None:
    """A sign told of before may still hold the steps back; from the cache nobody can know."""
    visitor.open("/now").settled()
    assert visitor.open("/now").page.locator("[data-rung]").count() > 0
    give_a_diary(visitor)
    visitor.open("/now")
    expect(visitor.page.get_by_text("Your diary is not open yet")).to_be_visible()
    expect(visitor.page.locator("[data-sign]:visible").first).to_be_visible()
    assert visitor.page.locator("[data-rung]").count() == 0
    visitor.open("/")
    visitor.heading("Opening your companion")


def test_after_a_loss_nothing_on_the_way_names_a_baby(visitor: Visitor) -> None:
    visitor.open("/now").settled()
    give_a_diary(visitor, loss=True)
    text = visitor.open("/now").page.locator("main").inner_text().lower()
    assert "your diary is not open yet" in text
    assert "baby" not in text
    assert "baby" not in visitor.open("/call").page.locator("main").inner_text().lower()


def test_the_number_of_her_country_is_there_before_the_diary_is(visitor: Visitor) -> None:
    visitor.open("/now").settled()
    give_a_diary(visitor, country="nz")
    assert visitor.open("/now").page.locator("a[href='tel:111']").count() > 0
    assert visitor.open("/call").page.locator("a[href='tel:111']").count() > 0


def keep_page(visitor: Visitor, path: str, heading: str, version: str | None = None) -> None:
    """A page drawn ahead for now, as Python keeps it: of the entries there are, for the next hour."""
    visitor.page.evaluate(
        """async ([path, version, body]) => {
          const store = await steadyStore.open(), now = Date.now(), count = await store.count();
          await store.keepPages([{ path, from: now - 1000, until: now + 3600000, count, version, body }]);
        }""",
        [path, version or small_site().version, DRAWN_AHEAD.format(heading=heading)],
    )


def test_a_page_drawn_ahead_is_there_at_once_and_only_while_it_holds(visitor: Visitor) -> None:
    visitor.open("/now").settled()
    give_a_diary(visitor)
    keep_page(visitor, "/today", "Her own day")
    visitor.context.set_offline(True)
    reply = visitor.page.goto(visitor.host.address + "/today?from=anywhere#there")
    visitor.heading("Her own day")
    assert visitor.version() == small_site().version, "the shell runs on it"
    assert reply is not None
    assert reply.headers["cache-control"] == "no-store"
    give_a_diary(visitor)  # one entry more
    visitor.open("/today").heading("Opening your companion")
    keep_page(visitor, "/today", "Of another version", version="0" * 16)
    visitor.open("/today").heading("Opening your companion")


def test_what_the_service_worker_answers_forbids_what_the_host_forbade(visitor: Visitor) -> None:
    visitor.open("/now").settled()
    for path in ("/now", "/today", "/no-such-page"):
        reply = visitor.page.goto(visitor.host.address + path)
        assert reply is not None
        assert reply.from_service_worker
        assert reply.headers["content-security-policy"] == POLICY_IN_A_HEADER
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["cache-control"] in ("no-store", "no-cache")


def test_every_country_reads_as_python_draws_it(visitor: Visitor) -> None:
    """What the service worker lays over a page gives, to the letter, the page drawn with that country known."""
    rules = rules_of(open_knowledge())
    numbers = json.loads(small_site().files["/numbers.json"])
    visitor.open("/now").settled()
    give_a_diary(visitor)
    cases = [(place, country) for place in numbers for country in numbers[place]]
    assert len(cases) >= 40
    shown: list[str] = visitor.page.evaluate(
        """async cases => {
          const store = await steadyStore.open(), found = [];
          for (const [place, country] of cases) {
            await store.tellOutside({ country });
            found.push(await fetch(place).then(reply => reply.text()));
          }
          return found;
        }""",
        cases,
    )
    for (place, country), text in zip(cases, shown, strict=True):
        wanted = drawn_for(place, country, rules)
        assert text.partition("<body>")[2] == wanted.partition("<body>")[2], (place, country)


def test_a_spasm_can_be_noted_cold_and_offline(visitor: Visitor, host: Host) -> None:
    """Before Python is up, without it ever coming: what she taps is in the sealed store of this device."""
    visitor.open("/now").settled()
    host.close()
    visitor.page.close()
    visitor.page = visitor.context.new_page()
    visitor.context.set_offline(True)
    visitor.open("/now#log")
    form = visitor.page.locator("#spasm")
    for name in ("7", "Low left", "Turning in bed"):
        form.get_by_role("radio", name=name, exact=True).check()
    visitor.heading("Noted. Go gently.")
    expect(visitor.page.get_by_text("Saved.", exact=True)).to_be_attached()
    kept = visitor.page.evaluate("() => steadyStore.open().then(store => store.all())")
    told = [json.loads(text) for text in kept]
    assert [(one["kind"], one["body"]["worst"], one["body"]["where"]) for one in told] == [("spasm", 7, "low-left")]
    visitor.open("/now")  # and from now on there is a diary
    expect(visitor.page.get_by_text("Your diary is not open yet")).to_be_visible()
