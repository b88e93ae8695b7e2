"""Not knowing the weeks widens what is asked and what counts; it never narrows either."""

from __future__ import annotations

import z3

from steadyback.proof.cases import Maker
from steadyback.proof.cells import cells, unknown, weeks
from steadyback.proof.flagwise import Flagwise, Outcome
from steadyback.proof.formulas import Situation, as_compiled, as_written, counterexample
from steadyback.proof.property import Progress, Shown, Tally, shown
from steadyback.proof.subject import Subject
from steadyback.vocabulary.timing import Stage, Timing
from steadyback.vocabulary.urgency import Urgency


def unknown_weeks_widen(subject: Subject, progress: Progress, *, count: int) -> Shown:
    """The solver over every rule and every span of days; then made-up answers at every cell and not knowing it."""

    def prove(tally: Tally) -> None:
        _by_solver(subject, tally, progress)
        _by_cells(subject, tally, progress, count)

    says = """With the same answers, knowing less about the week (the week but not the day, the stage but not the week,
    nothing) fires every rule above watch that any day of it would fire, and leaves unanswered, or has fired, every
    sign that any day of it would leave unanswered."""
    return shown("unknown-weeks-widen", says, "solver and generated cases", prove)


def _by_solver(subject: Subject, tally: Tally, progress: Progress) -> None:
    rulebook, table = subject.rulebook, subject.table
    for number, rule in enumerate(rulebook.rules):
        progress(f"{number} of {len(rulebook.rules)} rules")
        if rule.urgency == Urgency.SELF_CARE:
            continue
        near, wide = Situation(rulebook.naming, "-"), Situation(rulebook.naming, "+")
        written = as_written(rule, rulebook, near), as_written(rule, rulebook, wide)
        compiled = as_compiled(rule, table, near), as_compiled(rule, table, wide)
        for form, (before, after) in (("as written", written), ("as compiled", compiled)):
            found = counterexample(z3.And(before, z3.Not(after), wide.widens(near)), near, wide)
            tally.note(found is None, "{}, {}, {}: {}", rule.flag, rule.part, form, found)


def _by_cells(subject: Subject, tally: Tally, progress: Progress, count: int) -> None:
    maker, reference = Maker(subject.rulebook), Flagwise(subject.rulebook)
    pairs = [(near, wide) for wide in _vague(subject) for near in cells(subject.rulebook) if _is_within(near, wide)]
    tries = max(1, count // len(pairs))
    for number, case in enumerate(maker.cases(3, tries)):
        progress(f"{number} of {tries} sets of answers at {len(pairs)} pairs of times")
        for near, wide in pairs:
            known, vague = reference.outcome(case.answers, near), reference.outcome(case.answers, wide)
            tally.note(_is_wider(known, vague), "{}: {} gives more than {}", case.answers, near, wide)


def _vague(subject: Subject) -> list[Timing]:
    return [*unknown(), *weeks(subject.rulebook)]


def _is_within(near: Timing, wide: Timing) -> bool:
    if wide.stage is Stage.UNKNOWN:
        return True
    return near.stage is wide.stage and wide.first_day <= near.first_day and near.last_day <= wide.last_day


def _is_wider(known: Outcome, vague: Outcome) -> bool:
    return (
        vague.urgency >= known.urgency
        and all(
            vague.fired.get(flag, (-1,))[0] >= urgency for flag, (urgency, *_) in known.fired.items() if urgency > 0
        )
        and known.unanswered <= vague.unanswered | set(vague.fired)
    )
