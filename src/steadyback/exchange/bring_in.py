"""A file of entries in either of our shapes, read as far as it can be read: what is whole, and what is wrong where."""

from __future__ import annotations

import io
from collections import Counter
from typing import NamedTuple

from steadyback.exchange.csv_file import each_row
from steadyback.journal.entry import Entry
from steadyback.journal.jsonl import LineError, each_line


class Brought(NamedTuple):
    """What a file holds: its sound entries in order, a fault for each line that is none, and how many entries are of
    kinds that this version does not know, by kind. They are sound, and kept unread.
    """

    entries: tuple[Entry, ...]
    faults: tuple[LineError, ...]
    unknown: dict[str, int]


def bring_in(data: bytes) -> Brought:
    """Read ``data``, the bytes of a JSON Lines file or of a table. It never raises: every fault is in the outcome."""
    is_lines = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"")
    found = (
        each_line(io.BytesIO(data), keep_unknown_kinds=True) if is_lines else each_row(data, keep_unknown_kinds=True)
    )
    entries: list[Entry] = []
    faults: list[LineError] = []
    for one in found:
        if isinstance(one, LineError):
            faults.append(one)
        else:
            entries.append(one)
    unknown = Counter(entry.kind for entry in entries if not entry.is_understood)
    return Brought(tuple(entries), tuple(faults), dict(sorted(unknown.items())))
