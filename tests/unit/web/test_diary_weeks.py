"""Her own triggers, and her weeks as counts: pages as a pure function."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from steadyback.web.exchange import Reply
from tests.unit.web.diary_desk import Desk, words

RTL = "שלום 🌙 <b>bold</b>"


def pregnant() -> Desk:
    desk = Desk()
    desk.is_pregnant(31, 2)
    desk.has_no_conditions()
    desk.checks()
    return desk


# ---- her own triggers ----


def test_a_trigger_of_her_own_is_added_renamed_ended_and_taken_up_again() -> None:
    desk = pregnant()
    desk.sends("/diary/triggers", {"name": f"  {RTL}  "})
    name = desk.newest().id
    assert desk.state.diary.triggers == {name: RTL}
    assert f'name="held-{name}"' in desk.asks("/diary/day").body
    desk.sends("/diary/triggers/rename", {"id": name, "name": "the stairs"})
    desk.sends("/diary/triggers/end", {"id": name})
    assert desk.state.diary.triggers == {}
    assert f'name="held-{name}"' not in desk.asks("/diary/day").body
    desk.sends("/diary/triggers/end", {"id": name, "again": "1"})
    assert desk.state.diary.triggers == {name: "the stairs"}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("THE  stairs", "You have this one already."),
        ("a quick bend or twist", "This one is asked on every day already"),
        ("", "Give it a name of your own."),
        ("x" * 81, "we can keep 80"),
    ],
)
def test_a_name_that_is_there_or_too_long_is_kindly_refused(name: str, says: str) -> None:
    desk = pregnant()
    desk.sends("/diary/triggers", {"name": "the stairs"})
    reply: Reply = desk.sends("/diary/triggers", {"name": name})
    assert reply.status == 422
    assert says in words(reply)
    assert len(desk.bodies("trigger")) == 1


# ---- trends ----


def test_trends_are_counts_and_claim_no_cause() -> None:
    desk = pregnant()
    for days in range(1, 20):
        held = {"trg-long-sitting": "yes"}
        desk.says("day", on=desk.day(-days), worst=days % 7, woke=days % 2 == 0, sleep="poor", load="more", held=held)
    desk.says("spasm", worst=5, began_at=(desk.now - timedelta(days=3)).isoformat())
    said = words(desk.asks("/diary/trends"))
    assert "One spasm in the three weeks you told us of." in said
    assert "Pain woke you on 9 of the 19 nights you told us of." in said
    assert not re.findall(r"\b(?:because|caus(?:e|es|ed by)|due to|thanks)\b", said.replace("what caused what", ""))
    assert "sitting" not in said


def test_a_week_without_a_word_is_not_told_and_never_nought() -> None:
    desk = pregnant()
    desk.says("spasm", worst=5, began_at=(desk.now - timedelta(days=3)).isoformat())
    page = desk.asks("/diary/trends")
    assert page.body.count("not told") >= 10
    assert ">0</td>" not in page.body


def test_weeks_of_which_nothing_was_told_are_said_to_be_so() -> None:
    desk = pregnant()
    desk.says("day", on=desk.day(-300), worst=3)
    said = words(desk.asks("/diary/trends"))
    assert "Nothing was told of these weeks." in said
    assert "in the no" not in said
