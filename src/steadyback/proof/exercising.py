"""No path to an excluded exercise: every screen, limit and answer, at every stage, against facts written by hand."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations

from steadyback.engine.screening import Circumstances, Clearance, Offer, chosen_form, offer_exercise, offer_ladder
from steadyback.proof.promised_moves import COLUMNS, GRID, LIMITS, RUNGS_THAT_WAIT, SCREENS, Facts, forbids
from steadyback.proof.property import Progress, Shown, Tally, shown
from steadyback.proof.subject import Subject
from steadyback.vocabulary.timing import BirthMode, Stage, Timing, at_week

_WEEKS = (0, 8, 15, 16, 20, 25, 26, 27, 28, 36, 44, None)
_WEEKS_AFTER = (0, 2, 6, 7, 8, 12, 52, None)
_ANSWERS = ("yes", "unsure", None)
_FIT = {"Y": ("yes", "altered"), "A": ("altered",), "N": ("no",), "S": ("no", "altered")}


def no_excluded_exercise(subject: Subject, progress: Progress, *, count: int) -> Shown:
    """Each answer by itself at every place and clearance; then in pairs and by chance; and the tables themselves."""

    def prove(tally: Tally) -> None:
        _tables_agree(subject, tally)
        offered: set[str] = set()
        everyone = list(_one_by_one(subject))
        singles = everyone if count >= len(everyone) else random.Random("some").sample(everyone, count)  # noqa: S311
        for number, her in enumerate([*singles, *_by_chance(subject, count)]):
            if number % 500 == 0:
                progress(f"{number} of {len(singles) + count} people")
            _one_person(subject, her, offered, tally)
        for name in (*subject.knowledge.exercise, *subject.knowledge.rung):
            tally.note(name in offered, "{} is never offered to anybody", name)

    says = """Over stages, weeks, births and clearances, with every screening question and limit answered yes, not sure
    or not at all, one by one, in pairs and by chance: no exercise is offered that the facts, written down by hand, hold
    back; the grid and the screens of the content are those of the facts; and everything is offered to somebody."""
    return shown("no-path-to-an-excluded-exercise", says, "enumeration", prove)


def _places() -> list[Timing]:
    pregnant = [at_week(Stage.PREGNANT, week) for week in _WEEKS]
    after = [at_week(Stage.POSTPARTUM, week, birth=birth) for week in _WEEKS_AFTER for birth in BirthMode]
    return [*pregnant, *after, at_week(Stage.UNKNOWN, None)]


def _clearances(subject: Subject) -> list[frozenset[str | None]]:
    named: list[frozenset[str | None]] = [frozenset({name}) for name in subject.knowledge.exercise]
    return [frozenset(), frozenset({None}), *named]


def _one_by_one(subject: Subject) -> Iterator[Facts]:
    well = dict.fromkeys(SCREENS, "no")
    for place in _places():
        for cleared in _clearances(subject):
            yield Facts(place, well, cleared)
            yield Facts(place, well, cleared, shut=True)
        for cleared in (frozenset[str | None](), frozenset[str | None]({None})):
            for name in (*SCREENS, *LIMITS):
                for answer in _ANSWERS:
                    yield Facts(place, _with(well, {name: answer}), cleared)


def _with(answers: dict[str, str], changed: dict[str, str | None]) -> dict[str, str]:
    both = {**answers, **changed}
    return {name: answer for name, answer in both.items() if answer is not None}


def _by_chance(subject: Subject, count: int) -> Iterator[Facts]:
    """Every pair of things once or more, in turn, then more than two at a time."""
    rng = random.Random("people")  # noqa: S311 - made-up people, not secrets
    places, clearances = _places(), _clearances(subject)
    pairs = list(combinations((*SCREENS, *LIMITS), 2))
    rng.shuffle(pairs)
    for number in range(count):
        if number % 4:
            names: tuple[str, ...] = pairs[number % len(pairs)]
        else:
            names = tuple(rng.sample([*SCREENS, *LIMITS], rng.randint(0, 12)))
        changed = {name: rng.choice((*_ANSWERS, "no")) for name in names}
        cleared = frozenset().union(*rng.sample(clearances, rng.randint(0, 2)))
        well = dict.fromkeys(SCREENS, "no")
        yield Facts(rng.choice(places), _with(well, changed), cleared, shut=rng.random() < 0.02)


def _circumstances(subject: Subject, her: Facts) -> Circumstances:
    clearances = [
        Clearance("midwife", "2026-11-01", None if name is None else frozenset({name})) for name in her.cleared
    ]
    known = subject.rulebook.naming.counts_for
    answers = {name: answer for name, answer in her.answers.items() if name in known}
    shut_by = ("ces-saddle-numb",) if her.shut else ()
    return Circumstances(her.timing, subject.replies(answers), tuple(clearances), shut_by)


def _one_person(subject: Subject, her: Facts, offered: set[str], tally: Tally) -> None:
    knowledge, naming = subject.knowledge, subject.rulebook.naming
    circumstances = _circumstances(subject, her)
    for exercise in knowledge.exercise.values():
        _one_offer(subject, offer_exercise(knowledge, naming, exercise, circumstances), her, offered, tally)
    if tally.cases % 7:
        return
    for rung in offer_ladder(knowledge, naming, circumstances):
        for offer in rung.exercises:
            _one_offer(subject, offer, her, offered, tally)
        if rung.is_held:
            continue
        offered.add(rung.rung)
        waits = knowledge.rung[rung.rung].number in RUNGS_THAT_WAIT and her.timing.stage is not Stage.PREGNANT
        tally.note(not her.shut, "{} is offered while a red flag stands: {}", rung.rung, her)
        tally.note(not waits or bool(her.cleared), "{} is offered before anybody said yes: {}", rung.rung, her)


def _one_offer(subject: Subject, offer: Offer, her: Facts, offered: set[str], tally: Tally) -> None:
    told = None
    if not offer.is_held:
        offered.add(offer.id)
        form = chosen_form(subject.knowledge.exercise[offer.id], offer)
        told = forbids(offer.id, form.position, one_leg=form.needs_one_leg, her=her)
    worries = {name: answer for name, answer in her.answers.items() if answer != "no"}
    asked = "" if told is None else ", ".join(sorted(set(SCREENS) - set(her.answers))) or "nothing"
    tally.note(
        told is None,
        "{} ({}) is offered though {}: {}, {}, unasked: {}, cleared: {}",
        offer.id,
        offer.form,
        told,
        her.timing,
        worries,
        asked,
        sorted(map(str, her.cleared)),
    )


def _tables_agree(subject: Subject, tally: Tally) -> None:
    """The grid and the screens of the content against those written by hand. Stricter is allowed, looser is not."""
    for name, row in GRID.items():
        exercise = subject.knowledge.exercise.get(name)
        tally.note(exercise is not None, "the exercise {} is not there", name)
        for column, letter in zip(COLUMNS, row, strict=True):
            if exercise is not None:
                fit = {str(key): cell.fit for key, cell in exercise.grid.items()}.get(column, "no")
                tally.note(fit in _FIT[letter], "{}, {}: the facts say {}, the content {}", name, column, letter, fit)
    for name, screen in SCREENS.items():
        item = subject.knowledge.contraindication.get(name)
        tally.note(item is not None, "the screening question {} is not there", name)
        if item is None:
            continue
        span = item.windows.pregnant if screen.stage is Stage.PREGNANT else item.windows.postpartum
        is_strict = item.effect == "block" or screen.effect == "ask-first"
        tally.note(is_strict, "{}: the facts say {}, the content {}", name, screen.effect, item.effect)
        from_week = None if span is None else span.first_day / 7
        tally.note(
            from_week == screen.from_week,
            "{}: the facts begin at week {}, the content at {}",
            name,
            screen.from_week,
            from_week,
        )
        asks = item.before_window == "ask-first"
        tally.note(asks == screen.asks_before, "{}: asking first before its weeks is {}", name, asks)
