"""Today's routine: three to five moves in a sensible order, each one offered by the screen, each with a reason.

Nothing is in it that :func:`steadyback.engine.screening.offer_exercise` holds. What decides, one rule each:

* While a flag stands it is empty; while the check is due its moves only wait.
* Most days: a first move that changes from day to day, the strength moves of the routine in two sets (seed-spasms,
  facts 4.3), and a walk to end with ("finish with a stroll").
* After a spasm in the last two days, or on a sore day, the strength moves rest and the gentle ones stand first.
* Where strength is held (before a clinician's yes, by a limit), what is left fills its place: breath, posture, pelvic
  floor, hip hinge, walking (facts 5.1, PREC).
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from steadyback.engine import safety
from steadyback.engine.beats import seconds_of
from steadyback.engine.replies import Naming
from steadyback.engine.screening import Circumstances, Offer, chosen_form, offer_exercise
from steadyback.knowledge.model import Dose, Exercise, Form, Knowledge, Timer
from steadyback.vocabulary.timing import Stage

#: The most moves in one routine, and how many stand in it when there is no strength work [P].
MOST_MOVES = 5
#: How many moves there are at least where the screen leaves so many [P].
USUAL_MOVES = 4
#: The sets of a strength move in the routine (seed-spasms: two slow sets).
ROUTINE_SETS = 2
#: Seconds of rest between sets where the content names none [P].
REST_SECONDS = 30

#: From still to moving, from easy to harder, and a walk to end with.
_ORDER = (
    "ex-breath", "ex-reset", "ex-tilt", "ex-catcow", "ex-pelvicfloor", "ex-hinge",
    "ex-sideplank", "ex-bridge", "ex-birddog", "ex-hipflex", "ex-walk",
)  # fmt: skip
_FIRST = ("ex-tilt", "ex-hinge")
_GENTLE = ("ex-breath", "ex-reset", "ex-tilt", "ex-walk")
_FILLERS = ("ex-hinge", "ex-pelvicfloor", "ex-reset", "ex-breath", "ex-tilt")
_LAST = "ex-walk"

_AFTER_SPASM = "Your back grabbed in the last two days, so the gentle moves come first."
_SORE = "Your back is sore today, so the gentle moves come first."
_BEFORE_A_YES = "These are open before your midwife, doctor or physio has said yes to more."
_RESTS = "It rests today. It comes back when your back has been quiet for two days."
_RESTS_SORE = "It rests today, as your back is sore."


class Back(NamedTuple):
    """How her back is: hours since the last spasm began, and the worst pain told today, 0 to 10. None: not told."""

    hours_since_spasm: float | None = None
    pain: int | None = None


class Move(NamedTuple):
    """One move of a routine: in which form and dose, how it changes for her and why, and for how many seconds."""

    exercise: str
    form: str
    dose: Dose
    how: tuple[str, ...]
    because: tuple[str, ...]
    seconds: int


class Left(NamedTuple):
    """An exercise that is left out, and why. ``rests``: the screen allows it; it only has a day off."""

    exercise: str
    because: str
    rests: bool = False


class Routine(NamedTuple):
    """A day's routine. Only when ``status`` is ``open`` are there ``moves``; ``waiting``: what the check will open.

    ``kind``: what it was built for. ``why``: what decided, in words. ``seconds``: all moves together.
    """

    status: Literal["open", "check-first", "paused"]
    kind: Literal["everyday", "gentle"]
    moves: tuple[Move, ...] = ()
    waiting: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def seconds(self) -> int:
        """How long it takes in all."""
        return sum(move.seconds for move in self.moves)


def routine_of(
    knowledge: Knowledge, naming: Naming, her: Circumstances, back: Back, day: date, *, check_is_due: bool
) -> Routine:
    """The routine of ``day``. The same circumstances on the same day always give the same routine."""
    reason = why_gentle(back)
    kind: Literal["everyday", "gentle"] = "gentle" if reason else "everyday"
    if her.shut_by:
        return Routine("paused", kind)
    offers = {
        name: offer_exercise(knowledge, naming, exercise, her)
        for name, exercise in knowledge.exercise.items()
        if not exercise.card.retired_on
    }
    names = _gentle(offers) if reason else _everyday(knowledge, offers, day)
    left = tuple(Left(name, " ".join(offer.because)) for name, offer in offers.items() if offer.is_held)
    if reason:
        rests = _RESTS if reason == _AFTER_SPASM else _RESTS_SORE
        left += tuple(Left(name, rests, rests=True) for name in _strength(knowledge, offers))
    if check_is_due:
        return Routine("check-first", kind, waiting=tuple(names), left=left)
    moves = tuple(_move(knowledge.exercise[name], offers[name]) for name in names)
    return Routine("open", kind, moves, left=left, why=_why(reason, her))


def why_gentle(back: Back) -> str | None:
    """Why today's moves are the gentle ones, in words; None when they need not be."""
    if back.hours_since_spasm is not None and back.hours_since_spasm < safety.GENTLE_HOURS:
        return _AFTER_SPASM
    return _SORE if back.pain is not None and back.pain >= safety.PAIN_GENTLE else None


def _why(reason: str | None, her: Circumstances) -> tuple[str, ...]:
    waits = her.timing.stage is Stage.POSTPARTUM and not her.clearances
    return tuple(words for words in (reason, _BEFORE_A_YES if waits else None) if words)


def _strength(knowledge: Knowledge, offers: dict[str, Offer]) -> list[str]:
    """The strength moves of the routine that the screen allows."""
    return [name for name in _sorted(offers) if knowledge.exercise[name].in_routine and not offers[name].is_held]


def _gentle(offers: dict[str, Offer]) -> list[str]:
    chosen = _open(_GENTLE, offers)
    if len(chosen) < USUAL_MOVES:
        chosen += _open(("ex-pelvicfloor",), offers)
    return _sorted(chosen)


def _everyday(knowledge: Knowledge, offers: dict[str, Offer], day: date) -> list[str]:
    """First move, strength, walk; what the screen holds is replaced by its alternative, or by a filler."""
    turn = day.toordinal() % len(_FIRST)
    chosen = _open((*_FIRST[turn:], *_FIRST[:turn]), offers)[:1]
    strength = _strength(knowledge, offers)
    for name, offer in offers.items():
        exercise = knowledge.exercise[name]
        if strength and exercise.in_routine and offer.is_held and exercise.alternative_exercise:
            strength += _open((exercise.alternative_exercise,), offers)
    chosen += [name for name in dict.fromkeys(strength) if name not in chosen]
    chosen = chosen[: MOST_MOVES - 1] + _open((_LAST,), offers)
    enough = USUAL_MOVES if strength else MOST_MOVES
    for name in _open(_FILLERS, offers):
        if len(chosen) < enough and name not in chosen:
            chosen.append(name)
    return _sorted(chosen)


def _open(names: tuple[str, ...], offers: dict[str, Offer]) -> list[str]:
    return [name for name in names if name in offers and not offers[name].is_held]


def _sorted(names: list[str] | dict[str, Offer]) -> list[str]:
    places = {name: place for place, name in enumerate(_ORDER)}
    return sorted(names, key=lambda name: (places.get(name, places[_LAST]), name))


def _move(exercise: Exercise, offer: Offer) -> Move:
    form = chosen_form(exercise, offer)
    timer = timer_of(exercise, form)
    return Move(
        exercise=offer.id,
        form=form.id,
        dose=form.dose or exercise.dose,
        how=offer.how,
        because=offer.because,
        seconds=seconds_of(timer) if timer else 60,
    )


def timer_of(exercise: Exercise, form: Form, sets: int | None = None) -> Timer | None:
    """The timer of a form as the routine runs it: strength in two sets, or in fewer if she chooses so.

    A form with a dose of its own keeps to it. None where nothing is timed.
    """
    timer = (form.dose or exercise.dose).timer
    if timer is None:
        return None
    if exercise.in_routine and form.dose is None and timer.sets < ROUTINE_SETS:
        timer = timer._replace(sets=ROUTINE_SETS, rest_seconds=timer.rest_seconds or REST_SECONDS)
    return timer if sets is None else timer._replace(sets=max(1, min(sets, timer.sets)))
