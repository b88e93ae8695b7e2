"""The line right after saving: "Saved. Undo". It is drawn from what stands in her diary now, never from the address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.care.take_back import may_take_back, undo
from steadyback.web.exchange import Reply, Request, Routes

#: Where an undo may lead back to: pages of the diary, nothing else.
_BACK = re.compile(r"/diary(/[a-z]+)*(\?on=[0-9-]{10})?")
_UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Undo(NamedTuple):
    """What was just done, and the way to undo it. ``of`` is empty when there is none."""

    words: str
    button: str
    entry: str
    of: str
    back: str


def undo_line(request: Request, state: State, back: str) -> Undo | None:
    """The line for ``?saved=`` (or ``?undone=``) in the address, or None when there is nothing to say."""
    if state.diary.by_id.get(request.told("undone")):
        return Undo("Undone. It says again what it said before.", "", "", "", back)
    one = state.diary.by_id.get(request.told("saved"))
    if one is None:
        return None
    name = one.entry.id
    if not may_take_back(one):
        return Undo("Saved.", "", name, "", back)
    if one.is_withdrawn:
        return Undo("Taken back.", "Put it back", name, one.withdrawn_by[0], back)
    if one.amended_by:
        return Undo("Changed.", "Undo", name, one.amended_by, back)
    return Undo("Saved.", "Undo", name, name, back)


def _undo(request: Request, state: State, _rules: Rules, stamps: Iterator[Stamp], _now: datetime) -> Reply:
    entry, of, back = request.told("entry"), request.told("of"), request.told("back")
    made = undo(state.diary, stamps, entry, of)
    back = back if _BACK.fullmatch(back) else "/diary"
    one = state.diary.by_id.get(entry)
    is_change = one is not None and not one.is_withdrawn and of == one.amended_by
    word = "undone" if is_change else "saved"
    return Reply(entries=made, see=with_word(back, word, entry) if one else back)


def with_word(path: str, word: str, entry: str) -> str:
    """``path`` with ``?saved=<id>`` (or another ``word``) at its end."""
    return f"{path}{'&' if '?' in path else '?'}{word}={entry}"


def stamp_of_form(request: Request, state: State, stamps: Iterator[Stamp]) -> Stamp | None:
    """The stamp for what a form tells, with the id that the form was drawn with; None when that is kept already.

    So a form that is sent twice (a double tap, a slow line) is one entry.
    """
    stamp, drawn = next(stamps), request.told("form")
    if not _UUID.fullmatch(drawn):
        return stamp
    return None if drawn in state.diary.by_id else stamp._replace(id=drawn)


ROUTES: Routes = {("POST", "/diary/undo"): _undo}
