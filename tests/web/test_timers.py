"""Timers in real life: a phone that sleeps, is reloaded, killed or set anew; one that cannot stay awake, or has no voice.

The page's clock is Playwright's. ``set_system_time`` moves the time of day alone, as a phone asleep or a clock set anew
does; ``run_for`` moves everything. The shell is a stand-in that keeps its notes here, so that they outlive a tab.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import BrowserContext, expect

from steadyback.web import page_table
from tests.support.her_day import knowledge, ready
from tests.support.server import Companion, Companions
from tests.support.walk import PREGNANT, Walk
from tests.web.test_player import beats, clock

pytestmark = pytest.mark.browser
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = 60, 3_600, 86_400
MOVE, FORM = "ex-sideplank", "wall"
WHOLE = sum(beat.seconds for beat in beats(MOVE, FORM))
STEP = "lad-2-warm"
DARK = "This phone may go dark. The time goes on; look again when you like."
MOVE_WAITS = "The clock of this phone was changed, so the move waits. Go on when you like."

#: Notes what the phone is asked for, in order, and lets the page be hidden and shown.
PHONE = """
  window.asked = [];
  navigator.vibrate = ms => { asked.push('buzz ' + ms); return true };
  Object.defineProperty(navigator, 'wakeLock', {get: () => window.lock === 'missing' ? undefined : {request: () => {
    if (window.lock === 'refused') return Promise.reject(new Error('no'));
    asked.push('awake');
    return Promise.resolve({release: () => { asked.push('may sleep') }}) }}});
  window.SpeechSynthesisUtterance = function (words) { this.words = words };
  Object.defineProperty(window, 'speechSynthesis', {value: {cancel: () => asked.push('hush'),
    speak: one => asked.push('say ' + one.words), getVoices: () => [{lang: 'en-GB', localService: true}]}});
  let away = false;
  Object.defineProperty(document, 'hidden', {get: () => away});
  window.look = is => { away = !is; document.dispatchEvent(new Event('visibilitychange')) };
"""
SHELL = """
  const gone = new AbortController();
  window.steady = {life: {signal: gone.signal}, note: name => window.toldNote(name),
    keepNote: (name, value) => window.tellNote(name, value),
    keep: some => window.trouble ? Promise.reject(Object.assign(new Error('x'), {name: window.trouble}))
      : window.tellEntries(some)};
  window.leave = () => gone.abort();
"""
#: Every listener on document or window that would outlive its page, and every interval that runs, of our timed scripts.
LEFT = """
  window.listening = []; window.running = new Set();
  const add = EventTarget.prototype.addEventListener, begin = window.setInterval, end = window.clearInterval;
  const ours = () => /\\/(player|timer|rung|now|break)\\.js/.test(new Error().stack);
  EventTarget.prototype.addEventListener = function (kind, does, how) {
    if ((this === document || this === window || this === null) && ours() && !(how && how.signal)) listening.push(kind);
    return add.call(this, kind, does, how) };
  window.setInterval = (...all) => { const made = begin(...all); if (ours()) running.add(made); return made };
  window.clearInterval = one => { running.delete(one); end(one) };
"""


class Phone(Walk):
    """Her phone, its clock standing at noon: it moves when it is told to. ``notes``: what the shell keeps for it."""

    def __init__(self, context: BrowserContext, companion: Companion, *, has_shell: bool) -> None:
        self.context = context
        self.notes: dict[str, str] = {}
        self.told: list[dict[str, Any]] = []
        context.add_init_script(PHONE)
        if has_shell:
            context.expose_function("tellNote", self._keep)
            context.expose_function("toldNote", lambda name: self.notes.get(name))
            context.expose_function("tellEntries", lambda some: self.told.extend(some))
            context.add_init_script(SHELL)
        super().__init__(context.new_page(), companion)
        self.now = NOON
        context.clock.install(time=NOON - timedelta(minutes=1))
        context.clock.pause_at(NOON)

    def _keep(self, name: str, value: str | None) -> None:
        self.notes.pop(name, None)
        if value:
            self.notes[name] = value

    def goes_on(self, seconds: float) -> None:
        """Time passes, and the page is looked at."""
        self.now += timedelta(seconds=seconds)
        self.context.clock.run_for(round(seconds * 1000))

    def is_set(self, seconds: float) -> None:
        """The time of day alone moves."""
        self.now += timedelta(seconds=seconds)
        self.context.clock.set_system_time(self.now)

    def sleeps(self, seconds: float) -> None:
        """The screen is locked, and the phone sleeps so long."""
        self.page.evaluate("look(false)")
        self.is_set(seconds)
        self.page.evaluate("look(true)")

    def killed(self, seconds: float, path: str) -> None:
        """The tab is killed, and opened anew so much later: nothing of its own is left."""
        self.page.close()
        self.is_set(seconds)
        self.page = self.context.new_page()
        self.open(path)

    def begin(self, path: str = f"/move?id={MOVE}") -> Phone:
        """Open a move, and start it."""
        self.open(path)
        self.button("Start").click()
        return self.is_in("running")

    def is_in(self, state: str) -> Phone:
        """Wait until the move is in this state."""
        expect(self.page.locator("main")).to_have_attribute("data-state", state)
        return self

    def shows(self, seconds_done: float, whole: int = WHOLE) -> None:
        """Wait until the face shows what is left, to the second."""
        left = whole - int(seconds_done)
        expect(self.page.locator("[data-clock]:visible")).to_have_text(clock(left))

    @property
    def asked(self) -> list[str]:
        """What the phone was asked for since the last look."""
        found: list[str] = self.page.evaluate("asked.splice(0)")
        return found


@pytest.fixture(scope="module")
def desk(companions: Companions) -> Companion:
    """A server for somebody at 31 weeks, nothing wrong, the check clear."""
    found = companions.fresh()
    ready(found, dict(PREGNANT))
    return found


@pytest.fixture
def take(profile: Callable[..., BrowserContext], desk: Companion) -> Callable[..., Phone]:
    """A phone: with a shell or without."""
    return lambda has_shell=False: Phone(profile(), desk, has_shell=has_shell)


@pytest.fixture(params=[False, True], ids=["server", "shell"])
def phone(request: pytest.FixtureRequest, take: Callable[..., Phone]) -> Iterator[Phone]:
    made = take(request.param)
    yield made
    assert not made.heard.complaints


@pytest.fixture
def shelled(take: Callable[..., Phone]) -> Phone:
    return take(has_shell=True)


# ---- to the second ----


def test_ten_minutes_locked_are_ten_minutes(phone: Phone) -> None:
    phone.open(f"/now#{STEP}")
    whole = sum(seconds for _, seconds, _ in page_table.timer_table([knowledge().rung[STEP]])[STEP])
    phone.button("Start").click()
    phone.goes_on(20.3)
    phone.sleeps(10 * MINUTE)
    phone.shows(620.3, whole)
    phone.goes_on(whole - 620)
    expect(phone.page.locator("[data-cue]:visible")).to_have_text("Done. How is it now?")


def test_a_pause_of_an_hour_for_a_crying_baby(phone: Phone) -> None:
    phone.begin().goes_on(40.3)
    phone.button("Pause").click()
    phone.is_in("paused")
    phone.sleeps(HOUR - 100)
    phone.goes_on(100)
    phone.page.reload()
    phone.is_in("paused").shows(40.3)
    phone.button("Go on").click()
    phone.goes_on(5)
    phone.is_in("running").shows(45.3)


def test_a_reload_in_every_state_comes_back_to_it(phone: Phone) -> None:
    phone.open(f"/move?id={MOVE}")
    phone.page.reload()
    phone.is_in("ready").shows(0)
    phone.begin().goes_on(10.3)
    for press, state, seconds in (
        (None, "running", 10.3),
        ("Pause", "paused", 10.3),
        ("Go on", "running", 10.3),
        ("Stop", "stopped", 10.3),
        ("Go on with the move", "running", 10.3),
        ("Enough for now", "ended", 10.3),
    ):
        if press:
            phone.button(press).click()
        phone.page.reload()
        phone.is_in(state)
        if state in ("running", "paused"):
            phone.shows(seconds)
    with phone.page.expect_request("**/move") as sent:
        phone.button("Same").click()
    assert "seconds=10&" in (sent.value.post_data or "") + "&"


def test_a_killed_tab_is_opened_where_the_time_is(shelled: Phone) -> None:
    shelled.begin().goes_on(30.3)
    shelled.killed(50, f"/move?id={MOVE}")
    shelled.is_in("running").shows(80.3)
    shelled.killed(WHOLE, f"/move?id={MOVE}")
    shelled.is_in("ended")
    expect(shelled.page.get_by_role("heading", name="How is your back now?")).to_be_focused()


@pytest.mark.parametrize(("later", "state"), [(11 * HOUR, "ended"), (13 * HOUR, "ready")])
def test_what_ended_long_ago_claims_no_seconds_and_after_half_a_day_it_begins_anew(
    shelled: Phone, later: int, state: str
) -> None:
    shelled.begin().goes_on(30.3)
    shelled.killed(WHOLE + later, f"/move?id={MOVE}")
    shelled.is_in(state)
    if state == "ended":
        with shelled.page.expect_request("**/move") as sent:
            shelled.button("Same").click()
        assert "seconds=&" in (sent.value.post_data or "") + "&"


# ---- a clock that is set anew ----


@pytest.mark.parametrize("by", [DAY, -DAY, 10 * MINUTE, -MINUTE])
def test_a_clock_set_anew_while_she_looks_changes_nothing(phone: Phone, by: int) -> None:
    phone.begin().goes_on(20.3)
    phone.is_set(by)
    phone.goes_on(5)
    phone.is_in("running").shows(25.3)
    phone.page.reload()
    phone.is_in("running").shows(25.3)
    phone.goes_on(WHOLE - 26)
    phone.is_in("running")
    phone.goes_on(1)  # never longer than what was left and what was done
    phone.is_in("ended")


def test_a_clock_set_back_while_nobody_looks_lets_the_move_wait(phone: Phone) -> None:
    phone.begin().goes_on(20.3)
    phone.sleeps(-DAY)
    phone.is_in("paused").shows(20.3)
    expect(phone.page.get_by_text(MOVE_WAITS)).to_be_visible()
    phone.button("Go on").click()
    phone.goes_on(5)
    phone.page.evaluate("look(false)")
    phone.page.goto("about:blank")
    phone.is_set(-HOUR)
    phone.open(f"/move?id={MOVE}")
    phone.is_in("paused").shows(25.3)
    expect(phone.page.get_by_text(MOVE_WAITS)).to_be_visible()


# ---- the steps of the ladder ----


def test_a_reload_on_a_step_comes_back_to_the_second_running_or_stopped(phone: Phone) -> None:
    phone.open(f"/now#{STEP}")
    whole = clock_of(phone)
    phone.button("Start").click()
    phone.goes_on(20.3)
    phone.page.reload()
    expect(phone.button("Stop")).to_be_visible()
    phone.shows(20.3, whole)
    phone.goes_on(10)
    phone.button("Stop").click()
    phone.page.reload()
    phone.button("Go on").click()
    phone.goes_on(1)
    phone.shows(31.3, whole)
    phone.button("Same").click()
    phone.page.go_back()
    expect(phone.page.locator(f"#{STEP} [data-timer]")).to_have_text("Start")
    phone.shows(0, whole)
    phone.page.reload()
    phone.shows(0, whole)  # what was left behind is over


def clock_of(phone: Phone) -> int:
    minutes, _, seconds = phone.page.locator("[data-clock]:visible").inner_text().partition(":")
    return 60 * int(minutes) + int(seconds)


def test_a_reload_never_leads_past_the_check(walk: Walk) -> None:
    """A sign was told in another tab while the step ran: what is kept of the timer opens nothing."""
    ready(walk.companion, dict(PREGNANT))
    walk.open(f"/now#{STEP}").button("Start").click()
    assert STEP in walk.page.evaluate("JSON.stringify(sessionStorage)")
    walk.companion.form("/now", {"about": "again", "sgn-wee-poo": "yes"})
    walk.page.reload()
    walk.stands_at("Has somebody looked at you?")
    expect(walk.page.locator(".rung:visible")).to_have_count(0)
    expect(walk.page.locator("[data-timer]", has_text="Stop")).to_have_count(0)


def test_a_step_that_waits_for_a_question_cannot_be_reached_by_its_address(her: Walk) -> None:
    her.to_the_ladder()
    her.all_sent()
    her.open("/now#lad-6-bridge-birddog")
    expect(her.page.locator(".rung:visible")).to_have_count(0)


def test_the_seconds_of_a_step_are_told(shelled: Phone) -> None:
    phone = shelled
    phone.open(f"/now#{STEP}")
    phone.button("Start").click()
    phone.goes_on(42.3)
    phone.button("Stop").click()
    phone.goes_on(60)
    phone.button("Same").click()
    assert [(one["kind"], one["body"]["seconds"]) for one in phone.told] == [("ladder", 42)]


# ---- nothing is left behind ----


@pytest.mark.parametrize("path", [f"/move?id={MOVE}", f"/now#{STEP}", "/today"])
def test_with_its_page_everything_stops(shelled: Phone, path: str) -> None:
    if path == "/today":
        shelled.companion.form("/break", {"did": "sat-down"})
        sat = [one for one in shelled.companion.entries() if one["kind"] == "break"][-1]
        shelled.context.clock.set_system_time(datetime.fromisoformat(sat["at"]) + timedelta(seconds=5))
    shelled.context.add_init_script(LEFT)
    shelled.open(path)
    if path != "/today":
        shelled.button("Start").click()
        shelled.page.locator("[data-aloud]:visible").click()
    shelled.goes_on(5.3)
    assert shelled.page.evaluate("[listening, running.size]") == [[], 1]
    face = shelled.page.locator("[data-clock]:visible, [data-left]:visible")
    before = face.text_content()
    shelled.asked  # noqa: B018 - what was asked so far is let go
    shelled.page.evaluate("leave()")
    shelled.goes_on(90)
    shelled.page.evaluate("look(false); look(true); document.activeElement.blur()")
    shelled.page.keyboard.press("Space")
    assert face.text_content() == before
    assert shelled.page.evaluate("running.size") == 0
    assert shelled.asked == ([] if path == "/today" else ["may sleep", "hush", "buzz 0"])


def test_with_a_shell_nothing_can_be_read_of_what_she_does(shelled: Phone) -> None:
    stored = "JSON.stringify([{...sessionStorage}, {...localStorage}])"
    shelled.begin().goes_on(10)
    assert shelled.page.evaluate(stored) == "[{},{}]"
    assert json.loads(shelled.notes["move"])["id"] == f"{MOVE} {FORM}"
    shelled.open(f"/now#{STEP}").button("Start").click()
    shelled.goes_on(5)
    assert shelled.page.evaluate(stored) == "[{},{}]"
    shelled.page.locator("[data-hide]:visible").first.click()
    expect(shelled.page).to_have_url(re.compile("/hide"))
    assert "rung" not in shelled.notes


# ---- the phone ----


def test_awake_buzz_and_voice_come_in_their_order_and_rest_when_she_rests(phone: Phone) -> None:
    first, then = beats(MOVE, FORM)[:2]
    phone.begin()
    assert phone.asked == ["awake", "buzz 60"]
    phone.page.locator("[data-aloud]").click()
    assert phone.asked == ["hush", f"say {first.say}"]
    phone.goes_on(first.seconds + 0.2)
    assert phone.asked == ["buzz 60", "hush", f"say {then.say}"]
    phone.button("Pause").click()
    assert phone.asked == ["may sleep", "hush"]
    phone.goes_on(60)
    assert phone.asked == []
    phone.button("Go on").click()
    phone.is_in("running")
    assert phone.asked == ["awake", "buzz 60", "hush", f"say {then.say}"]
    phone.page.evaluate("look(false)")
    assert phone.asked == ["may sleep", "hush"]
    phone.goes_on(1)
    phone.page.evaluate("look(true)")
    assert phone.asked == ["awake"]
    phone.button("Enough for now").click()
    assert phone.asked == ["may sleep", "hush"]


@pytest.mark.parametrize("why", ["refused", "missing"])
def test_a_phone_that_may_go_dark_says_so(take: Callable[..., Phone], why: str) -> None:
    phone = take()
    phone.context.add_init_script(f"window.lock = '{why}'")
    phone.begin()
    expect(phone.page.get_by_text(DARK)).to_be_visible()
    phone.button("Pause").click()
    expect(phone.page.get_by_text(DARK)).to_have_count(0)
    phone.open(f"/now#{STEP}").button("Start").click()
    expect(phone.page.get_by_text(DARK)).to_be_visible()


def test_the_voice_is_remembered_for_this_visit_alone(phone: Phone) -> None:
    phone.begin().page.locator("[data-aloud]").click()
    phone.open("/move?id=ex-tilt")
    pressed = str(
        phone.page.evaluate("!window.steady")
    ).lower()  # with a shell pages are swapped: a load is a new visit
    phone.button("Start").click()
    expect(phone.page.locator("[data-aloud]")).to_have_attribute("aria-pressed", pressed)
    other = phone.context.new_page()
    other.goto(phone.companion.address + "/move?id=ex-tilt")
    expect(other.locator("[data-aloud]")).to_have_attribute("aria-pressed", "false")


# ---- what cannot ring says so ----


@pytest.mark.parametrize(("path", "minutes"), [("/move?id=ex-walk", 7), (f"/now#{STEP}", 17)])
def test_an_alarm_for_her_calendar_with_one_tap(take: Callable[..., Phone], path: str, minutes: int) -> None:
    phone = take()
    phone.open(path)
    expect(
        phone.page.get_by_text("Once your phone is locked, this page cannot ring.").filter(visible=True)
    ).to_be_visible()
    with phone.page.expect_download() as coming:
        phone.page.get_by_role("link", name="An alarm in your calendar").click()
    event: Any = Calendar.from_ical(coming.value.path().read_bytes()).walk("VEVENT")[0]
    assert str(event["SUMMARY"]) == "Time"
    wait = event["DTSTART"].dt - datetime.now()  # noqa: DTZ005 - a floating time, on the server's own clock
    assert timedelta(minutes=minutes - 1) < wait <= timedelta(minutes=minutes)


def test_a_short_move_says_it_and_offers_no_alarm(take: Callable[..., Phone]) -> None:
    phone = take()
    phone.open(f"/move?id={MOVE}")
    expect(phone.page.get_by_text("Once your phone is locked, this page cannot ring.")).to_be_visible()
    expect(phone.page.get_by_role("link", name="An alarm in your calendar")).to_have_count(0)
    assert phone.companion.get("/alarm.ics").headers["location"] == "/me/reminders"
    assert phone.companion.get("/alarm.ics?minutes=999").headers["location"] == "/me/reminders"


# ---- keeping ----


@pytest.mark.parametrize(
    ("trouble", "says"), [("Denied", "this browser keeps nothing here"), ("Full", "no room left on this phone")]
)
def test_what_cannot_be_kept_says_why_and_is_tried_again(shelled: Phone, trouble: str, says: str) -> None:
    shelled.open("/now#log")
    shelled.page.evaluate("why => { window.trouble = why }", trouble)
    shelled.tap("7", "Low left", "Nothing much")
    shelled.stands_at(re.compile(f"^Not saved: .*{says}"))
    expect(shelled.page.get_by_text("We keep trying while this page is open.")).to_be_visible()
    assert not shelled.told
    shelled.page.evaluate("window.trouble = null")
    shelled.goes_on(4.1)
    shelled.stands_at("Noted. Go gently.")
    shelled.saved()
    shelled.button("Undo the note").click()
    expect(shelled.page.get_by_text("Undone.", exact=True)).to_be_visible()
    spasm, undo = shelled.told
    assert (spasm["kind"], undo["kind"], undo["body"]["entry"]) == ("spasm", "withdraw", spasm["id"])


def test_a_note_is_not_called_noted_before_it_is(shelled: Phone) -> None:
    shelled.open("/now#log")
    shelled.page.evaluate("() => { window.steady.keep = some => new Promise(done => { window.isKept = done }) }")
    shelled.tap("7", "Low left", "Nothing much")
    shelled.stands_at("Note it in three taps")
    expect(shelled.page.get_by_text("Saved.", exact=True)).to_have_count(0)
    shelled.page.evaluate("window.isKept()")
    shelled.stands_at("Noted. Go gently.")
    shelled.saved()


def test_what_was_not_kept_is_tried_on_after_its_page(shelled: Phone) -> None:
    shelled.open("/now#log")
    shelled.page.evaluate("window.trouble = 'Full'")
    shelled.tap("7", "Low left", "Nothing much")
    shelled.stands_at(re.compile("^Not saved"))
    shelled.page.evaluate("leave(); window.trouble = null")
    shelled.goes_on(4.1)
    shelled.page.evaluate("window.toldNote('anything')")  # what was told before is here by now
    assert [one["kind"] for one in shelled.told] == ["spasm"]
