"""Straight-line Python for the same rules: source that is generated, nothing but ifs, in three honest forms.

* ``every rule``: one function; what counts is gathered first, then each rule is one ``if`` on it.
* ``by answer``: each rule stands only under the answers of its narrowest clause, one small function an answer, so that
  only rules that could be met are looked at.
* ``straight from the mapping``: one function, each rule reads the answers itself; nothing is gathered.

All give what the compiled table gives: the urgency, and the met rules as bits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from benchmarks.rules import PlainRule, Presumed, limits, open_rules, presumed
from steadyback.engine.fast import FastTable
from steadyback.engine.table import REACHES
from steadyback.vocabulary.timing import Timing

Decide = Callable[[Mapping[str, object]], tuple[int, int]]


def forms(fast: FastTable, timing: Timing) -> dict[str, Decide]:
    """Each form as a function for one time."""
    rules, silent, numbers = open_rules(fast, timing), presumed(fast), limits(fast)
    return {
        "every rule": _run(_every_rule(rules, silent, numbers)),
        "by answer": _run(_by_answer(rules, silent, numbers)),
        "straight from the mapping": _run(_from_mapping(rules, silent)),
    }


def _run(source: str) -> Decide:
    space: dict[str, object] = {}
    exec(compile(source, "<straight line>", "exec"), space)
    found = space["decide"]
    assert callable(found)
    return found


def _test(names: tuple[str, ...], among: str) -> str:
    return " or ".join(f"{name!r} in {among}" for name in names)


def _condition(rule: PlainRule, *, known: tuple[str, ...] = ()) -> str:
    """The rule as an expression over ``sure`` and ``counts``; ``known``: a clause that is met already."""
    among = "counts" if rule.unsure else "sure"
    parts = [f"({_test(clause, among)})" for clause in rule.clauses if clause != known]
    parts += [f"{name!r} not in counts" for name in rule.unless]
    return " and ".join(parts) or "True"


def _gather(silent: list[Presumed], numbers: dict[str, list[float]]) -> list[str]:
    lines = [
        "    sure = set()",
        "    counts = set()",
        "    for name, answer in answers.items():",
        "        if answer != 'no':",
        "            if answer == 'yes':",
        "                sure.add(name)",
        "                counts.add(name)",
        "            elif answer == 'unsure':",
        "                counts.add(name)",
    ]
    for name, found in numbers.items():
        lines.append(f"            elif name == {name!r}:")
        for limit in found:
            reached = f"{name}{REACHES}{limit:g}"
            lines += [
                f"                if answer >= {limit!r}:",
                f"                    sure.add({reached!r})",
                f"                    counts.add({reached!r})",
            ]
    for one in silent:
        said = " or ".join(f"{name!r} in answers" for name in one.names)
        lines += [
            f"    if not ({said}):",
            f"        sure.add({one.names[0]!r})",
            f"        counts.add({one.names[0]!r})",
        ]
    return lines


_VERDICT = "    return (3 if met & EMERGENCY else 2 if met & SAME_DAY else 1 if met & REVIEW else 0), met"


def _masks(rules: list[PlainRule]) -> list[str]:
    masks = [sum(1 << rule.place for rule in rules if rule.urgency == urgency) for urgency in range(4)]
    return [f"REVIEW, SAME_DAY, EMERGENCY = {masks[1]}, {masks[2]}, {masks[3]}"]


def _every_rule(rules: list[PlainRule], silent: list[Presumed], numbers: dict[str, list[float]]) -> str:
    lines = [*_masks(rules), "def decide(answers):", *_gather(silent, numbers), "    met = 0"]
    for rule in rules:
        lines += [f"    if {_condition(rule)}:", f"        met |= {1 << rule.place}"]
    return "\n".join([*lines, _VERDICT])


def _by_answer(rules: list[PlainRule], silent: list[Presumed], numbers: dict[str, list[float]]) -> str:
    first = {one.names[0] for one in silent}
    under: dict[str, list[tuple[PlainRule, tuple[str, ...]]]] = {}
    for rule in rules:
        anchor = min(rule.clauses, key=lambda clause: (bool(first & set(clause)), len(clause)))
        for name in anchor:
            under.setdefault(name, []).append((rule, anchor))
    lines = _masks(rules)
    for number, found in enumerate(under.values()):
        lines += [f"def rules_{number}(sure, counts, is_sure):", "    met = 0"]
        for rule, anchor in found:
            parts = [] if rule.unsure else ["is_sure"]
            rest = _condition(rule, known=anchor)
            parts += [rest] if rest != "True" else []
            if parts:
                lines += [f"    if {' and '.join(parts)}:", f"        met |= {1 << rule.place}"]
            else:
                lines.append(f"    met |= {1 << rule.place}")
        lines.append("    return met")
    lines.append("UNDER = {")
    lines += [f"    {name!r}: rules_{number}," for number, name in enumerate(under)]
    lines += ["}", "find = UNDER.get", "def decide(answers):", *_gather(silent, numbers), "    met = 0"]
    lines += [
        "    for name in counts:",
        "        rules = find(name)",
        "        if rules is not None:",
        "            met |= rules(sure, counts, name in sure)",
    ]
    return "\n".join([*lines, _VERDICT])


def _from_mapping(rules: list[PlainRule], silent: list[Presumed]) -> str:
    first = {one.names[0]: number for number, one in enumerate(silent)}
    lines = [*_masks(rules), "def decide(answers):", "    get = answers.get"]
    for number, one in enumerate(silent):
        said = " or ".join(f"{name!r} in answers" for name in one.names)
        lines.append(f"    silent_{number} = not ({said})")
    lines.append("    met = 0")

    def read(name: str, *, unsure: bool) -> str:
        finding, _, limit = name.partition(REACHES)
        if limit:
            return f"get({finding!r}, -1) >= {limit}"
        plain = f"get({name!r}) in ('yes', 'unsure')" if unsure else f"get({name!r}) == 'yes'"
        return f"silent_{first[name]} or {plain}" if name in first else plain

    for rule in rules:
        parts = ["(" + " or ".join(read(name, unsure=rule.unsure) for name in clause) + ")" for clause in rule.clauses]
        parts += [f"not ({read(name, unsure=True)})" for name in rule.unless]
        lines += [f"    if {' and '.join(parts)}:", f"        met |= {1 << rule.place}"]
    return "\n".join([*lines, _VERDICT])
