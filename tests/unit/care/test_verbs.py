"""Each verb of care makes one sound entry, and nothing else."""

from __future__ import annotations

import pytest

from steadyback.care.climb import climb, event_of
from steadyback.care.note_spasm import note_spasm
from steadyback.care.stamp import Stamp
from steadyback.care.tell import tell
from steadyback.engine.ladder import Did, EasedBack, Finished, Onward, Rested, Started
from steadyback.journal.entry import EntryError
from tests.scenarios.telling import Her

STAMP = Stamp("00000000-0000-7000-8000-000000000001", "2026-03-02T03:00:00+00:00", "phone")


@pytest.mark.parametrize(
    ("did", "event"),
    [
        ("start", Started("lad-2-warm")),
        ("resume", Started()),
        ("stay", Started()),
        ("skip", Onward()),
        ("ease-back", EasedBack()),
        ("pause", Rested()),
        ("finish", Finished()),
    ],
)
def test_a_move_is_an_event(did: str, event: object) -> None:
    found = event_of(climb(STAMP, did, rung="lad-2-warm").body)
    assert found == event
    assert type(found) is type(event), "an event without fields equals every other such event"


def test_a_start_without_a_rung_begins_at_her_own_place() -> None:
    assert event_of(climb(STAMP, "start").body) == Started(None)


def test_a_rung_that_was_done_says_how_it_felt_or_moves_nothing() -> None:
    assert event_of(climb(STAMP, "done", rung="lad-2-warm", felt="same").body) == Did("lad-2-warm", "same")
    assert event_of(climb(STAMP, "done", rung="lad-2-warm").body) is None
    assert event_of(climb(STAMP, "done", felt="same").body) is None


@pytest.mark.parametrize("did", ["fly", "", None])
def test_no_other_move_exists(did: str) -> None:
    with pytest.raises(EntryError):
        climb(STAMP, did)


def test_every_part_of_a_spasm_may_be_left_out() -> None:
    assert note_spasm(STAMP).body["worst"] is None
    with pytest.raises(EntryError):
        note_spasm(STAMP, worst=11)


def test_what_cannot_be_is_not_told() -> None:
    with pytest.raises(EntryError):
        tell(STAMP, "birth", {"on": "2026-03-03", "mode": "vaginal"})
    with pytest.raises(EntryError):
        tell(STAMP, "planet", {})


def test_a_check_keeps_what_was_shown_and_the_week_it_was_made_in() -> None:
    her = Her()
    her.is_pregnant(31, 4)
    check = her.checks()
    assert check.body["shown"] == her.signs()
    assert (check.body["stage"], check.body["weeks"]) == ("pregnant", 31)
    assert check.body["knowledge_version"] == her.rules.knowledge.version


def test_a_check_without_known_weeks_says_so() -> None:
    her = Her()
    assert (her.checks().body["stage"], her.entries[-1].body["weeks"]) == (None, None)
    her.is_pregnant(None)
    assert (her.checks().body["stage"], her.entries[-1].body["weeks"]) == ("pregnant", None)


def test_an_answer_to_no_question_is_refused() -> None:
    her = Her()
    with pytest.raises(ValueError, match="sgn-saddel"):
        her.checks(sgn_saddel="yes")


def test_being_seen_keeps_what_it_was_about() -> None:
    her = Her()
    her.is_pregnant(31)
    her.checks(sgn_fever="yes")
    paused_by = her.state.ladder.paused_by
    seen = her.is_seen("the hospital")
    assert seen.body == {"by": "the hospital", "on": None, "flags": list(paused_by), "words": "I have been seen"}
