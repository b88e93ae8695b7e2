"""A planted fault is noticed: by the property that should, or by the content check. The sound content passes both."""

import shutil
from pathlib import Path

import pytest

from steadyback.knowledge.check import faults_of
from steadyback.knowledge.load import CONTENT, Shelf, knowledge_of, read_shelf
from steadyback.proof.everything import QUICK, prove_everything
from steadyback.proof.property import Shown
from tests.generative.mutants import CHECK, MUTANTS, Mutant

NOTICING = sorted({mutant.noticed_by for mutant in MUTANTS} - {CHECK})


def prove(shelf: Shelf, name: str) -> Shown:
    (found,) = prove_everything(knowledge_of(shelf), QUICK, only=(name,))
    return found


def test_there_are_enough_mutants_and_no_two_alike() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS) >= 12


def test_the_sound_content_passes_the_check() -> None:
    assert not faults_of(read_shelf())


@pytest.mark.parametrize("name", NOTICING)
def test_the_sound_content_has_the_property(name: str) -> None:
    found = prove(read_shelf(), name)
    assert found.holds, found.counterexample


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name.replace(" ", "-"))
def test_a_planted_fault_is_noticed(tmp_path: Path, mutant: Mutant) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    mutant.plant(content)
    shelf = read_shelf(content)
    if mutant.noticed_by == CHECK:
        assert faults_of(shelf), "the content check lets it pass"
    else:
        found = prove(shelf, mutant.noticed_by)
        assert not found.holds, f"{found.id} holds all the same"
        assert found.counterexample
