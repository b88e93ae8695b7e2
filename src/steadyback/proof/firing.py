"""Every red flag can fire: each of its rules, inside its own weeks, and the reference agrees on the very case."""

from __future__ import annotations

from typing import Any

import z3

from steadyback.engine.rulebook import CountedRule
from steadyback.engine.triage import Assessment
from steadyback.proof.cases import Case
from steadyback.proof.formulas import Situation, as_written
from steadyback.proof.property import Progress, Shown, Tally, shown
from steadyback.proof.subject import Subject
from steadyback.vocabulary.timing import Stage, Timing

_STAGE = (Stage.PREGNANT, Stage.POSTPARTUM)


def witness(subject: Subject, rule: CountedRule) -> Case | None:
    """A case on one certain day in which ``rule`` is met, with as little said as can be; None when there is none."""
    her = Situation(subject.rulebook.naming)
    met = as_written(rule, subject.rulebook, her)
    solver = z3.Optimize()
    solver.add(met, her.is_possible(), her.stage < 2, her.first == her.last, her.first < 10**4)
    for said in her.everything_said():
        solver.add_soft(z3.Not(said))
    if solver.check() != z3.sat:
        return None
    model = solver.model()
    day = model.eval(her.first, model_completion=True).as_long()
    stage = _STAGE[model.eval(her.stage, model_completion=True).as_long()]
    return Case(_answers(her, model), Timing(stage, day, day))


def _answers(her: Situation, model: Any) -> dict[str, object]:
    answers: dict[str, object] = {}
    for name, words in her.words.items():
        for word, truth in zip(("yes", "unsure", "no"), words, strict=True):
            if z3.is_true(model[truth]):
                answers[name] = word
    for name, (given, value) in her.numbers.items():
        if z3.is_true(model[given]):
            answers[name] = float(model.eval(value, model_completion=True).as_fraction())
    return dict(sorted(answers.items()))


def can_fire(subject: Subject, progress: Progress) -> Shown:
    """The solver finds a case for every rule of every red flag; the reference is then run on that case."""

    def prove(tally: Tally) -> None:
        flags = subject.rulebook.flags
        have_rules = {rule.flag for rule in subject.rulebook.rules}
        for name in flags:
            tally.note(name in have_rules, "{} has no rule that could be met", name)
        for number, rule in enumerate(subject.rulebook.rules):
            progress(f"{number} of {len(subject.rulebook.rules)} rules")
            case = witness(subject, rule)
            tally.note(case is not None, "{}, {}: no answers on any day meet it", rule.flag, rule.part)
            if case is not None:
                found = subject.assess(*case)
                tally.note(_fires(found, rule), "{}, {}: the reference says no on {}", rule.flag, rule.part, case)
        quiet = {one.flag for timing in _both_unknown() for one in subject.assess({}, timing).fired}
        tally.note(not quiet, "{} fires when nothing was said", ", ".join(sorted(quiet)))

    says = """Every rule of every red flag can be met on some day inside its weeks, the red flag then fires, at least as
    urgent as that rule; and with nothing said none fires."""
    return shown("red-flags-can-fire", says, "solver and enumeration", prove)


def _both_unknown() -> list[Timing]:
    return [Timing(Stage.PREGNANT), Timing(Stage.POSTPARTUM), Timing(Stage.UNKNOWN)]


def _fires(found: Assessment, rule: CountedRule) -> bool:
    return any(one.flag == rule.flag and one.urgency >= rule.urgency for one in found.fired)
