"""Contact sheets of every figure, to look at: `python -m steadyback.figures.sheet OUT.html`."""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path
from typing import Final

from steadyback.figures import LOOKS, STYLE, describe, draw, frames, movements, moving, portrait, poses
from steadyback.figures.drawing import CHILD
from steadyback.figures.errands import ERRANDS
from steadyback.figures.forms import FORMS
from steadyback.figures.looks import rules
from steadyback.figures.poses import POSES
from steadyback.figures.rest import REST
from steadyback.figures.views import POSES as FRONT

WEEKS: Final = (8, 12, 16, 20, 24, 28, 32, 36, 40)
PAGE: Final = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Steadyback figures</title><style>
body{margin:0;font:16px/1.4 'Atkinson Hyperlegible',system-ui,sans-serif}
section{display:grid;gap:20px;padding:24px;align-items:end;grid-template-columns:repeat(var(--n,6),1fr)}
h2{margin:0;padding:24px 24px 0;font-weight:600}figure{margin:0}figcaption{text-align:center;opacity:.75}
.day{background:#f6f0e4;color:#17282b}.night{background:#14110d;color:#eaddc8}
"""
ALONE: Final = (
    "body{background:#f6f0e4;color:#17282b}"
    "@media screen and (prefers-color-scheme:dark){body{background:#14110d;color:#eaddc8}}"
)


def families() -> dict[str, tuple[str, ...]]:
    """Every pose in one family or another: the ladder, other forms, the day, rest, a child, a wheelchair."""
    wheels = tuple(p for p in ERRANDS if p.startswith("wheelchair"))
    front_forms = tuple(p for p in FRONT if p.startswith("side-plank"))
    rest = (
        *REST,
        *(p for p in FRONT if p.startswith("log-roll")),
        "sleep-side",
        "breath-side",
        "warm-pack",
        "now",
        "phone",
    )
    forms = (*FORMS, *front_forms)
    child = tuple(p for p in poses() if p in CHILD)
    ladder = tuple(p for p in POSES if p not in (*child, *rest))
    named = {*wheels, *rest, *forms, *child, *ladder}
    day = tuple(p for p in poses() if p not in named)
    return {"ladder": ladder, "forms": forms, "rest": rest, "day": day, "child": child, "wheelchair": wheels}


def _card(svg: str, caption: str) -> str:
    return f"<figure>{svg}<figcaption>{escape(caption)}</figcaption></figure>"


def _cards(names: tuple[str, ...], stage: str = "pregnant") -> list[str]:
    """One card for each pose, the looks taking turns, from slender weeks to the last ones."""
    return [
        _card(draw(p, week=12 if "flat" in p else WEEKS[i % 9], stage=stage, look=1 + i % (len(LOOKS) - 1)), p)
        for i, p in enumerate(names)
    ]


def _people() -> list[str]:
    return [_card(portrait(i), f"{i}: {name}") for i, name in enumerate(LOOKS)] + [
        _card(draw("now", week=30, look=i), name) for i, name in enumerate(LOOKS)
    ]


def _bumps() -> list[str]:
    bodies = [_card(draw("stand-tall", week=w), f"{w} weeks") for w in WEEKS]
    after = [
        _card(draw("stand-tall", stage=s), words)
        for s, words in (("postpartum", "after birth"), ("neutral", "neutral"))
    ]
    return bodies + after


def _block(title: str, cards: list[str], mode: str, columns: int) -> str:
    return f'<div class="{mode}"><h2>{title}</h2><section style="--n:{columns}">{"".join(cards)}</section></div>'


def picture_pages() -> dict[str, str]:
    """One page for each family, and one of the people: they follow the reader's day or night, for photographs."""
    titles = {
        "ladder": "The ladder and the exercises", "forms": "Other forms of the exercises", "rest": "Rest and relief",
        "day": "The load of a day", "child": "With a baby or a child", "wheelchair": "In a wheelchair",
    }  # fmt: skip
    found = {name: _block(titles[name], _cards(names), "", 7) for name, names in families().items()}
    found["people"] = _block("Who can be drawn", _people(), "", len(LOOKS)) + _block(
        "The bump by week", _bumps(), "", 11
    )
    return {name: f"{PAGE}{STYLE}{ALONE}</style>{body}</html>\n" for name, body in found.items()}


def sheet() -> str:
    """The whole page."""
    blocks = []
    for mode in ("day", "night"):
        for name, names in families().items():
            blocks.append(_block(f"{name}, by {mode}", _cards(names), mode, 7))
        blocks.append(_block(f"Every pose, after birth, by {mode}", _cards(poses(), "postpartum"), mode, 8))
        blocks.append(_block(f"The bump by week, by {mode}", _bumps(), mode, 11))
        blocks.append(_block(f"Looks, by {mode}", _people(), mode, len(LOOKS)))
    keys = [_card(f, m) for m in movements() for f in frames(m, week=28)]
    blocks.append(_block("Key poses of every movement", keys, "day", 8))
    blocks.append(_block("Moving", [_card(moving(m, week=28), m) for m in movements()], "day", 5))
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
