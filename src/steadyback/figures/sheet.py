"""A contact sheet of every figure, to look at: `python -m steadyback.figures.sheet OUT.html`."""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

from steadyback.figures import LOOKS, STYLE, describe, draw, frames, movements, moving, poses
from steadyback.figures.looks import rules

WEEKS = (8, 12, 16, 20, 24, 28, 32, 36, 40)
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Steadyback figures</title><style>
body{margin:0;font:16px/1.4 'Atkinson Hyperlegible',system-ui,sans-serif}
section{display:grid;gap:20px;padding:24px;align-items:end;grid-template-columns:repeat(var(--n,6),1fr)}
h2{margin:0;padding:24px 24px 0;font-weight:600}figure{margin:0}figcaption{text-align:center;opacity:.75}
.day{background:#f6f0e4;color:#17282b}.night{background:#14110d;color:#eaddc8}
"""


def _card(svg: str, caption: str) -> str:
    return f"<figure>{svg}<figcaption>{escape(caption)}</figcaption></figure>"


def _block(title: str, cards: list[str], night: bool, columns: int) -> str:
    mode = "night" if night else "day"
    return f'<div class="{mode}"><h2>{title}</h2><section style="--n:{columns}">{"".join(cards)}</section></div>'


def sheet() -> str:
    """The whole page."""
    blocks = []
    for night in (False, True):
        when = "by night" if night else "by day"
        every = [_card(draw(p, week=28, look=1 + i % (len(LOOKS) - 1)), p) for i, p in enumerate(poses())]
        blocks.append(_block(f"Every pose, week 28, {when}", every, night, 6))
        after = [_card(draw(p, stage="postpartum"), p) for p in poses()]
        blocks.append(_block(f"Every pose, after birth, {when}", after, night, 8))
        bumps = [_card(draw("stand-tall", week=w), f"{w} weeks") for w in WEEKS]
        bumps.append(_card(draw("stand-tall", stage="postpartum"), "after birth"))
        bumps.append(_card(draw("stand-tall", stage="neutral"), "neutral"))
        blocks.append(_block(f"The bump by week, {when}", bumps, night, 11))
        people = [_card(draw("now", week=30, look=i), name) for i, name in enumerate(LOOKS)]
        blocks.append(_block(f"Looks, {when}", people, night, len(LOOKS)))
    blocks.append(
        _block(
            "Key poses of every movement",
            [_card(f, m) for m in movements() for f in frames(m, week=28)],
            False,
            8,
        )
    )
    blocks.append(_block("Moving", [_card(moving(m, week=28), m) for m in movements()], False, 5))
    words = "".join(f"<li><b>{p}</b>: {escape(describe(p))}</li>" for p in poses())
    style = STYLE.replace("(prefers-color-scheme:dark)", "(width:0)") + rules(1, ".night ")
    last = f'<div class="day"><h2>In words</h2><ul>{words}</ul></div>'
    return f"{PAGE}{style}</style>{''.join(blocks)}{last}</html>\n"


def main(arguments: list[str]) -> int:
    """Write the sheet where asked."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m steadyback.figures.sheet OUT.html\n")
        return 2
    page = sheet()
    Path(arguments[0]).write_text(page, encoding="utf-8")
    sys.stdout.write(f"{arguments[0]}: {len(poses())} poses, {len(page) // 1024} KB\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
