"""A self-experiment in her diary: what may be varied, when it begins and ends, and that only safe things are asked."""

from __future__ import annotations

import re

import pytest

from steadyback.care.experiment_words import over_words, prospect_words, showed_words, times_in
from steadyback.care.rules import Rules
from steadyback.care.self_experiment import (
    NEVER_VARIED,
    VARIED,
    Experiment,
    days_of,
    experiments,
    go_on,
    lot_today,
    may_vary,
    newest,
    prospect,
    start,
    stop,
    what_it_shows,
)
from steadyback.engine.self_experiment import lots
from steadyback.journal.entry import EntryError, checked
from steadyback.knowledge.readability import reading_age
from tests.scenarios.telling import Her


def her(weeks: int = 20) -> Her:
    """Pregnant, nothing wrong, a clear check."""
    she = Her()
    she.is_pregnant(weeks)
    she.has_no_conditions()
    she.checks()
    return she


def begins(she: Her, what: str = "breaks", days: int = 16, block: int = 4) -> Experiment:
    she._keep(start(she.state, she.rules, she._stamp(), what, days=days, block=block))
    return now(she)


def now(she: Her) -> Experiment:
    found = newest(she.state)
    assert found is not None
    return found


def lives(she: Her, days: int, *, fewer: bool = True) -> None:
    """Day after day: a check-in each; on days as usual a spasm, and none on days with more."""
    for _ in range(days):
        she.after(days=(she.now - she.after().now).days + 1, hours=20)
        lot = lot_today(she.state, she.rules)
        she.says("day", on=she.day(0), worst=2)
        if (lot == "usual") is fewer and lot:
            she.says("spasm", worst=3)
            she.checks()


def at(she: Her, days: int) -> Her:
    """Her clock ``days`` days from the start of her story, with a clear check of that day."""
    she.after(days=days)
    she.checks(about="again")
    return she


def test_it_begins_tomorrow_and_the_same_entry_gives_the_same_days_on_any_device() -> None:
    she = her()
    assert lot_today(she.state, she.rules) is None
    found = begins(she)
    assert (str(found.first), found.days, found.looks, found.ended_by) == (she.day(1), 16, 1, None)
    assert lot_today(she.state, she.rules) is None  # today is not drawn
    drawn = [lot_today(at(she, day).state, she.rules) for day in range(1, 17)]
    assert [lot == "more" for lot in drawn] == list(lots(found.seed, 16, 4))
    assert lot_today(at(she, 17).state, she.rules) is None


def test_only_safe_things_can_be_varied_and_each_has_its_reason(rules: Rules) -> None:
    items = {**rules.knowledge.habit, **rules.knowledge.trigger}
    for one in VARIED.values():
        assert one.item in items
        assert one.because
    every = [*rules.knowledge.medicine, *rules.knowledge.exercise, *rules.knowledge.rung, *rules.knowledge.red_flag]
    assert not set(VARIED) & set(every)
    assert all(NEVER_VARIED.values())
    she = her()
    for what in ["medicine", "ex-walk", "rt-core", "lad-2-warm", "trg-poor-sleep", ""]:
        with pytest.raises(EntryError, match="may not be varied"):
            start(she.state, rules, she._stamp(), what)


def test_what_is_asked_of_her_is_only_ever_more_and_in_plain_words() -> None:
    for one in VARIED.values():
        assert not re.search(r"\b(less than|skip|without|stop|avoid)\b", one.more)
    said = " ".join(f"{one.more} {one.because}" for one in VARIED.values())
    assert reading_age(said) <= 12


def test_while_a_red_flag_pauses_her_nothing_is_varied_and_no_day_has_a_lot() -> None:
    she = her()
    begins(she)
    she.after(days=3).checks(fever_any="yes")
    assert she.status == "paused"
    assert may_vary(she.state, she.rules) == ()
    assert lot_today(she.state, she.rules) is None
    with pytest.raises(EntryError, match="may not be varied"):
        start(she.state, she.rules, she._stamp(), "drinks")


def test_what_the_screen_holds_is_no_break_to_ask_for() -> None:
    she = her()
    begins(she)
    she.after(days=2)
    assert lot_today(she.state, she.rules)
    she.says("plan", leave_out=["ex-walk"], text=None, by=None, on=None)
    assert "breaks" not in {one.id for one in may_vary(she.state, she.rules)}
    assert lot_today(she.state, she.rules) is None


@pytest.mark.parametrize(("days", "block"), [(12, 4), (15, 2), (18, 4), (88, 4), (14, 3), (0, 2)])
def test_a_plan_that_is_too_short_too_long_or_not_in_whole_blocks_is_refused(days: int, block: int) -> None:
    she = her()
    with pytest.raises(EntryError):
        start(she.state, she.rules, she._stamp(), "breaks", days=days, block=block)


def test_one_at_a_time() -> None:
    she = her()
    begins(she)
    she.after(days=2)
    with pytest.raises(EntryError, match="not over yet"):
        start(she.state, she.rules, she._stamp(), "drinks")


def test_of_two_that_two_devices_began_the_newer_ends_the_older() -> None:
    she = her()
    first = begins(she)
    body = {**first.one.body, "what": "drinks", "first": she.day(5), "last": she.day(20)}
    she.after(days=4).says("experiment", **(body | {"first": she.day(2)}))
    older, newer = experiments(she.state)
    assert (older.ended_by, newer.ended_by) == ("another", None)
    assert (newer.first - older.last).days == 1


def test_nothing_is_shown_before_it_is_over_and_then_what_the_days_show() -> None:
    she = her()
    begins(she)
    lives(she, 16)
    assert what_it_shows(now(she), she.state) is None
    assert len(days_of(now(she), she.state)) == 15  # today is not over
    at(she, 17)
    found = what_it_shows(now(she), she.state)
    assert found is not None
    assert (found.more_days, found.more_spasms, found.usual_days, found.usual_spasms) == (8, 0, 8, 8)
    assert found.shows == "fewer"


def test_days_she_did_not_keep_to_count_as_drawn_and_a_day_as_usual_asks_nothing() -> None:
    she = her()
    plan = begins(she)
    drawn = lots(plan.seed, 16, 4)
    for number in range(1, 17):
        she.after(days=number, hours=20)
        she.says("day", on=she.day(0), held={"hab-break-timer": "no" if number % 2 else "yes"})
    found = what_it_shows(now(at(she, 17)), she.state)
    assert found is not None
    assert found.not_kept == sum(is_more for is_more in drawn[::2])
    assert (found.more_days, found.usual_days, found.untold) == (8, 8, 0)


def test_she_may_stop_at_will_and_today_is_then_no_day_of_it() -> None:
    she = her()
    begins(she)
    lives(she, 9)
    entry = stop(she.state, she._stamp())
    assert entry is not None
    she._keep(entry)
    assert (now(she).days, now(she).ended_by) == (8, "her")
    assert lot_today(she.state, she.rules) is None
    assert what_it_shows(now(she), she.state) is not None
    assert stop(she.state, she._stamp()) is None
    assert over_words(now(she)).startswith("You stopped it")


def test_going_on_after_the_result_was_seen_is_another_look_and_before_it_is_not() -> None:
    she = her()
    begins(she)
    plan = now(at(she, 10))
    she._keep(go_on(she.state, she._stamp(), 24))
    assert (now(she).days, now(she).looks) == (24, 1)
    assert now(she).seed == plan.seed
    at(she, 25)
    she._keep(go_on(she.state, she._stamp(), 40))
    assert (now(she).days, now(she).looks) == (40, 2)
    with pytest.raises(EntryError):
        go_on(she.state, she._stamp(), 40)
    at(she, 43)
    with pytest.raises(EntryError, match="none that can go on"):
        go_on(she.state, she._stamp(), 60)


def test_a_birth_ends_it_on_the_day_before_whenever_it_is_told() -> None:
    she = her(38)
    begins(she)
    she.after(days=9).says("birth", on=she.day(-2), mode="vaginal")
    assert (now(she).days, now(she).ended_by) == (6, "stage")
    assert lot_today(she.state, she.rules) is None
    with pytest.raises(EntryError):
        go_on(she.state, she._stamp(), 24)
    assert over_words(now(she))


def test_a_loss_of_the_baby_after_the_birth_ends_it_too() -> None:
    she = her(38)
    she.says("birth", on=she.day(-10), mode="vaginal")
    she.checks()
    begins(she, "drinks")
    assert now(at(she, 5)).ended_by is None
    she.says("loss", on=she.day(-15), mode="vaginal")
    assert now(she).ended_by == "stage"
    assert she.today > now(she).last


def test_a_corrected_due_date_does_not_end_it() -> None:
    she = her(20)
    begins(she)
    she.after(days=3).is_pregnant(22)
    assert now(she).ended_by is None


def test_lots_for_days_that_had_been_are_none_and_what_is_unknown_is_left_alone() -> None:
    she = her()
    body = {"what": "breaks", "first": she.day(1), "last": she.day(20), "seed": 1, "block": 4}
    she.says("experiment", **(body | {"first": she.day(0)}))
    she.says("experiment", **(body | {"what": "moonlight"}))
    assert experiments(she.state) == ()
    she.says("experiment", **(body | {"last": "2199-01-01"}))
    assert now(she).days == 84


def test_taken_back_it_never_was() -> None:
    she = her()
    she.withdraws(begins(she).one.entry)
    assert newest(she.state) is None


@pytest.mark.parametrize(
    ("field", "wrong"), [("last", "2026-03-01"), ("block", 3), ("ended", "2026-04-01"), ("seed", -1), ("looks", 0)]
)
def test_an_entry_that_cannot_be_is_refused(field: str, wrong: object) -> None:
    she = her()
    entry = begins(she).one.entry
    with pytest.raises(EntryError, match=field):
        checked(entry._replace(body={**entry.body, field: wrong}))


def test_before_it_begins_she_is_told_what_it_could_show_by_her_own_diary() -> None:
    she = her()
    assert prospect(she.state) is None
    assert "too short" in prospect_words(None)[0]
    for back in range(1, 31):
        she.says("day", on=she.day(-back), worst=1)
        if back % 3 == 0:
            she.says("spasm", began_at=f"{she.day(-back)}T10:00:00+00:00")
    found = prospect(she.state, days=28)
    assert found is not None
    assert (found.told, found.spasm_days) == (30, 10)
    assert 0.02 < found.chance < 0.4
    longer = prospect(she.state, days=84)
    assert longer is not None
    assert longer.chance > found.chance
    said = prospect_words(found)
    assert "30 of your last days" in said[0]
    assert re.search(r"28 days would show it (about 1 time in \d+|less than 1 time in 20)\.", said[1])


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.0, "less than 1 time in 20"),
        (0.05, "about 1 time in 20"),
        (0.2, "about 1 time in 5"),
        (0.5, "about 5 times in 10"),
        (0.97, "nearly every time"),
    ],
)
def test_a_chance_is_told_as_a_count(chance: float, words: str) -> None:
    assert times_in(chance) == words


@pytest.mark.parametrize("fewer", [True, False])
def test_the_words_name_counts_and_range_and_no_cause(fewer: bool) -> None:
    she = her()
    plan = begins(she)
    lives(she, 16, fewer=fewer)
    found = what_it_shows(now(at(she, 17)), she.state)
    assert found is not None
    said = " ".join(showed_words(found, plan.varied))
    assert "seem to go with " + ("fewer" if fewer else "more") in said
    assert "of 8" in said
    assert "Of 100 days" in said
    assert not re.search(r"\b(causes?|because|proves?|works?|cures?)\b", said)
    unsure = showed_words(found._replace(shows="cannot-tell", low=-0.4, high=0.1, untold=1, not_kept=2), plan.varied)
    assert "anything from 40 fewer to 10 more" in " ".join(unsure)
    assert len(unsure) == 5
    assert reading_age(" ".join(unsure)) <= 12
