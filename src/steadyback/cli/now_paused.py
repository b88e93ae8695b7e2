"""The paused ladder in the terminal: only her own words, typed out, lead on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steadyback.care.be_seen import be_seen
from steadyback.cli import now_card
from steadyback.journal.kinds import SEEN_WORDS

if TYPE_CHECKING:
    from steadyback.cli.now_sitting import Sitting


def wait_to_be_seen(sitting: Sitting) -> None:
    """Ask until she says that she was seen. She may do the check again meanwhile; that lifts nothing."""
    terminal = sitting.terminal
    while sitting.state.ladder.status == "paused":
        _show_pause(sitting)
        answer = terminal.ask(f"Type {SEEN_WORDS}; or check, if something is new")
        words = " ".join(answer.lower().rstrip(".").split())
        if words == SEEN_WORDS.lower():
            _ask_by_whom(sitting)
            terminal.say("Thank you. Now the check once more, before any step.")
        elif words == "check":
            sitting.check("again")
        else:
            terminal.say(f"The steps stay stopped. To go on, type the words: {SEEN_WORDS}")


def _ask_by_whom(sitting: Sitting) -> None:
    said: list[str] = []

    def keep() -> None:
        by = said[0][:200] if said and said[0] else "not said"
        sitting.keep(be_seen(sitting.state, sitting.diary.stamp(), by=by))

    sitting.when_she_leaves(keep)
    said.append(sitting.terminal.ask("Who looked at you? Your own words, or Enter"))
    sitting.when_she_leaves()
    keep()


def _show_pause(sitting: Sitting) -> None:
    terminal, knowledge = sitting.terminal, sitting.rules.knowledge
    terminal.screen()
    terminal.title("Has somebody looked at you?")
    terminal.say(" ".join(line.text for line in knowledge.fact["act-stopped"].says))
    for name in sitting.state.ladder.paused_by:
        if name in knowledge.red_flag:
            now_card.show_flag(terminal, knowledge.red_flag[name], knowledge)
    terminal.say()
    terminal.say("Not seen yet? Call:", bold=True)
    terminal.each(terminal.numbers)
    terminal.say()
