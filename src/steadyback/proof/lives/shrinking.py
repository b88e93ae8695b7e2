"""A broken promise told by its shortest story: entries are left out for as long as the promise stays broken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from steadyback.journal.entry import Entry
from steadyback.proof.lives.held import PROMISED
from steadyback.proof.lives.moment import World, moment_of

#: At most so many tries for one story; a story that is not the shortest is still true.
MOST_TRIES = 1500


class Story(NamedTuple):
    """A broken promise: the entries in the order in which they arrived, what the clock showed, and what was seen."""

    promise: str
    told: str
    now: datetime
    entries: tuple[Entry, ...]
    path: str = "/"


def seen_again(world: World, story: Story) -> str | None:
    """What is seen when a story is lived once more from its entries alone; None when the promise is kept."""
    return PROMISED[story.promise].seen(moment_of(world, story.entries, story.now, story.path))


def shortest(world: World, story: Story) -> Story:
    """The shortest story with the same promise broken: no single entry of it can be left out.

    The newest entry is kept to the last, for what just happened is often what is wrong. When the story cannot be lived
    again from its entries it is handed back whole.
    """
    tries = 0

    def still(entries: Sequence[Entry]) -> bool:
        nonlocal tries
        tries += 1
        try:
            return seen_again(world, story._replace(entries=tuple(entries))) is not None
        except (ValueError, KeyError):
            return False  # a life that cannot be lived without what was left out

    if not still(story.entries):
        return story
    entries = _without_what_can_go(list(story.entries), still, lambda: tries < MOST_TRIES)
    entries = [_fewer_answers(entries, number, still) for number in range(len(entries))]
    short = story._replace(entries=tuple(entries))
    told = seen_again(world, short)
    return short._replace(told=told) if told else story


def _without_what_can_go(
    entries: list[Entry], still: Callable[[Sequence[Entry]], bool], may_try: Callable[[], bool]
) -> list[Entry]:
    """Leave out ever smaller pieces, until no single entry can go (delta debugging)."""
    size = max(1, len(entries) // 2)
    while may_try():
        place, has_shrunk = 0, False
        while place < len(entries) and may_try():
            rest = entries[:place] + entries[place + size :]
            if still(rest):
                entries, has_shrunk = rest, True
            else:
                place += size
        if size == 1 and not has_shrunk:
            break
        size = max(1, size // 2)
    return entries


def _fewer_answers(entries: list[Entry], number: int, still: Callable[[Sequence[Entry]], bool]) -> Entry:
    """The entry without its plain noes, when the promise stays broken so; it is changed in ``entries`` as well."""
    entry = entries[number]
    answers = entry.body.get("answers")
    if not isinstance(answers, dict):
        return entry
    telling = {name: answer for name, answer in answers.items() if answer != "no"}
    body = {**entry.body, "answers": telling}
    if "shown" in body:
        body["shown"] = list(telling)
    shorter = entry._replace(body=body)
    if still([*entries[:number], shorter, *entries[number + 1 :]]):
        entries[number] = shorter
        return shorter
    return entry
