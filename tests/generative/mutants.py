"""Content with a fault planted in it, and what must notice: a property of ``steadyback verify``, or the content check.

A fault is planted by plain replacement. When the words to replace are gone because the content has moved on, the test
says so: then plant the fault somewhere else.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

CHECK = "the content check"
PROMISES = "content-keeps-the-promises"
EXERCISES = "no-path-to-an-excluded-exercise"
SILENCE = "unanswered-never-reassures"


class Mutant(NamedTuple):
    """One fault: what it is, how to plant it in a copy of the content, and what has to notice."""

    name: str
    plant: Callable[[Path], None]
    noticed_by: str


def without(file: str) -> Callable[[Path], None]:
    """The fault of a file that is gone."""

    def plant(content: Path) -> None:
        (content / file).unlink()

    return plant


def swapped(file: str, *pairs: tuple[str, str]) -> Callable[[Path], None]:
    """The fault of words in place of others, wherever they stand in the file."""

    def plant(content: Path) -> None:
        text = (content / file).read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text, f"{file} no longer says {old!r}; plant this fault somewhere else"
            text = text.replace(old, new)
        (content / file).write_text(text, encoding="utf-8")

    return plant


def flag(name: str) -> str:
    """The file of a red flag."""
    return f"red_flags/{name}.yaml"


MUTANTS = [
    Mutant("a combination is dropped", without(flag("cmb-sickle")), PROMISES),
    Mutant("a red flag that others name is dropped", without(flag("ces-saddle-numb")), CHECK),
    Mutant("emergency becomes same-day", swapped(flag("pe-breathless"), ("emergency", "same-day")), PROMISES),
    Mutant("same-day becomes review", swapped(flag("neuro-one-leg-new"), ("same-day", "review")), PROMISES),
    Mutant("review becomes watch", swapped(flag("pain-two-weeks"), ("urgency: review", "urgency: watch")), PROMISES),
    Mutant("same-day becomes emergency", swapped(flag("itch-palms"), ("same-day", "emergency")), PROMISES),
    Mutant("a week window is narrowed", swapped(flag("breathless-lying-flat"), ("from: 20", "from: 21")), PROMISES),
    Mutant("a week window is widened", swapped(flag("rfm-24"), ("from: 24", "from: 23")), PROMISES),
    Mutant("a window after birth is narrowed", swapped(flag("pph-heavy"), ("to: 12", "to: 11")), PROMISES),
    Mutant("a window after birth is widened", swapped(flag("pet-vision"), ("to: 6", "to: 8")), PROMISES),
    Mutant("an any loses a part", swapped(flag("dvt-calf-combo"), ("[leg-hot, leg-colour]", "[leg-hot]")), PROMISES),
    Mutant(
        "an all loses a part",
        swapped(flag("cmb-sciatica-plus"), ("{all: [neuro-shooting-leg, ", "{all: [back-pain, ")),
        PROMISES,
    ),
    Mutant(
        "an all becomes an any",
        swapped(flag("cmb-fever-neck"), ("{all: [{any: [fever-any", "{any: [{any: [fever-any")),
        PROMISES,
    ),
    Mutant("the fever limit is raised", swapped(flag("fever-any"), ("at_least: 38", "at_least: 38.5")), PROMISES),
    Mutant(
        "a not in an emergency rule",
        swapped(flag("collapse"), ("when: collapse", "when: {all: [collapse, {not: leg-hot}]}")),
        CHECK,
    ),
    Mutant(
        "back pain is presumed no longer",
        swapped("findings/back-pain.yaml", ("presumed: true", "presumed: false")),
        PROMISES,
    ),
    Mutant(
        "one question answers two no longer",
        swapped(flag("rfm-16-24"), ("same_as: rfm-24", "same_as: rfm-none-24")),
        PROMISES,
    ),
    Mutant(
        "pain down the leg holds the ladder no longer",
        swapped(flag("neuro-shooting-leg"), ("pauses_ladder: true", "pauses_ladder: false")),
        PROMISES,
    ),
    Mutant(
        "a sign is settled by parts that it has not",
        swapped(flag("stroke-signs"), ("question:", "in_parts: true\nquestion:")),
        SILENCE,
    ),
    Mutant(
        "an emergency is asked afterwards",
        swapped(flag("weakness-rising"), ("question:", "asked: after\nquestion:")),
        SILENCE,
    ),
    Mutant("a screening question is dropped", without("contraindications/scr-cervix.yaml"), EXERCISES),
    Mutant(
        "a block becomes a question",
        swapped("contraindications/scr-vasa.yaml", ("effect: block", "effect: ask-first")),
        EXERCISES,
    ),
    Mutant(
        "praevia blocks two weeks late",
        swapped("contraindications/scr-previa.yaml", ("from: 26", "from: 28")),
        EXERCISES,
    ),
    Mutant("flat on the back after 16 weeks", swapped("exercises/ex-bridge.yaml", ("leaned-back", "flat")), CHECK),
    Mutant(
        "tilts before a yes",
        swapped(
            "exercises/ex-tilt.yaml",
            ("needs_clearance: true", "needs_clearance: false"),
            ("pp-vaginal-not-cleared: {fit: no", "pp-vaginal-not-cleared: {fit: yes"),
        ),
        EXERCISES,
    ),
]
