"""Made-up diaries: many people at once, with everything in them that a search for patterns may stumble over.

A factor is on when a latent course of its own passes a threshold; the courses can linger from day to day, drift, rise
at weekends and go together. The log-odds of a spasm are a level plus what the factors do, a slow drift, a hidden
flare that comes and goes, and what yesterday's spasm leaves behind. Answers and whole days can be missing, more often
on bad days.
"""

from __future__ import annotations

from collections.abc import Mapping
from statistics import NormalDist
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from steadyback.population.pattern_columns import PeopleDays

Array = NDArray[Any]
#: How often factors are on, taken in turn after the first, which is the one with an effect.
MIXED = (0.1, 0.2, 0.3, 0.4, 0.5, 0.03)


class World(NamedTuple):
    """How the diaries of one cell come about. Odds ratios by the number of the factor; all else 0 is "none of it".

    ``base``: the share of spasm days; by ``is_level`` of a day that holds no factor, else of all days. ``often``: how
    often the first factor is on; the others in turn by ``others``. ``lingers``: the day-to-day correlation of factors;
    ``together``: how much of each course is common to all. ``flare``: the size of the hidden flare in log-odds, and
    ``flare_lingers`` its day-to-day correlation. ``carry``: what a spasm yesterday adds. ``drift``, ``factor_drift``:
    over the whole diary. ``weekend``: added at weekends, to both. ``answers``, ``days``: the share missing;
    ``bad_days``: so much more of the answers is missing on a spasm day.
    """

    days: int
    factors: int
    base: float
    same: Mapping[int, float] = {}
    after: Mapping[int, float] = {}
    is_level: bool = False
    often: float = 0.3
    others: tuple[float, ...] = MIXED
    lingers: float = 0.3
    together: float = 0.0
    flare: float = 0.0
    flare_lingers: float = 0.0
    carry: float = 0.0
    drift: float = 0.0
    factor_drift: float = 0.0
    weekend: float = 0.0
    missing_answers: float = 0.0
    missing_days: float = 0.0
    bad_days: float = 0.0


def diaries(world: World, people: int, seed: list[int]) -> PeopleDays:
    """``people`` diaries of that world; the same seed gives the same."""
    chance = np.random.default_rng(seed)
    days, factors = world.days, world.factors
    weekday = chance.integers(0, 7, people)
    is_weekend = (weekday[:, None] + np.arange(days)) % 7 >= 5
    along = np.linspace(-0.5, 0.5, days) if days > 1 else np.zeros(1)
    course = np.sqrt(1 - world.together) * _course(chance, (people, days, factors), world.lingers)
    if world.together:
        course += np.sqrt(world.together) * _course(chance, (people, days, 1), world.lingers)
    course += world.factor_drift * along[None, :, None] + world.weekend * is_weekend[:, :, None]
    often = [world.often, *(world.others[number % len(world.others)] for number in range(factors - 1))][:factors]
    held = course > np.array([NormalDist().inv_cdf(1 - share) for share in often])
    flare = _course(chance, (people, days, 1), world.flare_lingers)[:, :, 0]
    pull = world.flare * flare + world.drift * along + world.weekend * is_weekend
    for number, ratio in world.same.items():
        pull += np.log(ratio) * held[:, :, number]
    for number, ratio in world.after.items():
        pull[:, 1:] += np.log(ratio) * held[:, :-1, number]
    luck = chance.random((people, days))
    level = float(np.log(world.base / (1 - world.base)))
    had = _spasms(level, pull, luck, world.carry)
    if not world.is_level:
        low, high = -9.0, 6.0
        for _ in range(18):
            level = (low + high) / 2
            had = _spasms(level, pull, luck, world.carry)
            low, high = (low, level) if had.mean() > world.base else (level, high)
    worst = np.clip(np.round(2 + world.flare * flare + chance.standard_normal((people, days)) + 3 * had), 0, 10)
    answers = chance.random(held.shape) < world.missing_answers + world.bad_days * had[:, :, None]
    gone = chance.random((people, days)) < world.missing_days
    return PeopleDays(
        spasms=np.where(gone, -1, had).astype(np.int8),
        worst=np.where(gone, -1, worst).astype(np.int8),
        held=np.where(answers | gone[:, :, None], -1, held).astype(np.int8),
        weekday=weekday.astype(np.int8),
    )


def _course(chance: np.random.Generator, shape: tuple[int, int, int], lingers: float) -> Array:
    found = chance.standard_normal(shape)
    if lingers:
        fresh = np.sqrt(1 - lingers**2)
        for day in range(1, shape[1]):
            found[:, day] = lingers * found[:, day - 1] + fresh * found[:, day]
    return found


def _spasms(level: float, pull: Array, luck: Array, carry: float) -> Array:
    if not carry:
        return np.asarray(luck < 1 / (1 + np.exp(-level - pull)))
    had = np.zeros(pull.shape, dtype=bool)
    before = np.zeros(len(pull))
    for day in range(pull.shape[1]):
        had[:, day] = luck[:, day] < 1 / (1 + np.exp(-level - pull[:, day] - carry * before))
        before = had[:, day].astype(float)
    return had
