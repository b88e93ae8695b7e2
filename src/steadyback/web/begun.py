"""The rung that a start names: it comes from a form or a script, so it is looked at once more before it is kept.

In flight mode the page may keep what she did before Python is there, and then nothing is looked at here. The ladder
itself takes only a rung that is open by then, wherever the start comes from.
"""

from __future__ import annotations

from collections.abc import Iterable

from steadyback.care.first_step import beginning
from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.journal.entry import Entry
from steadyback.web.page_table import offers_after


def rung_to_begin_with(rung: str | None, state: State, rules: Rules, *, is_new: bool = False) -> str | None:
    """``rung`` if it is the first step of now, else None: she begins at her own place on the ladder.

    Only what is open to her now can be the first step. ``is_new``: a check of a new spasm comes before the start.
    """
    if rung is None:
        return None
    begins = beginning(state, rules, offers_after(state, rules, screened_out=True), is_new=is_new)
    return rung if begins is not None and begins.other is not None and begins.other.rung == rung else None


def as_offered(entries: Iterable[Entry], state: State, rules: Rules) -> tuple[Entry, ...]:
    """``entries`` that the page's script made, in their order; no start among them names a rung that is not first.

    One that is kept already, and is sent once more, is the one that was kept.
    """
    is_new, found = False, list[Entry]()
    for entry in entries:
        body = entry.body
        if entry.kind == "check":
            is_new = body.get("about") == "spasm"
        if entry.kind == "ladder" and body["did"] == "start":
            kept = state.diary.by_id.get(entry.id)
            rung = body.get("rung")
            named = kept.entry.body.get("rung") if kept else rung_to_begin_with(rung, state, rules, is_new=is_new)
            body = {**body, "rung": named}
        found.append(entry if body == entry.body else entry._replace(body=body))
    return tuple(found)
