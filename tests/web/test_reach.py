"""Every link leads somewhere, and every page is light, at every stage, without a browser."""

from __future__ import annotations

import gzip
import re
from datetime import datetime
from functools import cache

import pytest

from steadyback.care.state import State
from steadyback.cli.content_coverage import DAY, ONE_BY_ONE, OPENS_EVERYTHING, people, people_in_words
from steadyback.cli.reach import reach
from steadyback.web.assets import asset
from steadyback.web.exchange import Reply
from tests.scenarios.telling import the_rules

NOW = datetime.fromisoformat(f"{DAY}T12:00:00+00:00")
#: What a page may weigh at first load, compressed, with all that it needs (issue 3).
MOST_BYTES = 150_000
WHO = people_in_words()
_NEEDED = re.compile(r'(?:href|src)="/static/([^"]+)"')
_FONTS = ("fonts/atkinson-hyperlegible-latin-400-normal.woff2", "fonts/atkinson-hyperlegible-latin-700-normal.woff2")


@cache
def everybody() -> dict[str, State]:
    return {told.who: told.state for told in people(the_rules())}


@cache
def reached(who: str) -> dict[str, Reply]:
    return reach(everybody()[who], the_rules(), NOW, leave_out=() if who in OPENS_EVERYTHING else ONE_BY_ONE)


@pytest.mark.parametrize("who", WHO)
def test_every_link_leads_to_a_page(who: str) -> None:
    broken = {address: reply.status for address, reply in reached(who).items() if reply.status != 200 and not reply.see}
    assert not broken
    assert {"/today", "/diary", "/learn", "/me", "/now", "/call"} <= {
        address.partition("?")[0] for address in reached(who)
    }


@pytest.mark.parametrize("who", WHO)
def test_every_place_on_a_page_that_is_linked_to_is_there(who: str) -> None:
    for address, reply in reached(who).items():
        if not reply.kind.startswith("text/html"):
            continue
        for link, place in re.findall(r'<a [^>]*?href="([^"#]*)#([^"]+)"', reply.body):
            target = reached(who).get(link or address)
            if target is not None and target.status == 200:
                assert f'id="{place}"' in target.body, f"{address} points to {link}#{place}"


@pytest.mark.parametrize("who", WHO)
def test_no_page_is_heavy(who: str) -> None:
    for address, reply in reached(who).items():
        needed = [asset(name) for name in {*_NEEDED.findall(reply.body), *_FONTS}]
        bodies = [gzip.compress(one.body, 4) if one.kind.startswith("text") else one.body for one in needed if one]
        weight = len(gzip.compress(reply.body.encode(), 4)) + sum(map(len, bodies))
        assert weight <= MOST_BYTES, f"{address}: {weight:,} bytes"
