"""Her diary as a table: one entry a row, for a spreadsheet, and back again with nothing lost.

Columns: ``row`` and ``of`` (which row of how many, so that a cut file is noticed), ``id``, ``kind``, ``at``,
``device``, ``body.<field>`` for every field that any entry has, and ``end``, which says "end" (so that a cut row is
noticed). A cell is empty when the entry lacks the field.
Words stand as they are; everything else stands as JSON, and so do words that could be mistaken for JSON or that hold
hidden characters. Words that a spreadsheet would calculate (``=1+1``) have ``'`` before them, and so have words that
begin with ``'``. Reading takes it away again.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

from steadyback.journal.entry import Entry, EntryError, read_entry
from steadyback.journal.jsonl import LONGEST_LINE, LineError, miscounted
from steadyback.journal.plain import text_of

#: A spreadsheet takes a cell that begins with one of these for a formula. The last four are their wide forms.
_CALCULATED = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_GUARD = "'"
_PLACE = ("row", "of")
_ENVELOPE = ("id", "kind", "at", "device")
_END = "end"
_BODY = "body."
_BYTE_ORDER_MARK = "\ufeff"  # without it some spreadsheets take UTF-8 for something else
_AGAIN = "mend that line, or save the file again from where it came"
_HEADER_AGAIN = f"begin the file with the columns {', '.join(_PLACE + _ENVELOPE)}, as it was saved"

csv.field_size_limit(LONGEST_LINE)  # a long note with all its fields fits


def write_csv(entries: Sequence[Entry]) -> str:
    """The whole file as text. The same entries always give the same text."""
    fields = sorted({field for entry in entries for field in entry.body})
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow([*_PLACE, *_ENVELOPE, *(_BODY + _cell(field) for field in fields), _END])
    for row, entry in enumerate(entries, start=1):
        cells = [_cell(entry.body[field]) if field in entry.body else "" for field in fields]
        writer.writerow([row, len(entries), entry.id, entry.kind, entry.at, entry.device, *cells, _END])
    return _BYTE_ORDER_MARK + file.getvalue()


def each_row(data: bytes, *, keep_unknown_kinds: bool = False) -> Iterator[Entry | LineError]:
    """What each row of a file holds: an entry, or what is wrong with it; then the next row all the same.

    Columns may stand in another order, and commas may have become semicolons or tabs. A header that cannot be read is
    the only thing found.
    """
    text = data.decode("utf-8-sig", "surrogateescape").replace("\r\n", "\n").replace("\r", "\n")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] | None = None
    last, promised, found = 1, None, 0
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
            if not any(cells):
                continue
            if columns is None:
                columns = _columns(cells, line)
                continue
            found, last = found + 1, line
            told = dict(zip(columns, cells, strict=False))
            if _END in columns and told.get(_END) != _END:
                raise LineError(line, "the row breaks off, or was changed", _AGAIN)
            promised = _promised(told, promised)
            yield _entry(told, line, keep_unknown_kinds=keep_unknown_kinds)
        except StopIteration:
            break
        except csv.Error as error:
            found, last = found + (columns is not None), line
            yield LineError(line, f"the row cannot be read, or the file breaks off in it ({error})", _AGAIN)
        except LineError as error:
            yield error
        if columns is None:
            return
    if columns is None:
        yield LineError(1, "the file is empty", _HEADER_AGAIN)
    elif not found:
        yield LineError(1, "there are no entries in it", "save the file again whole, from where it came")
    elif promised is not None and promised != found:
        yield miscounted(last, promised, found)


def _cell(value: object) -> str:
    if not isinstance(value, str) or _reads_as_json(value) or not all(_is_shown(letter) for letter in value):
        return text_of(value)
    return _GUARD + value if value.startswith((*_CALCULATED, _GUARD)) else value


def _is_shown(letter: str) -> bool:
    """Whether a letter comes through a spreadsheet as it is; a line end inside a cell does."""
    return letter == "\n" or letter.isprintable()


def _reads_as_json(text: str) -> bool:
    return text.strip() == "" or text != text.strip() or _json(text)[0]


def _json(text: str) -> tuple[bool, Any]:
    """Whether a cell is JSON, and its value."""
    try:
        return True, json.loads(text, parse_constant=_not_a_number)
    except (ValueError, RecursionError):
        return False, None


def _not_a_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


def _value(cell: str) -> Any:
    if cell.startswith(_GUARD):
        return cell[1:]
    is_json, value = _json(cell)
    return value if is_json else cell


def _field(column: str) -> str:
    name = column.removeprefix(_BODY)
    value = _value(name)
    return value if isinstance(value, str) else name


def _columns(cells: list[str], line: int) -> list[str]:
    names = [cell.strip() if not cell.startswith(_BODY) else cell for cell in cells]
    missing = [name for name in _ENVELOPE if name not in names]
    if missing:
        raise LineError(line, f"it is not the header of a Steadyback table: {missing[0]} is missing", _HEADER_AGAIN)
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise LineError(line, f"the column {twice[:40]!r} stands there twice", _HEADER_AGAIN)
    strangers = [name for name in names if name not in (*_PLACE, *_ENVELOPE, _END) and not name.startswith(_BODY)]
    if strangers:
        raise LineError(line, f"the column {strangers[0][:40]!r} is not one of ours", "take that column out")
    return names


def _promised(told: dict[str, str], known: int | None) -> int | None:
    number = told.get("of", "")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else known


def _entry(told: dict[str, str], line: int, *, keep_unknown_kinds: bool) -> Entry:
    if any("\ud800" <= letter <= "\udfff" for cell in told.values() for letter in cell):
        raise LineError(line, "it is not UTF-8 text", "save the file as UTF-8")
    body = {_field(name): _value(cell) for name, cell in told.items() if name.startswith(_BODY) and cell}
    envelope: dict[str, Any] = {name: told.get(name, "") for name in _ENVELOPE}
    try:
        return read_entry({**envelope, "body": body}, keep_unknown_kinds=keep_unknown_kinds)
    except EntryError as error:
        raise LineError(line, f"{error.field}: {error.why}", error.mend) from None
