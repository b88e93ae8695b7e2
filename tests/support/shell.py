"""The browser shell before a real companion: every page carries the shell, which asks the local server for the next.

A small server of our own stands before the companion. It hands on what it is asked, puts the shell's files into the
head of each document as the static site does, and answers the shell's questions in the shape of the worker's replies.
"""

from __future__ import annotations

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page

from steadyback.browser.site import BUNDLES
from steadyback.web.assets import asset
from tests.support.server import Companion, Heard
from tests.support.walk import Walk

VERSION = "test"
_OWN = f"/v/{VERSION}/"
SCRIPTS = ("transport.js", "shell_first.js")
_CHARSET = '<meta charset="utf-8">'
_HEAD = f'{_CHARSET}<meta name="steady-version" content="{VERSION}">' + (
    "".join(f'<script src="{_OWN}{name}" defer></script>' for name in SCRIPTS)
)
#: The address is there, and nothing is on its way.
_AT = """path => location.pathname + location.search + location.hash === path
  && !steadyTransport.open && !steadyTransport.showing && !document.querySelector('[aria-busy]') && document.activeElement !== document.body"""
#: What stands in for the worker and for the store. ``slow`` (ms), ``broken`` and ``starting`` are a test's to set.
_TRANSPORT = """(function () {
  "use strict";
  const T = window.steadyTransport = { asked: [], answered: 0, open: 0, showing: 0, slow: 0, broken: false, starting: Boolean(window.testStarting) };
  const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  let ready = null;
  const up = T.starting ? new Promise((done) => { ready = done; }) : Promise.resolve();
  T.wake = () => { T.starting = false; ready(); T.said({ said: "ready" }); };
  T.fail = (why) => { T.said({ said: "failed", why }); };
  const counted = (show) => async (...how) => { T.showing += 1; try { return await show(...how); } finally { T.showing -= 1; } };
  T.ask = async (request) => {
    await up;
    T.open += 1;
    try { return await answered(request); } finally { T.open -= 1; }
  };
  const answered = async (request) => {
    if (!T.asked.length) steadyParts.show = counted(steadyParts.show);
    T.asked.push(request.method + " " + request.path + (request.query ? "?" + request.query : ""));
    if (T.slow) await new Promise((done) => setTimeout(done, T.slow));
    if (T.broken) throw new Error("broken for a test");
    const told = { ...request, files: {} };
    for (const [name, file] of Object.entries(request.files || {})) told.files[name] = { name: file.name, bytes: base64(file.bytes) };
    const reply = await (await fetch("/v/test/ask", { method: "POST", body: JSON.stringify(told) })).json();
    T.answered += 1;
    return reply;
  };
  const notes = {}, S = window.testStore = { pages: {}, refuses: window.testRefuses || null, persisted: true, asks: 0 };
  const may = () => { if (S.refuses) throw Object.assign(new Error("refused for a test"), { name: S.refuses }); };
  window.steadyStore = { open: async () => { may(); return {
    append: async (texts) => {
      may();
      const reply = await fetch("/entries", { method: "POST", headers: { "Content-Type": "application/json" }, body: "[" + texts.join() + "]" });
      if (!reply.ok) throw new Error("not kept: " + reply.status);
      new BroadcastChannel("steadyback").postMessage({ what: "kept" });
      return texts.map(() => "new");
    },
    page: async (path) => S.pages[path] || null, outside: async () => ({}),
    note: async (name) => notes[name] || null, keepNote: async (name, value) => { notes[name] = value; },
    howKept: async () => ({ persisted: S.persisted }), askToKeep: async () => { S.asks += 1; return S.persisted; },
  }; } };
})();
"""


class Shelled:
    """A companion behind the shell. Everything but ``address`` and ``close`` is the companion's own."""

    def __init__(self, companion: Companion) -> None:
        self.companion = companion
        handler = type("Handler", (_Handler,), {"companion": companion})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def address(self) -> str:
        """Where pages with the shell in them are."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def __getattr__(self, name: str) -> Any:
        return getattr(self.companion, name)

    def close(self) -> None:
        """Stop standing before the companion, which goes on."""
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    companion: Companion
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """A document, with the shell in its head; a file; or one of the shell's own files."""
        if self.path.startswith(_OWN):
            self._own(self.path.removeprefix(_OWN))
        elif self.path.startswith("/static/"):
            found = asset(self.path.removeprefix("/static/"))
            assert found is not None, self.path
            self._send(200, {"content-type": found.kind, "cache-control": "max-age=3600"}, found.body)
        else:
            self._hand_on(self.companion.ask("GET", self.path, None, {}))

    def do_POST(self) -> None:
        """A question of the shell's, or what is sent without it."""
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.path == _OWN + "ask":
            answer = json.dumps(_answer(self.companion, json.loads(body))).encode()
            self._send(200, {"content-type": "application/json"}, answer)
            return
        kind = {"Content-Type": self.headers.get("content-type") or ""}
        self._hand_on(self.companion.ask("POST", self.path, body, kind))

    def _own(self, name: str) -> None:
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        body = _TRANSPORT.encode() if name == "transport.js" else _shell_file(name)
        self._send(200, {"content-type": f"{kind}; charset=utf-8", "cache-control": "max-age=3600"}, body)

    def _hand_on(self, heard: Heard) -> None:
        body = heard.body
        if heard.headers.get("content-type", "").startswith("text/html"):
            body = heard.text.replace(_CHARSET, _HEAD).encode()
        self._send(heard.status, heard.headers, body)

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if name not in ("content-length", "transfer-encoding", "date", "server", "connection"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing: a test's output is its own."""


def _shell_file(name: str) -> bytes:
    folder = files("steadyback.browser").joinpath("static")
    return b"\n".join(folder.joinpath(one).read_bytes() for one in BUNDLES.get(name, (name,)))


def _answer(companion: Companion, asked: dict[str, Any]) -> dict[str, Any]:
    """The companion's reply to a request of the shell, in the shape that the worker gives."""
    path = asked["path"] + (f"?{asked['query']}" if asked["query"] else "")
    body: bytes | None = None
    headers: dict[str, str] = {}
    if asked["method"] == "POST":
        body, headers = _form(asked["form"], asked["files"])
    heard = companion.ask(asked["method"], path, body, headers)
    _, _, named = heard.headers.get("content-disposition", "").partition('filename="')
    return {
        "status": heard.status,
        "body": heard.text,
        "kind": heard.headers.get("content-type", ""),
        "see": heard.headers.get("location"),
        "saveAs": named.rstrip('"'),
    }


def _form(pairs: list[list[str]], sent: dict[str, dict[str, str]]) -> tuple[bytes, dict[str, str]]:
    """A form as a browser sends it: plain, or in parts when a file comes along."""
    if not sent:
        return urlencode([(name, value) for name, value in pairs]).encode(), {
            "Content-Type": "application/x-www-form-urlencoded"
        }
    parts = [
        f'--part\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in pairs
    ]
    for name, file in sent.items():
        head = f'--part\r\nContent-Disposition: form-data; name="{name}"; filename="{file["name"]}"\r\n\r\n'
        parts.append(head.encode() + base64.b64decode(file["bytes"]) + b"\r\n")
    return b"".join(parts) + b"--part--\r\n", {"Content-Type": "multipart/form-data; boundary=part"}


class ShellWalk(Walk):
    """One person with one document open, in which the shell shows page after page."""

    def __init__(self, page: Page, companion: Shelled) -> None:
        super().__init__(page, companion)  # type: ignore[arg-type] # it stands before one, and does all that one does

    def begin(self, path: str) -> ShellWalk:
        """Load a document, and wait until the line is up and the page was looked at anew."""
        self.open(path)
        self.page.wait_for_function(
            "() => window.steadyTransport && steadyTransport.answered && !steadyTransport.showing"
        )
        self.page.evaluate("window.isTheFirst = true")
        return self

    def tab(self, name: str) -> Locator:
        """A link of the bar at the foot of the page."""
        return self.page.locator(".tabs").get_by_role("link", name=name, exact=True)

    def is_the_first(self) -> bool:
        """Whether it is still the document that was loaded at the beginning."""
        return bool(self.page.evaluate("window.isTheFirst === true"))

    def at(self, path: str) -> None:
        """Wait until the page at ``path`` is shown, and nothing is on its way."""
        self.page.wait_for_function(_AT, arg=path)

    @property
    def asked(self) -> list[str]:
        """What was asked of Python so far, in order."""
        found: list[str] = self.page.evaluate("steadyTransport.asked")
        return found

    def transport(self, **how: object) -> None:
        """Make the line slow (ms) or broken."""
        self.page.evaluate("how => Object.assign(steadyTransport, how)", how)

    def focus(self) -> str:
        """The words of what has the focus."""
        found: str = self.page.evaluate(
            "(document.activeElement.innerText || document.activeElement.name || '').trim()"
        )
        return found

    def told(self) -> str:
        """What a screen reader was told last."""
        found: str = self.page.evaluate("document.querySelector('#steady-shell p').textContent")
        return found

    def elsewhere(self, what: str) -> None:
        """Another window has done something with the store."""
        self.page.evaluate("what => new BroadcastChannel('steadyback').postMessage({ what })", what)
