"""The diary's pages as a pure function: what they say of her days, what they keep, what they kindly refuse."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.unit.web.diary_desk import Desk, fields, offered, words

PAGES = [
    "/diary",
    "/diary/notes",
    "/diary/calendar",
    "/diary/trends",
    "/diary/settles",
    "/diary/patterns",
    "/diary/day",
    "/diary/spasm",
    "/diary/tried",
    "/diary/note",
    "/diary/medicines",
    "/diary/medicines/plan",
    "/diary/triggers",
]
RTL = "שלום 🌙 <b>bold</b>"


def pregnant(weeks: int = 31) -> Desk:
    desk = Desk()
    desk.is_pregnant(weeks, 2)
    desk.has_no_conditions()
    desk.checks()
    return desk


def lost() -> Desk:
    desk = pregnant()
    desk.says("loss", on=desk.day(0))
    return desk


def spasm_on(desk: Desk, days_ago: int, worst: int = 5) -> None:
    desk.says("spasm", worst=worst, began_at=(desk.now - timedelta(days=days_ago)).isoformat())


# ---- the front ----


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("who", [Desk, pregnant, lost])
def test_every_page_stands_for_everybody_and_keeps_nothing(path: str, who: type[Desk]) -> None:
    reply = who().asks(path)
    assert reply.status == 200
    assert len(re.findall("<h1", reply.body)) == 1
    assert not reply.entries
    assert " style=" not in reply.body


@pytest.mark.parametrize("path", PAGES)
def test_after_a_loss_no_page_names_a_baby(path: str) -> None:
    desk = lost()
    desk.says("day", on=desk.day(0), held={"trg-crib-lift": "yes"})
    desk.says("spasm", doing="trg-feeding-hunch")
    said = words(desk.asks(path))
    assert not re.findall(r"\b(?:baby|babies|bump|birth|newborn|toddler|feeding|cot|pram)\b", said, re.IGNORECASE)


def test_an_empty_diary_says_so_kindly_and_shows_no_plot() -> None:
    reply = Desk().asks("/diary")
    assert "Nothing here yet." in words(reply)
    assert '<svg class="plot"' not in reply.body


@pytest.mark.parametrize(
    ("days_ago", "says"),
    [
        ([1, 3, 5, 8, 15, 20], "A rougher fortnight: four spasms, two in the two weeks before."),
        ([1, 15], "The last two weeks: one spasm, one in the two weeks before."),
        ([15, 16, 18], "The last two weeks: no spasms, three in the two weeks before."),
        ([1], "The last two weeks: one spasm, none in the two weeks before."),
    ],
)
def test_the_sentence_counts_spasms_and_calls_it_rougher_only_when_it_is(days_ago: list[int], says: str) -> None:
    desk = Desk()
    desk.says("day", on=desk.day(-40))
    for days in days_ago:
        spasm_on(desk, days)
    assert says in words(desk.asks("/diary"))


def test_quieter_is_said_only_when_the_quiet_days_were_told() -> None:
    desk = Desk()
    desk.says("day", on=desk.day(-40))
    for days in (15, 16, 18):
        spasm_on(desk, days)
    for days in range(7):
        desk.says("day", on=desk.day(-days), worst=1)
    assert "A quieter fortnight: no spasms, three in the two weeks before." in words(desk.asks("/diary"))


def test_a_young_diary_is_not_compared_with_weeks_before_it_began() -> None:
    desk = Desk()
    spasm_on(desk, 3)
    said = words(desk.asks("/diary"))
    assert "One spasm in the last two weeks." in said
    assert "before" not in said


def test_each_day_of_five_weeks_is_a_link_with_its_words() -> None:
    desk = Desk()
    desk.says("day", on=desk.day(-1), worst=4)
    spasm_on(desk, 1, worst=8)
    desk.says("day", on=desk.day(-2))
    reply = desk.asks("/diary")
    days = re.findall(r'<a href="/diary/day\?on=([\d-]+)">.*?<span class="vh">([^<]*)</span></a>', reply.body)
    assert len(days) == 29, "Monday 2 March is the first day of its week"
    assert dict(days)[desk.day(-1)] == "Sunday 1 March: worst pain 8, one spasm"
    assert dict(days)[desk.day(-2)] == "Saturday 28 February: told, without a number"
    assert dict(days)[desk.day(-3)] == "Friday 27 February: no note"
    assert dict(days)[desk.day(0)].startswith("Today, Monday 2 March")


def test_the_plot_bears_the_week_and_after_a_loss_nothing() -> None:
    desk = pregnant(30)
    desk.says("day", on=desk.day(-1), worst=4)
    assert ">28 weeks</text>" in desk.asks("/diary").body
    desk.says("loss", on=desk.day(0))
    assert "weeks</text>" not in desk.asks("/diary").body


def test_the_birth_is_marked_on_the_plot() -> None:
    desk = Desk()
    desk.says("birth", on=desk.day(-10), mode="vaginal")
    desk.says("day", on=desk.day(-1), worst=4)
    assert ">birth</text>" in desk.asks("/diary").body


def test_notes_stand_newest_first_and_go_on_over_pages() -> None:
    desk = Desk()
    for number in range(45):
        desk.says("note", text=f"number {number}", on=desk.day(-number))
    first, third = desk.asks("/diary/notes"), desk.asks("/diary/notes", page="3")
    assert [re.findall(r"number (\d+)", words(page)) for page in (first, third)] == [
        [str(number) for number in range(20)],
        [str(number) for number in range(40, 45)],
    ]
    assert "Older" in words(first)
    assert "Older" not in words(third)
    for page in ("0", "-1", "99999", "two"):
        assert desk.asks("/diary/notes", page=page).status == 200


def test_months_go_back_to_the_first_day_and_no_further() -> None:
    desk = Desk()
    desk.says("day", on=desk.day(-40), worst=3)
    assert "January 2026" in desk.asks("/diary/calendar", month="2026-01").body
    assert "/diary/calendar?month=2025-12" not in desk.asks("/diary/calendar", month="2026-01").body
    assert "March 2026" in words(desk.asks("/diary/calendar", month="2025-01"))
    assert desk.asks("/diary/calendar", month="2026-13").status == 422


# ---- a day ----


def test_a_day_is_kept_whole_and_left_out_is_not_known() -> None:
    desk = pregnant()
    told = {
        "on": desk.day(0), "worst": "4", "sleep": "broken", "woke": "yes", "load": "more", "managed": "with-effort",
        "sure": "6", "note": RTL, "held-trg-long-sitting": "yes", "held-trg-bend-twist": "", "held-hab-steady-meals": "no",
    }  # fmt: skip
    reply = desk.sends("/diary/day", told)
    assert reply.status == 200
    assert desk.newest().body == {
        "on": desk.day(0), "worst": 4, "sleep": "broken", "woke": True, "load": "more", "managed": "with-effort",
        "sure": 6, "note": RTL, "held": {"trg-long-sitting": "yes", "hab-steady-meals": "no"},
    }  # fmt: skip
    page = desk.follows(reply)
    assert "Saved." in words(page)
    assert RTL not in page.body, "what she wrote is text, never markup"
    assert "&lt;b&gt;bold&lt;/b&gt;" in page.body


def test_the_others_no_answers_only_what_stood_there_and_was_left() -> None:
    desk = pregnant()
    form = {"held-trg-long-sitting": "yes", "held-trg-bend-twist": "", "held-trg-reach-high": "", "rest": "no"}
    desk.sends("/diary/day", form)
    assert desk.newest().body["held"] == {"trg-long-sitting": "yes", "trg-bend-twist": "no"}


def test_a_day_told_twice_is_one_day_with_undo() -> None:
    desk = pregnant()
    desk.sends("/diary/day", {"on": desk.day(-3), "worst": "2"})
    reply = desk.sends("/diary/day", {"on": desk.day(-3), "worst": "7"})
    page = desk.follows(reply)
    assert "Changed." in words(page)
    assert len(desk.bodies("day")) == 1
    desk.sends("/diary/undo", fields(page) | {"back": "/diary"})
    assert desk.bodies("day")[0]["worst"] == 2


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("worst", "14", "Pain goes from 0 to 10."),
        ("worst", "-1", "Pain goes from 0 to 10."),
        ("worst", "7/10", "Pain goes from 0 to 10."),
        ("sure", "99", "How sure you are goes from 0 to 10."),
        ("on", "2026-02-31", "This is not a date."),
        ("on", "2026-03-03", "This day has not come yet."),
        ("on", "0026-03-03", "This is not a date."),
        ("load", "heavy", "Choose one of these"),
        ("note", "x" * 100_000, "This has 100,000 characters and we can keep 20,000."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(field: str, value: str, says: str) -> None:
    desk = pregnant()
    before = len(desk.entries)
    reply = desk.sends("/diary/day", {"form": "1", "on": desk.day(0), "note": "kept", "worst": "3", field: value})
    assert reply.status == 422
    assert len(desk.entries) == before
    fault = re.search(rf'id="fault-{field}"[^>]*>([^<]*)<', reply.body)
    assert fault
    assert says in fault[1]
    assert (value if field == "note" else "kept") in reply.body
    if field != "worst":
        assert re.search(r'name="worst" value="3" checked', reply.body)


def test_a_long_note_of_20_000_characters_is_kept() -> None:
    desk = pregnant()
    desk.sends("/diary/day", {"note": "x" * 20_000})
    assert len(desk.newest().body["note"]) == 20_000


@pytest.mark.parametrize("on", ["2026-02-31", "2026-04-01", "yesterday"])
def test_a_day_that_cannot_be_asked_for_is_kindly_refused(on: str) -> None:
    reply = pregnant().asks("/diary/day", on=on)
    assert reply.status == 422
    assert 'id="fault-on"' in reply.body


def test_strong_pain_today_asks_for_the_check_and_of_last_week_not() -> None:
    desk = pregnant()
    assert "safety check" not in words(desk.follows(desk.sends("/diary/day", {"on": desk.day(-5), "worst": "9"})))
    assert "the safety check comes first" in words(desk.follows(desk.sends("/diary/day", {"worst": "9"})))


def test_going_back_day_by_day_ends_where_her_diary_begins() -> None:
    desk = pregnant()
    desk.says("day", on=desk.day(-60), worst=3)
    on, passed = desk.day(0), 0
    while found := re.search(r'href="/diary/day\?on=([\d-]+)">The day before', desk.asks("/diary/day", on=on).body):
        on, passed = found[1], passed + 1
        assert passed <= 60, "it goes on for ever"
    assert on == desk.day(-60)


# ---- a spasm ----


def test_three_taps_are_one_spasm_with_undo() -> None:
    desk = pregnant()
    form = fields(desk.asks("/diary/spasm"))
    reply = desk.sends("/diary/spasm", form, worst="5", where="low-left", doing="trg-bend-twist")
    assert desk.newest().body == {
        "worst": 5, "where": "low-left", "doing": "trg-bend-twist", "began_at": None, "note": None,
    }  # fmt: skip
    page = desk.follows(reply)
    assert "Noted. Go gently." in words(page)
    assert "Stand tall" in words(page), "the quick action of what she was doing"
    desk.sends("/diary/undo", fields(page))
    assert not desk.bodies("spasm")


def test_a_form_sent_twice_is_one_spasm() -> None:
    desk = pregnant()
    form = fields(desk.asks("/diary/spasm"))
    seen = [desk.sends("/diary/spasm", form, worst="5").see for _ in range(2)]
    assert seen[0] == seen[1]
    assert [entry.kind for entry in desk.entries].count("spasm") == 1, "not even a second one apart"


def test_everything_may_be_left_out_of_a_spasm() -> None:
    desk = pregnant()
    desk.sends("/diary/spasm", {})
    assert desk.bodies("spasm") == [dict.fromkeys(("worst", "where", "doing", "began_at", "note"))]


def test_a_spasm_in_her_own_words_with_when_it_began() -> None:
    desk = pregnant()
    began = (desk.now - timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    desk.sends("/diary/spasm", {"began_at": began, "own_words": RTL, "feels": "lump", "where": "neck", "note": RTL})
    body = desk.newest().body
    assert (body["doing"], body["feels"], body["where"], body["note"]) == (RTL, "lump", "neck", RTL)
    assert body["began_at"] == f"{began}:00+00:00"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("worst", "14"),
        ("began_at", "2026-03-09T10:00"),
        ("began_at", "soon"),
        ("note", "x" * 100_000),
        ("doing", "trg-moon"),
    ],
)
def test_a_spasm_that_cannot_be_is_said_at_its_field(field: str, value: str) -> None:
    desk = pregnant()
    reply = desk.sends("/diary/spasm", {"worst": "3", "where": "higher", "own_words": RTL, field: value})
    assert reply.status == 422
    assert f'id="fault-{field}"' in reply.body
    assert not desk.bodies("spasm")
    assert 'value="higher" checked' in reply.body


@pytest.mark.parametrize(
    ("told", "says"),
    [({"feels": "leg"}, "Pain that runs into the leg is checked first."), ({"worst": "8"}, "Pain this strong")],
)
def test_the_check_comes_first_after_strong_pain_and_pain_into_the_leg(told: dict[str, str], says: str) -> None:
    desk = pregnant()
    page = desk.follows(desk.sends("/diary/spasm", {"doing": "trg-low-movement", **told}))
    assert says in words(page)
    assert 'class="btn go" href="/now?about=again"' in page.body
    assert "walk" not in words(page).lower(), "nothing to do before the check"
    assert desk.state.check_is_due


def test_a_spasm_is_changed_and_what_it_said_at_first_can_be_read() -> None:
    desk = pregnant()
    desk.sends("/diary/spasm", {"worst": "3", "where": "low-left"})
    name = desk.newest().id
    assert 'value="3" checked' in desk.asks("/diary/spasm", id=name).body
    page = desk.follows(desk.sends("/diary/spasm", {"id": name, "worst": "5", "where": ""}))
    assert desk.bodies("spasm")[0]["worst"] == 5
    assert desk.bodies("spasm")[0]["where"] is None
    said = words(page)
    assert "What it said at first" in said
    assert "3 of 10" in said.partition("What it said at first")[2]


def test_a_quick_action_that_asks_for_an_exercise_waits_for_the_check() -> None:
    desk = pregnant()
    told = {"worst": "3", "doing": "trg-low-movement"}
    assert 'id="h-tip"' in desk.follows(desk.sends("/diary/spasm", told)).body
    desk.after(hours=9)
    page = desk.follows(desk.sends("/diary/spasm", told))
    assert "A new spasm is checked before any step." in words(page)
    assert 'id="h-tip"' not in page.body
    assert 'id="h-tip"' in desk.follows(desk.sends("/diary/spasm", {"doing": "trg-bend-twist"})).body


# ---- what was tried ----


def test_only_what_she_may_do_is_offered_as_tried() -> None:
    desk = Desk()
    desk.says("birth", on=desk.day(-9), mode="caesarean")
    desk.has_no_conditions()
    desk.checks()
    before_clearance = offered(desk.asks("/diary/tried"), "what")
    assert "ex-walk" in before_clearance
    assert not {"ex-bridge", "ex-tilt", "ex-sideplank", "lad-6-bridge-birddog"} & set(before_clearance)
    reply = desk.sends("/diary/tried", {"what": "ex-bridge", "helped": "helped"})
    assert reply.status == 422


def test_what_was_tried_stands_with_its_spasm() -> None:
    desk = pregnant()
    desk.sends("/diary/spasm", {"worst": "4"})
    spasm = desk.newest().id
    desk.sends("/diary/tried", {"spasm": spasm, "what": "heat-pad", "helped": "a-little", "name": RTL})
    assert [(body["what"], body["name"], body["spasm"]) for body in desk.bodies("tried")] == [
        ("heat-pad", None, spasm),
        (None, RTL, spasm),
    ]
    assert "A heat pad: a little." in words(desk.asks("/diary"))
    assert words(desk.asks("/diary/day")).count("A heat pad") == 1, "in the line of its spasm, and not once more"


def test_what_was_tried_by_itself_says_whether_it_helped() -> None:
    desk = pregnant()
    desk.sends("/diary/tried", {"what": "heat-pad", "helped": "helped"})
    desk.sends("/diary/tried", {"name": RTL, "helped": "no"})
    said = words(desk.asks("/diary"))
    assert "A heat pad: it helped." in said
    assert f"Tried: no. {RTL}" in said


def test_what_made_it_worse_leads_to_the_check() -> None:
    desk = pregnant()
    page = desk.follows(desk.sends("/diary/tried", {"name": "a long bath", "helped": "worse"}))
    assert "do the safety check" in words(page)


def test_nothing_named_is_said_at_its_field() -> None:
    reply = pregnant().sends("/diary/tried", {"helped": "helped"})
    assert reply.status == 422
    assert 'id="fault-what"' in reply.body


# ---- any entry ----


def test_an_entry_is_taken_back_and_put_back() -> None:
    desk = pregnant()
    desk.sends("/diary/note", {"text": RTL})
    name = desk.newest().id
    page = desk.asks("/diary/entry", id=name)
    assert 'dir="auto"' in page.body
    back = desk.follows(desk.sends("/diary/undo", {"entry": name, "of": name, "back": "/diary"}))
    assert "Taken back." in words(back)
    assert not desk.bodies("note")
    desk.sends("/diary/undo", fields(back))
    assert desk.bodies("note") == [{"text": RTL, "on": None}]


def test_a_note_is_changed_here_and_a_bad_change_keeps_what_was_typed() -> None:
    desk = pregnant()
    desk.sends("/diary/note", {"text": "one"})
    name = desk.newest().id
    bad = desk.sends("/diary/entry", {"id": name, "text": "two", "on": "2026-02-31"})
    assert bad.status == 422
    assert "two" in bad.body
    desk.sends("/diary/entry", {"id": name, "text": "two", "on": ""})
    assert desk.bodies("note")[0]["text"] == "two"


@pytest.mark.parametrize("kind", ["check", "facts", "due-date"])
def test_what_decides_where_she_stands_is_read_and_not_taken_back_here(kind: str) -> None:
    desk = pregnant()
    name = next(entry.id for entry in desk.entries if entry.kind == kind)
    page = desk.asks("/diary/entry", id=name)
    assert page.status == 200
    assert "Take it back" not in words(page)
    before = len(desk.entries)
    desk.sends("/diary/undo", {"entry": name, "of": name, "back": "/diary"})
    assert len(desk.entries) == before


def test_an_entry_that_is_not_here_is_a_kind_page() -> None:
    for name in ("", "nothing", "00000000-0000-7000-8000-00000000ffff"):
        assert pregnant().asks("/diary/entry", id=name).status == 404


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/now", "/diary/../now", "/diary?x=<b>"])
def test_an_undo_leads_back_into_the_diary_and_nowhere_else(back: str) -> None:
    desk = pregnant()
    desk.sends("/diary/note", {"text": "one"})
    name = desk.newest().id
    reply = desk.sends("/diary/undo", {"entry": name, "of": name, "back": back})
    assert reply.see == f"/diary?saved={name}"


def test_what_was_taken_back_is_found_again_and_put_back() -> None:
    desk = pregnant()
    desk.sends("/diary/note", {"text": "one"})
    name = desk.newest().id
    desk.sends("/diary/undo", {"entry": name, "of": name, "back": "/diary"})
    assert f"/diary/entry?id={name}" in desk.asks("/diary/notes").body
    page = desk.asks("/diary/entry", id=name)
    assert "You took this back." in words(page)
    desk.sends("/diary/undo", fields(page))
    assert desk.bodies("note")[0]["text"] == "one"
