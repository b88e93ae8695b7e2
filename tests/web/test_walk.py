"""From "my back just grabbed" to the note afterwards, as a person walks it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from steadyback.care.rules import Rules
from steadyback.vocabulary.timing import Stage, at_week
from tests.support.expected import rung_titles
from tests.support.walk import NUMBER, Walk

pytestmark = pytest.mark.browser
HOME = "You can care for this at home"
WEEK_31 = at_week(Stage.PREGNANT, 31)


def test_the_first_run_goes_by_way_of_about_you_to_the_steps(walk: Walk, rules: Rules) -> None:
    walk.open("/").stands_at("What do you need?")
    walk.link(re.compile("My back just grabbed")).click()
    walk.stands_at("First, where are you?")
    walk.page.get_by_role("radio", name="I am pregnant").check()
    walk.page.get_by_label("How many whole weeks?").fill("31")
    walk.page.get_by_label("Your country").select_option("uk")
    walk.page.get_by_label("Phone number of your maternity unit").fill(NUMBER)
    walk.button("Go to the check").click()
    walk.at_the_check()

    seen = []
    while walk.signs():
        seen.append(walk.heading)
        walk.none_of_these()
    groups = sorted(rules.knowledge.check_group.values(), key=lambda group: group.order)
    assert seen == [group.card.title for group in groups]
    walk.stands_at(rules.knowledge.fact["act-home"].card.title)

    walk.start()
    walk.stands_at(first_rung(rules))
    walk.all_sent()
    assert walk.companion.kept("due-date")[0]["weeks"] == 31
    assert walk.companion.kept("country") == [{"code": "uk"}]
    assert walk.companion.kept("contact")[0]["number"] == NUMBER
    (check,) = walk.companion.kept("check")
    assert set(check["answers"].values()) == {"no"}
    assert sorted(check["answers"]) == sorted(check["shown"])
    assert (check["stage"], check["weeks"], check["about"]) == ("pregnant", 31, "spasm")


def first_rung(rules: Rules) -> str:
    return min(rules.knowledge.rung.values(), key=lambda rung: rung.number).card.title


def test_about_you_may_be_passed_over(walk: Walk) -> None:
    walk.open("/")
    walk.link(re.compile("My back just grabbed")).click()
    walk.link("Skip this, start the check").click()
    walk.at_the_check()


def test_who_is_known_goes_straight_to_the_check(her: Walk) -> None:
    her.open("/")
    her.link(re.compile("My back just grabbed")).click()
    her.at_the_check()


def test_the_steps_go_on_one_by_one_and_the_conditions_are_asked_before_the_moves(her: Walk, rules: Rules) -> None:
    her.to_the_ladder()
    rungs = sorted(rules.knowledge.rung.values(), key=lambda rung: rung.number)
    passed: list[str] = []
    asked_after = None
    while her.heading != "Note it in three taps":
        if her.heading == rules.knowledge.fact["act-screen"].card.title:
            assert asked_after is None, "asked twice"
            asked_after = len(passed)
            assert her.page.locator("main li:visible").count() > 3, "each condition is named"
            her.button("No, none").click()
            continue
        before = her.heading
        passed.append(before)
        assert f"Step {len(passed)} of {len(rungs)}" in her.words()
        her.felt("Same")
        expect(her.page.locator("h1:visible")).not_to_have_text(before, use_inner_text=True)
    wide = rung_titles(rules, WEEK_31, screened_out=False)
    narrow = rung_titles(rules, WEEK_31, screened_out=True)
    assert passed == wide
    assert asked_after == next(number for number, title in enumerate(wide) if title not in narrow)
    her.all_sent()
    facts = her.companion.kept("facts")[0]["answers"]
    assert facts
    assert set(facts.values()) == {"no"}
    assert [move["did"] for move in her.companion.kept("ladder")] == ["start"] + ["done"] * len(rungs)


@pytest.mark.parametrize("answer", ["Yes", "Not sure"])
def test_a_condition_or_a_doubt_leaves_the_moves_out(her: Walk, rules: Rules, answer: str) -> None:
    her.to_the_ladder()
    passed = []
    while her.heading != "Note it in three taps":
        before = her.heading
        if before == rules.knowledge.fact["act-screen"].card.title:
            her.button(answer).click()
        else:
            passed.append(before)
            her.felt("Same")
        expect(her.page.locator("h1:visible")).not_to_have_text(before, use_inner_text=True)
    assert passed == rung_titles(rules, WEEK_31, screened_out=True)
    her.all_sent()
    assert not her.companion.kept("facts"), "of which of them it was, nothing was said: it is asked again"


def test_what_was_answered_in_about_you_is_not_asked_again(her: Walk, rules: Rules) -> None:
    told = dict.fromkeys(rules.knowledge.contraindication, "no")
    assert her.companion.form("/you", told).status == 303
    her.to_the_ladder()
    headings = []
    while her.heading != "Note it in three taps":
        headings.append(her.heading)
        her.felt("Same")
        expect(her.page.locator("h1:visible")).not_to_have_text(headings[-1], use_inner_text=True)
    assert rules.knowledge.fact["act-screen"].card.title not in headings


def test_a_step_that_helps_is_the_step_to_stay_on(her: Walk) -> None:
    her.to_the_ladder()
    first = her.heading
    her.felt("Better").stands_at("It helps. Stay with this step.")
    her.button("Do it once more").click()
    her.stands_at(first)
    her.felt("Better")
    her.button("Go on to the next step").click()
    assert "Step 2 of" in her.words()
    her.felt("Better")
    her.button("It has settled").click()
    her.stands_at("Note it in three taps")
    her.all_sent()
    moves = [(move["did"], move["felt"]) for move in her.companion.kept("ladder")]
    assert moves[0] == ("start", None)
    assert moves[-1] == ("finish", None)


@pytest.mark.parametrize("how", ["Worse", "Something changed"])
def test_worse_or_changed_asks_the_check_again(her: Walk, how: str) -> None:
    her.to_the_ladder()
    her.felt(how).stands_at("Stop. Let us check again.")
    for place in ("lad-1-reset-breathe", "lad-2-warm", "stay", "ladder"):
        her.page.evaluate("place => { location.hash = place }", place)
        expect(her.page.locator(".rung:visible")).to_have_count(0)
    her.page.evaluate("location.hash = 'again'")
    her.link("Check again").click()
    her.at_the_check().finish_check().stands_at(HOME)
    her.all_sent()
    assert her.companion.kept("check")[-1]["about"] == "again"


def test_the_log_saves_on_the_third_tap_and_can_be_undone(her: Walk) -> None:
    her.open("/now#log").stands_at("Note it in three taps")
    her.tap("7")
    her.tap("Low left")
    her.all_sent()
    assert not her.companion.kept("spasm")
    her.tap("Turning in bed")
    her.stands_at("Noted. Go gently.")
    her.saved()
    her.button("Undo the note").click()
    her.stands_at("Note it in three taps")
    her.all_sent()
    spasm, undo = (entry for entry in her.companion.entries() if entry["kind"] in ("spasm", "withdraw"))
    assert (spasm["body"]["worst"], spasm["body"]["where"], spasm["body"]["doing"]) == (
        7,
        "low-left",
        "trg-turn-in-bed",
    )
    assert undo["body"]["entry"] == spasm["id"]
    her.tap("3")
    her.stands_at("Noted. Go gently.")
    her.all_sent()
    assert [spasm["worst"] for spasm in her.companion.kept("spasm")] == [7, 3]


@pytest.mark.parametrize("taps", [("Nothing much", "0", "Higher"), ("10", "Low, all across", "Bend or twist")])
def test_the_three_taps_come_in_any_order(her: Walk, taps: tuple[str, ...]) -> None:
    her.open("/now#log")
    her.tap(*taps)
    her.stands_at("Noted. Go gently.")


def test_fewer_taps_are_kept_as_well(her: Walk) -> None:
    her.open("/now#log")
    her.tap("5")
    her.button("Save what I tapped").click()
    her.stands_at("Noted. Go gently.")
    her.all_sent()
    (spasm,) = her.companion.kept("spasm")
    assert (spasm["worst"], spasm["where"], spasm["doing"]) == (5, None, None)


def test_the_later_questions_come_once_it_has_settled(her: Walk) -> None:
    her.open("/now#log")
    her.tap("5", "Low left", "Nothing much")
    her.link(re.compile("A few more questions")).click()
    her.stands_at("Now that it has settled")
    first = her.page.get_by_role("group").first
    first.get_by_role("radio", name="No", exact=True).check()
    her.button("Save these answers").click()
    expect(her.page.get_by_text("Nothing in these answers needs a visit")).to_be_visible()
    assert her.companion.kept("check")[-1]["about"] == "other"


def test_the_door_offers_to_carry_on_where_she_was(her: Walk) -> None:
    her.to_the_ladder().felt("Same")
    here = her.heading
    her.all_sent()
    her.open("/")
    her.link(re.compile("Carry on: step 2")).click()
    her.stands_at(here)


def test_the_timer_counts_down_and_can_be_stopped(her: Walk) -> None:
    her.page.clock.install()
    her.to_the_ladder()
    face = her.page.locator("[data-clock]:visible")
    whole = face.inner_text()
    her.button("Start").click()
    her.page.clock.run_for(10_000)
    assert seconds(face.inner_text()) == seconds(whole) - 10
    her.page.clock.fast_forward(20_000)  # a locked phone: no ticks, the clock goes on
    her.page.clock.run_for(300)
    assert seconds(face.inner_text()) in (seconds(whole) - 30, seconds(whole) - 31)
    her.button("Stop").click()
    expect(her.button("Start again")).to_be_visible()
    her.button("Start again").click()
    her.page.clock.run_for(1000 * seconds(whole) + 500)
    expect(her.page.locator("[data-cue]:visible")).to_have_text("Done. How is it now?")


def seconds(face: str) -> int:
    minutes, _, rest = face.partition(":")
    return 60 * int(minutes) + int(rest)
