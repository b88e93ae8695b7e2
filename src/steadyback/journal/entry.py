"""One thing she told us: an entry, made once on a device and never changed.

An entry holds ``id`` (a UUID made by the device), ``kind`` (see ``kinds``), ``at`` (when she said it, with the
offset, as given), ``device`` (an opaque name) and ``body`` (a JSON object). Everything else is derived.
"""

from typing import Any, NamedTuple

from steadyback.journal.fault import EntryError, UnknownKindError, shown
from steadyback.journal.instant import utc_of
from steadyback.journal.kind import Body
from steadyback.journal.kinds import KINDS, check_body
from steadyback.journal.plain import plain, plain_body, text_of
from steadyback.journal.shapes import DEVICE, ENTRY_ID, INSTANT, SLUG, check_value

__all__ = ["Entry", "EntryError", "UnknownKindError", "checked", "entry_text", "new_id", "read_entry"]

_ENVELOPE = {"id": ENTRY_ID, "kind": SLUG, "at": INSTANT, "device": DEVICE}


class Entry(NamedTuple):
    """One entry. Nobody changes ``body`` once it is made: to say something else is another entry."""

    id: str
    kind: str
    at: str
    device: str
    body: Body

    @property
    def utc(self) -> str:
        """``at`` in UTC, of one length, so that text order is time order."""
        return utc_of(self.at)

    @property
    def is_understood(self) -> bool:
        """Whether this version knows the kind. What it does not know it keeps and never reads in part."""
        return self.kind in KINDS


def new_id(random_bytes: bytes, at_ms: int) -> str:
    """A fresh id (UUID version 7): ``at_ms``, milliseconds since 1970, then 74 random bits.

    ValueError for fewer than 10 random bytes, or a time that does not fit.
    """
    if len(random_bytes) < 10:
        raise ValueError(f"an id needs 10 random bytes, not {len(random_bytes)}")
    if not 0 <= at_ms < 1 << 48:
        raise ValueError(f"{at_ms} milliseconds since 1970 is not a time that an id can hold")
    chance = int.from_bytes(random_bytes[:10], "big")
    number = at_ms << 80 | 0x7 << 76 | (chance >> 68 & 0xFFF) << 64 | 0b10 << 62 | chance & (1 << 62) - 1
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def read_entry(value: object, *, keep_unknown_kinds: bool = False) -> Entry:
    """The entry in a parsed JSON object. EntryError when it cannot be one, or says something that cannot be.

    With ``keep_unknown_kinds`` a kind from a newer version passes, as in ``checked``.
    """
    if not isinstance(value, dict):
        raise EntryError("entry", f"{shown(value)} is not an object", f"write one with {', '.join(Entry._fields)}")
    for name in Entry._fields:
        if name not in value:
            raise EntryError(name, "it is missing", f"an entry has {', '.join(Entry._fields)}")
    for name in value:
        if name not in Entry._fields:
            raise EntryError("entry", f"{shown(name)} is not part of an entry", "put it inside body")
    return checked(Entry(**value), keep_unknown_kinds=keep_unknown_kinds)


def checked(entry: Entry, *, keep_unknown_kinds: bool = False) -> Entry:
    """The entry with a plain copy of its body. EntryError when anything in it is wrong.

    With ``keep_unknown_kinds`` a kind from a newer version passes, its body unread; else UnknownKindError.
    """
    for name, shape in _ENVELOPE.items():
        check_value(getattr(entry, name), shape, name)
    sound = entry._replace(body=plain_body(entry.body))
    if not (keep_unknown_kinds and not sound.is_understood):
        check_body(sound.kind, sound.body, sound.at)
    return sound


def entry_text(entry: Entry) -> str:
    """The entry as one line of JSON. Two entries are the same when their texts are."""
    return text_of({**as_json(entry), "body": plain(entry.body, "body")})


def as_json(entry: Entry) -> dict[str, Any]:
    """The entry as the JSON object that ``read_entry`` reads."""
    return entry._asdict()
