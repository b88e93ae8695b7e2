"""What seems to help, as counts and as a chance: a dot for each time, and a soft band for how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

from steadyback.web.plot_frame import WIDE, framed, name_lines, said

#: More times than this are drawn as a bar.
MOST_DOTS: Final = 10
_DOT, _STEP = 6.5, 19.0
_LEFT, _RIGHT = 10.0, 332.0
_BAR, _HIGH = 178.0, 13.0


class HelpRow(NamedTuple):
    """How often one thing helped her: ``helped`` of the ``tried`` times. ``name`` as she reads it.

    ``chance`` that it helps her, with its interval, 0 to 1; a thing without one has counts alone.
    ``a_little``: how many of the ``helped`` were a little; ``worse``: how many of the others made it worse.
    """

    name: str
    helped: int
    tried: int
    chance: float | None = None
    low: float | None = None
    high: float | None = None
    a_little: int = 0
    worse: int = 0


def chance_of(row: HelpRow) -> tuple[float, float, float] | None:
    """The chance with its interval, where there is one that can be drawn."""
    if row.chance is None or row.low is None or row.high is None:
        return None
    return (row.chance, row.low, row.high) if 0 <= row.low <= row.chance <= row.high <= 1 else None


def helps(rows: Sequence[HelpRow], label: str) -> Markup:
    """The plot of ``rows`` in the order given, those never tried left out. ``label`` says it in words."""
    parts: list[str] = []
    y = 0.0
    for row in rows:
        if row.tried < 1:
            continue
        more, y = _row(row, y)
        parts += more
    if any(chance_of(row) for row in rows if row.tried > 0):
        parts += _scale(y)
        y += 34
    return framed(parts, label, max(y, 20.0))


def _row(row: HelpRow, y: float) -> tuple[list[str], float]:
    parts, at = name_lines(row.name, 0, y + 20)
    at += 20
    parts += _times(row, at)
    parts.append(said(WIDE, at + 5, f"{min(row.helped, row.tried)} of {row.tried}", anchor="end", kind="count"))
    chance = chance_of(row)
    if chance:
        at += 24
        parts += _band(chance, at)
    return parts, at + 26


def _times(row: HelpRow, y: float) -> list[str]:
    helped = max(0, min(row.helped, row.tried))
    if row.tried <= MOST_DOTS:
        return [
            f'<circle class="{"dot" if number < helped else "open"}" cx="{_DOT + 2 + _STEP * number:.1f}" cy="{y:.1f}" '
            f'r="{_DOT:g}"/>'
            for number in range(row.tried)
        ]
    top = y - _HIGH / 2
    parts = [f'<rect class="track" x="1" y="{top:.1f}" width="{_BAR:g}" height="{_HIGH:g}" rx="6"/>']
    if helped:
        long = max(_HIGH, _BAR * helped / row.tried)
        parts.append(f'<rect class="bar-of" x="1" y="{top:.1f}" width="{long:.1f}" height="{_HIGH:g}" rx="6"/>')
    return parts


def _x(chance: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * chance


def _band(chance: tuple[float, float, float], y: float) -> list[str]:
    best, low, high = (_x(one) for one in chance)
    wide = max(high - low, 4.0)
    return [
        f'<path class="hair" d="M{_LEFT:g} {y:.1f}H{_RIGHT:g}"/>',
        f'<rect class="band" x="{low:.1f}" y="{y - 7:.1f}" width="{wide:.1f}" height="14" rx="7"/>',
        f'<path class="line" d="M{best:.1f} {y - 9:.1f}v18"/>',
    ]


def _scale(y: float) -> list[str]:
    parts = [f'<path class="axis" d="M{_LEFT:g} {y:.1f}H{_RIGHT:g}"/>']
    parts += [f'<path class="axis" d="M{_x(share):.1f} {y:.1f}v7"/>' for share in (0, 0.5, 1)]
    parts += [
        said(0, y + 26, "never"),
        said(_x(0.5), y + 26, "half the time", anchor="middle"),
        said(WIDE, y + 26, "every time", anchor="end"),
    ]
    return parts
