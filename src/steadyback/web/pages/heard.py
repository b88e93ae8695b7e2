"""What she wrote and has not been asked about yet: the questions with her own words beside them, and the card to them.

The card names nothing and quotes nothing: somebody may look over her shoulder. The page shows her own sentence, but for
what is asked only when she is alone: that stands on the same page opened once more by her, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from steadyback.care.heard_questions import HeardQuestion, answer_heard, questions_of, unread_in, what_follows
from steadyback.care.her_words import TEXTS, texts_of, what_is_asked
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.engine.triage import Fired
from steadyback.journal.entry import Entry
from steadyback.journal.instant import day_of
from steadyback.vocabulary.urgency import Urgency, most_urgent
from steadyback.web import cards, words
from steadyback.web.after_a_loss import NAMES_A_BABY, QUESTIONS
from steadyback.web.dates import on_day
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.rendering import render

_ANSWERS = ("yes", "no", "unsure")
#: Where a page may lead on to: our own, and no other site.
_THEN = re.compile(r"/([a-z0-9][\w./?&=#%:+-]*)?", re.ASCII)
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-_.")
_IN_OTHER_WORDS = "Is what you wrote so now?"


def heard_view(state: State, rules: Rules, *, here: str, beside: Urgency | None = None) -> dict[str, Any] | None:
    """What ``heard.html`` shows on the page ``here``, or None. ``beside``: how urgent the card for an update is."""
    if not state.heard:
        return None
    urgency = most_urgent(one.urgency for one in state.heard)
    is_unread = all(one.is_unread and not one.answers for one in state.heard)
    act = _act(urgency, [fired for one in state.heard for fired in one.fired], state, rules)
    return {
        "urgency": None if is_unread else urgency.slug,
        "kind": "In your diary",
        "title": "We could not read your words" if is_unread else "A question about your words",
        "line": _CARD_LINES[urgency] if not is_unread else _CARD_UNREAD,
        "calls": act is not None,
        "href": f"/heard?then={quoted(here)}",
        "is_short": here == "/now" and state.ladder.status != "paused" and urgency < Urgency.SAME_DAY,
        "is_first": beside is None or urgency > beside,
    }


_CARD_UNREAD = "So we cannot know if it names something to act on. The safety questions can tell."
_CARD_LINES = {
    Urgency.EMERGENCY: "It may need help now. Please answer this first.",
    Urgency.SAME_DAY: "It may need a call today. Please answer this first.",
    Urgency.REVIEW: "It may be worth a visit. It takes a moment.",
    Urgency.SELF_CARE: _CARD_UNREAD,
}


def _act(urgency: Urgency, fired: Iterable[Fired], state: State, rules: Rules) -> cards.Act | None:
    """What to do if it is so, from same-day on."""
    if urgency < Urgency.SAME_DAY:
        return None
    return cards.act_at(urgency, fired, state, rules)


def led_there(reply: Reply, request: Request, state: State, rules: Rules) -> Reply:
    """``reply``, or the same entries kept and then the questions, when a form has kept words that raise one.

    A whole diary that is brought in is not read here: where it leads to, the card stands.
    """
    if request.method != "POST" or request.entries or request.files or reply.asks is not None or not reply.entries:
        return reply
    texts = [text for entry in reply.entries for text in _new_texts(entry, state)]
    if not texts:
        return reply
    asking, is_unread = what_is_asked(texts, state.facts, state.timing, rules)
    # one text that waits for the check is enough: whoever writes in another language is not led here every day
    is_unread = is_unread and not any(one.is_unread for one in state.heard)
    if not asking and not is_unread:
        return reply
    return Reply(entries=reply.entries, see=f"/heard?then={quoted(reply.see or request.path)}")


def _new_texts(entry: Entry, state: State) -> Collection[str]:
    """The texts in ``entry`` that her diary does not hold yet."""
    if entry.kind in TEXTS:
        return texts_of(entry.kind, entry.body)
    one = state.diary.by_id.get(str(entry.body.get("entry"))) if entry.kind == "amend" else None
    if one is None:
        return ()
    kind = one.entry.kind
    return set(texts_of(kind, entry.body["body"])) - {*texts_of(kind, one.body), *texts_of(kind, one.entry.body)}


def quoted(path: str) -> str:
    """A path of ours as it can stand within an address."""
    return "".join(sign if sign in _PLAIN else "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in path)


def _then(request: Request) -> str:
    found = request.told("then")
    return found if _THEN.fullmatch(found) else ""


def _page(request: Request, state: State, rules: Rules, _stamps: Iterator[Stamp], _now: datetime) -> Reply:
    if not state.heard and _then(request):
        return Reply(see=_then(request))
    return Reply(_draw(request, questions_of(state, rules), (), state, rules))


def _answer(request: Request, state: State, rules: Rules, stamps: Iterator[Stamp], _now: datetime) -> Reply:
    is_alone = request.told("alone") == "1"
    every = questions_of(state, rules)
    asked = [one for one in every if one.is_private is is_alone]
    given = {one.id: request.told(one.id) for one in asked if request.told(one.id) in _ANSWERS}
    entries = tuple(answer_heard(stamps, asked, given, shown=request.form.get("of", ())))
    fired = what_follows(state, rules, asked, given)
    left = tuple(one for one in every if one.id not in given)
    if not left and not fired and not unread_in(state.heard):
        return Reply(entries=entries, see=_then(request) or "/")
    return Reply(_draw(request, left, fired, state, rules, is_told=bool(given)), entries=entries)


def _draw(
    request: Request,
    every: Sequence[HeardQuestion],
    found: Sequence[Fired],
    state: State,
    rules: Rules,
    *,
    is_told: bool = False,
) -> str:
    """The page. ``found``: what her answers of a moment ago mean."""
    is_alone = request.told("alone") == "1"
    asked = [one for one in every if one.is_private is is_alone]
    urgency = most_urgent(one.urgency for one in asked)
    act = _act(urgency, [fired for one in asked for fired in one.fired], state, rules)
    return render(
        "heard_page.html",
        is_alone=is_alone,
        asked=_quoted_once([_shown(one, state, is_alone=is_alone) for one in asked]),
        of=list(dict.fromkeys(quote.entry for one in asked for quote in one.quotes)),
        more=len([one for one in every if one.is_private]) if not is_alone else 0,
        unread=[on_day(day_of(one.at), state.day) for one in unread_in(state.heard)],
        urgency=urgency.slug,
        act=act,
        is_quiet=not is_alone and act is not None and cards.is_only_alone(urgency, act),
        found=_found(found, state, rules, is_alone=is_alone) if found else None,
        is_told=is_told,
        then=_then(request),
        again=f"/heard?alone=1&then={quoted(_then(request))}",
        badly=rules.knowledge.fact["msg-badly-wrong"].says[0].text,
    )


def _shown(one: HeardQuestion, state: State, *, is_alone: bool) -> dict[str, Any]:
    """A question in her units; after a loss neither it nor what is quoted names a baby."""
    said = words.in_her_units(one.words, state.diary.preferences.get("units"))
    if state.timing.is_loss and NAMES_A_BABY.search(said):
        said = QUESTIONS.get(one.id, _IN_OTHER_WORDS)
    quotes = []
    for quote in one.quotes:
        text = "".join(piece.text for piece in quote.pieces)
        is_hidden = (quote.names_private and not is_alone) or (state.timing.is_loss and NAMES_A_BABY.search(text))
        quotes.append({"on": on_day(day_of(quote.at), state.day), "pieces": () if is_hidden else quote.pieces})
    return {"id": one.id, "words": said, "explain": one.explain, "quotes": quotes}


def _quoted_once(shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Questions one after another that the same words raise stand under one quote: ``by`` is whose it is."""
    before: dict[str, Any] | None = None
    for one in shown:
        one["by"] = before["by"] if before and before["quotes"] == one["quotes"] else one["id"]
        before = one
    return shown


def _found(fired: Sequence[Fired], state: State, rules: Rules, *, is_alone: bool) -> dict[str, Any]:
    """What to do by her answers, and why."""
    urgency = most_urgent(one.urgency for one in fired)
    act = cards.act_at(urgency, fired, state, rules)
    flags = [rules.knowledge.red_flag[one.flag] for one in fired]
    why = [(flag.card.title, flag.because.text) for flag in flags if is_alone or not flag.is_private]
    stopped = rules.knowledge.fact["act-stopped"]
    return {
        "urgency": urgency.slug,
        "place": 3 - int(urgency),
        "act": act,
        "why": [one for one in why if not (state.timing.is_loss and NAMES_A_BABY.search(" ".join(one)))],
        "stopped": f"{stopped.card.title}. " + " ".join(statement.text for statement in stopped.says)
        if urgency >= Urgency.SAME_DAY or any(flag.pauses_ladder for flag in flags)
        else "",
    }


ROUTES: Routes = {("GET", "/heard"): _page, ("POST", "/heard"): _answer}
