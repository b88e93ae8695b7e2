"""The shapes of moving: exercises, their timers and grids, and the rungs of the ladder."""

from __future__ import annotations

from typing import Literal, NamedTuple

from steadyback.knowledge.card import Card, Hold, Statement
from steadyback.knowledge.condition import Condition

Fit = Literal["yes", "altered", "no"]
#: The columns of the eligibility grid (clinical facts 5.3): by stage first, then by what limits her.
Column = Literal[
    "under-16w",
    "16-27w",
    "28w-up",
    "pp-vaginal-not-cleared",
    "pp-caesarean-not-cleared",
    "pp-vaginal-cleared",
    "pp-caesarean-cleared",
    "pubic-pain",
    "wrist-pain",
    "doming",
]
STAGE_COLUMNS: tuple[Column, ...] = (
    "under-16w",
    "16-27w",
    "28w-up",
    "pp-vaginal-not-cleared",
    "pp-caesarean-not-cleared",
    "pp-vaginal-cleared",
    "pp-caesarean-cleared",
)


class Cue(NamedTuple):
    """One beat of a timer: what to say, for how many seconds, and the breath that goes with it."""

    say: str
    seconds: int
    breath: Literal["in", "out", "free"] = "free"


class Timer(NamedTuple):
    """A guided timer: get ready, then ``cues`` repeated, on one side or both, in sets with a rest between.

    ``before`` and ``after`` run once. Everything in whole seconds.
    """

    cues: tuple[Cue, ...]
    cycles: int = 1
    sets: int = 1
    rest_seconds: int = 0
    sides: int = 1
    change_seconds: int = 0
    ready_seconds: int = 5
    after: tuple[Cue, ...] = ()


class Dose(NamedTuple):
    """How much, in words, with its source, and the timer that keeps it (None where nothing is timed)."""

    words: Statement
    timer: Timer | None = None


class Form(NamedTuple):
    """One way to do an exercise. ``figures`` are poses of the drawing rig, in order.

    ``in_step``: for each cue of its timer (those of ``after`` last) the pose that goes with it; none: it stands still.
    """

    id: str
    title: str
    position: Literal["standing", "sitting", "side-lying", "all-fours", "flat-back", "leaned-back", "walking"]
    steps: tuple[str, ...]
    figures: tuple[str, ...]
    dose: Dose | None = None
    needs_one_leg: bool = False
    in_step: tuple[str, ...] = ()


class Cell(NamedTuple):
    """One cell of the eligibility grid: does it fit, in which form, and how it changes."""

    fit: Fit
    form: str | None = None
    how: str | None = None


class Exercise(NamedTuple):
    """A move: its forms, dose, breath, when to stop, who should not, and what to do instead.

    ``easier_form``: the form that ``easier`` speaks of, where it is one of ``forms``.
    """

    card: Card
    forms: tuple[Form, ...]
    dose: Dose
    breath: Statement
    stop: tuple[Statement, ...]
    grid: dict[Column, Cell]
    holds: tuple[Hold, ...] = ()
    easier: Statement | None = None
    harder: Statement | None = None
    harder_needs: Condition | None = None
    alternative: Statement | None = None
    alternative_exercise: str | None = None
    is_strength: bool = False
    needs_clearance: bool = False
    in_routine: bool = False
    easier_form: str | None = None


class Rung(NamedTuple):
    """One step of the self-care ladder. ``exercises`` are offered only as the screen allows."""

    card: Card
    number: int
    cue: str
    steps: tuple[Statement, ...]
    dose: Dose
    stop: tuple[Statement, ...]
    grid: dict[Column, Cell]
    figures: tuple[str, ...]
    exercises: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    before: tuple[Statement, ...] = ()
    holds: tuple[Hold, ...] = ()
    needs_clearance: bool = False
