"""Random lives of a browser: taps, killed windows, reloads, jumping clocks, a full device, two windows, new versions.

A schedule is drawn from its number alone and played on the real site in a real browser. What the page has said is saved
must be there at the end, once. What it has not said is saved may be there or not, but never twice.
"""

from __future__ import annotations

import json
import random
from typing import Any, NamedTuple

from playwright.sync_api import BrowserContext, Error, Page

from tests.support.site import Host, small_site

#: What a person may tell of a spasm in three taps; each schedule uses each at most once, so that a double shows.
_WHERE = ("low-left", "low-right", "low-all", "higher")
_DAY = 86_400_000
_JUMPS = (0, 0, 0, _DAY, -_DAY, 365 * _DAY, -365 * _DAY, 90_000)
STEPS = 10
#: What a window must be before it is tapped: the form is there and the store answers.
_READY = "() => Boolean(window.steady && steady.keep && document.querySelector('#spasm'))"
_SAVED = "() => /^Saved/.test((document.querySelector('.saved') || {}).textContent || '')"
#: In every document: a clock that is wrong by `shift`, and a device that is full for the next `full` writes.
_INIT = """(() => {
  const Right = Date, add = IDBObjectStore.prototype.add;
  window.full = 0;
  window.Date = class extends Right {
    constructor(...given) { if (given.length) super(...given); else super(Right.now() + SHIFT); }
    static now() { return Right.now() + SHIFT; }
  };
  IDBObjectStore.prototype.add = function (...given) {
    if (window.full > 0) { window.full -= 1; throw new DOMException("no room", "QuotaExceededError"); }
    return add.apply(this, given);
  };
})();"""
_TAP = """([worst, where, doing]) => {
  const form = document.querySelector('#spasm'), tap = (name, value) => {
    const all = [...form.querySelectorAll('[name=' + name + ']')];
    (value === null ? all[0] : all.find(one => one.value === String(value))).click();
  };
  tap('worst', worst); tap('where', where);
  const doings = [...form.querySelectorAll('[name=doing]')];
  doings[doing % doings.length].click();
  return doings[doing % doings.length].value;
}"""
_UPDATE = "() => navigator.serviceWorker.getRegistration().then(one => one && one.update()).catch(() => null)"


class Told(NamedTuple):
    """What was tapped: how bad, where, doing what."""

    worst: int
    where: str
    doing: str


class Outcome(NamedTuple):
    """What a schedule came to: what was done, in words; what was said to be saved; what was in the diary at the end."""

    steps: list[str]
    saved: list[Told]
    tapped: list[Told]
    kept: list[dict[str, Any]]

    def faults(self) -> list[str]:
        """What went wrong, in words."""
        ids = [entry["id"] for entry in self.kept]
        found = [_told(entry) for entry in self.kept if entry["kind"] == "spasm"]
        lost = [f"lost: {told}" for told in self.saved if told not in found]
        doubled = [f"doubled: {told}" for told in self.tapped if found.count(told) > 1]
        twice = [f"an id is there twice: {one}" for one in set(ids) if ids.count(one) > 1]
        strange = [f"nobody told: {told}" for told in found if told not in self.tapped]
        return lost + doubled + twice + strange


class Schedule:
    """One random life, played in ``context`` on ``host``."""

    def __init__(self, number: int, context: BrowserContext, host: Host) -> None:
        self._random = random.Random(f"schedule {number}")
        self._context = context
        self._host = host
        self._windows: list[Page | None] = [None, None]
        self._steps: list[str] = []
        self._saved: list[Told] = []
        self._tapped: list[Told] = []
        pairs = [(worst, where) for worst in range(11) for where in _WHERE]
        self._random.shuffle(pairs)
        self._pairs = pairs
        self._version = 0

    def play(self) -> Outcome:
        """Play it to its end, and read the diary."""
        ways = [self._note, self._note, self._note, self._note_in_both, self._kill_in_mid_note, self._full]
        ways += [self._reload, self._kill, self._cut, self._update, self._undo]
        self._context.set_offline(False)
        self._open(0)
        for _ in range(STEPS):
            self._random.choice(ways)()
        self._context.set_offline(False)
        self._note(patience=60_000)  # whatever came before, it can be used
        return Outcome(self._steps, self._saved, self._tapped, self._read())

    # ---- what may happen ----

    def _note(self, patience: int = 3000) -> None:
        number = self._random.randrange(2)
        self._say(f"note in {number}")
        told = self._tap(self._open(number))
        self._await_saved(number, told, patience)

    def _note_in_both(self) -> None:
        self._say("note in both at once")
        windows = [self._open(0), self._open(1)]
        told = [self._tap(window) for window in windows]
        for number in range(2):
            self._await_saved(number, told[number])

    def _kill_in_mid_note(self) -> None:
        number = self._random.randrange(2)
        window = self._open(number)
        self._tap(window)
        wait = self._random.choice((0, 0, 2, 5, 12, 30))
        self._say(f"kill {number} {wait} ms after a tap")
        if wait:
            window.wait_for_timeout(wait)
        self._close(number)

    def _full(self) -> None:
        number = self._random.randrange(2)
        window = self._open(number)
        window.evaluate("many => { window.full = many; }", self._random.randint(1, 3))
        self._say(f"no room in {number}")
        told = self._tap(window)
        self._await_saved(number, told, patience=300)

    def _reload(self) -> None:
        number = self._random.randrange(2)
        self._say(f"reload {number}")
        window = self._windows[number]
        if window is not None:
            window.reload()

    def _kill(self) -> None:
        number = self._random.randrange(2)
        self._say(f"kill {number}")
        self._close(number)

    def _cut(self) -> None:
        offline = self._random.random() < 0.5
        self._say("no network" if offline else "network")
        self._context.set_offline(offline and self._is_whole())

    def _update(self) -> None:
        self._version += 1
        self._say(f"version {self._version % 3}")
        self._host.put(small_site(f"core {self._version % 3}".encode()))
        window = self._open(self._random.randrange(2))
        window.evaluate(_UPDATE)

    def _undo(self) -> None:
        number = self._random.randrange(2)
        window = self._windows[number]
        self._say(f"undo in {number}")
        if window is not None and window.locator("#noted.on [data-undo]").count():
            window.evaluate("() => document.querySelector('#noted [data-undo]').click()")

    # ---- how ----

    def _say(self, words: str) -> None:
        self._steps.append(words)

    def _open(self, number: int) -> Page:
        """The window ``number`` on a fresh page to note on; its clock may have jumped meanwhile."""
        window = self._windows[number]
        if window is None:
            window = self._context.new_page()
            window.add_init_script(_INIT.replace("SHIFT", str(self._random.choice(_JUMPS))))
            self._windows[number] = window
        window.goto(f"{self._host.address}/now?{self._random.random()}#log")
        window.wait_for_function(_READY)
        return window

    def _tap(self, window: Page) -> Told:
        worst, where = self._pairs.pop()
        doing = window.evaluate(_TAP, [worst, where, self._random.randrange(6)])
        told = Told(worst, where, doing)
        self._tapped.append(told)
        return told

    def _await_saved(self, number: int, told: Told, patience: int = 3000) -> None:
        window = self._windows[number]
        assert window is not None
        try:
            window.wait_for_function(_SAVED, timeout=patience)
        except Error:
            self._say(f"{told} is not said to be saved")
        else:
            self._saved.append(told)

    def _close(self, number: int) -> None:
        window, self._windows[number] = self._windows[number], None
        if window is not None:
            window.close()

    def _is_whole(self) -> bool:
        """Whether the device has the site, so that a window can be opened without a network."""
        window = self._windows[0] or self._windows[1]
        return window is not None and bool(window.evaluate("() => Boolean(navigator.serviceWorker.controller)"))

    def _read(self) -> list[dict[str, Any]]:
        for number in range(2):
            self._close(number)
        window = self._open(0)
        texts = window.evaluate("async () => (await steadyStore.open()).all()")
        self._close(0)
        return [json.loads(text) for text in texts]


def _told(entry: dict[str, Any]) -> Told:
    body = entry["body"]
    return Told(body["worst"], body["where"], body["doing"])
