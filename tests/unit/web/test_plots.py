"""Plots of her days: gaps where nothing was told, a label in words, nothing that could stand in a page as markup."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from steadyback.web.plots import Mark, bars, day_dot, line

ENDS = ("13 Apr", "today")
values_of = st.lists(st.none() | st.integers(0, 10), min_size=1, max_size=60)


def test_a_line_breaks_where_a_day_was_not_told() -> None:
    drawn = line([3, 4, None, 2, 1], "Worst pain", ends=ENDS)
    assert drawn.count('class="line"') == 2
    assert 'class="bead"' in drawn


def test_a_day_alone_is_a_dot_and_an_untold_today_has_no_bead() -> None:
    drawn = line([None, 5, None], "Worst pain", ends=ENDS)
    assert 'class="line"' not in drawn
    assert drawn.count('class="dot"') == 1
    assert "bead" not in drawn


def test_worse_is_higher_and_ten_is_the_top() -> None:
    places = re.search(r'class="line" d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"', line([0, 10], "x", ends=ENDS))
    assert places
    assert (float(places[2]), float(places[4])) == (150.0, 28.0)


def test_marks_that_would_run_into_each_other_keep_only_their_lines() -> None:
    drawn = line([1] * 30, "x", ends=ENDS, marks=[Mark(3, "28 weeks"), Mark(4, "29 weeks"), Mark(25, "birth")])
    assert drawn.count('class="mark-line"') == 3
    assert "28 weeks" in drawn
    assert "29 weeks" not in drawn
    assert "birth" in drawn


def test_a_mark_stands_just_before_its_bar() -> None:
    drawn = bars([1] * 10, "x", ends=ENDS, marks=[Mark(5, "28 weeks")])
    mark = re.search(r'class="mark-line" d="M([\d.]+)', drawn)
    starts = [float(x) for x in re.findall(r'class="bar-of" x="([\d.]+)"', drawn)]
    assert mark
    assert starts[4] < float(mark[1]) < starts[5]
    assert "28 weeks" in drawn


def test_a_bar_for_zero_is_not_the_dash_of_not_told() -> None:
    drawn = bars([0, None, 6], "Spasms", ends=ENDS)
    assert drawn.count('class="bar-of"') == 2
    assert drawn.count('class="dash"') == 1
    assert ">6<" in drawn, "the scale reaches the most"


def test_a_worse_day_is_a_bigger_dot() -> None:
    def size(worst: int, *, is_today: bool = False) -> float:
        found = re.search(r' r="([\d.]+)"', day_dot(worst, is_told=True, is_today=is_today))
        assert found
        return float(found[1])

    assert [size(worst) for worst in range(11)] == sorted({size(worst) for worst in range(11)})
    assert size(9, is_today=True) > size(2, is_today=True)


def test_a_dot_tells_its_four_kinds_apart_without_colour() -> None:
    assert "dash" in day_dot(None, is_told=False)
    assert "open" in day_dot(None, is_told=True)
    assert "ring" in day_dot(4, is_told=True, spasms=1)
    assert "bead" in day_dot(None, is_told=False, is_today=True)
    assert "ring" not in day_dot(4, is_told=True)


@given(values_of, st.text(max_size=30))
def test_every_plot_is_sound_has_a_label_and_stays_in_its_field(values: list[int | None], words: str) -> None:
    clean = "".join(letter for letter in words if letter.isprintable())
    for drawn in (line(values, clean, ends=(clean, "today")), bars(values, clean, ends=(clean, "today"))):
        root = ET.fromstring(drawn)
        assert root.attrib["role"] == "img"
        assert root.attrib["aria-label"] == clean
        assert "style" not in drawn
        for numbers in re.findall(r'\bd="M([^"]*)"', drawn):
            assert all(-1 <= float(number) <= 342 for number in re.findall(r"[\d.]+", numbers))
