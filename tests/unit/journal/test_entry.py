"""Entries: what is taken, what is refused and how kindly, ids, and the order of instants."""

import json
import subprocess
import sys
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyback.journal.diary_kinds import LONGEST_NOTE
from steadyback.journal.entry import (
    Entry,
    EntryError,
    UnknownKindError,
    as_json,
    checked,
    entry_text,
    new_id,
    read_entry,
)
from steadyback.journal.instant import utc_of
from steadyback.journal.kinds import KINDS
from tests.unit.journal.made_entries import AT, BODIES, an_entry, an_id, entries


def refused(entry: object) -> EntryError:
    """The complaint about what cannot be an entry: always one line with field, why and mend."""
    with pytest.raises(EntryError) as caught:
        read_entry(as_json(entry) if isinstance(entry, Entry) else entry)
    error = caught.value
    assert error.field
    assert error.why
    assert error.mend
    assert len(str(error).splitlines()) == 1
    assert len(str(error)) < 400
    return error


@given(entries())
def test_a_sound_entry_is_taken_as_it_is(entry: Entry) -> None:
    read = read_entry(json.loads(json.dumps(as_json(entry))))
    assert read == entry
    assert read.at == entry.at
    assert checked(read) == read


def test_every_kind_has_a_sound_example() -> None:
    assert BODIES.keys() == KINDS.keys()
    for kind, body in BODIES.items():
        assert set(KINDS[kind].fields) <= set(body)
        assert checked(an_entry(1, kind, **body)).body == body


@pytest.mark.parametrize("kind", BODIES)
def test_a_field_may_be_left_out_exactly_when_it_may_be_null(kind: str) -> None:
    for name, shape in KINDS[kind].fields.items():
        if kind == "due-date" and name in {"on", "weeks"}:
            continue  # each needs the other
        if kind == "preferences" and name in {"quiet_from", "quiet_to"}:
            continue  # quiet hours have two ends
        without = {key: value for key, value in BODIES[kind].items() if key != name}
        for body in (without, {**without, name: None}):
            entry = Entry(an_id(1), kind, AT, "phone", body)
            if shape.required:
                assert refused(entry).field == f"body.{name}"
            else:
                assert checked(entry).body == body


FREE_TEXT = {"by", "doing", "note", "name", "knowledge_version", "text", "why", "written_by", "amount"}
TRUE_OR_FALSE = {"woke", "done"}


@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize("wrong", [[[]], 1e9, True, {"a": {"b": [1]}}, "\n?\u2028"])
def test_a_wrong_value_is_named_with_its_field(kind: str, wrong: Any) -> None:
    for name in KINDS[kind].fields:
        fits_after_all = (
            (isinstance(wrong, str) and name in FREE_TEXT and KINDS[kind].fields[name].fits(wrong))
            or (isinstance(wrong, dict) and name == "body")
            or (wrong is True and name in TRUE_OR_FALSE)
        )
        if not fits_after_all:
            error = refused(Entry(an_id(1), kind, AT, "phone", {**BODIES[kind], name: wrong}))
            assert error.field.startswith(f"body.{name}")


def test_what_a_newer_version_adds_to_a_body_is_kept() -> None:
    entry = an_entry(1, "spasm", worst=3, mood={"word": "tired", "at": [1, 2.5, None, True]})
    assert read_entry(json.loads(entry_text(entry))).body["mood"] == {"word": "tired", "at": [1, 2.5, None, True]}


@pytest.mark.parametrize(
    ("kind", "body", "field", "words"),
    [
        ("spasm", {"worst": 14}, "body.worst", "14 is not a whole number from 0 to 10"),
        ("spasm", {"worst": -1}, "body.worst", "0 to 10"),
        ("spasm", {"worst": 6.5}, "body.worst", "whole number"),
        ("spasm", {"worst": "7"}, "body.worst", "'7' is not a whole number"),
        ("spasm", {"began_at": "2026-11-21T03:12:46Z"}, "body.began_at", "after the entry itself"),
        ("spasm", {"began_at": "2026-11-21T03:00"}, "body.began_at", "offset"),
        ("spasm", {"note": "a" * (LONGEST_NOTE + 1)}, "body.note", "20,001 characters"),
        ("birth", {"on": "2026-11-22", "mode": "vaginal"}, "body.on", "after the entry itself"),
        ("birth", {"on": "1899-12-31", "mode": "vaginal"}, "body.on", "1900"),
        ("birth", {"on": "2026-02-30", "mode": "vaginal"}, "body.on", "is not a day"),
        ("birth", {"on": "2026-11-21", "mode": "c-section"}, "body.mode", "caesarean"),
        ("loss", {"on": "2026-11-22"}, "body.on", "after the entry itself"),
        ("due-date", {"source": "scan", "edd": "2027-10-03"}, "body.edd", "more than 45 weeks"),
        ("due-date", {"source": "scan", "weeks": 57, "on": "2026-11-21"}, "body.weeks", "0 to 44"),
        ("due-date", {"source": "scan", "weeks": 24}, "body.on", "the day they were true"),
        ("due-date", {"source": "scan", "edd": "2027-01-01", "days": 3}, "body.weeks", "without weeks"),
        ("due-date", {"source": "scan"}, "body", "how far"),
        ("due-date", {"source": "period", "lmp": "2026-11-22"}, "body.lmp", "after"),
        ("facts", {"answers": {"clot-history": "maybe"}}, "body.answers.clot-history", "yes, no, unsure"),
        ("facts", {"answers": {"clot-history": True}}, "body.answers.clot-history", "true is not yes"),
        ("facts", {"answers": {"Clot History": "no"}}, "body.answers", "small letters"),
        ("check", BODIES["check"] | {"weeks": 45}, "body.weeks", "no week 45"),
        ("check", BODIES["check"] | {"stage": None, "weeks": 522}, "body.weeks", "521"),
        ("seen", BODIES["seen"] | {"words": "ok"}, "body.words", "I have been seen"),
        ("seen", BODIES["seen"] | {"by": "   "}, "body.by", "text"),
        ("clearance", BODIES["clearance"] | {"for": []}, "body.for", "list of 1"),
        ("clearance", BODIES["clearance"] | {"for": ["all", "ex-bridge"]}, "body.for", "beside"),
        ("clearance", BODIES["clearance"] | {"until": "2026-11-19"}, "body.until", "before"),
        ("contact", BODIES["contact"] | {"number": "call me"}, "body.number", "phone number"),
        ("contact", BODIES["contact"] | {"number": "999\n"}, "body.number", "phone number"),
        ("amend", {"entry": "the last one", "body": {}}, "body.entry", "UUID"),
        ("note", {"text": "half \ud83d"}, "body.text", "half of a character"),
        ("note", {"text": "x", "extra": float("nan")}, "body.extra", "not a number"),
        ("note", {"text": "x", "extra": float("inf")}, "body.extra", "too large"),
        ("note", {"text": "x", "extra": 10**5000}, "body.extra", "too large"),
        ("note", {"text": "x", "extra": {1: 2}}, "body.extra", "the key 1 is not text"),
        ("note", {"text": "x", "extra": (1, 2)}, "body.extra", "tuple is not JSON"),
        ("note", {"text": "x", "extra": "y" * 200_000}, "body", "200,0"),
    ],
)
def test_what_cannot_be_is_refused_kindly(kind: str, body: dict[str, Any], field: str, words: str) -> None:
    error = refused(an_entry(1, kind, **body))
    assert error.field == field
    assert words in str(error)


def test_a_birth_today_on_her_own_clock_is_no_future() -> None:
    at = "2026-11-22T00:30:00+13:00"  # still the 21st in UTC
    assert checked(an_entry(1, "birth", at=at, on="2026-11-22", mode="vaginal"))


def test_a_pregnancy_of_unknown_length_may_be_told() -> None:
    assert checked(an_entry(1, "due-date", source="unknown"))


def test_too_deep_a_body_is_refused() -> None:
    deep: Any = "x"
    for _ in range(30):
        deep = [deep]
    assert "levels deep" in refused(an_entry(1, "note", text="x", deep=deep)).why


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("id", "0190B0C4-7C2E-7D3A-9B1F-2F6F2A4BE6D1"),
        ("id", 7),
        ("id", an_id(1) + "\n"),
        ("at", "2026-11-21T03:12:45"),
        ("at", "2026-11-21 03:12:45Z"),
        ("at", "2026-11-21T24:00:00Z"),
        ("at", "2026-02-30T03:12:45Z"),
        ("at", "1899-12-31T23:59:59Z"),
        ("at", "2026-W47-6T03:12Z"),
        ("at", "2026-11-21T03:12:45.1234567Z"),
        ("at", None),
        ("device", "Ann's phone"),
        ("device", ""),
        ("kind", "Spasm"),
        ("body", []),
        ("body", None),
    ],
)
def test_a_wrong_envelope_is_refused(field: str, wrong: object) -> None:
    assert refused(as_json(an_entry()) | {field: wrong}).field == field


def test_an_envelope_has_exactly_its_five_parts() -> None:
    whole = as_json(an_entry())
    for name in whole:
        assert refused({key: value for key, value in whole.items() if key != name}).field == name
    assert "put it inside body" in refused(whole | {"mood": "fine"}).mend
    others: list[object] = [None, [], "x", 3]
    for other in others:
        assert "is not an object" in refused(other).why


def test_an_unknown_kind_is_refused_unless_it_is_only_kept() -> None:
    entry = an_entry(1, "dream", about="the sea", worst=99)
    with pytest.raises(UnknownKindError, match="newer Steadyback"):
        checked(entry)
    assert checked(entry, keep_unknown_kinds=True) == entry
    assert not entry.is_understood
    with pytest.raises(UnknownKindError, match="did you mean spasm"):
        checked(an_entry(1, "spasms", worst=3))


def test_a_whole_number_is_one_however_it_is_written() -> None:
    entry = read_entry(json.loads(entry_text(an_entry(1, "facts", answers={"temperature": 38.0}))))
    assert entry_text(entry) == entry_text(an_entry(1, "facts", answers={"temperature": 38}))
    assert entry_text(an_entry(1, "note", text="x", a=1)) != entry_text(an_entry(1, "note", text="x", a=True))


def test_a_checked_entry_is_nobody_elses() -> None:
    tags = ["a"]
    entry = checked(an_entry(1, "note", text="x", tags=tags))
    tags.append("b")
    assert entry.body["tags"] == ["a"]


@given(st.binary(min_size=10, max_size=16), st.integers(0, 2**48 - 1))
def test_a_new_id_is_a_uuid_of_version_7_that_sorts_by_time(chance: bytes, at_ms: int) -> None:
    made = new_id(chance, at_ms)
    assert str(uuid.UUID(made)) == made
    assert uuid.UUID(made).version == 7
    assert uuid.UUID(made).variant == uuid.RFC_4122
    assert int(made[:8] + made[9:13], 16) == at_ms
    assert checked(an_entry()._replace(id=made)).id == made


def test_an_id_needs_chance_and_a_time() -> None:
    with pytest.raises(ValueError, match="10 random bytes"):
        new_id(b"123", 0)
    with pytest.raises(ValueError, match="milliseconds"):
        new_id(bytes(10), -1)
    assert len({new_id(number.to_bytes(10, "big"), 0) for number in range(1000)}) == 1000


@pytest.mark.parametrize(
    ("at", "utc"),
    [
        ("2026-11-21T03:12Z", "2026-11-21T03:12:00.000000Z"),
        ("2026-11-21T03:12:45.5+05:45", "2026-11-20T21:27:45.500000Z"),
        ("2026-01-01T00:00:00-05:00", "2026-01-01T05:00:00.000000Z"),
        ("1900-01-01T00:00:00+14:00", "1899-12-31T10:00:00.000000Z"),
    ],
)
def test_utc_is_of_one_length_so_that_text_order_is_time_order(at: str, utc: str) -> None:
    assert utc_of(at) == utc
    assert checked(an_entry(at=at)).utc == utc


def test_reading_an_entry_starts_light() -> None:
    """A cold start pays for an import: nothing heavy may creep in."""
    code = "import sys, steadyback.journal.entry; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"dataclasses", "inspect", "datetime", "difflib", "sqlite3", "pathlib", "attrs"} & set(loaded)
