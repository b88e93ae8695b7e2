"""A diary at a desk: pages asked for and forms sent, with no server and no browser, at a clock that can be set."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from steadyback.care.stamp import Stamp
from steadyback.journal.entry import Entry
from steadyback.web.exchange import Reply, Request
from steadyback.web.handle import handle
from tests.scenarios.telling import Her


class Desk(Her):
    """One woman who asks for pages. What a page keeps goes into her diary, as the shells do it."""

    def asks(self, path: str, **query: str) -> Reply:
        """A page."""
        given = {name: [value] for name, value in query.items()}
        return self._keeps(Request("GET", path, given))

    def sends(self, path: str, told: dict[str, str] | None = None, **more: str) -> Reply:
        """A form."""
        given = {name: [value] for name, value in {**(told or {}), **more}.items()}
        return self._keeps(Request("POST", path, {}, given))

    def _keeps(self, request: Request) -> Reply:
        self.now = self._stamp_now()
        number = len(self.entries) + 1

        def stamps() -> Any:
            count = 0
            while True:
                count += 1
                yield Stamp(f"00000000-0000-7000-8000-{number + count:08x}{count:04x}", self.now.isoformat(), "desk")

        reply = handle(request, self.state, self.rules, stamps(), self.now)
        self.entries += reply.entries
        return reply

    def _stamp_now(self) -> Any:
        self._stamp()
        return self.now

    def follows(self, reply: Reply) -> Reply:
        """The page that a form leads to."""
        assert reply.see is not None, words(reply)
        path, _, query = reply.see.partition("?")
        return self.asks(path, **dict(part.split("=", 1) for part in query.split("&") if part))

    def newest(self) -> Entry:
        """The entry that was kept last."""
        return self.entries[-1]

    def bodies(self, kind: str) -> list[dict[str, Any]]:
        """What stands in her diary of one kind."""
        return [dict(one.body) for one in self.state.diary.of(kind)]


def words(reply: Reply) -> str:
    """What can be read on a page, in one line."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", reply.body.partition("<main")[2], flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def fields(reply: Reply) -> dict[str, str]:
    """The hidden fields of a page, by name; of several the first."""
    found: dict[str, str] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', reply.body):
        found.setdefault(name, unescape(value))
    return found


def offered(reply: Reply, name: str) -> dict[str, str]:
    """The choices of a form under one name: value, words."""
    found = re.findall(rf'<input type="radio" name="{name}" value="([^"]*)"[^>]*><span[^>]*>(.*?)</span>', reply.body)
    return {value: unescape(re.sub(r"<[^>]+>", "", text)) for value, text in found if value}
