"""A desk at which pages are asked for, with an empty diary."""

from __future__ import annotations

import pytest

from steadyback.care.rules import Rules
from tests.unit.web.test_handle import Desk


@pytest.fixture
def desk(rules: Rules) -> Desk:
    return Desk(rules)
