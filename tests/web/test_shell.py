"""The browser shell: pages change inside one document, and nothing about it is worse than with documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.server import Companion, Companions
from tests.support.shell import Shelled, ShellWalk
from tests.support.walk import PREGNANT

pytestmark = pytest.mark.browser
FIRST = "Wee, poo and feeling"
DOOR = "What do you need?"


@pytest.fixture
def hers(page: Page, companion: Companion) -> Iterator[ShellWalk]:
    """Somebody 31 weeks pregnant, with a diary of her own."""
    assert companion.form("/you", PREGNANT).status == 303
    shelled = Shelled(companion)
    yield ShellWalk(page, shelled)
    shelled.close()


@pytest.fixture(scope="module")
def behind(companions: Companions) -> Iterator[Shelled]:
    """One companion for every test that keeps nothing, or does not mind what stands in the diary."""
    companion = companions.fresh()
    assert companion.form("/you", PREGNANT).status == 303
    shelled = Shelled(companion)
    yield shelled
    shelled.close()


@pytest.fixture
def walk(page: Page, behind: Shelled) -> Iterator[ShellWalk]:
    made = ShellWalk(page, behind)
    yield made
    assert not made.heard.complaints, f"the page complains: {made.heard.complaints}"


# ---- going, and where she then stands ----


def test_a_page_comes_without_a_document_and_is_told_once(walk: ShellWalk) -> None:
    walk.begin("/").page.evaluate("""() => {
      window.said = [];
      new MutationObserver(() => { const now = document.querySelector('#steady-shell p').textContent; if (now) said.push(now); })
        .observe(document.querySelector('#steady-shell'), {subtree: true, childList: true, characterData: true});
    }""")
    for name, path, heading in (
        ("Diary", "/diary", "Your diary"),
        ("Learn", "/learn", "Learn"),
        ("Me", "/me", "About you"),
    ):
        walk.tab(name).click()
        walk.at(path)
        walk.stands_at(heading)
        assert walk.focus() == heading
        assert walk.page.title().endswith("Steadyback")
        expect(walk.page.locator("#steady-shell p")).to_have_text(walk.page.title())
    said = [words for words in walk.page.evaluate("said") if words != "Opening…"]
    assert said == ["Your diary · Steadyback", "Learn · Steadyback", "Me · Steadyback"]
    assert walk.is_the_first()


def test_back_and_forward_restore_scroll_and_focus(walk: ShellWalk) -> None:
    walk.begin("/me")
    link = walk.page.locator("main a[href='/keep']")
    link.scroll_into_view_if_needed()
    walk.page.evaluate("window.scrollBy(0, 40)")
    here = walk.page.evaluate("window.scrollY")
    assert here > 0, "the page is too short to tell anything"
    link.click()
    walk.at("/keep")
    assert walk.page.evaluate("window.scrollY") == 0
    walk.page.go_back()
    walk.at("/me")
    assert walk.page.evaluate("document.activeElement.getAttribute('href')") == "/keep"
    assert abs(walk.page.evaluate("window.scrollY") - here) <= 2
    walk.page.go_forward()
    walk.at("/keep")
    assert walk.focus() == "Yours to keep, and to end"
    assert walk.page.evaluate("window.scrollY") == 0
    assert walk.is_the_first()


def test_a_reload_stays_where_she_was(walk: ShellWalk) -> None:
    walk.begin("/")
    walk.tab("Me").click()
    walk.at("/me")
    walk.page.evaluate("window.scrollTo(0, 300)")
    walk.page.wait_for_function("() => history.state.y === 300")
    walk.page.reload()
    walk.page.wait_for_function("() => window.steadyParts && (steadyParts.line || {}).ready")
    walk.stands_at("About you")
    assert abs(walk.page.evaluate("window.scrollY") - 300) <= 2
    walk.page.go_back()
    walk.stands_at(DOOR)


def test_the_steps_of_the_check_go_both_ways_and_out(walk: ShellWalk) -> None:
    walk.begin("/").link(re.compile("My back just grabbed")).click()
    walk.stands_at(FIRST)
    walk.none_of_these()
    second = walk.heading
    walk.none_of_these()
    third = walk.heading
    assert len({FIRST, second, third}) == 3
    walk.page.go_back()
    walk.stands_at(second)
    walk.page.go_forward()
    walk.stands_at(third)
    walk.page.go_back()
    walk.stands_at(second)
    walk.page.go_back()
    walk.stands_at(FIRST)
    assert walk.is_the_first()
    walk.page.go_back()
    walk.stands_at(DOOR)
    walk.page.go_forward()
    walk.stands_at(FIRST)
    assert not walk.page.locator("#check input:checked").count(), "a check is never half remembered"
    assert walk.is_the_first()


def test_back_at_the_top_of_the_check_leads_out_step_by_step(walk: ShellWalk) -> None:
    walk.begin("/").link(re.compile("My back just grabbed")).click()
    walk.stands_at(FIRST)
    walk.none_of_these()
    walk.link("Back").click()
    walk.stands_at(FIRST)
    walk.link("Back").click()
    walk.stands_at(DOOR)
    assert walk.is_the_first()


def test_a_place_on_another_page(walk: ShellWalk) -> None:
    walk.begin("/").link("It has passed. Note it down").click()
    walk.stands_at("Note it in three taps")
    assert walk.focus() == "Note it in three taps"
    walk.page.go_back()
    walk.stands_at(DOOR)
    assert walk.is_the_first()


def test_with_the_keyboard_alone(walk: ShellWalk) -> None:
    walk.begin("/")

    def to(text: str) -> None:
        for _ in range(60):
            walk.page.keyboard.press("Tab")
            if walk.focus().startswith(text):
                return
        raise AssertionError(f"{text} is not reached")

    to("Diary")
    walk.page.keyboard.press("Enter")
    walk.at("/diary")
    assert walk.focus() == "Your diary"
    walk.page.keyboard.press("Tab")
    assert walk.page.evaluate("Boolean(document.activeElement.closest('main'))"), (
        "on from the heading, not from the top"
    )
    to("Learn")
    walk.page.keyboard.press("Enter")
    walk.at("/learn")
    walk.page.go_back()
    walk.at("/diary")
    assert walk.focus() == "Learn"
    assert walk.is_the_first()


def test_another_tab_is_a_document_of_its_own(walk: ShellWalk) -> None:
    walk.begin("/")
    with walk.page.context.expect_page() as opened:
        walk.tab("Diary").click(modifiers=["ControlOrMeta"])
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Your diary")
    walk.stands_at(DOOR)


def test_hide_leaves_the_document_and_no_way_back(walk: ShellWalk) -> None:
    walk.begin("/")
    for name, path in (("Diary", "/diary"), ("Me", "/me")):
        walk.tab(name).click()
        walk.at(path)
    walk.link(re.compile("^Hide")).first.click()
    walk.stands_at("Notes")
    assert walk.page.evaluate("window.steady === undefined"), "nothing of the companion on the page she hides behind"
    for _ in range(2):
        walk.page.go_back()
        walk.page.wait_for_url("**/hide")
        walk.stands_at("Notes")


def test_a_diary_that_locked_itself_goes_from_the_screen(hers: ShellWalk) -> None:
    hers.page.clock.install()
    words = "three blind mice and a cat"
    assert hers.companion.form("/lock", {"passphrase": words, "again": words, "known": "yes"}).status == 303
    hers.open("/keep")
    hers.page.clock.run_for(2_000)
    hers.page.wait_for_function("() => (steadyParts.line || {}).ready")
    answered = "() => steadyTransport.asked.length === steadyTransport.answered"
    hers.page.clock.run_for(2_000)  # what the start itself asks for comes first
    hers.page.wait_for_function(answered)
    hers.companion.form("/lock/now", {})
    for minute in range(6):
        if minute == 3:
            hers.stands_at("Yours to keep, and to end")
        hers.page.clock.run_for(60_000)  # an answer comes by the real clock
        hers.page.wait_for_function(answered)
    hers.stands_at("This diary is locked")
    assert "GET /lock/still" in hers.asked
    hers.heard.complaints.clear()  # the browser tells of the 423


# ---- forms ----


def test_a_question_in_the_address(walk: ShellWalk) -> None:
    walk.begin("/learn").page.get_by_label("Look something up").fill("pillow & co")
    walk.page.keyboard.press("Enter")
    walk.at("/learn/search?q=pillow+%26+co")
    assert walk.page.get_by_label("Look something up").input_value() == "pillow & co"
    walk.page.go_back()
    walk.at("/learn")
    assert walk.is_the_first()


def test_a_form_leads_on_and_is_one_step_back(hers: ShellWalk) -> None:
    hers.begin("/me").page.locator("main a[href='/me/numbers']").first.click()
    hers.at("/me/numbers")
    hers.page.locator("main input[type=tel]").first.fill("020 7946 0999")
    before = hers.page.evaluate("history.length")
    hers.page.locator("main form button").last.click()
    hers.page.wait_for_function("() => location.pathname !== '/me/numbers' || location.search")
    hers.at(hers.page.url.removeprefix(hers.companion.address))
    assert hers.page.evaluate("history.length") == before + 1
    assert [line for line in hers.asked if line.startswith("POST")] == ["POST /me/numbers"]
    assert "020 7946 0999" in str(hers.companion.entries())
    hers.page.go_back()
    hers.at("/me/numbers")
    assert hers.is_the_first()
    assert not hers.heard.complaints


def test_a_refused_form_says_why_where_it_is_and_keeps_what_was_written(hers: ShellWalk) -> None:
    hers.begin("/me")
    hers.page.evaluate("steady.go('/you')")
    hers.at("/you")
    hers.page.get_by_label("How many whole weeks?").fill("99")
    hers.page.get_by_label(re.compile("Phone number")).fill("020 7946 0123")
    hers.page.get_by_role("button", name="Save").first.click()
    expect(hers.page.locator("[aria-invalid=true]")).to_be_focused()
    assert hers.page.evaluate("document.activeElement.name") == "weeks"
    assert hers.page.get_by_label(re.compile("Phone number")).input_value() == "020 7946 0123"
    hers.at("/you")
    hers.page.go_back()
    hers.at("/me")
    assert sum(line.startswith("POST") for line in hers.asked) == 1


def test_back_from_what_answers_a_form_asks_for_the_form_and_sends_nothing(hers: ShellWalk) -> None:
    hers.begin("/")
    hers.page.evaluate("steady.go('/after')")
    hers.at("/after")
    hers.page.get_by_role("radio", name="No", exact=True).first.check()
    hers.page.locator("main form button").last.click()
    thanks = hers.page.locator("main section[aria-label='What you told us']")
    expect(thanks).to_be_visible()
    hers.page.evaluate("steady.refresh()")
    hers.page.wait_for_timeout(100)
    expect(thanks).to_be_visible()  # an answer is not asked for anew
    hers.page.go_back()
    expect(thanks).to_be_hidden()
    hers.at("/after")
    hers.page.go_back()
    hers.stands_at(DOOR)
    assert sum(line.startswith("POST") for line in hers.asked) == 1
    assert len(hers.companion.kept("check")) == 1


def test_a_diary_goes_out_and_comes_back_in(
    hers: ShellWalk, companions: Companions, profile: Callable[..., BrowserContext]
) -> None:
    """A file is saved while the page stays; a file chosen is sent whole, in a form of many parts."""
    note = "Zeilen\nund Ö"
    hers.begin("/diary/spasm")
    hers.page.locator("#taps summary").last.click()
    hers.page.get_by_label("A note").fill(note)
    hers.page.get_by_role("radio", name="6", exact=True).check()
    hers.button("Save what I tapped").click()
    hers.page.wait_for_function("() => location.search.startsWith('?saved')")
    (kept,) = hers.companion.kept("spasm")
    hers.page.evaluate("steady.go('/keep')")
    hers.at("/keep")
    with hers.page.expect_download() as download:
        hers.link(re.compile("Everything, to keep")).click()
    assert re.fullmatch(r"diary-\d{4}-\d\d-\d\d\.jsonl", download.value.suggested_filename)
    file = Path(download.value.path()).read_bytes()
    assert "und Ö".encode() in file
    hers.at("/keep")
    other = companions.fresh()
    shelled = Shelled(other)
    walk = ShellWalk(profile().new_page(), shelled).begin("/keep/import")
    walk.page.get_by_label("The file").set_input_files(
        {"name": "diary.jsonl", "mimeType": "text/plain", "buffer": file}
    )
    walk.button("Bring it in").click()
    expect(walk.page.locator("main h1")).not_to_have_text("Bring a copy in")
    assert other.kept("spasm") == [kept]
    shelled.close()
    companions.done(other)


def test_a_calendar_is_saved_as_a_file(walk: ShellWalk) -> None:
    walk.begin("/me/reminders")
    with walk.page.expect_download() as download:
        walk.page.locator("form[action='/reminders.ics'] button").click()
    assert download.value.suggested_filename == "reminders.ics"
    assert Path(download.value.path()).read_bytes().startswith(b"BEGIN:VCALENDAR")
    walk.at("/me/reminders")


def test_lines_of_a_note_arrive_as_a_form_sends_them(hers: ShellWalk) -> None:
    hers.begin("/diary/day").page.locator("main textarea").first.evaluate(
        "one => { one.closest('details') && (one.closest('details').open = true) }"
    )
    hers.page.locator("main textarea").first.fill("one\ntwo")
    hers.page.evaluate("""() => {
      window.sent = null; const ask = steadyTransport.ask;
      steadyTransport.ask = (request) => { if (request.method === 'POST') sent = request.form; return ask(request); };
    }""")
    hers.page.locator("main form[method=post] button").first.click()
    hers.page.wait_for_function("() => window.sent")
    assert "one\r\ntwo" in [value for _, value in hers.page.evaluate("sent")]
