"""Everything she told, folded into where she stands now. The state is derived, always, and never stored.

Her entries are taken in as they come (:class:`Following`); the rules of what they add up to stand in ``care/fold.py``
and ``care/dating.py``. What was folded once is folded again only when an entry comes that belongs before others, or
changes something that decides where she stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from steadyback.care.asking_again import asks_again
from steadyback.care.diary import NOTHING_TOLD, Diary, with_more
from steadyback.care.fold import FOLDED_KINDS, Fold, LastCheck
from steadyback.care.her_words import Heard, Listening, Reads
from steadyback.care.judged_anew import Anew
from steadyback.care.rules import Rules
from steadyback.care.versions import changes_of, in_order
from steadyback.engine import safety
from steadyback.engine.ladder import Ladder
from steadyback.engine.replies import Replies
from steadyback.engine.screening import Circumstances, RungOffer, offer_ladder
from steadyback.engine.triage import Assessment
from steadyback.journal.entry import Entry
from steadyback.journal.fold import Effective, effective, fold_key
from steadyback.journal.instant import day_of
from steadyback.journal.kinds import KINDS
from steadyback.vocabulary.timing import Timing

__all__ = ["Following", "LastCheck", "State", "state_of"]


class State(NamedTuple):
    """Where she stands at one moment. ``facts``: what she told about herself; ``offers``: the rungs, held or not.

    ``anew``: the checks that were made under other content and that today's rules find more urgent, in fold order.
    ``heard``: what she wrote herself and has not been answered yet, the most urgent first.
    """

    day: date
    timing: Timing
    facts: Replies
    ladder: Ladder
    offers: tuple[RungOffer, ...]
    her: Circumstances
    last_check: LastCheck | None
    check_is_due: bool
    country: str | None
    contacts: dict[str, dict[str, str]]
    spasms: tuple[Effective, ...]
    seen: tuple[Effective, ...]
    unread: tuple[str, ...]
    diary: Diary
    anew: tuple[Anew, ...] = ()
    heard: tuple[Heard, ...] = ()


class Following:
    """Her entries so far, and what they add up to, kept up to date as new ones come. ``reads``: see ``Listening``."""

    def __init__(self, rules: Rules, reads: Reads | None = None) -> None:
        self.rules = rules
        self._entries: dict[str, Entry] = {}
        self._doubled: list[Entry] = []
        self._told: list[Effective] = []
        self._fold = Fold(rules)
        self._listening = Listening(reads)
        self._diary = NOTHING_TOLD
        self._asks_again = False
        self._in_diary = 0
        #: What is not here yet, and what is told of it already: an entry may come after its change.
        self._awaited: set[str] = set()

    def take(self, entries: Iterable[Entry]) -> None:
        """Take more entries in, in any order. What was taken already changes nothing."""
        new = sorted((entry for entry in entries if self._entries.get(entry.id) != entry), key=fold_key)
        if not new:
            return
        follows = not self._told or fold_key(new[0]) > fold_key(self._told[-1].entry)
        alters = any(_alters(entry) or entry.id in self._awaited for entry in new)
        doubled = [entry for entry in new if entry.id in self._entries]
        self._doubled += doubled
        for entry in new:
            self._entries.setdefault(entry.id, entry)
        if follows and not alters and not doubled and len({entry.id for entry in new}) == len(new):
            told = [Effective(entry, entry.body) for entry in new]
            self._told += told
            self._listening.take(told)
            for one in told:
                self._fold.take(one)
        else:
            self._begin_anew(new)

    def _begin_anew(self, new: list[Entry]) -> None:
        """Fold everything again; but not what decides where she stands when only her diary has changed."""
        every = [*self._entries.values(), *self._doubled]
        self._told = list(effective(every))
        self._listening.begin_anew(self._told, changes_of(every, self._told))
        self._diary, self._in_diary, self._asks_again = NOTHING_TOLD, 0, False
        altered = {str(entry.body["entry"]) for entry in every if _alters(entry)}
        self._awaited = altered - self._entries.keys()
        if not self._doubled and all(self._is_diary_only(entry) for entry in new):
            return
        self._fold = Fold(self.rules)
        for saying in in_order(every, self._told):
            if saying.changed is None:
                self._fold.take(saying.one)
            else:
                self._fold.change(saying.one, saying.changed, day_of(saying.day_of.at))

    def _is_diary_only(self, entry: Entry) -> bool:
        """Whether neither this entry nor anything that it alters decides where she stands."""
        passed: set[str] = set()
        while _alters(entry) and entry.id not in passed:
            passed.add(entry.id)
            target = self._entries.get(str(entry.body["entry"]))
            if target is None:
                return False
            entry = target
        return not _alters(entry) and entry.kind not in FOLDED_KINDS

    def _bring_up_to_date(self) -> None:
        if self._in_diary < len(self._told):
            self._diary = with_more(self._diary, self._told[self._in_diary :])
            self._in_diary = len(self._told)
            self._asks_again = asks_again(self._told)

    def state(self, now: datetime) -> State:
        """The state at ``now`` (with its offset). Entries later than now count as well."""
        self._bring_up_to_date()
        fold, day = self._fold, now.date()
        her = fold.circumstances(day, fold.ladder.paused_by)
        ladder = fold.ladder_on(day)
        heard = self._listening.heard(self._told, fold, now)
        waits = self._asks_again or fold.ladder.status == "shut" or any(one.shuts for one in heard)
        due = waits or _is_check_due(fold.last_check, fold.today(day), now)
        if due and ladder.status in ("ready", "climbing", "staying", "resting"):
            ladder = ladder._replace(status="shut")
        return State(
            day=day,
            timing=her.timing,
            facts=her.replies,
            ladder=ladder,
            offers=offer_ladder(self.rules.knowledge, self.rules.naming, her),
            her=her,
            last_check=fold.last_check,
            check_is_due=due,
            country=fold.country,
            contacts=dict(fold.contacts),
            spasms=self._diary.of("spasm"),
            seen=tuple(fold.seen),
            unread=tuple(dict.fromkeys(fold.unread)),
            diary=self._diary,
            anew=fold.anew,
            heard=heard,
        )


def _alters(entry: Entry) -> bool:
    kind = KINDS.get(entry.kind)
    return kind is not None and kind.alters


def state_of(entries: Iterable[Entry], rules: Rules, now: datetime, reads: Reads | None = None) -> State:
    """The state that ``entries`` add up to at ``now`` (with its offset). Entries later than now count as well."""
    following = Following(rules, reads)
    following.take(entries)
    return following.state(now)


def _is_check_due(last: LastCheck | None, today: Assessment | None, now: datetime) -> bool:
    if last is None or today is None or not today.ladder_is_open:
        return True
    made = datetime.fromisoformat(last.at)
    return now - made >= timedelta(days=safety.CHECK_AGAIN_AFTER_DAYS) or made - now > timedelta(days=1)
