"""With script switched off the pages read as a guide from top to bottom, and every form works."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from steadyback.care.rules import Rules
from steadyback.vocabulary.timing import Stage, at_week
from tests.support.expected import rung_titles, screens_at, signs_at
from tests.support.server import Companion
from tests.support.walk import NUMBER, PREGNANT, Walk

pytestmark = pytest.mark.browser
WEEK_31 = at_week(Stage.PREGNANT, 31)


@pytest.fixture
def plain(profile: Callable[..., BrowserContext], companion: Companion) -> Iterator[Walk]:
    """Somebody 31 weeks pregnant in the United Kingdom, in a browser without script."""
    assert companion.form("/you", PREGNANT).status == 303
    walk = Walk(profile(java_script_enabled=False).new_page(), companion)
    yield walk
    assert not walk.heard.complaints


def headings(walk: Walk) -> list[str]:
    found = walk.page.locator("h1:visible")
    return [text.strip() for text in found.all_inner_texts()]


def answer_all(walk: Walk, rules: Rules, but: dict[str, str] | None = None) -> None:
    for sign in signs_at(rules, WEEK_31):
        walk.pick(sign, (but or {}).get(sign, "No"))


def send(walk: Walk) -> None:
    walk.page.get_by_role("button", name="See what to do", exact=True).click()


def test_the_page_reads_in_order_as_a_guide(plain: Walk, rules: Rules) -> None:
    plain.open("/now")
    found = headings(plain)
    groups = [screen.group.card.title for screen in screens_at(rules, WEEK_31)]
    steps = rung_titles(rules, WEEK_31, screened_out=False)
    places = [found.index(title) for title in [*groups, *steps, "Note it in three taps"]]
    assert places == sorted(places), "the check, what to do, the steps, the note: in this order"
    words = plain.words()
    for sign in (sign for screen in screens_at(rules, WEEK_31) for sign in screen.signs):
        assert sign.words in words
        if sign.explain:
            assert sign.explain in words
    for rung in rules.knowledge.rung.values():
        for statement in (*rung.stop, *rung.steps):
            assert statement.text in words, rung.card.id
    assert "999" in words
    assert NUMBER in words


def test_nothing_stands_there_that_only_a_script_could_serve(plain: Walk) -> None:
    for path in ("/", "/now", "/you", "/call", "/after", "/seen"):
        plain.open(path)
        dead = plain.page.locator("button[type=button]:visible")
        assert dead.count() == 0, f"{path}: {dead.all_inner_texts()}"
        for target in plain.page.locator("a[href^='#']:visible").all():
            name = str(target.get_attribute("href"))[1:]
            assert plain.page.locator(f"[id='{name}']").count() == 1, f"{path}: #{name} is nowhere"


def test_the_check_as_a_form_when_all_is_well(plain: Walk, rules: Rules) -> None:
    plain.open("/now")
    answer_all(plain, rules)
    send(plain)
    result = plain.page.locator("#result-self-care")
    expect(result).to_contain_text(rules.knowledge.fact["act-home"].card.title)
    (check,) = plain.companion.kept("check")
    assert set(check["answers"].values()) == {"no"}
    assert sorted(check["answers"]) == sorted(signs_at(rules, WEEK_31))
    for sign in signs_at(rules, WEEK_31):
        assert plain.answer(sign) == "no", "what she picked stays picked"


def test_the_check_as_a_form_in_an_emergency(plain: Walk, rules: Rules) -> None:
    plain.open("/now")
    answer_all(plain, rules, {"sgn-breath": "Not sure"})
    send(plain)
    result = plain.page.locator("#result-emergency")
    expect(result).to_contain_text("Call an ambulance now")
    expect(result).to_contain_text("I am 31 weeks pregnant.")
    expect(result.locator("a[href='tel:999']:visible").first).to_be_visible()
    assert plain.companion.kept("check")[0]["answers"]["sgn-breath"] == "unsure"


def test_after_sending_the_answer_comes_first(plain: Walk, rules: Rules) -> None:
    """She must not have to look for it below six groups of questions, beside three cards that are not for her."""
    plain.open("/now")
    answer_all(plain, rules, {"sgn-breath": "Yes"})
    send(plain)
    first = headings(plain)[0]
    assert first == "Call an ambulance now", f"the first heading is {first!r}"
    shown = [card for card in plain.page.locator(".result").all() if card.is_visible()]
    assert len(shown) == 1, "only the card that is for her"


def test_an_emergency_offers_no_step(plain: Walk, rules: Rules) -> None:
    plain.open("/now")
    answer_all(plain, rules, {"sgn-breath": "Yes"})
    send(plain)
    assert plain.page.locator(".rung:visible").count() == 0, "with the card"
    plain.open("/now")
    assert plain.page.locator(".rung:visible").count() == 0, "while it waits for her to be seen"


def test_a_check_half_answered_reassures_nobody(plain: Walk) -> None:
    plain.open("/now").pick("sgn-breath", "No")
    send(plain)
    shown = [card for card in plain.page.locator(".result").all() if card.is_visible()]
    assert [card.get_attribute("id") for card in shown] != ["result-self-care"] or (
        "We have not checked everything" in plain.words()
    )
    assert "You can care for this at home" not in headings(plain)


def test_an_empty_check_reassures_nobody(plain: Walk) -> None:
    plain.open("/now")
    send(plain)
    assert "You can care for this at home" not in headings(plain)


def test_about_you_and_the_pause_as_forms(plain: Walk, rules: Rules) -> None:
    plain.open("/you")
    plain.page.get_by_role("radio", name="I am pregnant").check()
    plain.page.get_by_label("How many whole weeks?").fill("20")
    plain.page.get_by_role("button", name="Save").first.click()
    expect(plain.page.get_by_role("status")).to_contain_text("20 weeks")
    assert plain.companion.form("/now", {"sgn-breath": "yes"}).status == 200
    plain.open("/now")
    expect(plain.page.get_by_role("heading", name="Has somebody looked at you?")).to_be_visible()
    plain.page.get_by_label("Who looked at you?").fill("my midwife")
    plain.page.get_by_role("button", name="I have been seen").click()
    assert plain.companion.kept("seen")[0]["by"] == "my midwife"
    expect(plain.page.get_by_role("heading", name="Has somebody looked at you?")).to_have_count(0)


def test_the_log_as_a_form(plain: Walk) -> None:
    plain.open("/now#log")
    plain.tap("6", "Higher", "Bend or twist")
    plain.page.get_by_role("button", name="Save what I tapped").click()
    plain.stands_at("Now that it has settled")
    (spasm,) = plain.companion.kept("spasm")
    assert (spasm["worst"], spasm["where"], spasm["doing"]) == (6, "higher", "trg-bend-twist")


def test_a_step_as_a_form(plain: Walk, rules: Rules) -> None:
    plain.open("/now")
    answer_all(plain, rules)
    send(plain)
    plain.open("/now")
    plain.page.locator("#lad-1-reset-breathe").get_by_role("button", name="Same", exact=True).click()
    assert "#ladder" in plain.page.url
    plain.page.locator("#lad-1-reset-breathe").get_by_role("button", name="Worse", exact=True).click()
    assert re.search(r"about=again", plain.page.url)
    assert [move["felt"] for move in plain.companion.kept("ladder") if move["did"] == "done"] == ["same", "worse"]


def test_what_she_did_without_script_counts(plain: Walk, rules: Rules) -> None:
    """A step done as a form moves her on, as a step done with a tap does."""
    plain.open("/now")
    answer_all(plain, rules)
    send(plain)
    plain.open("/now")
    plain.page.locator("#lad-1-reset-breathe").get_by_role("button", name="Same", exact=True).click()
    plain.open("/")
    expect(plain.page.get_by_role("link", name=re.compile("Carry on: step 2"))).to_be_visible()


def test_the_later_questions_as_a_form(plain: Walk) -> None:
    plain.open("/after")
    plain.page.get_by_role("group").first.get_by_role("radio", name="No", exact=True).check()
    plain.page.get_by_role("button", name="Save these answers").click()
    assert plain.companion.kept("check")[0]["about"] == "other"
