"""Key poses with a baby or a small child: feeding, holding, changing, bathing, carrying. Never shown after a loss."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from steadyback.figures.everyday import BED, side_lying
from steadyback.figures.pose import Arm, Leg, Pose
from steadyback.figures.poses import A, seated, standing, walking
from steadyback.figures.rest import HEAD_PILLOW, MATTRESS

ARMCHAIR: Final = (("armchair", (-0.10, 0.185, 0.278, 0.80)), ("stool", (0.20, 0.42, 0.083)))
TABLE: Final = 0.52  # a changing table at the waist

NURSING: Final[dict[str, Pose]] = {
    "feed-laid-back": Pose(
        hip=complex(-0.02, MATTRESS + 0.082), pelvis=-44, lumbar=6, thorax=6, gaze=-6,
        near_leg=Leg(at=complex(0.372, MATTRESS + 0.045), pitch=34),
        far_leg=Leg(at=complex(0.390, MATTRESS + 0.045), pitch=34),
        near_arm=Arm(at=complex(0.010, MATTRESS + 0.222), hand="palm", aim=148),
        far_arm=Arm(at=complex(-0.030, MATTRESS + 0.285), hand="palm", aim=120),
        contacts={"seat": MATTRESS}, ground=(-0.67, 0.66),
        behind=(
            ("bed", (-0.60, 0.58, MATTRESS)),
            ("wedge", (-0.255, MATTRESS + 0.140, 0.225, 0.060, 131)),
            ("wedge", (-0.360, MATTRESS + 0.270, 0.105, 0.062, 112)),
            ("pillow", (0.160, MATTRESS + 0.058, 0.090, 0.060, 6)),
        ),
        held=(("prone", (-0.006, MATTRESS + 0.262, 134)),),
    ),
    "feed-side": side_lying(
        near_leg=Leg(hip=52, knee=76, ankle=-30), far_leg=Leg(hip=36, knee=60, ankle=-35),
        near_arm=Arm(at=0.170 + 0.600j, hand="palm", aim=60), far_arm=Arm(at=0.130 + 0.930j, hand="palm", aim=140,
            short=0.72),
        behind=BED, between=(HEAD_PILLOW, ("pillow", (0.185, 0.345, 0.185, 0.066, -20)), ("beside", (0.200, 0.600))),
    ),
    "feed-bottle": replace(
        seated(), hip=0.347j, pelvis=-10, lumbar=4, thorax=4, gaze=26,
        near_leg=Leg(at=0.250 + 0.125j), far_leg=Leg(at=0.268 + 0.125j),
        near_arm=Arm(at=0.165 + 0.500j, hand="palm", aim=96), far_arm=Arm(at=0.185 + 0.640j, hand="grip", aim=104),
        legs_first=True, contacts={"near_foot": 0.085, "far_foot": 0.085, "seat": 0.278}, behind=ARMCHAIR,
        held=(("pillow", (0.16, 0.420, 0.125, 0.040, 2)), ("baby", (0.195, 0.545, -24, -1)), ("bottle", (0.150,
            0.640, 38))),
    ),
    "hold-baby": standing(
        pelvis=-2, gaze=16, near_arm=Arm(at=0.068 + 0.628j, hand="palm", aim=112),
        far_arm=Arm(at=0.118 + 0.728j, hand="palm", aim=160), held=(("baby", (0.112, 0.730, 82, 1)),),
    ),
    "baby-in-carrier": standing(
        pelvis=-1, gaze=12, near_arm=Arm(at=0.052 + 0.618j, hand="palm", aim=104), far_arm=Arm(at=0.070 + 0.660j,
            hand="palm", aim=110),
        held=(("wrap", (0.108, 0.700, 4)),),
    ),
    "nappy-change": standing(
        hip=-0.040 + 0.520j, pelvis=14, gaze=34, sway=0,
        near_arm=Arm(at=0.205 + 0.592j, hand="palm", aim=66), far_arm=Arm(at=0.260 + 0.612j, hand="palm", aim=70),
        behind=(("table", (0.115, 0.60, TABLE)), ("baby", (0.335, 0.570, 4, 1))), ground=(-0.20, 0.64),
    ),
    "baby-bath-kneel": Pose(
        hip=-0.095 + 0.300j, pelvis=14, lumbar=2, gaze=34,
        near_leg=Leg(at=-0.325 + 0.050j, pitch=-163), far_leg=Leg(at=-0.309 + 0.050j, pitch=-163),
        near_arm=Arm(at=0.150 + 0.385j, hand="palm", aim=68), far_arm=Arm(at=0.190 + 0.395j, hand="palm", aim=74),
        contacts={"near_kneecap": 0.020}, ground=(-0.52, 0.62),
        behind=(("blanket", (-0.36, -0.02, 0.018)), ("bench", (0.085, 0.530, 0.235)), ("baby", (0.300, 0.378, 12, 1))),
        held=(), front=(("babytub", (0.105, 0.510, 0.235, 0.372)), ("jug", (0.575, 0.0))),
    ),
    "pushchair": walking(
        0.506j, Leg(at=0.140 + 0.044j, pitch=10), Leg(at=-0.180 + 0.098j, pitch=-34),
        Arm(at=0.180 + 0.612j, hand="grip", aim=92), Arm(at=0.196 + 0.612j, hand="grip", aim=92),
        pelvis=2, gaze=0, shoes=True, contacts={}, ground=(-0.32, 0.82),
        between=(("pram", (0.232, 0.615)),),
    ),
    "car-seat-close": standing(
        pelvis=-3, gaze=14, near_arm=Arm(at=0.105 + 0.552j, hand="palm", aim=92),
        far_arm=Arm(at=0.150 + 0.755j, hand="grip", aim=110),
        held=(("carrier", (0.205, 0.620, 2)),),
    ),
    "car-seat-far": standing(
        hip=-0.012 + 0.527j, pelvis=-4, lumbar=-9, thorax=-5, gaze=-4, near_arm=Arm(at=0.172 + 0.640j, hand="grip",
            aim=50),
        far_arm=Arm(shoulder=-30, elbow=10), held=(("carrier", (0.210, 0.452, -6)),), ground=(-0.26, 0.46),
        front=(("cross", (0.330, 0.860, 0.060)),),
    ),
    "car-seat-fit": Pose(
        hip=-0.095 + 0.490j, pelvis=36, lumbar=3, gaze=34,
        near_leg=Leg(at=-0.115 + A * 1j), far_leg=Leg(at=0.105 + 0.155j),
        near_arm=Arm(at=0.225 + 0.455j, hand="palm", aim=84), far_arm=Arm(at=0.245 + 0.470j, hand="palm", aim=84),
        contacts={"near_foot": 0, "far_foot": 0.115}, ground=(-0.30, 0.66),
        behind=(("cardoor", (0.270, 0.325, -1)), ("carrier", (0.270, 0.410, 0))), shoes=True,
    ),
    "toddler-climb": seated(
        pelvis=8, gaze=22, near_arm=Arm(at=0.230 + 0.418j, hand="palm", aim=66), far_arm=Arm(at=0.245 + 0.424j,
            hand="palm", aim=66),
        held=(), between=(), front=(("toddler", (0.375, 0.166, -8)),), ground=(-0.20, 0.56),
    ),
    "toddler-kneel": Pose(
        hip=-0.050 + 0.274j, pelvis=12, lumbar=2, gaze=14,
        near_leg=Leg(at=-0.279 + 0.092j, pitch=-77, toes=60), far_leg=Leg(at=0.165 + A * 1j),
        near_arm=Arm(at=0.150 + 0.345j, hand="palm", aim=96), far_arm=Arm(at=0.170 + 0.400j, hand="palm", aim=104),
        contacts={"near_knee": 0, "far_foot": 0}, between=(("toddler", (0.215, 0.240, 4, 0)),),
        ground=(-0.36, 0.44), breath="out",
    ),
}  # fmt: skip
