"""Templates and files: nothing is missing in silence, nothing comes from elsewhere, her words stay words."""

from __future__ import annotations

import re

import pytest
from jinja2 import UndefinedError

from steadyback.vocabulary.timing import Stage, Timing, at_week
from steadyback.web.assets import asset
from steadyback.web.rendering import phone_button, render
from steadyback.web.words import stage_line, stage_sentence


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        render("problem.html", title="A title without its line")


def test_words_are_never_markup() -> None:
    page = render("problem.html", title="<script>", line="“<b>” & 'more'")
    assert "<b>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("number", "dialled"), [("020 7946 0000", "02079460000"), ("116-123", "116123"), ("+49 30 1", "+49301")]
)
def test_a_number_is_dialled_without_its_spaces(number: str, dialled: str) -> None:
    assert f'href="tel:{dialled}"' in phone_button(number, "Phone them")


def test_a_number_cannot_break_out_of_its_button() -> None:
    button = phone_button('1"onclick="alert(1)', 'Phone "them" <b>')
    assert not re.search(r'"\s*onclick="', button)
    assert "<b>" not in button


@pytest.mark.parametrize("name", ["steady.css", "now.js", "js.js"])
def test_the_files_of_the_page_are_there_and_name_no_other_host(name: str) -> None:
    found = asset(name)
    assert found
    text = found.body.decode("utf-8")
    assert not re.findall(r"https?://(?!www\.w3\.org)[^\s\"')]+", text)
    assert "@import" not in text


@pytest.mark.parametrize("name", ["../app.py", "fonts/../now.js", "/etc/passwd", "", "now.js/", "OFL.txt", "fonts"])
def test_no_other_file_is_served(name: str) -> None:
    assert asset(name) is None


def test_the_script_is_short_enough_to_be_read() -> None:
    found = asset("now.js")
    assert found
    assert len(found.body.decode("utf-8").splitlines()) <= 200


@pytest.mark.parametrize(
    ("timing", "line", "sentence"),
    [
        (at_week(Stage.PREGNANT, 31), "31 weeks", "I am 31 weeks pregnant."),
        (at_week(Stage.PREGNANT, 31, day=3), "31+3 weeks", "I am 31 weeks pregnant."),
        (at_week(Stage.PREGNANT, None), "Pregnant, weeks not known", "I am pregnant. I am not sure how many weeks."),
        (Timing(Stage.POSTPARTUM, 9, 9), "9 days after birth", "I had a baby 9 days ago."),
        (Timing(Stage.POSTPARTUM, 1, 1), "1 day after birth", "I had a baby 1 day ago."),
        (Timing(Stage.POSTPARTUM, 0, 0), "The day of the birth", "I had a baby today."),
        (Timing(Stage.POSTPARTUM, 0, 0, is_loss=True), "After a loss", "I lost a pregnancy today."),
        (at_week(Stage.POSTPARTUM, 5), "5 weeks after birth", "I had a baby 5 weeks ago."),
        (at_week(Stage.POSTPARTUM, 5, is_loss=True), "5 weeks after a loss", "I lost a pregnancy 5 weeks ago."),
        (at_week(Stage.UNKNOWN, None), "Not told yet", "I am pregnant, or had a baby not long ago."),
    ],
)
def test_where_she_is_in_one_line(timing: Timing, line: str, sentence: str) -> None:
    assert stage_line(timing) == line
    assert stage_sentence(timing) == sentence
