"""The plot of links: each factor with its best guess and how far off it could be; or with its days, where they are few.

Log scale, the same to both sides, so that half and twice stand equally far from "no difference". A name stands above
its row. What the plot says stands in its label too, and the page says it in sentences before it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

from steadyback.engine.patterns.result import Label
from steadyback.web.found_patterns import (
    LABEL_WORDS,
    LABELS,
    Found,
    days_known,
    interval_of,
    shown_label,
)
from steadyback.web.plot_frame import WIDE, drawn, framed, name_lines, said

#: The field of the intervals: from x to x; "no difference" is its middle.
_LEFT, _RIGHT = 16.0, 326.0
_MIDDLE = (_LEFT + _RIGHT) / 2
#: How many doublings the scale may reach to each side; what goes beyond gets an arrow.
_REACHES: Final = (2, 3, 4)
_TICKS: Final = {-4: "1/16", -3: "⅛", -2: "¼", -1: "½", 0: "same", 1: "×2", 2: "×4", 3: "×8", 4: "×16"}
#: The dot of few days, of many, and how many are many: the fewer of the days with and without.
_LEAST_DOT, _MOST_DOT, _MANY_DAYS = 5.5, 10.0, 60
#: The bar of days: how long and how high.
_BAR, _BAR_HIGH = 150.0, 12.0


class ForestRow(NamedTuple):
    """One factor of the plot: its name as she reads it, and what was found. ``number_words`` go into the label."""

    name: str
    found: Found
    number_words: str


def forest(rows: Sequence[ForestRow]) -> Markup:
    """The plot of ``rows``, grouped by label, each group in the order given."""
    groups = [(label, [row for row in rows if shown_label(row.found) == label]) for label in LABELS]
    numbered = [(label, some) for label, some in groups if some and label != "too-few-days"]
    few = groups[-1][1]
    reach = _reach([row.found for _, some in numbered for row in some])
    parts: list[str] = []
    y = 0.0
    if numbered:
        parts += _ends()
        lines: list[str] = []
        spans: list[tuple[float, float]] = []
        y = 48.0
        for label, some in numbered:
            lines.append(_heading(LABEL_WORDS[label], y))
            begun, y = y + 8, y + 8
            for row in some:
                drawn_row, y = _row(row, y, reach)
                lines += drawn_row
            spans.append((begun, y))
            y += 34
        y -= 26
        parts += [f'<path class="axis" d="M{_MIDDLE:g} {top:.1f}V{floor:.1f}"/>' for top, floor in spans]
        parts += [*lines, *_axis(y, reach)]
        y += 84 if few else 52
    if few:
        y = max(y, 20.0)
        parts.append(_heading(LABEL_WORDS["too-few-days"], y))
        y += 8
        for row in few:
            drawn_row, y = _few_row(row, y)
            parts += drawn_row
    return framed(parts, _label(groups), y + 8)


def glyph(label: Label) -> Markup:
    """The mark of a label beside its words: a filled bead, a half one, an open one, or dots. Hidden from speech."""
    inside = '<path class="few" d="M4 10h38"/>' if label == "too-few-days" else _stroke(2, 42, 10)
    inside += "".join(_dot(label, 22, 10, 7.5))
    return drawn(f'<svg class="lab-glyph" viewBox="0 0 44 20" aria-hidden="true">{inside}</svg>')


def days_bar(found: Found) -> Markup:
    """How many days there are of those needed, as a bar of its own. Hidden from speech: words stand beside it."""
    bar = "".join(_bar(found, 1, 1))
    return drawn(f'<svg class="days-bar" viewBox="0 0 {_BAR + 2:g} {_BAR_HIGH + 2:g}" aria-hidden="true">{bar}</svg>')


def _reach(found: Iterable[Found]) -> int:
    """The least reach that holds every interval, or the longest there is."""
    most = 0.0
    for one in found:
        ends = interval_of(one)
        most = max([most, *(abs(_doublings(end)) for end in ends)]) if ends else most
    return next((reach for reach in _REACHES if most <= reach), _REACHES[-1])


def _doublings(ratio: float) -> float:
    """How often the odds double: 0 for no difference, -1 for half; endless for nothing and for everything."""
    if ratio <= 0:
        return -math.inf
    return math.log2(ratio) if math.isfinite(ratio) else math.inf


def _x(ratio: float, reach: int) -> float:
    share = max(-1.0, min(1.0, _doublings(ratio) / reach))
    return _MIDDLE + share * (_RIGHT - _LEFT) / 2


def _row(row: ForestRow, y: float, reach: int) -> tuple[list[str], float]:
    parts, at = name_lines(row.name, 0, y + 20)
    ends = interval_of(row.found)
    if ends is None:
        return [], y
    ratio, low, high = ends
    at += 20
    start, end = _x(low, reach), _x(high, reach)
    parts.append(_stroke(start, end, at))
    if abs(_doublings(low)) > reach:
        parts.append(_arrow(start, at, -1 if low < 1 else 1))
    if abs(_doublings(high)) > reach:
        parts.append(_arrow(end, at, 1 if high > 1 else -1))
    room = _MOST_DOT + 6
    middle = max(_LEFT + room, min(_RIGHT - room, _x(ratio, reach)))
    parts += _dot(row.found.label, middle, at, _size(row.found))
    return parts, at + 14


def _size(found: Found) -> float:
    """By area, so that twice the days look like twice as much."""
    days = min(found.days_with, found.days_without, _MANY_DAYS)
    return _LEAST_DOT + (_MOST_DOT - _LEAST_DOT) * math.sqrt(max(days, 0) / _MANY_DAYS)


def _few_row(row: ForestRow, y: float) -> tuple[list[str], float]:
    parts, at = name_lines(row.name, 0, y + 20)
    at += 14
    parts += _bar(row.found, 1, at)
    parts.append(said(_BAR + 14, at + 12, days_of(row.found)))
    return parts, at + 26


def days_of(found: Found) -> str:
    """How many days there are, of about how many that would do: 12 of about 30 days."""
    have = days_known(found)
    if found.more_days is None:
        return f"{have} day{'' if have == 1 else 's'}"
    return f"{have} of about {have + max(found.more_days, 1)} days"


def _bar(found: Found, x: float, y: float) -> list[str]:
    """A track with the part that is there filled; only dots where nobody can tell how many would do."""
    if found.more_days is None:
        return [f'<path class="few" d="M{x + 2:g} {y + _BAR_HIGH / 2:g}h{_BAR - 4:g}"/>']
    have = days_known(found)
    share = have / (have + max(found.more_days, 1))
    parts = [f'<rect class="track" x="{x:g}" y="{y:g}" width="{_BAR:g}" height="{_BAR_HIGH:g}" rx="6"/>']
    if have:
        long = max(_BAR_HIGH, _BAR * share)
        parts.append(f'<rect class="days-of" x="{x:g}" y="{y:g}" width="{long:.1f}" height="{_BAR_HIGH:g}" rx="6"/>')
    return parts


def _ends() -> list[str]:
    return [
        said(0, 14, "fewer spasms"),
        said(_MIDDLE, 14, "no difference", anchor="middle"),
        said(WIDE, 14, "more spasms", anchor="end"),
    ]


def _heading(words: str, y: float) -> str:
    return f'<path class="hair" d="M0 {y - 20:.1f}H{WIDE}"/>' + said(0, y, words)


def _axis(y: float, reach: int) -> list[str]:
    parts = [f'<path class="axis" d="M{_LEFT:g} {y:.1f}H{_RIGHT:g}"/>']
    for doublings in range(-reach, reach + 1):
        x = _x(2.0**doublings, reach)
        parts.append(f'<path class="axis" d="M{x:.1f} {y:.1f}v7"/>')
        if reach < 4 or doublings % 2 == 0:
            parts.append(said(x, y + 26, _TICKS[doublings], anchor="middle"))
    return [*parts, said(_MIDDLE, y + 48, "odds of a spasm that day", anchor="middle")]


def _stroke(start: float, end: float, y: float) -> str:
    return f'<path class="line" d="M{start:.1f} {y:.1f}H{end:.1f}"/>'


def _arrow(x: float, y: float, way: int) -> str:
    """The line goes on beyond the scale."""
    return f'<path class="line" d="M{x - 7 * way:.1f} {y - 7:.1f}L{x:.1f} {y:.1f}L{x - 7 * way:.1f} {y + 7:.1f}"/>'


def _dot(label: Label, x: float, y: float, size: float) -> list[str]:
    """Filled, half or open: a label is told without colour."""
    if label == "likely":
        return [f'<circle class="bead" cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}"/>']
    if label == "too-few-days":
        return []
    parts = [f'<circle class="hollow" cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}"/>']
    if label == "possible":
        half = f"M{x:.1f} {y - size:.1f}a{size:.1f} {size:.1f} 0 0 1 0 {2 * size:.1f}z"
        parts.append(f'<path class="half" d="{half}"/>')
    return parts


def _label(groups: Sequence[tuple[Label, Sequence[ForestRow]]]) -> str:
    """The plot in words, as long as it has to be."""
    parts = ["The links in a picture. The dot is the best guess, the line is how far off it could be."]
    for label, some in groups:
        if some:
            is_few = label == "too-few-days"
            told = [f"{row.name}: {days_of(row.found) if is_few else row.number_words}" for row in some]
            parts.append(f"{LABEL_WORDS[label]}: {'; '.join(told)}.")
    return " ".join(parts)
