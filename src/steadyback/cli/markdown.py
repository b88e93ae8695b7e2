"""Pages of Markdown that commands write: a heading, what every page of its kind says first, lines, and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def page(title: str, header: str, lines: Iterable[str]) -> str:
    """A whole page; white space at the ends of lines is dropped."""
    text = "\n".join(line.rstrip() for line in lines).strip()
    return f"# {title}\n\n{header}\n{text}\n"


def table(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    """A table, line by line. A cell may hold anything: it is put in one line, and its bars are escaped."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join(' --- ' for _ in head)}|"
    for row in rows:
        yield f"| {' | '.join(_cell(cell) for cell in row)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
