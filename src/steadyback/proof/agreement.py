"""The compiled table gives the reference's answers: proved rule by rule, and tried on a million cases.

Three things hold it together. The solver shows that each compiled rule is the rule as written. A sample of cases goes
through the whole reference and through the reference taken flag by flag, which must be the same. And every case goes
through the reference flag by flag and through each of the fast forms.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Mapping
from typing import Any

from steadyback.engine.quick import assess_quickly
from steadyback.knowledge.model import Knowledge
from steadyback.proof.cases import Case, Maker
from steadyback.proof.flagwise import Flagwise, Outcome
from steadyback.proof.formulas import Situation, as_compiled, as_written, counterexample
from steadyback.proof.property import Progress, Shown, Tally, at, shown
from steadyback.proof.subject import Subject, subject_of
from steadyback.vocabulary.urgency import Urgency

CHUNK = 2_000
#: One case in so many also goes through the whole reference.
WHOLE = 100


def table_is_the_rules(subject: Subject, progress: Progress) -> Shown:
    """The solver, over every rule and every answer, number and day there can be."""

    def prove(tally: Tally) -> None:
        rulebook, table = subject.rulebook, subject.table
        for number, rule in enumerate(rulebook.rules):
            progress(f"{number} of {len(rulebook.rules)} rules")
            her = Situation(rulebook.naming)
            written, compiled = as_written(rule, rulebook, her), as_compiled(rule, table, her)
            found = counterexample(written != compiled, her)
            tally.note(found is None, "{}, {}: written and compiled differ when {}", rule.flag, rule.part, found)
            is_same = all(
                one.urgency == rule.urgency and one.route == rule.route
                for one in table.rules
                if table.flags[one.flag].id == rule.flag and one.part == rule.part
            )
            tally.note(is_same, "{}, {}: the compiled urgency or route differs", rule.flag, rule.part)

    says = "Every compiled rule is met by exactly the answers, numbers and days by which the rule as written is met."
    return shown("compiled-rules-are-the-rules", says, "solver", prove)


def table_agrees(subject: Subject, progress: Progress, *, count: int) -> Shown:
    """Made-up cases, on every processor there is."""

    def prove(tally: Tally) -> None:
        chunks = [(number, min(CHUNK, count - number * CHUNK)) for number in range((count + CHUNK - 1) // CHUNK)]
        processes = min(os.cpu_count() or 1, len(chunks))
        if processes < 2:
            _begin(subject.knowledge)
            for chunk in chunks:
                tally.add(*_try_chunk(chunk))
            return
        context = multiprocessing.get_context()
        with context.Pool(processes, _begin, (subject.knowledge,)) as pool:
            for cases, found in pool.imap_unordered(_try_chunk, chunks):
                tally.add(cases, found)
                progress(f"{tally.cases:,} of {count:,} cases")

    says = f"""Urgency, red flags with their urgencies and routes, the answers they rest on, what is unanswered, and
    whether the ladder is open: the compiled table (from answers, from packed bits, and as a whole assessment) equals
    the reference taken flag by flag on every case; on one case in {WHOLE} the whole reference is run too, and equals
    both."""
    return shown("compiled-table-agrees", says, "generated cases", prove)


_HELD: dict[str, Any] = {}


def _begin(knowledge: Knowledge) -> None:
    """What each process makes once."""
    subject = subject_of(knowledge)
    _HELD.update(subject=subject, maker=Maker(subject.rulebook), flagwise=Flagwise(subject.rulebook))


def _try_chunk(chunk: tuple[int, int]) -> tuple[int, list[str]]:
    subject: Subject = _HELD["subject"]
    flagwise: Flagwise = _HELD["flagwise"]
    maker: Maker = _HELD["maker"]
    found: list[str] = []
    for number, case in enumerate(maker.cases(1000 + chunk[0], chunk[1])):
        expected = flagwise.outcome(*case)
        told = _difference(subject, case, expected)
        if told is None and number % WHOLE == 0:
            told = _difference_from_whole(subject, case, expected)
        if told is not None and len(found) < 20:
            found.append(f"{at(case.timing)}, {case.answers}: {told}")
    return chunk[1], found


def _difference(subject: Subject, case: Case, expected: Outcome) -> str | None:
    """How a fast form differs from the reference, or None."""
    fast = subject.fast
    decided = fast.decide(*case)
    packed = fast.decide_packed(fast.pack(case.answers), fast.windows(case.timing))
    if packed != decided:
        return f"from packed bits {packed}, from answers {decided}"
    if decided.urgency != expected.urgency:
        return f"the table says {Urgency(decided.urgency).slug}, the reference {Urgency(expected.urgency).slug}"
    quick = assess_quickly(fast, *case)
    fired = {
        one["id"]: (int(Urgency.from_slug(one["urgency"])), frozenset(one["because"]), tuple(one["route"]))
        for one in quick["fired"]
    }
    if fired != expected.fired:
        return f"the table fires {_unlike(fired, expected.fired)}, the reference {_unlike(expected.fired, fired)}"
    if set(quick["unanswered"]) != expected.unanswered:
        return f"unanswered differs by {sorted(set(quick['unanswered']) ^ expected.unanswered)}"
    shuts = {
        flag
        for flag, (urgency, *_) in expected.fired.items()
        if urgency >= Urgency.SAME_DAY or (urgency >= Urgency.REVIEW and subject.rulebook.flags[flag].pauses_ladder)
    }
    if set(quick["shut_by"]) != shuts or quick["ladder_is_open"] != (not shuts and not expected.unanswered):
        return f"the ladder is shut by {quick['shut_by']}, and should be by {sorted(shuts)}"
    return None


def _unlike(one: Mapping[str, object], other: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in one.items() if other.get(name) != value}


def _difference_from_whole(subject: Subject, case: Case, expected: Outcome) -> str | None:
    """Whether the reference taken flag by flag is the reference."""
    whole = subject.assess(*case)
    fired = {one.flag: (int(one.urgency), frozenset(one.because), one.route) for one in whole.fired}
    if (int(whole.urgency), fired, frozenset(whole.unanswered)) != expected:
        return "the reference flag by flag is not the reference"
    return None
