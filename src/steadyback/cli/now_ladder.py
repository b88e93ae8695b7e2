"""The ladder in the terminal: one rung at a time, exactly as the engine's own machine has it."""

from __future__ import annotations

from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.cli.now_timer import run_timer
from steadyback.cli.terminal import Terminal
from steadyback.engine.ladder import Onward, advance
from steadyback.engine.replies import Replies
from steadyback.engine.screening import Circumstances, RungOffer, chosen_form, effect_of, offer_ladder
from steadyback.knowledge.model import Contraindication, Finding, Rung
from steadyback.vocabulary.answer import Answer

FELT = {
    "1": "better",
    "2": "same",
    "3": "worse",
    "4": "changed",
    "better": "better",
    "same": "same",
    "worse": "worse",
    "changed": "changed",
}
STAY = {"1": "again", "2": "onward", "3": "settled", "again": "again", "next": "onward", "settled": "settled"}


def offer_of(state: State, rung: str) -> RungOffer | None:
    """The offer of ``rung``, or None when it is held or not known: then it is never shown."""
    return next((offer for offer in state.offers if offer.rung == rung and not offer.is_held), None)


def show_rung(terminal: Terminal, offer: RungOffer, rules: Rules) -> int:
    """A rung, whole, and its timer. The seconds that the timer ran."""
    from steadyback.web.page_table import beats

    rung = rules.knowledge.rung[offer.rung]
    terminal.screen()
    terminal.title(f"Step {rung.number} of {len(rules.knowledge.rung)}: {rung.card.title}")
    terminal.say(rung.cue)
    terminal.say()
    for line in offer.offer.how:
        terminal.say(line)
    _numbered(terminal, [step.text for step in rung.steps])
    _moves(terminal, offer, rules)
    terminal.say()
    terminal.say(f"How long: {rung.dose.words.text}")
    if rung.before:
        terminal.say("Before you start:", bold=True)
        terminal.each([line.text for line in rung.before])
    terminal.say("When to stop:", bold=True)
    terminal.each([line.text for line in rung.stop])
    _sources(terminal, rung, rules)
    terminal.say()
    if rung.dose.timer is None:
        return 0
    if terminal.is_tty:
        terminal.ask("Press Enter to start the timer, or q to leave")
    return run_timer(terminal, beats(rung.dose.timer))


def _numbered(terminal: Terminal, steps: list[str]) -> None:
    for number, step in enumerate(steps, start=1):
        terminal.say(step, first=f"{number:3}. ", indent="     ")


def _moves(terminal: Terminal, offer: RungOffer, rules: Rules) -> None:
    """The moves of a rung in the form that fits her; a held one is named with its reason, never shown."""
    for move in offer.exercises:
        exercise = rules.knowledge.exercise[move.id]
        terminal.say()
        if move.is_held:
            terminal.say(f"{exercise.card.title}: not for you now. {' '.join(move.because)}")
            continue
        form = chosen_form(exercise, move)
        terminal.say(f"{exercise.card.title}: {form.title}", bold=True)
        for line in (*move.how, *move.because):
            terminal.say(line, indent="  ")
        _numbered(terminal, list(form.steps))


def _sources(terminal: Terminal, rung: Rung, rules: Rules) -> None:
    from steadyback.web.words import short_sources

    terminal.say(short_sources(rules.knowledge, rung.card.sources))


def ask_how_it_is(terminal: Terminal, *, can_ease: bool) -> str:
    """better, same, worse, changed; or easier, when there is a lower step."""
    terminal.say()
    terminal.say("How is it now?", bold=True)
    terminal.each(["1  Better", "2  Same", "3  Worse", "4  Something changed"], bullet="")
    choices = {**FELT, "easier": "easier"} if can_ease else FELT
    prompt = "1, 2, 3 or 4; easier goes one step down" if can_ease else "1, 2, 3 or 4"
    return terminal.choose(prompt, choices)


def ask_to_stay(terminal: Terminal) -> str:
    """again, onward or settled."""
    terminal.screen()
    terminal.title("It helps. Stay with this step.")
    terminal.say("A step that helps is the step to stay on. Do it again when you need it.")
    terminal.say()
    terminal.each(["1  Do it once more", "2  Go on to the next step", "3  It has settled"], bullet="")
    return terminal.choose("1, 2 or 3", STAY)


def conditions_to_ask(state: State, rules: Rules, beyond: str | None) -> list[Contraindication]:
    """The conditions to ask before what follows on ``beyond``: those unasked, if they are all that holds it."""
    unasked = [
        item
        for item in rules.knowledge.contraindication.values()
        if effect_of(item, state.timing) is not None and item.card.id not in state.facts.answers
    ]
    if not unasked:
        return []
    hopeful = {**state.facts.answers, **{item.card.id: Answer.NO for item in unasked}}
    facts = Replies(hopeful, state.facts.numbers)
    her = Circumstances(state.timing, facts, state.her.clearances, (), state.her.plan_leaves_out)
    open_then = tuple(offer.rung for offer in offer_ladder(rules.knowledge, rules.naming, her) if not offer.is_held)
    here = state.ladder._replace(status="staying", rung=beyond)
    following = advance(here, Onward(), open_then).rung
    return unasked if following is not None and offer_of(state, following) is None else []


def limits_to_ask(state: State, rules: Rules) -> list[Finding]:
    """What may limit her moves, and has not been told either way."""
    return [
        item
        for name, item in sorted(rules.knowledge.finding.items())
        if item.about == "limit" and item.windows.is_open(state.timing) and name not in state.facts.answers
    ]


def say_held(terminal: Terminal, state: State, rules: Rules) -> None:
    """The steps that are not for her now, each with its reason."""
    held = [offer for offer in state.offers if offer.is_held]
    if held:
        terminal.say("Not for you now:", bold=True)
        terminal.each([f"{rules.knowledge.rung[one.rung].card.title}. {' '.join(one.offer.because)}" for one in held])
        terminal.say()
