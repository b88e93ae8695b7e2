"""``steadyback now`` as a real process at a pretend terminal, and as one that is fed from a pipe or interrupted."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from steadyback.cli.data_folder import JOURNAL
from steadyback.journal.entry import Entry
from steadyback.journal.sqlite_store import SqliteStore

COMMAND = [sys.executable, "-m", "steadyback.cli.main", "now"]
PATIENCE = 120
PROMPT = re.compile(r"([^\r\n]*) > $")


class AtTheTerminal:
    """The command with a pretend terminal before it."""

    def __init__(self, *options: str, **environ: str) -> None:
        self.screen, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [*COMMAND, *options],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            # whoever runs the tests in the background ignores Ctrl-C, and so would this; a person's terminal does not
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
            env={**os.environ, "TERM": "xterm", "COLUMNS": "80", "LINES": "24", **environ},
        )
        os.close(theirs)
        self.said = ""
        self._read_up_to = 0

    def until(self, wanted: re.Pattern[str]) -> re.Match[str]:
        """Wait for something new on the screen."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = wanted.search(self.said, self._read_up_to)
            if found:
                self._read_up_to = len(self.said)
                return found
            if not self._read():
                break
        raise AssertionError(f"no {wanted.pattern!r} after: {self.said[-800:]}")

    def _read(self) -> bool:
        if select.select([self.screen], [], [], 0.1)[0]:
            try:
                data = os.read(self.screen, 65_536)
            except OSError:  # the other end was closed
                return False
            self.said += data.decode("utf-8", "replace")
            return bool(data)
        return True

    def type(self, line: str) -> None:
        os.write(self.screen, f"{line}\n".encode())

    def answer(self, wanted: str, line: str) -> None:
        """Press Enter where more is to be read, until the prompt is the ``wanted`` one; then type ``line``."""
        while True:
            prompt = self.until(PROMPT)[1]
            if wanted in prompt:
                self.type(line)
                return
            assert "Enter for more" in prompt or "Enter to go on" in prompt, f"asked {prompt!r}, not {wanted!r}"
            self.type("")

    def end(self) -> int:
        """Read to the end, pressing Enter where more is to be read."""
        end = time.monotonic() + PATIENCE
        while self._read() and time.monotonic() < end:
            found = PROMPT.search(self.said, self._read_up_to)
            if found:
                self._read_up_to = len(self.said)
                self.type("")
        code = self.process.wait(timeout=PATIENCE)
        os.close(self.screen)
        return code


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "diary"


def kept(folder: Path) -> list[Entry]:
    with closing(SqliteStore(folder / JOURNAL)) as store:
        return list(store.all())


def begin(folder: Path, *options: str, **environ: str) -> AtTheTerminal:
    her = AtTheTerminal("--data", str(folder), *options, **environ)
    her.answer("1, 2, 3 or Enter", "1")
    her.answer("How many weeks", "31+2")
    her.answer("Code", "uk")
    return her


def check_is_clear(her: AtTheTerminal) -> None:
    for number in range(6):
        her.answer("Your answer", "none")
        if number == 0:
            her.answer("In your own words", "")


def test_all_is_well(folder: Path) -> None:
    her = begin(folder)
    check_is_clear(her)
    her.answer("Press Enter for step 1", "")
    her.answer("Press Enter to start the timer", "")
    her.until(re.compile("Get ready"))
    her.until(re.compile(r"1:0[0-4]"))  # it runs
    her.type("")
    her.answer("1, 2, 3 or 4", "better")
    her.answer("1, 2 or 3", "3")
    her.answer("How bad", "5")
    her.answer("1, 2, 3 or 4", "1")
    her.answer("A number", "reaching for the cot")
    her.answer("Enter to go on, or n", "n")
    assert her.end() == 0
    assert "You can care for this at home" in her.said
    assert "Traceback" not in her.said
    entries = kept(folder)
    assert [entry.kind for entry in entries] == [
        "due-date",
        "country",
        "check",
        "ladder",
        "ladder",
        "ladder",
        "spasm",
    ]
    done = entries[4].body
    assert (done["did"], done["rung"], done["felt"]) == ("done", "lad-1-reset-breathe", "better")
    assert 1 <= done["seconds"] < PATIENCE
    assert entries[-1].body["doing"] == "reaching for the cot"


def test_an_emergency(folder: Path) -> None:
    her = begin(folder)
    her.answer("Your answer", "2 ?")
    assert her.end() == 0
    said = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", her.said)
    assert "Emergency: Go to the emergency department now" in said
    assert "● now" in said
    assert "Ambulance: 999" in said
    assert "I am 31 weeks pregnant." in said
    assert "Check 2 of" not in said
    assert said.index("Ambulance: 999") < said.index("Enter for more"), "whom to call stands on the first page"
    assert kept(folder)[-1].body["answers"] == {"sgn-saddle": "unsure"}
    again = AtTheTerminal("--data", str(folder))
    again.answer("Type I have been seen", "ok")
    again.answer("Type I have been seen", "I have been seen")
    again.answer("Who looked at you?", "the hospital")
    again.answer("Your answer", "q")
    assert again.end() == 0
    assert kept(folder)[-1].kind == "seen"


def test_nothing_is_lost_to_ctrl_c(folder: Path) -> None:
    her = begin(folder)
    check_is_clear(her)
    her.answer("Press Enter for step 1", "")
    her.answer("Press Enter to start the timer", "")
    her.until(re.compile("Get ready"))
    os.kill(her.process.pid, signal.SIGINT)
    assert her.end() == 130
    assert "What you told is kept." in her.said
    assert "Traceback" not in her.said
    assert [entry.kind for entry in kept(folder)] == ["due-date", "country", "check", "ladder", "ladder"]
    assert kept(folder)[-1].body["did"] == "pause"


def test_a_screen_reader_gets_lines_and_nothing_drawn(folder: Path) -> None:
    her = begin(folder, "--plain")
    check_is_clear(her)
    her.answer("Press Enter for step 1", "")
    her.answer("Press Enter to start the timer", "")
    her.until(re.compile("Get ready, 5 seconds"))
    her.type("q")
    assert her.end() == 0
    assert "\x1b" not in her.said
    assert "How soon: at home." in her.said
    assert not re.search("[━█●○─]", her.said)


def test_no_colour_where_it_is_not_wanted(folder: Path) -> None:
    her = begin(folder, NO_COLOR="1")
    her.answer("Your answer", "1 yes")
    assert her.end() == 0
    assert not re.search(r"\x1b\[[0-9;]*(3[0-9]|4[0-9]|9[0-9])m", her.said)


def piped(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, "--data", str(folder)], input=text, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def test_from_a_pipe(folder: Path) -> None:
    done = piped(folder, "1\n31\nuk\n" + "none\n" * 7 + "same\nbetter\n3\n\n\n\nn\n")
    assert done.returncode == 0
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert "There is no live timer here." in done.stdout
    assert "Go gently." in done.stdout


@pytest.mark.parametrize(("text", "card"), [("", ""), ("1\n31\nuk\nnone\n\n3 yes", "Emergency: ")])
def test_a_pipe_that_ends_early_or_at_once(folder: Path, text: str, card: str) -> None:
    done = piped(folder, text)
    assert done.returncode == 0
    assert done.stderr == ""
    assert "If you feel that something is badly wrong" in done.stdout
    assert card in done.stdout
    if card:
        assert kept(folder)[-1].body["answers"]["sgn-sudden-worst"] == "yes"


def test_a_reader_that_goes_away_is_no_traceback(folder: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "--data", str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        with suppress(BrokenPipeError):
            process.stdin.write(b"1\n31\nuk\n" + b"none\n" * 7)
            process.stdin.close()
        error = process.stderr.read()
        process.wait(timeout=PATIENCE)
    assert b"Traceback" not in error
