"""What is wrong with her, and what she says of it: emergencies with their early signs, ordinary trouble, slips."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from steadyback.knowledge.model import Knowledge
from steadyback.proof.lives.asked_of_us import HOLDS_FROM, AskedOfUs, spans_on, urgent_at
from steadyback.proof.promised import Promise
from steadyback.vocabulary.timing import Timing

#: The chance that an emergency begins, a day: about one in seven months.
_A_DAY = 1 / 210

#: How she tells it: by ticking; in a note alone, with none of these ticked; in a note and then by ticking; in a note
#: on another device, which comes late.
Telling = Literal["ticks", "note-only", "note-first", "note-late"]
_TELLINGS: tuple[tuple[Telling, int], ...] = (("ticks", 11), ("note-only", 4), ("note-first", 3), ("note-late", 2))

Cause = Literal["emergency", "early", "slip", "doubt", "ordinary", "well"]


class Emergency(NamedTuple):
    """A line of the promise table that has come true. ``early``: a sign that is there before it is.

    ``telling``: how she tells it.
    """

    line: Promise
    early: str | None
    since: date
    full_on: date
    until: date
    telling: Telling = "ticks"

    @property
    def is_ticked(self) -> bool:
        """Whether she ticks it, sooner or later."""
        return self.telling in ("ticks", "note-first")


class Said(NamedTuple):
    """What she answers, by sign or finding, why, and whether she told all of what is wrong as it is."""

    answers: dict[str, object]
    cause: Cause
    is_whole: bool = False


class Ailments:
    """What can be wrong, by the table and the content's red flags."""

    def __init__(self, asked: AskedOfUs, knowledge: Knowledge) -> None:
        self._asked = asked
        self._knowledge = knowledge
        self._lesser: dict[str, list[str]] = {}
        for name, flag in sorted(knowledge.red_flag.items()):
            if flag.question and not flag.is_private and all(rule.urgency < HOLDS_FROM for rule in flag.rules):
                self._lesser.setdefault(flag.family, []).append(name)
        self._ordinary = [
            line for line in asked.lines if len(line.answers) == 1 and set(line.answers) <= knowledge.red_flag.keys()
        ]

    def begins(self, rng: random.Random, day: date, timing: Timing) -> Emergency | None:
        """An emergency that begins today, or mostly none: any line that the facts make same-day or more by now."""
        if rng.random() > _A_DAY:
            return None
        several = rng.sample(self._asked.lines, min(40, len(self._asked.lines)))
        lines = [line for line in several if urgent_at(line, timing) >= HOLDS_FROM]
        if not lines:
            return None
        lesser = self._early_signs(lines[0])
        full_on = day + timedelta(days=rng.choice((0, 1, 2, 3)) if lesser else 0)
        early = rng.choice(lesser) if lesser and full_on > day else None
        telling = rng.choices([one for one, _ in _TELLINGS], [weight for _, weight in _TELLINGS])[0]
        return Emergency(lines[0], early, day, full_on, full_on + timedelta(days=rng.randint(1, 5)), telling)

    def _early_signs(self, line: Promise) -> list[str]:
        """What comes before it: one of its own signs, if it has several, and lesser ones of the same families."""
        flags = [self._knowledge.red_flag[name] for name in line.answers if name in self._knowledge.red_flag]
        found = [name for name in line.answers if len(line.answers) > 1 and line.answers[name] == "yes"]
        return found + [name for flag in flags for name in self._lesser.get(flag.family, ())]

    def tells_emergency(
        self, rng: random.Random, emergency: Emergency, day: date, shown: Sequence[str], misjudges: float
    ) -> Said:
        """What she says of it today: her early sign, or all of it, or less than it is."""
        if day < emergency.full_on:
            early = emergency.early
            return Said(self._under_a_sign({early: "yes"} if early else {}, shown), "early")
        answers = {name: rng.choice(("yes", "yes", "unsure")) if answer == "yes" else answer
                   for name, answer in emergency.line.answers.items()}  # fmt: skip
        misjudged = [name for name in answers if rng.random() < misjudges]
        for name in misjudged:
            del answers[name]
        return Said(self._under_a_sign(answers, shown), "emergency", not misjudged)

    def tells_nothing_much(
        self, rng: random.Random, timing: Timing, shown: Sequence[str], chances: tuple[float, float, float]
    ) -> Said:
        """What somebody without an emergency says: nothing, a slip, a doubt, or an ordinary sign.

        ``chances``: of a slip, of a doubt, of an ordinary sign that a wider question asks about too.
        """
        slip, doubt, ordinary = chances
        chance = rng.random()
        if shown and chance < slip:
            return Said({rng.choice(shown): "yes"}, "slip")
        if shown and chance < slip + doubt:
            return Said({rng.choice(shown): "unsure"}, "doubt")
        if chance < slip + doubt + ordinary:
            for line in rng.sample(self._ordinary, min(12, len(self._ordinary))):
                levels = [span.level or 0 for span in spans_on(line, timing)]
                if levels and max(levels) < HOLDS_FROM:
                    return Said(self._under_a_sign(dict(line.answers), shown), "ordinary")
        return Said({}, "well")

    def _under_a_sign(self, answers: dict[str, object], shown: Sequence[str]) -> dict[str, object]:
        """Each answer under the sign on her screen that asks about it; by its own name where none does."""
        found: dict[str, object] = {}
        for name, answer in answers.items():
            sign = self.sign_for(name, shown)
            under = sign if sign and isinstance(answer, str) else name
            if found.get(under) != "yes":
                found[under] = answer
        return found

    def sign_for(self, finding: str, shown: Iterable[str]) -> str | None:
        """The first sign on her screen that asks about ``finding``."""
        return next((sign for sign in shown if finding in self._asked.stands_for.get(sign, ())), None)
