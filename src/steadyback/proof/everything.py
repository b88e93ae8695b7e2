"""Every proof, in the order in which they are run: the short ones first, the million cases last."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from steadyback.knowledge.model import Knowledge
from steadyback.proof.agreement import table_agrees, table_is_the_rules
from steadyback.proof.climbing import ladder_is_safe
from steadyback.proof.doubt import unsure_counts
from steadyback.proof.exercising import no_excluded_exercise
from steadyback.proof.firing import can_fire
from steadyback.proof.paging import page_tables_agree
from steadyback.proof.promised import content_keeps_promises
from steadyback.proof.property import Progress, Shown, silent
from steadyback.proof.rising import more_never_lowers
from steadyback.proof.silence import unanswered_never_reassures
from steadyback.proof.subject import Subject, subject_of
from steadyback.proof.widening import unknown_weeks_widen
from steadyback.proof.worked import examples_come_true


class Sizes(NamedTuple):
    """How many cases each proof that makes them up is to try."""

    table: int
    cells: int
    pairs: int
    times: int
    people: int
    pages: int


FULL = Sizes(table=1_000_000, cells=1_000, pairs=20_000, times=100_000, people=20_000, pages=50_000)
QUICK = Sizes(table=20_000, cells=25, pairs=5_000, times=10_000, people=1_500, pages=5_000)


class Proof(NamedTuple):
    """A property by its id, a few words to announce it by, and what proves it."""

    id: str
    name: str
    prove: Callable[[Progress], Shown]


def proofs(subject: Subject, sizes: Sizes) -> list[Proof]:
    """Every proof. The ids are those of the properties that come out."""
    return [
        Proof("content-keeps-the-promises", "the promises", lambda tell: content_keeps_promises(subject, tell)),
        Proof("examples-come-true", "the examples", lambda _: examples_come_true(subject)),
        Proof("red-flags-can-fire", "every red flag can fire", lambda tell: can_fire(subject, tell)),
        Proof(
            "more-never-lowers",
            "more yeses never lower",
            lambda tell: more_never_lowers(subject, tell, count=sizes.pairs),
        ),
        Proof("unsure-counts-as-yes", "not sure counts", lambda tell: unsure_counts(subject, tell)),
        Proof(
            "unanswered-never-reassures",
            "unanswered never reassures",
            lambda tell: unanswered_never_reassures(subject, tell, count=sizes.cells),
        ),
        Proof(
            "unknown-weeks-widen",
            "unknown weeks widen",
            lambda tell: unknown_weeks_widen(subject, tell, count=sizes.times),
        ),
        Proof("ladder-offers-nothing-while-a-flag-stands", "the ladder", ladder_is_safe),
        Proof(
            "no-path-to-an-excluded-exercise",
            "exercises",
            lambda tell: no_excluded_exercise(subject, tell, count=sizes.people),
        ),
        Proof("compiled-rules-are-the-rules", "compiled rules", lambda tell: table_is_the_rules(subject, tell)),
        Proof("page-tables-agree", "page tables", lambda tell: page_tables_agree(subject, tell, count=sizes.pages)),
        Proof(
            "compiled-table-agrees",
            "the compiled table",
            lambda tell: table_agrees(subject, tell, count=sizes.table),
        ),
    ]


#: The ids of all properties.
PROPERTIES = (
    "content-keeps-the-promises",
    "examples-come-true",
    "red-flags-can-fire",
    "more-never-lowers",
    "unsure-counts-as-yes",
    "unanswered-never-reassures",
    "unknown-weeks-widen",
    "ladder-offers-nothing-while-a-flag-stands",
    "no-path-to-an-excluded-exercise",
    "compiled-rules-are-the-rules",
    "page-tables-agree",
    "compiled-table-agrees",
)


def prove_everything(
    knowledge: Knowledge,
    sizes: Sizes = FULL,
    announce: Callable[[str], Progress] = lambda _: silent,
    only: Collection[str] = PROPERTIES,
) -> Iterator[Shown]:
    """Run every proof over ``knowledge`` and hand back each as it ends. ``announce`` gives the progress of the next."""
    for proof in proofs(subject_of(knowledge), sizes):
        if proof.id in only:
            yield proof.prove(announce(proof.name))
