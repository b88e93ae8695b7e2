"""The few things asked first, at night: her stage and her country. Each may be left out, and says why it is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from steadyback.cli.terminal import Terminal
from steadyback.knowledge.model import Knowledge
from steadyback.vocabulary.timing import LAST_PREGNANT_WEEK

Keep = Callable[[str, Mapping[str, Any]], None]

_STAGES = {"1": "pregnant", "2": "birth", "3": "loss", "pregnant": "pregnant", "birth": "birth", "loss": "loss"}
_MODES = {"1": "vaginal", "2": "assisted", "3": "caesarean", "vaginal": "vaginal", "caesarean": "caesarean"}
_NEEDLE = {"yes": "yes", "y": "yes", "no": "no", "n": "no", "?": "unsure"}


def ask_stage(terminal: Terminal, today: date, keep: Keep) -> None:
    """Pregnant, after birth, or no longer pregnant; and how far."""
    terminal.screen()
    terminal.title("Where are you?")
    terminal.say("We ask because some signs matter only in some weeks. Enter skips; then we ask a little more.")
    terminal.say()
    terminal.each(["1  I am pregnant", "2  I have given birth", "3  I am no longer pregnant"], bullet="")
    match terminal.choose("1, 2, 3 or Enter", _STAGES, empty=""):
        case "pregnant":
            keep("due-date", _ask_weeks(terminal, today))
        case "birth":
            _ask_birth(terminal, today, keep)
        case "loss":
            terminal.say("We are sorry. We will not ask about a baby.")
            on = _ask_day(terminal, today, "Which day was it? Like 2026-11-12, or 9 days, or 3 weeks. Enter skips")
            keep("loss", {"on": on.isoformat() if on else None})


def _ask_weeks(terminal: Terminal, today: date) -> dict[str, Any]:
    while True:
        text = terminal.ask("How many weeks? Like 31, or 31+4, or a due date 2027-01-20. Enter if not sure")
        found = read_weeks(text, today)
        if found is not None:
            return found
        terminal.say(f"Please give weeks from 0 to {LAST_PREGNANT_WEEK}, or a due date like 2027-01-20.")


def read_weeks(text: str, today: date) -> dict[str, Any] | None:
    """The body of a due-date entry that ``text`` tells, or None when it tells none."""
    if text in ("", "?"):
        return {"source": "unknown"}
    weeks = re.fullmatch(r"(\d{1,2})(?:\+([0-6]))?(?: *w(?:eeks?)?)?", text, re.ASCII)
    if weeks and int(weeks[1]) <= LAST_PREGNANT_WEEK:
        days = int(weeks[2]) if weeks[2] else None
        return {"source": "unknown", "weeks": int(weeks[1]), "days": days, "on": today.isoformat()}
    day = _read_date(text)
    if day and -45 <= (day - today).days <= 45 * 7:
        return {"source": "unknown", "edd": day.isoformat()}
    return None


def _ask_birth(terminal: Terminal, today: date, keep: Keep) -> None:
    on = _ask_day(terminal, today, "Which day was the birth? Like 2026-11-12, or 9 days, or 3 weeks. Enter skips")
    if on is None:
        terminal.say("Then we ask what matters before and after a birth, to be safe.")
        return
    terminal.each(["1  Vaginal birth", "2  With forceps or suction", "3  Caesarean"], bullet="")
    mode = terminal.choose("1, 2, 3 or Enter if you would rather not say", _MODES, empty="unknown")
    keep("birth", {"on": on.isoformat(), "mode": mode, "weeks": None})
    needle = terminal.choose("Was a needle put in your back, like an epidural? yes, no, ? or Enter", _NEEDLE, empty="")
    if needle:
        keep("facts", {"answers": {"block-history": needle}})


def _ask_day(terminal: Terminal, today: date, prompt: str) -> date | None:
    while True:
        text = terminal.ask(prompt)
        if text in ("", "?"):
            return None
        day = read_past_day(text, today)
        if day is not None:
            return day
        terminal.say("Please give a day that has been, like 2026-11-12, or how long ago, like 9 days or 3 weeks.")


def read_past_day(text: str, today: date) -> date | None:
    """A day that has been, from a date or from how long ago; None when it is neither."""
    if text.lower() in ("today", "yesterday"):
        return today - timedelta(days=text.lower() == "yesterday")
    ago = re.fullmatch(r"(\d{1,3}) *(d|w|m)[a-z]*(?: ago)?", text.lower(), re.ASCII)
    if ago:
        return today - timedelta(days=int(ago[1]) * {"d": 1, "w": 7, "m": 30}[ago[2]])
    day = _read_date(text)
    return day if day and date(1900, 1, 1) <= day <= today else None


def _read_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def ask_country(terminal: Terminal, knowledge: Knowledge, keep: Keep) -> None:
    """Her country, for the right numbers."""
    terminal.screen()
    terminal.title("Which country are you in?")
    terminal.say("We ask so that we can show the right numbers to call. Enter skips.")
    terminal.say()
    named = {code: contact.country for code, contact in sorted(knowledge.contact.items()) if code != "unknown"}
    terminal.each([f"{code}  {country}" for code, country in named.items()], bullet="")
    code = terminal.choose("Code, like uk, or Enter", {code: code for code in named}, empty="")
    if code:
        keep("country", {"code": code})
