"""Things in her diary that need a person: pain that grows week by week, waking nightly, spasms that come back.

Each trend is read off plain rows, one a day, and stands for a question of the check that a diary can answer in part.
It never decides: it shows her the numbers and asks her the question. How soon somebody should look is the content's
own, by the rules of the red flag. The counts below are ours [P] where the evidence (2.3, 2.9, 2.12) gives none; where
two readings fit, the one that raises sooner is taken. A day she told nothing of is left out, never read as a good one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

#: How far back the trends look, in days: a little over three months, for pain that is still there then.
LOOK_BACK_DAYS: Final = 91
#: A change of the worst pain that means something, in points of 0 to 10 and as a share (evidence 9.1, ostelo-2008).
MEANINGFUL_POINTS: Final = 2
MEANINGFUL_SHARE: Final = 0.3
_WEEK: Final = 7
_FEWEST_DAYS_A_WEEK: Final = 2  # fewer told days say nothing of a week [P]
_FEWEST_NIGHTS: Final = 3
_NIGHTLY_SHARE: Final = 0.7  # 5 of 7 nights, 3 of 4
_SPASMS: Final = 3  # "several times" in four weeks, on two days at least
_PAINKILLER_DAYS: Final = 3  # "more than now and then" in a week; the article is more careful than "most days"
_UNSURE: Final = 4  # of 10, how sure she is that moving is safe
_STRONG: Final = 5  # of 10, for two weeks (evidence 2.12)
_CHECK_UP_DAYS: Final = 42  # the check-up is mostly at 6 to 8 weeks; the earlier end
_TWO_WEEKS: Final = 14
_THREE_MONTHS: Final = 84


class DayRow(NamedTuple):
    """What was told of one day. None is not told. ``medicine``: whether one was noted; ``sure``: 0 to 10."""

    on: date
    worst: int | None = None
    spasms: int = 0
    woke: bool | None = None
    medicine: bool = False
    sure: int | None = None


class Course(NamedTuple):
    """Where she is, as far as trends need it. ``days_after``: days since a birth or a loss; None: not known."""

    today: date
    is_after: bool = False
    may_be_after: bool = False
    days_after: int | None = None


class Trend(NamedTuple):
    """A question that her days ask. ``seen``: the numbers behind it, in words, each a sentence.

    ``answers``: what a yes to it would mean in the check, by id. ``weight``: how much of it there is, to tell later
    whether it has grown; 1.0 is a step worth telling.
    """

    flag: str
    seen: tuple[str, ...]
    answers: dict[str, str]
    weight: float


Rows = Sequence[DayRow]
Reader = Callable[[Rows, Course], Trend | None]


def trends(rows: Rows, course: Course) -> tuple[Trend, ...]:
    """Every trend in ``rows`` (one a day, any order), as seen on ``course.today``. Days after it are not read."""
    known = sorted((row for row in rows if _age(row, course) in range(LOOK_BACK_DAYS + 1)), key=lambda row: row.on)
    found = [reader(known, course) for reader in _READERS]
    return tuple(trend for trend in found if trend is not None)


def _age(row: DayRow, course: Course) -> int:
    """How many days ago; negative for a day to come."""
    return (course.today - row.on).days


def _within(rows: Rows, course: Course, days: int, after: int = 0) -> list[DayRow]:
    """The rows of ``days`` days, of which the last was ``after`` days ago."""
    return [row for row in rows if after <= _age(row, course) < after + days]


def _worsts(rows: Rows) -> list[int]:
    return [row.worst for row in rows if row.worst is not None]


def _mean(numbers: Sequence[int]) -> float:
    return sum(numbers) / len(numbers)


def _weekly(rows: Rows, course: Course, weeks: int) -> list[float]:
    """The mean worst pain of each of the last weeks that enough was told of, the oldest first."""
    found = []
    for week in reversed(range(weeks)):
        told = _worsts(_within(rows, course, _WEEK, week * _WEEK))
        if len(told) >= _FEWEST_DAYS_A_WEEK:
            found.append(_mean(told))
        elif week == 0:
            return []  # what was before says nothing of now
    return found


def _one(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _of(count: int, told: int, days: int) -> str:
    """``5 of the last 7 days``; where some were not told, so."""
    if told == days:
        return f"{count} of the last {days} days"
    return f"{count} of the {told} days you told us of in the last {days}"


def _worse_weekly(rows: Rows, course: Course) -> Trend | None:
    """Three weeks that rise one after another, by a point in all, or one rise of two points."""
    weeks = _weekly(rows, course, 4)
    rises = len(weeks) >= 3 and weeks[-3] < weeks[-2] < weeks[-1] and weeks[-1] - weeks[-3] >= 1
    jumps = len(weeks) >= 2 and weeks[-1] - weeks[-2] >= MEANINGFUL_POINTS
    if not rises and not jumps:
        return None
    last = weeks[-3:] if rises else weeks[-2:]
    path = ", then ".join(_one(mean) for mean in last)
    seen = f"Your worst pain of a day was about {path} out of 10, week by week."
    return Trend("pain-worse-weekly", (seen,), {"pain-worse-weekly": "yes"}, last[-1])


def _worse_daily(rows: Rows, course: Course) -> Trend | None:
    """Told days that never fall and rise by three points within five days."""
    told = _worsts(_within(rows, course, 5))
    is_now = any(row.worst is not None for row in _within(rows, course, 2))
    never_falls = all(one <= other for one, other in pairwise(told))
    if len(told) < 3 or not is_now or not never_falls or told[-1] - told[0] < 3:
        return None
    seen = f"Your worst pain went from {told[0]} to {told[-1]} in a few days."
    return Trend("pain-worse-days", (seen,), {"pain-worse-days": "yes"}, told[-1])


def _woken(rows: Rows, course: Course) -> Trend | None:
    """Most nights of a week. The diary cannot tell whether turning over helps, so that question counts as open."""
    nights = [row.woke for row in _within(rows, course, _WEEK) if row.woke is not None]
    woken = sum(nights)
    if len(nights) < _FEWEST_NIGHTS or woken < _NIGHTLY_SHARE * len(nights):
        return None
    seen = f"Pain woke you on {woken} of the {len(nights)} nights you told us of this last week."
    answers = {"pain-night-waking": "yes", "pain-night-nightly": "unsure"}
    return Trend("pain-night-waking", (seen,), answers, woken / 2)


def _recurrent(rows: Rows, course: Course) -> Trend | None:
    days = [row for row in _within(rows, course, 28) if row.spasms]
    count = sum(row.spasms for row in days)
    if count < _SPASMS or len(days) < 2:
        return None
    seen = f"You noted {count} spasms on {len(days)} days in the last four weeks."
    return Trend("spasm-recurrent", (seen,), {"spasm-recurrent": "yes"}, count / 2)


def _afraid(rows: Rows, course: Course) -> Trend | None:
    """Half of the told days of two weeks, two at least. There is no measured cut-off (evidence 9.1): it only asks."""
    told = [row.sure for row in _within(rows, course, _TWO_WEEKS) if row.sure is not None]
    low = [sure for sure in told if sure <= _UNSURE]
    if len(low) < 2 or 2 * len(low) < len(told):
        return None
    seen = f"On {_of(len(low), len(told), _TWO_WEEKS)} you were {_UNSURE} or less out of 10 sure that moving is safe."
    return Trend("fear-moving", (seen,), {"fear-moving": "yes"}, (10 - _mean(told)) / 2)


def _medicine(rows: Rows, course: Course) -> Trend | None:
    days = sum(row.medicine for row in _within(rows, course, _WEEK))
    if days < _PAINKILLER_DAYS:
        return None
    seen = f"You noted a medicine on {days} of the last {_WEEK} days."
    return Trend("medicine-often", (seen,), {"medicine-often": "yes"}, days / 2)


def _two_weeks(rows: Rows, course: Course) -> Trend | None:
    told = _worsts(_within(rows, course, _TWO_WEEKS))
    strong = sum(worst >= _STRONG for worst in told)
    both = all(_worsts(_within(rows, course, _WEEK, after)) for after in (0, _WEEK))
    if not both or strong < 4 or 2 * strong <= len(told):
        return None
    seen = f"Your worst pain was {_STRONG} or more on {_of(strong, len(told), _TWO_WEEKS)}."
    return Trend("pain-two-weeks", (seen,), {"pain-two-weeks": "yes"}, _mean(told))


def _not_easing(rows: Rows, course: Course) -> Trend | None:
    """A spasm of two days ago or more, and no day since was easier by two points."""
    for row in _within(rows, course, _TWO_WEEKS + 1):
        age = _age(row, course)
        if not row.spasms or age < 2 or row.worst is None:
            continue
        since = _worsts([later for later in rows if later.on > row.on])
        is_now = any(later.worst is not None for later in _within(rows, course, 2))
        if is_now and since and min(since) > max(0, row.worst - MEANINGFUL_POINTS):
            answers = {"spasm-48h": "yes"} | ({"not-easing-7d": "yes"} if age >= _WEEK else {})
            seen = f"A spasm {age} days ago was {row.worst} out of 10. No day you told us of since was much easier."
            return Trend("spasm-48h", (seen,), answers, age / _WEEK)
    return None


def _after(rows: Rows, course: Course) -> int | None:
    """Days since a birth or a loss, at least; None when she is not, and cannot be, after one."""
    if not (course.is_after or course.may_be_after):
        return None
    if course.days_after is not None:
        return course.days_after
    first = next((row.on for row in rows if row.worst), course.today)
    return (course.today - first).days


def _still_sore(rows: Rows, course: Course) -> list[int]:
    """The pain told in the last two weeks, when there was some on two days at least."""
    told = _worsts(_within(rows, course, _TWO_WEEKS))
    return told if sum(worst > 0 for worst in told) >= 2 else []


def _lingering(rows: Rows, course: Course) -> Trend | None:
    """Still sore at the check-up or three months on."""
    days, told = _after(rows, course), _still_sore(rows, course)
    if days is None or days < _CHECK_UP_DAYS or not told:
        return None
    sore = sum(worst > 0 for worst in told)
    when = f"{days // _WEEK} weeks on" if days < _THREE_MONTHS else "three months on or more"
    seen = f"It is {when}, and your back hurt on {_of(sore, len(told), _TWO_WEEKS)}."
    return Trend("pp-lingering", (seen,), {"pp-lingering": "yes"}, _mean(told))


def _no_better(rows: Rows, course: Course) -> Trend | None:
    """From two weeks on until the check-up: this week is not easier, in a way that means something, than the first."""
    days, told = _after(rows, course), _worsts(_within(rows, course, _WEEK))
    is_sore = sum(worst > 0 for worst in told) >= _FEWEST_DAYS_A_WEEK
    if days is None or not _TWO_WEEKS <= days < _CHECK_UP_DAYS or not is_sore:
        return None
    then = _worsts([row for row in rows if _WEEK <= _age(row, course) <= days])[:_WEEK]
    now = _mean(told)
    if then and now <= (1 - MEANINGFUL_SHARE) * _mean(then):
        return None
    before = f" Before that it was about {_one(_mean(then))}." if then else ""
    seen = f"Your worst pain of the day was about {_one(now)} this last week.{before}"
    return Trend("pp-not-better-2wk", (seen,), {"pp-not-better-2wk": "yes"}, now)


_READERS: Final[tuple[Reader, ...]] = (
    _worse_weekly,
    _worse_daily,
    _woken,
    _two_weeks,
    _recurrent,
    _not_easing,
    _lingering,
    _no_better,
    _medicine,
    _afraid,
)
#: The red flags that a trend can ask about.
TREND_FLAGS: Final = (
    "pain-worse-weekly",
    "pain-worse-days",
    "pain-night-waking",
    "pain-two-weeks",
    "spasm-recurrent",
    "spasm-48h",
    "pp-lingering",
    "pp-not-better-2wk",
    "medicine-often",
    "fear-moving",
)
