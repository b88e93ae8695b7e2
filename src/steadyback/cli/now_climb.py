"""Her moves on the ladder in the terminal: what she answers becomes an entry, and the engine says what follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from steadyback.care.first_step import Beginning, beginning
from steadyback.cli import now_after, now_ladder
from steadyback.cli.now_answers import Question

if TYPE_CHECKING:
    from steadyback.cli.now_sitting import Sitting

#: The longest time that an entry keeps for one step, in seconds.
_LONGEST = 86_400


def climb_ladder(sitting: Sitting) -> str:
    """Up the ladder until it has ``settled``, or the check must be asked ``again``, or it is ``stopped``."""
    while True:
        ladder = sitting.state.ladder
        match ladder.status:
            case "ready" | "resting":
                if not _start(sitting):
                    return "settled"
            case "climbing":
                _do_rung(sitting, ladder.rung or "")
            case "staying":
                _stay(sitting, ladder.rung or "")
            case "done":
                return "settled"
            case "shut":
                return "again"
            case _:
                return "stopped"


def _start(sitting: Sitting) -> bool:
    """Begin, or go on. False when no step is open to her."""
    state, terminal = sitting.state, sitting.terminal
    begins = beginning(state, sitting.rules, state.offers, is_new=False)
    if begins is None:
        now_ladder.say_held(terminal, state, sitting.rules)
        return False
    rung = _ask_where(sitting, begins)
    is_resumed = state.ladder.status == "resting" and rung == begins.usual
    sitting.move("resume" if is_resumed else "start", rung=rung)
    return sitting.state.ladder.offers


def _ask_where(sitting: Sitting, begins: Beginning) -> str:
    """The rung that she begins with: on Enter the first step, which is told with its reason."""
    terminal, rungs = sitting.terminal, sitting.rules.knowledge.rung
    usual, other = rungs[begins.usual], begins.other
    if other is None:
        if begins.first and begins.first.is_by_her_tries:
            terminal.say()
            terminal.say(begins.first.why)
        if terminal.is_tty:
            terminal.say()
            terminal.ask(f"Press Enter for step {usual.number}: {usual.card.title}")
        return begins.usual
    first = rungs[other.rung]
    terminal.say()
    terminal.say(f"First step for you: {first.card.title}. {other.why}", bold=True)
    terminal.say(f"Enter starts there, at step {first.number}. Every other step stays, in its order.")
    number = str(usual.number)
    terminal.say(f"{number} starts with step {number}: {usual.card.title}.")
    return terminal.choose(f"Enter, or {number}", {number: begins.usual}, empty=other.rung)


def _do_rung(sitting: Sitting, rung: str) -> None:
    """One rung, and how it is now. A rung that is held by now is left for the lowest that is open."""
    offer = now_ladder.offer_of(sitting.state, rung)
    if offer is None:
        sitting.move("pause", rung=rung)
        return
    seconds = now_ladder.show_rung(sitting.terminal, offer, sitting.rules)
    felt = now_ladder.ask_how_it_is(sitting.terminal, can_ease=_has_lower(sitting, rung))
    if felt == "easier":
        sitting.move("ease-back", rung=rung)
        return
    said: dict[str, Any] = {"rung": rung, "felt": felt, "seconds": min(seconds, _LONGEST) or None}
    if felt == "same":
        _ask_conditions(sitting, rung, then=lambda: sitting.move("done", **said))
    else:
        sitting.move("done", **said)


def _has_lower(sitting: Sitting, rung: str) -> bool:
    offered = [offer.rung for offer in sitting.state.offers if not offer.is_held]
    return bool(offered) and offered[0] != rung


def _stay(sitting: Sitting, rung: str) -> None:
    """She is on a rung that helps: once more, onward, or it has settled."""
    match now_ladder.ask_to_stay(sitting.terminal):
        case "again":
            sitting.move("stay", rung=rung)
            _do_rung(sitting, rung)
        case "onward":
            _ask_conditions(sitting, rung, then=lambda: sitting.move("skip", rung=rung))
        case _:
            sitting.move("finish", rung=rung)


def _ask_conditions(sitting: Sitting, rung: str, then: Callable[[], None]) -> None:
    """Before a step that needs it: is there a condition, or a limit, that makes moves unsafe for her? Then go on."""
    items = now_ladder.conditions_to_ask(sitting.state, sitting.rules, rung)
    if items:
        lead = sitting.rules.knowledge.fact["act-screen"]
        questions = [Question(item.card.id, item.question) for item in items]
        answers = sitting.ask_facts(lead.card.title, lead.says[0].text, questions, then)
        now_after.show_what_is_a_sign(sitting, {item.card.id: item.red_flags for item in items}, answers)
        limits = [
            Question(item.card.id, item.question) for item in now_ladder.limits_to_ask(sitting.state, sitting.rules)
        ]
        if limits and sitting.state.ladder.status != "paused":
            sitting.ask_facts("And what limits you?", "So that each move comes in a form that fits.", limits, then)
        if sitting.state.ladder.status != "paused":
            now_ladder.say_held(sitting.terminal, sitting.state, sitting.rules)
    sitting.when_she_leaves()
    then()
