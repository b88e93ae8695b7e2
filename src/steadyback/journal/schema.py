"""The JSON Schema (2020-12) of an entry, from the same shapes that check one.

Python's check also looks at what a schema cannot say: that a day exists, that a birth is not in the future, that
weeks come with the day they were true.
"""

from __future__ import annotations

from typing import Any

from steadyback.journal.kind import Kind
from steadyback.journal.kinds import KINDS
from steadyback.journal.shapes import DEVICE, ENTRY_ID, INSTANT

ID = "https://steadyback.example/schema/entry.json"


def entry_schema() -> dict[str, Any]:
    """A fresh JSON Schema that every entry we accept satisfies."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "Entry",
        "description": "One thing she told us, made once on a device and never changed.",
        "type": "object",
        "required": ["id", "kind", "at", "device", "body"],
        "additionalProperties": False,
        "properties": {
            "id": {"description": "made by the device", **ENTRY_ID.schema},
            "kind": {"enum": list(KINDS)},
            "at": {"description": "when she said it, with the offset", **INSTANT.schema},
            "device": {"description": "an opaque name", **DEVICE.schema},
            "body": {"type": "object"},
        },
        "oneOf": [{"properties": {"kind": {"const": name}, "body": {"$ref": f"#/$defs/{name}"}}} for name in KINDS],
        "$defs": {name: _body(kind) for name, kind in KINDS.items()},
    }


def _body(kind: Kind) -> dict[str, Any]:
    return {
        "description": kind.says,
        "type": "object",
        "properties": {name: shape.schema for name, shape in kind.fields.items()},
        "required": [name for name, shape in kind.fields.items() if shape.required],
    }
