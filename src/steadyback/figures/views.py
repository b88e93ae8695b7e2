"""The poses seen from the front, by name, and the painter of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from steadyback.figures import bedside, front
from steadyback.figures.body import Body
from steadyback.figures.looks import Look
from steadyback.figures.pen import Pen


@dataclass(frozen=True, slots=True)
class FrontPose:
    """A pose seen from the front: what is drawn, and how far the movement has gone (0 to 1)."""

    kind: str
    lift: float = 1.0


PAINTERS: Final = {"plank": front.plank, "wall": front.wall, "bedside": bedside.rise, "sideways": front.sideways}

POSES: Final[dict[str, FrontPose]] = {
    "side-plank-rest": FrontPose("plank", 0.0),
    "side-plank": FrontPose("plank", 1.0),
    "side-plank-wall-rest": FrontPose("wall", 0.0),
    "side-plank-wall": FrontPose("wall", 1.0),
    "log-roll-push": FrontPose("bedside", 0.0),
    "log-roll-up": FrontPose("bedside", 1.0),
    "bend-sideways": FrontPose("sideways", 1.0),
}


def paint(pen: Pen, pose: FrontPose, body: Body, person: Look, lamp: bool = True, cues: bool = True) -> None:
    """Draw a front view; without `cues` it has no arrow."""
    PAINTERS[pose.kind](pen, pose.lift, body, person, lamp, cues)
