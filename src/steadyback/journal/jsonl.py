"""Her diary, whole, as JSON Lines: a header, then one entry a line. Read all or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NoReturn

from steadyback.journal.entry import Entry, EntryError, entry_text, read_entry
from steadyback.journal.plain import text_of

FORMAT = "steadyback-entries"
VERSION = 1
#: A line longer than this is no entry of ours, in bytes. Whoever reads a file can cut longer ones off here.
LONGEST_LINE = 2_000_000

_HEADER = text_of({"format": FORMAT, "version": VERSION})
_WHOLE_AGAIN = "mend that line, or save the file again from where it came"
_UPDATE = "update this Steadyback first: the copy comes from a newer one"


class LineError(ValueError):
    """A file that cannot be taken, because of one line. ``line`` counts from 1; the text is always one line."""

    def __init__(self, line: int, why: str, mend: str) -> None:
        super().__init__(f"line {line}: {why}; {mend}")
        self.line = line
        self.why = why
        self.mend = mend


def write_lines(entries: Sequence[Entry]) -> Iterator[str]:
    """The lines of a file, each with its line end: the same entries always give the same bytes.

    The header counts the entries, so that a file cut between two lines is noticed.
    """
    yield f'{_HEADER[:-1]},"entries":{len(entries)}}}\n'
    for entry in entries:
        yield entry_text(entry) + "\n"


def read_lines(lines: Iterable[bytes]) -> list[Entry]:
    """Every entry of a file, given its lines. LineError for the first that cannot be read: then take nothing."""
    return list(each_entry(lines))


def each_entry(lines: Iterable[bytes]) -> Iterator[Entry]:
    """The entries of a file one by one. LineError may come at any line, the end included: until then take nothing."""
    for found in each_line(lines):
        if isinstance(found, LineError):
            raise found
        yield found


def each_line(lines: Iterable[bytes], *, keep_unknown_kinds: bool = False) -> Iterator[Entry | LineError]:
    """What each line after the header holds: an entry, or what is wrong with it; then the next line all the same.

    A header that cannot be read is the only thing found. With ``keep_unknown_kinds`` a kind from a newer version
    passes.
    """
    promised: int | None = None
    number = found = 0
    began = False
    for number, line in enumerate(lines, start=1):
        if len(line) <= LONGEST_LINE and not line.removeprefix(b"\xef\xbb\xbf").strip():
            continue
        found += began
        try:
            text = _decoded(line, number)
            if not began:
                promised = _promised(_parsed(text, line, number), number)
                began = True
                continue
            yield _entry(_parsed(text, line, number), number, keep_unknown_kinds=keep_unknown_kinds)
        except LineError as error:
            yield error
            if not began:
                return
    if not began:
        yield LineError(1, "the file is empty", f"begin it with {_HEADER}")
    elif promised is not None and promised != found:
        yield miscounted(max(number, 1), promised, found)


def miscounted(line: int, promised: int, found: int) -> LineError:
    """What to say of a file that does not hold as many entries as it says."""
    why = f"the file counts {promised:,} entries, and there are {found:,}: it was cut short or changed"
    return LineError(line, why, "save it again whole, from where it came")


def _decoded(line: bytes, number: int) -> str:
    if len(line) > LONGEST_LINE:
        raise LineError(number, f"it is longer than {LONGEST_LINE:,} bytes", "give a file of entries, one a line")
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        if error.end == len(line):
            raise LineError(number, "the file breaks off in the middle of a character", _WHOLE_AGAIN) from None
        raise LineError(number, f"byte {error.start + 1} is not UTF-8 text", "save the file as UTF-8") from None


def _parsed(text: str, line: bytes, number: int) -> Any:
    try:
        return _decoder.decode(text.strip())
    except json.JSONDecodeError as error:
        where = f"{error.msg.removesuffix(' at')} at character {error.colno}"
        if not line.endswith(b"\n"):
            raise LineError(number, "the file breaks off in the middle of it", _WHOLE_AGAIN) from None
        raise LineError(number, f"it is not JSON ({where})", _WHOLE_AGAIN) from None
    except RecursionError:
        raise LineError(number, "its JSON lies too deep", _WHOLE_AGAIN) from None
    except ValueError as error:
        raise LineError(number, str(error).split(";", maxsplit=1)[0], _WHOLE_AGAIN) from None


def _promised(header: Any, number: int) -> int | None:
    """How many entries the header says there are, if it says. LineError when it is not a header that we can read."""
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise LineError(number, "it is not the header of a Steadyback diary", f"begin the file with {_HEADER}")
    version, entries = header.get("version"), header.get("entries")
    if type(version) is not int or version < 1:
        raise LineError(number, "the header has no version", f"write it as {_HEADER}")
    if version > VERSION:
        raise LineError(number, f"the file has version {version}, and this reads up to {VERSION}", _UPDATE)
    if entries is not None and (type(entries) is not int or entries < 0):
        raise LineError(number, "the header's count of entries is not a number", "give the number, or leave it out")
    return entries


def _entry(value: Any, number: int, *, keep_unknown_kinds: bool) -> Entry:
    try:
        return read_entry(value, keep_unknown_kinds=keep_unknown_kinds)
    except EntryError as error:
        raise LineError(number, f"{error.field}: {error.why}", error.mend) from None


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys all differ: of two answers to one question a reader would drop one."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(key for key in keys if keys.count(key) > 1)!r} stands twice in one object")
    return found


def _not_a_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


_decoder = json.JSONDecoder(object_pairs_hook=_pairs, parse_constant=_not_a_number)
