"""Stories of what needs a person: raised from her own days, left in peace once she has booked, never in the check's way."""

from __future__ import annotations

from itertools import count

import pytest

from steadyback.care.judge import judge
from steadyback.care.needs_a_person import QUIET_DAYS, Raised, answer_a_need, raised
from steadyback.care.stamp import Stamp
from steadyback.engine.replies import read_replies
from steadyback.engine.trends import TREND_FLAGS
from steadyback.vocabulary.urgency import Urgency
from tests.scenarios.telling import Her

_IDS = count(1)


def needs(her: Her) -> dict[str, Raised]:
    return {one.flag: one for one in raised(her.state, her.rules)}


def told_of(her: Her, days: int, **day: object) -> None:
    """The check-in of one day, at noon of it, ``days`` from the start of the story."""
    her.after(days=days, hours=9)
    her.says("day", on=str(her.today), **day)


def growing(her: Her, days: int = 21) -> Her:
    """Three weeks, each a point and more worse than the one before."""
    for day in range(days):
        told_of(her, day, worst=2 + 3 * day // 10)
    return her


def answers(her: Her, about: str, did: str, on: str | None = None) -> None:
    stamp = Stamp(f"00000000-0000-7000-9000-{next(_IDS):012x}", her.now.isoformat(), her.device)
    her.entries.append(answer_a_need(stamp, about, did, on=on))


def pregnant() -> Her:
    her = Her()
    her.is_pregnant(24)
    return her


def after_birth(days_ago: int = 10) -> Her:
    her = Her()
    her.says("birth", on=her.day(-days_ago), mode="vaginal")
    return her


# --- raised, and how soon ---


def test_mara_is_asked_whether_her_pain_grows_week_by_week() -> None:
    found = needs(growing(pregnant()))["pain-worse-weekly"]
    assert found.question == "Is the pain getting worse week by week?"
    assert found.urgency is Urgency.REVIEW
    assert found.sources
    assert "then" in found.seen[0]


def test_after_a_birth_the_same_days_are_for_the_same_day() -> None:
    assert needs(growing(after_birth()))["pain-worse-weekly"].urgency is Urgency.SAME_DAY


def test_night_waking_is_more_urgent_for_somebody_who_has_had_cancer() -> None:
    her = pregnant()
    for day in range(7):
        told_of(her, day, woke=True)
    assert needs(her)["pain-night-waking"].urgency is Urgency.REVIEW
    her.told(cancer_history="yes")
    assert needs(her)["pain-night-waking"].urgency is Urgency.SAME_DAY


@pytest.mark.parametrize("flag", TREND_FLAGS)
def test_no_trend_is_less_urgent_than_the_check_would_be(flag: str) -> None:
    """Whatever is raised bears at least the urgency that a plain yes to its question has in the check."""
    for her in (
        growing(pregnant(), 24),
        growing(after_birth(5), 24),
        everything(pregnant()),
        everything(after_birth()),
    ):
        found = needs(her).get(flag)
        if found:
            said = read_replies({flag: "yes"}, her.rules.naming)
            fired = [one.urgency for one in judge(her.rules, said, her.state.timing).fired if one.flag == flag]
            assert found.urgency >= max(fired)


def everything(her: Her) -> Her:
    """Two weeks in which all that can be seen in a diary is there."""
    for day in range(16):
        told_of(her, day, worst=7, woke=True, sure=1)
        if day % 3 == 0:
            her.says("spasm", worst=7)
            her.says("medicine", name="the tablets in my notes")
        else:
            her.says("medicine", name="the tablets in my notes")
    return her


def test_all_of_them_can_be_raised() -> None:
    found = set(needs(everything(pregnant()))) | set(needs(everything(after_birth(60))))
    found |= set(needs(growing(pregnant()))) | set(needs(everything(after_birth(5))))
    rising = pregnant()
    for day, worst in enumerate((2, 3, 5)):
        told_of(rising, day, worst=worst)
    assert found | set(needs(rising)) == set(TREND_FLAGS)


@pytest.mark.parametrize(
    ("row", "flag"), [("s-079", "pain-worse-weekly"), ("s-135", "spasm-recurrent"), ("p-089", "medicine-often")]
)
def test_what_the_articles_want_counted_is_counted_with_advice_to_book(row: str, flag: str) -> None:
    her = growing(pregnant()) if flag == "pain-worse-weekly" else everything(pregnant())
    found = needs(her)[flag]
    assert row in her.rules.knowledge.red_flag[flag].card.covers
    assert found.urgency >= Urgency.REVIEW
    assert any(letter.isdigit() for letter in found.seen[0])


def test_what_is_for_after_a_birth_is_not_asked_in_pregnancy() -> None:
    assert not {"pp-lingering", "pp-not-better-2wk"} & set(needs(everything(pregnant())))


def test_the_most_urgent_stands_first() -> None:
    urgencies = [one.urgency for one in raised(everything(after_birth()).state, everything(after_birth()).rules)]
    assert urgencies == sorted(urgencies, reverse=True)


def test_an_empty_diary_asks_for_nobody() -> None:
    assert not needs(pregnant())


# --- left in peace ---


def daily_medicine(her: Her, first: int, last: int) -> Her:
    """A medicine noted on each day: neither more nor less of it as time goes on."""
    for day in range(first, last):
        her.after(days=day, hours=9)
        her.says("medicine", name="the tablets in my notes")
    return her


@pytest.mark.parametrize("did", QUIET_DAYS)
def test_once_she_has_answered_it_is_quiet_for_a_while_and_then_said_again(did: str) -> None:
    her = daily_medicine(pregnant(), 0, 10)
    assert "medicine-often" in needs(her)
    answers(her, "medicine-often", did)
    for day in range(10, 9 + QUIET_DAYS[did]):
        daily_medicine(her, day, day + 1)
        assert "medicine-often" not in needs(her), f"said again after {day - 9} days"
    daily_medicine(her, 9 + QUIET_DAYS[did], 10 + QUIET_DAYS[did])
    assert "medicine-often" in needs(her)


def test_it_is_said_again_sooner_when_it_has_got_worse() -> None:
    her = growing(pregnant())
    answers(her, "pain-worse-weekly", "booked")
    assert "pain-worse-weekly" not in needs(her)
    for day in range(21, 28):
        told_of(her, day, worst=10)
    assert "pain-worse-weekly" in needs(her)


def test_a_not_now_to_something_for_the_same_day_is_quiet_for_two_days_only() -> None:
    her = growing(after_birth())
    answers(her, "pain-worse-weekly", "not-now")
    her.after(days=21, hours=9)
    assert "pain-worse-weekly" not in needs(her)
    her.after(days=22, hours=10)
    assert "pain-worse-weekly" in needs(her)


def test_a_visit_booked_further_off_is_waited_for_but_not_for_ever() -> None:
    """Twice the usual time at most: a visit in half a year is no reason to say nothing."""
    for ahead, days in ((20, 20), (180, 2 * QUIET_DAYS["booked"])):
        her = daily_medicine(pregnant(), 0, 10)
        answers(her, "medicine-often", "booked", on=her.day(ahead))
        daily_medicine(her, 10, 9 + days)
        assert "medicine-often" not in needs(her)
        daily_medicine(her, 9 + days, 10 + days)
        assert "medicine-often" in needs(her)


def test_one_answer_is_about_one_thing() -> None:
    her = everything(pregnant())
    before = set(needs(her))
    answers(her, "spasm-recurrent", "booked")
    assert before - set(needs(her)) == {"spasm-recurrent"}


def test_an_answer_taken_back_is_none() -> None:
    her = everything(pregnant())
    answers(her, "spasm-recurrent", "booked")
    her.withdraws(her.entries[-1])
    assert "spasm-recurrent" in needs(her)


@pytest.mark.parametrize(("about", "did"), [("ces-saddle-numb", "booked"), ("fear-moving", "cured"), ("", "booked")])
def test_nothing_else_can_be_answered_so(about: str, did: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        answers(pregnant(), about, did)


# --- and never in the check's way ---


@pytest.mark.parametrize("did", QUIET_DAYS)
def test_no_answer_changes_what_the_check_says(did: str) -> None:
    """The same woman twice, with and without her answers: the same urgency, the same flags, the same ladder."""
    plain, answered = everything(after_birth()), everything(after_birth())
    for flag in TREND_FLAGS:
        answers(answered, flag, did)
    for her in (plain, answered):
        her.now = plain.now
        her.checks(pain_worse_weekly="yes", fever_any="yes")
    one, other = plain.state, answered.state
    assert one.last_check
    assert other.last_check
    assert one.last_check.assessment == other.last_check.assessment
    assert one.ladder == other.ladder
    assert one.check_is_due == other.check_is_due
    assert plain.status == "paused"


@pytest.mark.parametrize("did", QUIET_DAYS)
def test_a_pause_is_not_lifted_by_a_booking(did: str) -> None:
    her = growing(after_birth())
    her.checks(fever_any="yes")
    answers(her, "pain-worse-weekly", did)
    assert her.status == "paused"
