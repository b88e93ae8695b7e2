"""That the form for one person and the form for many give the same numbers, and how long the former takes."""

from __future__ import annotations

import math
import time
from datetime import date, timedelta

from steadyback.engine.patterns.days import PatternDay
from steadyback.engine.patterns.find import find_patterns
from steadyback.engine.patterns.result import Effect
from steadyback.population.pattern_columns import PeopleDays
from steadyback.population.patterns import LABELS, find_patterns_of_many
from validation.diaries import World, diaries

_MONDAY = date(2026, 1, 5)
WORLDS = (
    World(days=14, factors=20, base=0.4),
    World(days=60, factors=12, base=0.2, same={0: 5.0}, missing_answers=0.2, missing_days=0.2),
    World(days=90, factors=12, base=0.2, same={0: 3.0}),
    World(days=180, factors=8, base=0.05, often=0.05, bad_days=0.3),
    World(days=365, factors=16, base=0.3, same={0: 3.0}, drift=1.0, carry=1.0, missing_days=0.1),
    World(days=800, factors=3, base=0.2, after={0: 2.0}),
)


def days_of(people: PeopleDays, person: int) -> tuple[list[PatternDay], list[str]]:
    """One person's days as the engine reads them."""
    start = _MONDAY + timedelta(days=int(people.weekday[person]))
    names = [f"factor-{number}" for number in range(people.held.shape[2])]

    def day(number: int) -> PatternDay:
        spasms, worst = int(people.spasms[person, number]), int(people.worst[person, number])
        answers = zip(names, people.held[person, number].tolist(), strict=True)
        stage = None if people.stage is None else int(people.stage[person, number])
        return PatternDay(
            on=start + timedelta(days=number),
            spasms=None if spasms < 0 else spasms,
            worst=None if worst < 0 else worst,
            held={name: bool(answer) for name, answer in answers if answer >= 0},
            stage=None if stage is None or stage < 0 else str(stage),
        )

    return [day(number) for number in range(people.spasms.shape[1])], names


def largest_difference(people: PeopleDays) -> float:
    """The largest difference of any log-odds ratio or end of an interval; infinite when a label or a count differs."""
    many = find_patterns_of_many(people)
    largest = 0.0
    for person in range(len(people.spasms)):
        for number, factor in enumerate(find_patterns(*days_of(people, person)).factors):
            for which, one in enumerate((factor.same_day, factor.next_day)):
                place = (person, which, number)
                counts = (int(many.days_with[place]), int(many.days_without[place]))
                if LABELS[many.label[place]] != one.label or counts != (one.days_with, one.days_without):
                    return math.inf
                theirs = [float(array[place]) for array in (many.odds_ratio, many.low, many.high)]
                largest = max(largest, _apart(one, theirs))
    return largest


def _apart(one: Effect, theirs: list[float]) -> float:
    pairs = zip((one.odds_ratio, one.low, one.high), theirs, strict=True)
    return max((abs(math.log(ours) - math.log(other)) for ours, other in pairs if ours is not None), default=0.0)


def year_in_milliseconds(people: int, seed: list[int]) -> list[float]:
    """How long one person's year with 16 factors takes in plain Python, for each of some people, in order."""
    made = diaries(World(days=365, factors=16, base=0.2, same={0: 3.0}), people, seed)
    found = []
    for person in range(people):
        days, names = days_of(made, person)
        start = time.perf_counter()
        find_patterns(days, names)
        found.append((time.perf_counter() - start) * 1000)
    return sorted(found)
