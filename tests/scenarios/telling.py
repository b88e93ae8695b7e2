"""A woman with a name, a diary and a clock: what the stories are told with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from steadyback.care.be_seen import be_seen
from steadyback.care.check_back import check_back
from steadyback.care.climb import climb
from steadyback.care.rules import Rules, rules_of
from steadyback.care.stamp import Stamp
from steadyback.care.state import State, state_of
from steadyback.care.tell import tell
from steadyback.engine.check import screens
from steadyback.engine.screening import Offer, effect_of, offer_exercise
from steadyback.journal.entry import Entry, checked
from steadyback.knowledge.load import knowledge_of, read_shelf
from steadyback.vocabulary.timing import Timing

DAY_ONE = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


@cache
def the_rules() -> Rules:
    """The rules of the shipped content."""
    return rules_of(knowledge_of(read_shelf()))


class Her:
    """One woman. ``after`` sets her clock, by an offset from the start of her story."""

    def __init__(self, device: str = "phone") -> None:
        self.entries: list[Entry] = []
        self.now = DAY_ONE
        self.device = device
        self.rules = the_rules()

    @property
    def today(self) -> date:
        return self.now.date()

    def after(self, *, weeks: float = 0, days: float = 0, hours: float = 0) -> Her:
        """Her clock at this offset from the start."""
        self.now = DAY_ONE + timedelta(weeks=weeks, days=days, hours=hours)
        return self

    def day(self, days: int) -> str:
        """The day at an offset from today, as text."""
        return (self.today + timedelta(days=days)).isoformat()

    def _stamp(self) -> Stamp:
        self.now += timedelta(seconds=7)
        number = len(self.entries) + 1
        return Stamp(f"00000000-0000-7000-8000-{number:012x}", self.now.isoformat(), self.device)

    def _keep(self, entry: Entry) -> Entry:
        self.entries.append(entry)
        return entry

    def says(self, kind: str, **body: Any) -> Entry:
        """She tells something."""
        return self._keep(tell(self._stamp(), kind, body))

    def is_pregnant(self, weeks: int | None = None, days: int = 0) -> Entry:
        """She tells how far she is today; None: she does not know."""
        if weeks is None:
            return self.says("due-date", source="unknown")
        return self.says("due-date", source="scan", edd=self.day(280 - weeks * 7 - days))

    def told(self, **answers: str) -> Entry:
        """Facts about herself."""
        return self.says("facts", answers={name.replace("_", "-"): answer for name, answer in answers.items()})

    def has_no_conditions(self, **besides: str) -> Entry:
        """No to every condition of her stage, whatever the week, but for ``besides``."""
        items = self.rules.knowledge.contraindication.values()
        names = [item.card.id for item in items if effect_of(item, Timing(self.state.timing.stage))]
        return self.told(**dict.fromkeys(names, "no") | besides)

    def signs(self) -> list[str]:
        """The signs on her screens now."""
        state = self.state
        asked = screens(self.rules.knowledge, self.rules.naming, state.facts, state.timing)
        return [sign.id for screen in asked for sign in screen.signs]

    def checks(self, about: str = "spasm", **besides: str) -> Entry:
        """A whole check: no to each sign on her screens, but for ``besides``."""
        shown = self.signs()
        answers = dict.fromkeys(shown, "no") | {name.replace("_", "-"): answer for name, answer in besides.items()}
        return self.answers(answers, about=about)

    def answers(self, answers: dict[str, str], about: str = "spasm") -> Entry:
        """A check with exactly these answers."""
        _, entry = check_back(self.state, self.rules, self._stamp(), answers=answers, shown=list(answers), about=about)
        return self._keep(entry)

    def climbs(self, did: str, rung: str | None = None, felt: str | None = None) -> Entry:
        """A move on the ladder; without a rung, the one she is on."""
        return self._keep(climb(self._stamp(), did, rung=rung or self.state.ladder.rung, felt=felt))

    def is_seen(self, by: str = "my midwife") -> Entry:
        """She was seen."""
        return self._keep(be_seen(self.state, self._stamp(), by=by))

    def amends(self, entry: Entry, **answers: str) -> Entry:
        """She changes answers of a check or of facts."""
        changed = entry.body["answers"] | {name.replace("_", "-"): answer for name, answer in answers.items()}
        return self.puts("amend", entry=entry.id, body={**entry.body, "answers": changed})

    def withdraws(self, entry: Entry) -> Entry:
        """She takes an entry back, whole."""
        return self.puts("withdraw", entry=entry.id, why=None)

    def puts(self, kind: str, **body: Any) -> Entry:
        """An entry as another shell may have made it."""
        stamp = self._stamp()
        return self._keep(checked(Entry(stamp.id, kind, stamp.at, stamp.device, body)))

    @property
    def state(self) -> State:
        return state_of(self.entries, self.rules, self.now)

    @property
    def status(self) -> str:
        return self.state.ladder.status

    def exercise(self, name: str) -> Offer:
        """What she is offered of an exercise now."""
        return offer_exercise(
            self.rules.knowledge, self.rules.naming, self.rules.knowledge.exercise[name], self.state.her
        )

    def may(self) -> set[str]:
        """The exercises that are open to her now."""
        return {name for name in self.rules.knowledge.exercise if not self.exercise(name).is_held}

    def rungs(self) -> list[str]:
        """The rungs that are open to her now."""
        return [offer.rung for offer in self.state.offers if not offer.is_held]
