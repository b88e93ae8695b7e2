"""The plots of patterns: true to their numbers, told without colour, sound whatever they are given."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyback.web.found_patterns import Found
from steadyback.web.load_days import LoadDay
from steadyback.web.plot_frame import NAME_SIZE, WIDE, fitted, width_of
from steadyback.web.plots import Mark
from steadyback.web.plots_forest import ForestRow, days_bar, forest, glyph
from steadyback.web.plots_helps import HelpRow, helps
from steadyback.web.plots_load import load
from tests.unit.web.made_patterns import FEWER, LIKELY, NONE_SEEN, POSSIBLE, TOO_FEW, any_pattern

RATIO = st.floats(0, 1)


def rows(*found: Found) -> list[ForestRow]:
    return [ForestRow(one.id, one, "2.9, from 1.4 to 6.1") for one in found]


def strokes(drawn: str) -> list[tuple[float, float]]:
    """Where each interval begins and ends."""
    found = re.findall(r'class="line" d="M([\d.]+) [\d.]+H([\d.]+)"', drawn)
    return [(float(start), float(end)) for start, end in found]


def texts(drawn: str) -> list[str]:
    return [one.text or "" for one in ET.fromstring(drawn).iter() if one.tag == "text"]


def is_sound(drawn: str) -> None:
    root = ET.fromstring(drawn)
    _, _, wide, high = (float(part) for part in root.attrib["viewBox"].split())
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"]
    assert "style" not in drawn
    assert not re.search(r"\b(?:nan|inf)\b", re.sub(r"<text.*?</text>|aria-label=\"[^\"]*\"", "", drawn))
    for one in root.iter():
        for name, most in (("x", wide), ("cx", wide), ("y", high), ("cy", high)):
            if name in one.attrib:
                assert -1 <= float(one.attrib[name]) <= most + 1, (one.tag, one.attrib)


# ---- the links ----


def test_an_interval_lies_where_its_numbers_are() -> None:
    (start, end), (low, high) = strokes(forest(rows(LIKELY, FEWER)))
    middle = WIDE / 2
    assert middle < start < end, "all above no difference"
    assert low < high < middle, "all below it"
    ((left, right),) = strokes(forest(rows(LIKELY._replace(odds_ratio=1, low=0.5, high=2))))
    assert middle - left == pytest.approx(right - middle), "half and twice are equally far"


def test_a_label_is_told_without_colour() -> None:
    likely, possible, none_seen = (forest(rows(found)) for found in (LIKELY, POSSIBLE, NONE_SEEN))
    assert 'class="bead"' in likely
    assert 'class="half"' in possible
    assert 'class="hollow"' in none_seen
    assert 'class="half"' not in none_seen
    assert len({glyph(label) for label in ("likely", "possible", "none-seen", "too-few-days")}) == 4


def test_rows_stand_in_groups_by_label() -> None:
    said = texts(forest(rows(TOO_FEW, NONE_SEEN, LIKELY, POSSIBLE)))
    order = [words for words in said if "link" in words.lower() or "Too few" in words]
    assert order == ["Likely link", "Possible link", "No link seen", "Too few days yet"]


def test_the_ends_of_the_scale_are_said_in_words() -> None:
    assert texts(forest(rows(LIKELY)))[:3] == ["fewer spasms", "no difference", "more spasms"]


def test_too_few_days_are_a_bar_of_days_and_never_a_number() -> None:
    drawn = forest(rows(TOO_FEW._replace(odds_ratio=9.0, low=1.1, high=80.0)))
    assert not strokes(drawn)
    assert "no difference" not in drawn
    assert "43 of about 63 days" in texts(drawn)
    long = re.search(r'class="days-of"[^>]* width="([\d.]+)"', drawn)
    assert long
    assert float(long[1]) == pytest.approx(150 * 43 / 63, abs=0.1)


def test_where_nobody_can_tell_how_many_days_would_do_there_is_no_bar() -> None:
    never = TOO_FEW._replace(more_days=None)
    assert 'class="track"' not in forest(rows(never))
    assert "43 days" in texts(forest(rows(never)))
    assert 'class="track"' in days_bar(TOO_FEW)


def test_more_days_make_a_bigger_dot() -> None:
    def size(days: int) -> float:
        found = re.search(r'class="bead"[^>]* r="([\d.]+)"', forest(rows(LIKELY._replace(days_with=days))))
        assert found
        return float(found[1])

    assert size(5) < size(20) < size(50)


@pytest.mark.parametrize(
    ("low", "ratio", "high", "arrows"),
    [(1.2, 1e6, float("inf"), 1), (0.0, 1e-6, 0.9, 1), (0.0, 1.0, 1e9, 2), (0.5, 1.0, 2.0, 0)],
)
def test_what_goes_beyond_the_scale_gets_an_arrow(low: float, ratio: float, high: float, arrows: int) -> None:
    drawn = forest(rows(LIKELY._replace(odds_ratio=ratio, low=low, high=high)))
    assert len(re.findall(r'class="line" d="M[\d.]+ [\d.]+L', drawn)) == arrows
    is_sound(drawn)


def test_its_label_says_every_row() -> None:
    label = ET.fromstring(forest(rows(LIKELY, NONE_SEEN, TOO_FEW))).attrib["aria-label"]
    for found in (LIKELY, NONE_SEEN, TOO_FEW):
        assert found.id in label
    assert "from 1.4 to 6.1" in label
    assert "43 of about 63 days" in label


@given(st.lists(any_pattern(), min_size=1, max_size=40), st.text("aWm<&\"' שé名", min_size=1, max_size=80))
def test_any_forest_is_sound(found: list[Found], name: str) -> None:
    is_sound(forest([ForestRow(name, one, "") for one in found]))


# ---- names ----


@given(st.text("aiWmM <&שé名🌙-", max_size=200))
def test_a_name_stays_on_two_lines_of_the_plot(name: str) -> None:
    lines = fitted(name, WIDE)
    assert 1 <= len(lines) <= 2
    assert all(width_of(line, NAME_SIZE) <= WIDE for line in lines)


def test_a_name_that_fits_is_whole_and_one_that_does_not_is_cut() -> None:
    assert fitted("Sitting a long time", WIDE) == ["Sitting a long time"]
    long = "carrying the shopping up all the stairs to the flat on the fourth floor in rain"
    assert " ".join(fitted(long, WIDE)).rstrip("…") in long
    assert fitted("W" * 80, WIDE)[-1].endswith("…")


# ---- what helps ----


def test_each_time_is_a_dot_up_to_ten_and_then_a_bar() -> None:
    drawn = helps([HelpRow("A bath", 4, 5)], "x")
    assert (drawn.count('class="dot"'), drawn.count('class="open"')) == (4, 1)
    assert "4 of 5" in texts(drawn)
    many = helps([HelpRow("A bath", 7, 28)], "x")
    assert 'class="dot"' not in many
    long = re.search(r'class="bar-of"[^>]* width="([\d.]+)"', many)
    assert long
    assert float(long[1]) == pytest.approx(178 / 4)


def test_a_chance_is_a_band_and_a_thing_never_tried_is_not_drawn() -> None:
    drawn = helps([HelpRow("A bath", 4, 5, 0.7, 0.4, 0.9), HelpRow("Never", 0, 0, 0.5, 0.2, 0.8)], "x")
    assert drawn.count('class="band"') == 1
    assert "Never" not in drawn
    assert 'class="band"' not in helps([HelpRow("A bath", 4, 5)], "x")


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 60), RATIO, RATIO, RATIO), max_size=12))
def test_any_plot_of_what_helps_is_sound(told: list[tuple[int, int, float, float, float]]) -> None:
    is_sound(helps([HelpRow("<b>&", *one) for one in told], "What helped"))


# ---- load ----


def days(*told: tuple[float | None, float | None, bool, bool]) -> list[LoadDay]:
    return [LoadDay(date(2026, 3, 1) + timedelta(days=number), *one) for number, one in enumerate(told)]


def test_gaps_stay_gaps_spikes_are_beads_and_spasms_are_ringed() -> None:
    drawn = load(
        days((0, 0, False, False), (None, None, False, False), (1, 0, True, True), (0, 0.1, False, False)),
        "Load",
        ("1 Mar", "today"),
    )
    assert drawn.count('class="usual"') == 2, "the running mean breaks where there is none"
    assert drawn.count('class="bead thin"') == 1
    assert drawn.count('class="ring"') == 1
    assert drawn.count('class="dot"') == 2


def test_a_spasm_of_a_day_without_its_load_is_still_seen() -> None:
    drawn = load(days((0, 0, False, False), (None, 0, False, True)), "Load", ("1 Mar", "today"))
    assert drawn.count('class="ring"') == 1
    assert drawn.count('class="dot"') == 1


def test_marks_of_stage_stand_in_it() -> None:
    drawn = load(days(*[(0, 0, False, False)] * 30), "Load", ("1 Mar", "today"), [Mark(12, "28 weeks")])
    assert 'class="mark-line"' in drawn
    assert "28 weeks" in texts(drawn)


_load = st.none() | st.floats(-1, 1)


@given(st.lists(st.tuples(_load, _load, st.booleans(), st.booleans()), max_size=80))
def test_any_plot_of_load_is_sound(told: list[tuple[float | None, float | None, bool, bool]]) -> None:
    is_sound(load(days(*told), "Load <&>", ("1 Mar", "today")))
