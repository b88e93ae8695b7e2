"""What settles it, by her own tries, as sentences; and days by lot, for what is safe to have more of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from markupsafe import Markup

from steadyback.care.experiment_words import over_words, prospect_words, showed_words
from steadyback.care.first_step import FirstStep, first_step
from steadyback.care.rules import Rules
from steadyback.care.self_experiment import (
    Experiment,
    go_on,
    lot_today,
    may_vary,
    newest,
    prospect,
    start,
    stop,
    what_it_shows,
)
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.engine.settling import Helping
from steadyback.journal.entry import EntryError
from steadyback.web.dates import full_day, sentence
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.plots_helps import helps
from steadyback.web.rendering import render
from steadyback.web.things_tried import Thing, things_tried
from steadyback.web.undo import stamp_of_form, undo_line, with_word

_HOME = "/diary/settles"
#: The plans that may be chosen, in days; each is whole blocks of four.
_PLANS = {"28": "Four weeks", "56": "Eight weeks", "84": "Twelve weeks"}
_BLOCK = 4
_CANNOT = "That cannot be started or changed now. Nothing was saved."


class Told(NamedTuple):
    """One thing that she tried: its name, whether the name is hers, and what is known of it, in words."""

    name: str
    is_hers: bool
    says: str
    chance: str


def _page(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], _now: datetime) -> Reply:
    return Reply(_draw(request, state, rules, next(stamps).id))


def _draw(request: Request, state: State, rules: Rules, form: str, fault: str = "") -> str:
    first, offered = first_step(state, rules), _offered(state, rules)
    tried = things_tried(state, rules)
    return render(
        "diary_settles.html",
        tab="diary",
        undo=undo_line(request, state, _HOME),
        form=form,
        faults={"what": fault} if fault else {},
        first=_first(first, rules) if first else None,
        things=[_told(thing) for thing in tried],
        plot=_plot(tried),
        experiment=_experiment(state, rules),
        offered=offered,
        choices=[("", "Choose one"), *((name, words) for name, words, _ in offered)],
        plans=list(_PLANS.items()),
        could=_could(state) if offered else (),
    )


def _first(first: FirstStep, rules: Rules) -> dict[str, str]:
    return {"title": rules.knowledge.rung[first.rung].card.title, "why": first.why}


def _told(thing: Thing) -> Told:
    one = thing.known
    said = f"It helped {one.helped} of {one.tried} times." if one.tried > 1 else _once(one)
    if one.tried > 1 and one.a_little:
        said += f" {one.a_little} of these, a little."
    if one.worse and one.tried > 1:
        said += f" It got worse, or something changed, {_times(one.worse)}."
    low, high = round(100 * one.low), round(100 * one.high)
    chance = f"Next time, the chance that it helps may be {low} to {high} in 100."
    return Told(thing.name, thing.is_hers, said, chance)


def _plot(tried: list[Thing]) -> Markup:
    said = " ".join(f"{sentence(thing.name)}: {_told(thing).says}" for thing in tried)
    rows = [thing.row()._replace(name=sentence(thing.name)) for thing in tried]
    return helps(rows, f"How often each thing helped. {said}")


def _once(one: Helping) -> str:
    if one.worse:
        return "You tried it once. It got worse, or something changed."
    if one.a_little:
        return "You tried it once. It helped a little."
    return "You tried it once. It helped." if one.helped else "You tried it once. It did not help."


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _experiment(state: State, rules: Rules) -> dict[str, Any] | None:
    """The newest experiment as the page shows it, under way or over."""
    now = newest(state)
    if now is None:
        return None
    shows = what_it_shows(now, state)
    lot = lot_today(state, rules)
    return {
        "title": sentence(now.varied.words),
        "is_over": shows is not None,
        "number": (state.day - now.first).days + 1,
        "days": now.days,
        "first": full_day(now.first, state.day),
        "last": full_day(now.last, state.day),
        "lot": {"more": now.varied.more, "usual": "A day as usual. Do as you always do."}.get(lot or "", ""),
        "over": over_words(now),
        "showed": showed_words(shows, now.varied) if shows else (),
        "on": _longer(now, state) if shows else (),
    }


def _longer(now: Experiment, state: State) -> list[tuple[str, str]]:
    """The plans that it may be made longer to."""
    if now.ended_by in ("stage", "another") or (state.day - now.last).days > 1:
        return []
    return [(days, words) for days, words in _PLANS.items() if int(days) > now.days]


def _offered(state: State, rules: Rules) -> list[tuple[str, str, str]]:
    now = newest(state)
    if now is not None and state.day <= now.last:
        return []
    return [(one.id, sentence(one.words), one.more) for one in may_vary(state, rules)]


def _could(state: State) -> tuple[str, ...]:
    """What each plan could show by her own diary, or that nobody can say yet."""
    plans = [prospect(state, int(days), _BLOCK) for days in _PLANS]
    known, could, *rarely = (*prospect_words(plans[0]), "")
    if not could:
        return (known,)
    others = [prospect_words(plan)[1] for plan in plans[1:]]
    return (known, could, *others, *(line for line in rarely if line))


def _start(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], _now: datetime) -> Reply:
    stamp = stamp_of_form(request, state, stamps)
    if stamp is None:
        return Reply(see=with_word(_HOME, "saved", request.told("form")))
    days = request.told("days") if request.told("days") in _PLANS else "28"
    try:
        entry = start(state, rules, stamp, request.told("what"), days=int(days), block=_BLOCK)
    except EntryError:
        fault = "Choose what there should be more of." if not request.told("what") else _CANNOT
        return Reply(_draw(request, state, rules, next(stamps).id, fault), 422)
    return Reply(entries=(entry,), see=with_word(_HOME, "saved", entry.id))


def _stop(_request: Request, state: State, _rules: Rules, stamps: Iterator[Stamp], _now: datetime) -> Reply:
    now, entry = newest(state), stop(state, next(stamps))
    if now is None or entry is None:
        return Reply(see=_HOME)
    return Reply(entries=(entry,), see=with_word(_HOME, "saved", now.one.entry.id))


def _go_on(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], _now: datetime) -> Reply:
    now, days = newest(state), request.told("days-on")
    try:
        entry = go_on(state, next(stamps), int(days) if days in _PLANS else 0)
    except EntryError:
        return Reply(_draw(request, state, rules, next(stamps).id, _CANNOT), 422)
    return Reply(entries=(entry,), see=with_word(_HOME, "saved", now.one.entry.id) if now else _HOME)


ROUTES: Routes = {
    ("GET", _HOME): _page,
    ("POST", "/diary/settles/start"): _start,
    ("POST", "/diary/settles/stop"): _stop,
    ("POST", "/diary/settles/go-on"): _go_on,
}
