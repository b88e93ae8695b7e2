"""More things around her: beds, bath, shower, packs, desk, dishwasher, shelves. Thin lines, quiet fills."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from steadyback.figures.geometry import ring, turned
from steadyback.figures.pen import Pen


def bench(pen: Pen, x0: float, x1: float, height: float) -> None:
    """A firm cushion or low bench."""
    pen.box("q j", x0 + 0.01, 0, x1 - 0.01, height - 0.045, 0.008)
    pen.box("k j", x0, height - 0.05, x1, height, 0.02)


def chairback(pen: Pen, x0: float, x1: float, seat: float, back: float) -> None:
    """A kitchen chair that faces her: its back is on the far side."""
    pen.straight("j", [complex(x1 - 0.010, 0), complex(x1 - 0.004, seat), complex(x1 + 0.030, back)],
                 [complex(x0 + 0.022, 0), complex(x0 + 0.022, seat - 0.02)])  # fmt: skip
    pen.box("p j", x0, seat - 0.026, x1 + 0.006, seat)
    pen.box("p j", x1 + 0.018, back - 0.13, x1 + 0.048, back + 0.01)


def bed(pen: Pen, x0: float, x1: float, height: float) -> None:
    """A bed from the side; its head is on the left."""
    pen.straight(
        "j", [complex(x0 + 0.03, 0), complex(x0 + 0.03, 0.06)], [complex(x1 - 0.03, 0), complex(x1 - 0.03, 0.06)]
    )
    pen.box("q j", x0 - 0.035, 0.02, x0, height + 0.20, 0.012)
    pen.box("q j", x0 - 0.005, 0.055, x1, height * 0.58, 0.008)
    pen.box("p j", x0 - 0.002, height * 0.54, x1 + 0.012, height, 0.03)


def bedfront(pen: Pen, x0: float, x1: float, height: float) -> None:
    """A bed seen from its long side, the pillow on the left; she sits on the edge that faces us."""
    pen.straight(
        "j", [complex(x0 + 0.03, 0), complex(x0 + 0.03, 0.07)], [complex(x1 - 0.03, 0), complex(x1 - 0.03, 0.07)]
    )
    pen.box("q j", x0 - 0.035, 0.02, x0, height + 0.22, 0.012)
    pen.rounded("k j", [complex(x0 + a, height + b) for a, b in
                        ((0.015, 0.0), (0.005, 0.06), (0.05, 0.092), (0.13, 0.088), (0.20, 0.052), (0.205,
                        0.0))])  # fmt: skip
    pen.box("q j", x0 - 0.004, 0.06, x1, height * 0.58, 0.008)
    pen.box("p j", x0 - 0.004, height * 0.54, x1 + 0.012, height, 0.03)


def wedge(pen: Pen, x: float, y: float, long: float, thick: float, tilt: float) -> None:
    """A big pillow to lean on; (x, y) is the middle of its lower edge."""
    pen.rounded("k j", turned(x, y, tilt, (-long, 0), (-long, thick * 0.6), (-long * 0.8, thick), (0, thick * 1.06),
                             (long * 0.8, thick), (long, thick * 0.6), (long, 0), (long * 0.7, -0.004),
                             (-long * 0.7, -0.004)))  # fmt: skip


def blanket(pen: Pen, x0: float, x1: float, y: float) -> None:
    """A folded blanket on the floor."""
    pen.box("k j", x0, y - 0.022, x1, y, 0.01)


def tub(pen: Pen, x0: float, x1: float, height: float) -> None:
    """A bath from the side, with its rolled rim and feet; it hides what is behind it."""
    w = x1 - x0
    pen.straight(
        "j",
        [complex(x0 + 0.16 * w, 0), complex(x0 + 0.18 * w, 0.05)],
        [complex(x1 - 0.16 * w, 0), complex(x1 - 0.18 * w, 0.05)],
    )
    pen.rounded("p j", [complex(x0 + a * w, b * height) for a, b in
                        ((0.02, 0.98), (0.03, 0.6), (0.10, 0.24), (0.22, 0.10), (0.5, 0.08), (0.78, 0.10), (0.90, 0.24),
                         (0.97, 0.6), (0.98, 0.98), (0.75, 0.985), (0.5, 0.985), (0.25, 0.985))])  # fmt: skip
    pen.box("q j", x0 - 0.012, height - 0.022, x1 + 0.012, height + 0.006, 0.014)


def tap(pen: Pen, x: float, y: float) -> None:
    """A bath tap."""
    pen.line("j", [complex(x, y), complex(x, y + 0.06), complex(x - 0.02, y + 0.082), complex(x - 0.05, y + 0.07)])


def shower(pen: Pen, x: float, top: float, floor: float) -> None:
    """A shower head on the left, and its water falling on the back."""
    pen.straight("j", [complex(x - 0.15, top - 0.10), complex(x - 0.15, top), complex(x - 0.02, top)])
    pen.polygon("q j", [complex(x - 0.022, top + 0.012), complex(x + 0.012, top + 0.020), complex(x + 0.050,
        top - 0.040),
                        complex(x - 0.050, top - 0.046)])  # fmt: skip
    drops = [[complex(x + dx, top - a), complex(x + dx * 1.25, top - b)]
             for dx, spans in ((-0.042, ((0.09, 0.17), (0.24, 0.32), (0.42, 0.50))),
                               (-0.006, ((0.07, 0.12), (0.17, 0.26), (0.33, 0.38))),
                               (0.030, ((0.09, 0.15),)))
             for a, b in spans if top - b > floor]  # fmt: skip
    pen.straight("b", *drops)


def curtain(pen: Pen, x0: float, x1: float, y0: float, y1: float) -> None:
    """A shower curtain in front of her, on a rail."""
    n = 7
    wave = [(x0 + (x1 - x0) * k / (2 * n), y0 + (0.006 if k % 2 else 0)) for k in range(2 * n + 1)]
    pen.polygon("k j", [complex(x0, y1), complex(x1, y1), *(complex(x, y) for x, y in reversed(wave))])
    pen.straight("j", *[[complex(x0 + (x1 - x0) * (k + 0.5) / n, y0 + 0.02),
        complex(x0 + (x1 - x0) * (k + 0.5) / n, y1 - 0.03)]
                        for k in range(n)])  # fmt: skip
    pen.straight("j", [complex(x0 - 0.05, y1 + 0.012), complex(x1 + 0.05, y1 + 0.012)])


def cool(pen: Pen, x: float, y: float) -> None:
    """Two small flakes: it is cold."""
    lines = []
    for cx, cy, r in ((x, y, 0.024), (x - 0.044, y + 0.048, 0.017)):
        for k in range(3):
            d = complex(math.cos(math.pi * k / 3), math.sin(math.pi * k / 3)) * r
            lines.append([complex(cx, cy) - d, complex(cx, cy) + d])
    pen.straight("b", *lines)


def cross(pen: Pen, cx: float, cy: float, r: float) -> None:
    """Not like this."""
    pen.straight(
        "a", [complex(cx - r, cy - r), complex(cx + r, cy + r)], [complex(cx - r, cy + r), complex(cx + r, cy - r)]
    )


def table(pen: Pen, x0: float, x1: float, height: float) -> None:
    """A changing table with a padded mat."""
    pen.straight(
        "j",
        [complex(x0 + 0.03, 0), complex(x0 + 0.03, height - 0.03)],
        [complex(x1 - 0.03, 0), complex(x1 - 0.03, height - 0.03)],
    )
    pen.box("p j", x0 + 0.01, height * 0.34, x1 - 0.01, height * 0.34 + 0.022, 0.004)
    pen.box("q j", x0, height - 0.045, x1, height - 0.018, 0.006)
    pen.box("k j", x0 + 0.015, height - 0.022, x1 - 0.015, height, 0.011)


def shelf(pen: Pen, x0: float, x1: float, *heights: float) -> None:
    """Open shelves against a wall."""
    top = max(heights) + 0.20
    pen.straight("j", [complex(x1, 0), complex(x1, top)], [complex(x0, 0), complex(x0, top)])
    for height in heights:
        pen.box("q j", x0, height - 0.022, x1, height, 0.004)


def pan(pen: Pen, cx: float, y: float) -> None:
    """A heavy pan; y is its base."""
    pen.straight("e", [complex(cx - 0.058, y + 0.048), complex(cx - 0.125, y + 0.058)])
    pen.box("e q", cx - 0.060, y, cx + 0.060, y + 0.068, 0.014)
    pen.straight("j", [complex(cx - 0.060, y + 0.052), complex(cx + 0.060, y + 0.052)])


def glass(pen: Pen, cx: float, y: float) -> None:
    """A glass of water; y is its base."""
    pen.polygon(
        "k j",
        [
            complex(cx - 0.020, y),
            complex(cx + 0.020, y),
            complex(cx + 0.025, y + 0.075),
            complex(cx - 0.025, y + 0.075),
        ],
    )
    pen.straight("b", [complex(cx - 0.020, y + 0.048), complex(cx + 0.020, y + 0.048)])


def screen(pen: Pen, x0: float, x1: float, height: float, eye: float) -> None:
    """A desk with a keyboard, and a screen whose upper edge is at eye height."""
    pen.straight("j", [complex(x1 - 0.03, 0), complex(x1 - 0.03, height - 0.02)])
    pen.box("q j", x0, height - 0.024, x1, height, 0.006)
    pen.box("p j", x0 + 0.020, height, x0 + 0.150, height + 0.012, 0.005)
    a = x0 + 0.285
    pen.box("q j", a - 0.045, height, a + 0.065, height + 0.012, 0.004)
    pen.straight("e", [complex(a + 0.018, height + 0.012), complex(a + 0.018, eye - 0.10)])
    pen.polygon(
        "e p", [complex(a, eye - 0.215), complex(a + 0.016, eye - 0.218), complex(a + 0.016, eye), complex(a, eye)]
    )


def dishwasher(pen: Pen, x0: float, x1: float, height: float, rack: float) -> None:
    """A dishwasher under a worktop, its door down and its upper rack pulled out; the door is on the left."""
    pen.box("q j", x0 - 0.02, height - 0.028, x1, height, 0.006)
    pen.box("p j", x0, 0.03, x1, height - 0.028, 0.004)
    pen.straight("j", [complex(x0, 0.075), complex(x0 - 0.27, 0.055)])
    pen.box("q j", x0 - 0.28, 0.045, x0 + 0.002, 0.070, 0.006)
    pen.straight("j", [complex(x0 - 0.19, rack), complex(x0 + 0.12, rack)], [complex(x0 - 0.19, rack),
        complex(x0 - 0.19, rack + 0.055)],
                 *[[complex(x0 - 0.16 + 0.035 * k, rack), complex(x0 - 0.16 + 0.035 * k,
                     rack + 0.04)] for k in range(5)])  # fmt: skip
    for k in range(3):
        pen.oval("k j", complex(x0 - 0.09 + 0.042 * k, rack + 0.042), 0.012, 0.040)


def plate(pen: Pen, cx: float, cy: float, tilt: float) -> None:
    """A plate, seen edge on."""
    pen.rounded("k j", turned(cx, cy, tilt, *ring(0, 0, 0.012, 0.062)))


DRAWERS: Final[dict[str, Callable[..., None]]] = {
    f.__name__: f
    for f in (
        bench,
        chairback,
        bed,
        bedfront,
        wedge,
        blanket,
        tub,
        tap,
        shower,
        curtain,
        cool,
        cross,
        table,
        shelf,
        pan,
        glass,
        screen,
        dishwasher,
        plate,
    )
}
