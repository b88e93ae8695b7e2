"""What a screen reader is told on every screen, and whether everything fits when the letters are large."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.support.reading import landmarks, small, too_wide, unnamed
from tests.support.screens import JOURNEYS
from tests.support.walk import Walk

pytestmark = pytest.mark.browser
THUMB = 48
#: Width of the window, and how many times as large as usual the letters are.
TIGHT = ((360, 1.0), (320, 1.0), (360, 2.0), (320, 2.0))


@pytest.mark.parametrize("name", JOURNEYS)
def test_every_screen_has_a_sound_shape(walk: Walk, name: str) -> None:
    found = []
    for screen in JOURNEYS[name](walk):
        page = walk.page
        assert walk.heading, screen  # exactly one that can be seen
        marks = landmarks(page)
        if marks["main"] != 1 or marks["banner"] != (0 if screen == "hidden" else 1):
            found.append(f"{screen}: landmarks {marks}")
        if not page.title().strip() or page.locator("html").get_attribute("lang") != "en":
            found.append(f"{screen}: no title, or no language")
        found += [f"{screen}: no name: {role}" for role in unnamed(page)]
        found += [f"{screen}: smaller than a thumb needs: {line}" for line in small(page, THUMB)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", JOURNEYS)
def test_every_screen_fits_when_it_is_narrow_and_the_letters_are_large(walk: Walk, name: str) -> None:
    found = []
    for screen in JOURNEYS[name](walk):
        for width, text in TIGHT:
            found += [f"{screen}, {width} px, text x {text:g}: {line}" for line in too_wide(walk.page, width, text)]
    assert not found, "\n".join(found)


def test_each_new_screen_takes_the_focus_to_its_heading(her: Walk) -> None:
    def focused() -> str:
        return str(her.page.evaluate("document.activeElement.tagName + ' ' + document.activeElement.innerText")).strip()

    her.open("/now")
    for _ in range(5):
        her.none_of_these()
        assert focused() == f"H1 {her.heading}"
    her.none_of_these()
    assert focused() == f"H1 {her.heading}"
    her.start()
    assert focused() == f"H1 {her.heading}"
    her.felt("Better").stands_at(re.compile("^It helps"))
    assert focused() == f"H1 {her.heading}"
    her.button("It has settled").click()
    assert focused() == f"H1 {her.heading}"


def test_what_changes_by_itself_is_said_aloud(her: Walk) -> None:
    her.open("/now")
    expect(her.page.locator("[role=status]")).to_have_attribute("aria-live", "polite")
    her.button("Next").click()
    expect(her.page.get_by_role("alert").filter(visible=True)).to_have_count(1)
    her.finish_check().start()
    expect(her.page.locator("[data-cue]:visible")).to_have_attribute("aria-live", "polite")
    expect(her.page.locator("[data-clock]:visible")).to_have_attribute("aria-hidden", "true")


def test_the_bar_of_an_emergency_is_said_aloud(her: Walk) -> None:
    """The button that appears after a yes must not be a secret of those who see it."""
    her.open("/now").pick("sgn-wee-poo", "Yes")
    button = her.button("See what to do now")
    expect(button).to_be_visible()
    says = button.evaluate("b => !!b.closest('[aria-live], [role=status], [role=alert]')")
    assert says, "the bar needs a live region round it"


def test_nothing_moves_for_who_asks_for_less_motion(her: Walk) -> None:
    her.page.emulate_media(reduced_motion="reduce")
    her.open("/")
    moving = (
        "() => document.getAnimations().filter(a => a.playState === 'running' && !(a instanceof CSSTransition)).length"
    )
    assert her.page.evaluate(moving) == 0
    her.to_the_ladder()
    assert her.page.evaluate(moving) == 0
    smil = her.page.locator("svg animate, svg animateTransform, svg animateMotion").count()
    assert smil == 0


def test_it_can_be_used_in_forced_colours(her: Walk) -> None:
    """In a high-contrast theme the answer that was picked, and where she is, must not be told by colour alone."""
    her.page.emulate_media(forced_colors="active")
    her.open("/now").pick("sgn-wee-poo", "No")
    look = """name => { const of = v => getComputedStyle(document.querySelector(
        `[data-sign=${name}] input[value=${v}] + span`));
        const [yes, no] = [of('yes'), of('no')];
        return ['backgroundColor', 'borderTopColor', 'borderTopWidth', 'outlineStyle', 'fontWeight', 'color']
          .filter(k => yes[k] !== no[k]) }"""
    assert her.page.evaluate(look, "sgn-wee-poo"), "the picked answer looks like the others"
    her.finish_check().start()
    ring = "() => getComputedStyle(document.querySelector('.rung.on .arc')).stroke"
    assert her.page.evaluate(ring) not in ("none", "")


def test_the_night_has_no_white_flash(her: Walk) -> None:
    her.page.emulate_media(color_scheme="dark")
    for path in ("/", "/now", "/you", "/call", "/after", "/seen", "/hide", "/nowhere"):
        her.open(path)
        ground = her.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        red, green, blue = (int(part) for part in re.findall(r"\d+", ground)[:3])
        assert max(red, green, blue) < 48, f"{path}: {ground}"
        expect(her.page.locator("meta[name=color-scheme]")).to_have_attribute("content", "light dark")
    her.heard.complaints.clear()  # the browser tells of the 404
