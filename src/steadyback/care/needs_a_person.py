"""What in her diary needs a person, and what she has done about it. It never changes what the check says.

What she has booked is left in peace: it is said again when the time is over, or when it has got worse. How long is
ours [P]. Something that would be for the same day is left in peace for two days only after a "not now": the evidence
says phone today, and nobody is to be nagged each day.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

from steadyback.care.judge import judge
from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.care.tell import tell
from steadyback.engine.replies import NOTHING_SAID, Replies, is_readable, read_replies
from steadyback.engine.safety import CHECK_AGAIN_AFTER_DAYS
from steadyback.engine.trends import LOOK_BACK_DAYS, TREND_FLAGS, Course, DayRow, Trend, trends
from steadyback.engine.triage import Fired
from steadyback.journal.entry import Entry
from steadyback.journal.fold import Effective
from steadyback.journal.instant import day_of
from steadyback.knowledge.model import Citation, Route
from steadyback.vocabulary.timing import Stage
from steadyback.vocabulary.urgency import Urgency

#: How long something is left in peace after her answer, in days [P].
QUIET_DAYS: Final = {"booked": 14, "been": 28, "not-so": 14, "not-now": 7}
#: The same for what would be for the same day, where she has only said "not now" [P].
QUIET_DAYS_SAME_DAY: Final = 2
#: How much more of it there must be to be said again sooner: one point of pain, two spasms, two days [P].
_WORSE_BY: Final = 1.0
_ANSWERS: Final = tuple(QUIET_DAYS)


class Raised(NamedTuple):
    """One thing that needs a person. ``question`` is the red flag's own; ``seen``: the numbers behind it, in words.

    ``urgency`` and ``route``: what a yes would mean by the content's own rules, with all she told about herself.
    ``answered``: what she said about it last; ``is_quiet``: it is left in peace for now.
    """

    flag: str
    title: str
    question: str
    seen: tuple[str, ...]
    because: str
    say: str
    urgency: Urgency
    route: tuple[Route, ...]
    sources: tuple[Citation, ...]
    answered: Effective | None = None
    is_quiet: bool = False


def raised(state: State, rules: Rules) -> tuple[Raised, ...]:
    """What to say to her today, the most urgent first. What she has dealt with is left out while it is quiet."""
    return tuple(one for one in needs_a_person(state, rules) if not one.is_quiet)


def needs_a_person(state: State, rules: Rules) -> tuple[Raised, ...]:
    """Everything that her days ask about, quiet or not, the most urgent first."""
    if not any(state.diary.of(kind) for kind in ("day", "spasm", "medicine", "measure")):
        return ()
    seen = trends(_rows(state, state.day), _course(state, state.day))
    if not seen:
        return ()
    already = {one.flag: one.urgency for one in judge(rules, _all_said(state, rules, {}), state.timing).fired}
    found = [_raised(trend, state, rules, already) for trend in seen]
    return tuple(sorted((one for one in found if one), key=lambda one: -one.urgency))


def answer_a_need(stamp: Stamp, about: str, did: str, *, by: str | None = None, on: str | None = None) -> Entry:
    """The entry that says what she did: ``booked``, ``been``, ``not-now`` or ``not-so``. ValueError for another."""
    if about not in TREND_FLAGS:
        raise ValueError(f"{about!r} is not one of the things that your days ask about")
    if did not in _ANSWERS:
        raise ValueError(f"{did!r} is not an answer; use {', '.join(_ANSWERS)}")
    return tell(stamp, "booked", {"about": about, "did": did, "by": by, "on": on})


def _raised(trend: Trend, state: State, rules: Rules, already: dict[str, Urgency]) -> Raised | None:
    flag = rules.knowledge.red_flag[trend.flag]
    if not flag.windows.is_open(state.timing):
        return None
    fired = _fired(trend, state, rules, already)
    if not fired:
        return None
    top = max(fired, key=lambda one: one.urgency)
    answered = state.diary.booked.get(trend.flag)
    return Raised(
        flag=trend.flag,
        title=flag.card.title,
        question=flag.question or flag.card.title,
        seen=trend.seen,
        because=flag.because.text,
        say=flag.say,
        urgency=top.urgency,
        route=top.route,
        sources=flag.because.sources or flag.card.sources,
        answered=answered,
        is_quiet=answered is not None and _is_quiet(answered, trend, top.urgency, state),
    )


def _fired(trend: Trend, state: State, rules: Rules, already: dict[str, Urgency]) -> list[Fired]:
    """What a yes adds to what counts ``already``: the flag itself, and whatever combines with it."""
    found = judge(rules, _all_said(state, rules, trend.answers), state.timing).fired
    return [one for one in found if one.flag in trend.answers or already.get(one.flag) != one.urgency]


def _all_said(state: State, rules: Rules, answers: dict[str, str]) -> Replies:
    """``answers`` with what she told about herself and in a check of the last days."""
    told = read_replies(answers, rules.naming) if answers else NOTHING_SAID
    last = state.last_check
    if last is None or state.day - day_of(last.at) > timedelta(days=CHECK_AGAIN_AFTER_DAYS):
        return told.with_more(state.facts)
    given = {name: answer for name, answer in last.answers.items() if is_readable(name, answer, rules.naming)}
    return told.with_more(state.facts).with_more(read_replies(given, rules.naming))


def _is_quiet(answered: Effective, trend: Trend, urgency: Urgency, state: State) -> bool:
    """Whether her answer still stands: not too old, and it has not got worse since."""
    did, then = answered.body["did"], day_of(answered.entry.at)
    days = QUIET_DAYS.get(did, 0)
    if did == "not-now" and urgency >= Urgency.SAME_DAY:
        days = QUIET_DAYS_SAME_DAY
    booked_for = date.fromisoformat(answered.body["on"]) if did == "booked" and answered.body.get("on") else then
    until = max(then + timedelta(days=days), min(booked_for, then + timedelta(days=2 * days)))
    if state.day >= until:
        return False
    before = {one.flag: one for one in trends(_rows(state, then), _course(state, then))}.get(trend.flag)
    return before is not None and trend.weight < before.weight + _WORSE_BY


def _course(state: State, day: date) -> Course:
    timing = state.timing
    is_known = timing.stage is Stage.POSTPARTUM and timing.first_day == timing.last_day
    days = max(0, timing.first_day - (state.day - day).days) if is_known else None
    return Course(day, timing.stage is Stage.POSTPARTUM, timing.stage is Stage.UNKNOWN, days)


def _rows(state: State, day: date) -> list[DayRow]:
    """One row for each day up to ``day`` that something was told of."""
    diary, first = state.diary, day - timedelta(days=LOOK_BACK_DAYS)
    taken = _days_of_medicine(state, first)
    sure = {one.body.get("on") or one.entry.at[:10]: one.body.get("value") for one in _measured(state)}
    rows = []
    for on in diary.between(first, day):
        name = str(on)
        told, spasms = diary.days.get(name), diary.spasms_on.get(name, ())
        body = told.body if told else {}
        if told or spasms or name in taken or name in sure:
            is_sure = body.get("sure") if body.get("sure") is not None else sure.get(name)
            rows.append(DayRow(on, diary.worst_on(on), len(spasms), body.get("woke"), name in taken, is_sure))
    return rows


def _measured(state: State) -> tuple[Effective, ...]:
    return tuple(one for one in state.diary.of("measure") if one.body["what"] == "sure")


def _days_of_medicine(state: State, first: date) -> set[str]:
    """The days that a medicine was noted on; read from the newest back, since nothing is taken after it is told."""
    found: set[str] = set()
    long_ago = str(first - timedelta(days=1))
    for one in reversed(state.diary.of("medicine")):
        if one.entry.at < long_ago:
            break
        found.add((one.body.get("taken_at") or one.entry.at)[:10])  # an instant begins with its own day
    return found
