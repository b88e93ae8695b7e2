"""What tests of every kind stand on: the shipped content, made ready once, and one browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect

from steadyback.care.rules import Rules
from tests.scenarios.telling import the_rules
from tests.support.browser import LATE, browsing

# No test fails by a clock: on a busy machine any example may take long, and any page may come late.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
expect.set_options(timeout=LATE)


@pytest.fixture(scope="session")
def rules() -> Rules:
    return the_rules()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of a test run: two of them cannot be driven from one process."""
    with browsing() as found:
        yield found
