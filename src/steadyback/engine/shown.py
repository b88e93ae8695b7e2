"""Whether an item of content is shown to her, in which words, or why it is not. One place for every page.

It looks at her stage and week, a loss, the kind of birth, what she said in the newest check and about herself, and at
what the screen holds. In doubt it shows less: a hold counts as met when either reading of a "not sure" would meet
it, and while the stage is not known medicines are shown as in pregnancy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from steadyback.engine.condition import holds
from steadyback.engine.replies import Naming, Replies, answer_to, is_readable, read_replies
from steadyback.engine.screening import Circumstances, offer_exercise
from steadyback.knowledge.condition import Condition, findings_of
from steadyback.knowledge.model import (
    Fact,
    Habit,
    Hold,
    Knowledge,
    Medicine,
    Method,
    RedFlag,
    Statement,
    Trigger,
)
from steadyback.vocabulary.answer import Answer
from steadyback.vocabulary.timing import BirthMode, Stage, Timing, Windows

Readable = Fact | Habit | Medicine | Method | Trigger
_Stands = Literal["now", "other-time", "held", "hidden"]

_NOT_AFTER_A_LOSS = "This is not for you now."
_NOT_YET_SAID = "This is shown once you have told us about it."
_OTHER_TIME = "This is for another time."


class Shown(NamedTuple):
    """What becomes of one item for her.

    ``says``: what it tells her, or what she may do; empty while it is held. ``why``: what is true whatever she does
    (why it happens, how good the evidence is). ``never``: the limits and what is for her clinician, which stand even
    while it is held. ``because`` and ``instead``: why it is held or hidden, and what she can do in its place.
    """

    id: str
    standing: _Stands
    says: tuple[Statement, ...] = ()
    why: tuple[Statement, ...] = ()
    never: tuple[Statement, ...] = ()
    because: tuple[str, ...] = ()
    instead: tuple[Statement, ...] = ()

    @property
    def is_hidden(self) -> bool:
        """Whether not even its title may be shown."""
        return self.standing == "hidden"


class Onlooker(NamedTuple):
    """Her circumstances together with everything she said: facts, the newest check, and signs not yet seen about."""

    her: Circumstances
    said: Replies


def onlooker(her: Circumstances, answers: Mapping[str, object], naming: Naming) -> Onlooker:
    """Everything that decides what she is shown. ``answers``: those of her newest check, by id.

    An answer that this version cannot read is left out here; the check it stands in is due again, and says so.
    A sign that nobody has seen her about yet counts as a yes, whichever way it was told.
    """
    readable = {name: answer for name, answer in answers.items() if is_readable(name, answer, naming)}
    raised = {name: Answer.YES for name in her.shut_by if name in naming.counts_for}
    said = her.replies.with_more(read_replies(readable, naming)).with_more(Replies(raised, {}))
    return Onlooker(her, said)


def shown(item: Readable, looking: Onlooker, knowledge: Knowledge, naming: Naming) -> Shown:
    """What becomes of ``item`` for her."""
    name = item.card.id
    hidden = _why_hidden(item, looking, naming)
    if hidden:
        return Shown(name, "hidden", because=(hidden,))
    says, why, never = _words_of(item, looking.her.timing)
    if not _is_her_time(item, looking.her.timing):
        return Shown(name, "other-time", says, why, never, because=(_OTHER_TIME,))
    if isinstance(item, Trigger):
        return _trigger(item, why, looking, knowledge, naming)
    met = _met(item.holds, looking, naming)
    because = [hold.because for hold in met]
    if not because and not isinstance(item, Fact | Medicine):
        because = _held_moves(item.moves, looking.her, knowledge, naming)
    if not because:
        return Shown(name, "now", says, why, never)
    instead = tuple(Statement(hold.instead, item.card.sources, hold.marks) for hold in met if hold.instead)
    return Shown(name, "held", (), why, never, tuple(dict.fromkeys(because)), tuple(dict.fromkeys(instead)))


def is_named(flag: RedFlag, timing: Timing) -> bool:
    """Whether a red flag may stand in a list that anybody beside her could read: private ones never do."""
    after_loss = timing.is_loss and (flag.about_baby or flag.windows.postpartum is None)
    return not flag.is_private and not after_loss


def _why_hidden(item: Readable, looking: Onlooker, naming: Naming) -> str | None:
    timing = looking.her.timing
    if timing.is_loss and (item.about_baby or item.windows.postpartum is None):
        return _NOT_AFTER_A_LOSS
    if timing.is_loss and _is_for_another_birth(item, timing):
        return _NOT_AFTER_A_LOSS
    is_strict = isinstance(item, Medicine) or (isinstance(item, Fact | Method) and item.only_in_windows)
    if is_strict and not item.windows.is_open(_as_pregnant_if_unknown(timing)):
        return _OTHER_TIME
    if isinstance(item, Medicine) and item.only_if and not _is_surely(item.only_if, looking.said, timing, naming):
        return _NOT_YET_SAID
    return None


def _as_pregnant_if_unknown(timing: Timing) -> Timing:
    return Timing(Stage.PREGNANT) if timing.stage is Stage.UNKNOWN else timing


def _is_her_time(item: Readable, timing: Timing) -> bool:
    windows: Windows = item.windows
    return windows.is_open(timing) and not _is_for_another_birth(item, timing)


def _is_for_another_birth(item: Readable, timing: Timing) -> bool:
    """Whether it is for a kind of birth that she has not told of."""
    only = item.only_after if isinstance(item, Fact | Trigger) else None
    return only == "caesarean" and timing.birth is not BirthMode.CAESAREAN


def _words_of(
    item: Readable, timing: Timing
) -> tuple[tuple[Statement, ...], tuple[Statement, ...], tuple[Statement, ...]]:
    """What it says, why, and its limits, without what is about a baby after a loss."""

    def fit(*statements: Statement | None) -> tuple[Statement, ...]:
        return tuple(one for one in statements if one and not (timing.is_loss and one.about_baby))

    match item:
        case Trigger():
            return fit(item.action)[:1] or fit(item.calmer_action), fit(item.why), ()
        case Method():
            return fit(*item.may), fit(item.evidence), fit(*item.never)
        case Medicine():
            return fit(*item.may), (), fit(*item.hand_over)
        case _:
            return fit(*item.says), (), ()


def _trigger(
    item: Trigger, why: tuple[Statement, ...], looking: Onlooker, knowledge: Knowledge, naming: Naming
) -> Shown:
    """A trigger is always told; what changes is the quick action beside it."""
    name, her = item.card.id, looking.her
    too_much = _held_moves(item.calmer_moves, her, knowledge, naming)
    if too_much:
        return Shown(name, "held", (), why, (), tuple(too_much))
    met = _met(item.holds, looking, naming)
    moves = _held_moves(item.moves, her, knowledge, naming)
    because = tuple(dict.fromkeys([*(hold.because for hold in met), *moves]))
    if not because:
        return Shown(name, "now", _words_of(item, her.timing)[0], why)
    words = {hold.instead for hold in met}
    if len(words) == 1 and not moves and (instead := words.pop()):
        return Shown(name, "now", (Statement(instead, item.card.sources, met[0].marks),), why, because=because)
    # Two holds that name different ways out cannot be put together: the calmer action, or nothing, is the careful one.
    if item.calmer_action:
        return Shown(name, "now", (item.calmer_action,), why, because=because)
    return Shown(name, "held", (), why, (), because)


def _held_moves(names: tuple[str, ...], her: Circumstances, knowledge: Knowledge, naming: Naming) -> list[str]:
    """Why the screen holds one of these exercises; empty when it holds none."""
    offers = (offer_exercise(knowledge, naming, knowledge.exercise[name], her) for name in names)
    return [why for offer in offers if offer.is_held for why in offer.because[:1]]


def _met(items: tuple[Hold, ...], looking: Onlooker, naming: Naming) -> list[Hold]:
    """The holds that are met by either reading of every "not sure"."""
    timing = looking.her.timing
    return [hold for hold in items if any(_by(hold.when, said, timing, naming) for said in _readings(looking.said))]


def _is_surely(condition: Condition, said: Replies, timing: Timing, naming: Naming) -> bool:
    """Whether it holds by both readings of every "not sure", and all of it was asked and answered."""
    was_told = all(answer_to(name, said, naming) is not Answer.UNANSWERED for name in findings_of(condition))
    return was_told and all(_by(condition, reading, timing, naming) for reading in _readings(said))


def _by(condition: Condition, said: Replies, timing: Timing, naming: Naming) -> bool:
    return holds(condition, said, timing, naming, unsure_counts=True)


def _readings(said: Replies) -> tuple[Replies, ...]:
    """What she said with each "not sure" taken for a yes, and with each taken for a no."""

    def taken_for(answer: Answer) -> Replies:
        known = {name: answer if given is Answer.UNSURE else given for name, given in said.answers.items()}
        return said._replace(answers=known)

    return taken_for(Answer.YES), taken_for(Answer.NO)


#: What decides for one item, for a page that looks at many.
Look = Callable[[Readable], Shown]


def look(looking: Onlooker, knowledge: Knowledge, naming: Naming) -> Look:
    """The same question for many items, each worked out once."""
    known: dict[str, Shown] = {}

    def found(item: Readable) -> Shown:
        name = item.card.id
        if name not in known:
            known[name] = shown(item, looking, knowledge, naming)
        return known[name]

    return found
