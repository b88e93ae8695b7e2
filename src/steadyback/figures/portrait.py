"""A small head-and-shoulders picture of each look, to choose a figure from."""

from __future__ import annotations

from functools import lru_cache

from steadyback.figures import ink, looks
from steadyback.figures.body import Body
from steadyback.figures.drawing import lookup, wrap
from steadyback.figures.pen import Pen
from steadyback.figures.skeleton import solve

BOX = (-168, -1080, 350, 350)  # the head and shoulders of somebody who stands


@lru_cache(maxsize=16)
def _drawn(look: int) -> str:
    person = looks.look(look)
    pen = Pen()
    ink.bust(pen, solve(lookup("stand-tall"), Body(build=person.build)), person)
    return "".join(pen.marks)


def portrait(look: int, *, title: str | None = None) -> str:
    """The head and shoulders of one look (0 the line drawing, 1 to 6 as in `LOOKS`) as a square inline svg.

    Nobody in it is pregnant or not. `title` is its spoken label: None says the look in words, "" hides it from speech,
    as beside a radio button that names it.
    """
    label = looks.look(look).name if title is None else title
    return wrap(_drawn(look), BOX, label[:1].upper() + label[1:], look, "fig-face")
