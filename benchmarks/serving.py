"""The acute page: how long the server takes for it, and how many bytes it and all it needs are."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from steadyback.care.rules import rules_of
from steadyback.journal.memory_store import MemoryStore
from steadyback.knowledge.model import Knowledge
from steadyback.server.app import Companion, application

PAGE = "/now"
ROUNDS = 41
#: Who opens the page: what she told before, as the page About you sends it.
WHO = {
    "nothing told yet": None,
    "pregnant, 31 weeks": {"stage": "pregnant", "weeks": "31"},
}
_NEEDED = re.compile(rb'(?:href|src)="(/static/[^"]+)"')
_FONT = re.compile(rb"url\(\"?'?([^)\"']+\.woff2)")


class Served(NamedTuple):
    """Milliseconds a page inside the process and over loopback; bytes plain, compressed, and with all it needs."""

    who: str
    in_process: float
    over_loopback: float
    plain: int
    compressed: int
    with_assets: int
    assets: tuple[tuple[str, int], ...]


def time_pages(knowledge: Knowledge, rounds: int = ROUNDS) -> list[Served]:
    """The acute page for each of ``WHO``."""
    return [asyncio.run(_time_page(knowledge, who, told, rounds)) for who, told in WHO.items()]


async def _time_page(knowledge: Knowledge, who: str, told: dict[str, str] | None, rounds: int) -> Served:
    app = application(Companion(rules_of(knowledge), MemoryStore()))
    if told:
        await ask(app, "POST", "/you", urlencode(told).encode())
    taken: list[float] = []
    body = b""
    for number in range(rounds + 2):
        start = time.perf_counter()
        body = await ask(app, "GET", PAGE)
        if number >= 2:
            taken.append((time.perf_counter() - start) * 1e3)
    page = gzip.decompress(body)
    assets = [(name, await ask(app, "GET", name)) for name in await all_needed(app, page)]
    sizes = tuple((name, len(found)) for name, found in assets)
    whole = len(body) + sum(size for _, size in sizes)
    return Served(who, statistics.median(taken), _over_loopback(told, rounds), len(page), len(body), whole, sizes)


async def all_needed(app: Any, page: bytes) -> list[str]:
    """Every asset that the page names, and every font that its styles name."""
    found = [name.decode() for name in _NEEDED.findall(page)]
    for name in [name for name in found if name.endswith(".css")]:
        body = await ask(app, "GET", name)
        styles = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
        base = name.rpartition("/")[0]
        found += [
            font if font.startswith("/") else f"{base}/{font}" for font in map(bytes.decode, _FONT.findall(styles))
        ]
    return sorted(set(found))


async def ask(app: Any, method: str, path: str, body: bytes = b"") -> bytes:
    """One request straight into the application; the body as it would go over the wire."""
    headers = [(b"host", b"127.0.0.1:8321"), (b"accept-encoding", b"gzip")]
    if body:
        headers.append((b"content-type", b"application/x-www-form-urlencoded"))
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path.partition("?")[0],
        "raw_path": path.partition("?")[0].encode(),
        "query_string": path.partition("?")[2].encode(),
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8321),
    }
    waiting = [{"type": "http.request", "body": body, "more_body": False}]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    if sent[0]["status"] >= 400:
        raise SystemExit(f"{method} {path} was answered with {sent[0]['status']}; nothing was timed")
    return b"".join(message.get("body", b"") for message in sent[1:])


def _over_loopback(told: dict[str, str] | None, rounds: int) -> float:
    """Milliseconds for the page from a server in a process of its own, one kept-open connection."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(Path(sys.executable).with_name("steadyback")), "serve", "--port", "0", "--data", folder]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(os.environ))
        try:
            assert process.stdout is not None
            address = re.search(rb"http://[\d.:]+", process.stdout.readline())
            assert address is not None, "the server did not say where it is"
            return _ask_often(urlsplit(address.group().decode()).netloc, told, rounds)
        finally:
            process.terminate()
            process.wait(timeout=15)


def _wait_for(netloc: str) -> None:
    """Return once something listens there."""
    host, _, port = netloc.partition(":")
    until = time.monotonic() + 30
    while True:
        try:
            socket.create_connection((host, int(port)), timeout=5).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def _ask_often(netloc: str, told: dict[str, str] | None, rounds: int) -> float:
    _wait_for(netloc)
    line = http.client.HTTPConnection(netloc, timeout=30)
    if told:
        line.request("POST", "/you", urlencode(told), {"Content-Type": "application/x-www-form-urlencoded"})
        line.getresponse().read()
    taken: list[float] = []
    for number in range(rounds + 2):
        start = time.perf_counter()
        line.request("GET", PAGE, headers={"Accept-Encoding": "gzip"})
        line.getresponse().read()
        if number >= 2:
            taken.append((time.perf_counter() - start) * 1e3)
    line.close()
    return statistics.median(taken)
