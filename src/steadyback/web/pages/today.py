"""Today: her week in one line, the routine that fits it, what to look out for, the next break and what is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from steadyback.care.breaks import Break, next_break
from steadyback.care.lookout import DAYS_BACK, Lookout, look_of, look_out
from steadyback.care.routine_today import moves_on, moves_wait, routine_today, spasm_since_the_check
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.care.take_back import may_take_back, undo
from steadyback.care.tell import tell
from steadyback.engine import safety
from steadyback.engine.beats import short_dose
from steadyback.engine.routine import Left, Move, Routine, timer_of
from steadyback.engine.shown import Look
from steadyback.journal.entry import Entry
from steadyback.journal.fold import Effective
from steadyback.knowledge.model import Habit
from steadyback.vocabulary.timing import Stage, Timing
from steadyback.web import words
from steadyback.web.clock import clock_note
from steadyback.web.dates import full_day
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.pages import today_due
from steadyback.web.pages.acute import paused_card, waits_for_her_words
from steadyback.web.pages.anew import foremost
from steadyback.web.rendering import render
from steadyback.web.week_line import week_line

Stamps = Iterator[Stamp]
#: What was done here and can be taken back here.
_CAN_UNDO = ("move", "break", "tick")
_BREAKS = ("sat-down", "up", "not-today")


def today_page(request: Request, state: State, rules: Rules, stamps: Stamps, now: datetime) -> Reply:
    """The page of the day."""
    routine = routine_today(state, rules, now)
    looking = look_of(state, rules)
    done = moves_on(state, now.date())
    rows = [_row(move, rules, done) | {"drawn": next(stamps).id} for move in routine.moves]
    return Reply(
        render(
            "today.html",
            title="Today",
            tab="today",
            sheets=["today"],
            scripts=["break"],
            day=full_day(now.date(), now.date()),
            heading=heading(state.timing),
            exact=_exact(state.timing),
            asks_week=not state.timing.is_known_to_the_week and not state.timing.is_loss,
            line=words.as_markup(week_line(state.timing)),
            noted=_noted(state, rules, request.told("noted")),
            paused=paused_card(state, rules) if routine.status == "paused" else None,
            **foremost(state, rules, here="/today"),
            clock=clock_note(state),
            check_first=_check_first(state, now) if routine.status == "check-first" else None,
            routine=routine,
            rows=rows,
            next_move=next((row for row in rows if not row["done"]), None),
            waiting=[rules.knowledge.exercise[name].card.title for name in routine.waiting],
            minutes=minutes_of(routine),
            left=_left(routine.left, rules),
            asks_conditions=any(left.because.startswith("We have not asked") for left in routine.left),
            lighter=_lighter(state, rules, now),
            routine_sources=_routine_sources(routine, state, rules),
            lookout=None if routine.status == "paused" else _lookout(look_out(state, rules, looking), state, rules),
            pause_from_sitting=None if routine.status == "paused" else _break(state, rules, looking, now),
            needs=today_due.needs(state, rules),
            due=today_due.due(state, rules, now),
            small=None if routine.status == "paused" else today_due.small_change(state, rules, looking),
        )
    )


def heading(timing: Timing) -> str:
    """Where she is, as the heading of the day. After a loss, and where nothing is known, it is only today."""
    if timing.is_loss or not timing.is_known_to_the_week:
        return "Today"
    days, is_exact = timing.first_day, timing.first_day == timing.last_day
    if timing.stage is Stage.PREGNANT:
        return f"Week {days // 7}, day {days % 7}" if is_exact else f"Week {days // 7}"
    if is_exact and days < 21:
        return f"{days} day{'' if days == 1 else 's'} after birth" if days else "The day of the birth"
    return f"{days // 7} weeks after birth"


def _exact(timing: Timing) -> str:
    """The week as a midwife writes it, such as ``31+2``; empty where the day is not known."""
    is_exact = timing.stage is Stage.PREGNANT and timing.first_day == timing.last_day
    return f"{timing.first_day // 7}+{timing.first_day % 7}" if is_exact else ""


def minutes_of(routine: Routine) -> int:
    """How long the routine takes, in whole minutes, rounded up."""
    return -(-routine.seconds // 60)


def _row(move: Move, rules: Rules, done: Mapping[str, Effective]) -> dict[str, Any]:
    exercise = rules.knowledge.exercise[move.exercise]
    form = next(form for form in exercise.forms if form.id == move.form)
    told, timer = done.get(move.exercise), timer_of(exercise, form)
    return {
        "id": move.exercise,
        "form": move.form,
        "title": exercise.card.title,
        "form_title": form.title if len(exercise.forms) > 1 else "",
        "dose": short_dose(timer) if timer else _first_sentence(move.dose.words.text),
        "how": " ".join(_first_sentence(line) + "." for line in (*move.how, *move.because)),
        "done": told.entry.id if told else None,
    }


def _first_sentence(text: str) -> str:
    """The first sentence of ``text``, without its full stop: the whole stands in the player."""
    return text.partition(". ")[0].rstrip(".")


def _check_first(state: State, now: datetime) -> str:
    """Why the check comes first, in one sentence."""
    if state.last_check is None:
        return "You have not been through the safety check yet. The moves wait for it."
    made = datetime.fromisoformat(state.last_check.at)
    if now - made >= timedelta(days=safety.CHECK_AGAIN_AFTER_DAYS):
        days = (now.date() - made.date()).days
        return f"The last safety check was {days} days ago. We ask it again after {safety.CHECK_AGAIN_AFTER_DAYS}."
    if waits_for_her_words(state):
        return "There is a question about something you wrote. The moves wait for your answer."
    if spasm_since_the_check(state) and not state.check_is_due:
        return "Your back has grabbed since your last safety check. The moves wait for a new one."
    return "Something has changed since your last safety check, or it was not finished. The moves wait for a new one."


def _left(left: tuple[Left, ...], rules: Rules) -> list[dict[str, Any]]:
    """What is left out, one line for each reason."""
    by_reason: dict[str, list[str]] = {}
    for one in left:
        by_reason.setdefault(one.because, []).append(rules.knowledge.exercise[one.exercise].card.title)
    return [{"because": because, "titles": titles} for because, titles in by_reason.items()]


def _lighter(state: State, rules: Rules, now: datetime) -> str | None:
    """The line of a day with a spasm."""
    if str(now.date()) not in state.diary.spasms_on:
        return None
    return rules.knowledge.habit["hab-lighter-day"].says[0].text


def _routine_sources(routine: Routine, state: State, rules: Rules) -> list[dict[str, str]]:
    items: list[Any] = [rules.knowledge.exercise[move.exercise] for move in routine.moves]
    why = [rules.knowledge.habit["rt-core"], rules.knowledge.fact["why-core"]]
    return words.sources_for(state, rules.knowledge, [one for item in (*why, *items) for one in item.card.sources])


def _lookout(found: Lookout | None, state: State, rules: Rules) -> dict[str, Any] | None:
    if found is None:
        return None
    item = found.trigger
    said = (*found.shown.says, *found.shown.why)
    return {
        "id": item.card.id,
        "title": item.card.title,
        "count": f"You noted it on {found.times} of the last {DAYS_BACK} days." if found.times else None,
        "is_hers": bool(found.times) and bool(state.spasms),
        "why": [statement.text for statement in found.shown.why],
        "action": " ".join(statement.text for statement in found.shown.says),
        "sources": words.sources_for(state, rules.knowledge, [one for statement in said for one in statement.sources]),
    }


def _break(state: State, rules: Rules, looking: Look, now: datetime) -> dict[str, Any]:
    """The next break, with every word of it written here: the script only moves the ring."""
    found = next_break(state, now)
    sitting = looking(rules.knowledge.trigger["trg-long-sitting"])
    standing = looking(rules.knowledge.trigger["trg-long-standing"])
    may_walk = not moves_wait(state) and not sitting.because
    return {
        "status": found.status,
        "minutes": found.minutes,
        "due": _millis(found.due),
        "now": _millis(now),
        "began": _millis(found.began),
        "left": _minutes_left(found, now),
        "at": f"{found.due:%H:%M}" if found.due else "",
        "is_quiet": found.is_quiet,
        "may_walk": may_walk,
        "act": "Walk for two minutes." if may_walk else "Stand for a moment, holding on if you like.",
        "standing": " ".join(statement.text for statement in standing.says) if standing.standing == "now" else None,
        "sources": words.sources_for(state, rules.knowledge, _break_habit(rules).card.sources),
    }


def _break_habit(rules: Rules) -> Habit:
    return rules.knowledge.habit["hab-break-timer"]


def _millis(moment: datetime | None) -> int | None:
    return round(moment.timestamp() * 1000) if moment else None


def _minutes_left(found: Break, now: datetime) -> int:
    return max(0, -(-int((found.due - now).total_seconds()) // 60)) if found.due else 0


def _noted(state: State, rules: Rules, name: str) -> dict[str, Any] | None:
    """What she has just noted, so that it can be taken back."""
    one = state.diary.by_id.get(name)
    if one is None or one.is_withdrawn or one.entry.kind not in _CAN_UNDO:
        return None
    can_undo = may_take_back(one)
    said = {"up": "You are up.", "sat-down": "Sitting, counted from now.", "not-today": "No more breaks today."}
    match one.entry.kind:
        case "move":
            exercise = rules.knowledge.exercise.get(one.body["exercise"])
            title = exercise.card.title if exercise else one.body["exercise"]
            text = f"{title}: {'noted' if one.body['did'] == 'done' else 'stopped, noted'}."
        case "break":
            text = said[one.body["did"]]
        case _:
            text = "Noted."
    return {"id": name, "text": text, "is_move": one.entry.kind == "move", "can_undo": can_undo}


def _undo(request: Request, state: State, _rules: Rules, stamps: Stamps, _now: datetime) -> Reply:
    name = request.told("entry")
    one = state.diary.by_id.get(name)
    if one is None or one.entry.kind not in _CAN_UNDO:
        raise ValueError("there is nothing here to take back")
    return Reply(entries=() if one.is_withdrawn else undo(state.diary, stamps, name, name), see="/today")


def _break_told(request: Request, _state: State, _rules: Rules, stamps: Stamps, _now: datetime) -> Reply:
    did = request.told("did")
    if did not in _BREAKS:
        raise ValueError(f"a break is one of {', '.join(_BREAKS)}")
    return _kept(tell(next(stamps), "break", {"did": did, "seconds": None}), "#break")


def _tick(request: Request, _state: State, rules: Rules, stamps: Stamps, _now: datetime) -> Reply:
    item = request.told("item")
    if item not in rules.knowledge.habit:
        raise ValueError("this is no thing that can be set up")
    return _kept(tell(next(stamps), "tick", {"item": item, "done": request.told("done") != "no"}), "")


def _kept(entry: Entry, place: str) -> Reply:
    return Reply(entries=(entry,), see=f"/today?noted={entry.id}{place}")


ROUTES: Routes = {
    ("GET", "/today"): today_page,
    ("POST", "/today/undo"): _undo,
    ("POST", "/today/tick"): _tick,
    ("POST", "/break"): _break_told,
}
