"""The content as it is shipped, read once for all tests here."""

from functools import cache

from steadyback.knowledge.load import knowledge_of, read_shelf
from steadyback.proof.flagwise import Flagwise
from steadyback.proof.subject import Subject, subject_of


@cache
def shipped() -> Subject:
    """What the proofs are about."""
    return subject_of(knowledge_of(read_shelf()))


@cache
def by_flag() -> Flagwise:
    """The reference, flag by flag, with one memory for all tests."""
    return Flagwise(shipped().rulebook)
