"""A table of days: what is read, and that a mistake names its row and column."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from steadyback.exchange.day_table import DayTableError, read_day_table

HEAD = "date,spasms,worst_pain,sitting,car\n"


def test_rows_are_read_and_what_is_empty_is_not_known() -> None:
    table = read_day_table((HEAD + "2026-03-02,2,6,1,0\n2026-03-01,0,,,1\n2026-03-05,,3.5,0,\n").encode())
    assert table.factors == ("sitting", "car")
    first, second, third = table.days
    assert (first.on, first.spasms, first.worst, first.held) == (
        date(2026, 3, 2),
        2,
        6,
        {"sitting": True, "car": False},
    )
    assert (second.worst, second.held["sitting"]) == (None, None)
    assert (third.spasms, third.worst) == (None, 3.5)


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + HEAD.encode() + b"2026-03-02,1,2,1,0\r\n",
        HEAD.replace("\n", "\r\n").encode() + b"2026-03-02,1,2,1,0\r\n\r\n",
        HEAD.replace(",", ";").encode() + b"2026-03-02;1;2;1;0\n",
        b'date, spasms ,worst_pain,"sitting",car\n2026-03-02 , 1,2,1,0',
    ],
    ids=["mark", "crlf", "semicolons", "spaces and quotes"],
)
def test_other_hands_are_read_too(data: bytes) -> None:
    table = read_day_table(data)
    assert [(day.spasms, day.worst, dict(day.held)) for day in table.days] == [(1, 2, {"sitting": True, "car": False})]


@pytest.mark.parametrize(
    ("rows", "row", "column", "why"),
    [
        ("2026-02-30,1,2,1,0\n", 2, "date", "not a date"),
        ("20260302,1,2,1,0\n", 2, "date", "not a date"),
        ("2026-03-02,1,2,1,0\n\n2026-03-02,1,2,1,0\n", 4, "date", "there twice, in row 2"),
        ("2026-03-02,-1,2,1,0\n", 2, "spasms", "not a count"),
        ("2026-03-02,1.5,2,1,0\n", 2, "spasms", "not a count"),
        ("2026-03-02,99999,2,1,0\n", 2, "spasms", "more than can be"),
        ("2026-03-02,1,11,1,0\n", 2, "worst_pain", "not from 0 to 10"),
        ("2026-03-02,1,nan,1,0\n", 2, "worst_pain", "not a number"),
        ("2026-03-01,1,2,1,0\n2026-03-02,1,2,1,2\n", 3, "car", "no answer"),
        ("2026-03-02,1,2,yes,0\n", 2, "sitting", "no answer"),
        ("2026-03-02,1,2,1\n", 2, None, "4 cells for 5 columns"),
        ("2026-03-02,1,2,1,0,0\n", 2, None, "6 cells for 5 columns"),
        ("0026-03-02,1,2,1,0\n2026-03-02,1,2,1,0\n", 3, "date", "more than twenty years after"),
    ],
)
def test_a_mistake_names_its_row_and_column(rows: str, row: int, column: str | None, why: str) -> None:
    with pytest.raises(DayTableError, match=why) as caught:
        read_day_table((HEAD + rows).encode())
    assert (caught.value.row, caught.value.column) == (row, column)
    assert str(caught.value).startswith(f"row {row}")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "the file is empty"),
        (b"\n \n", "the file is empty"),
        (b"date,spasms,sitting\n", "the column worst_pain is missing"),
        (b"date,spasms,worst_pain,a,a\n", "row 1, column a: the column is there twice"),
        (b"date,spasms,worst_pain,,a\n", "column 4 has no name"),
        (HEAD.encode() + b"2026-03-02,1,2,\xff,0\n", "row 2: it is not UTF-8"),
        (HEAD.encode() + b'2026-03-02,1,2,"1,0\n', "cannot be read as CSV"),
        (b"date,spasms,worst_pain," + b",".join(b"f%d" % n for n in range(70)), "73 columns"),
        (b"date,spasms,worst_pain,load_level,load-spike\n", "stands beside load_level"),
    ],
)
def test_a_file_that_is_no_table_is_told(data: bytes, why: str) -> None:
    with pytest.raises(DayTableError, match=why):
        read_day_table(data)


def test_a_header_alone_has_no_days() -> None:
    assert read_day_table(HEAD.encode()).days == ()


def test_stage_and_load_are_no_factors_and_a_spike_is_made_of_the_load() -> None:
    rows = "".join(
        f"{date(2026, 3, 1) + timedelta(days=number)},0,,pregnant,{'more' if number == 9 else 'usual'},1\n"
        for number in range(10)
    )
    table = read_day_table(("date,spasms,worst_pain,at_stage,load_level,car\n" + rows).encode())
    assert table.factors == ("car", "load-spike")
    assert table.days[0].stage == "pregnant"
    assert [day.held["load-spike"] for day in table.days] == [None] * 7 + [False, False, True]
