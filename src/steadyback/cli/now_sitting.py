"""One sitting of ``steadyback now``, from the first question to the log. What she tells is kept at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from steadyback.care.be_seen import be_seen
from steadyback.care.check_back import check_back
from steadyback.care.climb import climb
from steadyback.care.note_spasm import note_spasm
from steadyback.care.rules import Rules
from steadyback.care.state import State, state_of
from steadyback.care.tell import tell
from steadyback.cli import now_after, now_card, now_ladder
from steadyback.cli.now_answers import Question, ask_each
from steadyback.cli.now_check import Answered, ask_check
from steadyback.cli.now_log import ask_log
from steadyback.cli.now_telling import ask_country, ask_stage
from steadyback.cli.store import Diary
from steadyback.cli.terminal import Terminal
from steadyback.engine.triage import Assessment
from steadyback.journal.kinds import SEEN_WORDS
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
        if self.state.timing.stage is Stage.UNKNOWN:
            ask_stage(self.terminal, today, self.tell)
        if self.state.country is None:
            ask_country(self.terminal, self.rules.knowledge, self.tell)
        if self.state.ladder.status == "paused":
            self._wait_to_be_seen()
            about = "again"
        else:
            about = "" if self._goes_on() else "spasm"
        if about and not self.check(about):
            return
        while (ended := self._climb()) == "again":
            self._say_again()
            if not self.check("again"):
                return
        if ended == "settled":
            self._log()
            now_after.ask_later_signs(self)
            self._goodbye()

    def leave(self) -> None:
        """She breaks off: keep what she said, rest the ladder, and say where things stand."""
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
        self._unkept = [lambda: self._keep_part_of_check(answered, about)]
        stopped = ask_check(self.terminal, self.state, self.rules, answered)
        before = self.state
        found = self._keep_check(answered, about)
        self._unkept = []
        now_card.show_card(self.terminal, found, answered.answers, before, self.rules, stopped_early=stopped)
        if self.state.ladder.status in ("shut", "paused"):
            self._say_paused()
            return False
        return True

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

    def _say_paused(self) -> None:
        self.terminal.say()
        self.terminal.say("When somebody has looked at you, start this again and tell us: steadyback now")

    def _wait_to_be_seen(self) -> None:
        """The paused ladder. Only her own words, typed out, lead on."""
        while self.state.ladder.status == "paused":
            self._show_pause()
            answer = self.terminal.ask(f"Type {SEEN_WORDS}, or check if something is new")
            words = " ".join(answer.lower().rstrip(".").split())
            if words == SEEN_WORDS.lower():
                by: list[str] = []
                self._unkept = [lambda by=by: self._keep_seen(by)]  # type: ignore[misc]
                by.append(self.terminal.ask("Who looked at you? Your own words, or Enter"))
                self._unkept = []
                self._keep_seen(by)
                self.terminal.say("Thank you. Now the check once more, before any step.")
            elif words == "check":
                self.check("again")
            else:
                self.terminal.say(f"The steps stay stopped. To go on, type the words: {SEEN_WORDS}")

    def _keep_seen(self, by: list[str]) -> None:
        said = by[0][:200] if by and by[0] else "not said"
        self.keep(be_seen(self.state, self.diary.stamp(), by=said))

    def _show_pause(self) -> None:
        knowledge = self.rules.knowledge
        self.terminal.screen()
        self.terminal.title("Has somebody looked at you?")
        self.terminal.say(" ".join(line.text for line in knowledge.fact["act-stopped"].says))
        for name in self.state.ladder.paused_by:
            if name in knowledge.red_flag:
                now_card.show_flag(self.terminal, knowledge.red_flag[name], knowledge)
        self.terminal.say()
        self.terminal.say("Not seen yet? Call:", bold=True)
        self.terminal.each(self.terminal.numbers)
        self.terminal.say()

    def _climb(self) -> str:
        """Up the ladder until it has ``settled``, or the check must be asked ``again``, or it is ``stopped``."""
        while True:
            ladder = self.state.ladder
            match ladder.status:
                case "ready" | "resting":
                    if not self._start():
                        return "settled"
                case "climbing":
                    self._do_rung(ladder.rung or "")
                case "staying":
                    self._stay(ladder.rung or "")
                case "done":
                    return "settled"
                case "shut":
                    return "again"
                case _:
                    return "stopped"

    def _start(self) -> bool:
        """Begin, or go on. False when no step is open to her."""
        state = self.state
        offered = [offer.rung for offer in state.offers if not offer.is_held]
        if not offered:
            now_ladder.say_held(self.terminal, state, self.rules)
            return False
        rung = state.ladder.rung if state.ladder.rung in offered else offered[0]
        item = self.rules.knowledge.rung[rung]
        if self.terminal.is_tty:
            self.terminal.say()
            self.terminal.ask(f"Press Enter for step {item.number}: {item.card.title}")
        self.move("resume" if state.ladder.status == "resting" else "start", rung=rung)
        return self.state.ladder.offers

    def _do_rung(self, rung: str) -> None:
        """One rung, and how it is now. A rung that is held by now is left for the lowest that is open."""
        offer = now_ladder.offer_of(self.state, rung)
        if offer is None:
            self.move("pause", rung=rung)
            return
        seconds = now_ladder.show_rung(self.terminal, offer, self.rules)
        felt = now_ladder.ask_how_it_is(self.terminal, can_ease=self._has_lower(rung))
        if felt == "easier":
            self.move("ease-back", rung=rung)
            return
        said = {"rung": rung, "felt": felt, "seconds": min(seconds, 86_400) or None}
        if felt == "same":
            self._ask_conditions(rung, then=lambda: self.move("done", **said))
        else:
            self.move("done", **said)

    def _has_lower(self, rung: str) -> bool:
        offered = [offer.rung for offer in self.state.offers if not offer.is_held]
        return bool(offered) and offered[0] != rung

    def _stay(self, rung: str) -> None:
        match now_ladder.ask_to_stay(self.terminal):
            case "again":
                self.move("stay", rung=rung)
                self._do_rung(rung)
            case "onward":
                self._ask_conditions(rung, then=lambda: self.move("skip", rung=rung))
            case _:
                self.move("finish", rung=rung)

    def _ask_conditions(self, rung: str, then: Callable[[], None]) -> None:
        """Before a step that needs it: is there a condition, or a limit, that makes moves unsafe for her?"""
        items = now_ladder.conditions_to_ask(self.state, self.rules, rung)
        if items:
            lead = self.rules.knowledge.fact["act-screen"]
            questions = [Question(item.card.id, item.question) for item in items]
            answers = self.ask_facts(lead.card.title, lead.says[0].text, questions, then)
            now_after.send_on_what_is_a_sign(self, {item.card.id: item.red_flags for item in items}, answers)
            limits = [
                Question(item.card.id, item.question) for item in now_ladder.limits_to_ask(self.state, self.rules)
            ]
            if limits and self.state.ladder.status != "paused":
                self.ask_facts("And what limits you", "So that each move comes in a form that fits.", limits, then)
        then()

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
            self._unkept = []
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

    def _log(self) -> None:
        said = ask_log(self.terminal, self.rules.knowledge, self.state.timing)
        if any(value is not None for value in said.values()):
            self.keep(note_spasm(self.diary.stamp(), **said))
            self.terminal.say("Noted.")

    def _goodbye(self) -> None:
        knowledge = self.rules.knowledge
        self.terminal.say()
        self.terminal.say("Go gently.", bold=True)
        self.terminal.say(knowledge.fact["cr-spasm-settles"].says[0].text)
        self.terminal.say(knowledge.fact["msg-badly-wrong"].says[0].text)
