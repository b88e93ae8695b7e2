"""Whatever she and her phone do, in whatever order, the player shows the second that a small model of it says."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.support.server import Companion
from tests.web.test_player import beats, clock
from tests.web.test_timers import DAY, FORM, HOUR, MOVE, WHOLE, Phone, desk

__all__ = ["desk"]  # the fixture: a server for somebody at 31 weeks
pytestmark = pytest.mark.browser
SEQUENCES, STEPS = 15, 8
ADDRESS = f"/move?id={MOVE}"
#: What may happen in each state; more than once: more often.
MAY = {
    "ready": ("start", "start", "reload", "set"),
    "running": (
        "pass",
        "pass",
        "pass",
        "sleep",
        "sleep back",
        "hidden",
        "away",
        "reload",
        "set",
        "set",
        "pause",
        "stop",
    ),
    "paused": ("pass", "go on", "go on", "sleep", "away", "reload", "set", "stop"),
    "stopped": ("pass", "go on with", "go on with", "away", "reload", "set"),
    "ended": ("pass", "again", "reload", "set"),
}
PRESSES = {
    "start": ("Start", "running"),
    "pause": ("Pause", "paused"),
    "go on": ("Go on", "running"),
    "stop": ("Stop", "stopped"),
    "go on with": ("Go on with the move", "running"),
    "again": ("Do it once more first", "running"),
}


@dataclass
class Model:
    """What ought to be. Seconds; ``kept``: by her clock, when the state was last written down."""

    state: str = "ready"
    done: float = 0.0
    now: float = 0.0
    kept: float = 0.0

    def press(self, what: str) -> None:
        if what == "again":
            self.done = 0.0
        self.state, self.kept = PRESSES[what][1], self.now

    def goes_on(self, seconds: float) -> None:
        """Time passes for everything."""
        self.now += seconds
        self._does(seconds)

    def _does(self, seconds: float) -> None:
        if self.state != "running":
            return
        self.done += seconds
        if self.done >= WHOLE:
            self.state = "ready" if self.done - WHOLE > 12 * HOUR else "ended"
            self.done, self.kept = (0.0 if self.state == "ready" else WHOLE), self.now

    def looked_away(self, seconds: float) -> None:
        """The phone slept, or the tab was elsewhere; the time of day moved by so much, back when it is below 0."""
        self.now += seconds
        if seconds < 0 and self.state == "running":
            self.state, self.kept = "paused", self.now
        self._does(max(0.0, seconds))

    def reloaded(self) -> None:
        """What waited for more than half a day begins anew."""
        if self.state != "running" and self.now - self.kept > 12 * HOUR:
            self.state, self.done = "ready", 0.0


def does(phone: Phone, model: Model, step: str, rng: random.Random) -> str:
    """One thing that happens, to both. Gives it in words."""
    seconds = rng.choice((rng.randint(1, 60), rng.randint(1, 60), 600, DAY))
    if step in PRESSES:
        phone.button(PRESSES[step][0]).click()
        model.press(step)
        return step
    if step == "pass":
        seconds = rng.randint(1, 60)
        phone.goes_on(seconds)
        model.goes_on(seconds)
    elif step == "sleep":
        phone.sleeps(seconds)
        model.looked_away(seconds)
    elif step == "sleep back":
        phone.sleeps(-seconds - 2)
        model.looked_away(-seconds - 2)
    elif step == "hidden":
        seconds = rng.randint(1, 60)
        phone.page.evaluate("look(false)")
        phone.goes_on(seconds)
        phone.page.evaluate("look(true)")
        model.goes_on(seconds)
    elif step == "set":
        seconds = rng.choice((-1, 1)) * seconds
        phone.is_set(seconds)
        phone.goes_on(1)
        model.now += seconds
        model.goes_on(1)
        if model.state == "running":
            model.kept = model.now
    else:
        seconds = 0 if step == "reload" else seconds
        phone.page.evaluate("look(false)")
        phone.page.goto("about:blank")
        phone.is_set(seconds)
        phone.open(ADDRESS)
        model.looked_away(seconds)
        model.reloaded()
    return f"{step} {seconds}"


def agrees(phone: Phone, model: Model, said: list[str]) -> None:
    told = " · ".join(said)
    expect(phone.page.locator("main"), told).to_have_attribute("data-state", model.state)
    if model.state in ("ended", "stopped"):
        return
    expect(phone.page.locator("[data-clock]"), told).to_have_text(clock(WHOLE - int(model.done)))
    if model.state == "running":
        left = model.done
        for beat in beats(MOVE, FORM):
            if left < beat.seconds:
                break
            left -= beat.seconds
        expect(phone.page.locator("[data-cue]"), told).to_have_text(beat.say)


@pytest.mark.parametrize("has_shell", [False, True], ids=["server", "shell"])
def test_the_second_that_is_shown_is_the_models(
    profile: Callable[..., BrowserContext], desk: Companion, has_shell: bool
) -> None:
    phone = Phone(profile(), desk, has_shell=has_shell)
    for seed in range(SEQUENCES):
        rng = random.Random(seed + 100 * has_shell)
        phone.open("/hide")
        phone.page.evaluate("sessionStorage.clear()")
        phone.notes.clear()
        phone.open(ADDRESS)
        model = Model()
        said = [f"seed {seed}", does(phone, model, "start", rng)]
        phone.goes_on(3.35)
        model.goes_on(3.35)
        for _ in range(STEPS):
            said.append(does(phone, model, rng.choice(MAY[model.state]), rng))
            agrees(phone, model, said)
    assert not phone.heard.complaints
