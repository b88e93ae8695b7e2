"""Compiling the rulebook to the table of :mod:`steadyback.engine.table`.

Each rule becomes a list of clauses; it is met when every clause has at least one answer that counts (conjunctive
normal form). That is possible because nothing that raises an urgency may hold a ``not``. A ``not`` in a watch rule
becomes ``unless``: answers that switch the rule off. Windows are spans of days.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, product
from typing import NamedTuple

from steadyback.engine.replies import Naming
from steadyback.engine.rulebook import CountedRule, Rulebook
from steadyback.engine.table import REACHES, Table, TableFlag, TableRule
from steadyback.knowledge.condition import All, AtLeast, Condition, Is, Not, Score, Within, findings_of
from steadyback.knowledge.condition import Any as AnyOf
from steadyback.vocabulary.timing import ALWAYS, Span, Stage, Windows

Clause = frozenset[str]
Spans = tuple[tuple[str, int, int], ...]


def compile_table(rulebook: Rulebook) -> Table:
    """The table of ``rulebook``. ValueError when a rule cannot be compiled (the content check says it better)."""
    naming = rulebook.naming
    compiled = [(rule, *way) for rule in rulebook.rules for way in _compile_rule(rule, rulebook)]
    names = {name for names in naming.counts_for.values() for name in names} - set(naming.numbers)
    limits = {name for _, clauses, _, _ in compiled for clause in clauses for name in clause if REACHES in name}
    answers = tuple(sorted(names)) + tuple(sorted(limits))
    index = {name: number for number, name in enumerate(answers)}
    flag_index = {name: number for number, name in enumerate(sorted(rulebook.flags))}
    rules = tuple(
        TableRule(
            flag=flag_index[rule.flag],
            urgency=int(rule.urgency),
            route=rule.route,
            spans=spans,
            clauses=tuple(tuple(sorted(index[name] for name in clause)) for clause in clauses),
            unless=tuple(sorted(index[name] for name in unless)),
            unsure=rule.unsure_counts,
            part=rule.part,
        )
        for rule, clauses, unless, spans in compiled
    )
    return Table(
        version=rulebook.version,
        answers=answers,
        flags=tuple(_flag(rulebook, name, index) for name in flag_index),
        rules=rules,
        presumed=tuple(tuple(index[other] for other in naming.counts_for[name]) for name in sorted(naming.presumed)),
        names=tuple(_names(name, naming, index) for name in answers),
        numbers=naming.numbers,
        askable=tuple(naming.askable),
    )


def _names(name: str, naming: Naming, index: dict[str, int]) -> tuple[int, ...]:
    if name in naming.signs or name not in naming.counts_for:
        return ()
    return tuple(index[other] for other in naming.counts_for[name])


def _names_of_fact(fact: str | None, naming: Naming, index: dict[str, int]) -> tuple[int, ...]:
    """The answers by which she speaks of ``fact`` itself; a sign, which may stand for several, is none of them."""
    names = naming.counts_for[fact] if fact else ()
    return tuple(index[name] for name in names if name not in naming.signs)


def _flag(rulebook: Rulebook, name: str, index: dict[str, int]) -> TableFlag:
    flag = rulebook.flags[name]
    return TableFlag(
        id=name,
        title=flag.card.title,
        because=flag.because.text,
        say=flag.say,
        sources=tuple(citation.source for citation in flag.card.sources),
        pauses_ladder=flag.pauses_ladder,
        is_asked=flag.asked == "check",
        about_baby=flag.about_baby,
        is_private=flag.is_private,
        in_parts=flag.in_parts,
        names=tuple(index[other] for other in rulebook.naming.counts_for[name]),
        unless_no=_names_of_fact(flag.asked_unless_no, rulebook.naming, index),
    )


class _Variant(NamedTuple):
    """One way in which a rule can be met: in these windows, by this condition, unless one of these is said."""

    windows: Windows
    condition: Condition | None
    unless: frozenset[str] = frozenset()


def _compile_rule(rule: CountedRule, rulebook: Rulebook) -> list[tuple[list[Clause], frozenset[str], Spans]]:
    """For each way to meet the rule: clauses, the answers that switch it off, and the spans in which it counts."""
    naming = rulebook.naming_for(rule)
    found = []
    for variant in _variants(rule.when, naming):
        spans = [span for windows in rule.windows for span in _spans(_overlap(windows, variant.windows))]
        clauses = _cnf(variant.condition, naming) if variant.condition is not None else []
        if spans:
            found.append((_without_wider(clauses), variant.unless, tuple(spans)))
    return found


def _variants(condition: Condition, naming: Naming) -> list[_Variant]:
    """The condition with windows and ``not`` taken out of it: an ``any`` over windows becomes several ways."""
    match condition:
        case Not(part):
            off = {name for finding in findings_of(part) for name in naming.counts_for[finding]}
            return [_Variant(ALWAYS, None, frozenset(off))]
        case Within(windows):
            return [_Variant(windows, None)]
        case All(parts):
            return [_both(choice) for choice in product(*(_variants(part, naming) for part in parts))]
        case AnyOf(parts):
            each = [_variants(part, naming) for part in parts]
            plain = [part for part, ways in zip(parts, each, strict=True) if ways == [_Variant(ALWAYS, part)]]
            others = [way for ways in each for way in ways if way not in [_Variant(ALWAYS, part) for part in plain]]
            return ([_Variant(ALWAYS, AnyOf(tuple(plain)))] if plain else []) + others
    return [_Variant(ALWAYS, condition)]


def _both(choice: tuple[_Variant, ...]) -> _Variant:
    windows = ALWAYS
    for way in choice:
        windows = _overlap(windows, way.windows)
    parts = tuple(way.condition for way in choice if way.condition is not None)
    return _Variant(windows, All(parts) if parts else None, frozenset().union(*(way.unless for way in choice)))


def _overlap(one: Windows, other: Windows) -> Windows:
    """The time that both windows have. (Spans on one line that meet two by two all meet, so nothing is lost.)"""

    def common(first: Span | None, second: Span | None) -> Span | None:
        if first is None or second is None:
            return None
        start, end = max(first.first_day, second.first_day), min(first.last_day, second.last_day)
        return Span(start, end) if start <= end else None

    return Windows(common(one.pregnant, other.pregnant), common(one.postpartum, other.postpartum))


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
    raise ValueError(f"{condition!r} cannot be compiled here; a `not` goes at the top of a watch rule")


def _any_of(parts: list[list[Clause]]) -> list[Clause]:
    return _without_wider([frozenset().union(*choice) for choice in product(*parts)])


def _without_wider(clauses: Iterable[Clause]) -> list[Clause]:
    """Drop a clause that another, narrower one makes needless, and keep a stable order."""
    kept: list[Clause] = []
    for clause in sorted(set(clauses), key=lambda one: (len(one), sorted(one))):
        if not any(other <= clause for other in kept):
            kept.append(clause)
    return kept
