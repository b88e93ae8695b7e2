"""The frame of every page under Me: its tab, its style, and the way back."""

from __future__ import annotations

from typing import Any

from steadyback.web.device import Device
from steadyback.web.rendering import render

_FRAME = {"tab": "me", "back": "/me", "back_words": "Me", "sheets": ["me"]}


def under_me(template: str, title: str, **values: Any) -> str:
    """A page under Me. ``values`` may name another way back, or another style."""
    return render(template, **{"title": title, **_FRAME, **values})


def about_diary(template: str, device: Device, title: str, **values: Any) -> str:
    """A page about the diary as a whole: its lock, its copies, whose it is."""
    several = len(device.people) > 1
    return under_me(template, title, **{"sheets": ["keep"], "device": device, "several": several, **values})
