"""What the page looks things up in is what Python's own machines say."""

from __future__ import annotations

import itertools
from typing import get_args

import pytest

from steadyback.care.acts import ROUTES, spoken_for
from steadyback.care.rules import Rules
from steadyback.engine.ladder import Checked, Did, Felt, Ladder, Onward, Started, advance
from steadyback.knowledge.model import Route
from steadyback.vocabulary.timing import Stage, Timing, at_week
from steadyback.vocabulary.urgency import Urgency
from steadyback.web.page_table import beats, decision_table, ladder_table, offers_after
from tests.support.expected import screens_at, state_at

TIMINGS = [
    *(at_week(Stage.PREGNANT, week) for week in (0, 13, 14, 20, 28, 36, 37, 44)),
    *(at_week(Stage.POSTPARTUM, week) for week in (0, 2, 6, 12, 60)),
    at_week(Stage.POSTPARTUM, 4, is_loss=True),
    at_week(Stage.PREGNANT, None),
    at_week(Stage.UNKNOWN, None),
]


def place_of(ladder: Ladder) -> str:
    if ladder.status == "climbing" and ladder.rung:
        return ladder.rung
    return {"staying": "stay", "done": "log"}.get(ladder.status, "again")


@pytest.mark.parametrize("timing", TIMINGS, ids=str)
@pytest.mark.parametrize("screened_out", [False, True])
def test_the_ladder_of_the_page_is_the_machines(rules: Rules, timing: Timing, screened_out: bool) -> None:
    """Every walk of three answers on the page ends where the machine ends."""
    offers = offers_after(state_at(rules, timing), rules, screened_out)
    offered = tuple(offer.rung for offer in offers if not offer.is_held)
    table = ladder_table(offers)
    for answers in itertools.product(get_args(Felt), repeat=3):
        ladder = advance(advance(Ladder(), Checked((), True), offered), Started(), offered)
        place = table[""]["start"] if offered else "again"
        for felt in answers:
            if ladder.status != "climbing" or ladder.rung is None:
                break
            assert place == ladder.rung
            rung = ladder.rung
            ladder = advance(ladder, Did(rung, felt), offered)
            place = table[rung][felt]
            assert place == place_of(ladder)
            if place == "stay":
                ladder = advance(ladder, Onward(), offered)
                place = table[rung]["onward"]
                assert place == place_of(ladder)


def walked(table: dict[str, dict[str, str]], how: str, place: str) -> list[str]:
    """The steps of a page from ``place`` on, with "same" on each, as its script looks them up."""
    met = []
    while place in table:
        met.append(place)
        place = table.get(how, {}).get(place) or table[place]["same"]
    return [*met, place]


def climbed(ladder: Ladder, offered: tuple[str, ...]) -> list[str]:
    """The same by the machine."""
    met = []
    while ladder.rung:
        met.append(ladder.rung)
        ladder = advance(ladder, Did(ladder.rung, "same"), offered)
    return [*met, place_of(ladder)]


@pytest.mark.parametrize("place", [None, 1, 2])
@pytest.mark.parametrize("first", [0, 1, 2, 3])
def test_from_wherever_she_begins_the_page_goes_as_the_machine(rules: Rules, place: int | None, first: int) -> None:
    offers = offers_after(state_at(rules, at_week(Stage.PREGNANT, 31)), rules, screened_out=False)
    offered = tuple(offer.rung for offer in offers if not offer.is_held)
    then = Ladder("ready", rung=None if place is None else offered[place])
    begun = advance(then, Started(offered[first]), offered)
    for steps in range(len(offered)):
        now = begun
        for _ in range(steps):
            now = advance(now, Did(now.rung or "", "same"), offered)
        table = ladder_table(offers, then, now, offered[first])
        assert walked(table, "start", table[""]["start"]) == climbed(advance(then, Started(), offered), offered)
        assert walked(table, "first", table[""]["first"]) == climbed(begun, offered)
        if now.rung:
            assert walked(table, "now", now.rung) == climbed(now, offered)


def test_a_first_step_that_is_held_is_in_no_table(rules: Rules) -> None:
    offers = offers_after(state_at(rules, at_week(Stage.PREGNANT, 31)), rules, screened_out=True)
    held = next(offer.rung for offer in offers if offer.is_held)
    assert "first" not in ladder_table(offers, first=held)[""]


@pytest.mark.parametrize("timing", TIMINGS, ids=str)
def test_who_has_or_may_have_a_condition_is_offered_no_more(rules: Rules, timing: Timing) -> None:
    state = state_at(rules, timing)
    narrow, wide = (
        {offer.rung for offer in offers_after(state, rules, out) if not offer.is_held} for out in (True, False)
    )
    assert narrow <= wide


@pytest.mark.parametrize("timing", TIMINGS, ids=str)
def test_every_rule_of_the_page_can_be_met_by_its_signs_and_shown(rules: Rules, timing: Timing) -> None:
    table = decision_table(state_at(rules, timing), rules, screens_at(rules, timing))
    assert sum(table["groups"]) == len(table["signs"])
    assert table["version"] == rules.knowledge.version
    for rule in table["rules"]:
        assert rule["flag"] in rules.knowledge.red_flag
        assert rule["route"] in table["routes"]
        assert 1 <= rule["urgency"] <= 3
        assert all(clause and max(clause) < len(table["signs"]) for clause in rule["any"])
        assert not (rule["urgency"] >= Urgency.SAME_DAY and not rule["shuts"])
        assert not (rule["urgency"] >= Urgency.SAME_DAY and not rule["unsure"]), "not sure counts"


def test_every_place_to_go_has_its_words_at_every_urgency() -> None:
    assert set(ROUTES) == set(get_args(Route))
    for urgency in Urgency:
        spoken = [route for routes in spoken_for(urgency).values() for route in routes]
        assert sorted(spoken) == sorted(ROUTES), "each place once"


def test_a_timer_is_as_long_as_its_dose(rules: Rules) -> None:
    for rung in rules.knowledge.rung.values():
        if rung.dose.timer is None:
            continue
        found = beats(rung.dose.timer)
        assert all(seconds > 0 for _, seconds, _ in found), rung.card.id
        cycle = sum(cue.seconds for cue in rung.dose.timer.cues)
        timer = rung.dose.timer
        least = cycle * timer.cycles * timer.sides * timer.sets
        assert sum(seconds for _, seconds, _ in found) >= least, rung.card.id
