"""The files that pages bring along: style, scripts and typefaces, all from inside the package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from steadyback import figures

_KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".woff2": "font/woff2"}


class Asset(NamedTuple):
    """A file and its kind."""

    body: bytes
    kind: str


@cache
def asset(name: str) -> Asset | None:
    """The asset called ``name`` (``steady.css``, ``fonts/….woff2``), or None. The figures' style joins the page's."""
    place = files("steadyback.web").joinpath("static")
    parts = name.split("/")
    kind = _KINDS.get("." + name.rpartition(".")[2])
    if kind is None or any(part in ("", ".", "..") for part in parts):
        return None
    found = place.joinpath(*parts)
    if not found.is_file():
        return None
    body = found.read_bytes()
    return Asset(body + figures.STYLE.encode() if name == "steady.css" else body, kind)
