"""A folder of diaries, and somebody who comes to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from steadyback.care.rules import Rules
from tests.unit.server.her import Her


@pytest.fixture
def come(tmp_path: Path, rules: Rules) -> Iterator[Callable[[], Her]]:
    """Somebody at the diaries of one folder; again: the program was stopped and started in between."""
    here: list[Her] = []

    def one() -> Her:
        while here:
            here.pop().household.close()
        here.append(Her(tmp_path / "data", rules))
        return here[-1]

    yield one
    while here:
        here.pop().household.close()


@pytest.fixture
def her(come: Callable[[], Her]) -> Her:
    return come()
