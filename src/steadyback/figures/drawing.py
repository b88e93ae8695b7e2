"""Drawing a figure: one pose, one body, one look, as an inline SVG that holds nothing but classes."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from steadyback.figures import ink, looks, views
from steadyback.figures.body import Body
from steadyback.figures.daily import DAILY
from steadyback.figures.errands import ERRANDS
from steadyback.figures.everyday import EVERYDAY
from steadyback.figures.forms import FORMS
from steadyback.figures.geometry import nearest
from steadyback.figures.nursing import NURSING
from steadyback.figures.pen import Pen
from steadyback.figures.pose import Pose
from steadyback.figures.poses import POSES as EXERCISES
from steadyback.figures.rest import REST
from steadyback.figures.skeleton import solve
from steadyback.figures.words import sentence

POSES = EXERCISES | EVERYDAY | DAILY | FORMS | REST | NURSING | ERRANDS
FLAT_UNTIL = 16  # weeks of pregnancy
NEWBORN = frozenset({"feeding", "cot-lift", *NURSING} - {"toddler-climb", "toddler-kneel"})
CHILD = NEWBORN | {"toddler-climb", "toddler-kneel"}


def poses() -> tuple[str, ...]:
    """The names of every pose that can be drawn."""
    return (*POSES, *views.POSES)


def lookup(pose: str) -> Pose:
    """A pose by name."""
    try:
        return POSES[pose]
    except KeyError:
        raise ValueError(f"no pose is called {pose!r}; see figures.poses()") from None


def describe(pose: str, *, stage: str = "pregnant", week: int | None = 24) -> str:
    """One plain sentence that says what the figure shows."""
    pose = fitting(pose, stage, week)
    return sentence(pose, *whose(pose, stage, week))


def fitting(pose: str, stage: str, week: int | None) -> str:
    """The pose that may be shown to this body.

    From 16 weeks nobody pregnant is drawn flat on her back; nobody who is not pregnant is drawn with a pillow
    under a bump; and the neutral body, which is shown after a loss, is never drawn with a baby or a child.
    """
    if stage == "pregnant" and (week is None or week >= FLAT_UNTIL):
        return pose.replace("bridge-flat", "bridge-sofa")
    if stage != "pregnant" and pose == "sleep-side-bump":
        return "sleep-side"
    return "stand-tall" if stage == "neutral" and pose in CHILD else pose


def whose(pose: str, stage: str, week: int | None) -> tuple[str, int | None]:
    """The stage and week that a pose is drawn in: with a newborn she is drawn as after birth, also while pregnant."""
    return ("postpartum", None) if pose in NEWBORN and stage == "pregnant" else (stage, week)


def frame(low: complex, high: complex, pad: float = 24) -> tuple[int, int, int, int]:
    """One scale for all: a frame is a body height wide or more; tall poses are square, wide and low ones 3 to 2."""
    x0, y0, x1, y1 = low.real - pad, low.imag - pad, high.real + pad, high.imag + pad
    tall = y1 - y0 > 700 and x1 - x0 < 1.2 * (y1 - y0)
    wide = max(x1 - x0, 1060 if tall else 1000)
    height = max(y1 - y0, wide if tall else wide / 1.5)
    wide = max(wide, height if tall else 0)
    left = (x0 + x1) / 2 - wide / 2
    return nearest(left), nearest(y1 - height), nearest(wide), nearest(height)


def wrap(inner: str, box: tuple[int, int, int, int], label: str, look: int, extra: str = "", data: str = "") -> str:
    """The svg element round a drawing."""
    name = "fig" + (f" look-{look}" if look != 1 else "") + (f" {extra}" if extra else "")
    voice = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return f'<svg class="{name}" viewBox="{" ".join(map(str, box))}"{data} {voice}>{inner}</svg>'


@lru_cache(maxsize=512)
def _drawn(pose: str, body: Body, look: int, lamp: bool) -> tuple[str, tuple[int, int, int, int]]:
    pen = Pen()
    if pose in views.POSES:
        views.paint(pen, views.POSES[pose], body, looks.look(look), lamp)
    else:
        ink.paint(pen, solve(lookup(pose), body), looks.look(look), lamp)
        if lookup(pose).flip:
            pen.mirror()
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
    stage, week = whose(pose, stage, week)
    if pose not in views.POSES:
        lookup(pose)
    inner, box = _drawn(pose, Body.of(stage, week, looks.look(look).build), look, lamp)
    label = sentence(pose, stage, week) if title is None else title
    return wrap(inner, box, label, look)
