"""Unanswered is not no: as long as one sign that matters is unasked, nothing reassures and the ladder stays shut."""

from __future__ import annotations

import random

from steadyback.engine.quick import assess_quickly
from steadyback.knowledge.condition import All, AtLeast, Condition, Is, Not, Score, findings_of
from steadyback.knowledge.condition import Any as AnyOf
from steadyback.knowledge.model import RedFlag
from steadyback.proof.cells import everywhere, unknown
from steadyback.proof.flagwise import Flagwise
from steadyback.proof.property import Progress, Shown, Tally, shown
from steadyback.proof.subject import Subject
from steadyback.vocabulary.timing import Timing
from steadyback.vocabulary.urgency import Urgency


def unanswered_never_reassures(subject: Subject, progress: Progress, *, count: int) -> Shown:
    """At every cell (or ``count`` of them): nothing said; every sign answered no; every sign but one."""

    def prove(tally: Tally) -> None:
        for rule in subject.rulebook.rules:
            is_alone = _number_stands_alone(rule.when, beside=False)
            tally.note(not is_alone, "{}, {}: a number has no question beside it", rule.flag, rule.part)
        flagwise = Flagwise(subject.rulebook)
        _all_are_asked(subject, flagwise, tally)
        timings = everywhere(subject.rulebook)
        if count < len(timings):
            timings = [*unknown(), *random.Random("times").sample(timings, count)]  # noqa: S311 - not secrets
        everything = every_no(subject)
        for number, timing in enumerate(timings):
            progress(f"{number} of {len(timings)} times")
            _nothing_said(subject, timing, tally)
            open_now = not flagwise.outcome(everything, timing).unanswered
            tally.note(open_now, "{}: every no given, and something is still unanswered", timing)
            for name, flag in subject.rulebook.flags.items():
                if is_asked(flag, timing):
                    _left_out(subject, flagwise, flag, everything, timing, tally)
                    _half_said(subject, flagwise, name, timing, tally)

    says = """At every stage and week, unknown ones too: with nothing said the ladder is shut; with every sign answered
    no it is open; and with any one sign of the check left out (with its parts, where parts can stand for it) it is
    shut. A sign is taken as answered by its parts only when no
    answer that is still missing could make it fire (a number is always another way to answer a question beside it)."""
    return shown("unanswered-never-reassures", says, "enumeration", prove)


def _number_stands_alone(condition: Condition, *, beside: bool) -> bool:
    """Whether a number decides something that no question beside it, under the same ``any``, asks about."""
    match condition:
        case Score(_, _):
            return not beside
        case AnyOf(parts):
            asked = any(isinstance(part, Is) for part in parts)
            return any(_number_stands_alone(part, beside=asked) for part in parts)
        case All(parts) | AtLeast(_, parts):
            return any(_number_stands_alone(part, beside=False) for part in parts)
        case Not(part):
            return _number_stands_alone(part, beside=False)
    return False


def every_no(subject: Subject) -> dict[str, object]:
    """No to every question there is, and every number as calm as it can be."""
    naming = subject.rulebook.naming
    answers: dict[str, object] = {name: "no" for names in naming.counts_for.values() for name in names}
    answers.update(dict.fromkeys(naming.counts_for, "no"))
    answers.update({name: low for name, (low, _) in naming.numbers.items()})
    return answers


def is_asked(flag: RedFlag, timing: Timing) -> bool:
    """Whether the check before the ladder has to settle ``flag`` at ``timing``: our own reading of the promise."""
    if flag.asked != "check" or flag.same_as or flag.is_private or (flag.about_baby and timing.is_loss):
        return False
    return any(
        (rule.windows or flag.windows).is_open(timing)
        and (rule.urgency >= Urgency.SAME_DAY or (flag.pauses_ladder and rule.urgency >= Urgency.REVIEW))
        for rule in flag.rules
    )


def _all_are_asked(subject: Subject, flagwise: Flagwise, tally: Tally) -> None:
    """What is same-day or more by itself is asked before the ladder, or once in the profile."""
    for name, flag in subject.rulebook.flags.items():
        if flag.question is None or flag.asked in ("check", "profile"):
            continue
        for timing in everywhere(subject.rulebook):
            urgency = flagwise.outcome({name: "yes"}, timing).fired.get(name, (0,))[0]
            tally.note(urgency < Urgency.SAME_DAY, "{}: {} is not asked before the ladder, and should be", timing, name)


def _nothing_said(subject: Subject, timing: Timing, tally: Tally) -> None:
    found, quick = subject.assess({}, timing), assess_quickly(subject.fast, {}, timing)
    is_good = not found.ladder_is_open and not quick["ladder_is_open"]
    tally.note(is_good, "{}: with nothing said the ladder is open", timing)


def names_of(subject: Subject, flag: RedFlag, *, with_parts: bool) -> set[str]:
    """Every name under which ``flag`` (and, if asked for, each of its parts) may be answered."""
    naming = subject.rulebook.naming
    findings = {flag.card.id}
    if with_parts:
        findings |= {finding for rule in flag.rules for finding in findings_of(rule.when)}
    return findings | {name for finding in findings for name in naming.counts_for[finding]}


def _fact_for(subject: Subject, flag: RedFlag) -> set[str]:
    """The names of the fact without which ``flag`` cannot be: a no to it settles the sign, silence does not."""
    return set() if flag.asked_unless_no is None else set(subject.rulebook.naming.counts_for[flag.asked_unless_no])


def _left_out(
    subject: Subject, flagwise: Flagwise, flag: RedFlag, everything: dict[str, object], timing: Timing, tally: Tally
) -> None:
    left_out = names_of(subject, flag, with_parts=flag.in_parts) | _fact_for(subject, flag)
    answers = {name: answer for name, answer in everything.items() if name not in left_out}
    found = flagwise.outcome(answers, timing)
    name = flag.card.id
    is_good = name in found.unanswered or name in found.fired
    tally.note(is_good, "{}: nothing was said of {}, and it counts as answered", timing, name)
    quick = assess_quickly(subject.fast, answers, timing)
    tally.note(not quick["ladder_is_open"], "{}: {} is not answered, and the table opens the ladder", timing, name)


def _half_said(subject: Subject, flagwise: Flagwise, name: str, timing: Timing, tally: Tally) -> None:
    """Some parts answered in some way, the rest not: could a missing answer still make it fire, it is unanswered."""
    flag = subject.rulebook.flags[name]
    if not flag.in_parts:
        return
    naming = subject.rulebook.naming
    own = names_of(subject, flag, with_parts=False)
    parts = {finding for rule in flag.rules for finding in findings_of(rule.when)} - {name}
    names = sorted(names_of(subject, flag, with_parts=True) - own - set(naming.numbers))
    rng = random.Random(f"{name} {timing}")  # noqa: S311 - made-up cases, not secrets
    for _ in range(4):
        answers: dict[str, object] = {part: rng.choice(("no", "unsure", "yes")) for part in names if rng.random() < 0.5}
        missing = [part for part in parts if not any(other in answers for other in naming.counts_for[part])]
        worst: dict[str, object] = {part: "yes" for part in missing if part not in naming.numbers}
        could_fire = flagwise.outcome({**answers, **worst, **dict.fromkeys(own, "no")}, timing).fired.get(name)
        if could_fire is None or could_fire[0] < Urgency.SAME_DAY:
            continue
        found = flagwise.outcome(answers, timing)
        is_good = name in found.unanswered or found.fired.get(name, (0,))[0] >= Urgency.SAME_DAY
        tally.note(
            is_good,
            "{}: {} counts as an answer to {}, though {} would make it fire",
            timing,
            answers,
            name,
            worst,
        )
