"""The figures in a real browser: they move, stop, follow a script, print in black and white, and have their pictures."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from steadyback import figures
from steadyback.figures import sheet, steps
from tests.support.browser import new_context
from tests.support.palette import made_small

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screens" / "figures"
COW = steps.BETWEEN + 1  # the number of the other key drawing
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
MOST_BYTES = 3_000_000
_WRITES = os.environ.get("STEADYBACK_PICTURES") == "1"
TITLES = {
    "ladder": "The ladder and the exercises",
    "forms": "Other forms of the exercises",
    "rest": "Rest and relief",
    "day": "The load of a day",
    "child": "With a baby or a child",
    "wheelchair": "In a wheelchair",
    "people": "Who can be drawn, and the bump by week",
}

#: which drawings of the first figure are seen, by their number
SEEN = """() => [...document.querySelector('svg').querySelectorAll('.n')].flatMap((g, k) => {
  const look = getComputedStyle(g);
  return look.visibility === 'visible' && Number(look.opacity) > 0.01 ? [k] : [];
})"""

pytestmark = pytest.mark.browser
Profile = Callable[..., BrowserContext]


def show(page: Page, svg: str, around: str = "{}") -> Page:
    """The figure on an empty page, stood still at 0 seconds of its own time."""
    page.set_content(f"<!doctype html><style>{figures.STYLE}</style>{around.format(svg)}")
    return page


def wind(page: Page, seconds: float) -> Any:
    """What is seen after so many seconds."""
    page.evaluate(
        "at => { const s = document.querySelector('svg'); s.pauseAnimations(); s.setCurrentTime(at); }", seconds
    )
    return page.evaluate(SEEN)


@pytest.fixture
def cat_cow() -> str:
    return figures.in_step(("cow", "cat"), (4, 4), week=30)


def test_it_keeps_time_with_the_cues_without_script_of_ours(profile: Profile, cat_cow: str) -> None:
    page = show(profile(reduced_motion="no-preference").new_page(), cat_cow)
    assert wind(page, 0) == [0]  # the cat, where the round ended
    assert wind(page, 4) == [COW]  # the cow
    assert wind(page, 7.999) == [0] or wind(page, 7.999) == [0, 1]
    assert wind(page, 12) == [COW]  # and round again


def test_it_stands_still_for_whoever_asks(profile: Profile, cat_cow: str) -> None:
    """Less motion asked for, the class `still`, a closed fold round it, and paper: the pose of the first cue, whole."""
    calm = show(profile(reduced_motion="reduce").new_page(), cat_cow)
    lively = profile(reduced_motion="no-preference").new_page()
    for at in (0, 2, 5.5):
        assert wind(calm, at) == [COW]
    show(lively, cat_cow)
    lively.evaluate("() => document.querySelector('svg').classList.add('still')")
    assert wind(lively, 2) == [COW]
    lively.evaluate("() => document.querySelector('svg').classList.remove('still')")
    assert wind(lively, 0) == [0]
    lively.emulate_media(media="print")
    assert wind(lively, 0) == [COW]


def test_a_fold_plays_and_stops_it_by_keyboard_with_no_script(profile: Profile, cat_cow: str) -> None:
    fold = '<details class="fig-stage"><summary>Play or stop {}</summary></details>'
    page = show(profile(reduced_motion="no-preference").new_page(), cat_cow, fold)
    assert wind(page, 0) == [COW]
    page.locator("summary").press("Enter")
    assert wind(page, 0) == [0]
    page.locator("summary").press("Enter")
    assert wind(page, 0) == [COW]


def test_a_script_may_lead_it(profile: Profile, cat_cow: str) -> None:
    for wish in ("no-preference", "reduce"):
        page = show(profile(reduced_motion=wish).new_page(), cat_cow)
        page.evaluate(
            """() => { const s = document.querySelector('svg'); s.classList.add('led');
            const walk = s.dataset.steps.split('|')[0].split(' '); s.querySelectorAll('.n')[walk[3]].classList.add('on'); }"""
        )
        wind(page, 2.2)
        page.wait_for_function(f"() => JSON.stringify(({SEEN})()) === '[3]'")


def test_it_prints_in_black_and_white(profile: Profile) -> None:
    page = show(profile(color_scheme="dark").new_page(), figures.draw("feeding", look=2) + figures.draw("cat", look=5))
    page.emulate_media(media="print")
    colours = page.evaluate(
        """() => [...new Set([...document.querySelectorAll('svg *')].filter(e => getComputedStyle(e).display !== 'none')
        .flatMap(e => [getComputedStyle(e).fill, getComputedStyle(e).stroke]))]"""
    )
    inks = [c for c in colours if c != "none"]
    assert len(inks) >= 6
    for colour in inks:
        red, green, blue = (part.strip() for part in colour.removeprefix("rgb(").removesuffix(")").split(","))
        assert red == green == blue, colour


@pytest.mark.parametrize("name", TITLES)
def test_every_figure_has_its_picture(browser: Browser, name: str) -> None:
    assert set(sheet.picture_pages()) == set(TITLES)
    if _WRITES:
        FOLDER.mkdir(parents=True, exist_ok=True)
        context = new_context(browser, viewport={"width": 1540, "height": 900}, reduced_motion="reduce")
        page, blank = context.new_page(), context.new_page()
        page.set_content(sheet.picture_pages()[name])
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            png = page.screenshot(full_page=True, animations="disabled")
            (FOLDER / f"{name}-{scheme}.png").write_bytes(made_small(blank, png))
        context.close()
    for scheme in SCHEMES:
        path = FOLDER / f"{name}-{scheme}.png"
        assert path.is_file(), f"{path.name} is missing; write it with STEADYBACK_PICTURES=1"


def listing() -> str:
    """The page that shows the sheets and says every pose in words."""
    lines = [
        "# Every figure",
        "",
        "Written by `tests/web/test_figures.py` with `STEADYBACK_PICTURES=1`. How they are drawn: [figures](../../explanation/figures.md).",
    ]
    for name, title in TITLES.items():
        lines += ["", f"## {title}", ""]
        lines += [f"![{title}, {scheme}]({name}-{scheme}.png)" for scheme in SCHEMES]
        named = sheet.families().get(name, ())
        lines += ["", *(f"- `{pose}`: {figures.describe(pose, stage='postpartum')}" for pose in named)] if named else []
    return "\n".join(lines) + "\n"


def test_the_list_of_figures_is_current() -> None:
    if _WRITES:
        (FOLDER / "README.md").write_text(listing(), encoding="utf-8")
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == listing()
    named = [pose for poses in sheet.families().values() for pose in poses]
    assert sorted(named) == sorted(figures.poses())


def test_no_picture_of_a_figure_is_left_over_and_all_are_light() -> None:
    there = {path.name: path.stat().st_size for path in FOLDER.glob("*.png")}
    assert set(there) == {f"{name}-{scheme}.png" for name in TITLES for scheme in SCHEMES}
    assert sum(there.values()) <= MOST_BYTES, f"{sum(there.values()):,} bytes"
