"""Her diary as JSON Lines: whole or not at all, and back again unchanged."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyback.journal.entry import Entry, checked
from steadyback.journal.jsonl import LONGEST_LINE, LineError, read_lines, write_lines
from tests.unit.journal.made_entries import an_entry, entries

HEADER = b'{"format":"steadyback-entries","version":1}\n'
GOOD = next(line for line in list(write_lines([an_entry()]))[1:]).encode()


def refused(*lines: bytes) -> LineError:
    with pytest.raises(LineError) as caught:
        read_lines(lines)
    assert caught.value.mend
    assert len(str(caught.value).splitlines()) == 1
    return caught.value


@given(st.lists(entries(), max_size=5))
def test_export_then_import_is_identity(told: list[Entry]) -> None:
    written = list(write_lines(told))
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in written)
    assert json.loads(written[0]) == {"format": "steadyback-entries", "version": 1, "entries": len(told)}
    data = "".join(written).encode()
    back = read_lines(data.split(b"\n"))
    assert back == told
    assert list(write_lines(back)) == list(write_lines([checked(entry) for entry in told]))


def test_line_ends_inside_words_do_not_part_lines() -> None:
    entry = an_entry(1, "note", text="one\u2028two\u0085three\nfour\r\nfive")
    assert read_lines("".join(write_lines([entry])).encode().split(b"\n")) == [entry]


def test_small_liberties_of_editors_are_fine() -> None:
    body = GOOD.rstrip(b"\n")
    assert read_lines([b"\xef\xbb\xbf" + HEADER, b"\n", body + b"\r\n", b"  \n", body]) == [an_entry()] * 2
    assert read_lines([HEADER]) == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"{not json}\n", "not JSON"),
        (b"[1, 2]\n", "is not an object"),
        (b"null\n", "is not an object"),
        (GOOD.replace(b'"note 1"', b"14"), "body.text: 14 is not text"),
        (GOOD.replace(b'"note"', b'"dream"'), "newer Steadyback"),
        (GOOD.replace(b"{", b'{"mood":1,', 1), "not part of an entry"),
        (GOOD.replace(b'"text"', b'"text":"a","text"'), "the key 'text' stands twice"),
        (GOOD.replace(b'"note 1"', b'"x","n":NaN'), "NaN is not JSON"),
        (GOOD.replace(b'"note 1"', b'"x","n":1e999'), "too large"),
        (GOOD.replace(b'"note 1"', b'"x","n":' + b"9" * 5000), "integer string"),
        (GOOD.replace(b'"note 1"', b'"\\ud800"'), "half of a character"),
        (GOOD.replace(b'"note 1"', b'"x","n":' + b"[" * 100_000), "too deep"),
        (GOOD.replace(b"note 1", b"n\xe9te"), "not UTF-8"),
        (GOOD + GOOD.strip() + GOOD, "not JSON"),
        (b" " * (LONGEST_LINE + 1), "longer than"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_taken(line: bytes, words: str) -> None:
    error = refused(HEADER, GOOD, b"\n", line, GOOD)
    assert error.line == 4
    assert str(error).startswith("line 4: ")
    assert words in str(error)


@pytest.mark.parametrize("cut", range(1, len(GOOD) - 1))
def test_a_file_cut_anywhere_in_its_last_line_is_refused(cut: int) -> None:
    last = GOOD[:cut]
    assert refused(HEADER, GOOD, last).line == 3
    assert "breaks off" in refused(HEADER, GOOD, last).why


def test_a_file_cut_in_the_middle_of_a_character_is_refused() -> None:
    line = next(line for line in list(write_lines([an_entry(1, text="🌙")]))[1:]).encode()
    assert "breaks off" in refused(HEADER, line[: line.index("🌙".encode()) + 2]).why


def test_a_file_cut_between_two_lines_is_noticed_by_its_count() -> None:
    whole = [line.encode() for line in write_lines([an_entry(number) for number in range(4)])]
    assert len(read_lines(whole)) == 4
    assert "counts 4 entries, and there are 2" in refused(*whole[:3]).why
    assert "counts 4 entries, and there are 5" in refused(*whole, GOOD).why


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (GOOD, "not the header"),
        (b"date,spasms\n", "not JSON"),
        (b'{"format":"something-else","version":1}\n', "not the header"),
        (b'{"format":"steadyback-entries"}\n', "no version"),
        (b'{"format":"steadyback-entries","version":"1"}\n', "no version"),
        (b'{"format":"steadyback-entries","version":2}\n', "reads up to 1"),
        (b'{"format":"steadyback-entries","version":1,"entries":"many"}\n', "not a number"),
        ('{"format"'.encode("utf-16"), "not UTF-8"),
    ],
)
def test_a_header_that_cannot_be_read_is_refused(header: bytes, words: str) -> None:
    error = refused(header, GOOD)
    assert error.line == 1
    assert words in str(error)


@pytest.mark.parametrize("lines", [[], [b""], [b"\n", b"\n"]])
def test_an_empty_file_is_told_how_to_begin(lines: list[bytes]) -> None:
    assert '{"format":"steadyback-entries","version":1}' in refused(*lines).mend
