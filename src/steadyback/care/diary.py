"""Her diary as it reads now: everything told and not taken back, by kind and by day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from steadyback.journal.fold import Effective
from steadyback.journal.instant import day_of


class Diary(NamedTuple):
    """What she told, in fold order. ``by_kind``: what stands; ``taken_back``: what she withdrew, to be put back.

    ``days``: for each day (ISO) what she told of it last; ``spasms_on``: the spasms that began on a day.
    ``preferences``: each wish as last told. ``triggers``: her own, by id. ``ticks``: what is set up.
    ``booked``: for each thing that needs a person, what she did about it last. ``by_day``: what is told of each day.
    """

    by_kind: Mapping[str, tuple[Effective, ...]]
    by_id: Mapping[str, Effective]
    taken_back: tuple[Effective, ...]
    days: Mapping[str, Effective]
    spasms_on: Mapping[str, tuple[Effective, ...]]
    preferences: Mapping[str, Any]
    triggers: Mapping[str, str]
    ticks: Mapping[str, bool]
    booked: Mapping[str, Effective]
    plan: Effective | None
    by_day: Mapping[str, tuple[Effective, ...]] = {}

    def of(self, kind: str) -> tuple[Effective, ...]:
        """Everything of one kind that stands, in fold order."""
        return self.by_kind.get(kind, ())

    def worst_on(self, day: date) -> int | None:
        """The worst pain told of a day, 0 to 10: by the check-in or by a spasm, whichever is more; None: not told."""
        told = self.days.get(str(day))
        found = [one.body.get("worst") for one in self.spasms_on.get(str(day), ())]
        found += [told.body.get("worst")] if told else []
        return max((worst for worst in found if worst is not None), default=None)

    def is_told(self, day: date) -> bool:
        """Whether there is a check-in or a spasm of this day."""
        return str(day) in self.days or str(day) in self.spasms_on

    def between(self, first: date, last: date) -> list[date]:
        """Every day from ``first`` to ``last``, both counted in."""
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def day_it_began(spasm: Effective) -> date:
    """The day of a spasm, where and when it began."""
    return day_of(spasm.body.get("began_at") or spasm.entry.at)


def _day_it_is_of(one: Effective) -> str:
    """The day (ISO) that an entry is listed under. An instant begins with its day, so that text will do."""
    body = one.body
    return str(body.get("began_at") or body.get("taken_at") or body.get("on") or one.entry.at)[:10]


def day_of_entry(one: Effective) -> date:
    """The day that an entry is about: the one it names, else the one it was made on."""
    named = one.body.get("on")
    return day_of(named if isinstance(named, str) else one.entry.at)


NOTHING_TOLD = Diary({}, {}, (), {}, {}, {}, {}, {}, {}, None)


def with_more(diary: Diary, told: Iterable[Effective]) -> Diary:
    """The diary with ``told`` besides: in fold order, and after everything that is in it."""
    new = list(told)
    standing = [one for one in new if not one.is_withdrawn and one.entry.is_understood]
    by_kind = _joined(diary.by_kind, ((one.entry.kind, one) for one in standing))
    kinds = {one.entry.kind for one in standing}

    def of(kind: str) -> tuple[Effective, ...]:
        return by_kind.get(kind, ()) if kind in kinds else ()

    plans = of("plan")
    ended = {one.entry.id for one in of("trigger") if one.body.get("until")}
    spasms = [one for one in standing if one.entry.kind == "spasm"]
    return Diary(
        by_kind=by_kind,
        by_id={**diary.by_id, **{one.entry.id: one for one in new}},
        taken_back=diary.taken_back + tuple(one for one in new if one.is_withdrawn),
        days={**diary.days, **{one.body["on"]: one for one in standing if one.entry.kind == "day"}},
        spasms_on=_joined(diary.spasms_on, ((str(day_it_began(one)), one) for one in spasms)),
        preferences=_last_of_each(one.body for one in of("preferences")) or diary.preferences,
        triggers={one.entry.id: one.body["name"] for one in by_kind.get("trigger", ()) if one.entry.id not in ended}
        if "trigger" in kinds
        else diary.triggers,
        ticks={**diary.ticks, **{one.body["item"]: one.body["done"] for one in of("tick")}},
        booked={**diary.booked, **{one.body["about"]: one for one in of("booked")}},
        plan=(plans[-1] if _says_something(plans[-1]) else None) if plans else diary.plan,
        by_day=_joined(diary.by_day, ((_day_it_is_of(one), one) for one in standing)),
    )


def _says_something(plan: Effective) -> bool:
    return bool(plan.body.get("text") or plan.body.get("leave_out"))


def _joined(
    before: Mapping[str, tuple[Effective, ...]], more: Iterable[tuple[str, Effective]]
) -> dict[str, tuple[Effective, ...]]:
    """Each list with what is added to it; lists that nothing is added to are the same ones as before."""
    added: dict[str, list[Effective]] = {}
    for name, one in more:
        added.setdefault(name, []).append(one)
    return {**before, **{name: (*before.get(name, ()), *found) for name, found in added.items()}}


def _last_of_each(bodies: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for body in bodies:
        found.update({name: value for name, value in body.items() if value is not None})
    return found
