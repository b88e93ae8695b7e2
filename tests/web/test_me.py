"""Me, as a person walks it: by role and name, without script, by keyboard, by night, and with large letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import BrowserContext, expect

from tests.support.axe import violations
from tests.support.browser import settle
from tests.support.reading import small, too_wide, unnamed
from tests.support.screens import days_ago
from tests.support.walk import NUMBER, Walk

pytestmark = pytest.mark.browser
PAGES = (
    "/me",
    "/me/stage",
    "/me/stage?part=birth",
    "/me/loss",
    "/me/conditions",
    "/me/limits",
    "/me/history",
    "/me/clearance",
    "/me/numbers",
    "/me/plan",
    "/me/wishes",
    "/me/look",
    "/me/needs",
    "/me/reminders",
)
TIGHT = ((360, 1.0), (320, 1.0), (360, 2.0), (320, 2.0))


def with_a_hard_week(her: Walk) -> Walk:
    """Nights and pains that ask for a person, a limit, a clearance and reminders: every page has something on it."""
    for ago in range(7):
        at = f"{days_ago(ago)}T00:00:01+00:00"
        body = {"on": days_ago(ago), "worst": 7, "woke": True, "sure": 2}
        name = f"00000000-0000-7000-8000-{ago:012x}"
        assert her.companion.send([{"id": name, "kind": "day", "at": at, "device": "x", "body": body}]).status == 200
    assert her.companion.form("/me/limits", {"lim-pubic": "yes"}).status == 303
    assert her.companion.form("/me/clearance", {"by": "Sam", "on": days_ago(1), "which": "all"}).status == 303
    assert her.companion.form("/me/reminders", {"remind": "breaks", "days-breaks": "mo"}).status == 303
    return her


def test_every_page_reads_fits_and_can_be_used_by_day_and_by_night(her: Walk) -> None:
    with_a_hard_week(her)
    found = []
    for path in PAGES:
        her.open(path)
        assert her.heading
        for scheme in ("light", "dark"):
            her.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            settle(her.page)
            lines = violations(her.page, colours_alone=scheme == "dark")
            found += [f"{path}, {scheme}: {line}" for line in lines]
        found += [f"{path}: no name: {role}" for role in unnamed(her.page)]
        found += [f"{path}: smaller than a thumb needs: {line}" for line in small(her.page, 48)]
        for width, text in TIGHT:
            found += [f"{path}, {width} px, text x {text:g}: {line}" for line in too_wide(her.page, width, text)]
    assert not found, "\n".join(found)


def test_a_loss_is_two_taps_away_and_undone_with_one(her: Walk) -> None:
    her.open("/me").link("I am no longer pregnant").click()
    her.button("Save this").click()
    her.stands_at("We are sorry")
    her.open("/me")
    assert "After a loss" in her.words()
    assert not re.search(r"\b(baby|bump|birth)\b", her.words())
    her.button("Undo the loss that you told us").click()
    expect(her.page.get_by_role("status")).to_contain_text("Saved.")
    assert "31 weeks" in her.words()


def test_she_tells_a_birth_with_all_that_follows(her: Walk) -> None:
    her.open("/me").link("Change where you are").click()
    her.link("I have given birth").click()
    page = her.page
    page.get_by_label("Day of the birth").fill(days_ago(3))
    page.get_by_label("How was the birth?").select_option("caesarean")
    page.get_by_role("group", name=re.compile("Was a needle put in your back")).get_by_role("radio", name="Yes").check()
    her.button("Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    assert "3 days after birth. A caesarean." in her.words()
    assert her.companion.kept("facts")[-1] == {"answers": {"block-history": "yes"}}


def test_a_mistake_in_a_date_is_said_at_the_field_and_what_she_typed_stays(her: Walk) -> None:
    her.open("/me/stage?part=birth")
    field = her.page.get_by_label("Day of the birth")
    field.fill("2020-01-01")
    her.button("Save").click()
    expect(field).to_have_value("2020-01-01")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("before the pregnancy began"))
    assert all("422" in line for line in her.heard.complaints)
    her.heard.complaints.clear()  # the browser notes the status of the page itself


def test_the_questions_about_her_health_in_two_taps(her: Walk) -> None:
    her.open("/me").link("Answer the questions about your health").click()
    group = her.page.get_by_role("group", name=re.compile("placenta"), exact=False).first
    group.get_by_role("radio", name="Not sure").check()
    her.button("No to all the others, and save").click()
    expect(her.page.get_by_role("status")).to_contain_text("Saved.")
    answers = her.companion.kept("facts")[-1]["answers"]
    assert list(answers.values()).count("unsure") == 1
    assert set(answers.values()) == {"no", "unsure"}


def test_her_numbers_are_hers_to_change_and_to_delete(her: Walk) -> None:
    her.open("/me/numbers")
    expect(her.page.get_by_label("Phone number").first).to_have_value(NUMBER)
    her.page.get_by_label("Phone number").nth(2).fill("020 7946 0002")
    her.button("Save").click()
    expect(her.page.get_by_role("status")).to_contain_text("Saved.")
    her.button("Delete this number").first.click()
    her.open("/me")
    assert "Maternity unit: not told yet" in her.words()
    assert "020 7946 0002" in her.words()


def test_the_figure_that_looks_like_her_stands_on_the_next_page(her: Walk) -> None:
    her.open("/me/look")
    her.page.get_by_role("radio", name="Headscarf and long sleeves").check()
    her.button("Save").click()
    expect(her.page.get_by_role("radio", name="Headscarf and long sleeves")).to_be_checked()
    her.open("/now")
    assert her.page.locator("svg.fig.look-3").count()


def test_she_takes_a_file_that_her_calendar_can_read(her: Walk) -> None:
    her.open("/me/reminders")
    her.page.get_by_role("checkbox", name="Stand up for a while").check()
    her.page.get_by_label("I begin at").fill("09:00")
    her.page.get_by_label("I stop at").fill("11:00")
    her.button("Save").click()
    expect(her.page.get_by_role("status")).to_contain_text("Saved.")
    with her.page.expect_download() as coming:
        her.link("Take the file").click()
    assert coming.value.suggested_filename == "reminders.ics"
    events: list[Any] = list(Calendar.from_ical(coming.value.path().read_bytes()).walk("VEVENT"))
    assert [event["DTSTART"].dt.strftime("%H:%M") for event in events] == ["09:40", "10:20", "11:00"]


def test_what_needs_a_person_is_said_and_then_left_in_peace(her: Walk) -> None:
    with_a_hard_week(her).open("/me").link(re.compile("Something to talk over")).click()
    card = her.page.get_by_role("article", name="Does the pain wake you every night, even if turning over eases it?")
    expect(card).to_contain_text("Pain woke you on 7 of the 7 nights")
    card.get_by_role("button", name="I have booked").click()
    expect(her.page.get_by_role("status")).to_contain_text("Saved.")
    expect(card).to_have_count(0)
    assert "You said that you have booked it" in her.words()
    assert her.companion.kept("booked")[-1]["about"] == "pain-night-waking"


def test_all_of_it_works_without_script(profile: Callable[..., BrowserContext], her: Walk) -> None:
    plain = Walk(profile(java_script_enabled=False).new_page(), her.companion)
    plain.open("/me").link("I am no longer pregnant").click()
    plain.button("Save this").click()
    plain.open("/me").button("Undo the loss that you told us").click()
    plain.open("/me/limits").page.get_by_role("group", name=re.compile("wrists")).get_by_role(
        "radio", name="Yes"
    ).check()
    plain.button("Save").click()
    assert "Sore wrists" in plain.words()
    plain.open("/me/stage").page.get_by_role("radio", name="By my last period").check()
    plain.page.get_by_label("First day of your last period").fill(days_ago(100))
    plain.button("Save").click()
    assert "14 weeks and 2 days" in plain.words()


def test_all_of_it_works_by_keyboard(her: Walk) -> None:
    her.open("/me")
    page = her.page
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == "I am no longer pregnant":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("I am no longer pregnant")
    page.get_by_label("When? You may leave it empty").focus()
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == "Save this":
            break
    page.keyboard.press("Enter")
    her.stands_at("We are sorry")
