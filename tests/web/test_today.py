"""Today, as a person uses it: what stands there for whom, ticked, taken back, held, and read by every means."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.support.axe import violations
from tests.support.browser import settle
from tests.support.her_day import knowledge, ready
from tests.support.reading import small, too_wide, unnamed
from tests.support.server import Companion
from tests.support.walk import Walk

pytestmark = pytest.mark.browser
TODAY = date.today()  # noqa: DTZ011 - the server's own day
PREGNANT = {"stage": "pregnant", "edd": str(TODAY + timedelta(days=280 - (31 * 7 + 2))), "country": "uk"}
BORN = {"stage": "birth", "birth_on": str(TODAY - timedelta(days=9)), "mode": "caesarean", "country": "uk"}
LOST = {"stage": "loss", "loss_on": str(TODAY - timedelta(days=9)), "country": "uk"}
BABY_WORDS = re.compile(
    r"\b(bab(?:y|ies)|bump|newborn|breastfe\w*|nappy|nappies|pram|cot|crib|your birth)\b", re.IGNORECASE
)
MOVES = {item.card.title for item in knowledge().exercise.values()}


def rows(walk: Walk) -> list[str]:
    """The titles of the moves that can be opened."""
    return walk.page.locator(".moves .row b").all_inner_texts()


def begun(walk: Walk, stage: dict[str, str], **facts: str) -> Walk:
    ready(walk.companion, stage, **facts)
    return walk.open("/today")


def test_the_week_stands_in_one_line_with_the_routine_beneath(walk: Walk) -> None:
    begun(walk, PREGNANT).stands_at("Week 31, day 2")
    expect(walk.page.get_by_text("31+2")).to_be_visible()
    line = walk.page.get_by_role("img", name=re.compile("Week 31 of pregnancy, day 2"))
    expect(line).to_be_visible()
    assert 3 <= len(rows(walk)) <= 5
    expect(walk.page.get_by_text(re.compile(r"^about \d+ min$"))).to_be_visible()
    expect(walk.page.get_by_text("Do what suits today. Missing some is fine.")).to_be_visible()
    expect(walk.page.locator(".btn.go")).to_have_count(1)


def test_after_a_birth_before_a_yes_no_strength_work_is_there(walk: Walk) -> None:
    begun(walk, BORN).stands_at("9 days after birth")
    assert rows(walk) == [
        "Slow breaths",
        "Reset how you stand",
        "Pelvic floor squeeze and lift",
        "Hip hinge and smart lift",
        "Walking",
    ]
    expect(walk.page.get_by_role("img", name=re.compile("1 week and 2 days after the birth"))).to_be_visible()
    walk.page.get_by_text("Left out for you, and why").click()
    words = walk.words()
    assert "this waits until your midwife" in words
    assert "Side plank on your knees" in words


def test_after_a_loss_there_is_no_line_no_bump_and_no_word_of_a_baby(walk: Walk) -> None:
    begun(walk, LOST).stands_at("Today")
    expect(walk.page.locator(".weekline")).to_have_count(0)
    for folded in walk.page.locator("details").all():
        folded.evaluate("one => { one.open = true }")
    for path in ("/today", "/move?id=ex-reset", "/move?id=ex-walk", "/move?id=ex-hinge", "/move?id=ex-pelvicfloor"):
        walk.open(path)
        html = re.sub(r"<script[^>]*>.*?</script>", "", walk.page.content(), flags=re.DOTALL)
        text = re.sub(r"<(?!svg)[^>]*>", " ", html)
        assert not BABY_WORDS.findall(text), f"{path}: {BABY_WORDS.findall(text)}"


def test_while_nothing_is_known_the_check_comes_first_and_no_move_can_be_opened(walk: Walk) -> None:
    walk.open("/today").stands_at("Today")
    assert rows(walk) == []
    expect(walk.page.locator(".held b").first).to_be_visible()
    expect(walk.page.locator("a[href^='/move']")).to_have_count(0)
    walk.link("Tell us how far you are")
    walk.link("Do the safety check").click()
    expect(walk.page).to_have_url(re.compile("/now"))


def test_while_a_sign_waits_no_exercise_is_on_the_page_at_all(walk: Walk) -> None:
    begun(walk, PREGNANT)
    walk.companion.form("/now", {"about": "again", "sgn-wee-poo": "yes"})
    walk.open("/today")
    expect(walk.page.get_by_role("heading", name="Have you been seen?")).to_be_visible()
    words = walk.words()
    assert [title for title in MOVES if title in words] == []
    assert "Walk for" not in words
    expect(walk.page.locator("a[href^='/move']")).to_have_count(0)
    expect(walk.page.get_by_role("heading", name="Next break")).to_have_count(0)
    walk.link("I have been seen").click()
    expect(walk.page).to_have_url(re.compile("/seen"))


def test_a_move_is_ticked_and_the_tick_is_taken_back(walk: Walk) -> None:
    begun(walk, PREGNANT)
    title = rows(walk)[0]
    tick = walk.page.get_by_role("button", name=f"Done: {title}")
    tick.click()
    expect(tick).to_have_attribute("aria-pressed", "true")
    expect(walk.page.get_by_text(f"{title}: noted.")).to_be_visible()
    assert [body["did"] for body in walk.companion.kept("move")] == ["done"]
    walk.link(re.compile("^Next: ")).wait_for()
    walk.button("Undo").click()
    expect(tick).to_have_attribute("aria-pressed", "false")
    assert len(walk.companion.kept("withdraw")) == 1
    tick.click()
    tick.click()  # the tick itself takes it back as well
    expect(tick).to_have_attribute("aria-pressed", "false")


def test_after_a_spasm_today_the_day_is_lighter_and_the_gentle_moves_come_first(walk: Walk) -> None:
    begun(walk, PREGNANT)
    walk.companion.form("/spasm", {"worst": "5"})
    walk.open("/today")
    expect(walk.page.get_by_text("After a spasm, choose only light jobs until the day ends.")).to_be_visible()
    assert rows(walk) == ["Slow breaths", "Reset how you stand", "Standing pelvic tilt", "Walking"]
    walk.page.get_by_text("Left out for you, and why").click()
    expect(walk.page.get_by_text("It rests today.")).to_be_visible()


def test_what_she_noted_most_is_told_as_a_count_and_not_as_a_cause(walk: Walk) -> None:
    ready(walk.companion, PREGNANT)
    now = datetime.now().astimezone()
    days = [
        {
            "id": f"01a1fe3b-8fd8-7ee5-ba41-00000000000{back}",
            "kind": "day",
            "at": now.isoformat(timespec="milliseconds"),
            "device": "test",
            "body": {"on": str(TODAY - timedelta(days=back)), "held": {"trg-long-standing": "yes"}},
        }
        for back in range(3)
    ]
    assert walk.companion.send(days).status == 200
    walk.open("/today")
    section = walk.page.get_by_role("region", name="Look out for")
    expect(section).to_contain_text("Standing a long time")
    expect(section).to_contain_text("You noted it on 3 of the last 14 days. That is a count.")
    expect(section).to_contain_text("Try:")


# ---- the break ----


def at_nine(walk: Walk) -> datetime:
    """Sat down a moment ago by the server's clock, which the page's clock is set to."""
    ready(walk.companion, PREGNANT)
    assert walk.companion.form("/break", {"did": "sat-down"}).status == 303
    sat = next(one for one in walk.companion.entries() if one["kind"] == "break")
    return datetime.fromisoformat(sat["at"])


def test_the_ring_reads_the_clock_and_is_right_after_sleep_and_reload(walk: Walk) -> None:
    sat = at_nine(walk)
    walk.page.clock.install(time=sat)
    walk.page.clock.pause_at(sat + timedelta(seconds=30))
    walk.open("/today")
    say, left = walk.page.locator("[data-say]"), walk.page.locator("[data-left]")
    expect(say).to_have_text("Stand up in 40 minutes")
    walk.page.clock.run_for(60_000)
    expect(left).to_have_text("39")
    walk.page.clock.fast_forward(30 * 60_000)  # the computer slept: timers ran once, the clock went on
    expect(left).to_have_text("9")
    walk.page.reload()
    expect(left).to_have_text("9")
    walk.page.clock.run_for(9 * 60_000)
    expect(say).to_have_text("Time to stand up")
    expect(say).to_have_attribute("aria-live", "polite")
    expect(walk.page.locator("#break")).to_have_class(re.compile("due-now"))


def test_up_means_two_minutes_and_not_today_ends_it(walk: Walk) -> None:
    at_nine(walk)
    walk.open("/today")
    walk.button("I’m up").click()
    expect(walk.page.get_by_text("You are up.")).to_be_visible()
    expect(walk.page.locator("[data-left]")).to_have_text(re.compile("^(2:00|1:5[0-9])$"))
    walk.button("I sat down").click()
    walk.button("Not today").click()
    expect(walk.page.get_by_text("No more breaks today. They start again")).to_be_visible()
    assert [body["did"] for body in walk.companion.kept("break")] == ["sat-down", "up", "sat-down", "not-today"]


def test_the_sound_is_off_until_she_turns_it_on(walk: Walk) -> None:
    at_nine(walk)
    walk.open("/today")
    sound = walk.page.locator("[data-sound]")
    expect(sound).to_have_attribute("aria-pressed", "false")
    sound.click()
    expect(sound).to_have_attribute("aria-pressed", "true")
    expect(sound).to_have_text("Soft sound: on")


@pytest.mark.parametrize("is_quiet", [False, True])
def test_at_the_time_there_is_one_buzz_and_none_in_quiet_hours(walk: Walk, is_quiet: bool) -> None:
    sat = at_nine(walk)
    if is_quiet:
        wish = {"id": "01a1fe3b-8fd8-7ee5-ba41-000000000009", "kind": "preferences", "device": "test"}
        body = {"quiet_from": "00:00", "quiet_to": "23:59"}
        assert walk.companion.send([{**wish, "at": sat.isoformat(timespec="milliseconds"), "body": body}]).status == 200
    walk.page.add_init_script("window.buzzed = 0; navigator.vibrate = () => { window.buzzed += 1; return true }")
    walk.page.clock.install(time=sat)
    walk.page.clock.pause_at(sat + timedelta(seconds=30))
    walk.open("/today")
    walk.page.locator("h1").click()  # a page may buzz only once it has been touched
    expect(walk.page.get_by_text("That falls in your quiet hours: no sound, no buzz.")).to_have_count(int(is_quiet))
    walk.page.clock.run_for(41 * 60_000)
    expect(walk.page.locator("[data-say]")).to_have_text("Time to stand up")
    assert walk.page.evaluate("window.buzzed") == (0 if is_quiet else 1)


def test_without_script_the_time_of_the_break_stands_in_words(
    profile: Callable[..., BrowserContext], companion: Companion
) -> None:
    ready(companion, PREGNANT)
    companion.form("/break", {"did": "sat-down"})
    sat = next(one for one in companion.entries() if one["kind"] == "break")
    due = datetime.fromisoformat(sat["at"]) + timedelta(minutes=40)
    page = profile(java_script_enabled=False).new_page()
    page.goto(companion.address + "/today")
    expect(page.get_by_role("heading", name=f"Stand up at {due:%H:%M}")).to_be_visible()
    page.get_by_role("button", name="I’m up").click()
    assert companion.kept("break")[-1]["did"] == "up"


# ---- for everybody ----


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("who", ["pregnant", "born", "paused", "new"])
def test_axe_finds_nothing_and_it_fits_when_large(walk: Walk, who: str, scheme: str) -> None:
    walk.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    if who != "new":
        ready(walk.companion, BORN if who == "born" else PREGNANT)
    if who == "paused":
        walk.companion.form("/now", {"about": "again", "sgn-wee-poo": "yes"})
    if who == "pregnant":
        walk.companion.form("/break", {"did": "sat-down"})
    walk.open("/today")
    settle(walk.page)
    assert not violations(walk.page)
    assert not unnamed(walk.page)
    if scheme == "light":
        assert not small(walk.page, 48)
        for width, text in ((360, 1.0), (360, 2.0), (320, 2.0)):
            assert not too_wide(walk.page, width, text), (width, text)
