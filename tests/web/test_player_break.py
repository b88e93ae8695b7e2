"""The break ring and a clock that is set: no break is hurried, and none is put off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.support.her_day import ready
from tests.support.server import Companion
from tests.support.walk import PREGNANT
from tests.web.test_timers import DAY, HOUR, Phone

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("has_shell", [False, True], ids=["server", "shell"])
def test_a_clock_set_anew_moves_no_break(
    profile: Callable[..., BrowserContext], companion: Companion, has_shell: bool
) -> None:
    ready(companion, dict(PREGNANT))
    companion.form("/break", {"did": "sat-down"})
    sat = datetime.fromisoformat(companion.entries()[-1]["at"])
    phone = Phone(profile(), companion, has_shell=has_shell)
    phone.is_set((sat + timedelta(seconds=30) - phone.now).total_seconds())
    phone.open("/today")
    left = phone.page.locator("[data-left]")
    expect(left).to_have_text("40")
    phone.goes_on(60)
    expect(left).to_have_text("39")
    for by in (DAY, -2 * DAY, HOUR):
        phone.is_set(by)
        phone.goes_on(60)
    expect(left).to_have_text("36")
    phone.sleeps(30 * 60)  # a locked phone: that time is gone
    expect(left).to_have_text("6")
    phone.sleeps(-HOUR)  # set back while nobody looked: at least it is not put off
    expect(left).to_have_text("6")
