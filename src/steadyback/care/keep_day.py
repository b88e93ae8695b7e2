"""She tells how a day was. Told again, the same day's entry changes: there is one check-in for a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from steadyback.care.amend import amend
from steadyback.care.diary import Diary
from steadyback.care.factors import with_joined
from steadyback.care.stamp import Stamp
from steadyback.care.tell import tell
from steadyback.journal.entry import Entry


def keep_day(diary: Diary, stamp: Stamp, on: date, told: Mapping[str, Any], held: Mapping[str, str]) -> Entry | None:
    """The entry of a day; None when it says nothing new.

    ``told``: worst, load, sleep, woke, managed, sure, note, with None for what is left out. ``held``: her answer for
    every factor that stood on the page, empty for none; what did not stand there stays as it was. EntryError for
    what cannot be.
    """
    before = diary.days.get(str(on))
    kept = dict((before.body.get("held") if before else None) or {})
    for name, answer in held.items():
        kept.pop(name, None)
        if answer:
            kept[name] = answer
    body = {"on": str(on), **told, "held": with_joined(kept) or None}
    if before is not None:
        return amend(before, stamp, body)
    if all(value is None for name, value in body.items() if name != "on"):
        return None
    return tell(stamp, "day", body)
