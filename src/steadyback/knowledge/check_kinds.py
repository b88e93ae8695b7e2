"""What the content check says about each kind of item: rules, windows, examples, grids and figures."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from typing import Any

from steadyback.knowledge import condition as language
from steadyback.knowledge.fault import Fault
from steadyback.knowledge.load import Shelf
from steadyback.knowledge.model import (
    STAGE_COLUMNS,
    CheckGroup,
    Exercise,
    Fact,
    Finding,
    Habit,
    Method,
    RedFlag,
    Rung,
    Trigger,
)
from steadyback.knowledge.reading import Located
from steadyback.vocabulary.timing import Span, Windows
from steadyback.vocabulary.urgency import Urgency

_NEEDED_EXAMPLES = ("fires", "near-miss", "unanswered")
#: In words. A sign of the check is read at 3 a.m.
LONGEST_SIGN = 14
_LIMIT_COLUMNS = ("pubic-pain", "wrist-pain", "doming")
_NEVER = "this window can never be reached"


def kind_faults(located: Located, shelf: Shelf, poses: Collection[str] | None) -> Iterator[Fault]:
    """What is wrong with one item as the kind of thing it is."""
    match located.item:
        case RedFlag():
            yield from _red_flag_faults(located)
        case Finding():
            yield from _finding_faults(located)
        case CheckGroup():
            yield from _check_group_faults(located, shelf)
        case Exercise():
            yield from _exercise_faults(located)
            figures = [
                (f"forms.{number}.figures", name)
                for number, form in enumerate(located.item.forms)
                for name in form.figures
            ]
            figures += [
                (f"forms.{number}.in_step", name)
                for number, form in enumerate(located.item.forms)
                for name in form.in_step
            ]
            yield from _figure_faults(located, figures, poses)
        case Rung():
            yield from _grid_gaps(located, STAGE_COLUMNS)
            yield from _figure_faults(located, [("figures", name) for name in located.item.figures], poses)
            yield from _same_number(located, shelf, "rung", "number")
        case Fact() | Habit() | Method() | Trigger():
            yield from _figure_faults(located, [("figures", name) for name in located.item.figures], poses)


def _at(located: Located, path: str, why: str, mend: str) -> Fault:
    return Fault(located.file, located.line_of(path), why, mend)


def _red_flag_faults(located: Located) -> Iterator[Fault]:
    flag: RedFlag = located.item
    if (flag.question is None) != (flag.asked == "never" or flag.same_as is not None):
        mend = "a combination or a `same_as` has none; every other red flag has one"
        yield _at(located, "question", "the question and `asked` do not go together", mend)
    yield from _example_faults(located, flag)
    for number, rule in enumerate(flag.rules):
        path = f"rules.{number}"
        if rule.urgency > Urgency.SELF_CARE and language.holds_a_not(rule.when):
            mend = "say it without `not`; only a watch rule may hold one"
            yield _at(located, f"{path}.when", "a yes could lower this urgency", mend)
        if rule.windows and not _within(rule.windows, flag.windows):
            mend = "widen the item's windows, or narrow the rule's"
            yield _at(located, f"{path}.windows", "a rule's window reaches outside its red flag's", mend)
        if not _can_be_reached(rule.when, rule.windows or flag.windows):
            mend = "let the window in `when` and those of the rule and the item overlap"
            yield _at(located, f"{path}.when", _NEVER, mend)
        if rule.urgency > Urgency.SELF_CARE and not rule.route:
            yield _at(located, path, "a rule does not say where to go", "add `route: [MAT]` or another")


def _example_faults(located: Located, flag: RedFlag) -> Iterator[Fault]:
    names = {example.name for example in flag.examples}
    for name in _NEEDED_EXAMPLES:
        if name not in names:
            yield _at(located, "examples", f"the example `{name}` is missing", f"add `- {{name: {name}, …}}`")
    for number, example in enumerate(flag.examples):
        path = f"examples.{number}"
        if example.name in _NEEDED_EXAMPLES and example.fires != (example.name == "fires"):
            yield _at(located, path, f"the example `{example.name}` says the opposite", "mend `fires`")
        if example.urgency is not None and not example.fires:
            yield _at(located, path, "an example that does not fire has no urgency", "take `urgency` out")


def _within(inner: Windows, outer: Windows) -> bool:
    return all(
        one is None or (other is not None and other.first_day <= one.first_day and one.last_day <= other.last_day)
        for one, other in zip(inner, outer, strict=True)
    )


def _can_be_reached(condition: Any, windows: Windows) -> bool:
    """Whether the windows inside ``condition`` leave it a day on which it could hold."""
    match condition:
        case language.Within(inner):
            return _meet(inner, windows)
        case language.All(parts):
            spans = [part.windows for part in parts if isinstance(part, language.Within)]
            narrowed = [windows, *spans]
            return all(_can_be_reached(part, windows) for part in parts) and all(
                _meet(one, other) for number, one in enumerate(narrowed) for other in narrowed[number + 1 :]
            )
        case language.Any(parts):
            return all(_can_be_reached(part, windows) for part in parts)
        case language.AtLeast(_, parts):
            return all(_can_be_reached(part, windows) for part in parts)
        case _:
            return True


def _meet(one: Windows, other: Windows) -> bool:
    return any(_overlap(first, second) for first, second in zip(one, other, strict=True))


def _overlap(one: Span | None, other: Span | None) -> bool:
    return one is not None and other is not None and one.first_day <= other.last_day and other.first_day <= one.last_day


def _finding_faults(located: Located) -> Iterator[Fault]:
    finding: Finding = located.item
    if finding.answer != "number":
        return
    if finding.least is None or finding.most is None or finding.unit is None:
        yield _at(located, "answer", "a number needs its limits and unit", "add `least`, `most` and `unit`")
    elif finding.least >= finding.most:
        yield _at(located, "most", "`most` is not above `least`", "mend the two limits")


def _check_group_faults(located: Located, shelf: Shelf) -> Iterator[Fault]:
    group: CheckGroup = located.item
    yield from _same_number(located, shelf, "check-group", "order")
    for number, sign in enumerate(group.signs):
        path = f"signs.{number}"
        if len(sign.words.split()) > LONGEST_SIGN:
            mend = f"use at most {LONGEST_SIGN} words"
            yield _at(located, f"{path}.words", f"`{sign.id}` is too long to read at night", mend)
        for place, finding in enumerate(sign.asks):
            times = [flag.windows for flag in _asked_with(finding, shelf)]
            if times and not any(_meet(sign.windows, windows) for windows in times):
                why = f"`{sign.id}` is never shown at a time when `{finding}` counts"
                yield _at(located, f"{path}.asks.{place}", why, "mend the sign's windows, or take it out of `asks`")


def _asked_with(finding: str, shelf: Shelf) -> list[Any]:
    """The findings and red flags that one question answers: ``finding`` and all that share it."""
    everything = {kind: shelf.items[kind] for kind in ("red-flag", "finding")}
    own = next((items[finding].item for items in everything.values() if finding in items), None)
    first = getattr(own, "same_as", None) or finding
    items = [located.item for shelf_of_kind in everything.values() for located in shelf_of_kind.values()]
    return [item for item in items if first in (item.card.id, item.same_as)]


def _same_number(located: Located, shelf: Shelf, kind: str, key: str) -> Iterator[Fault]:
    """Two screens or two rungs cannot stand at the same place."""
    for other in shelf.items[kind].values():
        if other.file < located.file and getattr(other.item, key) == getattr(located.item, key):
            why = f"{other.file} has the same `{key}`, {getattr(located.item, key)}"
            yield _at(located, key, why, "give each its own")


def _exercise_faults(located: Located) -> Iterator[Fault]:
    exercise: Exercise = located.item
    forms = {form.id: form for form in exercise.forms}
    for column, cell in exercise.grid.items():
        path = f"grid.{column}"
        if cell.form and cell.form not in forms:
            yield _at(located, path, f"`{cell.form}` is not a form of this exercise", f"use {', '.join(forms)}")
        form = forms.get(cell.form or exercise.forms[0].id)
        if form and cell.fit != "no" and form.position == "flat-back" and column in ("16-27w", "28w-up"):
            yield _at(located, path, "flat on the back from 16 weeks", "name another form for this column")
        if cell.fit == "altered" and not (cell.form or cell.how):
            yield _at(located, path, "it is altered, but not how", "name the `form`, or say `how`")
    for number, own in enumerate(exercise.forms):
        timer = (own.dose or exercise.dose).timer
        cues = len(timer.cues) + len(timer.after) if timer else 0
        if own.in_step and len(own.in_step) != cues:
            why = f"`in_step` names {len(own.in_step)} poses for {cues} cues"
            yield _at(located, f"forms.{number}.in_step", why, "name one pose for each cue, those of `after` last")
    yield from _grid_gaps(located, (*STAGE_COLUMNS, *_LIMIT_COLUMNS))


def _grid_gaps(located: Located, columns: tuple[str, ...]) -> Iterator[Fault]:
    missing = [column for column in columns if column not in located.item.grid]
    if missing:
        yield _at(located, "grid", f"the grid leaves out {', '.join(missing)}", "add the columns, `no` where in doubt")


def _figure_faults(located: Located, figures: list[tuple[str, str]], poses: Collection[str] | None) -> Iterator[Fault]:
    for path, name in figures:
        if poses is not None and name not in poses:
            near = difflib.get_close_matches(name, poses, n=1)
            mend = f"did you mean `{near[0]}`?" if near else f"use one of: {', '.join(sorted(poses))}"
            yield _at(located, path, f"no figure is called `{name}`", mend)
