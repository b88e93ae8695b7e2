"""The timer of a step. It reads the clock and does not count ticks: a computer that slept cannot cheat it."""

from __future__ import annotations

import math
import select
import time
from collections.abc import Callable, Sequence

from steadyback.cli.terminal import Left, Terminal

Beat = tuple[str, int, str]


def clock() -> float:
    """Seconds that go on while the computer sleeps, where the system has such a clock."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(boot) if boot is not None else time.monotonic()


def in_minutes(seconds: int) -> str:
    """``1:05``."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def spoken(seconds: int) -> str:
    """A length of time in words."""
    minutes, rest = divmod(seconds, 60)
    parts = [f"{minutes} minute{'s' if minutes != 1 else ''}"] if minutes else []
    if rest or not minutes:
        parts.append(f"{rest} second{'s' if rest != 1 else ''}")
    return " and ".join(parts)


def beat_at(beats: Sequence[Beat], elapsed: float) -> tuple[int, int] | None:
    """The beat under way after ``elapsed`` seconds, and the whole seconds left of it; None when all are over."""
    end = 0
    for number, (_, seconds, _) in enumerate(beats):
        end += seconds
        if elapsed < end:
            return number, math.ceil(end - elapsed)
    return None


def line_is_waiting(terminal: Terminal, seconds: float) -> bool:
    """Whether she pressed Enter within ``seconds``."""
    return bool(select.select([terminal.read], [], [], seconds)[0])


def run_timer(
    terminal: Terminal,
    beats: Sequence[Beat],
    *,
    read_clock: Callable[[], float] = clock,
    is_waiting: Callable[[Terminal, float], bool] = line_is_waiting,
) -> int:
    """Guide her through ``beats``; Enter stops early, q leaves. The whole seconds that it took.

    Without a terminal nothing is timed: the length is said, and 0 returned.
    """
    total = sum(seconds for _, seconds, _ in beats)
    if not terminal.is_tty:
        terminal.say(f"Timer: {spoken(total)}. There is no live timer here.")
        return 0
    terminal.say(f"Timer: {spoken(total)}. Enter stops it, q and Enter leaves.")
    began = read_clock()
    shown: object = None
    while True:
        elapsed = read_clock() - began
        here = beat_at(beats, elapsed)
        if here is None:
            break
        shown = _show(terminal, beats, here, shown, total - elapsed)
        if is_waiting(terminal, 0.25):
            _read_stop(terminal)
            terminal.say("Timer stopped.")
            return int(read_clock() - began)
    terminal.raw("\r\033[K" if terminal.is_live else "")
    terminal.say("Done.")
    return total


def _show(terminal: Terminal, beats: Sequence[Beat], here: tuple[int, int], shown: object, left: float) -> object:
    """Live: one line kept up to date. Plain: a line at each change of cue, and never a tick in between."""
    number, seconds = here
    cue = beats[number][0]
    if terminal.is_live:
        if here != shown:
            text = f"{in_minutes(math.ceil(left))}  {cue} ({seconds})"
            terminal.raw("\r\033[K" + text[: terminal.width - 1])
        return here
    if number != shown:
        terminal.say(f"{cue}, {spoken(beats[number][1])}.")
        terminal.write.flush()
    return number


def _read_stop(terminal: Terminal) -> None:
    line = terminal.read.readline()
    if not line:
        raise Left(of_her_own=False)
    if line.strip().lower() in ("q", "quit", "exit", "leave"):
        raise Left(of_her_own=True)
