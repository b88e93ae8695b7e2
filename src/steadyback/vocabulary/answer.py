"""What she can reply to one question: four different things, never two."""

from __future__ import annotations

from enum import IntEnum


class Answer(IntEnum):
    """A reply, ordered by how worrying it is. UNANSWERED is not NO: it only sorts below it."""

    UNANSWERED = 0
    NO = 1
    UNSURE = 2
    YES = 3

    @property
    def slug(self) -> str:
        """The word used in files and JSON: ``yes``, ``no``, ``unsure``, ``unanswered``."""
        return self.name.lower()

    @classmethod
    def from_slug(cls, slug: str) -> Answer:
        """The answer called ``slug``; ValueError when there is none of that name."""
        try:
            return cls[slug.upper()]
        except KeyError:
            raise ValueError(f"{slug!r} is not an answer; use yes, no or unsure") from None


def more_worrying(first: Answer, second: Answer) -> Answer:
    """Of two replies to the same question the more worrying stands: a yes is never cancelled by a no."""
    return max(first, second)
