"""Her diary as a table: whatever an entry holds comes back as it was, and no cell of it is ever calculated."""

import csv
import io
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steadyback.exchange.bring_in import Brought, bring_in
from steadyback.exchange.csv_file import write_csv
from steadyback.journal.entry import Entry
from steadyback.journal.jsonl import write_lines
from tests.unit.journal.made_entries import BODIES, an_entry, entries

TOLD = [an_entry(number, kind, **body) for number, (kind, body) in enumerate(BODIES.items())]
FORMULAS = ["=1+1", "+44 7700", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1+1", "'quoted", "''", "\t=1", "\r=1", "-"]


def back(told: list[Entry]) -> Brought:
    return bring_in(write_csv(told).encode())


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_every_kind_comes_back() -> None:
    assert back(TOLD) == Brought(tuple(TOLD), (), {})


@given(st.lists(entries(), min_size=1, max_size=8))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_she_tells_comes_back(told: list[Entry]) -> None:
    assert back(told) == Brought(tuple(told), (), {})


_values: Any = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text() | st.sampled_from(FORMULAS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.lists(st.dictionaries(st.text(max_size=5), _values, max_size=4), min_size=1, max_size=4))
@settings(deadline=None, max_examples=120)
def test_whatever_a_newer_version_tells_comes_back(bodies: list[dict[str, Any]]) -> None:
    told = [an_entry(number, "dream")._replace(body=body) for number, body in enumerate(bodies)]
    found = back(told)
    assert found.entries == tuple(told)
    assert found.unknown == {"dream": len(told)}


@pytest.mark.parametrize("text", ["7", "null", "true", "[1]", '"x"', "", " ", " lead", "NaN", "1e999", "{", "9" * 5000])
def test_words_that_look_like_something_else_stay_words(text: str) -> None:
    (entry,) = back([an_entry(1, "dream")._replace(body={"a": text, "b": 7, "c": None})]).entries
    assert entry.body == {"a": text, "b": 7, "c": None}


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_calculated(text: str) -> None:
    told = an_entry(1, "dream")._replace(body={"a": text, "=b": [text]})
    written = rows(write_csv([told]))
    for cell in (cell for row in written for cell in row):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))
    assert back([told]).entries == (told,)


def test_it_opens_as_a_table() -> None:
    told = [an_entry(1, "spasm", worst=7, where="low-left"), an_entry(2, text='slept well\n🌙 שלום; "really", yes')]
    text = write_csv(told)
    assert text.startswith("\ufeffrow,of,id,kind,at,device,body.text,body.where,body.worst,end\r\n")
    assert rows(text)[1][6:] == ["", "low-left", "7", "end"]
    assert rows(text)[2][6:] == ['slept well\n🌙 שלום; "really", yes', "", "", "end"]


def test_it_comes_back_from_a_text_box_and_from_a_spreadsheet() -> None:
    told = [an_entry(1, text="one\ntwo"), an_entry(2, text="tab\tand\r\nreturn")]
    text = write_csv(told)
    assert bring_in(text.replace("\r\n", "\n").replace("\n", "\r\n").encode()).entries == tuple(told)
    for delimiter in ";\t":
        file = io.StringIO(newline="")
        swapped = [[*row[3:], *row[:3]] for row in rows(text)]
        csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(swapped)
        assert bring_in(file.getvalue().encode()).entries == tuple(told)


def test_a_file_cut_anywhere_is_noticed_and_what_is_whole_is_told() -> None:
    told = [an_entry(number, text=f"note {number}" + "\nnext line" * (number % 2)) for number in range(4)]
    data = write_csv(told).encode()
    for cut in range(len(data) - 3, 0, -1):  # the last line end may go
        found = bring_in(data[:cut])
        assert found.faults, data[:cut][-30:]
        assert found.entries == tuple(told[: len(found.entries)])


def test_a_fault_is_told_with_its_line_and_field_and_the_rest_is_read() -> None:
    lines = write_csv([an_entry(1, "spasm", worst=7), an_entry(2, "spasm", worst=8), an_entry(3, "spasm", worst=9)])
    found = bring_in(lines.replace(",8,end", ",14,end").encode())
    assert [str(fault).partition(";")[0] for fault in found.faults] == [
        "line 3: body.worst: 14 is not a whole number from 0 to 10"
    ]
    assert len(found.entries) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("date,spasms\n2026-11-21,3\n", "id is missing"),
        ("id,kind,at,device,id\n", "twice"),
        ("id,kind,at,device,mood\n", "'mood' is not one of ours"),
        ("milk, bread, apples", "id is missing"),
        ("\n\n,,\n", "empty"),
        (write_csv([]), "no entries"),
        ('row,of,id,kind,at,device\n"x"y,1', "cannot be read"),
        ("row,of,id,kind,at,device\n1,1,not-an-id,note,x,y\n", "id"),
    ],
)
def test_what_is_no_table_of_ours_is_said(text: str, words: str) -> None:
    found = bring_in(text.encode())
    assert not found.entries
    assert words in str(found.faults[0])


@given(st.binary(max_size=300))
@settings(max_examples=120)
def test_any_bytes_are_answered(data: bytes) -> None:
    found = bring_in(data)
    assert found.faults
    assert not found.entries


@given(st.lists(entries(), min_size=1, max_size=3), st.data())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_byte_never_raises(told: list[Entry], data: Any) -> None:
    text = data.draw(st.sampled_from([write_csv(told), "".join(write_lines(told))])).encode()
    at = data.draw(st.integers(0, len(text) - 1))
    bring_in(text[:at] + bytes([data.draw(st.integers(0, 255))]) + text[at + 1 :])


def test_lines_are_read_as_far_as_they_go() -> None:
    lines = "".join(write_lines(TOLD[:4])).splitlines(keepends=True)
    lines[2] = lines[2].replace('"kind":', '"kind"')
    found = bring_in("".join(lines).encode())
    assert found.entries == (TOLD[0], TOLD[2], TOLD[3])
    assert [fault.line for fault in found.faults] == [3]


def test_a_note_that_is_too_long_is_named_and_nothing_else_is_lost() -> None:
    long = an_entry(2, text="x")._replace(body={"text": "🌙" * 100_000})
    for data in (write_csv([TOLD[0], long, TOLD[1]]), "".join(write_lines([TOLD[0], long, TOLD[1]]))):
        found = bring_in(data.encode())
        assert found.entries == (TOLD[0], TOLD[1])
        (fault,) = found.faults
        assert fault.line == 3
        assert "body.text" in fault.why
        assert "100,000 characters" in fault.why
        assert len(str(fault)) < 300
