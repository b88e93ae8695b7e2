"""The guided player: timed to the second by the content, through pause, reload and sleep; stopped; without script."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from steadyback.engine.beats import Beat, beats_of
from steadyback.engine.routine import timer_of
from tests.support.axe import violations
from tests.support.browser import settle
from tests.support.her_day import knowledge, ready
from tests.support.reading import small, too_wide, unnamed
from tests.support.server import Companion
from tests.support.walk import Walk

pytestmark = pytest.mark.browser
TODAY = date.today()  # noqa: DTZ011 - the server's own day
PREGNANT = {"stage": "pregnant", "edd": str(TODAY + timedelta(days=280 - (31 * 7 + 2))), "country": "uk"}
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
#: Move and the form that fits at 31 weeks.
MOVES = [("ex-tilt", "standing"), ("ex-birddog", "toe-slides"), ("ex-sideplank", "wall"), ("ex-breath", "seated")]


def beats(name: str, form: str, sets: int | None = None) -> tuple[Beat, ...]:
    exercise = knowledge().exercise[name]
    found = next(one for one in exercise.forms if one.id == form)
    timer = timer_of(exercise, found, sets)
    assert timer is not None
    return beats_of(timer)


def clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"


@pytest.fixture
def at_noon(walk: Walk) -> Walk:
    """31 weeks, nothing wrong, the check clear; the page's clock stands at noon and moves when it is told to."""
    ready(walk.companion, PREGNANT)
    walk.page.clock.install(time=NOON)
    walk.page.clock.pause_at(NOON + timedelta(seconds=1))
    return walk


def goes_on(walk: Walk, seconds: float) -> None:
    walk.page.clock.run_for(round(seconds * 1000))


def start(walk: Walk) -> None:
    walk.button("Start").click()
    expect(walk.page.locator("main")).to_have_attribute("data-state", "running")


def seen(page: Page) -> tuple[str, str]:
    """The cue and the clock on the screen."""
    return page.locator("[data-cue]").inner_text(), page.locator("[data-clock]").inner_text()


@pytest.mark.parametrize(("name", "form"), MOVES)
def test_every_beat_comes_at_its_second(at_noon: Walk, name: str, form: str) -> None:
    at_noon.open(f"/move?id={name}")
    whole = sum(beat.seconds for beat in beats(name, form))
    expect(at_noon.page.locator("[data-clock]")).to_have_text(clock(whole))
    start(at_noon)
    gone, left = 0.0, whole
    for number, beat in enumerate(beats(name, form)):
        goes_on(at_noon, left and (whole - left) + 0.3 - gone)  # a moment after this beat begins
        gone = (whole - left) + 0.3
        assert seen(at_noon.page) == (beat.say, clock(left)), f"beat {number}"
        assert at_noon.page.locator("[data-place]").inner_text().startswith(beat.place)
        goes_on(at_noon, beat.seconds - 0.6)  # a moment before it ends it is still the same
        gone += beat.seconds - 0.6
        assert seen(at_noon.page)[0] == beat.say
        left -= beat.seconds
    goes_on(at_noon, 1)
    expect(at_noon.page.locator("main")).to_have_attribute("data-state", "ended")
    expect(at_noon.page.get_by_role("heading", name="How is your back now?")).to_be_focused()


def test_the_figure_presses_while_the_cue_says_press(at_noon: Walk) -> None:
    at_noon.open("/move?id=ex-tilt")
    drawing = "() => [...document.querySelectorAll('.fig-timed > .n')].findIndex(one => one.matches('.on'))"
    breath = "() => document.querySelector('.ring .breath').getAttribute('class')"
    rest = at_noon.page.evaluate(drawing)
    start(at_noon)
    found = []
    for wait in (5.05, 2.9, 0.9, 0.2, 2.9):  # press begins, ends; stay; let go begins, ends
        goes_on(at_noon, wait)
        expect(at_noon.page.locator(".fig-timed > .n").filter(visible=True)).to_have_count(1)  # one goes softly
        found.append((at_noon.page.evaluate(drawing), at_noon.page.evaluate(breath)))
    press = found[1][0]
    assert press != rest
    assert found == [
        (rest, "breath out"),
        (press, "breath out"),
        (press, "breath free"),
        (press, "breath in"),
        (rest, "breath in"),
    ]


def test_pause_holds_the_second_and_a_reload_in_the_middle_loses_nothing(at_noon: Walk) -> None:
    at_noon.open("/move?id=ex-birddog")
    start(at_noon)
    goes_on(at_noon, 12.3)
    before = seen(at_noon.page)
    at_noon.button("Pause").click()
    goes_on(at_noon, 600)
    assert seen(at_noon.page) == before
    at_noon.page.reload()
    assert seen(at_noon.page) == before
    expect(at_noon.page.locator("main")).to_have_attribute("data-state", "paused")
    at_noon.button("Go on").click()
    goes_on(at_noon, 10)
    at_noon.page.reload()
    expect(at_noon.page.locator("main")).to_have_attribute("data-state", "running")
    whole = sum(beat.seconds for beat in beats("ex-birddog", "toe-slides"))
    assert seen(at_noon.page)[1] == clock(whole - 22)


def test_a_phone_that_slept_is_where_the_clock_is(at_noon: Walk) -> None:
    at_noon.open("/move?id=ex-breath")
    start(at_noon)
    goes_on(at_noon, 6)
    at_noon.page.clock.fast_forward(20_000)
    whole = sum(beat.seconds for beat in beats("ex-breath", "seated"))
    assert seen(at_noon.page)[1] == clock(whole - 26)
    at_noon.page.clock.fast_forward(120_000)
    expect(at_noon.page.locator("main")).to_have_attribute("data-state", "ended")


def test_at_the_end_she_says_how_it_is_and_the_next_move_waits(at_noon: Walk) -> None:
    """Row s-061: the sets are timed (above), and what was done is logged."""
    at_noon.open("/today")
    first = at_noon.page.locator(".moves .row b").first.inner_text()
    at_noon.link(re.compile("^Start: ")).click()
    at_noon.stands_at(first)
    start(at_noon)
    goes_on(at_noon, 20)
    at_noon.button("Enough for now").click()
    at_noon.button("Better").click()
    expect(at_noon.page.get_by_text(f"{first}: noted.")).to_be_visible()
    told = at_noon.companion.kept("move")
    assert [(body["did"], body["felt"], body["seconds"]) for body in told] == [("done", "better", 20)]
    at_noon.link(re.compile("^Next: ")).click()
    expect(at_noon.page.locator("main")).to_have_attribute("data-state", "ready")
    assert at_noon.heading != first


@pytest.mark.parametrize("felt", ["Worse", "Something changed"])
def test_worse_or_changed_leads_to_the_check_and_the_moves_wait(at_noon: Walk, felt: str) -> None:
    at_noon.open("/move?id=ex-tilt")
    start(at_noon)
    at_noon.button("Enough for now").click()
    at_noon.button(felt).click()
    expect(at_noon.page).to_have_url(re.compile("/now.about=again"))
    at_noon.open("/today")
    expect(at_noon.page.get_by_role("heading", name="Check first")).to_be_visible()
    expect(at_noon.page.locator("a[href^='/move']")).to_have_count(0)


@pytest.mark.parametrize(
    ("why", "slug", "asks"),
    [
        ("It hurt", "pain", True),
        ("Something new in my body", "new-sign", True),
        ("Short of breath", "breath", True),
        ("Dizzy or faint", "dizzy", True),
        ("I leaked", "leak", True),
        ("Tired, nothing else", "tired", False),
        ("Called away", "called-away", False),
        ("Not my body at all", "other", False),
    ],
)
def test_stop_asks_what_happened_and_a_sign_of_the_body_leads_to_the_check(
    at_noon: Walk, why: str, slug: str, asks: bool
) -> None:
    at_noon.open("/move?id=ex-tilt")
    start(at_noon)
    goes_on(at_noon, 9)
    at_noon.button("Stop").click()
    expect(at_noon.page.get_by_role("heading", name="What made you stop?")).to_be_focused()
    at_noon.button(why).click()
    expect(at_noon.page).to_have_url(re.compile("/now.about=again" if asks else "/today.noted="))
    told = at_noon.companion.kept("move")
    assert [(body["did"], body["why"], body["seconds"]) for body in told] == [("stopped", slug, 9)]


def test_stop_is_always_in_reach_once_she_has_begun_and_she_can_go_on(at_noon: Walk) -> None:
    at_noon.open("/move?id=ex-sideplank")
    expect(at_noon.button("Stop")).to_be_hidden()  # one thing to press
    start(at_noon)
    at_noon.page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(at_noon.button("Stop")).to_be_in_viewport()
    goes_on(at_noon, 8)
    before = seen(at_noon.page)
    at_noon.button("Stop").click()
    goes_on(at_noon, 60)
    at_noon.button("Go on with the move").click()
    assert seen(at_noon.page) == before
    expect(at_noon.page.locator("main")).to_have_attribute("data-state", "running")


def test_hands_on_the_keyboard_alone(at_noon: Walk) -> None:
    at_noon.open("/move?id=ex-tilt")
    keys = at_noon.page.keyboard

    def tab_to(name: str) -> None:
        for _ in range(40):
            keys.press("Tab")
            if at_noon.page.evaluate("document.activeElement.innerText.trim()") == name:
                return
        raise AssertionError(f"{name} cannot be reached")

    tab_to("Start")
    keys.press("Enter")
    goes_on(at_noon, 7)
    at_noon.page.evaluate("document.activeElement.blur()")
    keys.press("Space")
    expect(at_noon.page.locator("main")).to_have_attribute("data-state", "paused")
    keys.press("Space")
    expect(at_noon.page.locator("main")).to_have_attribute("data-state", "running")
    tab_to("Stop")
    keys.press("Enter")
    tab_to("Called away")
    keys.press("Enter")
    expect(at_noon.page).to_have_url(re.compile("/today.noted="))


def test_the_cue_is_said_at_its_change_alone_and_the_voice_is_off_at_first(at_noon: Walk) -> None:
    at_noon.open("/move?id=ex-tilt")
    expect(at_noon.page.locator("[data-cue]")).to_have_attribute("aria-live", "polite")
    expect(at_noon.page.locator("[data-clock]")).to_have_attribute("aria-hidden", "true")
    assert at_noon.page.locator("main [aria-live], main [role=status]").count() == 2
    at_noon.page.evaluate(
        """() => { window.said = 0; new MutationObserver(list => { window.said += list.length })
          .observe(document.querySelector('[data-cue]'), {childList: true, characterData: true, subtree: true}) }"""
    )
    start(at_noon)
    expect(at_noon.page.locator("[data-aloud]")).to_have_attribute("aria-pressed", "false")
    goes_on(at_noon, 12.5)  # get ready, press, stay, let go, press
    assert at_noon.page.evaluate("window.said") == 5


def test_the_screen_stays_awake_while_it_runs_and_a_buzz_marks_each_change(at_noon: Walk) -> None:
    at_noon.page.add_init_script(
        """window.buzzed = 0; window.awake = 0; navigator.vibrate = () => { window.buzzed += 1; return true };
        Object.defineProperty(navigator, 'wakeLock', {value: {request: () => {
          window.awake += 1; return Promise.resolve({release: () => { window.awake -= 1 }}) }}})"""
    )
    at_noon.open("/move?id=ex-tilt")
    start(at_noon)
    goes_on(at_noon, 12.5)  # get ready, press, stay, let go, press
    assert at_noon.page.evaluate("[window.buzzed, window.awake]") == [5, 1]
    at_noon.button("Pause").click()
    goes_on(at_noon, 10)
    assert at_noon.page.evaluate("[window.buzzed, window.awake]") == [5, 0]


@pytest.mark.parametrize("is_local", [True, False])
def test_only_a_voice_of_the_device_itself_reads_aloud(at_noon: Walk, is_local: bool) -> None:
    """A voice that lives on somebody's server would be told what she does."""
    at_noon.page.add_init_script(
        """window.heard = []; window.SpeechSynthesisUtterance = function (words) { this.words = words };
        Object.defineProperty(window, 'speechSynthesis', {value: {cancel: () => {}, speak: one => heard.push(one.words),
          getVoices: () => [{lang: 'en-GB', localService: IS_LOCAL}]}})""".replace("IS_LOCAL", str(is_local).lower())
    )
    at_noon.open("/move?id=ex-tilt")
    start(at_noon)
    goes_on(at_noon, 5.3)
    assert at_noon.page.evaluate("heard") == []  # off until she turns it on
    at_noon.page.locator("[data-aloud]").click()
    goes_on(at_noon, 3)
    expect(at_noon.page.locator("[data-aloud]")).to_have_attribute("aria-pressed", str(is_local).lower())
    assert at_noon.page.evaluate("heard") == (["Press. Breathe out", "Stay there"] if is_local else [])
    expect(at_noon.page.get_by_text("No voice here")).to_have_count(0 if is_local else 1)


def test_hide_leaves_nothing_of_it_behind(at_noon: Walk) -> None:
    at_noon.open("/move?id=ex-tilt")
    start(at_noon)
    assert "ex-tilt" in at_noon.page.evaluate("JSON.stringify(sessionStorage)")
    at_noon.page.locator("[data-hide]").click()
    expect(at_noon.page).to_have_url(re.compile("/hide"))
    assert "ex-tilt" not in at_noon.page.evaluate("JSON.stringify(sessionStorage)")


def test_an_easier_form_has_a_player_of_its_own_and_no_other_form_can_be_asked_for(at_noon: Walk) -> None:
    at_noon.open("/move?id=ex-tilt")
    at_noon.link(re.compile("^Easier")).click()
    expect(at_noon.page.get_by_text("Sitting: the easier way")).to_be_visible()
    expect(at_noon.page.get_by_text("Sit tall on a steady chair, both feet flat.")).to_be_visible()
    for form in ("all-fours", "nonsense"):
        at_noon.open(f"/move?id=ex-tilt&form={form}")
        expect(at_noon.page.get_by_text("Back to a wall", exact=True)).to_be_visible()
    at_noon.open("/move?id=ex-bridge&form=flat")
    expect(at_noon.page.get_by_text("Leaned back on a sofa", exact=True)).to_be_visible()


def test_one_set_is_a_choice(at_noon: Walk) -> None:
    at_noon.open("/move?id=ex-bridge")
    at_noon.link("Just one set today").click()
    whole = sum(beat.seconds for beat in beats("ex-bridge", "leaned-back", sets=1))
    expect(at_noon.page.locator("[data-clock]")).to_have_text(clock(whole))


def test_a_held_move_says_why_and_shows_no_step(walk: Walk) -> None:
    ready(walk.companion, PREGNANT, lim_wrist="yes")
    reply = walk.companion.get("/move?id=ex-birddog")
    assert reply.status == 409
    assert "This puts weight on your wrists." in reply.text
    assert 'href="/move?id=ex-catcow"' in reply.text
    steps = [step for form in knowledge().exercise["ex-birddog"].forms for step in form.steps]
    assert [step for step in steps if step in reply.text] == []
    assert walk.companion.get("/move?id=nothing").status == 404
    assert walk.companion.form("/move", {"exercise": "nothing", "felt": "same"}).status == 422


def test_a_form_sent_twice_is_one_entry(companion: Companion) -> None:
    ready(companion, PREGNANT)
    drawn = re.search(r'name="form" value="([^"]+)"', companion.get("/move?id=ex-tilt").text)
    assert drawn is not None
    told = {"exercise": "ex-tilt", "way": "standing", "felt": "same", "form": drawn[1], "seconds": "99"}
    assert companion.form("/move", told).status == companion.form("/move", told).status == 303
    assert len(companion.kept("move")) == 1


def test_without_script_everything_is_there_and_can_be_told(
    profile: Callable[..., BrowserContext], companion: Companion
) -> None:
    ready(companion, PREGNANT)
    page = profile(java_script_enabled=False).new_page()
    page.goto(companion.address + "/move?id=ex-tilt")
    exercise = knowledge().exercise["ex-tilt"]
    shown = " ".join(page.locator("main").inner_text().split())
    for words in (*exercise.forms[0].steps, exercise.dose.words.text, exercise.breath.text):
        assert words in shown
    for line in exercise.stop:
        assert line.text in shown
    expect(page.get_by_role("button", name="Start")).to_have_count(0)
    page.get_by_role("button", name="Same").click()
    expect(page.get_by_text("Standing pelvic tilt: noted.")).to_be_visible()
    page.goto(companion.address + "/move?id=ex-tilt")
    page.get_by_role("button", name="Dizzy or faint").click()
    expect(page).to_have_url(re.compile("/now.about=again"))
    assert [(body["did"], body["felt"], body["why"]) for body in companion.kept("move")] == [
        ("done", "same", None),
        ("stopped", None, "dizzy"),
    ]


def test_for_less_motion_nothing_moves_by_itself(walk: Walk) -> None:
    ready(walk.companion, PREGNANT)
    walk.page.emulate_media(reduced_motion="reduce")
    running = "() => document.getAnimations().filter(one => one.playState === 'running').length"
    for name in ("ex-tilt", "ex-walk"):
        walk.open(f"/move?id={name}")
        start(walk)
        assert walk.page.evaluate(running) == 0


def test_the_walking_figure_stands_until_she_starts(walk: Walk) -> None:
    ready(walk.companion, PREGNANT)
    running = "() => document.getAnimations().filter(one => one.playState === 'running').length"
    walk.open("/move?id=ex-walk")
    assert walk.page.evaluate(running) == 0
    start(walk)
    assert walk.page.evaluate(running) > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_it_fits_when_large(walk: Walk, scheme: str) -> None:
    ready(walk.companion, PREGNANT)
    walk.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    walk.open("/move?id=ex-birddog")
    for press in (None, "Start", "Stop"):
        if press:
            walk.button(press).click()
        assert walk.heading == "Bird-dog taps"
        settle(walk.page)
        assert not violations(walk.page), press
        assert not unnamed(walk.page), press
        if scheme == "light":
            assert not small(walk.page, 48), press
            for width, text in ((360, 1.0), (360, 2.0), (320, 2.0)):
                assert not too_wide(walk.page, width, text), (press, width, text)
