"""Going back, going forward, starting anew, in two tabs, with no line: nothing opens early, nothing is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser import new_context
from tests.support.walk import Walk

pytestmark = pytest.mark.browser
HOME = "You can care for this at home"
LOCKED = ["ladder", "lad-1-reset-breathe", "lad-4-tilt-catcow", "lad-8-belt", "stay", "conditions", "result-self-care"]


@pytest.mark.parametrize("place", LOCKED)
def test_an_address_opens_nothing_before_the_check(her: Walk, place: str) -> None:
    her.open(f"/now#{place}").at_the_check().stands_at("Wee, poo and feeling")
    her.page.evaluate("place => { location.hash = place }", place)
    her.page.wait_for_timeout(50)
    her.stands_at("Wee, poo and feeling")


def test_an_unknown_address_shows_the_check(her: Walk) -> None:
    her.open("/now#nothing-here").at_the_check()
    her.open("/now#table").at_the_check()
    her.open("/now#main").at_the_check()
    her.none_of_these()
    here = her.heading
    her.page.evaluate("location.hash = 'main'")
    her.page.wait_for_timeout(50)
    her.stands_at(here)


def test_the_browsers_back_goes_one_screen_back_and_keeps_the_answers(her: Walk) -> None:
    her.open("/now").pick("sgn-shooting", "Not sure")
    her.none_of_these()
    second = her.heading
    her.none_of_these()
    her.page.go_back()
    her.stands_at(second)
    her.page.go_back()
    her.stands_at("Wee, poo and feeling")
    assert her.answer("sgn-shooting") == "unsure"
    her.page.go_forward()
    her.stands_at(second)


def test_back_at_the_top_of_the_page_does_the_same(her: Walk) -> None:
    her.open("/").open("/now").none_of_these()
    her.link("Back").click()
    her.stands_at("Wee, poo and feeling")
    her.link("Back").click()
    her.stands_at("What do you need?")


def test_back_from_the_log_goes_to_the_door(her: Walk) -> None:
    her.open("/").link("It has passed. Note it down").click()
    her.stands_at("Note it in three taps")
    her.link("Back").click()
    her.stands_at("What do you need?")


def test_back_in_a_tab_without_a_past_goes_to_the_door(her: Walk) -> None:
    her.open("/")
    with her.page.context.expect_page() as opened:
        her.link("It has passed. Note it down").click(modifiers=["ControlOrMeta"])
    page = opened.value
    expect(page.get_by_role("heading", level=1)).to_have_text("Note it in three taps")
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What do you need?")


def test_an_emergency_said_on_the_way_back_shuts_the_steps(her: Walk) -> None:
    """All is well; she goes back and says yes to a sign; the way forward is shut."""
    her.to_the_ladder()
    while not her.signs():
        her.page.go_back()
        her.page.wait_for_timeout(30)
    her.page.evaluate("location.hash = 'g1'")
    her.stands_at("Wee, poo and feeling")
    her.pick("sgn-wee-poo", "Yes")
    for place in ("lad-1-reset-breathe", "result-self-care"):
        her.page.evaluate("place => { location.hash = place }", place)
        her.page.wait_for_timeout(50)
        assert her.signs(), "neither a step nor a word that reassures"
    her.button("See what to do now").click()
    her.stands_at("Go to the emergency department now")


def test_a_reload_in_the_check_begins_it_anew(her: Walk) -> None:
    her.open("/now").none_of_these()
    her.none_of_these()
    her.page.reload()
    her.at_the_check()
    for sign in her.signs():
        assert her.answer(sign) is None
    her.page.evaluate("location.hash = 'g1'")
    her.finish_check().stands_at(HOME)
    her.all_sent()
    (check,) = her.companion.kept("check")
    assert sorted(check["answers"]) == sorted(check["shown"]), "whole, whatever was picked before the reload"


def test_a_reload_on_a_step_stays_there(her: Walk) -> None:
    her.to_the_ladder().felt("Same")
    here = her.heading
    her.all_sent()
    her.page.reload()
    her.stands_at(here)
    her.felt("Better").stands_at("It helps. Stay with this step.")


def test_a_reload_after_an_emergency_waits_for_her_to_be_seen(her: Walk) -> None:
    her.open("/now").check_with({"sgn-breath": "Yes"})
    her.all_sent()
    her.page.reload()
    her.stands_at("Has somebody looked at you?")
    expect(her.page.locator("a[href^='tel:']:visible").first).to_be_visible()


def test_two_tabs(her: Walk) -> None:
    """An emergency in one tab: the other one, opened before, may not lead on once it asks the server again."""
    her.to_the_ladder()
    other = Walk(her.page.context.new_page(), her.companion)
    other.open("/now?about=again")
    other.page.evaluate("location.hash = 'g1'")
    other.at_the_check().check_with({"sgn-breath": "Yes"})
    other.all_sent()
    her.page.reload()
    her.stands_at("Has somebody looked at you?")
    assert not other.heard.complaints


def test_the_same_note_from_two_tabs_is_two_notes(her: Walk) -> None:
    other = Walk(her.page.context.new_page(), her.companion)
    for tab in (her, other):
        tab.open("/now#log")
    for tab in (her, other):
        tab.tap("5", "Low left", "Nothing much")
        tab.stands_at("Noted. Go gently.")
        tab.all_sent()
    assert len(her.companion.kept("spasm")) == 2


def test_without_a_line_nothing_is_lost(her: Walk) -> None:
    """The flow goes on; what she said waits in the page and is sent, once, when the line is back."""
    her.open("/now").finish_check()
    her.all_sent()
    her.page.context.set_offline(True)
    her.start()
    her.felt("Better")
    her.button("It has settled").click()
    her.tap("7", "Low left", "Nothing much")
    her.stands_at("Not saved yet.")
    expect(her.page.get_by_text("Not saved yet. We keep trying")).to_be_visible()
    assert not her.companion.kept("spasm")
    her.page.context.set_offline(False)
    her.saved()
    her.stands_at("Noted. Go gently.")
    assert len(her.companion.kept("spasm")) == 1
    assert [move["did"] for move in her.companion.kept("ladder")] == ["start", "done", "finish"]
    her.heard.complaints.clear()  # the browser tells of the requests that could not be sent


def test_hide_leaves_nothing_on_the_screen_and_no_way_back(her: Walk) -> None:
    her.open("/now").none_of_these()
    her.link("Hide").click()
    her.stands_at("Notes")
    for word in ("back", "pain", "pregnan", "Steadyback"):
        assert word not in her.words()
        assert word not in her.page.title()
    her.page.go_back()
    her.stands_at("Notes")
    assert "Steadyback" not in her.page.title()


@pytest.fixture
def second(her: Walk) -> Page:
    """The same diary from another profile: another browser on this computer."""
    browser = her.page.context.browser
    assert browser is not None
    context: BrowserContext = new_context(browser)
    return context.new_page()


def test_what_one_browser_told_the_other_one_knows(her: Walk, second: Page) -> None:
    her.open("/now").check_with({"sgn-breath": "Yes"})
    her.all_sent()
    second.goto(her.companion.address + "/now")
    expect(second.get_by_role("heading", level=1)).to_have_text("Has somebody looked at you?")
    second.context.close()
