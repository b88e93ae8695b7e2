"""What she wrote and has not answered yet, kept a second time and by hand; no text is read here.

What a text says is known beforehand, for each is an example from the content. When it is to be asked about, and what
settles it, is written from ``docs/explanation/rules-of-the-state.md``, not from ``care/her_words.py``. Like the ledger
it asks for the least: it knows nothing of what a reader may find in a text besides what the example names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from steadyback.journal.entry import Entry
from steadyback.journal.instant import day_of
from steadyback.proof.lives.asked_of_us import HOLDS_FROM, AskedOfUs, Least
from steadyback.proof.lives.ledger import Key, Ledger, Written, worse_of
from steadyback.proof.lives.noted import Wording, Wordings
from steadyback.vocabulary.timing import Timing

#: For so long what she wrote is asked about; a second time, by hand.
_DAYS = timedelta(days=14)


class Waiting(NamedTuple):
    """A text that names a sign of same-day or more, and waits for her answer.

    ``names``: the findings that she has not answered. ``is_asked``: it is to be asked about, not only to hold the
    ladder: a check before it may have told the same, and the pause of that stands. ``line``: of the promise table.
    """

    entry: Entry
    text: str
    names: frozenset[str]
    is_asked: bool
    line: str


class _Told(NamedTuple):
    key: Key
    about: str | None
    answers: Mapping[str, Any]


class WordsTold:
    """The second book on what she wrote, over a ledger."""

    def __init__(self, ledger: Ledger, wordings: Wordings, asked: AskedOfUs) -> None:
        self._ledger, self._wordings, self._asked = ledger, wordings, asked

    def texts(self, today: date) -> list[tuple[Written, Wording]]:
        """What she wrote that still counts on ``today``, of what is known here what it says."""
        found = ((one, self._wordings.by_text.get(one.text)) for one in self._ledger.texts_since(today - _DAYS))
        return [(one, wording) for one, wording in found if wording]

    def waiting(self, now: datetime) -> tuple[Waiting, ...]:
        """What waits for her answer at ``now``; nothing where doubtful dates decide."""
        signs = [(one, wording) for one, wording in self.texts(now.date()) if wording.says]
        here = self._ledger.where(now.date()) if signs else None
        if here is None:
            return ()
        seen = self._seen()
        told = [
            _Told(key, entry.body["entry"] if entry.kind == "heard" else None, body["answers"])
            for key, entry, body in self._ledger.told("check", "heard")
        ]
        facts = self._ledger.facts()
        found = (self._waits(one, wording, here, told, facts, seen) for one, wording in signs if one.told > seen)
        return tuple(one for one in found if one)

    def _seen(self) -> Key:
        return max((key for key, _, _ in self._ledger.told("seen")), default=("", "", ""))

    def _waits(
        self, one: Written, wording: Wording, here: Timing, told: list[_Told], facts: dict[str, Any], seen: Key
    ) -> Waiting | None:
        timings = self._timings(one, here)
        said = {each.finding: each.answer for each in wording.says}
        left = [
            name
            for name in dict.fromkeys(name for timing in timings for name in wording.findings(timing))
            if not (here.is_loss and self._asked.is_about_a_baby(name))
            and not self.is_answered(one, name, told)
            and facts.get(name, "no") == "no"
        ]
        before = {
            name for name in left if any(seen < each.key < one.told and self._is_yes(each, name) for each in told)
        }
        asked = [name for name in left if name not in before]
        least = self._least(asked, said, wording, timings, facts)
        if least.level >= HOLDS_FROM:
            return Waiting(one.entry, one.text, frozenset(asked), True, least.line)
        least = self._least(left, said, wording, timings, facts)
        return Waiting(one.entry, one.text, frozenset(left), False, least.line) if least.level >= HOLDS_FROM else None

    def _timings(self, one: Written, here: Timing) -> tuple[Timing, ...]:
        """Where she was when she wrote it and where she is; what lies before a birth or a loss is over."""
        then = day_of(one.told_by.at)
        was = None if self._ledger.has_ended_after(then) else self._ledger.where(then)
        return (was, here) if was and was != here else (here,)

    def _least(
        self,
        names: Iterable[str],
        said: Mapping[str, str],
        wording: Wording,
        timings: Iterable[Timing],
        facts: dict[str, Any],
    ) -> Least:
        """The least that must be said of ``names``, each at the times at which the wording means it."""
        found = Least(0, False, "")
        for timing in timings:
            open_now = [name for name in names if name in wording.findings(timing)]
            if open_now:
                answers = worse_of({name: said[name] for name in open_now}, facts)
                least = self._asked.least(answers, timing, by=open_now, after_loss=timing.is_loss)
                found = max(found, least)
        return found

    def is_answered(self, one: Written, name: str, told: Iterable[_Told]) -> bool:
        """Whether she answered the direct question, or told the same since."""
        names = self._asked.names_of(name)
        for each in told:
            is_later = each.key > one.told
            if each.about == one.entry.id and (is_later or one.told_by is one.entry) and names & each.answers.keys():
                return True
            if is_later and self._is_yes(each, name):
                return True
        return False

    def _is_yes(self, each: _Told, name: str) -> bool:
        """Whether a finding was told there, for sure or not."""
        return any(each.answers.get(other, "no") != "no" for other in self._asked.names_of(name))

    def denied(self) -> Mapping[str, list[tuple[Key, frozenset[str]]]]:
        """For each entry of hers what she said no to when she was asked about it, and when."""
        found: dict[str, list[tuple[Key, frozenset[str]]]] = {}
        for key, entry, body in self._ledger.told("heard"):
            noes = frozenset(name for name, answer in body["answers"].items() if answer == "no")
            if noes:
                found.setdefault(entry.body["entry"], []).append((key, noes))
        return found

    def unread(self, now: datetime) -> Written | None:
        """A text in another language that no check has followed yet."""
        foreign = [one for one, wording in self.texts(now.date()) if wording.sort == "foreign"]
        if not foreign:
            return None
        since = max(self._seen(), *(key for key, _, body in self._ledger.told("check") if body.get("about") != "other"),
                    ("", "", ""))  # fmt: skip
        return next((one for one in foreign if one.told > since), None)
