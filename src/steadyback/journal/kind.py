"""What one kind of entry is: its words, its fields, and what must agree between them."""

from collections.abc import Callable
from typing import Any, NamedTuple

from steadyback.journal.fault import EntryError
from steadyback.journal.shapes import Shape

Body = dict[str, Any]
Agreement = Callable[[Body, str], None]


class Kind(NamedTuple):
    """One kind of entry. ``agrees(body, at)`` raises EntryError when fields that fit alone do not fit together.

    ``alters`` is for the two kinds that say nothing new but change what another entry says.
    """

    says: str
    fields: dict[str, Shape]
    agrees: Agreement | None = None
    alters: bool = False


def not_after(body: Body, name: str, at: str) -> None:
    """EntryError when the day named lies after the day that ``at`` shows on its own clock."""
    day = body.get(name)
    if day is not None and day > at[:10]:
        raise EntryError(f"body.{name}", f"{day} is after the entry itself ({at[:10]})", "give a day that has been")
