"""Figure to ink.

In each silhouette the outlines are stroked first, at double width, then the fills cover the inner half
(`paint-order: stroke`), so overlapping parts fuse into one shape with one even line. Inner lines are
added on purpose, and only where an illustrator would.
"""

from __future__ import annotations

import math

from steadyback.figures import hair, shapes
from steadyback.figures.curves import Piece, Track, screen, sections, smooth, sweep
from steadyback.figures.geometry import Line, Point, ahead, dot, face, hang, inside, lean, nearest, resample
from steadyback.figures.looks import Look
from steadyback.figures.pen import Pen
from steadyback.figures.props import draw_props
from steadyback.figures.skeleton import Figure, Limb, station

HEM, COLLAR_FRONT, COLLAR_BACK = station(0.4), station(1.87), station(2.10)


def _leg_track(leg: Limb) -> Track:
    """Trousers: front, hem above the ankle, back, round cap."""
    front, back = screen(leg.front[:-1]), screen(leg.back[:-1][::-1])
    down = sections(front, [0, len(front) - 1], False)[0]
    up = sections([*back, *screen(leg.cap()), front[0]], [0, len(back) + 5], False)[0]
    return Track(front[0]).curve(down).line(back[0]).curve(up).close()


def _foot(pen: Pen, leg: Limb, toes: float, shod: bool, tone: str) -> None:
    stamp = shapes.foot(nearest(toes), shod)
    pen.stamp(
        leg.tip,
        -leg.end,
        stamp,
        [(f"o {'k' if shod else tone}", stamp.outline), ("i", stamp.lines if shod or tone == "s" else "")],
    )


def _fold(limb: Limb, knee: bool) -> Line:
    """A short line where a knee or an elbow folds."""
    strength = max(0.0, min((limb.bend - 50) / 60, 1)) * 0.6
    if strength < 0.08:
        return []
    side = limb.back if knee else limb.front
    start = min(side[3:-3], key=lambda p: abs(p - limb.joint))
    return [start, start + (limb.joint - start) * strength]


def _crease(leg: Limb, torso: Line) -> Line:
    """The part of the thigh's front line that shows inside the trunk: the more the hip bends, the longer."""
    want = max(0.0, min((leg.flex - 25) / 70, 1)) * 0.085
    line = resample(leg.front[:10], 40)
    last = max((i for i, p in enumerate(line) if inside(p, torso)), default=0)
    if want < 0.012 or not last:
        return []
    first, run = last, 0.0
    while first > 0 and run < want:
        run += abs(line[first] - line[first - 1])
        first -= 1
    return resample(line[first : last + 2], 6)


def _arm(pen: Pen, limb: Limb, hand: str, turn: bool, person: Look, far: bool) -> None:
    """A hand, then the arm open at the shoulder (so that no ring is drawn there), then the sleeve."""
    skin, sleeve = ("t", "d") if far else ("s", "c")
    stamp = shapes.hand(hand)
    pen.stamp(limb.tip, 90 - limb.end, stamp, [(f"o {skin}", stamp.outline)], turn)
    front, back = screen(limb.front), screen(limb.back[::-1])
    last = len(back) - 1

    def along(line: Line, share: float) -> int:
        """The first point of a contour that lies this far down the upper arm."""
        axis = hang(limb.upper)
        reach = share * abs(limb.joint - limb.root)
        return next((i for i, p in enumerate(line) if dot(p - limb.root, axis) >= reach), 3) or 1

    top = 0.0 if far else 0.13
    f0, b0 = (0 if far else along(side, 0.06) for side in (limb.front, limb.back))  # clear of the collar
    f1, b1 = (max(along(side, top), first + 1) if top else 0 for side, first in ((limb.front, f0), (limb.back, b0)))
    f2, b2 = (max(along(side, 0.46), first + 1) for side, first in ((limb.front, f1), (limb.back, b1)))
    fa, fb, fc = sections(front, [f0, f1, f2, len(front) - 1], False)
    bc, bb, ba = sections(back, [0, last - b2, last - b1, last - b0], False)
    arm = Track(front[f1]).curve(fb).curve(fc).line(back[0]).curve(bc).curve(bb)
    if person.long_sleeves:
        pen.tracks(f"o {sleeve}", [arm])
        pen.tracks(sleeve, [Track(back[last - b1]).curve(ba).line(front[f0]).curve(fa).close()])
    else:
        pen.tracks(f"o {skin}", [arm])
        p, q = front[f2], back[last - b2]
        dip, third = hang(limb.upper).conjugate() * 8, (q - p) / 3
        hem: list[Piece] = [(p + third + dip, q - third + dip, q)]
        pen.tracks(sleeve, [Track(front[f0]).curve(fa).curve(fb).curve(hem).curve(bb).curve(ba).close()])
        pen.tracks("i", [Track(p).curve(hem)])
    pen.stamp(limb.tip, 90 - limb.end, stamp, [(skin, stamp.outline), ("i", stamp.lines)], turn)
    pen.line("i", _fold(limb, False))


def crescent(pen: Pen, outer: Line, inner: Line) -> None:
    """A soft shade between a contour and a line inside it."""
    out, back = screen(outer), screen(inner[::-1])
    track = Track(out[0]).curve(sections(out, [0, len(out) - 1], False, 4)[0]).line(back[0])
    pen.tracks("z", [track.curve(sections(back, [0, len(back) - 1], False, 4)[0]).close()])


def _trunk_shade(pen: Pen, fig: Figure) -> None:
    """Under the belly; along the back when she lies with the belly up."""
    belly_up = fig.pose.floor and ahead(fig.tangents[station(0.5)]).imag > 0.35
    lo, hi = (station(0.45), station(1.9)) if belly_up else (0, station(1.12))
    rows = range(lo, hi + 1, 2)
    side = fig.back if belly_up else fig.front
    inward = 1 if belly_up else -1

    def depth(k: int) -> float:
        t = (k - lo) / (hi - lo)
        return 0.026 * math.sin(math.pi * t) if belly_up else 0.058 * (1 - t) * (0.45 + t)

    crescent(pen, [side[k] for k in rows], [side[k] + ahead(fig.tangents[k]) * (inward * depth(k)) for k in rows])


def _leg_shade(pen: Pen, leg: Limb) -> None:
    """Along the back of the thigh, and of the calf unless that faces up."""
    last = len(leg.back) - 2
    knee = min(range(len(leg.back)), key=lambda i: abs(leg.back[i] - leg.joint))
    end = knee if (-face(leg.lower)).imag > 0.5 else last
    rows = range(1, end + 1)
    inner = []
    for i in rows:
        p, t = leg.back[i], (i - 1) / (end - 1)
        across = face(leg.upper if i < knee else leg.lower)
        inner.append(p + across * 0.036 * (1 - t) ** 0.7 * min(1.0, 0.04 + 4 * t))
    if len(inner) > 4:
        crescent(pen, [leg.back[i] for i in rows], inner)


def _trunk(pen: Pen, fig: Figure, person: Look) -> None:
    """Trunk and near leg as one silhouette in trouser colour; top and neck over it, along the same curves."""
    front, back = screen(fig.front), screen(fig.back)
    low = screen(fig.low)
    ring = [*front[::-1], *low, *back]
    n, m = len(front), len(low)
    marks = [0, n - 1 - COLLAR_FRONT, n, n + m + HEM, n + m + COLLAR_BACK, len(ring) - 1]
    throat, belly, seat, spine, nape = sections(ring, marks, True)
    a, b, c, d = (ring[i] for i in marks[1:5])
    whole = Track(ring[0]).curve(throat).curve(belly).curve(seat).curve(spine).curve(nape).close()
    leg = _leg_track(fig.near_leg)
    pen.fused("o l", [whole, leg])
    up, fore = lean(fig.pelvis).conjugate(), ahead(fig.pelvis).conjugate()
    span = abs(c - b)
    hem: list[Piece] = [(b - fore * span * 0.3 + up * 26, c + fore * span * 0.3 + up * 26, c)]
    k = station(1.97)
    axis, across = lean(fig.tangents[k]).conjugate(), ahead(fig.tangents[k]).conjugate()
    wide = abs(a - d)
    collar: list[Piece] = [(d + across * wide * 0.35 - axis * 14, a - across * wide * 0.25 - axis * 22, a)]
    pen.tracks("c", [Track(a).curve(belly).curve(hem).curve(spine).curve(collar).close()])
    _trunk_shade(pen, fig)
    back_collar: list[Piece] = [(collar[0][1], collar[0][0], d)]
    neck = Track(ring[0]).curve(throat).curve(back_collar).curve(nape).close()
    pen.tracks("h" if person.hair_style == "scarf" else "s", [neck])
    pen.tracks("i", [Track(b).curve(hem), Track(d).curve(collar)])
    if fig.near_leg.flex > 45:  # the thigh comes in front of the hem
        pen.tracks("l", [leg])
    _leg_shade(pen, fig.near_leg)
    pen.line("i", _crease(fig.near_leg, fig.torso()), _fold(fig.near_leg, True))


def _belt(pen: Pen, fig: Figure) -> None:
    """A maternity belt: under the bump, up and round the low back."""
    f, b = fig.front, fig.back
    front = screen([fig.low[1], fig.low[0], *f[: station(0.20) + 1]])
    back = screen(b[station(0.28) : station(0.74) + 1][::-1])
    (fore,), (rear,) = sections(front, [0, len(front) - 1], False), sections(back, [0, len(back) - 1], False)
    up = lean(fig.pelvis).conjugate()

    def across(p: complex, q: complex, sag: float) -> Piece:
        return (p + (q - p) * 0.35 - up * sag, p + (q - p) * 0.7 - up * sag, q)

    band = Track(front[0]).curve(fore).curve([across(front[-1], back[0], 18)]).curve(rear)
    band.curve([across(back[-1], front[0], 22)]).close()
    pen.tracks("k j", [band])
    mid = [p + (q - p) * 0.5 for p, q in ((front[0], front[-1]), (back[-1], back[0]))]
    pen.tracks("j", [Track(mid[0]).curve([across(mid[0], mid[1], 20)])])


def _head_back(pen: Pen, fig: Figure, person: Look) -> None:
    head, locks = shapes.head(), hair.side(person.hair_style)
    pen.stamp(fig.head_at, fig.gaze, locks, [("o", head.outline + locks.outline)])


def _head(pen: Pen, fig: Figure, person: Look) -> None:
    covered = person.hair_style == "scarf"
    head, locks, ear = shapes.head(not covered), hair.side(person.hair_style), shapes.ear()
    parts = [("s", head.outline), ("y", shapes.cheek()), ("h", locks.outline), ("i", head.lines + locks.lines)]
    if hair.STYLES[person.hair_style].ear:
        parts += [("s", ear.outline), ("i", ear.lines)]
    pen.stamp(fig.head_at, fig.gaze, head, parts)


def arrow(pen: Pen, x0: float, y0: float, x1: float, y1: float, bend: float) -> None:
    """Effort: one curved line with an open head."""
    a, b = complex(x0, y0), complex(x1, y1)
    control = (a + b) / 2 + (b - a) * 1j * bend
    p0, q, p3 = screen((a, control, b))
    tip = (p3 - q) / abs(p3 - q)
    wing = tip * 30
    left, right = p3 - wing * complex(0.82, 0.57), p3 - wing * complex(0.82, -0.57)
    shaft = Track(p0).curve([(p0 + (q - p0) * 2 / 3, p3 + (q - p3) * 2 / 3, p3)])
    pen.tracks("a", [shaft, Track(left).line(p3, right)])


def breath(pen: Pen, fig: Figure, way: str, turn: float) -> None:
    """A soft swoosh with a small head: towards the nose, or away from the lips."""
    if way == "in":
        long = [(0.178, 0.050), (0.150, 0.054), (0.128, 0.040), (0.106, 0.022), (0.080, 0.015)]
        short = [(0.160, 0.024), (0.136, 0.028), (0.118, 0.014), (0.104, 0.003)]
        head = [(0.103, 0.036), (0.080, 0.015), (0.108, 0.001)]
    else:
        long = [(0.074, -0.010), (0.092, -0.016), (0.114, -0.010), (0.136, -0.002), (0.166, -0.012)]
        short = [(0.084, -0.036), (0.102, -0.040), (0.122, -0.031)]
        head = [(0.142, 0.011), (0.166, -0.012), (0.137, -0.028)]
    about, k = complex(0.060, -0.004), complex(math.cos(math.radians(turn)), -math.sin(math.radians(turn)))

    def put(row: list[tuple[float, float]]) -> Line:
        spots = [about + (complex(x, y) - about) * k for x, y in row]
        return [fig.head_at + ahead(fig.gaze) * p.real + lean(fig.gaze) * p.imag for p in spots]

    tip = screen(put(head))
    pen.tracks(
        "b",
        [sweep(smooth(screen(put(row)), False)) for row in (long, short)] + [Track(tip[0]).line(*tip[1:])],
    )


LAMPS = {
    "low-back": (0.50, -0.026), "mid-back": (1.25, -0.022), "seat": (0.0, -0.05), "belly": (0.4, 0.05),
    "ribs": (1.3, 0.02), "pelvis": (-0.05, 0.030),
}  # fmt: skip


def lamp_at(fig: Figure) -> Point | None:
    """Where the lamp rests, if the pose has one."""
    name = fig.pose.lamp
    if name == "hip":
        return fig.near_leg.root + hang(fig.near_leg.upper) * 0.02 + ahead(fig.pelvis) * 0.030
    if name == "seat":
        return fig.hip - ahead(fig.pelvis) * 0.045 - lean(fig.pelvis) * 0.012
    return fig.on_trunk(*LAMPS[name]) if name else None


def span(fig: Figure) -> tuple[float, float]:
    """The stretch of floor under her."""
    xs = [p.real for limb in fig.limbs().values() for p in (*limb.outline(), limb.tip)] + [p.real for p in fig.torso()]
    return min(xs) - 0.06, max(xs) + 0.09


def _floor(pen: Pen, fig: Figure) -> None:
    x0, x1 = fig.pose.ground or span(fig)
    pen.oval("g", complex((x0 + x1) / 2, -0.006), (x1 - x0) * 0.46, 0.012)
    pen.straight("f", [complex(x0, -0.004), complex(x1, -0.004)])


def _far_limbs(pen: Pen, fig: Figure, person: Look) -> None:
    pose = fig.pose
    leg, arm = pose.far_leg or pose.near_leg, pose.far_arm or pose.near_arm
    for is_leg in (pose.legs_first, not pose.legs_first):
        if is_leg:
            _foot(pen, fig.far_leg, leg.toes, pose.shoes, "t")
            pen.tracks("o m", [_leg_track(fig.far_leg)])
            pen.line("i", _fold(fig.far_leg, True))
        else:
            _arm(pen, fig.far_arm, arm.hand, arm.turn, person, True)


def _cues(pen: Pen, fig: Figure, lamp: bool) -> None:
    pose = fig.pose
    for numbers in pose.arrows:
        arrow(pen, *numbers)
    if pose.breath:
        breath(pen, fig, pose.breath, pose.breath_turn)
    spot = lamp_at(fig) if lamp else None
    if spot is not None:
        pen.lamp(spot)


def bust(pen: Pen, fig: Figure, person: Look) -> None:
    """Head, neck and shoulders alone, without the arms."""
    _head_back(pen, fig, person)
    _trunk(pen, fig, person)
    _head(pen, fig, person)


def paint(pen: Pen, fig: Figure, person: Look, lamp: bool = True) -> None:
    """Everything, back to front."""
    pose = fig.pose
    if pose.floor:
        _floor(pen, fig)
    draw_props(pen, pose.behind)
    _far_limbs(pen, fig, person)
    draw_props(pen, pose.between)
    _head_back(pen, fig, person)
    _foot(pen, fig.near_leg, pose.near_leg.toes, pose.shoes, "s")
    _trunk(pen, fig, person)
    if pose.worn == "belt":
        _belt(pen, fig)
    _head(pen, fig, person)
    draw_props(pen, pose.held)
    _arm(pen, fig.near_arm, pose.near_arm.hand, pose.near_arm.turn, person, False)
    draw_props(pen, pose.front)
    _cues(pen, fig, lamp)
