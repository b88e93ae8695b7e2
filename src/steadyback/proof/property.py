"""What a proof hands back: what was claimed, how it was shown, on how many cases, and the counterexample if any."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal, NamedTuple

from steadyback.vocabulary.timing import Timing

How = Literal["solver", "enumeration", "generated cases", "solver and enumeration", "solver and generated cases"]


class Shown(NamedTuple):
    """One property, tried. ``counterexample`` None: it held on every one of ``cases``."""

    id: str
    says: str
    how: str
    cases: int
    seconds: float
    counterexample: str | None

    @property
    def holds(self) -> bool:
        """Whether nothing spoke against it, and something was tried at all."""
        return self.counterexample is None and self.cases > 0


def at(timing: Timing) -> str:
    """A timing in a few words, for a counterexample."""
    if timing.last_day >= 10**5:
        return f"{timing.stage.value}, weeks unknown"
    first, last = timing.first_day, timing.last_day
    day = f"+{first % 7}" if first == last else ""
    weeks = f"week {first // 7}{day}" if first // 7 == last // 7 else f"weeks {first // 7} to {last // 7}"
    birth = f", {timing.birth.value}" if timing.birth.value != "unknown" else ""
    return f"{timing.stage.value}, {weeks}{birth}{', after a loss' if timing.is_loss else ''}"


class Tally:
    """Counts cases and keeps the first counterexample: what a proof fills while it runs."""

    def __init__(self) -> None:
        self.cases = 0
        self.counterexamples: list[str] = []

    def note(self, is_good: bool, told: str, *facts: object) -> None:
        """Count one case; when it is not good, keep ``told`` with its ``{}`` filled in from ``facts``."""
        self.cases += 1
        if not is_good:
            words = [at(fact) if isinstance(fact, Timing) else fact for fact in facts]
            self.counterexamples.append(told.format(*words))

    def add(self, cases: int, counterexamples: list[str]) -> None:
        """Take over what another counted."""
        self.cases += cases
        self.counterexamples += counterexamples


#: Called with a few words on how far a proof has come; the command line draws it.
Progress = Callable[[str], None]


def silent(_: str) -> None:
    """The progress of a run that nobody watches."""


def shown(name: str, says: str, how: How, prove: Callable[[Tally], None]) -> Shown:
    """Run ``prove`` and say what came of it. A proof that tried nothing has not shown anything."""
    tally = Tally()
    start = time.perf_counter()
    prove(tally)
    seconds = time.perf_counter() - start
    found = tally.counterexamples
    first = None if tally.cases or found else "nothing was tried: there is no content for it"
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        first = found[0] + more
    return Shown(name, " ".join(says.split()), how, tally.cases, seconds, first)
