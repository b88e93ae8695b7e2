"""What an update means for an answer already given: the card that tells her, on the door, Today and the check.

What is asked only when she is alone is not named here, and a support line is not rung from here: somebody may look
over her shoulder.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from steadyback.care.advised_anew import advised_anew
from steadyback.care.judged_anew import Anew
from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.engine.triage import Fired
from steadyback.journal.instant import day_of
from steadyback.vocabulary.urgency import Urgency, most_urgent
from steadyback.web import cards
from steadyback.web.after_a_loss import NAMES_A_BABY
from steadyback.web.dates import on_day
from steadyback.web.pages.heard import heard_view
from steadyback.web.words import in_her_units

_LEAD = "We know more now than when you answered {on}. What you told us then we would now take more seriously."
_LEAD_NOT_KNOWN = "What we say has changed since you answered {on}. This is what we say now to what you told us then."
_SETTLED = (
    "The steps wait because of what you told us {on}. We would now take it more seriously. Since then you have "
    "answered the safety questions, and it was not among your answers. Still let somebody look at it once."
)


def anew_view(state: State, rules: Rules, *, here: str) -> dict[str, Any] | None:
    """What the part ``anew.html`` shows on the page ``here``, or None when there is nothing to tell."""
    found = advised_anew(state, rules)
    if not found:
        return None
    told = [one for one in found if not one.is_settled]
    settled = [_SETTLED.format(on=_on(one, state.day)) for one in found if one.is_settled][:1]
    if not told:
        return {"urgency": None, "settled": settled}
    return {"settled": [], **_card(told, state, rules, here)}


def foremost(state: State, rules: Rules, *, here: str) -> dict[str, Any]:
    """What stands above all else on the page ``here``: this card, and the one about her own words."""
    anew = anew_view(state, rules, here=here)
    beside = Urgency.from_slug(anew["urgency"]) if anew and anew["urgency"] else None
    return {"anew": anew, "heard": heard_view(state, rules, here=here, beside=beside)}


def _card(told: Sequence[Anew], state: State, rules: Rules, here: str) -> dict[str, Any]:
    urgency = most_urgent(one.urgency for one in told)
    first = next(one for one in told if one.urgency == urgency)
    act = cards.act_at(urgency, [fired for one in told for fired in one.fired], state, rules)
    is_quiet = cards.is_only_alone(urgency, act)
    return {
        "urgency": urgency.slug,
        "kind": "We know more now" if first.advised is not None else "What we say has changed",
        "title": act.title,
        "lead": (_LEAD_NOT_KNOWN if first.advised is None else _LEAD).format(on=_on(first, state.day)),
        "told": [sentence for one in told for sentence in _told(one, first, state, rules)],
        "phone": act.phones[0] if act.phones and not is_quiet else None,
        "calls": urgency >= Urgency.SAME_DAY,
        "lines": () if is_quiet else act.lines,
        "again": _again(told, rules, here),
        "is_short": here == "/now" and state.ladder.status != "paused" and urgency < Urgency.SAME_DAY,
        "why": _why([fired for one in told for fired in one.fired], state, rules),
    }


def _again(told: Sequence[Anew], rules: Rules, here: str) -> str:
    """Where those questions are asked again: in the check, which may stand on this page, or once it has settled."""
    if all(rules.knowledge.red_flag[fired.flag].asked == "after" for one in told for fired in one.fired):
        return "/after"
    return "#g1" if here == "/now" else "/now?about=again"


def _on(one: Anew, today: date) -> str:
    return on_day(day_of(one.one.entry.at), today, "earlier today")


def _told(one: Anew, first: Anew, state: State, rules: Rules) -> list[str]:
    """Which answers it is about, in the words of the check."""
    given = one.one.entry.body["answers"]
    names = dict.fromkeys(name for fired in one.fired for name in fired.because if name in given)
    hidden = {name for fired in one.fired if _is_unnamed(fired, rules) for name in fired.because}
    said = {
        name: words for name in names if name not in hidden and (words := _words_of(name, state, rules)) is not None
    }
    when = "" if one is first else f" {_on(one, state.day)}"
    sure = [words for name, words in said.items() if given[name] != "unsure"]
    unsure = [words for name, words in said.items() if given[name] == "unsure"]
    found = [f"You told us{when}: {'; '.join(sure)}."] if sure else []
    return found + ([f"You were not sure{when} about: {'; '.join(unsure)}."] if unsure else [])


def _is_unnamed(fired: Fired, rules: Rules) -> bool:
    return rules.knowledge.red_flag[fired.flag].is_private


def _words_of(name: str, state: State, rules: Rules) -> str | None:
    """A sign as the check says it, or a single question; None when it cannot be said to her now."""
    item = rules.knowledge.asked(name)
    if item is not None and item.is_private:
        return None
    sign = next((one for group in rules.knowledge.check_group.values() for one in group.signs if one.id == name), None)
    words = sign.words if sign else item.card.title if item else ""
    words = in_her_units(words, state.diary.preferences.get("units"))
    return None if not words or (state.timing.is_loss and NAMES_A_BABY.search(words)) else words


def _why(fired: Iterable[Fired], state: State, rules: Rules) -> list[dict[str, str]]:
    """Where the reason and its sources stand, for each flag once."""
    found = []
    for name in dict.fromkeys(each.flag for each in fired if not _is_unnamed(each, rules)):
        title = rules.knowledge.red_flag[name].card.title
        is_said = not (state.timing.is_loss and NAMES_A_BABY.search(title))
        found.append({"href": f"/learn/item?id={name}", "title": title if is_said else ""})
    return found
