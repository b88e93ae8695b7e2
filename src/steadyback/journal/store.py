"""Where entries are kept: what every store promises, and the one way it fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from steadyback.journal.entry import Entry
from steadyback.journal.merge import MergeVerdict


class StoreError(Exception):
    """A store that could not do as asked; nothing it held before is lost. The text is always one line."""

    def __init__(self, what: str, where: str, mend: str) -> None:
        super().__init__(f"{where}: {what}; {mend}")
        self.what = what
        self.where = where
        self.mend = mend


class LockedError(StoreError):
    """The diary is under a passphrase, and this reader does not hold it."""


class WrongPassphraseError(StoreError):
    """Not the passphrase of this diary. Nothing has changed."""


class Store(Protocol):
    """A place that only grows. It keeps entries in the order in which they arrived."""

    def append(self, entries: Iterable[Entry]) -> list[MergeVerdict]:
        """Take these entries, all or none, and give a verdict on each, in order.

        When it returns, they are safe. StoreError when they could not be kept: then none of them was.
        """

    def all(self, after: int = 0) -> Iterator[Entry]:
        """Every entry in the order of arrival, leaving out the first ``after`` of them.

        An entry never changes, so whoever has read ``count()`` of them needs only the rest.
        """

    def apart(self) -> Iterator[Entry]:
        """The entries kept apart because another with their id was here first."""

    def count(self) -> int:
        """How many entries ``all`` gives."""

    def close(self) -> None:
        """Let go of what the store holds open. Closing twice is harmless."""
