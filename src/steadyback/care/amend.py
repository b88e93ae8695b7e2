"""She changes something she told: the new words stand, the first ones are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from steadyback.care.stamp import Stamp
from steadyback.journal.entry import Entry, checked
from steadyback.journal.fold import Effective
from steadyback.journal.kinds import check_body


def amend(one: Effective, stamp: Stamp, body: Mapping[str, Any]) -> Entry | None:
    """The entry that gives ``one`` a whole new body; None when that is what it says already.

    What a newer Steadyback may have put into the old body is kept. EntryError when the new one cannot be.
    """
    whole = {**one.body, **body}
    if _said(whole) == _said(one.body):
        return None
    check_body(one.entry.kind, whole, stamp.at)
    return checked(Entry(stamp.id, "amend", stamp.at, stamp.device, {"entry": one.entry.id, "body": whole}))


def _said(body: Mapping[str, Any]) -> dict[str, Any]:
    """What a body says: a field that is null is left out, and the two mean the same."""
    return {name: value for name, value in body.items() if value is not None}
