"""Cases made up by the thousand: from all well to everything at once, close to the rules and far from them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

from steadyback.engine.rulebook import Rulebook
from steadyback.knowledge.condition import All, AtLeast, Condition, Not, Score, findings_of
from steadyback.knowledge.condition import Any as AnyOf
from steadyback.proof.cells import everywhere
from steadyback.vocabulary.timing import Timing

#: How worrying an answer is; a case can be raised along it.
LADDER = ("no", "unsure", "yes")


class Case(NamedTuple):
    """Answers at a timing. Names stand in order, so that cases which say the same are equal."""

    answers: dict[str, object]
    timing: Timing


class Maker:
    """Makes cases for a rulebook. The same seed makes the same cases."""

    def __init__(self, rulebook: Rulebook) -> None:
        naming = rulebook.naming
        self.timings = everywhere(rulebook)
        self.numbers = {name: _near(_limits(rulebook, name), span) for name, span in naming.numbers.items()}
        read_by: dict[str, list[str]] = {}
        for rule in rulebook.rules:
            found = read_by.setdefault(rule.flag, [])
            for finding in findings_of(rule.when):
                found += naming.counts_for[finding] if finding not in naming.numbers else [finding]
        self.by_flag = [sorted(dict.fromkeys(names)) for names in read_by.values()]
        self.names = sorted({name for names in self.by_flag for name in names})
        self.presumed = sorted(naming.presumed)

    def cases(self, seed: int, count: int) -> Iterator[Case]:
        """``count`` cases."""
        rng = random.Random(f"cases {seed}")  # noqa: S311 - made-up cases, not secrets
        for _ in range(count):
            yield Case(self._answers(rng), rng.choice(self.timings))

    def _answers(self, rng: random.Random) -> dict[str, object]:
        kind = rng.random()
        if kind < 0.45:
            near = rng.choice(self.by_flag)
            names = rng.sample(near, min(len(near), rng.randint(1, 4)))
        elif kind < 0.70:
            names = rng.sample(self.names, rng.randint(0, 4))
        elif kind < 0.90:
            near = rng.choice(self.by_flag) + rng.choice(self.by_flag)
            names = rng.sample(near, min(len(near), 6)) + rng.sample(self.names, rng.randint(0, 6))
        elif kind < 0.98:
            names = rng.sample(self.names, rng.randint(8, 40))
        else:
            names = list(self.names)
        if rng.random() < 0.15:
            names += self.presumed
        worry = rng.choice(((1, 1, 8), (4, 2, 4), (8, 1, 1), (1, 8, 1)))
        return {name: self.answer(rng, name, worry) for name in sorted(set(names))}

    def answer(self, rng: random.Random, name: str, worry: tuple[int, int, int]) -> object:
        """One answer: a number near a limit for what is a number, else no, unsure or yes, weighted so."""
        if name in self.numbers:
            return rng.choice(self.numbers[name])
        return rng.choices(LADDER, worry)[0]

    def raised(self, rng: random.Random, case: Case) -> Case:
        """The same case, said more worryingly in some places: a step up the ladder, a higher number, one more yes."""
        answers = dict(case.answers)
        for name in rng.sample(sorted(answers), min(len(answers), rng.randint(1, 3))):
            answers[name] = self._higher(rng, name, answers[name])
        for name in rng.sample(self.names, rng.randint(0, 2)):
            if name not in answers and name not in self.presumed:
                answers[name] = self.answer(rng, name, (2, 2, 6))
        return Case(dict(sorted(answers.items())), case.timing)

    def _higher(self, rng: random.Random, name: str, answer: object) -> object:
        if name in self.numbers:
            return rng.choice([number for number in self.numbers[name] if number >= float(str(answer))])
        return rng.choice(LADDER[LADDER.index(str(answer)) :])


def _limits(rulebook: Rulebook, name: str) -> set[float]:
    def limits(condition: Condition) -> Iterator[float]:
        match condition:
            case Score(finding, at_least):
                if finding == name:
                    yield at_least
            case All(parts) | AnyOf(parts) | AtLeast(_, parts):
                for part in parts:
                    yield from limits(part)
            case Not(part):
                yield from limits(part)

    return {limit for rule in rulebook.rules for limit in limits(rule.when)}


def _near(limits: set[float], span: tuple[float, float]) -> list[float]:
    """Both ends of what a number may be, and each limit with its two neighbours."""
    near = {span[0], span[1], *(limit + step for limit in limits for step in (-0.1, 0.0, 0.1))}
    return sorted(number for number in near if span[0] <= number <= span[1])
