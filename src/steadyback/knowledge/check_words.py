"""What the content check says about words: what she reads stays short, plain, kind, and names no medicine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from steadyback.knowledge.fault import Fault
from steadyback.knowledge.model import (
    CheckGroup,
    Contact,
    Contraindication,
    Cue,
    Exercise,
    Fact,
    Finding,
    OwnWords,
    Phone,
    RedFlag,
    Rung,
    Source,
    Statement,
    Trigger,
)
from steadyback.knowledge.readability import (
    HARDEST_TEXT,
    LONGEST_SENTENCE,
    READING_AGE_LIMIT,
    is_far_too_hard,
    longest_sentence,
    reading_age,
)
from steadyback.knowledge.reading import Located

_DIAGNOSIS = re.compile(r"\byou (?:have|may have|might have|probably have|are suffering)\b", re.IGNORECASE)
#: Said by name in what she reads, these would suggest a medicine; only a medicine rule may name one.
_MEDICINES = re.compile(
    r"\b(paracetamol|acetaminophen|ibuprofen|naproxen|diclofenac|codeine|tramadol|diazepam|morphine)\b", re.IGNORECASE
)
#: Kinds that may name a medicine: its own rules, and what asks whether one was taken.
_MAY_NAME_A_MEDICINE = ("medicine", "finding", "red-flag", "fact", "check-group")
_TOO_LONG_TO_QUOTE = 60


def words_she_reads(item: Any) -> Iterator[tuple[str, str]]:
    """Each (path, text) of an item that is shown to her. A clinician's and an editor's words are not."""
    match item:
        case Source() | OwnWords():
            return
        case Finding(card, question, _, why):
            yield from (("title", card.title), ("question", question), ("why_asked", why or ""))
        case RedFlag():
            yield from (("title", item.card.title), ("question", item.question or ""), ("say", item.say))
        case CheckGroup():
            yield from (("title", item.card.title), ("lead", item.lead or ""))
            for number, sign in enumerate(item.signs):
                yield f"signs.{number}.words", sign.words
                yield from ((f"signs.{number}.say", sign.say or ""), (f"signs.{number}.explain", sign.explain or ""))
        case Contraindication():
            yield from (("title", item.card.title), ("question", item.question))
        case Exercise():
            yield "title", item.card.title
            for number, form in enumerate(item.forms):
                yield from ((f"forms.{number}.title", form.title), (f"forms.{number}.steps", ". ".join(form.steps)))
        case Rung():
            yield from (("title", item.card.title), ("cue", item.cue))
        case Trigger():
            yield from (("title", item.card.title), ("log_words", item.log_words))
        case Fact():
            yield from (("title", item.card.title), ("of_whom", item.of_whom or ""))
        case Contact():
            yield from (("title", item.card.title), ("maternity_words", item.maternity_words))
            yield "urgent_words", item.urgent_words or ""
        case _:
            yield "title", item.card.title
    yield from _words_of_every_kind(item)


def _words_of_every_kind(item: Any) -> Iterator[tuple[str, str]]:
    for column, cell in getattr(item, "grid", {}).items():
        yield f"grid.{column}.how", cell.how or ""
    for number, hold in enumerate(getattr(item, "holds", ())):
        yield f"holds.{number}.because", hold.because
        yield f"holds.{number}.instead", hold.instead if hold.instead and " " in hold.instead else ""
    for key in item._fields:
        if key not in ("card", "examples"):
            yield from _spoken(getattr(item, key), key)


def _spoken(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Statements, the cues of a timer and the words beside a number, wherever they stand."""
    if isinstance(value, Statement):
        yield path, value.text
    elif isinstance(value, Cue):
        yield f"{path}.say", value.say
    elif isinstance(value, Phone):
        yield f"{path}.words", value.words
    elif isinstance(value, tuple):
        names = getattr(value, "_fields", None) or map(str, range(len(value)))
        for name, part in zip(names, value, strict=True):
            yield from _spoken(part, f"{path}.{name}")


def word_faults(located: Located, kind: str) -> Iterator[Fault]:
    """What is wrong with the words of one item."""
    texts = [(path, text) for path, text in words_she_reads(located.item) if text]

    def fault(path: str, why: str, mend: str) -> Fault:
        return Fault(located.file, located.line_of(path), why, mend)

    for path, text in texts:
        if longest_sentence(text) > LONGEST_SENTENCE:
            why = f"a sentence has more than {LONGEST_SENTENCE} words: “{_short(text)}”"
            yield fault(path, why, "split it; one thought a sentence")
        if "!" in text:
            yield fault(path, "an exclamation mark shouts", "end it with a full stop")
        if kind == "red-flag" and path == "because" and _DIAGNOSIS.search(text):
            yield fault(path, "this reads as a diagnosis", "say “This can be a sign of …”")
        if kind not in _MAY_NAME_A_MEDICINE and _MEDICINES.search(text):
            yield fault(path, "a medicine is named outside the medicine rules", "say “painkiller”, or move it")
    too_hard = [(path, text) for path, text in texts if is_far_too_hard(text)]
    for path, text in too_hard:
        why = f"the reading age of this is {reading_age(text):.1f}, above {HARDEST_TEXT:g}"
        yield fault(path, why, f"use shorter words and sentences in “{_short(text)}”")
    age = reading_age(all_words(located.item))
    if texts and not too_hard and age > READING_AGE_LIMIT:
        path, hardest = max(texts, key=lambda pair: reading_age(pair[1]))
        mend = f"use shorter words and sentences, first in “{_short(hardest)}”"
        yield fault(path, f"the reading age is {age:.1f}, above {READING_AGE_LIMIT:g}", mend)


def all_words(item: Any) -> str:
    """Everything of an item that she reads, as one text."""
    return ". ".join(text.rstrip(".") for _, text in words_she_reads(item) if text)


def _short(text: str) -> str:
    return text if len(text) <= _TOO_LONG_TO_QUOTE else f"{text[:_TOO_LONG_TO_QUOTE]}…"
