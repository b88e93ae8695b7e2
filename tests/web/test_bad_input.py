"""Whatever somebody types: a kind word at the field, nothing lost, and nothing taken for markup."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html.parser import HTMLParser

import pytest
from playwright.sync_api import expect

from tests.support.server import Companion
from tests.support.walk import Walk

TODAY = datetime.now().astimezone().date()
LONG = "a" * 100_000
SCRIPT = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
ODD = "🤰🏽 أنا حامل \u202eevil\u202c Ōtautahi \x01 '\"&<>"

FAULTS = {
    "week 57": ({"stage": "pregnant", "weeks": "57"}, "Weeks go from 0 to 44"),
    "week -3": ({"stage": "pregnant", "weeks": "-3"}, "Weeks go from 0 to 44"),
    "weeks in words": ({"stage": "pregnant", "weeks": "twelve"}, "Weeks go from 0 to 44"),
    "weeks and a half": ({"stage": "pregnant", "weeks": "12.5"}, "Weeks go from 0 to 44"),
    "weeks in odd digits": ({"stage": "pregnant", "weeks": "²"}, "Weeks go from 0 to 44"),
    "a very long week": ({"stage": "pregnant", "weeks": "9" * 5_000}, "Weeks go from 0 to 44"),
    "a due date far ahead": ({"stage": "pregnant", "edd": str(TODAY + timedelta(days=400))}, "too far from today"),
    "a due date long ago": ({"stage": "pregnant", "edd": "2019-01-01"}, "too far from today"),
    "no due date at all": ({"stage": "pregnant", "edd": "next spring"}, "not a date"),
    "a day that does not exist": ({"stage": "pregnant", "edd": "2026-02-30"}, "not a date"),
    "a birth in the future": (
        {"stage": "birth", "birth_on": str(TODAY + timedelta(days=3))},
        "This day has not come yet",
    ),
    "a birth without a day": ({"stage": "birth"}, "Please give the day"),
    "a birth in the year 26": ({"stage": "birth", "birth_on": "0026-11-01"}, "too long ago"),
    "a loss in the future": ({"stage": "loss", "loss_on": str(TODAY + timedelta(days=3))}, "has not come yet"),
    "letters for a phone number": ({"maternity_number": "ask Anna"}, "does not look like a phone number"),
    "two digits": ({"maternity_number": "12"}, "does not look like a phone number"),
    "a very long number": ({"maternity_number": "1" * 1_000}, "does not look like a phone number"),
    "markup for a number": ({"maternity_number": SCRIPT}, "does not look like a phone number"),
}


class Reader(HTMLParser):
    """Which elements and attributes a page really has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.scripts = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.scripts += tag == "script" and not any(name in ("src", "type") for name, _ in attrs)


def harmless(text: str) -> None:
    found = Reader(text)
    assert not found.handlers
    assert not found.scripts
    assert "img" not in found.tags


@pytest.mark.parametrize("name", FAULTS)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_kept(shared: Companion, name: str) -> None:
    before = len(shared.entries())
    form, says = FAULTS[name]
    heard = shared.form("/you", form)
    assert heard.status == 422
    assert says in heard.text
    assert 'aria-invalid="true"' in heard.text
    assert len(shared.entries()) == before
    harmless(heard.text)
    for machine in ("Traceback", "invalid literal", "ValueError", "body."):
        assert machine not in heard.text


def test_one_fault_keeps_back_the_whole_form_and_all_that_was_typed(shared: Companion) -> None:
    """She mends the one field; the others stand as she filled them in."""
    before = len(shared.entries())
    typed = {
        "stage": "birth",
        "birth_on": str(TODAY + timedelta(days=3)),
        "country": "ie",
        "maternity_number": "01 234 5678",
        "mode": "caesarean",
        "block": "yes",
        "lim-wrist": "yes",
    }
    heard = shared.form("/you", typed)
    assert heard.status == 422
    assert len(shared.entries()) == before
    for name, value in typed.items():
        chosen = re.search(
            rf'name="{name}"[^>]*value="{re.escape(value)}"|value="{re.escape(value)}"[^>]*(checked|selected)',
            heard.text,
        )
        assert chosen, f"{name}={value} is gone"


STRANGE = {"100,000 characters": LONG, "markup": SCRIPT, "emoji and other directions": ODD, "only spaces": "   "}


@pytest.mark.parametrize("name", STRANGE)
@pytest.mark.parametrize("field", ["country", "mode", "stage", "then", "block", "maternity_number", "weeks", "edd"])
def test_strange_text_in_any_field_is_survived(shared: Companion, field: str, name: str) -> None:
    form = {"stage": "pregnant", "weeks": "20", field: STRANGE[name]}
    heard = shared.form("/you", form)
    assert heard.status in (303, 422)
    assert "Traceback" not in heard.text
    harmless(heard.text)
    for path in ("/", "/you", "/now", "/call"):
        again = shared.get(path)
        assert again.status == 200
        harmless(again.text)


@pytest.mark.parametrize("name", STRANGE)
def test_strange_text_in_the_other_forms_is_survived(shared: Companion, name: str) -> None:
    text = STRANGE[name]
    shared.form("/now", {"sgn-breath": "yes"})
    tries = [
        ("/seen", {"by": text}),
        ("/spasm", {"worst": text, "where": text, "doing": text}),
        ("/rung", {"rung": text, "felt": text}),
        ("/now", {"sgn-breath": text, "about": text, text: "yes"}),
        ("/after", {text: "yes", "sgn-breath": text}),
        ("/you", {text: "yes"}),
    ]
    for path, form in tries:
        heard = shared.form(path, form)
        assert heard.status in (200, 303, 422), f"{path}: {heard.status}"
        harmless(heard.text)
        for machine in ("Traceback", "invalid literal", "ValueError"):
            assert machine not in heard.text, path
    for path in ("/", "/you", "/now", "/call", "/after", "/seen"):
        again = shared.get(path)
        assert again.status == 200
        harmless(again.text)


@pytest.mark.parametrize("worst", ["11", "-1", "²", "7.5", "99999999999999999999"])
def test_a_pain_that_is_no_number_from_0_to_10_is_not_kept(shared: Companion, worst: str) -> None:
    heard = shared.form("/spasm", {"worst": worst, "where": "low-left", "doing": "nothing-much"})
    assert all(spasm["worst"] in (None, *range(11)) for spasm in shared.kept("spasm"))
    assert "invalid literal" not in heard.text


def test_a_sign_that_does_not_exist_is_no_answer(companion: Companion) -> None:
    heard = companion.form("/now", {"sgn-nothing": "yes", "sgn-breath": "no"})
    assert heard.status in (200, 422)
    assert all("sgn-nothing" not in check["answers"] for check in companion.kept("check"))


def test_an_answer_that_does_not_exist_is_no_no(companion: Companion) -> None:
    companion.form("/now", {"sgn-breath": "NO", "sgn-wee-poo": "perhaps"})
    for check in companion.kept("check"):
        assert "sgn-breath" not in check["answers"]
        assert "sgn-wee-poo" not in check["answers"]


def test_an_old_birth_is_taken_and_its_weeks_are_not_known(companion: Companion) -> None:
    assert companion.form("/you", {"stage": "birth", "birth_on": "1990-05-01"}).status == 303
    assert companion.get("/now").status == 200


def test_a_birth_before_the_pregnancy_she_told_of_is_refused_at_the_field(companion: Companion) -> None:
    assert companion.form("/you", {"stage": "pregnant", "weeks": "30"}).status == 303
    heard = companion.form("/you", {"stage": "birth", "birth_on": "1990-05-01"})
    assert heard.status == 422
    assert 'id="fault-birth_on"' in heard.text
    assert "before the pregnancy began" in heard.text
    assert companion.kept("birth") == []


def test_a_leap_day_and_the_edges_are_taken(companion: Companion) -> None:
    edges = [
        {"stage": "birth", "birth_on": "2024-02-29"},
        {"stage": "birth", "birth_on": str(TODAY)},
        {"stage": "pregnant", "weeks": "0"},
        {"stage": "pregnant", "weeks": "44"},
        {"stage": "pregnant", "edd": str(TODAY)},
        {"stage": "pregnant", "edd": str(TODAY + timedelta(days=280))},
        {"stage": "loss"},
        {"stage": "loss", "loss_on": str(TODAY)},
    ]
    for form in edges:
        assert companion.form("/you", form).status == 303, form
        assert companion.get("/now").status == 200, form


@pytest.mark.browser
def test_her_words_are_shown_as_she_wrote_them(walk: Walk) -> None:
    walk.open("/you")
    walk.page.get_by_role("radio", name="I am pregnant").check()
    walk.page.get_by_label("How many whole weeks?").fill("57")
    number = walk.page.get_by_label("Phone number of your maternity unit")
    number.fill('020 "><b>79')
    walk.button("Save").first.click()
    expect(walk.page.get_by_role("alert").first).to_be_visible()
    expect(walk.page.get_by_label("Phone number of your maternity unit")).to_have_value('020 "><b>79')
    expect(walk.page.get_by_label("How many whole weeks?")).to_have_value("57")
    described = walk.page.get_by_label("How many whole weeks?").get_attribute("aria-describedby")
    assert described
    expect(walk.page.locator(f"#{described}")).to_contain_text("Weeks go from 0 to 44")
    walk.heard.complaints.clear()  # the browser tells of the 422


@pytest.mark.browser
def test_who_looked_at_her_may_be_written_in_any_script(walk: Walk) -> None:
    walk.companion.form("/now", {"sgn-breath": "yes"})
    walk.open("/seen")
    walk.page.get_by_label("Who looked at you?").fill("الدكتورة سلمى 👩🏽‍⚕️ <b>")
    walk.button("I have been seen").click()
    walk.at_the_check()
    assert walk.companion.kept("seen")[0]["by"] == "الدكتورة سلمى 👩🏽‍⚕️ <b>"
