"""Getting up from bed, seen from the foot side: she pushes up sideways, legs over the edge, and ends up sitting."""

from __future__ import annotations

import math

from steadyback.figures import shapes
from steadyback.figures.body import FOREARM, SHANK, Body
from steadyback.figures.front import (
    SHANK_HALF,
    THIGH_HALF,
    close_limb,
    draw_arm,
    draw_ground,
    draw_head,
    dress,
    limb_lines,
    ring_of,
    trunk_at,
)
from steadyback.figures.geometry import hang
from steadyback.figures.ink import arrow
from steadyback.figures.looks import Look
from steadyback.figures.pen import Pen
from steadyback.figures.props import draw_props

BED: float = 0.295  # the height of the mattress


def rise(pen: Pen, lift: float, body: Body, person: Look, _lamp: bool, cues: bool = True) -> None:
    """From the side to sitting: lift 0 leans on the forearm, 1 sits tall on the edge; the legs hang over it."""
    tilt = 52.0 * (1 - lift)
    along = complex(-math.sin(math.radians(tilt)), math.cos(math.radians(tilt)))
    across = complex(math.cos(math.radians(tilt)), math.sin(math.radians(tilt)))
    hip = complex(0.10 - 0.05 * lift, BED + 0.088)
    trunk = trunk_at(hip, along, across, body, 0.4 * (1 - lift))
    draw_ground(pen, -0.70, 0.52)
    draw_props(pen, [("bedfront", (-0.66, 0.48, BED))])
    foot = shapes.front_foot()
    legs = []
    for off in (0.050, -0.050):  # the thighs point at us: foreshortened
        root = hip + off * (1 + 0j) - 0.012j
        one, two = 0.0 + off * 40, -2.0 + off * 30
        knee = root + hang(one) * 0.085
        ankle = knee + hang(two) * SHANK
        pen.stamp(complex(ankle.real, 0.058), 0, foot, [("o s", foot.outline), ("i", foot.lines)])
        f, b = limb_lines(root, one, 0.085, two, SHANK - 0.004, THIGH_HALF, SHANK_HALF)
        legs.append(ring_of(close_limb(f, b, root)))
    turn = -tilt * 0.55
    draw_head(pen, trunk, turn, person, True)
    dress(pen, trunk, [], body, person)
    pen.fused("o l", legs)
    draw_head(pen, trunk, turn, person, False)
    low = trunk.at(0.90, -0.066)
    if lift < 0.5:  # on the forearm
        elbow = complex(low.real - 0.030, BED + 0.022)
        draw_arm(pen, low, elbow - FOREARM * 0.80 + 0.004j, -1, 1, "palm", -90, True, person, elbow)
    else:
        draw_arm(pen, low, complex(low.real - 0.085, BED + 0.034), 1, 0.94, "palm", -34, True, person)
    top = trunk.at(0.90, 0.066)
    reach = (hip.real - 0.150) * (1 - lift) + (top.real + 0.085) * lift
    hand_at = complex(reach, BED + 0.034)
    if lift < 0.5:
        draw_arm(pen, top, hand_at, -1, 1.0, "palm", -28, True, person)
    else:
        draw_arm(pen, top, hand_at, -1, 0.94, "palm", 34, False, person)
    if cues and lift < 0.5:
        crown = trunk.at(1.45, 0.10)
        arrow(pen, crown.real - 0.02, crown.imag + 0.02, crown.real + 0.150, crown.imag + 0.110, 0.25)
