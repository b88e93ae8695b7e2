"""How long one decision takes: every form on the same cases, in turns, the median of many rounds."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from benchmarks import straight_line, zen_rules
from benchmarks.mixes import TIMES, Mix
from steadyback.engine.quick import assess_quickly
from steadyback.proof.cases import Case
from steadyback.proof.subject import Subject
from steadyback.vocabulary.timing import Timing

ROUNDS = 31

#: Decides every case of a mix once.
Round = Callable[[], object]


class Taken(NamedTuple):
    """Microseconds a case, the median of the rounds, for each form."""

    mix: str
    microseconds: dict[str, float]


def time_mix(subject: Subject, mix: Mix, rounds: int = ROUNDS) -> Taken:
    """Every form on every case of ``mix``; first it is made sure that all forms agree."""
    contestants = _contestants(subject, mix)
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(rounds + 2):
        for name, (run, cases) in contestants.items():
            if cases < len(mix.cases) and number % 5:
                continue  # the slow ones run in one round of five
            start = time.perf_counter()
            run()
            if number >= 2:  # two rounds to warm up
                taken[name].append((time.perf_counter() - start) / cases * 1e6)
    return Taken(mix.name, {name: statistics.median(found) for name, found in taken.items()})


def _contestants(subject: Subject, mix: Mix) -> dict[str, tuple[Round, int]]:
    """Each form with what runs it once, and on how many cases."""
    fast, cases = subject.fast, mix.cases
    packed = [(fast.pack(case.answers), fast.windows(case.timing)) for case in cases]
    few = cases[:: len(cases) // 6]
    replies = [(subject.replies(case.answers), case.timing) for case in few]
    found: dict[str, tuple[Round, int]] = {
        "reference": (lambda: _refer(subject, replies), len(few)),
        "compiled, from answers": (lambda: _each(fast.decide, cases), len(cases)),
        "compiled, from packed state": (lambda: _each(fast.decide_packed, packed), len(cases)),
        "whole assessment with words and sources": (
            lambda: [assess_quickly(fast, answers, timing) for answers, timing in cases],
            len(cases),
        ),
    }
    for form, decide in _straight(subject).items():
        _agree(subject, cases, form, lambda case, decide=decide: decide(*case)[1])  # type: ignore[misc]
        found[f"straight-line Python, {form}"] = (lambda decide=decide: _each(decide, cases), len(cases))  # type: ignore[misc]
    contexts = [(zen_rules.context_of(fast, case.answers), case.timing) for case in cases]
    by_case = {id(case): context for case, (context, _) in zip(cases, contexts, strict=True)}
    for form, decide in _zen(subject).items():
        _agree(
            subject,
            few,
            form,
            lambda case, decide=decide: sum(1 << place for place in decide(by_case[id(case)], case.timing)),  # type: ignore[misc]
        )
        some = contexts[:: len(contexts) // 12]
        found[f"zen-engine, {form}"] = (lambda decide=decide, some=some: _each(decide, some), len(some))  # type: ignore[misc]
    return found


def _each(decide: Callable[..., object], cases: list[Any]) -> None:
    for first, second in cases:
        decide(first, second)


def _refer(subject: Subject, cases: list[Any]) -> None:
    from steadyback.engine.triage import assess

    for replies, timing in cases:
        assess(subject.rulebook, replies, timing)


def _agree(subject: Subject, cases: list[Case], form: str, met: Callable[[Case], int]) -> None:
    for case in cases:
        if met(case) != subject.fast.decide(*case).met:
            raise SystemExit(f"{form} does not agree with the compiled table on {case}; nothing was timed")


def _chosen_by_time(forms: Mapping[Timing, Callable[[Any], Any]]) -> Callable[[Any, Timing], Any]:
    """One function for all times: each rival was made for one time, and is found as quickly as our own windows are."""
    found = {(timing.stage.value, timing.first_day, timing.last_day): form for timing, form in forms.items()}
    by_stage: dict[bool, dict[tuple[int, int], Callable[[Any], Any]]] = {True: {}, False: {}}
    pregnant = TIMES[0].stage
    for timing, form in forms.items():
        by_stage[timing.stage is pregnant][timing.first_day, timing.last_day] = form
    assert len(found) == len(forms)
    before, after = by_stage[True], by_stage[False]

    def decide(answers: Any, timing: Timing) -> Any:
        stage, first, last, _, _ = timing
        if stage is pregnant:
            return before[first, last](answers)
        return after[first, last](answers)

    return decide


def _straight(subject: Subject) -> dict[str, Callable[[Any, Timing], Any]]:
    made = {timing: straight_line.forms(subject.fast, timing) for timing in TIMES}
    names = next(iter(made.values()))
    return {name: _chosen_by_time({timing: forms[name] for timing, forms in made.items()}) for name in names}


def _zen(subject: Subject) -> dict[str, Callable[[Any, Timing], Any]]:
    made = {timing: zen_rules.forms(subject.fast, timing) for timing in TIMES}
    names = next(iter(made.values()))
    return {name: _chosen_by_time({timing: forms[name] for timing, forms in made.items()}) for name in names}
