"""Plots of her days, drawn as SVG that the page colours: light, dark and on paper. No words of hers stand in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from steadyback.web.plot_frame import drawn, framed, runs, said

_HIGH = 190
#: The field of a plot: from x to x, and the y of its top and of its floor.
_LEFT, _RIGHT, _TOP, _FLOOR = 34.0, 334.0, 28.0, 150.0
#: Two marks nearer than this would run into each other.
_MARK_GAP = 84.0
_DOT_BOX = 40


class Mark(NamedTuple):
    """A dotted line at one place of a plot (0 for the first), with its words: "28 weeks", "birth"."""

    place: int
    words: str


def day_dot(worst: int | None, *, is_told: bool, spasms: int = 0, is_today: bool = False) -> Markup:
    """One day as a dot: bigger for worse, a ring for a spasm, a dash for no note, the bead for today.

    A day that was told without a number is a small open dot. Hidden from speech: words stand beside it.
    """
    middle = _DOT_BOX / 2
    parts = []
    if is_today:
        size = 7.0 if worst is None else 5 + worst * 0.9
        parts.append(f'<circle class="bead" cx="{middle:g}" cy="{middle:g}" r="{size:.1f}"/>')
    elif worst is not None:
        size, weight = 2.5 + worst * 1.15, 0.55 + worst * 0.045
        parts.append(
            f'<circle class="dot" cx="{middle:g}" cy="{middle:g}" r="{size:.1f}" fill-opacity="{weight:.2f}"/>'
        )
    elif is_told:
        parts.append(f'<circle class="open" cx="{middle:g}" cy="{middle:g}" r="4"/>')
    else:
        parts.append(f'<path class="dash" d="M{middle - 5:g} {middle:g}h10"/>')
    if spasms:
        parts.append(f'<circle class="ring" cx="{middle:g}" cy="{middle:g}" r="18"/>')
    return drawn(f'<svg viewBox="0 0 {_DOT_BOX} {_DOT_BOX}" aria-hidden="true">{"".join(parts)}</svg>')


def line(
    values: Sequence[int | None],
    label: str,
    *,
    most: int = 10,
    ends: tuple[str, str],
    middle: str = "",
    marks: Iterable[Mark] = (),
    ends_now: bool = True,
) -> Markup:
    """A line over ``values``, with a gap wherever one is None. ``ends`` and ``middle``: words under the floor.

    ``ends_now``: the last value is of today and bears the bead. ``label`` says the plot in words.
    """
    parts = [*_scale(most), *_marks(marks, lambda place: _x(place, len(values)))]
    for run in runs(values):
        places = [(_x(place, len(values)), _y(value, most)) for place, value in run]
        if len(places) == 1:
            parts.append(f'<circle class="dot" cx="{places[0][0]:.1f}" cy="{places[0][1]:.1f}" r="3.5"/>')
        else:
            parts.append('<path class="line" d="M' + "L".join(f"{x:.1f} {y:.1f}" for x, y in places) + '"/>')
    if ends_now and values and values[-1] is not None:
        x, y = _x(len(values) - 1, len(values)), _y(values[-1], most)
        parts.append(f'<circle class="bead" cx="{x:.1f}" cy="{y:.1f}" r="7.5"/>')
    return _plot(parts, label, ends, middle)


def bars(
    values: Sequence[int | None],
    label: str,
    *,
    ends: tuple[str, str],
    least_top: int = 4,
    marks: Iterable[Mark] = (),
) -> Markup:
    """A bar for each of ``values``; a dash on the floor where one is None: not told. Zero is a short flat foot.

    A mark stands just before its bar: from there on.
    """
    most = max(least_top, max((value for value in values if value is not None), default=0))
    step = (_RIGHT - _LEFT) / max(len(values), 1)
    parts = [*_scale(most), *_marks(marks, lambda place: _LEFT + step * place)]
    wide = min(18.0, step * 0.62)
    for place, value in enumerate(values):
        x = _LEFT + step * (place + 0.5)
        if value is None:
            parts.append(f'<path class="dash" d="M{x - wide / 4:.1f} {_FLOOR - 6:g}h{wide / 2:.1f}"/>')
        else:
            high = max(2.0, _FLOOR - _y(value, most))
            parts.append(
                f'<rect class="bar-of" x="{x - wide / 2:.1f}" y="{_FLOOR - high:.1f}" '
                f'width="{wide:.1f}" height="{high:.1f}" rx="2"/>'
            )
    return _plot(parts, label, ends, "")


def _x(place: int, count: int) -> float:
    return _RIGHT if count < 2 else _LEFT + (_RIGHT - _LEFT) * place / (count - 1)


def _y(value: float, most: int) -> float:
    return _FLOOR - (_FLOOR - _TOP) * value / most


def _scale(most: int) -> list[str]:
    """The floor, the top and the line half-way, with their numbers."""
    steps = (0, most // 2, most) if most % 2 == 0 else (0, most)
    return [
        f'<path class="hair" d="M{_LEFT:g} {_y(step, most):.1f}H{_RIGHT:g}"/>'
        f'<text x="{_LEFT - 10:g}" y="{_y(step, most) + 5:.1f}" text-anchor="end">{step}</text>'
        for step in steps
    ]


def _marks(marks: Iterable[Mark], x_of: Callable[[int], float]) -> list[str]:
    """Dotted lines with words above them; a mark too near to the one before it keeps its line and loses its words."""
    parts: list[str] = []
    last = -_MARK_GAP
    for mark in sorted(marks):
        x = x_of(mark.place)
        parts.append(f'<path class="mark-line" d="M{x:.1f} {_TOP - 14:g}V{_FLOOR:g}"/>')
        if x - last >= _MARK_GAP:
            is_late = x > _RIGHT - _MARK_GAP
            anchor, shift = ("end", -6) if is_late else ("start", 6)
            parts.append(said(x + shift, _TOP - 12, mark.words, anchor=anchor))
            last = x
    return parts


def _plot(parts: list[str], label: str, ends: tuple[str, str], middle: str) -> Markup:
    below = [said(_LEFT, _FLOOR + 26, ends[0]), said(_RIGHT + 6, _FLOOR + 26, ends[1], anchor="end")]
    if middle:
        below.append(said((_LEFT + _RIGHT) / 2, _FLOOR + 26, middle, anchor="middle"))
    return framed([*parts, *below], label, _HIGH)
