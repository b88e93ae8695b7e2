"""Cold, in flight mode: the acute page and the last pages from the device, before Python is up and after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from steadyback.journal.entry import Entry
from tests.scenarios.telling import Her
from tests.support.phone import PYTHON_WAITS, Flight, Phone, flight
from tests.support.tour import entries_of
from tests.support.tries import all_well, helped_by_the_second

pytestmark = pytest.mark.browser
HER = entries_of("pregnant")
NOT_OPEN = "Your diary is not open yet, so we ask without knowing you."


@pytest.fixture(scope="module")
def phone(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flight]:
    with flight(browser, tmp_path_factory.mktemp("flight") / "site") as found:
        yield found


def told_since(window: Phone, count: int) -> list[tuple[str, dict[str, object]]]:
    """The kinds and bodies of what came after the first ``count`` entries, in the order of arrival."""
    return [(entry["kind"], entry["body"]) for entry in window.entries()[count:]]


def stays_quiet(window: Phone) -> None:
    """No exception, no error and no warning on the console; nothing asked of anybody else."""
    assert not window.heard.complaints
    own = (window.address, "data:", "blob:")
    assert not [line for line in window.heard.requests if not line.split(" ")[1].startswith(own)]


def test_with_an_empty_diary_check_step_and_spasm_before_python(phone: Flight) -> None:
    phone.begin()
    window = phone.window(PYTHON_WAITS)
    walk = window.walk
    walk.open("/now").finish_check().stands_at("You can care for this at home")
    walk.saved()
    walk.start().stands_at("Stand tall and breathe")
    step = window.page.locator(".screen.on")
    step.get_by_role("button", name="Start", exact=True).click()
    expect(step.locator("[data-timer]")).to_contain_text("Stop")
    window.page.wait_for_timeout(1200)
    walk.felt("Better").stands_at(re.compile("^It helps"))
    walk.open("/now#log")
    walk.tap("7", "Low left", "Turning in bed")
    walk.stands_at("Noted. Go gently.")
    walk.saved()
    window.page.get_by_role("button", name="Undo").click()
    expect(window.page.get_by_text("Undone.")).to_be_attached()
    walk.tap("4")  # her other two answers stand there still
    walk.stands_at("Noted. Go gently.")
    walk.saved()
    told = told_since(window, 0)
    assert [kind for kind, _ in told] == ["check", "ladder", "ladder", "spasm", "withdraw", "spasm"]
    assert told[2][1]["felt"] == "better"
    assert told[2][1]["seconds"] in (1, 2, 3), "what was really done, by the clock"
    window.let_python_come()
    window.page.wait_for_timeout(300)
    assert told_since(window, 0) == told, "each of them once"
    window.page.close()
    window = phone.window()
    walk = window.walk
    walk.open("/today").stands_at("Today")
    window.until_python()
    for tab, words in (("Today", "Today"), ("Diary", "4")):
        window.page.get_by_role("navigation", name="Main").get_by_role("link", name=tab).click()
        expect(window.page.locator("main")).to_contain_text(words)
    assert told_since(window, 0) == told
    walk.open("/now").at_the_check()
    stays_quiet(window)


def test_a_sign_told_before_python_pauses_and_the_page_with_steps_is_not_shown_again(phone: Flight) -> None:
    phone.begin(HER, "/now", "/today", "/diary")
    window = phone.window(PYTHON_WAITS)
    walk = window.walk
    walk.open("/now").at_the_check()
    expect(window.page.get_by_text(NOT_OPEN)).to_have_count(0)
    assert window.page.locator("[data-rung]").count() > 3, "it comes from the device, with the steps"
    walk.check_with({"sgn-headache": "Yes"}).stands_at(re.compile("today"))
    walk.saved()
    for _ in range(2):
        walk.open("/now").at_the_check()
        expect(window.page.get_by_text(NOT_OPEN)).to_be_visible()
        expect(window.page.locator("[data-rung]")).to_have_count(0)
    walk.open("/today").stands_at("Opening your companion")
    window.let_python_come()
    window.page.get_by_role("heading", name="Have you been seen?").wait_for()
    window.open("/now").let_python_come()
    walk.stands_at("Has somebody looked at you?")
    told = told_since(window, len(HER))
    assert [kind for kind, _ in told] == ["check"]
    assert told[0][1]["advised"] == "same-day"
    stays_quiet(window)


def test_the_ladder_goes_on_where_what_she_told_before_python_says(phone: Flight) -> None:
    phone.begin(HER, "/now")
    window = phone.window(PYTHON_WAITS)
    walk = window.walk
    walk.open("/now").finish_check().start().stands_at("Stand tall and breathe")
    walk.felt("Same")
    after = walk.heading
    assert after != "Stand tall and breathe"
    window.let_python_come()
    window.open("/").let_python_come()
    walk.link(re.compile("Carry on")).click()
    walk.stands_at(after)
    assert [kind for kind, _ in told_since(window, len(HER))] == ["check", "ladder", "ladder"]
    stays_quiet(window)


def test_the_first_step_is_begun_with_before_python_and_what_it_passed_over_comes_after(phone: Flight) -> None:
    known = all_well(Her())
    helped_by_the_second(known)
    late = (datetime.now(UTC) - known.now) - timedelta(minutes=5)
    entries = [moved(entry, late) for entry in known.entries]
    phone.begin(entries, "/now")
    window = phone.window(PYTHON_WAITS)
    walk = window.walk
    walk.open("/now").finish_check()
    walk.link("First step for you: Warm your back").click()
    walk.stands_at("Warm your back")
    walk.felt("Same").stands_at("Stand tall and breathe")
    window.let_python_come()
    window.open("/").let_python_come()
    walk.link(re.compile("Carry on")).click()
    walk.stands_at("Stand tall and breathe")
    walk.felt("Same").stands_at("Walk indoors")
    assert [kind for kind, _ in told_since(window, len(entries))] == ["check", "ladder", "ladder", "ladder"]
    stays_quiet(window)


def moved(entry: Entry, later: timedelta) -> Entry:
    """An entry of a story that was told ``later``, with the days that it names."""
    body = dict(entry.body)
    for name in ("on", "edd"):
        if body.get(name):
            body[name] = str(date.fromisoformat(body[name]) + timedelta(days=later.days))
    return entry._replace(at=(datetime.fromisoformat(entry.at) + later).isoformat(), body=body)


def test_what_is_told_in_two_windows_before_python_is_there_once(phone: Flight) -> None:
    phone.begin(HER)
    windows = [phone.window(PYTHON_WAITS), phone.window(PYTHON_WAITS)]
    for window, worst in zip(windows, ("3", "8"), strict=True):
        window.walk.open("/now#log")
        window.walk.tap(worst, "Low left", "Turning in bed")
        window.walk.stands_at("Noted. Go gently.")
    windows[0].page.close()  # killed at once: what said "Noted" is there
    windows[1].open("/diary").let_python_come()
    expect(windows[1].page.locator("main")).to_contain_text("8")
    assert {body["worst"] for _, body in told_since(windows[1], len(HER))} == {3, 8}
    assert len(told_since(windows[1], len(HER))) == 2
    stays_quiet(windows[1])


# ---- the last pages, from the device ----


def words_of(window: Phone) -> str:
    """What stands in the page, in one line."""
    return " ".join(window.page.locator("main").inner_text().split())


def test_the_last_pages_stand_there_before_python_and_stay_when_it_is_up(phone: Flight) -> None:
    paths = ("/today", "/diary", "/learn", "/me", "/")
    phone.begin(HER, *paths)
    window = phone.window(PYTHON_WAITS)
    before = {}
    for path in paths:
        window.open(path)
        expect(window.page.locator("main[data-opening]")).to_have_count(0)
        before[path] = words_of(window)
    for tab, path in (("Today", "/today"), ("Diary", "/diary"), ("Learn", "/learn"), ("Me", "/me")):
        window.page.get_by_role("navigation", name="Main").get_by_role("link", name=tab).click()
        window.page.wait_for_function(
            "path => location.pathname === path && !document.querySelector('[aria-busy]')", arg=path
        )
        assert words_of(window) == before[path], "between pages of one document too"
    window.page.evaluate("window.isTheFirst = true")
    window.let_python_come()
    for tab, path in (("Today", "/today"), ("Diary", "/diary"), ("Learn", "/learn")):
        window.page.get_by_role("navigation", name="Main").get_by_role("link", name=tab).click()
        window.page.wait_for_function(
            "path => location.pathname === path && !document.querySelector('[aria-busy]')", arg=path
        )
        assert words_of(window) == before[path], "Python says the very same"
    assert window.page.evaluate("window.isTheFirst") is True
    stays_quiet(window)


def test_a_page_of_before_another_window_told_something_is_not_shown(phone: Flight) -> None:
    phone.begin(HER, "/today", "/diary")
    window, other = phone.window(PYTHON_WAITS), phone.window(PYTHON_WAITS)
    window.walk.open("/today").stands_at(re.compile("^Week 31"))
    other.walk.open("/now#log")
    other.walk.tap("9", "Low right", "Turning in bed")
    other.walk.stands_at("Noted. Go gently.")
    window.page.get_by_role("navigation", name="Main").get_by_role("link", name="Diary").click()
    expect(window.page.locator("[aria-busy=true]")).to_have_count(1)
    window.page.wait_for_timeout(200)
    assert window.page.title().startswith("Today"), "nothing is shown that has been overtaken"
    window.let_python_come()
    window.walk.stands_at("Your diary")
    expect(window.page.locator("main")).to_contain_text("9 of 10")
    stays_quiet(window)


def test_what_was_drawn_yesterday_for_today_is_what_python_says_today(phone: Flight) -> None:
    phone.begin(HER, "/today", days=-1)
    window = phone.window(PYTHON_WAITS)
    window.walk.open("/today").stands_at(re.compile("^Week 31"))
    before = words_of(window)
    window.let_python_come()
    window.page.wait_for_function("() => steadyParts.line.ready")
    window.page.wait_for_timeout(500)
    assert words_of(window) == before
    stays_quiet(window)


def test_what_was_drawn_for_days_that_are_over_is_not_shown(phone: Flight) -> None:
    phone.begin(HER, "/today", "/now", days=-6)
    window = phone.window(PYTHON_WAITS)
    window.walk.open("/today").stands_at("Opening your companion")
    window.walk.open("/now").at_the_check()
    expect(window.page.get_by_text(NOT_OPEN)).to_be_visible()
    expect(window.page.locator("[data-rung]")).to_have_count(0)
    window.open("/today").let_python_come()
    window.walk.stands_at(re.compile("^Week 31"))
    stays_quiet(window)
