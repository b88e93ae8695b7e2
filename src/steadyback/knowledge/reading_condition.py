"""Reading windows of weeks and the tiny condition language from YAML nodes."""

from __future__ import annotations

import yaml

from steadyback.knowledge import condition as language
from steadyback.knowledge.reading_node import Unreadable, mapping, number, one_of, shown, text, whole_number
from steadyback.vocabulary.timing import DAYS_IN_WEEK, LAST_DAY, Span, Stage, Windows, whole

_GRAMMAR = "use a finding's id, or one of: all, any, at_least … of, score … at_least, not, pregnant/postpartum"
_NEVER = "this window can never be reached"


def read_windows(node: yaml.Node) -> Windows:
    """When something applies: ``always``, or what it is while pregnant and after birth."""
    if isinstance(node, yaml.ScalarNode) and node.value == "always":
        return Windows(whole(Stage.PREGNANT), whole(Stage.POSTPARTUM))
    given = mapping(node)
    for name, (key, _) in given.items():
        if name not in ("pregnant", "postpartum"):
            raise Unreadable(key, f"`{name}` is not a stage", "use pregnant and postpartum")
    for name in ("pregnant", "postpartum"):
        if name not in given:
            raise Unreadable(node, f"`{name}` is not said", f"add `{name}: all`, `{name}: never` or weeks")
    windows = Windows(_span(given["pregnant"][1], Stage.PREGNANT), _span(given["postpartum"][1], Stage.POSTPARTUM))
    if windows.pregnant is None and windows.postpartum is None:
        raise Unreadable(node, _NEVER, "open it in one stage at least")
    return windows


def _span(node: yaml.Node, stage: Stage) -> Span | None:
    if isinstance(node, yaml.ScalarNode):
        word = one_of(node, ("all", "never"))
        return whole(stage) if word == "all" else None
    first, last = 0, LAST_DAY[stage]
    for name, (key, value) in mapping(node).items():
        if name == "from":
            first = whole_number(value) * DAYS_IN_WEEK
        elif name == "to":
            last = whole_number(value) * DAYS_IN_WEEK + DAYS_IN_WEEK - 1
        elif name == "from_day":
            first = whole_number(value)
        elif name == "to_day":
            last = whole_number(value)
        else:
            mend = "use from and to (completed weeks, both counted in), or from_day and to_day"
            raise Unreadable(key, f"`{name}` is not an edge of a window", mend)
        if not 0 <= whole_number(value) * (1 if "day" in name else DAYS_IN_WEEK) <= LAST_DAY[stage]:
            mend = f"give weeks from 0 to {LAST_DAY[stage] // DAYS_IN_WEEK}"
            what = f"{'day' if 'day' in name else 'week'} {shown(value)}"
            raise Unreadable(value, f"{what} does not exist when {stage.value}", mend)
    if first > last:
        raise Unreadable(node, _NEVER, "give `from` at or before `to`")
    return Span(first, last)


def read_condition(node: yaml.Node) -> language.Condition:
    """One condition of the tiny language."""
    if isinstance(node, yaml.ScalarNode):
        return language.Is(text(node))
    given = {name: value for name, (_, value) in mapping(node).items()}
    match sorted(given):
        case ["is"]:
            return language.Is(text(given["is"]))
        case ["all"]:
            return language.All(_parts(given["all"]))
        case ["any"]:
            return language.Any(_parts(given["any"]))
        case ["not"]:
            return language.Not(read_condition(given["not"]))
        case ["at_least", "of"]:
            parts = _parts(given["of"])
            count = whole_number(given["at_least"])
            if not 1 <= count <= len(parts):
                why = f"at least {count} of {len(parts)} {'always holds' if count < 1 else 'can never hold'}"
                raise Unreadable(node, why, f"give a number from 1 to {len(parts)}")
            return language.AtLeast(count, parts)
        case ["at_least", "score"]:
            return language.Score(text(given["score"]), number(given["at_least"]))
        case ["postpartum"] | ["pregnant"] | ["postpartum", "pregnant"]:
            pregnant = _span(given["pregnant"], Stage.PREGNANT) if "pregnant" in given else None
            after = _span(given["postpartum"], Stage.POSTPARTUM) if "postpartum" in given else None
            if pregnant is None and after is None:
                raise Unreadable(node, _NEVER, "open it in one stage at least")
            return language.Within(Windows(pregnant, after))
    raise Unreadable(node, f"`{', '.join(given)}` is not a condition", _GRAMMAR)


def _parts(node: yaml.Node) -> tuple[language.Condition, ...]:
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise Unreadable(node, "a list of conditions is wanted here", "write `[a, b]` with at least one")
    return tuple(read_condition(part) for part in node.value)
