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
FOOT_LINES: Final = (dots("84 -39.5, 87 -34.4, 95 -32.6"), dots("104 -31.4, 108.6 -33.2"))
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
            "-14 -10, 0 -12.2, 22 -14.2, 44 -15.4, 64 -14.4, 82 -10.6, 93.5 -5, 96.5 0.4, 91 3.8, 78 3.6, 67 3.4, "
            "68.5 8, 64 12.8, 54 13.6, 44 13, 32 15, 16 14.4, 0 12.4, -14 10"
        ),
        (
            dots("48 5.4, 58 3.6, 67 3.4"),
            dots("72 -5.4, 86 -2.8"),
        ),
    ),
    "fist": (
        dots(
            "-14 -10, 0 -12.4, 16 -16, 32 -17.5, 42 -15.5, 45.5 -8, 46 0, 45 9, 41 17, "
            "33 20.5, 20 19, 8 15, 0 12.4, -14 10"
        ),
        (
            dots("45.5 -8, 38 -7.5"),
            dots("46 0, 38 0.5"),
            dots("45 9, 37 8.5"),
            dots("31 19, 33 12, 27 5"),
        ),
    ),
}

HEAD: Final = dots(
    "-8 97.5, 14 95.5, 33 86, 45 71, 50 57, 50.4 47, 49.8 41, 52.6 32.5, 57.6 22.5, 62.2 14.6, 61.6 10, 57 7.4, "
    "55.6 4.4, 57.6 0.8, 57.6 -1.8, 55.8 -4.2, 56.8 -7, 55.8 -10.8, 53.2 -14.6, 53.6 -20.4, 51.2 -27.4, 43.5 -32.2, "
    "28 -29, 10 -20, -10 -24, -34 -18, -52 2, -62 28, -63 52, -53 76, -33 92"
)
EAR: Final = dots("3.5 33, 7.5 34, 10 29.5, 7.8 20.5, 4 13.5, 0 15.5, -1.2 24, 0.2 30")
EAR_LINE: Final = dots("9 28.5, 6 33, 1.2 31.5, -0.4 24, 2.4 15.6, 6.4 17.4")
FACE_LINES: Final = (
    dots("47.2 38.6, 44.2 35.4, 39.6 34.9, 35.2 37.8"),
    dots("48.6 51.4, 42.6 54.4, 34.6 52.4"),
    dots("55.6 -4.4, 51.6 -5.4, 47.6 -3.6, 46 -1.6"),
)
CHEEK: Final = dots("40 17.5, 46.5 15.5, 49 10.5, 46.5 5.5, 40 3.5, 33.5 5.5, 31 10.5, 33.5 15.5")
JAW: Final = dots("33 -30, 20 -26.5, 9 -17, 4 -6")
_HALF_FACE: Final = dots("0 98, 24 93, 41.5 76, 45.5 52, 42.5 26, 34 2, 20 -22, 7 -32.5")
FRONT_FACE: Final = _HALF_FACE + tuple((-x, y) for x, y in reversed(_HALF_FACE[1:]))
FRONT_LINES: Final = (
    dots("11.5 40.5, 16.5 37.2, 24.5 37, 30.5 40.8"),
    dots("-11.5 40.5, -16.5 37.2, -24.5 37, -30.5 40.8"),
    dots("2.5 29, 5 18, 3 14.5, -1.5 14.6"),
    dots("-11 -1.6, -5 -5.2, 5 -5.2, 11 -1.6"),
    dots("11 53.5, 19 56.8, 29 54"),
    dots("-11 53.5, -19 56.8, -29 54"),
)
FRONT_CHEEKS: Final = tuple(tuple((x + side * 0.0265 - 0.040, y + 0.006) for x, y in CHEEK) for side in (-1, 1))


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


def _bent(shape: Shape, toes: float) -> Shape:
    """A part of the foot: what lies in front of the toe hinge turns with the toes."""
    c, s = math.cos(math.radians(toes)), math.sin(math.radians(toes))
    hx, hy = TOE_HINGE
    return tuple(
        (hx + (x - hx) * c - (y - hy) * s, hy + (x - hx) * s + (y - hy) * c) if x > hx else (x, y) for x, y in shape
    )


def foot_shape(toes: float) -> Shape:
    """A bare foot with the toes bent up."""
    return _bent(FOOT, toes)


@cache
def foot(toes: int, shod: bool) -> Stamp:
    """A foot or a shoe, in drawing units."""
    return (
        stamp((SHOE,), SHOE_LINES)
        if shod
        else stamp((foot_shape(toes),), tuple(_bent(line, toes) for line in FOOT_LINES))
    )


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
def cheek() -> str:
    """The warmth of a cheek, in profile."""
    return stamp((CHEEK,), ()).outline


@cache
def front_cheeks() -> str:
    """The warmth of both cheeks, from the front."""
    return stamp(FRONT_CHEEKS, ()).outline


@cache
def front_head() -> Stamp:
    """The face from the front."""
    return stamp((FRONT_FACE,), FRONT_LINES)


@cache
def front_foot() -> Stamp:
    """A foot from the front."""
    toes = tuple(((x, -0.046), (x + 0.001, -0.056)) for x in (-0.010, 0.001, 0.011))
    return stamp((FRONT_FOOT,), toes)
