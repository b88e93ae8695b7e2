"""The promise table reads as it is written, speaks of every red flag, and only ever makes the content more careful."""

import pytest

from steadyback.proof.promised import Asked, promises, wider
from steadyback.proof.promised_moves import COLUMNS, GRID, SCREENS
from steadyback.vocabulary.timing import Stage
from tests.generative.shipped import shipped


def asked_of(flag: str, said: str) -> dict[Stage, tuple[Asked, ...]]:
    (found,) = [promise for promise in promises() if (promise.flag, promise.said) == (flag, said)]
    return found.asked


def test_every_red_flag_is_spoken_of_by_a_promise() -> None:
    assert set(shipped().rulebook.flags) <= {promise.flag for promise in promises()}


def test_no_two_lines_say_the_same_thing() -> None:
    said = [(promise.flag, promise.said) for promise in promises()]
    assert len(said) == len(set(said))


def test_weeks_are_completed_weeks_with_both_ends_counted_in() -> None:
    (asked,) = asked_of("rfm-16-24", "rfm-24")[Stage.PREGNANT]
    assert (asked.first, asked.last, asked.level) == (16 * 7, 23 * 7 + 6, 2)


def test_days_can_be_asked_for() -> None:
    (asked,) = asked_of("bladder-no-wee-6h", "bladder-no-wee-6h")[Stage.POSTPARTUM]
    assert (asked.first, asked.last) == (0, 3)


def test_what_lies_a_year_after_the_birth_is_free() -> None:
    year, later = asked_of("collapse", "collapse")[Stage.POSTPARTUM]
    assert year.last == 52 * 7 + 6
    assert later.first == year.last + 1
    assert later.level is None


def test_a_stage_that_is_not_spoken_of_is_left_out() -> None:
    assert Stage.PREGNANT not in asked_of("fever-any", "fever-any block-history")


def test_the_wider_lines_belong_to_lines_of_the_table() -> None:
    assert set(wider()) <= {(promise.flag, promise.said) for promise in promises()}


@pytest.mark.parametrize("exercise", GRID)
def test_the_grid_has_a_letter_for_every_column(exercise: str) -> None:
    assert len(GRID[exercise]) == len(COLUMNS)
    assert set(GRID[exercise]) <= set("YANS")


def test_every_screen_of_the_content_is_in_the_table() -> None:
    assert set(SCREENS) == set(shipped().knowledge.contraindication)
