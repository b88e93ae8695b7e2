"""Medicines: stops first, then ask first, then her own plan as counted. Never a name to take, never a yes."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.unit.web.diary_desk import Desk, fields, words

HOME = "/diary/medicines"
#: Painkillers that the content names; after birth or in a stop line only.
DRUGS = re.compile(r"\b(ibuprofen|naproxen|diclofenac|aspirin|codeine)\b", re.IGNORECASE)


def pregnant(weeks: int = 31) -> Desk:
    desk = Desk()
    desk.is_pregnant(weeks)
    return desk


def born() -> Desk:
    desk = Desk()
    desk.says("birth", on=desk.day(-9), mode="vaginal")
    return desk


def lost() -> Desk:
    desk = pregnant()
    desk.says("loss", on=desk.day(0))
    return desk


def with_plan(desk: Desk, **told: str) -> Desk:
    reply = desk.sends(f"{HOME}/plan", {"name": "the tablets in my notes", **told})
    assert reply.status == 200
    assert reply.see
    return desk


def took(desk: Desk, hours_ago: float, **told: str) -> str:
    at = (desk.now - timedelta(hours=hours_ago)).isoformat(timespec="minutes")
    plan = desk.state.diary.of("medicine-plan")
    told = told or {"plan": plan[-1].entry.id}
    return words(desk.follows(desk.sends(f"{HOME}/taken", {"taken_at": at, **told})))


@pytest.mark.parametrize("who", [pregnant, Desk])
def test_the_stops_stand_before_everything_and_an_unknown_stage_counts_as_pregnant(who: type[Desk]) -> None:
    said = words(who().asks(HOME))
    stop, ask, plan = said.find("Stop."), said.find("Ask before you take anything"), said.find("Your own plan")
    assert 0 < stop < ask < plan
    assert "Pain gels and patches count too" in said


def test_at_12_weeks_no_painkiller_is_named_but_in_a_stop() -> None:
    page = pregnant(12).asks(HOME)
    stops = re.findall(r'<section class="stopline".*?</section>', page.body, re.DOTALL)
    rest = page.body
    for stop in stops:
        rest = rest.replace(stop, "")
    assert any(DRUGS.search(stop) for stop in stops)
    low_dose = re.sub(r"Low-dose aspirin.*?</details>", "", rest, flags=re.DOTALL | re.IGNORECASE)
    read_the_box = re.sub(r"Read the whole box.*?</details>", "", low_dose, flags=re.DOTALL)
    assert not DRUGS.search(words(pregnant(12).asks(HOME)._replace(body=read_the_box)))


def test_after_a_loss_nothing_of_a_baby_and_no_stop_of_pregnancy() -> None:
    said = words(lost().asks(HOME))
    assert "From 20 weeks" not in said
    assert not re.findall(r"\b(?:baby|breastfeed\w*|after birth)\b", said, re.IGNORECASE)


def test_without_a_plan_ask_first() -> None:
    assert "No plan is written down here. Without one, ask first." in words(pregnant().asks(HOME))


def test_her_plan_is_counted_by_its_own_numbers_and_words() -> None:
    desk = with_plan(pregnant(), most_a_day="2", hours_between="6", written_by="Dr Okafor")
    said = took(desk, 7)
    assert "It says: at most two times a day, at least six hours between." in said
    assert "Written by Dr Okafor ." in said
    assert "Noted one time in the last 24 hours." in said
    assert "not before" not in said, "nothing forbids it; that it may be taken is never said"
    said = took(desk, 2)
    assert "Your plan's limit for a day is reached." in said
    assert "closer together than the six hours of your plan" in said
    assert "By your plan, not before Today, 20:00." in said


def test_more_than_her_plan_leads_to_the_phone_and_the_check() -> None:
    desk = with_plan(pregnant(), most_a_day="1")
    took(desk, 5)
    said = took(desk, 1)
    assert "That is more than your plan says: two times in 24 hours, at most one." in said
    assert "Phone the person who wrote it, or a pharmacist, now." in said
    assert "do the safety check now, even if you feel well" in said


def test_no_page_ever_says_that_she_may_take_one() -> None:
    desk = with_plan(pregnant(), most_a_day="4", hours_between="4")
    said = took(desk, 20)
    assert not re.findall(r"you (?:can|may) take (?:one|it|another)|next dose|time for", said, re.IGNORECASE)


def test_a_plan_past_its_day_is_to_be_asked_about_again() -> None:
    desk = with_plan(pregnant(), most_a_day="4", until="2026-03-02")
    assert "Ask whether it still holds" not in words(desk.asks(HOME))
    desk.after(days=1)
    assert "This plan ran to Monday 2 March. Ask whether it still holds" in words(desk.asks(HOME))


def test_one_without_a_plan_is_kept_in_her_words() -> None:
    desk = pregnant()
    took(desk, 1, name="הכדור 🌙", amount="one")
    body = desk.bodies("medicine")[0]
    assert (body["name"], body["amount"], body["plan"]) == ("הכדור 🌙", "one", None)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({}, "name"),
        ({"name": "x", "taken_at": "2026-03-02T23:59"}, "taken_at"),
        ({"name": "x", "taken_at": "2026-02-31T10:00"}, "taken_at"),
        ({"name": "x" * 201}, "name"),
        ({"plan": "00000000-0000-7000-8000-00000000ffff"}, "name"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(told: dict[str, str], field: str) -> None:
    desk = pregnant()
    reply = desk.sends(f"{HOME}/taken", told)
    assert reply.status == 422
    assert f'id="fault-{field}"' in reply.body
    assert not desk.bodies("medicine")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": ""}, "name"),
        ({"most_a_day": "99"}, "most_a_day"),
        ({"hours_between": "some"}, "hours_between"),
        ({"on": "2026-03-09"}, "on"),
        ({"on": "2026-03-01", "until": "2026-02-01"}, "until"),
    ],
)
def test_a_plan_that_cannot_be_is_said_at_its_field(told: dict[str, str], field: str) -> None:
    desk = pregnant()
    reply = desk.sends(f"{HOME}/plan", {"name": "x", **told})
    assert reply.status == 422
    assert f'id="fault-{field}"' in reply.body
    assert not desk.bodies("medicine-plan")


def test_one_tap_twice_is_one_taken() -> None:
    desk = with_plan(pregnant())
    form = fields(desk.asks(HOME))
    for _ in range(2):
        desk.sends(f"{HOME}/taken", {"form": form["form"], "plan": form["plan"]})
    assert len(desk.bodies("medicine")) == 1


def test_a_plan_is_changed_and_taken_away_and_what_was_taken_keeps_its_name() -> None:
    desk = with_plan(pregnant(), most_a_day="4")
    took(desk, 1)
    plan = desk.state.diary.of("medicine-plan")[0].entry.id
    desk.sends(f"{HOME}/plan", {"id": plan, "name": "the white ones", "most_a_day": "3"})
    assert desk.bodies("medicine-plan")[0]["most_a_day"] == 3
    desk.sends("/diary/undo", {"entry": plan, "of": plan, "back": HOME})
    said = words(desk.asks(HOME))
    assert "No plan is written down here." in said
    assert "the white ones" in said.partition("Noted lately")[2]


def test_a_side_effect_leads_to_the_phone_and_the_check() -> None:
    desk = pregnant()
    desk.says("contact", who="clinician", name="Dr Okafor", number="020 7946 0000")
    said = words(desk.follows(desk.sends(f"{HOME}/effect", {"effect": "a rash"})))
    assert "phone the person who wrote it" in said
    assert "Phone Dr Okafor" in said
    assert "Do the safety check" in said
    assert desk.bodies("side-effect")[0]["text"] == "a rash"
