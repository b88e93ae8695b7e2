"""How the few views from the front are drawn: side plank on the knees, and its easier version at a wall.

The same lengths and the same ink as the side view, with half-widths in place of depths.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from steadyback.figures import hair, shapes
from steadyback.figures.body import FOREARM, SHANK, THIGH, UPPER_ARM, Body
from steadyback.figures.curves import Piece, Track, screen, sections
from steadyback.figures.geometry import Line, Point, Rows, face, hang, table, two_bone
from steadyback.figures.ink import arrow, crescent
from steadyback.figures.looks import Look
from steadyback.figures.pen import Pen
from steadyback.figures.props import draw_props
from steadyback.figures.skeleton import limb_side

TRUNK: Final = 0.330
HALF: Final[Rows] = (
    (-0.14, 0.052), (-0.06, 0.088), (0.02, 0.095), (0.12, 0.088), (0.30, 0.072), (0.46, 0.066), (0.62, 0.071),
    (0.78, 0.080),
    (0.90, 0.082), (1, 0.060), (1.06, 0.036), (1.16, 0.028), (1.28, 0.029),
)  # fmt: skip
THIGH_HALF: Final[Rows] = ((0, 0.060), (0.25, 0.058), (0.6, 0.046), (0.9, 0.036), (1, 0.034))
SHANK_HALF: Final[Rows] = ((0, 0.034), (0.2, 0.036), (0.45, 0.034), (0.8, 0.021), (1, 0.019))
UPPER_HALF: Final[Rows] = ((0, 0.030), (0.3, 0.026), (0.8, 0.020), (1, 0.0195))
FORE_HALF: Final[Rows] = ((0, 0.0195), (0.25, 0.021), (0.8, 0.0135), (1, 0.0125))


@dataclass(frozen=True, slots=True)
class Trunk:
    """A trunk from the front: its two contours from hip to skull, and its own directions."""

    hip: Point
    along: Point
    across: Point
    upper: Line
    lower: Line

    def at(self, u: float, off: float) -> Point:
        """A point in the trunk's own frame."""
        return self.hip + self.along * (u * TRUNK) + self.across * off


STATIONS: Final = tuple(-0.14 + 1.42 * k / 34 for k in range(35))


def _index(u: float) -> int:
    return min(range(35), key=lambda i: abs(STATIONS[i] - u))


def trunk_at(hip: Point, along: Point, across: Point, body: Body, sag: float) -> Trunk:
    """A trunk; the bump rounds both sides, the lower one more when she lies on her side (sag 1)."""

    def half(u: float, weight: float) -> float:
        belly = math.exp(-(((u - 0.36) / 0.24) ** 2))
        round_ = (body.bump + 0.12 * body.after) * belly * 0.020 * weight
        return table(HALF, u) * (1 + 0.13 * body.build) + round_

    upper = [hip + along * (u * TRUNK) + across * half(u, 1) for u in STATIONS]
    lower = [hip + along * (u * TRUNK) - across * half(u, 1 + sag) for u in STATIONS]
    return Trunk(hip, along, across, upper, lower)


def aim_at(p: Point, q: Point) -> float:
    """The bearing from one point to another."""
    return math.degrees(math.atan2(q.real - p.real, p.imag - q.imag))


def limb_lines(root: Point, one: float, len1: float, two: float, len2: float, t1: Rows, t2: Rows) -> tuple[Line, Line]:
    """Both contours of a limb."""
    return (
        limb_side(root, one, len1, two, len2, t1, t2, 1),
        limb_side(root, one, len1, two, len2, t1, t2, -1),
    )


def close_limb(front: Line, back: Line, root: Point) -> Line:
    """A limb as one closed line, round at its root."""
    start = (back[0] - root) / abs(back[0] - root)
    return front + back[::-1] + [root + start * face(-30 * k) * abs(front[0] - root) for k in range(1, 6)]


def ring_of(points: Line) -> Track:
    """A smooth closed outline through points."""
    line = screen([*points, points[0]])
    return Track(line[0]).curve(sections(line[:-1], [0, len(points)], True)[0]).close()


def bone(root: Point, bearing: float, length: float, rows: Rows, knob: float) -> Line:
    """One straight bone with a round far end."""
    steps = [i / 9 for i in range(10)]
    one = [root + hang(bearing) * (length * t) + face(bearing) * table(rows, t) for t in steps]
    two = [root + hang(bearing) * (length * t) - face(bearing) * table(rows, t) for t in reversed(steps)]
    tip = root + hang(bearing) * length
    end = [tip + face(bearing - d) * knob for d in (30, 60, 90, 120, 150)] if knob else []
    cap = [root + face(bearing + 180 - d) * table(rows, 0) for d in (30, 60, 90, 120, 150)]
    return one + end + two + cap


def dress(pen: Pen, trunk: Trunk, others: Sequence[Track], body: Body, person: Look) -> None:
    """Trunk (and whatever fuses with it) in trouser colour, then top, neck and the few lines inside."""
    hem, collar = _index(0.10), _index(1.035)
    up, down = screen(trunk.upper), screen(trunk.lower[::-1])
    u0, u1, u2 = sections(up, [0, hem, collar, 34], False)
    d2, d1, d0 = sections(down, [0, 34 - collar, 34 - hem, 34], False)
    whole = Track(up[0]).curve(u0).curve(u1).curve(u2).line(down[0]).curve(d2).curve(d1).curve(d0).close()
    pen.fused("o l", [whole, *others])
    along = trunk.along.conjugate()
    a, b, c, d = up[hem], up[collar], down[34 - collar], down[34 - hem]
    scoop: list[Piece] = [(b - along * 46 + (c - b) * 0.1, c - along * 46 + (b - c) * 0.1, c)]
    waist: list[Piece] = [(d - along * 26 + (a - d) * 0.3, a - along * 26 + (d - a) * 0.3, a)]
    pen.tracks("c", [Track(a).curve(u1).curve(scoop).curve(d1).curve(waist).close()])
    neck = Track(b).curve(u2).line(down[0]).curve(d2).curve([(scoop[0][1], scoop[0][0], b)]).close()
    pen.tracks("h" if person.hair_style == "scarf" else "s", [neck])
    inner = [Track(b).curve(scoop), Track(d).curve(waist)]
    pen.tracks("i", inner)
    chest = [[trunk.at(u, o) for u, o in row] for row in
             (((0.72, 0.062), (0.675, 0.040), (0.69, 0.012)), ((0.69, -0.012), (0.675, -0.040), (0.72,
                 -0.062)))]  # fmt: skip
    g = body.bump
    r = 0.045 + 0.042 * g
    belly = [trunk.at(0.34, -0.006) - trunk.along * (r * 1.1 * math.cos(t)) - trunk.across * (r * math.sin(t))
             for t in (math.radians(d) for d in range(-58, 112, 17))]  # fmt: skip
    if g > 0.05:
        crescent(pen, belly, [p + trunk.along * 0.020 + trunk.across * 0.004 for p in belly])
    pen.line("i", *chest, *([belly] if g > 0.05 else []))


def draw_head(pen: Pen, trunk: Trunk, turn: float, person: Look, back: bool) -> None:
    """The head from the front: its dark edge (`back`), or the face itself."""
    at = trunk.at(1.20, 0.004)
    base, locks = shapes.front_head(), hair.front(person.hair_style)
    parts = [("o", base.outline + locks.outline)] if back else [
        ("s", base.outline), ("y", shapes.front_cheeks()), ("h", locks.outline), ("i",
        base.lines + locks.lines)]  # fmt: skip
    pen.stamp(at, turn, locks if back else base, parts)


def draw_arm(
    pen: Pen,
    root: Point,
    target: Point,
    bend: int,
    scale: float,
    hand: str,
    aim: float,
    turn: bool,
    person: Look,
    elbow: Point | None = None,
) -> None:
    """An arm to a target, with its sleeve. With `elbow` the upper arm ends there, foreshortened if it must be."""
    upper, fore = UPPER_ARM * scale, FOREARM * scale
    one, two, _ = two_bone(root, target, upper, fore, bend)
    if elbow is not None:
        one, upper = aim_at(root, elbow), abs(elbow - root)
        two, fore = aim_at(elbow, target), abs(target - elbow)
    front, back = limb_lines(root, one, upper, two, fore, UPPER_HALF, FORE_HALF)
    tip = root + hang(one) * upper + hang(two) * fore
    stamp = shapes.hand(hand)
    skin, tone = ("c", "c") if person.long_sleeves else ("s", "c")
    pen.stamp(tip, 90 - aim, stamp, [("o s", stamp.outline)], turn)
    f, b = screen(front), screen(back[::-1])
    fc, bc = sections(f, [0, 4, len(f) - 1], False), sections(b, [0, len(b) - 5, len(b) - 1], False)
    pen.tracks(f"o {skin}", [Track(f[0]).curve(fc[0]).curve(fc[1]).line(b[0]).curve(bc[0]).curve(bc[1])])
    p, q = f[4], b[len(b) - 5]
    dip, tuck = hang(one).conjugate() * 8, hang(one).conjugate() * 14
    hem: list[Piece] = [(p + (q - p) / 3 + dip, q - (q - p) / 3 + dip, q)]
    pen.tracks(tone, [Track(f[0]).curve(fc[0]).curve(hem).curve(bc[1]).line(b[-1] - tuck, f[0] - tuck).close()])
    if not person.long_sleeves:
        pen.tracks("i", [Track(p).curve(hem)])
    pen.stamp(tip, 90 - aim, stamp, [("s", stamp.outline), ("i", stamp.lines)], turn)


def draw_ground(pen: Pen, x0: float, x1: float) -> None:
    """The floor line and the soft shade on it."""
    pen.oval("g", complex((x0 + x1) / 2, -0.006), (x1 - x0) * 0.46, 0.012)
    pen.straight("f", [complex(x0, -0.004), complex(x1, -0.004)])


def plank(pen: Pen, lift: float, body: Body, person: Look, lamp: bool, cues: bool = True) -> None:
    """Modified side plank: lift 0 rests the hip on the floor, 1 makes a line from shoulder to knee."""
    knee = 0.262 + 0.040j
    tilt = 25 * lift + 4 * (1 - lift)
    hip = knee + complex(-math.cos(math.radians(tilt)), math.sin(math.radians(tilt))) * THIGH
    hip = complex(hip.real, max(hip.imag, 0.100))
    rise = 22 - 3 * lift
    along = complex(-math.cos(math.radians(rise)), math.sin(math.radians(rise)))
    across = complex(math.sin(math.radians(rise)), math.cos(math.radians(rise)))
    trunk = trunk_at(hip, along, across, body, 0.8)
    draw_ground(pen, -0.50, 0.62)
    draw_props(pen, [("mat", (-0.46, 0.58))])
    high, low = hip + across * 0.040, hip - across * 0.036
    high_knee = knee + 0.062j - 0.014
    shins = []
    for joint, bearing in ((knee, 106.0), (high_knee, 112.0)):  # shins point away from us: foreshortened
        shin = bone(joint, bearing, SHANK * 0.5, SHANK_HALF, 0.0)
        shins.append((joint + hang(bearing) * (SHANK * 0.5), bearing, shin))
    far = bone(low, aim_at(low, knee), abs(knee - low), THIGH_HALF, 0.034)
    near = bone(high, aim_at(high, high_knee), abs(high_knee - high), THIGH_HALF, 0.034)
    foot = shapes.front_foot()
    for ankle, bearing, shin in shins:
        pen.stamp(ankle, -bearing, foot, [("o t", foot.outline), ("i", foot.lines)])
        pen.tracks("o m", [ring_of(shin)])
    pen.tracks("o m", [ring_of(far)])
    draw_head(pen, trunk, -90 + rise + 8, person, True)
    shoulder = trunk.at(0.90, -0.074)
    elbow = complex(shoulder.real - 0.012, 0.024)
    dress(pen, trunk, [ring_of(near)], body, person)
    pen.tracks("l", [ring_of(near)])
    wrist = elbow + hang(-82) * (FOREARM * 0.66)
    stamp = shapes.hand("grip")
    pen.stamp(wrist, 172, stamp, [("o s", stamp.outline)], True)
    bearing = aim_at(shoulder, elbow)
    f, b = limb_lines(shoulder, bearing, abs(elbow - shoulder), -82, FOREARM * 0.66, UPPER_HALF, FORE_HALF)
    fs, bs = screen(f[2:]), screen(b[2:][::-1])
    pen.tracks("o c" if person.long_sleeves else "o s",
               [Track(fs[0]).curve(sections(fs, [0, len(fs) - 1], False)[0]).line(bs[0])
                .curve(sections(bs, [0, len(bs) - 1], False)[0])])  # fmt: skip
    sleeve = screen([*f[:5], *b[:5][::-1]])
    pen.tracks("c", [Track(sleeve[0]).line(*sleeve[1:]).close()])
    pen.straight("i", [f[4], b[4]])
    pen.stamp(wrist, 172, stamp, [("s", stamp.outline), ("i", stamp.lines)], True)
    draw_head(pen, trunk, -90 + rise + 8, person, False)
    target = trunk.at(0.10, 0.080)
    draw_arm(
        pen,
        trunk.at(0.90, 0.060),
        target,
        1,
        0.92,
        "palm",
        aim_at(trunk.at(0.5, 0.1), target) - 6,
        False,
        person,
    )
    if lift > 0.5 and cues:
        arrow(pen, hip.real - 0.03, -0.002, hip.real - 0.03, hip.imag - 0.100, 0)
    if lamp:
        pen.lamp(trunk.at(0.22, -0.045))


def wall(pen: Pen, lift: float, body: Body, person: Look, lamp: bool, cues: bool = True) -> None:
    """The easier version: forearm on a wall, feet a step away, the whole body one line.

    Lift 0 leans in, 1 pushes a little away; feet, forearm and wall stay where they are.
    """
    lean = 14.5 - 3.0 * lift
    along = complex(-math.sin(math.radians(lean)), math.cos(math.radians(lean)))
    across = complex(math.cos(math.radians(lean)), math.sin(math.radians(lean)))
    sole = 0.19 + 0.040j
    hip = sole + along * (THIGH + SHANK - 0.004)
    trunk = trunk_at(hip, along, across, body, 0)
    elbow = complex(-0.2415, 0.726)
    left = trunk.at(0.90, -0.056)
    edge = elbow.real - 0.021
    draw_props(pen, [("wall", (edge, 1.06))])
    draw_ground(pen, edge - 0.03, 0.46)
    foot = shapes.front_foot()
    legs = []
    for off in (0.046, -0.046):
        root = hip + across * off - along * 0.004
        knee = root + hang(lean) * THIGH
        ankle = knee + hang(lean) * SHANK
        pen.stamp(
            complex(ankle.real - 0.005, 0.058), -3 if off > 0 else 3, foot, [("o s", foot.outline), ("i", foot.lines)]
        )
        f, b = limb_lines(root, lean, THIGH, lean, SHANK - 0.012, THIGH_HALF, SHANK_HALF)
        legs.append(ring_of(close_limb(f, b, root)))
    draw_head(pen, trunk, -lean + 3, person, True)
    dress(pen, trunk, legs, body, person)
    draw_arm(pen, left, elbow + FOREARM * 0.97j, -1, abs(elbow - left) / UPPER_ARM, "palm", 178, False, person, elbow)
    draw_head(pen, trunk, -lean + 3, person, False)
    draw_arm(pen, trunk.at(0.85, 0.054), trunk.at(0.08, 0.100), -1, 0.92, "palm", -50, False, person)
    if lift > 0.5 and cues:
        side = trunk.at(0.60, -0.085)
        arrow(pen, side.real - 0.070, side.imag, side.real, side.imag, 0)
    if lamp:
        pen.lamp(trunk.at(0.30, -0.050))


def sideways(pen: Pen, lift: float, body: Body, person: Look, _lamp: bool, _cues: bool = True) -> None:
    """Crossed out: she bends sideways with a far reach. Lift 0 stands straight, 1 bends."""
    tilt = 38.0 * lift
    along = complex(math.sin(math.radians(tilt)), math.cos(math.radians(tilt)))
    across = complex(math.cos(math.radians(tilt)), -math.sin(math.radians(tilt)))
    hip = -0.02 + 0.527j
    trunk = trunk_at(hip, along, across, body, 0)
    draw_ground(pen, -0.34, 0.56)
    draw_props(pen, [("stool", (0.28, 0.48, 0.125)), ("bag", (0.378, 0.366))])
    foot = shapes.front_foot()
    legs = []
    for off in (0.062, -0.062):
        root, bearing = hip + off - 0.004j, off * 40
        ankle = root + hang(bearing) * (THIGH + SHANK)
        pen.stamp(complex(ankle.real, 0.058), 0, foot, [("o s", foot.outline), ("i", foot.lines)])
        legs.append(
            ring_of(close_limb(*limb_lines(root, bearing, THIGH, bearing, SHANK - 0.012, THIGH_HALF, SHANK_HALF), root))
        )
    draw_head(pen, trunk, tilt * 0.8, person, True)
    dress(pen, trunk, legs, body, person)
    draw_head(pen, trunk, tilt * 0.8, person, False)
    draw_arm(pen, trunk.at(0.90, -0.062), trunk.at(0.16, -0.130), 1, 0.94, "palm", 36, True, person)
    draw_arm(pen, trunk.at(0.88, 0.066), 0.388 + 0.318j, -1, 1, "grip", 14, False, person)
    draw_props(pen, [("cross", (0.42, 0.86, 0.060))])
