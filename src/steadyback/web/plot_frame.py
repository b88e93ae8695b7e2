"""What every plot of ours shares: its width, its frame with a label in words, its text, and names cut to fit.

A plot is SVG that the page colours: light, dark and on paper. Nothing here knows what is drawn.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import TypeVar

from markupsafe import Markup, escape

_T = TypeVar("_T")

#: How wide a plot is, in its own units: on a phone of 390 pixels a unit is a pixel.
WIDE = 342
#: The size of a name in a plot, as the style sheet has it.
NAME_SIZE = 18
#: How far apart two lines of one name stand.
NAME_STEP = 22
_MOST_LINES = 2
#: About how wide a letter of the bold face is, in parts of its size. Wide enough, so that a name never runs out.
_NARROW, _USUAL, _CAPITAL, _BROAD, _FULL = 0.34, 0.6, 0.72, 0.95, 1.3


def drawn(text: str) -> Markup:
    """``text`` as markup: only for what we drew, with every word of it escaped."""
    return Markup(text)  # noqa: S704 - drawn by us; every word in it was escaped


def framed(parts: Iterable[str], label: str, high: float) -> Markup:
    """A plot of ``parts``, ``high`` units high. ``label`` says it in words, for whoever does not see it."""
    box, inside = f"0 0 {WIDE} {high:g}", "".join(parts)
    return drawn(f'<svg class="plot" viewBox="{box}" role="img" aria-label="{escape(label)}">{inside}</svg>')


def said(x: float, y: float, words: object, *, anchor: str = "start", kind: str = "") -> str:
    """Words at a place of a plot. ``anchor``: start, middle or end; ``kind``: a class of the style sheet."""
    of = f' class="{kind}"' if kind else ""
    return f'<text{of} x="{x:.4g}" y="{y:.5g}" text-anchor="{anchor}">{escape(words)}</text>'


def name_lines(name: str, x: float, y: float, wide: float = WIDE) -> tuple[list[str], float]:
    """A name at a place, on two lines at most, and the y of its last line."""
    lines = fitted(name, wide)
    parts = [said(x, y + NAME_STEP * number, words, kind="name") for number, words in enumerate(lines)]
    return parts, y + NAME_STEP * (len(lines) - 1)


def fitted(name: str, wide: float, size: float = NAME_SIZE) -> list[str]:
    """``name`` on as many lines as it needs, two at most; what is left after that becomes an ellipsis."""
    rest = [piece for word in name.split() for piece in _pieces(word, wide, size)]
    lines: list[str] = []
    while rest and len(lines) < _MOST_LINES:
        line = rest.pop(0)
        while rest and width_of(f"{line} {rest[0]}", size) <= wide:
            line += f" {rest.pop(0)}"
        lines.append(line)
    if rest:
        lines[-1] = _cut(f"{lines[-1]} {rest[0]}", wide, size)
    return lines or [""]


def width_of(words: str, size: float = NAME_SIZE) -> float:
    """About how wide ``words`` are in the bold face, rather more than less."""
    return sum(_letter(one) for one in words) * size


def runs(values: Sequence[_T | None]) -> list[list[tuple[int, _T]]]:
    """What was told day after day, with its places, without the days that were not."""
    found: list[list[tuple[int, _T]]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            found.append([])
        else:
            found[-1].append((place, value))
    return [run for run in found if run]


def _letter(one: str) -> float:
    if unicodedata.combining(one) or unicodedata.category(one) in ("Cf", "Mn", "Me"):
        return 0.0
    if unicodedata.east_asian_width(one) in "WF" or unicodedata.category(one) == "So":
        return _FULL
    if one in "iljtfrI.,'’:;|!()[] -":
        return _NARROW
    if one in "mwMWQ@%&…—":
        return _BROAD
    return _CAPITAL if one.isupper() or one.isdigit() else _USUAL


def _pieces(word: str, wide: float, size: float) -> list[str]:
    """A word that is wider than the plot, in pieces that are not."""
    pieces = [""]
    for one in word:
        if pieces[-1] and width_of(pieces[-1] + one, size) > wide:
            pieces.append("")
        pieces[-1] += one
    return pieces


def _cut(words: str, wide: float, size: float) -> str:
    """The beginning of ``words`` and an ellipsis, with no half of a letter before it."""
    while words and (width_of(words + "…", size) > wide or not words[-1].isalnum()):
        words = words[:-1]
    return words + "…"
