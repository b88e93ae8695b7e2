"""What the proofs are about: the content in use, in every form in which decisions are made from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from steadyback.engine.compiling import compile_table
from steadyback.engine.fast import FastTable
from steadyback.engine.replies import Replies, read_replies
from steadyback.engine.rulebook import Rulebook, rulebook_of
from steadyback.engine.table import Table
from steadyback.engine.triage import Assessment, assess
from steadyback.knowledge.model import Knowledge
from steadyback.vocabulary.timing import Timing


class Subject(NamedTuple):
    """The knowledge, its rulebook (read by the reference), its compiled table, and that table made fast."""

    knowledge: Knowledge
    rulebook: Rulebook
    table: Table
    fast: FastTable

    def replies(self, answers: Mapping[str, object]) -> Replies:
        """The answers as the reference reads them."""
        return read_replies(answers, self.rulebook.naming)

    def assess(self, answers: Mapping[str, object], timing: Timing) -> Assessment:
        """The reference's assessment."""
        return assess(self.rulebook, self.replies(answers), timing)


def subject_of(knowledge: Knowledge) -> Subject:
    """Everything that is proved, made from ``knowledge`` as the shells make it."""
    rulebook = rulebook_of(knowledge)
    table = compile_table(rulebook)
    return Subject(knowledge, rulebook, table, FastTable(table))
