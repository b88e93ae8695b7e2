"""The pages of the companion, person by person: what every test of looks and shape walks through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple

from steadyback.cli.amina import diary_of_amina
from steadyback.journal.entry import Entry, as_json
from tests.support.server import Companion


class Stop(NamedTuple):
    """One page of a tour: the name of its picture, where it is, and what it shows."""

    name: str
    path: str
    says: str


#: Every page of the companion, for somebody with a diary.
EVERY_PAGE = (
    Stop("today", "/today", "Today"),
    Stop("move", "/move?id=ex-tilt", "A move, before it starts"),
    Stop("move-held", "/move?id=ex-birddog", "A move that is held, and why"),
    Stop("diary", "/diary", "The diary"),
    Stop("diary-spasm", "/diary/spasm", "A spasm in three taps"),
    Stop("diary-day", "/diary/day", "How was today?"),
    Stop("diary-tried", "/diary/tried", "What helped"),
    Stop("diary-medicines", "/diary/medicines", "Medicines, counted against her own plan"),
    Stop("diary-triggers", "/diary/triggers", "Her own triggers"),
    Stop("diary-calendar", "/diary/calendar", "Whole months"),
    Stop("diary-trends", "/diary/trends", "Trends, as counts"),
    Stop("diary-patterns", "/diary/patterns", "Patterns: what goes with a spasm, and what does not"),
    Stop("diary-settles", "/diary/settles", "What settles it, and days by lot"),
    Stop("learn", "/learn", "Learn"),
    Stop("learn-search", "/learn/search?q=pillow", "Looking something up"),
    Stop("learn-danger", "/learn/search?q=bleeding", "Looking up a danger word: the check comes first"),
    Stop("learn-item", "/learn/item?id=trg-long-sitting", "One item with its sources"),
    Stop("learn-source", "/learn/source?id=seed-spasms", "One source"),
    Stop("me", "/me", "Me"),
    Stop("me-stage", "/me/stage", "Where you are"),
    Stop("me-conditions", "/me/conditions", "Conditions that matter to the moves"),
    Stop("me-limits", "/me/limits", "What limits you"),
    Stop("me-history", "/me/history", "Her history"),
    Stop("me-clearance", "/me/clearance", "A clinician's yes"),
    Stop("me-numbers", "/me/numbers", "Who to call"),
    Stop("me-plan", "/me/plan", "The plan from her chart"),
    Stop("me-wishes", "/me/wishes", "Wishes"),
    Stop("me-look", "/me/look", "A figure that looks like her"),
    Stop("me-reminders", "/me/reminders", "Reminders"),
    Stop("me-loss", "/me/loss", "No longer pregnant"),
    Stop("me-needs", "/me/needs", "What needs a person"),
    Stop("keep", "/keep", "Take everything out, and back in"),
    Stop("keep-import", "/keep/import", "Bring a copy in"),
    Stop("keep-erase", "/keep/erase", "Erase everything"),
    Stop("lock", "/lock", "Lock the diary"),
    Stop("people", "/people", "Somebody else on this device"),
    Stop("catalogue", "/catalogue", "Every component"),
)
_MAIN = ("today", "diary", "learn", "me")
MAIN_PAGES = tuple(stop for stop in EVERY_PAGE if stop.name in _MAIN)
#: Who walks: how she stands, and the pages that look different for her.
TOURS: dict[str, tuple[Stop, ...]] = {
    "pregnant": EVERY_PAGE,
    "after-birth": (*MAIN_PAGES, *(stop for stop in EVERY_PAGE if stop.name in ("move", "me-stage", "diary-trends"))),
    "after-a-loss": (*MAIN_PAGES, *(stop for stop in EVERY_PAGE if stop.name in ("me-stage", "me-loss"))),
    "paused": MAIN_PAGES[:1],
    "new": MAIN_PAGES,
}


def picture_of(who: str, stop: Stop) -> str:
    """The name of the picture of a page: the person stands before it, but for the first tour."""
    return stop.name if who == "pregnant" else f"{who}-{stop.name}"


@cache
def entries_of(who: str) -> tuple[Entry, ...]:
    """Everything that she told before the tour, up to today."""
    today = datetime.now(UTC).date()
    if who == "new":
        return ()
    if who == "after-birth":
        return tuple(diary_of_amina(today, weeks=0, after_birth=4, birth="caesarean"))
    entries = diary_of_amina(today, weeks=15 if who == "after-a-loss" else 31, after_birth=None, birth="vaginal")
    last = entries[-1]
    if who == "after-a-loss":
        entries.append(last._replace(id=f"00000000{last.id[8:]}", kind="loss", body={"on": last.at[:10]}))
    if who == "paused":
        answers = {"sgn-fever": "yes"}
        body = {"answers": answers, "shown": ["sgn-fever"], "knowledge_version": "made-up", "about": "spasm"}
        entries.append(last._replace(id=f"00000000{last.id[8:]}", kind="check", body=body))
    return tuple(entries)


def settle_in(companion: Companion, who: str) -> None:
    """Give the companion her diary."""
    told = [as_json(entry) for entry in entries_of(who)]
    for start in range(0, len(told), 400):
        reply = companion.send(told[start : start + 400])
        assert reply.status == 200, reply.text


def stops(who: str) -> Iterator[tuple[str, str]]:
    """The name and the address of each page of a tour."""
    for stop in TOURS[who]:
        yield picture_of(who, stop), stop.path
