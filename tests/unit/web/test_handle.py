"""The web as one pure function: no server, no browser, no clock."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from steadyback import figures
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State, state_of
from steadyback.journal.entry import Entry, new_id
from steadyback.web.exchange import Reply, Request
from steadyback.web.handle import MOST_ENTRIES, handle

NOW = datetime(2026, 11, 21, 3, 12, tzinfo=UTC)
PAGES = ["/", "/now", "/seen", "/you", "/call", "/after", "/hide"]


def stamps() -> Iterator[Stamp]:
    for number in itertools.count():
        later = NOW + timedelta(milliseconds=number)
        moment = int(later.timestamp() * 1000)
        yield Stamp(new_id(number.to_bytes(10, "big"), moment), later.isoformat(timespec="milliseconds"), "test")


class Desk:
    """Asks one thing after another, and keeps what comes back, as the shells do."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.kept: list[Entry] = []
        self.stamps = stamps()

    @property
    def state(self) -> State:
        return state_of(self.kept, self.rules, NOW)

    def ladder(self) -> str:
        return self.state.ladder.status

    def ask(self, method: str, path: str, **told: str) -> Reply:
        given = {name: [value] for name, value in told.items()}
        request = Request(method, path, *(({}, given) if method == "POST" else (given, {})))
        reply = handle(request, self.state, self.rules, self.stamps, NOW)
        self.kept += reply.entries
        return reply


@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_a_page_and_tells_nothing_to_the_diary(desk: Desk, path: str) -> None:
    reply = desk.ask("GET", path)
    assert reply.status == 200
    assert "<h1" in reply.body
    assert not reply.entries


@pytest.mark.parametrize("path", PAGES)
def test_the_same_question_gets_the_same_page(desk: Desk, path: str) -> None:
    assert desk.ask("GET", path) == desk.ask("GET", path)


def test_what_is_not_there_is_404_and_the_wrong_way_405(desk: Desk) -> None:
    assert desk.ask("GET", "/nowhere").status == 404
    assert desk.ask("POST", "/nowhere").status == 404
    assert desk.ask("GET", "/entries").status == 405
    assert desk.ask("POST", "/call").status == 405
    assert desk.ask("DELETE", "/").status == 405


def test_no_entries_and_too_many_are_refused(desk: Desk) -> None:
    for count in (0, MOST_ENTRIES + 1):
        request = Request("POST", "/entries", entries=({},) * count)
        reply = handle(request, desk.state, desk.rules, desk.stamps, NOW)
        assert reply.status == 422
        assert not reply.entries


def test_about_is_one_of_three_words(desk: Desk) -> None:
    for told, stands in (("again", "again"), ("other", "other"), ("<b>", "spasm"), ("", "spasm")):
        assert f'name="about" value="{stands}"' in desk.ask("GET", "/now", about=told).body


def test_a_check_is_kept_with_the_answer_it_gets(desk: Desk) -> None:
    reply = desk.ask("POST", "/now", **{"sgn-breath": "unsure"})
    assert [entry.kind for entry in reply.entries] == ["check"]
    assert "Call an ambulance now" in reply.body
    assert desk.ladder() == "paused"


def test_a_pause_stands_until_words_are_said(desk: Desk) -> None:
    desk.ask("POST", "/now", **{"sgn-breath": "yes"})
    assert desk.ask("POST", "/seen", by="  ").status == 422
    assert desk.ladder() == "paused"
    assert desk.ask("POST", "/seen", by="my midwife").see == "/now?about=again"
    assert desk.ladder() == "shut", "the check comes first"


def test_a_step_opens_nothing_that_the_check_has_shut(desk: Desk) -> None:
    desk.ask("POST", "/rung", rung="lad-1-reset-breathe", felt="same")
    assert desk.ladder() == "shut"
    desk.ask("POST", "/now", **{"sgn-breath": "yes"})
    desk.ask("POST", "/rung", rung="lad-1-reset-breathe", felt="same")
    assert desk.ladder() == "paused"


@pytest.mark.parametrize("felt", ["worse", "changed"])
def test_a_step_that_made_it_worse_asks_the_check(desk: Desk, felt: str) -> None:
    assert desk.ask("POST", "/rung", rung="lad-1-reset-breathe", felt=felt).see == "/now?about=again"


def test_a_step_in_unknown_words_is_not_kept(desk: Desk) -> None:
    assert desk.ask("POST", "/rung", rung="lad-1-reset-breathe", felt="wonderful").status == 422
    assert not desk.kept


def test_about_you_leads_on_to_the_check_when_it_came_from_there(desk: Desk) -> None:
    assert desk.ask("POST", "/you", stage="pregnant", weeks="20", then="now").see == "/now"
    assert desk.ask("POST", "/you", stage="pregnant", weeks="20", then="https://evil.example").see == "/you?saved=1"


def test_hidden_says_nothing_of_what_this_is(desk: Desk) -> None:
    body = desk.ask("GET", "/hide").body.lower()
    for word in ("steadyback", "pain", "pregnan", "baby", "midwife"):
        assert word not in body


def test_after_a_caesarean_the_warmth_that_is_drawn_is_the_shower(desk: Desk) -> None:
    def drawn(pose: str) -> str:
        return figures.describe(pose, stage="postpartum", week=None)

    born = str((NOW - timedelta(days=5)).date())
    desk.ask("POST", "/you", stage="birth", birth_on=born, mode="caesarean")
    page = desk.ask("GET", "/now").body
    assert drawn("shower") in page
    assert drawn("warm-pack") not in page
    desk.ask("POST", "/you", stage="birth", birth_on=born, mode="vaginal")
    assert drawn("warm-pack") in desk.ask("GET", "/now").body
