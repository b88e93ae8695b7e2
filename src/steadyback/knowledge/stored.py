"""The knowledge in a form that is quick to open: plain lists, written once, opened at every start.

The shapes are read from the annotations of the model, so nothing here knows a kind of content by name.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from steadyback.knowledge import condition as language
from steadyback.knowledge.model import KINDS, Knowledge
from steadyback.vocabulary.urgency import Urgency

FORMAT = 2
_LANGUAGE = {shape.__name__: shape for shape in get_args(language.Condition)}


def to_plain(knowledge: Knowledge) -> dict[str, Any]:
    """``knowledge`` as JSON can hold it."""
    kinds = {
        kind: [_plain(item) for item in getattr(knowledge, kind.replace("-", "_")).values()] for kind, _, _ in KINDS
    }
    return {"format": FORMAT, "version": knowledge.version, "kinds": kinds, "learnt": knowledge.learnt}


def _plain(value: Any) -> Any:
    if isinstance(value, Urgency):
        return int(value)
    if isinstance(value, tuple):
        parts = [_plain(part) for part in value]
        return [type(value).__name__, *parts] if type(value).__name__ in _LANGUAGE else parts
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return value


def from_plain(plain: dict[str, Any]) -> Knowledge:
    """The knowledge from its plain form. ValueError when it is of another format."""
    if plain.get("format") != FORMAT:
        raise ValueError("this stored content is of another version of Steadyback")
    kinds: dict[str, dict[str, Any]] = {}
    for kind, _, shape in KINDS:
        build = _builder(shape)
        items = [build(item) for item in plain["kinds"][kind]]
        kinds[kind.replace("-", "_")] = {item.card.id: item for item in items}
    return Knowledge(version=plain["version"], learnt=plain["learnt"], **kinds)


@cache
def _builder(hint: Any) -> Callable[[Any], Any]:
    """What turns the plain form of ``hint`` back into a value of it."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = next(part for part in get_args(hint) if part is not type(None))
        build = _condition if inner is language.Is else _builder(inner)
        return lambda plain: None if plain is None else build(plain)
    if origin is tuple:
        each = _builder(get_args(hint)[0])
        return lambda plain: tuple(map(each, plain))
    if origin is dict:
        of_value = _builder(get_args(hint)[1])
        return lambda plain: {key: of_value(part) for key, part in plain.items()}
    if hint is Urgency:
        return Urgency
    if hasattr(hint, "_fields"):
        fields = [_builder(part) for part in get_type_hints(hint).values()]
        return lambda plain: hint(*(build(part) for build, part in zip(fields, plain, strict=True)))
    return lambda plain: plain


def _condition(plain: list[Any]) -> language.Condition:
    shape, *parts = plain
    match shape:
        case "All" | "Any":
            return _LANGUAGE[shape](tuple(_condition(part) for part in parts[0]))  # type: ignore[no-any-return]
        case "AtLeast":
            return language.AtLeast(parts[0], tuple(_condition(part) for part in parts[1]))
        case "Not":
            return language.Not(_condition(parts[0]))
        case "Within":
            return _builder(language.Within)(parts)  # type: ignore[no-any-return]
        case "Is" | "Score":
            return _LANGUAGE[shape](*parts)  # type: ignore[no-any-return]
    raise ValueError(f"the stored content holds an operator that this version does not know: {shape}")
