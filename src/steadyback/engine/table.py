"""The rules as a table: plain numbers and lists, the same for Python and for the browser.

A rule is met when every one of its clauses holds an answer that counts, and none of its ``unless`` does. Spans are
(stage, first day, last day). :mod:`steadyback.engine.compiling` makes a table; this module only says what one is,
and is light enough for a cold start.
"""

from typing import Any, NamedTuple

from steadyback.vocabulary.timing import Stage, Timing
from steadyback.vocabulary.urgency import UNSURE_COUNTS_FROM, Urgency

#: Separates a number's id from the threshold it must reach, in the name of a compiled answer.
REACHES = ">="


class TableRule(NamedTuple):
    """One compiled rule: indexes into the table's flags and answers; ``spans`` are (stage, first, last day)."""

    flag: int
    urgency: int
    route: tuple[str, ...]
    spans: tuple[tuple[str, int, int], ...]
    clauses: tuple[tuple[int, ...], ...]
    unless: tuple[int, ...]
    unsure: bool
    part: str


class TableFlag(NamedTuple):
    """What an assessment says of a flag without opening the knowledge."""

    id: str
    title: str
    because: str
    say: str
    sources: tuple[str, ...]
    pauses_ladder: bool
    is_asked: bool
    about_baby: bool
    is_private: bool
    in_parts: bool
    names: tuple[int, ...]
    unless_no: tuple[int, ...]


class Table(NamedTuple):
    """Everything that deciding needs. ``answers`` are the names a bit is kept for, numbers as ``id>=limit``.

    ``names``: for each answer, every answer that speaks of the same finding; none for a sign, which may speak of
    several, and for a number.
    """

    version: str
    answers: tuple[str, ...]
    flags: tuple[TableFlag, ...]
    rules: tuple[TableRule, ...]
    presumed: tuple[tuple[int, ...], ...]
    names: tuple[tuple[int, ...], ...]
    numbers: dict[str, tuple[float, float]]
    askable: tuple[str, ...]


class SmallRule(NamedTuple):
    """A rule for one page: its flag, where it sends her, and clauses of sign numbers.

    ``unsure``: whether "not sure" counts; ``shuts``: whether it shuts the ladder.
    """

    flag: str
    urgency: int
    route: tuple[str, ...]
    unsure: bool
    shuts: bool
    clauses: tuple[tuple[int, ...], ...]


def specialise(table: Table, timing: Timing, known: dict[str, str], signs: tuple[str, ...]) -> tuple[SmallRule, ...]:
    """What is left of the table for one page: the rules open at ``timing``, over ``signs``, ``known`` folded in.

    A rule already met by what is known has no clauses left and is always met. One that no sign can reach is left
    out. Watch rules are left out: they raise nothing.
    """
    number_of = {name: number for number, name in enumerate(signs)}
    given = {name for name, answer in known.items() if answer == "yes"}
    doubtful = {name for name, answer in known.items() if answer == "unsure"}
    for names in table.presumed:
        words = [table.answers[name] for name in names]
        if not any(word in known for word in words):
            given.update(words[:1])
    left: list[SmallRule] = []
    for rule in table.rules:
        if rule.urgency == Urgency.SELF_CARE or not is_open(rule, timing):
            continue
        clauses: list[tuple[int, ...]] = []
        for clause in rule.clauses:
            wanted = {table.answers[name] for name in clause}
            if wanted & given or (rule.unsure and wanted & doubtful):
                continue
            clauses.append(tuple(sorted(number_of[word] for word in wanted if word in number_of)))
        if all(clauses):
            flag = table.flags[rule.flag]
            shuts = decides(flag, rule.urgency)
            left.append(SmallRule(flag.id, rule.urgency, rule.route, rule.unsure, shuts, tuple(clauses)))
    return tuple(left)


def decides(flag: TableFlag, urgency: int) -> bool:
    """As :func:`steadyback.engine.triage.decides`: whether it shuts the ladder."""
    return urgency >= UNSURE_COUNTS_FROM or (flag.pauses_ladder and urgency >= Urgency.REVIEW)


def is_open(rule: TableRule, timing: Timing) -> bool:
    return any(
        timing.stage is Stage.UNKNOWN
        or (timing.stage.value == stage and timing.first_day <= last and first <= timing.last_day)
        for stage, first, last in rule.spans
    )


def to_plain(table: Table) -> dict[str, Any]:
    """The table as JSON can hold it."""
    return {"format": 1, **table._asdict()}


def from_plain(plain: dict[str, Any]) -> Table:
    """The table from its plain form. ValueError when it is of another format."""
    if plain.get("format") != 1:
        raise ValueError("this table is of another version of Steadyback")
    return Table(
        version=plain["version"],
        answers=tuple(plain["answers"]),
        flags=tuple(TableFlag(*flag) for flag in plain["flags"]),
        rules=tuple(TableRule(*rule) for rule in plain["rules"]),
        presumed=tuple(map(tuple, plain["presumed"])),
        names=tuple(map(tuple, plain["names"])),
        numbers={name: (low, high) for name, (low, high) in plain["numbers"].items()},
        askable=tuple(plain["askable"]),
    )
