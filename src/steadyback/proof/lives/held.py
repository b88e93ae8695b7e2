"""The promises, each as a question about one moment of one life: None when it is kept, else what was seen.

Every promise is a function of the entries that a device knows, in the order in which they reached it, and of what its
clock shows. So a moment can be lived again with fewer entries, and a broken promise told by its shortest story.
"""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Final

from steadyback.care.judge import judge
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.care.take_back import may_take_back, undo
from steadyback.engine.replies import read_replies
from steadyback.engine.screening import Offer, chosen_form
from steadyback.journal.entry import Entry
from steadyback.journal.fold import effective
from steadyback.proof.lives.held_pages import has_lost, no_baby_after_a_loss, page_stands
from steadyback.proof.lives.held_words import OF_WORDS, has_written
from steadyback.proof.lives.ledger import worse_of
from steadyback.proof.lives.moment import OPEN, Moment, Promised, Visited, World, moment_of, world_of
from steadyback.proof.promised_moves import forbids
from steadyback.proof.property import at
from steadyback.vocabulary.timing import Timing

__all__ = ["ALWAYS", "PROMISED", "SOMETIMES", "Moment", "Promised", "Visited", "World", "moment_of", "world_of"]


def danger_first(moment: Moment) -> str | None:
    """The check that was just made says at least what the facts ask for."""
    entry = moment.entries[-1] if moment.entries else None
    if moment.before is None or entry is None or entry.kind != "check":
        return None
    timing = moment.ledger.where(moment.now.date())
    if timing is None:
        return None
    least = moment.world.asked.least(worse_of(entry.body["answers"], moment.ledger.facts()), timing)
    rules = moment.world.rules
    replies = read_replies(entry.body["answers"], rules.naming).with_more(moment.before.facts)
    found = judge(rules, replies, moment.before.timing)
    if found.urgency >= least.level:
        return None
    return f"she was told {found.urgency.slug} at {at(timing)}; {least.line} asks for level {least.level} of 3"


def more_never_lowers(moment: Moment) -> str | None:
    """One yes more in the check that was just made is never less urgent, and opens nothing that was shut."""
    entry = moment.entries[-1] if moment.entries else None
    if moment.before is None or entry is None or entry.kind != "check" or not entry.body["answers"]:
        return None
    rules, answers = moment.world.rules, entry.body["answers"]
    plain = {name: answer for name, answer in answers.items() if isinstance(answer, str)}
    names = sorted(plain)
    if not names:
        return None
    more = names[int(entry.id[-6:], 16) % len(names)]

    def judged(given: dict[str, object]) -> tuple[int, bool]:
        found = judge(rules, read_replies(given, rules.naming).with_more(moment.state.facts), moment.state.timing)
        return int(found.urgency), found.ladder_is_open

    urgency, is_open = judged(answers)
    higher, is_open_then = judged(answers | {more: "yes"})
    if higher >= urgency and (is_open or not is_open_then):
        return None
    return f"with {more} yes besides it is level {higher} instead of {urgency} of 3, open: {is_open_then}"


def shut_until_seen(moment: Moment) -> str | None:
    """While a danger stands, whoever told it where, the ladder is paused and nothing is offered."""
    danger = moment.ledger.danger()
    if danger is None:
        return None
    state = moment.state
    if state.ladder.status != "paused":
        return f"the ladder is {state.ladder.status} though {danger[1]} was told and nobody has seen her"
    offered = [rung.rung for rung in state.offers if not rung.is_held]
    offered += [move.exercise for move in moment.routine.moves]
    if offered:
        return f"{offered[0]} is offered though {danger[1]} was told and nobody has seen her"
    return None


def opened_by_a_check_only(moment: Moment) -> str | None:
    """A rung or the routine is open only behind a whole check of the last seven days, and nothing told since."""
    status = moment.state.ladder.status
    moves = len(moment.routine.moves)
    if status not in OPEN and not moves:
        return None
    why = moment.ledger.why_shut(moment.now)
    return None if why is None else f"the ladder is {status}, {moves} moves are open, though {why}"


def no_unsafe_exercise(moment: Moment) -> str | None:
    """What the routine and the rungs offer is what the facts, written by hand, allow somebody like her."""
    her = moment.ledger.person(moment.now)
    if her is None:
        return None
    exercises = moment.world.rules.knowledge.exercise
    offers = [Offer(move.exercise, "yes", move.form, (), ()) for move in moment.routine.moves]
    offers += [offer for rung in moment.state.offers if not rung.is_held for offer in rung.exercises]
    for offer in offers:
        if offer.is_held:
            continue
        form = chosen_form(exercises[offer.id], offer)
        why = forbids(offer.id, form.position, one_leg=form.needs_one_leg, her=her)
        if why:
            return f"{offer.id} ({form.id}) is offered at {at(her.timing)} though {why}"
    return None


def dates_are_followed(moment: Moment) -> str | None:
    """She is where her dates put her, corrections and what she took back included."""
    timing = moment.ledger.where(moment.now.date())
    found = moment.state.timing
    if timing is None or _day(timing) == _day(found):
        return None
    return f"she is taken to be at {at(found)}, and by her own dates is at {at(timing)}"


def _day(timing: Timing) -> tuple[object, ...]:
    return (timing.stage, timing.first_day, timing.last_day, timing.birth, timing.is_loss)


def any_order(moment: Moment) -> str | None:
    """The same entries in another order, some sent twice, add up to the same state, and none is lost or doubled."""
    entries = list(moment.entries)
    rng = random.Random(f"order {len(entries)}")  # noqa: S311 - an order of arrival, not a secret
    shuffled = entries + rng.sample(entries, len(entries) // 3)
    rng.shuffle(shuffled)
    found = _in_pieces(moment, shuffled, rng) if len(entries) % 2 else _at_once(moment, shuffled)
    if found != moment.state:
        names = [name for name in State._fields if getattr(found, name) != getattr(moment.state, name)]
        return f"in another order of arrival it is another {', '.join(names)}"
    told = [one.entry.id for one in effective(entries)]
    expected = sorted(entry.id for entry in entries if entry.kind not in ("amend", "withdraw"))
    return None if sorted(told) == expected else "an entry is lost, or there twice"


def _at_once(moment: Moment, entries: list[Entry]) -> State:
    return moment.world.state_of(entries, moment.now)


def _in_pieces(moment: Moment, entries: list[Entry], rng: random.Random) -> State:
    following = moment.world.following()
    while entries:
        size = rng.randint(1 + len(moment.entries) // 4, 1 + len(moment.entries) // 2)
        following.take(entries[:size])
        entries = entries[size:]
    return following.state(moment.now)


def undo_is_an_entry(moment: Moment) -> str | None:
    """What she takes back is marked and kept, and taking that back again brings it back as it was."""
    state, now = moment.state, moment.now
    mine = [one for kind in ("day", "spasm", "note") for one in state.diary.of(kind) if may_take_back(one)]
    if not mine:
        return None
    one = mine[-1]
    first = f"{one.entry.id[:-12]}{int(one.entry.id[-12:], 16) ^ 0xFFFF:012x}"
    second = f"{one.entry.id[:-12]}{int(one.entry.id[-12:], 16) ^ 0xFFFFF:012x}"
    late = [(now + timedelta(seconds=number)).isoformat() for number in (1, 2)]
    taken = undo(state.diary, iter([Stamp(first, late[0], "phone")]), one.entry.id, one.entry.id)
    without = moment.world.state_of([*moment.entries, *taken], now)
    gone = without.diary.by_id[one.entry.id]
    if len(taken) != 1 or not gone.is_withdrawn or gone.body != one.body:
        return f"the {one.entry.kind} that she took back is not kept and marked"
    back = undo(without.diary, iter([Stamp(second, late[1], "phone")]), one.entry.id, gone.withdrawn_by[0])
    again = moment.world.state_of([*moment.entries, *taken, *back], now)
    restored = again.diary.by_id[one.entry.id]
    if restored != one or again.ladder != state.ladder:
        return f"the {one.entry.kind} that she put back is not what it was"
    return None


def _has_just_checked(moment: Moment) -> bool:
    return moment.has_just_checked


def _is_in_danger(moment: Moment) -> bool:
    return moment.ledger.danger() is not None


def _offers_something(moment: Moment) -> bool:
    is_open = moment.state.ladder.status in OPEN
    return is_open or bool(moment.routine.moves) or any(not rung.is_held for rung in moment.state.offers)


#: Asked at every step.
ALWAYS: Final[dict[str, Promised]] = {
    "danger-first": Promised("A check says at least what the facts ask for, at once.", danger_first, _has_just_checked),
    "shut-until-seen": Promised(
        "A danger told anywhere shuts ladder and routine until she was seen.", shut_until_seen, _is_in_danger
    ),
    "opened-by-a-check-only": Promised(
        "Only a whole check of the last seven days opens anything; unanswered is not no.",
        opened_by_a_check_only,
        _offers_something,
    ),
    "no-unsafe-exercise": Promised(
        "No exercise is offered that the facts hold back.", no_unsafe_exercise, _offers_something
    ),
    "dates-are-followed": Promised("She is where her dates put her, corrections included.", dates_are_followed),
    "more-never-lowers": Promised(
        "A yes more is never less urgent and opens nothing.", more_never_lowers, _has_just_checked
    ),
} | OF_WORDS
#: Asked now and then, for they cost more.
SOMETIMES: Final[dict[str, Promised]] = {
    "any-order": Promised("Late, twice, out of order, from two devices: the same state, nothing lost.", any_order),
    "undo-is-an-entry": Promised("What she takes back is kept, and can be put back.", undo_is_an_entry),
    "page-stands": Promised("A page is there, and suggests no medicine and no dose.", page_stands),
    "no-baby-after-a-loss": Promised("After a loss no page speaks of a baby.", no_baby_after_a_loss, has_lost),
    "words-in-any-order": Promised(
        "What she wrote, and her answers to it, late and out of order: the same is asked.", any_order, has_written
    ),
}
PROMISED: Final[dict[str, Promised]] = ALWAYS | SOMETIMES
