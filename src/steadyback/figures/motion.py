"""Movements: key poses in order, as stills, or as one svg that eases between them without any script.

The moving svg is a stack of in-between drawings,
each solved from the joints (so limbs keep their length and planted
hands stay put). The stylesheet fades one into the next; for readers who ask for less motion, and on paper,
only the
first drawing shows. A page may set `--fig-play: paused` and `--fig-rounds: 3`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from steadyback.figures import looks
from steadyback.figures.body import Body
from steadyback.figures.drawing import draw, fitting, wrap
from steadyback.figures.pose import Pose, changed_over, ease
from steadyback.figures.steps import AnyPose, any_pose, in_step, ink_all, one_lamp, shared, tween
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
    name: Movement(tuple(poses.split()), words=words)
    for name, poses, words in (
        ("breath-seated", "breath-seated-in breath-seated", "sits and breathes slowly in and out"),
        ("breath-standing", "breath-standing-in breath-standing", "stands and breathes slowly in and out"),
        ("breath-side", "breath-side-in breath-side", "lies on one side and breathes slowly in and out"),
        ("reset", "reset-forward reset-back", "tips the pelvis gently forward and back"),
        ("reset-held", "reset-forward-held reset-back-held", "holds a worktop and tips the pelvis forward and back"),
        ("reset-seated", "reset-seated-forward reset-seated-back", "sits and tips the pelvis gently forward and back"),
        ("tilt", "tilt-rest tilt-press", "presses the small of the back to a wall and lets go"),
        ("tilt-thighs", "tilt-thighs-rest tilt-thighs", "leans on the thighs, tucks the tail bone under and lets go"),
        ("tilt-seated", "breath-seated tilt-seated", "sits and presses the small of the back, then lets go"),
        ("tilt-fours", "bird-dog-rest tilt-fours", "on hands and knees, tucks the tail bone under and lets go"),
        ("cat-cow", "cow cat", "on hands and knees, rounds the back up and lets it down again"),
        ("cat-cow-small", "bird-dog-rest cat-small", "on hands and knees, rounds the back a little and lets it down"),
        (
            "cat-cow-worktop",
            "cow-worktop cat-worktop",
            "with hands on a worktop, rounds the back and lets it down again",
        ),
        ("cat-cow-forearms", "cow-forearms cat-forearms", "on the forearms, rounds the back up and lets it down again"),
        ("cat-cow-fists", "cow-fists cat-fists", "on soft fists, rounds the back up and lets it down again"),
        ("cat-cow-chair", "cow-chair cat-chair", "with hands on a chair seat, rounds the back and lets it down again"),
        ("cat-cow-pillow", "cow-pillow cat-pillow", "kneels on a pillow, rounds the back up and lets it down again"),
        (
            "bridge-sofa",
            "bridge-sofa-rest bridge-sofa",
            "leans back on a sofa, lifts the hips a little and lowers them",
        ),
        ("bridge-flat", "bridge-flat-rest bridge-flat", "lies on a mat, lifts the hips and lowers them"),
        ("squeeze-seated", "sit-tall squeeze-seated", "sits, squeezes the bottom and lets go"),
        ("wall-squeeze", "wall-squeeze-rest wall-squeeze", "leans on a wall, squeezes the bottom and lets go"),
        ("pelvic-floor-seated", "sit-tall pelvic-floor-seated", "sits, lifts the pelvic floor and lets go"),
        (
            "pelvic-floor-side",
            "breath-side-in pelvic-floor-side",
            "lies on one side, lifts the pelvic floor and lets go",
        ),
        ("bird-dog", "bird-dog-rest bird-dog", "on hands and knees, slides one foot back and in again"),
        (
            "bird-dog-both",
            "bird-dog bird-dog-rest bird-dog-other",
            "on hands and knees, slides one foot back, then the other",
        ),
        (
            "arm-tap",
            "arm-tap bird-dog-rest arm-tap-other",
            "on hands and knees, taps the floor ahead with each hand in turn",
        ),
        ("tap-worktop", "tap-worktop-rest tap-worktop", "with hands on a worktop, taps one foot back and in again"),
        ("side-plank", "side-plank-rest side-plank", "lies on one side, lifts the hips in line and lowers them"),
        (
            "side-plank-wall",
            "side-plank-wall-rest side-plank-wall",
            "leans sideways on a wall and pushes a little away",
        ),
        ("knee-press", "knee-press-rest knee-press", "lies on one side, presses the top knee down and lets go"),
        (
            "heel-to-bottom",
            "heel-to-bottom-rest heel-to-bottom",
            "lies on one side, bends the top knee and lets it down",
        ),
        (
            "march-seated",
            "march-seated breath-seated march-seated-other",
            "sits and lifts one foot, then the other, as if marching",
        ),
        ("sit-stand", "sit-stand-down sit-stand-rise sit-stand-up", "rises slowly from a chair and sits down again"),
        ("hinge-thighs", "hinge-thighs-rest hinge-thighs", "slides the hands down the thighs with a long back"),
        ("hinge-chair", "hinge-chair-rest hinge-chair", "holds a chair, pushes the hips back and stands up again"),
        ("hinge-close", "hinge-close-rest hinge-close", "feet together, pushes the hips back a little and stands up"),
        ("hinge", "hinge-up hinge-down", "bends at the hips with a long back and stands up again"),
        (
            "wheelchair-breath",
            "wheelchair-breath-in wheelchair-breath",
            "sits in a wheelchair and breathes slowly in and out",
        ),
        (
            "wheelchair-tilt",
            "wheelchair-tilt-forward wheelchair-tilt-back",
            "in a wheelchair, tips the pelvis forward and back",
        ),
        (
            "wheelchair-reach",
            "wheelchair-reach-rest wheelchair-reach",
            "in a wheelchair, reaches one arm up and lowers it",
        ),
    )
} | {
    name: Movement(tuple(poses.split()), stride=True, words=words)
    for name, poses, words in (
        ("walk", "walk-in walk-2 walk-3 walk-4", "walks at an easy pace"),
        ("walk-small", "walk-small walk-small-2 walk-small-3 walk-small-4", "walks with short, even steps"),
    )
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


def between(name: str) -> list[AnyPose]:
    """All drawings of a movement, in order."""
    move = movement(name)
    plain = list(one_lamp([any_pose(k) for k in move.keys]))
    if move.stride:
        sides = [p for p in plain if isinstance(p, Pose)]
        sides = [replace(p, behind=sides[0].behind, ground=sides[0].ground) for p in sides]
        return [*sides, *(changed_over(p) for p in sides)]
    legs = len(plain) - 1
    out = []
    for k in range(EASED):
        at = ease(k / (EASED - 1)) * legs
        i = min(int(at), legs - 1)
        out.append(tween(plain[i], plain[i + 1], at - i))
    return out


@lru_cache(maxsize=64)
def _moving(name: str, body: Body, look: int) -> tuple[str, tuple[int, int, int, int]]:
    drawings, box = ink_all(between(name), body, look)
    head = shared(drawings)
    tail = shared([d[head:][::-1] for d in drawings])
    kind = "u" if movement(name).stride else "n"
    moving = "".join(
        f'<g class="{kind} {kind}{i}">{"".join(marks[head : len(marks) - tail])}</g>'
        for i, marks in enumerate(drawings, 1)
    )
    first = drawings[0]
    return "".join(first[:head]) + moving + "".join(first[len(first) - tail :]), box


def moving(
    name: str,
    *,
    week: int | None = 24,
    stage: str = "pregnant",
    title: str | None = None,
    look: int = 1,
    seconds: float | Sequence[float] | None = None,
) -> str:
    """One svg that moves through a movement; it stands still for those who ask for less motion.

    `seconds` is the time of a whole round, there and back, or one length for each way between two key poses: for
    cat-cow `(4, 4)` rounds the back in 4 s and lets it down in 4 s. None: 8 s, resting at both ends. For a timer whose
    cues name their poses use `in_step`; how a page stops the figure is said there.

    Raises ValueError for an unknown name, or when the number of lengths does not fit the movement.
    """
    movement(name)
    if seconds is not None and not movement(name).stride:
        there = keys(name)
        poses = (*there[1:], *there[-2::-1])
        each = (seconds / len(poses),) * len(poses) if isinstance(seconds, (int, float)) else tuple(seconds)
        words = f"{subject(stage, week)} {movement(name).words}." if title is None else title
        return in_step(poses, each, week=week, stage=stage, title=words, look=look)
    name = fitting(name, stage, week)
    inner, box = _moving(name, Body.of(stage, week, looks.look(look).build), look)
    label = f"{subject(stage, week)} {movement(name).words}." if title is None else title
    return wrap(inner, box, label, look, "fig-move")


def _keyframes(name: str, stops: Iterable[tuple[float, int]]) -> str:
    return f"@keyframes {name}{{" + "".join(f"{at:.4g}%{{opacity:{on}}}" for at, on in stops) + "}"


def rules() -> str:
    """The stylesheet of every moving figure."""
    rest = (
        ".fig-move>.n,.fig-move>.u{visibility:hidden}.fig-move>.n1,.fig-move>.u1{visibility:visible}"
        "@media print,(prefers-reduced-motion:reduce){.fig-timed>.n{opacity:1!important}}"
    )
    # stopped by a page: on the first drawing; led by a script: on the drawing that it names
    stop = ":is(.still,.fig-stage:not([open]) .fig-move)"
    held = (
        f".fig-move{stop}>:is(.n,.u),.fig-move.led>.n{{animation:none;visibility:hidden;opacity:1!important}}"
        f".fig-move{stop}>:is(.n1,.u1),.fig-move.led>.on{{visibility:visible}}"
    )
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
        + ".fig-timed>.n{animation:none}"
        + "}"
        + held
        + "@media screen and (prefers-reduced-motion:no-preference){"  # one drawing fades in over the one before
        + ".fig-move.led>.n{transition:visibility 0s .15s}.fig-move.led>.on{transition:none;animation:fig-in .15s}}"
        + "@keyframes fig-in{0%{filter:opacity(0)}}"
        + "".join(fades)
        + step
    )


STYLE: Final = rules()
