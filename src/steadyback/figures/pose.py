"""The shape of a pose: joint angles and planted hands and feet, as data; and the tween between two."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Final, TypeVar, cast


@dataclass(frozen=True, slots=True)
class Leg:
    """Either joint angles, or `at`: where the ankle is planted (the knee is then worked out)."""

    hip: float = 0
    knee: float = 0
    ankle: float = 0
    at: complex | None = None
    pitch: float = 0  # the foot's own angle, for a planted ankle
    toes: float = 0  # how far the toes bend up
    short: float = 1  # foreshortening of a limb that points at us
    shift: complex = 0j


@dataclass(frozen=True, slots=True)
class Arm:
    """Either joint angles, or `at`: where the wrist is planted (the elbow is then worked out)."""

    shoulder: float = 0
    elbow: float = 0
    wrist: float = 0
    at: complex | None = None
    hand: str = "relaxed"
    aim: float | None = None  # the hand's own angle
    turn: bool = False  # palm the other way
    short: float = 1
    shift: complex = 0j


Prop = tuple[str, tuple[float, ...]]
Arrow = tuple[float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Pose:
    """One key pose. The root is the hip; leans are measured from upright, bends are added along the spine."""

    hip: complex
    near_leg: Leg
    near_arm: Arm
    far_leg: Leg | None = None
    far_arm: Arm | None = None
    pelvis: float = 0
    lumbar: float = 0
    thorax: float = 0
    gaze: float | None = None  # where the head ends up
    sway: float = 0  # 1: late weeks hollow the low back
    contacts: dict[str, float] = field(default_factory=dict)  # part: the height it must touch
    behind: tuple[Prop, ...] = ()
    between: tuple[Prop, ...] = ()
    held: tuple[Prop, ...] = ()
    front: tuple[Prop, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    breath: str = ""
    breath_turn: float = 0
    floor: bool = True
    ground: tuple[float, float] | None = None
    legs_first: bool = False  # paint the far leg before the far arm
    lamp: str = ""  # where attention belongs
    shoes: bool = False
    worn: str = ""  # "belt": a maternity belt
    flip: bool = False  # drawn facing left


def changed_over(pose: Pose) -> Pose:
    """The same pose with near and far limbs changed over, as for the other side of an exercise."""
    return replace(
        pose,
        near_leg=pose.far_leg or pose.near_leg,
        far_leg=pose.near_leg,
        near_arm=pose.far_arm or pose.near_arm,
        far_arm=pose.near_arm,
        contacts={("far" if k[:4] == "near" else "near") + k[k.index("_") :] if "_" in k else k: v
                  for k, v in pose.contacts.items()},
    )  # fmt: skip


T = TypeVar("T")
NUMBER: Final = (int, float, complex)


def mix(a: T, b: T, t: float) -> T:
    """The pose between two poses: every number of the data is tweened, nothing else."""
    return cast(T, _mix(a, b, t))


def _mix(a: Any, b: Any, t: float) -> Any:
    if is_dataclass(a) and not isinstance(a, type) and type(a) is type(b):
        return replace(a, **{f.name: _mix(getattr(a, f.name), getattr(b, f.name), t) for f in fields(a)})
    if isinstance(a, tuple) and isinstance(b, tuple) and len(a) == len(b):
        return tuple(_mix(x, y, t) for x, y in zip(a, b, strict=True))
    if isinstance(a, NUMBER) and isinstance(b, NUMBER) and not isinstance(a, bool):
        return a + (b - a) * t
    return a if t < 0.5 else b


def ease(t: float) -> float:
    """Slow at both ends."""
    return t * t * (3 - 2 * t)
