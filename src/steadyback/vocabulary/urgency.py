"""How soon somebody needs care, as four ordered words."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Urgency(IntEnum):
    """The four answers to "how soon?", ordered: a larger one is more urgent.

    Their meaning is section 2.1 of the clinical facts: EMERGENCY is minutes to hours, SAME_DAY is by phone
    today, day or night, REVIEW is a visit within days, SELF_CARE is care at home.
    """

    SELF_CARE = 0
    REVIEW = 1
    SAME_DAY = 2
    EMERGENCY = 3

    @property
    def slug(self) -> str:
        """The word used in files, in JSON and in class names: ``same-day`` and so on."""
        return self.name.lower().replace("_", "-")

    @classmethod
    def from_slug(cls, slug: str) -> Urgency:
        """The urgency called ``slug``; ValueError when there is none of that name."""
        for urgency in cls:
            if urgency.slug == slug:
                return urgency
        raise ValueError(f"no urgency is called {slug!r}; use self-care, review, same-day or emergency")


def most_urgent(urgencies: Iterable[Urgency]) -> Urgency:
    """The most urgent of these, or SELF_CARE when there are none. Nothing else ever combines urgencies."""
    return max(urgencies, default=Urgency.SELF_CARE)


#: From this urgency on, "not sure" counts as yes and the self-care ladder stays shut [P] (facts 2.2, rule 2; 4.1).
UNSURE_COUNTS_FROM = Urgency.SAME_DAY
