"""The promises about what she writes herself: words can only raise, and she alone answers them.

None of them asks the reader what a text says: it is an example from the content, and says what it was written to say
(``words_told.py``). In "the same without her words" only entries differ, and both go through the real core.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, Final

from steadyback.care.routine_today import routine_today
from steadyback.care.state import State
from steadyback.journal.entry import Entry
from steadyback.proof.lives.held_pages import has_lost, names_a_baby
from steadyback.proof.lives.ledger import WORDS, Written
from steadyback.proof.lives.moment import OPEN, Moment, Promised
from steadyback.proof.lives.words_told import Waiting

_A_FORTNIGHT = timedelta(days=14)


def words_wait(moment: Moment) -> str | None:
    """What she wrote plainly is asked about, and holds the ladder, until it was answered."""
    return next((said for said in (_passed_over(moment, one) for one in moment.waiting) if said), None)


def no_tick_ends_her_words(moment: Moment) -> str | None:
    """A no in the check that was just made settles nothing that she wrote before."""
    said = next((said for said in (_passed_over(moment, one) for one in _ticked_no(moment)) if said), None)
    return f"after a no in the check {said}" if said else None


def _ticked_no(moment: Moment) -> Iterator[Waiting]:
    """What waits, and stands against a no of the check that was just made."""
    if not moment.has_just_checked:
        return
    answers, names_of = moment.entries[-1].body["answers"], moment.world.asked.names_of
    for one in moment.waiting:
        if any(answers.get(name) == "no" for finding in one.names for name in names_of(finding)):
            yield one


def _passed_over(moment: Moment, one: Waiting) -> str | None:
    """What is wrong when a text that waits is treated as if it did not."""
    state = moment.state
    wrote = f"she wrote {one.text!r} ({one.line}) and has not answered"
    if state.ladder.status in OPEN or moment.routine.moves:
        return f"the ladder is {state.ladder.status}, {len(moment.routine.moves)} moves are open, though {wrote}"
    if not one.is_asked:
        return None
    if not any(heard.entry.id == one.entry.id and one.names & heard.answers.keys() for heard in state.heard):
        return f"nothing is asked though {wrote}"
    return None if state.check_is_due else f"the check is not due though {wrote}"


def her_no_ends_it(moment: Moment) -> str | None:
    """What she said no to when she was asked about her own words is not asked of them again, and holds nothing."""
    denied, names_of = moment.words.denied(), moment.world.asked.names_of
    told = {(one.entry.id, one.text): one for one in _texts(moment)}
    for heard in moment.state.heard:
        one = told.get((heard.entry.id, heard.text))
        noes = [noes for key, noes in denied.get(heard.entry.id, ()) if one and _is_of(one, key)]
        again = [name for name in heard.answers for each in noes if names_of(name) & each]
        if again:
            return f"{again[0]} is asked again though she said no to {heard.text!r}"
    newest = moment.entries[-1] if moment.entries else None
    if newest is None or newest.kind != "heard" or not moment.ledger.is_as_told(newest):
        return None  # a yes that she changed it to counts, and came first when entries come late
    if any(answer != "no" for answer in newest.body["answers"].values()):
        return None
    if any(heard.entry.id == newest.body["entry"] for heard in moment.state.heard):
        return None  # a part of it is still to be answered, or could not be read
    if not _now_and_then(newest, 4):
        return None
    rest = (entry for entry in moment.entries if entry is not newest)
    without = moment.world.state_of(without_words(rest, newest.body["entry"]), moment.now)
    was = (without.ladder.status, without.check_is_due)
    now = (moment.state.ladder.status, moment.state.check_is_due)
    return None if now == was else f"she said no to her words: ladder and check are {now}, and without them {was}"


def _is_of(one: Written, key: tuple[str, str, str]) -> bool:
    """Whether an answer at ``key`` is about this version of the text."""
    return one.told_by is one.entry or key > one.told


def _texts(moment: Moment) -> Iterator[Written]:
    return (one for one, _ in moment.words.texts(moment.now.date()))


def words_only_raise(moment: Moment) -> str | None:
    """Without what she wrote last, nothing is stricter: no urgency higher, nothing shut that is open now.

    Of words that have just been told the state before them is "without", for no pain that comes with them opens
    anything either; else all is folded once more without them.
    """
    last = max(_texts(moment), key=lambda one: one.told, default=None)
    if last is None:
        return None
    without = moment.before
    if without is None or moment.entries[-1] is not last.entry:
        without = moment.world.state_of(without_words(moment.entries, last.entry.id), moment.now)
    found = _stricter(without, moment.state)
    if found is None and moment.routine.moves and not routine_today(without, moment.world.rules, moment.now).moves:
        found = "a routine"
    return f"{found} is there only with her words {last.text!r}" if found else None


def _stricter(without: State, state: State) -> str | None:
    """What is open or lower in ``state``, and was not ``without`` her words."""
    if state.ladder.status in OPEN and without.ladder.status not in OPEN:
        return f"the ladder, {state.ladder.status} and not {without.ladder.status},"
    if without.check_is_due and not state.check_is_due:
        return "a check that is not due"
    if not {*without.ladder.paused_by} <= {*state.ladder.paused_by}:
        return "a shorter pause"
    held = {rung.rung for rung in without.offers if rung.is_held}
    if any(rung.rung in held for rung in state.offers if not rung.is_held):
        return "a step"
    urgency = [one.last_check.assessment.urgency if one.last_check else 0 for one in (without, state)]
    if urgency[0] > urgency[1]:
        return "a less urgent check"
    heard = {(one.entry.id, one.text): one for one in state.heard}
    for one in without.heard:
        other = heard.get((one.entry.id, one.text))
        if other is None or other.urgency < one.urgency or (one.shuts and not other.shuts):
            return f"silence about {one.text!r}"
    return None


def without_words(entries: Iterable[Entry], of: str) -> Iterator[Entry]:
    """The same entries, but for what she wrote in the one whose id is ``of``: a note is not there at all."""
    every = list(entries)
    kinds = {entry.id: entry.kind for entry in every}
    for entry in every:
        is_another = entry.id != of and entry.body.get("entry") != of
        if is_another or entry.kind in ("withdraw", "heard"):
            yield entry
        elif kinds.get(of) != "note":
            yield entry._replace(body=_wordless(entry.body))


def _wordless(body: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in body.items() if name not in WORDS.values()}
    return {**kept, "body": _wordless(kept["body"])} if "body" in kept else kept


def unread_is_due(moment: Moment) -> str | None:
    """What is written in another language makes the check due, until one is made."""
    one = moment.words.unread(moment.now)
    if one is None or (moment.state.check_is_due and moment.state.ladder.status not in OPEN):
        return None
    return f"the check is not due though nobody can read {one.text!r}"


def no_baby_asked_after_a_loss(moment: Moment) -> str | None:
    """After a loss nothing that she wrote raises a question about a baby; and, now and then, the page names none."""
    for heard in moment.state.heard:
        named = [*heard.answers, *(one.flag for one in heard.fired)]
        for name in named:
            item = moment.world.rules.knowledge.asked(name)
            if item is not None and item.about_baby:
                return f"after a loss {name} is asked about {heard.text!r}"
    is_looked_at = bool(moment.entries) and _now_and_then(moment.entries[-1], 6)
    return names_a_baby(moment, "/heard") if is_looked_at else None


# --- when a moment puts a promise to the test


def has_written(moment: Moment) -> bool:
    """Whether anything that she wrote still counts."""
    return next(moment.ledger.texts_since(moment.now.date() - _A_FORTNIGHT), None) is not None


def _has_new_words(moment: Moment) -> bool:
    """She has just written something; or, now and then, it came from elsewhere, or a check or an answer after it."""
    if not moment.entries:
        return False
    newest = moment.entries[-1]
    body = newest.body["body"] if newest.kind == "amend" else newest.body
    has_words = any(body.get(name) for name in WORDS.values())
    if not has_words and newest.kind not in ("check", "heard"):
        return False
    is_cheap = moment.before is not None and has_words
    return (is_cheap or _now_and_then(newest, 16)) and has_written(moment)


def _now_and_then(entry: Entry, often: int) -> bool:
    """One time in so many, by chance and yet always the same: what is folded once more costs more than all the rest."""
    return int(entry.id[-6:], 16) % often == 0


def _has_answered(moment: Moment) -> bool:
    newest = moment.entries[-1] if moment.entries else None
    is_no = newest is not None and newest.kind == "heard" and "no" in newest.body["answers"].values()
    return is_no or bool(moment.state.heard and moment.words.denied())


def _is_asked_after_a_loss(moment: Moment) -> bool:
    return has_lost(moment) and bool(moment.state.heard)


#: Asked at every step.
OF_WORDS: Final[dict[str, Promised]] = {
    "no-tick-ends-her-words": Promised(
        "A no in a check never settles a danger that she wrote.",
        no_tick_ends_her_words,
        lambda moment: next(_ticked_no(moment), None) is not None,
    ),
    "words-wait": Promised(
        "A danger she wrote is asked about, and keeps all shut, until it was answered or seen.",
        words_wait,
        lambda moment: bool(moment.waiting),
    ),
    "her-no-ends-it": Promised(
        "Her no to the question about her words ends it, and leaves nothing behind.", her_no_ends_it, _has_answered
    ),
    "words-only-raise": Promised(
        "What she wrote lowers no urgency and opens nothing.", words_only_raise, _has_new_words
    ),
    "unread-is-due": Promised(
        "A text in another language makes the check due until one is made.",
        unread_is_due,
        lambda moment: moment.words.unread(moment.now) is not None,
    ),
    "no-baby-asked-after-a-loss": Promised(
        "After a loss her words raise no question about a baby.", no_baby_asked_after_a_loss, _is_asked_after_a_loss
    ),
}
