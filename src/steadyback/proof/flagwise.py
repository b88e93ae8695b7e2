"""The reference, one red flag at a time and remembered: the same answers as ``triage.assess``, many times sooner.

Whether a flag fires, and whether it is still unanswered, depends on nothing but the replies its own rules read and on
which of its own windows are open. So the real ``assess`` is run on a rulebook of that one flag, on those replies
alone, and what it says is kept. That this may be done is itself tried: see ``agreement``, which compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from steadyback.engine.replies import Naming, Replies
from steadyback.engine.rulebook import Rulebook
from steadyback.engine.triage import assess
from steadyback.knowledge.condition import findings_of
from steadyback.proof.cells import windows_in
from steadyback.vocabulary.answer import Answer
from steadyback.vocabulary.timing import Timing, Windows

#: So much is remembered before it is all forgotten: a few hundred megabytes.
_MOST_KEPT = 500_000


class OneFlag(NamedTuple):
    """What the reference says of one flag: its urgency (-1: it does not fire), by what, and whether it is unasked."""

    urgency: int
    because: frozenset[str]
    route: tuple[str, ...]
    is_unanswered: bool


#: How a flag fires: its urgency, because of which answers, and where to.
Fire = tuple[int, frozenset[str], tuple[str, ...]]


class Outcome(NamedTuple):
    """What the reference says of a case, without words."""

    urgency: int
    fired: dict[str, Fire]
    unanswered: frozenset[str]


class _Part(NamedTuple):
    """A rulebook of one flag, the replies that it reads, and the windows that it looks at."""

    flag: str
    rulebook: Rulebook
    windows: tuple[Windows, ...]


class Flagwise:
    """A rulebook cut into flags, with a memory."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.parts = [_part(rulebook, name) for name in rulebook.flags]
        self.reads: dict[str, list[int]] = {}
        for number, part in enumerate(self.parts):
            naming = part.rulebook.naming
            names = {name for found in naming.counts_for.values() for name in found} | set(naming.numbers)
            for name in names:
                self.reads.setdefault(name, []).append(number)
        self._said: dict[tuple[object, ...], OneFlag] = {}
        self._kinds: dict[tuple[bool, ...], int] = {}
        self._views: dict[Timing, list[int]] = {}
        self._unheard: dict[Timing, tuple[dict[str, Fire], frozenset[str]]] = {}

    def outcome(self, answers: Mapping[str, object], timing: Timing) -> Outcome:
        """What the reference says of ``answers``, already checked, at ``timing``."""
        if timing not in self._views:
            self._look(timing)
        views = self._views[timing]
        heard: dict[int, list[tuple[str, object]]] = {}
        for pair in answers.items():
            for number in self.reads.get(pair[0], ()):
                heard.setdefault(number, []).append(pair)
        loud, quiet = self._unheard[timing]
        fired, unanswered = dict(loud), set(quiet)
        for number, pairs in heard.items():
            key = (number, views[number], *pairs)
            found = self._said.get(key)
            if found is None:
                if len(self._said) > _MOST_KEPT:
                    self._said.clear()
                found = self._said[key] = self._ask(number, dict(pairs), timing)
            flag = self.parts[number].flag
            fired.pop(flag, None)
            unanswered.discard(flag)
            if found.urgency >= 0:
                fired[flag] = (found.urgency, found.because, found.route)
            if found.is_unanswered:
                unanswered.add(flag)
        return Outcome(max((urgency for urgency, *_ in fired.values()), default=0), fired, frozenset(unanswered))

    def _look(self, timing: Timing) -> None:
        """Which windows are open at ``timing``, flag by flag, and what every flag says when nothing was answered."""
        self._views[timing] = [
            self._kinds.setdefault(
                (timing.is_loss, *(windows.is_open(timing) for windows in part.windows)), len(self._kinds)
            )
            for part in self.parts
        ]
        said = [(part.flag, self._ask(number, {}, timing)) for number, part in enumerate(self.parts)]
        loud = {flag: (one.urgency, one.because, one.route) for flag, one in said if one.urgency >= 0}
        self._unheard[timing] = loud, frozenset(flag for flag, one in said if one.is_unanswered)

    def _ask(self, number: int, answers: Mapping[str, object], timing: Timing) -> OneFlag:
        found = assess(self.parts[number].rulebook, _replies(answers), timing)
        if found.fired:
            first = found.fired[0]
            return OneFlag(int(first.urgency), frozenset(first.because), first.route, bool(found.unanswered))
        return OneFlag(-1, frozenset(), (), bool(found.unanswered))


def _replies(answers: Mapping[str, object]) -> Replies:
    words = {name: Answer.from_slug(value) for name, value in answers.items() if isinstance(value, str)}
    numbers = {name: float(value) for name, value in answers.items() if isinstance(value, int | float)}
    return Replies(words, numbers)


def _part(rulebook: Rulebook, name: str) -> _Part:
    rules = tuple(rule for rule in rulebook.rules if rule.flag == name)
    flag = rulebook.flags[name]
    needed = [flag.asked_unless_no] if flag.asked_unless_no else []
    named = dict.fromkeys([name, *needed, *(finding for rule in rules for finding in findings_of(rule.when))])
    naming = rulebook.naming
    small = Naming(
        counts_for={finding: naming.counts_for[finding] for finding in named},
        numbers={finding: limits for finding, limits in naming.numbers.items() if finding in named},
        presumed=naming.presumed & set(named),
        signs=naming.signs,
    )
    windows = [flag.windows, *(rule.windows for rule in flag.rules if rule.windows)]
    for rule in rules:
        windows += [*rule.windows, *windows_in(rule.when)]
    book = rulebook._replace(rules=rules, flags={name: flag}, naming=small)
    return _Part(name, book, tuple(dict.fromkeys(windows)))
