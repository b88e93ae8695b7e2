"""Key poses for rest and relief: half-lying, turning and getting up from bed, bath, shower, packs, a held cough."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from steadyback.figures.everyday import side_lying
from steadyback.figures.pose import Arm, Leg, Pose
from steadyback.figures.poses import FEET, A, seated, standing

MATTRESS: Final = 0.20  # the height of a bed
CHAIR: Final = ("chair", (-0.11, 0.185, 0.268, 0.62))
KNEES_BENT: Final = Leg(hip=58, knee=82, ankle=-30)
BUMP_PILLOW: Final = ("pillow", (0.165, 0.560, 0.060, 0.105, -12))
HEAD_PILLOW: Final = ("pillow", (0.09, 0.915, 0.23, 0.105, 0))

REST: Final[dict[str, Pose]] = {
    "rest-half": Pose(
        hip=complex(-0.04, MATTRESS + 0.082), pelvis=-50, lumbar=6, thorax=4, gaze=-26,
        near_leg=Leg(at=complex(0.372, MATTRESS + 0.045), pitch=34),
        far_leg=Leg(at=complex(0.390, MATTRESS + 0.045), pitch=34),
        near_arm=Arm(at=complex(0.022, MATTRESS + 0.205), hand="palm", aim=78, turn=True),
        far_arm=Arm(at=complex(0.040, MATTRESS + 0.210), hand="palm", aim=78, turn=True),
        contacts={"seat": MATTRESS},
        ground=(-0.67, 0.66),
        behind=(
            ("bed", (-0.60, 0.58, MATTRESS)),
            ("wedge", (-0.280, MATTRESS + 0.120, 0.215, 0.060, 137)),
            ("wedge", (-0.395, MATTRESS + 0.235, 0.105, 0.062, 118)),
            ("pillow", (0.150, MATTRESS + 0.058, 0.090, 0.060, 6)),
        ),
        breath="out", breath_turn=0,
    ),
    "sleep-side-bump": side_lying(
        near_leg=Leg(hip=60, knee=84, ankle=-30), far_leg=Leg(hip=30, knee=52, ankle=-35),
        near_arm=Arm(shoulder=34, elbow=50, wrist=-8),
        between=(HEAD_PILLOW, BUMP_PILLOW, ("pillow", (0.185, 0.345, 0.185, 0.066, -20))),
    ),
    "turn-in-bed": side_lying(
        near_leg=KNEES_BENT, far_leg=replace(KNEES_BENT, hip=54, knee=80),
        near_arm=Arm(at=0.190 + 0.640j, hand="palm", aim=70), far_arm=Arm(at=0.205 + 0.665j, hand="palm", aim=70),
        between=(HEAD_PILLOW,),
        arrows=((-0.085, 0.730, -0.215, 0.700, 0.25), (-0.110, 0.470, -0.240, 0.440, 0.25)),
    ),
    "turn-in-bed-done": side_lying(
        near_leg=KNEES_BENT, far_leg=replace(KNEES_BENT, hip=54, knee=80),
        near_arm=Arm(at=0.190 + 0.640j, hand="palm", aim=70), far_arm=Arm(at=0.205 + 0.665j, hand="palm", aim=70),
        between=(HEAD_PILLOW,), flip=True,
    ),
    "log-roll-side": side_lying(
        hip=0.050 + 0.47j, near_leg=replace(KNEES_BENT, hip=66, knee=70), far_leg=replace(KNEES_BENT, hip=60, knee=68),
        near_arm=Arm(at=0.215 + 0.668j, hand="palm", aim=60), far_arm=Arm(at=0.135 + 0.900j, hand="palm", aim=172,
            short=0.62),
        behind=(("mattress", (-0.34, -0.15, 0.40, 1.10)),), between=(HEAD_PILLOW,),
        arrows=((0.330, 0.430, 0.470, 0.360, -0.25),),
    ),
    "shower": standing(
        gaze=10, near_arm=Arm(shoulder=-4, elbow=16),
        behind=(("shower", (-0.075, 1.10, 0.02)),), front=(("curtain", (-0.20, 0.26, 0.062, 0.832)),),
        ground=(-0.30, 0.34),
    ),
    "bath-soak": Pose(
        hip=-0.145 + 0.130j, pelvis=-46, lumbar=6, thorax=4, gaze=-28,
        near_leg=Leg(at=0.275 + 0.125j, pitch=30), far_leg=Leg(at=0.292 + 0.125j, pitch=30),
        near_arm=Arm(at=-0.085 + 0.263j, hand="palm", aim=78, turn=True),
        ground=(-0.62, 0.60), front=(("tub", (-0.52, 0.50, 0.372)), ("tap", (0.478, 0.372))),
    ),
    "cold-pack": seated(
        pelvis=-2, gaze=4,
        behind=(CHAIR, ("pack", (-0.092, 0.430, 0.026, 0.070, 4)), ("cool", (-0.175, 0.480))),
    ),
    "drink": seated(
        pelvis=-1, gaze=2, near_arm=Arm(at=0.118 + 0.640j, hand="grip", aim=128),
        held=(("glass", (0.158, 0.640)),),
    ),
    "cough-pillow": seated(
        pelvis=12, lumbar=4, gaze=20, near_arm=Arm(at=0.108 + 0.432j, hand="palm", aim=112),
        far_arm=Arm(at=0.124 + 0.470j, hand="palm", aim=118),
        held=(("pillow", (0.128, 0.455, 0.052, 0.088, -16)),), breath="out", lamp="",
    ),
    "cough-pillow-standing": standing(
        pelvis=12, lumbar=4, gaze=18, hip=-0.02 + 0.524j, near_arm=Arm(at=0.100 + 0.600j, hand="palm", aim=108),
        far_arm=Arm(at=0.116 + 0.636j, hand="palm", aim=114), held=(("pillow", (0.122, 0.630, 0.050, 0.086, -12)),),
        breath="out",
    ),
    "sit-bed-edge": Pose(
        hip=complex(0.0, 0.30 + 0.067), pelvis=2, gaze=2,
        near_leg=Leg(at=0.225 + A * 1j), far_leg=Leg(at=0.243 + A * 1j),
        near_arm=Arm(at=-0.068 + 0.364j, hand="palm", aim=48), far_arm=Arm(at=0.150 + 0.420j, hand="palm", aim=72,
            turn=True),
        contacts={**FEET, "seat": 0.30}, behind=(("bed", (-0.60, 0.175, 0.30)),), ground=(-0.66, 0.42), breath="out",
    ),
}  # fmt: skip
