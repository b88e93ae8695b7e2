"""axe on every screen, by day and by night."""

from __future__ import annotations

from typing import Literal

import pytest

from tests.support.axe import violations
from tests.support.browser import settle
from tests.support.screens import JOURNEYS
from tests.support.walk import Walk

pytestmark = pytest.mark.browser
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.mark.parametrize("name", JOURNEYS)
def test_axe_finds_nothing(walk: Walk, name: str) -> None:
    found = []
    for screen in JOURNEYS[name](walk):
        for scheme in SCHEMES:
            walk.page.emulate_media(color_scheme=scheme)
            settle(walk.page)
            lines = violations(walk.page, colours_alone=scheme != SCHEMES[0])
            found += [f"{screen}, {scheme}: {line}" for line in lines]
    assert not found, "\n".join(found)


def test_axe_can_find_something(walk: Walk) -> None:
    walk.open("/")
    walk.page.evaluate("document.body.append(document.createElement('button'))")
    assert any("button-name" in line for line in violations(walk.page))
