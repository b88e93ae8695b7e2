"""What a device gives to a new entry: its id, its instant and its name. The shells hold clock and chance."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from steadyback.journal.entry import new_id


class Stamp(NamedTuple):
    """``id``: made by the device; ``at``: ISO instant with offset; ``device``: an opaque word."""

    id: str
    at: str
    device: str


def stamps(now: datetime, device: str, chance: Callable[[int], bytes]) -> Iterator[Stamp]:
    """One stamp after another, a millisecond apart, so that what one request tells keeps its order.

    ``chance`` gives so many random bytes, such as ``os.urandom``.
    """
    for later in itertools.count():
        then = now + timedelta(milliseconds=later)
        at = then.isoformat(timespec="milliseconds")
        yield Stamp(new_id(chance(10), int(then.timestamp() * 1000)), at, device)
