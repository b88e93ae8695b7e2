"""How long reading her own words takes: every written case, a very long note, and making the lexicon ready."""

from __future__ import annotations

import json
import statistics
import time
from pathlib import Path
from typing import NamedTuple

from steadyback.engine.own_words import lexicon_of, read_words
from steadyback.knowledge.model import Knowledge

CASES = Path(__file__).parent.parent / "tests" / "data" / "own_words"
ROUNDS = 5
LONGEST_NOTE = 20_000


class Read(NamedTuple):
    """Milliseconds: the median text, the slowest of a hundred, the longest note there may be, making the lexicon."""

    texts: int
    median: float
    slow: float
    longest: float
    lexicon: float


def time_reading(knowledge: Knowledge) -> Read:
    """Each text several times, its quickest reading counted; nothing is remembered between them."""
    ready = []
    for _ in range(3):
        start = time.perf_counter()
        lexicon = lexicon_of(knowledge)
        ready.append((time.perf_counter() - start) * 1e3)
    lines = [line for path in sorted(CASES.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [json.loads(line)["text"] for line in lines]
    long = " ".join(texts)[:LONGEST_NOTE]

    def quickest(text: str) -> float:
        taken = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            read_words(text, lexicon)
            taken.append((time.perf_counter() - start) * 1e3)
        return min(taken)

    times = sorted(map(quickest, texts))
    return Read(len(texts), statistics.median(times), times[-len(times) // 100], quickest(long), min(ready))


def reading_lines(found: Read) -> list[str]:
    """What was found, as a part of the page of the benchmark."""
    return [
        "## Reading her own words",
        "",
        f"Milliseconds of CPython a text, the quickest of {ROUNDS}, over {found.texts} written cases.",
        "",
        "| what | ms |",
        "| --- | ---: |",
        f"| the median text | {found.median:.2f} |",
        f"| the slowest of a hundred | {found.slow:.2f} |",
        f"| a note of {LONGEST_NOTE:,} characters | {found.longest:.0f} |",
        f"| making the lexicon ready, once a start and only when something is read | {found.lexicon:.0f} |",
        "",
    ]
