"""Things for a baby or a child, and the child itself. Never drawn after a loss."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from steadyback.figures.geometry import ring, turned
from steadyback.figures.pen import Pen


def babytub(pen: Pen, x0: float, x1: float, y0: float, y1: float) -> None:
    """A small bath for a baby, on a stand or on the floor."""
    w = x1 - x0
    pen.rounded("k j", [complex(x0 + a * w, y0 + b * (y1 - y0)) for a, b in
                        ((0, 1), (0.03, 0.5), (0.12, 0.1), (0.3, 0), (0.7, 0), (0.88, 0.1), (0.97, 0.5), (1, 1),
                         (0.7, 0.97), (0.3, 0.97))])  # fmt: skip
    pen.straight("j", [complex(x0 - 0.012, y1), complex(x1 + 0.012, y1)])


def jug(pen: Pen, x: float, y: float) -> None:
    """A jug."""
    pen.polygon(
        "q j",
        [complex(x - 0.026, y), complex(x + 0.026, y), complex(x + 0.032, y + 0.085), complex(x - 0.030, y + 0.085)],
    )
    pen.line(
        "j",
        [
            complex(x - 0.030, y + 0.07),
            complex(x - 0.058, y + 0.062),
            complex(x - 0.054, y + 0.028),
            complex(x - 0.028, y + 0.022),
        ],
    )


def carrier(pen: Pen, cx: float, cy: float, tilt: float = 0) -> None:
    """A baby's car seat with its hood and its handle up; its foot end is on the right."""
    pen.line(
        "e",
        turned(
            cx,
            cy,
            tilt,
            (-0.046, -0.020),
            (-0.040, 0.110),
            (-0.012, 0.146),
            (0.024, 0.146),
            (0.052, 0.108),
            (0.058, -0.020),
        ),
    )
    pen.rounded("q j", turned(cx, cy, tilt, (-0.150, 0.070), (-0.150, 0.126), (-0.110, 0.168), (-0.050, 0.172),
        (-0.062, 0.128),
                             (-0.100, 0.085)))  # fmt: skip
    pen.rounded("k j", turned(cx, cy, tilt, (-0.118, 0.098), (-0.070, 0.092), (-0.030, 0.040), (0.060, 0.026),
        (0.120, 0.032), (0.116, 0.0),
                             (0.0, -0.04), (-0.100, 0.0)))  # fmt: skip
    pen.rounded("e q", turned(cx, cy, tilt, (-0.142, 0.108), (-0.160, 0.070), (-0.150, -0.010), (-0.112, -0.066),
        (-0.040, -0.088),
                             (0.060, -0.086), (0.126, -0.056), (0.156, -0.006), (0.158, 0.026), (0.136, 0.030),
                             (0.090, 0.004),
                             (0.0, -0.010), (-0.070, 0.012), (-0.108, 0.066), (-0.122, 0.106)))  # fmt: skip


def pram(pen: Pen, x: float, grip: float, long: float = 0.30) -> None:
    """A pushchair; (x, grip) is its handle."""
    far = x + 0.10 + long
    wheel = 0.060
    axle, front = complex(x + 0.13, wheel), complex(far - 0.02, wheel)
    pen.straight("e", [complex(x, grip), complex(x + 0.20, 0.185), front], [complex(x + 0.23, 0.245), axle])
    for spot in (axle, front):
        pen.oval("e q", spot, wheel, wheel)
        pen.oval("e", spot, 0.012, 0.012)
    seat = [
        (0.06, 0.40),
        (0.10, 0.24),
        (0.30, 0.20),
        (0.44, 0.235),
        (0.435, 0.275),
        (0.34, 0.285),
        (0.24, 0.30),
        (0.20, 0.42),
    ]
    pen.rounded("k j", [complex(x + a, b) for a, b in seat])
    pen.rounded("q j", [complex(x + a, b) for a, b in
                        ((0.045, 0.39), (0.075, 0.47), (0.155, 0.515), (0.245, 0.49), (0.275, 0.435), (0.205,
                        0.405), (0.12, 0.385))])  # fmt: skip
    pen.line("j", [complex(x + 0.145, 0.395), complex(x + 0.158, 0.46), complex(x + 0.185, 0.505)])
    pen.straight("e", [complex(x - 0.014, grip + 0.006), complex(x + 0.010, grip - 0.006)])


def bottle(pen: Pen, cx: float, cy: float, tilt: float) -> None:
    """A feeding bottle; its teat points to the left at tilt 0."""
    pen.rounded("k j", turned(cx, cy, tilt, (-0.022, 0.018), (-0.022, -0.018), (0.02, -0.020), (0.064, -0.019),
        (0.070, 0),
                             (0.064, 0.019), (0.02, 0.020)))  # fmt: skip
    pen.rounded("e q", turned(cx, cy, tilt, (-0.022, 0.019), (-0.034, 0.012), (-0.048, 0.004), (-0.048, -0.004),
        (-0.034, -0.012),
                             (-0.022, -0.019)))  # fmt: skip


def toddler(pen: Pen, cx: float, cy: float, tilt: float, legs: float = 1) -> None:
    """A small child, facing left, with a hand held out; (cx, cy) is the hip. Legs 1 stands, 0 sits."""
    hip = complex(cx, cy)
    leg = ((-0.034, 0.01), (-0.030, -0.100), (-0.052, -0.145), (-0.052, -0.162), (0.008, -0.162), (0.012, -0.110),
        (0.034, 0.0)) if legs else (
        (-0.02, 0.032), (-0.09, 0.030), (-0.125, 0.012), (-0.135, -0.075), (-0.160, -0.088), (-0.158, -0.104),
        (-0.104, -0.104),
        (-0.096, -0.036), (0.012, -0.036), (0.034, -0.006))  # fmt: skip
    pen.rounded("o m", [hip + complex(x, y) for x, y in leg])
    pen.rounded("o s", turned(cx, cy, tilt, *ring(-0.004, 0.205, 0.052, 0.054)))
    pen.rounded("o k", turned(cx, cy, tilt, (-0.040, 0.000), (-0.038, 0.09), (-0.026, 0.146), (0.012, 0.152),
        (0.034, 0.10), (0.038, 0.01),
                             (0.0, -0.018)))  # fmt: skip
    pen.rounded(
        "o s",
        turned(
            cx,
            cy,
            tilt,
            (-0.012, 0.132),
            (-0.068, 0.118),
            (-0.112, 0.132),
            (-0.120, 0.114),
            (-0.074, 0.090),
            (-0.012, 0.098),
        ),
    )
    pen.rounded("r", turned(cx, cy, tilt, (-0.040, 0.232), (-0.020, 0.262), (0.020, 0.262), (0.050, 0.228), (0.048,
        0.184), (0.028, 0.180),
                           (0.018, 0.214), (-0.010, 0.228)))  # fmt: skip
    pen.line(
        "i",
        turned(cx, cy, tilt, (-0.044, 0.208), (-0.038, 0.204), (-0.032, 0.207)),
        turned(cx, cy, tilt, (-0.046, 0.184), (-0.040, 0.180), (-0.033, 0.182)),
    )


def prone(pen: Pen, cx: float, cy: float, tilt: float) -> None:
    """A newborn lying on the tummy, head at the right, cheek down, in a sleep suit."""
    pen.rounded("o s", turned(cx, cy, tilt, *ring(0.088, 0.010, 0.041, 0.038, 10)))
    pen.rounded("o k", turned(cx, cy, tilt, (-0.150, 0.006), (-0.154, -0.016), (-0.136, -0.026), (-0.080, -0.030),
        (0.0, -0.030),
                             (0.062, -0.026), (0.072, 0.004), (0.050, 0.036), (0.0, 0.050), (-0.050, 0.050),
                             (-0.086, 0.036),
                             (-0.112, 0.012)))  # fmt: skip
    pen.line("j", turned(cx, cy, tilt, (-0.060, 0.024), (-0.082, 0.004), (-0.076, -0.014)))
    pen.line("i", turned(cx, cy, tilt, (0.094, -0.004), (0.102, -0.006), (0.108, -0.002)))


def beside(pen: Pen, cx: float, cy: float) -> None:
    """A swaddled newborn from above, lying on the side along her, head up and facing her (left)."""
    pen.rounded("o s", [complex(cx + x, cy + y) for x, y in ring(-0.004, 0.096, 0.038, 0.041, 10)])
    pen.rounded("o k", [complex(cx + x, cy + y) for x, y in
                        ((-0.036, 0.062), (-0.046, 0.01), (-0.044, -0.06), (-0.026, -0.130), (0.0, -0.148), (0.026,
                        -0.128),
                         (0.044, -0.06), (0.046, 0.02), (0.034, 0.066), (0.0, 0.056))])  # fmt: skip
    pen.line("j", [complex(cx - 0.028, cy + 0.058), complex(cx + 0.004, cy + 0.018), complex(cx + 0.036, cy - 0.012)])
    pen.line("i", [complex(cx - 0.028, cy + 0.104), complex(cx - 0.022, cy + 0.100), complex(cx - 0.016, cy + 0.104)])


def wrap(pen: Pen, cx: float, cy: float, tilt: float) -> None:
    """A snug carrier on the chest: the baby's head above a band of cloth; (cx, cy) is the baby's middle."""
    pen.rounded("o s", turned(cx, cy, tilt, *ring(-0.004, 0.096, 0.038, 0.041, 10)))
    pen.rounded("o k", turned(cx, cy, tilt, (-0.052, 0.060), (-0.060, 0.0), (-0.058, -0.070), (-0.020, -0.104),
        (0.026, -0.082), (0.050, -0.020),
                             (0.046, 0.046), (0.016, 0.066), (-0.02, 0.058)))  # fmt: skip
    pen.line(
        "e",
        turned(cx, cy, tilt, (-0.048, 0.058), (-0.072, 0.104), (-0.110, 0.134)),
        turned(cx, cy, tilt, (-0.058, -0.052), (-0.100, -0.070), (-0.166, -0.082)),
    )
    pen.line("i", turned(cx, cy, tilt, (0.008, 0.104), (0.016, 0.100), (0.023, 0.104)))


DRAWERS: Final[dict[str, Callable[..., None]]] = {
    f.__name__: f
    for f in (
        babytub,
        jug,
        carrier,
        pram,
        bottle,
        toddler,
        prone,
        beside,
        wrap,
    )
}
