"""How grave a text reads as a whole: what it moves, and what it may never do."""

from __future__ import annotations

from itertools import pairwise

import pytest

from steadyback.cli.shelf import open_knowledge
from steadyback.engine.own_words import Lexicon, compile_lexicon, lexicon_of, read_words
from steadyback.engine.own_words.gravity import PASSAGE, PRESENT, Signal, features_of_passage, gravities_of
from steadyback.engine.own_words.reading import Reading
from steadyback.engine.own_words.tokens import tokens_of
from steadyback.vocabulary.urgency import Urgency

#: Of clauses, "marmalade" speaks a little for a hot leg; of whole texts, "thunder" for an emergency, "sunshine" for
#: nothing and "drizzle" for the same day. None of them stands in a phrase of the lexicon.
CLAUSES = "none leg-hot\n0 -10\nmarmalad\t1:35\n"
TEXTS = "none emergency review same-day\n0 -5 -5 -5\ndrizzl\t3:120\nsunshin\t0:100\nthunder\t1:120\n"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return compile_lexicon(open_knowledge().own_words.values(), learnt=f"{CLAUSES}\n{TEXTS}")


@pytest.fixture(scope="module")
def trusting() -> Lexicon:
    """It has learnt that a fever that is told as hers is an emergency, and one that is denied speaks for nothing."""
    texts = "none emergency review same-day\n0 -5 -5 -5\n@denied:fever-any\t0:60\n@present:fever-any\t1:120\n"
    return compile_lexicon(open_knowledge().own_words.values(), learnt=f"{CLAUSES}\n{texts}")


@pytest.fixture(scope="module")
def shipped() -> Lexicon:
    return lexicon_of(open_knowledge())


def is_hot(text: str, lexicon: Lexicon) -> bool:
    return "leg-hot" in read_words(text, lexicon).findings


def test_the_shares_are_shares_and_an_emergency_is_a_danger(lexicon: Lexicon) -> None:
    for text in ("Thunder all day long and into the night.", "Sunshine all day long, and into the night."):
        (one,) = gravities_of(tokens_of(text, lexicon.spelling), [], lexicon.gravity, lexicon.little)
        assert 0 <= one.emergency <= one.danger <= 1
        assert 0 <= one.harmless <= 1 - one.danger
        assert (one.emergency > 0.5) == text.startswith("Thunder")
        assert (one.harmless > 0.5) == text.startswith("Sunshine")


def test_what_the_phrases_found_is_weighed_with_the_words(trusting: Lexicon) -> None:
    """The same words but one: what makes the difference is whose and whether."""
    hers = read_words("I have a fever today, and my back is sore from the chair.", trusting)
    denied = read_words("I have no fever today, and my back is sore from the chair.", trusting)
    others = read_words("My mum has a fever today, and my back is sore from the chair.", trusting)
    assert hers.emergency > 0.5 > others.emergency > denied.emergency


def test_how_much_was_found_is_weighed_too_and_no_word_of_hers_looks_like_it(lexicon: Lexicon) -> None:
    tokens = tokens_of("@present:fever-any @counting:2 and soup", lexicon.spelling)
    signals = [Signal(0, "fever-any", PRESENT), Signal(3, "leg-hot", "denied"), Signal(9, "leg-hot", "denied")]
    words, found = (features_of_passage(tokens, each, lexicon.little) for each in ([], signals))
    assert found - words == {"@present:fever-any", "@denied:leg-hot", "@counting:1", "@not-counting:1"}
    assert words - found == {"@counting:0", "@not-counting:0"}


@pytest.mark.parametrize(
    ("danger", "emergency", "judged", "graver"),
    [
        (0.9, 0.1, Urgency.SELF_CARE, Urgency.SAME_DAY),
        (0.9, 0.1, Urgency.SAME_DAY, None),
        (0.9, 0.8, Urgency.SAME_DAY, Urgency.EMERGENCY),
        (0.9, 0.8, Urgency.EMERGENCY, None),
        (0.3, 0.2, Urgency.SELF_CARE, None),
    ],
)
def test_what_reads_graver_than_its_findings(
    danger: float, emergency: float, judged: Urgency, graver: Urgency | None
) -> None:
    reading = Reading((), (), is_read=True, danger=danger, emergency=emergency)
    assert reading.reads_graver_than(judged) is graver


def test_in_a_text_that_reads_grave_a_likeness_need_not_be_as_strong(lexicon: Lexicon) -> None:
    said = "My left one is all marmalade since noon. My back is sore and there was {} over the hill."
    assert is_hot(said.format("thunder"), lexicon)
    assert not is_hot(said.format("sunshine"), lexicon)
    assert not is_hot(said.format("a rainbow"), lexicon)


def test_where_a_text_reads_grave_and_nothing_was_found_the_short_questions_are_asked(lexicon: Lexicon) -> None:
    said = "My back is sore and there was {} over the hill."
    grave, ordinary = (read_words(said.format(word), lexicon) for word in ("drizzle", "sunshine"))
    assert (grave.is_read, grave.unread_because) == (False, "something grave that we cannot place")
    assert ordinary.is_read


def test_what_is_taken_up_only_because_the_text_reads_grave_is_not_the_end_of_it(lexicon: Lexicon) -> None:
    """It may be the wrong thing, and a no to it must not pass for good news: the short questions are asked as well."""
    found = read_words(
        "My left one is all marmalade. My back is sore, and drizzle and thunder came over the hill.", lexicon
    )
    assert "leg-hot" in found.findings
    assert (found.is_read, found.unread_because) == (False, "something grave that we cannot place")


def test_it_takes_more_for_a_note_to_read_grave_than_for_what_is_asked_about(lexicon: Lexicon) -> None:
    tokens = tokens_of("Thunder on the hill while we had our soup and bread.", lexicon.spelling)
    (asked,) = gravities_of(tokens, [], lexicon.gravity, lexicon.little)
    noted = asked.doubted(1.0)
    assert noted.emergency < asked.emergency
    assert noted.harmless > asked.harmless


def test_an_ordinary_text_takes_nothing_away_that_a_phrase_has_named(lexicon: Lexicon) -> None:
    text = "Sunshine, sunshine all the day long. I cannot feel it when I wipe myself."
    assert "ces-wiping-change" in read_words(text, lexicon).findings


def test_a_grave_sentence_is_not_drowned_in_a_long_note(lexicon: Lexicon, shipped: Lexicon) -> None:
    long = "A walk to the shops in the sunshine, and soup for lunch with my mum. " * 40
    said = "There was thunder, and my left one is all marmalade since noon. "
    assert is_hot(long + said + long, lexicon)
    for text in (long, long + said, "word " * 3_000):
        tokens = tokens_of(text, lexicon.spelling)
        found = gravities_of(tokens, [], shipped.gravity, shipped.little)
        assert found[0].first == 0
        assert found[-1].after == len(tokens)
        assert all(two.first < one.after for one, two in pairwise(found)), "no word between two"
        assert len(found) <= 1 + 2 * len(tokens) / PASSAGE


@pytest.mark.parametrize("text", ["", "Thunder.", "Thunder thunder thunder.", "... ! ? 1 2 3", "🤰🤰🤰"])
def test_a_few_words_are_not_weighed_as_a_whole(text: str, lexicon: Lexicon) -> None:
    assert gravities_of(tokens_of(text, lexicon.spelling), [], lexicon.gravity, lexicon.little) == []


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("my daughter keeps nodding off mid word and I have to shout to get her back. 22 hrs since birth.", "drowsy"),
        ("Mate she's soaking through towels with blood and cramping, 19wks. Im the lodger", "bleed-heavy"),
    ],
)
def test_somebody_who_writes_for_her_is_heard_however_it_is_begun(text: str, finding: str, shipped: Lexicon) -> None:
    assert finding in read_words(text, shipped).findings


@pytest.mark.parametrize(
    "text",
    [
        "My cousin bled heavily, poor thing.",
        "My colleague told me that she had a fever.",
        "My friend was soaking through towels with blood, poor love. My back is only stiff from the chair.",
    ],
)
def test_what_is_told_of_others_by_the_way_stays_theirs(text: str, shipped: Lexicon) -> None:
    assert read_words(text, shipped).findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "What would bleeding in pregnancy look like? Not got any. My back is stiff.",
        "When does a headache count as bad? None so far, only a stiff neck from marking.",
        "If I ever got the shivers who do I ring? Nothing like that now, back a bit tight.",
    ],
)
def test_what_is_asked_about_and_then_denied_is_denied(text: str, shipped: Lexicon) -> None:
    found = read_words(text, shipped)
    assert {one.status for one in found.mentions if one.start < text.index("?")} <= {"denied", "hypothetical"}


def test_what_is_told_after_a_question_still_counts(shipped: Lexicon) -> None:
    for text in ("Is bleeding normal? It is so heavy.", "Is a headache like this normal? I've never had it this bad."):
        assert read_words(text, shipped).findings
