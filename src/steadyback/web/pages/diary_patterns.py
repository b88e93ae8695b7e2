"""Patterns in her days: what stands out, what may, what shows no link, what needs more days. Words, then plots."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from markupsafe import Markup

from steadyback.care.factors import factor_words
from steadyback.care.patterns_of_her_days import LOAD_SPIKE, SPIKE_WORDS
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.engine.patterns.result import Label
from steadyback.web import pattern_words as words
from steadyback.web.after_a_loss import OF_A_CHILD
from steadyback.web.dates import sentence, short_day
from steadyback.web.diary_days import stage_marks, stage_words
from steadyback.web.exchange import Page, Reply, Request
from steadyback.web.found_patterns import (
    LABEL_WORDS,
    LABELS,
    Findings,
    Found,
    days_known,
    interval_of,
    shown_label,
)
from steadyback.web.load_days import load_days
from steadyback.web.pattern_days import SHOWN, DayLink, days_with, link_to
from steadyback.web.plots_forest import ForestRow, days_bar, days_of, forest, glyph
from steadyback.web.plots_helps import HelpRow, chance_of, helps
from steadyback.web.plots_load import load
from steadyback.web.rendering import render

#: What each group is called, and what is said when the first of them is empty.
_TITLES: Final[Mapping[Label, str]] = {
    "likely": "What stands out",
    "possible": "What may go with a spasm",
    "none-seen": "What shows no link",
    "too-few-days": "What needs more days",
}
_NOTHING_STANDS_OUT: Final = "Nothing stands out so far. That is worth knowing too."
#: What is derived from her days too, so that the words of the list would say too much.
_DERIVED: Final[Mapping[str, str]] = {LOAD_SPIKE: SPIKE_WORDS}

Find = Callable[[State, Rules], Findings]
FindHelps = Callable[[State, Rules], Sequence[HelpRow]]


class PatternRow(NamedTuple):
    """One factor on the page. ``says`` stands open, ``more`` is folded; ``days``: the newest of ``of_days`` with it."""

    name: str
    label: str
    mark: Markup
    says: str
    interval: str
    more: str
    days: list[DayLink]
    of_days: int


class PatternGroup(NamedTuple):
    """The factors of one label."""

    label: Label
    title: str
    rows: list[PatternRow]


def patterns_page(
    state: State,
    rules: Rules,
    found: Findings,
    tried: Sequence[HelpRow] = (),
    names: Mapping[str, str] | None = None,
) -> str:
    """The page of what was ``found`` in her days and of what she ``tried``.

    ``names``: other words for some factors, by id, such as for one that was derived and stands in no list.
    """
    named = [(_name(one, state, rules, names or {}), one) for one in found.factors]
    kept = [(name, one) for name, one in named if _may_be_said(one.id, name, state, rules)]
    ordered = sorted(kept, key=_place)
    helped = [row for row in tried if row.tried > 0 and not (state.timing.is_loss and OF_A_CHILD.search(row.name))]
    groups = _groups(ordered, state) if found.days_told else []
    numbered = sum(interval_of(one) is not None for _, one in ordered)
    return render(
        "diary_patterns.html",
        tab="diary",
        is_empty=not found.days_told,
        is_loss=state.timing.is_loss,
        is_part_left_out=len(kept) < len(named),
        lead=words.whole_words(found),
        span=_span(found, state.day),
        groups=groups,
        nothing_stands_out="" if any(group.label == "likely" for group in groups) else _NOTHING_STANDS_OUT,
        has_numbers=numbered > 0,
        many=words.many_words(numbered),
        is_any_possible=any(group.label == "possible" for group in groups),
        plot=forest([ForestRow(sentence(name), one, words.short_numbers(one)) for name, one in ordered])
        if numbered
        else None,
        table=[(sentence(name), words.short_numbers(one) or "too few days yet") for name, one in ordered],
        odds=words.ODDS,
        helps=_helps(helped),
        load=_load(state) if found.days_told else None,
        what_to_do=words.WHAT_TO_DO,
    )


def page_with(find: Find, find_helps: FindHelps | None = None, names: Mapping[str, str] | None = None) -> Page:
    """The page for a route: ``find`` reads her patterns, ``find_helps`` what helped, each time anew."""

    def page(_request: Request, state: State, rules: Rules, _stamps: Iterator[Stamp], _now: datetime) -> Reply:
        tried = find_helps(state, rules) if find_helps else ()
        return Reply(patterns_page(state, rules, find(state, rules), tried, names))

    return page


def _name(found: Found, state: State, rules: Rules, names: Mapping[str, str]) -> str:
    known = {**_DERIVED, **names}
    return known.get(found.id) or factor_words(found.id, state, rules.knowledge)


def _may_be_said(name: str, said: str, state: State, rules: Rules) -> bool:
    """After a loss nothing here names a baby: neither a trigger of ours nor one in her own words."""
    if not state.timing.is_loss:
        return True
    trigger = rules.knowledge.trigger.get(name)
    return not (trigger and trigger.about_baby) and not OF_A_CHILD.search(said)


def _place(pair: tuple[str, Found]) -> tuple[int, float, str]:
    """By label; what has numbers by how far from no difference, the rest by how near it is to enough days."""
    name, one = pair
    label, ends = shown_label(one), interval_of(one)
    if ends is None:
        have = days_known(one)
        return LABELS.index(label), -have / (have + one.more_days) if one.more_days else 1.0, name
    return LABELS.index(label), -max(ends[0], 1 / ends[0]), name


def _groups(ordered: Sequence[tuple[str, Found]], state: State) -> list[PatternGroup]:
    by_factor = days_with(state.diary, state.day)
    groups = []
    for label in LABELS:
        rows = [_row(name, one, by_factor.get(one.id, ()), state) for name, one in ordered if shown_label(one) == label]
        if rows:
            groups.append(PatternGroup(label, _TITLES[label], rows))
    return groups


def _row(name: str, found: Found, days: Sequence[date], state: State) -> PatternRow:
    label, interval = shown_label(found), words.interval_words(found)
    is_few = label == "too-few-days"
    return PatternRow(
        name=sentence(name),
        label=sentence(days_of(found)) if is_few else LABEL_WORDS[label],
        mark=days_bar(found) if is_few else glyph(label),
        says=f"{words.days_words(found, 'it' if is_few else name)} {words.link_words(found)}".rstrip(),
        interval=interval if label in ("likely", "possible") else "",
        more=f"{'' if label in ('likely', 'possible') else interval} {words.next_day_words(found)}".strip(),
        days=[link_to(state, on) for on in days[:SHOWN]],
        of_days=len(days),
    )


def _span(found: Findings, today: date) -> str:
    if found.first is None or found.last is None:
        return ""
    year = "" if found.first.year == found.last.year == today.year else f" {found.first.year}"
    last = "today" if found.last == today else short_day(found.last) + (f" {found.last.year}" if year else "")
    return f"{short_day(found.first)}{year} to {last}"


def _helps(rows: Sequence[HelpRow]) -> dict[str, object] | None:
    if not rows:
        return None
    told = [(sentence(row.name), words.helps_words(row)) for row in rows]
    label = "How often each thing helped. " + " ".join(f"{name}: {says}" for name, says in told)
    shown = [row._replace(name=sentence(row.name)) for row in rows]
    return {"rows": told, "plot": helps(shown, label), "has_chance": any(chance_of(row) for row in rows)}


def _load(state: State) -> dict[str, object] | None:
    days = load_days(state.diary, state.day)
    if not any(day.load is not None for day in days):
        return None
    says = words.load_words(days)
    on = [day.on for day in days]
    marked = stage_words(state, on)
    label = f"How much there was to do each day, {short_day(on[0])} to today. {says}{' ' + marked if marked else ''}"
    spikes = [short_day(day.on) + (", with a spasm" if day.has_spasm else "") for day in days if day.is_spike]
    return {
        "says": says,
        "marked": marked,
        "plot": load(days, label, (short_day(on[0]), "today"), stage_marks(state, on)),
        "spikes": spikes,
    }
