"""One engine, identical answers: the Python in a real browser gives the bytes that the Python here gives.

The browser's Python is the one that her phone starts, with the archive as it is packed. It is handed entries, a clock and
addresses, and answers with digests; the same is worked out here.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser

from steadyback.care.stamp import Stamp
from steadyback.care.state import state_of
from steadyback.cli.amina import diary_of_amina
from steadyback.cli.content_coverage import DAY, ONE_BY_ONE, diaries, people_in_words
from steadyback.cli.reach import reach
from steadyback.engine.quick import assess_quickly
from steadyback.journal.entry import Entry, EntryError, checked, entry_text
from steadyback.proof.cases import Maker
from steadyback.vocabulary.timing import Timing
from steadyback.web.exchange import Request
from steadyback.web.handle import handle, pages_without_a_choice
from tests.scenarios.telling import the_rules
from tests.support.browser import new_context
from tests.support.phone import Phone, whole_site
from tests.support.site import hosted
from tests.unit.journal.made_entries import BODIES, an_id

NOW = datetime.fromisoformat(f"{DAY}T12:00:00+00:00")
#: A hundred thousand with ``./steady flight``, and then every page of everybody; else a third of each one's, by turns.
CASES = int(os.environ.get("STEADYBACK_CASES", "20000"))
_PART = 3 if CASES < 100_000 else 1
_AT_ONCE = 5_000
_WHO = people_in_words()
_MADE_UP = 8
#: What the browser's Python is taught before it is asked: the same questions as are asked here.
_TAUGHT = """
import hashlib, itertools, json
from datetime import datetime
from urllib.parse import parse_qs, urlsplit
from steadyback.care.stamp import Stamp
from steadyback.care.state import state_of
from steadyback.engine.quick import assess_quickly
from steadyback.journal.entry import read_entry
from steadyback.vocabulary.timing import BirthMode, Stage, Timing
from steadyback.web.exchange import Request
from steadyback.web.handle import handle

def stamps(at):
    for number in itertools.count():
        yield Stamp(f"00000000-0000-7000-8000-{number:012x}", at, "reach")

def digests(told):
    now = datetime.fromisoformat(told["at"])
    state = state_of([read_entry(json.loads(one)) for one in told["entries"]], rules, now)
    found = {}
    for address in told["addresses"]:
        parts = urlsplit(address)
        reply = handle(Request("GET", parts.path, parse_qs(parts.query)), state, rules, stamps(told["at"]), now)
        found[address] = hashlib.sha256(f"{reply.status} {reply.see} {reply.kind} {reply.body}".encode()).hexdigest()
    return json.dumps(found)

def judged(told):
    found = []
    for answers, stage, first, last, birth, loss in told:
        timing = Timing(Stage(stage), first, last, BirthMode(birth), loss)
        found.append(json.dumps(assess_quickly(rules.fast, answers, timing), sort_keys=True))
    return json.dumps([hashlib.sha256(one.encode()).hexdigest()[:16] for one in found])
"""


@pytest.fixture(scope="module")
def phone(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    with hosted(tmp_path_factory.mktemp("site") / "site", whole_site()) as host:
        context = new_context(browser)
        Phone(context, host.address).open("/today").until_python().page.close()
        found = Phone(context, host.address).open("/today").until_python()  # from the picture, as on most days
        found.python(_TAUGHT)
        yield found
        context.close()


def asked(phone: Phone, function: str, told: object) -> Any:
    return json.loads(phone.python(f"{function}(json.loads({json.dumps(json.dumps(told))}))"))


def stamps(at: str) -> Iterator[Stamp]:
    for number in count():
        yield Stamp(f"00000000-0000-7000-8000-{number:012x}", at, "reach")


def digests(entries: list[Entry], now: datetime, addresses: list[str]) -> dict[str, str]:
    state, found = state_of(entries, the_rules(), now), {}
    for address in addresses:
        parts = urlsplit(address)
        request = Request("GET", parts.path, parse_qs(parts.query))
        reply = handle(request, state, the_rules(), stamps(now.isoformat()), now)
        found[address] = hashlib.sha256(f"{reply.status} {reply.see} {reply.kind} {reply.body}".encode()).hexdigest()
    return found


def differing(phone: Phone, entries: list[Entry], now: datetime, addresses: list[str]) -> list[str]:
    """The addresses whose page is not the same bytes in the browser."""
    told = {"at": now.isoformat(), "entries": [entry_text(one) for one in entries], "addresses": addresses}
    there, here = asked(phone, "digests", told), digests(entries, now, addresses)
    assert len(there) == len(here) > 20
    return [address for address in here if here[address] != there[address]]


@pytest.mark.parametrize("who", _WHO)
def test_every_page_is_the_same_bytes(phone: Phone, who: str) -> None:
    entries = diaries()[_WHO.index(who)]
    starts = ["/", *pages_without_a_choice(), "/move?id=ex-tilt", "/me/stage?part=birth"]
    reached = reach(state_of(entries, the_rules(), NOW), the_rules(), NOW, starts=starts, leave_out=ONE_BY_ONE)
    assert differing(phone, entries, NOW, sorted(reached)[_WHO.index(who) % _PART :: _PART]) == []


def made_up(seed: int) -> tuple[list[Entry], datetime]:
    """A diary that nobody planned: some of Amina's, and one of every kind at any time, in any order."""
    rng = random.Random(f"diary {seed}")
    weeks = rng.randint(4, 42)
    entries = diary_of_amina(DAY, weeks=weeks, after_birth=rng.choice([None, rng.randint(0, 40)]), birth="caesarean")
    entries = rng.sample(entries, rng.randint(0, len(entries)))
    for number, kind in enumerate(rng.sample(sorted(BODIES), rng.randint(3, len(BODIES)))):
        at = NOW + timedelta(minutes=rng.randint(-60 * 24 * 40, 60 * 12))
        one = Entry(an_id(number + 1), kind, at.isoformat(timespec="milliseconds"), "phone", BODIES[kind])
        with suppress(EntryError):  # a day that was still to come then
            entries.append(checked(one))
    rng.shuffle(entries)
    return entries, NOW + timedelta(minutes=rng.randint(-600, 600))


@pytest.mark.parametrize("seed", range(_MADE_UP))
def test_the_pages_of_made_up_diaries_are_the_same_bytes(phone: Phone, seed: int) -> None:
    entries, now = made_up(seed)
    assert differing(phone, entries, now, ["/", *pages_without_a_choice(), "/move?id=ex-tilt"]) == []


def test_triage_is_the_same(phone: Phone) -> None:
    rules, different, tried = the_rules(), [], 0
    batch: list[tuple[dict[str, object], Timing]] = []
    for case in Maker(rules.rulebook).cases(4, CASES):
        batch.append((case.answers, case.timing))
        if len(batch) == _AT_ONCE:
            told = [
                [answers, one.stage.value, one.first_day, one.last_day, one.birth.value, one.is_loss]
                for answers, one in batch
            ]
            for (answers, one), there in zip(batch, asked(phone, "judged", told), strict=True):
                found = json.dumps(assess_quickly(rules.fast, answers, one), sort_keys=True)
                if hashlib.sha256(found.encode()).hexdigest()[:16] != there:
                    different.append((answers, one))
            tried += len(batch)
            batch = []
    assert tried == CASES
    assert different == []


def test_a_difference_would_be_seen(phone: Phone) -> None:
    entries = diaries()[3]
    assert differing(phone, entries, NOW, ["/", *pages_without_a_choice()]) == []
    told = {"at": NOW.isoformat(), "entries": [entry_text(one) for one in entries[:50]], "addresses": ["/diary"]}
    assert asked(phone, "digests", told) != digests(entries, NOW, ["/diary"])
