"""Every page of the companion, for every kind of person: axe, shape, large letters, keyboard, and no script needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext

from tests.support.axe import violations
from tests.support.browser import settle
from tests.support.reading import landmarks, small, too_wide, unnamed
from tests.support.server import Companions
from tests.support.tour import TOURS, settle_in, stops
from tests.support.walk import Walk

pytestmark = pytest.mark.browser
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
THUMB = 48
#: Width of the window, and how many times as large as usual the letters are.
TIGHT = ((360, 1.0), (320, 1.0), (360, 2.0))

#: What has the focus and lies under the bar at the bottom, all of it, by its words.
_COVERED = """() => { const one = document.activeElement, bar = document.querySelector('.tabs');
  if (!bar || bar.contains(one) || bar.getBoundingClientRect().top < 100) return '';
  const spot = one.getBoundingClientRect();
  return spot.height && spot.top >= bar.getBoundingClientRect().top - 4 ? one.textContent.trim() || one.name || one.tagName : '' }"""


@pytest.fixture(params=TOURS)
def tour(
    request: pytest.FixtureRequest, companions: Companions, profile: Callable[..., BrowserContext]
) -> Iterator[tuple[str, Walk]]:
    companion = companions.fresh()
    settle_in(companion, request.param)
    made = Walk(profile().new_page(), companion)
    yield request.param, made
    strangers = [line for line in made.heard.requests if companion.address not in line and " data:" not in line]
    assert not strangers, f"asked of others: {strangers}"
    complaints = [line for line in made.heard.complaints if "409" not in line]  # a held move is a page of its own
    assert not complaints, f"the page complains: {complaints}"
    companions.done(companion)


def test_every_page_is_sound(tour: tuple[str, Walk]) -> None:
    """One walk for all that can be looked at while a page is open, because to open it is what takes the time."""
    who, walk = tour
    found: list[str] = []
    for name, path in stops(who):
        walk.open(path)
        page = walk.page
        assert walk.heading, name  # exactly one that can be seen
        marks = landmarks(page)
        if (marks["main"], marks["banner"]) != (1, 1):
            found.append(f"{name}: landmarks {marks}")
        found += [f"{name}: no name: {role}" for role in unnamed(page)]
        found += [f"{name}: smaller than a thumb needs: {line}" for line in small(page, THUMB)]
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            settle(page)
            lines = violations(page, colours_alone=scheme != SCHEMES[0])
            found += [f"{name}, {scheme}: {line}" for line in lines]
        for width, text in TIGHT:
            found += [f"{name}, {width} px, text x {text:g}: {line}" for line in too_wide(page, width, text)]
    assert not found, "\n".join(found)


def test_every_page_reads_without_script(companions: Companions, profile: Callable[..., BrowserContext]) -> None:
    companion = companions.fresh()
    settle_in(companion, "pregnant")
    walk = Walk(profile(java_script_enabled=False).new_page(), companion)
    for name, path in stops("pregnant"):
        walk.open(path)
        assert walk.heading, name
        hidden = walk.page.locator("main :is(button, input[type=submit]):visible").count()
        forms = walk.page.locator("main form:visible").count()
        assert hidden >= forms, f"{name}: a form that nothing can send without script"
    companions.done(companion)


def test_every_control_is_reached_with_the_keyboard_alone(tour: tuple[str, Walk]) -> None:
    who, walk = tour
    for name, path in stops(who):
        walk.open(path)
        wanted = walk.page.evaluate(
            """() => [...document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')]
            .filter(one => one.checkVisibility() && !one.disabled && one.tabIndex >= 0
              && !(one.type === 'radio' && one.name && one !== (document.querySelector(
                  `input[type=radio][name="${one.name}"]:checked`) || document.querySelector(`input[name="${one.name}"]`))))
            .length"""
        )
        seen: set[str] = set()
        for _ in range(wanted * 3 + 5):  # a field for a day or a time has three stops
            if len(seen) == wanted:
                break
            walk.page.keyboard.press("Tab")
            place = walk.page.evaluate(
                """() => { const one = document.activeElement; if (!one || one === document.body) return '';
                return [...document.querySelectorAll('*')].indexOf(one) + ' ' + one.tagName }"""
            )
            if place:
                seen.add(place)
                covered = walk.page.evaluate(_COVERED)
                assert not covered, f"{name}: the bar at the bottom lies over “{covered}”, which has the focus"
        assert len(seen) >= wanted, f"{name}: {len(seen)} of {wanted} controls were reached"
