"""The diaries of this browser, as Python sees them: whose is in use, whether it is locked, and the deeds done to them.

Where they lie, and how they are sealed, is ``static/store.js``. Over the bridge crosses text and nothing else: the name
of what is asked, its arguments as a JSON list, and a JSON object with either ``done`` or ``failed`` and ``why``. So no
live object of the page is held here, and none of ours there.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from steadyback.journal.entry import Entry, EntryError, checked, entry_text, read_entry
from steadyback.journal.merge import MergeVerdict
from steadyback.journal.store import LockedError, StoreError, WrongPassphraseError
from steadyback.web import device as deeds
from steadyback.web.device import USUAL_MINUTES, Deed, Device, Outcome, Person
from steadyback.web.wrong_tries import WrongTries

#: Asks the store of the page: the name of one of its functions and its arguments as JSON. It never raises.
Bridge: TypeAlias = Callable[[str, str], Awaitable[str]]

_HERE = "this browser"
_DONE = Outcome()
_MEND = {
    "Denied": "open it in an ordinary window, and allow it to keep data",
    "Full": "make room on this device, and try once more",
    "Newer": "close every window of it, and open it again",
    "Locked": "open it with its passphrase",
    "Wrong": "look at it once more, and type it again",
}
_ELSE = "close this window, open it again, and try once more"


class BrowserStoreError(StoreError):
    """The store of this browser could not do as asked. ``name`` is the one that ``store.js`` gives it."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(why.rstrip("."), _HERE, _MEND.get(name, _ELSE))
        self.name = name
        self.args = (why,)


class _LockedError(BrowserStoreError, LockedError):
    """Locked, here."""


class _WrongError(BrowserStoreError, WrongPassphraseError):
    """Not the passphrase, here."""


_ERRORS: dict[str, type[BrowserStoreError]] = {"Locked": _LockedError, "Wrong": _WrongError}


async def ask(bridge: Bridge, name: str, *given: object) -> Any:
    """What the store's function ``name`` gives for these arguments. StoreError when it fails."""
    reply = json.loads(await bridge(name, json.dumps(given)))
    if "failed" in reply:
        raise _ERRORS.get(reply["failed"], BrowserStoreError)(reply["failed"], reply["why"])
    return reply["done"]


async def append(bridge: Bridge, entries: Iterable[Entry]) -> list[MergeVerdict]:
    """Take these entries, all or none, and give a verdict on each. When it returns they are on the disk.

    While the diary is locked each sound one is said to be new, as ``LockedStore`` does. StoreError.
    """
    texts = [_sound_text(entry) for entry in entries]
    kept = [text for text in texts if text is not None]
    verdicts = iter(await ask(bridge, "append", kept) if kept else ())
    return [MergeVerdict.INVALID if text is None else MergeVerdict(next(verdicts)) for text in texts]


async def entries(bridge: Bridge, after: int = 0) -> list[Entry]:
    """Every entry in the order of arrival, leaving out the first ``after``. StoreError, LockedError.

    What cannot be read is left out: it must not hide the others.
    """
    return _readable(await ask(bridge, "all", after))


async def apart(bridge: Bridge) -> list[Entry]:
    """The entries kept apart because another with their id was here first. StoreError, LockedError."""
    return _readable(await ask(bridge, "apart"))


class Household:
    """The diaries behind ``bridge``. One thing at a time: whoever asks sees to that.

    Where the browser keeps nothing (a private window), there is nobody's diary, and whatever is to be kept fails
    aloud with StoreError.
    """

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._tries = WrongTries()
        self._used: datetime | None = None
        self._person = ""
        self._unread = 0
        #: Another text whenever another diary, or the same under other keys, is in use: what was folded is then stale.
        self.turn = ""

    async def device(self) -> Device:
        """What pages may know. It follows another window that put another diary in use."""
        try:
            found = await ask(self._bridge, "device")
        except BrowserStoreError as error:
            if error.name != "Denied":
                raise
            return Device()
        if self.turn != found["epoch"]:
            self.turn, self._unread = found["epoch"], 0
        self._person = found["person"]
        people = tuple(Person(str(one["id"]), str(one["name"])) for one in found["people"])
        minutes = found["minutes"] if found["minutes"] in deeds.MINUTES else USUAL_MINUTES
        waiting = found["waiting"] + (0 if found["is_locked"] else self._unread)
        return Device(people, found["person"], found["has_lock"], found["is_locked"], minutes, waiting)

    async def attend(self, now: datetime, *, is_use: bool) -> Device:
        """Before each request, and now and then: lock what lay unused here, and give the device as it is then.

        Another window has a time of its own. ``is_use`` is False for what no person asked for.
        """
        device, used = await self.device(), self._used
        if device.has_lock and not device.is_locked and used is not None:
            minutes = timedelta(minutes=device.minutes)
            if now - used >= minutes or used - now >= minutes:
                await ask(self._bridge, "lock", "here")
                device = await self.device()
        if is_use:
            self._used = now
        return device

    async def append(self, told: Iterable[Entry]) -> list[MergeVerdict]:
        """As ``append`` above, to the diary in use."""
        return await append(self._bridge, told)

    async def entries(self, after: int = 0) -> list[Entry]:
        """As ``entries`` above, of the diary in use."""
        texts = await self._read("all", after)
        found = _readable(texts)
        self._unread = len(texts) - len(found) + (self._unread if after else 0)
        return found

    async def count(self) -> int:
        """How many entries there are: the ``after`` that leaves out all of them. StoreError, LockedError."""
        return int(await self._read("count") or 0)

    async def outside(self) -> dict[str, Any]:
        """What may be read while it is locked. StoreError."""
        return dict(await self._read("outside"))

    async def tell_outside(self, told: Mapping[str, Any]) -> None:
        """Keep some words where they may be read while it is locked. StoreError."""
        await ask(self._bridge, "tellOutside", dict(told))

    async def carry_out(self, deed: Deed, now: datetime) -> Outcome:
        """Do one deed, or say why not. It never raises for what a person or a device may do."""
        try:
            return await self._act(deed, now)
        except WrongPassphraseError:
            self._tries.was_wrong(self._person, now)
            return Outcome("wrong", "That is not the passphrase")
        except LockedError:
            return Outcome("failed", "The diary is locked now. Open it, and try once more")
        except StoreError as error:
            return Outcome("failed", f"It could not be done. {error}")

    async def _read(self, name: str, *given: object) -> Any:
        """As ``ask``; nothing where the browser keeps nothing."""
        try:
            return await ask(self._bridge, name, *given)
        except BrowserStoreError as error:
            if error.name != "Denied":
                raise
            return ()

    async def _act(self, deed: Deed, now: datetime) -> Outcome:
        match deed:
            case deeds.Export():
                kept = await entries(self._bridge)
                return Outcome(entries=(*kept, *await apart(self._bridge)))
            case deeds.BringIn(brought):
                verdicts = Counter(verdict.value for verdict in await self.append(brought))
                return Outcome(new=verdicts["new"], known=verdicts["identical"], apart=verdicts["conflict"])
            case deeds.Erase(everyone):
                await ask(self._bridge, "erase", everyone)
                self._tries.forget()
                return _DONE
            case deeds.AddPerson(name, own_name):
                await ask(self._bridge, "addPerson", name, own_name)
                return _DONE
            case deeds.SwitchTo(person):
                if await ask(self._bridge, "switchTo", person):
                    return _DONE
                return Outcome("gone", "There is nobody of that name here")
            case deeds.Rename(person, name):
                await ask(self._bridge, "rename", person, name)
                return _DONE
            case _:
                return await self._lock_deed(deed, now)

    async def _lock_deed(self, deed: Deed, now: datetime) -> Outcome:
        device = await self.device()
        if isinstance(deed, deeds.SetPassphrase) and not device.has_lock:
            await ask(self._bridge, "setPassphrase", deed.passphrase)
            return _DONE
        if not device.has_lock:
            return Outcome("gone", "There is no lock on this diary")
        match deed:
            case deeds.LockNow():
                await ask(self._bridge, "lock")
                return _DONE
            case deeds.LockAfter(minutes):
                await ask(self._bridge, "lockAfter", minutes)
                return _DONE
        seconds = self._tries.seconds_to_wait(self._person, now)
        if seconds:
            return Outcome("wait", "Too many wrong ones", seconds)
        match deed:
            case deeds.Unlock(passphrase):
                await ask(self._bridge, "unlock", passphrase)
            case deeds.ChangePassphrase(old, new):
                await ask(self._bridge, "changePassphrase", old, new)
            case deeds.LiftPassphrase(passphrase):
                await ask(self._bridge, "liftPassphrase", passphrase)
            case _:
                return Outcome("gone", "This cannot be done here")
        self._tries.was_right(self._person)
        return _DONE


def _sound_text(entry: Entry) -> str | None:
    """The one text of an entry, or None when it cannot be one. A kind from a newer version passes unread."""
    try:
        return entry_text(checked(entry, keep_unknown_kinds=True))
    except EntryError:
        return None


def _readable(texts: Iterable[str]) -> list[Entry]:
    """The entries in these texts, without those that this version cannot read at all."""
    found = []
    for text in texts:
        try:
            found.append(read_entry(json.loads(text), keep_unknown_kinds=True))
        except (EntryError, ValueError):
            continue
    return found
