"""What tests of every kind stand on: the shipped content, made ready once, and one browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect

from steadyback.care.rules import Rules
from steadyback.engine import own_words
from steadyback.knowledge.model import Knowledge
from tests.scenarios.telling import the_rules
from tests.support.browser import LATE, browsing

# No test fails by a clock: on a busy machine any example may take long, and any page may come late.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
expect.set_options(timeout=LATE)


_lexicon_of = own_words.lexicon_of
_ready: dict[tuple[str, int], own_words.Lexicon] = {}


def _lexicon_once(knowledge: Knowledge) -> own_words.Lexicon:
    """The lexicon takes a second to make ready: of one content a process of tests makes it once, not at each command."""
    key = (knowledge.version, hash(repr(knowledge.own_words)))
    if key not in _ready:
        _ready[key] = _lexicon_of(knowledge)
    return _ready[key]


own_words.lexicon_of = _lexicon_once


@pytest.fixture(scope="session")
def rules() -> Rules:
    return the_rules()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of a test run: two of them cannot be driven from one process."""
    with browsing() as found:
        yield found
