"""What a day may have held, as she is asked about it: the triggers that fit her now, her own, and a few habits.

A factor that is left out is not known; it is never a no.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.engine.screening import offer_exercise
from steadyback.engine.shown import Look, look, onlooker
from steadyback.knowledge.model import Knowledge
from steadyback.vocabulary.timing import Stage

NOTHING_MUCH = "nothing-much"
#: Asked one by one, because heat, tiredness and few drinks add up (row s-032); a yes to one is a yes to the trigger.
PARTS: Mapping[str, Mapping[str, str]] = {"trg-heat-fatigue": {"hot-day": "a hot day", "worn-out": "being worn out"}}
#: Habits that a day may have held, in the words of the form (rows s-068, s-124, s-125, s-158).
_HABITS = {
    "hab-steady-meals": "meals at steady times",
    "hab-break-timer": "breaks from sitting or standing",
    "rt-core": "my moves for the day",
}
_HINGE = ("ex-hinge", "bending from the hips")
#: Signs that are logged as their own, and never asked for by this page (row s-033).
_SIGNS = {"calf-cramp": "leg cramps"}
_UNSAID = "something of that time"
#: The day asks about sleep by itself.
_ASKED_ELSEWHERE = frozenset({"trg-poor-sleep"})
#: Shown first, by stage: what comes up most in the articles.
_FIRST: Mapping[str, tuple[str, ...]] = {
    "pregnant": ("trg-turn-in-bed", "trg-long-sitting", "trg-bend-twist", "trg-long-standing", "trg-overdoing-chores"),
    "postpartum": ("trg-crib-lift", "trg-feeding-hunch", "trg-bend-twist", "trg-carry-hip", "trg-turn-in-bed"),
}
_FIRST_OF_A_DAY = ("trg-low-fluids", "trg-stress-guarding")


class Factor(NamedTuple):
    """One thing a day may have held. ``id`` stands in her days; ``words`` are small-lettered, for a list."""

    id: str
    words: str
    about: Literal["trigger", "own", "habit", "sign"] = "trigger"


class FactorList(NamedTuple):
    """Factors as a form shows them: ``first`` at once, ``more`` folded."""

    first: tuple[Factor, ...]
    more: tuple[Factor, ...]

    @property
    def ids(self) -> frozenset[str]:
        """Every id in it."""
        return frozenset(factor.id for factor in (*self.first, *self.more))


def looking_at(state: State, rules: Rules) -> Look:
    """What decides for one item of content whether she is shown it."""
    answers = state.last_check.answers if state.last_check else {}
    return look(onlooker(state.her, answers, rules.naming), rules.knowledge, rules.naming)


def doings(state: State, rules: Rules) -> FactorList:
    """What she may have been doing when her back grabbed: five that are likely, nothing much, and the rest."""
    fitting = _triggers(state, rules)
    first = _likely(state, fitting)
    own = tuple(Factor(name, words, "own") for name, words in state.diary.triggers.items())
    more = tuple(factor for factor in fitting.values() if factor not in first)
    return FactorList((*first, Factor(NOTHING_MUCH, "nothing much")), (*own, *more))


def held_by_a_day(state: State, rules: Rules) -> FactorList:
    """What a day may have held: the likely ones and her own first; then the other triggers, habits and signs."""
    fitting = {name: factor for name, factor in _triggers(state, rules).items() if name not in _ASKED_ELSEWHERE}
    likely = [*_likely(state, fitting), *(fitting[name] for name in _FIRST_OF_A_DAY if name in fitting)]
    own = [Factor(name, words, "own") for name, words in state.diary.triggers.items()]
    rest = [part for factor in fitting.values() if factor not in likely for part in _parted(factor)]
    habits = [Factor(name, words, "habit") for name, words in _HABITS.items()]
    hinge = rules.knowledge.exercise[_HINGE[0]]
    if not offer_exercise(rules.knowledge, rules.naming, hinge, state.her).is_held:
        habits.append(Factor(*_HINGE, "habit"))
    signs = [
        Factor(name, words, "sign")
        for name, words in _SIGNS.items()
        if state.timing.stage is Stage.PREGNANT and rules.knowledge.red_flag[name].windows.is_open(state.timing)
    ]
    return FactorList((*likely, *own), (*rest, *habits, *signs))


def _triggers(state: State, rules: Rules) -> dict[str, Factor]:
    """The content's triggers that fit her stage, in the order of the content."""
    decide = looking_at(state, rules)
    return {
        name: Factor(name, item.log_words)
        for name, item in rules.knowledge.trigger.items()
        if decide(item).standing in ("now", "held")
    }


def _likely(state: State, fitting: Mapping[str, Factor]) -> list[Factor]:
    is_with_baby = state.timing.stage is Stage.POSTPARTUM and not state.timing.is_loss
    names = _FIRST["postpartum" if is_with_baby else "pregnant"]
    return [fitting[name] for name in names if name in fitting]


def _parted(factor: Factor) -> tuple[Factor, ...]:
    parts = PARTS.get(factor.id)
    return tuple(Factor(name, words) for name, words in parts.items()) if parts else (factor,)


def with_joined(held: Mapping[str, str]) -> dict[str, str]:
    """``held`` with the triggers that were asked in parts: yes when one part is, no only when every part is."""
    found = dict(held)
    for whole, parts in PARTS.items():
        said = [held[name] for name in parts if name in held]
        if not said:
            continue
        found.pop(whole, None)
        if "yes" in said:
            found[whole] = "yes"
        elif len(said) == len(parts) and all(answer == "no" for answer in said):
            found[whole] = "no"
    return found


def factor_words(name: str, state: State, knowledge: Knowledge) -> str:
    """What an id in her days or her spasms says, in words: hers as she wrote them, whatever became of them since.

    After a loss what names a baby is said no more, in old days either.
    """
    if name in knowledge.trigger:
        trigger = knowledge.trigger[name]
        return _UNSAID if state.timing.is_loss and trigger.about_baby else trigger.log_words
    own = state.diary.by_id.get(name)
    if own is not None and own.entry.kind == "trigger":
        return str(own.body["name"])
    known = {NOTHING_MUCH: "nothing much", **_HABITS, **_SIGNS, _HINGE[0]: _HINGE[1]}
    for parts in PARTS.values():
        known |= parts
    return known.get(name, name)
