"""Everything that can be reached by links from the first page: for the table of what stands where, and for tests."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.web.exchange import Reply, Request
from steadyback.web.handle import handle

_LINK = re.compile(r'<a [^>]*?href="(/[^"#]*)')


def reach(
    state: State, rules: Rules, now: datetime, *, starts: Iterable[str] = ("/",), leave_out: Iterable[str] = ()
) -> dict[str, Reply]:
    """The reply for every address that links lead to from ``starts``, those that fail included.

    ``leave_out``: paths (without their query) that are not opened.
    """
    waiting, shut = list(starts), frozenset(leave_out)
    found: dict[str, Reply] = {}
    while waiting:
        address = waiting.pop()
        parts = urlsplit(address)
        if address in found or parts.path in shut or parts.path.startswith("/static/"):
            continue
        reply = handle(Request("GET", parts.path, parse_qs(parts.query)), state, rules, _stamps(now), now)
        found[address] = reply
        if reply.kind.startswith("text/html"):
            waiting += [html.unescape(link) for link in _LINK.findall(reply.body)]
    return found


def _stamps(now: datetime) -> Iterator[Stamp]:
    """Stamps that are the same each time: a page that is only looked at keeps nothing."""
    for number in itertools.count():
        yield Stamp(f"00000000-0000-7000-8000-{number:012x}", now.isoformat(), "reach")
