"""Everything she told, folded into where she stands now. The state is derived, always, and never stored.

The rules, one each:

* About herself (a past clot, a sore wrist, a condition) what she told last counts: she may correct it.
* About a sign nothing ever gets less urgent. A check is judged with every version of its answers, by the weeks it
  was made in and by the dates as they are known now; whatever shut the ladder in any of these keeps it shut. To
  take an answer back, or a whole check, changes her diary and not the pause.
* Only her own answer that she was seen lifts the pause; then the check is asked again before the ladder opens.
* A condition that is a sign as well (waters that have broken) pauses her once, when she tells it.
* A check counts for seven days [P]. Single questions answered outside the check can pause; they open nothing.
* A clinician's yes counts for the stage it was given in: one from before the birth says nothing about after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from steadyback.care.dating import Told, timing_on
from steadyback.care.judge import judge
from steadyback.care.rules import Rules
from steadyback.engine import safety
from steadyback.engine.ladder import (
    Checked,
    Did,
    EasedBack,
    Event,
    Finished,
    Ladder,
    NewSpasm,
    Onward,
    Rested,
    Seen,
    Started,
    advance,
)
from steadyback.engine.replies import NOTHING_SAID, Replies, read_replies
from steadyback.engine.screening import Circumstances, Clearance, RungOffer, offer_ladder
from steadyback.engine.triage import Assessment
from steadyback.journal.entry import Entry
from steadyback.journal.fold import Effective, effective
from steadyback.vocabulary.timing import Stage, Timing, at_week


class LastCheck(NamedTuple):
    """The newest check: when, the answers in force, and what the engine says of them today."""

    at: str
    about: str
    answers: dict[str, Any]
    assessment: Assessment


class State(NamedTuple):
    """Where she stands at one moment. ``facts``: what she told about herself; ``offers``: the rungs, held or not."""

    day: date
    timing: Timing
    facts: Replies
    ladder: Ladder
    offers: tuple[RungOffer, ...]
    her: Circumstances
    last_check: LastCheck | None
    check_is_due: bool
    country: str | None
    contacts: dict[str, dict[str, str]]
    spasms: tuple[Effective, ...]
    seen: tuple[Effective, ...]
    unread: tuple[str, ...]


class _Fold:
    """The fold under way: what is known after the entries so far."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.told: list[Told] = []
        self.facts: dict[str, Any] = {}
        self.clearances: list[tuple[Clearance, dict[str, Any]]] = []
        self.ladder = Ladder()
        self.last_check: LastCheck | None = None
        self.country: str | None = None
        self.contacts: dict[str, dict[str, str]] = {}
        self.spasms: list[Effective] = []
        self.seen: list[Effective] = []
        self.unread: list[str] = []
        self._offers_known: tuple[tuple[object, ...], tuple[str, ...]] | None = None

    def take(self, one: Effective) -> None:
        """Take one entry in. A withdrawn one is left out, but for the pause that a check began."""
        kind = one.entry.kind
        if kind == "check":
            self._check(one)
        elif not one.is_withdrawn:
            handler = getattr(self, "_" + kind.replace("-", "_"), None)
            if handler:
                handler(one)

    def _due_date(self, one: Effective) -> None:
        self.told.append(Told("due-date", one.body))

    def _birth(self, one: Effective) -> None:
        self.told.append(Told("birth", one.body))

    def _loss(self, one: Effective) -> None:
        self.told.append(Told("loss", one.body))

    def _facts(self, one: Effective) -> None:
        signs: dict[str, Any] = {}
        for name, answer in one.body["answers"].items():
            if name not in self.rules.naming.counts_for:
                self.unread.append(one.entry.id)
                continue
            self.facts[name] = answer
            condition = self.rules.knowledge.contraindication.get(name)
            if condition and answer in ("yes", "unsure"):
                signs.update(dict.fromkeys(condition.red_flags, answer))
        self._pause_for(signs, _day_of(one.entry))

    def _country(self, one: Effective) -> None:
        self.country = one.body["code"]

    def _contact(self, one: Effective) -> None:
        self.contacts[one.body["who"]] = {"name": one.body.get("name") or "", "number": one.body["number"]}

    def _clearance(self, one: Effective) -> None:
        named = frozenset(one.body["for"])
        exercises = None if "all" in named else named
        self.clearances.append((Clearance(one.body["by"], one.body["on"], exercises), dict(one.body)))

    def _spasm(self, one: Effective) -> None:
        self.spasms.append(one)

    def _seen(self, one: Effective) -> None:
        self.seen.append(one)
        self._move(Seen(), _day_of(one.entry))

    def _ladder(self, one: Effective) -> None:
        event = _event_of(one.body)
        if event is not None:  # most moves say nothing more: an empty tuple, which counts as false
            self._move(event, _day_of(one.entry))

    def _check(self, one: Effective) -> None:
        day = _day_of(one.entry)
        bodies = [one.entry.body] + ([one.body] if one.body != one.entry.body else [])
        found = [self._assess(body, timing) for body in bodies for timing in self._timings_of(body, day)]
        assessments = [assessment for assessment in found if assessment is not None]
        if len(assessments) < len(found):
            self.unread.append(one.entry.id)
        shut_by = {flag for assessment in assessments for flag in assessment.shut_by}
        newest = assessments[-1] if assessments else None
        if one.is_withdrawn:
            if shut_by:
                self._move(Checked(tuple(sorted(shut_by)), is_whole=False), day)
            return
        if one.body.get("about") == "other":
            if shut_by:
                self._move(Checked(tuple(sorted(shut_by)), is_whole=False), day)
            return
        if one.body.get("about") == "spasm":
            self._move(NewSpasm(), day)
        is_whole = bool(assessments) and not any(assessment.unanswered for assessment in assessments)
        self._move(Checked(tuple(sorted(shut_by)), is_whole), day)
        if newest:
            about = str(one.body.get("about") or "other")
            self.last_check = LastCheck(one.entry.at, about, dict(one.body["answers"]), newest)

    def _pause_for(self, signs: dict[str, Any], day: date) -> None:
        """Pause for a condition that is a sign as well (waters that have broken), once, when it is told."""
        if not signs:
            return
        assessment = self._assess({"answers": signs}, timing_on(day, self.told))
        if assessment and assessment.shut_by:
            self._move(Checked(assessment.shut_by, is_whole=False), day)

    def _timings_of(self, body: dict[str, Any], day: date) -> list[Timing]:
        """The timing by the dates as told, and the one that the check itself was made with, if it differs."""
        now = timing_on(day, self.told)
        if body.get("stage") not in (Stage.PREGNANT.value, Stage.POSTPARTUM.value):
            return [now]
        then = at_week(Stage(body["stage"]), body.get("weeks"), birth=now.birth, is_loss=now.is_loss)
        covers = then.stage is now.stage and then.first_day <= now.first_day and now.last_day <= then.last_day
        return [now] if covers else [then, now]

    def _assess(self, body: dict[str, Any], timing: Timing) -> Assessment | None:
        """What the engine says; None when an answer is of content this version does not know (kept, and said)."""
        naming = self.rules.naming
        known = {name: answer for name, answer in body["answers"].items() if name in naming.counts_for}
        try:
            replies = read_replies(known, naming).with_more(read_replies(self.facts, naming))
        except ValueError:
            return None
        return judge(self.rules, replies, timing)

    def _move(self, event: Event, day: date) -> None:
        self.ladder = advance(self.ladder, event, self._offered(day))

    def _offered(self, day: date) -> tuple[str, ...]:
        """The rungs that are not held on ``day``; worked out again only when something they rest on is new."""
        key = (day, len(self.told), tuple(sorted(self.facts.items())), len(self.clearances))
        if self._offers_known is None or self._offers_known[0] != key:
            offered = tuple(offer.rung for offer in self.offers(day, ()) if not offer.is_held)
            self._offers_known = (key, offered)
        return self._offers_known[1]

    def circumstances(self, day: date, shut_by: tuple[str, ...]) -> Circumstances:
        """All that decides what she may do on ``day``."""
        timing = timing_on(day, self.told)
        facts = read_replies(self.facts, self.rules.naming) if self.facts else NOTHING_SAID
        holding = tuple(clearance for clearance, body in self.clearances if _is_for_now(body, timing, day))
        return Circumstances(timing, facts, holding, shut_by)

    def offers(self, day: date, shut_by: tuple[str, ...]) -> tuple[RungOffer, ...]:
        """The rungs on ``day``."""
        return offer_ladder(self.rules.knowledge, self.rules.naming, self.circumstances(day, shut_by))


def _day_of(entry: Entry) -> date:
    """The calendar day of an entry where and when it was made."""
    return datetime.fromisoformat(entry.at).date()


def _is_for_now(body: dict[str, Any], timing: Timing, day: date) -> bool:
    """Whether a clinician's yes was given in the stage she is in now, and has not run out."""
    if body.get("until") and date.fromisoformat(body["until"]) < day:
        return False
    given = date.fromisoformat(body["on"])
    if timing.stage is Stage.UNKNOWN:
        return False
    return given <= day and given >= day - timedelta(days=min(timing.last_day, 20_000))


_MOVES: dict[str, Event] = {
    "start": Started(),
    "resume": Started(),
    "stay": Started(),
    "skip": Onward(),
    "ease-back": EasedBack(),
    "pause": Rested(),
    "finish": Finished(),
}


def _event_of(body: dict[str, Any]) -> Event | None:
    did, rung, felt = body["did"], body.get("rung"), body.get("felt")
    if did == "done":
        return Did(rung, felt) if rung and felt else None
    return _MOVES.get(did)


def state_of(entries: Iterable[Entry], rules: Rules, now: datetime) -> State:
    """The state that ``entries`` add up to at ``now`` (with its offset). Entries later than now count as well."""
    fold = _Fold(rules)
    for one in effective(entries):
        fold.take(one)
    day = now.date()
    due = _is_check_due(fold.last_check, now)
    ladder = fold.ladder
    if due and ladder.status in ("ready", "climbing", "staying", "resting"):
        ladder = ladder._replace(status="shut")
    her = fold.circumstances(day, ladder.paused_by)
    return State(
        day=day,
        timing=her.timing,
        facts=her.replies,
        ladder=ladder,
        offers=offer_ladder(rules.knowledge, rules.naming, her),
        her=her,
        last_check=fold.last_check,
        check_is_due=due,
        country=fold.country,
        contacts=fold.contacts,
        spasms=tuple(fold.spasms),
        seen=tuple(fold.seen),
        unread=tuple(dict.fromkeys(fold.unread)),
    )


def _is_check_due(last: LastCheck | None, now: datetime) -> bool:
    if last is None:
        return True
    made = datetime.fromisoformat(last.at)
    return now - made >= timedelta(days=safety.CHECK_AGAIN_AFTER_DAYS) or made - now > timedelta(days=1)
