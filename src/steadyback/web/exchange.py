"""What goes in and what comes out of the web room: no framework's shapes, only our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.journal.entry import Entry
from steadyback.web.device import Deed, Device, Outcome

#: Every answer of the check, and one line more, on one form.
MOST_FIELDS = 600


class Request(NamedTuple):
    """One request. ``form`` and ``query`` hold every value given under a name; ``entries`` are parsed JSON objects.

    ``files`` are the bytes of files sent with a form, by the name of their field.
    """

    method: str
    path: str
    query: Mapping[str, list[str]] = {}
    form: Mapping[str, list[str]] = {}
    entries: tuple[object, ...] = ()
    device: Device = Device()
    files: Mapping[str, bytes] = {}

    def told(self, name: str) -> str:
        """The last value under ``name``, without white space round it; empty when there is none."""
        return (self.form.get(name) or self.query.get(name) or [""])[-1].strip()


class Reply(NamedTuple):
    """One reply, and the entries that must be safely kept before it is sent. ``see``: go there next (303).

    With ``asks`` the shell carries out a deed first, and ``then`` gives the reply to what came of it. A reply with
    ``save_as`` is a file of that name to keep, not a page to show.
    """

    body: str = ""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    entries: tuple[Entry, ...] = ()
    see: str | None = None
    asks: Deed | None = None
    then: Callable[[Outcome], Reply] | None = None
    save_as: str = ""


#: One page: a request, the state, the rules, ids and instants for new entries, and the time, to a reply.
Page = Callable[[Request, State, Rules, Iterator[Stamp], datetime], Reply]
#: Pages by method and path.
Routes = dict[tuple[str, str], Page]
