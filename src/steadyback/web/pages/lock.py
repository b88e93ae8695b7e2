"""The lock: setting, changing and lifting a passphrase, and the one page that stands before a locked diary.

A locked diary never stands before help: the safety check, the numbers to call and the quick note stay open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.web.device import (
    MINUTES,
    ChangePassphrase,
    Deed,
    Device,
    Erase,
    LiftPassphrase,
    LockAfter,
    LockNow,
    Outcome,
    SetPassphrase,
    Unlock,
)
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.pages.under_me import about_diary
from steadyback.web.passphrase import LONGEST, SHORTEST, fault_of, weakness_of

_Stamps = Iterator[Stamp]
#: What is answered while the diary is locked. Everything else waits behind the passphrase.
OPEN_WHILE_LOCKED = frozenset(
    {
        ("GET", "/now"),
        ("POST", "/now"),
        ("POST", "/entries"),
        ("POST", "/spasm"),
        ("GET", "/call"),
        ("GET", "/hide"),
        ("POST", "/lock/open"),
        ("GET", "/lock/still"),
        ("GET", "/lock/forgotten"),
        ("POST", "/lock/forgotten"),
        ("GET", "/people"),
        ("POST", "/people/switch"),
    }
)
#: Asked for by a page that lies unused, not by a person.
NO_USE = ("/lock/still",)
#: What a form carries over the unlocking, so that nothing she wrote is lost to the lock.
_CARRIED = "carried."
_MOST_CARRIED = 300
_LONGEST_CARRIED = 200_000


def barred(request: Request) -> bool:
    """Whether this request has to wait until the diary is open."""
    return request.device.is_locked and (request.method, request.path) not in OPEN_WHILE_LOCKED


def shut(request: Request) -> Reply:
    """The page that stands before a locked diary. A form that came too late is carried along."""
    carried: dict[str, str] = {}
    if request.method == "POST" and not request.path.startswith("/lock"):
        carried = {name: values[-1] for name, values in list(request.form.items())[:_MOST_CARRIED]}
        carried["to"] = request.path
        if sum(map(len, carried.values())) > _LONGEST_CARRIED:  # a whole copy of a diary: she has it still
            carried = {}
    elif request.method == "GET" and request.path != "/":
        carried = {"see": request.path}
    return Reply(_shut_page(request.device, carried), 423 if request.path != "/" else 200)


def _open(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, _now: datetime) -> Reply:
    carried = {
        name.removeprefix(_CARRIED): request.form[name][-1] for name in request.form if name.startswith(_CARRIED)
    }
    passphrase = _secret(request, "passphrase")

    def opened(outcome: Outcome) -> Reply:
        if outcome.is_done:
            device = request.device._replace(is_locked=False)
            if "to" in carried:
                to = carried.pop("to")
                return Reply(_page("lock_carried.html", device, "Open again", to=_own(to), carried=carried))
            return Reply(see=_own(carried.get("see", "/")))
        fault = _refusal(outcome)
        return Reply(_shut_page(request.device, carried, fault=fault), 429 if outcome.refused == "wait" else 422)

    if not request.device.is_locked:
        return Reply(see="/")
    if not passphrase:
        return Reply(_shut_page(request.device, carried, fault="Type the passphrase first."), 422)
    return Reply(asks=Unlock(passphrase), then=opened)


def _still(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, _now: datetime) -> Reply:
    """Asked by a page that lies unused: is the diary locked by now?"""
    return Reply("{}", 423 if request.device.is_locked else 200, kind="application/json")


def _forgotten_page(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, _now: datetime) -> Reply:
    return Reply(_page("lock_forgotten.html", request.device, "A forgotten passphrase", fault=""))


def _forgotten(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, _now: datetime) -> Reply:
    if request.told("sure") != "yes":
        fault = "Tick the box first, so that nothing goes by a slip."
        return Reply(_page("lock_forgotten.html", request.device, "A forgotten passphrase", fault=fault), 422)
    return Reply(asks=Erase(), then=_then(request.device, "/", "The diary was not erased"))


def _settings(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, _now: datetime) -> Reply:
    done = request.told("done")
    page = _settings_page if request.device.has_lock else _set_page
    return Reply(page(request.device, done=done))


def _set(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, _now: datetime) -> Reply:
    if request.device.has_lock:
        return Reply(see="/lock")
    fault, weak = _judged(request)
    if request.told("known") != "yes":
        fault = fault or "Tick the first box, so that we know you have read it."
    if fault or weak:
        return Reply(_set_page(request.device, fault=fault, weak=weak, known=request.told("known") == "yes"), 422)
    deed = SetPassphrase(_secret(request, "passphrase"))
    return Reply(asks=deed, then=_then(request.device, "/lock?done=set", "The lock is not on"))


def _change_page(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, _now: datetime) -> Reply:
    return Reply(_changing(request.device)) if request.device.has_lock else Reply(see="/lock")


def _change(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, _now: datetime) -> Reply:
    fault, weak = _judged(request)
    if fault or weak:
        return Reply(_changing(request.device, fault=fault, weak=weak), 422)
    deed = ChangePassphrase(_secret(request, "old"), _secret(request, "passphrase"))
    return _with_old(deed, request.device, "/lock?done=changed", _changing)


def _lift_page(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, _now: datetime) -> Reply:
    return Reply(_lifting(request.device)) if request.device.has_lock else Reply(see="/lock")


def _lift(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, _now: datetime) -> Reply:
    return _with_old(LiftPassphrase(_secret(request, "old")), request.device, "/lock?done=lifted", _lifting)


def _lock_now(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, _now: datetime) -> Reply:
    return Reply(asks=LockNow(), then=_then(request.device, "/", "The diary is not locked"))


def _after(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, _now: datetime) -> Reply:
    minutes = request.told("minutes")
    if minutes not in map(str, MINUTES):
        return Reply(see="/lock")
    return Reply(asks=LockAfter(int(minutes)), then=_then(request.device, "/lock?done=minutes", "Nothing has changed"))


def _judged(request: Request) -> tuple[str, str]:
    """What is wrong with a new passphrase, and why it is weak unless she has said that it will do."""
    passphrase = _secret(request, "passphrase")
    fault = fault_of(passphrase, _secret(request, "again"))
    weak = None if fault or request.told("anyway") == "yes" else weakness_of(passphrase)
    return fault or "", weak or ""


def _with_old(deed: Deed, device: Device, see: str, page: Callable[..., str]) -> Reply:
    def done(outcome: Outcome) -> Reply:
        if outcome.is_done:
            return Reply(see=see)
        status = {"wait": 429, "wrong": 422}.get(outcome.refused, 503)
        return Reply(page(device, old_fault=_refusal(outcome)), status)

    return Reply(asks=deed, then=done)


def _then(device: Device, see: str, title: str) -> Callable[[Outcome], Reply]:
    def done(outcome: Outcome) -> Reply:
        if outcome.is_done:
            return Reply(see=see)
        return Reply(_page("keep_failed.html", device, title, back="/lock", back_words="Lock", why=outcome.why), 503)

    return done


def _refusal(outcome: Outcome) -> str:
    if outcome.refused == "wrong":
        return "That is not the passphrase. Look at it once more: capitals count, and so do spaces between words."
    if outcome.refused == "wait":
        seconds = "1 second" if outcome.seconds == 1 else f"{outcome.seconds} seconds"
        return (
            f"That was wrong a few times. Please wait {seconds}, then try again. The safety check is open all the time."
        )
    return outcome.why


def _secret(request: Request, name: str) -> str:
    """A passphrase as she typed it, without white space round it: a keyboard likes to add some."""
    return (request.form.get(name) or [""])[-1].strip()


def _own(path: str) -> str:
    """``path`` when it is a page of ours, else the start."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() else "/"


def _page(template: str, device: Device, title: str, **values: Any) -> str:
    return about_diary(template, device, title, shortest=SHORTEST, longest=LONGEST, **values)


def _shut_page(device: Device, carried: dict[str, str], *, fault: str = "") -> str:
    kept = {_CARRIED + name: value for name, value in carried.items()}
    return _page("lock_shut.html", device, "Locked", carried=kept, fault=fault, writing="to" in carried)


def _set_page(device: Device, *, fault: str = "", weak: str = "", known: bool = False, done: str = "") -> str:
    return _page("lock_set.html", device, "Lock your diary", fault=fault, weak=weak, known=known, done=done)


def _settings_page(device: Device, *, done: str) -> str:
    return _page("lock.html", device, "The lock", minutes=MINUTES, done=done)


def _changing(device: Device, *, fault: str = "", weak: str = "", old_fault: str = "") -> str:
    values = {"fault": fault, "weak": weak, "old_fault": old_fault, "back": "/lock", "back_words": "The lock"}
    return _page("lock_change.html", device, "Another passphrase", **values)


def _lifting(device: Device, *, old_fault: str = "") -> str:
    values = {"old_fault": old_fault, "back": "/lock", "back_words": "The lock"}
    return _page("lock_lift.html", device, "Take the lock off", **values)


ROUTES: Routes = {
    ("GET", "/lock"): _settings,
    ("POST", "/lock"): _set,
    ("POST", "/lock/open"): _open,
    ("GET", "/lock/still"): _still,
    ("GET", "/lock/forgotten"): _forgotten_page,
    ("POST", "/lock/forgotten"): _forgotten,
    ("GET", "/lock/change"): _change_page,
    ("POST", "/lock/change"): _change,
    ("GET", "/lock/lift"): _lift_page,
    ("POST", "/lock/lift"): _lift,
    ("POST", "/lock/now"): _lock_now,
    ("POST", "/lock/after"): _after,
}
