"""The diary, as a person uses it: three taps, one screen for a day, undo, without script, with keys, in large letters."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.axe import violations
from tests.support.browser import settle
from tests.support.her_day import ready
from tests.support.reading import small, too_wide, unnamed
from tests.support.server import Companion
from tests.support.walk import Walk

pytestmark = pytest.mark.browser
TODAY = date.today()  # noqa: DTZ011 - the server's own day
PREGNANT = {"stage": "pregnant", "edd": str(TODAY + timedelta(days=280 - (31 * 7 + 2))), "country": "uk"}
BORN = {"stage": "birth", "birth_on": str(TODAY - timedelta(days=20)), "mode": "caesarean", "country": "uk"}
LOST = {"stage": "loss", "loss_on": str(TODAY - timedelta(days=9)), "country": "uk"}
PAGES = (
    "/diary",
    "/diary/day",
    "/diary/spasm",
    "/diary/tried",
    "/diary/medicines",
    "/diary/medicines/plan",
    "/diary/triggers",
    "/diary/note",
    "/diary/notes",
    "/diary/calendar",
    "/diary/trends",
    "/diary/settles",
)
#: A day of the calendar is a column of seven on a phone: as high as a thumb, and this wide.
NARROWEST_DAY = 38


def entry(number: int, kind: str, **body: Any) -> dict[str, Any]:
    now = datetime.now().astimezone() - timedelta(seconds=60 - number)
    name = f"01a1fe3b-8fd8-7ee5-ba41-{number:012x}"
    return {"id": name, "kind": kind, "at": now.isoformat(timespec="milliseconds"), "device": "test", "body": body}


def some_weeks(companion: Companion) -> None:
    """Days, spasms, a plan, a trigger of her own and notes in two scripts."""
    days = [str(TODAY - timedelta(days=back)) for back in range(1, 30) if back % 7]
    told = [
        entry(
            number, "day", on=day, worst=number % 9, woke=number % 3 == 0, sleep="broken", load="more", sure=number % 8
        )
        for number, day in enumerate(days)
    ]
    told += [entry(30 + number, "spasm", worst=4, where="low-left", doing="trg-turn-in-bed") for number in range(3)]
    told += [
        entry(40, "medicine-plan", name="the tablets in my notes", most_a_day=1, hours_between=6),
        entry(41, "medicine", plan=entry(40, "x")["id"]),
        entry(42, "medicine", plan=entry(40, "x")["id"]),
        entry(43, "trigger", name="המדרגות 🪜"),
        entry(44, "note", text="ישנתי טוב 🌙 " + "long " * 60),
        entry(45, "tried", what="heat-pad", helped="helped"),
    ]
    assert companion.send(told).status == 200


def pick(page: Page, group: str | re.Pattern[str], answer: str) -> None:
    page.get_by_role("group", name=group).get_by_role("radio", name=answer, exact=True).check()


def taps(page: Page, *names: str) -> None:
    """Tap answers of a spasm; the last one may lead on to another page."""
    for name in names:
        page.locator("#taps .pick", has=page.get_by_role("radio", name=name, exact=True)).first.click()


# ---- a spasm ----


def test_a_spasm_is_noted_in_three_taps_and_under_ten_seconds(walk: Walk) -> None:
    ready(walk.companion, PREGNANT)
    walk.open("/diary")
    began = time.monotonic()
    walk.link("Note a spasm").click()
    taps(walk.page, "5", "Low left", "Turning in bed")
    walk.stands_at("Noted. Go gently.")
    assert time.monotonic() - began < 10
    body = walk.companion.kept("spasm")[0]
    assert (body["worst"], body["where"], body["doing"]) == (5, "low-left", "trg-turn-in-bed")
    expect(walk.page.get_by_role("status")).to_contain_text("Saved.")
    walk.button("Undo").click()
    expect(walk.page.get_by_role("status")).to_contain_text("Taken back.")
    walk.button("Put it back").click()
    expect(walk.page.get_by_role("status")).to_contain_text("Saved.")
    assert [one["kind"] for one in walk.companion.entries()][-3:] == ["spasm", "withdraw", "withdraw"]


def test_the_arrow_keys_pick_on_the_way_and_save_nothing(walk: Walk) -> None:
    walk.open("/diary/spasm")
    for name in ("worst", "where", "doing"):
        walk.page.locator(f"[name={name}]").first.focus()
        walk.page.keyboard.press("ArrowDown")
    walk.page.wait_for_timeout(200)
    assert not walk.companion.kept("spasm")
    walk.button("Save what I tapped").press("Enter")
    walk.stands_at("Noted. Go gently.")
    assert walk.companion.kept("spasm")[0]["worst"] == 1


def test_while_she_tells_more_the_third_tap_waits_for_her(walk: Walk) -> None:
    walk.open("/diary/spasm")
    walk.page.get_by_text("When, another place, how it felt").click()
    pick(walk.page, "What was it like?", "A hard lump")
    taps(walk.page, "5", "Low left", "Turning in bed")
    walk.page.get_by_label("A note").fill("it let go")
    assert not walk.companion.kept("spasm")
    walk.button("Save what I tapped").click()
    walk.stands_at("Noted. Go gently.")
    assert walk.companion.kept("spasm")[0]["note"] == "it let go"


def test_the_check_is_offered_first_after_strong_pain(walk: Walk) -> None:
    ready(walk.companion, PREGNANT)
    walk.open("/diary/spasm")
    taps(walk.page, "9", "Low left", "Nothing much")
    walk.stands_at("Noted. Go gently.")
    expect(walk.page.locator(".btn.go")).to_have_text("Do the safety check")
    walk.link("Do the safety check").click()
    walk.at_the_check()


def test_a_double_tap_on_save_is_one_entry(walk: Walk) -> None:
    walk.open("/diary/note")
    walk.page.get_by_label("What do you want to remember?").fill("once")
    walk.button("Save the note").dblclick()
    expect(walk.page.get_by_role("status")).to_contain_text("Saved.")
    walk.all_sent()
    assert len(walk.companion.kept("note")) == 1


# ---- a day ----


def test_a_day_is_told_on_one_screen_and_changed_later(walk: Walk) -> None:
    ready(walk.companion, PREGNANT)
    walk.open("/diary").link("How was today?").click()
    pick(walk.page, re.compile("^Worst pain"), "4")
    pick(walk.page, "Sleep the night before", "Broken")
    pick(walk.page, "Sitting a long time", "Yes")
    walk.page.get_by_label("A note").fill("שלום 🌙")
    walk.button("Save this day").click()
    expect(walk.page.get_by_role("status")).to_contain_text("Saved.")
    assert walk.companion.kept("day")[0]["held"] == {"trg-long-sitting": "yes"}
    assert walk.page.get_by_label("A note").input_value() == "שלום 🌙"
    again = walk.page.get_by_role("group", name="Sitting a long time").get_by_role("radio", name="Yes")
    again.click(force=True)
    expect(again).not_to_be_checked()
    walk.button("Save this day").click()
    expect(walk.page.get_by_role("status")).to_contain_text("Changed.")
    assert walk.companion.kept("amend")[0]["body"]["held"] is None, "tapped again: not said, and never a no"


def test_a_day_of_the_calendar_leads_to_itself_and_the_future_to_nothing(walk: Walk) -> None:
    ready(walk.companion, PREGNANT)
    some_weeks(walk.companion)
    walk.open("/diary")
    days = walk.page.locator(".dots-of a")
    assert days.count() == 29 + TODAY.weekday()
    days.first.click()
    first = TODAY - timedelta(days=TODAY.weekday(), weeks=4)
    assert walk.page.url.endswith(f"on={first}")
    assert str(first.day) in walk.heading


def test_100_000_characters_are_kindly_refused_and_stay_in_the_form(walk: Walk) -> None:
    walk.open("/diary/note")
    note = walk.page.get_by_label("What do you want to remember?")
    note.fill("x" * 100_000)
    walk.button("Save the note").click()
    expect(walk.page.locator("#fault-text")).to_contain_text("we can keep 20,000")
    expect(note).to_have_attribute("aria-invalid", "true")
    assert len(note.input_value()) == 100_000
    walk.heard.complaints.clear()  # the browser notes the 422 that belongs to the message
    assert not walk.companion.kept("note")


# ---- without script, and with the keyboard alone ----


@pytest.fixture
def plain(profile: Callable[..., BrowserContext], companion: Companion) -> Page:
    ready(companion, PREGNANT)
    return profile(java_script_enabled=False).new_page()


def test_without_script_there_is_one_button_and_no_word_of_a_third_tap(plain: Page, companion: Companion) -> None:
    plain.goto(companion.address + "/diary/spasm")
    expect(plain.get_by_text("Saves on the third tap")).to_be_hidden()
    for name in ("6", "Higher", "A quick bend or twist"):
        plain.get_by_role("radio", name=name, exact=True).check()
    assert not companion.kept("spasm")
    plain.get_by_role("button", name="Save what I tapped").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Noted. Go gently.")
    plain.get_by_role("button", name="Undo").click()
    expect(plain.get_by_role("status")).to_contain_text("Taken back.")


def test_without_script_a_day_and_what_was_tried_are_kept(plain: Page, companion: Companion) -> None:
    plain.goto(companion.address + "/diary/day")
    pick(plain, re.compile("^Worst pain"), "3")
    plain.get_by_role("checkbox", name="The others in this list: no").check()
    plain.get_by_role("button", name="Save this day").click()
    assert set(companion.kept("day")[0]["held"].values()) == {"no"}
    plain.get_by_role("link", name=re.compile("What did you try")).click()
    plain.get_by_role("radio", name="A heat pad").check()
    plain.get_by_role("radio", name="It helped").check()
    plain.get_by_role("button", name="Save it").click()
    assert companion.kept("tried")[0]["what"] == "heat-pad"


def test_a_medicine_is_noted_with_keys_alone_against_her_plan(walk: Walk) -> None:
    ready(walk.companion, PREGNANT)
    walk.open("/diary/medicines/plan")
    walk.page.get_by_label("What do you call it?").focus()
    for words in ("the tablets in my notes", "1", "6"):
        walk.page.keyboard.type(words)
        walk.page.keyboard.press("Tab")
    walk.page.keyboard.press("Enter")
    expect(walk.page.get_by_role("heading", name="the tablets in my notes")).to_be_visible()
    button = walk.button("Note one that I took just now")
    button.focus()
    walk.page.keyboard.press("Enter")
    expect(walk.page.get_by_text("Your plan's limit for a day is reached.")).to_be_visible()
    expect(walk.page.get_by_text(re.compile("By your plan, not before"))).to_be_visible()
    expect(walk.page.locator(".btn.go")).to_have_count(0)


# ---- for everybody ----


@pytest.mark.parametrize(
    ("who", "scheme"),
    [("pregnant", "light"), ("born", "light"), ("lost", "light"), ("new", "light"), ("pregnant", "dark")],
)
def test_axe_finds_nothing_and_every_page_fits_when_large(walk: Walk, who: str, scheme: str) -> None:
    walk.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    if who != "new":
        ready(walk.companion, {"pregnant": PREGNANT, "born": BORN, "lost": LOST}[who])
        some_weeks(walk.companion)
    more = (
        ()
        if who == "new"
        else (f"/diary/entry?id={entry(44, 'x')['id']}", f"/diary/spasm?saved={entry(32, 'x')['id']}")
    )
    found = []
    for path in (*PAGES, *more):
        walk.open(path)
        walk.page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
        settle(walk.page)
        found += [f"{path}: {line}" for line in violations(walk.page, colours_alone=scheme == "dark")]
        if scheme == "light":
            found += [f"{path}: no name: {line}" for line in unnamed(walk.page)]
            found += [f"{path}: small: {line}" for line in small(walk.page, NARROWEST_DAY)]
            if who in ("pregnant", "new"):
                found += [f"{path}: {line}" for line in too_wide(walk.page, 360, 2.0)]
                found += [f"{path}: {line}" for line in too_wide(walk.page, 320, 2.0)]
    assert not found, "\n".join(found)


def test_but_for_the_calendar_everything_is_as_large_as_a_thumb(walk: Walk) -> None:
    ready(walk.companion, PREGNANT)
    some_weeks(walk.companion)
    for path in PAGES:
        walk.open(path)
        walk.page.locator(".dots-of").evaluate_all("all => all.forEach(one => one.remove())")
        assert not small(walk.page, 48), path
