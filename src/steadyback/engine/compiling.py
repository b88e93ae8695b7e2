"""Compiling the rulebook to the table of :mod:`steadyback.engine.table`.

Each rule becomes a list of clauses; it is met when every clause has at least one answer that counts (conjunctive
normal form). That is possible because nothing that raises an urgency may hold a ``not``. A ``not`` in a watch rule
becomes ``unless``: answers that switch the rule off. Windows are spans of days.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, product

from steadyback.engine.replies import Naming
from steadyback.engine.rulebook import CountedRule, Rulebook
from steadyback.engine.table import REACHES, Table, TableFlag, TableRule
from steadyback.engine.triage import alternatives
from steadyback.knowledge.condition import All, AtLeast, Condition, Is, Not, Score, Within, findings_of
from steadyback.knowledge.condition import Any as AnyOf
from steadyback.vocabulary.timing import Span, Stage, Windows

Clause = frozenset[str]


def compile_table(rulebook: Rulebook) -> Table:
    """The table of ``rulebook``. ValueError when a rule cannot be compiled (the content check says it better)."""
    naming = rulebook.naming
    compiled = [_clauses_of(rule, rulebook) for rule in rulebook.rules]
    names = {name for names in naming.counts_for.values() for name in names} - set(naming.numbers)
    limits = {name for clauses, _, _ in compiled for clause in clauses for name in clause if REACHES in name}
    answers = tuple(sorted(names)) + tuple(sorted(limits))
    index = {name: number for number, name in enumerate(answers)}
    flag_index = {name: number for number, name in enumerate(sorted(rulebook.flags))}
    rules = tuple(
        TableRule(
            flag=flag_index[rule.flag],
            urgency=int(rule.urgency),
            route=rule.route,
            spans=tuple(spans),
            clauses=tuple(tuple(sorted(index[name] for name in clause)) for clause in clauses),
            unless=tuple(sorted(index[name] for name in unless)),
            part=rule.part,
        )
        for rule, (clauses, unless, spans) in zip(rulebook.rules, compiled, strict=True)
    )
    return Table(
        version=rulebook.version,
        answers=answers,
        flags=tuple(_flag(rulebook, name, index) for name in flag_index),
        rules=rules,
        presumed=tuple(tuple(index[other] for other in naming.counts_for[name]) for name in sorted(naming.presumed)),
        numbers=naming.numbers,
        askable=tuple(naming.askable),
    )


def _flag(rulebook: Rulebook, name: str, index: dict[str, int]) -> TableFlag:
    flag = rulebook.flags[name]
    parts = {other for rule in flag.rules for other in alternatives(rule.when, name)} - {name}
    return TableFlag(
        id=name,
        title=flag.card.title,
        because=flag.because.text,
        say=flag.say,
        sources=tuple(citation.source for citation in flag.card.sources),
        pauses_ladder=flag.pauses_ladder,
        is_asked=flag.asked == "check" and flag.same_as is None,
        about_baby=flag.about_baby,
        is_private=flag.is_private,
        has_parts=bool(parts),
        names=tuple(index[other] for other in rulebook.naming.counts_for[name]),
    )


def _clauses_of(rule: CountedRule, rulebook: Rulebook) -> tuple[list[Clause], set[str], list[tuple[str, int, int]]]:
    """Clauses, the answers that switch it off, and the spans in which it counts."""
    unless: set[str] = set()
    windows = list(rule.windows)
    naming = rulebook.naming_for(rule)
    condition = _lift(rule.when, naming, unless, windows)
    clauses = _cnf(condition, naming) if condition is not None else []
    return _without_wider(clauses), unless, [span for each in windows for span in _spans(each)]


def _lift(condition: Condition, naming: Naming, unless: set[str], windows: list[Windows]) -> Condition | None:
    """Take a top-level window or ``not`` out of the condition; a window narrows each of the rule's."""
    match condition:
        case Not(part):
            for finding in findings_of(part):
                unless.update(naming.counts_for[finding])
            return None
        case Within(inner):
            windows[:] = [narrowed for each in windows for narrowed in _overlap(each, inner)]
            return None
        case All(parts):
            left = [kept for part in parts if (kept := _lift(part, naming, unless, windows)) is not None]
            return All(tuple(left)) if left else None
    return condition


def _overlap(one: Windows, other: Windows) -> list[Windows]:
    def common(first: Span | None, second: Span | None) -> Span | None:
        if first is None or second is None:
            return None
        start, end = max(first.first_day, second.first_day), min(first.last_day, second.last_day)
        return Span(start, end) if start <= end else None

    both = Windows(common(one.pregnant, other.pregnant), common(one.postpartum, other.postpartum))
    return [] if both.pregnant is None and both.postpartum is None else [both]


def _spans(windows: Windows) -> list[tuple[str, int, int]]:
    pairs = ((Stage.PREGNANT, windows.pregnant), (Stage.POSTPARTUM, windows.postpartum))
    return [(stage.value, span.first_day, span.last_day) for stage, span in pairs if span is not None]


def _cnf(condition: Condition, naming: Naming) -> list[Clause]:
    match condition:
        case Is(finding):
            return [frozenset(naming.counts_for[finding])]
        case Score(finding, at_least):
            return [frozenset({f"{finding}{REACHES}{at_least:g}"})]
        case All(parts):
            return [clause for part in parts for clause in _cnf(part, naming)]
        case AnyOf(parts):
            return _any_of([_cnf(part, naming) for part in parts])
        case AtLeast(count, parts):
            subsets = combinations(parts, len(parts) - count + 1)
            return [clause for subset in subsets for clause in _any_of([_cnf(part, naming) for part in subset])]
    raise ValueError(f"{condition!r} cannot be compiled here; put a window or a `not` at the top of the rule")


def _any_of(parts: list[list[Clause]]) -> list[Clause]:
    return _without_wider([frozenset().union(*choice) for choice in product(*parts)])


def _without_wider(clauses: Iterable[Clause]) -> list[Clause]:
    """Drop a clause that another, narrower one makes needless, and keep a stable order."""
    kept: list[Clause] = []
    for clause in sorted(set(clauses), key=lambda one: (len(one), sorted(one))):
        if not any(other <= clause for other in kept):
            kept.append(clause)
    return kept
