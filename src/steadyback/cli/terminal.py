"""Saying and asking in a terminal: 80 columns, no colour where it is not wanted, plain for a screen reader."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Mapping, Sequence
from typing import TextIO

WIDEST = 80
#: What stands in for a character that the terminal cannot show.
_INSTEAD = {
    "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "→": "->", "·": "-", "–": "-", "—": "-",
    "●": "(*)", "○": "( )", "━": "=", "─": "-", "█": "#", "°": " degrees ",
}  # fmt: skip


class Left(Exception):
    """She leaves: she typed q, or there is nothing more to read."""

    def __init__(self, *, of_her_own: bool) -> None:
        super().__init__("left")
        self.of_her_own = of_her_own


class Terminal:
    """One conversation. ``is_live``: may be drawn on; ``is_plain``: words only, line after line."""

    def __init__(
        self,
        read: TextIO | None = None,
        write: TextIO | None = None,
        *,
        plain: bool = False,
        environ: Mapping[str, str] = os.environ,
        columns: int | None = None,
    ) -> None:
        self.read = read or sys.stdin
        self.write = write or sys.stdout
        self.is_tty = self.read.isatty() and self.write.isatty()
        is_dumb = environ.get("TERM", "dumb") in ("", "dumb")
        self.is_plain = plain or is_dumb or not self.is_tty
        self.is_live = not self.is_plain
        self.has_colour = self.is_live and not environ.get("NO_COLOR")
        size = shutil.get_terminal_size((WIDEST, 24))
        self.width = max(20, min(WIDEST, columns or size.columns))
        self._height = max(10, size.lines)
        self._lines = 0
        self._has_pages = self.is_live
        self._is_unread = False
        self.numbers: tuple[str, ...] = ()

    def screen(self) -> None:
        """Begin a new screen: a clear one where it can be drawn, once what stands there is read; else a line."""
        if self._has_pages and self._is_unread:
            self.ask("Enter to go on")
        self._put("\033[2J\033[H" if self.is_live else "\n")
        self._lines = 0

    def in_pages(self, wanted: bool) -> None:
        """Whether long text waits for Enter when the screen is full; only where the screen is cleared at all."""
        self._has_pages = wanted and self.is_live
        self._lines = 0

    def say(self, text: str = "", *, indent: str = "", first: str | None = None, bold: bool = False) -> None:
        """A paragraph, wrapped. ``first`` begins its first line, ``indent`` the others."""
        lead = indent if first is None else first
        wrapped = textwrap.wrap(
            text, self.width, initial_indent=lead, subsequent_indent=indent, break_on_hyphens=False
        ) or [""]
        if self._has_pages and self._lines + len(wrapped) > self._height - 3:
            self.ask("Enter for more")
            self.screen()
        self._is_unread = self._is_unread or bool(text)
        for line in wrapped:
            self._put((self.bold(line) if bold else line) + "\n")

    def each(self, lines: Sequence[str], *, bullet: str = "- ") -> None:
        """Lines as a list."""
        for line in lines:
            self.say(line, first=f"  {bullet}", indent="  " + " " * len(bullet))

    def title(self, text: str) -> None:
        """A heading, with space round it."""
        self.say(text, bold=True)
        self.say()

    def rule(self, mark: str) -> None:
        """A line across; nothing where a screen reader would read it out."""
        if not self.is_plain:
            self._put(mark * self.width + "\n")

    def bold(self, text: str) -> str:
        """Bold where that shows."""
        return f"\033[1m{text}\033[0m" if self.is_live else text

    def coloured(self, text: str, code: str) -> str:
        """``text`` in a colour, by its code, where colours are wanted."""
        return f"\033[{code}m{text}\033[0m" if self.has_colour else text

    def raw(self, text: str) -> None:
        """Text as it is, and shown at once."""
        self._put(text)
        self.write.flush()

    def ask(self, prompt: str) -> str:
        """One line from her, without space round it. ``call`` shows whom to phone, ``q`` leaves."""
        while True:
            self.raw(f"{prompt} > ")
            line = self.read.readline()
            if not line:
                self._put("\n")
                raise Left(of_her_own=False)
            answer = line.strip()
            if not self.is_tty:
                self._put(answer + "\n")
            match answer.lower():
                case "q" | "quit" | "exit" | "leave":
                    raise Left(of_her_own=True)
                case "call":
                    self.each(self.numbers)
                case _:
                    self._lines = 0
                    self._is_unread = False
                    return answer

    def choose(self, prompt: str, choices: Mapping[str, str], *, empty: str | None = None) -> str:
        """One of ``choices`` (by what she may type), asked until it is one. ``empty``: what Enter means."""
        while True:
            answer = self.ask(prompt).lower()
            if not answer and empty is not None:
                return empty
            if answer in choices:
                return choices[answer]
            self.say(f"Please type one of: {', '.join(choices)}." + (" Or just Enter." if empty is not None else ""))

    def _put(self, text: str) -> None:
        self._lines += text.count("\n")
        encoding = self.write.encoding or "utf-8"
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            for letter, other in _INSTEAD.items():
                text = text.replace(letter, other)
            text = text.encode(encoding, "replace").decode(encoding)
        self.write.write(text)
