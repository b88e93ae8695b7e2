"""More key poses: easier versions of the exercises, rest, and the movements of a day."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from steadyback.figures.pose import Arm, Leg, Pose
from steadyback.figures.poses import FEET, A, seated, standing, walking

# fmt: off  (poses are tables: kept in rows)
TOP: Final = 0.545  # the height of a worktop
ON_TOP: Final = Arm(at=0.330 + (TOP + 0.0285) * 1j, hand="flat", aim=90)
CHAIR: Final = ("chair", (-0.11, 0.185, 0.268, 0.62))
BED: Final = (("mattress", (-0.28, -0.15, 0.46, 1.10)),)
UNDER_HEAD: Final = ("pillow", (0.09, 0.915, 0.23, 0.105, 0))


def side_lying(**change: Any) -> Pose:
    """She lies on her side, seen from above, knees bent, a pillow between them."""
    base = Pose(
        hip=0.47j,
        pelvis=6,
        lumbar=6,
        thorax=4,
        gaze=8,
        near_leg=Leg(hip=52, knee=72, ankle=-30),
        far_leg=Leg(hip=34, knee=56, ankle=-35),
        near_arm=Arm(at=0.092 + 0.590j, hand="palm", aim=30, turn=True),
        far_arm=Arm(at=0.085 + 0.900j, hand="palm", aim=172, short=0.62),
        floor=False,
        behind=BED,
        between=(UNDER_HEAD, ("pillow", (0.185, 0.345, 0.185, 0.066, -20))),
    )
    return replace(base, **change)


def at_worktop(**change: Any) -> Pose:
    """She leans on a worktop with both hands, hips back."""
    base = Pose(
        hip=-0.165 + 0.505j,
        pelvis=58,
        gaze=58,
        near_leg=Leg(at=-0.130 + A * 1j),
        far_leg=Leg(at=-0.104 + A * 1j),
        ground=(-0.34, 0.62),
        near_arm=ON_TOP,
        far_arm=replace(ON_TOP, at=0.350 + (TOP + 0.0285) * 1j),
        contacts={**FEET, "near_hand": TOP},
        behind=(("worktop", (0.295, 0.60, TOP)),),
        lamp="low-back",
    )
    return replace(base, **change)


def on_edge(**change: Any) -> Pose:
    """She sits on the edge of a chair, hands on her hips."""
    arm = Arm(at=-0.036 + 0.446j, short=0.72, hand="palm", aim=48)
    return seated(
        near_arm=arm,
        far_arm=replace(arm, at=-0.020 + 0.446j),
        behind=(("chair", (-0.225, 0.080, 0.268, 0.62)),),
        ground=(-0.30, 0.38),
        lamp="low-back",
        **change,
    )


EVERYDAY: Final[dict[str, Pose]] = {
    "now": standing(
        near_arm=Arm(at=-0.046 + 0.640j, short=0.74, hand="palm", aim=40),
        far_arm=Arm(shoulder=2, elbow=20),
        gaze=5,
        lamp="low-back",
    ),
    "sit-tall-edge": on_edge(gaze=0),
    "reset-seated-forward": on_edge(
        pelvis=7,
        lumbar=-12,
        thorax=3,
        gaze=0,
        breath="in",
        arrows=((-0.13, 0.31, -0.085, 0.415, -0.5),),
    ),
    "reset-seated-back": on_edge(
        hip=0.343j,
        pelvis=-15,
        lumbar=16,
        thorax=3,
        gaze=2,
        breath="out",
        arrows=((-0.098, 0.43, -0.125, 0.32, -0.5),),
    ),
    "tilt-seated": seated(
        pelvis=-12,
        lumbar=14,
        thorax=-1,
        gaze=0,
        breath="out",
        lamp="low-back",
    ),
    "breath-side": side_lying(breath="out", breath_turn=20),
    "warm-pack": seated(
        pelvis=-4,
        gaze=4,
        breath="",
        lamp="low-back",
        behind=(("armchair", (-0.125, 0.185, 0.268, 0.74)), ("pack", (-0.088, 0.415, 0.038, 0.072, 6))),
    ),
    "walk-out": walking(
        0.506j,
        Leg(at=0.160 + 0.049j, pitch=16),
        Leg(at=-0.195 + 0.100j, pitch=-34),
        Arm(shoulder=-24, elbow=16),
        Arm(shoulder=22, elbow=26),
        shoes=True,
        ground=(-0.56, 0.56),
        contacts=FEET,
        behind=(("park", (-0.53, 0.53)),),
    ),
    "cow-worktop": at_worktop(pelvis=70, lumbar=-12, gaze=42, breath="in", breath_turn=-38),
    "cat-worktop": at_worktop(hip=-0.120 + 0.502j, pelvis=34, lumbar=20, thorax=26, gaze=96),
    "hip-stretch-stool": Pose(
        hip=-0.006 + 0.505j,
        pelvis=-7,
        lumbar=5,
        gaze=0,
        near_leg=Leg(at=-0.195 + 0.070j, pitch=-28, toes=26),
        far_leg=Leg(at=0.146 + A * 1j),
        near_arm=Arm(at=0.205 + 0.700j, hand="grip", aim=112),
        far_arm=Arm(at=0.208 + 0.755j, hand="grip", aim=112),
        contacts={**FEET, "seat": 0.436},
        legs_first=True,
        behind=(("doorway", (0.252, 1.08)), ("stool", (-0.135, 0.085, 0.440))),
        breath="out",
        lamp="hip",
    ),
    "sit-stand-down": Pose(
        ground=(-0.20, 0.42),
        hip=-0.015 + 0.343j,
        pelvis=36,
        lumbar=4,
        gaze=22,
        near_leg=Leg(at=0.160 + A * 1j),
        far_leg=Leg(at=0.182 + A * 1j),
        near_arm=Arm(at=0.096 + 0.396j, hand="palm", aim=64, turn=True),
        far_arm=Arm(at=0.114 + 0.398j, hand="palm", aim=64, turn=True),
        contacts=FEET,
        behind=(CHAIR,),
        breath="in",
    ),
    "sit-stand-rise": Pose(
        ground=(-0.20, 0.42),
        hip=0.040 + 0.420j,
        pelvis=34,
        lumbar=2,
        gaze=14,
        near_leg=Leg(at=0.160 + A * 1j),
        far_leg=Leg(at=0.182 + A * 1j),
        near_arm=Arm(at=0.146 + 0.412j, hand="palm", aim=42, turn=True),
        far_arm=Arm(at=0.164 + 0.414j, hand="palm", aim=42, turn=True),
        contacts=FEET,
        behind=(CHAIR,),
        breath="out",
        lamp="seat",
    ),
    "sit-stand-up": standing(
        ground=(-0.20, 0.42),
        hip=0.170 + 0.527j,
        near_leg=Leg(at=0.160 + A * 1j),
        far_leg=Leg(at=0.190 + A * 1j),
        behind=(CHAIR,),
        breath="in",
    ),
    "tap-worktop-rest": Pose(
        hip=0.010 + 0.520j,
        pelvis=12,
        lumbar=-2,
        gaze=6,
        near_leg=Leg(at=0.010 + A * 1j),
        far_leg=Leg(at=0.030 + A * 1j),
        near_arm=replace(ON_TOP, at=0.256 + (TOP + 0.0285) * 1j),
        far_arm=replace(ON_TOP, at=0.266 + (TOP + 0.0285) * 1j),
        contacts={**FEET, "near_hand": TOP},
        behind=(("worktop", (0.225, 0.55, TOP)),),
        ground=(-0.36, 0.58),
        breath="in",
        lamp="seat",
    ),
    "tap-worktop": Pose(
        hip=0.010 + 0.520j,
        pelvis=12,
        lumbar=-2,
        gaze=6,
        near_leg=Leg(at=-0.205 + 0.083j, pitch=-38, toes=34),
        far_leg=Leg(at=0.030 + A * 1j),
        near_arm=replace(ON_TOP, at=0.256 + (TOP + 0.0285) * 1j),
        far_arm=replace(ON_TOP, at=0.266 + (TOP + 0.0285) * 1j),
        contacts={**FEET, "near_hand": TOP},
        behind=(("worktop", (0.225, 0.55, TOP)),),
        ground=(-0.36, 0.58),
        breath="out",
        arrows=((-0.10, 0.20, -0.25, 0.185, 0.1),),
        lamp="seat",
    ),
    "hinge-thighs-rest": standing(
        sway=0,
        near_arm=Arm(at=0.052 + 0.520j, hand="palm", aim=14),
        far_arm=Arm(at=0.066 + 0.520j, hand="palm", aim=14),
        gaze=0,
        breath="out",
        lamp="low-back",
    ),
    "hinge-thighs": Pose(
        hip=-0.118 + 0.466j,
        pelvis=44,
        lumbar=4,
        gaze=26,
        near_leg=Leg(at=-0.040 + A * 1j),
        far_leg=Leg(at=-0.010 + A * 1j),
        near_arm=Arm(at=0.040 + 0.372j, hand="palm", aim=20),
        far_arm=Arm(at=0.056 + 0.372j, hand="palm", aim=20),
        contacts=FEET,
        breath="in",
        arrows=((-0.20, 0.60, -0.285, 0.53, 0.2),),
        lamp="low-back",
    ),
    "belt": standing(near_arm=Arm(shoulder=-20, elbow=24), far_arm=Arm(shoulder=10, elbow=22), worn="belt"),
    "phone": seated(
        hip=0.347j,
        pelvis=-8,
        lumbar=3,
        gaze=4,
        near_leg=Leg(at=0.245 + A * 1j),
        far_leg=Leg(at=0.262 + A * 1j),
        near_arm=Arm(at=0.018 + 0.686j, short=0.74, hand="grip", aim=196),
        far_arm=Arm(at=0.160 + 0.388j, hand="palm", aim=74, turn=True),
        contacts={**FEET, "seat": 0.278},
        behind=(("armchair", (-0.10, 0.185, 0.278, 0.74)),),
        held=(("phone", (-0.006, 0.717, 20)),),
    ),
    "phone-standing": standing(
        near_arm=Arm(at=0.052 + 0.866j, short=0.74, hand="grip", aim=196),
        gaze=4,
        held=(("phone", (0.028, 0.897, 20)),),
    ),
}
# fmt: on
