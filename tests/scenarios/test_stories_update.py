"""Stories of an update: the content has become more careful since she answered."""

from __future__ import annotations

from steadyback.care.advised_anew import advised_anew
from steadyback.vocabulary.urgency import Urgency
from tests.scenarios.telling import Her, the_rules
from tests.support.other_content import rules_with

NUMB = "neuro-numb-elsewhere"


def nour_before_the_update() -> Her:
    """Nour is 31 weeks pregnant. Her leg is numb in a new place, and in those days that was a visit."""
    nour = Her()
    nour.rules = rules_with("before", {NUMB: Urgency.REVIEW})
    nour.is_pregnant(31)
    nour.has_no_conditions()
    nour.checks(sgn_numb="yes")
    return nour


def test_nour_is_told_that_her_answer_would_be_more_urgent_now() -> None:
    nour = nour_before_the_update()
    assert (nour.status, advised_anew(nour.state, nour.rules)) == ("ready", ())
    nour.rules = the_rules()
    nour.after(days=3)
    (found,) = advised_anew(nour.state, nour.rules)
    assert (found.advised, found.urgency) == (Urgency.REVIEW, Urgency.SAME_DAY)
    assert nour.status == "paused"


def test_nour_was_seen_and_the_update_says_nothing() -> None:
    nour = nour_before_the_update()
    nour.after(days=1).is_seen()
    nour.rules = the_rules()
    assert advised_anew(nour.state, nour.rules) == ()
    assert nour.status != "paused"


def test_nour_answers_again_and_the_pause_has_a_reason_until_she_is_seen() -> None:
    nour = nour_before_the_update()
    nour.rules = the_rules()
    nour.after(days=3).checks("again")
    (found,) = advised_anew(nour.state, nour.rules)
    assert found.is_settled
    assert nour.status == "paused"
    nour.is_seen()
    assert advised_anew(nour.state, nour.rules) == ()


def test_nour_loses_nothing_when_the_content_becomes_less_careful() -> None:
    nour = Her()
    nour.is_pregnant(31)
    nour.checks(sgn_numb="yes")
    nour.rules = rules_with("later", {NUMB: Urgency.REVIEW})
    assert advised_anew(nour.state, nour.rules) == ()
    assert nour.entries[-1].body["advised"] == "same-day"
