"""What she writes is asked about at once: with script, without, and what is ticked meanwhile is not lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.support.axe import violations
from tests.support.reading import small, too_wide, unnamed
from tests.support.server import Companion
from tests.support.walk import PREGNANT, Walk

pytestmark = pytest.mark.browser
NUMB = "I have gone numb between my legs"
QUESTIONS = "About what you wrote"


def says_in_her_own_words(walk: Walk, text: str) -> None:
    """From the first group to the box in the second, opened and filled in."""
    walk.open("/now").at_the_check().none_of_these()
    walk.page.get_by_text("Your own words", exact=True).click()
    walk.page.get_by_label("What do you feel?").fill(text)


def answer_all(walk: Walk, answer: str) -> None:
    for group in walk.page.locator("fieldset.sign").all():
        group.get_by_role("radio", name=answer, exact=True).check()
    walk.button("Save these answers").click()


def test_words_in_the_check_lead_to_the_question_at_once(her: Walk) -> None:
    says_in_her_own_words(her, NUMB)
    her.button("Keep these words").click()
    her.stands_at(QUESTIONS)
    expect(her.page.locator("mark").first).to_contain_text("numb")
    assert "If that is so:" in her.words()
    assert her.page.locator("a[href^='tel:']").count()
    answer_all(her, "No")
    her.at_the_check()
    assert [entry["kind"] for entry in her.companion.entries()][-3:] == ["note", "check", "heard"]


def test_next_takes_the_words_along_and_the_ticks_stay(her: Walk) -> None:
    says_in_her_own_words(her, "My back is stiff and sore.")
    for sign in her.signs():
        her.pick(sign, "No")
    her.button("Next").click()
    expect(her.page.get_by_role("status").first).to_contain_text("That is no all-clear")
    assert her.companion.kept("note")
    assert {her.answer(sign) for sign in her.signs()} == {"no"}


def test_a_clear_check_opens_no_step_while_her_words_wait(her: Walk) -> None:
    assert her.companion.form("/diary/note", {"text": NUMB}).status == 303
    her.open("/now").finish_check()
    her.stands_at("One thing first")
    assert not her.page.locator("[data-rung]:visible").count()
    her.link("See the question").last.click()
    her.stands_at(QUESTIONS)
    answer_all(her, "No")
    her.at_the_check().finish_check().start()
    expect(her.page.locator("[data-rung]:visible")).to_have_count(1)


def test_a_yes_says_whom_to_call(her: Walk) -> None:
    assert her.companion.form("/diary/note", {"text": NUMB}).status == 303
    her.open("/heard")
    answer_all(her, "Yes")
    expect(her.page.locator(".urg").first).to_contain_text("By your answers")
    assert her.page.locator("a[href^='tel:']").count()
    her.open("/now").stands_at("Has somebody looked at you?")


def test_it_works_without_script(profile: Callable[..., BrowserContext], companion: Companion) -> None:
    assert companion.form("/you", PREGNANT).status == 303
    page = profile(java_script_enabled=False).new_page()
    page.goto(companion.address + "/now")
    page.get_by_text("Your own words", exact=True).click()
    page.get_by_label("What do you feel?").fill(NUMB)
    page.get_by_role("button", name="Keep these words").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTIONS)
    for group in page.locator("fieldset.sign").all():
        group.get_by_role("radio", name="Not sure", exact=True).check()
    page.get_by_role("button", name="Save these answers").click()
    expect(page.locator(".urg").first).to_contain_text("By your answers")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_and_press_it(her: Walk, scheme: Any) -> None:
    assert her.companion.form("/diary/note", {"text": f"{NUMB}. He hit me last night."}).status == 303
    her.page.emulate_media(color_scheme=scheme)
    for path in ("/heard", "/heard?alone=1", "/", "/today", "/now"):
        her.open(path).page.wait_for_load_state("load")
        assert not violations(her.page), path
        assert not unnamed(her.page), path
        assert not small(her.page, 48), path
        assert not too_wide(her.page, 320, 2.0), path
