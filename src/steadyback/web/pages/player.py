"""The guided player of one move. All of it is written here; the script turns the clock and the figure, and no more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from markupsafe import Markup

from steadyback import figures
from steadyback.care.reminders import ReminderKind, once
from steadyback.care.routine_today import moves_wait, routine_today
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.care.tell import tell
from steadyback.engine.beats import Beat, beats_of
from steadyback.engine.routine import Routine, timer_of
from steadyback.engine.screening import Offer, chosen_form, may_do_harder, offer_easier, offer_exercise
from steadyback.exchange.calendar import calendar_file
from steadyback.knowledge.model import Exercise, Form, Timer
from steadyback.web import words
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.pages.acute import body_of
from steadyback.web.pages.plain import problem
from steadyback.web.rendering import render
from steadyback.web.undo import stamp_of_form

Stamps = Iterator[Stamp]
#: Why she stopped, as the diary names it, and in her words. All but the last three are signs of the body.
WHYS = (
    ("pain", "It hurt"),
    ("new-sign", "Something new in my body"),
    ("breath", "Short of breath"),
    ("dizzy", "Dizzy or faint"),
    ("leak", "I leaked"),
    ("tired", "Tired, nothing else"),
    ("called-away", "Called away"),
    ("other", "Not my body at all"),
)
_NOT_OF_THE_BODY = frozenset({"tired", "called-away", "other"})
FELT = (("better", "Better"), ("same", "Same"), ("worse", "Worse"), ("changed", "Something changed"))
#: The most seconds that one move may be told to have taken: a day.
_MOST_SECONDS = 86_400
#: A move of so many seconds is long enough for an alarm in the calendar, which takes half a minute to set.
_WORTH_AN_ALARM = 300
#: What the alarm says: nothing of what it is for, unless she wants plain words. It rings within so many minutes.
_ALARM = ReminderKind("timer", "back", "Time", "The time for your back is over", "")
_MOST_MINUTES = 180


def player_page(request: Request, state: State, rules: Rules, stamps: Stamps, now: datetime) -> Reply:
    """The page of one move, or why it is not for now (409)."""
    exercise = rules.knowledge.exercise.get(request.told("id"))
    if exercise is None:
        return Reply(problem("This move is not here", "Nothing lives here. Go back to the start."), 404)
    offer = offer_exercise(rules.knowledge, rules.naming, exercise, state.her)
    if state.her.shut_by or moves_wait(state) or offer.is_held:
        return Reply(_held(state, rules, exercise, offer), 409)
    easier = offer_easier(exercise, offer, state.her, rules.naming)
    asked = request.told("form")
    if asked and asked != offer.form:
        if easier is None or asked != easier.form:
            return Reply(see=f"/move?id={exercise.card.id}")
        offer, easier = easier, None
    form = chosen_form(exercise, offer)
    sets = int(request.told("sets")) if request.told("sets") in ("1", "2", "3") else None
    routine = routine_today(state, rules, now)
    page = _player(state, rules, exercise, form, offer, easier, sets, routine)
    return Reply(render("player.html", **page, drawn=next(stamps).id))


def _player(
    state: State,
    rules: Rules,
    exercise: Exercise,
    form: Form,
    offer: Offer,
    easier: Offer | None,
    sets: int | None,
    routine: Routine,
) -> dict[str, Any]:
    name, dose = exercise.card.id, form.dose or exercise.dose
    timer = timer_of(exercise, form, sets)
    whole = timer_of(exercise, form)
    beats = beats_of(timer) if timer else ()
    order = [move.exercise for move in routine.moves]
    harder = may_do_harder(exercise, offer, state.her, rules.naming) and routine.kind == "everyday"
    cited = (*exercise.card.sources, *dose.words.sources, *(one for line in exercise.stop for one in line.sources))
    return {
        "title": exercise.card.title,
        "tab": "today",
        "id": name,
        "form": form.id,
        "form_title": form.title if len(exercise.forms) > 1 else "",
        "place": (order.index(name) + 1, len(order)) if name in order else None,
        "poses": _drawn(state, form, timer),
        "beats": len(beats),
        "clock": _clock(beats),
        "alarm": _alarm_minutes(beats),
        "first_cue": next((beat.say for beat in beats if beat.say != "Get ready"), form.title),
        "breathes": any(beat.breath != "free" for beat in beats),
        "dose": dose.words.text,
        "how": (*offer.how, *offer.because),
        "breath": exercise.breath.text,
        "stop": [line.text for line in exercise.stop],
        "steps": form.steps,
        "is_easier": offer.form != offer_exercise(rules.knowledge, rules.naming, exercise, state.her).form,
        "easier": exercise.easier.text if easier and exercise.easier else None,
        "easier_form": easier.form if easier else None,
        "harder": exercise.harder.text if harder and exercise.harder else None,
        "alternative": _alternative(state, rules, exercise),
        "one_set": bool(whole and whole.sets > 1 and sets is None),
        "felt": FELT,
        "whys": WHYS,
        "sources": words.sources_for(state, rules.knowledge, cited),
        "table": words.as_markup(
            _safe_json({"id": name, "form": form.id, "beats": _table(beats, len(timer.cues) if timer else 0)})
        ),
    }


def _safe_json(value: Any) -> str:
    """JSON that can stand inside a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _table(beats: tuple[Beat, ...], cues: int) -> list[list[Any]]:
    """Each beat as the script reads it: words, seconds, breath, what the figure does, and how far she is.

    The figure: the number of the cue whose way it goes, from 0; below 0 the still of an end cue, the first is -1; None:
    it stays as it is.
    """
    return [[beat.say, beat.seconds, beat.breath, _part(beat.number, cues), beat.place] for beat in beats]


def _part(number: int | None, cues: int) -> int | None:
    return number if number is None or number < cues else cues - number - 1


def _drawn(state: State, form: Form, timer: Timer | None) -> list[Markup]:
    """The figure that goes with the cues, then a still for each cue at the end; else one that shows the move."""
    body = body_of(state)
    if timer and form.in_step:
        cues = len(timer.cues)
        led = figures.in_step(form.in_step[:cues], [cue.seconds for cue in timer.cues], **body)
        stills = [figures.draw(pose, **body) for pose in form.in_step[cues:]]
        return [words.as_markup(drawing) for drawing in (led, *stills)]
    walk = next((name for name in figures.movements() if figures.keys(name) == form.figures), None)
    if walk and form.position == "walking":
        return [words.as_markup(figures.moving(walk, **body))]
    return [words.as_markup(figures.draw(pose, **body)) for pose in form.figures[-1:]]


def _clock(beats: tuple[Beat, ...]) -> str:
    seconds = sum(beat.seconds for beat in beats)
    return f"{seconds // 60}:{seconds % 60:02d}"


def _alarm_minutes(beats: tuple[Beat, ...]) -> int | None:
    """In how many minutes an alarm for the end of a long move is to ring; None for a short one.

    The whole of it, rounded up, and a minute for setting the alarm.
    """
    seconds = sum(beat.seconds for beat in beats)
    return -(-seconds // 60) + 1 if seconds >= _WORTH_AN_ALARM else None


def _alternative(state: State, rules: Rules, exercise: Exercise) -> dict[str, str] | None:
    """What to do instead, only where it is a move that the screen offers."""
    other = rules.knowledge.exercise.get(exercise.alternative_exercise or "")
    if other is None or exercise.alternative is None:
        return None
    if offer_exercise(rules.knowledge, rules.naming, other, state.her).is_held:
        return None
    return {"id": other.card.id, "title": other.card.title, "words": exercise.alternative.text}


def _held(state: State, rules: Rules, exercise: Exercise, offer: Offer) -> str:
    """Why a move is not for now. Its steps are not shown: they would read as an invitation."""
    if state.her.shut_by:
        why, act = "A sign you told us about comes first.", ("/seen", "Have you been seen?")
    elif moves_wait(state):
        why, act = "The moves wait for the safety check.", ("/now?about=again", "Do the safety check")
    elif any(because.startswith("We have not asked") for because in offer.because):
        why, act = " ".join(offer.because), ("/me/conditions", "Answer a few questions")
    else:
        why, act = " ".join(offer.because), ("/today", "Back to today")
    is_open = not state.her.shut_by and not moves_wait(state)
    return render(
        "player_held.html",
        title="Not now",
        tab="today",
        move=exercise.card.title,
        why=why,
        act=act,
        alternative=_alternative(state, rules, exercise) if is_open else None,
    )


def _told(request: Request, state: State, rules: Rules, stamps: Stamps, _now: datetime) -> Reply:
    """She did a move, or stopped. It is kept whatever the screen says by now: it has happened."""
    exercise = rules.knowledge.exercise.get(request.told("exercise"))
    if exercise is None:
        raise ValueError("this move is not one that we know")
    why = request.told("why") if request.told("why") in dict(WHYS) else None
    felt = request.told("felt") if request.told("felt") in dict(FELT) else None
    stamp = stamp_of_form(request, state, stamps)
    body = {
        "exercise": exercise.card.id,
        "form": request.told("way") if request.told("way") in {form.id for form in exercise.forms} else None,
        "did": "stopped" if why else "done",
        "felt": None if why else felt,
        "why": why,
        "seconds": _number(request.told("seconds"), _MOST_SECONDS),
        "sets": None,
    }
    asks_again = felt in ("worse", "changed") if why is None else why not in _NOT_OF_THE_BODY
    entries = (tell(stamp, "move", body),) if stamp else ()
    if asks_again:
        return Reply(entries=entries, see="/now?about=again")
    name = entries[0].id if entries else request.told("form")
    return Reply(entries=entries, see=f"/today?noted={name}")


def _number(text: str, most: int) -> int | None:
    """A whole number from a form's hidden field, or None: it is worked out by the script and may be missing."""
    return int(text) if text.isdecimal() and len(text) < 7 and int(text) <= most else None


def _alarm(request: Request, state: State, _rules: Rules, _stamps: Stamps, now: datetime) -> Reply:
    """One alarm for her calendar, so many minutes from now: a page cannot ring once the phone is locked."""
    minutes = _number(request.told("minutes"), _MOST_MINUTES)
    if not minutes:
        return Reply(see="/me/reminders")
    alarm = once(_ALARM, state, now, minutes)
    return Reply(calendar_file([alarm], now), kind="text/calendar; charset=utf-8")


ROUTES: Routes = {("GET", "/move"): player_page, ("POST", "/move"): _told, ("GET", "/alarm.ics"): _alarm}
