"""Is a drawing sound? Joint limits, reach, contact with floor and furniture, no outline crossing itself."""

from __future__ import annotations

from collections.abc import Iterator

from steadyback.figures import hair, shapes
from steadyback.figures.body import LIMITS
from steadyback.figures.geometry import Line, ahead, crossings, face, hang, lean, nearest
from steadyback.figures.pose import Leg
from steadyback.figures.skeleton import Figure, Limb

SLACK = 0.007


def _foot_points(leg: Limb, spec: Leg, shod: bool) -> Line:
    shape = shapes.SHOE if shod else shapes.foot_shape(nearest(spec.toes))
    return [leg.tip + face(leg.end) * x + face(leg.end) * 1j * y for x, y in shape]


def _hand_points(arm: Limb, name: str, turn: bool) -> Line:
    side = -face(arm.end) if turn else face(arm.end)
    return [arm.tip + hang(arm.end) * x + side * y for x, y in shapes.HANDS[name][0]]


def touching(fig: Figure, spot: str) -> Line:
    """The points of the part that is meant to touch something."""
    pose = fig.pose
    if spot == "seat":
        return fig.torso()
    if spot == "back":
        return fig.back
    if spot == "head":
        return [fig.head_at + ahead(fig.gaze) * x + lean(fig.gaze) * y for x, y in hair.CROWN]
    side, part = spot.split("_")
    leg, leg_spec = (fig.near_leg, pose.near_leg) if side == "near" else (fig.far_leg, pose.far_leg or pose.near_leg)
    arm, arm_spec = (fig.near_arm, pose.near_arm) if side == "near" else (fig.far_arm, pose.far_arm or pose.near_arm)
    if part == "foot":
        return _foot_points(leg, leg_spec, pose.shoes)
    if part == "hand":
        return _hand_points(arm, arm_spec.hand, arm_spec.turn)
    if part == "kneecap":  # the joint alone, when the shin rests lower
        return [p for p in leg.front + leg.back if abs(p - leg.joint) < 0.045]
    return leg.front + leg.back if part == "knee" else arm.front + arm.back


def _bends(fig: Figure) -> Iterator[tuple[str, str, float]]:
    """Every joint: whose it is, which limit holds for it, and how far it is bent."""
    pose = fig.pose
    for name, value in fig.bends.items():
        yield "", name, value
    legs = (fig.near_leg, pose.near_leg), (fig.far_leg, pose.far_leg or pose.near_leg)
    for side, (leg, leg_spec) in zip(("near ", "far "), legs, strict=True):
        yield side, "hip", leg.flex
        yield side, "knee", leg.bend
        yield side, "ankle", leg.end - leg.lower
        yield side, "toes", leg_spec.toes
    arms = (fig.near_arm, pose.near_arm), (fig.far_arm, pose.far_arm or pose.near_arm)
    for side, (arm, arm_spec) in zip(("near ", "far "), arms, strict=True):
        yield side, "shoulder", (arm.flex + 90) % 360 - 90
        yield side, "elbow", arm.bend
        if arm_spec.short == 1:
            yield side, "wrist", (arm.end - arm.lower + 180) % 360 - 180


def problems(fig: Figure) -> list[str]:
    """What is wrong with a drawing, in words; empty when it is sound."""
    out: list[str] = []
    for side, name, value in _bends(fig):
        low, high = LIMITS[name]
        if not low - 0.5 <= value <= high + 0.5:
            out.append(f"{side}{name} is {value:.0f}, outside {low} to {high}")
    out += [f"{name} cannot reach its target" for name, limb in fig.limbs().items() if not limb.reach]
    outlines = {name: limb.outline() for name, limb in fig.limbs().items()} | {"trunk": fig.torso()}
    for name, outline in outlines.items():
        if times := crossings(outline):
            out.append(f"{name} crosses itself {times} times")
    for spot, level in fig.pose.contacts.items():
        lowest = min(p.imag for p in touching(fig, spot))
        if abs(lowest - level) > SLACK:
            out.append(f"{spot} is at {lowest:+.3f}, should touch {level:+.3f}")
    return out
