"""The pages about herself as pure functions: what they keep, what they refuse at which field, and what they never say."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest

from steadyback.care.rules import Rules
from steadyback.care.state import state_of
from steadyback.vocabulary.timing import BirthMode, Stage, at_week
from steadyback.web.after_a_loss import NAMES_A_BABY
from steadyback.web.exchange import Reply, Request
from steadyback.web.handle import handle
from tests.unit.web.test_handle import NOW, Desk

PAGES = (
    "/me",
    "/me/stage",
    "/me/loss",
    "/me/conditions",
    "/me/limits",
    "/me/history",
    "/me/clearance",
    "/me/numbers",
    "/me/plan",
    "/me/wishes",
    "/me/look",
    "/me/needs",
    "/me/reminders",
)


def day(days: int) -> str:
    return (NOW.date() + timedelta(days=days)).isoformat()


def pregnant(desk: Desk, weeks: int = 30) -> Desk:
    assert desk.ask("POST", "/me/stage", part="pregnant", way="scan", edd=day(280 - weeks * 7)).see
    return desk


def words(reply: Reply) -> str:
    text = re.sub(r"<(script|style|svg).*?</\1>", " ", reply.body, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def fault(reply: Reply, field: str) -> str:
    """What is said at a field, in a form that came back."""
    assert reply.status == 422, reply.see
    assert not reply.entries
    found = re.search(rf'id="fault-{field}"[^>]*>([^<]+)<', reply.body)
    assert found, f"nothing is said at {field}"
    return unescape(found[1])


# --- how far she is ---


@pytest.mark.parametrize(
    ("told", "timing"),
    [
        ({"way": "scan", "edd": day(70)}, at_week(Stage.PREGNANT, 30, day=0)),
        ({"way": "period", "lmp": day(-100)}, at_week(Stage.PREGNANT, 14, day=2)),
        ({"way": "weeks", "weeks": "24", "days": "3"}, at_week(Stage.PREGNANT, 24, day=3)),
        ({"way": "weeks", "weeks": "24"}, at_week(Stage.PREGNANT, 24)),
        ({"way": "unknown"}, at_week(Stage.PREGNANT, None)),
    ],
)
def test_how_far_she_is_can_be_told_in_any_one_way(desk: Desk, told: dict[str, str], timing: object) -> None:
    assert desk.ask("POST", "/me/stage", part="pregnant", **told).see == "/me?saved=stage"
    assert desk.state.timing == timing


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("edd", {"way": "scan", "edd": "2026-02-31"}),
        ("edd", {"way": "scan", "edd": "2028-02-01"}),
        ("edd", {"way": "scan"}),
        ("lmp", {"way": "period", "lmp": day(1)}),
        ("lmp", {"way": "period", "lmp": day(-45 * 7)}),
        ("lmp", {"way": "period", "lmp": "next Tuesday"}),
        ("weeks", {"way": "weeks", "weeks": "45"}),
        ("weeks", {"way": "weeks", "weeks": "-1"}),
        ("weeks", {"way": "weeks", "weeks": "²"}),
        ("weeks", {"way": "weeks", "days": "3"}),
        ("days", {"way": "weeks", "weeks": "24", "days": "7"}),
        ("babies", {"way": "unknown", "babies": "9"}),
        ("babies", {"way": "unknown", "babies": "0"}),
        ("way", {}),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_kept_in_the_form(
    desk: Desk, field: str, told: dict[str, str]
) -> None:
    reply = desk.ask("POST", "/me/stage", part="pregnant", **told)
    assert fault(reply, field).endswith(".")
    if told.get(field):
        assert f'value="{told[field]}"' in reply.body
    assert desk.kept == []


def test_twins_are_a_condition_that_matters_to_the_moves_at_once(desk: Desk) -> None:
    desk.ask("POST", "/me/stage", part="pregnant", way="scan", edd=day(70), babies="2")
    assert desk.state.facts.answers["scr-twins"].slug == "yes"
    assert "scr-triplets" not in desk.state.facts.answers
    assert "Twins." in words(desk.ask("GET", "/me"))


def test_one_baby_is_no_answer_to_the_question_about_twins(desk: Desk) -> None:
    desk.ask("POST", "/me/stage", part="pregnant", way="scan", edd=day(70), babies="1")
    assert "scr-twins" not in desk.state.facts.answers


# --- a birth ---


def test_a_birth_with_all_that_follows_from_it(desk: Desk) -> None:
    pregnant(desk)
    told = {"birth_on": day(-2), "mode": "caesarean", "block": "yes", "tear": "unsure", "special": "yes", "babies": "2"}
    assert desk.ask("POST", "/me/stage", part="birth", **told).see
    assert desk.state.timing == at_week(Stage.POSTPARTUM, 0, day=2, birth=BirthMode.CAESAREAN)
    answers = {name: answer.slug for name, answer in desk.state.facts.answers.items()}
    assert answers == {
        "block-history": "yes",
        "lim-severe-tear": "unsure",
        "scr-pp-severe-tear": "unsure",
        "baby-premature-or-ill": "yes",
    }
    assert desk.state.diary.of("birth")[0].body["babies"] == 2


@pytest.mark.parametrize(
    ("on", "says"),
    [
        (day(-30 * 7 - 1), "before the pregnancy began"),
        (day(1), "has not come yet"),
        ("2026-02-31", "not a date"),
        ("", "Please give the day"),
        ("1899-01-01", "too long ago"),
    ],
)
def test_a_birth_that_cannot_be_is_refused_at_the_field(desk: Desk, on: str, says: str) -> None:
    pregnant(desk, 30)
    assert says in fault(desk.ask("POST", "/me/stage", part="birth", birth_on=on, mode="vaginal"), "birth_on")
    assert desk.state.timing.stage is Stage.PREGNANT


def test_the_short_form_refuses_it_too(desk: Desk) -> None:
    pregnant(desk, 30)
    reply = desk.ask("POST", "/you", stage="birth", birth_on=day(-30 * 7 - 1))
    assert "before the pregnancy began" in fault(reply, "birth_on")
    assert desk.ask("POST", "/you", stage="birth", birth_on=day(-1)).see


def test_a_birth_may_come_in_any_week_but_not_after_44(desk: Desk) -> None:
    pregnant(desk, 30)
    assert desk.ask("POST", "/me/stage", part="birth", birth_on=day(-30 * 7)).see
    desk.kept.clear()
    desk.ask("POST", "/me/stage", part="pregnant", way="scan", edd=day(-35))
    assert "44 weeks" in fault(desk.ask("POST", "/me/stage", part="birth", birth_on=day(0)), "birth_on")
    assert desk.ask("POST", "/me/stage", part="birth", birth_on=day(-1)).see, "44 weeks and 6 days"


def test_a_correction_of_the_birth_counts_and_can_be_undone(desk: Desk) -> None:
    pregnant(desk)
    desk.ask("POST", "/me/stage", part="birth", birth_on=day(-2))
    desk.ask("POST", "/me/stage", part="birth", birth_on=day(-3), mode="vaginal")
    assert desk.state.timing.first_day == 3
    assert "Undo: I have not given birth yet" in words(desk.ask("GET", "/me/stage"))
    desk.ask("POST", "/me/undo", what="birth")
    assert desk.state.timing.stage is Stage.PREGNANT


# --- a loss ---


def test_a_loss_is_two_taps_from_me_and_can_be_undone_from_there(desk: Desk) -> None:
    before = pregnant(desk).state.timing
    assert 'href="/me/loss">I am no longer pregnant</a>' in desk.ask("GET", "/me").body
    assert desk.ask("POST", "/me/loss").see == "/me/loss?saved=1"
    assert desk.state.timing.is_loss
    assert "We are sorry" in words(desk.ask("GET", "/me/loss", saved="1"))
    assert "Undo" in words(desk.ask("GET", "/me"))
    assert desk.ask("POST", "/me/undo", what="loss").see
    assert desk.state.timing == before


def test_a_loss_sent_twice_is_one(desk: Desk) -> None:
    pregnant(desk).ask("POST", "/me/loss")
    desk.ask("POST", "/me/loss")
    assert len(desk.state.diary.of("loss")) == 1


@pytest.mark.parametrize("on", [day(1), "2026-02-31", day(-30 * 7 - 1)])
def test_a_day_of_a_loss_that_cannot_be_is_refused_kindly(desk: Desk, on: str) -> None:
    assert fault(pregnant(desk).ask("POST", "/me/loss", loss_on=on), "loss_on")
    assert not desk.state.timing.is_loss


def test_after_a_birth_the_body_goes_on_counting_from_it(desk: Desk) -> None:
    pregnant(desk).ask("POST", "/me/stage", part="birth", birth_on=day(-20), mode="caesarean")
    before = desk.state.timing
    desk.ask("POST", "/me/loss")
    assert desk.state.timing == before._replace(is_loss=True)


@pytest.mark.parametrize("told_first", [{}, {"part": "birth", "birth_on": day(-20), "mode": "caesarean"}])
def test_after_a_loss_no_page_about_herself_names_a_baby(desk: Desk, told_first: dict[str, str]) -> None:
    pregnant(desk)
    if told_first:
        desk.ask("POST", "/me/stage", **told_first)
    for name in ("lim-wrist", "lim-severe-tear", "lim-pubic", "lim-wound"):
        desk.ask("POST", "/me/limits", **{name: "yes"})
    for number in range(16):
        entry = desk.kept[0]._replace(
            id=f"00000000-0000-7000-8000-{number:012x}", kind="day", body={"on": day(-number), "worst": 7, "woke": True}
        )
        desk.kept.append(entry)
    assert any(NAMES_A_BABY.search(words(desk.ask("GET", page))) for page in PAGES), "before, they may"
    desk.ask("POST", "/me/loss")
    for page in PAGES:
        found = NAMES_A_BABY.search(words(desk.ask("GET", page)))
        assert not found, f"{page}: {found}"


def test_after_a_loss_no_birth_is_asked_or_taken(desk: Desk) -> None:
    pregnant(desk).ask("POST", "/me/loss")
    reply = desk.ask("POST", "/me/stage", part="birth", birth_on=day(-1))
    assert reply.see == "/me/stage"
    assert not reply.entries


# --- answers ---


def test_answers_are_kept_and_a_later_one_takes_the_place_of_an_earlier_one(desk: Desk) -> None:
    pregnant(desk).ask("POST", "/me/limits", **{"lim-wrist": "yes"})
    assert "Sore wrists" in words(desk.ask("GET", "/me"))
    desk.ask("POST", "/me/limits", **{"lim-wrist": "no"})
    assert "Sore wrists" not in words(desk.ask("GET", "/me"))


def test_what_a_limit_holds_stands_beside_it(desk: Desk) -> None:
    pregnant(desk).ask("POST", "/me/conditions", rest="no")
    desk.ask("POST", "/me/limits", **{"lim-wrist": "yes"})
    assert "Left out: Bird-dog taps." in words(desk.ask("GET", "/me"))


def test_no_to_all_the_others_never_takes_back_a_yes(desk: Desk) -> None:
    pregnant(desk).ask("POST", "/me/conditions", **{"scr-previa": "yes"})
    desk.ask("POST", "/me/conditions", rest="no")
    answers = {name: answer.slug for name, answer in desk.state.facts.answers.items()}
    assert answers.pop("scr-previa") == "yes"
    assert set(answers.values()) == {"no"}
    assert "Yes, for now" not in words(desk.ask("GET", "/me"))


def test_only_questions_of_the_page_are_taken(desk: Desk) -> None:
    reply = pregnant(desk).ask("POST", "/me/limits", **{"scr-previa": "no", "ces-saddle-numb": "no", "lim-wrist": "9"})
    assert not reply.entries


def test_safe_to_move_says_what_is_open_what_holds_and_when_it_was_told(desk: Desk) -> None:
    pregnant(desk)
    assert "questions are open" in words(desk.ask("GET", "/me"))
    desk.ask("POST", "/me/conditions", rest="no")
    assert "Yes, for now. You answered the questions about your health on Saturday 21 November" in words(
        desk.ask("GET", "/me")
    )


def test_a_new_trimester_asks_to_go_through_them_again(desk: Desk, rules: Rules) -> None:
    pregnant(desk, 27).ask("POST", "/me/conditions", rest="no")
    assert "trimester has begun" not in words(desk.ask("GET", "/me"))
    later = NOW + timedelta(weeks=2)
    reply = handle(Request("GET", "/me"), state_of(desk.kept, rules, later), rules, desk.stamps, later)
    assert "A new trimester has begun" in words(reply)


def test_every_question_says_why_it_is_asked(desk: Desk) -> None:
    """Conditions say it once above them all, limits and history one by one."""
    for page in ("/me/limits", "/me/history"):
        body = desk.ask("GET", page).body
        assert body.count("<fieldset") == body.count("why-asked") > 5


# --- clearance, numbers, plan, wishes ---


def test_a_clearance_opens_moves_and_can_be_taken_back(desk: Desk) -> None:
    desk.ask("POST", "/me/stage", part="birth", birth_on=day(-60), mode="vaginal")
    desk.ask("POST", "/me/clearance", by="my midwife", on=day(0), which="all")
    assert "my midwife said yes" in words(desk.ask("GET", "/me"))
    entry = desk.state.diary.of("clearance")[0].entry.id
    desk.ask("POST", "/me/clearance", remove=entry)
    assert desk.state.her.clearances == ()


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("by", {"on": day(0), "which": "all"}),
        ("by", {"by": "x" * 201, "on": day(0), "which": "all"}),
        ("on", {"by": "my midwife", "which": "all"}),
        ("on", {"by": "my midwife", "on": day(1), "which": "all"}),
        ("until", {"by": "my midwife", "on": day(0), "until": day(-1), "which": "all"}),
        ("which", {"by": "my midwife", "on": day(0), "which": "some"}),
        ("which", {"by": "my midwife", "on": day(0), "which": "some", "for": "ex-unknown"}),
    ],
)
def test_a_clearance_that_says_too_little_is_refused_at_the_field(desk: Desk, field: str, told: dict[str, str]) -> None:
    assert fault(desk.ask("POST", "/me/clearance", **told), field)


@pytest.mark.parametrize("number", ["ring me", "12", "1" * 41, "📞 999 999", "020-7946x0000"])
def test_a_number_that_cannot_be_dialled_is_refused_at_the_field(desk: Desk, number: str) -> None:
    reply = desk.ask("POST", "/me/numbers", maternity_number=number)
    assert "phone number" in fault(reply, "maternity_number")
    assert number in unescape(reply.body)


def test_numbers_are_kept_changed_and_deleted(desk: Desk) -> None:
    desk.ask("POST", "/me/numbers", country="uk", maternity_number="020 7946 0000", physio_number="020 7946 0002")
    assert set(desk.state.contacts) == {"maternity", "physio"}
    assert not desk.ask("POST", "/me/numbers", country="uk", maternity_number="020 7946 0000").entries
    desk.ask("POST", "/me/numbers", remove="maternity")
    assert set(desk.state.contacts) == {"physio"}


def test_a_country_that_is_not_there_is_refused(desk: Desk) -> None:
    assert fault(desk.ask("POST", "/me/numbers", country="atlantis"), "country")


def test_her_plan_is_kept_as_she_wrote_it_and_can_be_emptied(desk: Desk) -> None:
    text = "Kleine Spaziergänge 🚶‍♀️ קצר & <b>slow</b>"
    desk.ask("POST", "/me/plan", text=text, by="Sam", on=day(-1))
    assert desk.state.diary.plan is not None
    assert desk.state.diary.plan.body["text"] == text
    assert "<b>slow</b>" not in desk.ask("GET", "/me/plan").body
    desk.ask("POST", "/me/plan", text="")
    assert desk.state.diary.plan is None


def test_a_plan_of_a_hundred_thousand_letters_is_given_back_whole(desk: Desk) -> None:
    text = "walk " * 20_000
    reply = desk.ask("POST", "/me/plan", text=text)
    assert "20,000" in fault(reply, "text")
    assert text.strip() in reply.body


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("quiet_from", {"quiet_from": "25:00", "quiet_to": "07:00"}),
        ("quiet_to", {"quiet_from": "22:00"}),
        ("quiet_from", {"quiet_to": "07:00"}),
    ],
)
def test_quiet_hours_need_two_times_of_day(desk: Desk, field: str, told: dict[str, str]) -> None:
    assert fault(desk.ask("POST", "/me/wishes", **told), field)


def test_feeding_is_asked_after_a_birth_alone_and_a_bottle_is_no_answer_about_milk(desk: Desk) -> None:
    assert "How do you feed" not in words(pregnant(desk).ask("GET", "/me/wishes"))
    desk.ask("POST", "/me/stage", part="birth", birth_on=day(-2))
    assert "How do you feed" in words(desk.ask("GET", "/me/wishes"))
    desk.ask("POST", "/me/wishes", feeding="bottle")
    assert "feeding-breast" not in desk.state.facts.answers
    desk.ask("POST", "/me/wishes", feeding="both")
    assert desk.state.facts.answers["feeding-breast"].slug == "yes"


def test_the_figure_she_picks_stands_on_her_pages(desk: Desk) -> None:
    desk.ask("POST", "/me/look", look="3")
    assert "look-3" in pregnant(desk).ask("GET", "/now").body
    assert not desk.ask("POST", "/me/look", look="7").entries
    assert not desk.ask("POST", "/me/look", look="³").entries


# --- reminders and what needs a person ---


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("break_minutes", {"break_minutes": "20"}),
        ("break_minutes", {"break_minutes": "soon"}),
        ("break_to", {"break_from": "10:00", "break_to": "09:00"}),
        ("at-routine-0", {"at-routine-0": "late"}),
        ("quiet_to", {"quiet_from": "22:00"}),
    ],
)
def test_a_reminder_that_cannot_be_is_refused_at_its_field(desk: Desk, field: str, told: dict[str, str]) -> None:
    form = {"remind": ["breaks", "routine"], **{name: [text] for name, text in told.items()}}
    state = pregnant(desk).state
    reply = handle(Request("POST", "/me/reminders", {}, form), state, desk.rules, desk.stamps, NOW)
    assert fault(reply, field)


def test_fields_under_what_is_not_ticked_say_nothing(desk: Desk) -> None:
    """They are sent along by the browser, though nobody saw them."""
    hidden = {"break_minutes": "20", "break_from": "08:00", "at-pillow-0": "late", "at-routine-0": "09:00"}
    pregnant(desk).ask("POST", "/me/reminders", remind="drink", **hidden)
    wishes = desk.state.diary.preferences
    assert wishes["remind"] == ["drink"]
    assert not {"break_minutes", "break_from", "routine_at"} & set(wishes)


def test_the_number_of_the_file_only_grows(desk: Desk) -> None:
    def number() -> int:
        found = re.search(r"SEQUENCE:(\d+)", desk.ask("GET", "/reminders.ics").body)
        assert found
        return int(found[1])

    pregnant(desk).ask("POST", "/me/reminders", remind="routine")
    first = number()
    desk.ask("POST", "/me/reminders", remind="routine", **{"at-routine-0": "11:00"})
    assert number() > first


def test_the_file_holds_what_was_saved(desk: Desk) -> None:
    pregnant(desk).ask("POST", "/me/reminders", remind="routine", **{"at-routine-0": "10:15"})
    reply = desk.ask("GET", "/reminders.ics")
    assert reply.kind.startswith("text/calendar")
    assert reply.body.count("BEGIN:VEVENT") == 1
    assert "T101500\r\n" in reply.body


@pytest.mark.parametrize("told", [{"once": "belt", "minutes": "7"}, {"once": "belt", "minutes": "x"}])
def test_a_single_alarm_needs_one_of_the_minutes_offered(desk: Desk, told: dict[str, str]) -> None:
    assert pregnant(desk).ask("GET", "/reminders.ics", **told).see == "/me/reminders"


def test_what_needs_a_person_is_asked_with_its_numbers_and_answered_once(desk: Desk) -> None:
    pregnant(desk)
    for number, ago in enumerate((2, 9, 15)):
        entry = desk.kept[0]._replace(id=f"00000000-0000-7000-8000-{number:012x}", kind="spasm", body={})
        desk.kept.append(entry._replace(at=f"{day(-ago)}T03:00:00+00:00"))
    page = words(desk.ask("GET", "/me/needs"))
    assert "Have spasms come back several times in the last few weeks?" in page
    assert "You noted 3 spasms on 3 days in the last four weeks." in page
    assert desk.ask("POST", "/booked", about="spasm-recurrent", did="booked", back="/today").see == "/today"
    assert "You said that you have booked it" in words(desk.ask("GET", "/me/needs"))


def test_what_would_be_for_the_same_day_says_so_wherever_it_leads_from(desk: Desk) -> None:
    desk.ask("POST", "/me/stage", part="birth", birth_on=day(-30))
    for number in range(14):
        body = {"on": day(-number), "worst": 8 if number < 7 else 3}
        entry = desk.kept[0]._replace(id=f"00000000-0000-7000-8000-{number:012x}", kind="day", body=body)
        desk.kept.append(entry._replace(at=f"{day(-number)}T03:00:00+00:00"))
    assert "Something to talk over Phone today" in words(desk.ask("GET", "/me"))
    assert "Phone today" in words(desk.ask("GET", "/today"))
    assert "Phone today" in words(desk.ask("GET", "/diary"))
    page = words(desk.ask("GET", "/me/needs"))
    assert "If so, phone today, day or night: your maternity unit or your doctor." in page
    assert "Who to call" in page


def test_after_an_answer_she_goes_to_a_page_of_ours_alone(desk: Desk) -> None:
    reply = desk.ask("POST", "/booked", about="fear-moving", did="not-now", back="https://elsewhere.example/")
    assert reply.see == "/me/needs?saved=1"


def test_a_day_of_a_visit_that_is_none_is_refused_at_the_field(desk: Desk) -> None:
    pregnant(desk)
    for number in range(4):
        entry = desk.kept[0]._replace(
            id=f"00000000-0000-7000-8000-{number:012x}", kind="medicine", body={"name": "one"}
        )
        desk.kept.append(entry._replace(at=f"{day(-number)}T03:00:00+00:00"))
    reply = desk.ask("POST", "/booked", about="medicine-often", did="booked", **{"on-medicine-often": "2026-02-31"})
    assert "not a date" in fault(reply, "on-medicine-often")
