"""What settles it, and days by lot: the page as a pure function."""

from __future__ import annotations

import pytest

from steadyback.care.self_experiment import newest
from tests.support.tries import all_well, helped_by_the_second, tries
from tests.unit.web.diary_desk import Desk, words

RTL = "שלום 🌙 <b>bold</b>"
PATH = "/diary/settles"


def pregnant(weeks: int = 20) -> Desk:
    return all_well(Desk(), weeks, 2)


def seen(desk: Desk) -> str:
    reply = desk.asks(PATH)
    assert reply.status == 200
    return words(reply)


def goes_to(desk: Desk, days: int) -> None:
    desk.after(days=days)
    desk.checks(about="again")


def test_before_anything_was_tried_it_says_what_will_stand_here() -> None:
    said = seen(pregnant())
    assert "Nothing here yet." in said
    assert "your diary is too short for that" in said
    assert "Start tomorrow" in said


def test_what_she_tried_stands_there_as_counts_before_chances_the_best_first() -> None:
    desk = pregnant()
    tries(desk, "lad-2-warm", "helped", "a-little", "no", "helped", "helped")
    tries(desk, "heat-pad", "no", "worse", "no")
    tries(desk, "sc-bath", "a-little")
    desk.says("tried", name=RTL, helped="no", on=desk.day(-1))
    body = desk.asks(PATH).body
    said = seen(desk)
    assert "Warm your back It helped 4 of 5 times. 1 of these, a little. Next time, the chance that it helps" in said
    assert "A heat pad It helped 0 of 3 times. It got worse, or something changed, once." in said
    assert "A warm bath You tried it once. It helped a little." in said
    assert said.index("Warm your back It helped") < said.index("A heat pad It helped")
    assert "<b>bold" not in body
    assert "do not say what made it better" in said


def test_the_first_step_of_today_stands_there_with_its_reason_and_not_before_the_check() -> None:
    desk = pregnant()
    helped_by_the_second(desk)
    assert (
        "A first step to think of today Warm your back. It helped you 4 of 5 times. Every other step stays open, in order."
        in seen(desk)
    )
    assert '<a class="btn" href="/now">Begin: the check comes first</a>' in desk.asks(PATH).body
    desk.after(days=8)
    assert "A first step" not in seen(desk)
    assert "Begin:" not in seen(desk)


def test_the_plot_says_the_same_as_the_words_once() -> None:
    desk = helped_by_the_second(pregnant())
    body = desk.asks(PATH).body
    assert body.count('<svg class="plot"') == 1
    assert body.count("How often each thing helped. Warm your back: It helped 4 of 5 times.") == 1
    assert "The same in words" in seen(desk)


def test_she_starts_is_told_each_day_stops_and_reads_what_it_showed() -> None:
    desk = pregnant()
    reply = desk.sends(f"{PATH}/start", {"what": "breaks", "days": "28"})
    assert [entry.kind for entry in reply.entries] == ["experiment"]
    said = words(desk.follows(reply))
    assert "Saved. Undo" in said
    assert "It begins tomorrow" in said
    assert "More of what?" not in said
    lots = set()
    for day in range(1, 9):
        goes_to(desk, day)
        said = seen(desk)
        assert f"Day {day} of 28." in said
        lots.add("A day as usual" in said)
        today = words(desk.asks("/today"))
        assert ("Today by lot: a day as usual" in today) == ("A day as usual" in said)
        assert ("Today by lot: more breaks" in today) == ("A day as usual" not in said)
        assert ("A day as usual" in said) != ("Get up a little more often" in said)
        desk.says("day", on=desk.day(0), worst=2)
    assert lots == {True, False}
    goes_to(desk, 9)
    said = words(desk.follows(desk.sends(f"{PATH}/stop")))
    assert "You stopped it." in said
    assert "Days with more breaks: 0 days of 4 had a spasm. Days as usual: 0 days of 4 had one." in said
    assert "too few days to say anything" in said
    assert "More of what?" in said


def test_started_twice_by_a_double_tap_is_once_and_an_undo_takes_it_back() -> None:
    desk = pregnant()
    form = "0190b0c4-7c2e-7d3a-9b1f-2f6f2a4be6d1"
    first = desk.sends(f"{PATH}/start", {"what": "drinks", "days": "56", "form": form})
    assert desk.sends(f"{PATH}/start", {"what": "drinks", "days": "56", "form": form}).entries == ()
    assert first.entries[0].id == form
    desk.sends("/diary/undo", {"entry": form, "of": form, "back": PATH})
    assert newest(desk.state) is None


@pytest.mark.parametrize(
    "told", [{}, {"what": "medicines", "days": "28"}, {"what": "ex-walk"}, {"what": "", "days": "3"}]
)
def test_what_may_not_be_varied_is_kindly_refused(told: dict[str, str]) -> None:
    desk = pregnant()
    reply = desk.sends(f"{PATH}/start", told)
    assert (reply.status, reply.entries) == (422, ())
    assert 'role="alert"' in reply.body


def test_after_it_is_over_she_may_go_on_and_is_told_that_it_must_be_clearer() -> None:
    desk = pregnant()
    desk.sends(f"{PATH}/start", {"what": "meals", "days": "28"})
    goes_to(desk, 29)
    said = seen(desk)
    assert "What your days showed" in said
    assert "has to be clearer" in said
    desk.sends(f"{PATH}/go-on", {"days-on": "56"})
    now = newest(desk.state)
    assert now is not None
    assert (now.days, now.looks) == (56, 2)
    assert desk.sends(f"{PATH}/go-on", {"days-on": "1"}).status == 422


def test_while_paused_nothing_can_be_started_and_no_day_asks_for_anything() -> None:
    desk = pregnant()
    desk.sends(f"{PATH}/start", {"what": "breaks", "days": "28"})
    desk.after(days=2).checks(fever_any="yes")
    said = seen(desk)
    assert "Nothing is asked of you today." in said
    desk.sends(f"{PATH}/stop")
    assert "Start tomorrow" not in seen(desk)
    assert desk.sends(f"{PATH}/start", {"what": "drinks"}).status == 422


def test_with_weeks_of_days_each_plan_is_told_with_its_chance() -> None:
    desk = pregnant()
    for back in range(1, 31):
        desk.says("day", on=desk.day(-back), worst=1)
        if back % 3 == 0:
            desk.says("spasm", began_at=f"{desk.day(-back)}T10:00:00+00:00")
    said = seen(desk)
    for days in (28, 56, 84):
        assert f"{days} days would show it" in said
    assert "most likely end without an answer" in said


def test_after_a_loss_nothing_names_a_baby_and_what_was_for_one_is_left_out() -> None:
    desk = all_well(Desk(), 30)
    desk.says("loss", on=desk.day(-2))
    for what in ("sc-feeding-help", "heat-pad"):
        desk.says("tried", what=what, helped="helped", on=desk.day(0))
    desk.says("tried", name="rocking the cot", helped="helped", on=desk.day(0))
    said = seen(desk)
    assert "A heat pad You tried it once." in said
    for word in ("feed", "Something of that time", "cot"):
        assert word not in said


def test_a_thing_of_her_own_stands_there_as_she_wrote_it_last_on_both_pages() -> None:
    desk = all_well(Desk())
    tries_own = ["my  old CUSHION", "My old cushion"]
    for name in tries_own:
        desk.says("tried", name=name, helped="helped", on=desk.day(0))
    for path in (PATH, "/diary/patterns"):
        said = words(desk.asks(path))
        assert "My old cushion" in said
        assert "CUSHION" not in said
