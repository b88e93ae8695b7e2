"""Learn: the front, a topic, one item, the signs to know, the register of sources, and the search."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.engine.left_out import asked_conditions
from steadyback.engine.shown import is_named
from steadyback.knowledge.model import Contraindication, Fact, Habit, Medicine, Method, RedFlag, Trigger
from steadyback.knowledge.weeks import windows_in_words
from steadyback.web import words
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.pages import learn_flags, learn_search, learn_sources, learn_topics
from steadyback.web.pages.learn_cards import (
    Card,
    Reader,
    card_of,
    day_in_words,
    flag_card,
    kind_words,
    reader_of,
    sources_of,
)
from steadyback.web.pages.learn_sources import is_for_her
from steadyback.web.pages.plain import problem
from steadyback.web.rendering import render

Stamps = Iterator[Stamp]

_SIGNS = "signs"
_SOURCES = "sources"
_FIRST_HEADING = "Start here"
_LATER = "For other times"
_ANOTHER = "For another time"
_ICONS = {"trigger": "changed", "exercise": "play", "rung": "ladder", "red_flag": "bell", "medicine": "capsule"}


def _page(template: str, **values: Any) -> Reply:
    return Reply(
        render(template, **{"tab": "learn", "sheets": ["learn"], "back": "/learn", "back_words": "Learn", **values})
    )


def _not_here() -> Reply:
    return Reply(problem("This page is not here", "Look for it under Learn."), 404)


def front(_request: Request, state: State, rules: Rules, _stamps: Stamps, _now: datetime) -> Reply:
    """The search, three topics to read first, and all the others in groups."""
    reader = reader_of(state, rules)
    standing = {topic.name: learn_topics.fits(reader, topic) for topic in learn_topics.TOPICS}
    first = [name for name in learn_topics.first_topics(state.timing) if standing[name] == "now"]
    groups: list[tuple[str, list[dict[str, str]]]] = [(_FIRST_HEADING, [_row(name) for name in first])]
    for group in learn_topics.GROUPS:
        names = [topic.name for topic in learn_topics.TOPICS if topic.group == group and topic.name not in first]
        rows = [_row(name) for name in names if standing[name] == "now"]
        if group == learn_topics.GROUPS[-1]:
            rows.insert(0, _topic_row(_SIGNS, "Red flags to know", "Signs of danger, and what to do", "bell"))
        groups.append((group, rows))
    later = [_row(name) for name, fit in standing.items() if fit == "later"]
    from_where = _topic_row(_SOURCES, "Where it all comes from", "Every source, and how much of it we read", "learn")
    groups += [(_LATER, later), ("Where it comes from", [from_where])]
    return _page("learn.html", title="Learn", back=None, groups=[group for group in groups if group[1]])


def _row(name: str) -> dict[str, str]:
    topic = learn_topics.BY_NAME[name]
    return _topic_row(name, topic.title, topic.line, topic.icon)


def _topic_row(name: str, title: str, line: str, icon: str) -> dict[str, str]:
    return {"href": f"/learn/topic?name={name}", "title": title, "line": line, "icon": icon}


def topic_page(request: Request, state: State, rules: Rules, _stamps: Stamps, _now: datetime) -> Reply:
    """One topic: what fits her now, and what is for other times beneath."""
    name, reader = request.told("name"), reader_of(state, rules)
    if name == _SIGNS:
        return _signs_front(reader)
    if name == _SOURCES:
        return _page("learn_sources.html", title="Where it all comes from", shelves=learn_sources.register(reader))
    if name in learn_flags.PAGES:
        return _signs(reader, name)
    topic = learn_topics.BY_NAME.get(name)
    if topic is None or learn_topics.fits(reader, topic) == "gone":
        return _not_here()
    sections, later = learn_topics.filled(reader, topic)
    return _page(
        "learn_topic.html",
        title=topic.title,
        lead=topic.lead,
        notes=_notes(reader, sections),
        sections=sections,
        later=later,
        nexts=[_row(other.name) for other in _neighbours(reader, topic)],
    )


def _neighbours(reader: Reader, topic: learn_topics.Topic) -> list[learn_topics.Topic]:
    """The two topics after this one in its group that fit her now."""
    group = [other for other in learn_topics.TOPICS if other.group == topic.group]
    place = group.index(topic)
    return [other for other in group[place + 1 :] + group[:place] if learn_topics.fits(reader, other) == "now"][:2]


def _notes(reader: Reader, sections: tuple[learn_topics.Filled, ...]) -> list[dict[str, str]]:
    """What stands on top of a page with moves: a sign comes first, the check is due, or questions are open."""
    state = reader.state
    if state.ladder.status == "paused":
        item = reader.knowledge.fact["act-stopped"]
        line = " ".join(statement.text for statement in item.says)
        return [{"title": item.card.title, "line": line, "href": "/seen", "words": "I have been seen"}]
    if not any(card.kind in ("exercise", "rung") for section in sections for card in section.cards):
        return []
    found: list[dict[str, str]] = []
    if state.check_is_due:
        line = "Go through it before you do one of these."
        found.append({"title": "First the safety check", "line": line, "href": "/now", "words": "Go to the check"})
    if asked_conditions(reader.knowledge, reader.rules.naming, state.her).unanswered:
        line = "Some moves wait until you have told us that no condition makes them unsafe."
        found.append({"title": "We have not asked yet", "line": line, "href": "/me/conditions", "words": "Tell us"})
    return found


def _signs_front(reader: Reader) -> Reply:
    return _page(
        "learn_signs.html",
        title="Red flags to know",
        badly=card_of(reader, "msg-badly-wrong"),
        can_miss=card_of(reader, "msg-can-miss"),
        rows=learn_flags.rows(),
    )


def _signs(reader: Reader, name: str) -> Reply:
    urgency, title, _ = learn_flags.PAGES[name]
    families, later = learn_flags.signs(reader, urgency)
    return _page(
        "learn_flags.html",
        title=title,
        place=3 - int(urgency),
        acts=learn_flags.what_to_do(reader, urgency),
        families=families,
        later=later,
        back=f"/learn/topic?name={_SIGNS}",
        back_words="Red flags",
    )


def item_page(request: Request, state: State, rules: Rules, _stamps: Stamps, _now: datetime) -> Reply:
    """One item with everything it says to her, and what has to be read beside it."""
    name, reader = request.told("id"), reader_of(state, rules)
    item = reader.library.items.get(name)
    if isinstance(item, RedFlag):
        card = _flag(reader, item)
    else:
        card = card_of(reader, name) if item else None
    if item is None or card is None:
        return _not_here()
    beside = [read for other in getattr(item, "read_with", ()) if (read := card_of(reader, other))]
    return _page(
        "learn_item.html",
        title=card.title,
        card=card,
        beside=beside,
        kind=kind_words(item, reader.library),
        facts=_facts(item, after_loss=state.timing.is_loss),
        sources=sources_of(reader, item.card.sources),
        to_check=isinstance(item, RedFlag) or card.standing == "held",
    )


def _flag(reader: Reader, flag: RedFlag) -> Card | None:
    if not is_named(flag, reader.state.timing):
        return None
    standing = "now" if flag.windows.is_open(reader.state.timing) else "other-time"
    return flag_card(reader, flag, standing)


def _facts(item: Any, *, after_loss: bool) -> list[tuple[str, str]]:
    """When it applies and how fresh it is, as pairs of words."""
    found: list[tuple[str, str]] = []
    if not after_loss and isinstance(item, Fact | Habit | Medicine | Method | Trigger | Contraindication | RedFlag):
        when = windows_in_words(item.windows)
        found.append(("When it applies", "at any time" if when == "always" else when))
    if isinstance(item, Method | Habit) and item.minutes:
        minutes = " to ".join(str(number) for number in item.minutes)
        found.append(("Minutes", minutes))
    signed = item.card.signed_off_by
    found.append(("Looked at", f"{day_in_words(item.card.reviewed_on)}, again by {day_in_words(item.card.review_by)}"))
    found.append(("Signed off", f"by {signed}" if signed else "not by a clinician yet"))
    return found


def source_page(request: Request, state: State, rules: Rules, _stamps: Stamps, _now: datetime) -> Reply:
    """One source: what it is, how much of it was read, and what rests on it."""
    name, reader = request.told("id"), reader_of(state, rules)
    source = rules.knowledge.source.get(name)
    if source is None or not is_for_her(reader, name):
        return _not_here()
    return _page(
        "learn_source.html",
        title=source.short,
        facts=learn_sources.facts_of(source),
        url=source.url,
        resting=learn_sources.by_kind(learn_sources.resting_on(reader, name)),
        back=f"/learn/topic?name={_SOURCES}",
        back_words="Sources",
    )


def search_page(request: Request, state: State, rules: Rules, _stamps: Stamps, _now: datetime) -> Reply:
    """What answers her question; the check first when its words name a danger."""
    question = request.told("q")[: learn_search.LONGEST_QUESTION]
    if learn_search.speaks_of_being_hurt(question):
        return Reply(see="/learn/support")
    reader = reader_of(state, rules)
    results = _results(reader, question)
    badly = rules.knowledge.fact["msg-badly-wrong"].says[0].text
    return _page(
        "learn_search.html",
        title="Search",
        question=question,
        results=results,
        danger=badly if learn_search.names_a_danger(question) else "",
        again=[_row(name) for name in learn_topics.first_topics(state.timing)],
    )


def _results(reader: Reader, question: str) -> list[dict[str, str]]:
    """The best answers; what does not fit her now stands after what does."""
    found: list[dict[str, str]] = []
    for hit in learn_search.index_of(reader.library).find(question):
        row = _result(reader, hit.id)
        if row and len(found) < learn_search.MOST_FOUND:
            found.append(row)
    return sorted(found, key=lambda row: row["line"].startswith(_ANOTHER))


def _result(reader: Reader, name: str) -> dict[str, str] | None:
    """A row for something found; None when she is not shown it."""
    if name.startswith(learn_search.TOPIC):
        topic = learn_topics.BY_NAME[name.removeprefix(learn_search.TOPIC)]
        fit = learn_topics.fits(reader, topic)
        row = _row(topic.name)
        if fit == "gone":
            return None
        return {**row, "line": f"{_ANOTHER}. {row['line']}"} if fit == "later" else row
    item = reader.library.items[name]
    card = _flag(reader, item) if isinstance(item, RedFlag) else card_of(reader, name)
    if card is None:
        return None
    lines = [line for part in card.parts for passage in part.passages for line in passage.lines]
    line = " ".join(card.because) or next(iter(lines), "")
    return {
        "href": f"/learn/item?id={name}",
        "title": card.title,
        "line": f"{f'{_ANOTHER}. ' if card.standing == 'other-time' else ''}{line}",
        "icon": "lock" if card.standing == "held" else _ICONS.get(reader.library.kind_of[name], "learn"),
    }


def support_page(_request: Request, state: State, rules: Rules, _stamps: Stamps, _now: datetime) -> Reply:
    """Somebody to talk to, for whoever is hurt or afraid. It asks nothing and keeps nothing; the words are folded until
    she says that she is alone (facts 2.10)."""
    contact = words.contact_of(state, rules.knowledge)
    flag = rules.knowledge.red_flag["ipv-harm"]
    act = rules.knowledge.fact["act-today-ipv"]
    return _page(
        "learn_support.html",
        title="Somebody to talk to",
        because=flag.because.text,
        meanwhile=[statement.text for statement in flag.meanwhile],
        says=[statement.text for statement in act.says],
        lines=words.lines(contact.violence, second=False),
        ambulance=words.ambulance(contact, second=True),
        sources=words.sources_of(rules.knowledge, flag.because.sources + act.card.sources),
    )


ROUTES: Routes = {
    ("GET", "/learn"): front,
    ("GET", "/learn/topic"): topic_page,
    ("GET", "/learn/item"): item_page,
    ("GET", "/learn/source"): source_page,
    ("GET", "/learn/search"): search_page,
    ("GET", "/learn/support"): support_page,
}
