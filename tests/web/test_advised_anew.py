"""An update, as a person meets it: her answers were given to the old content, and today's would say more."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from steadyback.cli.shelf import content_folder
from tests.support.axe import violations
from tests.support.reading import small, too_wide, unnamed
from tests.support.server import Companion
from tests.support.walk import PREGNANT, Walk

pytestmark = pytest.mark.browser
KNOWN = re.compile("^We know more now than when you answered")


def old_check(days: int, advised: str, **answers: str) -> dict[str, Any]:
    """A check of other content, as the page's script made it then."""
    told = {name.replace("_", "-"): answer for name, answer in answers.items()}
    body = {"answers": told, "shown": list(told), "stage": "pregnant", "weeks": 31, "about": "spasm"}
    body |= {"knowledge_version": "before", "advised": advised}
    at = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds")
    return {"id": str(uuid4()), "kind": "check", "at": at, "device": "browser", "body": body}


@pytest.fixture
def told(her: Walk) -> Walk:
    """31 weeks; four days ago new numbness was advised as a visit."""
    assert her.companion.send([old_check(4, "review", sgn_numb="yes")]).status == 200
    return her


@pytest.fixture
def looser(tmp_path: Path) -> Iterator[Companion]:
    """A companion of its own, of content that finds new numbness less urgent."""
    folder = tmp_path / "content"
    shutil.copytree(content_folder(), folder)
    file = folder / "red_flags" / "neuro-numb-elsewhere.yaml"
    text = file.read_text(encoding="utf-8")
    assert "same-day" in text, "the flag has moved on; take another one"
    file.write_text(text.replace("same-day", "review"), encoding="utf-8")
    environment = {"STEADYBACK_CONTENT": str(folder), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    found = Companion(tmp_path / "data", environment).wait()
    yield found
    found.stop()


def test_after_an_update_the_very_same_diary_tells_her(looser: Companion) -> None:
    assert looser.form("/you", PREGNANT).status == 303
    assert looser.form("/now", {"about": "spasm", "sgn-numb": "yes"}).status == 200
    assert looser.kept("check")[0]["advised"] == "review"
    assert "more seriously" not in looser.get("/").text
    looser.stop()
    updated = Companion(looser.data).wait()
    try:
        for path in ("/", "/today", "/now"):
            assert "We know more now than when you answered earlier today." in updated.get(path).text
    finally:
        updated.stop()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_card_can_be_read_and_used_by_everybody(told: Walk, scheme: Any) -> None:
    told.page.emulate_media(color_scheme=scheme)
    for path in ("/", "/today", "/now"):
        told.open(path)
        expect(told.page.get_by_text(KNOWN)).to_be_visible()
        assert not violations(told.page), path
        assert not unnamed(told.page), path
        assert not small(told.page, 48), path
        assert not too_wide(told.page, 320, 2.0), path
    assert told.companion.send([old_check(3, "same-day", sgn_wee_poo="yes")]).status == 200
    told.open("/")
    expect(told.page.locator(".anew.u-emergency")).to_be_visible()
    assert not violations(told.page)


def test_the_questions_again_and_then_the_pause_says_why(told: Walk) -> None:
    told.open("/")
    expect(told.page.get_by_text(KNOWN)).to_be_visible()
    told.link("Answer the questions again").click()
    told.stands_at("Has somebody looked at you?")
    told.link("Answer the questions again").click()
    told.at_the_check().finish_check()
    told.saved()
    told.open("/today")
    expect(told.page.get_by_text(KNOWN)).to_have_count(0)
    expect(told.page.get_by_text(re.compile("^The steps wait because of what you told us on"))).to_be_visible()


def test_the_script_keeps_what_it_advised(her: Walk) -> None:
    her.open("/now").check_with({"sgn-numb": "Yes"})
    her.saved()
    assert her.companion.kept("check")[-1]["advised"] == "same-day"


def test_a_sound_check_of_the_same_content_shows_nothing(her: Walk) -> None:
    her.open("/now").at_the_check().finish_check()
    her.saved()
    assert her.companion.kept("check")[-1]["advised"] == "self-care"
    for path in ("/", "/today", "/now"):
        her.open(path)
        expect(her.page.locator(".anew")).to_have_count(0)
