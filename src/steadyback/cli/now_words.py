"""Her own words in the terminal: asked for once, in the check, and what they raise is asked at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from steadyback.care.heard_questions import (
    HeardQuestion,
    answer_heard,
    questions_of,
    said_of_words,
    unread_in,
    what_follows,
)
from steadyback.care.judge import judge
from steadyback.cli import now_card
from steadyback.cli.now_answers import Question, ask_each
from steadyback.engine.replies import NOTHING_SAID
from steadyback.journal.diary_kinds import LONGEST_NOTE
from steadyback.vocabulary.urgency import most_urgent

if TYPE_CHECKING:
    from steadyback.cli.now_sitting import Sitting

#: What leaves it out, besides Enter: she may go on typing what answers the lists.
_NOTHING = ("none", "none of these", "none of them", "no", "n", "nothing")


def ask_own_words(sitting: Sitting) -> bool:
    """Ask for them once, keep them as a note, and ask what they raise. True when that has stopped the steps."""
    terminal = sitting.terminal
    terminal.say()
    text = terminal.ask("In your own words (Enter to leave it out)")[:LONGEST_NOTE]
    if not text or text.lower().rstrip(".") in _NOTHING:
        return False
    sitting.tell("note", {"text": text, "on": None})
    if questions_of(sitting.state, sitting.rules):
        return ask_heard(sitting)
    terminal.say(said_of_words(text, sitting.rules))
    return False


def ask_heard(sitting: Sitting) -> bool:
    """Ask what her words have raised, now or in an earlier note. True when her answers have stopped the steps."""
    questions = questions_of(sitting.state, sitting.rules)
    _ask(sitting, [one for one in questions if not one.is_private], "About what you wrote")
    private = [one for one in questions if one.is_private]
    if private:
        terminal = sitting.terminal
        terminal.say("There is more to ask, only when nobody else can see your screen.")
        yes_no = {"yes": "yes", "y": "yes", "no": "no", "n": "no"}
        if terminal.choose("Are you alone? yes or no", yes_no, empty="no") == "yes":
            _ask(sitting, private, "When you are alone", is_alone=True)
    if unread_in(sitting.state.heard):
        sitting.terminal.say(
            "You wrote something that we could not read. So please answer every question of the check."
        )
    return sitting.state.ladder.status == "paused"


def _ask(sitting: Sitting, asked: Sequence[HeardQuestion], title: str, *, is_alone: bool = False) -> None:
    if not asked:
        return
    terminal, rules = sitting.terminal, sitting.rules
    answers: dict[str, str] = {}

    def keep() -> None:
        stamps = iter(sitting.diary.stamp, None)
        for entry in answer_heard(stamps, asked, answers):
            sitting.keep(entry)

    sitting.when_she_leaves(keep)
    terminal.screen()
    terminal.title(title)
    terminal.say("Some of your words can be a sign to act on. We may have read them wrongly, so we ask you.")
    terminal.say()
    _say_whom_to_call(sitting, asked)
    shown: dict[str, None] = {}
    for one in asked:
        for quote in one.quotes:
            if is_alone or not quote.names_private:
                shown["".join(piece.text for piece in quote.pieces)] = None
    for words in shown:
        terminal.say(f"You wrote: “{words}”")
    terminal.say()
    ask_each(terminal, [Question(one.id, one.words, one.explain) for one in asked], answers)
    sitting.when_she_leaves()
    before = sitting.state
    fired = what_follows(before, rules, asked, answers)
    keep()
    if fired:
        nothing = judge(rules, NOTHING_SAID, before.timing)
        found = nothing._replace(
            urgency=most_urgent(one.urgency for one in fired),
            fired=fired,
            unanswered=(),
            shut_by=sitting.state.ladder.paused_by,
        )
        now_card.show_card(terminal, found, answers, before, rules)
    else:
        terminal.say("Thank you. Your answers are kept beside what you wrote.")


def _say_whom_to_call(sitting: Sitting, asked: Sequence[HeardQuestion]) -> None:
    """If that is so: whom to call, before she has answered anything."""
    urgency = most_urgent(one.urgency for one in asked)
    fired = [each for one in asked for each in one.fired]
    lines = now_card.if_so(urgency, fired, sitting.state, sitting.rules.knowledge)
    if lines:
        sitting.terminal.say("If that is so:", bold=True)
        sitting.terminal.each(lines)
        sitting.terminal.say()
