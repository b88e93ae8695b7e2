"""Whatever is typed into a form of the diary: a page comes back, and what is kept can be read again."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steadyback.journal.entry import read_entry
from tests.unit.web.diary_desk import Desk

UUID = "00000000-0000-7000-8000-000000000001"
FORMS = {
    "/diary/day": ("on", "worst", "sleep", "woke", "load", "managed", "sure", "note", "rest", "held-trg-low-fluids"),
    "/diary/spasm": ("form", "id", "worst", "where", "doing", "own_words", "feels", "began_at", "note"),
    "/diary/tried": ("form", "spasm", "on", "what", "name", "helped"),
    "/diary/note": ("form", "text", "on"),
    "/diary/entry": ("id", "text", "on", "helped", "name"),
    "/diary/medicines/taken": ("form", "plan", "name", "amount", "taken_at"),
    "/diary/medicines/effect": ("form", "effect", "effect_plan", "effect_on"),
    "/diary/medicines/plan": ("form", "id", "name", "most_a_day", "hours_between", "written_by", "on", "until"),
    "/diary/triggers": ("form", "name"),
    "/diary/triggers/rename": ("id", "name"),
    "/diary/triggers/end": ("id", "again"),
    "/diary/undo": ("entry", "of", "back"),
}
_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_LIKELY = st.sampled_from(
    ["", "0", "7", "11", "-1", "٣", "1e3", "yes", "no", "worse", "leg", "neck", "2026-03-01", "2026-02-30", "9999-12-31",
     "0001-01-01", "2026-03-01T02:00", "2026-03-01T02:00+99:00", "2199-12-31T23:59Z", UUID, "x" * 20_001, "\x00", "\u202eabc", "🤰🏽"]
)  # fmt: skip


@pytest.mark.parametrize("path", FORMS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_form_breaks_whatever_is_typed(path: str, data: st.DataObject) -> None:
    desk = Desk()
    desk.says("note", text="the first entry, which the forms may name")
    before = len(desk.entries)
    told = data.draw(st.fixed_dictionaries({}, optional=dict.fromkeys(FORMS[path], _LIKELY | _WORDS)))
    reply = desk.sends(path, told)
    assert reply.status in (200, 404, 422)
    assert bool(reply.see) != bool(reply.body)
    if reply.see:
        assert desk.follows(reply).status == 200
        assert reply.see.startswith(("/diary", "/heard")), "a word of danger, typed by chance, is asked about at once"
    else:
        assert reply.status != 200
        assert not reply.entries
    for entry in desk.entries[before:]:
        assert read_entry(entry._asdict()) == entry


PAGES = ("/diary", "/diary/notes", "/diary/calendar", "/diary/trends", "/diary/day", "/diary/spasm", "/diary/tried",
         "/diary/entry", "/diary/note", "/diary/medicines", "/diary/medicines/plan", "/diary/triggers", "/diary/settles")  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_address_breaks_whatever_stands_in_it(path: str, data: st.DataObject) -> None:
    names = ("on", "id", "saved", "undone", "page", "month", "weeks", "spasm", "form")
    query = data.draw(st.fixed_dictionaries({}, optional=dict.fromkeys(names, _LIKELY | _WORDS)))
    desk = Desk()
    desk.says("note", text="the first entry, which an address may name")
    reply = desk.asks(path, **query)
    assert reply.status in (200, 404, 422)
    assert "<h1" in reply.body
    assert not reply.entries
