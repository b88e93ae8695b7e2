"""Key poses for the house, the car, the desk, and for somebody who uses a wheelchair."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from steadyback.figures.pose import Arm, Leg, Pose
from steadyback.figures.poses import FEET, A, seated, standing, walking

SEAT: Final = 0.345  # of a car
WHEELS: Final = (("wheelchair", (-0.105, 0.270)),)


def in_wheelchair(**change: Any) -> Pose:
    """She sits in a wheelchair."""
    base = seated(
        near_arm=Arm(at=0.146 + 0.398j, hand="palm", aim=80, turn=True),
        far_arm=Arm(at=0.160 + 0.401j, hand="palm", aim=80, turn=True),
        near_leg=Leg(at=0.288 + 0.112j), far_leg=Leg(at=0.302 + 0.112j),
        contacts={"near_foot": 0.072, "seat": 0.270}, behind=WHEELS, front=(("bigwheel", (-0.105,)),),
        ground=(-0.24, 0.46),
    )  # fmt: skip
    return replace(base, **change)


REACH: Final = Arm(at=0.186 + 0.820j, hand="palm", aim=142)

ERRANDS: Final[dict[str, Pose]] = {
    "desk": seated(
        hip=0.345j, pelvis=2, gaze=0, near_leg=Leg(at=0.245 + 0.075j), far_leg=Leg(at=0.262 + 0.075j),
        near_arm=Arm(at=0.190 + 0.508j, hand="palm", aim=84), far_arm=Arm(at=0.208 + 0.512j, hand="palm", aim=84),
        contacts={"near_foot": 0.035, "far_foot": 0.035, "seat": 0.278}, ground=(-0.20, 0.70),
        behind=(
            ("chair", (-0.11, 0.185, 0.276, 0.66)), ("stool", (0.195, 0.40, 0.035)),
            ("pack", (-0.088, 0.430, 0.030, 0.062, 4)),
        ),
        front=(("screen", (0.190, 0.66, 0.482, 0.790)),),
    ),
    "phone-eye-level": standing(
        gaze=2, near_arm=Arm(at=0.196 + 0.800j, hand="grip", aim=140), far_arm=Arm(at=0.120 + 0.640j, hand="palm",
            aim=100),
        held=(("phone", (0.232, 0.868, -6)),),
    ),
    "car-sit-first": Pose(
        hip=complex(0.0, SEAT + 0.067), pelvis=4, gaze=2, near_leg=Leg(at=0.232 + A * 1j),
            far_leg=Leg(at=0.250 + A * 1j),
        near_arm=Arm(at=-0.070 + 0.430j, hand="palm", aim=40), far_arm=Arm(at=0.150 + 0.460j, hand="palm", aim=72,
            turn=True),
        contacts={**FEET, "seat": SEAT}, behind=(("cardoor", (0.0, SEAT)),), ground=(-0.40, 0.46), shoes=True,
        arrows=((0.400, 0.150, 0.400, 0.330, 0.4),),
    ),
    "car-legs-in": Pose(
        hip=complex(0.0, 0.25 + 0.075), pelvis=-16, lumbar=4, thorax=4, gaze=2,
        near_leg=Leg(at=0.400 + 0.130j, pitch=14), far_leg=Leg(at=0.414 + 0.130j, pitch=14),
        near_arm=Arm(at=0.215 + 0.505j, hand="grip", aim=88), far_arm=Arm(at=0.222 + 0.515j, hand="grip", aim=88),
        contacts={"seat": 0.25}, behind=(("carside", (0.0, 0.25)), ("wheel", (0.285, 0.525))), ground=(-0.30, 0.94),
        shoes=True,
    ),
    "dishwasher-rack": Pose(
        hip=-0.130 + 0.480j, pelvis=36, lumbar=3, gaze=30, near_leg=Leg(at=-0.075 + A * 1j),
            far_leg=Leg(at=-0.045 + A * 1j),
        near_arm=Arm(at=0.170 + 0.452j, hand="palm", aim=78), far_arm=Arm(at=0.190 + 0.470j, hand="palm", aim=78),
        contacts=FEET, ground=(-0.30, 0.76), behind=(("dishwasher", (0.43, 0.74, 0.545, 0.400)),),
        held=(("plate", (0.262, 0.478, 4)),), lamp="low-back",
    ),
    "dishwasher-kneel": Pose(
        hip=-0.150 + 0.274j, pelvis=12, lumbar=2, gaze=30, near_leg=Leg(at=-0.379 + 0.092j, pitch=-77, toes=60),
        far_leg=Leg(at=0.065 + A * 1j), near_arm=Arm(at=0.115 + 0.358j, hand="palm", aim=72),
        far_arm=Arm(at=0.130 + 0.368j, hand="palm", aim=72), contacts={"near_knee": 0, "far_foot": 0},
        ground=(-0.46, 0.76), behind=(("dishwasher", (0.43, 0.74, 0.545, 0.215)),), held=(("plate", (0.205, 0.380,
            4)),),
    ),
    "stoop": Pose(
        hip=-0.070 + 0.520j, pelvis=50, lumbar=36, thorax=34, gaze=112, near_leg=Leg(at=-0.020 + A * 1j),
        far_leg=Leg(at=0.010 + A * 1j), near_arm=Arm(at=0.205 + 0.262j, hand="palm", aim=16),
        far_arm=Arm(at=0.227 + 0.266j, hand="palm", aim=16), contacts=FEET,
        held=(("box", (0.185, -0.002, 0.355, 0.215)),), front=(("cross", (0.400, 0.600, 0.055)),), ground=(-0.22, 0.46),
    ),
    "pans-at-waist": standing(
        gaze=10, sway=0, near_arm=Arm(at=0.150 + 0.640j, hand="grip", aim=84), far_arm=Arm(at=0.175 + 0.650j,
            hand="grip", aim=84),
        behind=(("shelf", (0.33, 0.58, 0.300, 0.600, 0.900)), ("box", (0.38, 0.300, 0.52, 0.400)), ("box", (0.40,
            0.900, 0.51, 0.975))),
        held=(("pan", (0.322, 0.605)),), ground=(-0.18, 0.62),
    ),
    "reach-high": standing(
        hip=-0.010 + 0.535j, pelvis=4, lumbar=-14, thorax=-7, gaze=-28,
        near_leg=Leg(at=-0.020 + 0.078j, pitch=-34, toes=34), far_leg=Leg(at=0.018 + 0.078j, pitch=-34, toes=34),
        near_arm=Arm(at=0.112 + 1.040j, hand="palm", aim=150), far_arm=Arm(at=0.132 + 1.040j, hand="palm", aim=150),
        contacts={}, behind=(("shelf", (0.20, 0.40, 1.100)), ("box", (0.215, 1.100, 0.335, 1.200))),
        front=(("cross", (-0.240, 0.900, 0.060)),), ground=(-0.30, 0.48),
    ),
    "walk-belt": walking(
        0.510j, Leg(at=0.120 + 0.043j, pitch=8), Leg(at=-0.150 + 0.086j, pitch=-26),
        Arm(shoulder=-26, elbow=16), Arm(shoulder=20, elbow=24), contacts={}, worn="belt", shoes=True,
    ),
    "wheelchair-breath": in_wheelchair(pelvis=-2, gaze=2, breath="out"),
    "wheelchair-breath-in": in_wheelchair(pelvis=-3, lumbar=-3, thorax=-2, gaze=0, breath="in"),
    "wheelchair-tilt-forward": in_wheelchair(pelvis=7, lumbar=-12, thorax=3, gaze=0, breath="in", lamp="low-back"),
    "wheelchair-tilt-back": in_wheelchair(
        hip=0.343j, pelvis=-15, lumbar=16, thorax=3, gaze=2, breath="out", lamp="low-back",
    ),
    "wheelchair-reach-rest": in_wheelchair(pelvis=0, gaze=0),
    "wheelchair-reach": in_wheelchair(
        pelvis=-1, lumbar=-2, thorax=-2, gaze=-4, near_arm=REACH,
        arrows=((0.270, 0.660, 0.285, 0.790, -0.2),),
    ),
}  # fmt: skip
