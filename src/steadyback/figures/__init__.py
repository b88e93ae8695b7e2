"""A woman drawn from joint angles: one rig, one line, a bump that grows with the week, by day and by night.

`draw` gives one inline svg that holds only classes; a page includes `STYLE` once. Every colour in it
is a custom property (`--fig-skin`, `--fig-ink`, ...) that a page may set.
"""

from __future__ import annotations

from steadyback.figures import looks, motion
from steadyback.figures.drawing import describe, draw, poses
from steadyback.figures.motion import frames, keys, movements, moving
from steadyback.figures.portrait import portrait
from steadyback.figures.steps import in_step

STYLE: str = looks.COLOURS + motion.STYLE
"""The stylesheet of every figure: day, night, print, forced colours, and less motion."""

LOOKS: tuple[str, ...] = tuple(person.name for person in looks.LOOKS)
"""Who can be drawn, in words; the place in this list is the `look` number (0 is the plain line drawing)."""

__all__ = [
    "LOOKS",
    "STYLE",
    "describe",
    "draw",
    "frames",
    "in_step",
    "keys",
    "movements",
    "moving",
    "portrait",
    "poses",
]
