"""Her diary as it reads now: everything told and not taken back, by kind and by day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from steadyback.journal.fold import Effective


class Diary(NamedTuple):
    """What she told, in fold order. ``by_kind``: what stands; ``taken_back``: what she withdrew, to be put back.

    ``days``: for each day (ISO) what she told of it last; ``spasms_on``: the spasms that began on a day.
    ``preferences``: each wish as last told. ``triggers``: her own, by id. ``ticks``: what is set up.
    ``booked``: for each thing that needs a person, what she did about it last.
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
    return datetime.fromisoformat(spasm.body.get("began_at") or spasm.entry.at).date()


def day_of_entry(one: Effective) -> date:
    """The day that an entry is about: the one it names, else the one it was made on."""
    named = one.body.get("on")
    return date.fromisoformat(named) if isinstance(named, str) else datetime.fromisoformat(one.entry.at).date()


def diary_of(told: Iterable[Effective]) -> Diary:
    """The diary that ``told`` (in fold order) makes."""
    by_kind: dict[str, list[Effective]] = {}
    by_id: dict[str, Effective] = {}
    taken_back: list[Effective] = []
    for one in told:
        by_id[one.entry.id] = one
        if one.is_withdrawn:
            taken_back.append(one)
        elif one.entry.is_understood:
            by_kind.setdefault(one.entry.kind, []).append(one)
    spasms_on: dict[str, list[Effective]] = {}
    for one in by_kind.get("spasm", ()):
        spasms_on.setdefault(str(day_it_began(one)), []).append(one)
    plans = by_kind.get("plan", [])
    return Diary(
        by_kind={kind: tuple(found) for kind, found in by_kind.items()},
        by_id=by_id,
        taken_back=tuple(taken_back),
        days={one.body["on"]: one for one in by_kind.get("day", ())},
        spasms_on={day: tuple(found) for day, found in spasms_on.items()},
        preferences=_last_of_each(one.body for one in by_kind.get("preferences", ())),
        triggers={one.entry.id: one.body["name"] for one in by_kind.get("trigger", ()) if not one.body.get("until")},
        ticks={one.body["item"]: one.body["done"] for one in by_kind.get("tick", ())},
        booked={one.body["about"]: one for one in by_kind.get("booked", ())},
        plan=plans[-1] if plans and plans[-1].body.get("text") else None,
    )


def _last_of_each(bodies: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for body in bodies:
        found.update({name: value for name, value in body.items() if value is not None})
    return found
