"""Not sure about a sign of an emergency or same-day rule gives what yes gives there."""

from __future__ import annotations

import z3

from steadyback.proof.firing import witness
from steadyback.proof.formulas import Situation, as_compiled, as_written, counterexample
from steadyback.proof.property import Progress, Shown, Tally, shown
from steadyback.proof.subject import Subject
from steadyback.vocabulary.urgency import Urgency


def unsure_counts(subject: Subject, progress: Progress) -> Shown:
    """The solver over every such rule, as written and as compiled; then a case of each through the reference."""

    def prove(tally: Tally) -> None:
        for number, rule in enumerate(subject.rulebook.rules):
            progress(f"{number} of {len(subject.rulebook.rules)} rules")
            if rule.urgency >= Urgency.SAME_DAY:
                _one_rule(subject, number, tally)

    says = """In every emergency and same-day rule each yes may be a not sure: the rule is still met, the red flag is as
    urgent as before, and the advice is never self-care."""
    return shown("unsure-counts-as-yes", says, "solver and enumeration", prove)


def _one_rule(subject: Subject, number: int, tally: Tally) -> None:
    rulebook, table = subject.rulebook, subject.table
    rule = rulebook.rules[number]
    sure, doubtful = Situation(rulebook.naming, "!"), Situation(rulebook.naming, "?")
    written = as_written(rule, rulebook, sure), as_written(rule, rulebook, doubtful)
    compiled = as_compiled(rule, table, sure), as_compiled(rule, table, doubtful)
    for form, (before, after) in (("as written", written), ("as compiled", compiled)):
        found = counterexample(z3.And(before, z3.Not(after), doubtful.doubts(sure)), sure, doubtful)
        tally.note(found is None, "{}, {}, {}: {}", rule.flag, rule.part, form, found)
    case = witness(subject, rule)
    if case is None:
        return
    answers = {name: "unsure" if answer == "yes" else answer for name, answer in case.answers.items()}
    found_now = subject.assess(answers, case.timing)
    fired = {one.flag: one.urgency for one in found_now.fired}
    is_good = fired.get(rule.flag, -1) >= rule.urgency and found_now.urgency >= rule.urgency
    tally.note(is_good, "{}, {}: {} gives {}", rule.flag, case.timing, answers, found_now.urgency.slug)
