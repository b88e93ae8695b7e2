"""``{pregnant: {from: 20, to: 36}}`` — her stage and week may lie inside. Both ends are counted in."""

import pytest

from steadyback.vocabulary.timing import Stage, Timing, at_week
from tests.spec.conftest import Says

LATE = "{all: [bleeding, {pregnant: {from: 20, to: 36}, postpartum: never}]}"
BLEEDING = {"bleeding": "yes"}


@pytest.mark.parametrize(("week", "is_met"), [(19, False), (20, True), (36, True), (37, False)])
def test_completed_weeks_both_ends_counted_in(says: Says, week: int, is_met: bool) -> None:
    assert says(LATE, BLEEDING, at=at_week(Stage.PREGNANT, week)) is is_met


def test_the_last_day_of_the_last_week_is_inside(says: Says) -> None:
    assert says(LATE, BLEEDING, at=at_week(Stage.PREGNANT, 36, day=6))
    assert not says(LATE, BLEEDING, at=at_week(Stage.PREGNANT, 37, day=0))


def test_another_stage_is_outside(says: Says) -> None:
    assert not says(LATE, BLEEDING, at=at_week(Stage.POSTPARTUM, 25))


@pytest.mark.parametrize("stage", [Stage.PREGNANT, Stage.UNKNOWN])
def test_unknown_weeks_may_lie_inside(says: Says, stage: Stage) -> None:
    assert says(LATE, BLEEDING, at=at_week(stage, None))


def test_a_few_days_that_touch_it_may_lie_inside(says: Says) -> None:
    assert says(LATE, BLEEDING, at=Timing(Stage.PREGNANT, 19 * 7, 20 * 7))
    assert not says(LATE, BLEEDING, at=Timing(Stage.PREGNANT, 18 * 7, 20 * 7 - 1))


def test_it_may_stand_under_an_any(says: Says) -> None:
    rule = "{all: [bleeding, {any: [faint, {pregnant: {from: 20, to: 36}, postpartum: never}]}]}"
    assert says(rule, BLEEDING, at=at_week(Stage.PREGNANT, 30))
    assert not says(rule, BLEEDING, at=at_week(Stage.PREGNANT, 10))
    assert says(rule, {"bleeding": "yes", "faint": "yes"}, at=at_week(Stage.PREGNANT, 10))
