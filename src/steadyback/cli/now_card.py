"""The result of a check in words: how soon, what to do, whom to call, what to say, why, and what was not checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from steadyback.care.acts import ACTS, place_of
from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.cli.terminal import Terminal
from steadyback.engine.check import screens
from steadyback.engine.triage import Assessment, Fired
from steadyback.knowledge.model import Contact, Knowledge, Phone, RedFlag, Sign
from steadyback.vocabulary.urgency import Urgency

#: For each urgency: its name, the mark that rules are drawn with (the heavier the sooner), and its colour.
_LOOKS = {
    Urgency.EMERGENCY: ("Emergency", "█", "1;97;41"),
    Urgency.SAME_DAY: ("Same day", "━", "1;33"),
    Urgency.REVIEW: ("Review", "─", "1;36"),
    Urgency.SELF_CARE: ("Self-care", "─", "1"),
}
_SOON = (
    (Urgency.EMERGENCY, "now"),
    (Urgency.SAME_DAY, "today"),
    (Urgency.REVIEW, "this week"),
    (Urgency.SELF_CARE, "at home"),
)
_MOST_NAMED = 8


def show_card(
    terminal: Terminal,
    assessment: Assessment,
    answers: Mapping[str, str],
    state: State,
    rules: Rules,
    *,
    stopped_early: bool = False,
) -> None:
    """The card of a check. ``stopped_early``: at the first sign of an emergency, with the rest unasked."""
    knowledge, urgency = rules.knowledge, assessment.urgency
    contact = contact_of(state, knowledge)
    terminal.screen()
    if urgency is Urgency.SELF_CARE and assessment.unanswered:
        terminal.title(_title(knowledge, "act-cannot-check"))
        _says(terminal, knowledge, "act-cannot-check")
    else:
        route = place_of(urgency, assessment.fired)
        _head(terminal, urgency, _title(knowledge, ACTS[urgency][route]))
        _says(terminal, knowledge, ACTS[urgency][route])
        if urgency > Urgency.SELF_CARE:
            _call(terminal, urgency, route, state, contact)
            _say_this(terminal, assessment, answers, state, knowledge)
    if assessment.shut_by:
        _says(terminal, knowledge, "act-stopped", with_title=True)
    _why(terminal, assessment.fired, knowledge)
    _not_checked(terminal, _left_open(assessment, answers, state, rules), stopped_early)
    if urgency is Urgency.SELF_CARE and not assessment.unanswered:
        _says(terminal, knowledge, "act-not-asked")
        _says(terminal, knowledge, "msg-can-miss")
    _says(terminal, knowledge, "msg-badly-wrong")
    _first_of_all(terminal, urgency, state, contact, assessment.fired)


def _head(terminal: Terminal, urgency: Urgency, title: str) -> None:
    """How soon, in words and in shape: the heavier the line and the fuller the first bead, the sooner."""
    name, mark, colour = _LOOKS[urgency]
    terminal.rule(mark)
    terminal.raw(terminal.coloured(f"  {name}: {title}  ", colour) + "\n" if terminal.is_live else f"{name}: {title}\n")
    words = dict(_SOON)[urgency]
    if terminal.is_plain:
        terminal.say(f"How soon: {words}.")
    else:
        terminal.say("How soon:  " + "   ".join(("● " if one is urgency else "○ ") + soon for one, soon in _SOON))
    if urgency is not Urgency.SELF_CARE:
        terminal.rule(mark)
    terminal.say()


def _title(knowledge: Knowledge, name: str) -> str:
    return knowledge.fact[name].card.title


def _says(terminal: Terminal, knowledge: Knowledge, name: str, *, with_title: bool = False) -> None:
    item = knowledge.fact[name]
    text = " ".join(statement.text for statement in item.says)
    terminal.say(f"{item.card.title}. {text}" if with_title else text)
    terminal.say()


def contact_of(state: State, knowledge: Knowledge) -> Contact:
    """The numbers of her country, or those of nowhere: no country is ever assumed."""
    return knowledge.contact.get((state.country or "unknown").lower(), knowledge.contact["unknown"])


def _call(terminal: Terminal, urgency: Urgency, route: str, state: State, contact: Contact) -> None:
    lines = whom_to_call(urgency, route, state, contact)
    terminal.say("Call:", bold=True)
    terminal.each(lines)
    if contact.caution:
        terminal.say(contact.caution.text)
    terminal.say()


def whom_to_call(urgency: Urgency, route: str, state: State, contact: Contact) -> list[str]:
    """The numbers, the one to call first on top; where none is known, words, and never a guess."""
    ambulance = _numbers(contact.emergency[:1]) or ["Call your local emergency number."]
    unit = _own(state, "maternity", "Your maternity unit") or [contact.maternity_words]
    clinician = _own(state, "clinician", "Your clinician")
    urgent = _numbers(contact.urgent[:2]) or ([contact.urgent_words] if contact.urgent_words else [])
    if urgency is Urgency.EMERGENCY:
        found = {
            "MAT": [*unit, *ambulance],
            "MH": [*_numbers(contact.crisis[:3]), *ambulance],
            "POISON": [*_numbers(contact.poison), *ambulance],
        }.get(route, [*ambulance, *unit])
    elif urgency is Urgency.SAME_DAY:
        found = {"IPV": _numbers(contact.violence), "GP": [*clinician, *urgent, *unit]}.get(route, [*unit, *urgent])
    else:
        found = clinician or ["Your midwife or doctor, to book."]
    return list(dict.fromkeys(found or [*unit, *urgent]))


def if_so(urgency: Urgency, fired: Sequence[Fired], state: State, knowledge: Knowledge) -> list[str]:
    """What to do and whom to call if a sign is so, from same-day on; nothing below."""
    if urgency < Urgency.SAME_DAY:
        return []
    route = place_of(urgency, fired)
    return [_title(knowledge, ACTS[urgency][route]), *whom_to_call(urgency, route, state, contact_of(state, knowledge))]


def all_numbers(state: State, knowledge: Knowledge) -> tuple[str, ...]:
    """What ``call`` shows at any time."""
    contact = contact_of(state, knowledge)
    ambulance = _numbers(contact.emergency) or ["Call your local emergency number."]
    own = _own(state, "maternity", "Your maternity unit") + _own(state, "clinician", "Your clinician")
    return (*ambulance, *own, contact.maternity_words, *_numbers(contact.urgent), *_numbers(contact.crisis))


def _numbers(phones: Iterable[Phone]) -> list[str]:
    return [f"{phone.words}: {'text ' if phone.by_text else ''}{phone.number}" for phone in phones]


def _own(state: State, who: str, words: str) -> list[str]:
    told = state.contacts.get(who)
    return [f"{told['name'] or words}: {told['number']}"] if told else []


def _say_this(
    terminal: Terminal, assessment: Assessment, answers: Mapping[str, str], state: State, knowledge: Knowledge
) -> None:
    from steadyback.web.words import stage_sentence

    words = " ".join([stage_sentence(state.timing), *what_to_say(assessment, answers, knowledge)])
    terminal.say("Say this:", bold=True)
    terminal.say(f"“{words}”", indent="  ")
    terminal.say()


def what_to_say(assessment: Assessment, answers: Mapping[str, str], knowledge: Knowledge) -> list[str]:
    """Her own sentences for the phone: of each sign that she did not say no to; else of the flags that fired."""
    found: list[str] = []
    for sign in _signs(knowledge):
        answer = answers.get(sign.id, "no")
        if sign.say and answer != "no":
            found.append(sign.say if answer == "yes" else f"I am not sure about this: {sign.say}")
    if not found:
        found = [knowledge.red_flag[one.flag].say for one in assessment.fired[:3]]
    return list(dict.fromkeys(found))


def _signs(knowledge: Knowledge) -> list[Sign]:
    groups = sorted(knowledge.check_group.values(), key=lambda group: group.order)
    return [sign for group in groups for sign in group.signs]


def _why(terminal: Terminal, fired: Sequence[Fired], knowledge: Knowledge) -> None:
    """Each flag once, the most urgent first; those that say the same are said once."""
    if not fired:
        return
    terminal.say("Why we say this:", bold=True)
    flags = {knowledge.red_flag[one.flag].because.text: knowledge.red_flag[one.flag] for one in reversed(fired)}
    for flag in reversed(list(flags.values())):
        show_flag(terminal, flag, knowledge)
    terminal.say()


def show_flag(terminal: Terminal, flag: RedFlag, knowledge: Knowledge) -> None:
    """One red flag: its name, what it can be a sign of, and the sources."""
    from steadyback.web.words import short_sources

    terminal.say(f"{flag.card.title}. {flag.because.text}", first="  - ", indent="    ")
    terminal.say(short_sources(knowledge, flag.because.sources), indent="    ")


def _not_checked(terminal: Terminal, left: Sequence[str], stopped_early: bool) -> None:
    if not left:
        return
    terminal.say("What we could not check:", bold=True)
    if stopped_early:
        terminal.say("We stopped at once, because this comes first. We did not ask about the rest.", indent="  ")
    terminal.say("; ".join(left[:_MOST_NAMED]) + ".", indent="  ")
    if len(left) > _MOST_NAMED:
        terminal.say(f"And {len(left) - _MOST_NAMED} more. None of these counts as a no.", indent="  ")
    terminal.say()


def _left_open(assessment: Assessment, answers: Mapping[str, str], state: State, rules: Rules) -> list[str]:
    """The signs without an answer, in the words of the check; a red flag that no sign asks by its title."""
    if not assessment.unanswered:
        return []
    asked = screens(rules.knowledge, rules.naming, state.facts, state.timing)
    signs = [sign.words for screen in asked for sign in screen.signs if sign.id not in answers]
    return signs or [rules.knowledge.red_flag[name].card.title for name in assessment.unanswered]


def _first_of_all(terminal: Terminal, urgency: Urgency, state: State, contact: Contact, fired: Sequence[Fired]) -> None:
    """At the end once more whom to call first: it is what should be left on the screen."""
    if urgency >= Urgency.SAME_DAY:
        terminal.say(f"First: {whom_to_call(urgency, place_of(urgency, fired), state, contact)[0]}", bold=True)
