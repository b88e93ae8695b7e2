"""The second book of simulated lives, by itself: what the facts ask of an answer, and what entries say by hand."""

from __future__ import annotations

import io
import sys

import pytest

from steadyback.cli.verify_lives import _bar
from steadyback.proof.lives.ledger import Ledger, worse_of
from steadyback.proof.lives.tallied import nothing_yet
from steadyback.vocabulary.timing import BirthMode, Stage, Timing, at_week
from tests.proof.test_lives import the_world
from tests.scenarios.telling import Her

AT_30 = at_week(Stage.PREGNANT, 30)


def ledger_of(her: Her) -> Ledger:
    ledger = Ledger(the_world().asked)
    for entry in reversed(her.entries):
        ledger.add(entry)
        ledger.add(entry)
    return ledger


@pytest.mark.parametrize(
    ("answers", "level", "holds"),
    [
        ({"ces-saddle-numb": "yes"}, 3, True),
        ({"ces-saddle-numb": "unsure"}, 3, True),
        ({"sgn-saddle": "yes"}, 3, True),
        ({"ces-saddle-numb": "no", "sgn-saddle": "no"}, 0, False),
        ({"neuro-shooting-leg": "yes"}, 1, True),
        ({"bp-top": 160.0}, 3, True),
        ({"bp-top": 120.0}, 0, False),
        ({}, 0, False),
    ],
)
def test_what_the_facts_ask_of_an_answer(answers: dict[str, object], level: int, holds: bool) -> None:
    least = the_world().asked.least(answers, AT_30)
    assert (least.level, least.holds_ladder) == (level, holds)


def test_weeks_that_nobody_knows_ask_for_what_any_week_asks() -> None:
    asked = the_world().asked
    assert asked.least({"rfm-24": "yes"}, at_week(Stage.PREGNANT, 12)).level < 2
    assert asked.least({"rfm-24": "yes"}, Timing(Stage.PREGNANT)).level >= 2


def test_a_question_that_decides_and_was_passed_over_is_named() -> None:
    asked = the_world().asked
    every = {sign: "no" for sign, _ in asked.deciding(AT_30)}
    assert asked.unasked(every, AT_30) == ()
    del every["sgn-breath"]
    assert set(asked.unasked(every, AT_30)) == {"sgn-breath"}


def test_of_two_answers_the_more_worrying() -> None:
    facts = {"a": "yes", "b": "unsure", "c": "no"}
    assert worse_of({"a": "no", "b": "yes", "c": "unsure", "d": "no"}, facts) == {
        "a": "yes",
        "b": "yes",
        "c": "unsure",
        "d": "no",
    }


def test_her_dates_are_followed_by_hand() -> None:
    her = Her()
    her.is_pregnant(30)
    her.after(days=2).is_pregnant(33)
    assert ledger_of(her).where(her.today) == Timing(Stage.PREGNANT, 33 * 7, 33 * 7)
    birth = her.after(days=9).says("birth", on=her.day(-1), mode="caesarean")
    assert ledger_of(her).where(her.today) == Timing(Stage.POSTPARTUM, 1, 1, BirthMode.CAESAREAN)
    her.withdraws(birth)
    assert ledger_of(her).where(her.today) == Timing(Stage.PREGNANT, 34 * 7, 34 * 7)
    her.says("loss", on=None)
    assert ledger_of(her).where(her.today) is None, "it keeps quiet where the rules for doubtful dates decide"


def test_a_danger_stands_until_she_was_seen_and_again_when_that_was_a_slip() -> None:
    her = Her()
    her.is_pregnant(30)
    her.has_no_conditions()
    check = her.checks(sgn_saddle="yes")
    assert "facts 2.3: ces-" in str(ledger_of(her).danger())
    her.amends(check, sgn_saddle="no")
    her.withdraws(check)
    assert ledger_of(her).danger() is not None
    seen = her.is_seen()
    assert ledger_of(her).danger() is None
    her.withdraws(seen)
    assert ledger_of(her).danger() is not None


def test_why_it_is_shut() -> None:
    her = Her()
    her.is_pregnant(30)
    her.has_no_conditions()
    assert ledger_of(her).why_shut(her.now) == "there is no check"
    her.checks()
    assert ledger_of(her).why_shut(her.now) is None
    her.says("spasm", worst=9)
    assert "strong pain" in str(ledger_of(her).why_shut(her.now))
    her.checks()
    assert ledger_of(her).why_shut(her.now) is None
    her.after(days=8)
    assert "seven days" in str(ledger_of(her).why_shut(her.now))


def test_the_bar_is_drawn_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for screen, expected in ((io.StringIO(), ""), (Terminal(), "5 of 10 lives")):
        monkeypatch.setattr(sys, "stderr", screen)
        draw = _bar(10, 0.0)
        draw(0, nothing_yet())
        draw(5, nothing_yet())
        drawn = screen.getvalue()
        assert (expected in drawn) if expected else drawn == ""
