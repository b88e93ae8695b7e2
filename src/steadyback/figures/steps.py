"""A figure in step with a timer: it goes from the pose of one cue to the pose of the next in that cue's own time.

The svg is a stack of drawings, each solved from the joints. Without script it runs by itself, round and round
(SMIL, so that any timing may be asked for); a page's script may lead it instead, by the `data-steps` it carries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from steadyback.figures import ink, looks, views
from steadyback.figures.body import Body
from steadyback.figures.drawing import draw, fitting, frame, lookup, whose, wrap
from steadyback.figures.pen import Pen
from steadyback.figures.pose import Pose, Prop, ease, mix
from steadyback.figures.skeleton import solve
from steadyback.figures.views import FrontPose
from steadyback.figures.words import sentence

BETWEEN: Final = 8  # drawings between two poses: a move of 4 s shows one every 0.4 s
FADE: Final = 0.3  # the share of a drawing's time in which it fades in
AnyPose = Pose | FrontPose


class Reel(NamedTuple):
    """The drawings of a figure in step, and for each cue the numbers of those it passes through, first to last."""

    drawings: tuple[AnyPose, ...]
    walks: tuple[tuple[int, ...], ...]


def any_pose(name: str) -> AnyPose:
    """A pose by name, from the side or from the front."""
    return views.POSES[name] if name in views.POSES else lookup(name)


def _kinds(props: tuple[Prop, ...]) -> tuple[tuple[str, int], ...]:
    return tuple((name, len(numbers)) for name, numbers in props)


def can_ease(a: AnyPose, b: AnyPose) -> bool:
    """May one pose be eased into the other? Not from one view to another, nor where the things around change."""
    if isinstance(a, FrontPose) or isinstance(b, FrontPose):
        return isinstance(a, FrontPose) and isinstance(b, FrontPose) and a.kind == b.kind != "bedside"
    same = all(_kinds(getattr(a, part)) == _kinds(getattr(b, part)) for part in ("behind", "between", "held", "front"))
    return same and a.floor == b.floor and a.flip == b.flip and a.shoes == b.shoes


def _both_sides(pose: Pose) -> Pose:
    """The pose with its far limbs written out."""
    return replace(pose, far_leg=pose.far_leg or pose.near_leg, far_arm=pose.far_arm or pose.near_arm)


def tween(a: AnyPose, b: AnyPose, t: float) -> AnyPose:
    """The pose between two poses of one view."""
    if isinstance(a, FrontPose) and isinstance(b, FrontPose):
        return FrontPose(a.kind, a.lift + (b.lift - a.lift) * t)
    if isinstance(a, Pose) and isinstance(b, Pose):
        return mix(_both_sides(a), _both_sides(b), t)
    raise TypeError("a front view cannot be eased into a side view")


def reel(poses: Sequence[str]) -> Reel:
    """What to draw so that she is in `poses[i]` at the end of cue i, and comes round from the last to the first."""
    drawings: list[AnyPose] = []
    place: dict[str, int] = {}
    between: dict[tuple[str, str], tuple[int, ...]] = {}
    walks: list[tuple[int, ...]] = []
    for before, now in zip((poses[-1], *poses[:-1]), poses, strict=True):
        for name in (before, now):
            if name not in place:
                place[name] = len(drawings)
                drawings.append(any_pose(name))
        if before == now:
            walks.append((place[now],))
            continue
        if (before, now) not in between:
            middle = _between(any_pose(before), any_pose(now))
            numbers = tuple(range(len(drawings), len(drawings) + len(middle)))
            drawings += middle
            between[before, now], between[now, before] = numbers, numbers[::-1]
        walks.append((place[before], *between[before, now], place[now]))
    return _in_order(Reel(tuple(drawings), tuple(walks)))


def _between(a: AnyPose, b: AnyPose) -> list[AnyPose]:
    return [tween(a, b, ease(k / (BETWEEN + 1))) for k in range(1, BETWEEN + 1)] if can_ease(a, b) else []


def _in_order(found: Reel) -> Reel:
    """Number the drawings as they are passed through, so that most of them fade in over the one before."""
    order: list[int] = []
    for walk in found.walks:
        order += [k for k in walk if k not in order]
    number = {old: new for new, old in enumerate(order)}
    walks = tuple(tuple(number[k] for k in walk) for walk in found.walks)
    return Reel(tuple(found.drawings[k] for k in order), walks)


def timeline(found: Reel, seconds: Sequence[float]) -> list[list[tuple[float, int]]]:
    """For each drawing, when it is seen: pairs of time (0 to 1 of the round) and opacity, straight between them."""
    whole = sum(seconds)
    marks: list[list[tuple[float, int]]] = [[] for _ in found.drawings]
    marks[found.walks[0][0]].append((0.0, 1))
    at = 0.0
    for walk, long in zip(found.walks, seconds, strict=True):
        steps = len(walk) - 1
        for k, (a, b) in enumerate(pairwise(walk), 1):
            end = at + long * k / steps
            start = end - min(long / steps * FADE, 0.4)
            if b > a:  # the next one lies above: it fades in, then this one goes
                marks[b] += [(start / whole, 0), (end / whole, 1)]
                marks[a] += [(end / whole, 1), (end / whole, 0)]
            else:  # it lies below: it is there at once, and this one fades out
                marks[b] += [(start / whole, 0), (start / whole, 1)]
                marks[a] += [(start / whole, 1), (end / whole, 0)]
        at += long
    return [_whole_round(row) for row in marks]


def _whole_round(row: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """Each row from 0 to 1: before its first mark and after its last one a drawing is as it is at the other end."""
    if not row or row[0][0] > 0:
        row = [(0.0, row[-1][1] if row else 0), *row]
    return row if row[-1][0] == 1 else [*row, (1.0, row[-1][1])]


def _animate(row: list[tuple[float, int]], whole: float) -> str:
    times = ";".join(f"{at:.4f}".rstrip("0").rstrip(".") or "0" for at, _ in row)
    values = ";".join(str(on) for _, on in row)
    return (
        f'<animate attributeName="opacity" dur="{whole:g}s" repeatCount="indefinite" '
        f'keyTimes="{times}" values="{values}"/>'
    )


def shared(lists: Sequence[Sequence[str]]) -> int:
    """How many marks all drawings begin with."""
    count = 0
    for marks in zip(*lists, strict=False):
        if len(set(marks)) > 1:
            break
        count += 1
    return count


def ink_all(poses: Sequence[AnyPose], body: Body, look: int) -> tuple[list[list[str]], tuple[int, int, int, int]]:
    """The marks of every drawing, all on one floor and without arrows; and the frame that holds them all."""
    person = looks.look(look)
    solved = [solve(replace(p, breath="", arrows=()), body) if isinstance(p, Pose) else p for p in poses]
    spans = [f.pose.ground or ink.span(f) for f in solved if not isinstance(f, FrontPose)]
    ground = (min(a for a, _ in spans), max(b for _, b in spans)) if spans else None
    drawings, low, high = [], complex(9e9, 9e9), complex(-9e9, -9e9)
    for figure in solved:
        pen = Pen()
        if isinstance(figure, FrontPose):
            views.paint(pen, figure, body, person, cues=False)
        else:
            ink.paint(pen, replace(figure, pose=replace(figure.pose, ground=ground)), person)
            if figure.pose.flip:
                pen.mirror()
        drawings.append(pen.marks)
        low = complex(min(low.real, pen.low.real), min(low.imag, pen.low.imag))
        high = complex(max(high.real, pen.high.real), max(high.imag, pen.high.imag))
    return drawings, frame(low, high)


def one_lamp(poses: Sequence[AnyPose]) -> tuple[AnyPose, ...]:
    """The lamp of the last pose that has one, in every drawing: it must not blink."""
    lamp = next((p.lamp for p in reversed(poses) if isinstance(p, Pose) and p.lamp), "")
    return tuple(replace(p, lamp=lamp) if isinstance(p, Pose) else p for p in poses)


@lru_cache(maxsize=128)
def _drawn(
    poses: tuple[str, ...], seconds: tuple[float, ...], body: Body, look: int
) -> tuple[str, tuple[int, int, int, int], str]:
    """The stack of drawings with their timing, its frame, and the walks as text."""
    found = reel(poses)
    drawings, box = ink_all(one_lamp(found.drawings), body, look)
    head = shared(drawings)
    tail = shared([d[head:][::-1] for d in drawings])
    rows = [_animate(row, sum(seconds)) for row in timeline(found, seconds)]
    still = found.walks[0][-1]  # what is shown when nothing moves: the pose of the first cue
    stack = "".join(
        f'<g class="n{" n1" if i == still else ""}">{"".join(marks[head : len(marks) - tail])}{row}</g>'
        for i, (marks, row) in enumerate(zip(drawings, rows, strict=True))
    )
    first = drawings[0]
    walks = "|".join(" ".join(map(str, walk)) for walk in found.walks)
    return "".join(first[:head]) + stack + "".join(first[len(first) - tail :]), box, walks


def in_step(
    poses: Sequence[str],
    seconds: Sequence[float],
    *,
    week: int | None = 24,
    stage: str = "pregnant",
    title: str | None = None,
    look: int = 1,
) -> str:
    """One svg for a timer: during cue i it goes, in `seconds[i]`, to `poses[i]`; the same pose again is held.

    How a player uses it: `poses` are the form's `in_step`, `seconds` those of its cues (without those of `after`).
    Without script it runs by itself from the first cue on. A script that keeps its own clock adds the class `led` to
    the svg and then, for each frame, gives the class `on` to one of the drawings, `svg.querySelectorAll(".n")[k]`:
    `data-steps` lists for each cue (parted by `|`) the numbers k to pass through in equal times. The class `still`
    stops it on the pose of the first cue,
        and so does a closed `<details class="fig-stage">` round it; so do paper and the
    wish for less motion, unless a script leads. Never flat on the back from 16 weeks, never a child after a loss.

    Raises ValueError for an unknown pose, for no cue, or when there is not one length above 0 for each pose.
    """
    if not poses or len(poses) != len(seconds) or min(seconds) <= 0:
        raise ValueError(
            f"{len(poses)} poses and {len(seconds)} lengths: each cue needs one pose and one length above 0"
        )
    fit = tuple(fitting(name, stage, week) for name in poses)
    stage, week = whose(fit[0], stage, week)
    if len(set(fit)) == 1:
        return draw(fit[0], week=week, stage=stage, title=title, look=look)
    inner, box, walks = _drawn(fit, tuple(map(float, seconds)), Body.of(stage, week, looks.look(look).build), look)
    label = " ".join(sentence(name, stage, week) for name in dict.fromkeys(fit)) if title is None else title
    return wrap(inner, box, label, look, "fig-move fig-timed", f' data-steps="{walks}"')
