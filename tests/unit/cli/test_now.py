"""``steadyback now``: what she types, what she reads, and what her diary holds afterwards."""

from __future__ import annotations

import io
import itertools
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from steadyback.care.state import State, state_of
from steadyback.cli.main import main
from steadyback.cli.now_answers import read_line
from steadyback.cli.now_sitting import Sitting
from steadyback.cli.now_telling import read_past_day, read_weeks
from steadyback.cli.store import Diary
from steadyback.cli.terminal import Left, Terminal
from steadyback.engine.check import screens
from steadyback.engine.ladder import Ladder
from steadyback.engine.replies import NOTHING_SAID
from steadyback.journal.entry import Entry
from steadyback.journal.memory_store import MemoryStore
from steadyback.journal.merge import MergeVerdict
from steadyback.journal.store import StoreError
from tests.scenarios.telling import DAY_ONE, Her, the_rules

#: The six groups; after the first she is asked for her own words, and leaves them out.
CLEAR = ["none", "", *["none"] * 5]


def place_of(sign: str) -> tuple[int, int, int]:
    """Screen and number of a sign at 31 weeks, and how many stand on that screen."""
    her = Her()
    her.is_pregnant(31)
    rules = the_rules()
    for number, screen in enumerate(screens(rules.knowledge, rules.naming, NOTHING_SAID, her.state.timing)):
        names = [one.id for one in screen.signs]
        if sign in names:
            return number, names.index(sign) + 1, len(names)
    raise AssertionError(f"{sign} is not asked at 31 weeks")


def saying(answer: str, sign: str) -> list[str]:
    """What to type for a whole check, or as far as it goes: ``answer`` to ``sign``, and none of the others."""
    screen, number, _ = place_of(sign)
    typed = ["none"] * screen + [f"{number} {answer}"] + ["none"] * (6 - screen)
    return [*typed[:1], "", *typed[1:]] if screen else [typed[0], "none", "", *typed[2:]]


PREGNANT = ["1", "31", "uk"]
TODAY = date(2026, 3, 2)


class Talk:
    """One sitting with what she types; afterwards what was said, what is kept, and how it ended."""

    def __init__(self, *typed: str, known: Sequence[Entry] = (), store: MemoryStore | None = None) -> None:
        start = max([DAY_ONE, *(datetime.fromisoformat(entry.at) for entry in known)])
        ticks = (start + timedelta(minutes=1, seconds=number) for number in itertools.count())
        self.out = io.StringIO()
        self.store = store or MemoryStore()
        self.diary = Diary(self.store, known, lambda: next(ticks))
        terminal = Terminal(io.StringIO("".join(f"{line}\n" for line in typed)), self.out, environ={}, columns=80)
        sitting = Sitting(terminal, self.diary, the_rules())
        self.ended = "by itself"
        try:
            sitting.go()
        except Left as left:
            self.ended = "she left" if left.of_her_own else "nothing more to read"
            sitting.leave()
        self.rest = terminal.read.read()

    @property
    def said(self) -> str:
        return self.out.getvalue()

    @property
    def words(self) -> str:
        """What was said, without its line breaks."""
        return " ".join(self.said.split())

    @property
    def kept(self) -> list[Entry]:
        return list(self.store.all())

    def kinds(self) -> list[str]:
        return [entry.kind for entry in self.kept]

    @property
    def state(self) -> State:
        return state_of(self.diary.entries(), the_rules(), self.diary.now())


def test_all_is_well_from_the_first_question_to_the_log() -> None:
    talk = Talk(*PREGNANT, *CLEAR, "same", "better", "3", "6", "3", "2", "n")
    assert talk.ended == "by itself"
    assert talk.rest == ""
    assert talk.kinds() == ["due-date", "country", "check", "ladder", "ladder", "ladder", "ladder", "spasm"]
    assert [entry.body["did"] for entry in talk.kept if entry.kind == "ladder"] == ["start", "done", "done", "finish"]
    assert talk.kept[-1].body["worst"] == 6
    assert talk.kept[-1].body["where"] == "low-all"
    assert talk.kept[-1].body["doing"] == "trg-long-sitting"
    assert talk.state.ladder == Ladder("done", helped=("lad-2-warm",))
    assert "Self-care: You can care for this at home" in talk.said
    assert "If you feel that something is badly wrong" in talk.said


def test_every_step_says_what_to_do_for_how_long_and_when_to_stop() -> None:
    talk = Talk(*PREGNANT, *CLEAR, "1", "3", "", "", "", "n")
    assert "Step 1 of 8: Stand tall and breathe" in talk.said
    assert "How long: One minute" in talk.said
    assert "Stop if pain shoots down a leg" in talk.said
    assert "Timer: 1 minute and 5 seconds." in talk.said
    assert "Source: " in talk.said


def test_no_line_is_wider_than_the_screen() -> None:
    talk = Talk(*PREGNANT, *CLEAR, "same", "same", "same", *["none"] * 6, "better", "3", "", "", "", "", *["none"] * 4)
    prompts = [line for line in talk.said.splitlines() if " > " in line or line.endswith(" >")]
    assert all(len(line) <= 80 for line in talk.said.splitlines() if line not in prompts)


def test_a_yes_to_an_emergency_stops_at_once() -> None:
    talk = Talk(*PREGNANT, *saying("yes", "sgn-breath"), "never read")
    assert talk.rest.endswith("never read\n")
    assert "Check 3 of 6" not in talk.said
    assert "Emergency: Call an ambulance now" in talk.said
    assert "Ambulance: 999" in talk.said
    assert "“I am 31 weeks pregnant. I am short of breath, have chest pain, or cough blood.”" in talk.words
    assert "This can be a sign of" in talk.words
    assert "We did not ask about the rest" in talk.words
    assert "Source: " in talk.said
    check = talk.kept[-1]
    assert check.kind == "check"
    assert check.body["answers"]["sgn-breath"] == "yes"
    assert "sgn-faint" not in check.body["answers"], "what she was not asked on about is not answered"
    assert talk.state.ladder.status == "paused"


@pytest.mark.parametrize("answer", ["?", "not sure", ": unsure"])
def test_not_sure_about_an_emergency_is_an_emergency(answer: str) -> None:
    talk = Talk(*PREGNANT, *saying(answer, "sgn-saddle"))
    assert "Emergency: " in talk.said
    assert "I am not sure about this: I am numb" in talk.words


def test_a_same_day_sign_does_not_end_the_questions() -> None:
    talk = Talk(*PREGNANT, *saying("yes", "sgn-calf"))
    assert "Check 6 of 6" in talk.said
    assert "Same day: Phone your maternity unit today, day or night" in talk.said
    assert "All steps and moves are stopped" in talk.said
    assert "Step 1" not in talk.said


def test_her_own_number_comes_first() -> None:
    her = Her()
    her.is_pregnant(31)
    her.says("country", code="uk")
    her.says("contact", who="maternity", name="Ward 4", number="0117 496 0123")
    talk = Talk(*saying("yes", "sgn-calf"), known=her.entries)
    assert talk.said.index("Ward 4: 0117 496 0123") < talk.said.index("NHS 111: 111")
    assert "First: Ward 4: 0117 496 0123" in talk.said


def test_no_country_is_ever_assumed() -> None:
    talk = Talk("1", "31", "", *saying("yes", "sgn-breath"))
    assert "Call your local emergency number." in talk.said
    assert not {"999", "911", "112"} & set(talk.said.replace(".", " ").split())
    assert "country" not in talk.kinds()


def test_every_sign_must_be_answered_and_none_never_takes_a_yes_back() -> None:
    screen, number, count = place_of("sgn-shooting")
    assert screen == 0
    others = [one for one in range(1, count + 1) if one != number]
    lines = [f"{number} yes", "", f"{count + 1} yes", "1 yes yes", f"{others[0]} no, {others[1]} no", "none", "q"]
    talk = Talk("1", "31", "uk", *lines)
    assert f"Still open: {', '.join(map(str, others))}." in talk.said
    assert talk.said.count("That was not clear.") == 3
    assert f"Still open: {', '.join(map(str, others[2:]))}." in talk.said
    answers = talk.kept[-1].body["answers"]
    assert answers["sgn-shooting"] == "yes"
    assert answers["sgn-wee-poo"] == "no"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("none", "none"),
        (" None. ", "none"),
        ("none of these", "none"),
        ("2 yes", {2: "yes"}),
        ("2y", {2: "yes"}),
        ("1 no 2 yes, 3 ?", {1: "no", 2: "yes", 3: "unsure"}),
        ("1: not sure", {1: "unsure"}),
        ("3 ?; 1 n", {3: "unsure", 1: "no"}),
        ("", None),
        ("yes", None),
        ("2", None),
        ("0 yes", None),
        ("9 yes", None),
        ("2 yes 2 no", None),
        ("2 yes please", None),
        ("2 nobody", None),
        ("٢ yes", None),
    ],
)
def test_reading_a_line_of_answers(line: str, found: object) -> None:
    assert read_line(line, 6) == found


# --- the pause ------------------------------------------------------------------------------------------------


def paused() -> Her:
    her = Her()
    her.is_pregnant(31)
    her.says("country", code="uk")
    her.checks(sgn_fever="yes")
    return her


@pytest.mark.parametrize("typed", ["yes", "1", "", "seen", "I have not been seen", "I have been seen today"])
def test_nothing_but_the_words_leads_on(typed: str) -> None:
    talk = Talk(typed, known=paused().entries)
    assert "Has somebody looked at you?" in talk.said
    assert "The steps stay stopped" in talk.said
    assert "Step 1" not in talk.said
    assert "Check 1" not in talk.said
    assert talk.kinds() == []


def test_i_have_been_seen_leads_to_the_check_and_not_past_it() -> None:
    talk = Talk("i have been seen.", "the night midwife", *CLEAR, "q", known=paused().entries)
    seen, check = talk.kept[:2]
    assert (seen.kind, seen.body["by"], seen.body["words"]) == ("seen", "the night midwife", "I have been seen")
    assert "fever-any" in seen.body["flags"]
    assert (check.kind, check.body["about"]) == ("check", "again")
    assert "Step 1 of 8" in talk.said


def test_words_typed_are_kept_when_nothing_follows() -> None:
    talk = Talk("I have been seen", known=paused().entries)
    assert talk.kinds() == ["seen"]
    assert talk.kept[0].body["by"] == "not said"


def test_a_check_while_paused_adds_and_lifts_nothing() -> None:
    talk = Talk("check", *CLEAR, "q", known=paused().entries)
    assert talk.kinds() == ["check"]
    assert talk.state.ladder.status == "paused"
    assert "Step 1" not in talk.said


# --- the ladder -----------------------------------------------------------------------------------------------


def test_the_conditions_are_asked_before_the_step_that_needs_them() -> None:
    talk = Talk(*PREGNANT, *CLEAR, "same", "same", "same", *["none"] * 6, "q")
    assert talk.said.index("Step 3 of 8") < talk.said.index("Before the moves, one question")
    assert talk.said.index("Before the moves, one question") < talk.said.index("Step 4 of 8")
    assert talk.state.ladder[:2] == ("resting", "lad-4-tilt-catcow")
    assert {"scr-previa", "scr-twins", "lim-wrist"} <= set(talk.state.facts.answers)


def test_a_condition_leaves_the_moves_out() -> None:
    conditions = ["none", "none", "5 yes", "2 no", "none", "none", "none", "none"]
    talk = Talk(*PREGNANT, *CLEAR, "same", "same", "same", *conditions, "q")
    assert talk.state.facts.answers["scr-previa"].slug == "yes"
    assert "Step 4 of 8" not in talk.said
    held = talk.words.split("Not for you now:")[1]
    assert "Tilts and cat-cow. Check first with your maternity team." in held
    assert "Step 1 of 8" in held, "walking is held as well: she starts from the lowest step that is open"


def test_a_condition_that_is_a_sign_pauses() -> None:
    talk = Talk(*PREGNANT, *CLEAR, "same", "same", "same", "none", "none", "6 yes", "none", "none", "none")
    assert talk.state.ladder.status == "paused"
    assert "ptl-rhythmic" in talk.state.ladder.paused_by
    assert "All steps and moves are stopped" in talk.words
    assert "Step 4" not in talk.said
    assert "Step 7" not in talk.said


@pytest.mark.parametrize("felt", ["worse", "4"])
def test_worse_or_changed_asks_the_check_again(felt: str) -> None:
    talk = Talk(*PREGNANT, *CLEAR, felt, *saying("yes", "sgn-shooting"))
    assert "Stop. Let us check again." in talk.said
    assert [entry.body["about"] for entry in talk.kept if entry.kind == "check"] == ["spasm", "again"]
    assert "neuro-shooting-leg" in talk.state.ladder.paused_by
    assert "Review: Book a visit within 3 days" in talk.said
    assert "All steps and moves are stopped" in talk.words


def test_one_step_easier() -> None:
    talk = Talk(*PREGNANT, *CLEAR, "same", "easier", "q")
    assert [entry.body["did"] for entry in talk.kept if entry.kind == "ladder"] == [
        "start",
        "done",
        "ease-back",
        "pause",
    ]
    assert talk.state.ladder[:2] == ("resting", "lad-1-reset-breathe")


def test_she_goes_on_where_she_was() -> None:
    first = Talk(*PREGNANT, *CLEAR, "same", "q")
    assert first.ended == "she left"
    assert "What you told is kept." in first.words
    again = Talk("1", "1", "3", "", "", "", "n", known=first.kept)
    assert "You were on step 2: Warm your back" in again.said
    assert "Check 1" not in again.said
    assert "Where are you?" not in again.said
    assert again.state.ladder.helped == ("lad-2-warm",)


def test_a_new_grab_begins_with_the_check() -> None:
    first = Talk(*PREGNANT, *CLEAR, "same", "q")
    again = Talk("2", *CLEAR, "q", known=first.kept)
    assert "Check 1 of 6" in again.said
    assert "Step 1 of 8" in again.said


def test_an_old_check_is_asked_anew() -> None:
    her = Her()
    her.is_pregnant(31)
    her.says("country", code="uk")
    her.checks()
    her.climbs("start")
    her.after(days=8).says("note", text="a week later")
    talk = Talk("q", known=her.entries)
    assert "Check 1 of 6" in talk.said


def test_later_signs_are_asked_once_it_has_settled() -> None:
    talk = Talk(*PREGNANT, *CLEAR, "1", "3", "", "", "", "", "5 yes", *["none"] * 4)
    assert talk.kept[-1].body["about"] == "other"
    assert talk.kept[-1].body["answers"]["fear-moving"] == "yes"
    assert "Review: Book a visit within 3 days" in talk.said
    assert talk.state.ladder.status == "done"


# --- breaking off ---------------------------------------------------------------------------------------------


def test_what_she_said_of_a_check_is_kept_when_she_breaks_off() -> None:
    talk = Talk(*PREGNANT, *saying("yes", "sgn-shooting")[:1])
    assert talk.ended == "nothing more to read"
    assert talk.kept[-1].body["answers"] == {"sgn-shooting": "yes"}
    assert talk.state.ladder.status == "paused"
    assert "Review: " in talk.said
    assert "What we could not check:" in talk.said


def test_a_part_of_a_check_never_opens_the_ladder() -> None:
    talk = Talk(*PREGNANT, "none", "none", "none", "none", "none", "1 no")
    assert talk.state.ladder.status == "shut"
    assert talk.state.check_is_due


def test_how_it_felt_is_kept_when_she_breaks_off_in_the_questions_that_follow() -> None:
    talk = Talk(*PREGNANT, *CLEAR, "same", "same", "same", "1 no")
    assert talk.kept[-3].body["answers"] == {"scr-abruption": "no"}
    assert talk.kept[-2].body["did"] == "done"
    assert talk.state.ladder.status == "resting"


def test_call_shows_the_numbers_at_any_question() -> None:
    talk = Talk(*PREGNANT, "call", "q")
    assert "Ambulance: 999" in talk.said
    assert "Samaritans, somebody to listen: 116 123" in talk.said


class FullStore(MemoryStore):
    """A disk that is full after a few entries."""

    def append(self, entries: Iterable[Entry]) -> list[MergeVerdict]:
        if self.count() >= 2:
            raise StoreError("the disk is full", "diary", "make room")
        return super().append(entries)


def test_a_full_disk_does_not_take_the_card_away() -> None:
    talk = Talk(*PREGNANT, *saying("yes", "sgn-breath"), store=FullStore())
    assert "Emergency: " in talk.said
    assert "We could not save that" in talk.words
    assert talk.diary.trouble == "diary: the disk is full; make room"
    assert talk.state.ladder.status == "paused", "it counts while the sitting lasts"


# --- her stage ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("31", {"weeks": 31, "days": None, "on": "2026-03-02"}),
        ("24+3", {"weeks": 24, "days": 3, "on": "2026-03-02"}),
        ("9 weeks", {"weeks": 9, "days": None, "on": "2026-03-02"}),
        ("2026-07-01", {"edd": "2026-07-01"}),
        ("", {}),
        ("?", {}),
    ],
)
def test_how_far_she_is(text: str, told: dict[str, object]) -> None:
    assert read_weeks(text, TODAY) == {"source": "unknown", **told}


@pytest.mark.parametrize("text", ["57", "31+7", "-3", "2028-07-01", "2020-01-01", "soon", "3١"])
def test_a_week_that_cannot_be(text: str) -> None:
    assert read_weeks(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-02-21", date(2026, 2, 21)),
        ("9 days", date(2026, 2, 21)),
        ("3 weeks ago", date(2026, 2, 9)),
        ("today", TODAY),
        ("yesterday", date(2026, 3, 1)),
        ("2026-03-03", None),
        ("2026-02-30", None),
        ("long ago", None),
    ],
)
def test_a_day_that_has_been(text: str, day: date | None) -> None:
    assert read_past_day(text, TODAY) == day


def test_after_a_caesarean() -> None:
    talk = Talk("2", "9 days", "3", "yes", "uk", "1 yes")
    assert talk.kept[0].body == {"on": "2026-02-21", "mode": "caesarean", "weeks": None}
    assert talk.kept[1].body == {"answers": {"block-history": "yes"}}
    assert "I had a baby 9 days ago." in talk.said


def test_after_a_loss_nobody_asks_about_a_baby() -> None:
    talk = Talk("3", "3 weeks", "uk", *["none"] * 6, "q")
    assert talk.kept[0].kind == "loss"
    after = talk.said.split("We will not ask about a baby.")[1]
    assert "baby" not in after.split("Step 1")[0].replace("Tummy, bleeding and baby", "").lower()


def test_stage_and_country_may_be_left_out_and_more_is_asked_then() -> None:
    talk = Talk("", "", *["none"] * 6, "q")
    assert talk.kept[0].kind == "check"
    assert {"sgn-moves", "sgn-pph"} <= set(talk.kept[0].body["shown"])


# --- the command ----------------------------------------------------------------------------------------------


def test_no_save_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("1\n31\nuk\n1 yes\n"))
    assert main(["now", "--no-save", "--data", str(tmp_path / "new")]) == 0
    assert "Nothing is saved this time." in capsys.readouterr().out
    assert not (tmp_path / "new").exists()


def test_a_diary_that_is_none_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "journal.sqlite3").write_bytes(b"this is not a diary, and it is long enough to be looked at" * 20)
    assert main(["now", "--data", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert len(error.splitlines()) == 1
    assert "phone first" in error


def test_instants_of_a_sitting_only_go_up() -> None:
    times = iter([datetime(2026, 3, 2, 3, minute, tzinfo=UTC) for minute in (9, 5, 7)])
    diary = Diary(None, (), lambda: next(times))
    stamps = [diary.stamp().at for _ in range(3)]
    assert stamps == sorted(stamps)
    assert len(set(stamps)) == 3
