"""Amina, whom we made up: several weeks of her diary, told through the same verbs that a real person uses.

``amina_days`` tells her ordinary days. Her whole diary, from the first weeks to years after the birth, is what the
benchmark reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from steadyback.care.be_seen import be_seen
from steadyback.care.check_back import check_back
from steadyback.care.climb import climb
from steadyback.care.note_spasm import note_spasm
from steadyback.care.rules import Rules, rules_of
from steadyback.care.stamp import Stamp
from steadyback.care.state import Following, State
from steadyback.care.tell import tell
from steadyback.cli.amina_days import begin_days, evening, morning
from steadyback.engine.check import screens
from steadyback.engine.screening import effect_of
from steadyback.journal.entry import Entry, new_id
from steadyback.vocabulary.timing import Timing
from steadyback.vocabulary.urgency import Urgency

DEVICE = "phone-demo"
#: Days of diary before its last day, at most.
SPAN = 35
#: What she was doing, how often it comes up, and how bad it is at worst.
_SPASMS = (
    ("trg-long-sitting", 4, (5, 7)),
    ("trg-bend-twist", 3, (4, 7)),
    ("trg-long-standing", 2, (3, 6)),
    ("trg-turn-in-bed", 2, (4, 6)),
    ("trg-overdoing-chores", 1, (3, 5)),
)
_PLACES = ("low-left", "low-left", "low-all", "low-right")
_NOTES = (
    "A pillow between the knees was better. Woke only once.",
    "Long day at the desk. Back felt tight by four.",
    "Split the shopping into two bags. Fine.",
    "Walked with Samira by the canal. Slow, but good.",
)
#: Signs that are a same-day matter, the first that fits her week is used.
_SAME_DAY = ("sgn-wee-burn", "sgn-fever", "sgn-fall", "sgn-fall-after")


class Story:
    """A diary under way, with a pretend clock."""

    def __init__(self, rules: Rules, seed: str) -> None:
        self.rules = rules
        self.chance = Random(seed)  # noqa: S311 - the same story each time is the point
        self.entries: list[Entry] = []
        self.now = datetime(2000, 1, 1, tzinfo=UTC)
        self.following = Following(rules)

    def at(self, day: date, hour: int, minute: int = 0) -> None:
        """Set the clock; it never goes back."""
        self.now = max(self.now, datetime.combine(day, time(hour, minute), UTC))

    def stamp(self) -> Stamp:
        self.now += timedelta(seconds=self.chance.randint(4, 20))
        name = new_id(self.chance.randbytes(10), int(self.now.timestamp() * 1000))
        return Stamp(name, self.now.isoformat(), DEVICE)

    def keep(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.following.take([entry])

    def tell(self, kind: str, body: Mapping[str, Any]) -> Entry:
        entry = tell(self.stamp(), kind, body)
        self.keep(entry)
        return entry

    def no_to(self, names: Iterable[str], **besides: str) -> None:
        """Facts about herself: no to each, but for ``besides``, written with underscores."""
        answers = dict.fromkeys(names, "no") | {name.replace("_", "-"): answer for name, answer in besides.items()}
        self.tell("facts", {"answers": answers})

    def state(self) -> State:
        return self.following.state(self.now)

    def check(self, about: str, **besides: str) -> Urgency:
        """One check, no to every sign but ``besides``."""
        state = self.state()
        shown = [
            sign.id
            for screen in screens(self.rules.knowledge, self.rules.naming, state.facts, state.timing)
            for sign in screen.signs
        ]
        answers = dict.fromkeys(shown, "no") | {name.replace("_", "-"): answer for name, answer in besides.items()}
        found, entry = check_back(state, self.rules, self.stamp(), answers=answers, shown=shown, about=about)
        self.keep(entry)
        return found.urgency

    def climb_until_better(self, rungs: int) -> None:
        """Up the ladder: the same on every rung but the last of ``rungs``, where it gets better."""
        self.keep(climb(self.stamp(), "start", rung=self._next_rung()))
        for number in range(1, rungs + 1):
            rung = self.state().ladder.rung
            if rung is None or not self.state().ladder.offers:
                return
            seconds = self.chance.randint(60, 320)
            self.now += timedelta(seconds=seconds)
            felt = "better" if number == rungs else "same"
            self.keep(climb(self.stamp(), "done", rung=rung, felt=felt, seconds=seconds))
        self.now += timedelta(minutes=self.chance.randint(2, 6))
        self.keep(climb(self.stamp(), "finish"))

    def _next_rung(self) -> str | None:
        state = self.state()
        return state.ladder.rung or next((offer.rung for offer in state.offers if not offer.is_held), None)

    def spasm(self, day: date) -> None:
        """Her back grabs: a clear check, some steps, and the three-tap log."""
        self.at(day, self.chance.choice((3, 7, 10, 13, 16, 18, 21)), self.chance.randint(0, 50))
        began = self.now
        self.check("spasm")
        self.climb_until_better(self.chance.choice((1, 2, 2, 3)))
        self._note(began)

    def _note(self, began: datetime) -> None:
        """The three-tap log of a spasm."""
        doing, _, (least, most) = self.chance.choices(_SPASMS, [weight for _, weight, _ in _SPASMS])[0]
        worst, where = self.chance.randint(least, most), self.chance.choice(_PLACES)
        entry = note_spasm(self.stamp(), worst=worst, where=where, doing=doing)
        self.keep(entry._replace(body={**entry.body, "began_at": began.isoformat()}))

    def same_day_episode(self, day: date) -> None:
        """A sign that must be looked at today: the ladder pauses, she is seen, and goes on."""
        self.at(day, 17, 10)
        began = self.now
        known = {sign.id for group in self.rules.knowledge.check_group.values() for sign in group.signs}
        state = self.state()
        asked = {
            sign.id
            for screen in screens(self.rules.knowledge, self.rules.naming, state.facts, state.timing)
            for sign in screen.signs
        }
        sign = next(name for name in _SAME_DAY if name in known & asked)
        self.check("spasm", **{sign: "yes"})
        self._note(began)
        self.at(day + timedelta(days=1), 11, 30)
        self.keep(be_seen(self.state(), self.stamp(), by="the maternity unit", on=day.isoformat()))
        self.check("again")
        self.climb_until_better(2)

    def conditions(self) -> None:
        """The conditions that could make a move unsafe, now or later in this stage: none of them."""
        stage = self.state().timing.stage
        items = self.rules.knowledge.contraindication.values()
        self.no_to([item.card.id for item in items if effect_of(item, Timing(stage))])

    def limits(self, **besides: str) -> None:
        """What limits her."""
        names = [name for name, item in self.rules.knowledge.finding.items() if item.about == "limit"]
        self.no_to(sorted(names), **besides)


def diary_of_amina(today: date, *, weeks: int, after_birth: int | None, birth: str, whole: bool = False) -> list[Entry]:
    """Her entries up to ``today``: ``weeks`` pregnant, or ``after_birth`` weeks past a ``birth``.

    ``whole``: from week 6 of the pregnancy on, instead of the last five weeks.
    """
    from steadyback.cli.shelf import open_knowledge

    story = Story(rules_of(open_knowledge()), f"{today} {weeks} {after_birth} {birth}")
    if after_birth is None:
        _pregnant(story, today, weeks, whole=whole)
    else:
        _after_birth(story, today, after_birth, birth, whole=whole)
    return story.entries


def _who_she_is(story: Story, day: date, due: date) -> None:
    story.at(day, 20, 15)
    story.tell("note", {"text": "Amina is a made-up person. Nothing in this diary is about anybody real."})
    story.tell("due-date", {"edd": due.isoformat(), "source": "scan"})
    story.tell("country", {"code": "uk"})
    story.tell("contact", {"who": "maternity", "name": "Maternity triage", "number": "0117 496 0123"})
    profile = [
        name
        for name, item in story.rules.knowledge.finding.items()
        if item.about == "profile" and item.answer == "yes-no" and item.windows.pregnant and not item.about_baby
    ]
    story.no_to(sorted(profile), risk_past_pain="yes")


def _pregnant(story: Story, today: date, weeks: int, *, whole: bool) -> None:
    span = min(weeks * 7 - 42 if whole and weeks > 6 else SPAN, max(weeks * 7, 4))
    _who_she_is(story, today - timedelta(days=span), today + timedelta(days=280 - weeks * 7 - 3))
    story.limits(lim_wrist="yes")
    story.conditions()
    _weeks_of_days(story, today - timedelta(days=span - 1), today)


def _after_birth(story: Story, today: date, weeks: int, birth: str, *, whole: bool) -> None:
    born = today - timedelta(days=weeks * 7 + 2)
    first = born - timedelta(days=33 * 7 if whole else 21)
    _who_she_is(story, first, born + timedelta(days=6))
    story.limits()
    story.conditions()
    if whole:
        _weeks_of_days(story, first + timedelta(days=1), born - timedelta(days=1))
    else:
        story.spasm(born - timedelta(days=9))
    story.at(born + timedelta(days=1), 9, 40)
    story.tell("birth", {"on": born.isoformat(), "mode": birth, "weeks": 39})
    needle = "yes" if birth == "caesarean" else "no"
    story.no_to(["baby-premature-or-ill"], block_history=needle, feeding_breast="yes")
    story.limits(lim_wound="yes" if birth == "caesarean" and weeks < 6 else "no")
    story.conditions()
    checked_on = born + timedelta(days=59)
    before_it = min(today, checked_on - timedelta(days=1))
    begin = born + timedelta(days=3)
    _weeks_of_days(story, begin if whole else max(begin, before_it - timedelta(days=SPAN)), before_it)
    if checked_on <= today:
        story.at(checked_on, 14, 5)
        by = "my physiotherapist, at the eight-week check"
        story.tell("clearance", {"by": by, "on": checked_on.isoformat(), "for": ["all"], "until": None})
        begin = checked_on + timedelta(days=1)
        _weeks_of_days(story, begin if whole else max(begin, today - timedelta(days=SPAN)), today, has_episode=False)


def _weeks_of_days(story: Story, first: date, last: date, *, has_episode: bool = True) -> None:
    """Ordinary days up to ``last``, a spasm every few of them, and one episode that had to be looked at."""
    span = (last - first).days + 1
    grabs = set(range(1, span - 1, story.chance.choice((3, 4))))
    episode = sorted(grabs, reverse=True)[len(grabs) // 3] if has_episode and len(grabs) > 2 else None
    notes = iter(story.chance.sample(_NOTES, len(_NOTES)))
    if span > 3 and not story.state().diary.preferences:
        begin_days(story, first)
    for back in reversed(range(span)):
        day = last - timedelta(days=back)
        morning(story, day)
        if back == episode:
            story.same_day_episode(day)
        elif back in grabs:
            story.spasm(day)
        if back:  # the evening of the last day is still to come
            evening(story, day)
        if back in grabs and story.chance.random() < 0.4 and (text := next(notes, None)):
            story.at(day, 22, 5)
            story.tell("note", {"text": text})
