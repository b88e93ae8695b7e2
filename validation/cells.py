"""The grid: which worlds are tried, and what is counted in each."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from steadyback.population.patterns import LABELS, find_patterns_of_many
from validation.diaries import World, diaries
from validation.rivals import simple_rule

LIKELY, POSSIBLE = LABELS.index("likely"), LABELS.index("possible")
DAYS = (14, 30, 60, 90, 180)
BASES = (0.05, 0.2, 0.4)
RATIOS = (1.0, 2.0, 3.0, 5.0)

#: What may go on besides, by name.
EXTRAS: dict[str, dict[str, Any]] = {
    "plain": {},
    "lingering": {"lingers": 0.8, "flare": 1.0, "flare_lingers": 0.8},
    "drifting": {"drift": 2.0, "factor_drift": 2.0, "weekend": 0.7},
    "carried over": {"lingers": 0.7, "carry": 1.5},
    "going together": {"together": 0.5, "lingers": 0.5},
    "20 % missing": {"missing_answers": 0.2, "missing_days": 0.1},
    "40 % missing": {"missing_answers": 0.4, "missing_days": 0.2},
    "missing on bad days": {"missing_answers": 0.1, "bad_days": 0.3},
    "all at once": {
        "lingers": 0.8,
        "flare": 1.0,
        "flare_lingers": 0.9,
        "drift": 1.5,
        "factor_drift": 1.0,
        "weekend": 0.7,
        "together": 0.3,
        "missing_answers": 0.2,
        "missing_days": 0.1,
        "bad_days": 0.1,
    },
}


class Cell(NamedTuple):
    """One world to be tried, and its place in the tables."""

    table: str
    extra: str
    world: World


class Counted(NamedTuple):
    """What was counted in a cell, over people; shares with their numbers so that the error can be told.

    ``any_false``: people with any false "likely", same day or next. ``covered``, ``said``: of the factor with the
    effect (where there is one): intervals that hold the truth, of how many given. ``covered_none``, ``said_none``:
    the same for factors without. ``possible``, ``likely``: people whose factor with the effect was at least that.
    ``any_simple``: people shown a link that is none by the simple rule.
    ``bias``: mean error of its log-odds ratio where a number was given. ``false_possible``: of ``said_none``.
    """

    people: int
    any_false: int
    covered: int
    said: int
    covered_none: int
    said_none: int
    false_possible: int
    possible: int
    likely: int
    bias: float
    covered_next: int
    said_next: int
    any_simple: int


def all_cells(*, quick: bool) -> list[Cell]:
    """Every cell, in the order of the tables."""
    days = (30, 90) if quick else DAYS
    found = [
        Cell("null", extra, World(days=length, factors=20, base=base)._replace(**settings))
        for extra, settings in EXTRAS.items()
        for base in BASES
        for length in days
    ]
    found += [
        Cell("effect", "plain", World(days=length, factors=12, base=base, same={0: ratio} if ratio > 1 else {}))
        for base in BASES
        for ratio in RATIOS
        for length in days
    ]
    found += [
        Cell("effect", extra, World(days=length, factors=12, base=0.2, same={0: 3.0})._replace(**settings))
        for extra, settings in EXTRAS.items()
        if extra != "plain"
        for length in days[-3:]
    ]
    found += [
        Cell("rare", "plain", World(days=length, factors=12, base=0.2, same={0: 5.0}, often=often))
        for often in (0.03, 0.05, 0.1)
        for length in (90, 180)
    ]
    found += [
        Cell("many", "plain", World(days=90, factors=many, base=0.2, same={0: 3.0})) for many in (1, 2, 6, 12, 20)
    ]
    found += [
        Cell("confounded", "", World(days=length, factors=12, base=0.2, same=same, together=0.6, lingers=0.5))
        for same in ({0: 3.0}, {0: 3.0, 1: 2.0}, {0: 4.0, 1: 3.0, 2: 2.0})
        for length in (90, 180)
    ]
    found += [
        Cell("next", "plain", World(days=length, factors=12, base=0.2, after={0: ratio}, lingers=0.5))
        for ratio in (2.0, 3.0)
        for length in (90, 180)
    ]
    return found


def count(cell: Cell, people: int, seed: list[int]) -> Counted:
    """Try the cell on ``people`` diaries."""
    world = cell.world
    made = diaries(world, people, seed)
    found = find_patterns_of_many(made)
    truth = np.zeros((2, world.factors))
    for which, ratios in enumerate((world.same, world.after)):
        for number, ratio in ratios.items():
            truth[which, number] = np.log(ratio)
    said = found.label > 0
    with np.errstate(invalid="ignore"):
        covered = said & (np.log(found.low) <= truth) & (truth <= np.log(found.high))
    nothing = np.broadcast_to((truth == 0).all(axis=0), said.shape)
    other = nothing & said
    which = 1 if world.after else 0
    first = said[:, which, 0]
    errors = np.log(found.odds_ratio[first, which, 0]) - truth[which, 0]
    label = found.label[:, which, 0]
    return Counted(
        people=people,
        any_false=int(((found.label == LIKELY) & nothing).any(axis=(1, 2)).sum()),
        covered=int(covered[:, which, 0].sum()),
        said=int(first.sum()),
        covered_none=int((covered & other)[:, 0].sum()),
        said_none=int(other[:, 0].sum()),
        false_possible=int(((found.label >= POSSIBLE) & other)[:, 0].sum()),
        possible=int((label >= POSSIBLE).sum()),
        likely=int((label == LIKELY).sum()),
        bias=float(errors.mean()) if len(errors) else float("nan"),
        covered_next=int((covered & other)[:, 1].sum()),
        said_next=int(other[:, 1].sum()),
        any_simple=int((simple_rule(made) & nothing[:, 0]).any(axis=1).sum()),
    )
