"""She tells something about herself: dates, a birth, a loss, facts, her country, whom to phone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from steadyback.care.stamp import Stamp
from steadyback.journal.entry import Entry, checked


def tell(stamp: Stamp, kind: str, body: Mapping[str, Any]) -> Entry:
    """The entry of ``kind`` (due-date, birth, loss, facts, country, contact, clearance). ValueError for a bad one."""
    return checked(Entry(stamp.id, kind, stamp.at, stamp.device, dict(body)))
