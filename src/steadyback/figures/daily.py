"""Key poses for the load of a day: sitting, carrying, lifting, getting up, holding a baby."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from steadyback.figures.everyday import ON_TOP, TOP
from steadyback.figures.pose import Arm, Leg, Pose
from steadyback.figures.poses import FEET, A, seated, walking

DAILY: Final[dict[str, Pose]] = {
    "carry": walking(
        0.506j,
        Leg(at=0.120 + A * 1j, pitch=0),
        Leg(at=-0.150 + 0.066j, pitch=-26, toes=24),
        Arm(shoulder=-3, elbow=5, hand="grip"),
        Arm(shoulder=3, elbow=5, hand="grip"),
        contacts=FEET,
        between=(("bag", (0.075, 0.425)),),
        held=(("bag", (0.020, 0.420)),),
    ),
    "kneel-lift": Pose(
        hip=-0.050 + 0.274j,
        pelvis=24,
        lumbar=2,
        gaze=24,
        near_leg=Leg(at=-0.279 + 0.092j, pitch=-77, toes=60),
        far_leg=Leg(at=0.165 + A * 1j),
        near_arm=Arm(at=0.205 + 0.262j, hand="palm", aim=58),
        far_arm=Arm(at=0.219 + 0.266j, hand="palm", aim=58),
        contacts={"near_knee": 0, "far_foot": 0},
        held=(("basket", (0.232, 0.0, 0.425, 0.228)),),
        ground=(-0.36, 0.52),
        breath="out",
    ),
    "sink-foot": Pose(
        hip=-0.010 + 0.524j,
        pelvis=6,
        gaze=16,
        near_leg=Leg(at=-0.010 + A * 1j),
        far_leg=Leg(at=0.130 + 0.150j),
        near_arm=replace(ON_TOP, at=0.226 + (TOP + 0.050) * 1j, hand="relaxed", aim=66),
        far_arm=replace(ON_TOP, at=0.240 + (TOP + 0.054) * 1j, hand="relaxed", aim=66),
        contacts={"near_foot": 0, "far_foot": 0.110},
        ground=(-0.20, 0.62),
        behind=(("worktop", (0.235, 0.60, TOP)), ("stool", (0.085, 0.26, 0.110))),
    ),
    "march-seated": seated(
        hip=0.337j,
        pelvis=-2,
        gaze=2,
        far_leg=Leg(at=0.262 + 0.120j, pitch=-6),
        breath="out",
        contacts={"near_foot": 0, "seat": 0.270},
    ),
}
