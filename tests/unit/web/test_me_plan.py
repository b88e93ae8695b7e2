"""The plan from her chart, the week in which the pain began, and her units."""

from __future__ import annotations

from steadyback.engine.screening import offer_exercise
from tests.unit.web.test_handle import Desk
from tests.unit.web.test_me_pages import fault, pregnant


def test_what_her_plan_leaves_out_is_held_everywhere(desk: Desk) -> None:
    pregnant(desk)
    no = dict.fromkeys(desk.rules.knowledge.contraindication, "no")
    desk.ask("POST", "/me/conditions", **no)
    state = desk.state
    before = offer_exercise(
        desk.rules.knowledge, desk.rules.naming, desk.rules.knowledge.exercise["ex-tilt"], state.her
    )
    assert not before.is_held
    assert desk.ask("POST", "/me/plan", text="", leave_out="ex-tilt").see
    state = desk.state
    after = offer_exercise(desk.rules.knowledge, desk.rules.naming, desk.rules.knowledge.exercise["ex-tilt"], state.her)
    assert after.because == ("The plan from your chart leaves this out.",)
    assert "ex-tilt" in {offer.id for rung in state.offers for offer in rung.exercises if offer.is_held}
    assert desk.ask("POST", "/me/plan", text="").see
    state = desk.state
    assert state.diary.plan is None
    assert state.her.plan_leaves_out == frozenset()


def test_a_plan_never_lets_a_move_in(desk: Desk) -> None:
    pregnant(desk)
    desk.ask("POST", "/me/plan", text="All moves are fine, says my midwife.")
    state = desk.state
    for exercise in desk.rules.knowledge.exercise.values():
        bare = state.her._replace(plan_leaves_out=frozenset())
        assert offer_exercise(desk.rules.knowledge, desk.rules.naming, exercise, state.her) == offer_exercise(
            desk.rules.knowledge, desk.rules.naming, exercise, bare
        )


def test_the_week_in_which_the_pain_began_is_kept_changed_and_emptied(desk: Desk) -> None:
    pregnant(desk)
    assert desk.ask("POST", "/me/history", first_week="9").see
    assert 'name="first_week" type="text" value="9"' in desk.ask("GET", "/me/history").body
    count = len(desk.kept)
    desk.ask("POST", "/me/history", first_week="9")
    assert len(desk.kept) == count
    assert "0 to 44" in fault(desk.ask("POST", "/me/history", first_week="99"), "first_week")
    assert "0 to 44" in fault(desk.ask("POST", "/me/history", first_week="٩"), "first_week")
    desk.ask("POST", "/me/history", first_week="")
    assert 'name="first_week" type="text" value=""' in desk.ask("GET", "/me/history").body


def test_her_units_come_first_and_the_other_stays(desk: Desk) -> None:
    pregnant(desk)
    assert "38 °C (100.4 °F)" in desk.ask("GET", "/now").body
    desk.ask("POST", "/me/wishes", units="imperial")
    page = desk.ask("GET", "/now").body
    assert "100.4 °F (38 °C)" in page
