"""The whole of the web, as one pure function: a request and a state in, a page and new entries out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from steadyback.care.be_seen import be_seen
from steadyback.care.check_back import check_back
from steadyback.care.climb import climb
from steadyback.care.heard_questions import said_of_words
from steadyback.care.note_spasm import note_spasm
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.care.tell import tell
from steadyback.journal.entry import Entry, read_entry
from steadyback.web import forms
from steadyback.web.begun import as_offered, rung_to_begin_with
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.pages import lock, plain
from steadyback.web.pages.acute import acute, result_of
from steadyback.web.pages.heard import led_there
from steadyback.web.routes import ROUTES

_ABOUT = ("spasm", "again", "other")
_ANSWERS = ("yes", "no", "unsure")
#: Two notes alike within this time are one form sent twice.
_TWICE = timedelta(seconds=20)
#: The most entries that one request may bring.
MOST_ENTRIES = 500

Stamps = Iterator[Stamp]


def handle(request: Request, state: State, rules: Rules, stamps: Stamps, now: datetime) -> Reply:
    """The reply to ``request``. ``stamps`` gives each new entry its id and instant; the shell keeps the entries."""
    page = _PAGES.get((request.method, request.path))
    if page is None:
        others = {method for method, path in _PAGES if path == request.path}
        status = 405 if others else 404
        words = "Nothing lives here." if status == 404 else "This page cannot be asked for in that way."
        return Reply(plain.problem("This page is not here", f"{words} Go back to the start."), status)
    if lock.barred(request):
        return lock.shut(request)
    try:
        return led_there(page(request, state, rules, stamps, now), request, state, rules)
    except ValueError as error:
        return Reply(plain.problem("We could not take that in", f"Nothing was lost. {_sentence(str(error))}"), 422)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _door(_request: Request, state: State, rules: Rules, _stamps: Stamps, _now: datetime) -> Reply:
    return Reply(plain.door(state, rules))


def _acute(request: Request, state: State, rules: Rules, _stamps: Stamps, _now: datetime) -> Reply:
    return Reply(acute(state, rules, about=_about(request), is_locked=request.device.is_locked))


def _about(request: Request) -> str:
    return request.told("about") if request.told("about") in _ABOUT else "spasm"


def _answers(request: Request) -> dict[str, str]:
    return {name: values[-1] for name, values in request.form.items() if values[-1] in _ANSWERS}


def _check(request: Request, state: State, rules: Rules, stamps: Stamps, now: datetime) -> Reply:
    """The check sent as a form: for people without script, and for what she says in her own words."""
    given = _answers(request)
    is_locked = request.device.is_locked
    words = request.told("words").replace("\r\n", "\n")
    kept: tuple[Entry, ...] = ()
    if words:
        note = tell(next(stamps), "note", {"text": words, "on": None})
        kept = () if _is_kept_just_now(note, state, now) else (note,)
    said = said_of_words(words, rules) if words else ""
    if words and not given:
        return Reply(acute(state, rules, about=_about(request), is_locked=is_locked, said=said), entries=kept)
    assessment, entry = check_back(state, rules, next(stamps), answers=given, shown=list(given), about=_about(request))
    result = result_of(assessment, state, rules, given)
    page = acute(state, rules, about=_about(request), given=given, result=result, is_locked=is_locked, said=said)
    return Reply(page, entries=(*kept, entry))


def _entries(request: Request, state: State, rules: Rules, _stamps: Stamps, _now: datetime) -> Reply:
    """Entries that the page's script made on the device."""
    if not 0 < len(request.entries) <= MOST_ENTRIES:
        raise ValueError(f"between 1 and {MOST_ENTRIES} entries are taken at once")
    told = as_offered(map(read_entry, request.entries), state, rules)
    return Reply("{}", kind="application/json", entries=told)


def _rung(request: Request, state: State, rules: Rules, stamps: Stamps, _now: datetime) -> Reply:
    rung, felt = request.told("rung"), request.told("felt")
    started: tuple[Entry, ...] = ()
    if state.ladder.status in ("ready", "resting"):
        started = (climb(next(stamps), "start", rung=rung_to_begin_with(rung, state, rules)),)
    done = climb(next(stamps), "done", rung=rung, felt=felt)
    return Reply(entries=(*started, done), see="/now?about=again" if felt in ("worse", "changed") else "/now#ladder")


def _spasm(request: Request, state: State, _rules: Rules, stamps: Stamps, now: datetime) -> Reply:
    worst = request.told("worst")
    entry = note_spasm(
        next(stamps),
        worst=int(worst) if worst.isdecimal() and len(worst) <= 2 else None,
        where=request.told("where") or None,
        doing=request.told("doing") or None,
    )
    return Reply(entries=() if _is_kept_just_now(entry, state, now) else (entry,), see="/after")


def _is_kept_just_now(entry: Entry, state: State, now: datetime) -> bool:
    """Whether the very same was noted a moment ago: a form sent twice (a double tap, a slow line) is one note."""
    told = state.diary.of(entry.kind)[-1:]
    return any(
        {name: one.body.get(name) for name in entry.body} == entry.body
        and timedelta(0) <= now - datetime.fromisoformat(one.entry.at) < _TWICE
        for one in told
    )


def _seen_page(_request: Request, state: State, rules: Rules, _stamps: Stamps, _now: datetime) -> Reply:
    return Reply(plain.seen(state, rules))


def _seen(request: Request, state: State, rules: Rules, stamps: Stamps, _now: datetime) -> Reply:
    if not request.told("by"):
        return Reply(plain.seen(state, rules), 422)
    return Reply(entries=(be_seen(state, next(stamps), by=request.told("by")[:200]),), see="/now?about=again")


def _you(request: Request, state: State, rules: Rules, _stamps: Stamps, _now: datetime) -> Reply:
    then, saved = request.told("then"), request.told("saved") == "1"
    return Reply(plain.about_you(state, rules, given={}, faults={}, then=then, saved=saved))


def _tell(request: Request, state: State, rules: Rules, stamps: Stamps, now: datetime) -> Reply:
    told = forms.read_about_you(request, now.date(), state.timing)
    facts = {name: answer for name, answer in _answers(request).items() if name in rules.naming.counts_for}
    then = "now" if request.told("then") == "now" else ""
    if told.faults:
        given = {name: values[-1] for name, values in request.form.items()}
        page = plain.about_you(state, rules, given=given, faults=told.faults, then=then, saved=False)
        return Reply(page, 422)
    if facts:
        told.entries.append(("facts", {"answers": facts}))
    entries = tuple(tell(next(stamps), kind, body) for kind, body in told.entries)
    return Reply(entries=entries, see="/now" if then else "/you?saved=1")


def _call(_request: Request, state: State, rules: Rules, _stamps: Stamps, _now: datetime) -> Reply:
    return Reply(plain.call(state, rules))


def _later(_request: Request, state: State, rules: Rules, _stamps: Stamps, _now: datetime) -> Reply:
    return Reply(plain.later(state, rules, found=None, given={}))


def _later_told(request: Request, state: State, rules: Rules, stamps: Stamps, _now: datetime) -> Reply:
    given = _answers(request)
    if not given:
        return Reply(plain.later(state, rules, found=None, given={}))
    found, entry = check_back(state, rules, next(stamps), answers=given, shown=list(given), about="other")
    return Reply(plain.later(state, rules, found=found, given=given), entries=(entry,))


def _hide(_request: Request, _state: State, _rules: Rules, _stamps: Stamps, _now: datetime) -> Reply:
    return Reply(plain.hidden())


def pages_without_a_choice() -> tuple[str, ...]:
    """Every page that can be asked for with nothing but its path."""
    return tuple(sorted(path for method, path in _PAGES if method == "GET"))


_PAGES: Routes = {
    ("GET", "/"): _door,
    ("GET", "/now"): _acute,
    ("POST", "/now"): _check,
    ("POST", "/entries"): _entries,
    ("POST", "/rung"): _rung,
    ("POST", "/spasm"): _spasm,
    ("GET", "/seen"): _seen_page,
    ("POST", "/seen"): _seen,
    ("GET", "/you"): _you,
    ("POST", "/you"): _tell,
    ("GET", "/call"): _call,
    ("GET", "/after"): _later,
    ("POST", "/after"): _later_told,
    ("GET", "/hide"): _hide,
    **ROUTES,
}
