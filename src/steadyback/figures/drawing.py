"""Drawing a figure: one pose, one body, one look, as an inline SVG that holds nothing but classes."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from steadyback.figures import front, ink, looks
from steadyback.figures.body import Body
from steadyback.figures.daily import DAILY
from steadyback.figures.everyday import EVERYDAY
from steadyback.figures.pen import Pen
from steadyback.figures.pose import Pose
from steadyback.figures.poses import POSES as EXERCISES
from steadyback.figures.skeleton import solve
from steadyback.figures.words import sentence

POSES = EXERCISES | EVERYDAY | DAILY
FLAT_UNTIL = 16  # weeks of pregnancy


def poses() -> tuple[str, ...]:
    """The names of every pose that can be drawn."""
    return (*POSES, *front.POSES)


def lookup(pose: str) -> Pose:
    """A pose by name."""
    try:
        return POSES[pose]
    except KeyError:
        raise ValueError(f"no pose is called {pose!r}; see figures.poses()") from None


def describe(pose: str, *, stage: str = "pregnant", week: int | None = 24) -> str:
    """One plain sentence that says what the figure shows."""
    return sentence(fitting(pose, stage, week), stage, week)


def fitting(pose: str, stage: str, week: int | None) -> str:
    """The pose that may be shown to this body: from 16 weeks nobody pregnant is drawn flat on her back."""
    if stage == "pregnant" and (week is None or week >= FLAT_UNTIL):
        return pose.replace("bridge-flat", "bridge-sofa")
    return pose


def frame(low: complex, high: complex, pad: float = 24) -> tuple[int, int, int, int]:
    """One scale for all: a frame is a body height wide or more; tall poses are square, others 3 to 2."""
    x0, y0, x1, y1 = low.real - pad, low.imag - pad, high.real + pad, high.imag + pad
    tall = y1 - y0 > 700
    wide = max(x1 - x0, 1060 if tall else 1000)
    height = max(y1 - y0, wide if tall else wide / 1.5)
    wide = max(wide, height if tall else 0)
    left = (x0 + x1) / 2 - wide / 2
    return round(left), round(y1 - height), round(wide), round(height)


def wrap(inner: str, box: tuple[int, int, int, int], label: str, look: int, extra: str = "") -> str:
    """The svg element round a drawing."""
    name = "fig" + (f" look-{look}" if look != 1 else "") + (f" {extra}" if extra else "")
    voice = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return f'<svg class="{name}" viewBox="{" ".join(map(str, box))}" {voice}>{inner}</svg>'


@lru_cache(maxsize=512)
def _drawn(pose: str, body: Body, look: int, lamp: bool) -> tuple[str, tuple[int, int, int, int]]:
    pen = Pen()
    if pose in front.POSES:
        front.paint(pen, front.POSES[pose], body, looks.look(look), lamp)
    else:
        ink.paint(pen, solve(lookup(pose), body), looks.look(look), lamp)
    return "".join(pen.marks), frame(pen.low, pen.high)


def draw(
    pose: str,
    *,
    week: int | None = 24,
    stage: str = "pregnant",
    title: str | None = None,
    look: int = 1,
    lamp: bool = True,
) -> str:
    """One still as an inline svg.

    `title` is its spoken label: None says the pose in words, "" hides it from speech. `look` picks a person
    from `LOOKS`; `lamp` lets the bead rest where attention belongs.
    """
    pose = fitting(pose, stage, week)
    if pose not in front.POSES:
        lookup(pose)
    inner, box = _drawn(pose, Body.of(stage, week, looks.look(look).build), look, lamp)
    label = sentence(pose, stage, week) if title is None else title
    return wrap(inner, box, label, look)
