"""Scripts and styles without what only people read, so that the first visit is light: comments and indents.

Only what is plainly a comment goes: nothing is renamed, moved or joined. In doubt a line stays as it is.
"""

from __future__ import annotations

import re

_BLOCK = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_EMPTY = re.compile(r"^\n", re.MULTILINE)
_AFTER_CODE = re.compile(r"^(?P<code>.*[;,{}()] ?) *// (?P<words>.*)$")
_IN_STYLE = re.compile(r"/\*.*?\*/", re.DOTALL)
_QUOTES = "\"'`/"


def lean_script(text: str) -> str:
    """``text``, a script, doing the same. One with a text over several lines is left alone."""
    if any(line.count("`") % 2 for line in text.splitlines()):
        return text
    text = _INDENT.sub("", _LINE.sub("", _BLOCK.sub("", text)))
    return _EMPTY.sub("", "\n".join(map(_without_words, text.split("\n"))))


def _without_words(line: str) -> str:
    """A line of code without the comment that ends it: only where no text and no pattern can be meant."""
    found = _AFTER_CODE.match(line)
    if found is None or any(found["code"].count(quote) % 2 for quote in _QUOTES) or "//" in found["code"]:
        return line
    return found["code"].rstrip()


def lean_style(text: str) -> str:
    """``text``, a style sheet, meaning the same. One that quotes the beginning of a comment is left alone."""
    if re.search(r"[\"'][^\"'\n]*/\*", text):
        return text
    return _EMPTY.sub("", _INDENT.sub("", _IN_STYLE.sub("", text)))
