"""The reading age: close to a dictionary's, and never kind to a text that is hard."""

import statistics
from collections.abc import Callable

import pytest
import textstat

from steadyback.knowledge.check_words import all_words
from steadyback.knowledge.load import read_shelf
from steadyback.knowledge.readability import READING_AGE_LIMIT, longest_sentence, reading_age, syllables

#: Mean absolute difference from textstat in years, on all shipped texts (0.37 when this was written).
WIDEST_MEAN_DIFFERENCE = 0.5
HARD_BY_TEXTSTAT = 13.0


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    shelf = read_shelf()
    found = {
        name: all_words(located.item)
        for items in shelf.items.values()
        for name, located in items.items()
        if all_words(located.item)
    }
    assert len(found) > 400
    return found


@pytest.fixture(scope="module")
def ages(texts: dict[str, str]) -> dict[str, tuple[float, float]]:
    """Ours and textstat's, for each text."""
    textstat.set_lang("en_US")
    return {name: (reading_age(text), textstat.flesch_kincaid_grade(text) + 5) for name, text in texts.items()}


def test_the_estimate_is_close_to_textstat(
    ages: dict[str, tuple[float, float]], record_property: Callable[[str, object], None]
) -> None:
    mean = statistics.mean(abs(ours - theirs) for ours, theirs in ages.values())
    record_property("mean absolute difference in years", round(mean, 3))

    assert mean < WIDEST_MEAN_DIFFERENCE, f"{mean:.2f} years apart on {len(ages)} texts"


def test_no_text_that_textstat_finds_hard_passes_here(ages: dict[str, tuple[float, float]]) -> None:
    slipped = {name: pair for name, pair in ages.items() if pair[1] > HARD_BY_TEXTSTAT and pair[0] <= READING_AGE_LIMIT}
    assert slipped == {}


def test_every_shipped_text_is_within_the_limit(ages: dict[str, tuple[float, float]]) -> None:
    assert {name: ours for name, (ours, _) in ages.items() if ours > READING_AGE_LIMIT} == {}


def test_nine_words_in_ten_have_the_syllables_of_the_dictionary(texts: dict[str, str]) -> None:
    words = {word for text in texts.values() for word in text.lower().split() if word.isalpha() and word.isascii()}
    same = sum(syllables(word) == textstat.syllable_count(word) for word in words)

    assert same / len(words) > 0.9, f"{same} of {len(words)}"


COUNTS = {
    1: ["back", "used", "comes"],
    2: ["little", "needed", "changes", "safely", "useful", "trying", "hours", "spasm", "movement"],
    3: ["earlier", "physio"],
}


@pytest.mark.parametrize(("word", "count"), [(word, count) for count, words in COUNTS.items() for word in words])
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_hard_words_raise_the_age_and_short_sentences_lower_it() -> None:
    easy = "Stop. Breathe out slowly. Stand tall."
    hard = "Musculoskeletal discomfort generally diminishes spontaneously, notwithstanding occasional deterioration."

    assert reading_age(easy) < 8 < 14 < reading_age(hard)
    assert reading_age("") == 5.0


def test_the_longest_sentence_is_found() -> None:
    assert longest_sentence("One. One two three. One two.") == 3
    assert longest_sentence("") == 0
