"""A warning sign: the check stops, says what to do and whom to call, and everything waits until she was seen."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import expect

from steadyback.care.rules import Rules
from steadyback.cli.shelf import open_knowledge
from tests.support.walk import NUMBER, Walk

pytestmark = pytest.mark.browser
CONTACTS = open_knowledge().contact
AMBULANCE = "Call an ambulance now"
COUNTRIES = {code: item.emergency[0].number for code, item in sorted(CONTACTS.items()) if item.emergency}
HOME = "You can care for this at home"


def be(walk: Walk, told: Mapping[str, str]) -> Walk:
    assert walk.companion.form("/you", told).status == 303
    return walk


def numbers(walk: Walk) -> list[str]:
    """Every number that the screen offers to dial."""
    found = walk.page.locator("a[href^='tel:']:visible")
    return [str(found.nth(number).get_attribute("href"))[4:] for number in range(found.count())]


@pytest.mark.parametrize("answer", ["Yes", "Not sure"])
def test_an_emergency_sign_stops_the_check_at_once(her: Walk, rules: Rules, answer: str) -> None:
    her.open("/now").reach("sgn-breath")
    expect(her.button("See what to do now")).to_be_hidden()
    her.pick("sgn-breath", answer)
    expect(her.button("Next")).to_be_hidden()
    her.button("See what to do now").click()
    her.stands_at(AMBULANCE)
    assert numbers(her)[0] == "999"
    words = her.words()
    assert "I am 31 weeks pregnant." in words
    sign = next(
        sign for group in rules.knowledge.check_group.values() for sign in group.signs if sign.id == "sgn-breath"
    )
    assert sign.say
    assert sign.say in words
    assert rules.knowledge.fact["act-stopped"].card.title in words
    assert rules.knowledge.fact["act-cannot-check"].card.title in words, "four groups were not asked"
    assert "Any other fall" in (her.page.locator(".screen.on [data-unasked]").text_content() or "")
    expect(her.link(re.compile("^Start with step"))).to_be_hidden()
    her.all_sent()
    (check,) = her.companion.kept("check")
    assert check["answers"]["sgn-breath"] == {"Yes": "yes", "Not sure": "unsure"}[answer]
    assert "sgn-fall" in check["shown"]
    assert "sgn-fall" not in check["answers"], "what was not asked is not answered"


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_number_is_the_one_of_her_country(walk: Walk, country: str) -> None:
    be(walk, {"stage": "pregnant", "weeks": "31", "country": country})
    walk.open("/now").check_with({"sgn-breath": "Yes"}).stands_at(AMBULANCE)
    assert numbers(walk)[0] == COUNTRIES[country]
    assert set(numbers(walk)) <= {phone.number.replace(" ", "") for phone in CONTACTS[country].emergency}
    assert COUNTRIES[country] in walk.page.locator("a[href^='tel:']:visible").first.inner_text()
    walk.open("/call")
    assert numbers(walk)[0] == COUNTRIES[country]


def test_without_a_country_no_number_is_guessed(walk: Walk) -> None:
    be(walk, {"stage": "pregnant", "weeks": "31"})
    walk.open("/now").check_with({"sgn-breath": "Yes"}).stands_at(AMBULANCE)
    assert not numbers(walk)
    assert "Call your local emergency number" in walk.words()
    assert not re.search(r"\b(999|911|112|000|111)\b", walk.words())
    walk.open("/call").stands_at("Who to call")
    assert not numbers(walk)
    assert not re.search(r"\b(999|911|112|000|111)\b", walk.words())


def test_her_own_unit_can_be_dialled_without_a_country(walk: Walk) -> None:
    be(walk, {"stage": "pregnant", "weeks": "31", "maternity_number": NUMBER})
    walk.open("/now").check_with({"sgn-moves": "Yes"})
    assert numbers(walk) == [NUMBER.replace(" ", "")]
    assert NUMBER in walk.page.locator("a[href^='tel:']:visible").inner_text()


def test_the_unit_comes_first_where_she_is_to_phone_it(her: Walk) -> None:
    her.open("/now").check_with({"sgn-moves": "Yes"}).stands_at("Phone your maternity unit and go in now")
    assert numbers(her) == [NUMBER.replace(" ", ""), "999"]


def test_a_same_day_sign_is_told_at_the_end(her: Walk) -> None:
    her.open("/now").reach("sgn-one-leg")
    her.pick("sgn-one-leg", "Yes")
    expect(her.button("See what to do now")).to_be_hidden()
    her.finish_check().stands_at(re.compile("^Phone .* today"))
    assert "All steps and moves are stopped" in her.words()
    expect(her.link(re.compile("^Start with step"))).to_be_hidden()
    expect(her.page.get_by_role("list", name="How soon").locator("[aria-current]:visible")).to_have_text("Today")


def test_a_review_sign_is_told_at_the_end(her: Walk) -> None:
    her.open("/now").check_with({"sgn-shooting": "Yes"}).stands_at(re.compile("^Book a visit"))
    expect(her.page.get_by_role("list", name="How soon").locator("[aria-current]:visible")).to_have_text("This week")
    expect(her.link(re.compile("step", re.IGNORECASE))).to_be_hidden()
    assert "stopped" in her.words(), "shooting pain shuts the steps, and that is said"


def test_the_most_urgent_advice_wins(her: Walk) -> None:
    answers = {"sgn-shooting": "Yes", "sgn-one-leg": "Not sure", "sgn-headache": "Yes", "sgn-breath": "Not sure"}
    her.open("/now").check_with(answers).stands_at(AMBULANCE)


def test_every_reason_has_its_words_and_sources(her: Walk, rules: Rules) -> None:
    her.open("/now").check_with({"sgn-breath": "Yes"})
    her.page.locator("summary:visible").get_by_text("Why we say this").click()
    why = her.page.locator("li[data-flag]:visible")
    assert why.count() == 4
    for number in range(why.count()):
        flag = rules.knowledge.red_flag[str(why.nth(number).get_attribute("data-flag"))]
        assert flag.card.title in why.nth(number).inner_text()
        assert "Source: " in why.nth(number).inner_text()


def test_the_pause_holds_until_she_says_in_words_that_she_was_seen(her: Walk) -> None:
    her.open("/now").check_with({"sgn-breath": "Yes"})
    her.all_sent()
    her.open("/").link(re.compile("Have you been seen")).click()
    her.stands_at("Has somebody looked at you?")
    assert numbers(her)
    for place in ("lad-1-reset-breathe", "ladder", "stay", "conditions", "result-self-care"):
        her.open("/").open(f"/now#{place}")
        her.stands_at("Has somebody looked at you?")
        expect(her.page.locator(".rung:visible")).to_have_count(0)
    # an empty answer is none, and white space is no word
    her.button("I have been seen").click()
    her.stands_at("Has somebody looked at you?")
    her.page.get_by_label("Who looked at you?").fill("   ")
    her.button("I have been seen").click()
    her.stands_at("Has somebody looked at you?")
    assert not her.companion.kept("seen")
    her.heard.complaints.clear()  # the browser tells of the 422

    her.page.get_by_label("Who looked at you?").fill("Dr Okafor, at the day unit")
    her.button("I have been seen").click()
    her.at_the_check()
    (seen,) = her.companion.kept("seen")
    assert seen["by"] == "Dr Okafor, at the day unit"
    assert seen["words"] == "I have been seen"
    assert "pe-breathless" in seen["flags"]
    her.open("/now#lad-1-reset-breathe")
    expect(her.page.locator(".rung:visible")).to_have_count(0)
    her.open("/now").finish_check().stands_at(HOME)
    her.start()
    assert "Step 1 of" in her.words()


def test_a_clear_check_does_not_lift_the_pause(her: Walk) -> None:
    her.open("/now").check_with({"sgn-breath": "Yes"})
    her.all_sent()
    her.open("/now").stands_at("Has somebody looked at you?")
    her.link("Something is new: check again").click()
    her.at_the_check().finish_check()
    her.stands_at("Has somebody looked at you?")
    expect(her.link(re.compile("^Start with step"))).to_be_hidden()


def test_a_new_sign_during_the_pause_is_told(her: Walk) -> None:
    her.open("/now").check_with({"sgn-one-leg": "Yes"})
    her.all_sent()
    her.open("/now").link("Something is new: check again").click()
    her.at_the_check().check_with({"sgn-breath": "Yes"}).stands_at(AMBULANCE)


def test_from_the_card_she_can_say_that_she_was_seen(her: Walk) -> None:
    her.open("/now").check_with({"sgn-breath": "Yes"})
    her.all_sent()
    her.link("I have been seen").click()
    her.stands_at("Has somebody looked at you?")


def test_an_emergency_for_somebody_of_whom_nothing_is_known(walk: Walk) -> None:
    walk.open("/now").check_with({"sgn-saddle": "Not sure"}).stands_at("Go to the emergency department now")
    assert "I am pregnant, or had a baby not long ago." in walk.words()
    assert not numbers(walk)


def test_to_change_the_answer_takes_nothing_back(her: Walk) -> None:
    """She may correct a slip of the finger, but the pause stands."""
    her.open("/now").check_with({"sgn-wee-poo": "Yes"}).stands_at("Go to the emergency department now")
    her.link("Change an answer").click()
    her.at_the_check().pick("sgn-wee-poo", "No")
    her.finish_check()
    her.all_sent()
    her.open("/now").stands_at("Has somebody looked at you?")
