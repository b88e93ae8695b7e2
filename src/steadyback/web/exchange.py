"""What goes in and what comes out of the web room: no framework's shapes, only our own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from steadyback.journal.entry import Entry


class Request(NamedTuple):
    """One request. ``form`` and ``query`` hold every value given under a name; ``entries`` are parsed JSON objects."""

    method: str
    path: str
    query: Mapping[str, list[str]] = {}
    form: Mapping[str, list[str]] = {}
    entries: tuple[object, ...] = ()

    def told(self, name: str) -> str:
        """The last value under ``name``, without white space round it; empty when there is none."""
        return (self.form.get(name) or self.query.get(name) or [""])[-1].strip()


class Reply(NamedTuple):
    """One reply, and the entries that must be safely kept before it is sent. ``see``: go there next (303)."""

    body: str = ""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    entries: tuple[Entry, ...] = ()
    see: str | None = None
