"""What others would say of the same diaries: the simple rule, plain logistic regression, conditional logistic
regression.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from steadyback.engine.patterns.priors import ABOVE, BELOW
from steadyback.population.pattern_columns import PeopleDays, Room, many_columns
from steadyback.population.patterns import find_patterns_of_many
from validation.diaries import World, diaries

Array = NDArray[Any]
FORTNIGHT = 14
_TIMES = 3
_WILD = 20.0  # a standard error of a log-odds ratio beyond which a fit has failed, whatever it says


class Head(NamedTuple):
    """One cell in which all are compared, on the same diaries. Shares of people; power at 5 % false alarms a factor.

    ``any_false``: people without any link who are shown one, by method. ``power``: the first factor found, where the
    threshold of each method is that which 5 % of diaries without a link pass. ``usual``: the same by each one's own 5
    %. ``failed``: fits of plain logistic regression that did not come to an end.
    """

    world: World
    people: int
    any_false: dict[str, float]
    power: dict[str, float]
    usual: dict[str, float]
    false_alarm: dict[str, float]
    failed: float


def simple_rule(people: PeopleDays) -> Array:
    """After three days with and three without: a link where spasms were more frequent with it. (people, factors)."""
    told = (people.spasms >= 0)[:, :, None]
    had = (people.spasms > 0)[:, :, None]
    yes, no = told & (people.held == 1), told & (people.held == 0)
    days_with, days_without = yes.sum(axis=1), no.sum(axis=1)
    share_with = (yes & had).sum(axis=1) / np.maximum(days_with, 1)
    share_without = (no & had).sum(axis=1) / np.maximum(days_without, 1)
    return np.asarray((days_with >= 3) & (days_without >= 3) & (share_with > share_without))


@contextmanager
def quietly() -> Iterator[None]:
    """Without warnings: statsmodels asks for its own at import, so it has to be there first."""
    import statsmodels.discrete.conditional_models
    import statsmodels.discrete.discrete_model  # noqa: F401

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def plain(spasm: Array, table: Array) -> Array | None:
    """z values of plain logistic regression on all the columns, or None when it fails."""
    from statsmodels.discrete.discrete_model import Logit

    try:
        found = Logit(spasm, np.column_stack([np.ones(len(spasm)), table])).fit(disp=0)
        z, errors = np.asarray(found.tvalues)[1:], np.asarray(found.bse)[1:]
    except Exception:  # noqa: BLE001 -- whatever it fails with, it has failed
        return None
    is_sound = found.mle_retvals["converged"] and np.isfinite(z).all() and errors.max() < _WILD
    return z if is_sound else None


def conditional(spasm: Array, table: Array, block: Array) -> Array | None:
    """z values of conditional logistic regression, matched within blocks of days, or None when it fails."""
    from statsmodels.discrete.conditional_models import ConditionalLogit

    try:
        found = ConditionalLogit(spasm, table, groups=block).fit(disp=0)
        z = np.asarray(found.params) / np.asarray(found.bse)
    except Exception:  # noqa: BLE001 -- whatever it fails with, it has failed
        return None
    return z if np.isfinite(z).all() else None


def rows_of(people: PeopleDays, person: int) -> tuple[Array, Array, Array]:
    """Spasm (0, 1), factors and fortnight of one person's days on which everything is known."""
    known = (people.spasms[person] >= 0) & (people.held[person] >= 0).all(axis=1)
    spasm = (people.spasms[person] > 0)[known].astype(float)
    return spasm, people.held[person][known].astype(float), (np.arange(len(known)) // FORTNIGHT)[known]


def head_to_head(world: World, people: int, seed: list[int]) -> Head:
    """All methods on ``people`` diaries with the link, and as many without."""
    strengths: dict[str, list[Array]] = {}
    any_false: dict[str, float] = {}
    failed = 0
    with quietly():
        for number, each in enumerate((world._replace(same={}), world)):
            made = diaries(each, people, [*seed, number])
            ours = find_patterns_of_many(made)
            first: dict[str, list[float]] = {"plain logistic": [], "conditional logistic": []}
            false = 0
            for person in range(people):
                spasm, table, block = rows_of(made, person)
                z = plain(spasm, table)
                failed += z is None
                first["plain logistic"].append(0.0 if z is None else float(z[0]))
                false += z is not None and bool((np.abs(z) > 1.96).any())
                z = conditional(spasm, table[:, :1], block)
                first["conditional logistic"].append(0.0 if z is None else float(z[0]))
            root = np.nan_to_num(ours.root[:, 0, 0])
            # The interval leans: in units in which 1.96 is where it leaves out 1, on either side.
            first["patterns"] = (1.96 * root / np.where(root > 0, BELOW, ABOVE)).tolist()
            for name, values in first.items():
                strengths.setdefault(name, []).append(np.abs(values))
            if number == 0:
                any_false = {
                    "patterns": float((ours.label == 3).any(axis=(1, 2)).mean()),
                    "simple rule": float(simple_rule(made).any(axis=1).mean()),
                    "plain logistic": false / people,
                }
    power, usual, alarm = {}, {}, {}
    for name, (without, with_) in strengths.items():
        power[name] = float((with_ > np.quantile(without, 0.95)).mean())
        usual[name] = float((with_ > 1.96).mean())
        alarm[name] = float((without > 1.96).mean())
    return Head(world, people, any_false, power, usual, alarm, failed / (2 * people))


def milliseconds(people: PeopleDays, fits: int, slow_fits: int) -> dict[str, float]:
    """Milliseconds a person, all measured now, on the same diaries: ours for all of them, the others for some.

    Each in turn, three times, and the quickest time of each: what else the machine does then weighs least.
    """
    columns = many_columns(people.part(0, fits), Room())
    told = columns.told > 0

    def alone() -> None:
        for person in range(fits):
            spasm, table, _ = rows_of(people, person)
            plain(spasm, table)

    def with_all() -> None:
        for person in range(fits):
            plain(columns.spasm[person][told[person]], columns.table[person][1:, told[person]].T)

    def within_fortnights() -> None:
        for person in range(slow_fits):
            spasm, table, block = rows_of(people, person)
            conditional(spasm, table, block)

    tried: dict[str, tuple[Callable[[], object], int]] = {
        "patterns, one process": (lambda: find_patterns_of_many(people), len(people.spasms)),
        "Logit, the factors alone": (alone, fits),
        "Logit, the same columns as patterns": (with_all, fits),
        "ConditionalLogit, the factors alone": (within_fortnights, slow_fits),
    }
    found = dict.fromkeys(tried, float("inf"))
    with quietly():
        for _ in range(_TIMES):
            for name, (run, number) in tried.items():
                start = time.perf_counter()
                run()
                found[name] = min(found[name], (time.perf_counter() - start) / number * 1000)
    return found
