"""Her tries as they stand in her diary: what counts as one, of which stage, and what made it worse."""

from __future__ import annotations

from steadyback.care.rules import Rules
from steadyback.care.what_settles import attempts, made_worse, own_name, stage_began, what_settles
from tests.scenarios.telling import Her
from tests.support.tries import ONE, TWO, all_well


def her(weeks: int = 31) -> Her:
    return all_well(Her(), weeks)


def told(she: Her) -> list[tuple[str, str]]:
    return [(attempt.what, attempt.came) for _, attempt in attempts(she.state)]


def test_rungs_methods_moves_and_things_of_her_own_are_all_tries() -> None:
    she = her()
    she.climbs("start")
    she.climbs("done", ONE, "same")
    she.climbs("done", TWO, "better")
    she.says("tried", what="heat-pad", helped="a-little")
    she.says("tried", name="A  hot water  Bottle", helped="no")
    she.says("tried", name="a hot water bottle", helped="helped")
    she.says("tried", what="sc-bath")  # nothing told of how it was
    she.says("move", exercise="ex-tilt", did="done", felt="better")  # a move of a routine settles nothing
    bottle = own_name("a hot water bottle")
    assert told(she) == [
        (ONE, "no"),
        (TWO, "helped"),
        ("heat-pad", "a-little"),
        (bottle, "no"),
        (bottle, "helped"),
    ]


def test_a_rung_done_again_in_one_climb_is_one_try_and_as_it_felt_last() -> None:
    she = her()
    she.climbs("start")
    she.climbs("done", ONE, "better")
    she.climbs("stay")
    she.climbs("done", ONE, "same")
    assert told(she) == [(ONE, "no")]
    she.climbs("finish")
    she.checks()
    she.climbs("start")
    she.climbs("done", ONE, "better")
    assert told(she) == [(ONE, "no"), (ONE, "helped")]


def test_the_same_rung_told_of_twice_on_a_day_is_one_try_and_worse_stays_worse() -> None:
    she = her()
    she.climbs("start")
    she.climbs("done", ONE, "better")
    she.says("tried", what=ONE, helped="no", on=she.day(0))
    assert told(she) == [(ONE, "helped")]
    she.says("tried", what=ONE, helped="worse", on=she.day(0))
    assert told(she) == [(ONE, "worse")]
    she.says("tried", what=ONE, helped="no", on=she.day(-3))
    assert told(she) == [(ONE, "no"), (ONE, "worse")]


def test_something_changed_is_no_help_and_counts_as_worse() -> None:
    she = her()
    she.climbs("start")
    she.climbs("done", ONE, "changed")
    assert told(she) == [(ONE, "worse")]


def test_what_she_took_back_does_not_count() -> None:
    she = her()
    entry = she.says("tried", what="heat-pad", helped="helped")
    she.withdraws(entry)
    assert told(she) == []


def test_a_birth_begins_the_count_anew_and_what_made_it_worse_is_still_known(rules: Rules) -> None:
    she = her(38)
    she.climbs("start")
    she.climbs("done", ONE, "better")
    she.says("tried", what=TWO, helped="worse", on=she.day(0))
    she.after(weeks=1)
    she.says("birth", on=she.day(0), mode="vaginal")
    assert told(she) == []
    assert what_settles(she.state, rules).of(ONE).tried == 0
    assert str(stage_began(she.state)) == she.day(0)
    assert TWO in made_worse(she.state, 28)
    she.says("tried", what=ONE, helped="no", on=she.day(0))
    assert told(she) == [(ONE, "no")]


def test_a_birth_without_a_day_counts_from_when_it_was_told() -> None:
    she = her(38)
    she.says("tried", what=TWO, helped="helped", on=she.day(-1))
    she.says("loss", on=None, mode=None)
    assert told(she) == []


def test_worse_is_forgotten_after_its_days_and_a_routine_move_counts_for_it() -> None:
    she = her()
    she.says("move", exercise="ex-tilt", did="done", felt="worse")
    assert made_worse(she.state, 28) == {"ex-tilt"}
    she.after(days=28)
    assert made_worse(she.state, 28) == {"ex-tilt"}
    she.after(days=30)
    assert made_worse(she.state, 28) == frozenset()


def test_every_rung_stands_in_what_settles_it_and_then_what_else_she_tried(rules: Rules) -> None:
    she = her()
    she.says("tried", what="heat-pad", helped="helped")
    known = what_settles(she.state, rules)
    names = [thing.what for thing in known.things]
    assert names[:8] == sorted(rules.knowledge.rung)
    assert names[8:] == ["heat-pad"]
    assert known.of("heat-pad").chance > known.of(ONE).chance > 0.5
