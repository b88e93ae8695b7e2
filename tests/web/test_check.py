"""The check: every sign in sight, nothing ticked for her, nothing taken for a no."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from steadyback.care.rules import Rules
from steadyback.vocabulary.timing import Stage, at_week
from tests.support.expected import screens_at, signs_at
from tests.support.walk import Walk, radio_values

pytestmark = pytest.mark.browser
HOME = "You can care for this at home"


def test_nothing_is_ticked_for_her(her: Walk) -> None:
    her.open("/now")
    assert not radio_values(her.page)
    expect(her.button("None of these")).not_to_have_attribute("aria-pressed", "true")
    for _ in range(6):
        assert all(her.answer(sign) is None for sign in her.signs())
        her.none_of_these()


def test_the_groups_show_the_signs_that_the_engine_asks(her: Walk, rules: Rules) -> None:
    her.open("/now")
    for screen in screens_at(rules, at_week(Stage.PREGNANT, 31)):
        assert her.heading == screen.group.card.title
        assert her.signs() == [sign.id for sign in screen.signs]
        for sign in screen.signs:
            group = her.page.get_by_role("group", name=sign.words, exact=True)
            assert group.get_by_role("radio").count() == 3
            for answer in ("Yes", "No", "Not sure"):
                expect(group.get_by_role("radio", name=answer, exact=True)).to_be_visible()
        her.none_of_these()


def test_none_of_these_answers_only_what_is_shown_and_open(her: Walk) -> None:
    her.open("/now")
    first, second, *others = her.signs()
    her.pick(first, "No")
    her.pick("sgn-shooting", "Not sure")
    her.none_of_these()
    picked = radio_values(her.page)
    assert picked.pop("sgn-shooting") == "unsure"
    assert set(picked) == {first, second, *others} - {"sgn-shooting"}
    assert set(picked.values()) == {"no"}
    assert all(her.answer(sign) is None for sign in her.signs())


def test_next_waits_for_an_answer_to_each(her: Walk) -> None:
    her.open("/now")
    group, signs = her.heading, her.signs()
    her.pick(signs[0], "No")
    her.button("Next").click()
    her.stands_at(group)
    said = her.page.get_by_role("alert").filter(visible=True)
    expect(said).to_contain_text("Tap an answer for each one")
    expect(said).to_be_in_viewport()
    focused = her.page.evaluate("document.activeElement.name")
    assert focused == signs[1], "the focus goes to the first that is open"
    for sign in signs[1:]:
        her.pick(sign, "No")
    expect(her.page.get_by_role("alert").filter(visible=True)).to_have_count(0)
    her.next_group()


def test_an_answer_can_be_changed(her: Walk) -> None:
    her.open("/now").pick("sgn-wee-poo", "Yes")
    expect(her.button("See what to do now")).to_be_visible()
    her.pick("sgn-wee-poo", "No")
    expect(her.button("See what to do now")).to_be_hidden()
    expect(her.button("Next")).to_be_visible()
    her.finish_check().stands_at(HOME)


def test_the_emergency_button_follows_her_to_the_other_groups(her: Walk) -> None:
    her.open("/now").none_of_these()
    her.pick("sgn-breath", "Yes")
    her.page.go_back()
    her.stands_at("Wee, poo and feeling")
    expect(her.button("See what to do now")).to_be_visible()


def test_two_signs_that_together_are_an_emergency_stop_the_check(walk: Walk) -> None:
    """A sore calf alone can wait until the end; with a swollen leg it cannot."""
    walk.companion.form("/you", {"stage": "birth", "birth_on": "2026-01-01"})
    walk.open("/now").reach("sgn-fever")
    walk.pick("sgn-fever", "No")
    expect(walk.button("See what to do now")).to_be_hidden()
    walk.pick("sgn-fever", "Yes")
    first = walk.button("See what to do now").is_visible()
    walk.pick("sgn-wee-burn", "Yes")
    assert walk.button("See what to do now").is_visible() or not first


def test_what_a_sign_means_is_explained_when_she_says_yes_or_not_sure(her: Walk, rules: Rules) -> None:
    her.open("/now")
    sign = next(
        sign for group in rules.knowledge.check_group.values() for sign in group.signs if sign.id == "sgn-wee-poo"
    )
    assert sign.explain
    note = her.page.get_by_text(sign.explain)
    her.pick("sgn-wee-poo", "Not sure")
    expect(note).to_be_visible()


def test_unknown_weeks_show_the_widest_set(walk: Walk, rules: Rules) -> None:
    """Whatever is asked in any week is asked of her whose week nobody knows."""
    walk.companion.form("/you", {"stage": "pregnant"})
    shown: list[str] = []
    walk.open("/now").at_the_check()
    while walk.signs():
        shown += walk.signs()
        walk.none_of_these()
    for week in range(45):
        assert set(signs_at(rules, at_week(Stage.PREGNANT, week))) <= set(shown), f"week {week}"


def test_nothing_known_shows_the_signs_of_both_stages(walk: Walk, rules: Rules) -> None:
    shown: list[str] = []
    walk.open("/now").at_the_check()
    while walk.signs():
        shown += walk.signs()
        walk.none_of_these()
    both = {*signs_at(rules, at_week(Stage.PREGNANT, None)), *signs_at(rules, at_week(Stage.POSTPARTUM, None))}
    assert both - set(shown) <= {"sgn-thoughts-self"}, "(said in other words where there may be a baby)"


def test_what_she_told_about_herself_is_used(walk: Walk) -> None:
    walk.companion.form("/you", {"stage": "birth", "birth_on": "2026-11-10", "block": "no"})
    walk.companion.form("/you", {"sickle-disease": "no", "aorta-condition": "no"})
    shown: list[str] = []
    walk.open("/now").at_the_check()
    while walk.signs():
        shown += walk.signs()
        walk.none_of_these()
    assert not {"sgn-needle", "sgn-needle-neck", "sgn-sickle", "sgn-aorta"} & set(shown)


@pytest.mark.parametrize("path", ["/", "/now", "/you", "/you?then=now", "/call", "/after", "/seen", "/hide"])
def test_after_a_loss_there_is_no_word_about_a_baby(walk: Walk, path: str) -> None:
    walk.companion.form("/you", {"stage": "loss", "country": "uk"})
    walk.open(path)
    page = walk.page.locator("body")
    if path.startswith("/you"):  # there she may say how things are now, a birth as well
        walk.page.evaluate("document.querySelector('input[name=stage]').closest('fieldset').remove()")
    said = " ".join((page.text_content() or "").split()).lower()
    found = [word for word in ("baby", "babies", "bump", "newborn", "i had a baby", "your birth") if word in said]
    assert not found, [said[max(0, said.index(word) - 60) : said.index(word) + 40] for word in found]
