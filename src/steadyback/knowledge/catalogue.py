"""What every item has in common, as one row: for lists, tables and the pages of the reference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from steadyback.knowledge.model import (
    KINDS,
    CheckGroup,
    Citation,
    Contact,
    Exercise,
    Knowledge,
    RedFlag,
    Rung,
    Source,
)
from steadyback.knowledge.weeks import span_in_short, windows_in_words
from steadyback.vocabulary.timing import ALWAYS, DAYS_IN_WEEK, Span, Stage, Windows

_PREGNANT_COLUMNS = (("under-16w", 0, 15), ("16-27w", 16, 27), ("28w-up", 28, 44))


class Row(NamedTuple):
    """One item of any kind. ``urgency`` and ``route`` are those of its most urgent rules, if it has rules."""

    id: str
    kind: str
    title: str
    urgency: str | None
    route: tuple[str, ...]
    windows: Windows | None
    sources: tuple[str, ...]
    marks: tuple[str, ...]
    reviewed_on: str
    review_by: str
    status: str
    covers: tuple[str, ...]

    def weeks(self, stage: Stage) -> str:
        """Its window in one stage, short enough for a table."""
        if self.windows is None:
            return ""
        return span_in_short(_span(self.windows, stage), stage)

    def as_plain(self) -> dict[str, Any]:
        """The row as JSON prints it."""
        windows = None
        stages: list[str] = []
        if self.windows is not None:
            pairs = [(stage, _span(self.windows, stage)) for stage in (Stage.PREGNANT, Stage.POSTPARTUM)]
            windows = {stage.value: _plain_span(span) for stage, span in pairs}
            stages = [stage.value for stage, span in pairs if span is not None]
        plain = {**self._asdict(), "windows": windows, "stages": stages}
        if self.windows is not None:
            plain["when"] = windows_in_words(self.windows)
        return plain


def rows(knowledge: Knowledge) -> Iterator[Row]:
    """Every item, kind by kind, ids in order."""
    for kind, _, _ in KINDS:
        items = items_of(knowledge, kind)
        for name in sorted(items):
            yield row_of(items[name], kind)


def items_of(knowledge: Knowledge, kind: str) -> dict[str, Any]:
    """The items of one kind by id."""
    found: dict[str, Any] = getattr(knowledge, kind.replace("-", "_"))
    return found


def find(knowledge: Knowledge, name: str) -> tuple[str, Any] | None:
    """The kind and the item called ``name``, or None."""
    return next(
        ((kind, items_of(knowledge, kind)[name]) for kind, _, _ in KINDS if name in items_of(knowledge, kind)), None
    )


def row_of(item: Any, kind: str) -> Row:
    """The row of one item."""
    rules = item.rules if isinstance(item, RedFlag) else ()
    most = max((rule.urgency for rule in rules), default=None)
    marks = sorted({mark for part in _parts(item) for mark in getattr(part, "marks", ())})
    card = item.card
    return Row(
        id=card.id,
        kind=kind,
        title=card.title,
        urgency=None if most is None else most.slug,
        route=tuple(dict.fromkeys(route for rule in rules if rule.urgency == most for route in rule.route)),
        windows=windows_of(item),
        sources=tuple(dict.fromkeys(part.source for part in _parts(item) if isinstance(part, Citation))),
        marks=tuple(marks),
        reviewed_on=card.reviewed_on,
        review_by=card.review_by,
        status=card.status,
        covers=card.covers,
    )


def _parts(value: Any) -> Iterator[Any]:
    """Every NamedTuple inside ``value``, itself first."""
    if isinstance(value, tuple):
        if hasattr(value, "_fields"):
            yield value
        for part in value:
            yield from _parts(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _parts(part)


def windows_of(item: Any) -> Windows | None:
    """When an item applies; None for what is not about a time, such as a source or a telephone number."""
    match item:
        case Source() | Contact():
            return None
        case CheckGroup():
            return Windows(
                _hull([sign.windows.pregnant for sign in item.signs]),
                _hull([sign.windows.postpartum for sign in item.signs]),
            )
        case Exercise() | Rung():
            spans = [
                Span(first * DAYS_IN_WEEK, last * DAYS_IN_WEEK + DAYS_IN_WEEK - 1)
                for column, first, last in _PREGNANT_COLUMNS
                if (cell := item.grid.get(column)) is not None and cell.fit != "no"  # type: ignore[call-overload]
            ]
            after = any(column.startswith("pp-") and cell.fit != "no" for column, cell in item.grid.items())
            return Windows(_hull([*spans]), ALWAYS.postpartum if after else None)
    found: Windows | None = getattr(item, "windows", None)
    return found


def _hull(spans: list[Span | None]) -> Span | None:
    known = [span for span in spans if span is not None]
    if not known:
        return None
    return Span(min(span.first_day for span in known), max(span.last_day for span in known))


def _span(windows: Windows, stage: Stage) -> Span | None:
    return windows.pregnant if stage is Stage.PREGNANT else windows.postpartum


def _plain_span(span: Span | None) -> dict[str, int] | None:
    """Completed weeks, both counted in; days where the edge is not that of a week."""
    if span is None:
        return None
    if span.first_day % DAYS_IN_WEEK or (span.last_day + 1) % DAYS_IN_WEEK:
        return {"from_day": span.first_day, "to_day": span.last_day}
    return {"from": span.first_day // DAYS_IN_WEEK, "to": span.last_day // DAYS_IN_WEEK}


def mentions(knowledge: Knowledge, name: str) -> Iterator[tuple[str, str, str]]:
    """Every other item that names ``name``: its kind, its id, and the field it does so in."""
    for kind, _, _ in KINDS:
        for other, item in sorted(items_of(knowledge, kind).items()):
            if other == name:
                continue
            fields = [field for field in item._fields if field != "card" and _names(getattr(item, field), name)]
            if any(part.source == name for part in _parts(item) if isinstance(part, Citation)):
                fields.append("sources")
            if item.card.replaced_by == name:
                fields.append("replaced_by")
            for field in fields:
                yield kind, other, field


def _names(value: Any, name: str) -> bool:
    """Whether ``value`` holds ``name`` as an id, not as the source of a statement."""
    if isinstance(value, Citation):
        return False
    if isinstance(value, dict):
        return any(key == name or _names(part, name) for key, part in value.items())
    return value == name or (isinstance(value, tuple) and any(_names(part, name) for part in value))
