"""The way she likes it: units, quiet hours, how she feeds, and the figure that looks like her."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from steadyback import figures
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.care.tell import tell
from steadyback.journal.entry import Entry
from steadyback.journal.shapes import CLOCK
from steadyback.vocabulary.timing import Stage
from steadyback.web import words
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.pages.under_me import under_me

UNITS = (("metric", "°C first"), ("imperial", "°F first"))
FEEDING = (
    ("breast", "From the breast"),
    ("bottle", "By bottle"),
    ("both", "Both"),
    ("none", "Neither"),
    ("not-told", "Rather not say"),
)
CLOCK_FAULT = "This is not a time of day. Write it as 22:30."


def _show(request: Request, state: State, _rules: Rules, _stamps: Iterator[Stamp], _now: datetime) -> Reply:
    return Reply(_page(state, given={}, faults={}, saved=request.told("saved") == "1"))


def _asks_feeding(state: State) -> bool:
    return state.timing.stage is Stage.POSTPARTUM and not state.timing.is_loss


def _page(state: State, *, given: Mapping[str, str], faults: Mapping[str, str], saved: bool) -> str:
    told = {name: str(value) for name, value in state.diary.preferences.items() if isinstance(value, str)}
    return under_me(
        "me_wishes.html",
        "The way you like it",
        units=UNITS,
        feeding=FEEDING if _asks_feeding(state) else (),
        told=told | dict(given),
        faults=dict(faults),
        saved=saved,
    )


def _tell(request: Request, state: State, _rules: Rules, stamps: Iterator[Stamp], _now: datetime) -> Reply:
    body: dict[str, Any] = {}
    faults: dict[str, str] = {}
    if request.told("units") in dict(UNITS):
        body["units"] = request.told("units")
    if _asks_feeding(state) and request.told("feeding") in dict(FEEDING):
        body["feeding"] = request.told("feeding")
    body |= read_quiet_hours(request, faults)
    if faults:
        given = {name: values[-1] for name, values in request.form.items()}
        return Reply(_page(state, given=given, faults=faults, saved=False), 422)
    made: list[Entry] = []
    if any(state.diary.preferences.get(name) != value for name, value in body.items()):
        made.append(tell(next(stamps), "preferences", body))
    if body.get("feeding") in ("breast", "both") and not _has_said_milk(state):
        # the rules on medicines and milk rest on this; a bottle is no "no", there may be pumped milk in it
        made.append(tell(next(stamps), "facts", {"answers": {"feeding-breast": "yes"}}))
    return Reply(entries=tuple(made), see="/me/wishes?saved=1")


def _has_said_milk(state: State) -> bool:
    answer = state.facts.answers.get("feeding-breast")
    return answer is not None and answer.slug == "yes"


def read_quiet_hours(request: Request, faults: dict[str, str]) -> dict[str, str]:
    """Both ends of the quiet hours; the same time twice means none. Faults at the field for what is no time."""
    found = {name: request.told(name) for name in ("quiet_from", "quiet_to")}
    for name, text in found.items():
        if text and not CLOCK.fits(text):
            faults[name] = CLOCK_FAULT
    if bool(found["quiet_from"]) != bool(found["quiet_to"]):
        faults["quiet_to" if found["quiet_from"] else "quiet_from"] = "Quiet hours need both ends, or neither."
    if not any(found.values()):
        return {}
    return found


def _look(request: Request, state: State, _rules: Rules, _stamps: Iterator[Stamp], _now: datetime) -> Reply:
    portraits = [
        {
            "number": number,
            "words": name[0].upper() + name[1:],
            "figure": words.as_markup(figures.portrait(number, title="")),
        }
        for number, name in enumerate(figures.LOOKS)
    ]
    look = state.diary.preferences.get("look")
    return Reply(
        under_me(
            "me_look.html",
            "A figure that looks like me",
            looks=portraits,
            look="" if look is None else str(look),
            saved=request.told("saved") == "1",
        )
    )


def _tell_look(request: Request, state: State, _rules: Rules, stamps: Iterator[Stamp], _now: datetime) -> Reply:
    text = request.told("look")
    if not text.isdecimal() or len(text) > 1 or int(text) >= len(figures.LOOKS):
        return Reply(see="/me/look")
    if state.diary.preferences.get("look") == int(text):
        return Reply(see="/me/look?saved=1")
    return Reply(entries=(tell(next(stamps), "preferences", {"look": int(text)}),), see="/me/look?saved=1")


ROUTES: Routes = {
    ("GET", "/me/wishes"): _show,
    ("POST", "/me/wishes"): _tell,
    ("GET", "/me/look"): _look,
    ("POST", "/me/look"): _tell_look,
}
