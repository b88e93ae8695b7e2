"""Where she is on a given day, from what she told of due date, birth and loss.

The rules, one each:

* A due date told later corrects the one before; the later one counts, for every day from then on.
* A birth or a loss ends the pregnancy. A due date told afterwards that would have begun before that birth is a
  correction of the pregnancy that is over; one that began after it is a new pregnancy. Pregnant, told afterwards
  without any date, may be either: then the stage is unknown, and what both stages ask is asked.
* A loss told after a birth (the baby has died) bears the day and the kind of that birth: her body heals from there.
* A date that cannot be (a pregnancy of more than 44 weeks) leaves the stage and makes the week unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from steadyback.vocabulary.timing import (
    LAST_DAY,
    LAST_PREGNANT_WEEK,
    BirthMode,
    Stage,
    Timing,
)

#: From the first day of the last period to the due date (the field's convention, 40+0).
DAYS_TO_DUE_DATE = 280


class Told(NamedTuple):
    """One thing she told about dates: ``kind`` is due-date, birth or loss; ``day``, when she told it."""

    kind: str
    body: Mapping[str, Any]
    day: date | None = None


def timing_on(day: date, told: Sequence[Told]) -> Timing:
    """Her timing on ``day``, from everything told up to then, in fold order."""
    begun: tuple[date, int] | None = None
    is_pregnant = False
    ended: Told | None = None
    may_be_again = False
    for one in told:
        if one.kind == "due-date":
            found = start_of(one.body)
            if ended and found is None:
                may_be_again = True
            elif not ended or (found and found[0] >= _end_of(ended, day)):
                begun, is_pregnant, ended = found, True, None
        else:
            ended, is_pregnant, may_be_again = one, False, False
    if ended and may_be_again:
        return Timing(Stage.UNKNOWN)
    if ended:
        return _after(day, ended)
    return _pregnant(day, begun) if is_pregnant else Timing(Stage.UNKNOWN)


def start_of(body: Mapping[str, Any]) -> tuple[date, int] | None:
    """The day of 0+0, and how many days later it may be; None when she does not know."""
    if body.get("edd"):
        return date.fromisoformat(body["edd"]) - timedelta(days=DAYS_TO_DUE_DATE), 0
    if body.get("lmp"):
        return date.fromisoformat(body["lmp"]), 0
    if body.get("weeks") is not None and body.get("on"):
        days = body.get("days")
        start = date.fromisoformat(body["on"]) - timedelta(weeks=body["weeks"], days=days or 0)
        return start, 0 if days is not None else 6
    return None


def _end_of(ended: Told, day: date) -> date:
    """The day it ended; where she gave none, the day she told it: by then it had."""
    return date.fromisoformat(ended.body["on"]) if ended.body.get("on") else ended.day or day


def _pregnant(day: date, begun: tuple[date, int] | None) -> Timing:
    if begun is None:
        return Timing(Stage.PREGNANT)
    start, slack = begun
    first = (day - start).days
    if first < 0 or first > LAST_PREGNANT_WEEK * 7 + 6:
        return Timing(Stage.PREGNANT)
    return Timing(Stage.PREGNANT, first, min(first + slack, LAST_DAY[Stage.PREGNANT]))


def _after(day: date, ended: Told) -> Timing:
    mode = BirthMode(ended.body.get("mode") or "unknown")
    is_loss = ended.kind == "loss"
    if not ended.body.get("on"):
        return Timing(Stage.POSTPARTUM, birth=mode, is_loss=is_loss)
    days = max(0, (day - date.fromisoformat(ended.body["on"])).days)
    if days > LAST_DAY[Stage.POSTPARTUM]:
        return Timing(Stage.POSTPARTUM, birth=mode, is_loss=is_loss)
    return Timing(Stage.POSTPARTUM, days, days, mode, is_loss)
