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
from steadyback.knowledge.reading_condition import read_condition, read_windows
from steadyback.knowledge.reading_node import (
    Unreadable,
    boolean,
    lines_below,
    mapping,
    number,
    one_of,
    refuse_open_question,
    text,
    urgency,
    whole_number,
)
from steadyback.vocabulary.timing import Windows
from steadyback.vocabulary.urgency import Urgency

#: A file holds one small item; a longer one is a slip (comfortable: 60 lines).
LONGEST_FILE = 16_000
#: Lists that mean nothing when they are empty.
_NEVER_EMPTY = frozenset({"rules", "forms", "signs", "asks", "says", "cues"})
#: What the YAML reader says, and what to do about it.
_SLIPS = {
    "mapping values are not allowed in this context": "put words that hold `: ` in quotes, or mend the indent",
    "found unexpected end of stream": "close the quote that was opened",
    "found a tab character that violates indentation": "indent with spaces",
    "found character that cannot start any token": "indent with spaces, and put words that begin with @ or ` in quotes",
    "but found another document": "keep one item in a file, without `---`",
    "found undefined alias": "put words that begin with * in quotes",
}


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe loading with YAML 1.2 booleans and no dates: ids, answers and dates stay text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag.rsplit(":", 1)[1] not in {"bool", "timestamp"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class Located(NamedTuple):
    """An item read from a file, and the line of everything in it by its path, such as ``rules.0.when``."""

    item: Any
    file: str
    lines: dict[str, int]

    def line_of(self, path: str) -> int:
        """The line of ``path``, or of the nearest thing above it that the file spells out."""
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        return self.lines.get(path, 1)


def parse(raw: str, file: str, shape: type) -> tuple[Located | None, list[Fault]]:
    """The item of ``shape`` that ``raw`` holds, or the faults that keep it from being read."""
    if len(raw) > LONGEST_FILE:
        why = f"this file has {len(raw):,} characters, more than {LONGEST_FILE:,}"
        return None, [Fault(file, 1, why, "part it into items; one file holds one small item")]
    try:
        node = yaml.compose(raw, Loader=_Loader)
        if not isinstance(node, yaml.MappingNode):
            return None, [Fault(file, 1, "the file does not hold keys and values", "start it with `id: …`")]
        faults: list[Fault] = []
        lines = lines_below(node)
        item = _read_shape(shape, node, file, faults)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it holds a character that no text may hold"
        mend = _SLIPS.get(problem, "look for a missing quote, colon or indent at or above this line")
        line = min(mark.line + 1, max(len(raw.splitlines()), 1)) if mark else 1
        return None, [Fault(file, line, f"this is not YAML: {problem}", mend)]
    except RecursionError:
        why = "this goes round in a circle or is far too deep"
        return None, [Fault(file, 1, why, "write it out, without `&` and `*`")]
    return (None if faults else Located(item, file, lines)), faults


def plain_data(raw: str) -> Any:
    """What a content file holds as plain JSON values, without looking at its meaning. YAMLError when it is none."""
    return _plain(yaml.compose(raw, Loader=_Loader))


def _plain(node: yaml.Node | None) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(part) for part in node.value]
    if node is None or node.tag.endswith(":null"):
        return None
    if node.tag.endswith((":int", ":float")):
        return float(node.value) if "." in node.value else int(node.value)
    is_bare = isinstance(node, yaml.ScalarNode) and not node.style
    return node.value == "true" if is_bare and node.value in ("true", "false") else node.value


def _fault(file: str, problem: Unreadable) -> Fault:
    return Fault(file, problem.node.start_mark.line + 1, problem.why, problem.mend)


def _read_shape(shape: type, node: yaml.Node, file: str, faults: list[Fault]) -> Any:
    """A NamedTuple from a mapping; a field of type Card is read from the same mapping."""
    try:
        given = mapping(node)
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
            if name in _NEVER_EMPTY and values[name] == ():
                line = given[name][0].start_mark.line + 1
                faults.append(Fault(file, line, f"`{name}` is empty", "give at least one"))
        elif name not in defaults:
            faults.append(Fault(file, node.start_mark.line + 1, f"`{name}` is missing", f"add `{name}: …`"))
    if any(name not in values and name not in defaults for name in hints):
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


def read(hint: Any, node: yaml.Node, file: str, faults: list[Fault]) -> Any:
    """The value of type ``hint`` at ``node``. Raises Unreadable, or adds to ``faults`` and returns None."""
    special = _SPECIAL.get(hint)
    if special:
        return special(node)
    refuse_open_question(node)
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        if isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null"):
            return None
        inner = next(part for part in get_args(hint) if part is not type(None))
        return read_condition(node) if inner is language.Is else read(inner, node, file, faults)
    if origin is Literal:
        return one_of(node, get_args(hint))
    if origin is tuple:
        return _read_tuple(get_args(hint)[0], node, file, faults)
    if origin is dict:
        key_type, value_type = get_args(hint)
        return {
            (one_of(key, get_args(key_type)) if get_origin(key_type) is Literal else key.value): read(
                value_type, value, file, faults
            )
            for key, value in mapping(node).values()
        }
    if hint in (Statement, Cell) and isinstance(node, yaml.ScalarNode):
        field = "text" if hint is Statement else "fit"
        return hint(read(get_type_hints(hint)[field], node, file, faults))
    return _read_shape(hint, node, file, faults)


def _read_tuple(inner: Any, node: yaml.Node, file: str, faults: list[Fault]) -> tuple[Any, ...]:
    if inner is Citation:
        return tuple(Citation(name, text(place)) for name, (_, place) in mapping(node).items())
    if isinstance(node, yaml.ScalarNode):
        return (read(inner, node, file, faults),)
    if not isinstance(node, yaml.SequenceNode):
        raise Unreadable(node, "a list is wanted here", "write `[a, b]`, or one `- item` a line")
    return tuple(_read_or_fault(inner, part, file, faults) for part in node.value)


_SPECIAL: dict[Any, Callable[[yaml.Node], Any]] = {
    str: text,
    int: whole_number,
    float: number,
    bool: boolean,
    Urgency: urgency,
    Windows: read_windows,
}
