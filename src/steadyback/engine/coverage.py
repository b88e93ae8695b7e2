"""Whether the check before the ladder keeps its word, at every week: what the content check asks of the engine.

Two things could go wrong silently. A sign that decides between emergency, same-day and home could be asked by no
screen, so that the ladder never opens for anybody. And a line of the check could be answered yes and nothing come
of it. Both are looked for at every stretch of weeks in which the rules and the screens stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from steadyback.engine.check import screens
from steadyback.engine.fast import FastTable
from steadyback.engine.quick import assess_quickly
from steadyback.engine.replies import NOTHING_SAID, Replies
from steadyback.engine.rulebook import Rulebook
from steadyback.knowledge.condition import findings_of
from steadyback.knowledge.model import Knowledge, Sign
from steadyback.knowledge.weeks import STAGE_WORDS
from steadyback.vocabulary.answer import Answer
from steadyback.vocabulary.timing import DAYS_IN_WEEK, LAST_DAY, Stage, Timing, Windows

_LAST_WEEKS = {day // DAYS_IN_WEEK for day in LAST_DAY.values()}


class Gap(NamedTuple):
    """Something that the check does not do: for a red flag or a sign of it, when, and whether after a loss."""

    kind: str
    id: str
    when: tuple[Timing, ...]

    def in_words(self) -> str:
        """The times, such as ``pregnant, weeks 14–19``."""
        return times_in_words(self.when)


def stretches(windows: Iterable[Windows]) -> Iterator[Timing]:
    """One timing for every stretch of days in which none of ``windows`` opens or closes, and for every unknown."""
    edges: dict[Stage, set[int]] = {Stage.PREGNANT: {0}, Stage.POSTPARTUM: {0}}
    for each in windows:
        for stage, span in ((Stage.PREGNANT, each.pregnant), (Stage.POSTPARTUM, each.postpartum)):
            if span is not None:
                edges[stage] |= {span.first_day, span.last_day + 1}
    for stage, found in edges.items():
        days = sorted(day for day in found if day <= LAST_DAY[stage])
        for first, following in zip(days, [*days[1:], LAST_DAY[stage] + 1], strict=True):
            for is_loss in (False, True) if stage is Stage.POSTPARTUM else (False,):
                yield Timing(stage, first, first, is_loss=is_loss)
                if following - first > 1:
                    yield Timing(stage, following - 1, following - 1, is_loss=is_loss)
        yield Timing(stage)
    yield Timing(Stage.UNKNOWN)


def _windows_in(value: Any) -> Iterator[Windows]:
    if isinstance(value, Windows):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _windows_in(part)


def gaps_of(knowledge: Knowledge, rulebook: Rulebook, fast: FastTable) -> Iterator[Gap]:
    """Every gap: kind ``red-flag`` for a sign that no screen reaches, ``sign`` for a yes of which nothing comes."""
    rules = [windows for rule in rulebook.rules for windows in _windows_in((rule.windows, rule.when))]
    groups = [windows for group in knowledge.check_group.values() for windows in _windows_in(group.signs)]
    profile = {name: Answer.NO for sign in _signs(knowledge) if sign.only_if for name in findings_of(sign.only_if)}
    unreached: dict[str, list[Timing]] = {}
    silent: dict[str, list[Timing]] = {}
    for timing in stretches([*rules, *groups]):
        for known in (NOTHING_SAID, Replies(profile, {})):
            shown = [sign for screen in screens(knowledge, rulebook.naming, known, timing) for sign in screen.signs]
            told = {name: answer.slug for name, answer in known.answers.items()}
            left = assess_quickly(fast, {**told, **{sign.id: "no" for sign in shown}}, timing)["unanswered"]
            for name in left:
                unreached.setdefault(name, []).append(timing)
            for sign in shown:
                if known is NOTHING_SAID and not assess_quickly(fast, {sign.id: "yes"}, timing)["shut_by"]:
                    silent.setdefault(sign.id, []).append(timing)
    for kind, found in (("red-flag", unreached), ("sign", silent)):
        for name, timings in found.items():
            yield Gap(kind, name, tuple(dict.fromkeys(timings)))


def _signs(knowledge: Knowledge) -> list[Sign]:
    return [sign for group in knowledge.check_group.values() for sign in group.signs]


def times_in_words(timings: Iterable[Timing]) -> str:
    """Each stage with the weeks in which the days of ``timings`` lie."""
    found: dict[str, list[int]] = {}
    for timing in timings:
        words = "after a loss" if timing.is_loss else STAGE_WORDS[timing.stage]
        weeks = found.setdefault(words, [])
        if timing.last_day <= LAST_DAY[Stage.POSTPARTUM]:
            weeks += [timing.first_day // DAYS_IN_WEEK, timing.last_day // DAYS_IN_WEEK]
    parts = []
    for words, weeks in found.items():
        if not weeks:
            parts.append(f"{words}, weeks not known" if words != STAGE_WORDS[Stage.UNKNOWN] else words)
        elif min(weeks) == 0 and max(weeks) in _LAST_WEEKS:
            parts.append(words)
        elif min(weeks) == max(weeks):
            parts.append(f"{words}, week {min(weeks)}")
        else:
            parts.append(f"{words}, between weeks {min(weeks)} and {max(weeks)}")
    return "; ".join(parts)
