"""Learn as a person walks it: by what stands on the screen, with and without script, by keyboard, large and dark."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.support.axe import violations
from tests.support.browser import settle
from tests.support.reading import landmarks, small, too_wide, unnamed
from tests.support.server import Companion
from tests.support.walk import PREGNANT, Walk

pytestmark = pytest.mark.browser

CAESAREAN: Mapping[str, str] = {
    "stage": "birth", "birth_on": "2026-11-12", "mode": "caesarean", "country": "us",
}  # fmt: skip
LOSS: Mapping[str, str] = {"stage": "loss", "country": "uk"}
PAGES = (
    "/learn",
    "/learn/topic?name=triggers",
    "/learn/topic?name=medicines",
    "/learn/topic?name=moves",
    "/learn/topic?name=signs",
    "/learn/topic?name=signs-now",
    "/learn/topic?name=sources",
    "/learn/item?id=sc-heat",
    "/learn/item?id=ex-breath",
    "/learn/source?id=nhs-pgp",
    "/learn/search?q=numb",
    "/learn/search?q=xqzzt",
    "/learn/support",
)
THUMB = 48
MOST_BYTES = 150 * 1024


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_sound_shape_and_fits(her: Walk, path: str) -> None:
    page = her.open(path).page
    assert her.heading
    marks = landmarks(page)
    assert (marks["main"], marks["banner"]) == (1, 1)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert unnamed(page) == []
    assert small(page, THUMB) == []
    for width, text in ((360, 1.0), (360, 2.0), (320, 2.0)):
        assert too_wide(page, width, text) == [], (width, text)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(her: Walk, path: str, scheme: str) -> None:
    her.open(path).page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    her.page.evaluate("document.querySelectorAll('details').forEach((one, place) => one.open = place < 3)")
    settle(her.page)
    assert violations(her.page) == []


def test_she_looks_something_up_and_opens_where_it_comes_from(her: Walk) -> None:
    her.open("/learn")
    her.page.get_by_role("searchbox", name="Look something up").fill("turning in bed")
    her.page.get_by_role("button", name="Search").click()
    her.stands_at("Look something up")
    her.link(re.compile("^Turning over in bed")).click()
    her.stands_at("Turning over in bed")
    expect(her.page.get_by_text("Roll as one piece")).to_be_visible()
    source = her.page.get_by_role("link", name=re.compile("^NHS hospital|pelvic", re.IGNORECASE)).first
    expect(source).to_be_hidden()
    her.page.get_by_text("Where this comes from").first.click()
    expect(source).to_be_visible()
    source.click()
    expect(her.page.get_by_text("Full reference")).to_be_visible()
    expect(her.page.get_by_text("To be looked at again by")).to_be_visible()


def test_without_script_everything_opens(profile: Callable[..., BrowserContext], companion: Companion) -> None:
    assert companion.form("/you", PREGNANT).status == 303
    walk = Walk(profile(java_script_enabled=False).new_page(), companion)
    walk.open("/learn").link(re.compile("^What sets it off")).click()
    walk.stands_at("What sets it off")
    expect(walk.page.get_by_role("heading", name="A quick bend or twist")).to_be_visible()
    walk.page.get_by_text("that do not fit you now").click()
    walk.page.get_by_text("Leaning over a cot or crib").click()
    expect(walk.page.get_by_text("A long reach with a bend loads the low back.")).to_be_visible()


def test_a_trigger_has_an_address_of_its_own(her: Walk) -> None:
    her.open("/learn/topic?name=triggers#trg-long-sitting")
    expect(her.page.get_by_role("heading", name="Sitting a long time")).to_be_in_viewport()


def test_by_keyboard_alone(her: Walk) -> None:
    page = her.open("/learn/topic?name=signs-now").page
    summary = page.locator("summary", has_text="Numb where a saddle would touch")
    summary.focus()
    page.keyboard.press("Enter")
    opened = page.locator("details", has=summary)
    expect(opened.get_by_text("the nerves low in your back are being squeezed")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_what_fits_her_stands_first(walk: Walk) -> None:
    def first() -> str:
        walk.open("/learn")
        return walk.page.locator("section").first.inner_text()

    walk.companion.form("/you", PREGNANT)
    assert "Sleep and turning over" in first()
    walk.companion.form("/you", CAESAREAN)
    assert "After a caesarean" in first()
    walk.companion.form("/you", LOSS)
    assert "Seeing a physiotherapist" in first()
    said = walk.words().lower()
    assert not [word for word in ("baby", "bump", "feeding", "caesarean", "birth") if word in said]


def test_somebody_who_is_hurt_leaves_no_words_behind(her: Walk) -> None:
    her.open("/learn")
    her.page.get_by_role("searchbox").fill("my partner hits me")
    her.page.get_by_role("button", name="Search").click()
    her.stands_at("Somebody to talk to")
    assert her.page.url.endswith("/learn/support")
    told = her.page.get_by_text("it is not your fault").first
    expect(told).to_be_hidden()
    her.page.get_by_text("I am alone. Show me").click()
    expect(told).to_be_visible()
    her.link(re.compile("Hide this now")).click()
    her.stands_at("Notes")
    her.page.go_back()
    assert "hits" not in her.page.url


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_light(her: Walk, path: str) -> None:
    sizes: dict[str, int] = {}

    def note(request: object) -> None:
        sizes[str(request.url)] = int(request.sizes()["responseBodySize"])  # type: ignore[attr-defined]

    her.page.on("requestfinished", note)
    her.open(path).page.evaluate("document.fonts.ready")
    her.page.wait_for_timeout(200)
    assert any(name.endswith(".woff2") for name in sizes)
    assert sum(sizes.values()) <= MOST_BYTES, sizes
