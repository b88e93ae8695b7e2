"""Every page comes out the same, whether it was loaded or put in the place of another; and nothing is left behind."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.support.axe import violations
from tests.support.browser import Overheard, settle
from tests.support.server import Companions
from tests.support.shell import Shelled, ShellWalk
from tests.support.tour import EVERY_PAGE, settle_in

pytestmark = pytest.mark.browser
#: What a reader, a style sheet and a script can tell apart: where the focus stands is not part of it.
_AS_SHOWN = """() => {
  document.activeElement.blur();
  const root = document.documentElement, page = document.querySelector('.page');
  return {
    title: document.title, root: [root.lang, root.dir, root.className], body: document.body.className,
    sheets: [...document.querySelectorAll('link[rel=stylesheet]')].map(one => one.getAttribute('href'))
      .map(one => new URL(one, location.origin).pathname + (one.media || '')).filter(one => !one.startsWith('/v/')),
    scripts: [...document.querySelectorAll('script[src]')].map(one => new URL(one.src).pathname).filter(one => !one.startsWith('/v/')).sort(),
    metas: [...document.querySelectorAll('meta[name]')].map(one => one.outerHTML).filter(one => !one.includes('steady-version')),
    before: [...document.body.children].filter(one => one.id !== 'steady-shell').map(one => one.localName + '.' + one.className),
    page: page.outerHTML,
  };
}"""
#: Made anew whenever a page is drawn: by what a form sent twice is known, and the instant.
_OF_THE_MOMENT = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|(?<=data-now=..)\d{13}"
)
_COUNT = """(() => {
  const live = window.live = { listeners: 0, intervals: new Set() }, ours = one => one === window || one === document;
  const add = EventTarget.prototype.addEventListener, remove = EventTarget.prototype.removeEventListener;
  EventTarget.prototype.addEventListener = function (kind, f, how) {
    const signal = how && how.signal;
    if (ours(this) && !(signal && signal.aborted) && !(how && how.once)) {
      live.listeners += 1;
      if (signal) add.call(signal, 'abort', () => { live.listeners -= 1; }, { once: true });
    }
    return add.call(this, kind, f, how);
  };
  EventTarget.prototype.removeEventListener = function (kind, f, how) {
    if (ours(this)) live.listeners -= 1;
    return remove.call(this, kind, f, how);
  };
  const begin = window.setInterval, end = window.clearInterval;
  window.setInterval = (...how) => { const id = begin(...how); live.intervals.add(id); return id; };
  window.clearInterval = (id) => { live.intervals.delete(id); end(id); };
})()"""


@pytest.fixture(scope="module")
def behind(companions: Companions) -> Iterator[Shelled]:
    """The diary of somebody who has told a good deal."""
    companion = companions.fresh()
    settle_in(companion, "pregnant")
    shelled = Shelled(companion)
    yield shelled
    shelled.close()


@pytest.fixture
def walk(page: Page, behind: Shelled) -> ShellWalk:
    return ShellWalk(page, behind)


def as_shown(page: Page) -> dict[str, Any]:
    """The page as it stands, without what is made for the moment."""
    settle(page)
    return json.loads(_OF_THE_MOMENT.sub("made-anew", json.dumps(page.evaluate(_AS_SHOWN))))


def _apart(found: object, wanted: object) -> str:
    """Where two things that should be alike begin to differ."""
    one, other = str(found), str(wanted)
    at = next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )
    return f"{one[max(0, at - 80) : at + 120]!r} for {other[max(0, at - 80) : at + 120]!r}"


def test_every_page_is_the_same_as_when_it_is_loaded(
    walk: ShellWalk, behind: Shelled, profile: Callable[..., BrowserContext]
) -> None:
    loaded = profile().new_page()  # in a window of its own: behind another a page is slow
    heard = Overheard(loaded)
    walk.begin("/")
    odd = []
    for stop in EVERY_PAGE:
        loaded.goto(behind.companion.address + stop.path)
        walk.page.evaluate("path => steady.go(path)", stop.path)
        walk.at(stop.path)
        wanted, found = as_shown(loaded), as_shown(walk.page)
        odd += [
            f"{stop.name}: {name}: {_apart(found[name], wanted[name])}"
            for name in wanted
            if found[name] != wanted[name]
        ]
    assert not odd, "\n".join(odd)
    assert walk.is_the_first()
    assert not [line for line in walk.heard.complaints + heard.complaints if "409" not in line]  # a held move


def test_axe_finds_no_more_than_on_the_loaded_page(walk: ShellWalk) -> None:
    walk.begin("/")
    for path in ("/today", "/now", "/diary/spasm"):
        walk.page.evaluate("path => steady.go(path)", path)
        walk.at(path)
        walk.page.evaluate("steady.tell('unsure')")
        settle(walk.page)
        assert not violations(walk.page), path
    walk.transport(broken=True)
    walk.page.evaluate("steady.go('/me')")
    walk.stands_at("This page did not open")
    for scheme in ("light", "dark"):
        walk.page.emulate_media(color_scheme=scheme)
        settle(walk.page)
        assert not violations(walk.page), scheme


def test_nothing_is_left_behind_by_fifty_pages(walk: ShellWalk) -> None:
    paths = ("/today", "/move?id=ex-tilt", "/diary/spasm", "/now", "/learn")
    walk.page.add_init_script(_COUNT)
    walk.begin("/learn")
    counts = []
    for _ in range(10):
        for path in paths:
            walk.page.evaluate("path => steady.go(path)", path)
            walk.at(path)
        counts.append(walk.page.evaluate("[live.listeners, live.intervals.size]"))
    assert counts[-1] == counts[0], f"listeners and intervals after each round: {counts}"
    sheets = walk.page.evaluate("document.querySelectorAll('head link, head script').length")
    walk.page.evaluate("path => steady.go(path)", paths[0])
    walk.at(paths[0])
    walk.page.evaluate("steady.go('/learn')")
    walk.at("/learn")
    assert walk.page.evaluate("document.querySelectorAll('head link, head script').length") == sheets


def test_no_page_flashes_by_night_or_stands_there_without_its_look(walk: ShellWalk) -> None:
    """Looked at before each frame is painted, while pages with different style sheets come and go."""
    walk.page.emulate_media(color_scheme="dark")
    walk.begin("/")
    walk.page.evaluate("""() => {
      window.seen = new Set(); window.bare = 0;
      const look = () => {
        seen.add(getComputedStyle(document.documentElement).backgroundColor + getComputedStyle(document.body).backgroundColor);
        const scripted = document.documentElement.className === 'js', check = document.getElementById('check');
        if (check && !scripted) bare += 1;
        const bar = document.querySelector('.tabs');
        if (bar && getComputedStyle(bar).position !== 'fixed') bare += 1;
        requestAnimationFrame(look);
      };
      look();
    }""")
    for path in ("/diary", "/now", "/learn", "/today", "/move?id=ex-tilt", "/"):
        walk.page.evaluate("path => steady.go(path)", path)
        walk.at(path)
    assert walk.page.evaluate("[...seen]") == ["rgb(20, 17, 13)rgb(20, 17, 13)"]
    assert walk.page.evaluate("bare") == 0
