"""The page of patterns: in order, each row with its days, kind when it is empty and after a loss, safe with any words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from html import unescape

import pytest

from steadyback.care.patterns_of_her_days import LOAD_SPIKE
from steadyback.engine.patterns.result import Effect
from steadyback.knowledge.readability import READING_AGE_LIMIT, reading_age
from steadyback.web.exchange import Request
from steadyback.web.found_patterns import Findings, Found, found_of
from steadyback.web.load_days import load_days
from steadyback.web.pages.diary_patterns import page_with, patterns_page
from steadyback.web.pattern_days import days_with
from steadyback.web.plots_helps import HelpRow
from tests.unit.web.diary_desk import Desk
from tests.unit.web.made_patterns import FEWER, FINDINGS, LIKELY, NONE_SEEN, POSSIBLE, TOO_FEW

WILD = "<b>bold</b> & \"quoted\" 'name' " + "x" * 50
NOTHING = Findings((), 0, 0, None, None)
OF_A_CHILD = re.compile(
    r"\b(?:baby|babies|bump|birth|newborn|toddler|feed|feeding|cot|pram|pregnan\w*|\d+ weeks)\b", re.IGNORECASE
)
HELPS = (HelpRow("A warm bath", 4, 5, 0.74, 0.45, 0.93), HelpRow("Another way to feed", 2, 2, 0.6, 0.3, 0.9))


def pregnant() -> Desk:
    desk = Desk()
    desk.is_pregnant(29, 2)
    desk.has_no_conditions()
    return desk


def with_days(desk: Desk, number: int = 40) -> Desk:
    for back in range(number, 0, -1):
        held = {"trg-long-sitting": "yes" if back % 2 else "no", "hot-day": "yes" if back == 3 else "no"}
        load = "more" if back in (5, 9) else "usual"
        desk.says("day", on=desk.day(-back), worst=back % 7, load=load, sleep="good", held=held)
    desk.says("spasm", worst=6, began_at=(desk.now - timedelta(days=5)).isoformat())
    return desk


def page(desk: Desk, *found: Found, helps: tuple[HelpRow, ...] = (), names: Mapping[str, str] | None = None) -> str:
    return patterns_page(desk.state, desk.rules, FINDINGS._replace(factors=tuple(found)), helps, names)


def said(body: str) -> str:
    """What can be read or heard on a page, its labels too."""
    main = body.partition("<main")[2].partition("<nav class=")[0]
    labels = " ".join(re.findall(r'aria-label="([^"]*)"', main))
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main) + " " + labels).split())


def test_what_stands_out_comes_first_and_what_needs_days_last() -> None:
    body = page(with_days(pregnant()), TOO_FEW, NONE_SEEN, POSSIBLE, LIKELY)
    titles = re.findall(r'<h2 id="h-[^"]+">([^<]+)', body)
    assert titles[:5] == [
        "What stands out",
        "What may go with a spasm",
        "What shows no link",
        "What needs more days",
        "The same, in a picture",
    ]
    assert titles[-1] == "What to do with this"


def test_the_strongest_of_a_group_stands_first_whichever_way_it_goes() -> None:
    body = page(pregnant(), POSSIBLE, FEWER, POSSIBLE._replace(id="trg-low-fluids", odds_ratio=3.1))
    names = re.findall(r"<h3[^>]*>([^<]+)", body)
    assert names == ["Not drinking much", "Breaks from sitting or standing", "Broken sleep"]


def test_each_row_unfolds_to_its_newest_days() -> None:
    body = page(with_days(pregnant()), LIKELY)
    row = body.partition('<div class="pat">')[2].partition("</details>")[0]
    days = re.findall(r'href="/diary/day\?on=([\d-]+)"', row)
    assert len(days) == 12
    assert days == sorted(days, reverse=True)
    assert "one spasm" in row, "a day with a spasm says so"
    assert 'href="/diary/calendar"' in row


def test_the_days_of_a_part_and_of_a_poor_night_are_found() -> None:
    desk = with_days(pregnant(), 4)
    desk.says("day", on=desk.day(-3), sleep="poor", held={"hot-day": "yes"})
    found = days_with(desk.state.diary, desk.today)
    day = desk.today - timedelta(days=3)
    assert list(found["trg-heat-fatigue"]) == list(found["trg-poor-sleep"]) == [day]


def test_when_nothing_stands_out_it_is_said() -> None:
    assert "Nothing stands out so far." in said(page(pregnant(), NONE_SEEN))
    assert "Nothing stands out" not in said(page(pregnant(), LIKELY))
    assert "Nothing stands out" not in said(page(pregnant(), TOO_FEW)), "nothing was looked at yet"


def test_few_days_show_no_number_and_no_picture_of_one() -> None:
    body = page(pregnant(), TOO_FEW._replace(odds_ratio=7.3, low=1.1, high=48.5))
    text = said(body)
    assert "43 of about 63 days" in text
    assert "7.3" not in body
    assert "odds" not in text.lower()
    assert '<svg class="plot"' not in body


def test_every_picture_has_its_numbers_in_words() -> None:
    body = page(with_days(pregnant()), LIKELY, TOO_FEW, helps=HELPS)
    labels = re.findall(r'<svg class="plot"[^>]*aria-label="([^"]*)"', body)
    assert len(labels) == 3, "links, what helps, load"
    assert all(len(label) > 40 for label in labels)
    assert "2.9, from 1.4 to 6.1" in body.partition("<table")[2]
    assert "It helped 4 of 5 times." in said(body)


def test_no_cause_is_claimed_and_nobody_is_blamed() -> None:
    text = said(page(with_days(pregnant()), LIKELY, POSSIBLE, FEWER, NONE_SEEN, TOO_FEW, helps=HELPS))
    assert "A link is not a cause." in text
    assert "Nothing here says you did wrong." in text
    ours = text.replace("is not a cause", "").replace("not your fault", "").replace("because of it", "")
    assert not re.findall(r"\b(?:caus\w+|because|fault|due to|should|must|trigger(?:s|ed)?)\b", ours)


def test_it_is_easy_to_read() -> None:
    body = page(with_days(pregnant()), LIKELY, POSSIBLE, FEWER, NONE_SEEN, TOO_FEW, helps=HELPS)
    lines = [unescape(re.sub(r"<[^>]+>", "", line)) for line in re.findall(r"<(?:p|li)\b[^>]*>(.*?)</(?:p|li)>", body)]
    told = " ".join(line for line in lines if line.rstrip().endswith("."))
    assert len(told.split()) > 150
    assert reading_age(told) <= READING_AGE_LIMIT - 1


def test_an_empty_diary_is_met_kindly() -> None:
    desk = Desk()
    body = patterns_page(desk.state, desk.rules, NOTHING)
    text = said(body)
    assert text.startswith('id="main"> Patterns in your days Nothing here yet.')
    assert "Missing some is fine." in text
    assert '<svg class="plot"' not in body
    assert "What stands out" not in text


def test_after_a_loss_nothing_names_a_baby() -> None:
    desk = with_days(pregnant())
    own = desk.says("trigger", name="Carrying the baby seat").id
    desk.says("loss", on=desk.day(0))
    found = [LIKELY, TOO_FEW, LIKELY._replace(id="trg-crib-lift"), POSSIBLE._replace(id="trg-feeding-hunch")]
    text = said(page(desk, *found, LIKELY._replace(id=own), helps=HELPS))
    assert not OF_A_CHILD.findall(text)
    assert "something of that time" not in text
    assert "Some of it is left out here. It stays in your diary." in text
    assert "A warm bath" in text
    assert "Sitting a long time" in text


def test_before_a_loss_nothing_is_left_out() -> None:
    text = said(page(with_days(pregnant()), LIKELY._replace(id="trg-crib-lift"), helps=HELPS))
    assert "cot" in text
    assert "left out" not in text
    assert "Another way to feed" in text


def test_her_own_words_are_text_and_never_markup() -> None:
    desk = pregnant()
    own = desk.says("trigger", name=WILD[:80]).id
    for found in (LIKELY._replace(id=own), TOO_FEW._replace(id=own)):
        body = page(with_days(desk, 3), found, helps=(HelpRow(WILD, 3, 40, 0.1, 0.0, 0.2),))
        assert "<b>bold" not in body
        assert "&lt;b&gt;bold" in body


def test_forty_wild_factors_make_a_whole_page() -> None:
    wild = [
        LIKELY._replace(id=f"x{number}", odds_ratio=1e6, low=0.0 if number % 2 else 1.2, high=float("inf"))
        for number in range(20)
    ]
    few = [TOO_FEW._replace(id=f"y{number}", days_with=number, days_without=0) for number in range(20)]
    body = page(pregnant(), *wild, *few, names={f"x{number}": "M" * 80 for number in range(20)})
    assert len(re.findall("<h3", body)) == 40
    assert not re.search(r"\b(?:inf|nan|1e\+?06)\b", body)
    assert " style=" not in body
    assert len(re.findall("<h1", body)) == 1


def test_a_name_for_what_the_diary_does_not_name_is_handed_in() -> None:
    body = page(pregnant(), LIKELY._replace(id="derived"), names={"derived": "a day of rest"})
    assert "A day of rest" in body
    assert "derived" not in body


def test_more_to_do_than_usual_is_a_factor_with_days_of_its_own() -> None:
    row = page(with_days(pregnant()), LIKELY._replace(id=LOAD_SPIKE)).partition('<div class="pat">')[2]
    assert "On the 14 days with more to do than usual" in row
    assert len(re.findall(r'href="/diary/day', row.partition("</details>")[0])) == 2
    desk = with_days(pregnant())
    desk.says("day", on=desk.day(-9), load="more", held={LOAD_SPIKE: "no"})
    desk.says("day", on=desk.day(-2), held={LOAD_SPIKE: "yes"})
    days = [(desk.today - day).days for day in days_with(desk.state.diary, desk.today)[LOAD_SPIKE]]
    assert days == [2, 5], "what she said goes before what was derived"


def test_an_effect_of_two_days_becomes_one_row() -> None:
    day = Effect(2.9, 1.4, 6.1, 14, 60, 6, 8, "likely", 2.5)
    after = Effect(None, None, None, 14, 60, 3, 11, "too-few-days", None)
    assert found_of("trg-long-sitting", day, after, None) == tuple(LIKELY._replace(shows_from=2.5))
    assert found_of("x", day, day._replace(label="possible"), None).next_day == (2.9, 1.4, 6.1)
    assert found_of("x", after, after, 20)[8:10] == ("too-few-days", 20)


def test_the_route_reads_anew_each_time_and_keeps_nothing() -> None:
    desk = with_days(pregnant(), 3)
    asked: list[str] = []

    def find(state, _rules) -> Findings:
        asked.append(str(state.day))
        return FINDINGS._replace(factors=(LIKELY,))

    reply = page_with(find, lambda _state, _rules: HELPS)(
        Request("GET", "/diary/patterns"), desk.state, desk.rules, iter(()), desk.now
    )
    assert reply.status == 200
    assert not reply.entries
    assert asked == [str(desk.today)]
    assert "What you tried, and what helped" in reply.body


# ---- load against her usual ----


def test_a_spike_is_far_above_her_own_usual_and_never_a_day_without_one() -> None:
    desk = with_days(pregnant())
    days = load_days(desk.state.diary, desk.today)
    spikes = {(desk.today - day.on).days for day in days if day.is_spike}
    assert spikes == {5, 9}
    assert [day.has_spasm for day in days if day.is_spike] == [False, True]
    assert days[-1].load is None, "today was not told"
    busy = pregnant()
    for back in range(30, 0, -1):
        busy.says("day", on=busy.day(-back), load="more")
    assert not any(day.is_spike for day in load_days(busy.state.diary, busy.today)), "more is her usual"


def test_her_usual_needs_a_week_of_told_days() -> None:
    desk = with_days(pregnant(), 8)
    told = [day.usual for day in load_days(desk.state.diary, desk.today)]
    assert told[:-2] == [None] * 40
    assert None not in told[-2:]


@pytest.mark.parametrize("path", ["/diary", "/diary/trends"])
def test_the_diary_leads_there(path: str) -> None:
    assert 'href="/diary/patterns"' in with_days(pregnant(), 3).asks(path).body


# ---- marks of stage ----


def test_the_trends_bear_marks_of_stage_and_say_them() -> None:
    desk = with_days(pregnant())
    body = desk.asks("/diary/trends").body
    assert body.count('class="mark-line"') >= 3, "on bars and on lines"
    assert "Marked in the plots: 20 weeks on 27 Dec, 28 weeks on 21 Feb." in said(body)
    desk.says("loss", on=desk.day(0))
    after = desk.asks("/diary/trends").body
    assert "mark-line" not in after
    assert "Marked in the plots" not in after


def test_a_month_says_the_stage_that_falls_in_it() -> None:
    desk = with_days(pregnant())
    month = (desk.today - timedelta(days=9)).isoformat()[:7]
    assert re.search(r"28 weeks on \d+ Feb\.", said(desk.asks("/diary/calendar", month=month).body))
