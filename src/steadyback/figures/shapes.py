"""Small fixed shapes: feet, shoes, hands and face. Each is drawn once and stamped wherever it is needed.

Places are thousandths of body height in the part's own frame: a foot lies along its sole, a hand along its
palm, the head looks along x with y up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Final

from steadyback.figures.curves import Track, loop, one_way, screen, smooth, sweep

Shape = tuple[tuple[float, float], ...]


def dots(text: str) -> Shape:
    """A shape written as "x y, x y, ..." in thousandths of body height."""
    return tuple((float(x) / 1000, float(y) / 1000) for x, y in (pair.split() for pair in text.split(",")))


FOOT: Final = dots(
    "28.5 3, 50 -10, 78 -21.5, 98 -26.5, 110 -30, 114 -35.5, 108 -40, 92 -40, 76 -40, 50 -37.5, 22 -38.5, "
    "-8 -40, -27 -39.5, -35.5 -31, -33.5 -16, -24.5 1, -18 16, 0 23.5, 18 16"
)
TOE_HINGE: Final = (0.078, -0.0395)
SHOE: Final = dots(
    "30 4, 50 -8, 80 -17, 104 -22, 121 -30, 124 -37, 117 -40.5, 90 -40.5, 60 -40, 20 -40, -20 -40.5, -38 "
    "-40, -43 -30, -40 -14, -33 4, -20 17, 0 23.5, 19 16"
)
SHOE_LINES: Final = (
    dots("-42 -30.5, 10 -30, 70 -31, 122 -32"),
    dots("47 -7, 40 -15"),
    dots("62 -12, 55 -20"),
)
FRONT_FOOT: Final = dots(
    "-18 6, -21 -10, -26 -36, -24 -54, -12 -58.5, 4 -58.5, 20 -57.5, 27 -50, 25 -34, 20 -10, 18 6, 0 11"
)

# name: the outline, and the lines of the fingers
HANDS: Final[dict[str, tuple[Shape, tuple[Shape, ...]]]] = {
    "relaxed": (
        dots(
            "-14 -10, 0 -12.4, 18 -15, 40 -17.5, 62 -15, 80 -8, 92.5 2, 93.5 8.5, 87 10, 74 6.5, 64 8, 66 "
            "14, 64 20.5, 57.5 22.5, 40 20, 18 15, 0 12.4, -14 10"
        ),
        (
            dots("50 7.5, 64 8"),
            dots("58 -4, 72 -1.5, 84 5"),
        ),
    ),
    "flat": (
        dots(
            "-12.2 10, -16 -6, -19.5 -18, -15 -27, 6 -28.5, 35 -27, 62 -28, 80 -28.5, 85.5 -25.5, 82 -21, "
            "64 -17, 44 -10.5, 26 -2, 14 8, 9 17, -2 18"
        ),
        (dots("8 -12, 26 -19, 46 -21.5"),),
    ),
    "grip": (
        dots(
            "-14 -10, 0 -12.4, 14 -16.5, 34 -18, 50 -13, 57 -2, 54.5 10, 46 18.5, 33 21.5, 20 20, 8 15, -2 12.4, -14 10"
        ),
        (
            dots("52 -4, 36 0, 30 6"),
            dots("48 6, 34 8, 29 12"),
        ),
    ),
    "palm": (
        dots(
            "-14 -10, 0 -12.2, 20 -12.5, 45 -13, 70 -12, 90 -8, 97.5 -2.5, 94 2, 78 2, 60 3.5, 62 9, 56 "
            "13, 40 14.5, 18 13.5, 0 12.4, -14 10"
        ),
        (dots("46 4, 60 3.5"),),
    ),
}

HEAD: Final = dots(
    "-8 97.5, 14 95.5, 33 86, 45.5 70, 51 53, 50.8 43, 54.5 32, 60 20.5, 63.7 13.5, 61.5 9, 56 7, 56.2 "
    "3.5, 58.5 -1, 56 -4.5, 57 -8.5, 54 -13.5, 53.8 -20.5, 50 -29, 41 -33, 27 -29, 10 -20, -10 -24, -34 "
    "-18, -52 2, -62 28, -63 52, -53 76, -33 92"
)
EAR: Final = dots("3 31, 6 33, 8.5 29, 6.5 20, 3.5 14, 0.5 17, -0.5 25")
EAR_LINE: Final = dots("7.2 31, 3 32, 0 26, 2.2 16, 5.2 16.5")
FACE_LINES: Final = (
    dots("45.5 38.5, 42 36, 37 36.5, 33.5 39"),
    dots("49 52, 42 55.5, 34 53"),
    dots("56 -4.5, 52 -4.8, 48.5 -3"),
)
JAW: Final = dots("33 -30, 20 -26.5, 9 -17, 4 -6")
_HALF_FACE: Final = dots("0 98, 24 93, 41.5 76, 45.5 52, 42.5 26, 34 2, 20 -22, 7 -32.5")
FRONT_FACE: Final = _HALF_FACE + tuple((-x, y) for x, y in reversed(_HALF_FACE[1:]))
FRONT_LINES: Final = (
    dots("12 42, 18 39, 26 39.2, 31 42.5"),
    dots("-12 42, -18 39, -26 39.2, -31 42.5"),
    dots("2 30, 5 16.5, -2 14"),
    dots("-10 -2, 0 -5, 10 -2"),
    dots("11 56, 20 59, 29 56"),
    dots("-11 56, -20 59, -29 56"),
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A part ready to be placed: its filled outline, its inner lines, and its points for measuring."""

    outline: str
    lines: str
    points: tuple[complex, ...]


def _outline(shape: Shape) -> Track:
    return loop(smooth(screen(complex(x, y) for x, y in shape), True)[:-1], slack=0.6)


def _line(shape: Shape) -> Track:
    return sweep(smooth(screen(complex(x, y) for x, y in shape), False), slack=0.3)


def stamp(outlines: tuple[Shape, ...], lines: tuple[Shape, ...], hole: Shape = (), places: int = 0) -> Stamp:
    """Make a part out of closed outlines, which fuse, and open lines; a hole is cut out of the outlines.

    `places` is how many decimals its outline deserves.
    """
    points = tuple(screen(complex(x, y) for shape in outlines for x, y in shape))
    tracks = [one_way(_outline(s)) for s in outlines]
    if hole:
        tracks.append(one_way(_outline(hole)).back())
    return Stamp("".join(t.text(places) for t in tracks), "".join(_line(s).text(1) for s in lines), points)


def foot_shape(toes: float) -> Shape:
    """A bare foot with the toes bent up."""
    c, s = math.cos(math.radians(toes)), math.sin(math.radians(toes))
    hx, hy = TOE_HINGE
    return tuple(
        (hx + (x - hx) * c - (y - hy) * s, hy + (x - hx) * s + (y - hy) * c) if x > hx else (x, y) for x, y in FOOT
    )


@cache
def foot(toes: int, shod: bool) -> Stamp:
    """A foot or a shoe, in drawing units."""
    return stamp((SHOE,), SHOE_LINES) if shod else stamp((foot_shape(toes),), ())


@cache
def hand(name: str) -> Stamp:
    """A hand, in drawing units."""
    outline, lines = HANDS[name]
    return stamp((outline,), lines)


@cache
def head(jaw: bool = True) -> Stamp:
    """The face in profile, with its closed eye, brow, mouth and, unless it is covered, jaw."""
    return stamp((HEAD,), (*FACE_LINES, JAW) if jaw else FACE_LINES, places=1)


@cache
def ear() -> Stamp:
    """An ear and its fold."""
    return stamp((EAR,), (EAR_LINE,), places=1)


@cache
def front_head() -> Stamp:
    """The face from the front."""
    return stamp((FRONT_FACE,), FRONT_LINES)


@cache
def front_foot() -> Stamp:
    """A foot from the front."""
    toes = tuple(((x, -0.046), (x + 0.001, -0.056)) for x in (-0.010, 0.001, 0.011))
    return stamp((FRONT_FOOT,), toes)
