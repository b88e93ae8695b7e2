"""What the content check refuses, beyond what cannot be read at all. Pure: it is given a shelf and a date.

Every fault names file and line, says why, and how to mend it. Whether the examples of a red flag come true is for
the engine to say: see :mod:`steadyback.engine.examples`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from steadyback.knowledge.condition import holds_a_not
from steadyback.knowledge.fault import Fault
from steadyback.knowledge.load import Shelf
from steadyback.knowledge.model import (
    Card,
    CheckGroup,
    Citation,
    Contraindication,
    Exercise,
    Finding,
    RedFlag,
    Rung,
    Source,
    Statement,
)
from steadyback.knowledge.readability import (
    LONGEST_SENTENCE,
    READING_AGE_LIMIT,
    longest_sentence,
    reading_age,
)
from steadyback.knowledge.reading import Located
from steadyback.vocabulary.urgency import Urgency

#: The rows of the two founding articles, by letter: spasms in pregnancy, and back pain after birth.
SEED_ROWS = {"s": 160, "p": 116}
_ISO = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DIAGNOSIS = re.compile(r"\byou (?:have|may have|might have|probably have|are suffering)\b", re.IGNORECASE)
_NEEDED_EXAMPLES = ("fires", "near-miss", "unanswered")
#: Said by name in what she reads, these would suggest a medicine; only a medicine rule may name one.
_MEDICINES = re.compile(
    r"\b(paracetamol|acetaminophen|ibuprofen|naproxen|diclofenac|codeine|tramadol|diazepam|morphine)\b", re.IGNORECASE
)


def is_seed_row(row: str) -> bool:
    """Whether ``row`` is a row of the founding articles, such as ``s-080``."""
    letter, _, number = row.partition("-")
    return letter in SEED_ROWS and number.isdigit() and len(number) == 3 and 1 <= int(number) <= SEED_ROWS[letter]


def faults_of(shelf: Shelf, *, today: str | None = None) -> list[Fault]:
    """Every fault of a shelf, in the order of files. With ``today`` (ISO) overdue reviews are faults too."""
    faults = list(shelf.faults)
    sources = set(shelf.items["source"])
    for kind, items in shelf.items.items():
        for located in items.values():
            faults += _card_faults(located, kind, sources, today)
            faults += _word_faults(located, kind)
            faults += _kind_faults(located, shelf)
    return sorted(dict.fromkeys(faults))


def _at(located: Located, key: str, why: str, mend: str) -> Fault:
    return Fault(located.file, located.lines.get(key, 1), why, mend)


def _card_faults(located: Located, kind: str, sources: set[str], today: str | None) -> Iterator[Fault]:
    card: Card = located.item.card
    if not _SLUG.fullmatch(card.id):
        yield _at(located, "id", f"`{card.id}` is not a plain id", "use small letters, digits and single hyphens")
    for key in ("reviewed_on", "review_by"):
        if not _ISO.fullmatch(getattr(card, key)):
            yield _at(located, key, f"`{getattr(card, key)}` is not a date", "write it as 2026-11-21")
    if card.review_by <= card.reviewed_on:
        yield _at(located, "review_by", "the next review is not after the last", "set a later `review_by`")
    if today and card.review_by < today:
        yield _at(located, "review_by", f"its review was due on {card.review_by}", "review it and set both dates")
    if (card.status == "signed-off") != bool(card.signed_off_by):
        mend = "name the clinician in `signed_off_by`, or leave both out"
        yield _at(located, "status", "a sign-off needs a name, and a name a sign-off", mend)
    if not card.sources and kind != "source":
        mend = "add `sources: {source-id: place in it}`; one of our own rests on something, with `marks: [P]`"
        yield _at(located, "id", "this item has no source", mend)
    for row in card.covers:
        letter, _, number = row.partition("-")
        if not (
            letter in SEED_ROWS and number.isdigit() and len(number) == 3 and 1 <= int(number) <= SEED_ROWS[letter]
        ):
            mend = "use s-001 to s-160 or p-001 to p-116"
            yield _at(located, "covers", f"`{row}` is no row of the founding articles", mend)
    for citation, key in _citations(located.item):
        if citation.source not in sources:
            mend = f"add content/sources/{citation.source}.yaml, or cite one that is there"
            yield _at(located, key, f"the source `{citation.source}` matches nothing", mend)


def _citations(item: Any, key: str = "sources") -> Iterator[tuple[Citation, str]]:
    if isinstance(item, Citation):
        yield item, key
    elif isinstance(item, tuple):
        names = getattr(item, "_fields", None) or [key] * len(item)
        for name, part in zip(names, item, strict=True):
            yield from _citations(part, name if key == "sources" and name != "card" else key)
    elif isinstance(item, dict):
        for part in item.values():
            yield from _citations(part, key)


def words_she_reads(item: Any) -> Iterator[tuple[str, str]]:
    """Each (key, text) of an item that is shown to her. A clinician's and an editor's words are not."""
    match item:
        case Source():
            return
        case Finding(card, question, _, why):
            yield from (("title", card.title), ("question", question), ("why_asked", why or ""))
        case RedFlag():
            yield from (("title", item.card.title), ("question", item.question or ""), ("say", item.say))
        case CheckGroup():
            yield from (("title", item.card.title), ("lead", item.lead or ""))
            for sign in item.signs:
                yield from (("signs", sign.words), ("signs", sign.say or ""), ("signs", sign.explain or ""))
        case Contraindication():
            yield from (("title", item.card.title), ("question", item.question))
        case Exercise():
            yield "title", item.card.title
            for form in item.forms:
                yield from (("forms", form.title), ("forms", ". ".join(form.steps)))
            for cell in item.grid.values():
                yield "grid", cell.how or ""
        case Rung():
            yield from (("title", item.card.title), ("cue", item.cue))
        case _:
            yield "title", item.card.title
    for key in item._fields:
        for statement in _statements(getattr(item, key)):
            yield key, statement.text
    for hold in getattr(item, "holds", ()):
        yield "holds", hold.because


def _statements(value: Any) -> Iterator[Statement]:
    if isinstance(value, Statement):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _statements(part)


def _word_faults(located: Located, kind: str) -> Iterator[Fault]:
    texts = [(key, text) for key, text in words_she_reads(located.item) if text]
    for key, text in texts:
        if longest_sentence(text) > LONGEST_SENTENCE:
            mend = "split it; one thought a sentence"
            yield _at(located, key, f"a sentence has more than {LONGEST_SENTENCE} words: “{text[:50]}…”", mend)
        if "!" in text:
            yield _at(located, key, "an exclamation mark shouts", "end it with a full stop")
        if kind == "red-flag" and key == "because" and _DIAGNOSIS.search(text):
            mend = "say “This can be a sign of …”"
            yield _at(located, key, "this reads as a diagnosis", mend)
        if kind not in ("medicine", "finding", "red-flag", "fact") and _MEDICINES.search(text):
            yield _at(located, key, "a medicine is named outside the medicine rules", "say “painkiller”, or move it")
    whole = ". ".join(text.rstrip(".") for _, text in texts)
    age = reading_age(whole)
    if age > READING_AGE_LIMIT and texts:
        hardest = max(texts, key=lambda pair: reading_age(pair[1]))
        mend = f"use shorter words and sentences, first in “{hardest[1][:60]}”"
        yield _at(located, hardest[0], f"the reading age is {age:.1f}, above {READING_AGE_LIMIT:g}", mend)


def _kind_faults(located: Located, shelf: Shelf) -> Iterator[Fault]:
    match located.item:
        case RedFlag():
            yield from _red_flag_faults(located, shelf)
        case Finding():
            yield from _finding_faults(located, shelf)
        case CheckGroup():
            yield from _check_group_faults(located, shelf)
        case Exercise():
            yield from _exercise_faults(located, shelf)
        case Rung():
            yield from _missing(located, "exercises", shelf.items["exercise"], located.item.exercises)
            yield from _missing(located, "methods", shelf.items["method"], located.item.methods)
        case Contraindication():
            yield from _missing(located, "red_flags", shelf.items["red-flag"], located.item.red_flags)


def _missing(located: Located, key: str, known: dict[str, Any], wanted: tuple[str, ...]) -> Iterator[Fault]:
    for name in wanted:
        if name not in known:
            yield _at(located, key, f"`{name}` matches nothing", f"use one of: {', '.join(sorted(known))}")


def _red_flag_faults(located: Located, shelf: Shelf) -> Iterator[Fault]:
    flag: RedFlag = located.item
    if (flag.question is None) != (flag.asked == "never" or flag.same_as is not None):
        mend = "a combination or a `same_as` has none; every other red flag has one"
        yield _at(located, "question", "the question and `asked` do not go together", mend)
    if flag.same_as and flag.same_as not in {**shelf.items["red-flag"], **shelf.items["finding"]}:
        yield _at(located, "same_as", f"`{flag.same_as}` matches nothing", "use the id of a red flag or finding")
    for key in _NEEDED_EXAMPLES:
        if key not in {example.name for example in flag.examples}:
            yield _at(located, "examples", f"the example `{key}` is missing", f"add `- {{name: {key}, …}}`")
    for example in flag.examples:
        if example.name in ("fires", "near-miss", "unanswered") and example.fires != (example.name == "fires"):
            yield _at(located, "examples", f"the example `{example.name}` says the opposite", "mend `fires`")
    for rule in flag.rules:
        if rule.urgency > Urgency.SELF_CARE and holds_a_not(rule.when):
            mend = "say it without `not`; only a watch rule may hold one"
            yield _at(located, "rules", "a yes could lower this urgency", mend)
        if rule.windows and not _within(rule.windows, flag.windows):
            mend = "widen the item's windows, or narrow the rule's"
            yield _at(located, "rules", "a rule's window reaches outside its red flag's", mend)
        if rule.urgency > Urgency.SELF_CARE and not rule.route:
            yield _at(located, "rules", "a rule does not say where to go", "add `route: [MAT]` or another")
    if flag.windows.pregnant is None and flag.windows.postpartum is None:
        yield _at(located, "windows", "this window can never be reached", "open it in one stage at least")


def _within(inner: Any, outer: Any) -> bool:
    return all(
        one is None or (other is not None and other.first_day <= one.first_day and one.last_day <= other.last_day)
        for one, other in zip(inner, outer, strict=True)
    )


def _finding_faults(located: Located, shelf: Shelf) -> Iterator[Fault]:
    finding: Finding = located.item
    if finding.card.id in shelf.items["red-flag"]:
        yield _at(located, "id", "a red flag has this id already, and is a finding by itself", "choose another id")
    if finding.answer == "number" and (finding.least is None or finding.most is None or finding.unit is None):
        yield _at(located, "answer", "a number needs its limits and unit", "add `least`, `most` and `unit`")


def _check_group_faults(located: Located, shelf: Shelf) -> Iterator[Fault]:
    known = {**shelf.items["red-flag"], **shelf.items["finding"]}
    for sign in located.item.signs:
        yield from _missing(located, "signs", known, sign.asks)
        if len(sign.words.split()) > 14:
            yield _at(located, "signs", f"`{sign.id}` is too long to read at 3 a.m.", "use at most 14 words")


def _exercise_faults(located: Located, shelf: Shelf) -> Iterator[Fault]:
    exercise: Exercise = located.item
    forms = {form.id: form for form in exercise.forms}
    for column, cell in exercise.grid.items():
        if cell.form and cell.form not in forms:
            yield _at(located, "grid", f"`{cell.form}` is not a form of this exercise", f"use {', '.join(forms)}")
        form = forms.get(cell.form or exercise.forms[0].id)
        if form and cell.fit != "no" and form.position == "flat-back" and column in ("16-27w", "28w-up"):
            yield _at(located, "grid", "flat on the back from 16 weeks", "name another form for this column")
    missing = {"under-16w", "16-27w", "28w-up", "pubic-pain", "wrist-pain", "doming"} - set(exercise.grid)
    if missing:
        yield _at(located, "grid", f"the grid leaves out {', '.join(sorted(missing))}", "add the columns")
    if exercise.alternative_exercise and exercise.alternative_exercise not in shelf.items["exercise"]:
        mend = "use the id of an exercise"
        yield _at(located, "alternative_exercise", f"`{exercise.alternative_exercise}` matches nothing", mend)
