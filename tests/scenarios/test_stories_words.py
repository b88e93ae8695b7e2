"""Stories of her own words: the danger stands in the note, and nowhere else."""

from __future__ import annotations

from steadyback.care.state import State, state_of
from steadyback.journal.entry import Entry
from steadyback.vocabulary.urgency import Urgency
from tests.scenarios.telling import Her

NUMB = "gone numb between my legs"
ASKED = ("sgn-saddle", "sgn-both-legs", "sgn-one-leg")


def vera_who_ticked_none() -> Her:
    """Vera is 31 weeks pregnant, and has just gone through a whole check with none of these."""
    vera = Her()
    vera.is_pregnant(31)
    vera.has_no_conditions()
    vera.checks()
    assert vera.status == "ready"
    return vera


def answers(her: Her, note: Entry, **told: str) -> Entry:
    return her.puts("heard", entry=note.id, answers={name.replace("_", "-"): answer for name, answer in told.items()})


def says_no(her: Her, note: Entry) -> Entry:
    return her.puts("heard", entry=note.id, answers=dict.fromkeys(ASKED, "no"))


def is_asked(state: State) -> bool:
    return bool(state.heard)


def test_vera_ticks_none_of_these_and_writes_the_danger() -> None:
    vera = vera_who_ticked_none()
    note = vera.says("note", text=NUMB)
    state = vera.state
    (heard,) = state.heard
    assert (heard.entry, heard.urgency, heard.shuts) == (note, Urgency.EMERGENCY, True)
    assert "ces-saddle-numb" in [fired.flag for fired in heard.fired]
    assert (state.ladder.status, state.check_is_due) == ("shut", True)


def test_vera_makes_the_check_again_and_a_no_in_it_settles_nothing() -> None:
    vera = vera_who_ticked_none()
    vera.says("note", text=NUMB)
    vera.checks("again")
    assert is_asked(vera.state)
    assert vera.status == "shut"


def test_vera_ticks_yes_in_the_check_and_is_not_asked_again() -> None:
    for answer in ("yes", "unsure"):
        vera = vera_who_ticked_none()
        vera.says("note", text=NUMB)
        vera.checks("again", sgn_saddle=answer, sgn_both_legs=answer, sgn_one_leg=answer)
        assert not is_asked(vera.state)
        assert vera.status == "paused"


def test_while_she_is_paused_for_it_the_same_words_ask_nothing_more() -> None:
    vera = vera_who_ticked_none()
    vera.checks("again", sgn_saddle="yes", sgn_both_legs="yes", sgn_one_leg="yes")
    vera.says("note", text=f"still {NUMB}")
    assert not is_asked(vera.state)
    vera.says("note", text="my wee burns")
    assert [heard.text for heard in vera.state.heard] == ["my wee burns"]
    vera.is_seen()
    vera.says("note", text=f"again {NUMB}")
    assert [heard.text for heard in vera.state.heard] == [f"again {NUMB}"]


def test_vera_says_no_to_her_own_words_and_the_ladder_opens() -> None:
    vera = vera_who_ticked_none()
    note = vera.says("note", text=NUMB)
    says_no(vera, note)
    assert not is_asked(vera.state)
    assert vera.status == "ready"
    assert [one.body["text"] for one in vera.state.diary.of("note")] == [NUMB]
    assert len(vera.state.diary.of("heard")) == 1


def test_vera_answers_a_part_and_is_asked_the_rest() -> None:
    vera = vera_who_ticked_none()
    note = vera.says("note", text=f"{NUMB}. Both my legs are numb.")
    answers(vera, note, sgn_saddle="no", sgn_both_legs="no")
    (heard,) = vera.state.heard
    assert (set(heard.answers), heard.urgency) == ({"neuro-one-leg-new"}, Urgency.SAME_DAY)


def test_a_no_settles_this_mention_and_none_that_is_written_later() -> None:
    vera = vera_who_ticked_none()
    says_no(vera, vera.says("note", text=NUMB))
    later = vera.says("day", on=vera.day(0), note="still numb between my legs")
    assert [heard.entry for heard in vera.state.heard] == [later]


def test_vera_says_yes_to_her_own_words_and_is_paused_until_she_is_seen() -> None:
    for answer in ("yes", "unsure"):
        vera = vera_who_ticked_none()
        answers(vera, vera.says("note", text=NUMB), sgn_saddle=answer, sgn_both_legs="no", sgn_one_leg="no")
        assert not is_asked(vera.state)
        assert vera.status == "paused"
        assert "ces-saddle-numb" in vera.state.ladder.paused_by
        vera.is_seen()
        assert vera.status == "shut"
        vera.checks("again")
        assert vera.status == "ready"


def test_vera_takes_her_yes_back_and_the_pause_stays() -> None:
    vera = vera_who_ticked_none()
    told = answers(vera, vera.says("note", text=NUMB), sgn_saddle="yes", sgn_both_legs="no", sgn_one_leg="no")
    vera.amends(told, sgn_saddle="no")
    assert vera.status == "paused"
    vera.withdraws(told)
    assert vera.status == "paused"
    assert is_asked(vera.state), "an answer that is taken back settles nothing"


def test_vera_changes_her_no_to_a_yes_and_is_paused() -> None:
    vera = vera_who_ticked_none()
    told = says_no(vera, vera.says("note", text=NUMB))
    vera.amends(told, sgn_saddle="yes")
    assert vera.status == "paused"


def test_vera_mends_her_note_and_what_it_said_still_counts() -> None:
    vera = vera_who_ticked_none()
    note = vera.says("note", text=NUMB)
    vera.puts("amend", entry=note.id, body={"text": "slept well"})
    assert [heard.text for heard in vera.state.heard] == [NUMB]
    vera.puts("amend", entry=note.id, body={"text": "temp 38.4"})
    assert {heard.text for heard in vera.state.heard} == {NUMB, "temp 38.4"}


def test_vera_mends_a_word_elsewhere_and_is_not_asked_again() -> None:
    vera = vera_who_ticked_none()
    day = vera.says("day", on=vera.day(0), worst=2, note=NUMB)
    says_no(vera, day)
    vera.puts("amend", entry=day.id, body={**day.body, "worst": 3})
    assert not is_asked(vera.state)


def test_vera_withdraws_her_note_and_what_it_said_still_counts() -> None:
    vera = vera_who_ticked_none()
    note = vera.says("note", text=NUMB)
    vera.withdraws(note)
    assert [heard.entry for heard in vera.state.heard] == [note]
    assert vera.status == "shut"


def test_vera_was_seen_and_her_note_is_settled() -> None:
    vera = vera_who_ticked_none()
    vera.says("note", text=NUMB)
    seen = vera.is_seen()
    assert not is_asked(vera.state)
    vera.withdraws(seen)
    assert is_asked(vera.state)


def test_she_was_seen_before_she_wrote_it_and_is_asked() -> None:
    vera = vera_who_ticked_none()
    vera.is_seen()
    vera.says("note", text=NUMB)
    assert is_asked(vera.state)


def test_a_review_in_words_is_only_asked() -> None:
    vera = vera_who_ticked_none()
    vera.says("note", text="breast cancer in 2019, and my back aches")
    (heard,) = vera.state.heard
    assert (heard.urgency, heard.shuts) == (Urgency.REVIEW, False)
    assert (vera.status, vera.state.check_is_due) == ("ready", False)


def test_what_she_told_about_herself_is_not_asked_again() -> None:
    vera = vera_who_ticked_none()
    vera.told(cancer_history="yes")
    vera.says("note", text="breast cancer in 2019, and my back aches")
    assert not is_asked(vera.state)


def test_an_old_diary_brought_in_raises_nothing_old() -> None:
    vera = Her()
    for weeks in range(1, 60):
        vera.after(weeks=weeks).says("note", text=NUMB)
    vera.after(weeks=62).is_pregnant(31)
    vera.has_no_conditions()
    vera.checks()
    assert not is_asked(vera.state)
    assert vera.status == "ready"


def test_a_note_counts_for_fourteen_days() -> None:
    vera = vera_who_ticked_none()
    vera.says("note", text=NUMB)
    assert is_asked(vera.after(days=14).state)
    assert not is_asked(vera.after(days=15).state)


def test_a_clock_that_was_ahead_hides_no_words() -> None:
    vera = vera_who_ticked_none()
    vera.after(days=400).says("note", text=NUMB)
    assert is_asked(vera.after(days=1).state)


def test_olga_writes_in_polish_and_the_check_is_due() -> None:
    olga = vera_who_ticked_none()
    note = olga.says("note", text="Dzisiaj bolą mnie plecy i nie czuję nóg")
    (heard,) = olga.state.heard
    assert (heard.entry, heard.is_unread, heard.fired) == (note, True, ())
    assert (olga.status, olga.state.check_is_due) == ("shut", True)
    olga.checks("again")
    assert not is_asked(olga.state)
    assert olga.status == "ready"


def test_hana_writes_what_reads_graver_than_anything_found_in_it_and_the_check_is_due() -> None:
    """Two ordinary signs by themselves; what she tells as a whole is none."""
    hana = vera_who_ticked_none()
    hana.says("note", text="curtains shut, neck wont bend, roasting")
    (heard,) = hana.state.heard
    assert heard.is_unread
    assert not any(fired.urgency >= Urgency.SAME_DAY for fired in heard.fired)
    assert (hana.status, hana.state.check_is_due) == ("shut", True)
    hana.checks("again")
    assert not is_asked(hana.state)
    assert hana.status == "ready"


def test_hana_writes_an_ordinary_note_and_nothing_is_asked() -> None:
    hana = vera_who_ticked_none()
    hana.says("note", text="Soup for lunch and a walk round the park with my mum, back a bit stiff from the pram")
    assert not is_asked(hana.state)
    assert hana.status == "ready"


def test_cleo_is_asked_about_no_baby_she_has_lost() -> None:
    cleo = vera_who_ticked_none()
    cleo.says("note", text="Baby moving less today. I am numb between my legs.")
    assert {"rfm-24", "ces-saddle-numb"} <= {name for heard in cleo.state.heard for name in heard.answers}
    cleo.after(days=2).says("loss", on=cleo.day(-1))
    (heard,) = cleo.state.heard
    assert "ces-saddle-numb" in heard.answers
    assert "rfm-24" not in heard.answers
    assert not [fired for fired in heard.fired if cleo.rules.knowledge.red_flag[fired.flag].about_baby]


def test_two_devices_tell_one_story() -> None:
    vera = vera_who_ticked_none()
    note = vera.says("note", text=NUMB)
    vera.device = "tablet"
    says_no(vera, note)
    vera.says("note", text="my wee burns")
    forwards = state_of(vera.entries, vera.rules, vera.now)
    backwards = state_of(reversed(vera.entries), vera.rules, vera.now)
    assert forwards == backwards
    assert [heard.text for heard in forwards.heard] == ["my wee burns"]


def test_two_devices_answer_differently_and_the_more_worrying_counts() -> None:
    vera = vera_who_ticked_none()
    note = vera.says("note", text=NUMB)
    answers(vera, note, sgn_saddle="yes", sgn_both_legs="no", sgn_one_leg="no")
    vera.device = "tablet"
    says_no(vera, note)
    assert vera.status == "paused"


def test_dates_put_right_later_judge_her_answer_anew() -> None:
    """At 22 weeks bleeding is judged by another rule than at 31; her yes is heard in both."""
    vera = Her()
    vera.is_pregnant(31)
    vera.has_no_conditions()
    vera.checks()
    note = vera.says("note", text="bled a bit this morning")
    assert is_asked(vera.state)
    answers(vera, note, sgn_bleeding="yes")
    before = set(vera.state.ladder.paused_by)
    vera.is_pregnant(22)
    assert before <= set(vera.state.ladder.paused_by)
