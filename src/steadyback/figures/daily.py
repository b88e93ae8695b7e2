"""Key poses for the load of a day: sitting, carrying, lifting, getting up, holding a baby."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from steadyback.figures.everyday import ON_TOP, TOP
from steadyback.figures.pose import Arm, Leg, Pose
from steadyback.figures.poses import FEET, A, seated, standing, walking

DAILY: Final[dict[str, Pose]] = {
    "desk": seated(
        hip=0.345j,
        pelvis=4,
        gaze=8,
        near_leg=Leg(at=0.245 + 0.075j),
        far_leg=Leg(at=0.262 + 0.075j),
        near_arm=Arm(at=0.224 + 0.500j, hand="palm", aim=86),
        far_arm=Arm(at=0.242 + 0.504j, hand="palm", aim=86),
        contacts={"near_foot": 0.035, "far_foot": 0.035, "seat": 0.278},
        ground=(-0.20, 0.66),
        behind=(
            ("chair", (-0.11, 0.185, 0.276, 0.66)),
            ("stool", (0.195, 0.40, 0.035)),
            ("pack", (-0.088, 0.430, 0.030, 0.062, 4)),
        ),
        front=(("desk", (0.205, 0.62, 0.478)),),
    ),
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
    "hold-baby": standing(
        pelvis=-2,
        gaze=14,
        near_arm=Arm(at=0.082 + 0.606j, hand="palm", aim=104),
        far_arm=Arm(at=0.112 + 0.668j, hand="palm", aim=150),
        held=(("baby", (0.128, 0.740, 80, 1)),),
    ),
}
