"""She begins with the step that has helped her, where she is in pain: after the check, with and without script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, expect

from steadyback.care.rules import Rules
from steadyback.vocabulary.timing import Stage, at_week
from tests.support.expected import signs_at
from tests.support.server import Companion
from tests.support.tries import ONE, THREE, TWO
from tests.support.walk import PREGNANT, Walk

pytestmark = pytest.mark.browser
FIRST = "First step for you: Warm your back"
WHY = "It helped you 4 of 5 times."


def tried(companion: Companion, what: str, *came: str) -> None:
    now = datetime.now(UTC)
    entries = [
        {
            "id": str(uuid4()),
            "kind": "tried",
            "at": (now - timedelta(hours=1, seconds=back)).isoformat(),
            "device": "phone",
            "body": {"what": what, "helped": helped, "on": str((now - timedelta(days=back)).date())},
        }
        for back, helped in enumerate(came, start=1)
    ]
    assert companion.send(entries).status == 200


def helped(companion: Companion) -> None:
    tried(companion, ONE, "no", "no", "no", "no")
    tried(companion, TWO, "helped", "helped", "no", "a-little", "helped")


@pytest.fixture
def titles(rules: Rules) -> dict[str, str]:
    return {name: rung.card.title for name, rung in rules.knowledge.rung.items()}


def moves(companion: Companion) -> list[tuple[str, str | None]]:
    return [(move["did"], move["rung"]) for move in companion.kept("ladder")]


def test_she_begins_with_the_first_step_and_then_meets_what_it_passed_over(her: Walk, titles: dict[str, str]) -> None:
    helped(her.companion)
    her.open("/now").finish_check()
    assert WHY in her.words()
    expect(her.link("Start with step 1")).to_be_visible()
    her.link(FIRST).click()
    her.stands_at(titles[TWO])
    her.felt("Same").stands_at(titles[ONE])
    her.all_sent()
    her.page.reload()
    her.stands_at(titles[ONE])
    her.felt("Better").stands_at("It helps. Stay with this step.")
    her.button("Go on to the next step").click()
    her.stands_at(titles[THREE])
    her.all_sent()
    assert moves(her.companion) == [("start", TWO), ("done", TWO), ("done", ONE), ("skip", ONE)]
    her.open("/")
    expect(her.page.get_by_text(titles[THREE]).first).to_be_visible()


def test_or_she_begins_at_the_first_step_of_the_ladder(her: Walk, titles: dict[str, str]) -> None:
    helped(her.companion)
    her.to_the_ladder().stands_at(titles[ONE])
    her.felt("Same").stands_at(titles[TWO])
    her.felt("Same").stands_at(titles[THREE])
    her.all_sent()
    assert moves(her.companion)[0] == ("start", None)


def test_worse_on_the_first_step_asks_the_check_again_and_comes_back_lower(her: Walk, titles: dict[str, str]) -> None:
    helped(her.companion)
    her.open("/now").finish_check()
    her.link(FIRST).click()
    her.felt("Worse").stands_at("Stop. Let us check again.")
    her.link("Check again").click()
    her.at_the_check().finish_check()
    expect(her.link(FIRST)).to_have_count(0)  # it made it worse a moment ago
    her.start().stands_at(titles[ONE])
    her.felt("Same").all_sent()
    assert moves(her.companion)[-1] == ("done", ONE)


def test_with_a_danger_told_no_step_can_be_begun(her: Walk) -> None:
    helped(her.companion)
    her.open("/now").check_with({"sgn-breath": "Yes"})
    expect(her.page.get_by_text(FIRST)).to_have_count(2)
    for number in range(2):
        expect(her.page.get_by_text(FIRST).nth(number)).to_be_hidden()


def test_what_has_helped_at_its_usual_place_is_said_with_one_button(her: Walk, titles: dict[str, str]) -> None:
    tried(her.companion, ONE, "helped", "no", "helped")
    her.open("/now").finish_check()
    assert "It is next on the ladder, and it helped you 2 of 3 times." in her.words()
    expect(her.page.locator("[data-start]:visible")).to_have_count(1)
    her.start().stands_at(titles[ONE])


def test_without_script_the_first_step_stands_with_the_answer_and_her_reply_begins_there(
    profile: Callable[..., BrowserContext], companion: Companion, rules: Rules
) -> None:
    assert companion.form("/you", PREGNANT).status == 303
    helped(companion)
    walk = Walk(profile(java_script_enabled=False).new_page(), companion).open("/now")
    expect(walk.link(FIRST)).to_have_count(0)  # nothing can be begun before the check
    for sign in signs_at(rules, at_week(Stage.PREGNANT, 31)):
        walk.pick(sign, "No")
    walk.page.get_by_role("button", name="See what to do", exact=True).click()
    assert WHY in walk.words()
    walk.link(FIRST).click()
    walk.page.locator(f"#{TWO}").get_by_role("button", name="Same", exact=True).click()
    assert moves(companion) == [("start", TWO), ("done", TWO)]
    assert not walk.heard.complaints
