"""Rules as formulas for the solver: once from the condition as it is written, once from the compiled clauses.

The two translations share nothing but the variables, so that "they are equal" is worth proving. Each answer is two
truths, *yes* and *unsure*, and a third, *no*; none of the three is "unanswered". Her timing is three whole numbers.
"""

from __future__ import annotations

from typing import Any

import z3

from steadyback.engine.replies import Naming
from steadyback.engine.rulebook import CountedRule, Rulebook
from steadyback.engine.table import REACHES, Table, TableRule
from steadyback.knowledge.condition import All, AtLeast, Condition, Is, Not, Score, Within
from steadyback.knowledge.condition import Any as AnyOf
from steadyback.vocabulary.timing import Stage, Windows

STAGES = {Stage.PREGNANT: 0, Stage.POSTPARTUM: 1, Stage.UNKNOWN: 2}
_NUMBER_OF_STAGE = {stage.value: number for stage, number in STAGES.items()}


class Situation:
    """The variables of one situation: what is answered, which numbers are given, and when. ``tag`` tells two apart."""

    def __init__(self, naming: Naming, tag: str = "") -> None:
        self.naming = naming
        self.tag = tag
        self.words: dict[str, tuple[Any, Any, Any]] = {}
        self.numbers: dict[str, tuple[Any, Any]] = {}
        self.stage, self.first, self.last = z3.Ints(f"stage{tag} first{tag} last{tag}")

    def word(self, name: str) -> tuple[Any, Any, Any]:
        """Whether ``name`` was answered yes, unsure, no."""
        if name not in self.words:
            made = tuple(z3.Bool(f"{kind}:{name}{self.tag}") for kind in ("yes", "unsure", "no"))
            self.words[name] = (made[0], made[1], made[2])
        return self.words[name]

    def number(self, name: str) -> tuple[Any, Any]:
        """Whether the number ``name`` was given, and what it is."""
        if name not in self.numbers:
            self.numbers[name] = (z3.Bool(f"given:{name}{self.tag}"), z3.Real(f"value:{name}{self.tag}"))
        return self.numbers[name]

    def everything_said(self) -> list[Any]:
        """Each answer and number in use, as a truth: it was given."""
        said = [answer for words in self.words.values() for answer in words]
        return said + [given for given, _ in self.numbers.values()]

    def is_possible(self) -> Any:
        """One reply at most to each question, and days in order. Ask for it last: it speaks of the variables in use."""
        one_each = [z3.AtMost(*words, 1) for words in self.words.values()]
        in_range = []
        for name, (_, value) in self.numbers.items():
            low, high = self.naming.numbers[name]
            in_range += [value >= z3.RealVal(str(low)), value <= z3.RealVal(str(high))]
        days = [self.stage >= 0, self.stage <= 2, self.first >= 0, self.first <= self.last]
        return z3.And(*one_each, *in_range, *days)

    def raises(self, lower: Situation) -> Any:
        """This situation says nothing less worrying than ``lower``, at the same time.

        A yes stays a yes, unsure stays unsure or becomes yes, a number stays or grows; what was not answered may be
        answered in any way, save where a yes was presumed: there the same names stay unanswered.
        """
        presumed = {name for finding in self.naming.presumed for name in self.naming.counts_for[finding]}
        parts = [self.stage == lower.stage, self.first == lower.first, self.last == lower.last]
        for name, (yes, unsure, no) in lower.words.items():
            more_yes, more_unsure, more_no = self.word(name)
            parts += [z3.Implies(yes, more_yes), z3.Implies(unsure, z3.Or(more_unsure, more_yes))]
            parts.append(z3.Implies(no, z3.Or(more_no, more_unsure, more_yes)))
            if name in presumed:
                parts.append(z3.Implies(z3.Not(z3.Or(yes, unsure, no)), z3.Not(z3.Or(more_unsure, more_no))))
        for name, (given, value) in lower.numbers.items():
            more_given, more_value = self.number(name)
            parts.append(z3.Implies(given, z3.And(more_given, more_value >= value)))
        return z3.And(*parts)

    def doubts(self, sure: Situation) -> Any:
        """This situation is ``sure`` with not sure in the place of every yes."""
        parts = [self.stage == sure.stage, self.first == sure.first, self.last == sure.last]
        for name, (yes, unsure, no) in sure.words.items():
            now_yes, now_unsure, now_no = self.word(name)
            parts += [z3.Not(now_yes), now_unsure == z3.Or(yes, unsure), now_no == no]
        for name, (given, value) in sure.numbers.items():
            now_given, now_value = self.number(name)
            parts += [now_given == given, now_value == value]
        return z3.And(*parts)

    def widens(self, known: Situation) -> Any:
        """This situation has the answers of ``known``, and its days hold all of those, or the stage is not known."""
        parts: list[Any] = [
            z3.Or(
                z3.And(self.stage == known.stage, self.first <= known.first, self.last >= known.last), self.stage == 2
            )
        ]
        for name, words in known.words.items():
            parts += [mine == theirs for mine, theirs in zip(self.word(name), words, strict=True)]
        for name, pair in known.numbers.items():
            parts += [mine == theirs for mine, theirs in zip(self.number(name), pair, strict=True)]
        return z3.And(*parts)


def as_written(rule: CountedRule, rulebook: Rulebook, her: Situation, *, unsure_counts: bool | None = None) -> Any:
    """Whether ``rule`` is open and met, from its condition as the content has it."""
    counts = rule.unsure_counts if unsure_counts is None else unsure_counts
    is_open = z3.Or(*(_is_open(windows, her) for windows in rule.windows))
    return z3.And(is_open, _holds(rule.when, rulebook.naming_for(rule), her, counts))


def _holds(condition: Condition, naming: Naming, her: Situation, unsure_counts: bool) -> Any:
    match condition:
        case Is(finding):
            return _counts(finding, naming, her, unsure_counts)
        case Score(finding, at_least):
            given, value = her.number(finding)
            return z3.And(given, value >= z3.RealVal(str(at_least)))
        case All(parts):
            return z3.And(*(_holds(part, naming, her, unsure_counts) for part in parts))
        case AnyOf(parts):
            return z3.Or(*(_holds(part, naming, her, unsure_counts) for part in parts))
        case AtLeast(least, parts):
            return z3.Sum(*(z3.If(_holds(part, naming, her, unsure_counts), 1, 0) for part in parts)) >= least
        case Not(part):
            return z3.Not(_holds(part, naming, her, True))
        case Within(windows):
            return _is_open(windows, her)
    raise TypeError(f"{condition!r} is not a condition of this language")


def _counts(finding: str, naming: Naming, her: Situation, unsure_counts: bool) -> Any:
    words = [her.word(name) for name in naming.counts_for[finding]]
    parts = [yes for yes, _, _ in words]
    if unsure_counts:
        parts += [unsure for _, unsure, _ in words]
    if finding in naming.presumed:
        parts.append(z3.Not(z3.Or(*(answer for word in words for answer in word))))
    return z3.Or(*parts)


def _is_open(windows: Windows, her: Situation) -> Any:
    ways = []
    for stage, span in ((0, windows.pregnant), (1, windows.postpartum)):
        if span is not None:
            overlap = z3.And(her.stage == stage, her.first <= span.last_day, span.first_day <= her.last)
            ways += [overlap, her.stage == 2]
    return z3.Or(*ways)


def as_compiled(rule: CountedRule, table: Table, her: Situation) -> Any:
    """Whether ``rule`` is open and met, from the table: in one of the ways that the compiled rule has."""
    ways = [one for one in table.rules if table.flags[one.flag].id == rule.flag and one.part == rule.part]
    return z3.Or(*(_way(one, table, her) for one in ways))


def _way(rule: TableRule, table: Table, her: Situation) -> Any:
    spans = [
        z3.Or(her.stage == 2, z3.And(her.stage == _NUMBER_OF_STAGE[stage], her.first <= last, first <= her.last))
        for stage, first, last in rule.spans
    ]
    clauses = [z3.Or(*(_bit(number, table, her, doubt=rule.unsure) for number in clause)) for clause in rule.clauses]
    unless = [z3.Not(_bit(number, table, her, doubt=True)) for number in rule.unless]
    return z3.And(z3.Or(*spans), *clauses, *unless)


def _bit(number: int, table: Table, her: Situation, *, doubt: bool) -> Any:
    """Whether the compiled answer ``number`` counts; of what is presumed, the first name while all are silent."""
    name, _, limit = table.answers[number].partition(REACHES)
    if limit:
        given, value = her.number(name)
        return z3.And(given, value >= z3.RealVal(limit))
    yes, unsure, _ = her.word(name)
    presumed = [
        z3.Not(z3.Or(*(answer for one in names for answer in her.word(table.answers[one]))))
        for names in table.presumed
        if names[0] == number
    ]
    return z3.Or(yes, *([unsure] if doubt else []), *presumed)


def counterexample(claim_fails: Any, *situations: Situation) -> str | None:
    """A situation in which ``claim_fails`` is true, in words; None when the solver proves there is none."""
    solver = z3.Solver()
    solver.add(claim_fails, *(situation.is_possible() for situation in situations))
    verdict = solver.check()
    if verdict == z3.unsat:
        return None
    if verdict != z3.sat:
        return f"the solver could not tell ({solver.reason_unknown()})"
    model = solver.model()
    facts = [f"{one} = {model[one]}" for one in model.decls() if not z3.is_false(model[one])]
    return ", ".join(sorted(facts))
