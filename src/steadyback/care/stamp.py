"""What a device gives to a new entry: its id, its instant and its name. The shells hold clock and chance."""

from __future__ import annotations

from typing import NamedTuple


class Stamp(NamedTuple):
    """``id``: made by the device; ``at``: ISO instant with offset; ``device``: an opaque word."""

    id: str
    at: str
    device: str
