"""Everything she told, taken in one entry after another, in fold order.

The rules, one each:

* About herself (a past clot, a sore wrist, a condition) what she told last counts: she may correct it.
* About a sign nothing ever gets less urgent. A check is judged with every version of its answers, by the weeks it
  was made in and by the dates as they are known now; whatever shut the ladder in any of these keeps it shut. To
  take an answer back, or a whole check, changes her diary and not the pause. A yes that she adds later counts from
  the moment she adds it, so that an older "I have been seen" does not cover it.
* When she corrects her dates or tells more about herself, the checks of the last seven days that nobody has seen
  her about are judged once more.
* An answer that this version does not know is kept and said; a yes among them is no clear check.
* Only her own answer that she was seen lifts the pause; then the check is asked again before the ladder opens.
* A condition that is a sign as well (waters that have broken) pauses her once, when she tells it.
* A check counts for seven days [P], and only while it leaves nothing open: a birth, a loss or a new week may bring
  signs that nobody has asked about yet. Single questions answered outside the check can pause; they open nothing.
* A clinician's yes counts for the stage it was given in: one from before the birth says nothing about after it.
* The plan from her chart may leave moves out, and never lets one in: only a clinician's yes does.
* A rung that is held by now is left: she starts again from the lowest that is open.
* What she answered when she was asked about her own words (``heard``) counts like a sign told outside the check: a
  yes or "not sure" pauses, with the weeks of that day, and every version of it counts. A no pauses nothing.
* A check made under other content is judged by the rules of today; what they find more urgent is set apart, to be
  told (``care/judged_anew.py``). To be seen settles that as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from steadyback.care.climb import event_of
from steadyback.care.dating import Told, timing_on
from steadyback.care.judge import judge
from steadyback.care.judged_anew import Anew, after_a_check, judged_anew
from steadyback.care.rules import Rules
from steadyback.engine import safety
from steadyback.engine.ladder import Checked, Event, Ladder, NewSpasm, Seen, advance
from steadyback.engine.replies import NOTHING_SAID, is_readable, read_replies
from steadyback.engine.screening import Circumstances, Clearance, RungOffer, offer_ladder
from steadyback.engine.triage import Assessment
from steadyback.journal.fold import Effective
from steadyback.journal.instant import day_of
from steadyback.journal.kind import Body
from steadyback.vocabulary.timing import LAST_DAY, Stage, Timing, at_week


class LastCheck(NamedTuple):
    """The newest check: when, the answers in force, and what the engine says of them for the day they were given."""

    at: str
    about: str
    answers: dict[str, Any]
    assessment: Assessment


class _Judged(NamedTuple):
    """A check as judged so far: its day, every version of what was said in it, and the flags found."""

    day: date
    bodies: list[Body]
    flags: set[str]


#: Which method takes which kind in; every other kind says nothing about where she stands.
_HANDLERS = {
    "due-date": "_dated",
    "birth": "_dated",
    "loss": "_dated",
    "facts": "_facts",
    "country": "_country",
    "contact": "_contact",
    "clearance": "_clearance",
    "seen": "_seen",
    "ladder": "_ladder",
    "plan": "_plan",
}
#: The kinds that ``Fold`` reads: an entry of any other kind may change without folding anew.
FOLDED_KINDS = frozenset({*_HANDLERS, "check", "heard"})


class Fold:
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
        self.plan_leaves_out: frozenset[str] = frozenset()
        self.seen: list[Effective] = []
        self.anew: tuple[Anew, ...] = ()
        self.unread: list[str] = []
        self.stage_told = date.min
        self._judged: dict[str, _Judged] = {}
        self._unseen: set[str] = set()
        self._offers_known: tuple[tuple[object, ...], tuple[str, ...]] | None = None

    def take(self, one: Effective) -> None:
        """Take one entry in. A withdrawn one is left out, but for the pause that an answer began."""
        kind = one.entry.kind
        if kind == "check":
            self._check(one)
        elif kind == "heard":
            self._heard(one)
        elif not one.is_withdrawn:
            handler = getattr(self, _HANDLERS.get(kind, ""), None)
            if handler:
                handler(one)

    def _dated(self, one: Effective) -> None:
        """A due date, a birth or a loss."""
        day = day_of(one.entry.at)
        before = timing_on(day, self.told).stage
        self.told.append(Told(one.entry.kind, one.body, day))
        if timing_on(day, self.told).stage is not before:
            self.stage_told = day
        self._judge_again(day)

    def _facts(self, one: Effective) -> None:
        signs: dict[str, Any] = {}
        for name, answer in one.body["answers"].items():
            if not self._is_readable(name, answer):
                self.unread.append(one.entry.id)
                continue
            self.facts[name] = answer
            condition = self.rules.knowledge.contraindication.get(name)
            if condition and answer in ("yes", "unsure"):
                signs.update(dict.fromkeys(condition.red_flags, answer))
        self._pause_for(signs, day_of(one.entry.at))
        self._judge_again(day_of(one.entry.at))

    def _country(self, one: Effective) -> None:
        self.country = one.body["code"]

    def _contact(self, one: Effective) -> None:
        self.contacts[one.body["who"]] = {"name": one.body.get("name") or "", "number": one.body["number"]}

    def _clearance(self, one: Effective) -> None:
        named = frozenset(one.body["for"])
        exercises = None if "all" in named else named
        self.clearances.append((Clearance(one.body["by"], one.body["on"], exercises), dict(one.body)))

    def _plan(self, one: Effective) -> None:
        self.plan_leaves_out = frozenset(one.body.get("leave_out") or ())

    def _seen(self, one: Effective) -> None:
        self.seen.append(one)
        self._unseen.clear()
        self.anew = ()
        self._move(Seen(), day_of(one.entry.at))

    def _ladder(self, one: Effective) -> None:
        event = event_of(one.body)
        if event is not None:  # most moves say nothing more: an empty tuple, which counts as false
            self._move(event, day_of(one.entry.at))

    def _check(self, one: Effective) -> None:
        day = day_of(one.entry.at)
        bodies = [one.entry.body] + ([one.body] if one.body != one.entry.body else [])
        versions = [[self._assess(body, timing) for timing in self._timings_of(body, day)] for body in bodies]
        assessments = [assessment for version in versions for assessment in version]
        is_read = all(self._is_readable(name, answer) for body in bodies for name, answer in body["answers"].items())
        if not is_read:
            self.unread.append(one.entry.id)
        shut_by = {flag for assessment in assessments for flag in assessment.shut_by}
        as_made = {flag for assessment in versions[0] for flag in assessment.shut_by}
        self._judged[one.entry.id] = _Judged(day, bodies[:1], as_made)
        self._unseen.add(one.entry.id)
        about = one.body.get("about")
        anew = judged_anew(one, versions[0], self.rules.knowledge.version)
        if one.is_withdrawn or about == "other":
            left = self.anew if one.is_withdrawn else after_a_check(self.anew, one, assessments, self.rules)
            self.anew = left + anew
            self._pause(shut_by, day)
            return
        if about == "spasm":
            self._move(NewSpasm(), day)
        is_whole = not any(assessment.unanswered for assessment in assessments) and not any(
            self._is_open(name, answer) for body in bodies for name, answer in body["answers"].items()
        )
        self.anew = after_a_check(self.anew, one, assessments, self.rules, is_whole=is_whole) + anew
        self._move(Checked(tuple(sorted(shut_by)), is_whole), day)
        self.last_check = LastCheck(one.entry.at, str(about or "other"), dict(one.body["answers"]), assessments[-1])

    def _heard(self, one: Effective) -> None:
        """Her answer about her own words. A later version comes as a change, and one taken back has counted."""
        if any(self._is_open(name, answer) for name, answer in one.body["answers"].items()):
            self.unread.append(one.entry.id)
        day = day_of(one.entry.at)
        self._judged[one.entry.id] = _Judged(day, [], set())
        self._unseen.add(one.entry.id)
        self.change(one, one.entry.body, day)

    def change(self, one: Effective, body: Body, day: date) -> None:
        """She changed her answers: what they say now and did not say before pauses from now on."""
        if one.entry.kind == "heard":
            body = {"answers": {name: answer for name, answer in body["answers"].items() if answer != "no"}}
            if not body["answers"]:
                return
        judged = self._judged.setdefault(one.entry.id, _Judged(day_of(one.entry.at), [], set()))
        judged.bodies.append(body)
        timings = self._timings_of(body, judged.day)
        self._find_new(judged, [self._assess(body, timing) for timing in timings], day)

    def _judge_again(self, day: date) -> None:
        """Judge the checks of the last days by what is known now. A birth after a check does not change its day."""
        for judged in [self._judged[name] for name in sorted(self._unseen)]:
            if day - judged.day < timedelta(days=safety.CHECK_AGAIN_AFTER_DAYS) and not self._ended_after(judged.day):
                timing = timing_on(judged.day, self.told)
                self._find_new(judged, [self._assess(body, timing) for body in judged.bodies], day)

    def _ended_after(self, day: date) -> bool:
        return any(
            told.kind != "due-date" and date.fromisoformat(told.body.get("on") or str(told.day)) > day
            for told in self.told
        )

    def _find_new(self, judged: _Judged, assessments: list[Assessment], day: date) -> None:
        shut_by = {flag for assessment in assessments for flag in assessment.shut_by}
        new = shut_by - judged.flags
        judged.flags.update(new)
        self._pause(new, day)

    def _pause(self, shut_by: Iterable[str], day: date) -> None:
        flags = tuple(sorted(shut_by))
        if flags:
            self._move(Checked(flags, is_whole=False), day)

    def _pause_for(self, signs: dict[str, Any], day: date) -> None:
        """Pause for a condition that is a sign as well (waters that have broken), once, when it is told."""
        if not signs:
            return
        self._pause(self._assess({"answers": signs}, timing_on(day, self.told)).shut_by, day)

    def _timings_of(self, body: dict[str, Any], day: date) -> list[Timing]:
        """The timing by the dates as told, and the one that the check itself was made with, if it differs."""
        now = timing_on(day, self.told)
        if body.get("stage") not in (Stage.PREGNANT.value, Stage.POSTPARTUM.value):
            return [now]
        then = at_week(Stage(body["stage"]), body.get("weeks"), birth=now.birth, is_loss=now.is_loss)
        covers = then.stage is now.stage and then.first_day <= now.first_day and now.last_day <= then.last_day
        return [now] if covers else [then, now]

    def _assess(self, body: Body, timing: Timing) -> Assessment:
        """What the engine says of the answers that this version knows; the others are kept, and said."""
        known = {name: answer for name, answer in body["answers"].items() if self._is_readable(name, answer)}
        naming = self.rules.naming
        return judge(self.rules, read_replies(known, naming).with_more(read_replies(self.facts, naming)), timing)

    def _is_readable(self, name: str, answer: object) -> bool:
        return is_readable(name, answer, self.rules.naming)

    def _is_open(self, name: str, answer: object) -> bool:
        """Whether it may be worrying, and this version cannot tell."""
        return answer != "no" and not self._is_readable(name, answer)

    def today(self, day: date) -> Assessment | None:
        """What the newest check says for ``day``: with the signs and the facts of that day."""
        if self.last_check is None:
            return None
        return self._assess({"answers": self.last_check.answers}, timing_on(day, self.told))

    def _move(self, event: Event, day: date) -> None:
        self.ladder = advance(self.ladder_on(day), event, self._offered(day))

    def ladder_on(self, day: date) -> Ladder:
        """The ladder on ``day``: a rung that is held by then is left."""
        if self.ladder.offers and self.ladder.rung not in self._offered(day):
            return self.ladder._replace(status="ready", rung=None)
        return self.ladder

    def _offered(self, day: date) -> tuple[str, ...]:
        """The rungs that are not held on ``day``; worked out again only when something they rest on is new."""
        key = (day, len(self.told), tuple(sorted(self.facts.items())), len(self.clearances), self.plan_leaves_out)
        if self._offers_known is None or self._offers_known[0] != key:
            offered = tuple(offer.rung for offer in self.offers(day, ()) if not offer.is_held)
            self._offers_known = (key, offered)
        return self._offers_known[1]

    def circumstances(self, day: date, shut_by: tuple[str, ...]) -> Circumstances:
        """All that decides what she may do on ``day``."""
        timing = timing_on(day, self.told)
        facts = read_replies(self.facts, self.rules.naming) if self.facts else NOTHING_SAID
        holding = tuple(clearance for clearance, body in self.clearances if self._is_for_now(body, timing, day))
        return Circumstances(timing, facts, holding, shut_by, self.plan_leaves_out)

    def _is_for_now(self, body: Body, timing: Timing, day: date) -> bool:
        """Whether a clinician's yes was given in the stage she is in now, and has not run out."""
        if timing.stage is Stage.UNKNOWN or (body.get("until") and date.fromisoformat(body["until"]) < day):
            return False
        is_bounded = timing.last_day <= LAST_DAY[timing.stage]
        began = day - timedelta(days=timing.last_day) if is_bounded else self.stage_told
        return began <= date.fromisoformat(body["on"]) <= day

    def offers(self, day: date, shut_by: tuple[str, ...]) -> tuple[RungOffer, ...]:
        """The rungs on ``day``."""
        return offer_ladder(self.rules.knowledge, self.rules.naming, self.circumstances(day, shut_by))
