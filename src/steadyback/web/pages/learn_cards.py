"""One item of Learn as a page draws it: its words, each with where it comes from, its figure, and why it waits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from markupsafe import Markup

from steadyback import figures
from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.engine.screening import (
    Offer,
    chosen_form,
    effect_of,
    may_do_harder,
    offer_easier,
    offer_exercise,
    offer_rung,
)
from steadyback.engine.shown import Look, Onlooker, Readable, Shown, look, onlooker
from steadyback.knowledge.model import (
    Citation,
    Contraindication,
    Exercise,
    Fact,
    Habit,
    Knowledge,
    Medicine,
    Method,
    RedFlag,
    Rung,
    Statement,
    Trigger,
)
from steadyback.web.dates import month_words
from steadyback.web.pages.acute import body_of
from steadyback.web.pages.learn_library import CHECKED_WORDS, KIND_WORDS, Item, Library, library_of
from steadyback.web.rendering import piece
from steadyback.web.words import as_markup

MARK_WORDS = {
    "P": "We chose this rule ourselves. Where sources differ or say nothing, it is the careful one.",
    "V": "This still has to be checked against the source.",
}
READABLE = (Fact, Habit, Method, Medicine, Trigger)


class SourceLine(NamedTuple):
    """A source beneath a statement: its id and short name, the place in it, what it is, how much of it was read."""

    id: str
    short: str
    place: str
    kind: str
    checked: str


class Passage(NamedTuple):
    """Lines that rest on the same sources, with those sources and what the marks mean."""

    lines: tuple[str, ...]
    sources: tuple[SourceLine, ...]
    marks: tuple[str, ...]

    @property
    def fold(self) -> Markup:
        """Where the lines come from, folded: the same for many lines, so it is drawn once."""
        return _fold(self.sources, self.marks)


class Part(NamedTuple):
    """A part of an item under a small label; an empty label stands for the words themselves."""

    label: str
    passages: tuple[Passage, ...]
    kind: str = "says"


class Card(NamedTuple):
    """One item, ready to be drawn. ``standing`` is that of ``engine.shown``."""

    id: str
    kind: str
    title: str
    standing: str
    parts: tuple[Part, ...]
    because: tuple[str, ...] = ()
    figures: tuple[Markup, ...] = ()
    note: str = ""
    is_stop: bool = False
    is_first: bool = False
    steps: tuple[str, ...] = ()
    on_request: bool = False


class Reader(NamedTuple):
    """Somebody reading: the state, the rules, and what decides for each item."""

    state: State
    rules: Rules
    library: Library
    looking: Onlooker
    look: Look

    @property
    def knowledge(self) -> Knowledge:
        """The content."""
        return self.rules.knowledge


@lru_cache(maxsize=2048)
def _fold(sources: tuple[SourceLine, ...], marks: tuple[str, ...]) -> Markup:
    return piece("learn_parts.html", "sources", sources, marks)


def reader_of(state: State, rules: Rules) -> Reader:
    """Her, reading now."""
    answers = state.last_check.answers if state.last_check else {}
    looking = onlooker(state.her, answers, rules.naming)
    return Reader(state, rules, library_of(rules.knowledge), looking, look(looking, rules.knowledge, rules.naming))


def passages_of(reader: Reader, statements: Iterable[Statement]) -> tuple[Passage, ...]:
    """Statements with their sources; neighbours that rest on the same are put together."""
    found = []
    for (cited, marks), group in groupby(statements, key=lambda one: (one.sources, one.marks)):
        lines = tuple(one.text for one in group)
        found.append(Passage(lines, sources_of(reader, cited), tuple(MARK_WORDS[mark] for mark in marks)))
    return tuple(found)


def sources_of(reader: Reader, cited: Iterable[Citation]) -> tuple[SourceLine, ...]:
    """Citations as a page shows them, each with the place in the source; none whose name she should not meet."""
    found = []
    for citation in cited:
        source = reader.knowledge.source[citation.source]
        if source.about_baby and reader.state.timing.is_loss:
            continue
        kind = f"{source.kind[:1].upper()}{source.kind[1:]}"
        found.append(SourceLine(citation.source, source.short, citation.place, kind, CHECKED_WORDS[source.checked]))
    return tuple(found)


def card_of(reader: Reader, name: str) -> Card | None:
    """The card of an item, or None when she is not shown it."""
    item = reader.library.items[name]
    if isinstance(item, READABLE):
        verdict = reader.look(item)
        return None if verdict.is_hidden else _readable(reader, item, verdict)
    if isinstance(item, Exercise):
        return _exercise(reader, item)
    if isinstance(item, Rung):
        return _rung(reader, item)
    if isinstance(item, Contraindication):
        return _contraindication(reader, item)
    return None


def _readable(reader: Reader, item: Readable, verdict: Shown) -> Card:
    labels = {
        Trigger: ("", "", ""),
        Method: ("", "How strong is the proof?", "Take care"),
        Medicine: ("", "", "Who to ask or tell"),
    }.get(type(item), ("", "", ""))
    order = [("why", verdict.why, labels[1]), ("says", verdict.says, labels[0]), ("never", verdict.never, labels[2])]
    if not isinstance(item, Trigger):
        order = [order[1], order[2], order[0]]
    order.insert(0, ("instead", verdict.instead, "Instead"))
    parts = tuple(Part(label, passages_of(reader, words), kind) for kind, words, label in order if words)
    return Card(
        id=item.card.id,
        kind=reader.library.kind_of[item.card.id],
        title=item.card.title,
        standing=verdict.standing,
        parts=_told_once(parts),
        because=verdict.because if verdict.standing != "other-time" else (),
        figures=_figures_of(reader.state, item, verdict),
        note=_note(item),
        is_stop=isinstance(item, Medicine) and item.is_hard_stop,
        is_first=isinstance(item, Medicine) and item.is_first,
        on_request=isinstance(item, Fact) and item.on_request,
    )


def _told_once(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Sources that the very next part repeats stand once, beneath both. A part with limits keeps its own.

    Where only the quick action of a trigger bears a mark, the mark says that it is about the action.
    """
    found = list(parts)
    for place, (part, following) in enumerate(pairwise(parts)):
        last, first = part.passages[-1], following.passages[0]
        is_alike = last.sources == first.sources and len(following.passages) == 1
        if not is_alike or "never" in (part.kind, following.kind):
            continue
        if last.marks != first.marks:
            if part.kind != "why" or last.marks:
                continue
            told = tuple(f"What to do: {mark[0].lower()}{mark[1:]}" for mark in first.marks)
            found[place + 1] = following._replace(passages=(first._replace(marks=told),))
        found[place] = part._replace(passages=(*part.passages[:-1], last._replace(sources=(), marks=())))
    return tuple(found)


def _note(item: Readable) -> str:
    """Who was counted, beside a number; nothing else."""
    of_whom = item.of_whom if isinstance(item, Fact) else None
    return f"Who was counted: {of_whom[0].lower()}{of_whom[1:]}" if of_whom else ""


def _figures_of(state: State, item: Readable, verdict: Shown) -> tuple[Markup, ...]:
    """The figures of what the words say; none where other words stand in their place."""
    is_replaced = verdict.standing == "held" or (verdict.standing == "now" and verdict.because)
    poses = () if is_replaced or isinstance(item, Medicine) else item.figures
    if (
        item.about_baby and verdict.standing == "other-time"
    ):  # read before the birth as well: then the figure is who she will be
        body = {**body_of(state), "stage": "postpartum", "week": None}
        return tuple(as_markup(figures.draw(pose, **body)) for pose in poses)
    return _drawn(state, poses)


def _drawn(state: State, poses: tuple[str, ...]) -> tuple[Markup, ...]:
    return tuple(as_markup(figures.draw(pose, **body_of(state))) for pose in poses)


def _exercise(reader: Reader, item: Exercise) -> Card:
    """A move as she may do it today; while it is held, its reason and what to do instead, never its steps."""
    offer = offer_exercise(reader.knowledge, reader.rules.naming, item, reader.state.her)
    own = item.card.sources
    if offer.is_held:
        return Card(item.card.id, "exercise", item.card.title, "held", (), offer.because)
    form = chosen_form(item, offer)
    how = tuple(Statement(words, own) for words in (*offer.how, *offer.because))
    words = [("says", how, "For you now"), ("says", ((form.dose or item.dose).words, item.breath), "How much")]
    words.append(("never", item.stop, "Stop"))
    for label, line in _ways(reader, item, offer):
        words.append(("says", (line,), label))
    return Card(
        id=item.card.id,
        kind="exercise",
        title=item.card.title,
        standing="now",
        parts=tuple(Part(label, passages_of(reader, lines), kind) for kind, lines, label in words if lines),
        figures=_drawn(reader.state, form.figures[-1:]),
        note=form.title,
        steps=form.steps,
    )


def _ways(reader: Reader, item: Exercise, offer: Offer) -> list[tuple[str, Statement]]:
    naming, her = reader.rules.naming, reader.state.her
    found: list[tuple[str, Statement | None]] = []
    is_easier_open = offer_easier(item, offer, her, naming) if item.easier_form else offer.fit == "yes"
    if is_easier_open:
        found.append(("Easier", item.easier))
    if may_do_harder(item, offer, her, naming):
        found.append(("Harder", item.harder))
    other = reader.knowledge.exercise.get(item.alternative_exercise or "")
    is_open = (
        other is None or not offer_exercise(reader.knowledge, reader.rules.naming, other, reader.state.her).is_held
    )
    if is_open:
        found.append(("Something else instead", item.alternative))
    return [(label, line) for label, line in found if line]


def _rung(reader: Reader, item: Rung) -> Card:
    offer = offer_rung(reader.knowledge, reader.rules.naming, item, reader.state.her).offer
    title = f"Step {item.number}: {item.card.title[0].lower()}{item.card.title[1:]}"
    if offer.is_held:
        return Card(item.card.id, "rung", title, "held", (), offer.because)
    how = tuple(Statement(words, item.card.sources) for words in offer.how)
    words = [("says", item.before, "First"), ("says", item.steps, ""), ("says", how, "For you now")]
    words += [("says", (item.dose.words,), "How much"), ("never", item.stop, "Stop")]
    parts = tuple(Part(label, passages_of(reader, lines), kind) for kind, lines, label in words if lines)
    return Card(item.card.id, "rung", title, "now", parts, figures=_drawn(reader.state, item.figures[-1:]))


def _contraindication(reader: Reader, item: Contraindication) -> Card | None:
    timing = reader.state.timing
    effect = effect_of(item, timing)
    if timing.is_loss and effect is None:
        return None
    kind = {"block": "Moves stop", "ask-first": "Ask first"}[effect or item.effect]
    part = Part("", passages_of(reader, (item.says,)))
    standing = "now" if effect else "other-time"
    return Card(item.card.id, "contraindication", item.card.title, standing, (part,), note=kind)


def day_in_words(day: str) -> str:
    """An ISO date of the content as a page says it: the day, the month and the year."""
    found = date.fromisoformat(day)
    return f"{found.day} {month_words(found)}"


def flag_card(reader: Reader, flag: RedFlag, standing: str, note: str = "") -> Card:
    """A red flag: its title, why it matters, and what to do while help comes. Never its question or its parts."""
    parts = [Part("", passages_of(reader, (flag.because,)))]
    if flag.meanwhile:
        parts.append(Part("Until help comes", passages_of(reader, flag.meanwhile)))
    return Card(flag.card.id, "red_flag", flag.card.title, standing, tuple(parts), note=note)


def kind_words(item: Item, library: Library) -> str:
    """What sort of item it is, for a list of different ones."""
    return KIND_WORDS[library.kind_of[item.card.id]]
