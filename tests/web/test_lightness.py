"""The acute page is light, asks nobody for anything, can be read at once, and answers a tap at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.support.server import Companion
from tests.support.taps import tap_through
from tests.support.walk import PREGNANT, Walk

pytestmark = pytest.mark.browser
MOST_BYTES = 100 * 1024
#: Not a claim about speed: only that nothing is badly wrong on whatever machine this is.
SOMETHING_IS_WRONG_MS = 1_000


def as_served(walk: Walk) -> dict[str, int]:
    """What the acute page loads, with the bytes of each body as they came down the line."""
    sizes: dict[str, int] = {}

    def note(request: object) -> None:
        found = request.sizes()  # type: ignore[attr-defined]
        sizes[str(request.url).removeprefix(walk.companion.address)] = int(found["responseBodySize"])  # type: ignore[attr-defined]

    walk.page.on("requestfinished", note)
    walk.page.goto(walk.companion.address + "/now", wait_until="load")
    walk.page.evaluate("document.fonts.ready")
    walk.page.wait_for_timeout(300)
    return sizes


STATES = {
    "pregnant": PREGNANT,
    "after-birth": {"stage": "birth", "birth_on": "2026-11-12", "mode": "caesarean", "country": "us", "block": "yes"},
    "nothing-known": {"country": "in"},
}


@pytest.mark.parametrize("state", STATES)
def test_the_acute_page_is_light(walk: Walk, state: str) -> None:
    assert walk.companion.form("/you", STATES[state]).status == 303
    sizes = as_served(walk)
    whole = sum(sizes.values())
    print(f"\n{state}: {whole:,} bytes in all: {sizes}")
    kinds = {name.rpartition(".")[2] for name in sizes}
    assert {"css", "js", "woff2", "/now"} <= kinds | {name for name in sizes if "." not in name}
    assert all(size > 0 for size in sizes.values())
    assert whole <= MOST_BYTES, sizes


def test_after_loading_it_asks_for_nothing_but_to_keep_what_she_said(her: Walk) -> None:
    her.open("/now").page.wait_for_load_state("load")
    her.page.wait_for_timeout(300)
    before = len(her.heard.requests)
    her.finish_check().start()
    her.felt("Better")
    her.button("It has settled").click()
    her.tap("1", "Higher", "Nothing much")
    her.stands_at("Noted. Go gently.")
    her.all_sent()
    after = her.heard.requests[before:]
    assert after
    assert {line.removeprefix("POST " + her.companion.address) for line in after} == {"/entries"}


@pytest.mark.parametrize("path", ["/", "/now", "/you", "/call", "/after", "/seen", "/hide"])
def test_every_page_asks_only_its_own_server(walk: Walk, path: str) -> None:
    walk.open(path).page.wait_for_load_state("load")
    assert walk.heard.requests  # and the fixture looks at where they went


def test_it_can_be_read_before_any_script_runs(profile: Callable[..., BrowserContext], companion: Companion) -> None:
    page = profile(java_script_enabled=False).new_page()
    page.goto(companion.address + "/now", wait_until="commit")
    page.locator("h1").first.wait_for()
    assert page.locator("[data-sign]").first.is_visible()


def test_the_script_is_no_hurdle_to_painting(companion: Companion) -> None:
    """Only one line of script stands in the way of painting, and it is tiny; the rest is deferred."""
    text = companion.get("/now").text
    head = text[: text.index("</head>")]
    scripts = [part.partition(">")[0] for part in head.split("<script")[1:]]
    blocking = [tag for tag in scripts if "defer" not in tag and "async" not in tag]
    for tag in blocking:
        name = tag.partition('src="')[2].partition('"')[0]
        assert len(companion.get(name).body) < 200, f"{tag} holds painting up"
    assert "<style" not in text
    assert " onclick=" not in text


def test_a_tap_leads_to_the_next_screen_at_once(her: Walk) -> None:
    taps = tap_through(her)
    print(f"\n{taps.told()}")
    assert taps.tapped >= 30
    assert taps.median < SOMETHING_IS_WRONG_MS
