"""Her own triggers: things that only she would name. Added, renamed, ended, and taken up again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from steadyback.care.amend import amend
from steadyback.care.factors import held_by_a_day
from steadyback.care.own_trigger import LONGEST_NAME, same_name
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.care.tell import tell
from steadyback.journal.fold import Effective
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.rendering import render
from steadyback.web.typed import Typed
from steadyback.web.undo import stamp_of_form, undo_line, with_word

_HOME = "/diary/triggers"
_TAKEN = {
    "hers": "You have this one already.",
    "ended": "You had this one before. Take it up again below.",
    "ours": "This one is asked on every day already, so you can tick it there.",
}


def _page(request: Request, state: State, _rules: Rules, stamps: Iterator[Stamp], _now: datetime) -> Reply:
    return Reply(_draw(request, state, next(stamps).id, {}, {}))


def _draw(
    request: Request, state: State, form: str, values: Mapping[str, str], faults: Mapping[str, str], renaming: str = ""
) -> str:
    hers = state.diary.of("trigger")
    return render(
        "diary_triggers.html",
        tab="diary",
        undo=undo_line(request, state, _HOME),
        form=form,
        used=[{"id": one.entry.id, "name": one.body["name"]} for one in hers if not one.body.get("until")],
        ended=[{"id": one.entry.id, "name": one.body["name"]} for one in hers if one.body.get("until")],
        values=values,
        faults=faults,
        renaming=renaming,
        longest=LONGEST_NAME,
    )


def _read(state: State, rules: Rules, typed: Typed, but: str = "") -> str:
    """The name that she typed, with a fault when there is none or when it is taken."""
    words = typed.text("name", LONGEST_NAME)
    name = " ".join(words.split()) if words else ""
    if not name:
        typed.faults.setdefault("name", "Give it a name of your own.")
        return ""
    fits = held_by_a_day(state, rules)
    ours = {factor.id: factor.words for factor in (*fits.first, *fits.more) if factor.about != "own"}
    taken = same_name(name, state.diary, ours, but=but)
    if taken:
        typed.faults["name"] = _TAKEN[taken.by]
    return name


def _add(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], now: datetime) -> Reply:
    drawn = request.told("form")
    if drawn in state.diary.by_id:
        return Reply(see=with_word(_HOME, "saved", drawn))
    typed = Typed(request, now)
    name = _read(state, rules, typed)
    if typed.faults:
        return Reply(_draw(request, state, drawn, typed.given, typed.faults), 422)
    stamp = stamp_of_form(request, state, stamps) or next(stamps)
    return Reply(entries=(tell(stamp, "trigger", {"name": name}),), see=with_word(_HOME, "saved", stamp.id))


def _hers(request: Request, state: State) -> Effective | None:
    return next((one for one in state.diary.of("trigger") if one.entry.id == request.told("id")), None)


def _rename(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], now: datetime) -> Reply:
    one, typed = _hers(request, state), Typed(request, now)
    if one is None:
        return Reply(see=_HOME)
    name = _read(state, rules, typed, but=one.entry.id)
    if typed.faults:
        return Reply(_draw(request, state, next(stamps).id, typed.given, typed.faults, one.entry.id), 422)
    entry = amend(one, next(stamps), {"name": name})
    return Reply(entries=(entry,) if entry else (), see=with_word(_HOME, "saved", one.entry.id))


def _end(request: Request, state: State, _rules: Rules, stamps: Iterator[Stamp], now: datetime) -> Reply:
    """Not asked any more, from today on; what stands in old days keeps its name. Or asked again."""
    one = _hers(request, state)
    if one is None:
        return Reply(see=_HOME)
    entry = amend(one, next(stamps), {"until": None if request.told("again") else str(now.date())})
    return Reply(entries=(entry,) if entry else (), see=with_word(_HOME, "saved", one.entry.id))


ROUTES: Routes = {
    ("GET", "/diary/triggers"): _page,
    ("POST", "/diary/triggers"): _add,
    ("POST", "/diary/triggers/rename"): _rename,
    ("POST", "/diary/triggers/end"): _end,
}
