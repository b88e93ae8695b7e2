"""About you: what she told stands there, and to save one thing changes nothing else."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.screens import days_ago
from tests.support.walk import NUMBER, PREGNANT, Walk

pytestmark = pytest.mark.browser

WAYS = {
    "pregnant": (PREGNANT, "31 weeks"),
    "after birth": (
        {"stage": "birth", "birth_on": days_ago(30), "mode": "caesarean", "block": "yes", "country": "us"},
        "4 weeks after birth",
    ),
    "after a loss": ({"stage": "loss", "loss_on": days_ago(30), "country": "ie"}, "4 weeks after a loss"),
}


@pytest.mark.parametrize("name", WAYS)
def test_saving_something_else_changes_nothing_of_her_dates(walk: Walk, name: str) -> None:
    """She comes back to answer one question about a condition, and presses Save."""
    form, line = WAYS[name]
    assert walk.companion.form("/you", form).status == 303
    walk.open("/")
    assert line in walk.words()
    signs = walk.companion.get("/now").text.count("data-sign=")
    walk.open("/you")
    walk.page.locator("#conditions").get_by_role("group").first.get_by_role("radio", name="No", exact=True).check()
    walk.button("Save").last.click()
    expect(walk.page.get_by_role("status")).to_contain_text("Saved")
    walk.open("/")
    assert line in walk.words(), "her dates are gone"
    assert walk.companion.get("/now").text.count("data-sign=") == signs


def test_what_she_told_stands_there(her: Walk) -> None:
    her.open("/you")
    expect(her.page.get_by_role("radio", name="I am pregnant")).to_be_checked()
    expect(her.page.get_by_label("Your country")).to_have_value("uk")
    expect(her.page.get_by_label("Phone number of your maternity unit")).to_have_value(NUMBER)


def test_a_due_date_told_later_corrects_the_weeks(her: Walk) -> None:
    her.companion.form("/you", {"stage": "pregnant", "weeks": "20"})
    her.open("/")
    assert "20 weeks" in her.words()


def test_a_birth_ends_the_pregnancy(her: Walk) -> None:
    her.open("/you")
    her.page.get_by_role("radio", name="I have given birth").check()
    her.page.get_by_label("When?").first.fill(days_ago(3))
    her.page.get_by_label("How?").select_option("caesarean")
    her.button("Save").first.click()
    expect(her.page.get_by_role("status")).to_contain_text("3 days after birth")
    her.open("/now").reach("sgn-pph")


def test_each_stage_asks_only_its_own_details(walk: Walk) -> None:
    walk.open("/you?then=now")
    expect(walk.page.get_by_label("How many whole weeks?")).to_be_hidden()
    walk.page.get_by_role("radio", name="I am pregnant").check()
    expect(walk.page.get_by_label("How many whole weeks?")).to_be_visible()
    walk.page.get_by_role("radio", name="I am no longer pregnant").check()
    expect(walk.page.get_by_label("How many whole weeks?")).to_be_hidden()
    expect(walk.page.get_by_text("We are sorry.")).to_be_visible()


def test_a_condition_she_told_holds_the_moves_and_says_why(her: Walk) -> None:
    her.companion.form("/you", {"scr-previa": "yes"})
    her.to_the_ladder()
    words = her.page.locator("body").text_content() or ""
    assert "Not for you now" in words


def test_how_she_gave_birth_can_be_told_later_without_the_day(walk: Walk) -> None:
    walk.companion.form("/you", {"stage": "birth", "birth_on": days_ago(30)})
    assert walk.companion.form("/you", {"stage": "birth", "mode": "assisted"}).status == 303
    assert walk.companion.form("/you", {"stage": "birth", "birth_on": days_ago(30), "mode": "unknown"}).status == 303
    births = walk.companion.kept("birth")
    assert [(birth["on"], birth["mode"]) for birth in births] == [
        (days_ago(30), "unknown"),
        (days_ago(30), "assisted"),
    ]
