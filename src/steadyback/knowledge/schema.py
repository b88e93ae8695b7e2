"""The JSON Schema (2020-12) of the content: what one YAML file may hold, kind by kind, from the model's annotations.

It says what a file must look like, so that an editor's program can help while somebody writes. Whether ids exist,
windows can be reached and examples come true is for ``steadyback content check``.
"""

from __future__ import annotations

import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from steadyback.knowledge import condition as language
from steadyback.knowledge.model import KINDS, Card, Cell, Citation, Statement
from steadyback.vocabulary.timing import DAYS_IN_WEEK, LAST_DAY, Stage, Windows
from steadyback.vocabulary.urgency import Urgency

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID = "https://steadyback.example/schema/knowledge.json"
#: A bare number is read as text, as in `number: 999`.
_TEXT: dict[str, Any] = {"type": ["string", "number"], "pattern": r"\S"}
_SLUG = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_DAY = {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"}
_NEVER_EMPTY = ("rules", "forms", "signs", "asks", "says", "cues")
_CARD_SHAPES: dict[str, dict[str, Any]] = {
    "id": _SLUG,
    "reviewed_on": _DAY,
    "review_by": _DAY,
    "retired_on": {"anyOf": [_DAY, {"type": "null"}]},
    "covers": {"type": "array", "items": {"type": "string", "pattern": r"^[sp]-\d{3}$"}, "uniqueItems": True},
}
_SIMPLE: dict[Any, dict[str, Any]] = {
    str: _TEXT,
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    Urgency: {"enum": ["emergency", "same-day", "review", "watch", "self-care"]},
    Windows: {"$ref": "#/$defs/windows"},
    Card: {},
}


def knowledge_schema() -> dict[str, Any]:
    """A fresh schema: any one item; ``$defs`` has one schema a kind, and the condition language."""
    defs: dict[str, Any] = {kind: _shape(shape) for kind, _, shape in KINDS}
    for kind, folder, _ in KINDS:
        defs[kind]["description"] = f"one file in {folder}/"
    defs["condition"] = _condition()
    defs["windows"] = _windows()
    for stage in (Stage.PREGNANT, Stage.POSTPARTUM):
        defs[f"span-{stage.value}"] = _span(stage)
    return {
        "$schema": DIALECT,
        "$id": ID,
        "title": "Knowledge",
        "description": "One item of clinical content, as its YAML file holds it.",
        "anyOf": [{"$ref": f"#/$defs/{kind}"} for kind, _, _ in KINDS],
        "$defs": defs,
    }


def schema_of_kind(kind: str) -> dict[str, Any]:
    """The same schema, for items of one kind only."""
    schema = knowledge_schema()
    del schema["anyOf"]
    return {**schema, "$ref": f"#/$defs/{kind}"}


def _shape(shape: type) -> dict[str, Any]:
    """The object that a NamedTuple is read from; a card's keys stand in the same object."""
    properties: dict[str, Any] = {}
    required: list[str] = []
    defaults: dict[str, Any] = shape._field_defaults  # type: ignore[attr-defined]
    for name, hint in get_type_hints(shape).items():
        if hint is Card:
            card = _shape(Card)
            properties.update({**card["properties"], **_CARD_SHAPES})
            required += card["required"]
        else:
            properties[name] = _of(hint)
            if name in _NEVER_EMPTY:
                properties[name] = {**properties[name], "minItems": 1}
            if name not in defaults:
                required.append(name)
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _of(hint: Any) -> dict[str, Any]:
    if hint in _SIMPLE:
        return dict(_SIMPLE[hint])
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = next(part for part in get_args(hint) if part is not type(None))
        found = {"$ref": "#/$defs/condition"} if inner is language.Is else _of(inner)
        return {"anyOf": [found, {"type": "null"}]} if type(None) in get_args(hint) else found
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if origin is tuple:
        return _list(get_args(hint)[0])
    if origin is dict:
        return _mapping(*get_args(hint))
    if hint is Statement:
        return {"anyOf": [_TEXT, _shape(Statement)]}
    if hint is Cell:
        return {"anyOf": [_of(get_type_hints(Cell)["fit"]), _shape(Cell)]}
    return _shape(hint)


def _list(inner: Any) -> dict[str, Any]:
    """A list; one that holds a single plain value may be that value. Sources are place by id."""
    if inner is Citation:
        return {"type": "object", "propertyNames": _SLUG, "additionalProperties": _TEXT}
    each = _of(inner)
    several = {"type": "array", "items": each}
    one = each["anyOf"][0] if inner in (Statement, Cell) else each
    is_plain = "enum" in one or one.get("type") in (_TEXT["type"], "integer", "number")
    return {"anyOf": [one, several]} if is_plain else several


def _mapping(key: Any, value: Any) -> dict[str, Any]:
    schema = {"type": "object", "additionalProperties": _of(value)}
    return {**schema, "propertyNames": {"enum": list(get_args(key))}} if get_origin(key) is Literal else schema


def _condition() -> dict[str, Any]:
    condition = {"$ref": "#/$defs/condition"}
    several = {"type": "array", "items": condition, "minItems": 1}
    operators: dict[str, dict[str, Any]] = {
        "is": {"is": {"type": "string"}},
        "all": {"all": several},
        "any": {"any": several},
        "not": {"not": condition},
        "at least": {"at_least": {"type": "integer", "minimum": 1}, "of": several},
        "score": {"score": {"type": "string"}, "at_least": {"type": "number"}},
    }
    return {
        "description": "when a rule counts: a finding's id, or one of the operators",
        "anyOf": [
            {"type": "string", "pattern": r"^[a-z0-9*]+(-[a-z0-9*]+)*$"},
            *(_object(properties, list(properties)) for properties in operators.values()),
            {**_object(_stages(), []), "minProperties": 1},
        ],
    }


def _stages() -> dict[str, Any]:
    return {stage.value: {"$ref": f"#/$defs/span-{stage.value}"} for stage in (Stage.PREGNANT, Stage.POSTPARTUM)}


def _windows() -> dict[str, Any]:
    stages = _stages()
    return {
        "description": "completed weeks, both ends counted in",
        "anyOf": [{"const": "always"}, _object(stages, list(stages))],
    }


def _span(stage: Stage) -> dict[str, Any]:
    last = LAST_DAY[stage]
    week = {"type": "integer", "minimum": 0, "maximum": last // DAYS_IN_WEEK}
    day = {"type": "integer", "minimum": 0, "maximum": last}
    edges = {"from": week, "to": week, "from_day": day, "to_day": day}
    return {"anyOf": [{"enum": ["all", "never"]}, _object(edges, [])]}


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
