"""The promise table: what the clinical facts ask of every red flag, written a second time and by hand.

``promised.csv`` beside this module was written from the facts, not from the content, so that the two can be held
against each other (double-entry book-keeping). Its columns:

* ``place``: the section of the facts.
* ``flag``: the red flag spoken of; ``*`` is the whole assessment, which must be at least so urgent.
* ``answers``: ids answered yes; ``!id`` no; ``id=38`` a number.
* ``pregnant``, ``postpartum``: how urgent the flag then is, as ``weeks urgency`` parted by semicolons. Weeks are
  ``all``, ``20+``, ``20-36``, or days as ``0d-3d``. Urgency is watch, review, same-day, emergency; with ``^`` at
  least so; with ``!`` it also holds the ladder; ``free`` asks nothing. In weeks not named the flag does not fire (a
  yes out of season counts for less, and that is the rulebook's affair). ``none``: never in this stage. ``-``:
  nothing is asked of this stage.

After birth ``all`` and ``7+`` are asked for the first twelve months; what
lies later is free. Wherever the facts ask for
same-day or emergency, each yes turned into a not sure must give the same.

``wider.csv`` holds the places where the content is knowingly more careful than the facts, each with its reason. A line
there can only ever make a promise more urgent; the table itself stays as the facts have it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

from steadyback.engine.condition import holds
from steadyback.engine.rulebook import CountedRule
from steadyback.proof.property import Progress, Shown, Tally, at, shown
from steadyback.proof.subject import Subject
from steadyback.vocabulary.timing import LAST_DAY, Stage, Timing
from steadyback.vocabulary.urgency import Urgency

_YEAR = 52 * 7 + 6
_LEVELS = {"watch": 0, "review": 1, "same-day": 2, "emergency": 3}
_OUTSIDE = "outside its usual weeks"
_STAGES = (Stage.PREGNANT, Stage.POSTPARTUM)


class Asked(NamedTuple):
    """From ``first`` to ``last`` day the flag is as urgent as ``level`` (None: nothing is asked), or more."""

    first: int
    last: int
    level: int | None
    or_more: bool = False
    holds_ladder: bool = False


class Promise(NamedTuple):
    """One line of the table. A stage that is not in ``asked`` is not spoken of."""

    place: str
    flag: str
    said: str
    answers: dict[str, object]
    asked: dict[Stage, tuple[Asked, ...]]


def promises() -> list[Promise]:
    """The table."""
    return [_promise(row) for row in _rows("promised.csv")]


def wider() -> dict[tuple[str, str], dict[Stage, tuple[Asked, ...]]]:
    """Where the content goes further than the table, by flag and answers."""
    return {
        (row["flag"], row["answers"]): {
            stage: _spans(row[stage.value], stage) for stage in _STAGES if row[stage.value] != "-"
        }
        for row in _rows("wider.csv")
    }


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("steadyback.proof").joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def _promise(row: dict[str, str]) -> Promise:
    answers: dict[str, object] = {}
    for word in row["answers"].split():
        name, _, number = word.partition("=")
        answers[name.lstrip("!")] = float(number) if number else ("no" if word.startswith("!") else "yes")
    asked = {stage: _spans(row[stage.value], stage) for stage in _STAGES if row[stage.value] != "-"}
    return Promise(row["place"], row["flag"], row["answers"], answers, asked)


def _spans(cell: str, stage: Stage) -> tuple[Asked, ...]:
    found: list[Asked] = []
    for part in cell.split(";"):
        if part.strip() == "none":
            continue
        weeks, urgency = part.split()
        first, last, is_open = _days(weeks, stage)
        level = None if urgency == "free" else _LEVELS[urgency.rstrip("^!")]
        found.append(Asked(first, last, level, "^" in urgency, "!" in urgency))
        if is_open and stage is Stage.POSTPARTUM:
            found.append(Asked(_YEAR + 1, LAST_DAY[stage], None))
    return tuple(found)


def _days(weeks: str, stage: Stage) -> tuple[int, int, bool]:
    """First and last day, and whether the end was left open."""
    last = LAST_DAY[stage] if stage is Stage.PREGNANT else _YEAR
    if weeks == "all":
        return 0, last, True
    if weeks.endswith("d+"):
        return int(weeks[:-2]), LAST_DAY[stage], False
    if weeks.endswith("+"):
        start = int(weeks[:-1]) * 7
        return (start, last, True) if start <= _YEAR else (start, LAST_DAY[stage], False)
    first_word, _, last_word = weeks.partition("-")
    if first_word.endswith("d"):
        return int(first_word[:-1]), int(last_word[:-1]), False
    return int(first_word) * 7, int(last_word or first_word) * 7 + 6, False


def content_keeps_promises(subject: Subject, progress: Progress) -> Shown:
    """Every line of the table at every day on which something changes, through the reference."""

    def prove(tally: Tally) -> None:
        table, further = promises(), wider()
        spoken_of = {(promise.flag, promise.said) for promise in table}
        for key in further:
            tally.note(key in spoken_of, "wider.csv speaks of {}, the table does not", key)
        rules = {
            name: [rule for rule in subject.rulebook.rules if rule.flag == name] for name in subject.rulebook.flags
        }
        for number, promise in enumerate(table):
            progress(f"{number} of {len(table)} lines")
            missing = [name for name in promise.answers if name not in subject.rulebook.naming.counts_for]
            if promise.flag != "*" and promise.flag not in rules:
                missing.append(promise.flag)
            tally.note(not missing, "{} is promised (facts {}) and not there", ", ".join(missing), promise.place)
            if not missing:
                _keep(_Probe(subject, promise, rules.get(promise.flag, []), tally), further)

    says = """What the clinical facts promise for each red flag and combination, in a table written from them by hand:
    it fires in exactly the promised weeks, exactly as urgent as promised, alone and with each partner, and not sure
    counts wherever it should."""
    return shown("content-keeps-the-promises", says, "enumeration", prove)


class _Probe(NamedTuple):
    """One promise on its way through the reference."""

    subject: Subject
    promise: Promise
    rules: list[CountedRule]
    tally: Tally


def _keep(probe: _Probe, further: dict[tuple[str, str], dict[Stage, tuple[Asked, ...]]]) -> None:
    promise = probe.promise
    doubtful = {name: "unsure" if answer == "yes" else answer for name, answer in promise.answers.items()}
    for stage, spans in promise.asked.items():
        more = further.get((promise.flag, promise.said), {}).get(stage, ())
        for day in _telling_days((*spans, *more), probe.rules, stage):
            asked, wider_asked = _on(day, spans), _on(day, more)
            if wider_asked is not None and wider_asked.level is not None:
                is_more = asked is None or asked.level is None or asked.level < wider_asked.level
                probe.tally.note(is_more, "wider.csv makes {}, {}, no more urgent", promise.flag, promise.said)
                asked = wider_asked
            if (asked is None and promise.flag == "*") or (asked is not None and asked.level is None):
                continue
            timing = Timing(stage, day, day)
            _try(probe, timing, promise.answers, asked)
            if asked is not None and (asked.level or 0) >= Urgency.SAME_DAY:
                _try(probe, timing, doubtful, asked)


def _on(day: int, spans: tuple[Asked, ...]) -> Asked | None:
    return next((one for one in spans if one.first <= day <= one.last), None)


def _telling_days(spans: tuple[Asked, ...], rules: list[CountedRule], stage: Stage) -> list[int]:
    """The days at each edge of the promise, and of the content's own windows, on both sides."""
    days = {0, LAST_DAY[stage]}
    for span in spans:
        days |= {span.first - 1, span.first, span.last, span.last + 1}
    for rule in rules:
        for windows in rule.windows:
            own = windows.pregnant if stage is Stage.PREGNANT else windows.postpartum
            if own is not None:
                days |= {own.first_day - 1, own.first_day, own.last_day, own.last_day + 1}
    return sorted(day for day in days if 0 <= day <= LAST_DAY[stage])


def _try(probe: _Probe, timing: Timing, answers: dict[str, object], asked: Asked | None) -> None:
    found = _found(probe, timing, answers, usual_only=asked is None)
    if asked is None:
        is_good = found is None
    elif asked.or_more or probe.promise.flag == "*":
        is_good = found is not None and found >= (asked.level or 0)
    else:
        is_good = found == asked.level
    if asked is not None and asked.holds_ladder:
        shut = probe.promise.flag in probe.subject.assess(answers, timing).shut_by
        probe.tally.note(shut, "{} does not hold the ladder at {}", probe.promise.flag, timing)
    probe.tally.note(is_good, "{}", "" if is_good else _told(probe.promise, timing, answers, found, asked))


def _found(probe: _Probe, timing: Timing, answers: dict[str, object], *, usual_only: bool) -> int | None:
    """How urgent the flag is; with ``usual_only`` without the rule for a yes out of season."""
    if probe.promise.flag == "*":
        return int(probe.subject.assess(answers, timing).urgency)
    replies, rulebook = probe.subject.replies(answers), probe.subject.rulebook
    met = [
        int(rule.urgency)
        for rule in probe.rules
        if rule.is_open(timing)
        and not (usual_only and rule.part == _OUTSIDE)
        and holds(rule.when, replies, timing, rulebook.naming_for(rule), unsure_counts=rule.unsure_counts)
    ]
    return max(met, default=None)


def _told(promise: Promise, timing: Timing, answers: dict[str, object], found: int | None, asked: Asked | None) -> str:
    words = {number: word for word, number in _LEVELS.items()}
    said = ", ".join(f"{name} {answer}" for name, answer in answers.items())
    is_now = "does not fire" if found is None else f"is {words[found]}"
    should = "not fire" if asked is None else f"be {words[asked.level or 0]}"
    name = "the assessment" if promise.flag == "*" else promise.flag
    return f"{name} {is_now} and should {should} (facts {promise.place}) with {said} at {at(timing)}"
