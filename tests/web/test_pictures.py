"""A picture of every screen, by day and by night, in docs/screens. They are written when STEADYBACK_PICTURES=1.

They are the same on every run: the diaries are laid down relative to today, no timer runs, and nothing is on its way.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import PHONE, new_context, settle
from tests.support.palette import made_small
from tests.support.screens import JOURNEYS
from tests.support.server import Companions
from tests.support.tour import TOURS, picture_of, settle_in, stops
from tests.support.walk import Walk

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screens"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SHARPNESS = 2
#: How much of a long page is shown, in pixels.
TALLEST = 2600
MOST_BYTES = 12_000_000
_WRITES = os.environ.get("STEADYBACK_PICTURES") == "1"

#: Every screen with what it shows, in the order of the list.
SCREENS = {
    "door-first": "The door, when nothing is known yet",
    "about-you-first": "First run: where are you?",
    "about-you-another-look": "About you, with two answers that need another look",
    "call-country-not-told": "Who to call, when the country is not told: no number is guessed",
    "result-emergency-country-not-told": "Emergency, when the country is not told",
    "not-here": "A page that is not here",
    "door": "The door, 31 weeks pregnant",
    "about-you": "About you",
    "call": "Who to call, in the United Kingdom",
    "check-1": "The check, first group",
    "check-1-answer-missing": "The check: an answer is missing",
    "check-1-emergency": "The check: a yes to a sign of an emergency",
    "check-2": "The check, second group",
    "check-3": "The check, third group",
    "check-4": "The check, fourth group",
    "check-5": "The check, fifth group",
    "check-6": "The check, last group",
    "result-ambulance": "Emergency: call an ambulance",
    "result-emergency": "Emergency: go to the hospital",
    "result-same-day": "Same day",
    "result-review": "Review",
    "result-self-care": "Self-care",
    "step-1": "Step 1",
    "step-2": "Step 2",
    "step-3": "Step 3",
    "conditions": "Before the moves, one question",
    "step-4": "Step 4",
    "step-5": "Step 5",
    "step-6": "Step 6",
    "step-7": "Step 7",
    "step-8": "Step 8",
    "step-helps": "A step that helps",
    "step-worse": "A step that made it worse",
    "log": "Three taps",
    "noted": "Noted, with undo",
    "later": "Later questions",
    "later-answered": "Later questions, answered",
    "door-carry-on": "The door, with a step to carry on with",
    "door-paused": "The door, while it waits for her to be seen",
    "paused": "The pause",
    "seen": "Have you been seen?",
    "hidden": "After Hide",
    "after-birth-door": "The door, nine days after a caesarean",
    "after-birth-about-you": "About you, after birth",
    "after-birth-check-3": "After birth: the check, third group",
    "after-birth-check-5": "After birth: the check, fifth group",
    "after-birth-check-6": "After birth: the check, last group",
    "after-birth-result-self-care": "After birth: self-care",
    "after-birth-step-1": "After birth: step 1",
    "after-birth-later": "After birth: later questions",
    "after-a-loss-door": "The door, after a loss",
    "after-a-loss-check-3": "After a loss: the check, third group",
    "after-a-loss-check-6": "After a loss: the check, last group",
    "after-a-loss-step-1": "After a loss: step 1",
    "lock-on": "The lock, while the diary is open",
    "locked": "A locked diary: help needs no passphrase",
    "locked-forgotten": "A forgotten passphrase",
    "locked-result-self-care": "Self-care, while the diary is locked: the steps are inside",
}
_BEFORE = {
    "pregnant": "",
    "after-birth": "Four weeks after a caesarean: ",
    "after-a-loss": "After a loss: ",
    "paused": "While it waits for her to be seen: ",
    "new": "When nothing is told yet: ",
}
SCREENS |= {picture_of(who, stop): _BEFORE[who] + stop.says for who, tour in TOURS.items() for stop in tour}


def listing() -> str:
    """The page that shows them all."""
    lines = [
        "# Every screen",
        "",
        "Pictures of the real pages, written by `tests/web/test_pictures.py`: a phone of 390 by 844, by day and by night;",
        "the pages of the companion at their whole length.",
        "After a change of looks, write them anew with `STEADYBACK_PICTURES=1 ./steady test tests/web/test_pictures.py`,",
        "look at them, and mend what you would not show to a friend.",
        "",
        "| screen | by day | by night |",
        "| --- | --- | --- |",
    ]
    for name, says in SCREENS.items():
        pictures = " | ".join(f"![{says}, {scheme}]({name}-{scheme}.png)" for scheme in SCHEMES)
        lines.append(f"| {says} (`{name}`) | {pictures} |")
    return "\n".join(lines) + "\n"


def take(walk: Walk, blank: Page, screen: str, *, whole: bool = False) -> None:
    """Both pictures of a screen; ``whole``: all of a long page, with what sticks to the window at its end."""
    if whole:
        height = int(walk.page.evaluate("document.documentElement.scrollHeight"))
        walk.page.set_viewport_size({"width": PHONE["width"], "height": max(PHONE["height"], min(height, TALLEST))})
    walk.page.evaluate("scrollTo(0, 0)")
    for scheme in SCHEMES:
        walk.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        settle(walk.page)
        png = walk.page.screenshot(caret="hide", animations="disabled")
        (FOLDER / f"{screen}-{scheme}.png").write_bytes(made_small(blank, png))
    if whole:
        walk.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})


def write_if_asked(walk: Walk, blank: Page, screen: str, *, whole: bool = False) -> None:
    """The pictures of a screen, when they are to be written; in any case they are there."""
    assert screen in SCREENS, f"{screen} is not in the list of screens"
    if _WRITES:
        FOLDER.mkdir(parents=True, exist_ok=True)
        take(walk, blank, screen, whole=whole)
    for scheme in SCHEMES:
        path = FOLDER / f"{screen}-{scheme}.png"
        assert path.is_file(), f"{path.name} is missing; write it with STEADYBACK_PICTURES=1"


@pytest.mark.browser
@pytest.mark.parametrize("name", JOURNEYS)
def test_every_screen_has_its_picture(browser: Browser, companions: Companions, name: str) -> None:
    companion = companions.fresh()
    context = new_context(browser, device_scale_factor=SHARPNESS)
    walk, blank = Walk(context.new_page(), companion), context.new_page()
    walk.page.bring_to_front()
    for screen in JOURNEYS[name](walk):
        write_if_asked(walk, blank, screen)
    context.close()
    companions.done(companion)


@pytest.mark.browser
@pytest.mark.parametrize("who", TOURS)
def test_every_page_of_the_companion_has_its_picture(browser: Browser, companions: Companions, who: str) -> None:
    companion = companions.fresh()
    settle_in(companion, who)
    context = new_context(browser)
    walk, blank = Walk(context.new_page(), companion), context.new_page()
    walk.page.bring_to_front()
    for name, path in stops(who):
        walk.open(path)
        write_if_asked(walk, blank, name, whole=True)
    context.close()
    companions.done(companion)


def test_the_list_of_screens_is_current() -> None:
    if _WRITES:
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / "README.md").write_text(listing(), encoding="utf-8")
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == listing()


def test_no_picture_is_left_over_and_all_are_light() -> None:
    wanted = {f"{name}-{scheme}.png" for name in SCREENS for scheme in SCHEMES}
    there = {path.name: path.stat().st_size for path in FOLDER.glob("*.png")}
    assert set(there) == wanted
    assert sum(there.values()) <= MOST_BYTES, f"{sum(there.values()):,} bytes"
