"""What a run of lives has counted. Whole numbers only, so that adding up in any order gives the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

#: Days in a month, for rates (a year of 365.25 days in twelve).
MONTH = 30.4375


class Found(NamedTuple):
    """A promise that was broken in a life: which life, which promise, and what was seen."""

    life: int
    promise: str
    told: str


class Tally(NamedTuple):
    """Counts by name, cases tried by promise, and what was found, by life."""

    counts: Counter[str]
    cases: Counter[str]
    found: tuple[Found, ...] = ()

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        found = tuple(sorted({*self.found, *other.found}))
        return Tally(self.counts + other.counts, self.cases + other.cases, found)

    def as_data(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {
            "counts": dict(sorted(self.counts.items())),
            "cases": dict(sorted(self.cases.items())),
            "found": [one._asdict() for one in self.found],
        }


def nothing_yet() -> Tally:
    """The tally of no life."""
    return Tally(Counter(), Counter())


def read_tally(data: Mapping[str, Any]) -> Tally:
    """A tally as ``as_data`` wrote it. ValueError, KeyError or TypeError when it is none."""
    counts = Counter({str(name): int(count) for name, count in data["counts"].items()})
    cases = Counter({str(name): int(count) for name, count in data["cases"].items()})
    return Tally(counts, cases, tuple(Found(int(one["life"]), one["promise"], one["told"]) for one in data["found"]))


def rates(counts: Mapping[str, int]) -> dict[str, float | None]:
    """What happened how often, by person and month (30.44 days), or as a share; None where there is nothing to share.

    ``told_without_emergency``: checks of people without an emergency that said same-day or more.
    """
    months = counts.get("days", 0) / MONTH

    def a_month(name: str) -> float | None:
        return round(counts.get(name, 0) / months, 4) if months else None

    def share(name: str, of: str) -> float | None:
        return round(counts.get(name, 0) / counts[of], 4) if counts.get(of) else None

    return {
        "checks_made_per_person_month": a_month("checks"),
        "checks_asked_for_per_person_month": a_month("asked_for"),
        "told_without_emergency_per_person_month": a_month("told_without"),
        "of_these_by_a_slip": a_month("told_without_by_slip"),
        "of_these_by_not_sure": a_month("told_without_by_doubt"),
        "of_these_by_an_ordinary_sign_under_a_wide_question": a_month("told_without_by_ordinary"),
        "ladder_started_per_person_month": a_month("ladder_started"),
        "emergencies_told_in_full_of_all": share("emergencies_told", "emergencies"),
        "emergencies_advised_at_once_of_those_told": share("emergencies_advised", "emergencies_told"),
    }
