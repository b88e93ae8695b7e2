"""The local server as an ASGI application.

It gives the web room a request, the state of the journal and the time, keeps the entries that come back, and only
then answers. It listens on this computer alone, answers only to its own name (so that a foreign page cannot reach it
by another), and takes forms only from its own pages.
"""

from __future__ import annotations

import asyncio
import json
import os
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request as HttpRequest
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from steadyback.care.rules import Rules
from steadyback.care.stamp import stamps
from steadyback.care.state import Following, State
from steadyback.journal.locked_store import LockedStore
from steadyback.journal.merge import MergeVerdict
from steadyback.journal.store import LockedError, Store, StoreError
from steadyback.server.household import Household
from steadyback.server.multipart import is_multipart, parts_of
from steadyback.web.assets import asset
from steadyback.web.device import Deed, Device, Outcome
from steadyback.web.exchange import MOST_FIELDS, Reply, Request
from steadyback.web.handle import handle
from steadyback.web.outside import state_outside, told_outside
from steadyback.web.pages.lock import NO_USE
from steadyback.web.pages.plain import problem, unreadable_entry

#: The largest body that is read, in bytes: 500 entries with long notes.
LARGEST_BODY = 4_000_000
#: The same where a whole diary is brought in: some 60,000 entries.
LARGEST_FILE = 20_000_000
_WHOLE_DIARIES = ("/keep/import",)
#: How often to look whether a diary lies unused and is to be locked, in seconds.
_LOOK_EVERY = 20
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
#: Level 9 takes twice as long as level 4 for 8 % fewer bytes of the acute page.
_COMPRESSION = 4
#: All are answered by the pages themselves, so that every reply carries the headers above.
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
_OWN_NAMES = {"127.0.0.1", "localhost", "[::1]", "::1"}


def utc_now() -> datetime:
    """The time with this computer's offset."""
    return datetime.now(UTC).astimezone()


class Companion:
    """The journal in use, its rules and its clock, behind the web room.

    With a ``household`` the journal is the one that it has in use, and pages may ask for deeds; without one there is
    this journal alone.
    """

    def __init__(
        self,
        rules: Rules,
        store: Store,
        clock: Callable[[], datetime] = utc_now,
        household: Household | None = None,
    ) -> None:
        self.rules = rules
        self.store = store
        self.clock = clock
        self.household = household
        self._known: tuple[object, bool] = (store, False)
        self._following = Following(rules)
        self._taken = 0
        self._state: tuple[int, datetime, State] | None = None
        self._one_at_a_time = threading.Lock()

    def state(self, now: datetime) -> State:
        """The state at ``now``; only entries that came since are taken in, and nothing when there are none."""
        with self._one_at_a_time:
            if isinstance(self.store, LockedStore) and self.store.is_locked:
                return state_outside(self.store.outside, self.rules, now)
            count = self.store.count()
            if count != self._taken:
                self._following.take(self.store.all(after=self._taken))
                self._taken = count
            minute = now.replace(second=0, microsecond=0)
            if self._state is None or self._state[:2] != (count, minute):
                self._state = (count, minute, self._following.state(now))
            return self._state[2]

    def answer(self, request: Request) -> Reply:
        """The reply to a request, once everything new in it is safely kept."""
        now = self.clock()
        try:
            return self._answer(request, now)
        except LockedError:  # another program has locked the diary, or changed its passphrase, a moment ago
            if self.household is None:
                raise
            self.household.reopen()
            return self._answer(request, now)

    def attend(self) -> None:
        """Lock the diary when it lay unused, though nobody asks for a page."""
        if self.household is not None:
            self._device(self.household, self.clock(), is_use=False)

    def _answer(self, request: Request, now: datetime) -> Reply:
        if self.household is not None:
            request = request._replace(device=self._device(self.household, now, is_use=request.path not in NO_USE))
        reply = handle(request, self.state(now), self.rules, stamps(now, "server", os.urandom), now)
        if reply.entries:
            verdicts = self.store.append(reply.entries)
            if MergeVerdict.INVALID in verdicts:
                return Reply(unreadable_entry(), 422)
            self._tell_outside(now)
        if reply.asks is not None and reply.then is not None:
            return reply.then(self._carried_out(reply.asks, now))
        return reply

    def _device(self, household: Household, now: datetime, *, is_use: bool) -> Device:
        """What the pages may know of the device. What was folded is forgotten when another diary is in use, or none."""
        household.attend(now, is_use=is_use)
        device = household.device()
        if self._known != (household.store, device.is_locked):
            with self._one_at_a_time:
                self._known = (household.store, device.is_locked)
                self.store = household.store
                self._following, self._taken, self._state = Following(self.rules), 0, None
        return device

    def _carried_out(self, deed: Deed, now: datetime) -> Outcome:
        if self.household is None:
            return Outcome("failed", "This cannot be done here")
        outcome = self.household.carry_out(deed, now)
        self._device(self.household, now, is_use=True)
        self._tell_outside(now)
        return outcome

    def _tell_outside(self, now: datetime) -> None:
        """Keep what must be known while the diary is locked as it is now."""
        if isinstance(self.store, LockedStore) and not self.store.is_locked:
            told = told_outside(self.state(now))
            if not told.items() <= self.store.outside.items():
                self.store.tell_outside(told)


def application(companion: Companion) -> Starlette:
    """The ASGI application round a companion."""

    async def serve_asset(http: HttpRequest) -> Response:
        found = asset(http.path_params["name"])
        if found is None:
            return Response("Nothing lives here.", 404, headers=_HEADERS)
        headers = {**_HEADERS, "Cache-Control": "public, max-age=3600"}
        return Response(found.body, media_type=found.kind, headers=headers)

    async def serve_page(http: HttpRequest) -> Response:
        refusal = _refusal(http)
        if refusal:
            return Response(problem("Not from here", refusal), 403, headers=_HEADERS, media_type="text/html")
        try:
            request = await _read(http)
            reply = await run_in_threadpool(companion.answer, request)
        except StoreError as error:
            words = f"Your diary could not be read or kept. {error}"
            return Response(problem("Not saved", words), 503, headers=_HEADERS, media_type="text/html; charset=utf-8")
        except ValueError as error:
            words = f"Nothing was lost. {error}"
            page = problem("We could not take that in", words)
            return Response(page, 422, headers=_HEADERS, media_type="text/html; charset=utf-8")
        if reply.see:
            return RedirectResponse(reply.see, 303, headers=_HEADERS)
        saving = {"Content-Disposition": f'attachment; filename="{reply.save_as}"'} if reply.save_as else {}
        return Response(reply.body, reply.status, headers=_HEADERS | saving, media_type=reply.kind)

    async def own_up(_http: HttpRequest, _error: Exception) -> Response:
        words = "Something went wrong here. What was saved before is safe. Go back and try once more."
        return Response(problem("That did not work", words), 500, headers=_HEADERS, media_type="text/html")

    @asynccontextmanager
    async def attending(_app: Starlette) -> AsyncIterator[None]:
        watch = asyncio.create_task(_attend(companion))
        yield
        watch.cancel()

    return Starlette(
        lifespan=attending,
        routes=[
            Route("/static/{name:path}", serve_asset, methods=_METHODS),
            Route("/{path:path}", serve_page, methods=_METHODS),
        ],
        exception_handlers={Exception: own_up},
        middleware=[Middleware(GZipMiddleware, minimum_size=500, compresslevel=_COMPRESSION)],
    )


async def _attend(companion: Companion) -> None:
    """As long as the server runs: lock what lies unused. A disk that fails says so at the next page."""
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        with suppress(StoreError):
            await run_in_threadpool(companion.attend)


def _refusal(http: HttpRequest) -> str | None:
    """Why a request is not answered, or None: another host's name, or a form of another site."""
    host = http.headers.get("host", "").rpartition(":")[0] or http.headers.get("host", "")
    if host not in _OWN_NAMES:
        return "This companion answers only on this computer, as 127.0.0.1 or localhost."
    if http.method == "POST":
        origin = http.headers.get("origin")
        if origin not in (None, f"{http.url.scheme}://{http.headers.get('host')}"):
            return "This form came from another page. Open the companion itself and try again."
        if http.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return "This form came from another page. Open the companion itself and try again."
    return None


async def _read(http: HttpRequest) -> Request:
    """The request in our own shape. ValueError, with the mend, when its body cannot be read."""
    query = parse_qs(http.url.query, max_num_fields=MOST_FIELDS)
    path = "/" + http.path_params["path"]
    if http.method != "POST":
        return Request("GET" if http.method == "HEAD" else http.method, path, query)
    most = LARGEST_FILE if path in _WHOLE_DIARIES else LARGEST_BODY
    body = bytearray()
    async for chunk in http.stream():
        body += chunk
        if len(body) > most:
            raise ValueError("this is too much at once; send it in smaller parts")
    kind = http.headers.get("content-type", "")
    if kind.startswith("application/json"):
        return Request("POST", path, query, entries=_json_entries(body))
    if is_multipart(kind):
        form, files = parts_of(kind, bytes(body))
        return Request("POST", path, query, form, files=files)
    try:
        form = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except UnicodeDecodeError:
        raise ValueError("this form is not UTF-8 text; go back and try again") from None
    return Request("POST", path, query, form)


def _json_entries(body: bytes | bytearray) -> tuple[object, ...]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise ValueError("this is not JSON; send a list of entries") from None
    if not isinstance(found, list):
        raise ValueError("a list of entries is wanted")
    return tuple(found)
