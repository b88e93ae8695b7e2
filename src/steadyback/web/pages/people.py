"""Several people on one device: each with a diary of her own, and nothing carried from one to the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.web.device import AddPerson, Device, Outcome, Rename, SwitchTo
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.pages.under_me import about_diary

_Stamps = Iterator[Stamp]
LONGEST_NAME = 40
MOST_PEOPLE = 20


def _people(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, _now: datetime) -> Reply:
    return Reply(_page(request.device))


def _switch(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, _now: datetime) -> Reply:
    return _asking(request.device, SwitchTo(request.told("person")), see="/")


def _add(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, _now: datetime) -> Reply:
    device, faults = request.device, {}
    name, own = request.told("name"), request.told("own_name")
    if len(device.people) >= MOST_PEOPLE:
        faults["name"] = f"There is room for {MOST_PEOPLE} diaries here."
    taken = {person.name for person in device.people if person.name}
    _judge(name, taken, "name", faults)
    if not device.name:
        _judge(own, taken | {name}, "own_name", faults)
    if faults:
        return Reply(_page(device, faults=faults, given={"name": name, "own_name": own}), 422)
    return _asking(device, AddPerson(name, own), see="/")


def _rename(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, _now: datetime) -> Reply:
    device, faults = request.device, dict[str, str]()
    name = request.told("new_name")
    _judge(name, {person.name for person in device.people if person.id != device.person}, "new_name", faults)
    if faults:
        return Reply(_page(device, faults=faults, given={"new_name": name}), 422)
    return _asking(device, Rename(device.person, name), see="/people")


def _asking(device: Device, deed: AddPerson | SwitchTo | Rename, see: str) -> Reply:
    def done(outcome: Outcome) -> Reply:
        if outcome.is_done:
            return Reply(see=see)
        fault = "There is no diary of that name here." if outcome.refused == "gone" else outcome.why
        return Reply(_page(device, faults={"all": fault}), 422 if outcome.refused == "gone" else 503)

    return Reply(asks=deed, then=done)


def _judge(name: str, taken: set[str], field: str, faults: dict[str, str]) -> None:
    if not name:
        faults.setdefault(field, "Give a name. Any word will do.")
    elif len(name) > LONGEST_NAME:
        faults.setdefault(field, f"A name can have at most {LONGEST_NAME} characters.")
    elif not all(letter.isprintable() or letter in "\u200d\u200c" for letter in name):
        faults.setdefault(field, "This holds a character that cannot be shown. Please type it again.")
    elif name in taken:
        faults.setdefault(field, "Somebody here has this name already. Add a letter to tell the two apart.")


def _page(device: Device, *, faults: dict[str, str] | None = None, given: dict[str, str] | None = None) -> str:
    back = {"back": "/", "back_words": "Back"} if device.is_locked else {}
    return about_diary(
        "people.html",
        device,
        "Whose diary",
        **back,
        others=[person for person in device.people if person.id != device.person],
        longest=LONGEST_NAME,
        faults=faults or {},
        given=given or {},
    )


ROUTES: Routes = {
    ("GET", "/people"): _people,
    ("POST", "/people/switch"): _switch,
    ("POST", "/people/add"): _add,
    ("POST", "/people/rename"): _rename,
}
