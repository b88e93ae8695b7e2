"""What she writes, and what she answers when she is asked about it: truly, wrongly, late or never."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from steadyback.care.amend import amend
from steadyback.care.heard_questions import HeardQuestion, answer_heard, questions_of
from steadyback.care.state import State
from steadyback.care.tell import tell
from steadyback.journal.entry import Entry, checked
from steadyback.proof.lives.asked_of_us import HOLDS_FROM
from steadyback.proof.lives.life import Device, Life
from steadyback.proof.lives.noted import SORTS, Sort, Wording
from steadyback.vocabulary.timing import Timing

#: What she writes in quiet times: how often of a hundred each sort.
_QUIET: tuple[tuple[Sort, int], ...] = (("everyday", 72), ("mention", 20), ("sign", 8))
#: Days in a stretch that is quiet when no emergency falls into it.
_STRETCH = 30
_A_FORTNIGHT = timedelta(days=14)


class Writing(Life):
    """A life in which she writes."""

    #: What is really so of what a text of hers names, by the id of its entry.
    truth: dict[str, frozenset[str]]
    #: What was written about the emergency on a device that has not told the others yet.
    brought: set[str]
    has_written: bool = False
    stretch: Counter[str]

    def begins_to_write(self) -> None:
        """Nothing is written yet."""
        self.truth, self.brought, self.stretch = {}, set(), Counter()

    # --- what she writes

    def words_for(self, timing: Timing) -> Wording:
        """What somebody writes on any day, an emergency or none."""
        rng, wordings = self.rng, self.world.wordings
        if rng.random() < self.her.habits.foreign:
            return wordings.any_of(rng, "foreign", timing)
        sort = rng.choices([one for one, _ in _QUIET], [weight for _, weight in _QUIET])[0]
        return wordings.any_of(rng, sort, timing)

    def some_words(self, device: Device, chance: float = 0.1) -> str | None:
        """Words beside something else that she tells; mostly none."""
        if self.her.habits.notes == 0 or self.rng.random() > chance:
            return None
        return self.words_for(device.ledger.where(self.now.date()) or self.state(device).timing).text

    def writes_a_note(self, device: Device) -> None:
        """A note of its own."""
        timing = device.ledger.where(self.now.date()) or self.state(device).timing
        self.keeps_words(device, tell(self.stamp(device), "note", {"text": self.words_for(timing).text}))

    def keeps_words(self, device: Device, entry: Entry | None, before: State | None = None) -> None:
        """An entry that may hold words of hers; perhaps she answers at once what they raise."""
        if entry is None:
            return
        state = self.keeps(device, entry, before=before)
        text = _text_of(entry)
        if text is None:
            return
        wording = self.world.wordings.by_text[text]
        named = frozenset(one.finding for one in wording.says)
        name = entry.body["entry"] if entry.kind == "amend" else entry.id
        is_so = self.emergency is not None or self.rng.random() < 0.4
        self.truth[name] = self.truth.get(name, frozenset()) | (named if is_so else frozenset())
        self._counts_the_words(state, name, text, wording.sort)
        if self.rng.random() < 0.01:
            self.looks_deeper(device, "words-in-any-order")
        self.may_answer(device, state, self.her.habits.replies)

    def _counts_the_words(self, state: State, name: str, text: str, sort: Sort) -> None:
        """What her words raise at once, by sort."""
        raised = [one for one in state.heard if one.entry.id == name and one.text == text]
        questions = {finding for one in raised for finding in one.answers}
        told = {f"notes_{sort}": 1, f"asked_{sort}": bool(raised), "questions": len(questions)}
        told["unread"] = any(one.is_unread for one in raised)
        told["urgent"] = any(one.urgency >= HOLDS_FROM for one in raised)
        for what, count in told.items():
            self.counts[f"words_{what}"] += count
            self.stretch[what] += count

    def writes_of_the_emergency(self, device: Device) -> None:
        """The emergency told in words, as the one who has it tells it."""
        emergency = self.emergency
        timing = device.ledger.where(self.now.date())
        if emergency is None or timing is None:
            return
        wanted = [name for name, answer in emergency.line.answers.items() if answer == "yes"]
        wording = self.world.wordings.naming(self.rng, wanted, timing)
        self.has_written = True
        if wording is None:
            return  # a number, or a combination that nobody writes in one sentence
        is_only = not emergency.is_ticked
        if emergency.telling == "note-late":
            stamp = self.stamp(device)
            entry = checked(Entry(stamp.id, "note", stamp.at, "old-phone", {"text": wording.text}))
            self.truth[entry.id] = frozenset(wanted)
            self.brought.add(entry.id)
            self.counts["entries"] += 1
            for other in self.devices:
                other.waiting.append(entry)
        else:
            entry = tell(self.stamp(device), "note", {"text": wording.text})
            self.truth[entry.id] = frozenset(wanted)
            state = self.keeps(device, entry)
            self._counts_the_words(state, entry.id, wording.text, "sign")
            if is_only:
                self._counts_what_was_only_written(state, entry.id)
            self.may_answer(device, state, self.her.habits.replies)

    def _counts_what_was_only_written(self, state: State, name: str) -> None:
        self.counts["emergencies_only_written"] += 1
        urgent = [one for one in state.heard if one.entry.id == name and one.urgency >= HOLDS_FROM]
        self.counts["emergencies_only_written_asked"] += bool(urgent)

    def syncs(self, device: Device) -> None:
        """What arrives may hold what she wrote elsewhere."""
        super().syncs(device)
        arrived = [name for name in sorted(self.brought) if device.knows(name)]
        for name in arrived:
            self.brought.discard(name)
            state = self.state(device)
            self._counts_what_was_only_written(state, name)
            self.may_answer(device, state, self.her.habits.replies)

    def mends_a_note(self, device: Device) -> None:
        """She writes something else instead; what it said counts all the same."""
        notes = self.state(device).diary.of("note")
        if notes:
            timing = device.ledger.where(self.now.date()) or self.state(device).timing
            self.keeps_words(device, amend(notes[-1], self.stamp(device), {"text": self.words_for(timing).text}))

    # --- what she answers

    def may_answer(self, device: Device, state: State, chance: float) -> None:
        """She answers what is asked about her words, or lets it stand."""
        if not state.heard or self.rng.random() >= chance:
            return
        if self.rng.random() < 0.02:
            self._answers_on_the_page(device, state)
            return
        asked = questions_of(state, self.world.rules)
        given = {one.id: self._answer(one) for one in asked if self.rng.random() < (0.4 if one.is_private else 0.95)}
        self.keeps_answers(device, answer_heard(self.stamps(device), asked, given), given, asked)

    def _answers_on_the_page(self, device: Device, state: State) -> None:
        """The same, sent as the form of the page."""
        asked = [one for one in questions_of(state, self.world.rules) if not one.is_private]
        given = {one.id: self._answer(one) for one in asked}
        form = {name: [answer] for name, answer in given.items()}
        form["of"] = sorted({quote.entry for one in asked for quote in one.quotes})
        rules, now = self.world.rules, self.clock(device)
        page = self.world.visit("POST", "/heard", form, state, rules, self.stamps(device), now)
        self.counts["pages"] += 1
        self.keeps_answers(device, list(page.entries), given, asked)

    def keeps_answers(
        self, device: Device, entries: list[Entry], given: dict[str, str], asked: list[HeardQuestion] | tuple[Any, ...]
    ) -> None:
        """Her answers, and whether they have told the emergency."""
        self.counts["words_answered"] += len(given)
        self.keeps(device, *entries)
        if any(given.get(one.id) in ("yes", "unsure") and one.urgency >= HOLDS_FROM for one in asked):
            self.is_advised = self.is_advised or self.emergency is not None
        if entries and self.rng.random() < self.her.habits.takes_back:
            self._changes_the_answer(device, self.rng.choice(entries))

    def _answer(self, question: HeardQuestion) -> str:
        """What she says to a question about her words."""
        chance, wrong = self.rng.random(), self.her.habits.replies_wrong
        if chance > 0.95:
            return "unsure"
        named = {name for quote in question.quotes for name in self.truth.get(quote.entry, ())}
        is_so = not named.isdisjoint(question.findings)
        return "yes" if is_so != (chance < wrong) else "no"

    def _changes_the_answer(self, device: Device, entry: Entry) -> None:
        """She takes an answer about her words back, or changes it, as another shell may let her."""
        stamp = self.stamp(device)
        plain = {name: answer for name, answer in entry.body["answers"].items() if isinstance(answer, str)}
        if not plain or self.rng.random() < 0.4:
            body: dict[str, Any] = {"entry": entry.id, "why": None}
            self.keeps(device, checked(Entry(stamp.id, "withdraw", stamp.at, stamp.device, body)))
            return
        name = self.rng.choice(sorted(plain))
        answers = entry.body["answers"] | {name: "yes" if plain[name] == "no" else "no"}
        body = {"entry": entry.id, "body": {**entry.body, "answers": answers}}
        self.keeps(device, checked(Entry(stamp.id, "amend", stamp.at, stamp.device, body)))

    def has_words(self, device: Device) -> bool:
        """Whether anything that she wrote still counts."""
        first = self.clock(device).date() - _A_FORTNIGHT
        return next(device.ledger.texts_since(first), None) is not None

    # --- quiet times

    def a_day_passes(self, number: int) -> None:
        """Whole stretches of days without an emergency are counted by themselves."""
        self.stretch["days"] += 1
        self.stretch["ill"] += self.emergency is not None
        if (number + 1) % _STRETCH == 0:
            self.stretch_ends()

    def stretch_ends(self) -> None:
        """The stretch is over; what it held counts as quiet if nobody was ill in it."""
        if not self.stretch["ill"]:
            for what in ("days", "questions", "unread", "urgent"):
                self.counts[f"quiet_{what}"] += self.stretch[what]
            for sort in SORTS:
                self.counts[f"quiet_notes_{sort}"] += self.stretch[f"notes_{sort}"]
                self.counts[f"quiet_asked_{sort}"] += self.stretch[f"asked_{sort}"]
        self.stretch = Counter()


def _text_of(entry: Entry) -> str | None:
    """What is written in an entry, or in what it is changed to."""
    body = entry.body["body"] if entry.kind == "amend" else entry.body
    return body.get("text") or body.get("note")
