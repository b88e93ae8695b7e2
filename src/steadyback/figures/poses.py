"""Key poses: the eight rungs of the ladder and the exercises. Angles in degrees, places in body heights.

A planted hand or foot is given by the place of its wrist or ankle; `contacts` says what must touch what.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from steadyback.figures.pose import Arm, Leg, Pose

# fmt: off  (poses are tables: kept in rows)
A: Final = 0.040  # the height of an ankle over the floor
FEET: Final = {"near_foot": 0.0, "far_foot": 0.0}
WALL: Final = ("wall", (-0.105, 1.06))
ON_HIP: Final = Arm(at=-0.036 + 0.634j, short=0.72, hand="palm", aim=48)


def standing(**change: Any) -> Pose:
    """She stands, arms loose."""
    base = Pose(
        hip=0.527j,
        sway=1,
        near_leg=Leg(at=-0.020 + A * 1j),
        far_leg=Leg(at=0.018 + A * 1j),
        near_arm=Arm(shoulder=-4, elbow=16),
        far_arm=Arm(shoulder=2, elbow=16),
        contacts=FEET,
    )
    return replace(base, **change)


def hands_on_hips(**change: Any) -> Pose:
    """She stands with her hands on her hips."""
    return standing(near_arm=ON_HIP, far_arm=replace(ON_HIP, at=-0.020 + 0.634j), lamp="low-back", **change)


def all_fours(**change: Any) -> Pose:
    """She is on hands and knees."""
    flat = Arm(at=0.062 + 0.0285j, hand="flat", aim=90)
    base = Pose(
        hip=-0.215 + 0.282j,
        pelvis=81.5,
        gaze=78,
        near_leg=Leg(at=-0.462 + 0.034j, pitch=-163),
        far_leg=Leg(at=-0.446 + 0.034j, pitch=-163),
        near_arm=flat,
        far_arm=replace(flat, at=0.078 + 0.0285j),
        contacts={"near_knee": 0, "near_hand": 0},
        lamp="low-back",
    )
    return replace(base, **change)


def walking(hip: complex, near: Leg, far: Leg, near_arm: Arm, far_arm: Arm, **change: Any) -> Pose:
    """She is in mid-stride."""
    return standing(
        **(
            {
                "hip": hip,
                "pelvis": 3,
                "near_leg": near,
                "far_leg": far,
                "near_arm": near_arm,
                "far_arm": far_arm,
                "gaze": 0,
            }
            | change
        )
    )


def seated(**change: Any) -> Pose:
    """She sits on a chair."""
    base = Pose(
        hip=0.337j,
        near_leg=Leg(at=0.245 + A * 1j),
        far_leg=Leg(at=0.262 + A * 1j),
        near_arm=Arm(at=0.146 + 0.379j, hand="palm", aim=73, turn=True),
        far_arm=Arm(at=0.160 + 0.382j, hand="palm", aim=73, turn=True),
        contacts={**FEET, "seat": 0.270},
        behind=(("chair", (-0.11, 0.185, 0.268, 0.62)),),
    )
    return replace(base, **change)


def at_wall(**change: Any) -> Pose:
    """She stands with her back to a wall, feet a small step away."""
    return standing(
        **(
            {
                "hip": -0.010 + 0.508j,
                "near_leg": Leg(at=0.075 + A * 1j),
                "far_leg": Leg(at=0.100 + A * 1j),
                "gaze": 0,
                "near_arm": Arm(shoulder=6, elbow=14),
                "far_arm": None,
                "sway": 0,
                "behind": (WALL,),
                "lamp": "low-back",
            }
            | change
        )
    )


SOFA: Final = (("sofa", (-0.56, -0.185, 0.225)), ("pillow", (-0.355, 0.250, 0.095, 0.036, 4)))
MAT: Final = (("mat", (-0.56, 0.42)),)
BOX_ARM: Final = Arm(at=0.165 + 0.222j, hand="palm", aim=24)
CARRY: Final = Arm(at=0.118 + 0.590j, hand="palm", aim=75)

STRIDE: Final = (
    walking(
        0.506j,
        Leg(at=0.160 + 0.048j, pitch=16),
        Leg(at=-0.195 + 0.080j, pitch=-36, toes=32),
        Arm(shoulder=-24, elbow=14),
        Arm(shoulder=20, elbow=22),
    ),
    walking(
        0.505j,
        Leg(at=0.078 + A * 1j),
        Leg(at=-0.235 + 0.128j, pitch=-62, toes=18),
        Arm(shoulder=-18, elbow=14),
        Arm(shoulder=16, elbow=24),
        contacts={"near_foot": 0},
    ),
    walking(
        0.524j,
        Leg(at=-0.020 + A * 1j),
        Leg(at=-0.055 + 0.115j, pitch=-26),
        Arm(shoulder=-2, elbow=16),
        Arm(shoulder=2, elbow=18),
        contacts={"near_foot": 0},
    ),
    walking(
        0.528j,
        Leg(at=-0.110 + 0.052j, pitch=-14, toes=14),
        Leg(at=0.118 + 0.092j, pitch=8),
        Arm(shoulder=12, elbow=20),
        Arm(shoulder=-14, elbow=14),
        contacts={"near_foot": 0},
    ),
)

POSES: Final[dict[str, Pose]] = {
    "reset-forward": hands_on_hips(
        pelvis=10, lumbar=-15, thorax=4, gaze=0, breath="in", arrows=((-0.14, 0.50, -0.10, 0.60, -0.5),)
    ),
    "reset-back": hands_on_hips(
        pelvis=-12, lumbar=16, thorax=-2, gaze=0, breath="out", arrows=((-0.105, 0.62, -0.125, 0.50, -0.5),)
    ),
    "stand-tall": standing(),
    "breath-seated": seated(pelvis=-2, gaze=2, breath="out"),
    "tilt-rest": at_wall(pelvis=5, lumbar=-11, thorax=2, breath="in", lamp=""),
    "tilt-press": at_wall(
        hip=-0.006 + 0.508j,
        pelvis=-14,
        lumbar=15,
        thorax=-7,
        breath="out",
    ),
    "cow": all_fours(pelvis=91.5, lumbar=-14, thorax=0, gaze=56, breath="in"),
    "cat": all_fours(hip=-0.205 + 0.280j, pelvis=58.5, lumbar=26, thorax=33, gaze=120, breath="out", breath_turn=-62),
    "hip-stretch": Pose(
        hip=0.015 + 0.495j,
        pelvis=-9,
        lumbar=6,
        gaze=0,
        near_leg=Leg(at=-0.185 + 0.060j, pitch=-22, toes=22),
        far_leg=Leg(at=0.185 + A * 1j),
        near_arm=Arm(at=0.220 + 0.715j, hand="grip", aim=120),
        far_arm=Arm(at=0.222 + 0.775j, hand="grip", aim=120),
        contacts=FEET,
        legs_first=True,
        behind=(("doorway", (0.268, 1.08)),),
        arrows=((-0.195, 0.520, -0.100, 0.520, 0),),
        breath="out",
        lamp="hip",
    ),
    "bridge-sofa-rest": Pose(
        hip=-0.020 + 0.085j,
        pelvis=-57,
        lumbar=8,
        thorax=-8,
        gaze=-72,
        ground=(-0.67, 0.53),
        near_leg=Leg(at=0.330 + A * 1j),
        far_leg=Leg(at=0.350 + A * 1j),
        near_arm=Arm(shoulder=-6, elbow=28, hand="palm"),
        contacts={"near_foot": 0, "seat": 0},
        behind=SOFA,
        breath="in",
    ),
    "bridge-sofa": Pose(  # lifted only a little: the chest stays higher than the hips
        hip=0.020 + 0.168j,
        pelvis=-74,
        lumbar=6,
        thorax=5,
        gaze=-76,
        ground=(-0.67, 0.53),
        near_leg=Leg(at=0.330 + A * 1j),
        far_leg=Leg(at=0.350 + A * 1j),
        near_arm=Arm(shoulder=16, elbow=26, hand="palm", wrist=-30),
        contacts={"near_foot": 0},
        behind=SOFA,
        arrows=((0.015, 0.012, 0.015, 0.086, 0),),
        breath="out",
        lamp="seat",
    ),
    "bridge-flat-rest": Pose(
        hip=0.083j,
        pelvis=-91,
        thorax=-8,
        gaze=-90,
        near_leg=Leg(at=0.250 + A * 1j),
        far_leg=Leg(at=0.268 + A * 1j),
        near_arm=Arm(shoulder=-5, elbow=3, hand="palm"),
        contacts={"near_foot": 0, "seat": 0, "back": 0, "head": 0.003},
        behind=MAT,
        breath="in",
    ),
    "bridge-flat": Pose(
        hip=0.018 + 0.185j,
        pelvis=-120,
        thorax=25,
        gaze=-92,
        near_leg=Leg(at=0.250 + A * 1j),
        far_leg=Leg(at=0.268 + A * 1j),
        near_arm=Arm(shoulder=-14, elbow=14, hand="palm", aim=90),
        contacts={"near_foot": 0, "back": 0, "head": 0.003},
        behind=MAT,
        arrows=((0.03, 0.04, 0.03, 0.115, 0),),
        breath="out",
        lamp="seat",
    ),
    "bird-dog-rest": all_fours(near_leg=Leg(at=-0.462 + 0.034j, pitch=-160, toes=0), breath="in"),
    "bird-dog": all_fours(
        near_leg=Leg(at=-0.640 + 0.088j, pitch=-112, toes=48),
        far_leg=Leg(at=-0.446 + 0.034j, pitch=-163),
        contacts={"near_foot": 0, "far_knee": 0, "near_hand": 0},
        arrows=((-0.45, 0.185, -0.58, 0.150, 0),),
        breath="out",
    ),
    "walk-in": replace(STRIDE[0], ground=(-0.50, 0.50), behind=(("window", (-0.46, 0.62, -0.22, 0.96)),)),
    "walk-2": STRIDE[1],
    "walk-3": STRIDE[2],
    "walk-4": STRIDE[3],
    "hinge-down": Pose(
        hip=-0.132 + 0.362j,
        pelvis=56,
        lumbar=4,
        gaze=30,
        near_leg=Leg(at=-0.020 + A * 1j),
        far_leg=Leg(at=0.010 + A * 1j),
        near_arm=BOX_ARM,
        far_arm=replace(BOX_ARM, at=0.185 + 0.225j),
        contacts=FEET,
        held=(("box", (0.145, -0.002, 0.305, 0.190)),),
        breath="in",
        lamp="low-back",
    ),
    "hinge-up": standing(
        near_arm=CARRY,
        far_arm=replace(CARRY, at=0.135 + 0.590j),
        held=(("box", (0.118, 0.572, 0.278, 0.764)),),
        breath="out",
        arrows=((0.34, 0.40, 0.34, 0.52, 0),),
        lamp="low-back",
    ),
    "sleep-side": Pose(
        hip=0.47j,
        pelvis=6,
        lumbar=6,
        thorax=4,
        gaze=8,
        near_leg=Leg(hip=60, knee=84, ankle=-30),
        far_leg=Leg(hip=30, knee=52, ankle=-35),
        near_arm=Arm(shoulder=44, elbow=40, wrist=-12),
        far_arm=Arm(at=0.085 + 0.900j, hand="palm", aim=172, short=0.62),
        floor=False,
        behind=(("mattress", (-0.28, -0.15, 0.46, 1.10)), ("pillow", (0.272, 0.585, 0.075, 0.175, -4))),
        between=(("pillow", (0.09, 0.915, 0.23, 0.105, 0)), ("pillow", (0.185, 0.345, 0.185, 0.066, -20))),
    ),
    "feeding": replace(
        seated(),
        hip=0.347j,
        pelvis=-10,
        lumbar=4,
        thorax=4,
        gaze=28,
        near_leg=Leg(at=0.250 + 0.125j),
        far_leg=Leg(at=0.268 + 0.125j),
        near_arm=Arm(at=0.165 + 0.508j, hand="palm", aim=96),
        far_arm=Arm(at=0.185 + 0.515j, hand="palm", aim=96),
        legs_first=True,
        contacts={"near_foot": 0.085, "far_foot": 0.085, "seat": 0.278},
        behind=(("armchair", (-0.10, 0.185, 0.278, 0.80)), ("stool", (0.20, 0.42, 0.083))),
        held=(("pillow", (0.17, 0.435, 0.135, 0.042, 2)), ("baby", (0.185, 0.545, -14, -1))),
    ),
    "cot-lift": Pose(
        hip=-0.118 + 0.466j,
        pelvis=49,
        lumbar=4,
        gaze=40,
        near_leg=Leg(at=-0.050 + A * 1j),
        far_leg=Leg(at=-0.020 + A * 1j),
        near_arm=Arm(at=0.252 + 0.405j, hand="palm", aim=68),
        far_arm=Arm(at=0.268 + 0.405j, hand="palm", aim=62),
        contacts=FEET,
        ground=(-0.30, 0.74),
        behind=(("cot", (0.135, 0.66, 0.47, 0.335)),),
        held=(("baby", (0.325, 0.384, 3)),),
        front=(("cotrail", (0.135, 0.66, 0.47)),),
        breath="out",
        lamp="low-back",
    ),
}
# fmt: on
