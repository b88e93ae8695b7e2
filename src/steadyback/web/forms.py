"""What she tells in a form, read into what her diary keeps. Each fault is said at its field, in plain words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from steadyback.journal.shapes import PHONE
from steadyback.vocabulary.timing import LAST_PREGNANT_WEEK, Stage, Timing
from steadyback.web.exchange import Request

#: What is said at the field of a number that cannot be dialled.
PHONE_FAULT = "This does not look like a phone number. Use digits, such as 020 7946 0000."


#: What is said at the field of an end that comes before the beginning.
TOO_EARLY = "This is before the pregnancy began, by the dates you told us. Please look at both."


class Told(NamedTuple):
    """What a form said: bodies of entries by kind, in order, and faults by field."""

    entries: list[tuple[str, dict[str, Any]]]
    faults: dict[str, str]


def read_about_you(request: Request, today: date, known: Timing) -> Told:
    """The stage, dates, country and numbers of the page About you. Everything may be left out.

    What is left empty changes nothing: her stage as ``known`` stands picked on the page, so a form without a new date
    says nothing new about it.
    """
    told = Told([], {})
    match request.told("stage"):
        case "pregnant":
            if known.stage is not Stage.PREGNANT or request.told("weeks") or request.told("edd"):
                _read_pregnancy(request, today, told)
        case "birth":
            _read_birth(request, today, known, told)
        case "loss" if not known.is_loss or request.told("loss_on"):
            on = read_day(request, "loss_on", today, told)
            told.entries.append(("loss", {"on": on}))
    if request.told("country"):
        told.entries.append(("country", {"code": request.told("country")}))
    for who, usual in (("maternity", "maternity unit"), ("clinician", "clinician")):
        number = request.told(f"{who}_number")
        if number and not is_phone(number):
            told.faults[f"{who}_number"] = PHONE_FAULT
        elif number:
            body = {"who": who, "name": request.told(f"{who}_name") or usual, "number": number}
            told.entries.append(("contact", body))
    return told


def is_phone(number: str) -> bool:
    """Whether ``number`` can be dialled: what an entry takes, with 3 to 20 digits."""
    return PHONE.fits(number) and 3 <= sum(letter.isdigit() for letter in number) <= 20


def _read_pregnancy(request: Request, today: date, told: Told) -> None:
    if request.told("edd"):
        edd = read_day(request, "edd", None, told)
        if edd and not -45 <= (date.fromisoformat(edd) - today).days <= 45 * 7:
            told.faults["edd"] = "This due date is too far from today. Please look at it once more."
        elif edd:
            body = {"edd": edd, "source": "scan", "lmp": None, "weeks": None, "days": None, "on": None}
            told.entries.append(("due-date", body))
        return
    weeks = request.told("weeks")
    unknown: dict[str, Any] = {"edd": None, "source": "unknown", "lmp": None, "weeks": None, "days": None, "on": None}
    if not weeks:
        told.entries.append(("due-date", unknown))
    elif not weeks.isdecimal() or len(weeks) > 2 or int(weeks) > LAST_PREGNANT_WEEK:
        told.faults["weeks"] = f"Weeks go from 0 to {LAST_PREGNANT_WEEK}. Leave it empty if you are not sure."
    else:
        told.entries.append(("due-date", unknown | {"weeks": int(weeks), "on": str(today)}))


def _read_birth(request: Request, today: date, known: Timing, told: Told) -> None:
    mode = request.told("mode") if request.told("mode") in ("vaginal", "assisted", "caesarean") else "unknown"
    is_known = known.stage is Stage.POSTPARTUM and not known.is_loss
    before = str(today - timedelta(days=known.first_day)) if is_known and known.first_day == known.last_day else None
    on = read_day(request, "birth_on", today, told) or before
    if on is None and not is_known:
        told.faults.setdefault("birth_on", "Please give the day of the birth, even if it is a guess.")
        return
    if on and known.stage is Stage.PREGNANT and known.last_day < (today - date.fromisoformat(on)).days:
        told.faults["birth_on"] = TOO_EARLY
        return
    if on == before and mode == "unknown":
        mode = known.birth.value
    if on and (on, mode) != (before, known.birth.value):
        told.entries.append(("birth", {"on": on, "mode": mode, "weeks": None}))
    if request.told("block") in ("yes", "no", "unsure"):
        told.entries.append(("facts", {"answers": {"block-history": request.told("block")}}))


def read_day(request: Request, field: str, not_after: date | None, told: Told) -> str | None:
    """A day as ISO text; None, with a fault at the field, when it is none or lies in the future."""
    text = request.told(field)
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        told.faults[field] = "This is not a date. Write it as 2026-11-21."
        return None
    if not_after and day > not_after:
        told.faults[field] = "This day has not come yet. Please look at the year."
        return None
    if day.year < 1900:
        told.faults[field] = "This date is too long ago. Please look at the year."
        return None
    return day.isoformat()
