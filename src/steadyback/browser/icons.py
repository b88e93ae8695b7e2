"""The icons of the installed companion: the mark of the product, as SVG; the PNGs beside it are drawn from them.

``plain`` stands on a rounded sheet of paper. ``maskable`` fills the whole square, with the mark well inside the circle
that every phone leaves visible.
"""

from __future__ import annotations

from importlib.resources import files

_PAPER, _INK, _LAMP = "#F6F0E4", "#17282B", "#F4B740"
#: The line and the bead of the mark, in its own 26 by 30 units: the same as the macro ``mark`` of parts.html.
LINE = "M15 2c6 6 4 9-1 13s-4 8 2 13"
BEAD = 'cx="8" cy="16.500" r="4.600"'
#: Name of a PNG: the drawing it is made of, and its width and height in pixels.
PNGS = {
    "icon-192.png": ("plain", 192),
    "icon-512.png": ("plain", 512),
    "maskable-192.png": ("maskable", 192),
    "maskable-512.png": ("maskable", 512),
    "apple-touch-icon.png": ("maskable", 180),
}


def icon_svg(drawing: str) -> str:
    """The SVG of ``plain`` or ``maskable``, 512 units wide and high."""
    corner, scale = (96, 12.0) if drawing == "plain" else (0, 9.6)
    x, y = 256 - 13 * scale, 256 - 15 * scale
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512">'
        f'<rect width="512" height="512" rx="{corner}" fill="{_PAPER}"/>'
        f'<g transform="translate({x:g} {y:g}) scale({scale:g})" fill="none" stroke="{_INK}" stroke-width="3.4" '
        f'stroke-linecap="round"><path d="{LINE}"/><circle {BEAD} fill="{_LAMP}" stroke="none"/></g></svg>\n'
    )


def icon_files() -> dict[str, bytes]:
    """Every icon by its name in the folder ``/icons``."""
    folder = files("steadyback.browser").joinpath("icons")
    found = {name: folder.joinpath(name).read_bytes() for name in PNGS}
    return {"icon.svg": icon_svg("plain").encode(), **found}
