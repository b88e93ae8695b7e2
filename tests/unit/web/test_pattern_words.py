"""Patterns in sentences: the days behind them, four labels, an interval in words, no cause, no blame, easy to read."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyback.knowledge.readability import reading_age
from steadyback.web import pattern_words as words
from steadyback.web.found_patterns import LABEL_WORDS, Found
from steadyback.web.load_days import LoadDay
from steadyback.web.plots_helps import HelpRow
from tests.unit.web.made_patterns import FEWER, FINDINGS, LIKELY, NONE_SEEN, POSSIBLE, TOO_FEW, any_pattern

#: What DESIGN promise 9 aims at.
READING_AGE = 11.0
ALL = (LIKELY, POSSIBLE, NONE_SEEN, TOO_FEW, FEWER)
CLAIMS_A_CAUSE = re.compile(
    r"\b(because of (?!it\b)\w+|causes?d?(?<!not a cause)|due to|leads? to|makes?|brings?|triggers?)\b"
)


def test_the_days_behind_it_are_said_as_counts() -> None:
    said = words.days_words(LIKELY, "a long drive")
    assert said == "On the 14 days with a long drive your back grabbed on 6. On the 60 days without, it grabbed on 8."


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (LIKELY._replace(days_with=1, spasms_with=1), "On the one day with it your back grabbed."),
        (LIKELY._replace(days_with=1, spasms_with=0), "On the one day with it your back did not grab."),
        (LIKELY._replace(spasms_with=0), "On the 14 days with it your back did not grab."),
        (LIKELY._replace(spasms_with=14), "On the 14 days with it your back grabbed on all of them."),
        (LIKELY._replace(spasms_without=0), "On the 60 days without, it did not grab."),
        (TOO_FEW, "3 days with it and 40 without, so far."),
        (TOO_FEW._replace(days_with=0), "No days with it and 40 without, so far."),
        (TOO_FEW._replace(days_with=1, days_without=0), "One day with it and none without, so far."),
        (TOO_FEW._replace(days_with=0, days_without=0), "Not answered yet. That is fine."),
    ],
)
def test_few_days_and_none_are_said_as_they_are(found: Found, says: str) -> None:
    assert says in words.days_words(found, "it")


def test_each_label_has_its_own_sentence() -> None:
    said = {found.label: words.link_words(found) for found in (LIKELY, POSSIBLE, NONE_SEEN, TOO_FEW)}
    assert said["likely"].startswith("It seems to go with more spasms.")
    assert "may be chance" not in said["likely"]
    assert said["possible"] == "It seems to go with more spasms, but it may be chance."
    assert said["none-seen"].startswith("We saw no link.")
    assert said["too-few-days"] == "That is too little to tell. About 20 more days in your diary would do."
    assert "One of 2.5 times the odds or more would" in words.link_words(NONE_SEEN._replace(shows_from=2.5))
    assert "A strong one would" in words.link_words(NONE_SEEN._replace(shows_from=1e6))
    assert len(set(said.values())) == len(LABEL_WORDS) == 4


def test_a_link_the_other_way_is_said_the_other_way() -> None:
    assert "fewer spasms" in words.link_words(FEWER)
    assert words.interval_words(FEWER) == (
        "With it, the odds of a spasm were about half as high. They may be as low as a fifth, "
        "or as high as four fifths."
    )


def test_the_interval_is_said_in_words() -> None:
    assert words.interval_words(LIKELY) == (
        "With it, the odds of a spasm were about 2.9 times as high. "
        "The link may be as small as 1.4 times or as large as 6.1 times."
    )
    far = LIKELY._replace(odds_ratio=11.2, high=29.0)
    assert words.interval_words(far).endswith("as small as 1.4 times or more than 20 times.")
    beyond = LIKELY._replace(odds_ratio=1e6, low=1e3, high=1e9)
    assert words.interval_words(beyond) == "With it, the odds of a spasm were more than 20 times as high."
    assert "as small as next to none" in words.interval_words(POSSIBLE)
    assert words.interval_words(NONE_SEEN).endswith("The truth may lie anywhere from half to 2.1 times.")


def test_few_days_are_given_no_number_whatever_the_result_holds() -> None:
    pretends = TOO_FEW._replace(odds_ratio=7.3, low=1.1, high=48.5, next_day=(7.3, 1.1, 48.5))
    said = " ".join(words.sentences(pretends, "it"))
    assert "times" not in said
    assert "odds" not in said
    assert words.short_numbers(pretends) == ""


def test_what_just_leaves_out_no_difference_is_seen_to_in_the_numbers() -> None:
    assert words.short_numbers(LIKELY) == "2.9, from 1.4 to 6.1"
    assert words.short_numbers(POSSIBLE) == "1.8, from 1.02 to 4"
    assert words.short_numbers(LIKELY._replace(odds_ratio=1e6, high=1e9)) == "over 20, from 1.4 to over 20"


@pytest.mark.parametrize(
    "found",
    [LIKELY._replace(low=None), LIKELY._replace(odds_ratio=None), LIKELY._replace(low=3.5), LIKELY._replace(high=2.0)],
)
def test_a_label_without_a_sound_number_is_not_told(found: Found) -> None:
    said = " ".join(words.sentences(found, "it"))
    assert "seems to go with" not in said
    assert "times" not in said


@pytest.mark.parametrize(
    ("ratio", "says"),
    [
        (1e6, "more than 20 times"),
        (float("inf"), "more than 20 times"),
        (0.0, "next to nothing"),
        (1e-9, "next to nothing"),
        (1.04, "almost the same"),
        (0.97, "almost the same"),
        (2.03, "twice"),
        (0.5, "half"),
        (0.34, "a third"),
        (0.94, "nine tenths"),
        (2.94, "2.9 times"),
        (3.0, "3 times"),
    ],
)
def test_a_ratio_in_words(ratio: float, says: str) -> None:
    assert words.times_words(ratio) == says


def test_the_day_after_is_said_only_where_there_is_something_to_say() -> None:
    assert words.next_day_words(LIKELY) == ""
    seen = words.next_day_words(LIKELY._replace(next_day=(1.8, 1.1, 3.0)))
    assert seen == "The day after may go with more spasms too: odds 1.8 times as high, from 1.1 times to 3 times."
    assert words.next_day_words(LIKELY._replace(next_day=(1.1, 0.5, 2.2))) == "For the day after we saw no clear link."
    assert words.next_day_words(LIKELY._replace(next_day=(float("nan"), 0.5, 2.2))) == ""


def test_counts_that_lean_the_other_way_are_owned_up_to() -> None:
    assert "look different" not in words.link_words(LIKELY)
    assert "look different" in words.link_words(LIKELY._replace(spasms_with=1))


def test_many_things_are_said_to_fool_by_chance() -> None:
    assert words.many_words(1) == ""
    assert words.many_words(16) == (
        "We looked at 16 things, so one may look like a link by chance. We ask for more proof because of it."
    )
    assert "so two may look" in words.many_words(40)


def test_the_whole_says_how_many_days_it_stands_on() -> None:
    assert words.whole_words(FINDINGS) == "From 74 days in your diary, 14 of them with a spasm."
    assert (
        words.whole_words(FINDINGS._replace(days_told=1, spasm_days=0))
        == "From 1 day in your diary, none of them with a spasm."
    )


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (HelpRow("x", 4, 5, 0.74, 0.45, 0.93), "It helped 4 of 5 times. We would guess about 7 in 10."),
        (HelpRow("x", 4, 5), "It helped 4 of 5 times."),
        (HelpRow("x", 4, 6, a_little=2, worse=1), "It helped 4 of 6 times, two of them a little. It got worse once."),
        (HelpRow("x", 0, 3, worse=3), "You tried it 3 times. It has not helped so far. It got worse 3 times."),
        (HelpRow("x", 0, 3), "You tried it 3 times. It has not helped so far."),
        (HelpRow("x", 1, 1), "You tried it once, and it helped."),
        (HelpRow("x", 0, 1), "You tried it once. It did not help then."),
        (HelpRow("x", 0, 0), "Not tried yet."),
    ],
)
def test_what_helps_is_said_as_counts_first(row: HelpRow, says: str) -> None:
    assert words.helps_words(row).startswith(says)


def days_of(*told: tuple[float | None, bool, bool]) -> list[LoadDay]:
    first = date(2026, 3, 1)
    return [
        LoadDay(first + timedelta(days=number), load, 0.0, is_spike, has_spasm)
        for number, (load, is_spike, has_spasm) in enumerate(told)
    ]


def test_load_is_set_against_the_other_days() -> None:
    days = days_of((1, True, True), (1, True, False), (0, False, False), (None, False, True), (0, False, True))
    assert words.load_words(days) == (
        "On the 2 days with more to do than your usual your back grabbed on 1. On the 2 other days it grabbed on 1."
    )
    assert "None held more" in words.load_words(days[2:])
    assert words.load_words(days_of((None, False, False))) == "Nothing was told of how much there was to do."
    assert "against your usual" in words.load_words([day._replace(usual=None) for day in days])


@pytest.mark.parametrize("found", ALL, ids=lambda found: found.id)
def test_every_sentence_is_easy_to_read(found: Found) -> None:
    full = found._replace(next_day=(1.8, 1.1, 3.0))
    assert reading_age(" ".join(words.sentences(full, "a long drive"))) <= READING_AGE


def test_what_stands_round_them_is_easy_to_read() -> None:
    texts = [
        " ".join((*words.WHAT_TO_DO, words.ODDS)),
        words.many_words(16),
        words.whole_words(FINDINGS),
        words.helps_words(HelpRow("x", 4, 5, 0.74, 0.45, 0.93)),
        words.load_words(days_of((1, True, True), (0, False, False))),
    ]
    for text in texts:
        assert reading_age(text) <= READING_AGE, text


@given(any_pattern(), st.text(min_size=1, max_size=80))
def test_no_result_makes_a_sentence_claim_or_break(found: Found, name: str) -> None:
    said = words.sentences(found, name)
    assert said
    for text in said:
        ours = text.replace(name, "it")
        assert not re.search(r"\b(?:nan|inf|None)\b|e[+-]\d", ours), ours
        assert not CLAIMS_A_CAUSE.search(ours), ours
        assert ours.endswith(".")


def test_a_name_from_the_right_does_not_turn_the_sentence() -> None:
    assert words.isolated("שלום") == "\u2068שלום\u2069"
    assert words.isolated("the stairs") == "the stairs"
