"""The content made ready for deciding: the knowledge, its rulebook and its compiled table, kept together."""

from __future__ import annotations

from typing import NamedTuple

from steadyback.engine.compiling import compile_table
from steadyback.engine.fast import FastTable
from steadyback.engine.replies import Naming
from steadyback.engine.rulebook import Rulebook, rulebook_of
from steadyback.engine.table import Table
from steadyback.knowledge.model import Knowledge


class Rules(NamedTuple):
    """Everything that care decides with."""

    knowledge: Knowledge
    rulebook: Rulebook
    table: Table
    fast: FastTable

    @property
    def naming(self) -> Naming:
        """How answers are named."""
        return self.rulebook.naming


def rules_of(knowledge: Knowledge) -> Rules:
    """Rules made from ``knowledge``; done once at a start."""
    rulebook = rulebook_of(knowledge)
    table = compile_table(rulebook)
    return Rules(knowledge, rulebook, table, FastTable(table))
