"""What tests of every kind stand on: the shipped content, made ready once."""

from __future__ import annotations

import pytest

from steadyback.care.rules import Rules
from tests.scenarios.telling import the_rules


@pytest.fixture(scope="session")
def rules() -> Rules:
    return the_rules()
