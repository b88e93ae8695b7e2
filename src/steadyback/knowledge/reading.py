"""Reading one YAML file into the shapes of :mod:`steadyback.knowledge.model`, remembering every line.

The readers follow the annotations of the shapes, so this file knows no kind of content by name. YAML is read by
the 1.2 rules for booleans: ``yes`` and ``no`` stay words, because here they are answers.
"""

from __future__ import annotations

import difflib
import types
from collections.abc import Callable
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import yaml

from steadyback.knowledge import condition as language
from steadyback.knowledge.fault import Fault
from steadyback.knowledge.model import Card, Cell, Citation, Statement
from steadyback.vocabulary.timing import LAST_DAY, Span, Stage, Windows, whole
from steadyback.vocabulary.urgency import Urgency


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe loading with YAML 1.2 booleans and no dates: ids, answers and dates stay text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag.rsplit(":", 1)[1] not in {"bool", "timestamp"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_BOOLEANS = {"true": True, "false": False}


class Unreadable(Exception):
    """The value at a node is not what it must be."""

    def __init__(self, node: yaml.Node, why: str, mend: str) -> None:
        super().__init__(why)
        self.node, self.why, self.mend = node, why, mend


class Located(NamedTuple):
    """An item read from a file, and the line of each of its top keys."""

    item: Any
    file: str
    lines: dict[str, int]


def parse(text: str, file: str, shape: type) -> tuple[Located | None, list[Fault]]:
    """The item of ``shape`` that ``text`` holds, or the faults that keep it from being read."""
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        why = f"this is not YAML: {getattr(error, 'problem', None) or 'it cannot be read'}"
        return None, [Fault(file, line, why, "look for a missing quote, colon or indent at or above this line")]
    if not isinstance(node, yaml.MappingNode):
        return None, [Fault(file, 1, "the file does not hold keys and values", "start it with `id: …`")]
    faults: list[Fault] = []
    item = _read_shape(shape, node, file, faults)
    lines = {key.value: key.start_mark.line + 1 for key, _ in node.value}
    return (None if faults else Located(item, file, lines)), faults


def _fault(file: str, problem: Unreadable) -> Fault:
    return Fault(file, problem.node.start_mark.line + 1, problem.why, problem.mend)


def _read_shape(shape: type, node: yaml.Node, file: str, faults: list[Fault]) -> Any:
    """A NamedTuple from a mapping; a field of type Card is read from the same mapping."""
    try:
        given = _mapping(node)
    except Unreadable as problem:
        faults.append(_fault(file, problem))
        return None
    hints = get_type_hints(shape)
    defaults: dict[str, Any] = shape._field_defaults  # type: ignore[attr-defined]
    flat = set(get_type_hints(Card)) if hints.get("card") is Card else set()
    _refuse_unknown(given, (set(hints) - {"card"}) | flat, file, faults)
    values: dict[str, Any] = {}
    for name, hint in hints.items():
        if hint is Card:
            only = [pair for pair in node.value if pair[0].value in flat]
            values[name] = _read_shape(
                Card, yaml.MappingNode(node.tag, only, node.start_mark, node.end_mark), file, faults
            )
        elif name in given:
            values[name] = _read_or_fault(hint, given[name][1], file, faults)
        elif name not in defaults:
            faults.append(Fault(file, node.start_mark.line + 1, f"`{name}` is missing", f"add `{name}: …`"))
    if len(values) < len(hints) - len(defaults) or any(name not in values and name not in defaults for name in hints):
        return None
    return shape(**values)


def _read_or_fault(hint: Any, node: yaml.Node, file: str, faults: list[Fault]) -> Any:
    try:
        return read(hint, node, file, faults)
    except Unreadable as problem:
        faults.append(_fault(file, problem))
        return None


def _refuse_unknown(given: dict[str, Any], known: set[str], file: str, faults: list[Fault]) -> None:
    for name, (key, _) in given.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            mend = f"did you mean `{near[0]}`?" if near else "use one of: " + ", ".join(sorted(known))
            faults.append(Fault(file, key.start_mark.line + 1, f"`{name}` is not a key here", mend))


def _mapping(node: yaml.Node) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        raise Unreadable(node, "keys and values are wanted here", "write `key: value` lines, indented alike")
    found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
    for key, value in node.value:
        if key.value in found:
            raise Unreadable(key, f"`{key.value}` stands twice", "keep one of the two")
        found[key.value] = (key, value)
    return found


def read(hint: Any, node: yaml.Node, file: str, faults: list[Fault]) -> Any:
    """The value of type ``hint`` at ``node``. Raises Unreadable, or adds to ``faults`` and returns None."""
    special = _SPECIAL.get(hint)
    if special:
        return special(node)
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        if isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null"):
            return None
        inner = next(part for part in get_args(hint) if part is not type(None))
        return read_condition(node) if inner is language.Is else read(inner, node, file, faults)
    if origin is Literal:
        return _one_of(node, get_args(hint))
    if origin is tuple:
        return _read_tuple(get_args(hint)[0], node, file, faults)
    if origin is dict:
        key_type, value_type = get_args(hint)
        return {
            (_one_of(key, get_args(key_type)) if get_origin(key_type) is Literal else key.value): read(
                value_type, value, file, faults
            )
            for key, value in _mapping(node).values()
        }
    if hint in (Statement, Cell) and isinstance(node, yaml.ScalarNode):
        field = "text" if hint is Statement else "fit"
        return hint(read(get_type_hints(hint)[field], node, file, faults))
    return _read_shape(hint, node, file, faults)


def _read_tuple(inner: Any, node: yaml.Node, file: str, faults: list[Fault]) -> tuple[Any, ...]:
    if inner is Citation:
        return tuple(Citation(name, _text(place)) for name, (_, place) in _mapping(node).items())
    if isinstance(node, yaml.ScalarNode):
        return (read(inner, node, file, faults),)
    if not isinstance(node, yaml.SequenceNode):
        raise Unreadable(node, "a list is wanted here", "write `[a, b]`, or one `- item` a line")
    return tuple(_read_or_fault(inner, part, file, faults) for part in node.value)


def _text(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode) or not str(node.value).strip():
        raise Unreadable(node, "words are wanted here", "write the words, in quotes if they hold `: ` or `#`")
    return " ".join(str(node.value).split())


def _whole_number(node: yaml.Node) -> int:
    try:
        return int(node.value)
    except (TypeError, ValueError):
        raise Unreadable(node, f"`{node.value}` is not a whole number", "write digits only") from None


def _number(node: yaml.Node) -> float:
    try:
        return float(node.value)
    except (TypeError, ValueError):
        raise Unreadable(node, f"`{node.value}` is not a number", "write digits, with a point if needed") from None


def _boolean(node: yaml.Node) -> bool:
    if node.value not in _BOOLEANS:
        raise Unreadable(node, f"`{node.value}` is neither true nor false", "write true or false")
    return _BOOLEANS[node.value]


def _one_of(node: yaml.Node, choices: tuple[str, ...]) -> str:
    if node.value not in choices:
        near = difflib.get_close_matches(str(node.value), choices, n=1)
        raise Unreadable(
            node,
            f"`{node.value}` is not one of the words for this",
            f"did you mean `{near[0]}`?" if near else "use one of: " + ", ".join(choices),
        )
    return str(node.value)


def _urgency(node: yaml.Node) -> Urgency:
    word = _one_of(node, ("emergency", "same-day", "review", "watch", "self-care"))
    return Urgency.SELF_CARE if word == "watch" else Urgency.from_slug(word)


def _windows(node: yaml.Node) -> Windows:
    if isinstance(node, yaml.ScalarNode) and node.value == "always":
        return Windows(whole(Stage.PREGNANT), whole(Stage.POSTPARTUM))
    given = _mapping(node)
    for name, (key, _) in given.items():
        if name not in ("pregnant", "postpartum"):
            raise Unreadable(key, f"`{name}` is not a stage", "use pregnant and postpartum")
    for name in ("pregnant", "postpartum"):
        if name not in given:
            raise Unreadable(node, f"`{name}` is not said", f"add `{name}: all`, `{name}: never` or weeks")
    return Windows(_span(given["pregnant"][1], Stage.PREGNANT), _span(given["postpartum"][1], Stage.POSTPARTUM))


def _span(node: yaml.Node, stage: Stage) -> Span | None:
    if isinstance(node, yaml.ScalarNode):
        word = _one_of(node, ("all", "never"))
        return whole(stage) if word == "all" else None
    given = _mapping(node)
    first, last = 0, LAST_DAY[stage]
    for name, (key, value) in given.items():
        if name == "from":
            first = _whole_number(value) * 7
        elif name == "to":
            last = _whole_number(value) * 7 + 6
        elif name == "from_day":
            first = _whole_number(value)
        elif name == "to_day":
            last = _whole_number(value)
        else:
            mend = "use from and to (completed weeks, both counted in), or from_day and to_day"
            raise Unreadable(key, f"`{name}` is not an edge of a window", mend)
    if first > last or first > LAST_DAY[stage]:
        mend = "give `from` at or before `to`, inside the stage"
        raise Unreadable(node, "this window can never be reached", mend)
    return Span(first, min(last, LAST_DAY[stage]))


_GRAMMAR = "use a finding's id, or one of: all, any, at_least … of, score … at_least, not, pregnant/postpartum"


def read_condition(node: yaml.Node) -> language.Condition:
    """One condition of the tiny language."""
    if isinstance(node, yaml.ScalarNode):
        return language.Is(_text(node))
    given = {name: value for name, (_, value) in _mapping(node).items()}
    match sorted(given):
        case ["is"]:
            return language.Is(_text(given["is"]))
        case ["all"]:
            return language.All(_parts(given["all"]))
        case ["any"]:
            return language.Any(_parts(given["any"]))
        case ["not"]:
            return language.Not(read_condition(given["not"]))
        case ["at_least", "of"]:
            parts = _parts(given["of"])
            count = _whole_number(given["at_least"])
            if not 1 <= count <= len(parts):
                raise Unreadable(node, f"{count} of {len(parts)} can never be met, or always is", "mend the number")
            return language.AtLeast(count, parts)
        case ["at_least", "score"]:
            return language.Score(_text(given["score"]), _number(given["at_least"]))
        case ["postpartum"] | ["pregnant"] | ["postpartum", "pregnant"]:
            pregnant = _span(given["pregnant"], Stage.PREGNANT) if "pregnant" in given else None
            after = _span(given["postpartum"], Stage.POSTPARTUM) if "postpartum" in given else None
            return language.Within(Windows(pregnant, after))
    raise Unreadable(node, f"`{', '.join(given)}` is not a condition", _GRAMMAR)


def _parts(node: yaml.Node) -> tuple[language.Condition, ...]:
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise Unreadable(node, "a list of conditions is wanted here", "write `[a, b]` with at least one")
    return tuple(read_condition(part) for part in node.value)


_SPECIAL: dict[Any, Callable[[yaml.Node], Any]] = {
    str: _text,
    int: _whole_number,
    float: _number,
    bool: _boolean,
    Urgency: _urgency,
    Windows: _windows,
}
