"""A table of days, one a row, read for the search for patterns. A mistake names its row and column, and the mend.

Columns: ``date`` (2026-03-01), ``spasms`` (how many, empty for not told), ``worst_pain`` (0 to 10, or empty), then one
column a factor: 1, 0, or empty for not known. Two more may stand anywhere: ``at_stage`` (any word; a new word is a new
stage) and ``load_level`` (any number, or less, usual, more), from which the factor ``load-spike`` is made. Rows may
stand in any order, days may be missing, commas may have become semicolons or tabs. The first row of the file is row 1.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from math import isfinite
from typing import Final, NamedTuple

from steadyback.engine.patterns.days import PatternDay, load_spikes

FIXED: Final = ("date", "spasms", "worst_pain")
STAGE: Final = "at_stage"
LOAD: Final = "load_level"
#: The factor that is made from loads.
LOAD_SPIKE: Final = "load-spike"
#: More than so many factors are refused: the search would take minutes, and find nothing.
MOST_FACTORS: Final = 60
_LONGEST_DAYS: Final = 20 * 366
_MOST_SPASMS: Final = 1000
_LOADS: Final[Mapping[str, float]] = {"less": -1.0, "usual": 0.0, "more": 1.0}
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_ANSWERS: Final[Mapping[str, bool | None]] = {"1": True, "0": False, "": None}


class DayTableError(ValueError):
    """A table that cannot be read. ``row`` and ``column`` say where; None: it is about the whole file or row."""

    def __init__(self, why: str, mend: str, row: int | None = None, column: str | None = None) -> None:
        where = "" if row is None else f"row {row}" + (f", column {column}" if column else "") + ": "
        super().__init__(f"{where}{why}; {mend}")
        self.row = row
        self.column = column


class DayTable(NamedTuple):
    """The days in the order of the file, and the ids of the factors in the order of the columns."""

    days: tuple[PatternDay, ...]
    factors: tuple[str, ...]


def read_day_table(data: bytes) -> DayTable:
    """The whole table. DayTableError at the first mistake."""
    rows = _rows(data)
    header = next(rows, None)
    if header is None:
        raise DayTableError("the file is empty", f"begin it with a row of columns: {','.join(FIXED)} and the factors")
    columns = _columns(*header)
    factors = tuple(name for name in columns if name not in (*FIXED, STAGE, LOAD))
    days: list[PatternDay] = []
    rows_of: dict[date, int] = {}
    for number, cells in rows:
        if len(cells) != len(columns):
            why = f"{len(cells)} cells for {len(columns)} columns"
            raise DayTableError(
                why, "give every row as many cells as the first, empty ones for what is not known", number
            )
        told = dict(zip(columns, cells, strict=True))
        day = _day(told, factors, number)
        if day.on in rows_of:
            why = f"{day.on} is there twice, in row {rows_of[day.on]} too"
            raise DayTableError(why, "join the two rows into one", number, "date")
        rows_of[day.on] = number
        days.append(day)
    _check_span(rows_of)
    if LOAD in columns:
        spikes = load_spikes(days)
        days = [day._replace(held={**day.held, LOAD_SPIKE: spikes.get(day.on)}) for day in days]
        factors = (*factors, LOAD_SPIKE)
    return DayTable(tuple(days), factors)


def _rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Row number and stripped cells of every row that is not blank."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise DayTableError("it is not UTF-8 text", "save the table as CSV in UTF-8", row) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = max(",;\t", key=text.lstrip("\n").partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            raise DayTableError(f"it cannot be read as CSV ({error})", "mend the quotes of that row", number) from None
        if any(cells):
            yield number, cells


def _columns(row: int, names: list[str]) -> list[str]:
    for name in FIXED:
        if name not in names:
            raise DayTableError(
                f"the column {name} is missing", f"name the columns {','.join(FIXED)} and the factors", row
            )
    for place, name in enumerate(names, start=1):
        if not name:
            raise DayTableError(f"column {place} has no name", "name it, or take it out", row)
        if names.index(name) != place - 1:
            raise DayTableError("the column is there twice", "rename one, or take it out", row, name)
    if LOAD in names and LOAD_SPIKE in names:
        raise DayTableError(
            f"it stands beside {LOAD}, from which it is made", "take one of the two out", row, LOAD_SPIKE
        )
    if len(names) > MOST_FACTORS + len(FIXED) + 2:
        raise DayTableError(f"there are {len(names)} columns", f"keep to {MOST_FACTORS} factors", row)
    return names


def _day(told: Mapping[str, str], factors: tuple[str, ...], row: int) -> PatternDay:
    held: dict[str, bool | None] = {}
    for name in factors:
        if told[name] not in _ANSWERS:
            raise DayTableError(f"{_shown(told[name])} is no answer", "write 1, 0, or nothing for not known", row, name)
        held[name] = _ANSWERS[told[name]]
    worst = _number(told["worst_pain"], row, "worst_pain", "write 0 to 10, or nothing for not told")
    if worst is not None and not 0 <= worst <= 10:
        raise DayTableError(f"{told['worst_pain']} is not from 0 to 10", "write 0 to 10, or nothing", row, "worst_pain")
    load = told.get(LOAD, "")
    return PatternDay(
        on=_date(told["date"], row),
        spasms=_spasms(told["spasms"], row),
        worst=worst,
        held=held,
        stage=told.get(STAGE) or None,
        load=_LOADS[load] if load in _LOADS else _number(load, row, LOAD, "write a number, less, usual or more"),
    )


def _date(text: str, row: int) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise DayTableError(f"{_shown(text)} is not a date", "write it like 2026-03-01", row, "date")


def _spasms(text: str, row: int) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        mend = "write how many there were, 0 for none, nothing for not told"
        raise DayTableError(f"{_shown(text)} is not a count", mend, row, "spasms")
    if len(text) > 9 or int(text) > _MOST_SPASMS:
        raise DayTableError(f"{_shown(text)} are more than can be", f"write at most {_MOST_SPASMS}", row, "spasms")
    return int(text)


def _number(text: str, row: int, column: str, mend: str) -> float | None:
    if not text:
        return None
    try:
        found = float(text)
    except ValueError:
        found = float("nan")
    if not isfinite(found) or not text.isascii() or abs(found) > 1e6:
        raise DayTableError(f"{_shown(text)} is not a number", mend, row, column)
    return found


def _shown(text: str) -> str:
    return repr(text if len(text) <= 30 else text[:30] + "…") if text else "an empty cell"


def _check_span(rows_of: Mapping[date, int]) -> None:
    if not rows_of:
        return
    first, last = min(rows_of), max(rows_of)
    if (last - first).days > _LONGEST_DAYS:
        why = f"{last} is more than twenty years after {first} (row {rows_of[first]})"
        raise DayTableError(why, "look at the year of both", rows_of[last], "date")
