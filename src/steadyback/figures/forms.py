"""Key poses for the forms of each exercise: what its steps say and no more, for sore wrists, knees or pelvis too."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from steadyback.figures.daily import DAILY
from steadyback.figures.everyday import EVERYDAY, ON_TOP, TOP, UNDER_HEAD, side_lying
from steadyback.figures.pose import Arm, Leg, Pose, changed_over
from steadyback.figures.poses import FEET, ON_HIP, POSES, A, all_fours, at_wall, seated, standing, walking

BENCH: Final = 0.140  # the height of a firm cushion or a low bench for the forearms
PAD: Final = 0.030  # how thick a pillow under the knees is once knelt on


def on_forearms(**change: Any) -> Pose:
    """On hands and knees, the forearms on a low bench."""
    arm = Arm(at=0.196 + (BENCH + 0.0175) * 1j, hand="palm", aim=90, turn=True)
    return all_fours(
        **(
            {
                "near_arm": arm,
                "far_arm": replace(arm, at=0.212 + (BENCH + 0.0175) * 1j),
                "contacts": {"near_knee": 0, "near_arm": BENCH},
                "behind": (("bench", (0.0, 0.340, BENCH)),),
                "ground": (-0.66, 0.42),
            }
            | change
        )
    )


def on_fists(**change: Any) -> Pose:
    """On hands and knees, the weight on soft fists and the wrists straight."""
    fist = Arm(at=0.058 + 0.046j, hand="fist", aim=0)
    return all_fours(near_arm=fist, far_arm=replace(fist, at=0.078 + 0.046j), **change)


def at_chair(**change: Any) -> Pose:
    """Kneeling in front of a chair, hands on its seat."""
    hand = Arm(at=0.146 + 0.2965j, hand="flat", aim=90)
    base = Pose(
        hip=-0.190 + 0.281j,
        pelvis=48,
        gaze=46,
        near_leg=Leg(at=-0.420 + 0.034j, pitch=-163),
        far_leg=Leg(at=-0.404 + 0.034j, pitch=-163),
        near_arm=hand,
        far_arm=replace(hand, at=0.164 + 0.2965j),
        contacts={"near_knee": 0, "near_hand": 0.268},
        behind=(("chairback", (0.105, 0.395, 0.268, 0.62)),),
        ground=(-0.62, 0.50),
        lamp="low-back",
    )
    return replace(base, **change)


def on_pillow(**change: Any) -> Pose:
    """On hands and knees, a pillow under the knees."""
    return all_fours(
        **(
            {
                "hip": complex(-0.215, 0.282 + PAD),
                "pelvis": 86.5,
                "near_leg": Leg(at=-0.462 + 0.034j, pitch=-158),
                "far_leg": Leg(at=-0.446 + 0.034j, pitch=-158),
                "gaze": 84,
                "contacts": {"near_kneecap": PAD, "near_hand": 0},
                "behind": (("pillow", (-0.225, 0.016, 0.125, 0.021, 0)),),
            }
            | change
        )
    )


def held(arm: Arm, **change: Any) -> Pose:
    """She stands at a worktop, one hand on it."""
    return standing(
        **(
            {
                "near_arm": arm,
                "far_arm": replace(ON_TOP, at=0.178 + (TOP + 0.0285) * 1j),
                "behind": (("worktop", (0.150, 0.46, TOP)),),
                "ground": (-0.22, 0.50),
                "contacts": {**FEET, "far_hand": TOP},
                "gaze": 0,
            }
            | change
        )
    )


def thighs(**change: Any) -> Pose:
    """She leans forward a little, hands on the thighs, knees soft."""
    base = Pose(
        hip=-0.070 + 0.497j,
        pelvis=27,
        gaze=18,
        near_leg=Leg(at=-0.030 + A * 1j),
        far_leg=Leg(at=0.000 + A * 1j),
        near_arm=Arm(at=0.036 + 0.468j, hand="palm", aim=22),
        far_arm=Arm(at=0.052 + 0.468j, hand="palm", aim=22),
        contacts=FEET,
        lamp="low-back",
    )
    return replace(base, **change)


def beside_chair(**change: Any) -> Pose:
    """She stands behind a heavy chair, one hand on its back."""
    base = standing(
        sway=0,
        near_arm=Arm(at=0.030 + 0.520j, hand="palm", aim=14),
        far_arm=Arm(at=0.235 + 0.648j, hand="grip", aim=74),
        behind=(("chair", (0.275, 0.55, 0.268, 0.62)),),
        ground=(-0.22, 0.60),
        gaze=0,
        lamp="low-back",
    )
    return replace(base, **change)


NEAR_BELLY: Final = Arm(at=0.172 + 0.600j, hand="palm", aim=30, turn=True)
TAP: Final = Arm(at=0.186 + 0.064j, hand="palm", aim=50)
SHORT_STEP: Final = replace(
    POSES["hip-stretch"],
    hip=0.012 + 0.506j,
    pelvis=-8,
    near_leg=Leg(at=-0.105 + 0.046j, pitch=-8, toes=8),
    far_leg=Leg(at=0.130 + A * 1j),
    arrows=((-0.185, 0.530, -0.108, 0.530, 0),),
)

FORMS: Final[dict[str, Pose]] = {
    "breath-seated-in": seated(pelvis=-3, lumbar=-3, thorax=-2, gaze=0, breath="in"),
    "breath-standing": standing(gaze=0, breath="out"),
    "breath-standing-in": standing(lumbar=-2, thorax=-3, gaze=-1, breath="in"),
    "breath-side-in": side_lying(lumbar=4, thorax=1, breath="in", breath_turn=20),
    "reset-forward-held": held(
        ON_HIP, pelvis=10, lumbar=-15, thorax=4, breath="in", lamp="low-back",
        arrows=((-0.14, 0.50, -0.10, 0.60, -0.5),),
    ),
    "reset-back-held": held(
        ON_HIP, pelvis=-12, lumbar=16, thorax=-2, breath="out", lamp="low-back",
        arrows=((-0.105, 0.62, -0.125, 0.50, -0.5),),
    ),
    "stand-tall-held": held(Arm(shoulder=-4, elbow=16)),
    "sit-tall": seated(pelvis=0, gaze=0),
    "tilt-thighs-rest": thighs(breath="in"),
    "tilt-thighs": thighs(
        hip=-0.058 + 0.495j, pelvis=9, lumbar=18, thorax=3, gaze=22, breath="out",
        arrows=((-0.155, 0.590, -0.165, 0.480, -0.5),),
    ),
    "tilt-fours": all_fours(hip=-0.210 + 0.281j, pelvis=68, lumbar=17, thorax=3, gaze=84, breath="out"),
    "cat-small": all_fours(hip=-0.210 + 0.281j, pelvis=71, lumbar=13, thorax=16, gaze=88, breath="out"),
    "cow-forearms": on_forearms(pelvis=91.5, lumbar=-14, gaze=58, breath="in"),
    "cat-forearms": on_forearms(
        hip=-0.205 + 0.280j, pelvis=56, lumbar=27, thorax=30, gaze=112, breath="out", breath_turn=-50,
        near_arm=Arm(at=0.178 + (BENCH + 0.0175) * 1j, hand="palm", aim=90, turn=True),
        far_arm=Arm(at=0.194 + (BENCH + 0.0175) * 1j, hand="palm", aim=90, turn=True),
    ),
    "cow-fists": on_fists(pelvis=91.5, lumbar=-14, gaze=56, breath="in"),
    "cat-fists": on_fists(
        hip=-0.205 + 0.280j, pelvis=58.5, lumbar=26, thorax=33, gaze=120, breath="out", breath_turn=-62,
    ),
    "cow-chair": at_chair(pelvis=60, lumbar=-13, gaze=34, breath="in"),
    "cat-chair": at_chair(hip=-0.180 + 0.280j, pelvis=30, lumbar=22, thorax=25, gaze=84, breath="out"),
    "cow-pillow": on_pillow(pelvis=96.5, lumbar=-14, gaze=60, breath="in"),
    "cat-pillow": on_pillow(
        hip=complex(-0.205, 0.280 + PAD), pelvis=63.5, lumbar=26, thorax=33, gaze=124, breath="out", breath_turn=-62,
    ),
    "arm-tap": all_fours(
        near_arm=TAP, far_arm=Arm(at=0.078 + 0.0285j, hand="flat", aim=90),
        contacts={"near_knee": 0, "near_hand": 0, "far_hand": 0}, breath="out",
        arrows=((0.262, 0.150, 0.318, 0.066, 0),),
    ),
    "hip-stretch-short": SHORT_STEP,
    "wall-squeeze": at_wall(hip=-0.008 + 0.508j, pelvis=-3, breath="out", lamp="seat"),
    "wall-squeeze-rest": at_wall(hip=-0.008 + 0.508j, pelvis=1, lumbar=-3, breath="in", lamp=""),
    "squeeze-seated": seated(pelvis=-4, gaze=0, breath="out", lamp="seat"),
    "pelvic-floor-seated": seated(
        pelvis=0, gaze=0, breath="out", lamp="pelvis",
    ),
    "pelvic-floor-side": side_lying(breath="out", breath_turn=20, lamp="pelvis"),
    "knee-press-rest": side_lying(
        breath="in", breath_turn=20,
        between=(UNDER_HEAD, ("pillow", (0.200, 0.335, 0.180, 0.072, -20))),
    ),
    "knee-press": side_lying(
        breath="out", breath_turn=20, lamp="hip", near_leg=Leg(hip=49, knee=72, ankle=-30),
        between=(UNDER_HEAD, ("pillow", (0.200, 0.335, 0.180, 0.066, -20))),
        arrows=((0.300, 0.460, 0.262, 0.372, -0.15),),
    ),
    "heel-to-bottom-rest": side_lying(
        hip=0.075 + 0.47j, near_arm=NEAR_BELLY,
        near_leg=Leg(hip=26, knee=48, ankle=-35), far_leg=Leg(hip=36, knee=58, ankle=-35), between=(UNDER_HEAD,),
    ),
    "heel-to-bottom": side_lying(
        hip=0.075 + 0.47j, near_arm=NEAR_BELLY,
        near_leg=Leg(hip=12, knee=104, ankle=-45), far_leg=Leg(hip=36, knee=58, ankle=-35), between=(UNDER_HEAD,),
        arrows=((-0.180, 0.130, -0.200, 0.262, 0.2),), lamp="hip",
    ),
    "hinge-chair-rest": beside_chair(breath="out"),
    "hinge-chair": beside_chair(
        hip=-0.112 + 0.474j, pelvis=40, lumbar=4, gaze=22, breath="in",
        near_arm=Arm(at=0.042 + 0.396j, hand="palm", aim=20),
        arrows=((-0.19, 0.60, -0.275, 0.53, 0.2),),
    ),
    "hinge-close-rest": standing(
        sway=0, gaze=0, breath="out", lamp="low-back", near_leg=Leg(at=-0.004 + A * 1j), far_leg=Leg(at=0.004 + A * 1j),
        near_arm=Arm(at=0.052 + 0.520j, hand="palm", aim=14), far_arm=Arm(at=0.066 + 0.520j, hand="palm", aim=14),
    ),
    "hinge-close": Pose(
        hip=-0.082 + 0.492j, pelvis=30, lumbar=3, gaze=18,
        near_leg=Leg(at=-0.004 + A * 1j), far_leg=Leg(at=0.004 + A * 1j),
        near_arm=Arm(at=0.034 + 0.446j, hand="palm", aim=20), far_arm=Arm(at=0.050 + 0.446j, hand="palm", aim=20),
        contacts=FEET, breath="in", arrows=((-0.165, 0.60, -0.235, 0.545, 0.2),), lamp="low-back",
    ),
    "walk-small": walking(
        0.523j, Leg(at=0.070 + A * 1j), Leg(at=-0.085 + 0.050j, pitch=-12, toes=12),
        Arm(shoulder=-12, elbow=14), Arm(shoulder=10, elbow=18), contacts=FEET,
    ),
    "walk-small-2": walking(
        0.523j, Leg(at=0.036 + A * 1j), Leg(at=-0.104 + 0.086j, pitch=-38, toes=10),
        Arm(shoulder=-8, elbow=14), Arm(shoulder=7, elbow=18), contacts={"near_foot": 0},
    ),
    "walk-small-3": walking(
        0.528j, Leg(at=-0.006 + A * 1j), Leg(at=-0.026 + 0.086j, pitch=-16),
        Arm(shoulder=-2, elbow=15), Arm(shoulder=2, elbow=16), contacts={"near_foot": 0},
    ),
    "walk-small-4": walking(
        0.527j, Leg(at=-0.050 + A * 1j), Leg(at=0.058 + 0.066j, pitch=6),
        Arm(shoulder=6, elbow=17), Arm(shoulder=-8, elbow=14), contacts={"near_foot": 0},
    ),
    "reach-wall": standing(
        sway=0, gaze=-4, near_arm=Arm(at=0.252 + 0.960j, hand="flat", aim=172), far_arm=Arm(shoulder=2, elbow=16),
        behind=(("wall", (0.300, 1.10, 1)),), ground=(-0.20, 0.36),
    ),
}  # fmt: skip


def other_side(name: str, pose: Pose) -> tuple[str, Pose]:
    """The same pose with the other arm or leg."""
    return f"{name}-other", changed_over(pose)


FORMS.update(
    other_side(name, pose)
    for name, pose in (
        ("arm-tap", FORMS["arm-tap"]),
        ("bird-dog", POSES["bird-dog"]),
        ("hip-stretch", POSES["hip-stretch"]),
        ("hip-stretch-short", FORMS["hip-stretch-short"]),
        ("hip-stretch-stool", EVERYDAY["hip-stretch-stool"]),
        ("tap-worktop", EVERYDAY["tap-worktop"]),
        ("march-seated", DAILY["march-seated"]),
    )
)
