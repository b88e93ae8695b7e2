"""Things around her: furniture, wall, bedding, a baby. Thin lines, quiet fills."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Final

from steadyback.figures import nursery, things, wheels
from steadyback.figures.curves import screen, smooth, sweep
from steadyback.figures.geometry import Line
from steadyback.figures.pen import Pen
from steadyback.figures.pose import Prop


def _c(x: float, y: float) -> complex:
    return complex(x, y)


def wall(pen: Pen, x: float, height: float, side: float = -1) -> None:
    """A wall seen end on."""
    pen.box("p", min(x, x + 0.035 * side), 0, max(x, x + 0.035 * side), height, 0)
    pen.straight("j", [_c(x, 0), _c(x, height)])


def doorway(pen: Pen, x: float, height: float) -> None:
    """One post of a door frame."""
    pen.box("p j", x, 0, x + 0.05, height, 0)
    pen.straight("j", [_c(x - 0.012, height), _c(x + 0.062, height)])


def chair(pen: Pen, x0: float, x1: float, seat: float, back: float) -> None:
    """A kitchen chair from the side."""
    pen.straight(
        "j",
        [_c(x0 + 0.010, 0), _c(x0 + 0.004, seat), _c(x0 - 0.030, back)],
        [_c(x1 - 0.022, 0), _c(x1 - 0.022, seat - 0.02)],
    )
    pen.box("p j", x0 - 0.006, seat - 0.026, x1, seat)
    pen.box("p j", x0 - 0.048, back - 0.13, x0 - 0.018, back + 0.01)


def armchair(pen: Pen, x0: float, x1: float, seat: float, back: float) -> None:
    """A soft chair with a high back."""
    pen.straight("j", [_c(x0 - 0.06, 0), _c(x0 - 0.06, 0.035)], [_c(x1 - 0.03, 0), _c(x1 - 0.03, 0.035)])
    pen.box("q j", x0 - 0.085, 0.035, x0 + 0.005, back, 0.04)
    pen.box("p j", x0 - 0.04, 0.035, x1, seat, 0.025)


def sofa(pen: Pen, x0: float, x1: float, height: float) -> None:
    """A sofa from the side; x1 is the front edge of its seat."""
    pen.straight("j", [_c(x1 - 0.04, 0), _c(x1 - 0.04, 0.03)], [_c(x0 - 0.06, 0), _c(x0 - 0.06, 0.03)])
    pen.box("q j", x0 - 0.10, 0.03, x0 + 0.02, height + 0.17, 0.045)
    pen.box("q j", x0 - 0.02, 0.03, x1, height * 0.52, 0.02)
    pen.box("p j", x0 - 0.02, height * 0.52, x1, height, 0.03)


def stool(pen: Pen, x0: float, x1: float, height: float) -> None:
    """A stool: low for feet, high for half-sitting."""
    lean = 0.01 + 0.04 * height
    pen.straight(
        "j",
        [_c(x0 + 0.03 - lean, 0), _c(x0 + 0.03, height - 0.022)],
        [_c(x1 - 0.03 + lean, 0), _c(x1 - 0.03, height - 0.022)],
        *(
            [[_c(x0 + 0.03 - lean * 0.6, height * 0.4), _c(x1 - 0.03 + lean * 0.6, height * 0.4)]]
            if height > 0.2
            else []
        ),
    )
    pen.box("p j", x0, height - 0.026, x1, height)


def box(pen: Pen, x0: float, y0: float, x1: float, y1: float) -> None:
    """A parcel with a taped lid."""
    pen.box("k j", x0, y0, x1, y1, 0.006)
    a, b = x0 + 0.42 * (x1 - x0), x0 + 0.58 * (x1 - x0)
    pen.straight("j", [_c(a, y1), _c(a, y1 - 0.03), _c(b, y1 - 0.03), _c(b, y1)])


_PILLOW: Final = (
    (1, 0.80), (0.55, 0.97), (0, 1), (-0.55, 0.97), (-1, 0.80), (-1.02, 0.4), (-1.02, 0), (-1.02, -0.4), (-1,
        -0.80),
    (-0.55, -0.97), (0, -1), (0.55, -0.97), (1, -0.80), (1.02, -0.4), (1.02, 0), (1.02, 0.4),
)  # fmt: skip


def pillow(pen: Pen, cx: float, cy: float, rx: float, ry: float, tilt: float = 0) -> None:
    """A plump pillow."""
    turn = complex(math.cos(math.radians(tilt)), math.sin(math.radians(tilt)))
    pen.rounded("k j", [_c(cx, cy) + _c(x * rx, y * ry) * turn for x, y in _PILLOW])


def mat(pen: Pen, x0: float, x1: float) -> None:
    """An exercise mat."""
    pen.box("q j", x0, -0.014, x1, -0.001, 0.006)


def mattress(pen: Pen, x0: float, y0: float, x1: float, y1: float) -> None:
    """A bed seen from above."""
    pen.box("q j", x0 - 0.02, y1 - 0.02, x1 + 0.02, y1 + 0.03, 0.015)
    pen.box("p j", x0, y0, x1, y1, 0.035)


def cot(pen: Pen, x0: float, x1: float, height: float, bed: float) -> None:
    """The mattress and bars of a cot."""
    pen.box("p j", x0 + 0.012, bed - 0.045, x1 - 0.012, bed)
    bars = [x0 + 0.03 + k * (x1 - x0 - 0.06) / 7 for k in range(8)]
    pen.straight("j", *[[_c(x, 0.045), _c(x, height - 0.012)] for x in bars])


def cotrail(pen: Pen, x0: float, x1: float, height: float) -> None:
    """The rails and posts in front of the baby."""
    pen.box("q j", x0, height - 0.022, x1, height, 0.009)
    pen.box("q j", x0, 0.03, x1, 0.055, 0.009)
    pen.straight("j", [_c(x0 + 0.010, 0), _c(x0 + 0.010, height)], [_c(x1 - 0.010, 0), _c(x1 - 0.010, height)])


def worktop(pen: Pen, x0: float, x1: float, height: float) -> None:
    """A kitchen worktop with a cupboard under it."""
    pen.box("p j", x0 + 0.03, 0.03, x1, height - 0.02, 0.004)
    pen.box("q j", x0, height - 0.028, x1, height, 0.006)
    pen.straight("j", [_c(x0 + 0.06, height - 0.10), _c(x0 + 0.06, height - 0.16)])


def baby(pen: Pen, cx: float, cy: float, tilt: float, flip: float = 1) -> None:
    """A swaddled newborn, head to the right (flip -1: left), facing up at tilt 0."""
    turn = complex(math.cos(math.radians(tilt)), math.sin(math.radians(tilt)))

    def put(*shape: tuple[float, float]) -> Line:
        return [_c(cx, cy) + _c(x * flip, y) * turn for x, y in shape]

    ring = [(math.cos(math.tau * k / 10), math.sin(math.tau * k / 10)) for k in range(10)]
    pen.rounded("o s", put(*[(0.092 + 0.040 * x, 0.004 + 0.037 * y) for x, y in ring]))
    pen.rounded("o k", put(
        (-0.150, -0.012), (-0.125, -0.034), (-0.070, -0.046), (-0.010, -0.047), (0.040, -0.040), (0.066,
            -0.020),
        (0.064, 0.012), (0.040, 0.034), (-0.010, 0.040), (-0.070, 0.034), (-0.125, 0.016), (-0.148,
            0.004)))  # fmt: skip
    pen.line("j", put((0.060, 0.026), (0.040, 0.002), (0.010, -0.014), (-0.040, -0.020)),
             put((0.020, 0.038), (-0.020, 0.016), (-0.080, 0.004)))  # fmt: skip
    pen.line(
        "i",
        put((0.084, 0.028), (0.087, 0.0235), (0.092, 0.023)),
        put((0.098, 0.0395), (0.1045, 0.042), (0.109, 0.037)),
    )


def pack(pen: Pen, cx: float, cy: float, rx: float, ry: float, tilt: float = 0) -> None:
    """A warm pack in its cover, and the warmth that rises from it."""
    pillow(pen, cx, cy, rx, ry, tilt)


def warmth(pen: Pen, x: float, y: float) -> None:
    """Three small waves of warmth."""
    wave = ((0, 0), (0.010, 0.018), (-0.004, 0.036), (0.006, 0.054))
    pen.line("a", *[[_c(x + k * 0.034 + dx, y + dy) for dx, dy in wave] for k in range(3)])


def park(pen: Pen, x0: float, x1: float) -> None:
    """A path in a park: a low hill and two round trees."""
    w = x1 - x0
    hill = [(0, 0), (0.12, 0.055), (0.32, 0.105), (0.55, 0.085), (0.8, 0.12), (0.95, 0.06), (1, 0)]
    pen.tracks("g", [sweep(smooth(screen(_c(x0 + a * w, b) for a, b in hill), False), 1.0).close()])
    for a, h, r in ((0.10, 0.30, 0.075), (0.90, 0.36, 0.092)):
        x = x0 + a * w
        pen.oval("q", _c(x, h), r, r * 1.18)
        pen.straight("j", [_c(x, 0.01), _c(x, h + 0.02)], [_c(x, h - 0.06), _c(x + 0.03, h - 0.02)])


def rug(pen: Pen, x0: float, x1: float) -> None:
    """A rug underfoot."""
    mat(pen, x0, x1)


def window(pen: Pen, x0: float, y0: float, x1: float, y1: float) -> None:
    """A window on the far wall: indoors."""
    pen.box("p j", x0, y0, x1, y1, 0.008)
    pen.straight("j", [_c((x0 + x1) / 2, y0), _c((x0 + x1) / 2, y1)], [_c(x0, y0 * 0.4 + y1 * 0.6), _c(x1,
        y0 * 0.4 + y1 * 0.6)],
                 [_c(x0 - 0.02, y0), _c(x1 + 0.02, y0)])  # fmt: skip


def phone(pen: Pen, cx: float, cy: float, tilt: float) -> None:
    """A phone, held."""
    turn = complex(math.cos(math.radians(tilt)), math.sin(math.radians(tilt)))
    pen.polygon("e q", [_c(cx, cy) + _c(x, y) * turn for x, y in
                        ((0.011, 0.046), (-0.011, 0.046), (-0.011, -0.046), (0.011, -0.046))])  # fmt: skip


def bag(pen: Pen, x: float, y: float) -> None:
    """A shopping bag hanging from a hand."""
    pen.line("j", [_c(x - 0.034, y - 0.085), _c(x - 0.016, y - 0.030), _c(x, y - 0.004), _c(x + 0.016, y - 0.030),
                   _c(x + 0.034, y - 0.085)])  # fmt: skip
    pen.polygon(
        "k j", [_c(x - 0.060, y - 0.085), _c(x + 0.060, y - 0.085), _c(x + 0.068, y - 0.235), _c(x - 0.068, y - 0.235)]
    )


def basket(pen: Pen, x0: float, y0: float, x1: float, y1: float) -> None:
    """A washing basket, wider at the top."""
    linen = ((0.05, 0), (0.2, 0.030), (0.45, 0.022), (0.6, 0.036), (0.85, 0.028), (0.95, 0), (0.5, -0.01))
    pen.rounded("k j", [_c(x0 + (x1 - x0) * a, y1 - 0.004 + b) for a, b in linen])
    pen.polygon("q j", [_c(x0, y1), _c(x1, y1), _c(x1 - 0.025, y0), _c(x0 + 0.025, y0)])
    pen.straight("j", [_c(x0 + 0.010, y1 - 0.060), _c(x1 - 0.010, y1 - 0.060)],
                 [_c(x0 + 0.018, y1 - 0.130), _c(x1 - 0.018, y1 - 0.130)])  # fmt: skip


DRAWERS: Final[dict[str, Callable[..., None]]] = {
    f.__name__: f
    for f in (
        wall,
        doorway,
        chair,
        armchair,
        sofa,
        stool,
        box,
        pillow,
        mat,
        mattress,
        cot,
        cotrail,
        worktop,
        baby,
        pack,
        warmth,
        park,
        rug,
        window,
        phone,
        bag,
        basket,
    )
}


ALL: Final = DRAWERS | things.DRAWERS | nursery.DRAWERS | wheels.DRAWERS


def draw_props(pen: Pen, props: Iterable[Prop]) -> None:
    """Draw props by name."""
    for name, numbers in props:
        ALL[name](pen, *numbers)
