"""From a reading to answers. Words can only raise: they give a yes or a "not sure", never a no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from steadyback.engine.own_words.reading import Reading
from steadyback.vocabulary.timing import Timing, Windows


class Conflict(NamedTuple):
    """She ticked no and wrote the opposite. The words count; both are kept as given."""

    finding: str
    ticked: str
    written: str
    words: str


class WordReplies(NamedTuple):
    """Answers with those of the words in them, which ids came from the words, and where words and ticks disagree."""

    answers: dict[str, object]
    from_words: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


_ORDER = {"no": 1, "unsure": 2, "yes": 3}


def words_to_replies(
    reading: Reading, given: Mapping[str, object] | None = None, timing: Timing | None = None
) -> WordReplies:
    """``given`` answers, raised by the words. With ``timing``, wordings that mean something else then are left out."""
    answers: dict[str, object] = dict(given or {})
    written: dict[str, tuple[str, str]] = {}
    for mention in reading.mentions:
        if not mention.counts or (timing is not None and not _is_open(mention.windows, timing)):
            continue
        word = "yes" if mention.status == "present" else "unsure"
        if _ORDER[word] > _ORDER.get(written.get(mention.finding, ("", ""))[0], 0):
            written[mention.finding] = (word, mention.words)
    conflicts: list[Conflict] = []
    for finding, (word, words) in written.items():
        ticked = answers.get(finding)
        if ticked == "no":
            conflicts.append(Conflict(finding, "no", word, words))
        if _ORDER[word] > _ORDER.get(str(ticked), 0):
            answers[finding] = word
    for finding, value in _highest(reading).items():
        before = answers.get(finding)
        answers[finding] = max(value, float(before)) if isinstance(before, int | float) else value
        written.setdefault(finding, ("", ""))
    return WordReplies(answers, tuple(written), tuple(conflicts))


def _is_open(windows: Windows, timing: Timing) -> bool:
    return windows.is_open(timing)


def _highest(reading: Reading) -> dict[str, float]:
    """Of each kind of number the highest that counts."""
    found: dict[str, float] = {}
    for number in reading.numbers:
        if number.counts:
            found[number.finding] = max(number.value, found.get(number.finding, number.value))
    return found
