"""What a run of lives has counted. Whole numbers only, so that adding up in any order gives the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

#: The sorts of what people write here (``noted.py``).
_SORTS = ("everyday", "sign", "mention", "foreign")
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

    ``told_without_emergency``: checks of people without an emergency that said same-day or more. ``quiet_times``: whole
    stretches of 30 days into which no emergency falls; what her words raise there is counted by sort of note.
    """
    months = counts.get("days", 0) / MONTH

    def a_month(name: str) -> float | None:
        return round(counts.get(name, 0) / months, 4) if months else None

    def a_quiet_month(name: str) -> float | None:
        quiet = counts.get("quiet_days", 0) / MONTH
        return round(counts.get(f"quiet_{name}", 0) / quiet, 4) if quiet else None

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
        "questions_by_her_words_per_person_month_in_quiet_times": a_quiet_month("questions"),
        "notes_asked_about_as_urgent_per_person_month_in_quiet_times": a_quiet_month("urgent"),
        "notes_that_could_not_be_read_per_person_month_in_quiet_times": a_quiet_month("unread"),
        **{f"{sort}_notes_per_person_month_in_quiet_times": a_quiet_month(f"notes_{sort}") for sort in _SORTS},
        **{
            f"{sort}_notes_asked_about_per_person_month_in_quiet_times": a_quiet_month(f"asked_{sort}")
            for sort in _SORTS
        },
        **{f"of_{sort}_notes_asked_about": share(f"words_asked_{sort}", f"words_notes_{sort}") for sort in _SORTS},
        "emergencies_told_only_in_a_note_of_all": share("emergencies_only_written", "emergencies"),
        "of_these_asked_about_at_once": share("emergencies_only_written_asked", "emergencies_only_written"),
    }
