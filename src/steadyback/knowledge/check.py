"""What the content check refuses, beyond what cannot be read at all. Pure: it is given a shelf and a date.

Every fault names file and line, says why, and how to mend it. Ids that match nothing are found at load
(:mod:`steadyback.knowledge.references`); what only the engine can say (do the examples come true, does the check
reach every sign) is in :mod:`steadyback.engine.examples` and :mod:`steadyback.engine.coverage`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator

from steadyback.knowledge.check_kinds import kind_faults
from steadyback.knowledge.check_words import word_faults
from steadyback.knowledge.check_words import words_she_reads as words_she_reads
from steadyback.knowledge.fault import Fault
from steadyback.knowledge.load import Shelf
from steadyback.knowledge.model import Card
from steadyback.knowledge.reading import Located

#: The rows of the two founding articles, by letter: spasms in pregnancy, and back pain after birth.
SEED_ROWS = {"s": 160, "p": 116}
#: A source needs none, and a wording rests on those of the findings that it means.
_SOURCES_ELSEWHERE = ("source", "own-words")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_plain_id(name: str) -> bool:
    """Whether ``name`` is small letters, digits and single hyphens."""
    return bool(_SLUG.fullmatch(name))


def is_seed_row(row: str) -> bool:
    """Whether ``row`` is a row of the founding articles, such as ``s-080``."""
    letter, _, number = row.partition("-")
    return letter in SEED_ROWS and number.isdigit() and len(number) == 3 and 1 <= int(number) <= SEED_ROWS[letter]


def faults_of(shelf: Shelf, *, today: str | None = None, poses: Collection[str] | None = None) -> list[Fault]:
    """Every fault of a shelf, in the order of files.

    With ``today`` (ISO) overdue reviews are faults too; with ``poses``, figures that nobody can draw.
    """
    faults = list(shelf.faults)
    for kind, items in shelf.items.items():
        for located in items.values():
            faults += _card_faults(located, kind, today)
            faults += word_faults(located, kind)
            faults += kind_faults(located, shelf, poses)
    return sorted(dict.fromkeys(faults))


def _card_faults(located: Located, kind: str, today: str | None) -> Iterator[Fault]:
    card: Card = located.item.card

    def fault(key: str, why: str, mend: str) -> Fault:
        return Fault(located.file, located.line_of(key), why, mend)

    if not is_plain_id(card.id):
        yield fault("id", f"`{card.id}` is not a plain id", "use small letters, digits and single hyphens")
    dates = [key for key in ("reviewed_on", "review_by", "retired_on") if getattr(card, key) is not None]
    wrong = [key for key in dates if not _is_date(getattr(card, key))]
    for key in wrong:
        yield fault(key, f"`{getattr(card, key)}` is not a date", "write it as 2026-11-21")
    if not wrong and card.review_by <= card.reviewed_on:
        yield fault("review_by", "the next review is not after the last", "set a later `review_by`")
    elif not wrong and today and card.review_by < today and not card.retired_on:
        yield fault("review_by", f"its review was due on {card.review_by}", "review it and set both dates")
    if (card.status == "signed-off") != bool(card.signed_off_by):
        mend = "name the clinician in `signed_off_by`, or leave both out"
        key = "status" if card.status == "signed-off" else "signed_off_by"
        yield fault(key, "a sign-off needs a name, and a name a sign-off", mend)
    if not card.sources and kind not in _SOURCES_ELSEWHERE:
        mend = "add `sources: {source-id: place in it}`; one of our own rests on something, with `marks: [P]`"
        yield fault("sources", "this item has no source", mend)
    if card.replaced_by and not card.retired_on:
        yield fault("replaced_by", "it is replaced, but not retired", "add `retired_on: 2026-11-21`, the day it was")
    for number, row in enumerate(card.covers):
        if not is_seed_row(row):
            why = f"`{row}` is no row of the founding articles"
            yield fault(f"covers.{number}", why, "use s-001 to s-160 or p-001 to p-116")
        elif row in card.covers[:number]:
            yield fault(f"covers.{number}", f"`{row}` stands twice", "keep one of the two")


def _is_date(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
