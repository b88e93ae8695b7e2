"""What a handful of entries says, kept a second time and by hand: dates, facts, dangers, what must be shut.

Written from the rules in ``docs/explanation/rules-of-the-state.md``, not from ``care/fold.py``: plain loops over sorted
entries, for the kinds of entries that simulated lives are made of. It is there to be held against the real fold.
Where the two could differ for a good reason the ledger keeps quiet, so it asks for the least.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from steadyback.journal.entry import Entry
from steadyback.journal.instant import day_of
from steadyback.proof.lives.asked_of_us import AskedOfUs
from steadyback.proof.promised_moves import Facts
from steadyback.vocabulary.timing import LAST_DAY, BirthMode, Stage, Timing

#: From 0+0 to the due date, in days (40 weeks).
_TERM = 280
#: How long a check counts (facts 2.2, rule 1), and pain that asks for one (facts 6.3); a second time, by hand.
_CHECK_COUNTS = timedelta(days=7)
_STRONG = 8
#: The kinds that are read here; the rest of a diary says nothing about where she stands.
_READ = frozenset(
    {"due-date", "birth", "loss", "facts", "check", "heard", "seen", "clearance", "spasm", "move", "ladder"}
    | {"note", "day", "amend", "withdraw"}
)
#: Where she writes about her body, among the kinds that simulated lives are made of.
WORDS = {"note": "text", "spasm": "note", "day": "note"}

Key = tuple[str, str, str]


class _Line(NamedTuple):
    key: Key
    entry: Entry


class Written(NamedTuple):
    """A text of hers: the entry it stands in, when it was told first (``told``), and by which entry (an amendment)."""

    entry: Entry
    told: Key
    told_by: Entry
    text: str


class Ledger:
    """The second book-keeping. ``add`` what arrives; everything else is worked out from it."""

    def __init__(self, asked: AskedOfUs) -> None:
        self._asked = asked
        self._lines: list[_Line] = []
        self._ids: set[str] = set()
        self._taken_back_by: dict[str, list[str]] = {}
        self._changes: dict[str, list[_Line]] = {}
        self._writes: dict[str, Entry] = {}
        self._wrote: list[_Line] = []
        self._rewrote: list[_Line] = []
        self._danger: tuple[str, str] | None = None
        self._is_fresh = False

    def add(self, entry: Entry) -> None:
        """Write an entry down; one that is here already is not written twice."""
        if entry.id in self._ids or entry.kind not in _READ:
            return
        self._ids.add(entry.id)
        line = _Line((entry.utc, entry.device, entry.id), entry)
        self._is_fresh = False
        if entry.kind == "withdraw":
            self._taken_back_by.setdefault(entry.body["entry"], []).append(entry.id)
        elif entry.kind == "amend":
            insort(self._changes.setdefault(entry.body["entry"], []), line)
            if any(entry.body["body"].get(name) for name in WORDS.values()):
                insort(self._rewrote, line)
        else:
            if entry.kind in WORDS:
                self._writes[entry.id] = entry
                if entry.body.get(WORDS[entry.kind]):
                    insort(self._wrote, line)
            if entry.kind not in ("note", "day"):
                insort(self._lines, line)

    def is_taken_back(self, name: str) -> bool:
        """Whether a withdrawal of it stands."""
        return any(not self.is_taken_back(other) for other in self._taken_back_by.get(name, ()))

    def is_as_told(self, entry: Entry) -> bool:
        """Whether an entry was never changed or taken back."""
        return entry.id not in self._changes and entry.id not in self._taken_back_by

    def body(self, entry: Entry) -> dict[str, Any]:
        """What an entry says now: its last change that was not taken back."""
        for change in reversed(self._changes.get(entry.id, ())):
            if not self.is_taken_back(change.entry.id):
                return dict(change.entry.body["body"])
        return entry.body

    def texts_since(self, first: date) -> Iterator[Written]:
        """Each text told on ``first`` or later, once, at the moment it was told first; changed or taken back or not."""
        for line in _recent(self._wrote, first):
            yield Written(line.entry, line.key, line.entry, line.entry.body[WORDS[line.entry.kind]])
        for change in _recent(self._rewrote, first):
            entry = self._writes.get(change.entry.body["entry"])
            text = change.entry.body["body"].get(WORDS[entry.kind]) if entry else None
            if entry and text and text not in self._told_before(entry, change):
                yield Written(entry, change.key, change.entry, text)

    def _told_before(self, entry: Entry, change: _Line) -> set[str | None]:
        """The texts of an entry before it was changed."""
        earlier = [one.entry.body["body"] for one in self._changes[entry.id] if one.key < change.key]
        return {body.get(WORDS[entry.kind]) for body in (entry.body, *earlier)}

    def told(self, *kinds: str) -> Iterator[tuple[Key, Entry, dict[str, Any]]]:
        """What stands of these kinds, in order: when, the entry, and what it says now."""
        return self._standing(*kinds)

    def has_ended_after(self, day: date) -> bool:
        """Whether a birth or a loss lies after ``day``."""
        return any(str(body.get("on") or entry.at[:10]) > str(day) for _, entry, body in self.told("birth", "loss"))

    def _standing(self, *kinds: str) -> Iterator[tuple[Key, Entry, dict[str, Any]]]:
        for key, entry in self._lines:
            if entry.kind in kinds and not self.is_taken_back(entry.id):
                yield key, entry, self.body(entry)

    def where(self, day: date) -> Timing | None:
        """Her timing on ``day``; None where the rules for doubtful dates decide, which are not kept a second time."""
        return _where(((entry, body) for _, entry, body in self._standing("due-date", "birth", "loss")), day)

    def facts(self) -> dict[str, Any]:
        """What she told about herself, each as told last."""
        found: dict[str, Any] = {}
        for _, _, body in self._standing("facts"):
            found |= body["answers"]
        return found

    def danger(self) -> tuple[str, str] | None:
        """A danger that stands: the id of the entry that told it and the line of the table; None when there is none.

        Every version of every check counts, taken back or not, until she says later that she was seen.
        """
        if not self._is_fresh:
            self._danger = self._find_danger()
            self._is_fresh = True
        return self._danger

    def _find_danger(self) -> tuple[str, str] | None:
        seen = max((key for key, _, _ in self._standing("seen")), default=None)
        facts: dict[str, Any] = {}
        found = None
        for key, entry in self._lines:
            if entry.kind == "facts" and not self.is_taken_back(entry.id):
                facts |= self.body(entry)["answers"]
            elif entry.kind in ("check", "heard"):
                versions = [(key, entry.body)]
                versions += [(max(key, change.key), change.entry.body["body"]) for change in self._changes_of(entry)]
                for when, body in versions:
                    if seen is not None and when < seen:
                        continue
                    timing = _timing_in(body) if entry.kind == "check" else self._where_then(when, entry)
                    if timing is None or (entry.kind == "heard" and not {*body["answers"].values()} - {"no"}):
                        continue
                    least = self._asked.least(worse_of(body["answers"], facts), timing)
                    if least.holds_ladder:
                        found = (entry.id, least.line)
        return found

    def _where_then(self, when: Key, entry: Entry) -> Timing | None:
        """Where she was on the day of ``entry``, by what she had told by ``when``."""
        dated = self._standing("due-date", "birth", "loss")
        return _where(((one, body) for key, one, body in dated if key < when), day_of(entry.at))

    def _changes_of(self, entry: Entry) -> list[_Line]:
        return self._changes.get(entry.id, [])

    def why_shut(self, now: datetime) -> str | None:
        """Why no rung and no routine may be open at ``now``; None when the ledger knows no reason."""
        danger = self.danger()
        if danger:
            return f"a danger stands ({danger[1]})"
        last = None
        for found in self._standing("check"):
            if found[2].get("about") != "other":
                last = found
        if last is None:
            return "there is no check"
        key, entry, body = last
        age = now - datetime.fromisoformat(entry.at)
        if age >= _CHECK_COUNTS:
            return "the check is seven days old"
        timing = self.where(now.date())
        left = self._asked.unasked({**self.facts(), **body["answers"]}, timing) if timing else ()
        if left:
            return f"{left[0]} was never answered"
        return self._alarm_since(key)

    def _alarm_since(self, key: Key) -> str | None:
        """What she told after the check that asks for another; taken back or not, it was told."""
        for when, entry in self._lines:
            if when <= key:
                continue
            if entry.kind == "spasm" and (
                entry.body.get("feels") == "leg" or (entry.body.get("worst") or 0) >= _STRONG
            ):
                return "strong pain, or pain in the leg, since the check"
            if entry.kind == "ladder" and entry.body.get("felt") in ("worse", "changed"):
                return "a rung made it worse since the check"
            if entry.kind == "move" and entry.body.get("felt") in ("worse", "changed"):
                return "a move made it worse since the check"
        return None

    def person(self, now: datetime) -> Facts | None:
        """What is known of her for the screen of exercises; None where her dates are in doubt."""
        timing = self.where(now.date())
        if timing is None:
            return None
        day = now.date()
        began = day - timedelta(days=timing.last_day) if timing.last_day <= LAST_DAY[Stage.POSTPARTUM] else date.min
        cleared: set[str | None] = set()
        for _, _, body in self._standing("clearance"):
            if began <= date.fromisoformat(body["on"]) <= day:
                cleared |= {None} if body["for"] == ["all"] else set(body["for"])
        return Facts(timing, self.facts(), frozenset(cleared), shut=self.danger() is not None)


def _recent(lines: list[_Line], first: date) -> Iterator[_Line]:
    """Those told on ``first`` or later by the clock they were told by, the newest first."""
    before = str(first - timedelta(days=2))  # each clock has a day of its own
    for line in reversed(lines):
        if line.entry.at < before:
            return
        if day_of(line.entry.at) >= first:
            yield line


def worse_of(answers: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    """Both together; of two answers to one question the more worrying."""
    both = dict(facts)
    for name, answer in answers.items():
        if not (answer == "no" or (answer == "unsure" and both.get(name) == "yes")) or name not in both:
            both[name] = answer
    return both


def _timing_in(body: dict[str, Any]) -> Timing:
    """The timing that a check was made with, as it says itself."""
    stage = Stage(body.get("stage") or "unknown")
    weeks = body.get("weeks")
    return Timing(stage) if weeks is None else Timing(stage, weeks * 7, weeks * 7 + 6)


def _where(dated: Iterable[tuple[Entry, dict[str, Any]]], day: date) -> Timing | None:
    began: date | None = None
    is_pregnant = False
    ended: tuple[str, dict[str, Any], date] | None = None
    for entry, body in dated:
        if entry.kind == "due-date":
            if not body.get("edd"):
                if ended:
                    return None
                began, is_pregnant = None, True
                continue
            start = date.fromisoformat(body["edd"]) - timedelta(days=_TERM)
            if ended is None or start >= ended[2]:
                began, ended, is_pregnant = start, None, True
        else:
            if not body.get("on"):
                return None
            ended = (entry.kind, body, date.fromisoformat(body["on"]))
    if ended:
        days = (day - ended[2]).days
        if not 0 <= days <= LAST_DAY[Stage.POSTPARTUM]:
            return None
        mode = BirthMode(ended[1].get("mode") or "unknown")
        return Timing(Stage.POSTPARTUM, days, days, mode, ended[0] == "loss")
    if began is None:
        return Timing(Stage.PREGNANT if is_pregnant else Stage.UNKNOWN)
    days = (day - began).days
    return Timing(Stage.PREGNANT, days, days) if 0 <= days <= LAST_DAY[Stage.PREGNANT] else None
