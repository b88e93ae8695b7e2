"""Everything with Tab, the arrows, Enter and Space alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.support.walk import NUMBER, Walk

pytestmark = pytest.mark.browser

#: Where the focus is: what it is called, and whether it can be seen that it is there.
_FOCUS = """() => {
  const one = document.activeElement, look = getComputedStyle(one);
  const shown = one.matches('.pick input') ? one.nextElementSibling : one;
  const ring = getComputedStyle(shown);
  const box = shown.getBoundingClientRect();
  return {
    tag: one.tagName, type: one.type || '', name: one.name || '', value: one.value || '',
    text: ((one.labels?.[0] ?? one).innerText || '').trim().replace(/\\s+/g, ' '),
    ring: parseFloat(ring.outlineWidth) >= 2 && ring.outlineStyle !== 'none',
    inside: box.top < innerHeight && box.bottom > 0,
    sign: one.closest('[data-sign]')?.dataset.sign || '',
  };
}"""
_MOST_TABS = 80


class Keys:
    """Somebody who has no mouse and no screen to touch."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.page = walk.page

    def focus(self) -> dict[str, str]:
        found: dict[str, str] = self.page.evaluate(_FOCUS)
        return found

    def to(self, text: str) -> None:
        """Tab until something called ``text`` has the focus. Each stop on the way can be seen."""
        for _ in range(_MOST_TABS):
            self.page.keyboard.press("Tab")
            here = self.focus()
            if here["tag"] == "BODY":
                continue
            if here["type"] != "date":  # there the browser itself marks the day, the month and the year
                assert here["ring"], f"no ring can be seen: {here}"
            assert here["inside"], f"off the screen: {here}"
            if here["text"].startswith(text):
                return
        raise AssertionError(f"{text!r} is not reached with {_MOST_TABS} tabs")

    def press(self, text: str, key: str = "Enter") -> None:
        """Go to it and press it."""
        self.to(text)
        self.page.keyboard.press(key)

    def to_sign(self, sign: str) -> None:
        """Tab to the answers of a sign."""
        for _ in range(_MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.focus()["sign"] == sign:
                assert self.focus()["ring"]
                return
        raise AssertionError(f"{sign} is not reached")


@pytest.fixture
def keys(walk: Walk) -> Keys:
    return Keys(walk)


def test_the_whole_way_when_all_is_well(keys: Keys) -> None:
    walk = keys.walk
    walk.open("/")
    keys.press("My back just grabbed")
    walk.stands_at("First, where are you?")
    keys.to("I am pregnant")
    keys.page.keyboard.press("Space")
    keys.page.keyboard.press("Tab")
    keys.page.keyboard.type("31")
    keys.to("Your country")
    keys.page.keyboard.type("United K")
    keys.to("Phone number of your maternity unit")
    keys.page.keyboard.type(NUMBER)
    keys.press("Go to the check")
    walk.at_the_check()
    for key in ("Enter", "Space", "Enter", "Space", "Enter", "Space"):
        before = walk.heading
        keys.press("None of these", key)
        expect(keys.page.locator("h1:visible")).not_to_have_text(before, use_inner_text=True)
        assert keys.focus()["text"] == walk.heading, "the focus is on the heading of the new screen"
    keys.press("Start with step 1")
    assert "Step 1 of" in walk.words()
    keys.press("Better", "Space")
    walk.stands_at(re.compile("^It helps"))
    keys.press("It has settled")
    walk.stands_at("Note it in three taps")
    keys.to("0")
    for _ in range(7):
        keys.page.keyboard.press("ArrowRight")
    assert keys.focus()["value"] == "7"
    keys.to("Low left")
    keys.page.keyboard.press("Space")
    keys.to("Turning in bed")
    keys.page.keyboard.press("Space")
    walk.stands_at("Noted. Go gently.")
    walk.all_sent()
    (spasm,) = walk.companion.kept("spasm")
    assert (spasm["worst"], spasm["where"], spasm["doing"]) == (7, "low-left", "trg-turn-in-bed")
    assert walk.companion.kept("country") == [{"code": "uk"}]


def test_an_emergency(keys: Keys, her: Walk) -> None:
    her.open("/now")
    keys.to_sign("sgn-wee-poo")
    keys.page.keyboard.press("Space")
    assert her.answer("sgn-wee-poo") == "yes"
    keys.press("See what to do now")
    her.stands_at("Go to the emergency department now")
    assert keys.focus()["text"] == her.heading
    keys.to("Call 999")


def test_the_arrows_change_an_answer(keys: Keys, her: Walk) -> None:
    her.open("/now")
    keys.to_sign("sgn-wee-poo")
    keys.page.keyboard.press("Space")
    keys.page.keyboard.press("ArrowRight")
    assert her.answer("sgn-wee-poo") == "no"
    keys.page.keyboard.press("ArrowRight")
    assert her.answer("sgn-wee-poo") == "unsure"
    keys.page.keyboard.press("ArrowLeft")
    assert her.answer("sgn-wee-poo") == "no"
    expect(her.button("See what to do now")).to_be_hidden()


def test_the_arrows_do_not_save_a_note_too_soon(keys: Keys, her: Walk) -> None:
    """With the arrows every answer on the way is picked for a moment: the last one must still be hers to choose."""
    her.open("/now#log")
    keys.to("0")
    keys.page.keyboard.press("Space")
    keys.to("Low left")
    keys.page.keyboard.press("Space")
    keys.to("Turning in bed")
    keys.page.keyboard.press("ArrowDown")
    keys.page.keyboard.press("ArrowDown")
    her.all_sent()
    kept = her.companion.kept("spasm")
    assert not kept or kept[-1]["doing"] == "trg-bend-twist", "kept before she had chosen"


def test_skip_to_the_page_stays_on_the_screen(keys: Keys, her: Walk) -> None:
    her.open("/now").none_of_these()
    here = her.heading
    her.page.evaluate("document.activeElement.blur()")
    skip = her.page.get_by_role("link", name="Skip to the page")
    skip.focus()
    expect(skip).to_be_in_viewport()
    keys.page.keyboard.press("Enter")
    her.page.wait_for_timeout(50)
    her.stands_at(here)
    assert her.signs()


def test_what_is_not_on_the_screen_is_not_reached(keys: Keys, her: Walk) -> None:
    her.open("/now")
    reached = set()
    for _ in range(40):
        keys.page.keyboard.press("Tab")
        here = keys.focus()
        if here["sign"]:
            reached.add(here["sign"])
        assert her.page.evaluate("document.activeElement.checkVisibility()")
    assert reached == set(her.signs())


def test_a_source_opens_with_the_keyboard(keys: Keys, her: Walk) -> None:
    her.open("/now").finish_check()
    keys.press("Why we say this", "Space")
    expect(her.page.locator("details[open]:visible")).to_have_count(1)
