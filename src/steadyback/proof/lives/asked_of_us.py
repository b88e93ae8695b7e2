"""What the clinical facts ask of an answer, looked up in the promise table that was written from them by hand.

Nothing here asks the engine. The table is ``promised.csv``; ``proof/promised.py`` says how it is read. What is found is
the least that must be said: a line with a ``!`` answer (something denied) is left out, since it can only lower.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from steadyback.engine.replies import Naming
from steadyback.knowledge.model import Knowledge, Sign
from steadyback.proof.promised import Asked, Promise, promises
from steadyback.vocabulary.timing import Stage, Timing
from steadyback.vocabulary.urgency import UNSURE_COUNTS_FROM, Urgency

#: From this level on an answer holds the ladder, and "not sure" counts as a yes (facts 2.2, rule 2).
HOLDS_FROM = int(UNSURE_COUNTS_FROM)


class Least(NamedTuple):
    """The least that must be said: how urgent (0 to 3), whether the ladder is held, and by which line of the table."""

    level: int
    holds_ladder: bool
    line: str


NOTHING_ASKED = Least(0, False, "")


class AskedOfUs:
    """The promise table, ready to be looked up by what somebody answered."""

    def __init__(self, knowledge: Knowledge, naming: Naming) -> None:
        self.signs: tuple[Sign, ...] = tuple(
            sign
            for group in sorted(knowledge.check_group.values(), key=lambda group: group.order)
            for sign in group.signs
        )
        self.stands_for = {sign.id: sign.asks for sign in self.signs}
        self.lines = tuple(line for line in promises() if all(answer != "no" for answer in line.answers.values()))
        self._flags = knowledge.red_flag
        self._counts_for = naming.counts_for
        self._lines_of: dict[str, list[Promise]] = {}
        for line in self.lines:
            for name in line.answers:
                self._lines_of.setdefault(name, []).append(line)
        self._deciding: dict[tuple[object, ...], tuple[tuple[str, str], ...]] = {}

    def least(
        self, answers: Mapping[str, object], timing: Timing, *, by: Collection[str] = (), after_loss: bool = False
    ) -> Least:
        """The least that must be said to ``answers`` (by sign or finding) on the days that ``timing`` may be.

        ``by``: only for one of these findings, the rest being known besides. ``after_loss``: for nothing about a baby.
        """
        said: dict[str, object] = {}
        for name, answer in answers.items():
            for one in (name, *self.stands_for.get(name, ())):
                if answer == "yes" or (answer != "no" and said.get(one) != "yes"):
                    said[one] = answer
        found = NOTHING_ASKED
        tried: set[int] = set()
        for name in by or said:
            for line in self._lines_of.get(name, ()):
                if id(line) in tried or (after_loss and self.is_about_a_baby(line.flag)):
                    continue
                tried.add(id(line))
                found = max(found, self._of_line(line, said, timing))
        return found

    def is_about_a_baby(self, name: str) -> bool:
        """Whether a red flag is about the baby, by the content."""
        flag = self._flags.get(name)
        return flag is not None and flag.about_baby

    def names_of(self, finding: str) -> set[str]:
        """Every id under which an answer speaks of a finding: its own, those of one question with it, and signs."""
        return {finding, *self._counts_for.get(finding, ())}

    def _of_line(self, line: Promise, said: Mapping[str, object], timing: Timing) -> Least:
        """What one line of the table asks of what was said; nothing when not all of it was."""
        is_sure = True
        for name, answer in line.answers.items():
            given = said.get(name)
            if isinstance(answer, float):
                if not isinstance(given, int | float) or given < answer:
                    return NOTHING_ASKED
            elif given not in ("yes", "unsure"):
                return NOTHING_ASKED
            is_sure = is_sure and given != "unsure"
        level, holds = 0, False
        for span in spans_on(line, timing):
            if is_sure or (span.level or 0) >= HOLDS_FROM:
                level = max(level, span.level or 0)
                holds = holds or span.holds_ladder
        if level == 0:
            return NOTHING_ASKED
        return Least(level, holds or level >= HOLDS_FROM, f"facts {line.place}: {line.flag} with {line.said}")

    def deciding(self, timing: Timing) -> tuple[tuple[str, str], ...]:
        """Each sign that stands on the check at ``timing`` with a finding of its own that decides, by the table.

        Left out, to be on the safe side of a complaint: what only some are asked, and what is settled by its parts.
        """
        key = (timing.stage, timing.first_day, timing.last_day, timing.is_loss)
        if key not in self._deciding:
            self._deciding[key] = tuple(self._find_deciding(timing))
        return self._deciding[key]

    def _find_deciding(self, timing: Timing) -> Iterator[tuple[str, str]]:
        for sign in self.signs:
            is_hers = sign.after_loss != ("hidden" if timing.is_loss else "instead")
            if sign.only_if is not None or not is_hers or not sign.windows.is_open(timing):
                continue
            for finding in sign.asks:
                flag = self._flags.get(finding)
                if flag is None or flag.in_parts or flag.asked != "check" or flag.asked_unless_no or flag.is_private:
                    continue
                if flag.about_baby and timing.is_loss:
                    continue
                if any(self.alone(line, finding, timing) for line in self._lines_of.get(finding, ())):
                    yield sign.id, finding

    def alone(self, line: Promise, finding: str, timing: Timing) -> bool:
        """Whether ``line`` makes ``finding`` by itself same-day or more at ``timing``."""
        is_alone = line.flag == finding and set(line.answers) == {finding}
        return is_alone and any((span.level or 0) >= HOLDS_FROM for span in spans_on(line, timing))

    def unasked(self, answers: Mapping[str, object], timing: Timing) -> tuple[str, ...]:
        """The signs that decide at ``timing`` and of which nothing was said under any of their names."""
        return tuple(
            sign
            for sign, finding in self.deciding(timing)
            if sign not in answers and not any(name in answers for name in self._counts_for[finding])
        )


def spans_on(line: Promise, timing: Timing) -> Iterator[Asked]:
    """The parts of a line that speak of any day that she may be on."""
    stages = (Stage.PREGNANT, Stage.POSTPARTUM) if timing.stage is Stage.UNKNOWN else (timing.stage,)
    for stage in stages:
        for span in line.asked.get(stage, ()):
            if span.level is not None and timing.first_day <= span.last and span.first <= timing.last_day:
                yield span


def urgent_at(line: Promise, timing: Timing) -> Urgency:
    """How urgent a line is at ``timing``, all of it being answered yes."""
    return Urgency(max((span.level or 0 for span in spans_on(line, timing)), default=0))
