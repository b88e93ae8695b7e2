"""Hair and headscarf, in profile and from the front, in the frame of the head (thousandths of body height)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Final

from steadyback.figures.shapes import FRONT_FACE, Shape, Stamp, dots, stamp


@dataclass(frozen=True, slots=True)
class Style:
    """How the hair is worn: outlines and inner lines for each view, and whether the ear shows."""

    side: tuple[Shape, ...]
    side_lines: tuple[Shape, ...]
    front: tuple[Shape, ...]
    front_lines: tuple[Shape, ...] = ()
    ear: bool = True
    face: Shape = ()  # the opening for the face, from the front


def _oval(cx: float, cy: float, rx: float, ry: float, tilt: float = 0) -> Shape:
    c, s = math.cos(math.radians(tilt)), math.sin(math.radians(tilt))
    ring = [(math.cos(math.tau * k / 12), math.sin(math.tau * k / 12)) for k in range(12)]
    return tuple((cx + rx * x * c - ry * y * s, cy + rx * x * s + ry * y * c) for x, y in ring)


def _cloud(cx: float, cy: float, r: float, start: float, stop: float, bumps: int) -> Shape:
    """A run of soft curls on a circle."""
    out = []
    for k in range(2 * bumps + 1):
        a = math.radians(start + (stop - start) * k / (2 * bumps))
        q = r * (1.055 if k % 2 else 0.975)
        out.append((cx + q * math.cos(a), cy + q * math.sin(a)))
    return tuple(out)


def _both(half: Shape) -> Shape:
    """A half outline, from top to bottom of the middle line, and its mirror image."""
    other = half[1:-1] if half[-1][0] == 0 else half[1:]
    return half + tuple((-x, y) for x, y in reversed(other))


CROWN: Final = dots(
    "32 83, 27.5 68, 20 53, 13.5 38, 8.5 27, 2 33, -6 31, -11.5 16, -18 3, -30 -11, -43 -14, -53 -4, -65 "
    "15, -69.5 40, -66.5 65, -54 86, -33 101, -8 106.5, 15 103.5, 32 94.5, 38.5 85"
)
FRONT_CAP: Final = dots(
    "0 107, 30 101, 50 80, 54 52, 50 30, 45 33, 43 55, 33 72, 10 86, -6 90, -20 80, -37 64, -43.5 50, -45 "
    "33, -50 30, -54 52, -50 80, -30 101"
)
BOB: Final = dots(
    "36 85, 31 68, 24 50, 21.5 30, 23.5 8, 22.5 -12, 10 -23, -14 -30, -39 -33, -59 -27, -70 -6, -74.5 20, "
    "-75 45, -69 70, -55 90, -33 104, -8 109, 16 106.5, 34 98, 42 88"
)
CROP: Final = dots(
    "40 80, 32 68, 24 56, 16.5 44, 10.5 34, 3.5 36.5, -5 34, -10.5 20, -16 7, -27 -4, -41 -7.5, -53 1, "
    "-64 17, -69 40, -67 65, -55 87, -34 103, -8 110, 18 110, 40 103, 52 90"
)
SCARF: Final = dots(
    "40 86, 34 69, 26.5 43, 21.5 14, 26.5 -11, 40 -28.5, 48 -35, 38 -47, 10 -57, -20 -60, -46 -48, -64 "
    "-23, -74.5 10, -77.5 43, -71 73, -54 96, -30 109, -2 112, 22 107, 40 97.5"
)
_HALF_BOB: Final = dots("0 109, 32 103, 53 82, 59 50, 60 15, 54 -20, 36 -26, 40 0, 45 33, 42 55, 33 72, 10 86, 0 88")
_HALF_SCARF: Final = dots("0 111, 34 104, 55 82, 60 50, 57 10, 44 -30, 20 -50, 0 -54")
# from the forehead over the crown to the nape, then back along the hairline
CURLS: Final = _cloud(-0.014, 0.058, 0.074, 30, 236, 9) + dots(
    "-40 -8, -29 -6, -18 6, -12 18, -6 31, 2 33, 8.5 27, 13.5 40, 20 56, 29 70, 40 78"
)
FRONT_CURLS: Final = _cloud(0, 0.070, 0.068, -28, 208, 10) + dots("-46 34, -43 55, -20 80, 0 88, 20 80, 43 55, 46 34")
_LOCKS: Final = (
    dots("30 88, 6 87, -18 85, -38 86"),
    dots("-10 20, -18 40, -32 60, -47 76"),
)

STYLES: Final[dict[str, Style]] = {
    "bun": Style(
        (CROWN, _oval(-0.057, 0.101, 0.0275, 0.0245, 20)),
        (
            *_LOCKS,
            dots("-33 101.5, -43 94, -54 86.5, -62 80"),
            dots("-74 110, -62 116, -50 111, -48 102"),
        ),
        (FRONT_CAP, _oval(0, 0.122, 0.029, 0.024)),
        (dots("-16 105, 0 107.5, 16 105"),),
    ),
    "curls": Style(
        (CURLS,),
        (
            dots("-40 90, -34 83, -40 76"),
            dots("-50 50, -43 44, -48 36"),
            dots("-12 98, -5 91, -10 84"),
            dots("-20 62, -13 56, -18 49"),
        ),
        (FRONT_CAP, FRONT_CURLS),
    ),
    "scarf": Style(
        (SCARF,),
        (
            dots("24 -14, 2 -12, -24 -4, -46 12"),
            dots("20 10, -6 22, -30 44, -46 70"),
            dots("36 -36, 12 -38, -16 -34, -40 -22"),
        ),
        (_both(_HALF_SCARF),),
        ear=False,
        face=tuple((x * 0.92, y * 0.92 - 0.001) for x, y in FRONT_FACE),
    ),
    "bob": Style(
        (BOB,),
        (
            dots("22 92, 6 80, -4 56, -6 26"),
            dots("-10 98, -30 78, -40 46, -40 10"),
        ),
        (_both(_HALF_BOB),),
        ear=False,
    ),
    "crop": Style(
        (CROP,),
        (
            dots("36 94, 12 96, -14 90, -34 78"),
            dots("26 78, 8 80, -12 74"),
        ),
        (FRONT_CAP,),
        (dots("-30 92, -10 100, 18 98"),),
    ),
    "puff": Style(
        (CROWN, _cloud(-0.060, 0.103, 0.040, 0, 327, 8)),
        (
            *_LOCKS,
            dots("-33 101.5, -43 94, -54 86.5"),
            dots("-70 118, -62 112, -66 104"),
            dots("-50 122, -44 114"),
        ),
        (FRONT_CAP, _cloud(0, 0.126, 0.040, -42, 222, 8)),
        (dots("-20 105, 0 109, 20 105"),),
    ),
}


@cache
def side(style: str) -> Stamp:
    """Hair or scarf in profile."""
    return stamp(STYLES[style].side, STYLES[style].side_lines)


@cache
def front(style: str) -> Stamp:
    """Hair or scarf from the front."""
    return stamp(STYLES[style].front, STYLES[style].front_lines, STYLES[style].face)
