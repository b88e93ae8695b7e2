"""What clauses read like: the weights as they are written, what is compared, and what likeness may and may not do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from steadyback.cli.shelf import open_knowledge
from steadyback.engine.own_words import Lexicon, compile_lexicon, lexicon_of, read_words
from steadyback.engine.own_words.ground import lay_out
from steadyback.engine.own_words.learnt import Learnt, read_learnt, write_learnt
from steadyback.engine.own_words.likeness import LONGEST_UNIT, WINDOW, features_of, units_of
from steadyback.engine.own_words.tokens import tokens_of

TEXTS = Path(__file__).resolve().parents[3] / "learning" / "texts"
#: "Marmalade" is in no phrase of the lexicon; here it was learnt to speak of a hot leg, and "toast" of nothing.
MARMALADE = "none leg-hot fever-any\n0 -20 -20\nmarmalad\t0:-40 1:90\ntoast\t0:60\nmarmalad toast\t0:90 1:-90\n"


@pytest.fixture(scope="module")
def learnt() -> Lexicon:
    knowledge = open_knowledge()
    return compile_lexicon(knowledge.own_words.values(), learnt=MARMALADE)


@pytest.fixture(scope="module")
def unlearnt() -> Lexicon:
    return compile_lexicon(open_knowledge().own_words.values())


def hot_leg(text: str, lexicon: Lexicon) -> list[str]:
    return [one.status for one in read_words(text, lexicon).mentions if one.finding == "leg-hot"]


def test_weights_come_back_as_they_were_written() -> None:
    found, of_texts = read_learnt(MARMALADE)
    assert of_texts.findings == ()
    assert found.findings == ("none", "leg-hot", "fever-any")
    assert found.bias == (0, -20, -20)
    assert [found.weight("marmalad", number) for number in range(3)] == [-40, 90, 0]
    assert [found.weight("never met", number) for number in range(3)] == [0, 0, 0]
    assert found.sums(["marmalad", "toast", "never met"]) == [20, 90, 0]
    both = write_learnt(found, found)
    assert write_learnt(*read_learnt(both)) == both
    assert [each.sums(["marmalad"]) for each in read_learnt(both)] == [[-40, 90, 0]] * 2
    assert read_learnt("")[0].findings == Learnt().findings == ()


def test_many_features_add_up_as_few_do() -> None:
    heavy = Learnt(("none", "leg-hot"), (0, 0), {f"w{n}": "0:-120 1:120" for n in range(1_000)})
    assert heavy.sums(f"w{n}" for n in range(1_000)) == [-120_000, 120_000]


@pytest.mark.parametrize("text", ["leg-hot none\n0 0\n", "none leg-hot\n0\n"])
def test_weights_without_a_head_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="must begin"):
        read_learnt(text)


def test_a_clause_is_compared_by_words_neighbours_and_those_with_one_word_between() -> None:
    assert features_of(["my", "leg", "is", "hot"], frozenset({"my", "is"})) == {
        *("my", "leg", "is", "hot"),
        *("my leg", "leg is", "is hot"),
        "leg_hot",
    }
    assert "a~c" in features_of(["a", "b", "c"], frozenset())


def test_every_word_is_compared_and_no_unit_is_long(unlearnt: Lexicon) -> None:
    text = "apple pear, plum fig and now kiwi too. " + "word " * 200
    ground = lay_out(tokens_of(text, unlearnt.spelling), unlearnt)
    units = units_of(ground)
    assert max(after - first for first, after in units) <= LONGEST_UNIT
    read = {n for unit in units for n in range(*unit)}
    assert read >= {n for n, token in enumerate(ground.tokens) if not token.is_mark}
    assert len(units) < 12 + 2 * 200 / WINDOW


def test_two_words_are_left_to_the_phrases(unlearnt: Lexicon) -> None:
    for text in ("Hot leg.", "c 0 s", "39 40 41 42", "a b c d"):
        assert units_of(lay_out(tokens_of(text, unlearnt.spelling), unlearnt)) == []


def test_what_reads_like_a_finding_is_one_with_its_words_and_why(learnt: Lexicon, unlearnt: Lexicon) -> None:
    text = "We had tea. My left one is all marmalade since noon."
    assert hot_leg(text, unlearnt) == []
    one = next(each for each in read_words(text, learnt).mentions if each.finding == "leg-hot")
    assert one.status == "present"
    assert one.words in text
    assert "marmalade" in one.words
    assert one.why.startswith("reads like it")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("No marmalade in it now.", "denied"),
        ("My sister has a marmalade one.", "someone-else"),
        ("What if it goes all marmalade?", "hypothetical"),
        ("It went marmalade in 2015.", "past"),
    ],
)
def test_whose_and_when_is_for_the_words_round_it(text: str, status: str, learnt: Lexicon) -> None:
    assert hot_leg(text, learnt) == [status]


def test_what_speaks_for_nothing_takes_it_back(learnt: Lexicon) -> None:
    assert hot_leg("I had marmalade toast.", learnt) == []


def test_what_a_phrase_has_named_is_left_to_the_phrase(learnt: Lexicon, unlearnt: Lexicon) -> None:
    text = "One calf is hot to the touch. No marmalade."
    assert hot_leg(text, learnt) == hot_leg(text, unlearnt) != []


def test_likeness_takes_nothing_away(unlearnt: Lexicon) -> None:
    """Over real texts: whatever the phrases find is found with the shipped weights too, and counts if it did; and what
    could not be read is still said to be unread."""
    shipped = lexicon_of(open_knowledge())
    lines = [line for path in sorted(TEXTS.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()[::25]]
    assert len(lines) > 200
    more = 0
    for line in lines:
        text = json.loads(line)["text"]
        with_likeness, without = read_words(text, shipped), read_words(text, unlearnt)
        still = {(one.finding, one.start, one.end): one.counts for one in with_likeness.mentions}
        for one in without.mentions:
            assert still[one.finding, one.start, one.end] >= one.counts
        assert without.is_read or with_likeness.unread_because == without.unread_because
        more += len(with_likeness.mentions) > len(without.mentions)
    assert more > len(lines) / 20
