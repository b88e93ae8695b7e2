"""The page Today in process: headings, the week line, what is due, and what a form may not tell."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import state_of
from steadyback.journal.entry import Entry, new_id
from steadyback.vocabulary.timing import Stage, Timing, at_week
from steadyback.web.exchange import Reply, Request
from steadyback.web.handle import handle
from steadyback.web.pages.today import heading
from steadyback.web.week_line import week_line

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def entry(kind: str, hours: float, **body: Any) -> Entry:
    at = NOW - timedelta(hours=hours)
    name = new_id(f"{kind}{hours}".encode().rjust(10)[-10:], int(at.timestamp() * 1000))
    return Entry(name, kind, at.isoformat(timespec="milliseconds"), "test", body)


class Desk:
    """31 weeks, nothing wrong, a clear check two days ago; asks one thing after another and keeps what comes back."""

    def __init__(self, rules: Rules, *more: Entry, now: datetime = NOW) -> None:
        knowledge = rules.knowledge
        limits = [name for name, item in knowledge.finding.items() if item.about == "limit"]
        signs = [sign.id for group in knowledge.check_group.values() for sign in group.signs]
        check = {"answers": dict.fromkeys(signs, "no"), "shown": signs, "knowledge_version": "1", "about": "spasm"}
        self.rules = rules
        self.now = now
        self.kept = [
            entry("due-date", 900, edd="2027-01-21", source="scan"),
            entry("facts", 899, answers=dict.fromkeys([*knowledge.contraindication, *limits], "no")),
            entry("check", 48, **check, stage="pregnant", weeks=31),
            *more,
        ]
        self._stamps = self._stamp()

    def _stamp(self) -> Iterator[Stamp]:
        for number in itertools.count():
            at = NOW + timedelta(milliseconds=number)
            name = new_id(number.to_bytes(10, "big"), int(at.timestamp() * 1000))
            yield Stamp(name, at.isoformat(timespec="milliseconds"), "test")

    def get(self, path: str, **query: str) -> Reply:
        return self._ask(Request("GET", path, {name: [value] for name, value in query.items()}))

    def post(self, path: str, **form: str) -> Reply:
        return self._ask(Request("POST", path, {}, {name: [value] for name, value in form.items()}))

    def _ask(self, request: Request) -> Reply:
        state = state_of(self.kept, self.rules, self.now)
        reply = handle(request, state, self.rules, self._stamps, self.now)
        self.kept += reply.entries
        return reply


@pytest.mark.parametrize(
    ("timing", "words"),
    [
        (at_week(Stage.PREGNANT, 31, day=2), "Week 31, day 2"),
        (at_week(Stage.PREGNANT, 31), "Week 31"),
        (Timing(Stage.PREGNANT), "Today"),
        (Timing(Stage.UNKNOWN), "Today"),
        (at_week(Stage.POSTPARTUM, 0, day=0), "The day of the birth"),
        (at_week(Stage.POSTPARTUM, 0, day=1), "1 day after birth"),
        (at_week(Stage.POSTPARTUM, 1, day=2), "9 days after birth"),
        (at_week(Stage.POSTPARTUM, 7, day=2), "7 weeks after birth"),
        (at_week(Stage.POSTPARTUM, 1, day=2, is_loss=True), "Today"),
    ],
)
def test_the_heading_says_where_she_is(timing: Timing, words: str) -> None:
    assert heading(timing) == words


def test_the_week_line_swells_with_the_week_and_is_flat_after_a_birth() -> None:
    early, late = (week_line(at_week(Stage.PREGNANT, week, day=0)) for week in (10, 36))
    assert early != late
    assert 'cy="' in early
    assert float(early.rpartition('cy="')[2].split('"')[0]) > float(late.rpartition('cy="')[2].split('"')[0])
    after = week_line(at_week(Stage.POSTPARTUM, 9, day=1))
    assert "9 weeks and 1 day after the birth" in after
    assert all(f">{mark}<" in after for mark in ("birth", "6 weeks", "12"))
    assert week_line(at_week(Stage.POSTPARTUM, 60)) == ""
    assert week_line(at_week(Stage.POSTPARTUM, 9, is_loss=True)) == ""
    assert week_line(Timing(Stage.PREGNANT)) == ""
    for timing in (at_week(Stage.PREGNANT, week, day=0) for week in range(45)):
        assert "style=" not in week_line(timing)


def test_what_is_due_is_said_and_goes_when_it_is_told(rules: Rules) -> None:
    page = Desk(rules).get("/today").body
    assert "We ask it again by Thursday 26 November" in page
    assert "How is today?" in page
    assert "How sure are you that moving is safe" in page
    told = Desk(rules, entry("day", 1, on="2026-11-21", worst=2, sure=6)).get("/today").body
    assert "How is today?" not in told
    assert "How sure are you that moving is safe" not in told
    measured = Desk(rules, entry("measure", 24 * 6, what="sure", value=4)).get("/today").body
    assert "How sure are you that moving is safe" not in measured
    long_ago = Desk(rules, entry("measure", 24 * 7, what="sure", value=4)).get("/today").body
    assert "How sure are you that moving is safe" in long_ago


def test_a_visit_that_is_booked_is_said_until_she_has_been(rules: Rules) -> None:
    booked = {"about": "pain-worse-weekly", "did": "booked", "by": "Dr Ng", "on": "2026-11-25"}
    assert (
        "You booked a visit with Dr Ng on Wednesday 25 November."
        in Desk(rules, entry("booked", 3, **booked)).get("/today").body
    )
    past = Desk(rules, entry("booked", 99, **{**booked, "on": "2026-11-20"})).get("/today").body
    assert "Have you been?" in past
    assert (
        "You booked"
        not in Desk(rules, entry("booked", 99, **booked), entry("booked", 2, **{**booked, "did": "been"}))
        .get("/today")
        .body
    )


def test_the_belt_comes_off_again(rules: Rules) -> None:
    worn = Desk(rules, entry("ladder", 2, did="done", rung="lad-8-belt", felt="same", seconds=None))
    assert "Is the belt off?" in worn.get("/today").body
    yesterday = Desk(rules, entry("ladder", 26, did="done", rung="lad-8-belt", felt="same", seconds=None))
    assert "Is the belt off?" not in yesterday.get("/today").body


def test_only_what_was_noted_here_can_be_taken_back_here_and_twice_is_once(rules: Rules) -> None:
    desk = Desk(rules)
    check = next(one.id for one in desk.kept if one.kind == "check")
    assert desk.post("/today/undo", entry=check).status == 422
    assert desk.post("/today/undo", entry="nothing").status == 422
    name = desk.post("/move", exercise="ex-tilt", way="standing").entries[0].id
    assert len(desk.post("/today/undo", entry=name).entries) == 1
    assert desk.post("/today/undo", entry=name).entries == ()
    worse = desk.post("/move", exercise="ex-tilt", way="standing", felt="worse")
    assert worse.see == "/now?about=again"
    assert desk.post("/today/undo", entry=worse.entries[0].id).entries == ()  # only the check answers that


def small_change(page: str) -> tuple[str, str]:
    """The id and the title of today's small change that can be ticked; both empty where it cannot."""
    found = re.search(r'id="h-small".*?<h3>(.*?)</h3>.*?name="item" value="(.*?)"', page, re.DOTALL)
    return (found[2], found[1]) if found else ("", "")


def test_a_small_change_comes_in_turn_and_is_not_said_again_once_it_is_set_up(rules: Rules) -> None:
    found = {}
    for hours in range(0, 24 * 4, 24):  # while the check of two days ago still counts
        desk = Desk(rules, now=NOW + timedelta(hours=hours))
        name, title = small_change(desk.get("/today").body)
        if name:
            found[name] = title
            told = desk.post("/today/tick", item=name, done="yes")
            assert told.entries[0].body == {"item": name, "done": True}
            assert small_change(desk.get("/today").body)[0] != name
    assert len(found) >= 2, "none of four days had one to tick"


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/break", {"did": "flew"}),
        ("/today/tick", {"item": "ex-tilt"}),
        ("/move", {"exercise": "ex-none"}),
        ("/move", {}),
    ],
)
def test_what_cannot_be_is_refused_kindly(rules: Rules, path: str, form: dict[str, str]) -> None:
    reply = Desk(rules).post(path, **form)
    assert reply.status == 422
    assert "Nothing was lost" in reply.body
    assert reply.entries == ()


def test_odd_numbers_in_the_hidden_fields_are_left_out(rules: Rules) -> None:
    for seconds in ("-4", "9" * 400, "soon", "86401", "²"):
        body = (
            Desk(rules).post("/move", exercise="ex-tilt", way="nonsense", felt="great", seconds=seconds).entries[0].body
        )
        assert (body["seconds"], body["form"], body["felt"], body["did"]) == (None, None, None, "done")


def test_what_paused_her_stands_before_what_only_needs_a_talk(rules: Rules) -> None:
    spasms = [entry("spasm", hours, worst=7, where=None, doing=None) for hours in range(48, 48 + 24 * 8, 24)]
    fever = {"answers": {"sgn-fever": "yes"}, "shown": ["sgn-fever"], "knowledge_version": "x", "about": "spasm"}
    page = Desk(rules, *spasms, entry("check", 1, **fever)).get("/today").body
    assert page.index("Have you been seen?") < page.index("Something to talk over")
