"""The one place where commands open a diary: the file on disk, the entries of one sitting, and clock and chance."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from steadyback.cli.complaint import Complaint

if TYPE_CHECKING:
    from steadyback.care.stamp import Stamp
    from steadyback.journal.entry import Entry
    from steadyback.journal.store import Store

#: What a device that is a terminal is called; four random letters follow, and stay for this diary.
TERMINAL = "terminal-"


def here_and_now() -> datetime:
    """The clock of this computer, with its offset."""
    return datetime.now().astimezone()


class Diary:
    """Her diary for one sitting. What could not be written is still counted while the sitting lasts.

    ``store`` None: nothing is written. ``trouble`` says, in one line, why something could not be.
    """

    def __init__(self, store: Store | None, known: Iterable[Entry], clock: Callable[[], datetime]) -> None:
        self._store = store
        self._entries = list(known)
        self._clock = clock
        self._last: datetime | None = None
        self._device = _device_of(self._entries)
        self.trouble: str | None = None

    @property
    def is_saving(self) -> bool:
        """Whether what she tells is written."""
        return self._store is not None

    def now(self) -> datetime:
        """The time by the clock, with its offset."""
        return self._clock()

    def entries(self) -> list[Entry]:
        """Everything she told, this sitting included."""
        return list(self._entries)

    def stamp(self) -> Stamp:
        """Id, instant and device for a new entry. Within a sitting instants only go up, whatever the clock does."""
        from steadyback.care.stamp import Stamp
        from steadyback.journal.entry import new_id

        at = self._clock()
        if self._last is not None and at <= self._last:
            at = self._last + timedelta(microseconds=1)
        self._last = at
        return Stamp(new_id(os.urandom(10), int(at.timestamp() * 1000)), at.isoformat(), self._device)

    def keep(self, entry: Entry) -> None:
        """Keep one entry; on the disk when this returns, unless ``trouble`` says why not."""
        from steadyback.journal.store import StoreError

        self._entries.append(entry)
        if self._store is None:
            return
        try:
            self._store.append([entry])
        except StoreError as error:
            self.trouble = str(error)

    def close(self) -> None:
        """Let go of the file."""
        if self._store is not None:
            self._store.close()


def open_diary(folder: str | None, *, save: bool = True, clock: Callable[[], datetime] = here_and_now) -> Diary:
    """The diary in ``folder``, or in the usual one. Without ``save`` it is read if it is there, and never written.

    Complaint when it cannot be opened.
    """
    from steadyback.cli.data_folder import journal_path
    from steadyback.journal.sqlite_store import SqliteStore
    from steadyback.journal.store import StoreError

    path = journal_path(folder)
    if not save and not path.exists():
        return Diary(None, (), clock)
    try:
        store = SqliteStore(path)
        known = list(store.all())
        if not save:
            store.close()
    except (StoreError, OSError) as error:
        reason = str(error) if isinstance(error, StoreError) else f"{path}: {error.strerror or error}"
        raise Complaint(f"{reason}. If you need help now, phone first; do not wait for this") from None
    return Diary(store if save else None, known, clock)


def entries_in(name: str) -> list[Entry]:
    """Every entry of the file ``name`` (``-``: standard input). Complaint, with the line, when one cannot be read."""
    import sys
    from contextlib import nullcontext
    from pathlib import Path

    from steadyback.journal.jsonl import LONGEST_LINE, LineError, read_lines

    try:
        with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as file:
            return read_lines(iter(lambda: file.readline(LONGEST_LINE + 1), b""))
    except LineError as error:
        raise Complaint(f"{name}, {error}") from None
    except OSError as error:
        raise Complaint(f"{name}: it cannot be read ({error.strerror or error}); check the name") from None


def _device_of(entries: Iterable[Entry]) -> str:
    known = [entry.device for entry in entries if entry.device.startswith(TERMINAL)]
    return known[-1] if known else TERMINAL + os.urandom(2).hex()
