"""A stub of a new item: a YAML file in which every field is a question, which the check refuses until answered.

The fields come from the annotations of the model; only the questions are written here.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from steadyback.knowledge import condition as language
from steadyback.knowledge.model import KINDS, Card, Cell, Citation, Example, Statement
from steadyback.knowledge.reading_node import OPEN_QUESTION
from steadyback.vocabulary.timing import Windows
from steadyback.vocabulary.urgency import Urgency

#: Fields that only a clinician, or a later day, fills.
LEFT_OUT = ("id", "status", "signed_off_by", "retired_on", "replaced_by")
_LAST = ("sources", "marks", "covers", "note", "examples", "reviewed_on", "review_by")
#: Questions by field, or by shape and field where a field means different things in different shapes.
QUESTIONS = {
    "title": "What is it called, in a few plain words?",
    "reviewed_on": "On which day did you look at it, such as 2026-11-21?",
    "review_by": "By which day must it be looked at again: six months on for red flags and medicines, else a year?",
    "covers": "Which rows of the two founding articles does it answer, such as s-080?",
    "marks": "Is it our own careful decision (P), or still to be verified (V)?",
    "note": "What should the next editor know: a conflict, a choice, why?",
    "sources": "Which source says so: its id?",
    "place": "Where in it: a section, list, table or the abstract?",
    "windows": "When does it apply?",
    "question": "What do you ask her, in one plain sentence that yes, no or not sure answers?",
    "family": "Which family is it of, such as nerves, bleeding, fever, combination?",
    "rules": "When does it count, and how soon?",
    "Rule.urgency": "How soon does she need care?",
    "when": "Which finding ids must be yes: one id, {any: [a, b]}, {all: [a, b]}?",
    "route": "Where does she go: EMS, ED, MAT, EPU, GP, MW, MH, POISON, PHARM, PHYSIO, HAEM, IPV?",
    "because": "Why does it matter to her: “This can be a sign of …”?",
    "say": "What can she say on the phone, in her own person?",
    "points_to": "What may it point to, for the clinician?",
    "asked": "When is it asked?",
    "outside": "What does a yes at any other time mean?",
    "same_as": "Which other item's question answers this one too?",
    "meanwhile": "What can she do while help comes?",
    "pauses_ladder": "Does a review of this one also hold the ladder?",
    "in_parts": "Do its parts, each asked by itself, say all of it?",
    "asked_unless_no": "Which fact about her, once she has said no to it, makes this needless to ask?",
    "about_baby": "Is it about a living baby, so that it is never asked or shown after a loss?",
    "is_private": "Is it asked only when she is alone?",
    "conflict": "Where do sources disagree, and which one is followed?",
    "examples": "Which case shows it?",
    "name": "Which case is it: fires, near-miss, unanswered or also?",
    "stage": "Is she pregnant or after birth?",
    "weeks": "How many completed weeks is it?",
    "day": "Which day of that week, 0 to 6?",
    "answers": "Which finding id?",
    "fires": "Does this red flag fire then?",
    "Example.urgency": "How soon is it then?",
    "why": "Why is that so?",
    "number": "What is its number?",
    "kind": "What kind of document is it: guideline, trial, review, patient information?",
    "checked": "How much of it was read: SEEN, only by way of another page (2ND), or only its NAME?",
    "reference": "What is the full reference?",
    "short": "What short name could she read?",
    "url": "Where is it on the web?",
    "read_part": "Which part was read?",
    "answer": "Is the answer yes or no, or a number?",
    "why_asked": "Why do we ask her?",
    "about": "Is it about now, about herself (profile), or something that limits her?",
    "presumed": "Is it taken as a yes until she says no?",
    "least": "What is the smallest number that can be right?",
    "most": "What is the largest number that can be right?",
    "unit": "In which unit?",
    "order": "Which screen of the check is it, counted from 1?",
    "lead": "What stands above the signs?",
    "signs": "Which sign?",
    "id": "Which id does it bear, in small letters and hyphens?",
    "words": "What are the words?",
    "Sign.words": "What does she see, in at most 14 plain words?",
    "asks": "Which finding ids does a yes answer?",
    "only_if": "Only if what: the id of a fact about herself?",
    "only_after": "Is it only for after a caesarean?",
    "only_in_windows": "Is it never to be shown at another time, not even as something for later?",
    "calmer_moves": "Which exercises does the calmer action ask for?",
    "moves": "Which exercises does it ask for, so that it waits while one of them is held?",
    "read_with": "Which items hold warnings that must stand wherever this one does?",
    "is_first": "Does it stand first, right after the stops?",
    "Trigger.place": "Where does it happen?",
    "explain": "What helps her to answer?",
    "after_loss": "And after a loss: same, hidden, or instead of a hidden one?",
    "Trigger.why": "Why can it set a spasm off?",
    "action": "What is the quick thing to do about it?",
    "log_words": "How does she find it in the log?",
    "holds": "When is it not offered?",
    "instead": "What can she do instead?",
    "Hold.because": "Why not, in words for her?",
    "role": "What is it: words for a finding, or for a fact about her (context)?",
    "means": "Which finding ids do the words mean?",
    "phrases": "How do people say it: words, (a|b), {group}, a ~ b, a & b?",
    "stays": "Does it matter even when it has passed, such as a faint?",
    "instead_of": "Which findings would the same words mean, and here do not?",
    "is_thought": "Is the thought itself the finding, so that to suppose it is to say it?",
    "texts": "Which text shows it?",
    "text": "What might somebody write?",
    "gives": "What is it then: present, denied, past, hypothetical, someone-else, unsure or nothing?",
    "is_spelt": "Is it spelt as in a book?",
    "calmer_action": "What is the calmer thing to do, until she is cleared?",
    "may": "What may she do?",
    "never": "What should she never do?",
    "evidence": "How good is the evidence, honestly?",
    "minutes": "How many minutes?",
    "hand_over": "What is for her clinician to decide?",
    "is_hard_stop": "Does it stand before anything else?",
    "topic": "What is it about?",
    "says": "What does it say?",
    "of_whom": "Who was counted, if there is a number?",
    "on_request": "Is it shown only if she asks for it?",
    "Habit.place": "Where does she do it?",
    "effect": "Does it shut the exercises (block), or ask for a clinician's yes (ask-first)?",
    "Contraindication.says": "What do we tell her?",
    "before_window": "And earlier in pregnancy?",
    "red_flags": "Which red flags does it raise?",
    "forms": "In which ways can it be done?",
    "dose": "How much?",
    "Dose.words": "How much is it, in words?",
    "timer": "How is it timed?",
    "position": "In which position?",
    "steps": "What does she do, one short step a line?",
    "figures": "Which poses of the figure, in order?",
    "needs_one_leg": "Does she stand on one leg?",
    "in_step": "Which pose goes with each cue?",
    "cues": "What is said at each beat?",
    "Cue.say": "What is said?",
    "seconds": "For how many seconds?",
    "breath": "Which breath goes with it?",
    "cycles": "How many times?",
    "sets": "How many sets?",
    "rest_seconds": "How many seconds of rest between sets?",
    "sides": "On how many sides: 1 or 2?",
    "change_seconds": "How many seconds to change sides?",
    "ready_seconds": "How many seconds to get ready?",
    "after": "What comes once at the end?",
    "Exercise.breath": "How does she breathe?",
    "stop": "When does she stop: “Stop if …”?",
    "grid": "Who may do it: yes, altered or no?",
    "easier": "How is it easier?",
    "harder": "How is it harder?",
    "harder_needs": "What must be so before the harder one?",
    "alternative": "What else can she do?",
    "alternative_exercise": "Which exercise can she do instead?",
    "is_strength": "Is it strength work?",
    "needs_clearance": "After birth, does it wait for a clinician's yes?",
    "in_routine": "Is it part of the daily routine?",
    "easier_form": "Which form is the easier one?",
    "cue": "What is said when it begins?",
    "exercises": "Which exercises?",
    "methods": "Which care methods?",
    "before": "What must she see before the timer starts?",
    "country": "Which country?",
    "language": "In which language, such as en?",
    "emergency": "Which emergency number?",
    "maternity_words": "What do we say about her maternity unit?",
    "urgent": "Which number for advice that cannot wait?",
    "urgent_words": "What do we say about it?",
    "crisis": "Which number in a crisis of the mind?",
    "violence": "Which number when somebody hurts her?",
    "poison": "Which number for a poisoning?",
    "caution": "What should she check?",
    "Phone.number": "Which number, in quotes?",
    "Phone.checked": "Was it seen in a page (C), or is it general knowledge (U)?",
    "by_text": "Is it reached by text message?",
}
OPEN_KEY = f'"{OPEN_QUESTION}'
_WINDOW = "{}: all, never, or weeks such as {{from: 20, to: 36}}?"


def folder_of(kind: str) -> str:
    """The folder in which items of ``kind`` live. KeyError when there is no such kind."""
    return {name: folder for name, folder, _ in KINDS}[kind]


def stub_of(kind: str, name: str) -> str:
    """The text of a new file for the item ``name``."""
    shape = next(each for known, _, each in KINDS if known == kind)
    article = "an" if kind[0] in "aeiou" else "a"
    lines = [
        f"# This will be {article} {kind.replace('-', ' ')}. Write an answer over each question.",
        "# Lines that say “optional” may go.",
        "# `steadyback content check` names the questions that are still open.",
        f"id: {name}",
        *_fields(shape, 0),
    ]
    return "\n".join(lines) + "\n"


def fields_of(shape: type) -> list[tuple[str, Any, bool]]:
    """Name, annotation and whether it may be left out, for every field that an editor fills, in a kind order."""
    found: list[tuple[str, Any, bool]] = []
    defaults: dict[str, Any] = shape._field_defaults  # type: ignore[attr-defined]
    for name, hint in get_type_hints(shape).items():
        if hint is Card:
            found += [field for field in fields_of(Card) if field[0] not in LEFT_OUT]
        else:
            found.append((name, hint, name in defaults and name != "sources"))
    return sorted(found, key=lambda field: _LAST.index(field[0]) if field[0] in _LAST else -1)


def question_for(shape: type, name: str) -> str:
    """The question for one field. KeyError when nobody wrote one."""
    return QUESTIONS.get(f"{shape.__name__}.{name}") or QUESTIONS[name]


def _fields(shape: type, indent: int) -> Iterator[str]:
    for name, hint, is_optional in fields_of(shape):
        question = ("(optional) " if is_optional else "") + question_for(shape, name)
        if shape is Card or name != "examples":
            yield from _field(name, hint, question, indent)
        else:
            yield f"{' ' * indent}examples:"
            for case in ("fires", "near-miss", "unanswered"):
                yield from _example(case, indent + 2)


def _example(case: str, indent: int) -> Iterator[str]:
    fixed = ("name:", "fires:", "day:")
    lines = [line for line in _fields(Example, indent + 2) if not line.strip().startswith(fixed)]
    yield f"{' ' * indent}- name: {case}"
    yield f"{' ' * (indent + 2)}fires: {'true' if case == 'fires' else 'false'}"
    if case == "unanswered":
        lines = [line for line in lines if not line.strip().startswith(OPEN_KEY)]
        lines = [line if line.strip() != "answers:" else f"{line} {{}}" for line in lines]
    yield from (line for line in lines if case == "fires" or not line.strip().startswith("urgency:"))


def _field(name: str, hint: Any, question: str, indent: int) -> Iterator[str]:
    space = " " * indent
    if get_origin(hint) in (Union, types.UnionType):
        inner = next(part for part in get_args(hint) if part is not type(None))
        hint = str if inner is language.Is else inner
    if hint is Windows:
        yield f"{space}{name}:"
        optional = "(optional, all of it) " if question.startswith("(optional)") else ""
        yield f'{space}  pregnant: {OPEN_KEY}{optional}{_WINDOW.format("While pregnant")}"'
        yield f'{space}  postpartum: {OPEN_KEY}{optional}{_WINDOW.format("After birth")}"'
    elif get_origin(hint) is tuple:
        yield from _list(name, get_args(hint)[0], question, indent)
    elif get_origin(hint) is dict:
        yield f"{space}{name}:"
        keys = get_args(get_args(hint)[0]) or (f'{OPEN_KEY}{question}"',)
        value = question if get_args(get_args(hint)[0]) else "yes, no or unsure?"
        yield from (f'{space}  {key}: {OPEN_KEY}{value}"' for key in keys)
    elif hasattr(hint, "_fields") and hint is not Statement:
        yield f"{space}{name}:"
        yield from _fields(hint, indent + 2)
    else:
        yield f'{space}{name}: {OPEN_KEY}{question}{_choices(hint, question)}"'


def _list(name: str, inner: Any, question: str, indent: int) -> Iterator[str]:
    space = " " * indent
    yield f"{space}{name}:"
    if inner is Citation:
        yield f'{space}  {OPEN_KEY}{question}": {OPEN_KEY}{QUESTIONS["place"]}"'
    elif hasattr(inner, "_fields") and inner not in (Statement, Cell):
        lines = list(_fields(inner, indent + 4))
        yield f"{space}  - {lines[0].strip()}"
        yield from lines[1:]
    else:
        yield f'{space}  - {OPEN_KEY}{question}{_choices(inner, question)}"'


def _choices(hint: Any, question: str) -> str:
    """The words to choose from, unless the question names them."""
    words: tuple[str, ...] = ()
    if get_origin(hint) is Literal:
        words = get_args(hint)
    elif hint is Urgency:
        words = ("emergency", "same-day", "review", "watch")
    elif hint is bool:
        words = ("true", "false")
    missing = [word for word in words if word not in question]
    return f" One of: {', '.join(words)}" if missing else ""
