"""A real companion: the process that `steadyback serve` starts, on a port of its own, with a diary of its own."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from steadyback.cli.data_folder import JOURNAL
from steadyback.journal.sqlite_store import SqliteStore

#: The command that was installed beside this Python.
STEADYBACK = Path(sys.executable).with_name("steadyback")
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
_LONGEST_START = 30


class Heard(NamedTuple):
    """A reply: status, headers by lower-case name, and the body as it was sent."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8")


class Companion:
    """One running server. ``data`` is the folder of its diary."""

    def __init__(self, data: Path, environment: Mapping[str, str] | None = None, *options: str) -> None:
        self.data = data
        self.process = subprocess.Popen(
            [str(STEADYBACK), "serve", "--port", "0", "--data", str(data), *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **(environment or {})},
        )
        self._address: str | None = None

    @property
    def address(self) -> str:
        """Where it listens; waits until it does."""
        if self._address is None:
            alarm = threading.Timer(_LONGEST_START, self.process.kill)
            alarm.start()
            assert self.process.stdout is not None
            line = self.process.stdout.readline()
            alarm.cancel()
            found = _ADDRESS.search(line)
            if found is None:
                self.process.kill()
                raise AssertionError(f"the server did not start: {line!r} {self.process.communicate()[1]!r}")
            self._address = found.group()
        return self._address

    def wait(self) -> Companion:
        """Return once it answers."""
        until = time.monotonic() + _LONGEST_START
        while True:
            try:
                self.get("/hide")
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)
            else:
                return self

    def ask(self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Heard:
        """One request, exactly as given."""
        line = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        try:
            line.request(method, path, body, dict(headers or {}))
            reply = line.getresponse()
            found = {name.lower(): value for name, value in reply.getheaders()}
            return Heard(reply.status, found, reply.read())
        finally:
            line.close()

    def get(self, path: str) -> Heard:
        """A page, without following where it leads."""
        return self.ask("GET", path)

    def form(self, path: str, told: Mapping[str, str]) -> Heard:
        """A form sent the plain way."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(told).encode(), kind)

    def send(self, entries: object) -> Heard:
        """Entries sent as the page's script sends them."""
        return self.ask("POST", "/entries", json.dumps(entries).encode(), {"Content-Type": "application/json"})

    def entries(self) -> list[dict[str, Any]]:
        """Every entry in the diary, in the order of arrival, read by the store itself."""
        store = SqliteStore(self.data / JOURNAL)
        with closing(store):
            return [entry._asdict() for entry in store.all()]

    def kept(self, kind: str) -> list[dict[str, Any]]:
        """The bodies of every entry of one kind."""
        return [entry["body"] for entry in self.entries() if entry["kind"] == kind]

    def kill(self) -> None:
        """As when the power goes."""
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()

    def stop(self) -> str:
        """Stop it as Ctrl-C does, and give what it said on standard error."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.communicate(timeout=15)[1]
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.communicate()[1]


class Companions:
    """Hands out running servers, each with an empty diary. One is always warming up, so that nobody waits."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="steadyback-")
        self._count = 0
        self._all: list[Companion] = []
        self._next = self._start()

    def _start(self) -> Companion:
        self._count += 1
        made = Companion(Path(self._folder.name) / f"diary-{self._count}")
        self._all.append(made)
        return made

    def fresh(self) -> Companion:
        """A server with an empty diary."""
        found, self._next = self._next, self._start()
        return found.wait()

    def done(self, companion: Companion) -> None:
        """Stop a server that is no longer wanted."""
        companion.kill()
        self._all.remove(companion)

    def close(self) -> None:
        """Stop them all, and take their diaries away."""
        for companion in self._all:
            companion.kill()
        self._folder.cleanup()
