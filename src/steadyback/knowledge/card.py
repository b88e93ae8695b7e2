"""What every item of content carries, and one statement of it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from steadyback.knowledge.condition import Condition

Mark = Literal["P", "V"]


class Citation(NamedTuple):
    """A source and the place in it that carries a statement."""

    source: str
    place: str


class Card(NamedTuple):
    """What every item of content carries, whatever its kind.

    ``covers`` names rows of the two founding articles; ``marks`` are P (product decision) and V (to be verified);
    dates are ISO. Nothing here is signed off by a clinician until ``status`` says so.
    """

    id: str
    title: str
    reviewed_on: str
    review_by: str
    sources: tuple[Citation, ...] = ()
    marks: tuple[Mark, ...] = ()
    covers: tuple[str, ...] = ()
    status: Literal["awaiting-clinical-sign-off", "signed-off"] = "awaiting-clinical-sign-off"
    signed_off_by: str | None = None
    note: str | None = None
    retired_on: str | None = None
    replaced_by: str | None = None


class Statement(NamedTuple):
    """One thing she reads, with where it comes from. Without sources of its own it has those of its item.

    ``about_baby``: about a baby, a bump or a birth, so that it is left out after a loss.
    """

    text: str
    sources: tuple[Citation, ...] = ()
    marks: tuple[Mark, ...] = ()
    about_baby: bool = False


class Hold(NamedTuple):
    """When something is not offered, why, and what to do instead."""

    when: Condition
    because: str
    instead: str | None = None
    marks: tuple[Mark, ...] = ()
