"""Kinematics: a pose and a body become joints and soft outlines."""

from __future__ import annotations

from dataclasses import dataclass

from steadyback.figures import body as b
from steadyback.figures.geometry import (
    Line,
    Point,
    Rows,
    ahead,
    face,
    hang,
    lean,
    meet,
    nearest,
    place,
    resample,
    soften,
    table,
    two_bone,
)
from steadyback.figures.pose import Arm, Leg, Pose

STEPS = ((b.LUMBAR, 12), (b.THORAX, 22), (b.NECK, 8))
US = (*tuple(base + k / n for base, (_, n) in enumerate(STEPS) for k in range(n)), 3.0)


def station(u: float) -> int:
    """The index of the spine point nearest to a place along it (0 sacrum, 1 ribs, 2 neck, 3 skull)."""
    return min(range(len(US)), key=lambda i: abs(US[i] - u))


@dataclass(frozen=True, slots=True)
class Limb:
    """Two bones with a soft outline on each side; `end` is the hand's or the foot's own angle."""

    root: Point
    joint: Point
    tip: Point
    upper: float
    lower: float
    end: float
    front: Line
    back: Line
    flex: float
    bend: float
    reach: bool

    def outline(self) -> Line:
        """The closed shape of both bones."""
        return self.front + self.back[::-1] + self.cap()

    def cap(self) -> Line:
        """The round root end, from the back contour to the front one."""
        start = self.back[0] - self.root
        r0, r1 = abs(start), abs(self.front[0] - self.root)
        unit = start / r0
        return [self.root + unit * face(-180 * k / 6) * (r1 + (r0 - r1) * (1 - k / 6)) for k in range(1, 6)]


@dataclass(frozen=True, slots=True)
class Figure:
    """A solved pose, ready to be drawn."""

    pose: Pose
    hip: Point
    pelvis: float
    spine: Line
    tangents: list[float]
    front: Line
    back: Line
    low: Line
    head_at: Point
    gaze: float
    near_leg: Limb
    far_leg: Limb
    near_arm: Limb
    far_arm: Limb
    bends: dict[str, float]

    def torso(self) -> Line:
        """The closed shape of trunk and neck: throat, belly, seat, back."""
        return self.front[::-1] + self.low + self.back

    def limbs(self) -> dict[str, Limb]:
        """All four limbs by name."""
        return {
            "near_leg": self.near_leg,
            "far_leg": self.far_leg,
            "near_arm": self.near_arm,
            "far_arm": self.far_arm,
        }

    def on_trunk(self, u: float, off: float) -> Point:
        """A point beside the spine: positive is in front of it."""
        k = station(u)
        return self.spine[k] + ahead(self.tangents[k]) * off


def limb_side(
    a: Point,
    phi1: float,
    len1: float,
    phi2: float,
    len2: float,
    t1: Rows,
    t2: Rows,
    side: int,
    k1: float = 1,
    k2: float = 1,
) -> Line:
    """One contour of a two-bone limb: rounded where the joint is convex, cut to a crease where it folds."""
    n, arc, fine = 9, 5, 24
    mid = a + hang(phi1) * len1
    d1, n1, d2, n2 = hang(phi1) * len1, face(phi1) * side, hang(phi2) * len2, face(phi2) * side
    one = [a + d1 * (i / fine) + n1 * (k1 * table(t1, i / fine)) for i in range(fine + 1)]
    two = [mid + d2 * (i / fine) + n2 * (k2 * table(t2, i / fine)) for i in range(fine + 1)]
    turn = phi2 - phi1
    if side * turn <= 0:  # the outer side of the bend
        knob = [mid + face(phi1 + turn * k / (arc - 1)) * (side * k2 * t2[0][1]) for k in range(arc)]
        if abs(turn) < 45:
            return soften(resample(one[:-2] + knob[1:-1] + two[2:], 2 * n + arc), n + 2, 5, 7)
        return soften(resample(one[:-1], n) + knob + resample(two[1:], n), n + 2, 6, 6)
    for i in range(fine):  # the inner side: the first crossing from the root
        for j in range(fine - 1, -1, -1):
            x = meet(one[i], one[i + 1], two[j], two[j + 1])
            if x is not None:
                left, right = [*one[: i + 1], x], [x, *two[j + 1 :]]
                if abs(turn) < 45:
                    return soften(resample(left + right[1:], 2 * n + arc), n + 2, 5, 7)
                rounds = max(0, nearest(8 - abs(turn) / 9))
                return soften(resample(left, n) + resample(right, n)[1:], n - 1, 3, rounds)
    return soften(resample(one, n) + resample([one[-1], two[0]], arc) + resample(two, n), n + 2, 6, 8)


def _leg(spec: Leg, hip: Point, pelvis: float, build: float) -> Limb:
    root, thigh, shank = hip + spec.shift, b.THIGH * spec.short, b.SHANK * spec.short
    wide = (1 + b.BROAD_LIMB["thigh"] * build, 1 + b.BROAD_LIMB["shank"] * build)
    reach = True
    if spec.at is not None:
        upper, lower, reach = two_bone(root, spec.at, thigh, shank, -1)
        end = spec.pitch
    else:
        upper = spec.hip - pelvis
        lower = upper - spec.knee
        end = lower + spec.ankle
    joint = root + hang(upper) * thigh
    return Limb(
        root, joint, joint + hang(lower) * shank, upper, lower, end,
        limb_side(root, upper, thigh, lower, shank, b.THIGH_FRONT, b.SHANK_FRONT, 1, *wide),
        limb_side(root, upper, thigh, lower, shank, b.THIGH_BACK, b.SHANK_BACK, -1, *wide),
        upper + pelvis, upper - lower, reach,
    )  # fmt: skip


def _arm(spec: Arm, shoulder: Point, trunk: float, build: float) -> Limb:
    root, upper_arm, forearm = shoulder + spec.shift, b.UPPER_ARM * spec.short, b.FOREARM * spec.short
    wide = (1 + b.BROAD_LIMB["upper"] * build, 1 + b.BROAD_LIMB["fore"] * build)
    reach = True
    if spec.at is not None:
        upper, lower, reach = two_bone(root, spec.at, upper_arm, forearm, 1)
    else:
        upper = spec.shoulder - trunk
        lower = upper + spec.elbow
    end = spec.aim if spec.aim is not None else lower + spec.wrist
    joint = root + hang(upper) * upper_arm
    return Limb(
        root, joint, joint + hang(lower) * forearm, upper, lower, end,
        limb_side(root, upper, upper_arm, lower, forearm, b.UPPER_FRONT, b.FORE_FRONT, 1, *wide),
        limb_side(root, upper, upper_arm, lower, forearm, b.UPPER_BACK, b.FORE_BACK, -1, *wide),
        upper + trunk, lower - upper, reach,
    )  # fmt: skip


def solve(pose: Pose, body: b.Body) -> Figure:
    """Work out every joint and outline of a pose for a body."""
    g, hip = body.bump, pose.hip
    pelvis, lumbar, thorax = pose.pelvis, pose.lumbar, pose.thorax
    if pose.sway:  # late weeks: a hollower low back, shoulders behind the hips
        sway = g * pose.sway
        pelvis, lumbar, thorax = pelvis + 7 * sway, lumbar - 12 * sway, thorax + 3 * sway
    trunk = pelvis + lumbar + thorax
    gaze = trunk if pose.gaze is None else pose.gaze
    neck = (gaze - trunk) * 0.6

    def tangent(u: float) -> float:
        bend = lumbar * min(max(u, 0), 1) + thorax * min(max(u - 1, 0), 1) + neck * min(max(u - 2, 0), 1)
        return pelvis + table(b.REST, u) + bend

    point = hip + lean(pelvis) * b.SACRUM_UP - ahead(pelvis) * b.SACRUM_BACK
    spine, tangents, i = [point], [tangent(0)], 0
    for length, steps in STEPS:
        for _ in range(steps):
            point += lean(tangent(US[i] + 0.5 / steps)) * (length / steps)
            i += 1
            spine.append(point)
            tangents.append(tangent(US[i]))

    full = 1 + 0.004 * max(lumbar, 0)  # a bump keeps its volume when the trunk curls
    front = [
        p
        + ahead(t)
        * (
            table(b.FRONT, u)
            + g * full * table(b.BUMP, u)
            + body.after * table(b.AFTER, u)
            + body.build * table(b.BROAD_FRONT, u)
        )
        for u, p, t in zip(US, spine, tangents, strict=True)
    ]
    front = soften(soften(front, 12, 16, nearest(max(0.0, lumbar + thorax) * (0.25 + 0.5 * g))), 22, 30, 3)
    back = [
        p - ahead(t) * (table(b.BACK, u) + body.build * table(b.BROAD_BACK, u))
        for u, p, t in zip(US, spine, tangents, strict=True)
    ]
    back = soften(back, 22, 30, 4)
    seat = (
        (0.059 + 0.020 * g, 0.010 + 0.006 * g), (0.053, -0.012), (0.038, -0.040), (0.006, -0.062), (-0.030,
            -0.069),
        (-0.059, -0.056), (-0.077, -0.032), (-0.0835, -0.006), (-0.0805, 0.016),
    )  # fmt: skip
    broad = 1 + 0.13 * body.build
    low = place(seat, hip, ahead(pelvis) * broad, lean(pelvis) * broad)
    n = len(front)
    ring = soften(front[::-1] + low + back, n - 8, 9, nearest(8 * g))
    front, low, back = ring[:n][::-1], ring[n:-n], ring[-n:]

    k = station(1.80)
    shoulder = spine[k] + ahead(tangents[k]) * 0.010 - lean(tangents[k]) * 0.004
    return Figure(
        pose, hip, pelvis, spine, tangents, front, back, low,
        spine[-1] - lean(gaze) * 0.004 + ahead(gaze) * 0.004, gaze,
        _leg(pose.near_leg, hip, pelvis, body.build), _leg(pose.far_leg or pose.near_leg, hip, pelvis, body.build),
        _arm(pose.near_arm, shoulder, trunk, body.build),
        _arm(pose.far_arm or pose.near_arm, shoulder, trunk, body.build),
        {"lumbar": lumbar, "thorax": thorax, "neck": gaze - trunk},
    )  # fmt: skip
