"""The little that is known of her while her diary is locked, and the state that it adds up to.

Two things lie outside the lock, because a locked companion would else be dangerous or cruel: her country, so that the
emergency number is right, and whether she told of a loss, so that no question names a baby. She is told so before she
sets a passphrase. Everything else counts as not told: then more is asked, never less, and no step is offered.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from steadyback.care.rules import Rules
from steadyback.care.state import State, state_of
from steadyback.journal.entry import Entry, new_id
from steadyback.journal.shapes import COUNTRY


def told_outside(state: State) -> dict[str, Any]:
    """What of ``state`` lies outside the lock."""
    return {"country": state.country, "loss": state.timing.is_loss}


def entries_outside(outside: Mapping[str, Any], now: datetime) -> list[Entry]:
    """What lies outside, as entries that are kept nowhere."""
    told: list[tuple[str, dict[str, Any]]] = []
    if COUNTRY.fits(outside.get("country")):
        told.append(("country", {"code": outside["country"]}))
    if outside.get("loss") is True:
        told.append(("loss", {"on": None}))
    at = now.isoformat(timespec="milliseconds")
    return [Entry(new_id(bytes(10), number), kind, at, "outside", body) for number, (kind, body) in enumerate(told)]


def state_outside(outside: Mapping[str, Any], rules: Rules, now: datetime) -> State:
    """Where she stands as far as can be known without the passphrase."""
    return state_of(entries_outside(outside, now), rules, now)
