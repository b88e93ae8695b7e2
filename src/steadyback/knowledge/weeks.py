"""Weeks and days in words: when something applies, as an editor or a clinician reads it."""

from __future__ import annotations

from steadyback.vocabulary.timing import DAYS_IN_WEEK, LAST_DAY, Span, Stage, Windows

STAGE_WORDS = {Stage.PREGNANT: "pregnant", Stage.POSTPARTUM: "after birth", Stage.UNKNOWN: "stage not known"}


def windows_in_words(windows: Windows) -> str:
    """For example ``pregnant from week 20; after birth weeks 0–6``; ``always`` when nothing is left out."""
    if windows.is_always:
        return "always"
    pairs = ((Stage.PREGNANT, windows.pregnant), (Stage.POSTPARTUM, windows.postpartum))
    return "; ".join(f"{STAGE_WORDS[stage]} {span_in_words(span, stage)}" for stage, span in pairs)


def span_in_words(span: Span | None, stage: Stage) -> str:
    """For example ``weeks 20–36``, ``from week 20``, ``days 0–3``, ``always`` or ``never``."""
    if span is None:
        return "never"
    first, last = span
    if first == 0 and last >= LAST_DAY[stage]:
        return "always"
    if first % DAYS_IN_WEEK or (last + 1) % DAYS_IN_WEEK:
        return f"days {first}–{last}" if first != last else f"day {first}"
    start, end = first // DAYS_IN_WEEK, last // DAYS_IN_WEEK
    if last >= LAST_DAY[stage]:
        return f"from week {start}"
    return f"week {start}" if start == end else f"weeks {start}–{end}"


def span_in_short(span: Span | None, stage: Stage) -> str:
    """For a table: ``20–36``, ``20+``, ``all``, ``–``; days as ``d0–3``."""
    words = span_in_words(span, stage)
    if words in ("always", "never"):
        return {"always": "all", "never": "–"}[words]
    if words.startswith("from"):
        return f"{words.rpartition(' ')[2]}+"
    number = words.rpartition(" ")[2]
    return f"d{number}" if words.startswith("day") else number
