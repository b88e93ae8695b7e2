"""The small tables that the page looks things up in: what is left of the rules for one week and one profile."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from steadyback.engine.table import SmallRule, specialise
from steadyback.proof.cells import everywhere
from steadyback.proof.flagwise import Flagwise
from steadyback.proof.property import Progress, Shown, Tally, shown
from steadyback.proof.subject import Subject
from steadyback.vocabulary.timing import Timing

#: So many sets of sign answers are tried on each page.
ANSWERS_A_PAGE = 500


class PageCase(NamedTuple):
    """A page (her timing, what she told us before, the signs it shows), sign answers, and what must come of them.

    ``answers`` are yes, no and unsure by sign; a sign that is not there was passed over. ``urgency`` is 0 to 3 and
    ``flags`` the urgency of every red flag that fires above watch. Cases of one page follow one another.
    """

    timing: Timing
    known: dict[str, str]
    signs: tuple[str, ...]
    answers: dict[str, str]
    urgency: int
    flags: dict[str, int]


def page_cases(subject: Subject, seed: int, count: int, *, by_table: bool = False) -> Iterator[PageCase]:
    """``count`` cases, ``ANSWERS_A_PAGE`` a page; what must come of each is the reference's.

    ``by_table``: the compiled table's instead, which is proved to be the same and is some twenty times sooner, for a
    browser that is to be given a million.
    """
    rng = random.Random(f"pages {seed}")  # noqa: S311 - made-up cases, not secrets
    decide = _by_table(subject) if by_table else _by_reference(subject)
    timings = everywhere(subject.rulebook)
    profile = profile_ids(subject)
    made = 0
    while made < count:
        timing = rng.choice(timings)
        signs = signs_at(subject, timing)
        told = rng.sample(profile, rng.randint(0, min(4, len(profile))))
        known = {name: rng.choices(("yes", "no", "unsure"), (5, 3, 2))[0] for name in sorted(told)}
        for _ in range(min(ANSWERS_A_PAGE, count - made)):
            answers = _sign_answers(rng, signs)
            urgency, flags = decide({**known, **answers}, timing)
            yield PageCase(timing, known, signs, answers, urgency, flags)
        made += ANSWERS_A_PAGE


_Decide = Callable[[dict[str, str], Timing], tuple[int, dict[str, int]]]


def _by_reference(subject: Subject) -> _Decide:
    reference = Flagwise(subject.rulebook)

    def decide(answers: dict[str, str], timing: Timing) -> tuple[int, dict[str, int]]:
        found = reference.outcome(dict(sorted(answers.items())), timing)
        return found.urgency, {flag: urgency for flag, (urgency, *_) in found.fired.items() if urgency > 0}

    return decide


def _by_table(subject: Subject) -> _Decide:
    fast = subject.fast

    def decide(answers: dict[str, str], timing: Timing) -> tuple[int, dict[str, int]]:
        verdict = fast.decide(answers, timing)
        flags: dict[str, int] = {}
        met = verdict.met
        while met:
            rule = fast.rules[(met & -met).bit_length() - 1]
            met &= met - 1
            name = fast.table.flags[rule.flag].id
            if rule.urgency > flags.get(name, 0):
                flags[name] = rule.urgency
        return verdict.urgency, flags

    return decide


def profile_ids(subject: Subject) -> list[str]:
    """What may be known before the check: the profile facts, and the red flags that are asked once."""
    knowledge = subject.knowledge
    facts = [
        name for name, finding in knowledge.finding.items() if finding.about == "profile" and finding.answer == "yes-no"
    ]
    return sorted([*facts, *(name for name, flag in knowledge.red_flag.items() if flag.asked == "profile")])


def signs_at(subject: Subject, timing: Timing) -> tuple[str, ...]:
    """The signs that the check may show at ``timing``, in its order."""
    groups = sorted(subject.knowledge.check_group.values(), key=lambda group: group.order)
    return tuple(sign.id for group in groups for sign in group.signs if sign.windows.is_open(timing))


def _sign_answers(rng: random.Random, signs: tuple[str, ...]) -> dict[str, str]:
    kind = rng.random()
    if kind < 0.5:  # all well but for a few
        answers = dict.fromkeys(signs, "no")
        for name in rng.sample(signs, min(len(signs), rng.randint(0, 3))):
            answers[name] = rng.choice(("yes", "unsure"))
    else:
        weights = (2, 6, 1) if kind < 0.85 else (1, 1, 1)
        answers = dict(zip(signs, rng.choices(("yes", "no", "unsure"), weights, k=len(signs)), strict=True))
    if rng.random() < 0.3:
        for name in rng.sample(signs, min(len(signs), rng.randint(1, 4))):
            del answers[name]
    return answers


def look_up(rules: tuple[SmallRule, ...], signs: tuple[str, ...], answers: Mapping[str, str]) -> dict[str, int]:
    """What the page does with its table: the red flags that are met, with their urgency."""
    yes = {number for number, name in enumerate(signs) if answers.get(name) == "yes"}
    counts = yes | {number for number, name in enumerate(signs) if answers.get(name) == "unsure"}
    found: dict[str, int] = {}
    for rule in rules:
        given = counts if rule.unsure else yes
        if all(any(number in given for number in clause) for clause in rule.clauses):
            found[rule.flag] = max(found.get(rule.flag, 0), rule.urgency)
    return found


def page_tables_agree(subject: Subject, progress: Progress, *, count: int) -> Shown:
    """Made-up sign answers on made-up pages."""

    def prove(tally: Tally) -> None:
        page: tuple[Timing, dict[str, str]] | None = None
        rules: tuple[SmallRule, ...] = ()
        for number, case in enumerate(page_cases(subject, 4, count)):
            if number % 1000 == 0:
                progress(f"{number:,} of {count:,} cases")
            if page != (case.timing, case.known):
                page = (case.timing, case.known)
                rules = specialise(subject.table, case.timing, case.known, case.signs)
            flags = look_up(rules, case.signs, case.answers)
            is_good = flags == case.flags and max(flags.values(), default=0) == case.urgency
            tally.note(
                is_good,
                "{}, known {}, signs {}: the page has {}, the reference {}",
                case.timing,
                case.known,
                {name: answer for name, answer in case.answers.items() if answer != "no"},
                flags,
                case.flags,
            )

    says = """The table that a page carries for her week and her profile gives, for answers to its signs, the urgency
    and the red flags of the reference. (A test runs such cases in a real browser as well.)"""
    return shown("page-tables-agree", says, "generated cases", prove)
