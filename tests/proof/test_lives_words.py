"""What is written in simulated lives: where it comes from, the second book on it, and faults planted in hearing it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from steadyback.care import fold as care_fold
from steadyback.care import her_words
from steadyback.care import state as care_state
from steadyback.care.dating import timing_on
from steadyback.care.her_words import Listening, Reads
from steadyback.care.rules import Rules
from steadyback.care.state import Following
from steadyback.engine.own_words import Reading
from steadyback.engine.own_words.reading import ANOTHER_LANGUAGE
from steadyback.journal.entry import Entry
from steadyback.journal.fold import Effective
from steadyback.journal.instant import day_of
from steadyback.proof.lives import person
from steadyback.proof.lives.held import PROMISED, World, moment_of
from steadyback.proof.lives.noted import SORTS, KeptReadings, Wordings
from steadyback.proof.lives.shrinking import Story, seen_again, shortest
from steadyback.proof.lives.tallied import rates
from tests.proof.test_lives import lived, the_world
from tests.proof.test_lives_faults import everybody, found_in
from tests.scenarios.telling import Her

POLISH = "Dzisiaj bolą mnie plecy i nie czuję nóg"


#: An example from the content that names a numb saddle and nothing else.
NUMB = next(
    text
    for text, one in Wordings(the_world().rules.knowledge).by_text.items()
    if [each.finding for each in one.says] == ["ces-saddle-numb"]
)


def writers(monkeypatch: pytest.MonkeyPatch, **habits: float) -> World:
    """Everybody writes, and is ill far more often than anybody is; nothing is kept as read before."""
    everybody(monkeypatch, **{"notes": 0.2, "takes_back": 0.0, "replies": 0.5, "replies_late": 0.3} | habits)
    return the_world()._replace(reads=KeptReadings())


# --- what is written


def test_every_text_is_an_example_of_the_content_or_in_another_language() -> None:
    knowledge = the_world().rules.knowledge
    examples = {example.text for entry in knowledge.own_words.values() for example in entry.texts}
    written = the_world().wordings.by_text
    assert {text for text, one in written.items() if one.sort != "foreign"} == examples
    assert {one.sort for one in written.values()} == set(SORTS)


def test_what_names_a_sign_in_one_entry_is_no_everyday_text_in_another() -> None:
    wordings = Wordings(the_world().rules.knowledge)
    for entry in the_world().rules.knowledge.own_words.values():
        for example in entry.texts:
            if entry.role == "finding" and entry.means and example.gives in ("present", "unsure"):
                assert {one.finding for one in wordings.by_text[example.text].says} >= set(entry.means)


def test_every_text_in_another_language_is_said_to_be_unread() -> None:
    world = the_world()
    for one in world.wordings.by_text.values():
        if one.sort == "foreign":
            she = her_at_31()
            she.says("note", text=one.text)
            assert [heard.is_unread for heard in she.state.heard] == [True], one.text


def test_each_text_is_read_once() -> None:
    readings = KeptReadings()
    first = readings(NUMB, the_world().rules)
    assert first.findings
    assert readings(NUMB, the_world().rules) is first


def test_enough_is_written_and_answered() -> None:
    counts, cases = lived().counts, lived().cases
    assert lived().found == ()
    for name in ("words_notes_everyday", "words_notes_mention", "words_notes_sign", "words_answered", "quiet_days"):
        assert counts[name] > 0, name
    for name in ("words-wait", "her-no-ends-it", "words-only-raise"):
        assert cases[name] > 0, name


def test_the_rates_part_what_words_raise_by_sort_and_count_quiet_times_alone() -> None:
    counts = {"days": 6088, "quiet_days": 3044, "quiet_questions": 50, "quiet_asked_everyday": 10, "quiet_urgent": 5}
    counts |= {"words_notes_mention": 8, "words_asked_mention": 2, "emergencies": 9}
    found = rates(counts | {"emergencies_only_written": 4, "emergencies_only_written_asked": 3})
    assert found["questions_by_her_words_per_person_month_in_quiet_times"] == pytest.approx(0.5, abs=0.01)
    assert found["everyday_notes_asked_about_per_person_month_in_quiet_times"] == pytest.approx(0.1, abs=0.01)
    assert found["of_mention_notes_asked_about"] == 0.25
    assert found["of_these_asked_about_at_once"] == 0.75
    assert rates({})["of_these_asked_about_at_once"] is None


# --- the second book


def her_at_31() -> Her:
    she = Her()
    she.is_pregnant(31)
    she.has_no_conditions()
    she.checks()
    return she


def waiting(she: Her) -> list[tuple[str, bool]]:
    moment = moment_of(the_world(), she.entries, she.now)
    for name, promised in PROMISED.items():
        assert not promised.is_tried(moment) or promised.seen(moment) is None, name
    return [(one.text, one.is_asked) for one in moment.waiting]


def test_a_sign_waits_until_it_is_answered_whatever_a_check_says() -> None:
    for answer in ("no", "yes", "unsure"):
        she = her_at_31()
        note = she.says("note", text=NUMB)
        assert waiting(she) == [(NUMB, True)]
        she.checks("again")
        assert waiting(she) == [(NUMB, True)], "a tick that says no ends nothing"
        she.puts("heard", entry=note.id, answers={"sgn-saddle": answer})
        assert waiting(she) == []


def test_it_waits_no_more_when_she_was_seen_or_told_the_check() -> None:
    seen = her_at_31()
    seen.says("note", text=NUMB)
    seen.is_seen()
    assert waiting(seen) == []
    told = her_at_31()
    told.says("note", text=NUMB)
    told.checks("again", sgn_saddle="yes")
    assert waiting(told) == []
    told.says("day", on=told.day(0), note=NUMB)
    assert waiting(told) == [(NUMB, False)], "the pause of the check holds; she need not be asked again"


def test_every_version_waits_and_after_fourteen_days_none() -> None:
    she = her_at_31()
    note = she.says("note", text="slept well")
    she.puts("amend", entry=note.id, body={"text": NUMB})
    assert waiting(she) == [(NUMB, True)]
    she.puts("amend", entry=note.id, body={"text": "slept well"})
    she.withdraws(note)
    assert waiting(she) == [(NUMB, True)]
    assert waiting(she.after(days=14)) == [(NUMB, True)]
    assert waiting(she.after(days=15)) == []


def test_her_answer_stands_in_the_ledger_as_a_danger() -> None:
    she = her_at_31()
    note = she.says("note", text=NUMB)
    assert moment_of(the_world(), she.entries, she.now).ledger.danger() is None
    she.puts("heard", entry=note.id, answers={"sgn-saddle": "unsure"})
    assert "ces-" in str(moment_of(the_world(), she.entries, she.now).ledger.danger())


def test_what_cannot_be_read_waits_for_a_check() -> None:
    she = her_at_31()
    she.says("note", text=POLISH)
    unread = moment_of(the_world(), she.entries, she.now).words.unread(she.now)
    assert unread is not None
    assert unread.text == POLISH
    she.checks("again")
    assert moment_of(the_world(), she.entries, she.now).words.unread(she.now) is None


# --- planted faults


def deaf(text: str, rules: Rules) -> Reading:
    return Reading((), (), True)


def short(world: World, story: Story, kinds: Sequence[str]) -> None:
    """The shortest story is of these kinds of entries, words anywhere being a note, and lived again shows the same."""
    told = shortest(world, story)
    assert sorted("note" if entry.kind in her_words.TEXTS else entry.kind for entry in told.entries) == sorted(kinds)
    assert seen_again(world, told) == told.told


def test_words_that_nobody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    writers(monkeypatch)
    world = the_world()._replace(reads=deaf)
    short(world, found_in(world, "words-wait"), ["note"])


def test_a_tick_that_settles_her_words(monkeypatch: pytest.MonkeyPatch) -> None:
    world = writers(monkeypatch, replies=0.0, replies_late=0.0)

    def any_answer(answers: Iterable[str], told: Iterable[tuple[Entry, Any]], rules: Rules) -> frozenset[str]:
        names = {name for _, body in told for name in body["answers"]}
        return frozenset(finding for finding in answers if her_words._names(finding, rules) & names)

    monkeypatch.setattr(her_words, "_told_of", any_answer)
    short(world, found_in(world, "no-tick-ends-her-words"), ["note", "check"])


def test_a_no_that_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    world = writers(monkeypatch, replies=0.9, replies_wrong=0.5)
    sound = her_words._said_since

    def forgets(told: Sequence[Effective], first: Any) -> Any:
        return sound(told, first)._replace(about={})

    monkeypatch.setattr(her_words, "_said_since", forgets)
    short(world, found_in(world, "her-no-ends-it"), ["note", "heard"])


def test_a_no_that_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    world = writers(monkeypatch, replies=0.9, replies_wrong=0.3)
    sound = care_fold.Fold._heard

    def pauses(self: care_fold.Fold, one: Effective) -> None:
        sound(self, one)
        self._pause(["ces-saddle-numb"], day_of(one.entry.at))

    monkeypatch.setattr(care_fold.Fold, "_heard", pauses)
    assert "without them" in found_in(world, "her-no-ends-it").told


def test_words_that_open_something(monkeypatch: pytest.MonkeyPatch) -> None:
    """A note that counts like a check."""
    world = writers(monkeypatch)
    monkeypatch.setattr(care_state, "_is_check_due", lambda *_: False)
    sound = Following.state

    def reassured(self: Following, now: Any) -> Any:
        found = sound(self, now)
        return found if found.diary.of("note") else found._replace(check_is_due=True)

    monkeypatch.setattr(Following, "state", reassured)
    assert "only with her words" in found_in(world, "words-only-raise").told


def test_another_language_that_passes_for_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    writers(monkeypatch, foreign=0.9)

    def polyglot(reads: Reads) -> Reads:
        def read(text: str, rules: Rules) -> Reading:
            found = reads(text, rules)
            is_foreign = (found.unread_because or "").startswith(ANOTHER_LANGUAGE)
            return found._replace(is_read=True, unread_because=None) if is_foreign else found

        return read

    world = the_world()._replace(reads=polyglot(KeptReadings()))
    assert "nobody can read" in found_in(world, "unread-is-due").told


def test_a_baby_that_is_asked_about_after_a_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    world = writers(monkeypatch, notes=0.4)
    sound = person.person_of

    def loses(rng: random.Random) -> person.Person:
        her = sound(rng)
        return her._replace(ends="loss", loses_later=None, knows_weeks=True, slip_of_birth=None, again=None)

    monkeypatch.setattr("steadyback.proof.lives.life.person_of", loses)
    monkeypatch.setattr(her_words, "_is_over", lambda *_: False)
    monkeypatch.setattr(her_words, "_timings", lambda then, today, told: (timing_on(then, told), *(
        (timing_on(today, told),)
    )))  # fmt: skip
    assert "is asked about" in found_in(world, "no-baby-asked-after-a-loss").told


def test_notes_that_are_heard_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes all be told anew makes what she wrote be forgotten."""

    def forgetful(self: Listening, told: Sequence[Effective], changes: Any) -> None:
        self._wrote, self._changes = [], ()

    she = her_at_31()
    she.says("note", text=NUMB)
    promised = PROMISED["words-in-any-order"]
    assert promised.is_tried(moment_of(the_world(), she.entries, she.now))
    assert promised.seen(moment_of(the_world(), she.entries, she.now)) is None
    world = writers(monkeypatch, replies=0.0, replies_late=0.0)
    monkeypatch.setattr(Listening, "begin_anew", forgetful)
    assert "another" in str(promised.seen(moment_of(world, she.entries, she.now)))
    found_in(world, "words-in-any-order", "any-order", "words-wait")
