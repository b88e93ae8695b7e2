"""The rung that a start names: it comes from a form or a script, so it is looked at once more before it is kept."""

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
    """``entries`` that the page's script made, in their order; no start among them names a rung that is not first."""
    is_new, found = False, list[Entry]()
    for entry in entries:
        body = entry.body
        if entry.kind == "check":
            is_new = body.get("about") == "spasm"
        if entry.kind == "ladder" and body["did"] == "start":
            body = {**body, "rung": rung_to_begin_with(body.get("rung"), state, rules, is_new=is_new)}
        found.append(entry if body == entry.body else entry._replace(body=body))
    return tuple(found)
