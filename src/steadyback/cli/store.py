"""The one place where commands open a diary: the file on disk, the entries of one sitting, and clock and chance."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from steadyback.cli.complaint import Complaint

if TYPE_CHECKING:
    from pathlib import Path

    from steadyback.care.stamp import Stamp
    from steadyback.journal.entry import Entry
    from steadyback.journal.locked_store import LockedStore
    from steadyback.journal.sqlite_store import SqliteStore
    from steadyback.journal.store import Store

#: What a device that is a terminal is called; four random letters follow, and stay for this diary.
TERMINAL = "terminal-"
#: How often a passphrase may be wrong before the command gives up.
_TRIES = 3


def here_and_now() -> datetime:
    """The clock of this computer, with its offset."""
    return datetime.now().astimezone()


class Diary:
    """Her diary for one sitting. What could not be written is still counted while the sitting lasts.

    ``store`` None: nothing is written. ``trouble`` says, in one line, why something could not be. ``is_locked``: she
    went on without her passphrase, so ``known`` is the little that lies outside the lock, and what she tells is sealed.
    """

    def __init__(
        self, store: Store | None, known: Iterable[Entry], clock: Callable[[], datetime], *, is_locked: bool = False
    ) -> None:
        self.is_locked = is_locked
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

    Of a locked one the passphrase is asked; she may go on without it. Complaint when it cannot be opened.
    """
    from steadyback.cli.data_folder import journal_path
    from steadyback.journal.store import StoreError

    path = journal_path(folder)
    if not save and not path.exists():
        return Diary(None, (), clock)
    try:
        store = unlocked(path, may_go_on=True)
        is_locked = bool(getattr(store, "is_locked", False))
        known = _outside(store, clock()) if is_locked else list(store.all())
        if not save:
            store.close()
    except (StoreError, OSError) as error:
        reason = str(error) if isinstance(error, StoreError) else f"{path}: {error.strerror or error}"
        raise Complaint(f"{reason}. If you need help now, phone first; do not wait for this") from None
    return Diary(store if save else None, known, clock, is_locked=is_locked)


def _outside(store: SqliteStore | LockedStore, now: datetime) -> list[Entry]:
    from steadyback.web.outside import entries_outside

    return entries_outside(getattr(store, "outside", {}), now)


def unlocked(path: Path, *, may_go_on: bool = False) -> SqliteStore | LockedStore:
    """The diary ``path``, ready to be read: of a locked one the passphrase is asked, on the terminal.

    With ``may_go_on`` it stays locked when none is given. Complaint when it has to be open and is not. StoreError.
    """
    import sys

    from steadyback.journal.opening import open_store

    store = open_store(path)
    if not getattr(store, "is_locked", False):
        return store
    try:
        if sys.stdin.isatty():
            _ask_passphrase(store, may_go_on=may_go_on)
        elif not may_go_on:
            mend = "run this in a terminal, where the passphrase is asked for"
            raise Complaint(f"{path}: the diary is locked; {mend}")
    except BaseException:
        store.close()
        raise
    return store


def _ask_passphrase(store: SqliteStore | LockedStore, *, may_go_on: bool) -> None:
    import sys
    from getpass import getpass

    from steadyback.journal.locked_store import LockedStore
    from steadyback.journal.store import WrongPassphraseError

    assert isinstance(store, LockedStore)  # noqa: S101 - whoever calls has seen that it is locked
    print("The diary is locked.", file=sys.stderr)
    for left in reversed(range(_TRIES)):
        passphrase = getpass("Passphrase (Enter: go on without it) > " if may_go_on else "Passphrase > ")
        if not passphrase.strip():
            break
        try:
            store.unlock(passphrase)
        except WrongPassphraseError:
            print("That is not the passphrase." + (" Try once more." if left else ""), file=sys.stderr)
        else:
            return
    if not may_go_on:
        raise Complaint(f"{store.path}: the diary is still locked; nothing was read or written")
    print("It stays locked. The safety check needs no passphrase; what you tell is sealed and kept.", file=sys.stderr)


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
