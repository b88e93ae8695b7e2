"""A new version with other content arrives: the old page keeps its table, the next start is the new one, and tells her."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from steadyback.browser.pack import core_archive, python_files
from steadyback.browser.site import Site, site_of
from steadyback.cli.site import python_folder
from steadyback.vocabulary.urgency import Urgency
from tests.support.other_content import rules_with
from tests.support.phone import PYTHON_WAITS, flight, whole_site

pytestmark = pytest.mark.browser
FLAG = "neuro-numb-elsewhere"


def looser() -> Site:
    """The site as it may have been before: new numbness was found less urgent."""
    knowledge = rules_with("before", {FLAG: Urgency.REVIEW}).knowledge
    return site_of(knowledge, core_archive(knowledge), python_files(python_folder()))


def test_more_urgent_content_comes_whole_and_tells_her(browser: Browser, tmp_path: Path) -> None:
    old, new = looser(), whole_site()
    assert old.version != new.version
    with flight(browser, tmp_path / "site", old) as phone:
        phone.begin((), "/today", "/now")
        window = phone.window()
        walk = window.walk
        walk.open("/now").check_with({"sgn-numb": "Yes"})
        walk.saved()
        assert window.entries()[-1]["body"]["advised"] == "review"
        window.open("/today").until_python().until_drawn_ahead("/today")
        walk.open("/now").at_the_check()
        phone.context.set_offline(False)
        phone.host.put(new)
        window.hear_of_new_version()
        phone.context.set_offline(True)
        walk.check_with({"sgn-numb": "Yes"})
        walk.saved()
        told = [entry["body"] for entry in window.entries() if entry["kind"] == "check"]
        assert [one["advised"] for one in told] == ["review", "review"], "an old page asks its own table"
        assert {one["knowledge_version"] for one in told} == {"before"}
        phone.close_windows()
        window = phone.window(PYTHON_WAITS)
        window.walk.open("/today").stands_at("Opening your companion")
        assert window.page.locator("meta[name=steady-version]").get_attribute("content") == new.version
        window.let_python_come()
        expect(window.page.get_by_text("We know more now than when you answered earlier today.")).to_be_visible()
        assert not window.heard.complaints
