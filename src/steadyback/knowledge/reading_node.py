"""The small readers: one YAML node each, to a word, a number, a choice or keys and values.

What a node cannot be is said with :class:`Unreadable`, which carries the node, so that the message has its line.
"""

from __future__ import annotations

import difflib
import math
from typing import Any

import yaml

from steadyback.vocabulary.urgency import Urgency

#: A stub made by ``content new`` holds questions; a value that begins so has not been answered yet.
OPEN_QUESTION = "? "
_BOOLEANS = {"true": True, "false": False}


class Unreadable(Exception):
    """The value at a node is not what it must be."""

    def __init__(self, node: yaml.Node, why: str, mend: str) -> None:
        super().__init__(why)
        self.node, self.why, self.mend = node, why, mend


def shown(node: yaml.Node) -> str:
    """What stands at ``node``, short enough for a message."""
    if isinstance(node, yaml.ScalarNode):
        words = " ".join(str(node.value).split())
        return words if len(words) <= 60 else words[:59] + "…"
    return "a list" if isinstance(node, yaml.SequenceNode) else "keys and values"


def refuse_open_question(node: yaml.Node) -> None:
    """Unreadable when ``node`` still holds a question of a stub."""
    if isinstance(node, yaml.ScalarNode) and str(node.value).startswith(OPEN_QUESTION):
        question = str(node.value).removeprefix(OPEN_QUESTION)
        mend = "write the answer in its place" + (", or delete the line" if question.startswith("(optional") else "")
        raise Unreadable(node, f"a question is still open: “{question}”", mend)


def mapping(node: yaml.Node) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """Key, its node and its value's node. Each key once, and each a plain word."""
    refuse_open_question(node)
    if not isinstance(node, yaml.MappingNode):
        raise Unreadable(node, "keys and values are wanted here", "write `key: value` lines, indented alike")
    found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
    before = ""
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise Unreadable(key, "a key must be a plain word", "write `key: value`")
        refuse_open_question(key)
        if before and node.flow_style and _ends_without_a_colon(key, value):
            why = f"a comma ended the words of `{before}`, so `{shown(key)}` stands as a key of its own"
            raise Unreadable(key, why, f"put all the words of `{before}` in quotes")
        if key.value in found:
            raise Unreadable(key, f"`{key.value}` stands twice", "keep one of the two")
        found[key.value] = (key, value)
        before = key.value
    return found


def _ends_without_a_colon(key: yaml.Node, value: yaml.Node) -> bool:
    return (
        isinstance(value, yaml.ScalarNode) and value.value == "" and bool(value.start_mark.index == key.end_mark.index)
    )


def text(node: yaml.Node) -> str:
    """Words, on one line."""
    refuse_open_question(node)
    if not isinstance(node, yaml.ScalarNode) or not str(node.value).strip():
        raise Unreadable(node, "words are wanted here", "write the words, in quotes if they hold `: ` or `#`")
    return " ".join(str(node.value).split())


def whole_number(node: yaml.Node) -> int:
    """A whole number."""
    refuse_open_question(node)
    try:
        return int(node.value)
    except (TypeError, ValueError):
        raise Unreadable(node, f"`{shown(node)}` is not a whole number", "write digits only") from None


def number(node: yaml.Node) -> float:
    """A number, with or without a point."""
    refuse_open_question(node)
    try:
        found = float(node.value)
    except (TypeError, ValueError):
        found = math.nan
    if not math.isfinite(found):
        raise Unreadable(node, f"`{shown(node)}` is not a number", "write digits, with a point if needed")
    return found


def boolean(node: yaml.Node) -> bool:
    """True or false, spelt so."""
    refuse_open_question(node)
    if not isinstance(node, yaml.ScalarNode) or node.value not in _BOOLEANS:
        raise Unreadable(node, f"`{shown(node)}` is neither true nor false", "write true or false")
    return _BOOLEANS[node.value]


def one_of(node: yaml.Node, choices: tuple[str, ...]) -> str:
    """One of a few words."""
    refuse_open_question(node)
    if not isinstance(node, yaml.ScalarNode) or node.value not in choices:
        near = difflib.get_close_matches(shown(node), choices, n=1)
        raise Unreadable(
            node,
            f"`{shown(node)}` is not one of the words for this",
            f"did you mean `{near[0]}`?" if near else "use one of: " + ", ".join(choices),
        )
    return str(node.value)


def urgency(node: yaml.Node) -> Urgency:
    """An urgency by its word; ``watch`` is SELF_CARE."""
    word = one_of(node, ("emergency", "same-day", "review", "watch", "self-care"))
    return Urgency.SELF_CARE if word == "watch" else Urgency.from_slug(word)


def lines_below(node: yaml.Node, path: str = "") -> dict[str, int]:
    """The line of everything below ``node``, by its path, such as ``rules.0.when``. RecursionError when endless."""
    found: dict[str, int] = {}
    parts: list[tuple[str, Any, Any]] = []
    if isinstance(node, yaml.MappingNode):
        parts = [(str(key.value), key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)]
    elif isinstance(node, yaml.SequenceNode):
        parts = [(str(number), value, value) for number, value in enumerate(node.value)]
    for name, marked, value in parts:
        found.setdefault(f"{path}{name}", marked.start_mark.line + 1)
        found.update(lines_below(value, f"{path}{name}."))
    return found
