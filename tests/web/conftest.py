"""One browser and one room of servers for all of these tests; a fresh profile and an empty diary for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.support.browser import new_context
from tests.support.server import Companion, Companions
from tests.support.walk import PREGNANT, Walk


@pytest.fixture(scope="session")
def companions() -> Iterator[Companions]:
    room = Companions()
    yield room
    room.close()


@pytest.fixture
def companion(companions: Companions) -> Iterator[Companion]:
    found = companions.fresh()
    yield found
    companions.done(found)


@pytest.fixture(scope="session")
def shared(companions: Companions) -> Companion:
    """One server for every test that leaves the diary as it was, or does not mind what stands in it."""
    return companions.fresh()


@pytest.fixture
def profile(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes fresh profiles: ``profile(java_script_enabled=False)``."""
    made: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        made.append(new_context(browser, **options))
        return made[-1]

    yield make
    for context in made:
        context.close()


@pytest.fixture
def page(profile: Callable[..., BrowserContext]) -> Page:
    return profile().new_page()


@pytest.fixture
def walk(page: Page, companion: Companion) -> Iterator[Walk]:
    """Somebody of whom nothing is known, with nothing open yet. No page may complain, or ask others for anything."""
    made = Walk(page, companion)
    yield made
    strangers = [line for line in made.heard.requests if companion.address not in line and " data:" not in line]
    assert not strangers, f"asked of others: {strangers}"
    assert not made.heard.complaints, f"the page complains: {made.heard.complaints}"


@pytest.fixture
def her(walk: Walk) -> Walk:
    """Somebody 31 weeks pregnant in the United Kingdom, with her unit's number saved."""
    assert walk.companion.form("/you", PREGNANT).status == 303
    return walk
