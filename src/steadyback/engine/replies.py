"""What she answered, gathered so that nothing worrying is lost.

One question may bear several ids (bleeding early and bleeding late; a sign of the check that stands for three
findings). Whatever was said under any of them counts for all, and the more worrying of two replies stands.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from steadyback.vocabulary.answer import Answer, more_worrying


class Naming(NamedTuple):
    """Which answer ids count for a finding, which are numbers, which are presumed a yes, and which are signs."""

    counts_for: dict[str, tuple[str, ...]]
    numbers: dict[str, tuple[float, float]]
    presumed: frozenset[str]
    signs: frozenset[str] = frozenset()

    @property
    def askable(self) -> Iterable[str]:
        """Every id that an answer may bear."""
        return self.counts_for.keys()


class Replies(NamedTuple):
    """Her replies by answer id, and the numbers she gave."""

    answers: dict[str, Answer]
    numbers: dict[str, float]

    def with_more(self, other: Replies) -> Replies:
        """Both together: of two replies to one question the more worrying stands; the higher number stands."""
        answers = dict(self.answers)
        for name, answer in other.answers.items():
            answers[name] = more_worrying(answers.get(name, Answer.UNANSWERED), answer)
        numbers = dict(self.numbers)
        for name, number in other.numbers.items():
            numbers[name] = max(number, numbers.get(name, number))
        return Replies(answers, numbers)


NOTHING_SAID = Replies({}, {})


def read_replies(given: Mapping[str, object], naming: Naming) -> Replies:
    """Replies from ``{"id": "yes"|"no"|"unsure"|number}``. ValueError, with the mend, for what cannot be one."""
    answers: dict[str, Answer] = {}
    numbers: dict[str, float] = {}
    for name, value in given.items():
        if name not in naming.counts_for:
            near = difflib.get_close_matches(name, list(naming.askable), n=1)
            mend = f"did you mean {near[0]!r}?" if near else "see `steadyback content list --json` for the ids"
            raise ValueError(f"{name!r} is not the id of a finding; {mend}")
        if name in naming.numbers:
            numbers[name] = _number(name, value, naming.numbers[name])
        elif isinstance(value, str):
            try:
                answers[name] = Answer.from_slug(value.strip().lower())
            except ValueError as error:
                raise ValueError(f"{name}: {error}") from None
        else:
            raise ValueError(f'{name}: {value!r} is not an answer; use "yes", "no" or "unsure"')
    return Replies(answers, numbers)


def is_readable(name: str, value: object, naming: Naming) -> bool:
    """Whether the question is known, and ``value`` can be an answer to it."""
    if name not in naming.counts_for:
        return False
    if name not in naming.numbers:
        return value in ("yes", "no", "unsure")
    try:
        _number(name, value, naming.numbers[name])
    except ValueError:
        return False
    return True


def _number(name: str, value: object, limits: tuple[float, float]) -> float:
    least, most = limits
    try:
        number = float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    except ValueError:
        number = None
    if number is None or not least <= number <= most:
        raise ValueError(f"{name}: {value!r} is not a number from {least:g} to {most:g}")
    return number


def answer_to(finding: str, replies: Replies, naming: Naming) -> Answer:
    """The reply that stands for ``finding``: the most worrying under any of its names, else what is presumed."""
    stands = Answer.UNANSWERED
    for name in naming.counts_for[finding]:
        stands = more_worrying(stands, replies.answers.get(name, Answer.UNANSWERED))
    if stands is Answer.UNANSWERED and finding in naming.presumed:
        return Answer.YES
    return stands
