"""The content made ready for deciding: the knowledge, its rulebook and its compiled table, kept together."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from steadyback.engine.compiling import compile_table
from steadyback.engine.fast import FastTable
from steadyback.engine.replies import Naming
from steadyback.engine.rulebook import Rulebook, rulebook_of
from steadyback.engine.table import Table
from steadyback.knowledge.model import Knowledge

if TYPE_CHECKING:
    from steadyback.engine.own_words import Lexicon


class _Late:
    """What takes long to make and is not always needed: made when it is first asked for, and kept."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    @cached_property
    def lexicon(self) -> Lexicon:
        from steadyback.engine.own_words import lexicon_of  # a cold start that reads no words need not wait for it

        return lexicon_of(self._knowledge)


class Rules(NamedTuple):
    """Everything that care decides with."""

    knowledge: Knowledge
    rulebook: Rulebook
    table: Table
    fast: FastTable
    late: _Late

    @property
    def naming(self) -> Naming:
        """How answers are named."""
        return self.rulebook.naming

    @property
    def lexicon(self) -> Lexicon:
        """What her own words are read with; made ready when the first text is read."""
        return self.late.lexicon


def rules_of(knowledge: Knowledge) -> Rules:
    """Rules made from ``knowledge``; done once at a start."""
    rulebook = rulebook_of(knowledge)
    table = compile_table(rulebook)
    return Rules(knowledge, rulebook, table, FastTable(table), _Late(knowledge))
