"""What is asked once it has settled; and what she says about herself that is a warning sign as well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from steadyback.care.check_back import check_back
from steadyback.cli import now_card
from steadyback.cli.now_answers import Question, ask_each
from steadyback.engine.check import after_it_settled
from steadyback.engine.triage import Assessment, Fired
from steadyback.vocabulary.urgency import Urgency

if TYPE_CHECKING:
    from steadyback.cli.now_sitting import Sitting

ON_ONE_SCREEN = 6


def ask_later_signs(sitting: Sitting) -> None:
    """The review and watch signs, a few on a screen, if she has the patience now."""
    terminal, rules, state = sitting.terminal, sitting.rules, sitting.state
    flags = after_it_settled(rules.knowledge, rules.naming, state.facts, state.timing)
    questions = [Question(flag.card.id, flag.question or flag.card.title) for flag in flags]
    if not questions:
        return
    terminal.screen()
    terminal.title("A few more questions, now that it has settled")
    terminal.say("They tell us whether you need a visit.")
    if terminal.choose("Enter to go on, or n for not now", {"n": "no", "no": "no", "y": "yes"}, empty="yes") == "no":
        return
    answers: dict[str, str] = {}
    sitting.when_she_leaves(lambda: answer_outside_the_check(sitting, answers))
    for start in range(0, len(questions), ON_ONE_SCREEN):
        terminal.screen()
        ask_each(terminal, questions[start : start + ON_ONE_SCREEN], answers)
    sitting.when_she_leaves()
    answer_outside_the_check(sitting, answers)


def show_what_is_a_sign(sitting: Sitting, red_flags: Mapping[str, tuple[str, ...]], answers: Mapping[str, str]) -> None:
    """A condition that is a warning sign as well has paused the ladder as it was told: show the card for it."""
    signs = {flag: answer for name, answer in answers.items() if answer != "no" for flag in red_flags.get(name, ())}
    if not signs or sitting.state.ladder.status != "paused":
        return
    state = sitting.state
    stamp = sitting.diary.stamp()  # for a judgement only: what she told is kept already
    found, _ = check_back(state, sitting.rules, stamp, answers=signs, shown=list(signs), about="other")
    now_card.show_card(sitting.terminal, found._replace(unanswered=()), signs, state, sitting.rules)
    sitting.say_paused()


def answer_outside_the_check(sitting: Sitting, answers: dict[str, str]) -> None:
    """Keep single answers as what they are: they can pause, and open nothing. Then say what follows from them."""
    if not answers:
        return
    state = sitting.state
    found, entry = check_back(
        state, sitting.rules, sitting.diary.stamp(), answers=answers, shown=list(answers), about="other"
    )
    sitting.keep(entry)
    fired = tuple(one for one in found.fired if set(one.because) & set(answers))
    if found.shut_by:
        now_card.show_card(sitting.terminal, found._replace(unanswered=()), answers, state, sitting.rules)
        sitting.say_paused()
    elif fired:
        _say_what_follows(sitting, found, fired)
    else:
        sitting.terminal.say("Thank you. None of these.")


def _say_what_follows(sitting: Sitting, found: Assessment, fired: tuple[Fired, ...]) -> None:
    terminal, knowledge = sitting.terminal, sitting.rules.knowledge
    review = [one for one in fired if one.urgency > Urgency.SELF_CARE]
    if review:
        now_card.show_card(
            terminal, found._replace(fired=tuple(review), unanswered=()), {}, sitting.state, sitting.rules
        )
    watched = [one for one in fired if one.urgency is Urgency.SELF_CARE]
    if watched:
        terminal.say("Keep an eye on these:", bold=True)
        for one in watched:
            now_card.show_flag(terminal, knowledge.red_flag[one.flag], knowledge)
