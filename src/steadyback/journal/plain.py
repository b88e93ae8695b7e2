"""Plain JSON values: copying, checking, and the one text that equal values share."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from steadyback.journal.fault import EntryError, shown

#: How deep lists and objects may lie inside one another.
DEEPEST = 20
#: Whole numbers beyond this are not the same in every language (2 to the power of 53).
LARGEST_WHOLE = 2**53
#: The most that one entry's body may hold, in characters of its text.
LONGEST_BODY = 200_000

_encode: Callable[[object], str] = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode


def text_of(value: object) -> str:
    """The JSON text of a plain value: keys in order, no spaces, so that equal values have equal texts."""
    return _encode(value)


def plain(value: object, field: str, depth: int = 0) -> Any:
    """A copy of ``value`` that JSON carries unchanged; 38.0 becomes 38. EntryError for what it cannot carry."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, field)
    if isinstance(value, int | float):
        if not abs(value) <= LARGEST_WHOLE:  # so that what is not a number fails too
            raise EntryError(field, f"{shown(value)} is too large or not a number", "give an ordinary number")
        return int(value) if value == int(value) else value
    if depth >= DEEPEST:
        raise EntryError(field, f"it lies more than {DEEPEST} levels deep", "make it flatter")
    if isinstance(value, list):
        return [plain(item, f"{field}[{at}]", depth + 1) for at, item in enumerate(value)]
    if isinstance(value, dict):
        return {_key(key, field): plain(item, f"{field}.{key}", depth + 1) for key, item in value.items()}
    raise EntryError(
        field, f"a {type(value).__name__} is not JSON", "use text, numbers, true, false, null, lists and objects"
    )


def plain_body(body: object) -> dict[str, Any]:
    """A plain copy of a body. EntryError when it is no JSON object, or too long."""
    if not isinstance(body, dict):
        raise EntryError("body", f"{shown(body)} is not an object", 'write one like {"text": "slept well"}')
    copy: dict[str, Any] = plain(body, "body")
    length = len(text_of(copy))
    if length > LONGEST_BODY:
        raise EntryError("body", f"it holds {length:,} characters", f"keep it to {LONGEST_BODY:,}")
    return copy


def _text(value: str, field: str) -> str:
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise EntryError(field, "it holds half of a character (a lone surrogate)", "write it again") from None
    return value


def _key(key: object, field: str) -> str:
    if not isinstance(key, str):
        raise EntryError(field, f"the key {shown(key)} is not text", "use text for every key")
    return _text(key, field)
