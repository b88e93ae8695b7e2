"""The first step that fits today: always one that is open to her, never before the check, and with its reason."""

from __future__ import annotations

import random

import pytest

from steadyback.care.first_step import WORSE_DAYS, Beginning, FirstStep, beginning, first_among, first_step
from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.engine.picking import REACH
from steadyback.engine.screening import offer_ladder
from tests.scenarios.telling import Her
from tests.support.tries import ONE, THREE, TWO, all_well, helped_by_the_second, tries

TILT, STRONG = "lad-4-tilt-catcow", "lad-6-bridge-birddog"


def her(weeks: int = 31) -> Her:
    return all_well(Her(), weeks)


def step(she: Her) -> FirstStep:
    found = first_step(she.state, she.rules)
    assert found is not None
    return found


def test_with_nothing_known_it_is_the_ladders_own_first() -> None:
    assert step(her()) == (ONE, "It is next on the ladder.", "order")


def test_a_step_that_helps_her_clearly_more_stands_first_and_says_how_often() -> None:
    she = her()
    tries(she, ONE, "no", "no", "no", "no")
    tries(she, TWO, "helped", "a-little", "no", "helped", "helped")
    assert step(she) == (TWO, "It helped you 4 of 5 times.", "clear")


def test_a_few_good_tries_further_up_change_nothing_yet() -> None:
    she = her()
    tries(she, TWO, "helped", "helped")
    assert step(she).rung == ONE
    tries(she, ONE, "helped")
    assert step(she).why == "It is next on the ladder, and it helped you the one time you tried it."


def test_what_lies_too_far_up_never_stands_first_however_much_it_helps() -> None:
    she = her()
    tries(she, ONE, *["no"] * 6)
    tries(she, TILT, *["helped"] * 12)
    rungs = she.rungs()
    assert rungs.index(TILT) > REACH
    assert step(she).rung in rungs[: REACH + 1]


def test_a_step_that_made_it_worse_gives_its_place_to_the_next_for_four_weeks() -> None:
    she = her()
    she.says("tried", what=ONE, helped="worse", on=she.day(-1))
    found = step(she)
    assert (found.rung, found.rule) == (TWO, "passed")
    assert "worse" in found.why
    she.says("tried", what=ONE, helped="helped", on=she.day(0))
    assert step(she).rung == TWO  # once better is not yet well
    she.after(days=WORSE_DAYS + 1)
    she.checks()
    assert step(she).rung == ONE


def test_a_step_whose_newest_try_was_worse_never_stands_first_however_long_ago() -> None:
    she = her(12)
    she.says("tried", what=ONE, helped="worse", on=she.day(0))
    she.after(days=WORSE_DAYS + 20)
    she.checks()
    assert step(she).rung == TWO


@pytest.mark.parametrize("what", ["ex-walk", "lad-3-walk-in"])
def test_a_method_or_a_move_that_made_it_worse_holds_back_its_rung(what: str) -> None:
    she = her()
    tries(she, ONE, "no", "no", "no", "no", "no")
    tries(she, THREE, "helped", "helped", "helped", "helped", "helped")
    assert step(she).rung == THREE
    she.says("tried", what=what, helped="worse", on=she.day(-10))
    assert step(she).rung != THREE


def test_worse_on_the_ladder_leads_to_the_check_and_then_lower_down() -> None:
    she = her()
    she.climbs("start")
    she.climbs("done", ONE, "same")
    she.climbs("done", TWO, "worse")
    assert first_step(she.state, she.rules) is None
    she.checks(about="again")
    assert step(she).rung == ONE


def test_when_every_step_in_reach_made_it_worse_none_stands_first() -> None:
    she = her()
    for rung in she.rungs():
        she.says("tried", what=rung, helped="worse", on=she.day(-1))
    assert first_step(she.state, she.rules) is None
    assert she.status == "ready"  # the ladder itself is as open as before


def test_after_a_rest_she_goes_on_where_she_stopped() -> None:
    she = her()
    she.climbs("start")
    she.climbs("done", ONE, "same")
    she.climbs("pause")
    assert step(she) == (TWO, "You stopped here last time.", "resting")


def test_strength_never_stands_first_out_of_its_turn(rules: Rules) -> None:
    she = her()
    she.climbs("start")
    for rung in she.rungs()[:4]:
        she.climbs("done", rung, "same")
    fifth = she.state.ladder.rung
    she.climbs("done", fifth, "changed")
    she.checks(about="again")
    assert she.state.ladder.rung == fifth
    tries(she, STRONG, *["helped"] * 9)
    assert first_step(she.state, rules) is not None
    assert step(she).rung != STRONG


def test_none_before_the_check_while_paused_or_while_her_body_asks_again() -> None:
    she = Her()
    she.is_pregnant(31)
    she.has_no_conditions()
    assert first_step(she.state, she.rules) is None
    she.checks()
    assert first_step(she.state, she.rules) is not None
    she.says("spasm", worst=5, feels="leg")
    assert first_step(she.state, she.rules) is None
    she.checks()
    she.after(days=8)
    assert first_step(she.state, she.rules) is None
    she.checks(fever_any="yes")
    assert she.status == "paused"
    assert first_step(she.state, she.rules) is None
    assert first_among(she.state, she.rules, offer_ladder(she.rules.knowledge, she.rules.naming, she.state.her)) is None


def test_a_spasm_since_the_check_asks_first() -> None:
    she = her()
    she.after(hours=9).says("spasm", worst=5)
    assert first_step(she.state, she.rules) is None


def begins(she: Her, *, is_new: bool) -> Beginning:
    found = beginning(she.state, she.rules, she.state.offers, is_new=is_new)
    assert found is not None
    return found


def test_she_may_begin_with_the_first_step_or_at_her_own_place() -> None:
    she = helped_by_the_second(her())
    found = begins(she, is_new=True)
    assert (found.usual, found.other) == (ONE, found.first)
    assert found.first == (TWO, "It helped you 4 of 5 times.", "clear")
    assert found.first.is_by_her_tries


def test_while_she_has_told_of_no_try_she_begins_where_the_ladder_does() -> None:
    assert begins(her(), is_new=True)[:2] == (ONE, None)


def test_after_worse_she_begins_lower_down_and_after_a_new_spasm_at_the_lowest() -> None:
    she = her()
    she.climbs("start")
    for rung in (ONE, TWO):
        she.climbs("done", rung, "same")
    she.climbs("done", THREE, "worse")
    assert begins(she, is_new=False).usual == TWO
    assert begins(she, is_new=True).usual == ONE


def test_where_she_stopped_is_no_reason_from_her_own_tries() -> None:
    she = her()
    she.climbs("start")
    she.climbs("pause")
    found = begins(she, is_new=False)
    assert found.other is None
    assert found.first is not None
    assert not found.first.is_by_her_tries


def test_while_paused_or_with_nothing_open_she_begins_nowhere() -> None:
    she = helped_by_the_second(her())
    assert beginning(she.state, she.rules, (), is_new=True) is None
    offers = she.state.offers
    she.checks(fever_any="yes")
    for is_new in (True, False):
        assert beginning(she.state, she.rules, offers, is_new=is_new) is None


def test_a_climb_that_begins_with_the_first_step_still_meets_every_step() -> None:
    she = helped_by_the_second(her())
    she.climbs("start", TWO)
    met = []
    while she.state.ladder.rung:
        met.append(she.state.ladder.rung)
        she.climbs("done", felt="same")
    assert met == [TWO, ONE, *she.rungs()[2:]]
    assert she.status == "done"


def test_a_start_that_names_a_rung_that_is_held_begins_at_the_lowest() -> None:
    she = Her()
    she.is_pregnant(31)
    she.checks()
    assert STRONG not in she.rungs()
    she.climbs("start", STRONG)
    assert she.state.ladder[:2] == ("climbing", ONE)


def any_of_her(seed: int) -> Her:
    """A woman whom chance made: her stage, her conditions, some weeks of tries, checks, moves and spasms."""
    chance = random.Random(seed)
    she = Her()
    she.is_pregnant(chance.choice([8, 15, 22, 31, 39, None]))
    if chance.random() < 0.4:
        she.says("birth", on=she.day(-chance.randint(0, 90)), mode=chance.choice(["vaginal", "caesarean", "unknown"]))
    held = chance.choice(sorted(she.rules.knowledge.contraindication))
    she.has_no_conditions(**({held: chance.choice(["yes", "unsure"])} if chance.random() < 0.4 else {}))
    for _ in range(chance.randint(1, 12)):
        she.after(days=(she.now - she.after().now).days + chance.choice([0, 0, 1, 3, 9]), hours=chance.randint(0, 9))
        match chance.choice(["check", "tries", "climb", "climb", "spasm", "flag", "plan"]):
            case "check":
                she.checks()
            case "tries":
                what = chance.choice(sorted([*she.rules.knowledge.rung, *she.rules.knowledge.exercise, "heat-pad"]))
                for _ in range(chance.randint(1, 6)):
                    came = chance.choice(["helped", "helped", "a-little", "no", "worse"])
                    she.says("tried", what=what, helped=came, on=she.day(0))
            case "climb":
                she.checks()
                she.climbs("start")
                for _ in range(chance.randint(1, 5)):
                    felt = chance.choice(["better", "same", "same", "same", "worse", "changed"])
                    she.climbs("done", felt=felt) if she.state.ladder.rung else None
                she.climbs(chance.choice(["pause", "finish"]))
            case "spasm":
                she.says("spasm", worst=chance.randint(0, 10), feels=chance.choice(["grip", "leg", None]))
            case "flag":
                she.checks(**{chance.choice(["fever_any", "bleed_heavy", "ces_saddle_numb"]): "unsure"})
            case "plan":
                she.says("plan", leave_out=["ex-walk", "ex-tilt"], text=None, by=None, on=None)
    if chance.random() < 0.7:
        she.checks(about="again")
    return she


def is_open(state: State) -> bool:
    return not state.check_is_due and state.ladder.status in ("ready", "resting")


def test_whatever_she_told_the_step_is_one_that_is_open_and_near() -> None:
    found = 0
    for seed in range(80):
        she = any_of_her(seed)
        state = she.state
        open_now = [offer.rung for offer in state.offers if not offer.is_held]
        first = first_step(state, she.rules)
        assert first == first_step(she.state, she.rules)  # the same diary on the same day says the same
        if not is_open(state) or state.ladder.paused_by:
            assert first is None
        if first is None:
            continue
        found += 1
        assert first.rung in open_now
        usual = state.ladder.rung if state.ladder.rung in open_now else open_now[0]
        assert open_now.index(first.rung) <= open_now.index(usual) + REACH
        assert first.why.endswith(".")
        if first.rung == STRONG:
            assert usual == STRONG
    assert found > 12
