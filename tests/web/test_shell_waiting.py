"""The browser shell when Python is slow, not up yet, or broken; when the diary changes elsewhere; and what it says."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.server import Companion
from tests.support.shell import Shelled, ShellWalk
from tests.support.walk import PREGNANT

pytestmark = pytest.mark.browser
FIRST = "Wee, poo and feeling"
NOT_OPENED = "This page did not open"
NOT_UP = "window.testStarting = true"
WAITING = ".steady-wait"


@pytest.fixture
def walk(page: Page, companion: Companion) -> Iterator[ShellWalk]:
    """Somebody 31 weeks pregnant, with a diary of her own."""
    assert companion.form("/you", PREGNANT).status == 303
    shelled = Shelled(companion)
    made = ShellWalk(page, shelled)
    yield made
    shelled.close()
    assert not made.heard.complaints, f"the page complains: {made.heard.complaints}"


def spasm_from_elsewhere(walk: ShellWalk) -> None:
    """Another window keeps a note."""
    assert walk.companion.form("/spasm", {"worst": "9", "where": "low-left"}).status == 303
    walk.elsewhere("kept")


# ---- slow ----


def test_waiting_is_shown_and_told_and_goes(walk: ShellWalk) -> None:
    walk.begin("/").transport(slow=1200)
    line = walk.page.locator(WAITING)
    expect(line).to_be_hidden()
    walk.tab("Diary").click()
    expect(line).to_be_visible()
    expect(walk.page.locator("#steady-shell p")).to_have_text("Opening…")
    assert walk.page.locator("main").get_attribute("aria-busy") == "true"
    walk.stands_at("What do you need?")
    walk.at("/diary")
    expect(line).to_be_hidden()
    assert walk.told() != "Opening…"


def test_what_is_quick_shows_no_waiting(walk: ShellWalk) -> None:
    walk.begin("/").page.evaluate("""() => {
      window.waited = 0;
      new MutationObserver(() => { waited += 1; }).observe(document.querySelector('.steady-wait'), {attributes: true, attributeFilter: ['hidden']});
      steadyTransport.ask = async () => ({ status: 200, kind: 'text/html', body: '<title>x</title><main><h1>At once</h1></main>', see: null, saveAs: '' });
    }""")
    walk.tab("Diary").click()
    walk.stands_at("At once")
    walk.page.wait_for_timeout(200)
    assert walk.page.evaluate("waited") == 0 or not walk.page.locator(WAITING).is_visible()


def test_two_taps_on_a_link_ask_once(walk: ShellWalk) -> None:
    walk.begin("/").transport(slow=300)
    walk.tab("Diary").dblclick()
    walk.at("/diary")
    assert walk.asked.count("GET /diary") == 1
    walk.transport(slow=0)
    walk.page.go_back()
    walk.at("/")


def test_two_taps_on_a_form_send_once(walk: ShellWalk) -> None:
    walk.begin("/me/numbers").transport(slow=300)
    walk.page.locator("main input[type=tel]").first.fill("020 7946 0111")
    walk.page.locator("main form button").last.dblclick()
    walk.page.wait_for_function("() => location.pathname !== '/me/numbers' || location.search")
    assert walk.asked.count("POST /me/numbers") == 1


def test_what_is_sent_is_kept_though_she_goes_elsewhere_at_once(walk: ShellWalk) -> None:
    """The form is answered first, and what she tapped last is what is shown."""
    walk.begin("/diary/spasm").transport(slow=250)
    walk.page.get_by_role("radio", name="4", exact=True).check()
    walk.page.evaluate("""() => {
      for (const what of ['#taps > .btn', ".tabs [href='/learn']", ".tabs [href='/me']"]) document.querySelector(what).click();
    }""")
    walk.at("/me")
    assert walk.asked[-2:] == ["POST /diary/spasm", "GET /me"], "what nobody waits for is not asked"
    assert [body["worst"] for body in walk.companion.kept("spasm")] == [4]
    assert walk.is_the_first()


def test_back_while_a_page_is_on_its_way_holds(walk: ShellWalk) -> None:
    walk.begin("/")
    walk.tab("Me").click()
    walk.at("/me")
    walk.transport(slow=300)
    walk.tab("Learn").click()
    walk.page.go_back()
    walk.at("/")
    walk.page.wait_for_timeout(400)
    walk.stands_at("What do you need?")


# ---- broken ----


def test_a_page_that_does_not_open_says_so_and_is_tried_again(walk: ShellWalk) -> None:
    walk.begin("/").transport(broken=True)
    walk.tab("Diary").click()
    walk.stands_at(NOT_OPENED)
    assert walk.focus() == NOT_OPENED
    assert "Nothing that was kept before is lost." in walk.words()
    expect(walk.link(re.compile("^Hide"))).to_be_visible()
    walk.transport(broken=False)
    walk.button("Try again").click()
    walk.at("/diary")
    walk.page.go_back()
    walk.at("/")
    assert walk.is_the_first()


def test_the_check_is_a_document_of_its_own_when_the_line_is_broken(walk: ShellWalk) -> None:
    walk.begin("/").transport(broken=True)
    walk.tab("Diary").click()
    walk.stands_at(NOT_OPENED)
    walk.link("Go to the safety check").click()
    walk.stands_at(FIRST)
    assert not walk.is_the_first()


def test_a_form_that_could_not_be_sent_stays_with_what_was_written(walk: ShellWalk) -> None:
    walk.begin("/diary/spasm").transport(broken=True)
    walk.page.get_by_role("radio", name="3", exact=True).check()
    walk.button("Save what I tapped").click()
    box = walk.page.get_by_role("alert")
    expect(box).to_contain_text("This may not have been kept")
    expect(box).to_be_focused()
    assert walk.page.get_by_role("radio", name="3", exact=True).is_checked()
    assert not walk.companion.kept("spasm")
    walk.transport(broken=False)
    walk.button("Try again").click()
    walk.stands_at("Noted. Go gently.")
    assert [body["worst"] for body in walk.companion.kept("spasm")] == [3]


# ---- Python is not up yet ----


def test_what_she_asks_for_waits_for_python(walk: ShellWalk) -> None:
    walk.page.add_init_script(NOT_UP)
    walk.open("/you").page.get_by_label("How many whole weeks?").fill("30")
    walk.page.get_by_role("button", name="Save").first.click()
    expect(walk.page.locator(WAITING)).to_be_visible()
    assert walk.page.get_by_label("How many whole weeks?").input_value() == "30"
    walk.page.evaluate("steadyTransport.wake()")
    walk.at("/you?saved=1")
    assert walk.page.evaluate("steadyTransport.asked").count("POST /you") == 1


def test_the_check_does_not_wait_for_python(walk: ShellWalk) -> None:
    walk.page.add_init_script(NOT_UP)
    walk.open("/").page.wait_for_function("() => window.steadyParts && steadyParts.line")
    walk.page.evaluate("window.isTheFirst = true")
    walk.page.get_by_role("link", name=re.compile("My back just grabbed")).click()
    walk.stands_at(FIRST)
    assert not walk.is_the_first()
    walk.finish_check().start()
    walk.all_sent()
    assert len(walk.companion.kept("check")) == 1, "kept though Python is not up"


def test_a_form_on_its_way_is_not_cut_off_by_the_check(walk: ShellWalk) -> None:
    """Python is not up, and what she wrote waits in this document: the check comes into it, knowing nobody."""
    acute = walk.companion.get("/now").text.replace("<title>", "<title>Unopened ")
    walk.page.route("**/now/unopened.html", lambda route: route.fulfill(body=acute, content_type="text/html"))
    walk.page.add_init_script(NOT_UP)
    walk.open("/diary/spasm").page.get_by_role("radio", name="4", exact=True).check()
    walk.page.evaluate("window.isTheFirst = true")
    walk.button("Save what I tapped").click()
    walk.page.evaluate("steady.go('/now')")
    walk.stands_at(FIRST)
    assert walk.page.title().startswith("Unopened")
    assert walk.is_the_first()
    walk.page.evaluate("steadyTransport.wake()")
    walk.page.wait_for_function("() => steadyTransport.asked.includes('POST /diary/spasm')")
    walk.page.wait_for_function("() => !document.title.startsWith('Unopened')")  # drawn for her, now that she is known
    assert [body["worst"] for body in walk.companion.kept("spasm")] == [4]


def test_a_page_drawn_ahead_is_shown_at_once_and_then_anew(walk: ShellWalk) -> None:
    walk.page.add_init_script(NOT_UP)
    walk.open("/").page.wait_for_function("() => window.steadyParts && steadyParts.line")
    ahead = walk.companion.get("/diary").text.replace(">Your diary<", ">Your diary as it was<")
    walk.page.evaluate("body => { testStore.pages['/diary'] = body; }", ahead)
    walk.tab("Diary").click()
    walk.stands_at("Your diary as it was")
    assert walk.asked == []
    walk.page.evaluate("steadyTransport.wake()")
    walk.stands_at("Your diary")
    assert walk.focus() == "Your diary", "the reader stands where she stood"


def test_the_page_that_says_it_is_opening_gives_way_and_that_is_told(walk: ShellWalk) -> None:
    def opening(route: Route) -> None:
        text = route.fetch().text().replace(">Your diary<", ">Opening your companion<")
        route.fulfill(body=text, content_type="text/html")

    walk.page.route("**/diary", opening)
    walk.page.add_init_script(NOT_UP)
    walk.open("/diary").stands_at("Opening your companion")
    walk.page.wait_for_function("() => steadyTransport.said")
    walk.page.evaluate("steadyTransport.wake()")
    walk.stands_at("Your diary")
    expect(walk.page.locator("#steady-shell p")).to_have_text("Your diary · Steadyback")
    assert walk.focus() == "Your diary"


def test_python_that_cannot_start_says_so_and_the_check_works(walk: ShellWalk) -> None:
    walk.page.add_init_script(NOT_UP)
    walk.open("/diary").page.wait_for_function("() => window.steadyTransport && steadyTransport.said")
    walk.page.evaluate("steadyTransport.fail('for a test')")
    expect(walk.page.get_by_role("status")).to_contain_text("The companion could not open on this phone.")
    walk.page.evaluate("steady.go('/now')")
    walk.stands_at(FIRST)


# ---- changed elsewhere ----


def test_what_came_elsewhere_is_shown_and_nothing_moves(walk: ShellWalk) -> None:
    walk.page.set_viewport_size({"width": 390, "height": 420})
    walk.begin("/diary")
    walk.tab("Me").focus()
    walk.page.evaluate("window.scrollTo(0, 120)")
    told = walk.told()
    spasm_from_elsewhere(walk)
    expect(walk.page.locator("main")).to_contain_text("9 of 10")
    walk.page.wait_for_timeout(100)
    assert walk.focus() == "Me"
    assert walk.page.evaluate("window.scrollY") == 120
    assert walk.told() == told
    assert walk.page.evaluate("history.length") == 2


def test_what_did_not_change_is_left_alone(walk: ShellWalk) -> None:
    walk.begin("/learn").page.evaluate("document.querySelector('main h1').isTheSame = true")
    asked = len(walk.asked)
    walk.elsewhere("kept")
    walk.page.wait_for_function("asked => steadyTransport.asked.length > asked", arg=asked)
    walk.page.wait_for_timeout(200)
    assert walk.page.evaluate("document.querySelector('main h1').isTheSame")


@pytest.mark.parametrize("how", ["typed", "ticked", "focused", "opened"])
def test_what_she_has_begun_is_not_taken_from_under_her(walk: ShellWalk, how: str) -> None:
    walk.begin("/diary/spasm").page.evaluate("document.querySelector('main h1').isTheSame = true")
    if how == "ticked":
        walk.page.get_by_role("radio", name="4", exact=True).check()
    else:
        walk.page.locator("#taps summary").last.click()
        if how != "opened":
            walk.page.get_by_label("A note").focus()
        if how == "typed":
            walk.page.keyboard.type("half a th")
    walk.page.evaluate("steadyTransport.asked.length = 0")
    spasm_from_elsewhere(walk)
    walk.page.wait_for_timeout(700)
    assert walk.page.evaluate("document.querySelector('main h1').isTheSame")
    walk.tab("Diary").click()
    walk.at("/diary")
    assert walk.asked == ["GET /diary"], "the next page is drawn with what is new"


def test_the_check_is_not_taken_from_under_her(walk: ShellWalk) -> None:
    walk.begin("/now").at_the_check()
    walk.none_of_these()
    here = walk.heading
    spasm_from_elsewhere(walk)
    walk.page.wait_for_timeout(700)
    walk.stands_at(here)
    walk.finish_check().stands_at("You can care for this at home")


def test_another_diary_in_use_is_told_where_she_writes(walk: ShellWalk) -> None:
    walk.begin("/diary/spasm").page.get_by_role("radio", name="4", exact=True).check()
    walk.elsewhere("switched")
    expect(walk.page.get_by_role("status")).to_contain_text("Another diary is in use")


# ---- what it says of itself ----


@pytest.mark.parametrize(
    ("name", "words"),
    [("Denied", "This browser keeps nothing here"), ("Newer", "newer form"), ("Broken", "could not be read just now")],
)
def test_a_store_that_does_not_open_is_told_plainly(walk: ShellWalk, name: str, words: str) -> None:
    walk.page.add_init_script(f"window.testRefuses = {name!r}")
    walk.begin("/")
    box = walk.page.get_by_role("status")
    expect(box).to_contain_text(words)
    walk.tab("Me").click()
    walk.at("/me")
    expect(box).to_contain_text(words)
    box.get_by_role("button", name="Close this message").click()
    expect(box).to_have_count(0)
    walk.page.evaluate("steadyParts.store().catch(() => 0)")
    walk.tab("Learn").click()
    walk.at("/learn")
    expect(box).to_have_count(0)


def test_no_room_left_is_told_and_taken_back(walk: ShellWalk) -> None:
    body = {"worst": 7, "where": "low-left", "doing": None, "began_at": None, "note": "Ö"}
    entry = {
        "id": str(uuid.uuid4()),
        "kind": "spasm",
        "at": "2026-11-21T10:00:00.000+00:00",
        "device": "browser",
        "body": body,
    }
    keep = "entry => steady.keep([entry]).then(verdicts => verdicts[0], error => error.name)"
    walk.begin("/").page.evaluate("testStore.refuses = 'Full'")
    assert walk.page.evaluate(keep, entry) == "Full"
    box = walk.page.get_by_role("status")
    expect(box).to_contain_text("There is no room left")
    assert not walk.companion.kept("spasm")
    walk.page.evaluate("testStore.refuses = null")
    with walk.page.expect_request("**/entries") as sent:
        assert walk.page.evaluate(keep, entry) == "new"
    expect(box).to_have_count(0)
    assert sent.value.post_data_json == [entry], "the store finds the text that equal entries share"
    assert walk.companion.kept("spasm") == [body]


def test_the_browser_is_asked_once_to_keep_the_diary_and_a_no_is_told_once(walk: ShellWalk) -> None:
    walk.begin("/").page.evaluate("testStore.persisted = false")
    walk.elsewhere("kept")
    box = walk.page.get_by_role("status")
    expect(box).to_contain_text("take a copy out")
    box.get_by_role("button").click()
    for _ in range(3):
        walk.elsewhere("kept")
    walk.page.wait_for_timeout(200)
    assert walk.page.evaluate("testStore.asks") == 1
    expect(box).to_have_count(0)


# ---- a newer version ----

_NEWER = """switched => {
  const keeper = navigator.serviceWorker;
  window.told = [];
  const waiting = { postMessage: ({ what }, [port]) => {
    told.push(what);
    port.postMessage(what === 'version' ? { complete: true } : { switched });
    if (what === 'switch' && switched) setTimeout(() => keeper.dispatchEvent(new Event('controllerchange')), 20);
  } };
  keeper.getRegistration = async () => ({ waiting });
}"""


def test_a_newer_version_is_taken_at_the_start(walk: ShellWalk) -> None:
    walk.begin("/diary").page.evaluate(_NEWER, True)
    walk.page.evaluate("void steadyParts.takeNew()")
    walk.page.wait_for_function("() => window.isTheFirst === undefined && window.steadyParts")
    walk.stands_at("Your diary")


def test_a_newer_version_waits_for_what_she_has_begun(walk: ShellWalk) -> None:
    walk.begin("/diary/spasm").page.evaluate(_NEWER, True)
    walk.page.get_by_role("radio", name="4", exact=True).check()
    assert walk.page.evaluate("steadyParts.takeNew()") is False
    assert walk.page.evaluate("told") == []
    assert walk.is_the_first()


def test_a_newer_version_waits_for_other_windows(walk: ShellWalk) -> None:
    walk.begin("/diary").page.evaluate(_NEWER, False)
    assert walk.page.evaluate("steadyParts.takeNew()") is False
    assert walk.page.evaluate("told") == ["version", "switch"]
    expect(walk.page.get_by_role("status")).to_contain_text("It opens the next time you start it.")
    assert walk.is_the_first()
