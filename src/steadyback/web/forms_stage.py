"""The forms about where she is: a due date told in any one way, a birth, a loss. Each fault stands at its field."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from steadyback.care.dating import start_of
from steadyback.care.state import State
from steadyback.vocabulary.timing import DAYS_IN_WEEK, LAST_DAY, LAST_PREGNANT_WEEK, BirthMode, Stage
from steadyback.web.exchange import Request
from steadyback.web.forms import TOO_EARLY, Told, read_day

#: The ways to tell how far she is.
WAYS = ("scan", "period", "weeks", "unknown")
MOST_BABIES = 8
_MODES = tuple(mode.value for mode in BirthMode)
#: A due date that has passed by more than this, or lies further ahead, is a slip of the pen; in days.
_DUE_DAYS = (-45, 45 * DAYS_IN_WEEK)
_TOO_LATE = (
    "This is more than 44 weeks after the pregnancy began, by the dates you told us. Please look at both. "
    "If it was another pregnancy, tell us its due date first."
)


def read_pregnancy(request: Request, state: State) -> Told:
    """How far she is: by scan, by her last period, by weeks on a day, or not known."""
    told = Told([], {})
    body: dict[str, Any] = dict.fromkeys(("edd", "lmp", "weeks", "days", "on")) | {"source": "unknown"}
    match request.told("way"):
        case "scan":
            body |= {"source": "scan", "edd": _due(request, state.day, told)}
        case "period":
            body |= {"source": "period", "lmp": _period(request, state.day, told)}
        case "weeks":
            body |= _weeks(request, state.day, told)
        case "unknown":
            pass
        case _:
            told.faults["way"] = "Please pick one. “I do not know” is fine."
    body["babies"] = _babies(request, told)
    if not told.faults:
        told.entries.append(("due-date", body))
        told.entries.extend(_several(body["babies"]))
    return told


def _several(babies: int | None) -> list[tuple[str, dict[str, Any]]]:
    """Twins and triplets are conditions that matter to the moves. One baby is no answer to that question."""
    if not babies or babies == 1:
        return []
    return [("facts", {"answers": {"scr-twins" if babies == 2 else "scr-triplets": "yes"}})]


def _due(request: Request, today: date, told: Told) -> str | None:
    if not request.told("edd"):
        told.faults["edd"] = "Please give the due date, or pick another way."
        return None
    edd = read_day(request, "edd", None, told)
    if edd and not _DUE_DAYS[0] <= (date.fromisoformat(edd) - today).days <= _DUE_DAYS[1]:
        told.faults["edd"] = "This due date is too far from today. Please look at the year and the month."
    return edd


def _period(request: Request, today: date, told: Told) -> str | None:
    if not request.told("lmp"):
        told.faults["lmp"] = "Please give the first day of your last period, or pick another way."
        return None
    lmp = read_day(request, "lmp", today, told)
    if lmp and (today - date.fromisoformat(lmp)).days > LAST_DAY[Stage.PREGNANT]:
        told.faults["lmp"] = "That would be more than 44 weeks ago. Please look at the year and the month."
    return lmp


def _weeks(request: Request, today: date, told: Told) -> dict[str, Any]:
    weeks = _number(request, "weeks", LAST_PREGNANT_WEEK, told, f"Weeks go from 0 to {LAST_PREGNANT_WEEK}.")
    days = _number(request, "days", 6, told, "The days of a week go from 0 to 6.")
    if weeks is None and "weeks" not in told.faults:
        told.faults["weeks"] = "Please give the whole weeks, such as 24, or pick another way."
    return {"weeks": weeks, "days": days, "on": str(today)}


def _babies(request: Request, told: Told) -> int | None:
    why = f"We can keep 1 to {MOST_BABIES}. Leave it empty if you would rather not say."
    found = _number(request, "babies", MOST_BABIES, told, why)
    if found == 0:
        told.faults["babies"] = why
    return found


def _number(request: Request, field: str, most: int, told: Told, why: str) -> int | None:
    text = request.told(field)
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or len(text) > 2 or int(text) > most:
        told.faults[field] = why
        return None
    return int(text)


def read_birth(request: Request, state: State) -> Told:
    """A birth: the day, how, and what follows from it. What is left out changes nothing."""
    told = Told([], {})
    on = read_day(request, "birth_on", state.day, told)
    if on is None and "birth_on" not in told.faults:
        told.faults["birth_on"] = "Please give the day of the birth, even if it is a guess."
    elif on:
        _fits_the_pregnancy("birth_on", on, state, told)
    mode = request.told("mode") if request.told("mode") in _MODES else BirthMode.UNKNOWN.value
    babies = _babies(request, told)
    answers = {
        fact: request.told(field)
        for field, facts in BIRTH_FACTS.items()
        for fact in facts
        if request.told(field) in ("yes", "no", "unsure")
    }
    if not told.faults:
        told.entries.append(("birth", {"on": on, "mode": mode, "weeks": None, "babies": babies}))
        if answers:
            told.entries.append(("facts", {"answers": answers}))
    return told


#: What else is asked with a birth: the field of the form, and the facts that its answer stands for.
BIRTH_FACTS = {
    "block": ("block-history",),
    "tear": ("lim-severe-tear", "scr-pp-severe-tear"),
    "special": ("baby-premature-or-ill",),
}


def _fits_the_pregnancy(field: str, on: str, state: State, told: Told) -> None:
    """A fault when its end lies before 0+0 or after 44+6 of the pregnancy that she told of last."""
    starts = [found for one in state.diary.of("due-date") if (found := start_of(one.body))]
    if not starts:
        return
    begun, slack = starts[-1]
    days = (date.fromisoformat(on) - begun).days
    if days < 0:
        told.faults[field] = TOO_EARLY
    elif days > LAST_DAY[Stage.PREGNANT] + slack:
        told.faults[field] = _TOO_LATE


def read_loss(request: Request, state: State) -> Told:
    """That she is no longer pregnant. The day may be left out.

    After a birth that she told of, the day and the kind of that birth go on counting for her own body: what is asked
    and what is held follows from them.
    """
    told = Told([], {})
    timing = state.timing
    if timing.stage is Stage.POSTPARTUM and not timing.is_loss:
        is_known = timing.first_day == timing.last_day
        born = str(state.day - timedelta(days=timing.first_day)) if is_known else None
        told.entries.append(("loss", {"on": born, "mode": timing.birth.value}))
        return told
    on = read_day(request, "loss_on", state.day, told)
    if on and timing.stage is Stage.PREGNANT:
        _fits_the_pregnancy("loss_on", on, state, told)
    if not told.faults:
        told.entries.append(("loss", {"on": on}))
    return told
