"""More yeses never lower the urgency, and neither does any answer that is added."""

from __future__ import annotations

import random

import z3

from steadyback.proof.cases import Maker
from steadyback.proof.flagwise import Flagwise, Outcome
from steadyback.proof.formulas import Situation, as_compiled, as_written, counterexample
from steadyback.proof.property import Progress, Shown, Tally, shown
from steadyback.proof.subject import Subject
from steadyback.vocabulary.urgency import Urgency


def more_never_lowers(subject: Subject, progress: Progress, *, count: int) -> Shown:
    """The solver over every rule, as written and as compiled; then pairs of cases, one said more worryingly."""

    def prove(tally: Tally) -> None:
        _by_solver(subject, tally, progress)
        _by_pairs(subject, tally, progress, count)

    says = """A step from no to not sure to yes, a higher number, or one answer more than before never takes a rule
    above watch away, so it never lowers the urgency. (What is presumed a yes until she answers, such as back pain, is
    left unanswered on both sides: her own no may take it back.)"""
    return shown("more-never-lowers", says, "solver and generated cases", prove)


def _by_solver(subject: Subject, tally: Tally, progress: Progress) -> None:
    rulebook, table = subject.rulebook, subject.table
    for number, rule in enumerate(rulebook.rules):
        progress(f"{number} of {len(rulebook.rules)} rules")
        if rule.urgency == Urgency.SELF_CARE:
            continue
        for form in ("as written", "as compiled"):
            less, more = Situation(rulebook.naming, "-"), Situation(rulebook.naming, "+")
            if form == "as written":
                before, after = as_written(rule, rulebook, less), as_written(rule, rulebook, more)
            else:
                before, after = as_compiled(rule, table, less), as_compiled(rule, table, more)
            found = counterexample(z3.And(before, z3.Not(after), more.raises(less)), less, more)
            tally.note(found is None, "{}, {}, {}: {}", rule.flag, rule.part, form, found)


def _by_pairs(subject: Subject, tally: Tally, progress: Progress, count: int) -> None:
    maker, reference = Maker(subject.rulebook), Flagwise(subject.rulebook)
    rng = random.Random("raised")  # noqa: S311 - made-up cases, not secrets
    for number, case in enumerate(maker.cases(2, count)):
        if number % 1000 == 0:
            progress(f"{number} of {count} pairs")
        raised = maker.raised(rng, case)
        before, after = reference.outcome(*case), reference.outcome(*raised)
        is_good = (
            after.urgency >= before.urgency
            and _loses_none(before, after)
            and subject.fast.decide(*raised).urgency >= subject.fast.decide(*case).urgency
        )
        tally.note(is_good, "{}: {} is more urgent than {}", case.timing, case.answers, raised.answers)


def _loses_none(before: Outcome, after: Outcome) -> bool:
    return all(
        after.fired.get(flag, (-1,))[0] >= urgency
        for flag, (urgency, *_) in before.fired.items()
        if urgency > Urgency.SELF_CARE
    )
