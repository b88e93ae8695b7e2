"""A static site on a host of its own that can be made to fail: to send other bytes, nothing, or half a file."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import BrowserContext, Page, expect

from steadyback.browser.site import Site, site_of, write_site
from steadyback.cli.shelf import open_knowledge
from steadyback.server.static_site import static_site
from tests.support.browser import Overheard

#: In place of Python: what these tests are about is that it arrives, not that it runs. The one is large on purpose.
PYTHON = {"pyodide.asm.wasm": b"\0asm" * 400_000, "pyodide.mjs": b"export const loadPyodide = null;"}
_LONGEST_START = 30


@cache
def small_site(core: bytes = b"the core") -> Site:
    """A site with everything but Python; another ``core`` makes another version."""
    return site_of(open_knowledge(), core, PYTHON)


class Host:
    """Hands out the site in ``folder`` on a port of this computer, and keeps in mind what it was asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        #: Bytes to send for a path instead of the file's own.
        self.spoilt: dict[str, bytes] = {}
        #: Paths that are answered with nothing but an error.
        self.gone: set[str] = set()
        #: After so many more answers the line breaks in the middle of a file, and stays dead.
        self.dies_after: int | None = None
        self._is_dying = False
        self._site = static_site(folder)
        self._listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(128)
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        config = uvicorn.Config(self._answer, log_level="critical", lifespan="off", interface="asgi3", access_log=False)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._listener]}, daemon=True)
        self._thread.start()

    def put(self, site: Site) -> None:
        """Another version takes the place of what is there."""
        write_site(site, self.folder)

    def close(self) -> None:
        """Stop listening."""
        self._server.should_exit = True
        self._thread.join(timeout=10)
        self._listener.close()

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        path = scope["path"]
        self.asked.append(path)
        # what a page asks for by the way does not count: only from the next look for a new version on
        self._is_dying = self.dies_after is not None and (self._is_dying or path == "/sw.js")
        if self.dies_after is not None and self._is_dying:
            self.dies_after -= 1
            if self.dies_after < 0:
                await self._half(send)
                return
        if path in self.gone:
            await self._whole(send, 503, b"gone")
        elif path in self.spoilt:
            await self._whole(send, 200, self.spoilt[path])
        else:
            await self._site(scope, receive, send)

    async def _whole(self, send: Any, status: int, body: bytes) -> None:
        headers = [(b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _half(self, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})
        await send({"type": "http.response.body", "body": b"half of it", "more_body": True})
        raise ConnectionResetError("the host dies here")


@contextmanager
def hosted(folder: Path, site: Site) -> Iterator[Host]:
    """A host of ``site``, stopped at the end."""
    write_site(site, folder)
    host = Host(folder)
    try:
        yield host
    finally:
        host.close()


class Visitor:
    """Somebody with one page of the site open."""

    def __init__(self, context: BrowserContext, host: Host) -> None:
        self.context = context
        self.host = host
        self.page: Page = context.new_page()
        self.heard = Overheard(self.page)

    def open(self, path: str) -> Visitor:
        """Type an address."""
        self.page.goto(self.host.address + path)
        return self

    def settled(self) -> Visitor:
        """Wait until a service worker answers for this page and has every file."""
        self.page.evaluate("() => navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready)")
        until = time.monotonic() + _LONGEST_START
        while not self.told("version").get("complete"):
            assert time.monotonic() < until, f"not complete; asked: {self.host.asked[-5:]}"
            self.page.wait_for_timeout(50)
        return self

    def told(self, what: str, of: str = "active") -> dict[str, Any]:
        """What the service worker in use, or the one that waits, answers to a message; nothing when there is none."""
        found: dict[str, Any] = self.page.evaluate(TELL, [what, of])
        return found

    def updated(self) -> str:
        """Look for a new version on the host, and say what came of it: ``waiting``, ``failed`` or ``none``."""
        found: str = self.page.evaluate(_UPDATE)
        return found

    def heading(self, words: str) -> None:
        """Wait until this is the heading that stands on the screen."""
        expect(self.page.locator("h1:visible").first).to_have_text(words, use_inner_text=True)

    def version(self) -> str:
        """The version of the page that is shown."""
        return str(self.page.locator("meta[name=steady-version]").get_attribute("content"))

    def kept(self) -> list[str]:
        """The names of the caches on the device that hold files of the site."""
        names: list[str] = self.page.evaluate("() => caches.keys()")
        return sorted(name for name in names if not name.startswith("steadyback-memory"))

    def spoil(self, *paths: str) -> None:
        """Damage kept files: what is there under these paths becomes other bytes."""
        self.page.evaluate(_SPOIL, list(paths))


TELL = """async ([what, of]) => {
  const found = await navigator.serviceWorker.getRegistration();
  if (!found || !found[of]) return {};
  const line = new MessageChannel();
  const reply = new Promise(done => { line.port1.onmessage = event => done(event.data); setTimeout(done, 4000, {}); });
  found[of].postMessage({ what }, [line.port2]);
  return reply;
}"""
_UPDATE = """async () => {
  const found = await navigator.serviceWorker.getRegistration();
  const seen = new Promise(done => found.addEventListener("updatefound", () => done(found.installing), { once: true }));
  await found.update().catch(() => null);
  const coming = await Promise.race([seen, new Promise(done => setTimeout(done, 500, null))]);
  if (!coming) return found.waiting ? "waiting" : "none";
  while (coming.state === "installing") await new Promise(done => { coming.onstatechange = done; setTimeout(done, 100); });
  return coming.state === "redundant" ? "failed" : "waiting";
}"""
_SPOIL = """async (paths) => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const path of paths) if (await cache.match(path)) await cache.put(path, new Response("something else"));
  }
}"""
