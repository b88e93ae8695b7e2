"""The whole site with its Python, in flight mode: a walk through the companion, and nobody outside hears of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from steadyback.cli.site import built
from tests.support.site import Host, Visitor, hosted

pytestmark = pytest.mark.browser
#: Not a claim about speed: a first start of Python on a busy machine.
A_LONG_START = 60_000


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with hosted(tmp_path / "site", built(tmp_path / "site")) as found:
        yield found


def test_a_walk_in_flight_mode(profile: Callable[..., BrowserContext], host: Host) -> None:
    visitor = Visitor(profile(), host).open("/").settled()
    page = visitor.page
    host.close()
    visitor.context.set_offline(True)
    visitor.open("/you")
    pregnant = page.get_by_role("radio", name="I am pregnant", exact=True)
    pregnant.wait_for(timeout=A_LONG_START)
    pregnant.check()
    page.locator("[name=weeks]").fill("31")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("Saved").first).to_be_visible(timeout=A_LONG_START)
    visitor.open("/now#log")
    form = page.locator("#spasm")
    for name in ("6", "Low right", "Nothing much"):
        form.get_by_role("radio", name=name, exact=True).check()
    visitor.heading("Noted. Go gently.")
    page.get_by_role("link", name="Back to the start").click()
    for tab, words in (("Today", "31"), ("Diary", "6"), ("Learn", "Learn"), ("Me", "31")):
        page.get_by_role("navigation", name="Main").get_by_role("link", name=tab).click(timeout=A_LONG_START)
        expect(page.locator(f"nav a[aria-current=page]:has-text('{tab}')")).to_be_visible(timeout=A_LONG_START)
        expect(page.locator("main")).to_contain_text(words, timeout=A_LONG_START)
        expect(page.locator("main[data-opening]")).to_have_count(0)
    strangers = [line for line in visitor.heard.requests if host.address not in line and not line.startswith(OWN)]
    assert not strangers
    assert not [line for line in visitor.heard.complaints if "Content Security Policy" in line]


#: What a page makes itself: no request goes anywhere.
OWN = ("GET data:", "GET blob:")
