"""The diaries of a data folder behind the server: whose is in use, whether it is locked, and the deeds done to them."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from steadyback.journal.cipher import USUAL_COST, Cost, Keys
from steadyback.journal.erasing import finish
from steadyback.journal.locked_store import LockedStore
from steadyback.journal.opening import open_store
from steadyback.journal.passphrase import change_passphrase, lift_passphrase, set_passphrase
from steadyback.journal.sqlite_store import SqliteStore
from steadyback.journal.store import LockedError, StoreError, WrongPassphraseError
from steadyback.server import people
from steadyback.server.people import Roster, journal_of, new_person, read_roster, write_roster
from steadyback.web import device as deeds
from steadyback.web.device import USUAL_MINUTES, Deed, Device, Outcome
from steadyback.web.wrong_tries import WrongTries

_DONE = Outcome()


class Household:
    """The diaries below ``folder``. StoreError when the one in use cannot be opened.

    ``cost`` is how hard a passphrase set from now on is to try. Threads may share it: deeds happen one at a time.
    """

    def __init__(self, folder: Path, cost: Cost = USUAL_COST) -> None:
        self.folder = folder
        self._cost = cost
        self._deeds = threading.RLock()
        self._tries = WrongTries()
        self._used: datetime | None = None
        self._roster = read_roster(folder)
        for place in (folder, *folder.glob("people/*")):
            finish(place)
        self._open()

    def device(self) -> Device:
        """What pages may know."""
        store = self.store
        known: dict[str, Any] = {}
        if isinstance(store, LockedStore):
            minutes = store.outside.get("minutes")
            known = {
                "has_lock": True,
                "is_locked": store.is_locked,
                "minutes": minutes if minutes in deeds.MINUTES else USUAL_MINUTES,
                "waiting": store.waiting(),
            }
        return Device(self._roster.people, self._roster.current, **known)

    def attend(self, now: datetime, *, is_use: bool) -> None:
        """Before each request, and now and then: lock what lay unused, and see that the file is still the one we know.

        ``is_use`` is False for what no person asked for.
        """
        with self._deeds:
            if self._is_another_file():
                self._reopen()
            store, used = self.store, self._used
            if isinstance(store, LockedStore) and not store.is_locked and used is not None:
                minutes = timedelta(minutes=self.device().minutes)
                if now - used >= minutes or used - now >= minutes:
                    store.lock()
            if is_use:
                self._used = now

    def reopen(self) -> None:
        """Open the diary in use anew: another program has locked it, or changed its passphrase."""
        with self._deeds:
            self._reopen()

    def carry_out(self, deed: Deed, now: datetime) -> Outcome:
        """Do one deed, or say why not. It never raises for what a person or a disk may do."""
        with self._deeds:
            try:
                return self._act(deed, now)
            except WrongPassphraseError:
                self._tries.was_wrong(self._roster.current, now)
                return Outcome("wrong", "That is not the passphrase")
            except LockedError:
                self._reopen()
                return Outcome("failed", "The diary is locked now. Open it, and try once more")
            except (StoreError, OSError) as error:
                return Outcome("failed", f"It could not be done. {error}")

    def close(self) -> None:
        """Let go of the diary and of its keys."""
        with self._deeds:
            self.store.close()

    def _act(self, deed: Deed, now: datetime) -> Outcome:
        match deed:
            case deeds.Export():
                return Outcome(entries=(*self.store.all(), *self.store.apart()))
            case deeds.BringIn(entries):
                verdicts = Counter(verdict.value for verdict in self.store.append(entries))
                return Outcome(new=verdicts["new"], known=verdicts["identical"], apart=verdicts["conflict"])
            case deeds.Erase(everyone):
                return self._erase(everyone=everyone)
            case deeds.AddPerson(name, own_name):
                return self._add(name, own_name)
            case deeds.SwitchTo(person):
                return self._switch(person)
            case deeds.Rename(person, name):
                changed = [one._replace(name=name) if one.id == person else one for one in self._roster.people]
                self._keep(self._roster._replace(people=tuple(changed)))
                return _DONE
            case _:
                return self._lock_deed(deed, now)

    def _lock_deed(self, deed: Deed, now: datetime) -> Outcome:
        path, store = self.path, self.store
        if isinstance(deed, deeds.SetPassphrase) and isinstance(store, SqliteStore):
            self._with_file_to_itself(lambda: set_passphrase(path, deed.passphrase, {}, self._cost))
            return _DONE
        if not isinstance(store, LockedStore):
            return Outcome("gone", "There is no lock on this diary")
        match deed:
            case deeds.LockNow():
                store.lock()
                return _DONE
            case deeds.LockAfter(minutes):
                store.tell_outside({"minutes": minutes})
                return _DONE
        seconds = self._tries.seconds_to_wait(self._roster.current, now)
        if seconds:
            return Outcome("wait", "Too many wrong ones", seconds)
        match deed:
            case deeds.Unlock(passphrase):
                store.unlock(passphrase)
            case deeds.ChangePassphrase(old, new):
                before = store.check(old)  # while it is still open: a slip must not lock her out
                self._with_file_to_itself(lambda: change_passphrase(path, before, new, self._cost))
            case deeds.LiftPassphrase(passphrase):
                before = store.check(passphrase)
                self._with_file_to_itself(lambda: lift_passphrase(path, before))
            case _:
                return Outcome("gone", "This cannot be done here")
        self._tries.was_right(self._roster.current)
        return _DONE

    def _with_file_to_itself(self, act: Callable[[], Keys | None]) -> None:
        """Let go of the file, change its lock, and open it again, with the new keys when there are any."""
        self.store.close()
        keys = None
        try:
            keys = act()
        finally:
            self._open()
            if keys is not None and isinstance(self.store, LockedStore):
                self.store.unlock_with(keys)

    def _erase(self, *, everyone: bool) -> Outcome:
        self.store.close()
        try:
            if everyone:
                self._roster = people.erase_everyone(self.folder, self._roster)
            else:
                self._roster = people.erase_person(self.folder, self._roster, self._roster.current)
            self._tries.forget()
        finally:
            self._open()
        return _DONE

    def _add(self, name: str, own_name: str) -> Outcome:
        added = new_person(name)
        before = [
            one._replace(name=own_name) if one.id == self._roster.current and not one.name else one
            for one in self._roster.people
        ]
        self._keep(Roster((*before, added), self._roster.current))
        return self._switch(added.id)

    def _switch(self, person: str) -> Outcome:
        if person not in {one.id for one in self._roster.people}:
            return Outcome("gone", "There is nobody of that name here")
        before = self._roster
        self.store.close()
        try:
            self._keep(before._replace(current=person))
        finally:
            self._open()
        return _DONE

    def _keep(self, roster: Roster) -> None:
        write_roster(self.folder, roster)
        self._roster = roster
        self._files = self._identities()

    @property
    def path(self) -> Path:
        """Where the diary in use lies."""
        return journal_of(self.folder, self._roster.current)

    def _open(self) -> None:
        self.store: SqliteStore | LockedStore = open_store(self.path)
        self._files = self._identities()

    def _reopen(self) -> None:
        with suppress(StoreError):
            self.store.close()
        self._roster = read_roster(self.folder)
        self._open()

    def _is_another_file(self) -> bool:
        return self._identities() != self._files

    def _identities(self) -> tuple[object, ...]:
        """What changes when another program puts another diary, or other people, in the place of these."""
        return _identity(self.path), _identity(self.folder / people.PEOPLE)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
