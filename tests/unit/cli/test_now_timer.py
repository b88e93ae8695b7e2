"""The terminal and the timer of ``steadyback now``: what is drawn where, and what the clock says."""

from __future__ import annotations

import io

import pytest

from steadyback.cli.now_timer import beat_at, run_timer, spoken
from steadyback.cli.terminal import Left, Terminal


class Screen(io.StringIO):
    """Something that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environ", "plain", "drawn", "coloured"),
    [
        ({"TERM": "xterm"}, False, True, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False, True, False),
        ({"TERM": "dumb"}, False, False, False),
        ({}, False, False, False),
        ({"TERM": "xterm"}, True, False, False),
    ],
)
def test_drawing_and_colour_only_where_they_are_wanted(
    environ: dict[str, str], plain: bool, drawn: bool, coloured: bool
) -> None:
    out = Screen()
    terminal = Terminal(Screen(), out, plain=plain, environ=environ, columns=80)
    terminal.screen()
    terminal.title("A title")
    terminal.rule("━")
    terminal.raw(terminal.coloured("now", "31"))
    assert ("\033[" in out.getvalue()) is drawn
    assert ("\033[31m" in out.getvalue()) is coloured
    assert ("━" in out.getvalue()) is drawn


def test_an_old_terminal_gets_letters_it_can_show() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    terminal = Terminal(io.StringIO(), out, environ={}, columns=80)
    terminal.say("“Say” ● 38 °C … é")
    out.flush()
    assert raw.getvalue() == b'"Say" (*) 38  degrees C ... ?\n'


BEATS = [("Get ready", 5, "free"), ("Breathe in", 4, "in"), ("Breathe out", 6, "out")]


@pytest.mark.parametrize(
    ("elapsed", "here"),
    [(0, (0, 5)), (4.9, (0, 1)), (5, (1, 4)), (8.5, (1, 1)), (9, (2, 6)), (14.99, (2, 1)), (15, None), (9999, None)],
)
def test_the_timer_reads_the_clock(elapsed: float, here: object) -> None:
    assert beat_at(BEATS, elapsed) == here


def run(times: list[float], typed: str = "", *, plain: bool = True, waiting: bool = False) -> tuple[int, str]:
    out = Screen()
    terminal = Terminal(Screen(typed), out, plain=plain, environ={"TERM": "xterm"}, columns=80)
    clock = iter(times)
    seconds = run_timer(terminal, BEATS, read_clock=lambda: next(clock), is_waiting=lambda *_: waiting)
    return seconds, out.getvalue()


def test_a_computer_that_slept_does_not_make_the_timer_longer() -> None:
    seconds, said = run([100, 100, 103, 112, 900])
    assert seconds == 15
    assert [line for line in said.splitlines() if "," in line][1:] == [
        "Get ready, 5 seconds.",
        "Breathe out, 6 seconds.",
    ]


def test_a_plain_timer_speaks_at_each_change_and_never_ticks() -> None:
    _, said = run([0, 0, 1, 2, 3, 5, 6, 7, 9, 10, 14, 15])
    assert said.count("Get ready") == said.count("Breathe in,") == said.count("Breathe out,") == 1


def test_enter_stops_the_timer_and_q_leaves() -> None:
    assert run([0, 3, 7], "\n", waiting=True)[0] == 7
    with pytest.raises(Left):
        run([0, 3], "q\n", waiting=True)


@pytest.mark.parametrize(("seconds", "words"), [(65, "1 minute and 5 seconds"), (600, "10 minutes"), (1, "1 second")])
def test_a_length_of_time_in_words(seconds: int, words: str) -> None:
    assert spoken(seconds) == words
