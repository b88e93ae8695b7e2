"""The small pages round the acute one: the door, About you, whom to call, later questions, being seen, hidden."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from steadyback import figures
from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.engine.check import after_it_settled
from steadyback.engine.screening import effect_of
from steadyback.engine.triage import Assessment
from steadyback.knowledge.model import Knowledge, RedFlag
from steadyback.vocabulary.timing import Stage
from steadyback.vocabulary.urgency import Urgency
from steadyback.web import words
from steadyback.web.clock import clock_note
from steadyback.web.pages.acute import body_of
from steadyback.web.pages.anew import foremost
from steadyback.web.rendering import render


def door(state: State, rules: Rules) -> str:
    """The first page: one thing to press."""
    rung = rules.knowledge.rung.get(state.ladder.rung or "")
    is_on = state.ladder.status in ("climbing", "staying", "resting") and not state.check_is_due
    return render(
        "door.html",
        tab="now",
        figure=words.as_markup(figures.draw("now", title="", **(body_of(state) | {"look": 0}))),
        stage_line=words.stage_line(state.timing),
        is_known=state.timing.stage is not Stage.UNKNOWN,
        paused=state.ladder.status == "paused",
        **foremost(state, rules, here="/"),
        clock=clock_note(state),
        carry_on={"number": rung.number, "title": rung.card.title, "id": rung.card.id} if rung and is_on else None,
    )


def about_you(
    state: State, rules: Rules, *, given: Mapping[str, str], faults: Mapping[str, str], then: str, saved: bool
) -> str:
    """Stage, country, numbers and conditions: each says why it is asked, and all may be left out."""
    conditions = [
        {"id": name, "question": item.question, "answer": _answer(state, name)}
        for name, item in sorted(rules.knowledge.contraindication.items())
        if effect_of(item, state.timing) is not None
    ]
    limits = [
        {"id": name, "question": item.question, "answer": _answer(state, name), "why": item.why_asked}
        for name, item in sorted(rules.knowledge.finding.items())
        if item.about in ("limit", "profile")
        and item.answer == "yes-no"
        and item.windows.is_open(state.timing)
        and not (item.about_baby and state.timing.is_loss)
    ]
    limits += [
        {"id": name, "question": flag.question, "answer": _answer(state, name), "why": None}
        for name, flag in sorted(rules.knowledge.red_flag.items())
        if flag.asked == "profile" and flag.question and not flag.is_private and not flag.in_parts
    ]
    return render(
        "about_you.html",
        stage=state.timing.stage.value,
        is_loss=state.timing.is_loss,
        stage_line=words.stage_line(state.timing),
        country=state.country,
        countries=_countries(rules.knowledge),
        contacts=state.contacts,
        conditions=conditions,
        limits=limits,
        given=given,
        faults=faults,
        then=then,
        saved=saved,
    )


def _answer(state: State, name: str) -> str:
    answer = state.facts.answers.get(name)
    return answer.slug if answer is not None else ""


def _countries(knowledge: Knowledge) -> list[tuple[str, str]]:
    named = [(code, contact.country) for code, contact in knowledge.contact.items() if code != "unknown"]
    return sorted(named, key=lambda pair: pair[1])


def call(state: State, rules: Rules) -> str:
    """Whom to call, with her own numbers first."""
    contact = words.contact_of(state, rules.knowledge)
    return render(
        "call.html",
        country=None if contact.card.id == "unknown" else contact.country,
        emergency=words.ambulance(contact),
        unit=words.maternity(state, second=True),
        maternity_words=contact.maternity_words,
        language=contact.language,
        urgent=words.lines(contact.urgent),
        urgent_words=contact.urgent_words,
        crisis=words.lines(contact.crisis),
        caution=contact.caution.text if contact.caution else None,
        stage_words=words.stage_sentence(state.timing),
        badly=rules.knowledge.fact["msg-badly-wrong"].says[0].text,
        sources=words.sources_of(rules.knowledge, contact.card.sources),
    )


def later(state: State, rules: Rules, *, found: Assessment | None, given: Mapping[str, str]) -> str:
    """The review and watch signs, asked once the spasm has settled; with ``found``, what they say."""
    flags = after_it_settled(rules.knowledge, rules.naming, state.facts, state.timing)
    fired = [one for one in found.fired if one.flag in {flag.card.id for flag in flags}] if found else []
    return render(
        "later.html",
        signs=[{"id": flag.card.id, "question": flag.question} for flag in flags],
        given=given,
        found=found is not None,
        urgency=(found.urgency if found else Urgency.SELF_CARE).slug,
        advice=[_advice(rules.knowledge.red_flag[one.flag], one.urgency, rules) for one in fired],
        review=[statement.text for statement in rules.knowledge.fact["act-review"].says],
        review_title=rules.knowledge.fact["act-review"].card.title,
        badly=rules.knowledge.fact["msg-badly-wrong"].says[0].text,
    )


def _advice(flag: RedFlag, urgency: Urgency, rules: Rules) -> dict[str, Any]:
    kind = "Keep an eye on it" if urgency is Urgency.SELF_CARE else urgency.slug.replace("-", " ").capitalize()
    return {
        "title": flag.card.title,
        "because": flag.because.text,
        "kind": kind,
        "sources": words.short_sources(rules.knowledge, flag.because.sources),
    }


def hidden() -> str:
    """A page about nothing: what stays on the screen after "Hide"."""
    return render("hidden.html")


def opening() -> str:
    """What stands where a page will be once the companion is up: the ways to help, which wait for nothing."""
    return render("opening.html")


def seen(state: State, rules: Rules) -> str:
    """The one way on from a pause: her own deliberate answer."""
    flags = [rules.knowledge.red_flag[name] for name in state.ladder.paused_by if name in rules.knowledge.red_flag]
    stopped = rules.knowledge.fact["act-stopped"]
    return render(
        "seen.html",
        flags=[{"title": flag.card.title, "because": flag.because.text} for flag in flags],
        paused=state.ladder.status == "paused",
        stopped=f"{stopped.card.title}. " + " ".join(statement.text for statement in stopped.says),
    )


def problem(title: str, line: str) -> str:
    """A kind page for what went wrong, with the mend."""
    return render("problem.html", title=title, line=line)


def unreadable_entry() -> str:
    """The page for an entry that is none."""
    return problem("Not saved", "One entry could not be read. Nothing that was kept before has changed.")
