"""The first step on the acute page, and what is kept of a start that names a rung."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from steadyback.journal.entry import entry_text
from steadyback.web.exchange import Reply, Request
from steadyback.web.handle import handle
from tests.support.tries import ONE, THREE, TWO, all_well, helped_by_the_second, tries
from tests.unit.web.diary_desk import Desk, words

FIRST = "First step for you: Warm your back It helped you 4 of 5 times. Start with step 1"


def known() -> Desk:
    return helped_by_the_second(all_well(Desk()))


def table(reply: Reply) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="table">(.*?)</script>', reply.body)
    assert found
    return dict(json.loads(found[1]))


def answers(desk: Desk) -> dict[str, str]:
    return dict.fromkeys(desk.signs(), "no")


def scripted(desk: Desk, *moves: tuple[str, str | None]) -> None:
    """What the page's script sends: one move after another, each with the rung that it names."""
    for did, rung in moves:
        entry = json.loads(entry_text(desk.climbs(did, rung)))
        desk.entries.pop()
        desk._keeps(Request("POST", "/entries", entries=(entry,)))


def test_the_page_has_the_first_step_its_reason_and_the_usual_one_beside_it() -> None:
    reply = known().asks("/now")
    assert words(reply).count(FIRST) == 2, "on the card for care at home, and on the one for a visit"
    assert table(reply)["ladder"][""] == {"start": ONE, "first": TWO}
    assert table(reply)["ladder"]["first"] == {TWO: ONE, ONE: THREE}


def test_when_it_is_the_usual_one_there_is_one_button_and_a_reason_only_from_her_own_tries() -> None:
    desk = all_well(Desk())
    assert "First step for you" not in words(desk.asks("/now"))
    assert "next on the ladder" not in words(desk.asks("/now"))
    tries(desk, ONE, "helped", "no", "helped")
    reply = desk.asks("/now")
    assert "First step for you" not in words(reply)
    assert "It is next on the ladder, and it helped you 2 of 3 times. Start with step 1" in words(reply)
    assert table(reply)["ladder"][""] == {"start": ONE}


def test_a_page_of_somebody_who_has_told_of_no_try_is_hardly_longer_and_else_by_less_than_1500_bytes() -> None:
    plain, told = all_well(Desk()).asks("/now").body, known().asks("/now").body
    assert "data-start" in plain
    assert 0 < len(told.encode()) - len(plain.encode()) < 1500


@pytest.mark.parametrize("sign", ["fever_any", "bleed_heavy"])
def test_while_she_is_paused_no_step_is_named(sign: str) -> None:
    desk = known()
    desk.checks(**{sign: "yes"})
    reply = desk.asks("/now")
    assert "data-start" not in reply.body
    assert "first" not in table(reply)["ladder"][""]


def test_while_her_own_words_wait_for_an_answer_no_step_is_named() -> None:
    desk = known()
    desk.says("note", text="I cannot feel myself wee.", on=None)
    assert "data-start" not in desk.asks("/now").body


def test_after_worse_the_page_begins_lower_down_as_the_machine_does() -> None:
    desk = all_well(Desk())
    desk.climbs("start")
    for rung, felt in ((ONE, "same"), (TWO, "same"), (THREE, "worse")):
        desk.climbs("done", rung, felt)
    reply = desk.asks("/now", about="again")
    assert table(reply)["ladder"][""]["start"] == TWO == desk.state.ladder.rung
    assert "Start with step 2" in words(reply)
    assert table(desk.asks("/now"))["ladder"][""]["start"] == ONE, "a new spasm begins at the lowest"


def test_without_a_script_her_answer_on_the_first_step_begins_there() -> None:
    desk = known()
    reply = desk.sends("/now", answers(desk), about="spasm")
    assert FIRST in words(reply)
    assert f'href="#{TWO}"' in reply.body
    assert f'id="{TWO}"' in reply.body
    desk.sends("/rung", rung=TWO, felt="same")
    assert [(one.body["did"], one.body["rung"]) for one in desk.entries[-2:]] == [("start", TWO), ("done", TWO)]
    assert desk.state.ladder[:2] == ("climbing", ONE)


def test_without_a_script_a_rung_that_is_not_first_begins_at_the_usual_place() -> None:
    desk = known()
    desk.checks()
    desk.sends("/rung", rung=THREE, felt="same")
    assert desk.entries[-2].body["rung"] is None
    assert desk.state.ladder[:2] == ("climbing", ONE)


def test_the_script_may_begin_with_the_first_step() -> None:
    desk = known()
    desk.checks()
    scripted(desk, ("start", TWO))
    assert desk.state.ladder[:2] == ("climbing", TWO)
    assert desk.state.ladder.passed_over == (ONE,)


@pytest.mark.parametrize("rung", [THREE, "lad-6-bridge-birddog", "lad-99-new", ONE, None])
def test_a_start_with_any_other_rung_is_kept_as_one_at_the_usual_place(rung: str | None) -> None:
    desk = known()
    desk.checks()
    scripted(desk, ("start", rung))
    assert desk.entries[-1].body["rung"] is None
    assert desk.state.ladder[:2] == ("climbing", ONE)


def test_a_check_and_a_start_sent_at_once_begin_as_they_would_one_by_one() -> None:
    desk = known()
    desk.climbs("start")
    desk.climbs("done", ONE, "same")
    made = [desk.checks(), desk.climbs("start", TWO)]
    del desk.entries[-2:]
    sent = tuple(json.loads(entry_text(entry)) for entry in made)
    reply = handle(Request("POST", "/entries", entries=sent), desk.state, desk.rules, iter(()), desk.now)
    assert [entry.body.get("rung") for entry in reply.entries] == [None, TWO]


@pytest.mark.parametrize("rung", [TWO, THREE])
def test_a_start_that_is_sent_once_more_is_the_one_that_was_kept(rung: str) -> None:
    desk = known()
    desk.checks()
    entry = json.loads(entry_text(desk.climbs("start", rung)))
    desk.entries.pop()
    replies = [desk._keeps(Request("POST", "/entries", entries=(entry,))) for _ in range(2)]
    assert replies[0].entries == replies[1].entries


def test_on_a_first_step_the_page_goes_on_from_there_after_it_is_opened_anew() -> None:
    desk = known()
    desk.checks()
    scripted(desk, ("start", TWO))
    found = table(desk.asks("/now"))
    assert found["at"] == TWO
    assert found["ladder"]["now"] == {TWO: ONE, ONE: THREE}
