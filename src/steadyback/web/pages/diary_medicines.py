"""Medicines by her own plan: we count, we warn by her plan's numbers, and we never name one to take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from markupsafe import Markup

from steadyback.care.amend import amend
from steadyback.care.diary_weeks import is_medicine_day
from steadyback.care.factors import looking_at
from steadyback.care.medicine_count import MedicineCount, count_medicine
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.care.tell import tell
from steadyback.engine.shown import Shown
from steadyback.journal.fold import Effective
from steadyback.knowledge.model import Medicine, Statement
from steadyback.web import diary_words as said
from steadyback.web.dates import count_words, full_day, moment_words, number_words
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.rendering import phone_button, render
from steadyback.web.typed import Typed
from steadyback.web.undo import stamp_of_form, undo_line, with_word
from steadyback.web.words import maternity, sources_of

_HOME = "/diary/medicines"
_LONGEST_NAME, _LONGEST_AMOUNT, _LONGEST_EFFECT, _LONGEST_BY = 200, 100, 2_000, 200
_RECENT = 8
_FORTNIGHT = 14


def _page(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], now: datetime) -> Reply:
    return Reply(_draw(request, state, rules, stamps, now, {}, {}))


def _draw(
    request: Request,
    state: State,
    rules: Rules,
    stamps: Iterator[Stamp],
    now: datetime,
    values: Mapping[str, str],
    faults: Mapping[str, str],
) -> str:
    """The page. ``values`` and ``faults``: of the form for one taken, or of the one for a side effect."""
    stops, ask_first, others = _advice(state, rules)
    plans = [_plan(count_medicine(plan, state.diary, now), state.day, next(stamps).id) for plan in _plans(state)]
    saved = state.diary.by_id.get(request.told("saved"))
    is_effect = saved is not None and saved.entry.kind == "side-effect" and not saved.is_withdrawn
    own = rules.knowledge.medicine["med-own-plan"]
    fortnight = state.diary.between(state.day - timedelta(days=_FORTNIGHT - 1), state.day)
    days = sum(is_medicine_day(state.diary, day) for day in fortnight)
    return render(
        "diary_medicines.html",
        tab="diary",
        undo=undo_line(request, state, _HOME),
        stops=stops,
        ask_first=ask_first,
        others=others,
        plans=plans,
        effect_saved=is_effect,
        worrying=own.hand_over[0].text,
        badly=rules.knowledge.fact["msg-badly-wrong"].says[0].text,
        phones=_phones(state),
        forms=[next(stamps).id, next(stamps).id],
        values=values,
        faults=faults,
        latest=f"{now:%Y-%m-%dT%H:%M}",
        today=str(state.day),
        days_words=f"A medicine noted on {days} of the last {_FORTNIGHT} days." if days else "",
        recent=[said.line_of(one, state, rules.knowledge) for one in _recent(state)],
    )


def _plans(state: State) -> list[Effective]:
    """Her plans, the newest first."""
    return list(reversed(state.diary.of("medicine-plan")))


def _recent(state: State) -> list[Effective]:
    found = [*state.diary.of("medicine")[-_RECENT:], *state.diary.of("side-effect")[-_RECENT:]]
    return sorted(found, key=lambda one: str(one.body.get("taken_at") or one.entry.at), reverse=True)[:_RECENT]


def _phones(state: State) -> list[Markup]:
    told = state.contacts.get("clinician")
    clinician = [phone_button(told["number"], f"Phone {told['name'] or 'your clinician'}", second=True)] if told else []
    return [*clinician, *maternity(state, second=True)]


# ---- what the content says, for her stage ----


def _advice(state: State, rules: Rules) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """The stop lines, what comes right after them, and the rest; only what is for her stage."""
    decide = looking_at(state, rules)
    found = [(item, decide(item)) for item in rules.knowledge.medicine.values()]
    told = [(item, one) for item, one in found if one.standing in ("now", "held")]
    stops = [_card(item, one, rules) for item, one in told if item.is_hard_stop]
    first = [_card(item, one, rules) for item, one in told if item.is_first and not item.is_hard_stop]
    rest = [_card(item, one, rules) for item, one in told if not item.is_first and not item.is_hard_stop]
    return stops, first, sorted(rest, key=lambda card: card["id"] != "med-own-plan")


def _card(item: Medicine, one: Shown, rules: Rules) -> dict[str, Any]:
    statements: tuple[Statement, ...] = (*one.says, *one.never)
    citations = tuple(citation for each in statements for citation in each.sources) or item.card.sources
    return {
        "id": item.card.id,
        "title": item.card.title,
        "because": list(one.because),
        "says": [each.text for each in (*one.says, *one.instead)],
        "never": [each.text for each in one.never],
        "sources": sources_of(rules.knowledge, citations),
    }


# ---- her plan, counted ----


def _plan(count: MedicineCount, today: date, form: str) -> dict[str, Any]:
    body = count.plan.body
    most, hours = body.get("most_a_day"), body.get("hours_between")
    says = [
        f"at most {count_words(most, 'time')} a day" if most else "",
        f"at least {count_words(hours, 'hour')} between" if hours else "",
    ]
    return {
        "id": count.plan.entry.id,
        "form": form,
        "name": body["name"],
        "limits": ", ".join(part for part in says if part),
        "by": body.get("written_by") or "",
        "until": full_day(date.fromisoformat(body["until"]), today) if body.get("until") else "",
        "counted": _counted(count, today),
        "warnings": _warnings(count, today),
        "is_over": count.is_over,
    }


def _counted(count: MedicineCount, today: date) -> str:
    if count.last is None:
        return "None noted yet."
    times = len(count.times)
    noted = f"Noted {number_words(times) if times else 'no'} time{'' if times == 1 else 's'} in the last 24 hours."
    return f"{noted} The last one: {moment_words(count.last, today)}."


def _warnings(count: MedicineCount, today: date) -> list[str]:
    """What her plan's own numbers say now. Never that she may take one: only that her plan says not yet, or ask."""
    body, found = count.plan.body, []
    if count.is_over:
        found.append(
            f"That is more than your plan says: {count_words(len(count.times), 'time')} in 24 hours, at most "
            f"{number_words(body['most_a_day'])}. Phone the person who wrote it, or a pharmacist, now."
        )
    elif count.is_full:
        found.append("Your plan's limit for a day is reached. If you need more, phone the person who wrote it.")
    if count.is_past:
        found.append(
            f"This plan ran to {full_day(date.fromisoformat(body['until']), today)}. "
            "Ask whether it still holds before you take more."
        )
    if count.was_too_soon:
        found.append(
            f"The last two were closer together than the {count_words(body['hours_between'], 'hour')} of your plan. "
            "Ask the person who wrote it, or a pharmacist, before the next one."
        )
    if count.not_before is not None and (count.is_full or count.is_too_soon):
        found.append(f"By your plan, not before {moment_words(count.not_before, today)}.")
    return found


# ---- what she tells ----


def _taken(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], now: datetime) -> Reply:
    typed = Typed(request, now)
    plan = request.told("plan")
    if plan and plan not in {one.entry.id for one in _plans(state)}:
        typed.faults["name"] = "That plan is not in your diary any more. Write what you took."
        plan = ""
    body = {
        "plan": plan or None,
        "name": None if plan else typed.text("name", _LONGEST_NAME),
        "taken_at": typed.moment("taken_at"),
        "amount": typed.text("amount", _LONGEST_AMOUNT),
    }
    if body["plan"] is None and body["name"] is None:
        typed.faults.setdefault("name", "Write what you took, as it says on the pack.")
    if typed.faults:
        return Reply(_draw(request, state, rules, stamps, now, typed.given, typed.faults), 422)
    return _keep(request, state, stamps, "medicine", body)


def _effect(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], now: datetime) -> Reply:
    typed = Typed(request, now)
    words, on = typed.text("effect", _LONGEST_EFFECT), typed.day("effect_on")
    plan = request.told("effect_plan")
    if not words:
        typed.faults.setdefault("effect", "Write a few words about what you felt.")
    if typed.faults:
        return Reply(_draw(request, state, rules, stamps, now, typed.given, typed.faults), 422)
    known = {one.entry.id for one in _plans(state)}
    body = {"text": words, "plan": plan if plan in known else None, "on": on}
    return _keep(request, state, stamps, "side-effect", body)


def _keep(request: Request, state: State, stamps: Iterator[Stamp], kind: str, body: Mapping[str, Any]) -> Reply:
    stamp = stamp_of_form(request, state, stamps)
    if stamp is None:
        return Reply(see=with_word(_HOME, "saved", request.told("form")))
    return Reply(entries=(tell(stamp, kind, body),), see=with_word(_HOME, "saved", stamp.id))


def _plan_page(request: Request, state: State, _rules: Rules, stamps: Iterator[Stamp], _now: datetime) -> Reply:
    one = _her_plan(request, state)
    body = one.body if one else {}
    values = {name: str(body.get(name) or "") for name in _PLAN_FIELDS}
    return Reply(_draw_plan(one, next(stamps).id, values, {}, state))


_PLAN_FIELDS = ("name", "most_a_day", "hours_between", "written_by", "on", "until")


def _her_plan(request: Request, state: State) -> Effective | None:
    return next((one for one in _plans(state) if one.entry.id == request.told("id")), None)


def _draw_plan(
    one: Effective | None, form: str, values: Mapping[str, str], faults: Mapping[str, str], state: State
) -> str:
    editing = one.entry.id if one else ""
    return render(
        "diary_plan.html", tab="diary", editing=editing, form=form, values=values, faults=faults, today=str(state.day)
    )


def _keep_plan(request: Request, state: State, _rules: Rules, stamps: Iterator[Stamp], now: datetime) -> Reply:
    typed, one = Typed(request, now), _her_plan(request, state)
    body = {
        "name": typed.text("name", _LONGEST_NAME),
        "most_a_day": typed.number("most_a_day", 1, 24, "What we can count"),
        "hours_between": typed.number("hours_between", 1, 72, "What we can time"),
        "written_by": typed.text("written_by", _LONGEST_BY),
        "on": typed.day("on"),
        "until": typed.day("until", is_past=False),
    }
    if body["name"] is None:
        typed.faults.setdefault("name", "Give it a name, so that you know it again.")
    if not typed.faults and body["on"] and body["until"] and str(body["until"]) < str(body["on"]):
        typed.faults["until"] = "This is before the day it was written. Look at both days."
    if typed.faults:
        return Reply(_draw_plan(one, request.told("form"), typed.given, typed.faults, state), 422)
    if one is None:
        return _keep(request, state, stamps, "medicine-plan", body)
    entry = amend(one, next(stamps), body)
    return Reply(entries=(entry,) if entry else (), see=with_word(_HOME, "saved", one.entry.id))


ROUTES: Routes = {
    ("GET", "/diary/medicines"): _page,
    ("POST", "/diary/medicines/taken"): _taken,
    ("POST", "/diary/medicines/effect"): _effect,
    ("GET", "/diary/medicines/plan"): _plan_page,
    ("POST", "/diary/medicines/plan"): _keep_plan,
}
