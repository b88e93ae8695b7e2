"""Whether the safety check comes first after a spasm was noted, and why. It is offered; what shuts stands elsewhere.

The reasons, most careful first: a pause that stands; pain that runs into the leg; strong pain; a check that is due
for any other reason (pain that jumped, a week gone by, something told since); a spasm that no check was made for.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from steadyback.care.state import State
from steadyback.engine import safety
from steadyback.journal.fold import Effective

#: A check counts for a spasm that is noted up to this long after it [P].
CHECK_COVERS = timedelta(hours=3)

Wanted = Literal["paused", "leg", "strong", "due", "new"]


def check_wanted(state: State, spasm: Effective) -> Wanted | None:
    """Why the check comes first after ``spasm``, or None when the newest check was made for it and all is well."""
    if state.ladder.status == "paused":
        return "paused"
    if state.check_is_due and spasm.body.get("feels") == "leg":
        return "leg"
    if state.check_is_due and (spasm.body.get("worst") or 0) >= safety.PAIN_STRONG:
        return "strong"
    if state.check_is_due:
        return "due"
    if state.last_check is None:
        return "new"
    began = datetime.fromisoformat(spasm.body.get("began_at") or spasm.entry.at)
    checked = datetime.fromisoformat(state.last_check.at)
    is_for_it = state.last_check.about != "other" and began - checked <= CHECK_COVERS
    return None if is_for_it else "new"
