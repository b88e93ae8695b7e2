"""Where everything has its place: every row of the two founding articles and every item, on the pages as drawn.

Nothing here is written by hand: people of every stage are made up, every page that links lead them to is drawn, and
an item's place is where its own words stand, where a control asks for it, or where its timer runs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from markupsafe import escape

from steadyback.care.rules import Rules, rules_of
from steadyback.care.state import State, state_of
from steadyback.cli.amina import diary_of_amina
from steadyback.cli.reach import reach
from steadyback.journal.entry import Entry
from steadyback.knowledge.card import Card, Citation, Statement
from steadyback.knowledge.catalogue import row_of
from steadyback.knowledge.condition import findings_of
from steadyback.knowledge.model import KINDS, Contraindication, Exercise, Knowledge, RedFlag, Rung, Source

#: The day on which the made-up people open their pages. Any day would do; it never changes, nor does the table.
DAY = date(2026, 11, 21)
DUTIES = ("asked", "shown", "timed", "held", "judged", "logged", "reminded", "cited")
#: Fields of an item that are not for her eyes, or name other items.
_NOT_READ = {"note", "conflict", "points_to", "examples", "card", "because_of", "figures", "url", "reference", "family"}
_CONTROL = re.compile(r'<(?:input|select|textarea)[^>]*? name="([a-z0-9-]+)"')
_VALUE = re.compile(r'<(?:input|option)[^>]*? value="([a-z0-9-]+)"')
_DRAWING = re.compile(r"<svg.*?</svg>", re.DOTALL)
_SHORTEST = 12
#: Pages of one thing each, which only two people open: the others have the same ones.
ONE_BY_ONE = ("/learn/item", "/learn/source", "/diary/entry", "/diary/day")
OPENS_EVERYTHING = ("31 weeks", "4 weeks after a birth (caesarean)")
_MOST_PLACES = 4

Places = dict[str, dict[str, list[str]]]


class Told(NamedTuple):
    """A made-up person: who she is, in words, and her state."""

    who: str
    state: State


_PREGNANT = (7, 15, 24, 31, 38)
_AFTER = ((1, "vaginal"), (4, "caesarean"), (12, "caesarean"), (16, "vaginal"))
_LOSS, _NOTHING = "after a loss", "nothing told"


def people_in_words() -> list[str]:
    """Who the made-up people are."""
    after = [f"{weeks} weeks after a birth ({birth})" for weeks, birth in _AFTER]
    return [*(f"{weeks} weeks" for weeks in _PREGNANT), *after, _LOSS, _NOTHING]


def diaries() -> list[list[Entry]]:
    """Their diaries, in the order of ``people_in_words``."""
    found = [diary_of_amina(DAY, weeks=weeks, after_birth=None, birth="vaginal") for weeks in _PREGNANT]
    found += [diary_of_amina(DAY, weeks=0, after_birth=weeks, birth=birth) for weeks, birth in _AFTER]
    last = found[1][-1]
    loss = last._replace(id="0" * 8 + last.id[8:], kind="loss", body={"on": str(DAY)})
    return [*found, [*found[1], loss], []]


def people(rules: Rules) -> list[Told]:
    """People of every stage, in the order of ``people_in_words``."""
    now = datetime.fromisoformat(f"{DAY}T12:00:00+00:00")
    told = zip(people_in_words(), diaries(), strict=True)
    return [Told(who, state_of(entries, rules, now)) for who, entries in told]


def places(knowledge: Knowledge) -> Places:
    """For each item, by duty, the pages on which it has its place."""
    rules = rules_of(knowledge)
    now = datetime.fromisoformat(f"{DAY}T12:00:00+00:00")
    bodies: dict[str, list[str]] = defaultdict(list)
    for told in people(rules):
        shut = () if told.who in OPENS_EVERYTHING else ONE_BY_ONE
        for address, reply in reach(told.state, rules, now, leave_out=shut).items():
            if reply.status == 200:
                name, body = _page_name(address), _DRAWING.sub("", reply.body)
                if body not in bodies[name]:
                    bodies[name].append(body)
    pages = {name: "\n".join(texts) for name, texts in sorted(bodies.items())}
    return _found_on(knowledge, pages)


def _page_name(address: str) -> str:
    """The page without the part of its address that is only about her diary."""
    parts = urlsplit(address)
    query = parse_qs(parts.query)
    told = next((f"?{key}={query[key][0]}" for key in ("name", "id") if key in query), "")
    return parts.path + (told if parts.path.startswith(("/learn", "/move")) else "")


def _found_on(knowledge: Knowledge, pages: dict[str, str]) -> Places:
    found: Places = {name: {duty: [] for duty in DUTIES} for _, name, _ in items_of(knowledge)}
    asked = {name: set(_CONTROL.findall(text)) for name, text in pages.items()}
    logged = {name: set(_VALUE.findall(text)) | asked[name] for name, text in pages.items()}
    signs = {sign.id: sign for group in knowledge.check_group.values() for sign in group.signs}
    stands_for: dict[str, set[str]] = defaultdict(set)
    for sign in signs.values():
        for name in sign.asks:
            stands_for[name].add(sign.id)
    cited, judged_in = _citations(knowledge), _judged_in(knowledge)
    for kind, name, item in items_of(knowledge):
        words = [str(escape(text)) for text in _words(item)]
        own = found[name]
        names = {name} | stands_for[name]
        for page, text in pages.items():
            if not _may_stand_on(page, kind, name):
                continue
            is_diary = page.startswith(("/diary", "/move", "/today"))
            if names & asked[page] and not is_diary:
                own["asked"].append(page)
            if is_diary and name in logged[page]:
                own["logged"].append(page)
            if page.startswith("/me/reminders") and name in logged[page]:
                own["reminded"].append(page)
            if any(word in text for word in words) or f'id="{name}"' in text:
                own["shown"].append(page)
                if _is_timed(item) and (page in ("/now", f"/move?id={name}")):
                    own["timed"].append(page)
        if isinstance(item, Contraindication) or (kind == "finding" and item.about == "limit"):
            own["held"].append("what the moves and the ladder offer")
        if isinstance(item, RedFlag):
            own["judged"].append("the check")
        own["judged"] += [f"in {flag}" for flag in judged_in.get(name, ())]
        if isinstance(item, Source) and cited.get(name):
            own["cited"].append(f"{cited[name]} items")
        if kind == "check-group" and {sign.id for sign in item.signs} & asked.get("/now", set()):
            own["asked"].append("/now")
    return found


def _may_stand_on(page: str, kind: str, name: str) -> bool:
    """Whether a page is a place of this item: what only names it (another item's page, a source's list) is not."""
    if page.startswith("/learn/item?id="):
        return page == f"/learn/item?id={name}"
    return not page.startswith("/learn/source?id=") or (kind == "source" and page == f"/learn/source?id={name}")


def _is_timed(item: Any) -> bool:
    if isinstance(item, Rung):
        return item.dose.timer is not None
    return isinstance(item, Exercise) and any(
        dose and dose.timer for dose in (item.dose, *(form.dose for form in item.forms))
    )


def items_of(knowledge: Knowledge) -> Iterator[tuple[str, str, Any]]:
    """Every item that has a place on a page: kind, id, item. The lexicon of her own words is read with, never shown."""
    for kind, _, _ in KINDS:
        if kind == "own-words":
            continue
        for name, item in getattr(knowledge, kind.replace("-", "_")).items():
            yield kind, name, item


def _citations(knowledge: Knowledge) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for _, _, item in items_of(knowledge):
        for source in {citation.source for citation in _all_of(item, Citation)}:
            counts[source] += 1
    return counts


def _judged_in(knowledge: Knowledge) -> dict[str, list[str]]:
    """For each finding the red flags whose rules read it."""
    found: dict[str, list[str]] = defaultdict(list)
    for flag in knowledge.red_flag.values():
        for name in sorted({name for rule in flag.rules for name in findings_of(rule.when)} - {flag.card.id}):
            found[name].append(flag.card.id)
    return found


def _all_of(value: Any, shape: type) -> Iterator[Any]:
    if isinstance(value, shape):
        yield value
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for part in value:
            yield from _all_of(part, shape)


def _words(item: Any) -> list[str]:
    """What of an item she can read: statements first, then whole sentences of its other fields, then its title."""
    found = [statement.text for statement in _all_of(item, Statement)]
    for field in item._fields:
        value = getattr(item, field)
        if field not in _NOT_READ and isinstance(value, str) and len(value) >= _SHORTEST:
            found.append(value)
    if isinstance(item, Source):
        found.append(item.short)
    found.append(item.card.title)
    return [text for text in found if len(text) >= _SHORTEST or isinstance(item, Source)]


# --- the table -------------------------------------------------------------------------------------------------------

_HEADER = """# Where everything has its place

Generated by `steadyback content coverage --out docs/coverage.md`: people of every stage are made up, every page that
links lead them to is drawn, and an item's place is where its own words stand (shown), where a control asks for it
(asked), where its timer runs (timed), where it holds something back (held), whose rules read it (judged; what no
control asks for by itself is asked by a sign of the check that stands for more, or told by file), where it can be
written down (logged) or be reminded of (reminded). A source is cited, and has a page of its own. Do not edit.

"""


def table(knowledge: Knowledge) -> str:
    """The whole page ``docs/coverage.md``."""
    found = places(knowledge)
    return _HEADER + "\n".join([*_rows(knowledge, found), *_ids(knowledge, found)]) + "\n"


def without_a_place(found: Places) -> list[str]:
    """The items that have none."""
    return sorted(name for name, duties in found.items() if not any(duties.values()))


def _rows(knowledge: Knowledge, found: Places) -> Iterator[str]:
    by_row: dict[str, list[str]] = defaultdict(list)
    for _, name, item in items_of(knowledge):
        card: Card = item.card
        for row in card.covers:
            by_row[row].append(name)
    yield "## Rows of the two founding articles"
    yield ""
    yield f"{len(by_row)} rows. `s-` is the article on spasms, `p-` the one on back pain after birth."
    yield ""
    yield "| row | items | places |"
    yield "| --- | --- | --- |"
    for row, names in sorted(by_row.items()):
        together: dict[str, list[str]] = {duty: [] for duty in DUTIES}
        for name in names:
            for duty, pages in found[name].items():
                together[duty] += pages
        yield f"| {row} | {', '.join(names)} | {_in_words(together)} |"
    yield ""


def _ids(knowledge: Knowledge, found: Places) -> Iterator[str]:
    yield "## Items"
    yield ""
    yield f"{len(found)} items, {len(without_a_place(found))} without a place."
    for kind, _, _ in KINDS:
        yield ""
        yield f"### {kind}"
        yield ""
        yield "| id | title | places |"
        yield "| --- | --- | --- |"
        for own, name, item in items_of(knowledge):
            if own == kind:
                yield f"| {name} | {row_of(item, kind).title.replace('|', '/')} | {_in_words(found[name])} |"


def _in_words(duties: dict[str, list[str]]) -> str:
    return "; ".join(f"{duty}: {_few(pages)}" for duty, pages in duties.items() if pages) or "none"


def _few(pages: Iterable[str]) -> str:
    """The first few pages, those with a name of their own before the page of the one item."""
    every = sorted(dict.fromkeys(pages), key=lambda page: (page.startswith("/learn/item"), page))
    more = f" and {len(every) - _MOST_PLACES} more" if len(every) > _MOST_PLACES else ""
    return ", ".join(every[:_MOST_PLACES]) + more
