"""The pen: collects SVG elements back to front, with short text, classes only, and the room they take."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from steadyback.figures.curves import SCALE, Track, loop, one_way, screen, smooth, sweep
from steadyback.figures.geometry import Line, Point, nearest
from steadyback.figures.shapes import Stamp


def whole(value: float) -> str:
    """A number in drawing units, rounded."""
    return str(nearest(value))


class Pen:
    """One drawing under way. Points are body heights, y up; what is written is drawing units, y down."""

    def __init__(self) -> None:
        self.marks: list[str] = []
        self.low = complex(math.inf, math.inf)
        self.high = -self.low

    def room(self, points: Iterable[Point]) -> None:
        """Remember how far the drawing reaches (drawing units)."""
        for p in points:
            self.low = complex(min(self.low.real, p.real), min(self.low.imag, p.imag))
            self.high = complex(max(self.high.real, p.real), max(self.high.imag, p.imag))

    def mirror(self) -> None:
        """Turn the whole drawing round, so that she faces left."""
        self.marks = [f'<g transform="scale(-1 1)">{"".join(self.marks)}</g>']
        self.low, self.high = complex(-self.high.real, self.low.imag), complex(-self.low.real, self.high.imag)

    def tracks(self, name: str, tracks: Sequence[Track]) -> None:
        """One path of several outlines."""
        if tracks:
            self.marks.append(f'<path class="{name}" d="{"".join(t.text() for t in tracks)}"/>')
            for t in tracks:
                self.room(t.ends())

    def fused(self, name: str, tracks: Sequence[Track]) -> None:
        """Overlapping outlines of one silhouette: all turned the same way round, so that none cuts a hole."""
        self.tracks(name, [one_way(t) for t in tracks])

    def shape(self, name: str, points: Line, corners: Iterable[int] = (), slack: float = 1.2) -> None:
        """A closed outline through dense points."""
        self.tracks(name, [loop(screen(points), corners, slack)])

    def rounded(self, name: str, points: Line) -> None:
        """A closed outline through a few points, rounded."""
        self.tracks(name, [loop(smooth(screen(points), True)[:-1], (), 0.8)])

    def line(self, name: str, *lines: Line) -> None:
        """Open lines through a few points, rounded, in one path."""
        self.tracks(name, [sweep(smooth(screen(points), False), 0.7) for points in lines if points])

    def straight(self, name: str, *lines: Sequence[Point]) -> None:
        """Straight lines, in one path."""
        self.tracks(name, [Track(p[0]).line(*p[1:]) for p in (screen(points) for points in lines)])

    def polygon(self, name: str, points: Sequence[Point]) -> None:
        """A closed shape with straight sides."""
        p = screen(points)
        self.tracks(name, [Track(p[0]).line(*p[1:]).close()])

    def box(self, name: str, x0: float, y0: float, x1: float, y1: float, radius: float = 0.012) -> None:
        """A rounded box between two heights."""
        a, b = screen((complex(x0, y1), complex(x1, y0)))
        w, h = b.real - a.real, b.imag - a.imag
        r = min(radius * SCALE, w / 2, h / 2)
        self.marks.append(
            f'<rect class="{name}" x="{whole(a.real)}" y="{whole(a.imag)}" '
            f'width="{whole(w)}" height="{whole(h)}" rx="{whole(r)}"/>'
        )
        self.room((a, b))

    def oval(self, name: str, centre: Point, rx: float, ry: float) -> None:
        """An upright ellipse."""
        (c,) = screen((centre,))
        rx, ry = rx * SCALE, ry * SCALE
        place = f'cx="{whole(c.real)}" cy="{whole(c.imag)}"'
        if rx == ry:
            self.marks.append(f'<circle class="{name}" {place} r="{whole(rx)}"/>')
        else:
            self.marks.append(f'<ellipse class="{name}" {place} rx="{whole(rx)}" ry="{whole(ry)}"/>')
        self.room((c - complex(rx, ry), c + complex(rx, ry)))

    def lamp(self, at: Point) -> None:
        """The one warm bead, with its glow."""
        self.oval("w", at, 0.052, 0.052)
        self.oval("x", at, 0.0185, 0.0185)

    def stamp(self, at: Point, turn: float, stamp: Stamp, parts: Iterable[tuple[str, str]], flip: bool = False) -> None:
        """A fixed part set down at a point and turned (degrees, clockwise on the page)."""
        (p,) = screen((at,))
        move = f"translate({whole(p.real)} {whole(p.imag)})rotate({whole(turn)})" + ("scale(1-1)" if flip else "")
        marks = [(name, d) for name, d in parts if d]
        if len(marks) == 1:
            self.marks.append(f'<path class="{marks[0][0]}" transform="{move}" d="{marks[0][1]}"/>')
        else:
            inner = "".join(f'<path class="{name}" d="{d}"/>' for name, d in marks)
            self.marks.append(f'<g transform="{move}">{inner}</g>')
        k = complex(math.cos(math.radians(turn)), math.sin(math.radians(turn)))
        self.room(p + (q.conjugate() if flip else q) * k for q in stamp.points)
