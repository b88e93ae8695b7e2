"""Medicines counted against the plan that her own clinician wrote. We count and warn; the limits are the plan's alone.

The count is of times in the last 24 hours, not of the calendar day: of the two readings of "a day" this one never
comes out lower. What she noted by name alone counts for the plan of that name.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from steadyback.care.diary import Diary
from steadyback.journal.fold import Effective

_A_DAY = timedelta(hours=24)


class MedicineCount(NamedTuple):
    """What was taken of one plan, as seen at one moment.

    ``times``: the instants of the last 24 hours, newest first. ``last``: the newest of all, or None. ``not_before``:
    the earliest next time by her plan's numbers, None when the plan has none or nothing was taken. ``is_full``: her
    plan's limit is reached; ``is_over``: passed. ``is_too_soon``: the plan's hours since the last are not over yet.
    ``was_too_soon``: the last two were closer than the plan says. ``is_past``: the plan has run out.
    """

    plan: Effective
    times: tuple[datetime, ...]
    last: datetime | None
    not_before: datetime | None
    is_full: bool
    is_over: bool
    is_too_soon: bool
    was_too_soon: bool
    is_past: bool


def count_medicine(plan: Effective, diary: Diary, now: datetime) -> MedicineCount:
    """The count of ``plan`` at ``now`` (with its offset)."""
    hours, most = int(plan.body.get("hours_between") or 0), int(plan.body.get("most_a_day") or 0)
    taken = sorted((taken_at(one) for one in diary.of("medicine") if is_of(one, plan)), reverse=True)
    times = tuple(at for at in taken if at > now - _A_DAY)
    limits: list[datetime] = []
    if taken and hours:
        limits.append(taken[0] + timedelta(hours=hours))
    if most and len(times) >= most:
        limits.append(times[most - 1] + _A_DAY)
    until = plan.body.get("until")
    return MedicineCount(
        plan=plan,
        times=times,
        last=taken[0] if taken else None,
        not_before=max(limits, default=None),
        is_full=bool(most) and len(times) >= most,
        is_over=bool(most) and len(times) > most,
        is_too_soon=bool(taken and hours) and now < taken[0] + timedelta(hours=hours),
        was_too_soon=bool(hours) and len(times) > 1 and times[0] - times[1] < timedelta(hours=hours),
        is_past=until is not None and date.fromisoformat(until) < now.date(),
    )


def taken_at(medicine: Effective) -> datetime:
    """When a medicine was taken; when it was told, if she did not say."""
    return datetime.fromisoformat(medicine.body.get("taken_at") or medicine.entry.at)


def is_of(medicine: Effective, plan: Effective) -> bool:
    """Whether a medicine belongs to ``plan``: by its id, or by the same name."""
    if medicine.body.get("plan") == plan.entry.id:
        return True
    return medicine.body.get("plan") is None and _same(medicine.body.get("name") or "", plan.body["name"])


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
