"""How much each day held against her own usual: a dot a day, her running mean as a line, spikes and spasms marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from steadyback.web.load_days import LoadDay
from steadyback.web.plot_frame import framed, runs, said
from steadyback.web.plots import Mark

_HIGH = 214
_LEFT, _RIGHT, _TOP, _FLOOR = 62.0, 330.0, 40.0, 160.0
#: Marks of stage nearer than this would run into each other.
_GAP = 84.0


def load(days: Sequence[LoadDay], label: str, ends: tuple[str, str], marks: Iterable[Mark] = ()) -> Markup:
    """The plot of ``days``, oldest first. ``label`` says it in words; ``ends``: words under its two ends."""
    count = len(days)
    parts = _scale()
    last = -_GAP
    for mark in sorted(marks):
        x = _x(mark.place, count)
        parts.append(f'<path class="mark-line" d="M{x:.1f} {_TOP - 20:g}V{_FLOOR:g}"/>')
        if x - last >= _GAP:
            is_late = x > _RIGHT - _GAP
            parts.append(said(x + (-6 if is_late else 6), 14, mark.words, anchor="end" if is_late else "start"))
            last = x
    for run in runs([day.usual for day in days]):
        places = [(_x(place, count), _y(usual)) for place, usual in run]
        if len(places) == 1:  # a line of one day would not be seen
            places.append((places[0][0] + 2, places[0][1]))
        parts.append('<path class="usual" d="M' + "L".join(f"{x:.1f} {y:.1f}" for x, y in places) + '"/>')
    for place, day in enumerate(days):
        parts += _day(day, _x(place, count))
    parts += [said(_LEFT - 6, _FLOOR + 42, ends[0]), said(_RIGHT + 10, _FLOOR + 42, ends[1], anchor="end")]
    return framed(parts, label, _HIGH)


def _x(place: int, count: int) -> float:
    return _RIGHT if count < 2 else _LEFT + (_RIGHT - _LEFT) * place / (count - 1)


def _y(load: float) -> float:
    """From -1, less than usual, on the floor to 1, more, at the top."""
    return _FLOOR - (_FLOOR - _TOP) * (max(-1.0, min(1.0, load)) + 1) / 2


def _scale() -> list[str]:
    return [
        f'<path class="hair" d="M{_LEFT - 8:g} {_y(height):.1f}H{_RIGHT + 8:g}"/>'
        + said(_LEFT - 14, _y(height) + 5, words, anchor="end")
        for height, words in ((-1, "less"), (0, "usual"), (1, "more"))
    ]


def _day(day: LoadDay, x: float) -> list[str]:
    """A spasm of a day that was told without its load is ringed under the floor: its height is not known."""
    if day.load is None:
        return [f'<circle class="ring" cx="{x:.1f}" cy="{_FLOOR + 14:g}" r="6"/>'] if day.has_spasm else []
    y = _y(day.load)
    shape = "bead thin" if day.is_spike else "dot"
    parts = [f'<circle class="{shape}" cx="{x:.1f}" cy="{y:.1f}" r="{5 if day.is_spike else 2.8:g}"/>']
    if day.has_spasm:
        parts.append(f'<circle class="ring" cx="{x:.1f}" cy="{y:.1f}" r="9"/>')
    return parts
