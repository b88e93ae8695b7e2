"""Few, smooth Bezier curves through many points, and their short SVG text.

Curves are fitted by least squares (after Schneider,
    "An algorithm for automatically fitting digitized curves",
Graphics Gems, 1990). Drawing units: 1000 to a body height, y down.
"""

from __future__ import annotations

import cmath
from collections.abc import Iterable, Sequence
from itertools import pairwise

from steadyback.figures.geometry import Line, Point, dot, nearest, sure

SCALE = 1000
Piece = tuple[complex, complex, complex]  # two handles and the end of one Bezier


def screen(points: Iterable[Point], scale: float = SCALE) -> Line:
    """From body heights, y up, to drawing units, y down."""
    return [sure(p.conjugate() * scale) for p in points]


def _unit(v: complex) -> complex:
    size = abs(v)
    return v / size if size > 1e-9 else 1 + 0j


def fit(points: Sequence[Point], start: complex, end: complex, slack: float) -> list[Piece]:
    """Bezier pieces along the points, between two end directions (unit vectors, both pointing inwards).

    A turn of more than about 55 degrees between two steps is kept as a corner.
    """
    out: list[Piece] = []
    first = 0
    for i in range(1, len(points) - 1):
        a, b = _unit(points[i] - points[i - 1]), _unit(points[i + 1] - points[i])
        if dot(a, b) < 0.57:
            out += _fit(points[first : i + 1], start, -a, slack)
            first, start = i, b
    return out + _fit(points[first:], start, end, slack)


def _handles(points: Sequence[Point], u: Sequence[float], start: complex, end: complex) -> Piece:
    """The one Bezier whose handles lie along the end directions and that comes nearest to the points."""
    p0, p3 = points[0], points[-1]
    both = dot(start, end)
    c00 = c01 = c11 = x0 = x1 = 0.0
    for p, t in zip(points, u, strict=True):
        m = 1 - t
        b1, b2 = 3 * t * m * m, 3 * t * t * m
        near = m * m * m + b1
        d = p - p0 * near - p3 * (1 - near)
        c00 += b1 * b1
        c11 += b2 * b2
        c01 += b1 * b2 * both
        x0 += b1 * dot(start, d)
        x1 += b2 * dot(end, d)
    det = c00 * c11 - c01 * c01
    third = abs(p3 - p0) / 3
    ka = kb = third
    if abs(det) > 1e-9:
        ka, kb = (x0 * c11 - x1 * c01) / det, (c00 * x1 - c01 * x0) / det
    if not (third / 50 < ka < 9 * third + 1 and third / 50 < kb < 9 * third + 1):
        ka = kb = third
    return p0 + start * ka, p3 + end * kb, p3


def _misses(points: Sequence[Point], u: list[float], piece: Piece) -> tuple[float, int]:
    """The largest squared distance and where it is; moves each parameter to the nearest place on the curve."""
    p0, (h1, h2, p3) = points[0], piece
    a, b, c = p3 - 3 * h2 + 3 * h1 - p0, 3 * (h2 - 2 * h1 + p0), 3 * (h1 - p0)
    worst, where = 0.0, len(points) // 2
    for i in range(1, len(points) - 1):
        t = u[i]
        gap = ((a * t + b) * t + c) * t + p0 - points[i]
        miss = gap.real * gap.real + gap.imag * gap.imag
        if miss > worst + 1e-6:  # of two that lie equally far off the first, on every machine
            worst, where = miss, i
        v = (3 * a * t + 2 * b) * t + c
        den = dot(v, v) + dot(gap, 6 * a * t + 2 * b)
        if den > 1e-9:
            u[i] = min(max(t - dot(gap, v) / den, 0.0), 1.0)
    return worst, where


def _fit(points: Sequence[Point], start: complex, end: complex, slack: float) -> list[Piece]:
    if len(points) == 2:
        h = abs(points[1] - points[0]) / 3
        return [(points[0] + start * h, points[1] + end * h, points[1])]
    run = [0.0]
    for p, q in pairwise(points):
        run.append(run[-1] + abs(q - p))
    u = [r / (run[-1] or 1.0) for r in run]
    where = 0
    for _ in range(3):
        piece = _handles(points, u, start, end)
        worst, where = _misses(points, u, piece)
        if worst <= slack * slack:
            return [piece]
        if worst > 30 * slack * slack:
            break
    turn = _unit(points[where - 1] - points[where + 1])
    return _fit(points[: where + 1], start, turn, slack) + _fit(points[where:], -turn, end, slack)


def smooth(points: Sequence[Point], closed: bool) -> Line:
    """More points along the same rounded line (three to a span), so that it can be fitted as curves."""
    n = len(points)
    tangents = [
        _unit(points[(i + 1) % n] - points[i - 1]) if closed or 0 < i < n - 1
        else _unit(points[min(i + 1, n - 1)] - points[max(i - 1, 0)])
        for i in range(n)
    ]  # fmt: skip
    out = [points[0]]
    for i in range(n if closed else n - 1):
        j = (i + 1) % n
        h = abs(points[j] - points[i]) / 3
        a, b = points[i] + tangents[i] * h, points[j] - tangents[j] * h
        for t in (1 / 3, 2 / 3, 1.0):
            m = 1 - t
            out.append(m**3 * points[i] + 3 * m * m * t * a + 3 * m * t * t * b + t**3 * points[j])
    return out


class Track:
    """One outline being written: starts somewhere, takes curves and straight lines, may close."""

    def __init__(self, start: Point) -> None:
        self.start = start
        self.pieces: list[Piece | complex] = []
        self.shut = False

    @property
    def here(self) -> Point:
        """Where the pen rests."""
        last = self.pieces[-1] if self.pieces else self.start
        return last[2] if isinstance(last, tuple) else last

    def curve(self, pieces: Iterable[Piece]) -> Track:
        """Go on along fitted pieces."""
        self.pieces.extend(pieces)
        return self

    def line(self, *to: Point) -> Track:
        """Go on in straight lines."""
        self.pieces.extend(to)
        return self

    def close(self) -> Track:
        """Back to the start."""
        self.shut = True
        return self

    def turning(self) -> float:
        """Which way round a closed outline goes: the sign of its area."""
        ring = self.ends()
        return sum((a.conjugate() * b).imag for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))

    def back(self) -> Track:
        """The same outline, drawn the other way round."""
        spots = self.ends()
        out = Track(spots[-1])
        for piece, to in zip(reversed(self.pieces), spots[-2::-1], strict=True):
            out.pieces.append((piece[1], piece[0], to) if isinstance(piece, tuple) else to)
        out.shut = self.shut
        return out

    def ends(self) -> Line:
        """The points on the outline (for measuring it)."""
        return [self.start] + [p[2] if isinstance(p, tuple) else p for p in self.pieces]

    def text(self, places: int = 0) -> str:
        """The SVG path: relative, rounded, with no more separators than needed."""
        k = 10**places
        at = complex(nearest(self.start.real * k), nearest(self.start.imag * k))
        out, mode = ["M" + _numbers((at,), k)], ""
        for piece in self.pieces:
            spots = piece if isinstance(piece, tuple) else (piece,)
            grid = [complex(nearest(z.real * k), nearest(z.imag * k)) for z in spots]
            moves = tuple(z - at for z in grid)
            letter = "c" if len(moves) == 3 else "l"
            if letter == "l" and moves[0] == 0:
                continue
            text = _numbers(moves, k)
            out.append(letter if letter != mode else "" if text[0] == "-" else " ")
            out.append(text)
            mode, at = letter, grid[-1]
        return "".join(out) + ("z" if self.shut else "")


def _numbers(moves: Sequence[complex], k: int) -> str:
    words: list[str] = []
    for z in moves:
        for v in (z.real, z.imag):
            t = f"{v / k:g}"
            if t.startswith("0."):
                t = t[1:]
            elif t.startswith("-0."):
                t = "-" + t[2:]
            words.append(t if not words or t[0] == "-" or (t[0] == "." and "." in words[-1]) else " " + t)
    return "".join(words)


def one_way(track: Track) -> Track:
    """A closed outline, turned the way round that all outlines share."""
    return track if track.turning() > 0 else track.back()


def loop(points: Sequence[Point], corners: Iterable[int] = (), slack: float = 1.0) -> Track:
    """A closed outline through dense points, sharp only at the given corners."""
    sharp = sorted(set(corners))
    n = len(points)
    if not sharp:
        # start where the line is flattest, so that the join does not show
        turn = _unit(points[1] - points[-1])
        ring = [*points, points[0]]
        return Track(points[0]).curve(fit(ring, turn, -turn, slack)).close()
    track = Track(points[sharp[0]])
    for a, b in zip(sharp, [*sharp[1:], sharp[0] + n], strict=True):
        part = [points[i % n] for i in range(a, b + 1)]
        track.curve(fit(part, _unit(part[1] - part[0]), _unit(part[-2] - part[-1]), slack))
    return track.close()


def sweep(points: Sequence[Point], slack: float = 1.0) -> Track:
    """An open line through dense points."""
    pieces = fit(points, _unit(points[1] - points[0]), _unit(points[-2] - points[-1]), slack)
    return Track(points[0]).curve(pieces)


def sections(points: Sequence[Point], breaks: Sequence[int], closed: bool, slack: float = 1.0) -> list[list[Piece]]:
    """Fit a line in sections that join smoothly, so that one section can serve in two outlines."""
    n = len(points)

    def tangent(i: int) -> complex:
        if closed:
            return _unit(points[(i + 1) % n] - points[(i - 1) % n])
        return _unit(points[min(i + 1, n - 1)] - points[max(i - 1, 0)])

    return [
        fit([points[i % n] for i in range(a, b + 1)], tangent(a), -tangent(b), slack) if b > a else []
        for a, b in pairwise(breaks)
    ]


def rotate(points: Iterable[Point], angle: float, about: Point = 0j) -> Line:
    """Points turned about a spot (degrees, anticlockwise with y up)."""
    k = cmath.exp(1j * angle * cmath.pi / 180)
    return [about + (p - about) * k for p in points]
