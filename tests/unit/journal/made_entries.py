"""Entries for tests: one by hand, or any that hypothesis can think of."""

from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st

from steadyback.journal.entry import Entry
from steadyback.journal.kinds import SEEN_WORDS

AT = "2026-11-21T03:12:45+00:00"


def an_id(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012x}"


def an_entry(number: int = 1, kind: str = "note", /, *, at: str = AT, device: str = "phone", **body: Any) -> Entry:
    """Entry ``number``; without a body it is a note that says its number."""
    return Entry(an_id(number), kind, at, device, body or {"text": f"note {number}"})


def amend(number: int, target: int, *, at: str = AT, **body: Any) -> Entry:
    return an_entry(number, "amend", at=at, entry=an_id(target), body=body)


def withdraw(number: int, target: int, *, at: str = AT) -> Entry:
    return an_entry(number, "withdraw", at=at, entry=an_id(target), why=None)


#: One sound body of each kind, with every field.
BODIES: dict[str, dict[str, Any]] = {
    "due-date": {
        "edd": "2027-03-01",
        "source": "scan",
        "lmp": "2026-05-25",
        "weeks": 25,
        "days": 5,
        "on": "2026-11-21",
        "babies": 2,
    },
    "birth": {"on": "2026-11-12", "mode": "caesarean", "weeks": 39, "babies": 1},
    "loss": {"on": "2026-10-01", "mode": "unknown"},
    "facts": {"answers": {"clot-history": "no", "womb-scar": "unsure", "temperature": 37.2}},
    "check": {
        "answers": {"ces-saddle-numb": "no", "pain-now": 7},
        "shown": ["ces-saddle-numb", "fever-any"],
        "knowledge_version": "2026.11",
        "advised": "same-day",
        "stage": "pregnant",
        "weeks": 31,
        "about": "spasm",
    },
    "heard": {"entry": an_id(9), "answers": {"sgn-saddle": "no", "temperature": 38.4}},
    "ladder": {"did": "done", "rung": "lad-1-breathe", "felt": "better", "seconds": 90},
    "seen": {"by": "my midwife", "on": "2026-11-20", "flags": ["fever-any"], "words": SEEN_WORDS},
    "clearance": {"by": "Dr Okafor", "on": "2026-11-20", "for": ["ex-bridge"], "until": "2027-01-01"},
    "spasm": {
        "worst": 7,
        "where": "low-left",
        "doing": "turning in bed",
        "began_at": "2026-11-21T03:02:00Z",
        "note": "let go after ten minutes",
        "feels": "grip",
    },
    "country": {"code": "UK"},
    "contact": {"who": "maternity", "name": "Ward 4", "number": "+44 (0)131 496 0000"},
    "note": {"text": "slept well 🌙 שלום", "on": "2026-11-20"},
    "day": {
        "on": "2026-11-20",
        "worst": 4,
        "held": {"trg-long-sitting": "yes", an_id(8): "no"},
        "load": "more",
        "sleep": "broken",
        "woke": True,
        "managed": "with-effort",
        "sure": 7,
        "note": "a long drive",
    },
    "tried": {"what": "heat-pad", "name": "a warm bath", "helped": "a-little", "spasm": an_id(9), "on": "2026-11-20"},
    "move": {
        "exercise": "ex-tilt",
        "form": "wall",
        "did": "stopped",
        "felt": "same",
        "why": "called-away",
        "seconds": 40,
        "sets": 1,
    },
    "medicine-plan": {
        "name": "the tablets in my notes",
        "most_a_day": 4,
        "hours_between": 6,
        "written_by": "Dr Okafor",
        "on": "2026-11-01",
        "until": "2026-12-01",
    },
    "medicine": {"plan": an_id(9), "name": "one from my notes", "taken_at": "2026-11-21T03:00:00Z", "amount": "one"},
    "side-effect": {"text": "a rash", "plan": an_id(9), "on": "2026-11-20"},
    "trigger": {"name": "the long drive", "until": "2026-12-01"},
    "booked": {"about": "pain-worse-weekly", "did": "booked", "by": "my midwife", "on": "2026-11-25"},
    "tick": {"item": "hab-pans-waist", "done": True},
    "break": {"did": "up", "seconds": 120},
    "measure": {"what": "psfs", "value": 6, "name": "lifting my toddler", "on": "2026-11-20"},
    "experiment": {
        "what": "breaks",
        "first": "2026-11-22",
        "last": "2026-12-19",
        "seed": 20417,
        "block": 4,
        "ended": "2026-11-20",
        "looks": 1,
    },
    "plan": {"leave_out": ["ex-bridge"], "text": "Small walks.", "by": "my midwife", "on": "2026-11-20"},
    "preferences": {
        "units": "metric",
        "language": "en",
        "feeding": "both",
        "look": 3,
        "quiet_from": "22:00",
        "quiet_to": "07:00",
        "break_minutes": 40,
        "break_from": "09:00",
        "break_to": "17:30",
        "routine_at": "10:15",
        "remind": ["routine", "breaks"],
        "remind_at": {"meals": ["08:00", "13:00"]},
        "remind_days": {"breaks": ["mo", "tu"]},
        "remind_words": "neutral",
    },
    "amend": {"entry": an_id(9), "body": {"text": "slept badly"}},
    "withdraw": {"entry": an_id(9), "why": "a slip"},
}

_words = st.text(min_size=1, max_size=60).filter(lambda text: not text.isspace())
_numbers = st.integers(-(2**53), 2**53) | st.floats(-1e15, 1e15)
_json = st.recursive(
    st.none() | st.booleans() | _numbers | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_extra = st.dictionaries(st.text(max_size=8).map(lambda name: f"later-{name}"), _json, max_size=2)
_slugs = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,3}", fullmatch=True)
_past = st.dates(min_value=date(1990, 1, 1), max_value=date(2019, 12, 31))
_days = _past.map(lambda day: day.isoformat())
_ahead = st.integers(2040, 2100).map(lambda year: f"{year}-02-28")
_answers = st.dictionaries(
    _slugs,
    st.sampled_from(["yes", "no", "unsure"]) | st.integers(-1_000_000, 1_000_000) | st.floats(-1e6, 1e6),
    max_size=6,
)
ids = st.uuids().map(str)
instants = st.builds(
    lambda when, digits, zone: when.isoformat(timespec=digits) + zone,
    st.datetimes(min_value=datetime.fromisoformat("2020-01-02"), max_value=datetime.fromisoformat("2035-01-01")),
    st.sampled_from(["minutes", "seconds", "milliseconds", "microseconds"]),
    st.sampled_from(["Z", "+00:00", "-05:00", "+05:45", "+13:00", "-11:30"]),
)


def _maybe(**fields: st.SearchStrategy[Any]) -> dict[str, st.SearchStrategy[Any]]:
    return {name: st.none() | values for name, values in fields.items()}


def _body(
    required: dict[str, st.SearchStrategy[Any]], optional: dict[str, st.SearchStrategy[Any]] | None = None
) -> st.SearchStrategy[dict[str, Any]]:
    """The fields, some of the optional ones, and what a newer version might add."""
    told = st.fixed_dictionaries(required, optional=optional or {})
    return st.builds(lambda body, extra: extra | body, told, _extra)


_helped = st.sampled_from(["helped", "a-little", "no", "worse"])
_then = _days.map(lambda day: f"{day}T03:00Z")
_clock = st.times().map(lambda time: time.isoformat("minutes"))
_told_in_weeks = _body(
    {"source": st.sampled_from(["scan", "period", "unknown"]), "weeks": st.integers(0, 44), "on": _days},
    _maybe(days=st.integers(0, 6), lmp=_days, edd=_days),
)
_told_by_date = _body({"source": st.just("period"), "lmp": _days}, _maybe(edd=_days))
_not_known = _body({"source": st.just("unknown")})

bodies: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "due-date": _told_in_weeks | _told_by_date | _not_known,
    "birth": _body(
        {"on": _days, "mode": st.sampled_from(["vaginal", "assisted", "caesarean", "unknown"])},
        _maybe(weeks=st.integers(0, 44), babies=st.integers(1, 8)),
    ),
    "loss": _body({}, _maybe(on=_days, mode=st.sampled_from(["caesarean", "unknown"]))),
    "facts": _body({"answers": _answers}),
    "check": _body(
        {
            "answers": _answers,
            "shown": st.lists(_slugs, max_size=5),
            "knowledge_version": _words,
            "about": st.sampled_from(["spasm", "again", "other"]),
        },
        _maybe(stage=st.sampled_from(["pregnant", "postpartum", "unknown"]), weeks=st.integers(0, 44)),
    ),
    "heard": _body({"entry": ids, "answers": _answers}),
    "ladder": _body(
        {"did": st.sampled_from(["start", "done", "stay", "ease-back", "skip", "pause", "resume", "finish"])},
        _maybe(
            rung=_slugs,
            felt=st.sampled_from(["better", "same", "worse", "changed"]),
            seconds=st.integers(0, 86_400),
        ),
    ),
    "seen": _body(
        {"by": _words, "flags": st.lists(_slugs, max_size=3), "words": st.just(SEEN_WORDS)}, _maybe(on=_days)
    ),
    "clearance": _body(
        {"by": _words, "on": _days, "for": st.just(["all"]) | st.lists(_slugs, min_size=1, max_size=4)},
        _maybe(until=_ahead),
    ),
    "spasm": _body(
        {},
        _maybe(
            worst=st.integers(0, 10),
            where=st.sampled_from(["low-left", "low-right", "low-all", "higher", "neck", "tailbone", "pelvis"]),
            doing=_words,
            began_at=_days.map(lambda day: f"{day}T03:00Z"),
            note=_words,
            feels=st.sampled_from(["grip", "lump", "ache", "leg"]),
        ),
    ),
    "country": _body({"code": st.sampled_from(["UK", "IE", "other-eu", "unknown"])}),
    "contact": _body(
        {
            "who": st.sampled_from(["maternity", "clinician", "physio"]),
            "name": _words,
            "number": st.sampled_from(["999", "0131 496 0000", "+44 (0)131-496-0000", "*31#07700900000"]),
        }
    ),
    "note": _body({"text": _words}, _maybe(on=_days)),
    "day": _body(
        {"on": _days},
        _maybe(
            worst=st.integers(0, 10),
            held=_answers,
            load=st.sampled_from(["less", "usual", "more"]),
            sleep=st.sampled_from(["good", "broken", "poor"]),
            woke=st.booleans(),
            managed=st.sampled_from(["easily", "with-effort", "hardly"]),
            sure=st.integers(0, 10),
            note=_words,
        ),
    ),
    "tried": _body({"what": _slugs}, _maybe(name=_words, helped=_helped, spasm=ids, on=_days))
    | _body({"name": _words}, _maybe(helped=_helped)),
    "move": _body(
        {"exercise": _slugs, "did": st.sampled_from(["done", "stopped"])},
        _maybe(
            form=_slugs,
            felt=st.sampled_from(["better", "same", "worse", "changed"]),
            why=st.sampled_from(["pain", "new-sign", "breath", "dizzy", "leak", "tired", "called-away", "other"]),
            seconds=st.integers(0, 86_400),
            sets=st.integers(0, 20),
        ),
    ),
    "medicine-plan": _body(
        {"name": _words},
        _maybe(
            most_a_day=st.integers(1, 24), hours_between=st.integers(1, 72), written_by=_words, on=_days, until=_ahead
        ),
    ),
    "medicine": _body({"name": _words}, _maybe(plan=ids, taken_at=_then, amount=_words))
    | _body({"plan": ids}, _maybe(taken_at=_then)),
    "side-effect": _body({"text": _words}, _maybe(plan=ids, on=_days)),
    "trigger": _body({"name": _words}, _maybe(until=_days)),
    "booked": _body(
        {"about": _slugs, "did": st.sampled_from(["booked", "not-now", "been", "not-so"])}, _maybe(by=_words, on=_days)
    ),
    "tick": _body({"item": _slugs, "done": st.booleans()}),
    "break": _body({"did": st.sampled_from(["sat-down", "up", "not-today"])}, _maybe(seconds=st.integers(0, 86_400))),
    "measure": _body({"what": _slugs}, _maybe(value=st.integers(0, 100), name=_words, on=_days)),
    "experiment": _body(
        {
            "what": _slugs,
            "first": _days,
            "last": _ahead,
            "seed": st.integers(0, 999_999),
            "block": st.sampled_from([2, 4]),
        },
        _maybe(ended=_days, looks=st.integers(1, 20)),
    ),
    "plan": _body({}, _maybe(leave_out=st.lists(_slugs, max_size=3), text=_words, by=_words, on=_days)),
    "preferences": _body(
        {},
        _maybe(
            units=st.sampled_from(["metric", "imperial"]),
            language=st.just("en"),
            feeding=st.sampled_from(["breast", "bottle", "both", "none", "not-told"]),
            look=st.integers(0, 6),
            break_minutes=st.integers(30, 45),
            break_from=_clock,
            break_to=_clock,
            routine_at=_clock,
            remind=st.lists(_slugs, max_size=3),
            remind_at=st.dictionaries(_slugs, st.lists(_clock, max_size=2), max_size=2),
            remind_days=st.dictionaries(_slugs, st.lists(st.sampled_from(["mo", "su"]), max_size=2), max_size=2),
            remind_words=st.sampled_from(["neutral", "plain"]),
        ),
    ),
    "amend": _body({"entry": ids, "body": st.dictionaries(st.text(max_size=8), _json, max_size=3)}),
    "withdraw": _body({"entry": ids}, _maybe(why=_words)),
}


@st.composite
def entries(draw: st.DrawFn, kinds: tuple[str, ...] = tuple(bodies)) -> Entry:
    """Any sound entry."""
    kind = draw(st.sampled_from(kinds))
    return Entry(draw(ids), kind, draw(instants), draw(_slugs), draw(bodies[kind]))
