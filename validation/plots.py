"""Small pictures as SVG, that follow the reader's light or dark page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

WIDTH, HEIGHT = 720, 320
LEFT, RIGHT, TOP, BOTTOM = 64, 150, 40, 48
STYLE = """<style>
text { font: 13px system-ui, sans-serif; fill: #2b2622 }
.paper { fill: #fbf7f0 } .axis { stroke: #8a8078; stroke-width: 1 } .mark { stroke: #8a8078; stroke-dasharray: 4 4 }
.band { fill: #d9cfbf; opacity: .5 }
.s0 { stroke: #9c4a1a; fill: #9c4a1a } .s1 { stroke: #1f6f8b; fill: #1f6f8b } .s2 { stroke: #5b7a1f; fill: #5b7a1f }
.s3 { stroke: #7a3f8f; fill: #7a3f8f } .s4 { stroke: #4a4a4a; fill: #4a4a4a }
polyline { fill: none !important; stroke-width: 2 }
text.s0, text.s1, text.s2, text.s3, text.s4 { stroke: none }
@media (prefers-color-scheme: dark) {
text { fill: #efe6da } .paper { fill: #1d1a17 } .band { fill: #4a4238 }
.s0 { stroke: #f0a06a; fill: #f0a06a } .s1 { stroke: #7cc4dd; fill: #7cc4dd } .s2 { stroke: #b3d46a; fill: #b3d46a }
.s3 { stroke: #cf9be0; fill: #cf9be0 } .s4 { stroke: #cfc7bd; fill: #cfc7bd }
}
</style>"""


class Line(NamedTuple):
    """Points (x, y, error of y) under a name; ``is_joined``: with a line through them."""

    name: str
    points: Sequence[tuple[float, float, float]]
    is_joined: bool = True


class Picture(NamedTuple):
    """A plot. ``marks``: horizontal lines. ``band``: a stretch of y that is aimed at. ``ticks``: (x, words)."""

    title: str
    lines: Sequence[Line]
    ticks: Sequence[tuple[float, str]]
    low: float
    high: float
    steps: Sequence[float]
    x_name: str
    marks: Sequence[float] = ()
    band: tuple[float, float] | None = None


def svg(picture: Picture) -> str:
    """The picture as a file of its own."""
    xs = [x for x, _ in picture.ticks]
    first, last = min(xs), max(xs)

    def across(x: float) -> float:
        return LEFT + 12 + (x - first) / (last - first or 1) * (WIDTH - LEFT - RIGHT - 24)

    def up(y: float) -> float:
        share = (min(max(y, picture.low), picture.high) - picture.low) / (picture.high - picture.low)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    title = escape(picture.title)
    right = WIDTH - RIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}">',
        STYLE,
        f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/><text x="{LEFT}" y="22">{title}</text>',
    ]
    if picture.band:
        top, bottom = up(picture.band[1]), up(picture.band[0])
        size = f'width="{right - LEFT}" height="{bottom - top:.1f}"'
        parts.append(f'<rect class="band" x="{LEFT}" y="{top:.1f}" {size}/>')
    for y in picture.steps:
        parts.append(f'<text x="{LEFT - 8}" y="{up(y) + 4:.1f}" text-anchor="end">{y:.0%}</text>')
    for y in picture.marks:
        parts.append(f'<line class="mark" x1="{LEFT}" x2="{right}" y1="{up(y):.1f}" y2="{up(y):.1f}"/>')
    for x, words in picture.ticks:
        parts.append(f'<text x="{across(x):.1f}" y="{HEIGHT - 26}" text-anchor="middle">{escape(words)}</text>')
    parts.append(
        f'<text x="{(LEFT + right) / 2}" y="{HEIGHT - 8}" text-anchor="middle">{escape(picture.x_name)}</text>'
    )
    parts.append(f'<line class="axis" x1="{LEFT}" x2="{right}" y1="{HEIGHT - BOTTOM}" y2="{HEIGHT - BOTTOM}"/>')
    heights: list[float] = []
    for number, line in enumerate(picture.lines):
        kind = f"s{number % 5}"
        if line.is_joined:
            path = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y, _ in line.points)
            parts.append(f'<polyline class="{kind}" points="{path}"/>')
        for x, y, error in line.points:
            ends = f'y1="{up(y - 1.96 * error):.1f}" y2="{up(y + 1.96 * error):.1f}"'
            parts.append(f'<line class="{kind}" x1="{across(x):.1f}" x2="{across(x):.1f}" {ends}/>')
            parts.append(f'<circle class="{kind}" cx="{across(x):.1f}" cy="{up(y):.1f}" r="3"/>')
        height = up(line.points[-1][1]) + 4 if line.points else TOP
        while any(abs(height - other) < 15 for other in heights):
            height += 3
        heights.append(height)
        parts.append(f'<text class="{kind}" x="{right + 8}" y="{height:.1f}">{escape(line.name)}</text>')
    return "\n".join([*parts, "</svg>", ""])
