"""Somebody made up: her dates, her habits, her journeys, her devices. The same seed makes the same person.

How often things happen is made up as well, to meet every case often; it is no claim about how often they happen.
"""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta, timezone
from typing import Literal, NamedTuple

from steadyback.vocabulary.timing import BirthMode

_FIRST_DAY = date(2026, 1, 1)
_MODES = (BirthMode.VAGINAL, BirthMode.ASSISTED, BirthMode.CAESAREAN, BirthMode.UNKNOWN)


class Habits(NamedTuple):
    """How she is, each as a chance: from 0 to 1 a day, or a time that she could.

    ``notes``: a note of its own; ``foreign``: it is in another language; ``replies``: she answers at once what is asked
    about her words; ``replies_late``: on a later day; ``replies_wrong``: she says what is not so.
    """

    writes: float
    spasm: float
    checks_unasked: float
    climbs: float
    skips: float
    slips: float
    doubts: float
    has_ordinary: float
    misjudges: float
    takes_back: float
    is_seen: float
    syncs: float
    notes: float
    foreign: float
    replies: float
    replies_late: float
    replies_wrong: float


class Person(NamedTuple):
    """A made-up life. ``began``: the day of 0+0; ``first``: the first day she uses it; all days are dates.

    ``knows_weeks``: whether she can tell how far she is; ``told_wrong``: by how many days that is off. Both are put
    right on ``corrects_on``. ``ends``: how the pregnancy ends on ``ends_on``; ``loses_later``: the day on which the
    baby dies. ``again``: the day on which she tells of a new pregnancy. ``slip_of_birth``: the day on which
    she tells of a birth and takes it back. ``journeys``: from a day on, hours from Greenwich.
    """

    began: date
    first: date
    days: int
    ends: Literal["birth", "loss"]
    ends_on: date
    mode: BirthMode
    knows_weeks: bool
    told_wrong: int
    corrects_on: date
    loses_later: date | None
    cleared_on: date | None
    again: date | None
    slip_of_birth: date | None
    journeys: tuple[tuple[date, int], ...]
    has_two_devices: bool
    is_clock_off: bool
    habits: Habits

    def offset(self, day: date) -> timezone:
        """What her clock is set to on ``day``."""
        hours = [hours for since, hours in self.journeys if since <= day]
        return timezone(timedelta(hours=hours[-1] if hours else 0))

    def at(self, day: date, hour: float) -> datetime:
        """An hour of a day, on her clock."""
        return datetime(day.year, day.month, day.day, tzinfo=self.offset(day)) + timedelta(hours=hour)


def person_of(rng: random.Random) -> Person:
    """Somebody, by chance: 200 to 600 days of a pregnancy and what comes after it."""
    first = _FIRST_DAY + timedelta(days=rng.randrange(365))
    began = first - timedelta(days=rng.randint(28, 245))
    is_loss = rng.random() < 0.07
    length = rng.randint(35, 280) if is_loss else rng.choice((rng.randint(168, 259), *[rng.randint(260, 293)] * 6))
    ends_on = max(began + timedelta(days=length), first + timedelta(days=rng.randint(2, 20)))
    after = rng.randint(60, 400)
    last = ends_on + timedelta(days=after)
    loses_later = ends_on + timedelta(days=rng.randint(1, 50)) if not is_loss and rng.random() < 0.03 else None
    is_again = after > 330 or (is_loss and after > 120)
    again = ends_on + timedelta(days=rng.randint(100 if is_loss else 300, after)) if is_again else None
    slip_of_birth = None
    if (ends_on - first).days > 20 and rng.random() < 0.05:
        slip_of_birth = first + timedelta(days=rng.randint(3, (ends_on - first).days - 10))
    return Person(
        began=began,
        first=first,
        days=(last - first).days,
        ends="loss" if is_loss else "birth",
        ends_on=ends_on,
        mode=rng.choices(_MODES, (6, 1, 3, 1))[0],
        knows_weeks=rng.random() < 0.92,
        told_wrong=rng.choice((0, 0, 0, 0, 0, -21, -9, 5, 12, 26)),
        corrects_on=first + timedelta(days=rng.randint(1, 60)),
        loses_later=loses_later,
        cleared_on=ends_on + timedelta(days=rng.randint(30, 90)) if rng.random() < 0.8 else None,
        again=again,
        slip_of_birth=slip_of_birth,
        journeys=_journeys(rng, first, last),
        has_two_devices=rng.random() < 0.35,
        is_clock_off=rng.random() < 0.02,
        habits=_habits(rng),
    )


def _journeys(rng: random.Random, first: date, last: date) -> tuple[tuple[date, int], ...]:
    """Where she goes: nowhere, or somewhere and home again."""
    home = rng.choice((0, 0, 0, 1, 10, -5, -8))
    found = [(first, home)]
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):
        away = first + timedelta(days=rng.randrange(max(1, (last - first).days)))
        found += [(away, rng.randint(-11, 13)), (away + timedelta(days=rng.randint(2, 20)), home)]
    return tuple(sorted(found))


def _habits(rng: random.Random) -> Habits:
    """From somebody who hardly opens it to somebody who tells it everything."""

    def between(least: float, most: float) -> float:
        return least + (most - least) * rng.random()

    return Habits(
        writes=rng.choice((0.02, 0.05, 0.2)),
        spasm=between(0.01, 0.08),
        checks_unasked=between(0.0, 0.02),
        climbs=between(0.1, 0.7),
        skips=rng.choice((0.0, 0.0, 0.05, 0.3)),
        slips=between(0.0, 0.02),
        doubts=between(0.0, 0.03),
        has_ordinary=between(0.0, 0.04),
        misjudges=rng.choice((0.0, 0.1, 0.3)),
        takes_back=rng.choice((0.0, 0.03, 0.1)),
        is_seen=between(0.3, 0.9),
        syncs=between(0.02, 0.7),
        notes=rng.choice((0.0, 0.01, 0.03, 0.08)),
        foreign=rng.choice((*[0.0] * 15, 0.5)),
        replies=rng.choice((0.0, 0.3, 0.6, 0.9)),
        replies_late=rng.choice((0.0, 0.1, 0.5)),
        replies_wrong=rng.choice((0.0, 0.0, 0.1, 0.3)),
    )
