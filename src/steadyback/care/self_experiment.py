"""A self-experiment: she tries more of one safe thing on days by lot, and sees at the end what her days show.

It is one entry: what, the first and the last day, the length of a block, and the seed, which gives the same lots again
on any device. To stop, or to go on longer, changes that entry. What the days show is worked out anew each time.

* Only what stands in ``VARIED`` can be varied, and only while nothing holds it. Days as usual are as usual: nobody is
  ever asked to do less of anything.
* The lots begin the day after they are drawn, and run for at least two weeks. One that names days before it was told
  is none.
* It is over after its last day, on the day she stops it, when another one begins, and when her stage changes: a body
  after a birth or a loss is not the one that the lots were drawn for.
* What it shows is told only once it is over. Whoever goes on after that has looked, and a later look has to show more.
* While a red flag pauses her, no day has a lot to follow. Such days still count as drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from steadyback.care.amend import amend
from steadyback.care.dating import Told, timing_on
from steadyback.care.factors import looking_at
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.care.tell import tell
from steadyback.care.what_settles import stage_began
from steadyback.engine.self_experiment import (
    BLOCKS,
    LONGEST_DAYS,
    SHORTEST_DAYS,
    Comparison,
    LotDay,
    compare,
    lots,
    power,
)
from steadyback.journal.entry import Entry, EntryError
from steadyback.journal.fold import Effective, fold_key
from steadyback.journal.instant import day_of
from steadyback.knowledge.model import Habit, Trigger
from steadyback.vocabulary.timing import Stage

#: Her last days that tell how often she has a spasm and how often she tells of a day, and the fewest that can [P].
LOOK_BACK_DAYS: Final = 56
LEAST_DAYS_TOLD: Final = 14


class Varied(NamedTuple):
    """A thing that is safe to vary. ``item``: the habit or trigger of the content that holds it when it must be held.

    ``words``: what there is more of; ``more``: what such a day asks for. ``factor``: what her day tells of it by, and
    ``kept_by`` the answer that says it was done. ``because``: why it may be varied.
    """

    id: str
    item: str
    words: str
    more: str
    factor: str
    kept_by: Literal["yes", "no"]
    because: str


#: All that may be varied, by id.
VARIED: Final[Mapping[str, Varied]] = {
    one.id: one
    for one in (
        Varied(
            "breaks",
            "hab-break-timer",
            "more breaks",
            "Get up a little more often today, just to stand or walk a few steps.",
            "hab-break-timer",
            "yes",
            "To stand up now and then is open to everybody whose steps are open, and a day without asks for nothing.",
        ),
        Varied(
            "drinks",
            "trg-low-fluids",
            "more to drink",
            "Have a glass more with each meal today. Leave this out if anybody told you to drink less.",
            "trg-low-fluids",
            "no",
            "A glass more is no harm to most people. Whoever was told to drink less does not take part.",
        ),
        Varied(
            "meals",
            "hab-steady-meals",
            "meals at steady times",
            "Eat at steady times today. Leave this out if thinking of meals is hard for you.",
            "hab-steady-meals",
            "yes",
            "Only the times are steady. No amounts, and nobody is asked to skip or to shrink a meal.",
        ),
    )
}
#: What is never varied, and why.
NEVER_VARIED: Final[Mapping[str, str]] = {
    "medicines": "When and how much is for her own clinician to say.",
    "the safety check": "It is asked whenever it is due.",
    "the ladder and the moves": "They are held or open by the screen, and stop when they hurt; no lot may ask for one.",
    "rest and sleep": "Nobody should go without by lot.",
    "what her clinician asked of her": "That stands every day.",
}


class Experiment(NamedTuple):
    """One experiment as it stands. ``first`` to ``last``: its days, both counted in; none when last is before first.

    ``planned``: the last day of the plan. ``ended_by``: why it is shorter than the plan, or None. ``seed``, ``block``
    and ``looks``: see ``engine/self_experiment.py``. ``one``: the entry that tells of it.
    """

    one: Effective
    varied: Varied
    first: date
    last: date
    planned: date
    seed: int
    block: int
    looks: int
    ended_by: Literal["her", "stage", "another"] | None

    @property
    def days(self) -> int:
        """How many days it has, 0 or more."""
        return max(0, (self.last - self.first).days + 1)


class Prospect(NamedTuple):
    """What a plan of ``days`` could show her: ``chance`` (0 to 1) to see that more of it halves her spasm days.

    ``told``: how many of her last days this is reckoned from; ``spasm_days``: those of them with a spasm.
    """

    days: int
    chance: float
    told: int
    spasm_days: int


def may_vary(state: State, rules: Rules) -> tuple[Varied, ...]:
    """What she may vary now: nothing while a red flag pauses her, and nothing that the content holds for her."""
    if state.ladder.status == "paused":
        return ()
    decide = looking_at(state, rules)
    items: dict[str, Habit | Trigger] = {**rules.knowledge.habit, **rules.knowledge.trigger}
    return tuple(one for one in VARIED.values() if decide(items[one.item]).standing == "now")


def start(state: State, rules: Rules, stamp: Stamp, what: str, *, days: int = 28, block: int = 4) -> Entry:
    """The entry of a new experiment that begins tomorrow. EntryError, with the reason, for one that cannot be."""
    if what not in {one.id for one in may_vary(state, rules)}:
        raise EntryError("body.what", f"{what} may not be varied now", f"choose one of {', '.join(VARIED)}")
    now = newest(state)
    if now is not None and state.day <= now.last:
        raise EntryError("body.first", "another one is not over yet", "stop that one first")
    _check_length(days, block)
    first = state.day + timedelta(days=1)
    seed = int(stamp.id.replace("-", "")[-8:], 16) % 1_000_000  # the end of an id is chance
    last = first + timedelta(days=days - 1)
    body = {"what": what, "first": str(first), "last": str(last), "seed": seed, "block": block}
    return tell(stamp, "experiment", {**body, "ended": None, "looks": None})


def stop(state: State, stamp: Stamp) -> Entry | None:
    """The entry that ends the newest experiment: today is no day of it any more. None when none is under way."""
    now = newest(state)
    if now is None or state.day > now.last:
        return None
    return amend(now.one, stamp, {"ended": str(state.day)})


def go_on(state: State, stamp: Stamp, days: int) -> Entry:
    """The entry that makes the newest experiment ``days`` long in all; EntryError for one that cannot go on.

    It can until the day after its last one: later, days would have gone by that no lot was told for.
    """
    now = newest(state)
    if now is None or now.ended_by in ("stage", "another") or (state.day - now.last).days > 1:
        raise EntryError("body.last", "there is none that can go on", "begin a new one")
    _check_length(days, now.block)
    last = now.first + timedelta(days=days - 1)
    if last <= now.last:
        raise EntryError("body.last", f"it is {now.days} days long already", "give more days, or stop it")
    was_seen = state.day > now.last
    body = {"last": str(last), "ended": None, "looks": now.looks + was_seen}
    changed = amend(now.one, stamp, body)
    if changed is None:
        raise EntryError("body.last", "it says so already", "give more days")
    return changed


def _check_length(days: int, block: int) -> None:
    if block not in BLOCKS:
        raise EntryError("body.block", f"a block of {block} days has no two halves that we use", "give 2 or 4")
    if not SHORTEST_DAYS <= days <= LONGEST_DAYS or days % block:
        why = f"{days} days are no plan in blocks of {block}"
        raise EntryError("body.last", why, f"give {SHORTEST_DAYS} to {LONGEST_DAYS} days, in whole blocks")


def newest(state: State) -> Experiment | None:
    """The newest experiment, under way or over; None when there is none."""
    found = experiments(state)
    return found[-1] if found else None


def experiments(state: State) -> tuple[Experiment, ...]:
    """Every experiment, in fold order. One whose thing or block this version does not know is left out."""
    found: list[Experiment] = []
    for one in state.diary.of("experiment"):
        read = _read(one, state)
        if read is None:
            continue
        if found and read.first <= found[-1].last:
            found[-1] = found[-1]._replace(last=read.first - timedelta(days=1), ended_by="another")
        found.append(read)
    return tuple(found)


def _read(one: Effective, state: State) -> Experiment | None:
    body = one.body
    varied, first = VARIED.get(body["what"]), date.fromisoformat(body["first"])
    if varied is None or body["block"] not in BLOCKS or first <= day_of(one.entry.at):
        return None
    planned = min(date.fromisoformat(body["last"]), first + timedelta(days=LONGEST_DAYS - 1))
    ends: list[tuple[date, Literal["her", "stage"] | None]] = [(planned, None)]
    if body.get("ended"):
        ends.append((date.fromisoformat(body["ended"]) - timedelta(days=1), "her"))
    changed = _stage_changed(state, one)
    if changed is not None:
        ends.append((changed - timedelta(days=1), "stage"))
    last, ended_by = min(ends, key=lambda end: end[0])
    return Experiment(one, varied, first, last, planned, body["seed"], body["block"], body.get("looks") or 1, ended_by)


def _stage_changed(state: State, one: Effective) -> date | None:
    """The first day after this was told on which her stage was another; None when it never was."""
    began = day_of(one.entry.at)
    told = sorted(
        (each for kind in ("due-date", "birth", "loss") for each in state.diary.of(kind)),
        key=lambda each: fold_key(each.entry),
    )
    found: list[date] = []
    so_far: list[Told] = []
    for each in told:
        made = day_of(each.entry.at)
        before = timing_on(made, so_far)
        so_far.append(Told(each.entry.kind, each.body, made))
        after = timing_on(made, so_far)
        if each.entry.kind == "due-date":
            if before.stage not in (after.stage, Stage.UNKNOWN) and made >= began:
                found.append(made)
        elif (day := day_of(each.body.get("on") or each.entry.at)) > began:
            found.append(day)
        elif made >= began and before.is_loss != after.is_loss:
            found.append(made)
    return min(found, default=None)


def lot_today(state: State, rules: Rules) -> Literal["more", "usual"] | None:
    """What today is by lot; None when no experiment is under way, or its thing may not be varied now."""
    now = newest(state)
    if now is None or not now.first <= state.day <= now.last or now.varied not in may_vary(state, rules):
        return None
    place = (state.day - now.first).days
    return "more" if lots(now.seed, place + 1, now.block)[place] else "usual"


def days_of(experiment: Experiment, state: State) -> tuple[LotDay, ...]:
    """Its days that are over, as drawn. A day is told of when there is a check-in or a spasm of it."""
    past = min(experiment.days, max(0, (state.day - experiment.first).days))
    drawn = lots(experiment.seed, past, experiment.block)
    days = (experiment.first + timedelta(days=number) for number in range(past))
    return tuple(_lot_day(day, is_more, experiment.varied, state) for day, is_more in zip(days, drawn, strict=True))


def _lot_day(day: date, is_more: bool, varied: Varied, state: State) -> LotDay:
    diary = state.diary
    told = diary.days.get(str(day))
    answer = (told.body.get("held") or {}).get(varied.factor) if told else None
    # on a day as usual nothing was asked of her, so there is nothing to keep to
    was_kept = answer == varied.kept_by if is_more and answer in ("yes", "no") else None
    return LotDay(is_more, str(day) in diary.spasms_on if diary.is_told(day) else None, was_kept)


def what_it_shows(experiment: Experiment, state: State) -> Comparison | None:
    """What its days show, once it is over; None before."""
    if state.day <= experiment.last:
        return None
    return compare(days_of(experiment, state), experiment.block, experiment.looks)


def prospect(state: State, days: int = 28, block: int = 4) -> Prospect | None:
    """What a plan could show her, by her last eight weeks in this stage; None when she told of too few days."""
    first = max(stage_began(state), state.day - timedelta(days=LOOK_BACK_DAYS))
    past = state.diary.between(first, state.day - timedelta(days=1))
    told = [day for day in past if state.diary.is_told(day)]
    if len(told) < LEAST_DAYS_TOLD:
        return None
    spasm_days = sum(str(day) in state.diary.spasms_on for day in told)
    rate = (spasm_days + 0.5) / (len(told) + 1)  # none so far is not never
    since = [day for day in past if day >= told[0]]
    return Prospect(days, power(rate, len(told) / len(since), days, block), len(told), spasm_days)
