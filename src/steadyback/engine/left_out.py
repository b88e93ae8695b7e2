"""What her limits and conditions hold, worked out by the screen itself: each is asked what would be open without it.

Nothing here decides; it explains what :mod:`steadyback.engine.screening` decides.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date
from typing import Literal, NamedTuple

from steadyback.engine.replies import Naming, Replies, answer_to
from steadyback.engine.screening import Circumstances, effect_of, offer_exercise
from steadyback.knowledge.model import Knowledge
from steadyback.vocabulary.answer import Answer
from steadyback.vocabulary.timing import Stage, Timing

#: The first completed week of each trimester (the field's convention; the evidence writes T3 for 28 weeks on).
TRIMESTERS = (0, 14, 28)


class LeftOut(NamedTuple):
    """One limit that she told, and what it does: titles of the moves it holds, and of those it changes."""

    finding: str
    title: str
    why_asked: str
    held: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def in_words(self) -> str:
        """What it does now, in one or two short sentences; else what it is asked for."""
        parts = []
        if self.held:
            parts.append(f"Left out: {_listed(self.held)}.")
        if self.changed:
            parts.append(f"Done another way: {_listed(self.changed)}.")
        return " ".join(parts) or self.why_asked


def _listed(titles: tuple[str, ...]) -> str:
    return ", ".join([titles[0], *(title[0].lower() + title[1:] for title in titles[1:])])


class AskedConditions(NamedTuple):
    """How her conditions stand. ``asked``: those that matter now; ``ask_first``: id and words of those that hold."""

    asked: tuple[str, ...]
    unanswered: tuple[str, ...]
    ask_first: tuple[tuple[str, str], ...]


def asked_conditions(knowledge: Knowledge, naming: Naming, her: Circumstances) -> AskedConditions:
    """The conditions that matter at her time: which are unanswered, and which ask for a clinician first."""
    asked, unanswered, first = [], [], []
    for name, item in sorted(knowledge.contraindication.items()):
        if effect_of(item, her.timing) is None:
            continue
        asked.append(name)
        answer = answer_to(name, her.replies, naming)
        if answer is Answer.UNANSWERED:
            unanswered.append(name)
        elif answer >= Answer.UNSURE:
            first.append((name, item.says.text))
    return AskedConditions(tuple(asked), tuple(unanswered), tuple(first))


def left_out(knowledge: Knowledge, naming: Naming, her: Circumstances) -> tuple[LeftOut, ...]:
    """Each limit that she told (a "not sure" counts), with what it alone would hold and change now.

    Alone, so that a move which two limits hold is named by both.
    """
    limits = [item for item in knowledge.finding.values() if item.about == "limit"]
    told = [item for item in limits if answer_to(item.card.id, her.replies, naming) >= Answer.UNSURE]
    all_names = {name for item in told for name in naming.counts_for[item.card.id]}
    without = _offers(knowledge, naming, _without(her, all_names)) if told else {}
    found = []
    for item in sorted(told, key=lambda one: one.card.id):
        alone = _offers(knowledge, naming, _without(her, all_names.difference(naming.counts_for[item.card.id])))
        held = [name for name, offer in alone.items() if offer[0] == "no" and without[name][0] != "no"]
        changed = [name for name, offer in alone.items() if offer[0] != "no" and offer != without[name]]
        found.append(
            LeftOut(
                item.card.id,
                item.card.title,
                item.why_asked or "",
                tuple(knowledge.exercise[name].card.title for name in held),
                tuple(knowledge.exercise[name].card.title for name in changed),
            )
        )
    return tuple(found)


def _without(her: Circumstances, names: AbstractSet[str]) -> Circumstances:
    answers = {name: answer for name, answer in her.replies.answers.items() if name not in names}
    return her._replace(replies=Replies(answers, her.replies.numbers))


def _offers(knowledge: Knowledge, naming: Naming, her: Circumstances) -> dict[str, tuple[str, str | None]]:
    offers = (offer_exercise(knowledge, naming, exercise, her) for exercise in knowledge.exercise.values())
    return {offer.id: (offer.fit, offer.form) for offer in offers}


def trimester(timing: Timing) -> int | None:
    """1, 2 or 3; None when she is not pregnant or the week is not certain enough to say."""
    if timing.stage is not Stage.PREGNANT:
        return None
    first, last = (sum(day >= week * 7 for week in TRIMESTERS) for day in (timing.first_day, timing.last_day))
    return first if first == last else None


def asked_again(
    timing: Timing, today: date, told_on: date | None, *, has_been_seen: bool
) -> Literal["", "trimester", "visit"]:
    """Why to go through the conditions again: a new trimester or a visit since she answered (evidence 6.1)."""
    if told_on is None:
        return ""
    if has_been_seen:
        return "visit"
    days = (today - told_on).days
    now = trimester(timing)
    then = timing._replace(first_day=max(0, timing.first_day - days), last_day=max(0, timing.last_day - days))
    return "trimester" if now is not None and trimester(then) != now else ""
