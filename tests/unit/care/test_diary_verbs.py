"""What she tells of her days: kept once a day, changed, taken back and put back; factors, weeks, and what comes first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from steadyback.care.amend import amend
from steadyback.care.check_wanted import check_wanted
from steadyback.care.diary_weeks import diary_weeks
from steadyback.care.factors import NOTHING_MUCH, doings, factor_words, held_by_a_day, with_joined
from steadyback.care.keep_day import keep_day
from steadyback.care.own_trigger import same_name
from steadyback.care.stamp import Stamp
from steadyback.care.take_back import may_take_back, undo
from steadyback.journal.entry import Entry, EntryError
from tests.scenarios.telling import Her

NOTHING: dict[str, Any] = dict.fromkeys(("worst", "load", "sleep", "woke", "managed", "sure", "note"))


def stamp(her: Her) -> Stamp:
    return her._stamp()


def stamps(her: Her) -> Iterator[Stamp]:
    while True:
        yield her._stamp()


def keeps(her: Her, held: dict[str, str] | None = None, **told: Any) -> Entry | None:
    made = keep_day(her.state.diary, stamp(her), her.today, NOTHING | told, held or {})
    if made:
        her.entries.append(made)
    return made


# ---- one check-in a day ----


def test_a_day_told_again_changes_the_same_entry() -> None:
    her = Her()
    first = keeps(her, worst=4, held={"trg-low-fluids": "yes"})
    second = keeps(her, worst=6, held={"trg-low-fluids": "", "trg-bend-twist": "no"})
    assert first
    assert second
    assert (first.kind, second.kind, second.body["entry"]) == ("day", "amend", first.id)
    day = her.state.diary.days[str(her.today)]
    assert (day.body["worst"], day.body["held"]) == (6, {"trg-bend-twist": "no"})


def test_what_did_not_stand_on_the_form_stays_as_it_was() -> None:
    her = Her()
    her.says("day", on=her.day(0), held={"from-a-newer-one": "yes"}, mood="fine")
    keeps(her, worst=2, held={"trg-bend-twist": "yes"})
    body = her.state.diary.days[str(her.today)].body
    assert body["held"] == {"from-a-newer-one": "yes", "trg-bend-twist": "yes"}
    assert body["mood"] == "fine"


def test_a_day_that_says_nothing_is_no_entry_and_nothing_new_is_none_either() -> None:
    her = Her()
    assert keeps(her) is None
    assert keeps(her, worst=3)
    assert keeps(her, worst=3) is None


def test_everything_may_be_left_out_again() -> None:
    her = Her()
    keeps(her, worst=3, held={"trg-bend-twist": "yes"})
    keeps(her, held={"trg-bend-twist": ""})
    body = her.state.diary.days[str(her.today)].body
    assert body["worst"] is None
    assert not body["held"]


@pytest.mark.parametrize(
    ("held", "joined"),
    [
        ({"hot-day": "yes"}, "yes"),
        ({"hot-day": "no", "worn-out": "yes"}, "yes"),
        ({"hot-day": "no", "worn-out": "no"}, "no"),
        ({"hot-day": "no"}, None),
        ({"hot-day": "unsure", "worn-out": "no"}, None),
    ],
)
def test_heat_and_tiredness_are_asked_apart_and_add_up_to_their_trigger(
    held: dict[str, str], joined: str | None
) -> None:
    assert with_joined(held).get("trg-heat-fatigue") == joined
    assert with_joined({**held, "trg-heat-fatigue": "no"}).get("trg-heat-fatigue") == joined, "an older answer goes"


# ---- changing, taking back, putting back ----


def test_undo_and_undo_of_the_undo_and_twice_is_once() -> None:
    her = Her()
    her.says("note", text="slept well")
    note = her.entries[0].id
    for _ in range(2):
        her.entries += undo(her.state.diary, stamps(her), note, note)
    assert her.state.diary.by_id[note].is_withdrawn
    assert len(her.entries) == 2, "taken back once"
    withdrawal = her.state.diary.by_id[note].withdrawn_by[0]
    for _ in range(2):
        her.entries += undo(her.state.diary, stamps(her), note, withdrawal)
    assert her.state.diary.of("note")[0].entry.id == note
    assert len(her.entries) == 3, "put back once"


def test_undoing_a_change_brings_the_words_before_it_back() -> None:
    her = Her()
    her.says("note", text="slept well")
    note = her.state.diary.of("note")[0]
    changed = amend(note, stamp(her), {"text": "slept badly"})
    assert changed
    her.entries.append(changed)
    assert her.state.diary.of("note")[0].body["text"] == "slept badly"
    her.entries += undo(her.state.diary, stamps(her), note.entry.id, changed.id)
    assert her.state.diary.of("note")[0].body["text"] == "slept well"


def test_a_change_that_cannot_be_is_refused() -> None:
    her = Her()
    her.says("spasm", worst=4)
    with pytest.raises(EntryError, match="worst"):
        amend(her.state.diary.of("spasm")[0], stamp(her), {"worst": 14})


def test_a_check_and_a_move_that_hurt_are_not_taken_back() -> None:
    her = Her()
    her.is_pregnant(31)
    her.checks()
    her.says("move", exercise="ex-walk", did="stopped", why="pain")
    her.says("move", exercise="ex-walk", did="done", felt="better")
    kinds = [may_take_back(one) for one in her.state.diary.by_id.values()]
    assert kinds == [False, False, False, True]
    assert not undo(her.state.diary, stamps(her), her.entries[1].id, her.entries[1].id)


# ---- factors ----


def test_her_own_trigger_stands_among_the_factors_and_keeps_its_name_in_old_days() -> None:
    her = Her()
    her.is_pregnant(31)
    own = her.says("trigger", name="the long drive to Mum 🚗")
    state = her.state
    assert own.id in {factor.id for factor in held_by_a_day(state, her.rules).first}
    assert own.id in doings(state, her.rules).ids
    her.says("amend", entry=own.id, body={"name": "the drive", "until": her.day(0)})
    assert own.id not in held_by_a_day(her.state, her.rules).ids, "ended: not asked any more"
    assert factor_words(own.id, her.state, her.rules.knowledge) == "the drive"


def test_after_a_loss_no_factor_names_a_baby_in_old_spasms_either() -> None:
    her = Her()
    her.says("birth", on=her.day(-20), mode="vaginal")
    assert "trg-crib-lift" in held_by_a_day(her.state, her.rules).ids
    her.says("loss", on=her.day(0))
    assert not {name for name in held_by_a_day(her.state, her.rules).ids if "crib" in name or "feeding" in name}
    assert "cot" not in factor_words("trg-crib-lift", her.state, her.rules.knowledge)


def test_nothing_much_is_always_among_the_first_six() -> None:
    her = Her()
    first = doings(her.state, her.rules).first
    assert len(first) == 6
    assert first[-1].id == NOTHING_MUCH


@pytest.mark.parametrize("typed", ["the long drive", "  The   LONG drive ", "ｔｈｅ long drive"])
def test_the_same_name_is_known_whatever_its_letters(typed: str) -> None:
    her = Her()
    one = her.says("trigger", name="the long drive")
    found = same_name(typed, her.state.diary, {})
    assert found
    assert found.by == "hers"
    assert same_name(typed, her.state.diary, {}, but=one.id) is None
    assert same_name("another drive", her.state.diary, {}) is None


# ---- weeks ----


def test_weeks_count_what_was_told_and_never_what_was_not() -> None:
    her = Her()
    her.says("day", on=her.day(-1), woke=True, sleep="poor", load="more", sure=4, worst=3)
    her.says("day", on=her.day(-2), woke=False, sleep="good", load="less")
    her.says("spasm", worst=7, began_at=(her.now - timedelta(days=1)).isoformat())
    her.says("medicine", name="the tablets", taken_at=(her.now - timedelta(days=9)).isoformat())
    before, last, this = diary_weeks(her.state.diary, her.today, 3)
    assert (last.days_told, last.spasms, last.worst) == (2, 1, 7)
    assert (last.nights_told, last.nights_woken, last.sleeps_told, last.sleeps_bad) == (2, 1, 2, 1)
    assert (last.loads_told, last.loads_more, last.loads_less, last.sure) == (2, 1, 1, 4)
    assert (before.days_told, before.worst, before.medicine_days) == (0, None, 1)
    assert (this.days_told, this.worst, this.sure) == (0, None, None)


# ---- the check comes first ----


def wanted(her: Her, **body: Any) -> str | None:
    spasm = her.says("spasm", **body)
    return check_wanted(her.state, her.state.diary.by_id[spasm.id])


def checked() -> Her:
    her = Her()
    her.is_pregnant(31)
    her.has_no_conditions()
    her.checks()
    return her


def test_a_spasm_that_was_just_checked_needs_no_second_check() -> None:
    assert wanted(checked(), worst=5) is None


def test_a_spasm_long_after_the_check_is_a_new_one() -> None:
    assert wanted(checked().after(hours=20), worst=5) == "new"


@pytest.mark.parametrize(("body", "why"), [({"feels": "leg"}, "leg"), ({"worst": 8}, "strong"), ({"worst": 7}, None)])
def test_what_asks_for_the_check_first(body: dict[str, Any], why: str | None) -> None:
    assert wanted(checked(), **body) == why


def test_a_jump_of_three_asks_for_it_and_no_check_at_all_as_well() -> None:
    her = checked()
    her.says("spasm", worst=2)
    assert wanted(her, worst=5) == "due"
    assert wanted(Her(), worst=1) == "due"


def test_a_pause_comes_before_everything() -> None:
    her = checked()
    her.checks(sgn_breath="yes")
    assert wanted(her, worst=9, feels="leg") == "paused"
