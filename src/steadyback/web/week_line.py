"""The week as one line: flat at the start, swelling to a bump at her week, dashed after the birth."""

from __future__ import annotations

from functools import lru_cache
from math import exp

from steadyback.vocabulary.timing import Stage, Timing

#: The drawing's own units: left and right end of the line, its ground, and where the words stand.
_LEFT, _RIGHT, _GROUND, _WORDS = 6.0, 336.0, 78.0, 112.0
#: Where week 40 lies, and how wide the bump swells.
_AT_BIRTH, _WIDTH = 260.0, 30.0
#: After this many weeks after birth the line has nothing more to tell.
_LAST_WEEK_AFTER = 26


def week_line(timing: Timing) -> str:
    """The line as svg markup; empty where there is none: after a loss, and while the week is not known."""
    if timing.is_loss or not timing.is_known_to_the_week:
        return ""
    if timing.stage is Stage.PREGNANT:
        return _before_birth(timing.first_day)
    return _after_birth(timing.first_day) if timing.first_day <= _LAST_WEEK_AFTER * 7 else ""


def _x(day: float) -> float:
    return _LEFT + (_AT_BIRTH - _LEFT) * day / 280


@lru_cache(maxsize=400)
def _before_birth(day: int) -> str:
    here = _x(day)
    height = 8 + 46 * min(day / 280, 1)  # the bump grows with the week

    def point(x: float) -> str:
        return f"{x:.1f} {_GROUND - height * exp(-(((x - here) / (_WIDTH * 1.35)) ** 2)):.1f}"

    def line(first: float, last: float) -> str:
        steps = max(2, round((last - first) / 4))
        return "M" + "L".join(point(first + (last - first) * step / steps) for step in range(steps + 1))

    birth = max(_AT_BIRTH, here)
    ahead = f'<path d="{line(here, birth)}" class="wl-next"/>' if birth > here else ""
    ticks = "".join(_tick(_x(week * 7), str(week)) for week in (14, 28)) + _tick(_AT_BIRTH, "birth")
    ends = f'<text x="{_LEFT:g}" y="{_WORDS:g}">start</text>'
    ends += f'<text x="{_RIGHT:g}" y="{_WORDS:g}" text-anchor="end">after</text>'
    bead = f'<circle class="bead" cx="{here:.1f}" cy="{_GROUND - height:.1f}" r="11"/>'
    label = f"Week {day // 7} of pregnancy, day {day % 7}. A due date is at week 40."
    drawn = f'<path d="{line(birth, _RIGHT)}" class="wl-after"/>{ahead}<path d="{line(_LEFT, here)}" class="wl-been"/>'
    return _svg(label, drawn + ticks + ends + bead)


@lru_cache(maxsize=200)
def _after_birth(day: int) -> str:
    whole = max(16 * 7, day + 14)

    def x(of: float) -> float:
        return _LEFT + 14 + (_RIGHT - _LEFT - 14) * of / whole

    here = x(day)
    drawn = f'<path d="M{here:.1f} {_GROUND:g}H{_RIGHT:g}" class="wl-after"/>'
    drawn += f'<path d="M{x(0):.1f} {_GROUND:g}H{here:.1f}" class="wl-been"/>'
    marks = ((0, "birth"), (6, "6 weeks"), (12, "12"))
    ticks = "".join(_tick(x(week * 7), words) for week, words in marks)
    label = f"{_count(day // 7, 'week')} and {_count(day % 7, 'day')} after the birth."
    return _svg(label, drawn + ticks + f'<circle class="bead" cx="{here:.1f}" cy="{_GROUND:g}" r="11"/>', top=56)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _tick(x: float, words: str) -> str:
    mark = f'<path d="M{x:.1f} 89v7" class="wl-tick"/>'
    return f'{mark}<text x="{x:.1f}" y="{_WORDS:g}" text-anchor="middle">{words}</text>'


def _svg(label: str, inner: str, top: int = 8) -> str:
    return f'<svg class="weekline" viewBox="0 {top} 342 {118 - top}" role="img" aria-label="{label}">{inner}</svg>'
