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
    },
    "birth": {"on": "2026-11-12", "mode": "caesarean", "weeks": 39},
    "loss": {"on": "2026-10-01"},
    "facts": {"answers": {"clot-history": "no", "womb-scar": "unsure", "temperature": 37.2}},
    "check": {
        "answers": {"ces-saddle-numb": "no", "pain-now": 7},
        "shown": ["ces-saddle-numb", "fever-any"],
        "knowledge_version": "2026.11",
        "stage": "pregnant",
        "weeks": 31,
        "about": "spasm",
    },
    "ladder": {"did": "done", "rung": "lad-1-breathe", "felt": "better", "seconds": 90},
    "seen": {"by": "my midwife", "on": "2026-11-20", "flags": ["fever-any"], "words": SEEN_WORDS},
    "clearance": {"by": "Dr Okafor", "on": "2026-11-20", "for": ["ex-bridge"], "until": "2027-01-01"},
    "spasm": {
        "worst": 7,
        "where": "low-left",
        "doing": "turning in bed",
        "began_at": "2026-11-21T03:02:00Z",
        "note": "let go after ten minutes",
    },
    "country": {"code": "UK"},
    "contact": {"who": "maternity", "name": "Ward 4", "number": "+44 (0)131 496 0000"},
    "note": {"text": "slept well 🌙 שלום"},
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
        _maybe(weeks=st.integers(0, 44)),
    ),
    "loss": _body({}, _maybe(on=_days)),
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
            where=st.sampled_from(["low-left", "low-right", "low-all", "higher"]),
            doing=_words,
            began_at=_days.map(lambda day: f"{day}T03:00Z"),
            note=_words,
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
    "note": _body({"text": _words}),
    "amend": _body({"entry": ids, "body": st.dictionaries(st.text(max_size=8), _json, max_size=3)}),
    "withdraw": _body({"entry": ids}, _maybe(why=_words)),
}


@st.composite
def entries(draw: st.DrawFn, kinds: tuple[str, ...] = tuple(bodies)) -> Entry:
    """Any sound entry."""
    kind = draw(st.sampled_from(kinds))
    return Entry(draw(ids), kind, draw(instants), draw(_slugs), draw(bodies[kind]))
