"""One made-up life, day by day, through the real verbs and the real state; every promise asked at every step."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any, NamedTuple

from steadyback.care.be_seen import be_seen
from steadyback.care.check_back import check_back
from steadyback.care.climb import climb
from steadyback.care.keep_day import keep_day
from steadyback.care.note_spasm import note_spasm
from steadyback.care.put_right import undo_end
from steadyback.care.routine_today import routine_today
from steadyback.care.state import State
from steadyback.care.take_back import undo
from steadyback.care.tell import tell
from steadyback.engine.check import screens
from steadyback.engine.screening import effect_of
from steadyback.journal.entry import Entry, checked
from steadyback.proof.lives.ailing import Said
from steadyback.proof.lives.asked_of_us import HOLDS_FROM, urgent_at
from steadyback.proof.lives.life import Broken, Device
from steadyback.proof.lives.moment import World
from steadyback.proof.lives.shrinking import Story
from steadyback.proof.lives.tallied import Found, Tally
from steadyback.proof.lives.writing import Writing
from steadyback.vocabulary.timing import Timing
from steadyback.vocabulary.urgency import Urgency

#: Pages that are looked at now and then; those on which she says herself how a pregnancy ended are left out.
PAGES = ("/", "/now", "/today", "/diary", "/me", "/learn", "/after", "/call", "/seen", "/diary/trends")


class Lived(NamedTuple):
    """What became of a life: what was counted, and the story of the promise it broke, if any."""

    tally: Tally
    story: Story | None


def live(world: World, seed: int, number: int) -> Lived:
    """Life ``number`` of ``seed``. The same two always give the same life, whoever lives it and in what order."""
    life = Course(world, random.Random(f"life {seed} {number}"))  # noqa: S311 - a made-up life, not a secret
    story = None
    try:
        life.run()
    except Broken as broken:
        story = broken.story
    found = (Found(number, story.promise, story.told),) if story else ()
    life.counts["lives"] += 1
    return Lived(Tally(life.counts, life.cases, found), story)


class Course(Writing):
    """The course of a life: what happens to her, and what she does."""

    def run(self) -> None:
        """All of it. Broken when a promise is."""
        self.begins_to_write()
        phone = self.devices[0]
        if self.her.knows_weeks:
            self._tells_how_far(phone, self.her.told_wrong)
        else:
            self._says(phone, "due-date", source="unknown")
        if self.rng.random() < 0.9:
            self._tells_conditions(phone)
        for number in range(self.her.days):
            day = self.her.first + timedelta(days=number)
            self.now = max(self.now, self.her.at(day, 6 + 14 * self.rng.random()))
            self.counts["days"] += 1
            for device in self.devices:
                self.clock_slips(device)
                if device.waiting and self.rng.random() < self.her.habits.syncs:
                    self.syncs(device)
            self._milestones()
            self._falls_ill()
            self._lives_the_day(self._picked())
            self.a_day_passes(number)
        self.stretch_ends()
        for device in self.devices:
            device.is_off = timedelta(0)
            while device.waiting:
                self.syncs(device)
        phone = self.devices[0]
        self.looks_deeper(phone, "any-order", *(("undo-is-an-entry",) if self.rng.random() < 0.5 else ()))
        self.agree()
        if self.rng.random() < 0.25 or self.state(phone).timing.is_loss:
            self._visits()

    def _picked(self) -> Device:
        return self.devices[-1] if self.rng.random() < 0.3 else self.devices[0]

    def _tells_how_far(self, device: Device, wrong: int = 0) -> None:
        edd = self.her.began + timedelta(days=280 + wrong)
        self.keeps(device, tell(self.stamp(device), "due-date", {"edd": edd.isoformat(), "source": "scan"}))

    def _tells_conditions(self, device: Device) -> None:
        items = self.world.rules.knowledge.contraindication.values()
        timing = Timing(self.state(device).timing.stage)
        names = [item.card.id for item in items if effect_of(item, timing)]
        answers = {name: "no" for name in names if self.rng.random() < 0.995}
        for name in self.rng.sample(names, self.rng.choice((0, 0, 0, 1, 2))):
            answers[name] = self.rng.choice(("yes", "unsure"))
        limits = ("lim-pubic", "lim-wrist", "lim-balance", "lim-doming", "block-history", "clot-history")
        answers |= {name: self.rng.choice(("no", "no", "yes", "unsure")) for name in limits if self.rng.random() < 0.3}
        self.keeps(device, tell(self.stamp(device), "facts", {"answers": answers}))

    def _milestones(self) -> None:
        """What happens once: a correction, a birth, a loss, a clinician's yes, a new pregnancy, a slip taken back."""
        her, today = self.her, self.now.date()
        device = self._picked()
        if today == her.corrects_on and (her.told_wrong or not her.knows_weeks) and today < her.ends_on:
            self._tells_how_far(device)
        if today == her.slip_of_birth:
            self._says(device, "birth", on=self._today(device), mode="unknown")
            self.keeps(device, *undo_end(self.state(device).diary, self.stamps(device), "birth"))
        if today == her.ends_on:
            self._says(device, her.ends, on=self._today(device), mode=her.mode.value)
            if self.rng.random() < 0.8:
                self._tells_conditions(device)
        if today == her.loses_later:
            on = min(her.ends_on.isoformat(), self._today(device))
            self._says(device, "loss", on=on, mode=her.mode.value)
        if today == her.cleared_on and (not her.again or today < her.again):
            exercises = sorted(self.world.rules.knowledge.exercise)
            named = ["all"] if self.rng.random() < 0.6 else self.rng.sample(exercises, 3)
            self._says(device, "clearance", by="my midwife", on=self._today(device), **{"for": named})
        if today == her.again:
            edd = today + timedelta(days=280 - self.rng.randint(28, 80))
            self._says(device, "due-date", edd=edd.isoformat(), source="period")

    def _today(self, device: Device) -> str:
        return self.clock(device).date().isoformat()

    def _says(self, device: Device, kind: str, **body: Any) -> None:
        self.keeps(device, tell(self.stamp(device), kind, body))

    def _falls_ill(self) -> None:
        today = self.now.date()
        if self.emergency and today > self.emergency.until:
            self.emergency = None
        if self.emergency is None:
            timing = self.devices[0].ledger.where(today)
            if timing:
                self.emergency = self.ailments.begins(self.rng, today, timing)
                self.is_advised = self.has_written = False
                self.counts["emergencies"] += self.emergency is not None

    def _lives_the_day(self, device: Device) -> None:
        """What she does today, most of it by chance."""
        habits, chance = self.her.habits, self.rng.random
        is_ill = self.emergency is not None and not self.is_advised
        if self._tells_in_words() and chance() < 0.7:
            self.writes_of_the_emergency(device)
        if chance() < habits.spasm:
            self._has_a_spasm(device)
            if chance() < 0.7:
                self._checks(device, "spasm")
        elif chance() < (0.5 if is_ill else habits.checks_unasked):
            self._checks(device, self.rng.choice(("spasm", "again")))
        if device.ledger.danger() and chance() < habits.is_seen:
            self._is_seen(device)
        if chance() < habits.writes:
            self._writes(device)
        if chance() < habits.notes:
            self.writes_a_note(device)
        if chance() < habits.replies_late and self.has_words(device):
            self.may_answer(device, self.state(device), 1.0)
        if device.known and chance() < habits.takes_back / 4:
            self._takes_something_back(device)
        if chance() < 0.03:
            self._looks_and_does_nothing(device)
        if chance() < 0.0002 or (self.her.ends == "loss" and chance() < 0.004):
            self._visits()
        if chance() < 0.0005:
            self.looks_deeper(device, "any-order")

    def _tells_in_words(self) -> bool:
        """Whether there is an emergency in full that she writes down, and has not yet."""
        one = self.emergency
        return one is not None and one.telling != "ticks" and not self.has_written and self.now.date() >= one.full_on

    def _looks_and_does_nothing(self, device: Device) -> None:
        routine = routine_today(self.looks(device), self.world.rules, self.clock(device))
        if routine.moves and self.rng.random() < 0.5:
            felt = self.rng.choice(("better", "same", "same", "worse", "changed"))
            self._says(device, "move", exercise=self.rng.choice(routine.moves).exercise, did="done", felt=felt)

    def _visits(self) -> None:
        device = self.devices[0]
        self.counts["pages"] += 1
        path = self.rng.choice(PAGES)
        self.looks_deeper(device, "page-stands", "no-baby-after-a-loss", path=path)

    # --- what she does

    def _has_a_spasm(self, device: Device) -> None:
        worst = self.rng.choice((None, 2, 3, 4, 5, 6, 7, 8, 9))
        where = self.rng.choice((None, "low-left", "low-right"))
        feels = self.rng.choices((None, "grip", "ache", "leg"), (5, 3, 3, 1))[0]
        note = self.some_words(device)
        spasm = note_spasm(self.stamp(device), worst=worst, where=where, note=note, feels=feels)
        self.keeps_words(device, spasm)

    def _checks(self, device: Device, about: str) -> None:
        """She answers the check as she understands it."""
        state, rules, habits = self.state(device), self.world.rules, self.her.habits
        self.counts["asked_for"] += state.check_is_due
        shown = [
            sign.id
            for screen in screens(rules.knowledge, rules.naming, state.facts, state.timing)
            for sign in screen.signs
        ]
        said = self._what_she_says(state, shown)
        answers: dict[str, object] = dict.fromkeys(shown, "no") | said.answers
        if self.rng.random() < habits.skips:
            for name in self.rng.sample(shown, min(len(shown), self.rng.choice((1, 1, 2, 8)))):
                if answers.get(name) == "no":
                    del answers[name]
        stamp = self.stamp(device)
        if self.rng.random() < 0.003 and all(isinstance(answer, str) for answer in answers.values()):
            entry, urgency = self._checks_on_the_page(device, state, answers, about)
        else:
            found, entry = check_back(state, rules, stamp, answers=answers, shown=shown, about=about)
            urgency = found.urgency
        self._counts_the_check(said, urgency)
        state = self.keeps(device, entry, before=state)
        if self.rng.random() < habits.takes_back:
            self._changes_the_check(device, entry)
        elif state.ladder.status in ("ready", "climbing", "staying", "resting") and self.rng.random() < habits.climbs:
            self._climbs(device, state)

    def _checks_on_the_page(
        self, device: Device, state: State, answers: dict[str, object], about: str
    ) -> tuple[Entry, Urgency]:
        """The same check, sent as the form of the page."""
        form = {name: [str(answer)] for name, answer in answers.items()} | {"about": [about]}
        rules, now = self.world.rules, self.clock(device)
        page = self.world.visit("POST", "/now", form, state, rules, self.stamps(device), now)
        self.counts["pages"] += 1
        (entry,) = page.entries
        return entry, Urgency.from_slug(str(entry.body["advised"]))

    def _what_she_says(self, state: State, shown: list[str]) -> Said:
        habits, today = self.her.habits, self.now.date()
        if self.emergency is not None and not self.emergency.is_ticked and today >= self.emergency.full_on:
            return Said({}, "emergency")  # none of these: she has written it, or will
        if self.emergency is not None:
            return self.ailments.tells_emergency(self.rng, self.emergency, today, shown, habits.misjudges)
        chances = (habits.slips, habits.doubts, habits.has_ordinary)
        return self.ailments.tells_nothing_much(self.rng, state.timing, shown, chances)

    def _counts_the_check(self, said: Said, urgency: Urgency) -> None:
        self.counts["checks"] += 1
        self.counts[f"checks_{said.cause}"] += 1
        is_urgent = urgency >= HOLDS_FROM
        if said.cause == "emergency" and said.is_whole and self.emergency and not self.is_advised:
            timing = self.devices[0].ledger.where(self.now.date())
            if timing and urgent_at(self.emergency.line, timing) >= HOLDS_FROM:
                self.counts["emergencies_told"] += 1
                self.counts["emergencies_advised"] += is_urgent
                self.is_advised = True
        if said.cause in ("slip", "doubt", "ordinary", "well") and is_urgent:
            self.counts["told_without"] += 1
            self.counts[f"told_without_by_{said.cause}"] += 1

    def _changes_the_check(self, device: Device, entry: Entry) -> None:
        """She takes the check back, or changes an answer in it, as another shell may let her."""
        stamp = self.stamp(device)
        names = sorted(name for name, answer in entry.body["answers"].items() if isinstance(answer, str))
        if not names or self.rng.random() < 0.3:
            body: dict[str, Any] = {"entry": entry.id, "why": None}
            self.keeps(device, checked(Entry(stamp.id, "withdraw", stamp.at, stamp.device, body)))
            return
        worrying = [name for name in names if entry.body["answers"][name] != "no"]
        name = self.rng.choice(worrying or names)
        answer = "no" if worrying else self.rng.choice(("no", "unsure", "yes"))
        changed = {**entry.body, "answers": entry.body["answers"] | {name: answer}}
        body = {"entry": entry.id, "body": changed}
        self.keeps(device, checked(Entry(stamp.id, "amend", stamp.at, stamp.device, body)))

    def _climbs(self, device: Device, state: State) -> None:
        """A few moves on the ladder."""
        self.counts["ladder_started"] += 1
        state = self.keeps(device, climb(self.stamp(device), "start"))
        for _ in range(self.rng.randint(1, 4)):
            if state.ladder.status not in ("climbing", "staying"):
                return
            self.now += timedelta(minutes=self.rng.randint(1, 8))
            did = self.rng.choices(("done", "skip", "pause", "ease-back"), (8, 2, 1, 1))[0]
            felt = self.rng.choices(("better", "same", "worse", "changed"), (5, 4, 1, 1))[0] if did == "done" else None
            state = self.keeps(device, climb(self.stamp(device), did, rung=state.ladder.rung, felt=felt))
            if felt in ("worse", "changed") and self.rng.random() < 0.6:
                self._checks(device, "again")
                return

    def _is_seen(self, device: Device) -> None:
        """Somebody has looked at it; now and then that was a slip, and is taken back."""
        state = self.state(device)
        entry = be_seen(state, self.stamp(device), by="my midwife")
        self.keeps(device, entry)
        self.emergency = None
        if self.rng.random() < 0.03:
            stamp = self.stamp(device)
            body = {"entry": entry.id, "why": "a slip"}
            self.keeps(device, checked(Entry(stamp.id, "withdraw", stamp.at, stamp.device, body)))
        elif self.rng.random() < 0.8:
            self._checks(device, "again")

    def _writes(self, device: Device) -> None:
        state, day = self.state(device), self.clock(device).date()
        told = {"worst": self.rng.choice((None, 0, 1, 2, 3, 4, 6, 8)), "load": self.rng.choice((None, "usual", "more"))}
        told["note"] = self.some_words(device)
        self.keeps_words(device, keep_day(state.diary, self.stamp(device), day, told, {}), state)

    def _takes_something_back(self, device: Device) -> None:
        if self.rng.random() < 0.2:
            self.mends_a_note(device)
            return
        diary = self.state(device).diary
        mine = [*diary.of("day")[-3:], *diary.of("spasm")[-3:], *diary.of("note")[-2:], *diary.taken_back[-1:]]
        if mine:
            one = self.rng.choice(mine)
            of = one.withdrawn_by[0] if one.is_withdrawn else (one.amended_by or one.entry.id)
            self.keeps(device, *undo(diary, self.stamps(device), one.entry.id, of))
