"""One device at one moment: what it knows, what the second books say of it, and the world that it is all lived in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from steadyback.care.her_words import Reads
from steadyback.care.routine_today import routine_today
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import Following, State, state_of
from steadyback.engine.routine import Routine
from steadyback.journal.entry import Entry
from steadyback.proof.lives.ailing import Ailments
from steadyback.proof.lives.asked_of_us import AskedOfUs
from steadyback.proof.lives.ledger import WORDS, Ledger
from steadyback.proof.lives.noted import KeptReadings, Wordings
from steadyback.proof.lives.words_told import Waiting, WordsTold


class Visited(NamedTuple):
    """What a page gave: its status, its words without mark-up, and the entries it made."""

    status: int
    words: str
    entries: tuple[Entry, ...]


#: Visits a page: method, path, form, state, rules, stamps, now. The web is handed in: proofs know no pages.
Visit = Callable[[str, str, Mapping[str, list[str]], State, Rules, Iterator[Stamp], datetime], Visited]


class World(NamedTuple):
    """What every life is lived in: the rules in use, what the facts ask of them, what can ail her, and the pages.

    ``wordings``: what may be written; ``reads``: what reads it, each text once.
    """

    rules: Rules
    asked: AskedOfUs
    ailments: Ailments
    visit: Visit
    wordings: Wordings
    reads: Reads

    def following(self) -> Following:
        """The diary of a device that knows nothing yet."""
        return Following(self.rules, self.reads)

    def state_of(self, entries: Iterable[Entry], now: datetime) -> State:
        """Where she stands at ``now`` by ``entries`` alone."""
        return state_of(entries, self.rules, now, self.reads)


def world_of(rules: Rules, visit: Visit) -> World:
    """A world with ``rules``, whose pages ``visit`` visits."""
    asked = AskedOfUs(rules.knowledge, rules.naming)
    knowledge = rules.knowledge
    return World(rules, asked, Ailments(asked, knowledge), visit, Wordings(knowledge), KeptReadings())


class Moment(NamedTuple):
    """One device at one moment. ``path``: a page.

    ``before``: the state just before the newest entry, if that is a check or holds words of hers (``is_told_anew``).

    ``waiting``: what she wrote that waits for her answer, by the second book (``words``).
    """

    world: World
    entries: Sequence[Entry]
    following: Following
    ledger: Ledger
    now: datetime
    state: State
    routine: Routine
    words: WordsTold
    waiting: tuple[Waiting, ...]
    before: State | None = None
    path: str = "/"

    @property
    def has_just_checked(self) -> bool:
        """Whether the newest entry is a check that was made here and now."""
        return self.before is not None and self.entries[-1].kind == "check"


def is_told_anew(entry: Entry) -> bool:
    """Whether the state before an entry is held against the one after it."""
    return entry.kind == "check" or (entry.kind in WORDS and bool(entry.body.get(WORDS[entry.kind])))


def moment_at(
    world: World,
    entries: Sequence[Entry],
    following: Following,
    ledger: Ledger,
    now: datetime,
    before: State | None = None,
    path: str = "/",
) -> Moment:
    """The moment ``now`` of a device that has taken ``entries`` into ``following`` and ``ledger``."""
    state = following.state(now)
    routine = routine_today(state, world.rules, now)
    words = WordsTold(ledger, world.wordings, world.asked)
    waiting = words.waiting(now)
    return Moment(world, entries, following, ledger, now, state, routine, words, waiting, before, path)


def moment_of(world: World, entries: Sequence[Entry], now: datetime, path: str = "/") -> Moment:
    """The moment that ``entries``, taken in one after another, come to."""
    following, ledger = world.following(), Ledger(world.asked)
    before = None
    for number, entry in enumerate(entries, start=1):
        if number == len(entries) and is_told_anew(entry):
            before = following.state(now)
        following.take([entry])
        ledger.add(entry)
    return moment_at(world, entries, following, ledger, now, before, path)


class Promised(NamedTuple):
    """A promise: what it says, what asks whether it is kept, and whether a moment puts it to the test at all."""

    says: str
    seen: Callable[[Moment], str | None]
    is_tried: Callable[[Moment], bool] = lambda _: True


#: The ladder is open: a rung may be started, or is under way.
OPEN = ("ready", "climbing", "staying", "resting")
