"""Entries of her diary in words: one line in a list, every field on a page of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from steadyback.care.factors import factor_words
from steadyback.care.judged_anew import advised_in
from steadyback.care.state import State
from steadyback.journal.fold import Effective
from steadyback.knowledge.model import Knowledge
from steadyback.web.cards import GUIDES
from steadyback.web.dates import clock, day_words, full_day, moment_words, sentence

PLACES: Mapping[str, str] = {
    "low-left": "Low left",
    "low-right": "Low right",
    "low-all": "Low, all across",
    "higher": "Higher",
    "neck": "Neck",
    "tailbone": "Tailbone",
    "pelvis": "Pelvis",
}
FEELS: Mapping[str, str] = {
    "grip": "A sharp grip",
    "lump": "A hard lump",
    "ache": "A dull ache",
    "leg": "Into my buttock, thigh or leg",
}
LOADS: Mapping[str, str] = {"less": "Less", "usual": "As usual", "more": "More"}
SLEEPS: Mapping[str, str] = {"good": "Good", "broken": "Broken", "poor": "Poor"}
MANAGED: Mapping[str, str] = {"easily": "Easily", "with-effort": "With effort", "hardly": "Hardly"}
HELPED: Mapping[str, str] = {"helped": "It helped", "a-little": "A little", "no": "No", "worse": "It got worse"}
#: Care methods as something she tried, where the title in the content is about how to use it.
METHODS: Mapping[str, str] = {
    "heat-pad": "A heat pad",
    "cold-pack": "A cold pack",
    "bath-preg": "A warm bath",
    "sc-bath": "A warm bath",
    "belt-use": "A soft belt",
    "sc-tens": "A TENS machine",
    "sc-massage": "A gentle massage",
    "sc-relax": "Relaxing, long breaths out",
    "sc-exercise": "Stretching or yoga",
    "sc-manual": "Hands-on therapy",
    "sc-acupuncture": "Acupuncture",
    "sc-physio": "Seeing a physio",
    "sc-feeding-help": "Another way to feed",
}
KINDS: Mapping[str, str] = {
    "spasm": "A spasm",
    "day": "How a day was",
    "tried": "Something you tried",
    "medicine": "A medicine you took",
    "medicine-plan": "Your medicine plan",
    "side-effect": "A side effect",
    "trigger": "A trigger of your own",
    "note": "A note",
    "move": "A move",
    "check": "A safety check",
    "heard": "About your words",
    "ladder": "A step of the ladder",
    "seen": "You were seen",
    "facts": "About you",
    "due-date": "How far you are",
    "birth": "The birth",
    "loss": "You are no longer pregnant",
    "clearance": "A clinician said yes",
    "country": "Where you are",
    "contact": "A number of yours",
    "plan": "The plan from your chart",
    "booked": "Something you booked",
    "tick": "Something set up",
    "break": "A break",
    "measure": "A measure",
    "experiment": "Something you tried on some days",
    "preferences": "How you want it",
}
_LONGEST_LINE = 140
_MOVE = {"done": "Done", "stopped": "Stopped"}
_FELT = {"better": "Better after it", "same": "The same after it", "worse": "Worse after it", "changed": "Changed"}


class Line(NamedTuple):
    """One entry in a list. ``worst`` in large figures; ``words`` are ours, ``hers`` what she wrote, cut short."""

    href: str
    worst: str
    title: str
    words: str
    hers: str


def line_of(one: Effective, state: State, knowledge: Knowledge, *, on_its_day: bool = False) -> Line:
    """An entry as one line of a list. ``on_its_day``: the list is of one day, so that only the time is said."""
    body, kind = one.body, one.entry.kind
    href = f"/diary/day?on={body['on']}" if kind == "day" else f"/diary/entry?id={one.entry.id}"
    worst = body.get("worst") if kind in ("spasm", "day") else None
    words, hers = _summary(one, state, knowledge)
    title = _time_alone(one) if on_its_day else when(one, state.day)
    return Line(href, "" if worst is None else str(worst), title, words, cut(hers))


def _time_alone(one: Effective) -> str:
    """The time of day of an entry, or what it is when it has no time."""
    at = one.body.get("began_at") or one.body.get("taken_at")
    if at is None and one.body.get("on"):
        return KINDS.get(one.entry.kind, "")
    return clock(at or one.entry.at)


def when(one: Effective, today: date) -> str:
    """The day of an entry, and the time where it has one."""
    body, kind = one.body, one.entry.kind
    at = body.get("began_at") or body.get("taken_at")
    if at is None and body.get("on"):
        return day_words(date.fromisoformat(body["on"]), today)
    moment = datetime.fromisoformat(at or one.entry.at)
    return day_words(moment.date(), today) if kind == "day" else moment_words(moment, today)


def cut(words: str) -> str:
    """The beginning of what she wrote, on one line."""
    flat = " ".join(words.split())
    return flat if len(flat) <= _LONGEST_LINE else flat[: _LONGEST_LINE - 1].rstrip() + "…"


def _summary(one: Effective, state: State, knowledge: Knowledge) -> tuple[str, str]:
    body = one.body
    match one.entry.kind:
        case "spasm":
            return _sentences(_spasm_parts(one, state, knowledge)) or "A spasm.", str(body.get("note") or "")
        case "day":
            return _sentences(_day_parts(body)) or "How the day was.", str(body.get("note") or "")
        case "note":
            return "", str(body["text"])
        case "tried":
            helped = HELPED.get(body.get("helped") or "", "").lower()
            name = tried_words(body, knowledge, is_loss=state.timing.is_loss)
            if body.get("name"):
                return f"Tried: {helped}." if helped else "Tried.", name
            return f"{name}: {helped}." if helped else f"{name}, tried.", ""
        case "medicine":
            return "A medicine.", medicine_words(one, state)
        case "side-effect":
            return "A side effect.", str(body["text"])
        case "move":
            return " ".join(f"{row.says}." for row in rows_of(one, body, state, knowledge)), ""
        case kind:
            return KINDS.get(kind, "Something told") + ".", ""


def _sentences(parts: Iterable[str]) -> str:
    return " ".join(f"{sentence(part)}." for part in parts if part)


def _spasm_parts(one: Effective, state: State, knowledge: Knowledge) -> list[str]:
    body = one.body
    parts = [PLACES.get(body.get("where") or "", "")]
    if body.get("doing"):
        parts.append(factor_words(body["doing"], state, knowledge))
    parts.append(FEELS.get(body.get("feels") or "", ""))
    parts += [
        f"{tried_words(found.body, knowledge, is_loss=state.timing.is_loss)}: {HELPED[found.body['helped']].lower()}"
        for found in tried_with(one, state)
        if found.body.get("helped")
    ]
    return parts


def _day_parts(body: Mapping[str, Any]) -> list[str]:
    parts = ["Pain woke you" if body.get("woke") else ""]
    if body.get("sleep"):
        parts.append(f"Sleep {body['sleep']}")
    if body.get("load") in ("less", "more"):
        parts.append(f"{LOADS[body['load']]} to do than usual")
    if body.get("managed"):
        parts.append(f"Managed {MANAGED[body['managed']].lower()}")
    return parts


def tried_with(spasm: Effective, state: State) -> list[Effective]:
    """What she tried with a spasm; it is kept under the day of the spasm."""
    day = str(spasm.body.get("began_at") or spasm.entry.at)[:10]
    return [
        one
        for one in state.diary.by_day.get(day, ())
        if one.entry.kind == "tried" and one.body.get("spasm") == spasm.entry.id
    ]


def tried_words(body: Mapping[str, Any], knowledge: Knowledge, *, is_loss: bool = False) -> str:
    """What she tried: by its title, or as she called it. After a loss nothing that was for a baby is named."""
    name = body.get("what")
    if name is None or body.get("name"):
        return str(body.get("name") or "")
    method = knowledge.method.get(name)
    if is_loss and method is not None and method.about_baby:
        return "Something of that time"
    if name in METHODS:
        return METHODS[name]
    item = knowledge.rung.get(name) or knowledge.method.get(name) or knowledge.exercise.get(name)
    return item.card.title if item else str(name)


def medicine_words(one: Effective, state: State) -> str:
    """What she took: as her plan calls it, or as she did; and how much, in her own words."""
    plan = state.diary.by_id.get(one.body.get("plan") or "")
    name = plan.body["name"] if plan is not None and plan.entry.kind == "medicine-plan" else one.body.get("name") or ""
    amount = one.body.get("amount")
    return f"{name}, {amount}" if amount else str(name)


class Row(NamedTuple):
    """One field of an entry: its name, what it says, and whether these are her own words."""

    name: str
    says: str
    is_hers: bool = False


def rows_of(one: Effective, body: Mapping[str, Any], state: State, knowledge: Knowledge) -> list[Row]:
    """Every field of ``body`` that was told, in words; ``body`` is what ``one`` says now or said at first."""
    today = state.day
    match one.entry.kind:
        case "spasm":
            found = _spasm_rows(body, state, knowledge, today)
        case "day":
            found = _day_rows(body, state, knowledge, today)
        case "tried":
            found = [
                Row("What", tried_words(body, knowledge, is_loss=state.timing.is_loss), is_hers=not body.get("what")),
                Row("Did it help?", HELPED.get(body.get("helped") or "", "")),
                Row("Day", _day(body.get("on"), today)),
            ]
        case "medicine":
            found = [
                Row("What", medicine_words(one._replace(body=dict(body)), state), is_hers=True),
                Row("Taken", _moment(body.get("taken_at"), today)),
            ]
        case "medicine-plan":
            found = _plan_rows(body, today)
        case "side-effect" | "note":
            found = [Row("In your words", str(body["text"]), is_hers=True), Row("Day", _day(body.get("on"), today))]
        case "trigger":
            found = [
                Row("Name", str(body["name"]), is_hers=True),
                Row("Not used since", _day(body.get("until"), today)),
            ]
        case "move":
            item = knowledge.exercise.get(body["exercise"])
            found = [
                Row("Move", item.card.title if item else str(body["exercise"])),
                Row("How it went", _MOVE.get(body["did"], "")),
                Row("How it felt", _FELT.get(body.get("felt") or "", "")),
            ]
        case "check":
            advised = advised_in(body)
            found = [Row("We said", "" if advised is None else GUIDES[advised])]
        case _:
            found = []
    return [row for row in found if row.says]


def _spasm_rows(body: Mapping[str, Any], state: State, knowledge: Knowledge, today: date) -> list[Row]:
    doing = body.get("doing")
    return [
        Row("Worst pain", _of_ten(body.get("worst"))),
        Row("Where", PLACES.get(body.get("where") or "", "")),
        Row("What you were doing", sentence(factor_words(doing, state, knowledge)) if doing else "", is_hers=True),
        Row("What it felt like", FEELS.get(body.get("feels") or "", "")),
        Row("Began", _moment(body.get("began_at"), today)),
        Row("Note", str(body.get("note") or ""), is_hers=True),
    ]


def _day_rows(body: Mapping[str, Any], state: State, knowledge: Knowledge, today: date) -> list[Row]:
    held: Mapping[str, Any] = body.get("held") or {}
    woke = body.get("woke")

    def answered(answer: str) -> str:
        return ", ".join(factor_words(name, state, knowledge) for name, said in held.items() if said == answer)

    return [
        Row("Day", _day(body["on"], today)),
        Row("Worst pain", _of_ten(body.get("worst"))),
        Row("Sleep", SLEEPS.get(body.get("sleep") or "", "")),
        Row("Pain woke you", {True: "Yes", False: "No"}.get(woke, "") if woke is not None else ""),
        Row("How much there was to do", LOADS.get(body.get("load") or "", "")),
        Row("How you managed", MANAGED.get(body.get("managed") or "", "")),
        Row("How sure that moving is safe", _of_ten(body.get("sure"))),
        Row("The day held", sentence(answered("yes")), is_hers=True),
        Row("The day did not hold", sentence(answered("no")), is_hers=True),
        Row("Note", str(body.get("note") or ""), is_hers=True),
    ]


def _plan_rows(body: Mapping[str, Any], today: date) -> list[Row]:
    most, hours = body.get("most_a_day"), body.get("hours_between")
    return [
        Row("Name", str(body["name"]), is_hers=True),
        Row("Most times a day", str(most or "")),
        Row("Hours between", str(hours or "")),
        Row("Written by", str(body.get("written_by") or ""), is_hers=True),
        Row("Written on", _day(body.get("on"), today)),
        Row("Until", _day(body.get("until"), today)),
    ]


def _of_ten(value: int | None) -> str:
    return "" if value is None else f"{value} of 10"


def _day(value: str | None, today: date) -> str:
    return full_day(date.fromisoformat(value), today) if value else ""


def _moment(value: str | None, today: date) -> str:
    return moment_words(datetime.fromisoformat(value), today) if value else ""


def told_at(one: Effective, today: date) -> str:
    """When she told it."""
    moment = datetime.fromisoformat(one.entry.at)
    return f"{full_day(moment.date(), today)}, {clock(moment)}"
