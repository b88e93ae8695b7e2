"""The store of the browser shell, in a real browser: a page that holds nothing else, and a Store that drives it.

The page is served from this machine, as the store wants a secure context. Every call goes the way it goes in the
product: Python's side of it (browser/household.py), the bridge of text, and store.js.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Coroutine, Generator, Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import BrowserContext, Page

import steadyback.browser
from steadyback.browser import household
from steadyback.browser.household import Household
from steadyback.journal.entry import Entry
from steadyback.journal.merge import MergeVerdict

SCRIPTS = Path(steadyback.browser.__file__).parent / "static"
#: In the order in which they must be loaded.
LOADED = ("keys.js", "rows.js", "diary.js", "store.js", "locks.js", "deeds.js")
_T = TypeVar("_T")

#: Everything in every database, as text: strings, numbers, and bytes as three kinds of text at once.
DUMP = """async () => {
  const out = [];
  const say = (value) => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer || value);
      for (const kind of ['latin1', 'utf-8', 'utf-16le']) {
        out.push(new TextDecoder(kind).decode(bytes), new TextDecoder(kind).decode(bytes.subarray(1)));
      }
    } else if (value instanceof CryptoKey) {
      out.push(`key ${value.algorithm.name} extractable=${value.extractable} ${value.usages}`);
    } else if (value && typeof value === 'object') {
      for (const name of Object.keys(value)) { out.push(name); say(value[name]); }
    } else out.push(String(value));
  };
  for (const { name } of await indexedDB.databases()) {
    out.push(name);
    const db = await new Promise((done, fail) => {
      const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result); asked.onerror = fail;
    });
    for (const table of db.objectStoreNames) {
      const store = db.transaction(table).objectStore(table);
      for (const what of ['getAllKeys', 'getAll']) {
        const found = await new Promise((done) => { const a = store[what](); a.onsuccess = () => done(a.result); });
        out.push(`${table} ${what} ${found.length}`);
        say(found);
      }
    }
    db.close();
  }
  for (const name of await caches.keys()) out.push(name);
  out.push(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie);
  return out.join('\\n');
}"""


class Site:
    """One page with the store's scripts, served on this machine until it is closed."""

    def __init__(self) -> None:
        tags = "".join(f'<script src="/{name}"></script>' for name in LOADED)
        pages = {f"/{name}": ("text/javascript", (SCRIPTS / name).read_bytes()) for name in LOADED}
        pages["/"] = ("text/html", f"<!doctype html><title>store</title>{tags}".encode())

        class Hand(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                kind, body = pages.get(self.path, ("text/plain", b""))
                self.send_response(200)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the library
                """Nothing: it would only clutter what the tests print."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Hand)
        self.address = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()


class _Now:
    """What is known already, to be awaited."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __await__(self) -> Generator[None, None, str]:
        yield from ()
        return self.text


def now(work: Coroutine[Any, Any, _T]) -> _T:
    """What a coroutine gives that waits for nothing."""
    try:
        work.send(None)
    except StopIteration as ended:
        return ended.value
    raise AssertionError("it waits for something that does not come from the page")


class Window:
    """A window on the page, with the store open in it."""

    def __init__(self, page: Page, address: str, before: str = "") -> None:
        self.page = page
        if before:
            page.add_init_script(before)
        page.goto(address)
        self.opened()
        self.household = Household(self.bridge)

    def opened(self) -> str:
        """Open the store (anew); the name of what is wrong, or nothing."""
        return str(
            self.page.evaluate("""async () => {
              try { window.store = await steadyStore.open(); window.why = null; } catch (why) { window.store = null; window.why = why; }
              window.bridge = steadyStore.bridge(store, why);
              return why ? why.name : '';
            }""")
        )

    def bridge(self, name: str, given: str) -> _Now:
        """What the worker's bridge does."""
        return _Now(self.page.evaluate("([name, given]) => bridge(name, given)", [name, given]))

    def ask(self, name: str, *given: object) -> Any:
        """What a function of the store gives; StoreError when it fails."""
        return now(household.ask(self.bridge, name, *given))

    def does(self, script: str, argument: object = None) -> Any:
        """What a script gives that may use ``store``; ``Name: sentence`` when it fails."""
        wrapped = f"async (given) => {{ try {{ {script} }} catch (why) {{ return why.name + ': ' + why.message; }} }}"
        return self.page.evaluate(wrapped, argument)

    def dump(self) -> str:
        """Everything that lies in every database, as text."""
        return str(self.page.evaluate(DUMP))

    def begin(self, script: str, argument: object = None) -> None:
        """Start something and do not wait for it; `finished` gives what came of it."""
        start = f"(given) => {{ window.under_way = (async () => {{ {script} }})(); window.under_way.catch(() => 0); return 0; }}"
        self.page.evaluate(start, argument)

    def finished(self) -> Any:
        """What came of what was begun."""
        return self.does("return await window.under_way;")


class IndexedStore:
    """The journal of one window, as every other store is asked."""

    def __init__(self, window: Window) -> None:
        self.window = window

    def append(self, told: Iterable[Entry]) -> list[MergeVerdict]:
        return now(household.append(self.window.bridge, list(told)))

    def all(self, after: int = 0) -> Iterator[Entry]:
        return iter(now(household.entries(self.window.bridge, after)))

    def apart(self) -> Iterator[Entry]:
        return iter(now(household.apart(self.window.bridge)))

    def count(self) -> int:
        return int(self.window.ask("count"))

    def close(self) -> None:
        if not self.window.page.is_closed():
            self.window.ask("close")


def erased(context: BrowserContext, site: Site) -> Window:
    """A window of a profile in which nothing is kept any more."""
    for page in context.pages[1:]:
        page.close()
    page = context.pages[0] if context.pages else context.new_page()
    window = Window(page, site.address)
    window.ask("erase", True)
    return window


def texts_of(entries: Iterable[Entry]) -> list[str]:
    """Entries as a page hands them to the store: JSON, its keys in any order."""
    return [json.dumps(entry._asdict()) for entry in entries]
