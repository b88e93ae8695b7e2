"""The same rules for zen-engine, in its best forms. What counts is worked out for it beforehand and is not timed.

* ``one expression``: a compiled expression that filters a list with one entry a rule.
* ``decision table``: a table with one row a rule, hit policy "collect", through the decision engine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import zen

from benchmarks.rules import PlainRule, limits, open_rules, presumed
from steadyback.engine.fast import FastTable
from steadyback.engine.table import REACHES
from steadyback.vocabulary.timing import Timing

#: From the context to the places of the met rules.
Decide = Callable[[dict[str, Any]], list[int]]


def context_of(fast: FastTable, answers: Mapping[str, object]) -> dict[str, Any]:
    """What counts, as flat truths: ``s_`` for sure, ``c_`` for counts in urgent rules."""
    found: dict[str, Any] = {}

    def put(name: str, *, sure: bool) -> None:
        found[f"c_{_plain(name)}"] = True
        if sure:
            found[f"s_{_plain(name)}"] = True

    numbers = limits(fast)
    for name, answer in answers.items():
        if answer in ("yes", "unsure"):
            put(name, sure=answer == "yes")
        elif name in numbers:
            for limit in numbers[name]:
                if float(str(answer)) >= limit:
                    put(f"{name}{REACHES}{limit:g}", sure=True)
    for one in presumed(fast):
        if not any(name in answers for name in one.names):
            put(one.names[0], sure=True)
    return found


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "_", name)


def _condition(rule: PlainRule) -> str:
    mark = "c_" if rule.unsure else "s_"
    clauses = [" or ".join(f"{mark}{_plain(name)} == true" for name in clause) for clause in rule.clauses]
    clauses += [f"c_{_plain(name)} != true" for name in rule.unless]
    return " and ".join(f"({clause})" for clause in clauses)


def forms(fast: FastTable, timing: Timing) -> dict[str, Decide]:
    """Each form as a function for one time."""
    rules = open_rules(fast, timing)
    return {"one expression": _one_expression(rules), "decision table": _decision_table(rules)}


def _one_expression(rules: list[PlainRule]) -> Decide:
    entries = ", ".join(f"{_condition(rule)} ? {rule.place} : -1" for rule in rules)
    compiled = zen.compile_expression(f"filter([{entries}], # >= 0)")
    return lambda context: list(map(int, compiled.evaluate(context)))


def _decision_table(rules: list[PlainRule]) -> Decide:
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": "in", "name": "when"}],
        "outputs": [{"id": "out", "name": "place", "field": "place"}],
        "rules": [{"_id": str(rule.place), "in": _condition(rule), "out": str(rule.place)} for rule in rules],
    }
    nodes = [
        {"id": "a", "type": "inputNode", "name": "answers", "position": {"x": 0, "y": 0}},
        {"id": "b", "type": "decisionTableNode", "name": "rules", "content": table, "position": {"x": 1, "y": 0}},
        {"id": "c", "type": "outputNode", "name": "met", "position": {"x": 2, "y": 0}},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "a", "targetId": "b"},
        {"id": "2", "type": "edge", "sourceId": "b", "targetId": "c"},
    ]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def decide(context: dict[str, Any]) -> list[int]:
        result = decision.evaluate(context)["result"]
        return [int(one["place"]) for one in result]

    return decide
