"""A form with a file, taken apart; whatever else arrives is one kind line."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyback.server.multipart import is_multipart, parts_of

KIND = "multipart/form-data; boundary=XyZ"


def form(*parts: tuple[str, bytes], boundary: bytes = b"XyZ") -> bytes:
    body = b"".join(b"--" + boundary + b"\r\n" + head.encode() + b"\r\n\r\n" + data + b"\r\n" for head, data in parts)
    return body + b"--" + boundary + b"--\r\n"


def test_fields_and_files_are_told_apart() -> None:
    body = form(
        ('Content-Disposition: form-data; name="text"', "שלום 🌙\r\ntwo".encode()),
        (
            'Content-Disposition: form-data; name="file"; filename="name=x.csv"\r\nContent-Type: text/csv',
            b"\xff\r\n--X",
        ),
        ('content-disposition: form-data; name="whole"', b"yes"),
    )
    assert parts_of(KIND, body) == ({"text": ["שלום 🌙\r\ntwo"], "whole": ["yes"]}, {"file": b"\xff\r\n--X"})


def test_the_name_of_a_file_is_not_taken_for_that_of_its_field() -> None:
    body = form(('Content-Disposition: form-data; filename="a.csv"; name="file"', b"x"))
    assert parts_of(KIND, body) == ({}, {"file": b"x"})


def test_a_boundary_in_quotes_is_one_too() -> None:
    body = form(('Content-Disposition: form-data; name="a"', b"1"), boundary=b"b c")
    assert parts_of('multipart/form-data; boundary="b c"', body) == ({"a": ["1"]}, {})


@given(st.binary(max_size=200))
def test_any_bytes_come_through_unchanged(data: bytes) -> None:
    body = form(('Content-Disposition: form-data; name="file"; filename="x"', data))
    if b"\r\n--XyZ" not in b"\r\n" + data:
        assert parts_of(KIND, body)[1] == {"file": data}


@pytest.mark.parametrize(
    "body",
    [b"", b"--XyZ", b"nothing", form(("a", b"1"))[:-4], form(("X: no name", b"1")), form(*[("a", b"1")] * 120)],
)
def test_what_broke_off_is_said(body: bytes) -> None:
    with pytest.raises(ValueError, match="form"):
        parts_of(KIND, body)


@given(st.binary(max_size=200), st.text(max_size=40))
def test_rubbish_is_refused_or_read_and_never_more(body: bytes, kind: str) -> None:
    for one in (KIND, kind):
        with suppress(ValueError):
            form, files = parts_of(one, body)
            assert all(isinstance(name, str) for name in [*form, *files])


def test_what_is_one() -> None:
    assert is_multipart("Multipart/Form-Data; boundary=x")
    assert not is_multipart("application/x-www-form-urlencoded")
