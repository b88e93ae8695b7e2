"""The three-tap log of a spasm, asked in the terminal. Each part may be left out."""

from __future__ import annotations

from typing import Any

from steadyback.cli.terminal import Terminal
from steadyback.knowledge.model import Knowledge
from steadyback.vocabulary.timing import Timing

_PLACES = {
    "1": "low-left",
    "2": "low-right",
    "3": "low-all",
    "4": "higher",
}
#: The same few that the page shows; her own words do as well.
_DOINGS = ("trg-turn-in-bed", "trg-long-sitting", "trg-bend-twist", "trg-long-standing", "trg-overdoing-chores")
_NOTHING = "nothing-much"


def ask_log(terminal: Terminal, knowledge: Knowledge, timing: Timing) -> dict[str, Any]:
    """How bad, where, doing what: what ``note_spasm`` takes."""
    terminal.screen()
    terminal.title("Note it, in three answers")
    terminal.say("Enter skips any of them.")
    worst = terminal.choose(
        "How bad was it at worst? 0 is none, 10 the worst", {str(number): str(number) for number in range(11)}, empty=""
    )
    terminal.say("Where?")
    terminal.each(["1  Low left", "2  Low right", "3  Low, all across", "4  Higher"], bullet="")
    where = terminal.choose("1, 2, 3 or 4", _PLACES, empty="")
    names = [name for name in _DOINGS if name in knowledge.trigger and knowledge.trigger[name].windows.is_open(timing)]
    doings = [*names, _NOTHING]
    said = [knowledge.trigger[name].log_words for name in names] + ["nothing much"]
    terminal.say("What were you doing?")
    terminal.each([f"{number}  {words}" for number, words in enumerate(said, start=1)], bullet="")
    text = terminal.ask("A number, or your own words")[:500]
    numbers = {str(number): name for number, name in enumerate(doings, start=1)}
    return {
        "worst": int(worst) if worst else None,
        "where": where or None,
        "doing": numbers.get(text, text) or None,
    }
