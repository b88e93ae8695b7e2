"""The check is short in every week there is: at most six groups, under 450 words, and few words a sign."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from steadyback.care.rules import Rules
from steadyback.vocabulary.timing import Stage, Timing, at_week
from steadyback.web.pages.acute import acute
from tests.support.expected import state_at
from tests.support.server import Companion
from tests.support.walk import GROUPS_AT_MOST

MOST_WORDS = 450
MOST_WORDS_A_SIGN = 12
WEEKS = {
    "pregnant": [at_week(Stage.PREGNANT, week) for week in range(45)],
    "after birth": [at_week(Stage.POSTPARTUM, week) for week in range(61)],
    "after a loss": [at_week(Stage.POSTPARTUM, week, is_loss=True) for week in range(61)],
    "week not known": [
        at_week(Stage.PREGNANT, None),
        at_week(Stage.POSTPARTUM, None),
        at_week(Stage.POSTPARTUM, None, is_loss=True),
        at_week(Stage.UNKNOWN, None),
    ],
}

#: The words of each group as the browser shows them, its buttons included, and of the frame that stands round each.
_COUNT = """() => [...document.querySelectorAll('#check .screen')].map(group => {
  document.querySelectorAll('.screen.on').forEach(one => one.classList.remove('on'));
  group.classList.add('on');
  const words = text => text.split(/\\s+/).filter(word => /[\\p{L}\\p{N}]/u.test(word)).length;
  return {words: words(group.innerText), frame: words(document.querySelector('.top').innerText),
    signs: group.querySelectorAll('[data-sign]').length};
})"""

#: All that the count depends on: the frame and the groups, without what follows them.
_SHOWN = re.compile(r'<header class="top".*?(?=<section class="screen result")', re.DOTALL)
_counted: dict[str, list[dict[str, Any]]] = {}


def counted(page: Page, companion: Companion, rules: Rules, timing: Timing) -> list[dict[str, Any]]:
    """Words and signs of each group for somebody of whom only her timing is known. A check seen before is not loaded."""
    body = acute(state_at(rules, timing), rules, about="spasm")
    shown = _SHOWN.search(body)
    assert shown, "no check on the page"
    if shown[0] not in _counted:
        _counted[shown[0]] = counted_on(page, companion, body)
    return _counted[shown[0]]


def counted_on(page: Page, companion: Companion, body: str) -> list[dict[str, Any]]:
    """Words and signs of each group of a page, as the browser shows it."""
    address = f"{companion.address}/now"

    def serve(route: Route) -> None:
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    page.route(address, serve)
    page.goto(address, wait_until="domcontentloaded")
    page.wait_for_function("document.querySelector('#check .screen.on') !== null")
    found: list[dict[str, Any]] = page.evaluate(_COUNT)
    page.unroute(address)
    return found


@pytest.mark.browser
@pytest.mark.parametrize("name", WEEKS)
def test_the_check_is_short(page: Page, companion: Companion, rules: Rules, name: str) -> None:
    page.goto(companion.address + "/hide")
    rows = []
    for timing in WEEKS[name]:
        groups = counted(page, companion, rules, timing)
        week = timing.first_day // 7 if timing.is_known_to_the_week else timing.stage.value
        sums = [sum(group[what] for group in groups) for what in ("signs", "words", "frame")]
        rows.append((week, len(groups), *sums))
    print(f"\n{name}: week, groups, signs, words, words of the frame (Back, Call, Hide on every screen)")
    print("\n".join(f"{row[0]!s:>12} {row[1]:>3} {row[2]:>4} {row[3]:>5} {row[4]:>4}" for row in rows))
    for week, groups, _, words, _ in rows:
        assert groups <= GROUPS_AT_MOST, f"{name}, week {week}: {groups} groups"
        if name != "week not known":
            assert words < MOST_WORDS, f"{name}, week {week}: {words} words"


def test_every_sign_is_said_in_few_words(rules: Rules) -> None:
    long = [
        f"{sign.id}: {len(sign.words.split())} words"
        for group in rules.knowledge.check_group.values()
        for sign in group.signs
        if len(sign.words.split()) > MOST_WORDS_A_SIGN
    ]
    assert not long
