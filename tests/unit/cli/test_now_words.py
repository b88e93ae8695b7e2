"""Her own words in ``steadyback now`` and in ``steadyback replay``."""

from __future__ import annotations

from steadyback.cli.replay import in_words, replayed
from tests.scenarios.telling import Her, the_rules
from tests.unit.cli.test_now import PREGNANT, Talk

NUMB = "gone numb between my legs"
REST = ["none"] * 5


def test_she_is_asked_once_after_the_first_group_and_may_leave_it_out() -> None:
    talk = Talk(*PREGNANT, "none", "", *REST, "q")
    assert talk.said.count("In your own words") == 1
    assert talk.said.index("Check 1 of 6") < talk.said.index("In your own words") < talk.said.index("Check 2 of 6")
    assert "note" not in talk.kinds()


def test_in_a_second_check_she_is_not_asked_for_words_again() -> None:
    talk = Talk(*PREGNANT, "none", "", *REST, "worse", *["none"] * 6, "q")
    assert talk.said.count("In your own words") == 1


def test_words_that_raise_nothing_are_kept_and_are_no_all_clear() -> None:
    talk = Talk(*PREGNANT, "none", "my back is stiff and sore", *REST, "q")
    assert "That is no all-clear" in talk.words
    assert [entry.body["text"] for entry in talk.kept if entry.kind == "note"] == ["my back is stiff and sore"]
    assert talk.state.ladder.status != "shut"


def test_words_that_cannot_be_read_are_said_to_be_unread() -> None:
    talk = Talk(*PREGNANT, "none", "ow ow", *REST, "q")
    assert "We could not read enough in them." in talk.words


def test_a_danger_is_asked_at_once_with_whom_to_call_and_a_yes_stops_the_steps() -> None:
    talk = Talk(*PREGNANT, "none", NUMB, "1 yes", "never read")
    assert f"You wrote: “{NUMB}”" in talk.words
    assert "If that is so: - Go to the emergency department now" in talk.words.replace("•", "-")
    assert "Ambulance: 999" in talk.said
    assert "Emergency: " in talk.said
    assert "Check 2 of 6" not in talk.said
    assert talk.rest.endswith("never read\n")
    assert talk.kinds()[-3:] == ["note", "heard", "check"]
    assert talk.state.ladder.status == "paused"


def test_a_no_to_her_own_words_goes_on_with_the_check() -> None:
    talk = Talk(*PREGNANT, "none", NUMB, "none", *REST, "q")
    assert "Your answers are kept beside what you wrote." in talk.words
    assert "Check 6 of 6" in talk.said
    assert talk.state.heard == ()
    assert talk.state.ladder.status != "shut"


def test_she_leaves_before_she_answers_and_the_words_count() -> None:
    talk = Talk(*PREGNANT, "none", NUMB, "q")
    assert talk.ended == "she left"
    assert "note" in talk.kinds()
    assert talk.state.heard
    assert talk.state.ladder.status == "shut"


def test_what_an_earlier_note_raised_is_asked_after_the_check() -> None:
    her = Her()
    her.is_pregnant(31)
    her.says("country", code="uk")
    her.says("note", text=NUMB)
    talk = Talk("none", "", *REST, "none", "q", known=her.entries)
    assert "You wrote: “gone numb between my legs”" in talk.words
    assert "heard" in talk.kinds()
    assert talk.state.heard == ()


def test_words_in_the_log_are_asked_about_too() -> None:
    log = ["5", "1", "walking, and gone numb between my legs"]
    talk = Talk(*PREGNANT, "none", "", *REST, "better", "3", *log, "1 yes", "n")
    assert talk.kinds()[-2:] == ["spasm", "heard"]
    assert talk.state.ladder.status == "paused"


def test_what_is_private_is_asked_only_when_she_is_alone() -> None:
    for is_alone in (False, True):
        answers = ["yes", "none"] if is_alone else ["no"]
        talk = Talk(*PREGNANT, "none", "he hit me last night", *answers, "q")
        assert ("Has anyone hurt you" in talk.words) is is_alone
        assert ("You wrote: “he hit me last night”" in talk.words) is is_alone
        assert bool(talk.state.heard) is not is_alone


def test_replay_says_what_is_not_answered_yet() -> None:
    her = Her()
    her.is_pregnant(31)
    note = her.says("note", text=NUMB)
    found = replayed(her.entries, the_rules(), her.now, is_given=True)
    (heard,) = found["heard"]
    assert (heard["entry"], heard["urgency"], heard["shuts"]) == (note.id, "emergency", True)
    assert {"finding": "ces-saddle-numb", "start": NUMB.index("numb"), "end": len(NUMB)} in heard["words"]
    assert f"Her own words, not yet answered: {note.id}: emergency" in in_words(found)
    her.says("note", text="Dzisiaj bolą mnie plecy i nie czuję nóg")
    assert "cannot be read" in in_words(replayed(her.entries, the_rules(), her.now, is_given=True))
