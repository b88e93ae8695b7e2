"""One sitting of ``steadyback now``, from the first question to the log. What she tells is kept at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from steadyback.care.check_back import check_back
from steadyback.care.climb import climb
from steadyback.care.note_spasm import note_spasm
from steadyback.care.rules import Rules
from steadyback.care.state import State, state_of
from steadyback.care.tell import tell
from steadyback.cli import now_after, now_card
from steadyback.cli.now_answers import Question, ask_each
from steadyback.cli.now_check import Answered, ask_check
from steadyback.cli.now_climb import climb_ladder
from steadyback.cli.now_log import ask_log
from steadyback.cli.now_paused import wait_to_be_seen
from steadyback.cli.now_telling import ask_country, ask_stage
from steadyback.cli.now_words import ask_heard, ask_own_words
from steadyback.cli.store import Diary
from steadyback.cli.terminal import Terminal
from steadyback.engine.triage import Assessment
from steadyback.vocabulary.timing import Stage

#: The most questions on one screen outside the check.
ON_ONE_SCREEN = 6


class Sitting:
    """She, a terminal and her diary. ``go`` once; ``leave`` when she breaks off."""

    def __init__(self, terminal: Terminal, diary: Diary, rules: Rules) -> None:
        self.terminal = terminal
        self.diary = diary
        self.rules = rules
        self._state: State | None = None
        #: What she has said and is not kept yet, in order: done when she breaks off in the middle.
        self._unkept: list[Callable[[], object]] = []
        self._asked_for_words = False

    @property
    def state(self) -> State:
        """Where she stands, by all that she told so far."""
        if self._state is None:
            self._state = state_of(self.diary.entries(), self.rules, self.diary.now())
            self.terminal.numbers = now_card.all_numbers(self._state, self.rules.knowledge)
        return self._state

    def keep(self, entry: Any) -> None:
        """Keep an entry, and see where that leaves her."""
        had_trouble = self.diary.trouble
        self.diary.keep(entry)
        self._state = None
        if self.diary.trouble and not had_trouble:
            self.terminal.say("We could not save that. The questions and steps go on all the same.")

    def when_she_leaves(self, *keep: Callable[[], object]) -> None:
        """What is to be kept should she break off now. Without any: all is kept."""
        self._unkept = list(keep)

    def tell(self, kind: str, body: Mapping[str, Any]) -> None:
        """Keep something she told about herself."""
        self.keep(tell(self.diary.stamp(), kind, body))

    def move(self, did: str, **said: Any) -> None:
        """Keep a move on the ladder."""
        self.keep(climb(self.diary.stamp(), did, **said))

    def go(self) -> None:
        """From the start to the end."""
        self._welcome()
        today = self.diary.now().date()
        if self.state.timing.stage is Stage.UNKNOWN and not self.diary.is_locked:
            ask_stage(self.terminal, today, self.tell)
        if self.state.country is None:
            ask_country(self.terminal, self.rules.knowledge, self.tell)
        if self.state.ladder.status == "paused":
            wait_to_be_seen(self)
            about = "again"
        else:
            about = "" if self._goes_on() else "spasm"
        if about and not self.check(about):
            return
        if self.diary.is_locked:
            self._say_locked()
            return
        while (ended := climb_ladder(self)) == "again":
            self._say_again()
            if not self.check("again"):
                return
        if ended == "settled":
            self._log()
            now_after.ask_later_signs(self)
            self._goodbye()

    def leave(self) -> None:
        """She breaks off: keep what she said, rest the ladder, and say where things stand."""
        self.terminal.in_pages(False)
        pending, self._unkept = self._unkept, []
        for keep in pending:
            keep()
        if self.state.ladder.offers:
            self.move("pause", rung=self.state.ladder.rung)
        kept = "What you told is kept." if self.diary.is_saving and not self.diary.trouble else "Nothing was saved."
        self.terminal.say()
        self.terminal.say(f"You can stop here. {kept} Start again whenever you like: steadyback now")
        if self.state.ladder.status == "paused":
            self.terminal.say("Something you told us needs a call first:")
            self.terminal.each(self.terminal.numbers)
        self.terminal.say(self.rules.knowledge.fact["msg-badly-wrong"].says[0].text)

    def _welcome(self) -> None:
        self.terminal.screen()
        self.terminal.title("Steadyback")
        self.terminal.say("First a safety check. It takes about ninety seconds. Then one small step at a time.")
        self.terminal.say("At any question: q leaves, call shows whom to phone.")
        self.terminal.say(self.rules.knowledge.fact["msg-badly-wrong"].says[0].text)
        if not self.diary.is_saving:
            self.terminal.say("Nothing is saved this time.")

    def _goes_on(self) -> bool:
        """Whether she goes on with a ladder that was open, and nothing has grabbed anew."""
        state = self.state
        rung = self.rules.knowledge.rung.get(state.ladder.rung or "")
        if state.check_is_due or rung is None or state.ladder.status not in ("climbing", "staying", "resting"):
            return False
        self.terminal.screen()
        self.terminal.title(f"You were on step {rung.number}: {rung.card.title}")
        self.terminal.each(["1  Go on from there", "2  My back has grabbed again, or something is new"], bullet="")
        return self.terminal.choose("1 or 2", {"1": "on", "2": "new"}) == "on"

    def check(self, about: str) -> bool:
        """One check, kept and answered with its card. Whether the ladder is open after it."""
        answered = Answered({}, [])
        keep_part: Callable[[], object] = lambda: self._keep_part_of_check(answered, about)  # noqa: E731 - a name for it
        self._unkept = [keep_part]
        was_paused = self.state.ladder.status == "paused"

        def own_words() -> bool:
            if self._asked_for_words or self.diary.is_locked:
                return False
            self._asked_for_words = True
            has_stopped = ask_own_words(self)
            self._unkept = [keep_part]
            return has_stopped and not was_paused

        stopped = ask_check(self.terminal, self.state, self.rules, answered, own_words)
        if not was_paused and self.state.ladder.status == "paused":  # her own words have: their card has been shown
            self._unkept = []
            self._keep_part_of_check(answered, about)
            self.say_paused()
            return False
        before = self.state
        found = self._keep_check(answered, about)
        self._unkept = []
        now_card.show_card(self.terminal, found, answered.answers, before, self.rules, stopped_early=stopped)
        if self.state.heard and self.state.ladder.status != "paused" and not self.diary.is_locked:
            ask_heard(self)
        if self.state.ladder.status == "paused":
            self.say_paused()
        return self.state.ladder.status not in ("shut", "paused")

    def _keep_check(self, answered: Answered, about: str) -> Assessment:
        found, entry = check_back(
            self.state,
            self.rules,
            self.diary.stamp(),
            answers=answered.answers,
            shown=answered.shown,
            about=about,
        )
        self.keep(entry)
        return found

    def _keep_part_of_check(self, answered: Answered, about: str) -> None:
        """She broke off in a check: what she said counts; if it is worrying, she sees the card."""
        if answered.answers:
            before = self.state
            found = self._keep_check(answered, about)
            if found.fired:
                now_card.show_card(self.terminal, found, answered.answers, before, self.rules)

    def say_paused(self) -> None:
        """What to do here once somebody has looked at her."""
        self.terminal.say()
        self.terminal.say("When somebody has looked at you, start this again and tell us: steadyback now")

    def ask_facts(self, title: str, lead: str, questions: list[Question], then: Callable[[], None]) -> dict[str, str]:
        """Questions about herself, a few on a screen; each screen is kept when it is full."""
        every: dict[str, str] = {}
        for start in range(0, len(questions), ON_ONE_SCREEN):
            answers: dict[str, str] = {}
            self._unkept = [lambda answers=answers: self._keep_facts(answers), then]  # type: ignore[misc]
            self.terminal.screen()
            self.terminal.title(title)
            self.terminal.say(lead)
            self.terminal.say()
            ask_each(self.terminal, questions[start : start + ON_ONE_SCREEN], answers)
            self._unkept = [then]
            self._keep_facts(answers)
            every |= answers
        return every

    def _keep_facts(self, answers: dict[str, str]) -> None:
        if answers:
            self.tell("facts", {"answers": answers})

    def _say_again(self) -> None:
        self.terminal.screen()
        self.terminal.title("Stop. Let us check again.")
        self.terminal.say("When it gets worse or something changes, we ask the questions once more before any step.")

    def _say_locked(self) -> None:
        """A sign from before may still pause the steps, and nobody can know while the diary is locked."""
        self.terminal.say()
        self.terminal.say("What you told before is locked, so it did not count here.", bold=True)
        self.terminal.say("If we asked you to phone or to be seen, and nobody has looked at you yet, do that first.")
        self.terminal.say("The steps are locked with your diary.")
        self.terminal.say("Start this again with your passphrase, and they are there: steadyback now")
        self._log()
        self._goodbye()

    def _log(self) -> None:
        said = ask_log(self.terminal, self.rules.knowledge, self.state.timing)
        if any(value is not None for value in said.values()):
            self.keep(note_spasm(self.diary.stamp(), **said))
            self.terminal.say("Noted.")
            if self.state.heard and not self.diary.is_locked:
                ask_heard(self)

    def _goodbye(self) -> None:
        knowledge = self.rules.knowledge
        self.terminal.say()
        self.terminal.say("Go gently.", bold=True)
        self.terminal.say(knowledge.fact["cr-spasm-settles"].says[0].text)
        self.terminal.say(knowledge.fact["msg-badly-wrong"].says[0].text)
