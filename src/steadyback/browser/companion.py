"""The companion inside the browser: what the worker imports, and asks for pages.

It is the local server's companion over another store: the state is folded from her entries, ``web.handle`` draws the
page, and what is new is safely kept before the page is given. The diary, the clock and the network are the worker's.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import zipfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

from steadyback.browser.household import Bridge, Household, ask
from steadyback.browser.kept_fold import WORTH_KEEPING, folded_from, folded_text
from steadyback.care.rules import Rules, rules_of
from steadyback.care.stamp import stamps
from steadyback.care.state import Following, State
from steadyback.engine import safety
from steadyback.engine.own_words import read_words
from steadyback.journal.merge import MergeVerdict
from steadyback.journal.store import LockedError, StoreError
from steadyback.knowledge.stored import from_plain
from steadyback.web.device import Deed, Device, Outcome
from steadyback.web.exchange import MOST_FIELDS, Reply, Request
from steadyback.web.handle import handle, pages_without_a_choice
from steadyback.web.outside import state_outside, told_outside
from steadyback.web.pages.lock import NO_USE
from steadyback.web.pages.plain import problem, unreadable_entry
from steadyback.web.rendering import read_templates

#: The pages that are drawn ahead, so that they are there before Python is.
AHEAD = ("/now", "/today", "/", "/diary", "/learn", "/me")
#: For how many days they are drawn ahead, today included.
DAYS_AHEAD = 4
#: The note that holds what was folded.
_FOLDED = "folded"
#: Where the knowledge and the templates lie in the archive.
KNOWLEDGE = "knowledge.json"
TEMPLATES = "steadyback/web/templates/"
#: Every page has been drawn once for nobody, so that the next drawing finds its templates ready.
_WARM = datetime.fromisoformat("2026-01-01T12:00:00+00:00")


def rules_in(archive: str) -> Rules:
    """The rules from the archive at ``archive``, and every template read: what a start from memory finds done.

    What her own words are read with is made ready as well: nobody is to wait for it after a note.
    A start from memory has no archive to read from, so a template that only some diaries need is read here too.
    Nothing of any diary is known here, and none may be: what this leaves in memory is kept beside the program.
    """
    with zipfile.ZipFile(archive) as packed:
        rules = rules_of(from_plain(json.loads(packed.read(KNOWLEDGE))))
        read_templates(name.removeprefix(TEMPLATES) for name in packed.namelist() if name.startswith(TEMPLATES))
    read_words("My back hurts.", rules.lexicon)
    state = Following(rules).state(_WARM)
    for path in pages_without_a_choice():
        handle(Request("GET", path), state, rules, stamps(_WARM, "browser", os.urandom), _WARM)
    return rules


class Companion:
    """Her diary, the rules, and the pages that come of both.

    ``bridge`` leads to the store of this device; ``version`` is that of the site.
    """

    def __init__(self, rules: Rules, bridge: Bridge, version: str) -> None:
        self.rules = rules
        self.version = version
        self.household = Household(bridge)
        self._bridge = bridge
        self._known: object = None
        self._following = Following(rules)
        self._taken = 0
        self._kept_fold = 0
        self._state: tuple[int, datetime, State] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def answer(self, asked: str, files: Any = None) -> str:
        """The reply to a request, once everything new in it is safely kept. Both are JSON.

        Asked: ``at`` (the instant, with its offset), ``method``, ``path``, ``query`` (as in an address), ``form``
        (pairs of name and value) and ``entries``. Given: ``status``, ``body``, ``kind``, ``see`` and ``saveAs``.
        ``files`` is an object of the browser's with the bytes of each file that the form brought, or None.
        """
        told = json.loads(asked)
        given = {} if files is None else {name: bytes(data) for name, data in files.to_py().items()}
        now = datetime.fromisoformat(told["at"])
        async with self._one_at_a_time:
            reply = await self._reply_to(_request(told, given), now)
        return json.dumps(
            {
                "status": reply.status,
                "body": reply.body,
                "kind": reply.kind,
                "see": reply.see,
                "saveAs": reply.save_as,
            },
            ensure_ascii=False,
        )

    async def ahead(self, at: str) -> str:
        """What is worth drawing ahead at ``at``: JSON of ``spans``, each a path, from and until (ms of the epoch).

        ``mark`` is another one when all of them are to be drawn anew. What the check decides changes without a word of
        hers only at midnight, and when her last check has stood long enough; what else a page says is only looked at
        until Python is there.
        """
        now = datetime.fromisoformat(at)
        async with self._one_at_a_time:
            device = await self._device(now, is_use=False)
            if device.is_locked:
                return json.dumps({"mark": "", "spans": []})
            turns = _turns(await self._state_at(now, device), now)
            await self._keep_what_was_folded()
            mark = f"{self._known} {self._taken} {now.date()}"
        spans = [[path, _ms(here), _ms(after)] for here, after in itertools.pairwise(turns) for path in AHEAD]
        return json.dumps({"mark": mark, "spans": spans})

    async def draw(self, path: str, at: str) -> str:
        """The page ``path`` as it will be at ``at``, if nothing is told until then: JSON of ``body`` and ``count``.

        ``body`` is null while the diary is locked; ``count`` is of how many entries the page was drawn.
        """
        then = datetime.fromisoformat(at)
        async with self._one_at_a_time:
            device = await self.household.device()
            if device.is_locked:
                return json.dumps({"body": None, "count": 0})
            state = await self._state_at(then, device)
            reply = handle(
                Request("GET", path, device=device), state, self.rules, stamps(then, "browser", os.urandom), then
            )
            drawn = reply.body if reply.status == 200 and reply.see is None else None
            return json.dumps({"body": drawn, "count": self._taken}, ensure_ascii=False)

    async def _reply_to(self, request: Request, now: datetime) -> Reply:
        try:
            try:
                return await self._answered(request, now)
            except LockedError:  # another page has locked the diary, or changed its passphrase, a moment ago
                return await self._answered(request, now)
        except StoreError as error:
            words = f"Your diary could not be read or kept. {error.what}; {error.mend}."
            return Reply(problem("Not saved", words), 503)
        except ValueError as error:
            return Reply(problem("We could not take that in", f"Nothing was lost. {error}"), 422)

    async def _answered(self, request: Request, now: datetime) -> Reply:
        device = await self._device(now, is_use=request.path not in NO_USE)
        request = request._replace(device=device)
        reply = handle(request, await self._state_at(now, device), self.rules, stamps(now, "browser", os.urandom), now)
        if reply.entries:
            verdicts = await self.household.append(reply.entries)
            if MergeVerdict.INVALID in verdicts:
                return Reply(unreadable_entry(), 422)
            await self._tell_outside(now, device)
        if reply.asks is not None and reply.then is not None:
            return reply.then(await self._carried_out(reply.asks, now))
        return reply

    async def _carried_out(self, deed: Deed, now: datetime) -> Outcome:
        outcome = await self.household.carry_out(deed, now)
        await self._tell_outside(now, await self._device(now, is_use=True))
        return outcome

    async def _device(self, now: datetime, *, is_use: bool) -> Device:
        """What pages may know of the device. What was folded is forgotten when another diary is in use, or none."""
        device = await self.household.attend(now, is_use=is_use)
        diary = (device.person, device.has_lock, device.is_locked, self.household.turn)
        if self._known != diary:
            self._known = diary
            self._forget()
        return device

    async def _state_at(self, now: datetime, device: Device) -> State:
        """The state at ``now``; only entries that came since are taken in, and nothing when there are none."""
        if device.is_locked:
            return state_outside(await self.household.outside(), self.rules, now)
        count = await self.household.count()
        if count < self._taken:  # another window has erased the diary
            self._forget()
        if count != self._taken:
            if not self._taken:
                await self._begin_with_what_was_folded(count)
            self._following.take(await self.household.entries(self._taken))
            self._taken = count
        minute = now.replace(second=0, microsecond=0)
        if self._state is None or self._state[:2] != (count, minute):
            self._state = (count, minute, self._following.state(now))
        return self._state[2]

    def _forget(self) -> None:
        self._following, self._taken, self._kept_fold, self._state = Following(self.rules), 0, 0, None

    async def _begin_with_what_was_folded(self, count: int) -> None:
        """Go on from what an earlier start has folded, if that is of this diary as it is now."""
        if count < WORTH_KEEPING:
            return
        found = folded_from(str(await ask(self._bridge, "note", _FOLDED) or ""), self.rules, self._folded_by)
        if found is not None and found[1] <= count:
            self._following, self._taken = found
            self._kept_fold = self._taken

    async def _keep_what_was_folded(self) -> None:
        if self._taken - self._kept_fold >= WORTH_KEEPING:
            await ask(self._bridge, "keepNote", _FOLDED, folded_text(self._following, self._taken, self._folded_by))
            self._kept_fold = self._taken

    @property
    def _folded_by(self) -> str:
        """This version, and the diary as it is sealed now: another one's fold is never taken for this one's."""
        return f"{self.version}/{self.household.turn}"

    async def _tell_outside(self, now: datetime, device: Device) -> None:
        """Keep what must be known while the diary is locked, or not yet open, as it is now."""
        if not device.is_locked:
            told = told_outside(await self._state_at(now, device))
            if not told.items() <= (await self.household.outside()).items():
                await self.household.tell_outside(told)


def _request(told: Mapping[str, Any], files: Mapping[str, bytes]) -> Request:
    """The request in our own shape."""
    query = parse_qs(told.get("query") or "", max_num_fields=MOST_FIELDS)
    form: dict[str, list[str]] = {}
    for name, value in told.get("form") or ():
        form.setdefault(str(name), []).append(str(value))
    if len(form) > MOST_FIELDS:
        raise ValueError("This form has more fields than any of ours.")
    path = told["path"].rstrip("/") or "/"  # some hosts lead /now to /now/
    return Request(told["method"], path, query, form, tuple(told.get("entries") or ()), files=dict(files))


def _turns(state: State, now: datetime) -> list[datetime]:
    """The instants from now on at which a page may change though nothing is told: midnights, and the check's end."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    days = [midnight + timedelta(days=number) for number in range(1, DAYS_AHEAD + 1)]
    turns = [now, *days]
    if state.last_check is not None:
        due = datetime.fromisoformat(state.last_check.at) + timedelta(days=safety.CHECK_AGAIN_AFTER_DAYS)
        if now < due < days[-1]:
            turns = sorted([*turns, due.astimezone(now.tzinfo)])
    return turns


def _ms(instant: datetime) -> int:
    return int(instant.timestamp() * 1000)
