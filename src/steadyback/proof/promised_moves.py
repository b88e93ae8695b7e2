"""What the clinical facts (4.2, 5.1, 5.3, 6.1, 6.2) allow of exercises and rungs, written a second time and by hand.

Written from the facts and not from the content or the engine, so that the three can be held against one another.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from steadyback.vocabulary.timing import BirthMode, Stage, Timing

#: Facts 5.3, row by row: Y yes, A altered only, N no, S only standing or at a wall. Columns as in ``COLUMNS``.
COLUMNS: Final = (
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
)
GRID: Final = {
    "ex-reset": "YYYYAYYYYY",
    "ex-breath": "YYYYYYYYYY",
    "ex-tilt": "YYYNNYYYYY",
    "ex-catcow": "YYANNYYAAA",
    "ex-hipflex": "YAANNYANYY",
    "ex-sideplank": "YYANNYAAAS",
    "ex-bridge": "YAANNYYAYA",
    "ex-birddog": "YYANNYAASA",
    "ex-walk": "YYYYYYYAYY",
    "ex-hinge": "YYAYAYYAYY",
}
#: Facts 4.2: the rungs that need a clinician's yes after birth, by number.
RUNGS_THAT_WAIT: Final = frozenset({4, 5, 6})
#: Facts 5.1 and 6.2: what is open after birth before anybody has said yes; and what nothing but a red flag shuts.
OPEN_BEFORE_A_YES: Final = frozenset({"ex-reset", "ex-breath", "ex-walk", "ex-hinge", "ex-pelvicfloor"})
OPEN_WHEN_BLOCKED: Final = frozenset({"ex-reset", "ex-breath"})
OPEN_WHEN_ASKING: Final = OPEN_WHEN_BLOCKED | {"ex-walk"}
STRENGTH: Final = frozenset({"ex-sideplank", "ex-bridge", "ex-birddog"})


class Screen(NamedTuple):
    """A condition of facts 6.1 or 6.2: what it does, from which week, and whether it asks first before that."""

    effect: str
    stage: Stage
    from_week: int = 0
    asks_before: bool = False


#: Facts 6.1, by what they do; and facts 6.2, one id for each thing in its list.
_BLOCKS: Final = (
    *("scr-rom", "scr-ptl", "scr-bleed", "scr-vasa", "scr-abruption", "scr-pet", "scr-cervix", "scr-iugr"),
    *("scr-triplets", "scr-t1d", "scr-htn", "scr-thyroid", "scr-heart-lung", "scr-anaemia-severe"),
)
_ASKS_FIRST: Final = (
    *("scr-loss", "scr-prev-preterm", "scr-gest-htn", "scr-anaemia", "scr-nutrition", "scr-ed"),
    *("scr-mild-heart-lung", "scr-other"),
)
_ASKS_AFTER_BIRTH: Final = (
    *("scr-pp-wound", "scr-pp-fever", "scr-pp-bleeding", "scr-pp-breath-chest", "scr-pp-clot", "scr-pp-bp"),
    *("scr-pp-heart", "scr-pp-severe-tear", "scr-pp-prolapse", "scr-pp-leg-weak", "scr-pp-fracture"),
    *("scr-pp-severe-pain", "scr-pp-ed", "scr-pp-low-mood"),
)
SCREENS: Final[Mapping[str, Screen]] = {
    **dict.fromkeys(_BLOCKS, Screen("block", Stage.PREGNANT)),
    **dict.fromkeys(_ASKS_FIRST, Screen("ask-first", Stage.PREGNANT)),
    "scr-previa": Screen("block", Stage.PREGNANT, from_week=26, asks_before=True),
    "scr-twins": Screen("ask-first", Stage.PREGNANT, from_week=28),
    **dict.fromkeys(_ASKS_AFTER_BIRTH, Screen("ask-first", Stage.POSTPARTUM)),
}
LIMITS: Final = (
    *("lim-pubic", "lim-wrist", "lim-knee", "lim-doming", "lim-wound"),
    *("lim-dizzy", "lim-balance", "lim-shoulder", "lim-severe-tear", "lim-prolapse"),
)


class Facts(NamedTuple):
    """What is known of her. ``cleared``: the exercises that a clinician named; ``None`` in it: exercise in general."""

    timing: Timing
    answers: Mapping[str, str]
    cleared: frozenset[str | None]
    shut: bool = False


def forbids(exercise: str, position: str, *, one_leg: bool, her: Facts) -> str | None:
    """Why ``exercise`` may not be offered in that position, or None when the facts allow it."""
    if her.shut:
        return "a red flag stands"
    for told in (_by_screens(exercise, her), _by_stage(exercise, her), _by_limits(exercise, position, one_leg, her)):
        if told:
            return told
    if position == "flat-back" and _may_be_pregnant(her.timing) and her.timing.last_day >= 16 * 7:
        return "flat on the back from 16 weeks"
    return None


def _may_be_pregnant(timing: Timing) -> bool:
    return timing.stage is not Stage.POSTPARTUM


def _is_cleared(exercise: str, her: Facts) -> bool:
    return None in her.cleared or exercise in her.cleared


def _by_screens(exercise: str, her: Facts) -> str | None:
    for name, screen in SCREENS.items():
        other = Stage.POSTPARTUM if screen.stage is Stage.PREGNANT else Stage.PREGNANT
        if her.timing.stage is other:
            continue
        reached = screen.stage is Stage.POSTPARTUM or her.timing.last_day >= screen.from_week * 7
        answer = her.answers.get(name)
        if answer == "no" or not (reached or screen.asks_before):
            continue
        effect = screen.effect if reached else "ask-first"
        if answer is None:
            if exercise not in OPEN_WHEN_ASKING:
                return f"{name} was never asked"
        elif effect == "block" and exercise not in OPEN_WHEN_BLOCKED and exercise not in her.cleared:
            return f"{name} blocks it"
        elif effect == "ask-first" and exercise not in OPEN_WHEN_ASKING and not _is_cleared(exercise, her):
            return f"{name} asks first"
    return None


def _by_stage(exercise: str, her: Facts) -> str | None:
    timing = her.timing
    if timing.stage is Stage.PREGNANT:
        return None
    if exercise not in OPEN_BEFORE_A_YES and not _is_cleared(exercise, her):
        return "nobody has said yes since the birth"
    may_be_caesarean = timing.birth in (BirthMode.CAESAREAN, BirthMode.UNKNOWN)
    is_early = timing.stage is Stage.UNKNOWN or timing.first_day < 8 * 7
    named = exercise == "ex-tilt" and exercise in her.cleared
    if may_be_caesarean and is_early and not named and GRID.get(exercise, "Y" * 10)[4] == "N":
        return "under 8 weeks from a caesarean"
    return None


def _by_limits(exercise: str, position: str, one_leg: bool, her: Facts) -> str | None:
    row = GRID.get(exercise, "Y" * 10)
    limits = {name for name in LIMITS if her.answers.get(name) in ("yes", "unsure")}
    for column, limit in ((7, "lim-pubic"), (8, "lim-wrist"), (9, "lim-doming")):
        if limit in limits and row[column] == "N":
            return f"{limit} rules it out"
        if limit in limits and row[column] == "S" and position != "standing":
            return f"{limit} leaves only a standing form"
    if one_leg and limits & {"lim-pubic", "lim-balance"}:
        return "standing on one leg"
    if "lim-wound" in limits and exercise in STRENGTH | {"ex-tilt", "ex-catcow", "ex-hipflex"}:
        return "a wound that pulls"
    return None
