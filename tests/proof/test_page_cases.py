"""The cases for a page: signs that belong to her week, what she told us before, and what must come of them."""

from itertools import pairwise

from steadyback.engine.table import specialise
from steadyback.proof.paging import ANSWERS_A_PAGE, look_up, page_cases, profile_ids, signs_at
from steadyback.vocabulary.timing import Stage, at_week
from tests.generative.shipped import shipped


def test_they_come_page_by_page() -> None:
    cases = list(page_cases(shipped(), seed=1, count=3 * ANSWERS_A_PAGE))
    assert len(cases) == 3 * ANSWERS_A_PAGE
    turns = sum(before[:3] != after[:3] for before, after in pairwise(cases))
    assert turns == 2


def test_answers_are_to_signs_of_the_page_and_known_things_are_of_the_profile() -> None:
    profile = set(profile_ids(shipped()))
    for case in page_cases(shipped(), seed=2, count=200):
        assert set(case.answers) <= set(case.signs)
        assert set(case.known) <= profile


def test_the_quick_way_gives_the_same_cases() -> None:
    slow, quick = (list(page_cases(shipped(), seed=4, count=700, by_table=by_table)) for by_table in (False, True))
    assert slow == quick


def test_a_sign_out_of_season_is_not_on_the_page() -> None:
    assert "sgn-bump" in signs_at(shipped(), at_week(Stage.PREGNANT, 30))
    assert "sgn-bump" not in signs_at(shipped(), at_week(Stage.POSTPARTUM, 2))


def test_the_page_looks_up_what_the_reference_says() -> None:
    for case in page_cases(shipped(), seed=3, count=50):
        rules = specialise(shipped().table, case.timing, case.known, case.signs)
        assert look_up(rules, case.signs, case.answers) == case.flags
