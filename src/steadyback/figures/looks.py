"""Who is drawn: skins, hair and clothes by day and by night, and the stylesheet that colours every figure.

The drawing itself holds only classes. Every colour is a custom property with a fall-back,
so a page can set its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Look:
    """One person: hair style, sleeve, and colours as (day, night) pairs."""

    name: str
    hair_style: str
    long_sleeves: bool
    skin: tuple[str, str]
    skin_far: tuple[str, str]
    hair: tuple[str, str]
    top: tuple[str, str]
    top_far: tuple[str, str]
    legs: tuple[str, str]
    legs_far: tuple[str, str]
    build: float = 0.0


TEAL = ("#4f6d74", "#3b5660"), ("#7d969b", "#2b404a")
PLUM = ("#6d5468", "#57424f"), ("#977f92", "#40313b")
SLATE = ("#53617c", "#414d63"), ("#838fa6", "#303a4c")
MOSS = ("#65704f", "#4d553b"), ("#929b7d", "#393f2b")

LOOKS: Final[tuple[Look, ...]] = (
    Look("line drawing", "bun", False, ("#fffbf3", "#231d16"), ("#fffbf3", "#231d16"), ("#17282b", "#eaddc8"),
         ("#fffbf3", "#231d16"), ("#fffbf3", "#231d16"), ("#fffbf3", "#231d16"), ("#fffbf3", "#231d16")),
    Look("brown hair in a bun", "bun", False, ("#eec3a6", "#a9765f"), ("#f3d5c0", "#7f5a4b"), ("#6b4238",
        "#4a2c2a"),
         ("#d9785f", "#a34f3f"), ("#e39f8c", "#783b31"), *TEAL),
    Look("short curls and deep brown skin", "curls", False, ("#a36b4d", "#8a5a44"), ("#bb8b70", "#67432f"),
         ("#2f2425", "#241a1b"), ("#e0a458", "#96672f"), ("#ebc490", "#6f4d25"), *PLUM, build=0.9),
    Look("headscarf and long sleeves", "scarf", True, ("#dcaa82", "#99694c"), ("#e8c6a9", "#73503b"),
         ("#5b7f79", "#365650"), ("#b9657a", "#803f52"), ("#d090a0", "#5f303e"), *SLATE, build=0.25),
    Look("grey bob and pale skin", "bob", False, ("#f4d3c0", "#b1816f"), ("#f8e2d6", "#865f52"), ("#a59a92",
        "#6b625c"),
         ("#6f93a5", "#456476"), ("#9db6c2", "#344b59"), *MOSS, build=0.55),
    Look("cropped red hair", "crop", False, ("#f2c9ae", "#b07d64"), ("#f6dbc8", "#845c4b"), ("#a9512f",
        "#71331e"),
         ("#7e9a76", "#4f6a4c"), ("#a8bca2", "#3b503a"), *SLATE),
    Look("puff of natural hair and dark skin", "puff", False, ("#8b5a43", "#845640"), ("#a07358", "#5f3d2c"),
         ("#251c1e", "#1d1516"), ("#d9785f", "#a34f3f"), ("#e39f8c", "#783b31"), *TEAL),
)  # fmt: skip

# property: (page token it follows, day, night)
TONES: Final[dict[str, tuple[str, str, str]]] = {
    "ink": ("--ink", "#17282b", "#eaddc8"),
    "fine": ("", "#17100f", "#120b0a"),
    "prop": ("", "#8f8373", "#9a8b78"),
    "pad": ("", "#eadfcd", "#2f281f"),
    "pad-2": ("", "#decfb8", "#3a3126"),
    "cloth": ("", "#fbf1d9", "#6f6350"),
    "floor": ("", "#b3a590", "#6b5f4f"),
    "cue": ("--lamp-edge", "#935c00", "#dd9c3a"),
    "breath": ("", "#2a6f78", "#86c3c9"),
    "lamp": ("--lamp", "#f4b740", "#dd9c3a"),
    "child": ("", "#6b4238", "#4a2c2a"),
    "blush": ("", "#cf5f46", "#d97a5f"),
    "shade": ("", "#2a1b20", "#060403"),
}
PARTS: Final = ("skin", "skin_far", "hair", "top", "top_far", "legs", "legs_far")


def look(number: int) -> Look:
    """A look by number: 0 is the plain line drawing; numbers past the last person go round again."""
    return LOOKS[0] if number == 0 else LOOKS[1 + (number - 1) % (len(LOOKS) - 1)]


def count() -> int:
    """How many people there are to choose from (the line drawing not counted)."""
    return len(LOOKS) - 1


def _tones(night: int) -> str:
    out = []
    for name, (token, *pair) in TONES.items():
        out.append(f"--fig-{name}:{f'var({token},{pair[night]})' if token else pair[night]}")
    return ";".join(out)


def _person(person: Look, night: int) -> str:
    fine = ";--fig-fine:var(--fig-ink)" if person is LOOKS[0] else ""
    return ";".join(f"--fig-{part.replace('_', '-')}:{getattr(person, part)[night]}" for part in PARTS) + fine


def rules(night: int, scope: str = "") -> str:
    """The colours of every look, for day (0) or night (1)."""
    rows = [f"{scope}.fig{{{_tones(night)};{_person(LOOKS[1], night)}}}"]
    rows += [f"{scope}.look-{i}{{{_person(p, night)}}}" for i, p in enumerate(LOOKS) if i != 1]
    return "".join(rows)


# On paper: black lines, white skin, two greys for the clothes, whatever the look.
PRINTED: Final = {
    **dict.fromkeys(("ink", "fine", "cue", "breath"), "#000"),
    **dict.fromkeys(("skin", "skin-far", "pad", "cloth"), "#fff"),
    "hair": "#5a5a5a", "child": "#5a5a5a", "top": "#e4e4e4", "top-far": "#f1f1f1", "legs": "#bcbcbc",
    "legs-far": "#d6d6d6", "pad-2": "#f4f4f4", "prop": "#6e6e6e", "floor": "#8c8c8c",
}  # fmt: skip

_CLASSES: Final = (
    ".fig{display:block;inline-size:100%;block-size:auto;fill:none;stroke:none;overflow:visible}"
    ".fig-face{overflow:hidden}"
    ".fig *{stroke-linecap:round;stroke-linejoin:round}"
    ".fig .o{stroke:var(--fig-ink);stroke-width:13;paint-order:stroke}"
    ".fig .e{stroke:var(--fig-ink);stroke-width:6.5}"
    ".fig .i{stroke:var(--fig-fine);stroke-width:4.5}"
    ".fig .j{stroke:var(--fig-prop);stroke-width:4.5}"
    ".fig .s{fill:var(--fig-skin)}.fig .t{fill:var(--fig-skin-far)}.fig .h{fill:var(--fig-hair)}"
    ".fig .c{fill:var(--fig-top)}.fig .d{fill:var(--fig-top-far)}"
    ".fig .l{fill:var(--fig-legs)}.fig .m{fill:var(--fig-legs-far)}"
    ".fig .p{fill:var(--fig-pad)}.fig .q{fill:var(--fig-pad-2)}.fig .k{fill:var(--fig-cloth)}"
    ".fig .r{fill:var(--fig-child)}"
    ".fig .g{fill:var(--fig-ink);opacity:.07}.fig .f{stroke:var(--fig-floor);stroke-width:5}"
    ".fig .a{stroke:var(--fig-cue);stroke-width:9}.fig .b{stroke:var(--fig-breath);stroke-width:7}"
    ".fig .y{fill:var(--fig-blush);opacity:.34}.fig .z{fill:var(--fig-shade);opacity:.13}"
    ".look-0 .y,.look-0 .z{display:none}"
    ".fig .w{fill:var(--fig-lamp);opacity:.26}"
    ".fig .x{fill:var(--fig-lamp);stroke:var(--fig-ink);stroke-width:7}"
)


COLOURS: Final = (
    rules(0)
    + _CLASSES
    + f"@media screen and (prefers-color-scheme:dark){{{rules(1)}}}"
    + "@media print{.fig,.fig[class]{"
    + ";".join(f"--fig-{name}:{grey}" for name, grey in PRINTED.items())
    + "}.fig .w,.fig .x,.fig .y,.fig .z{display:none}}"
    + "@media (forced-colors:active){.fig,.fig[class]{forced-color-adjust:none;"
    + ";".join(f"--fig-{n}:CanvasText" for n in ("ink", "fine", "prop", "hair", "child", "floor", "cue", "breath"))
    + ";--fig-lamp:Highlight;--fig-blush:Canvas;--fig-shade:Canvas;"
    + ";".join(f"--fig-{n.replace('_', '-')}:Canvas" for n in (*PARTS, "pad", "pad-2", "cloth") if n != "hair")
    + "}}"
)
