"""The examples inside the lexicon are its tests, and the lexicon speaks of what a person can write about."""

from __future__ import annotations

import pytest

from steadyback.cli.shelf import open_knowledge
from steadyback.engine.own_words import Lexicon, compile_lexicon, read_words
from steadyback.knowledge.model import OwnWords, WordsExample

KNOWLEDGE = open_knowledge()
EXAMPLES = [(entry, example) for entry in KNOWLEDGE.own_words.values() for example in entry.texts]
#: Told only by ticking or by a number: combinations, and red flags whose parts are read one by one.
IN_PARTS = {
    "aorta-known-risk", "epi-bladder", "epi-blood-thinner", "epi-fever-stiff-neck", "epi-neck-light", "heart-racing-faint",
    "abruption-hard-bump", "ectopic-rupture", "scar-pain-sudden", "mastitis-ill", "sickle-crisis", "spine-fever-severe",
    "pyelo", "dvt-calf-combo", "pet-combo", "pet-bp", "pet-bp-raised", "labour-term", "cramps-pattern-early",
    "bleed-light-early", "waters-term", "rfm-16-24",
}  # fmt: skip


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return compile_lexicon(KNOWLEDGE.own_words.values())


@pytest.mark.parametrize(("entry", "example"), EXAMPLES, ids=[f"{e.card.id}-{n}" for n, (e, _) in enumerate(EXAMPLES)])
def test_example(entry: OwnWords, example: WordsExample, lexicon: Lexicon) -> None:
    found = {mention.status for mention in read_words(example.text, lexicon).mentions if mention.finding in entry.means}
    counting = found & {"present", "unsure"}
    if example.gives in ("present", "unsure"):
        assert example.gives in found
    elif example.gives == "nothing":
        assert not counting
    else:
        assert example.gives in found
        assert not counting


def test_every_red_flag_that_a_person_can_write_about_has_words() -> None:
    said = {name for entry in KNOWLEDGE.own_words.values() for name in entry.means}
    flags = {name for name, flag in KNOWLEDGE.red_flag.items() if flag.question and flag.asked != "never"}
    assert sorted(flags - said - IN_PARTS) == []
    assert set(KNOWLEDGE.red_flag) >= IN_PARTS
