"""The companion on a diary of three years: how long the server takes for each page, beside a bare one."""

from __future__ import annotations

import asyncio
import gzip
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse
from starlette.routing import Route

from benchmarks.serving import all_needed, ask
from steadyback.care.rules import Rules, rules_of
from steadyback.cli.amina import diary_of_amina
from steadyback.journal.entry import Entry, new_id
from steadyback.journal.sqlite_store import SqliteStore
from steadyback.knowledge.model import Knowledge
from steadyback.server.app import Companion, application
from steadyback.web.exchange import Request
from steadyback.web.handle import pages_without_a_choice

#: Pages that need a choice in their address, besides all that need none.
CHOSEN = ("/move?id=ex-tilt", "/learn/topic?name=why", "/learn/item?id=trg-long-sitting", "/learn/search?q=sleep")
BARE = "a bare page"
ROUNDS = 25
WEEKS_AFTER_BIRTH = 104


class Page(NamedTuple):
    """One page: median milliseconds in the process, and bytes over the wire, alone and with all it needs."""

    name: str
    milliseconds: float
    compressed: int
    with_assets: int


class Timed(NamedTuple):
    """Every page, the first one bare; how many entries; what taking in one new entry, and the whole diary, takes."""

    entries: int
    pages: list[Page]
    after_an_entry: float
    first_fold: float


def time_companion(knowledge: Knowledge, rounds: int = ROUNDS) -> Timed:
    """The pages of the companion, in turns with the bare page, from one process and one store."""
    rules = rules_of(knowledge)
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "journal.sqlite3")
        today = datetime.now(UTC).date()
        store.append(diary_of_amina(today, weeks=0, after_birth=WEEKS_AFTER_BIRTH, birth="vaginal", whole=True))
        try:
            return asyncio.run(_time_all(rules, store, rounds))
        finally:
            store.close()


async def _time_all(rules: Rules, store: SqliteStore, rounds: int) -> Timed:
    companion = Companion(rules, store)
    start = time.perf_counter()
    companion.state(companion.clock())
    first_fold = (time.perf_counter() - start) * 1e3
    app, bare = application(companion), _bare(store)
    asked: dict[str, Callable[[], Any]] = {BARE: partial(ask, bare, "GET", "/")}
    whole = [name for name in pages_without_a_choice() if _is_page(companion, name)]
    for name in (*whole, *CHOSEN):
        asked[name] = partial(ask, app, "GET", name)
    taken: dict[str, list[float]] = {name: [] for name in asked}
    bodies: dict[str, bytes] = {}
    for _ in range(rounds + 1):
        for name, get in asked.items():
            start = time.perf_counter()
            bodies[name] = await get()
            taken[name].append((time.perf_counter() - start) * 1e3)
    pages = [
        Page(
            name, statistics.median(times[1:]), len(bodies[name]), len(bodies[name]) + await _assets(app, bodies[name])
        )
        for name, times in taken.items()
    ]
    return Timed(store.count(), pages, await _after_an_entry(companion, app, rounds), first_fold)


def _is_page(companion: Companion, path: str) -> bool:
    """Whether a path alone gives a page: some want a choice, some give a file."""
    reply = companion.answer(Request("GET", path))
    return reply.status == 200 and reply.kind.startswith("text/html") and not (reply.asks or reply.see)


def _bare(store: SqliteStore) -> Starlette:
    """The same server, compression and store, and a page that says nothing: what no page can be quicker than."""

    async def page(_request: HttpRequest) -> HTMLResponse:
        return HTMLResponse(f"<!doctype html><title>Bare</title><p>{store.count()} entries" + " " * 500)

    return Starlette(
        routes=[Route("/", page)], middleware=[Middleware(GZipMiddleware, minimum_size=500, compresslevel=4)]
    )


async def _after_an_entry(companion: Companion, app: Any, rounds: int) -> float:
    """The diary page when one entry has come since the last page."""
    taken = []
    for number in range(rounds):
        now = companion.clock() + timedelta(milliseconds=number)
        name = new_id(bytes(range(number, number + 10)), int(now.timestamp() * 1000))
        body = {"worst": number % 4}
        companion.store.append([Entry(name, "spasm", now.isoformat(), "bench", body)])
        start = time.perf_counter()
        await ask(app, "GET", "/diary")
        taken.append((time.perf_counter() - start) * 1e3)
    return statistics.median(taken)


async def _assets(app: Any, body: bytes) -> int:
    page = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
    return sum([len(await ask(app, "GET", name)) for name in await all_needed(app, page)])
