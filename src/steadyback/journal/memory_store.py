"""A store that lasts as long as the program: for tests, demonstrations and reading a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from steadyback.journal.entry import Entry, entry_text
from steadyback.journal.merge import MergeVerdict, merge
from steadyback.journal.plain import plain
from steadyback.journal.store import StoreError


class MemoryStore:
    """Keeps entries in memory. It holds copies: nobody outside can change what is kept."""

    def __init__(self) -> None:
        self._held: dict[str, Entry] = {}
        self._apart: dict[str, Entry] = {}
        self._is_open = True

    def append(self, entries: Iterable[Entry]) -> list[MergeVerdict]:
        """Take these entries, all or none, and give a verdict on each, in order."""
        self._check_open()
        held, apart, verdicts = dict(self._held), dict(self._apart), []
        for entry in entries:
            verdict = merge(held.get(str(entry.id)), entry)
            verdicts.append(verdict)
            if verdict is MergeVerdict.NEW:
                held[entry.id] = _copy(entry)
            elif verdict is MergeVerdict.CONFLICT:
                copy = _copy(entry)
                apart.setdefault(entry_text(copy), copy)
        self._held, self._apart = held, apart
        return verdicts

    def all(self, after: int = 0) -> Iterator[Entry]:
        """Every entry in the order of arrival, leaving out the first ``after`` of them."""
        self._check_open()
        return map(_copy, islice(self._held.values(), max(after, 0), None))

    def apart(self) -> Iterator[Entry]:
        """The entries kept apart because another with their id was here first."""
        self._check_open()
        return map(_copy, self._apart.values())

    def count(self) -> int:
        """How many entries ``all`` gives."""
        self._check_open()
        return len(self._held)

    def close(self) -> None:
        """Nothing can be read or written after it."""
        self._is_open = False

    def _check_open(self) -> None:
        if not self._is_open:
            raise StoreError("the diary was closed", "memory", "open it again")


def _copy(entry: Entry) -> Entry:
    return entry._replace(body=plain(entry.body, "body"))
