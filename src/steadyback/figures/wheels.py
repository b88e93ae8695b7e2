"""The car, cut open so that she can be seen, and the wheelchair."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from steadyback.figures.pen import Pen


def carside(pen: Pen, x: float, seat: float) -> None:
    """A car cut open from the side: body, seat and dashboard; x is the back of the seat."""
    outer = ((-0.30, 0.10), (-0.31, 0.40), (-0.24, 0.70), (-0.13, 0.90), (0.04, 0.965), (0.26, 0.95), (0.44, 0.82),
        (0.58, 0.62),
             (0.76, 0.565), (0.885, 0.50), (0.90, 0.36), (0.90, 0.10))  # fmt: skip
    inner = ((0.52, 0.10), (0.50, 0.34), (0.44, 0.50), (0.47, 0.585), (0.535, 0.61), (0.40, 0.79), (0.24, 0.91),
        (0.04, 0.92),
             (-0.11, 0.86), (-0.20, 0.68), (-0.265, 0.40), (-0.255, 0.10))  # fmt: skip
    pen.polygon("p j", [complex(x + a, b) for a, b in (*outer, *inner)])
    pen.box("q j", x - 0.30, 0.055, x + 0.90, 0.102, 0.02)
    for at in (x - 0.17, x + 0.70):
        pen.oval("q j", complex(at, 0.082), 0.086, 0.086)
        pen.oval("p j", complex(at, 0.082), 0.038, 0.038)
    pen.box("k j", x - 0.03, 0.102, x + 0.23, seat, 0.035)
    pen.rounded("k j", [complex(x + a, seat + b) for a, b in
                        ((0.02, -0.10), (-0.05, -0.08), (-0.115, 0.30), (-0.120, 0.38), (-0.085, 0.40), (-0.055,
                        0.37), (0.005, 0.06))])  # fmt: skip
    pen.box("k j", x - 0.138, seat + 0.405, x - 0.088, seat + 0.495, 0.02)


def wheel(pen: Pen, x: float, y: float) -> None:
    """A steering wheel, seen edge on."""
    pen.straight("e", [complex(x, y), complex(x + 0.115, y - 0.035)])
    pen.straight("e", [complex(x - 0.020, y - 0.075), complex(x + 0.020, y + 0.075)])


def cardoor(pen: Pen, x: float, seat: float, side: float = 1) -> None:
    """A car cut across, one door open, on the right (side 1) or the left; x is the middle of the seat."""

    def box(name: str, a: float, y0: float, b: float, y1: float, radius: float) -> None:
        pen.box(name, x + min(a * side, b * side), y0, x + max(a * side, b * side), y1, radius)

    pen.polygon("p j", [complex(x + a * side, y) for a, y in
                        ((0.165, 0.060), (-0.34, 0.060), (-0.38, 0.16), (-0.38, 0.58), (-0.325, 0.97), (-0.25, 1.040),
                         (0.08, 1.040), (0.180, 0.965), (0.158, 0.945), (0.07, 1.0), (-0.235, 1.0), (-0.285, 0.955),
                         (-0.335, 0.58), (-0.335, 0.115), (0.165, 0.115))])  # fmt: skip
    pen.straight("j", [complex(x - 0.380 * side, 0.60), complex(x - 0.336 * side, 0.60)])
    box("q j", -0.155, 0.115, -0.085, seat + 0.42, 0.03)
    box("k j", -0.155, 0.115, 0.150, seat, 0.035)
    box("q j", -0.36, 0, -0.27, 0.085, 0.025)
    box("q j", 0.05, 0, 0.14, 0.075, 0.025)


def wheelchair(pen: Pen, x0: float, seat: float) -> None:
    """A wheelchair from the side: back, seat, armrest and footplate."""
    x1 = x0 + 0.33
    pen.straight("e", [complex(x0 - 0.055, seat + 0.30), complex(x0 - 0.02, seat + 0.30), complex(x0 + 0.005,
        seat - 0.01),
                       complex(x1, seat - 0.01), complex(x1 + 0.075, 0.070)],
                 [complex(x1 + 0.055, 0.062), complex(x1 + 0.20, 0.062)])  # fmt: skip
    pen.box("q j", x0 - 0.03, seat + 0.02, x0 - 0.006, seat + 0.27, 0.01)
    pen.box("q j", x0 - 0.005, seat - 0.026, x1, seat, 0.01)
    pen.straight("e", [complex(x1 - 0.02, seat - 0.02), complex(x1 - 0.02, 0.06)])
    pen.oval("e q", complex(x1 - 0.02, 0.045), 0.042, 0.042)


def bigwheel(pen: Pen, x0: float) -> None:
    """The near wheel of a wheelchair, in front of her."""
    hub = complex(x0 + 0.075, 0.195)
    pen.oval("e", hub, 0.190, 0.190)
    pen.oval("j", hub, 0.168, 0.168)
    pen.straight("j", *[[hub - 0.168 * complex(math.cos(a), math.sin(a)), hub + 0.168 * complex(math.cos(a),
        math.sin(a))]
                        for a in (math.radians(d) for d in (20, 65, 110, 155))])  # fmt: skip
    pen.oval("e q", hub, 0.020, 0.020)


DRAWERS: Final[dict[str, Callable[..., None]]] = {
    f.__name__: f
    for f in (
        carside,
        wheel,
        cardoor,
        wheelchair,
        bigwheel,
    )
}
