"""The shapes a field of an entry can have. Each is written once, and gives the check and the JSON Schema."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from steadyback.journal.fault import EntryError, shown
from steadyback.journal.instant import DAY_PATTERN, INSTANT_PATTERN, is_day, is_instant

_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


class Shape(NamedTuple):
    """What a value must be: in words for a message, an example as JSON, a test, and the JSON Schema.

    ``items`` and ``keys`` are the shapes of what a list or an object holds. A field that is not ``required`` may
    be null or left out; the two mean the same.
    """

    what: str
    example: str
    fits: Callable[[Any], bool]
    schema: dict[str, Any]
    items: Any = None  # a Shape, or None: a type named in text would cost a cold start a millisecond
    keys: Any = None
    required: bool = True


def check_fields(body: Mapping[str, Any], fields: Mapping[str, Shape]) -> None:
    """Nothing when each of ``fields`` is there and fits, else EntryError. Fields that are not named are let be."""
    for name, shape in fields.items():
        value = body.get(name)
        if value is not None:
            check_value(value, shape, f"body.{name}")
        elif shape.required:
            why = "it is null" if name in body else "it is missing"
            raise EntryError(f"body.{name}", why, f"give {shape.what}, like {shape.example}")


def check_value(value: Any, shape: Shape, field: str) -> None:
    """Nothing when ``value`` and all it holds fit ``shape``, else EntryError for the first part that does not."""
    if not shape.fits(value):
        raise EntryError(field, f"{shown(value)} is not {shape.what}", f"write it like {shape.example}")
    if shape.items is None:
        return
    if isinstance(value, dict):
        for key, item in value.items():
            if shape.keys is not None and not shape.keys.fits(key):
                raise EntryError(field, f"{shown(key)} is not {shape.keys.what}", f"write it like {shape.keys.example}")
            check_value(item, shape.items, f"{field}.{key}")
    else:
        for number, item in enumerate(value):
            check_value(item, shape.items, f"{field}[{number}]")


def optional(shape: Shape) -> Shape:
    """The same shape, or null, or left out."""
    return shape._replace(required=False, schema={"anyOf": [shape.schema, {"type": "null"}]})


def matching(pattern: str, what: str, example: str, longest: int) -> Shape:
    """Text that matches the whole of ``pattern`` and has at most ``longest`` characters."""
    return Shape(
        what,
        f'"{example}"',
        lambda value: isinstance(value, str) and len(value) <= longest and bool(re.fullmatch(pattern, value)),
        {"type": "string", "pattern": f"^{pattern}$", "maxLength": longest},
    )


def text(most: int, example: str) -> Shape:
    """Any text with something in it, up to ``most`` characters."""
    return Shape(
        f"text of 1 to {most:,} characters",
        f'"{example}"',
        lambda value: isinstance(value, str) and len(value) <= most and not value.isspace() and value != "",
        {"type": "string", "pattern": r"\S", "maxLength": most},
    )


def whole(least: int, most: int, example: int) -> Shape:
    """A whole number, both ends counted in."""
    return Shape(
        f"a whole number from {least:,} to {most:,}",
        str(example),
        lambda value: type(value) is int and least <= value <= most,
        {"type": "integer", "minimum": least, "maximum": most},
    )


def one_of(*words: str) -> Shape:
    """One of a few fixed words."""
    return Shape(
        f'"{words[0]}"' if len(words) == 1 else f"one of {', '.join(words)}",
        f'"{words[0]}"',
        lambda value: isinstance(value, str) and value in words,
        {"enum": list(words)},
    )


def yes_no() -> Shape:
    """True or false."""
    return Shape("true or false", "true", lambda value: isinstance(value, bool), {"type": "boolean"})


def list_of(shape: Shape, *, least: int = 0, most: int = 1000) -> Shape:
    """A list whose every item has ``shape``."""
    return Shape(
        f"a list of {least} to {most:,}",
        f"[{shape.example}]",
        lambda value: isinstance(value, list) and least <= len(value) <= most,
        {"type": "array", "items": shape.schema, "minItems": least, "maxItems": most},
        items=shape,
    )


SLUG = matching(_SLUG, "an id in small letters, figures and single hyphens", "ces-saddle-numb", 80)
DEVICE = matching(_SLUG, "a device name in small letters, figures and single hyphens", "phone-7f3a", 64)
ENTRY_ID = matching(_UUID, "a UUID in small letters", "0190b0c4-7c2e-7d3a-9b1f-2f6f2a4be6d1", 36)
COUNTRY = matching("[A-Za-z]{2,10}(-[A-Za-z]{2,10})*", "the code of a country", "UK", 20)
PHONE = matching("[0-9+*#(][0-9 +*#()./,-]{1,39}", "a phone number (figures, spaces and + ( ) - . / , * #)", "999", 40)
CLOCK = matching("([01][0-9]|2[0-3]):[0-5][0-9]", "a time of day", "22:30", 5)
DAY = Shape("a day from 1900 to 2199", '"2026-03-01"', is_day, {"type": "string", "pattern": DAY_PATTERN})
INSTANT = Shape(
    "a date and time with its offset",
    '"2026-03-01T03:12:45+00:00"',
    is_instant,
    {"type": "string", "pattern": INSTANT_PATTERN},
)
ANYTHING = Shape("an object", "{}", lambda value: isinstance(value, dict), {"type": "object"})


def _is_answer(value: object) -> bool:
    if isinstance(value, str):
        return value in {"yes", "no", "unsure"}
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= 1_000_000


ANSWER = Shape(
    "yes, no, unsure or a number",
    '"yes"',
    _is_answer,
    {"anyOf": [{"enum": ["yes", "no", "unsure"]}, {"type": "number", "minimum": -1_000_000, "maximum": 1_000_000}]},
)
ANSWERS = Shape(
    "an object of answers by finding id",
    '{"ces-saddle-numb": "no"}',
    lambda value: isinstance(value, dict),
    {"type": "object", "propertyNames": SLUG.schema, "additionalProperties": ANSWER.schema},
    items=ANSWER,
    keys=SLUG,
)
TIMES = Shape(
    "an object of times of day by reminder",
    '{"meals": ["08:00", "13:00"]}',
    lambda value: isinstance(value, dict) and len(value) <= 50,
    {
        "type": "object",
        "propertyNames": SLUG.schema,
        "additionalProperties": {"type": "array", "items": CLOCK.schema, "maxItems": 12},
        "maxProperties": 50,
    },
    items=list_of(CLOCK, most=12),
    keys=SLUG,
)
WEEKDAYS = Shape(
    "an object of days of the week by reminder",
    '{"breaks": ["mo", "tu"]}',
    lambda value: isinstance(value, dict) and len(value) <= 50,
    {
        "type": "object",
        "propertyNames": SLUG.schema,
        "additionalProperties": {
            "type": "array",
            "items": {"enum": ["mo", "tu", "we", "th", "fr", "sa", "su"]},
            "maxItems": 7,
        },
        "maxProperties": 50,
    },
    items=list_of(one_of("mo", "tu", "we", "th", "fr", "sa", "su"), most=7),
    keys=SLUG,
)
