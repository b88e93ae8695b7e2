"""The acute page: check, result, ladder and log, all in one page that works without a script and offline."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from steadyback import figures
from steadyback.care.acts import first_route
from steadyback.care.first_step import Beginning, beginning
from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.engine.check import Screen, screens
from steadyback.engine.screening import RungOffer, chosen_form
from steadyback.engine.triage import Assessment
from steadyback.knowledge.model import Fact, Rung
from steadyback.vocabulary.timing import Stage
from steadyback.vocabulary.urgency import most_urgent
from steadyback.web import cards as result_cards
from steadyback.web import page_table, words
from steadyback.web.pages.anew import foremost
from steadyback.web.rendering import render

#: What she may have been doing, as the log names it: trigger id, words.
DOINGS = (
    ("trg-turn-in-bed", "Turning in bed"),
    ("trg-long-sitting", "Sitting long"),
    ("trg-bend-twist", "Bend or twist"),
    ("trg-long-standing", "Standing long"),
    ("trg-overdoing-chores", "Lifting, chores"),
    ("nothing-much", "Nothing much"),
)


class Result(NamedTuple):
    """What the server found from a form: for people without script."""

    urgency: str
    routes: tuple[str, ...]
    flags: tuple[str, ...]
    says: tuple[str, ...]
    unanswered: tuple[str, ...]
    is_shut: bool


def acute(
    state: State,
    rules: Rules,
    *,
    about: str,
    given: Mapping[str, str] | None = None,
    result: Result | None = None,
    is_locked: bool = False,
    said: str = "",
) -> str:
    """The page. ``given``: answers to keep as they are; ``result``: the card to show, worked out already.

    ``said``: what is told about her own words, which have just been kept.

    ``is_locked``: her diary is. Nobody can know then whether a sign she told of still pauses the steps, so none is on
    the page; the check and whom to call are.
    """
    asked = screens(rules.knowledge, rules.naming, state.facts, state.timing)
    small = page_table.page_rules(state, rules, asked)
    open_offers = () if is_locked else page_table.offers_after(state, rules, screened_out=False)
    unasked = page_table.screening_question(state, rules)
    asks = unasked and not is_locked
    held_offers = page_table.offers_after(state, rules, screened_out=True) if asks else open_offers
    fact = rules.knowledge.fact
    waits = not is_locked and waits_for_her_words(state)
    sure = held_offers if any(not offer.is_held for offer in held_offers) else open_offers
    begins = None if is_locked or waits else beginning(state, rules, sure, is_new=about == "spasm")
    return render(
        "acute.html",
        title="Safety check",
        about=about,
        screens=[_screen(screen, state.diary.preferences.get("units")) for screen in asked],
        given=given or {},
        result=result,
        is_locked=is_locked,
        result_act=_result_act,
        cards=result_cards.cards(state, rules, small),
        stage_words=words.stage_sentence(state.timing),
        stopped=_lead(fact["act-stopped"]),
        cannot_check=_lead(fact["act-cannot-check"]),
        not_asked=fact["act-not-asked"].says[0].text,
        badly=fact["msg-badly-wrong"].says[0].text,
        start=_start(begins, rules) if begins else None,
        is_clear=result is not None and not (result.is_shut or result.unanswered),
        settles=fact["cr-spasm-settles"].says[0].text,
        lighter=rules.knowledge.habit["hab-lighter-day"].says[0].text,
        screen_words=_lead(fact["act-screen"]),
        paused=paused_card(state, rules),
        said=said,
        waits=waits,
        **({"anew": None, "heard": None} if is_locked or result else foremost(state, rules, here="/now")),
        asks_conditions=_differ(open_offers, held_offers),
        conditions=[rules.knowledge.contraindication[name].card.title for name in unasked],
        rungs=_rungs(state, rules, open_offers),
        held=_held(rules, open_offers),
        doings=DOINGS,
        table=words.as_markup(_safe_json(_table(state, rules, asked, open_offers, held_offers, begins))),
    )


def waits_for_her_words(state: State) -> bool:
    """Whether the steps wait for her answer about something that she wrote: no check opens them before."""
    return state.ladder.status != "paused" and any(one.shuts and one.answers for one in state.heard)


def _safe_json(value: Any) -> str:
    """JSON that can stand inside a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _lead(item: Fact) -> dict[str, str]:
    return {"title": item.card.title, "line": " ".join(statement.text for statement in item.says)}


def _screen(screen: Screen, units: str | None) -> dict[str, Any]:
    signs = [sign._replace(words=words.in_her_units(sign.words, units)) for sign in screen.signs]
    return {"title": screen.group.card.title, "lead": screen.group.lead, "signs": signs}


def _result_act(result: Result, acts: list[result_cards.Act]) -> result_cards.Act:
    route = first_route(result.routes or ("GP",))
    return next((act for act in acts if route in act.routes), acts[0])


def result_of(assessment: Assessment, state: State, rules: Rules, given: Mapping[str, str]) -> Result:
    """The card for an assessment made on the server."""
    top = [one for one in assessment.fired if one.urgency == assessment.urgency]
    asked = screens(rules.knowledge, rules.naming, state.facts, state.timing)
    signs = {sign.id: sign for screen in asked for sign in screen.signs}
    says = tuple(signs[name].say or "" for name, answer in given.items() if name in signs and answer != "no")
    missing = tuple(sign.words for name, sign in signs.items() if name not in given)
    return Result(
        urgency=assessment.urgency.slug,
        routes=tuple(one.route[0] for one in top if one.route),
        flags=tuple(one.flag for one in assessment.fired),
        says=says,
        unanswered=missing,
        is_shut=bool(assessment.shut_by),
    )


def paused_card(state: State, rules: Rules) -> dict[str, Any] | None:
    """The card of a ladder that waits for her to be seen, or None."""
    if state.ladder.status != "paused":
        return None
    flags = [rules.knowledge.red_flag[name] for name in state.ladder.paused_by if name in rules.knowledge.red_flag]
    fired = {one.flag: one.urgency for one in state.last_check.assessment.fired} if state.last_check else {}
    urgency = most_urgent(fired.get(flag.card.id, max(rule.urgency for rule in flag.rules)) for flag in flags)
    contact = words.contact_of(state, rules.knowledge)
    buttons = [*words.maternity(state), *words.ambulance(contact, second=True)]
    return {
        "urgency": urgency.slug,
        "place": 3 - int(urgency),
        "stopped": "{title}. {line}".format(**_lead(rules.knowledge.fact["act-stopped"])),
        "flags": [{"title": flag.card.title, "because": flag.because.text} for flag in flags],
        "phones": words.as_markup("".join(buttons)),
    }


def _start(begins: Beginning, rules: Rules) -> dict[str, Any]:
    """What she may begin with: the first step, where it is another than the usual one, and why it is first."""
    usual, first, other = rules.knowledge.rung[begins.usual], begins.first, begins.other
    return {
        "words": f"Start with step {usual.number}",
        "usual": begins.usual,
        "first": {"id": other.rung, "title": rules.knowledge.rung[other.rung].card.title} if other else None,
        "why": first.why if first and first.is_by_her_tries else "",
    }


def _differ(one: tuple[RungOffer, ...], other: tuple[RungOffer, ...]) -> bool:
    return [offer.is_held for offer in one] != [offer.is_held for offer in other]


def _table(
    state: State,
    rules: Rules,
    asked: tuple[Screen, ...],
    open_offers: tuple[RungOffer, ...],
    held_offers: tuple[RungOffer, ...],
    begins: Beginning | None,
) -> dict[str, Any]:
    ladders = (begins.then, state.ladder, begins.other.rung if begins.other else None) if begins else ()
    rungs = [rules.knowledge.rung[offer.rung] for offer in open_offers if not offer.is_held]
    place = state.ladder.rung if state.ladder.offers and not state.check_is_due else None
    return {
        **page_table.decision_table(state, rules, asked),
        "says": {sign.id: sign.say or "" for screen in asked for sign in screen.signs},
        "words": {sign.id: sign.words for screen in asked for sign in screen.signs},
        "ladder": page_table.ladder_table(open_offers, *ladders),
        "held": page_table.ladder_table(held_offers, *ladders),
        "conditions": page_table.screening_question(state, rules) if _differ(open_offers, held_offers) else [],
        "timers": page_table.timer_table(rungs),
        "at": "heard" if waits_for_her_words(state) else place or state.ladder.status,
        "stage": None if state.timing.stage is Stage.UNKNOWN else state.timing.stage.value,
        "weeks": state.timing.first_day // 7 if state.timing.is_known_to_the_week else None,
    }


def _rungs(state: State, rules: Rules, offers: tuple[RungOffer, ...]) -> list[dict[str, Any]]:
    total = len(rules.knowledge.rung)
    return [_rung(state, rules, offer, total) for offer in offers if not offer.is_held]


def _rung(state: State, rules: Rules, offer: RungOffer, total: int) -> dict[str, Any]:
    rung = rules.knowledge.rung[offer.rung]
    moves: list[dict[str, Any]] = []
    left_out: list[str] = []
    for move in offer.exercises:
        exercise = rules.knowledge.exercise[move.id]
        if move.is_held:
            left_out.append(f"{exercise.card.title}. {' '.join(move.because)}")
            continue
        form = chosen_form(exercise, move)
        drawing = figures.draw(form.figures[-1], **body_of(state)) if form.figures and moves else ""
        moves.append(
            {
                "title": f"{exercise.card.title}: {form.title[0].lower()}{form.title[1:]}",
                "steps": form.steps,
                "how": (*move.how, *move.because),
                # an easier way is offered only where nothing limits her: it has no screen of its own
                "easier": exercise.easier.text if exercise.easier and move.fit == "yes" else None,
                "figure": words.as_markup(drawing),
            }
        )
    return {
        "id": rung.card.id,
        "number": rung.number,
        "of": total,
        "title": rung.card.title,
        "cue": rung.cue,
        "dose": rung.dose.words.text,
        "clock": _clock(rung),
        "before": [statement.text for statement in rung.before],
        "stop": [statement.text for statement in rung.stop],
        "how": offer.offer.how,
        "steps": [statement.text for statement in rung.steps],
        "moves": moves,
        "left_out": left_out,
        "figures": [words.as_markup(drawing) for drawing in _figures(state, rules, rung, offer)],
        "sources": words.sources_of(rules.knowledge, rung.card.sources),
    }


def _clock(rung: Rung) -> str:
    seconds = sum(beat[1] for beat in page_table.beats(rung.dose.timer)) if rung.dose.timer else 0
    return f"{seconds // 60}:{seconds % 60:02d}"


def _figures(state: State, rules: Rules, rung: Rung, offer: RungOffer) -> list[str]:
    """The drawing in the ring: of the first form that she was given, else the rung's own.

    A rung without exercises that is altered for her shows the last of its drawings: the way that is left.
    """
    poses: list[str] = []
    for move in offer.exercises:
        if not move.is_held:
            poses += chosen_form(rules.knowledge.exercise[move.id], move).figures[-1:]
    own = rung.figures[-1:] if offer.offer.fit == "altered" and not rung.exercises else rung.figures[:1]
    poses = poses[:1] or list(own)
    return [figures.draw(pose, **body_of(state)) for pose in poses]


def body_of(state: State) -> dict[str, Any]:
    """The body that the figures have: a bump of her week, or the form after birth; none after a loss. And her look."""
    timing, look = state.timing, state.diary.preferences.get("look")
    chosen = {} if look is None else {"look": look}
    if timing.stage is Stage.POSTPARTUM:
        return {"stage": "neutral" if timing.is_loss else "postpartum", "week": None} | chosen
    if timing.stage is Stage.PREGNANT and timing.is_known_to_the_week:
        return {"stage": "pregnant", "week": min(timing.first_day // 7, 40)} | chosen
    return {"stage": "pregnant", "week": None} | chosen


def _held(rules: Rules, offers: tuple[RungOffer, ...]) -> list[dict[str, str]]:
    return [
        {"title": rules.knowledge.rung[offer.rung].card.title, "because": " ".join(offer.offer.because)}
        for offer in offers
        if offer.is_held
    ]
