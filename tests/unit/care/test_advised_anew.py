"""What an update means for answers already given: told when they would now be more urgent, and never otherwise."""

from __future__ import annotations

import time
from datetime import timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steadyback.care.advised_anew import RECENT_DAYS, advised_anew
from steadyback.care.check_back import check_back
from steadyback.care.fold import Fold
from steadyback.care.judged_anew import Anew
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import Following, State
from steadyback.journal.entry import Entry
from steadyback.journal.fold import Effective
from steadyback.vocabulary.urgency import Urgency
from tests.scenarios.telling import Her, the_rules
from tests.support.other_content import rules_with

NUMB = "neuro-numb-elsewhere"


@cache
def content(name: str) -> Rules:
    """What an update goes from or to. A flag that is only a review here is same-day as shipped."""
    changes = {
        "looser": {NUMB: Urgency.REVIEW, "pain-two-weeks": Urgency.SELF_CARE},
        "watched": {NUMB: Urgency.SELF_CARE},
        "stricter": {NUMB: Urgency.EMERGENCY, "pe-breathless": Urgency.EMERGENCY},
        "same again": {},
        "all lower": dict.fromkeys(the_rules().knowledge.red_flag, Urgency.REVIEW),
        "all higher": dict.fromkeys(the_rules().knowledge.red_flag, Urgency.EMERGENCY),
    }
    return rules_with(name, changes[name])


def checked_under(rules: Rules, about: str = "spasm", weeks: int = 31, **answers: str) -> Her:
    """Somebody pregnant who made a check of the content ``rules``; from now on the shipped content counts."""
    her = Her()
    her.rules = rules
    her.is_pregnant(weeks)
    her.has_no_conditions()
    her.checks(about, **answers)
    her.rules = the_rules()
    return her


def told(her: Her) -> tuple[Anew, ...]:
    return advised_anew(her.state, her.rules)


def loud(her: Her) -> list[str]:
    """The flags that she is told of, but for what is only the reason of a pause."""
    return [fired.flag for one in told(her) if not one.is_settled for fired in one.fired]


def test_what_has_become_more_urgent_is_told() -> None:
    her = checked_under(content("looser"), sgn_numb="yes")
    (found,) = told(her)
    assert (found.advised, found.urgency) == (Urgency.REVIEW, Urgency.SAME_DAY)
    assert [fired.flag for fired in found.fired] == [NUMB]
    assert found.one.entry == her.entries[-1]


def test_not_sure_counts_as_it_does_now() -> None:
    """Not sure counts from same-day on: so a sign that was a review is more urgent now for her as well."""
    her = checked_under(content("looser"), sgn_numb="unsure")
    assert her.entries[-1].body["advised"] == "self-care"
    assert loud(her) == [NUMB]


@pytest.mark.parametrize("before", ["stricter", "same again"])
def test_what_is_less_urgent_or_the_same_is_never_told(before: str) -> None:
    assert told(checked_under(content(before), sgn_numb="yes")) == ()


def test_under_the_same_content_nothing_is_told_whatever_the_entry_says() -> None:
    her = checked_under(the_rules(), sgn_numb="yes")
    her.entries[-1].body["advised"] = "self-care"
    assert told(her) == ()
    her.entries[-1].body["knowledge_version"] = "before"
    assert loud(her) == [NUMB]


def test_who_was_told_to_call_at_once_is_not_told_again() -> None:
    her = checked_under(content("stricter"), sgn_breath="yes")
    her.rules = content("all higher")
    assert told(her) == ()


def test_a_no_is_not_told_whatever_becomes_of_the_sign() -> None:
    her = checked_under(content("all lower"))
    her.rules = content("all higher")
    assert told(her) == ()


# --- what was told then is not known ----------------------------------------------------------------------------


@pytest.mark.parametrize("word", [None, "within-two-hours", "absent"])
def test_where_it_is_not_known_what_she_was_told_same_day_and_more_is_told(word: str | None) -> None:
    her = checked_under(content("looser"), sgn_numb="yes")
    body = her.entries[-1].body
    if word == "absent":
        del body["advised"]
    else:
        body["advised"] = word
    (found,) = told(her)
    assert found.advised is None
    assert loud(her) == [NUMB]
    her.rules = content("watched")._replace(knowledge=content("watched").knowledge._replace(version="later"))
    assert told(her) == (), "less than same-day, and it may be what she was told"


# --- what settles it --------------------------------------------------------------------------------------------


def test_seen_since_is_not_told() -> None:
    her = checked_under(content("looser"), sgn_numb="yes")
    her.after(days=1).is_seen()
    assert told(her) == ()


def test_seen_before_does_not_count_and_seen_taken_back_neither() -> None:
    her = Her()
    her.rules = content("looser")
    her.is_pregnant(31)
    her.is_seen()
    her.checks(sgn_numb="yes")
    her.rules = the_rules()
    assert loud(her) == [NUMB]
    seen = her.is_seen()
    assert loud(her) == []
    her.withdraws(seen)
    assert loud(her) == [NUMB]


@pytest.mark.parametrize("later", ["looser", "shipped"])
def test_a_clear_check_since_is_told_only_as_the_reason_of_the_pause(later: str) -> None:
    her = checked_under(content("looser"), sgn_numb="yes")
    her.rules = the_rules() if later == "shipped" else content("looser")
    her.after(days=2).checks("again")
    her.rules = the_rules()
    assert her.status == "paused"
    assert [one.is_settled for one in told(her)] == [True]
    her.is_seen()
    assert told(her) == ()


def test_what_pauses_nothing_is_not_told_at_all_after_a_clear_check() -> None:
    her = checked_under(content("looser"), about="other", pain_two_weeks="yes")
    assert loud(her) == ["pain-two-weeks"]
    her.after(days=1).checks("again")
    assert loud(her) == ["pain-two-weeks"], "that check does not ask about it"
    her.answers({"pain-two-weeks": "no"}, about="other")
    assert told(her) == ()


def test_a_yes_again_that_was_told_as_much_settles_it() -> None:
    her = checked_under(content("looser"), sgn_numb="yes")
    her.after(days=1).checks("again", sgn_numb="yes")
    assert told(her) == ()


def test_a_yes_again_that_was_told_less_than_it_would_have_been_settles_nothing() -> None:
    """A sore calf and short of breath were a review; since then the calf alone was told as same-day."""
    her = checked_under(content("all lower"), sgn_calf="yes", sgn_breath="yes")
    first = her.entries[-1]
    her.after(days=1).checks("again", sgn_calf="yes")
    assert [(one.one.entry, one.urgency) for one in told(her)] == [(first, Urgency.EMERGENCY)]


def test_a_yes_again_under_the_old_content_is_told_once_and_of_the_newer_day() -> None:
    her = checked_under(content("looser"), sgn_numb="yes")
    her.rules = content("looser")
    second = her.after(days=1).checks("again", sgn_numb="yes")
    her.rules = the_rules()
    assert [one.one.entry.id for one in told(her)] == [second.id]


def test_two_checks_about_two_signs_are_both_told_the_newest_first() -> None:
    her = checked_under(content("all lower"), sgn_numb="yes")
    her.rules = content("all lower")
    her.after(days=1).answers({"sgn-one-leg": "yes"})
    her.rules = the_rules()
    flags = [[fired.flag for fired in one.fired] for one in told(her)]
    assert "neuro-one-leg-new" in flags[0]
    assert flags[1] == [NUMB]


def test_a_check_that_was_not_finished_settles_nothing_that_it_did_not_ask() -> None:
    her = checked_under(content("looser"), sgn_numb="yes")
    her.after(days=1).answers({"sgn-fever": "no"}, about="again")
    assert loud(her) == [NUMB]


def test_a_check_taken_back_settles_nothing() -> None:
    her = checked_under(content("looser"), sgn_numb="yes")
    check = her.after(days=1).checks("again")
    her.withdraws(check)
    assert loud(her) == [NUMB]


# --- time, stage, and what was changed since ---------------------------------------------------------------------


def test_told_for_fourteen_days_and_longer_while_it_holds_the_ladder() -> None:
    review = checked_under(content("looser"), about="other", pain_two_weeks="yes")
    review.after(days=RECENT_DAYS)
    assert loud(review) == ["pain-two-weeks"]
    review.after(days=RECENT_DAYS + 1)
    assert told(review) == ()
    holding = checked_under(content("looser"), sgn_numb="yes").after(weeks=8)
    assert holding.status == "paused"
    assert loud(holding) == [NUMB]


def test_a_clock_that_was_ahead_hides_nothing() -> None:
    her = checked_under(content("looser"), about="other", pain_two_weeks="yes")
    her.now -= timedelta(days=30)
    assert loud(her) == ["pain-two-weeks"]


def test_a_check_taken_back_is_told_only_while_it_holds_the_ladder() -> None:
    her = checked_under(content("looser"), sgn_numb="yes")
    her.withdraws(her.entries[-1])
    assert her.status == "paused"
    assert loud(her) == [NUMB]
    light = checked_under(content("looser"), about="other", pain_two_weeks="yes")
    light.withdraws(light.entries[-1])
    assert told(light) == ()


def test_an_answer_corrected_since_is_judged_as_first_given() -> None:
    her = checked_under(content("looser"), sgn_numb="yes")
    her.amends(her.entries[-1], sgn_numb="no")
    assert loud(her) == [NUMB]


def test_the_weeks_and_the_stage_are_those_of_its_day() -> None:
    """A sign that is asked from 24 weeks on, told before a birth: the birth since does not take it away."""
    rules = rules_with("before", {"rfm-24": Urgency.REVIEW, "rfm-none-24": Urgency.REVIEW})
    her = checked_under(rules, sgn_moves="yes")
    her.after(days=3).says("birth", on=her.day(0), mode="vaginal")
    assert "rfm-24" in loud(her)


def test_what_she_told_about_herself_later_does_not_count() -> None:
    """One swollen leg is the same as before; with a clot told later it would be more, and that is judged elsewhere."""
    her = checked_under(content("same again"), sgn_calf="yes")
    assert her.entries[-1].body["advised"] == "same-day"
    her.told(clot_history="yes")
    assert told(her) == ()


def test_after_a_loss_nothing_about_a_baby_is_told() -> None:
    rules = rules_with("before", dict.fromkeys(["rfm-24", "rfm-none-24", NUMB], Urgency.REVIEW))
    baby = checked_under(rules, sgn_moves="yes")
    assert loud(baby)
    baby.after(days=1).says("loss", on=baby.day(0))
    assert told(baby) == ()
    both = checked_under(rules, sgn_moves="yes", sgn_numb="yes")
    both.after(days=1).says("loss", on=both.day(0))
    assert loud(both) == [NUMB]


# --- in parcels, and at no cost ---------------------------------------------------------------------------------


def test_entries_that_come_one_by_one_give_the_same() -> None:
    her = checked_under(content("looser"), sgn_numb="yes")
    her.after(days=1).checks("again")
    her.says("note", text="better")
    following = Following(her.rules)
    for entry in reversed(her.entries):
        following.take([entry])
        following.state(her.now)
    assert following.state(her.now).anew == her.state.anew


def test_while_the_content_is_the_same_nothing_is_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A diary of years pays one comparison a check, and a page one look at an empty list."""
    her = checked_under(the_rules(), sgn_numb="yes")
    her.after(days=1).checks("again", sgn_fever="unsure")

    def never(_assessments: object) -> list[object]:
        raise AssertionError("a check of the same content was judged anew")

    monkeypatch.setattr("steadyback.care.judged_anew._strongest", never)
    state = her.state
    assert state.anew == ()
    assert min(_seconds(state, her) for _ in range(20)) < 0.0001
    her.entries[-1].body["knowledge_version"] = "before"
    with pytest.raises(AssertionError, match="judged anew"):
        _ = her.state


def _seconds(state: State, her: Her) -> float:
    began = time.perf_counter()
    advised_anew(state, her.rules)
    return time.perf_counter() - began


# --- told if, and only if, it is judged more urgent --------------------------------------------------------------

CONTENTS = ("looser", "watched", "stricter", "same again", "all lower", "all higher")
PEOPLE = ("9 weeks", "31 weeks", "weeks not known", "9 days after birth", "after a loss", "nothing told")


@cache
def person(name: str, rules: str) -> tuple[State, tuple[Entry, ...], list[str]]:
    """Somebody before her check: her state under some content, what she told, and the signs that may be asked."""
    her = Her()
    her.rules = content(rules)
    match name:
        case "9 weeks" | "31 weeks":
            her.is_pregnant(int(name.split(maxsplit=1)[0]))
            her.told(clot_history="yes")
        case "weeks not known":
            her.is_pregnant()
        case "9 days after birth":
            her.says("birth", on=her.day(-9), mode="caesarean")
        case "after a loss":
            her.says("loss", on=her.day(-9))
    return her.state, tuple(her.entries), her.signs()


@st.composite
def checks(draw: st.DrawFn) -> tuple[str, str, str, list[dict[str, str]]]:
    """Who, the content before and after, and ten checks; most signs are a no, as they are."""
    who, before, after = draw(st.sampled_from(PEOPLE)), *(draw(st.sampled_from(CONTENTS)) for _ in range(2))
    signs = person(who, before)[2]
    some = st.dictionaries(st.sampled_from(signs), st.sampled_from(["yes", "no", "unsure"]), max_size=4)
    found = [dict.fromkeys(signs, "no") | draw(some) for _ in range(10)]
    return who, before, after, found


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(checks())
def test_told_if_and_only_if_it_is_judged_more_urgent(case: tuple[str, str, str, list[dict[str, str]]]) -> None:
    who, before, after, answered = case
    state, entries, _ = person(who, before)
    for answers in answered:
        was, entry = _check(state, content(before), answers)
        now, _ = _check(person(who, after)[0], content(after), answers)
        is_more = now > was and before != after
        assert bool(_folded(content(after), entries, entry)) is is_more
        older = entry._replace(body={name: value for name, value in entry.body.items() if name != "advised"})
        is_told = now >= Urgency.SAME_DAY and before != after
        assert bool(_folded(content(after), entries, older)) is is_told


def _check(state: State, rules: Rules, answers: dict[str, Any]) -> tuple[Urgency, Entry]:
    stamp = Stamp("00000000-0000-7000-8000-00000000ffff", "2026-03-02T03:30:00+00:00", "phone")
    found, entry = check_back(state, rules, stamp, answers=answers, shown=list(answers), about="other")
    return found.urgency, entry


def _folded(rules: Rules, entries: tuple[Entry, ...], check: Entry) -> tuple[Anew, ...]:
    fold = Fold(rules)
    for entry in (*entries, check):
        fold.take(Effective(entry, entry.body))
    return fold.anew
