"""A whole assessment, with words and sources, from the compiled table: what the command line and the batch use.

The decisions are :mod:`steadyback.engine.fast`'s, and equal :func:`steadyback.engine.triage.assess` in every field
that both have; ``steadyback verify`` proves it on generated cases.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from steadyback.engine.fast import FastTable
from steadyback.engine.table import REACHES, TableRule, decides
from steadyback.vocabulary.timing import Timing
from steadyback.vocabulary.urgency import Urgency

_WORDS = ("yes", "no", "unsure")
_SLUGS = tuple(urgency.slug for urgency in Urgency)


def read_answers(given: Mapping[str, object], fast: FastTable) -> dict[str, object]:
    """Answers checked and tidied: ids known, words among yes, no and unsure, numbers in range. ValueError if not."""
    numbers = fast.table.numbers
    found: dict[str, object] = {}
    for name, value in given.items():
        if name in numbers:
            found[name] = _number(name, value, numbers[name])
        elif name not in fast.gain["yes"]:
            import difflib

            near = difflib.get_close_matches(name, list(fast.gain["yes"]), n=1)
            mend = f"did you mean {near[0]!r}?" if near else "see `steadyback content list --json` for the ids"
            raise ValueError(f"{name!r} is not the id of a finding; {mend}")
        elif isinstance(value, str) and value.strip().lower() in _WORDS:
            found[name] = value.strip().lower()
        else:
            raise ValueError(f'{name}: {value!r} is not an answer; use "yes", "no" or "unsure"')
    return found


def _number(name: str, value: object, limits: tuple[float, float]) -> float:
    try:
        number = float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    except ValueError:
        number = None
    if number is None or not limits[0] <= number <= limits[1]:
        raise ValueError(f"{name}: {value!r} is not a number from {limits[0]:g} to {limits[1]:g}")
    return number


def assess_quickly(fast: FastTable, answers: Mapping[str, object], timing: Timing) -> dict[str, Any]:
    """The assessment as plain data, in the shape that ``steadyback triage --json`` prints."""
    table = fast.table
    verdict = fast.decide(answers, timing)
    best: dict[int, int] = {}
    met = verdict.met
    while met:
        place = (met & -met).bit_length() - 1
        met ^= 1 << place
        flag = fast.rules[place].flag
        if flag not in best or fast.rank[best[flag]] < fast.rank[place]:
            best[flag] = place
    ordered = sorted((fast.rules[place] for place in best.values()), key=lambda rule: (-rule.urgency, rule.flag))
    fired = [_fired(fast, rule, answers) for rule in ordered]
    settled = [rule.flag for rule in ordered if decides(table.flags[rule.flag], rule.urgency)]
    left = unanswered(fast, answers, timing, set(settled))
    shut = [table.flags[number].id for number in settled]
    return {
        "urgency": _SLUGS[verdict.urgency],
        "fired": fired,
        "findings": {**dict.fromkeys(left, "unanswered"), **answers},
        "unanswered": left,
        "shut_by": shut,
        "ladder_is_open": not shut and not left,
        "knowledge_version": table.version,
    }


def _fired(fast: FastTable, rule: TableRule, answers: Mapping[str, object]) -> dict[str, Any]:
    flag = fast.table.flags[rule.flag]
    counting = ("yes", "unsure") if rule.unsure else ("yes",)
    said = answers.keys() & fast.names_in(rule)
    because = sorted(name for name in said if answers[name] in counting or name in fast.table.numbers)
    return {
        "id": flag.id,
        "urgency": _SLUGS[rule.urgency],
        "route": list(rule.route),
        "because": because,
        "title": flag.title,
        "words": flag.because,
        "say": flag.say,
        "sources": list(flag.sources),
    }


def unanswered(fast: FastTable, answers: Mapping[str, object], timing: Timing, settled: set[int]) -> list[str]:
    """As :func:`steadyback.engine.triage.unanswered`, from the table."""
    windows, said = fast.windows(timing), answers.keys()
    left: list[str] = []
    for number, names, rules, in_parts, unless_no in fast.asked(timing):
        if number in settled or not said.isdisjoint(names) or _is_no(unless_no, answers):
            continue
        if not in_parts or any(_may_still_fire(fast, rule, names, answers) for rule, bit in rules if windows & bit):
            left.append(fast.table.flags[number].id)
    return left


def _is_no(names: tuple[str, ...], answers: Mapping[str, object]) -> bool:
    """Whether she said no under one of ``names``, and nothing more worrying under another."""
    return {answers[name] for name in names if name in answers} == {"no"}


def _may_still_fire(fast: FastTable, rule: TableRule, own: tuple[str, ...], answers: Mapping[str, object]) -> bool:
    """Whether the rule could be met, its own id being no, if every finding of which nothing was said were a yes."""
    return all(any(_may_count(fast, number, rule.unsure, own, answers) for number in clause) for clause in rule.clauses)


def _may_count(fast: FastTable, number: int, unsure: bool, own: tuple[str, ...], answers: Mapping[str, object]) -> bool:
    name, _, limit = fast.table.answers[number].partition(REACHES)
    if limit:
        return name in answers and float(answers[name]) >= float(limit)  # type: ignore[arg-type]
    if name in own:
        return False
    if name in answers:
        return answers[name] == "yes" or (unsure and answers[name] == "unsure")
    names = fast.table.names[number]
    return bool(names) and not any(fast.table.answers[other] in answers for other in names)
