"""Which reminders she wants, made ready for her calendar: at her times, outside her quiet hours, fit for her now.

Every reminder stands for an item of the content. One whose item is held or hidden for her now (a foot on a stool with
a sore pelvis, a bump after a loss) is not written, whatever she ticked before.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any, Final, Literal, NamedTuple

from steadyback.care.rules import Rules
from steadyback.care.state import State
from steadyback.engine.shown import Look, look, onlooker
from steadyback.exchange.calendar import WEEKDAYS, Reminder, first_time, is_quiet
from steadyback.journal.diary_kinds import BREAK_MINUTES
from steadyback.knowledge.model import Citation
from steadyback.vocabulary.timing import Stage

Group = Literal["back", "day", "evening", "help"]
_LAST_DAY_TO_ASK = 41
_DAY_BEFORE_THE_CHECK_UP = 35  # a week before the earliest usual check-up, which is at 6 weeks [P]
_USUAL_BREAK = 40
_MOST_BREAKS = 48


class ReminderKind(NamedTuple):
    """One thing to be reminded of. ``neutral``: words that tell a stranger nothing; ``plain``: what it is.

    ``item``: the item of content that it stands for. ``at``: usual times. ``by_day``: only on days that she picks.
    ``minutes``: for a single alarm in so many minutes from now.
    """

    id: str
    group: Group
    neutral: str
    plain: str
    item: str
    at: tuple[str, ...] = ()
    by_day: bool = False
    only_pregnant: bool = False
    minutes: int | None = None


KINDS: Final = (
    ReminderKind("routine", "back", "Stretch", "Today's moves", "rt-core", ("10:00",)),
    ReminderKind("breaks", "back", "Break", "Stand up for a while", "trg-long-sitting", by_day=True),
    ReminderKind("sit", "back", "Pause", "Sit down for a while", "trg-long-standing", ("11:00", "15:30")),
    ReminderKind("tall", "back", "Tall", "Stand tall, sit tall, shoulders soft", "hab-tall", ("11:30", "16:00")),
    ReminderKind("sink", "back", "Teeth", "One foot up at the sink, then swap", "hab-sink-stool", ("07:30",)),
    ReminderKind("chores", "back", "Jobs", "Small bits, held close", "hab-split-loads", ("09:30",), True),
    ReminderKind("drink", "day", "Water", "Sip some water", "trg-low-fluids", ("10:30", "14:30", "17:30")),
    ReminderKind("meals", "day", "Meal", "Eat and drink something", "hab-steady-meals", ("08:00", "13:00", "18:30")),
    ReminderKind("heat", "day", "Shade", "Rest in the cool, and drink", "trg-heat-fatigue", ("12:00",), True),
    ReminderKind("kit", "day", "Bag", "Heat pack and water in the bag", "kit-heat-water", ("08:30",), True),
    ReminderKind("pillow", "evening", "Evening", "On your side, a pillow between your knees", "trg-sleep-position",
                 ("21:30",)),
    ReminderKind("bump-pillow", "evening", "Evening", "Add a pillow under the bump", "hab-sleep-side", ("21:30",),
                 only_pregnant=True),
    ReminderKind("relax", "evening", "Evening", "Long breaths out, jaw and shoulders soft", "sc-relax", ("21:00",)),
    ReminderKind("hand-over", "help", "Help", "Let somebody else lift the heavy things", "trg-lift-heavy-early",
                 ("09:00",)),
    ReminderKind("check-up", "help", "Appointment", "Bring up your back at your check-up", "pp-lingering"),
)  # fmt: skip
#: Single alarms, so many minutes from now: a belt is for one task, and a burst of work is short.
ONCE: Final = (
    ReminderKind("belt", "back", "Off", "Take the belt off", "belt-use", minutes=30),
    ReminderKind("burst", "back", "Stop", "Stop, and take a gentle walk", "hab-short-bursts", minutes=20),
)
_ONLY_ONCE = frozenset({"bump-pillow", "check-up"})


class Wanted(NamedTuple):
    """What goes into her calendar, and what is left out with the reason."""

    reminders: tuple[Reminder, ...]
    left_out: tuple[str, ...]


class Choice(NamedTuple):
    """One reminder she may choose now, or why she may not. ``says``: what the content says to do, fit for her."""

    kind: ReminderKind
    says: str = ""
    because: str | None = None


def choices(state: State, rules: Rules, kinds: tuple[ReminderKind, ...] = KINDS) -> tuple[Choice, ...]:
    """The reminders that are for her stage and week; one that is held now bears the reason."""
    looking = _looking(state, rules)
    return tuple(choice for kind in kinds if (choice := _choice(kind, state, rules, looking)))


def _choice(kind: ReminderKind, state: State, rules: Rules, looking: Look) -> Choice | None:
    if kind.id == "check-up":
        return Choice(kind) if _has_check_up(state) else None
    if kind.only_pregnant and state.timing.stage is not Stage.PREGNANT:
        return None
    if kind.id == "routine" and not state.her.shut_by:
        return Choice(kind)  # the page itself offers what is open to her that day, and nothing else
    found = looking(_item(kind.item, rules))
    match found.standing:
        case "held":
            return Choice(kind, because=" ".join(found.because))
        case "now":
            return Choice(kind, " ".join(statement.text for statement in found.says[:1]))
        case _:
            return None


def sources_of(kind: ReminderKind, rules: Rules) -> tuple[Citation, ...]:
    """Where a reminder comes from."""
    if kind.item in rules.knowledge.red_flag:
        return rules.knowledge.red_flag[kind.item].card.sources
    found: tuple[Citation, ...] = _item(kind.item, rules).card.sources
    return found


def _looking(state: State, rules: Rules) -> Look:
    answers = state.last_check.answers if state.last_check else {}
    return look(onlooker(state.her, answers, rules.naming), rules.knowledge, rules.naming)


def _item(name: str, rules: Rules) -> Any:
    known = rules.knowledge
    return known.habit.get(name) or known.trigger.get(name) or known.method[name]


def _has_check_up(state: State) -> bool:
    """After a birth or a loss whose day is known, before the usual time of the check-up."""
    timing = state.timing
    is_known = timing.stage is Stage.POSTPARTUM and timing.first_day == timing.last_day
    return is_known and timing.first_day <= _LAST_DAY_TO_ASK


def wanted(state: State, rules: Rules, now: datetime) -> Wanted:
    """Everything she asked to be reminded of, as far as it is for her now and outside her quiet hours."""
    wishes = state.diary.preferences
    chosen = set(wishes.get("remind") or ())
    quiet = quiet_hours(wishes)
    found: list[Reminder] = []
    left_out: list[str] = []
    for choice in choices(state, rules):
        kind = choice.kind
        if kind.id not in chosen:
            continue
        if choice.because is not None:
            left_out.append(f"{kind.plain}. {choice.because}")
            continue
        for reminder in _made(choice, wishes, state, now):
            if is_quiet(reminder.start.time(), quiet):
                left_out.append(f"{kind.plain}: {reminder.start:%H:%M} lies in your quiet hours.")
            else:
                found.append(reminder)
    found += _appointments(state, wishes, quiet)
    return Wanted(tuple(found), tuple(left_out))


def once(kind: ReminderKind, state: State, now: datetime, minutes: int) -> Reminder:
    """One alarm, ``minutes`` from now. She asks for it this moment, so it rings in quiet hours too."""
    start = now.replace(tzinfo=None, microsecond=0) + timedelta(minutes=minutes)
    is_plain = state.diary.preferences.get("remind_words") == "plain"
    return Reminder(_uid(state, f"{kind.id}-{start:%Y%m%dT%H%M}"), kind.plain if is_plain else kind.neutral, start)


def quiet_hours(wishes: Mapping[str, Any]) -> tuple[time, time] | None:
    """Her quiet hours, or None."""
    ends = [wishes.get(name) for name in ("quiet_from", "quiet_to")]
    return (time.fromisoformat(ends[0]), time.fromisoformat(ends[1])) if ends[0] and ends[1] else None


def times_of(kind: ReminderKind, wishes: Mapping[str, Any]) -> tuple[str, ...]:
    """The times of day that she picked for it, else the usual ones."""
    if kind.id == "breaks":
        return _break_times(wishes)
    if kind.id == "routine" and wishes.get("routine_at"):
        return (wishes["routine_at"],)
    return tuple((wishes.get("remind_at") or {}).get(kind.id) or kind.at)


def days_of(kind: ReminderKind, wishes: Mapping[str, Any]) -> tuple[str, ...]:
    """The days of the week that she picked for it; else every day, for breaks the working week."""
    usual = WEEKDAYS[:5] if kind.id == "breaks" else WEEKDAYS
    return tuple((wishes.get("remind_days") or {}).get(kind.id) or usual)


def _break_times(wishes: Mapping[str, Any]) -> tuple[str, ...]:
    """From her first hour of sitting to her last, every so many minutes; none before she has sat that long."""
    begin, end = (time.fromisoformat(wishes.get(name) or usual) for name, usual in _BREAK_HOURS)
    gap = min(max(wishes.get("break_minutes") or _USUAL_BREAK, BREAK_MINUTES[0]), BREAK_MINUTES[1])
    first, last = (at.hour * 60 + at.minute for at in (begin, end))
    minutes = range(first + gap, last + 1, gap)
    return tuple(f"{minute // 60:02d}:{minute % 60:02d}" for minute in minutes[:_MOST_BREAKS])


_BREAK_HOURS: Final = (("break_from", "09:00"), ("break_to", "17:00"))


def _made(choice: Choice, wishes: Mapping[str, Any], state: State, now: datetime) -> list[Reminder]:
    kind, is_plain = choice.kind, wishes.get("remind_words") == "plain"
    words, note = (kind.plain, choice.says) if is_plain else (kind.neutral, "")
    if kind.id == "check-up":
        day = state.day + timedelta(days=_DAY_BEFORE_THE_CHECK_UP - state.timing.first_day)
        start = datetime.combine(max(day, state.day + timedelta(days=1)), time(12))
        return [Reminder(_uid(state, kind.id), words, start, None, note)]
    days = WEEKDAYS if kind.id in _ONLY_ONCE else days_of(kind, wishes)
    return [
        Reminder(
            _uid(state, f"{kind.id}-{number}"),
            words,
            first_time(time.fromisoformat(at), days, now),
            None if kind.id in _ONLY_ONCE else days,
            note,
        )
        for number, at in enumerate(times_of(kind, wishes))
    ]


def _appointments(state: State, wishes: Mapping[str, Any], quiet: tuple[time, time] | None) -> list[Reminder]:
    """The evening before what she has booked, when she wants to be reminded of the check-up or of appointments."""
    if "appointments" not in (wishes.get("remind") or ()):
        return []
    found = []
    for about, one in sorted(state.diary.booked.items()):
        on = one.body.get("on")
        if one.body["did"] != "booked" or not on or date.fromisoformat(on) <= state.day:
            continue
        hours = [at for at in (time(18), time(12), time(9)) if not is_quiet(at, quiet)]
        if hours:
            start = datetime.combine(date.fromisoformat(on) - timedelta(days=1), hours[0])
            found.append(Reminder(_uid(state, f"booked-{about}"), "Appointment tomorrow", start))
    return found


def _uid(state: State, name: str) -> str:
    """An id that is the same each time, and no other diary's. It gives no id of an entry away."""
    own = min(state.diary.by_id, default="")
    return f"{sha256(f'{own} {name}'.encode()).hexdigest()[:32]}@steadyback.invalid"
