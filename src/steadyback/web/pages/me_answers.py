"""What she tells about herself in three-way answers: conditions that matter to the moves, limits, her history.

An answer cannot be emptied again: a later one takes its place, and "not sure" counts as the careful one does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.care.tell import tell
from steadyback.engine.left_out import asked_conditions, left_out
from steadyback.journal.instant import day_of
from steadyback.knowledge.model import Citation
from steadyback.vocabulary.timing import LAST_PREGNANT_WEEK
from steadyback.web.after_a_loss import NAMES_A_BABY, QUESTIONS, sources_for
from steadyback.web.dates import full_day
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.pages.under_me import under_me

_ANSWERS = ("yes", "no", "unsure")
_WORRYING = ("yes", "unsure")
#: What a measure is called that tells in which week of a pregnancy the pain began (row p-041).
FIRST_WEEK = "pain-first-week"
_PAGES = ("conditions", "limits", "history")
#: Answers that serve two questions: what is told of one is told of the other.
ONE_FACT = {"scr-pp-severe-tear": ("lim-severe-tear",), "lim-severe-tear": ("scr-pp-severe-tear",)}
#: Told on the page about where she is, with the birth.
_TOLD_WITH_THE_BIRTH = ("baby-premature-or-ill",)


class Question(NamedTuple):
    """One three-way question: why it is asked, what her answer does, and what she told."""

    id: str
    question: str
    why: str
    answer: str
    does: str = ""
    is_private: bool = False


def _show(request: Request, state: State, rules: Rules, _stamps: Iterator[Stamp], _now: datetime) -> Reply:
    return Reply(_page(request, state, rules))


def _page(
    request: Request,
    state: State,
    rules: Rules,
    *,
    faults: Mapping[str, str] | None = None,
    first_week: str | None = None,
) -> str:
    name = request.path.rpartition("/")[2]
    questions, sources = _questions(name, state, rules)
    is_again = request.told("again") == "1"
    return under_me(
        "me_answers.html",
        _TITLES[name],
        page=name,
        again=is_again,
        questions=[one for one in questions if not one.is_private],
        private=[one for one in questions if one.is_private],
        picked={one.id: one.answer for one in questions if not is_again or one.answer in _WORRYING},
        first_week=first_week if first_week is not None else _first_week(state),
        faults=dict(faults or {}),
        told=_told_last(state, [one.id for one in questions]),
        is_loss=state.timing.is_loss,
        sources=sources_for(state, rules, sources),
    )


def _first_week(state: State) -> str:
    """The week of pregnancy in which the pain began, as she told it last; empty when she has not."""
    told = [one for one in state.diary.of("measure") if one.body["what"] == FIRST_WEEK]
    value = told[-1].body.get("value") if told else None
    return "" if value is None else str(value)


_TITLES = {"conditions": "Safe to move?", "limits": "What limits you", "history": "Your history"}


def _tell(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], _now: datetime) -> Reply:
    name = request.path.rpartition("/")[2]
    asked = _questions(name, state, rules)[0]
    given = {one.id: request.told(one.id) for one in asked if request.told(one.id) in _ANSWERS}
    if name == "conditions" and request.told("rest") == "no":  # a yes of hers is taken back by picking No, never so
        given = {one.id: "no" for one in asked if one.answer not in _WORRYING} | given
    given |= {other: answer for one, answer in given.items() for other in ONE_FACT.get(one, ())}
    made = [tell(next(stamps), "facts", {"answers": given})] if given else []
    week = request.told("first_week")
    if name == "history" and week != _first_week(state):
        if week and not (week.isascii() and week.isdigit() and int(week) <= LAST_PREGNANT_WEEK):
            faults = {"first_week": f"Give whole weeks from 0 to {LAST_PREGNANT_WEEK}, or leave it empty."}
            return Reply(_page(request, state, rules, faults=faults, first_week=week[:40]), 422)
        made.append(tell(next(stamps), "measure", {"what": FIRST_WEEK, "value": int(week) if week else None}))
    return Reply(entries=tuple(made), see="/me?saved=answers" if made else f"/me/{name}")


def _questions(name: str, state: State, rules: Rules) -> tuple[list[Question], list[Citation]]:
    found = {"conditions": _conditions, "limits": _limits, "history": _history}[name](state, rules)
    return [question for question, _ in found], [citation for _, cited in found for citation in cited]


_Asked = Iterable[tuple[Question, tuple[Citation, ...]]]


def _conditions(state: State, rules: Rules) -> list[tuple[Question, tuple[Citation, ...]]]:
    asked = asked_conditions(rules.knowledge, rules.naming, state.her)
    holding = dict(asked.ask_first)
    found = []
    for name in asked.asked:
        item = rules.knowledge.contraindication[name]
        found.append((_question(name, item.question, "", state, holding.get(name, "")), item.card.sources))
    return found


def _limits(state: State, rules: Rules) -> list[tuple[Question, tuple[Citation, ...]]]:
    does = {one.finding: one.in_words for one in left_out(rules.knowledge, rules.naming, state.her)}
    return _findings("limit", state, rules, does)


def _history(state: State, rules: Rules) -> list[tuple[Question, tuple[Citation, ...]]]:
    found = [one for one in _findings("profile", state, rules, {}) if one[0].id not in _TOLD_WITH_THE_BIRTH]
    for name, flag in sorted(rules.knowledge.red_flag.items()):
        if flag.asked == "profile" and flag.question and not flag.in_parts and flag.windows.is_open(state.timing):
            question = _question(name, flag.question, flag.because.text, state)
            found.append((question._replace(is_private=flag.is_private), flag.card.sources))
    return found


def _findings(
    about: str, state: State, rules: Rules, does: dict[str, str]
) -> list[tuple[Question, tuple[Citation, ...]]]:
    return [
        (_question(name, item.question, item.why_asked or "", state, does.get(name, "")), item.card.sources)
        for name, item in sorted(rules.knowledge.finding.items())
        if item.about == about
        and item.answer == "yes-no"
        and item.windows.is_open(state.timing)
        and not (item.about_baby and state.timing.is_loss)
    ]


def _question(name: str, question: str, why: str, state: State, does: str = "") -> Question:
    answer = state.facts.answers.get(name)
    if state.timing.is_loss:
        question = QUESTIONS.get(name, question)
        why = "" if NAMES_A_BABY.search(why) else why
        does = "" if NAMES_A_BABY.search(does) else does
    return Question(name, question, why, answer.slug if answer is not None else "", does)


def _told_last(state: State, names: list[str]) -> str:
    """The day she answered any of these last, in words; empty when she has not."""
    days = [
        day_of(one.entry.at) for one in state.diary.of("facts") if any(name in one.body["answers"] for name in names)
    ]
    return full_day(max(days), state.day) if days else ""


ROUTES: Routes = {
    **{("GET", f"/me/{name}"): _show for name in _PAGES},
    **{("POST", f"/me/{name}"): _tell for name in _PAGES},
}
