"""Plane geometry for the figure: directions, smooth tables, reach, and crossings.

A point is a complex number, x forward and y up, in body heights; the floor is y = 0. Angles are degrees.
"""

from __future__ import annotations

import cmath
import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

Point = complex
Line = list[complex]
Rows = tuple[tuple[float, float], ...]

#: Decimals on which every machine agrees: their sines and roots differ, if at all, from the fifteenth on.
SURE = 6


def nearest(value: float) -> int:
    """The nearest whole number, the same on every machine, also where two are equally near."""
    return round(round(value, SURE))


def sure(point: Point) -> Point:
    """A point without the decimals in which machines differ."""
    return complex(round(point.real, SURE), round(point.imag, SURE))


def lean(angle: float) -> Point:
    """The "up" of a trunk that leans forward by this angle."""
    return 1j * cmath.exp(-1j * math.radians(angle))


def ahead(angle: float) -> Point:
    """The front of a trunk that leans forward by this angle."""
    return cmath.exp(-1j * math.radians(angle))


def hang(angle: float) -> Point:
    """Along a hanging bone: 0 points straight down, positive swings forward."""
    return -1j * cmath.exp(1j * math.radians(angle))


def face(angle: float) -> Point:
    """The front of a hanging bone."""
    return cmath.exp(1j * math.radians(angle))


def dot(a: Point, b: Point) -> float:
    """The scalar product of two vectors."""
    return a.real * b.real + a.imag * b.imag


def place(shape: Iterable[tuple[float, float]], origin: Point, x_axis: Point, y_axis: Point) -> Line:
    """A small shape, given as pairs, carried to where it belongs."""
    return [origin + x_axis * x + y_axis * y for x, y in shape]


def turned(cx: float, cy: float, tilt: float, *shape: tuple[float, float]) -> Line:
    """A small shape at a place, turned by so many degrees (anticlockwise, y up)."""
    k = cmath.exp(1j * math.radians(tilt))
    return [complex(cx, cy) + complex(x, y) * k for x, y in shape]


def ring(cx: float, cy: float, rx: float, ry: float, count: int = 12) -> list[tuple[float, float]]:
    """Points evenly round an oval."""
    return [(cx + rx * math.cos(math.tau * k / count), cy + ry * math.sin(math.tau * k / count)) for k in range(count)]


@cache
def _slopes(rows: Rows) -> tuple[float, ...]:
    inner = []
    for (xa, ya), (xb, yb), (xc, yc) in zip(rows, rows[1:], rows[2:], strict=False):
        left, right = (yb - ya) / (xb - xa), (yc - yb) / (xc - xb)
        inner.append((left * (xc - xb) + right * (xb - xa)) / (xc - xa))
    return (0.0, *inner, 0.0)


@cache
def table(rows: Rows, x: float) -> float:
    """Smooth reading of a small table (cubic Hermite with averaged slopes)."""
    if x <= rows[0][0]:
        return rows[0][1]
    if x >= rows[-1][0]:
        return rows[-1][1]
    i = bisect_right(rows, (x, math.inf)) - 1
    (x0, y0), (x1, y1) = rows[i], rows[i + 1]
    s0, s1 = _slopes(rows)[i : i + 2]
    h, t = x1 - x0, (x - x0) / (x1 - x0)
    return (
        y0 * (1 + 2 * t) * (1 - t) ** 2
        + s0 * h * t * (1 - t) ** 2
        + y1 * t * t * (3 - 2 * t)
        + s1 * h * t * t * (t - 1)
    )


def two_bone(a: Point, b: Point, first: float, second: float, sign: int) -> tuple[float, float, bool]:
    """Angles of two bones from a to b, and whether b is in reach; sign +1 bends as an elbow, -1 as a knee."""
    gap = abs(b - a)
    reach = abs(first - second) + 1e-6 < gap < first + second + 1e-9
    gap = min(max(gap, abs(first - second) + 1e-4), first + second - 1e-6)
    base = math.degrees(math.atan2(b.real - a.real, a.imag - b.imag))
    inner = math.degrees(math.acos((first**2 + gap**2 - second**2) / (2 * first * gap)))
    bend = math.degrees(math.acos((first**2 + second**2 - gap**2) / (2 * first * second)))
    one = base - sign * inner
    return one, one + sign * (180 - bend), reach


def meet(p: Point, q: Point, r: Point, s: Point) -> Point | None:
    """Where the stretch p to q crosses the stretch r to s, if it does."""
    d, e = q - p, s - r
    den = d.real * e.imag - d.imag * e.real
    if abs(den) < 1e-12:
        return None
    g = r - p
    t = (g.real * e.imag - g.imag * e.real) / den
    if not 0 <= t <= 1:
        return None
    w = (g.real * d.imag - g.imag * d.real) / den
    return p + d * t if 0 <= w <= 1 else None


def resample(line: Sequence[Point], count: int) -> Line:
    """Points evenly along a line."""
    run = [0.0]
    for p, q in pairwise(line):
        run.append(run[-1] + abs(q - p))
    out: Line = []
    j = 0
    for k in range(count):
        want = run[-1] * k / (count - 1)
        while j < len(line) - 2 and run[j + 1] < want:
            j += 1
        span = run[j + 1] - run[j] or 1.0
        out.append(line[j] + (line[j + 1] - line[j]) * ((want - run[j]) / span))
    return out


def soften(line: Line, centre: int, reach: int, rounds: int) -> Line:
    """Relax the points near a place, so that a nearly straight limb has no corner."""
    low, high = max(1, centre - reach), min(len(line) - 2, centre + reach)
    for _ in range(rounds):
        old = list(line)
        line = old[:low] + [(old[i - 1] + 2 * old[i] + old[i + 1]) / 4 for i in range(low, high + 1)] + old[high + 1 :]
    return line


def inside(p: Point, shape: Sequence[Point]) -> bool:
    """Is the point within the closed shape?"""
    hit = False
    a = shape[-1]
    for b in shape:
        if (b.imag > p.imag) != (a.imag > p.imag) and p.real < (a.real - b.real) * (p.imag - b.imag) / (
            a.imag - b.imag
        ) + b.real:
            hit = not hit
        a = b
    return hit


def crossings(shape: Sequence[Point]) -> int:
    """How often a closed shape crosses itself (specks of a folded crease, under .012, are forgiven)."""
    n, hits = len(shape), 0
    step = [abs(shape[(k + 1) % n] - shape[k]) for k in range(n)]
    for i in range(n):
        p, q = shape[i], shape[(i + 1) % n]
        x0, x1 = sorted((p.real, q.real))
        for j in range(i + 2, n):
            r, s = shape[j], shape[(j + 1) % n]
            if (i, j) == (0, n - 1) or max(r.real, s.real) < x0 or min(r.real, s.real) > x1:
                continue
            x = meet(p, q, r, s)
            if x is not None and sum(step[i:j]) > 0.012 and abs(x - p) > 1e-7 and abs(x - r) > 1e-7:
                hits += 1
    return hits
