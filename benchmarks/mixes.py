"""The cases that are timed: answers to the signs of the check, at three times of a pregnancy and after a birth."""

from __future__ import annotations

import random
from typing import NamedTuple

from steadyback.proof.cases import Case
from steadyback.proof.paging import profile_ids, signs_at
from steadyback.proof.subject import Subject
from steadyback.vocabulary.timing import BirthMode, Stage, at_week

TIMES = (
    at_week(Stage.PREGNANT, 10),
    at_week(Stage.PREGNANT, 31),
    at_week(Stage.POSTPARTUM, 1, birth=BirthMode.CAESAREAN),
)
CASES_A_TIME = 40


class Mix(NamedTuple):
    """Some cases of one kind, and what kind that is."""

    name: str
    says: str
    cases: list[Case]


def mixes(subject: Subject) -> list[Mix]:
    """All well; a few yeses, as is usual; and many."""
    rng = random.Random("mixes")
    return [
        Mix("all well", "every sign answered no", _cases(subject, rng, (0, 0), 0)),
        Mix("a few yeses", "one to three signs yes or not sure, some things known", _cases(subject, rng, (1, 3), 2)),
        Mix("many yeses", "a third to a half of the signs yes or not sure", _cases(subject, rng, (12, 18), 4)),
    ]


def _cases(subject: Subject, rng: random.Random, yeses: tuple[int, int], known: int) -> list[Case]:
    found = []
    for timing in TIMES:
        signs = signs_at(subject, timing)
        for _ in range(CASES_A_TIME):
            answers: dict[str, object] = dict.fromkeys(signs, "no")
            for name in rng.sample(signs, rng.randint(*yeses)):
                answers[name] = rng.choice(("yes", "yes", "unsure"))
            for name in rng.sample(profile_ids(subject), rng.randint(0, known)):
                answers[name] = rng.choice(("yes", "no"))
            found.append(Case(answers, timing))
    return found
