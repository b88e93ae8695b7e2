"""No acknowledged entry is lost or doubled, whatever happens to the windows, the clock, the device and the version.

A few schedules here; ``./steady flight`` plays a thousand.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.browser import new_context
from tests.support.schedules import Outcome, Schedule, Told
from tests.support.site import Host, hosted, small_site

MANY = int(os.environ.get("STEADYBACK_SCHEDULES", "6"))


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with hosted(tmp_path_factory.mktemp("schedules") / "site", small_site(b"core 0")) as found:
        yield found


@pytest.mark.parametrize("number", range(MANY))
def test_nothing_is_lost_or_doubled(browser: Browser, host: Host, number: int) -> None:
    host.put(small_site(b"core 0"))
    context = new_context(browser)
    try:
        outcome = Schedule(number, context, host).play()
    finally:
        context.close()
    assert outcome.saved, outcome.steps
    assert outcome.faults() == [], outcome.steps


def test_a_loss_and_a_double_would_be_seen() -> None:
    told, other = Told(3, "higher", "resting"), Told(4, "higher", "resting")
    one = {"id": "1", "kind": "spasm", "body": told._asdict()}
    assert Outcome([], [told], [told], [one]).faults() == []
    assert Outcome([], [told, other], [told, other], [one]).faults() == [f"lost: {other}"]
    assert Outcome([], [told], [told], [one, {**one, "id": "2"}]).faults() == [f"doubled: {told}"]
