"""One item as text: how she sees it, when it counts, where it comes from, what it covers, and who else names it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from steadyback.knowledge.catalogue import find, mentions, windows_of
from steadyback.knowledge.condition import All, AtLeast, Is, Not, Score, Within
from steadyback.knowledge.condition import Any as AnyOf
from steadyback.knowledge.model import (
    Card,
    Cell,
    Citation,
    Cue,
    Example,
    Form,
    Hold,
    Knowledge,
    Phone,
    RedFlag,
    Rule,
    Sign,
    Statement,
    Timer,
)
from steadyback.knowledge.weeks import windows_in_words
from steadyback.knowledge.words import (
    ASKED_WORDS,
    OUTSIDE_WORDS,
    URGENCY_WORDS,
    condition_in_words,
    marks_in_words,
    routes_in_words,
    urgency_word,
)
from steadyback.vocabulary.timing import DAYS_IN_WEEK, LAST_PREGNANT_WEEK, Span, Windows

WIDTH = 100
_MARGIN = 16
_CONDITIONS = (Is, Score, All, AnyOf, AtLeast, Not, Within)
#: The weeks after birth that the bar has a mark for; the last stands for everything later.
_AFTER_BIRTH = (*range(13), *range(16, 53, 4), 104)
_LABELS = {"question": "asks her", "say": "she can say", "because": "she reads", "points_to": "may point to"}
_FIRST = ("question", "because", "say", "meanwhile")
_SKIPPED = ("card", "rules", "examples", "windows", "outside", "grid", "signs", "forms")


class Came(NamedTuple):
    """What came of one example: whether it is as written, and in which words."""

    is_right: bool
    words: str


def card_in_words(knowledge: Knowledge, name: str, came: Sequence[Came] = ()) -> list[str]:
    """The lines of the card of ``name``. ``came`` are the outcomes of its examples, in order. KeyError if unknown."""
    found = find(knowledge, name)
    if found is None:
        raise KeyError(name)
    kind, item = found
    card: Card = item.card
    status = "signed off by " + str(card.signed_off_by) if card.signed_off_by else "awaiting clinical sign-off"
    lines = [f"{card.id} · {kind.replace('-', ' ')} · {status}", card.title, ""]
    for field in (*_FIRST, *(field for field in item._fields if field not in _FIRST)):
        value = getattr(item, field, None)
        if field not in _SKIPPED and value not in (None, (), False):
            lines += _entry(_LABELS.get(field, field.replace("_", " ")), _in_words(field, value, card))
    lines += _special(item)
    if isinstance(item, RedFlag):
        lines += ["", "Examples", *_table(_example_rows(item, came))]
    lines += ["", "Sources"]
    lines += [f"  {line}" for citation in card.sources for line in _source_lines(knowledge, citation)] or ["  none"]
    lines += _bars(windows_of(item))
    lines += _neighbours(knowledge, name)
    lines += _footer(card)
    return [line.rstrip() for line in lines]


def _entry(label: str, texts: list[str]) -> list[str]:
    lines: list[str] = []
    for text in texts:
        wrapped = textwrap.wrap(text, WIDTH - _MARGIN, break_on_hyphens=False) or [""]
        for line in wrapped:
            lines.append(f"{label if not lines else '':{_MARGIN}}{line}")
    return lines


def _in_words(field: str, value: Any, card: Card) -> list[str]:
    match value:
        case bool():
            return ["yes"]
        case str():
            return [ASKED_WORDS[value] if field == "asked" and value in ASKED_WORDS else value]
        case Statement():
            return [_statement(value, card)]
        case Hold(when, because, instead, marks):
            rest = f" Instead: {instead}" if instead else ""
            return [f"when {condition_in_words(when)}: {because}{rest}{_marked(marks)}"]
        case Phone(words, number, checked, by_text):
            how = "text" if by_text else "phone"
            seen = "seen in a page" if checked == "C" else "from general knowledge, to be checked"
            return [f"{number}  {words} ({how}; {seen})"]
        case Timer():
            return [_timer(value)]
        case _ if isinstance(value, _CONDITIONS):
            return [condition_in_words(value)]
        case _ if hasattr(value, "_fields"):
            return [text for part in value if part is not None for text in _in_words(field, part, card)]
        case tuple() if all(isinstance(part, str | int) for part in value):
            return [", ".join(str(part) for part in value)]
        case tuple():
            return [text for part in value for text in _in_words(field, part, card)]
    return [f"{value:g}" if isinstance(value, float) else str(value)]


def _statement(statement: Statement, card: Card) -> str:
    own = ", ".join(citation.source for citation in statement.sources) if statement.sources != card.sources else ""
    return statement.text + _marked(statement.marks) + (f" ({own})" if own else "")


def _marked(marks: tuple[str, ...]) -> str:
    return "".join(f" [{mark}]" for mark in marks)


def _timer(timer: Timer) -> str:
    def beats(cues: tuple[Cue, ...]) -> str:
        return ", ".join(f"{cue.seconds} s “{cue.say}”" for cue in cues)

    words = f"timer: {beats(timer.cues)}"
    for count, name in ((timer.cycles, "times"), (timer.sides, "sides"), (timer.sets, "sets")):
        words += f", {count} {name}" if count > 1 else ""
    return words + (f", then {beats(timer.after)}" if timer.after else "")


def _special(item: Any) -> Iterator[str]:
    """What only some kinds have: rules, signs, forms and the grid."""
    for number, rule in enumerate(getattr(item, "rules", ()), start=1):
        if number == 1:
            yield from ("", "It counts as")
        yield from _rule_lines(rule)
    if isinstance(item, RedFlag) and not item.windows.is_always:
        yield f"  {OUTSIDE_WORDS[item.outside]}"
    signs: tuple[Sign, ...] = getattr(item, "signs", ())
    if signs:
        yield from ("", "Signs")
        yield from _table(
            [[sign.id, sign.words, windows_in_words(sign.windows), ", ".join(sign.asks)] for sign in signs]
        )
    forms: tuple[Form, ...] = getattr(item, "forms", ())
    for form in forms:
        yield from ("", f"Form {form.id}: {form.title} ({form.position}; figures {', '.join(form.figures)})")
        yield from (f"  {number}. {step}" for number, step in enumerate(form.steps, start=1))
    grid: dict[str, Cell] = getattr(item, "grid", {})
    if grid:
        yield from ("", "Who may do it")
        yield from _table([[column, cell.fit, cell.form or "", cell.how or ""] for column, cell in grid.items()])


def _rule_lines(rule: Rule) -> Iterator[str]:
    route = f": {routes_in_words(rule.route)}" if rule.route else ""
    yield f"  {URGENCY_WORDS[rule.urgency]}{route}{_marked(rule.marks)}"
    words = f"when {condition_in_words(rule.when)}"
    yield from (f"      {line}" for line in textwrap.wrap(words, WIDTH - 6, break_on_hyphens=False))
    if rule.windows:
        yield f"      {windows_in_words(rule.windows)}"


def _example_rows(flag: RedFlag, came: Sequence[Came]) -> Iterator[list[str]]:
    for number, example in enumerate(flag.examples):
        outcome = came[number] if number < len(came) else None
        mark = "·" if outcome is None else "✓" if outcome.is_right else "✗"
        said = ", ".join(f"{name}: {answer}" for name, answer in example.answers.items()) or "nothing said"
        yield [mark, example.name, _week(example), said, outcome.words if outcome else wanted(example)]


def wanted(example: Example) -> str:
    """What an example says will come of it."""
    if not example.fires:
        return "does not fire"
    return "fires" if example.urgency is None else f"fires, {urgency_word(example.urgency)}"


def _week(example: Example) -> str:
    stage = "pregnant" if example.stage == "pregnant" else "after birth"
    if example.weeks is None:
        return f"{stage}, weeks not known"
    return f"{stage} {example.weeks}{'' if example.day is None else f'+{example.day}'}"


def _table(rows: Iterator[list[str]] | list[list[str]]) -> list[str]:
    """Columns under one another; the last but one may be long."""
    cells = [[cell if len(cell) <= 72 else f"{cell[:71]}…" for cell in row] for row in rows]
    widths = [max((len(row[column]) for row in cells), default=0) for column in range(len(cells[0]) if cells else 0)]
    return ["  " + "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)) for row in cells]


def _source_lines(knowledge: Knowledge, citation: Citation) -> list[str]:
    source = knowledge.source.get(citation.source)
    short = f"{source.short} ({source.checked})" if source else "not on the shelf"
    return textwrap.wrap(f"{citation.source}: {short}. {citation.place}", WIDTH - 2, subsequent_indent="    ")


def _bars(windows: Windows | None) -> Iterator[str]:
    """The weeks it covers, a mark a week while pregnant, a mark a week and then a month after birth."""
    if windows is None:
        return
    weeks = range(LAST_PREGNANT_WEEK + 1)
    yield from ("", f"Weeks: {windows_in_words(windows)}")
    yield f"  pregnant     0 {''.join(_mark(windows.pregnant, week, week) for week in weeks)} {LAST_PREGNANT_WEEK}"
    following = [*(week - 1 for week in _AFTER_BIRTH[1:]), 10**4]
    after = (_mark(windows.postpartum, week, last) for week, last in zip(_AFTER_BIRTH, following, strict=True))
    marks = "".join(after)
    yield f"  after birth  0 {marks[:13]} 12 weeks {marks[13:-1]} 12 months {marks[-1]} later"


def _mark(span: Span | None, first_week: int, last_week: int) -> str:
    """Full when every day of these weeks is inside, shaded when some are."""
    first, last = first_week * DAYS_IN_WEEK, last_week * DAYS_IN_WEEK + DAYS_IN_WEEK - 1
    if span is None or span.last_day < first or last < span.first_day:
        return "·"
    return "█" if span.first_day <= first and (last <= span.last_day or last_week > 10**3) else "▒"


def _neighbours(knowledge: Knowledge, name: str) -> Iterator[str]:
    asked_by = [
        f"  {sign.id} in {group.card.id}: “{sign.words}” ({windows_in_words(sign.windows)})"
        for group in knowledge.check_group.values()
        for sign in group.signs
        if _first(knowledge, name) in {_first(knowledge, other) for other in sign.asks}
    ]
    if asked_by:
        yield from ("", "Asked in the check by", *asked_by)
    others: dict[str, list[str]] = {}
    for _, other, field in mentions(knowledge, name):
        others.setdefault(field, []).append(other)
    if others:
        yield from ("", "Named by")
        for field, names in others.items():
            yield from _entry(f"  {field.replace('_', ' ')}", [", ".join(names)])


def _first(knowledge: Knowledge, name: str) -> str:
    """The item whose question stands for ``name``."""
    item = knowledge.asked(name)
    return (item.same_as if item else None) or name


def _footer(card: Card) -> Iterator[str]:
    yield ""
    if card.marks:
        yield from _entry("marks", [marks_in_words(card.marks)])
    if card.note:
        yield from _entry("note", [card.note])
    if card.covers:
        yield from _entry("covers", [", ".join(card.covers)])
    yield from _entry("reviewed", [f"on {card.reviewed_on}; the next review is by {card.review_by}"])
    if card.retired_on:
        yield from _entry("retired", [f"on {card.retired_on}; use {card.replaced_by or 'nothing else'}"])
