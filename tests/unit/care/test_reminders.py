"""Reminders: what she chose, at her times, outside her quiet hours, fit for her, and saying nothing to strangers."""

from __future__ import annotations

from typing import Any

import pytest
from icalendar import Calendar

from steadyback.care.reminders import KINDS, ONCE, choices, once, wanted
from steadyback.exchange.calendar import Reminder, calendar_file
from tests.scenarios.telling import Her

#: The rows of the founding articles that ask for a reminder, and the reminder that keeps each.
ROWS = {
    "s-011": "breaks",
    "s-014": "sit",
    "s-016": "drink",
    "s-020": "chores",
    "s-022": "pillow",
    "s-032": "heat",
    "s-055": "chores",
    "s-067": "bump-pillow",
    "s-068": "meals",
    "s-096": "belt",
    "s-116": "belt",
    "s-122": "sink",
    "s-125": "breaks",
    "s-142": "kit",
    "s-145": "burst",
    "s-146": "burst",
    "p-043": "check-up",
    "p-060": "tall",
    "p-061": "tall",
    "p-075": "hand-over",
    "p-084": "relax",
}
#: Words that would tell a stranger who looks at the lock screen.
TELLING = ("back", "spasm", "pain", "pregnan", "birth", "baby", "bump", "belt", "pelvi", "physio", "midwi", "exercise")


def pregnant(weeks: int = 30) -> Her:
    her = Her()
    her.is_pregnant(weeks)
    her.has_no_conditions()
    her.checks()
    return her


def after_birth(days: int = 20) -> Her:
    her = Her()
    her.says("birth", on=her.day(-days), mode="vaginal")
    her.has_no_conditions()
    her.checks()
    return her


def wishing(her: Her, *remind: str, **wishes: Any) -> tuple[Reminder, ...]:
    her.says("preferences", remind=list(remind), **wishes)
    return wanted(her.state, her.rules, her.now).reminders


def may_choose(her: Her) -> set[str]:
    found = (*choices(her.state, her.rules), *choices(her.state, her.rules, ONCE))
    return {one.kind.id for one in found if one.because is None}


@pytest.mark.parametrize("row", ROWS)
def test_a_row_that_asks_for_a_reminder_has_one(row: str) -> None:
    assert ROWS[row] in may_choose(pregnant()) | may_choose(after_birth())


@pytest.mark.parametrize("row", ROWS)
def test_and_it_stands_in_the_file(row: str) -> None:
    her = pregnant() if ROWS[row] in may_choose(pregnant()) else after_birth()
    kind = {one.id: one for one in (*KINDS, *ONCE)}[ROWS[row]]
    made = wishing(her, kind.id, remind_words="plain")
    if kind in ONCE:
        made = (once(kind, her.state, her.now, 20),)
    events = list(Calendar.from_ical(calendar_file(made, her.now)).walk("VEVENT"))
    assert events
    assert {str(event["SUMMARY"]) for event in events} == {kind.plain}


def test_nothing_is_set_until_she_sets_it() -> None:
    assert wanted(pregnant().state, pregnant().rules, pregnant().now).reminders == ()


def test_breaks_come_at_her_interval_between_her_hours_on_her_days() -> None:
    made = wishing(
        pregnant(), "breaks", break_from="09:00", break_to="12:00", break_minutes=45, remind_days={"breaks": ["mo"]}
    )
    assert [f"{one.start:%H:%M}" for one in made] == ["09:45", "10:30", "11:15", "12:00"]
    assert {one.days for one in made} == {("mo",)}


@pytest.mark.parametrize(("minutes", "count"), [(30, 16), (40, 12), (45, 10)])
def test_the_interval_stays_inside_what_the_article_says(minutes: int, count: int) -> None:
    assert len(wishing(pregnant(), "breaks", break_minutes=minutes)) == count


def test_quiet_hours_are_kept_and_what_they_leave_out_is_said() -> None:
    her = pregnant()
    made = wishing(her, "pillow", "drink", remind_at={"pillow": ["22:30"]}, quiet_from="22:00", quiet_to="07:00")
    assert {one.words for one in made} == {"Water"}
    assert wanted(her.state, her.rules, her.now).left_out == (
        "On your side, a pillow between your knees: 22:30 lies in your quiet hours.",
    )


def test_the_words_tell_a_stranger_nothing_unless_she_wants_it() -> None:
    for her in (pregnant(), after_birth()):
        for kind in (*KINDS, *ONCE):
            assert not any(word in kind.neutral.lower() for word in TELLING), kind.id
        ids = [one.id for one in KINDS]
        assert {one.note for one in wishing(her, *ids)} == {""}
        text = calendar_file(wishing(her, *ids), her.now).lower()
        assert not [
            word for word in TELLING if word in text.replace("prodid:-//steadyback//", "").replace("@steadyback", "")
        ]


def test_the_same_reminder_keeps_its_id_when_its_time_changes() -> None:
    her = pregnant()
    first = wishing(her, "routine", routine_at="10:00")
    second = wishing(her, "routine", routine_at="11:30")
    assert [one.id for one in first] == [one.id for one in second]
    assert first[0].start != second[0].start


def test_two_diaries_never_share_an_id() -> None:
    her, other = pregnant(), Her("tablet")
    other.entries = [entry._replace(id=entry.id.replace("7000", "7111")) for entry in her.entries]
    other.now = her.now
    assert {one.id for one in wishing(her, "routine")}.isdisjoint({one.id for one in wishing(other, "routine")})
    assert her.entries[0].id not in wishing(her, "routine")[0].id


def test_a_foot_on_a_stool_is_held_with_a_sore_pelvis_and_says_why() -> None:
    her = pregnant()
    her.told(lim_pubic="yes")
    assert wishing(her, "sink") == ()
    assert "Keep both feet down" in wanted(her.state, her.rules, her.now).left_out[0]


def test_after_a_loss_no_reminder_is_about_a_bump() -> None:
    her = pregnant()
    assert wishing(her, "bump-pillow", "routine", remind_words="plain")
    her.says("loss", on=None)
    made = wanted(her.state, her.rules, her.now)
    assert [one.words for one in made.reminders] == ["Today's moves"]
    assert made.left_out == ()


def test_while_a_sign_is_open_no_reminder_calls_to_move() -> None:
    her = pregnant()
    wishing(her, "routine", "breaks")
    her.checks(fever_any="yes")
    made = wanted(her.state, her.rules, her.now)
    assert not [one for one in made.reminders if one.words == "Stretch"]
    assert made.left_out


def test_before_the_check_up_she_is_reminded_once_to_bring_it_up() -> None:
    her = after_birth(20)
    (made,) = wishing(her, "check-up")
    assert made.days is None
    assert (made.start.date() - her.today).days == 15, "five weeks after the birth"
    assert wishing(after_birth(60), "check-up") == ()


def test_the_evening_before_what_she_has_booked() -> None:
    her = pregnant()
    her.says("booked", about="spasm-recurrent", did="booked", by="a physio", on=her.day(5))
    (made,) = wishing(her, "appointments")
    assert (made.start.date() - her.today).days == 4
    assert made.words == "Appointment tomorrow"


def test_a_single_alarm_rings_in_so_many_minutes() -> None:
    her = pregnant()
    made = once(ONCE[0], her.state, her.now, 20)
    assert (made.start - her.now.replace(tzinfo=None)).total_seconds() == 20 * 60
    assert made.days is None
