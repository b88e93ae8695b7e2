"""The browser shell in its first moments: what she taps before the rest of it is there is held, and then done."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.server import Companion
from tests.support.shell import Shelled, ShellWalk
from tests.support.walk import PREGNANT

pytestmark = pytest.mark.browser
REST = "**/rest.js"


@pytest.fixture
def held() -> list[Route]:
    """The rest of the shell, asked for and not yet sent."""
    return []


@pytest.fixture
def walk(page: Page, companion: Companion, held: list[Route]) -> Iterator[ShellWalk]:
    """Somebody 31 weeks pregnant, whose line is slow: the rest of the shell comes when ``held`` goes on."""
    assert companion.form("/you", PREGNANT).status == 303
    shelled = Shelled(companion)
    page.route(REST, lambda route: held.append(route))
    yield ShellWalk(page, shelled)
    shelled.close()


def the_rest_comes(walk: ShellWalk, held: list[Route]) -> None:
    while not held:
        walk.page.wait_for_timeout(20)
    held[-1].continue_()


def test_a_link_is_followed_when_the_rest_is_there(walk: ShellWalk, held: list[Route]) -> None:
    walk.open("/").page.evaluate("window.isTheFirst = true")
    walk.tab("Diary").click()
    walk.page.wait_for_timeout(100)
    assert walk.page.url.endswith("/"), "and it was not followed by the browser meanwhile"
    the_rest_comes(walk, held)
    walk.at("/diary")
    assert walk.is_the_first()


def test_a_form_is_sent_when_the_rest_is_there(walk: ShellWalk, held: list[Route]) -> None:
    walk.open("/diary/spasm").page.get_by_role("radio", name="4", exact=True).check()
    walk.button("Save what I tapped").click()
    walk.page.wait_for_timeout(100)
    assert not walk.companion.kept("spasm")
    the_rest_comes(walk, held)
    walk.stands_at("Noted. Go gently.")
    assert [body["worst"] for body in walk.companion.kept("spasm")] == [4]


def test_the_check_waits_for_nothing(walk: ShellWalk, held: list[Route]) -> None:
    walk.open("/").link(re.compile("My back just grabbed")).click()
    walk.stands_at("Wee, poo and feeling")
    walk.none_of_these()


def test_what_never_comes_is_told_and_tried_again(walk: ShellWalk, held: list[Route]) -> None:
    walk.page.unroute(REST)
    walk.page.route(REST, lambda route: route.abort())
    walk.open("/diary/spasm").page.get_by_role("radio", name="4", exact=True).check()
    walk.button("Save what I tapped").click()
    box = walk.page.get_by_role("alert")
    expect(box).to_contain_text("A part of the companion could not be loaded.")
    assert walk.page.get_by_role("radio", name="4", exact=True).is_checked()
    walk.page.unroute(REST)
    walk.button("Save what I tapped").click()
    walk.stands_at("Noted. Go gently.")
    assert [body["worst"] for body in walk.companion.kept("spasm")] == [4]


def test_back_before_the_rest_is_there_leads_back(walk: ShellWalk, held: list[Route]) -> None:
    """After a reload the history still leads to pages that the shell had shown."""
    walk.page.unroute(REST)
    walk.begin("/").tab("Me").click()
    walk.at("/me")
    walk.page.route(REST, lambda route: held.append(route))
    walk.page.reload()
    walk.page.go_back()
    the_rest_comes(walk, held)
    walk.at("/")
    walk.stands_at("What do you need?")


def test_what_is_said_before_the_rest_is_there_is_said_then(walk: ShellWalk, held: list[Route]) -> None:
    walk.open("/").page.evaluate("steady.tell('unsure')")
    walk.elsewhere("kept")
    the_rest_comes(walk, held)
    expect(walk.page.get_by_role("status")).to_contain_text("This browser may clear your diary away")
    walk.page.wait_for_function("() => steadyTransport.asked.length > 0")
