"""Movements: key poses in order, as stills, or as one svg that eases between them without any script.

The moving svg is a stack of in-between drawings,
each solved from the joints (so limbs keep their length and planted
hands stay put). The stylesheet fades one into the next; for readers who ask for less motion, and on paper,
only the
first drawing shows. A page may set `--fig-play: paused` and `--fig-rounds: 3`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from steadyback.figures import ink, looks
from steadyback.figures.body import Body
from steadyback.figures.drawing import draw, fitting, frame, lookup, wrap
from steadyback.figures.pen import Pen
from steadyback.figures.pose import Pose, ease, mix
from steadyback.figures.skeleton import solve
from steadyback.figures.words import subject

EASED: Final = 8  # drawings from one key pose to the other
FADE: Final = 0.3  # the share of a drawing's time in which it fades in
STEPS: Final = 8  # drawings in one full stride


@dataclass(frozen=True, slots=True)
class Movement:
    """Key poses in order; a `stride` goes round, the legs changing over; others go there and back."""

    keys: tuple[str, ...]
    stride: bool = False
    words: str = ""


MOVEMENTS: Final[dict[str, Movement]] = {
    "reset": Movement(("reset-forward", "reset-back"), words="tips the pelvis gently forward and back"),
    "tilt": Movement(("tilt-rest", "tilt-press"), words="presses the small of the back to a wall and lets go"),
    "cat-cow": Movement(("cow", "cat"), words="on hands and knees, rounds the back up and lets it down again"),
    "bridge-sofa": Movement(
        ("bridge-sofa-rest", "bridge-sofa"), words="leans back on a sofa, lifts the hips a little and lowers them"
    ),
    "bridge-flat": Movement(("bridge-flat-rest", "bridge-flat"), words="lies on a mat, lifts the hips and lowers them"),
    "bird-dog": Movement(("bird-dog-rest", "bird-dog"), words="on hands and knees, slides one foot back and in again"),
    "cat-cow-worktop": Movement(
        ("cow-worktop", "cat-worktop"), words="with hands on a worktop, rounds the back and lets it down again"
    ),
    "reset-seated": Movement(
        ("reset-seated-forward", "reset-seated-back"), words="sits and tips the pelvis gently forward and back"
    ),
    "tilt-seated": Movement(
        ("breath-seated", "tilt-seated"), words="sits and presses the small of the back, then lets go"
    ),
    "tap-worktop": Movement(
        ("tap-worktop-rest", "tap-worktop"), words="with hands on a worktop, taps one foot back and in again"
    ),
    "march-seated": Movement(
        ("breath-seated", "march-seated"), words="sits and lifts one foot a little, as if marching"
    ),
    "sit-stand": Movement(
        ("sit-stand-down", "sit-stand-rise", "sit-stand-up"), words="rises slowly from a chair and sits down again"
    ),
    "hinge-thighs": Movement(
        ("hinge-thighs-rest", "hinge-thighs"), words="slides the hands down the thighs with a long back"
    ),
    "hinge": Movement(("hinge-up", "hinge-down"), words="bends at the hips with a long back and stands up again"),
    "walk": Movement(("walk-in", "walk-2", "walk-3", "walk-4"), stride=True, words="walks at an easy pace"),
}


def movements() -> tuple[str, ...]:
    """The names of every movement."""
    return tuple(MOVEMENTS)


def movement(name: str) -> Movement:
    """A movement by name."""
    try:
        return MOVEMENTS[name]
    except KeyError:
        raise ValueError(f"no movement is called {name!r}; see figures.movements()") from None


def keys(name: str) -> tuple[str, ...]:
    """The key poses of a movement, in order."""
    return movement(name).keys


def frames(name: str, *, week: int | None = 24, stage: str = "pregnant", look: int = 1) -> tuple[str, ...]:
    """The key poses of a movement, in order, as stills."""
    return tuple(draw(pose, week=week, stage=stage, look=look) for pose in keys(name))


def changed_over(pose: Pose) -> Pose:
    """The same pose with near and far limbs changed over."""
    return replace(
        pose,
        near_leg=pose.far_leg or pose.near_leg,
        far_leg=pose.near_leg,
        near_arm=pose.far_arm or pose.near_arm,
        far_arm=pose.near_arm,
        contacts={("far" if k[:4] == "near" else "near") + k[k.index("_") :] if "_" in k else k: v
                  for k, v in pose.contacts.items()},
    )  # fmt: skip


def between(name: str) -> list[Pose]:
    """All drawings of a movement, in order."""
    move = movement(name)
    lamp = next((p.lamp for p in map(lookup, reversed(move.keys)) if p.lamp), "")
    plain = [replace(lookup(k), breath="", arrows=(), lamp=lamp) for k in move.keys]
    if move.stride:
        plain = [replace(p, behind=plain[0].behind, ground=plain[0].ground) for p in plain]
        return plain + [changed_over(p) for p in plain]
    legs = len(plain) - 1
    out = []
    for k in range(EASED):
        at = ease(k / (EASED - 1)) * legs
        i = min(int(at), legs - 1)
        out.append(mix(plain[i], plain[i + 1], at - i))
    return out


@lru_cache(maxsize=64)
def _moving(name: str, body: Body, look: int) -> tuple[str, tuple[int, int, int, int]]:
    figures = [solve(p, body) for p in between(name)]
    spans = [f.pose.ground or ink.span(f) for f in figures]
    ground = min(a for a, _ in spans), max(b for _, b in spans)
    drawings: list[list[str]] = []
    low, high = complex(9e9, 9e9), complex(-9e9, -9e9)
    for figure in figures:
        pen = Pen()
        ink.paint(pen, replace(figure, pose=replace(figure.pose, ground=ground)), looks.look(look))
        drawings.append(pen.marks)
        low = complex(min(low.real, pen.low.real), min(low.imag, pen.low.imag))
        high = complex(max(high.real, pen.high.real), max(high.imag, pen.high.imag))
    head = _shared(drawings)
    tail = _shared([d[head:][::-1] for d in drawings])
    kind = "u" if movement(name).stride else "n"
    moving = "".join(
        f'<g class="{kind} {kind}{i}">{"".join(marks[head : len(marks) - tail])}</g>'
        for i, marks in enumerate(drawings, 1)
    )
    first = drawings[0]
    return "".join(first[:head]) + moving + "".join(first[len(first) - tail :]), frame(low, high)


def _shared(lists: list[list[str]]) -> int:
    """How many marks all drawings begin with."""
    count = 0
    for marks in zip(*lists, strict=False):
        if len(set(marks)) > 1:
            break
        count += 1
    return count


def moving(
    name: str, *, week: int | None = 24, stage: str = "pregnant", title: str | None = None, look: int = 1
) -> str:
    """One svg that moves through a movement; it stands still for those who ask for less motion."""
    movement(name)
    name = fitting(name, stage, week)
    inner, box = _moving(name, Body.of(stage, week, looks.look(look).build), look)
    label = f"{subject(stage, week)} {movement(name).words}." if title is None else title
    return wrap(inner, box, label, look, "fig-move")


def _keyframes(name: str, stops: Iterable[tuple[float, int]]) -> str:
    return f"@keyframes {name}{{" + "".join(f"{at:.4g}%{{opacity:{on}}}" for at, on in stops) + "}"


def rules() -> str:
    """The stylesheet of every moving figure."""
    rest = ".fig-move>.n,.fig-move>.u{visibility:hidden}.fig-move>.n1,.fig-move>.u1{visibility:visible}"
    hold = 10.0  # the share of a round that is held at each end
    leg = (50.0 - hold) / (EASED - 1)  # and that is given to each drawing between
    fades = []
    for k in range(EASED):
        end = hold / 2 + k * leg
        start = end - leg * FADE
        gone = end + leg
        up = [(0.0, 1)] if k == 0 else [(0.0, 0), (start, 0), (end, 1)]
        down = [] if k == EASED - 1 else [(gone, 1), (gone + 0.01, 0)]
        half = up + down
        fades.append(_keyframes(f"fig-n{k + 1}", half + [(100 - at, on) for at, on in reversed(half)]))
    run = "var(--fig-rounds,infinite) var(--fig-play,running)"
    each = "".join(f".fig-move>.n{k + 1}{{animation-name:fig-n{k + 1}}}" for k in range(EASED))
    late = "".join(f".fig-move>.u{k + 1}{{animation-delay:{k * 0.2 - 1.6:.1f}s}}" for k in range(STEPS))
    step = f"@keyframes fig-u{{0%{{opacity:1}}{100 / STEPS:g}%,to{{opacity:0}}}}"
    return (
        rest
        + "@media screen and (prefers-reduced-motion:no-preference){"
        + ".fig-move>.n,.fig-move>.u{visibility:visible}"
        + f".fig-move>.n{{animation:8s linear {run}}}.fig-move>.u{{animation:fig-u 1.6s step-end {run}}}"
        + each
        + late
        + "}"
        + "".join(fades)
        + step
    )


STYLE: Final = rules()
