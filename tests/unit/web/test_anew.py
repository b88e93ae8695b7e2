"""The card that tells her what an update means for an answer already given: its words, its one action, its place."""

from __future__ import annotations

import re

import pytest

from steadyback.care.rules import Rules
from steadyback.journal.entry import Entry
from steadyback.web.device import Device
from steadyback.web.exchange import Request
from steadyback.web.handle import handle
from tests.scenarios.telling import Her, the_rules
from tests.support.other_content import rules_with
from tests.unit.web.test_handle import NOW, stamps

PAGES = ["/", "/today", "/now"]
BABY = re.compile(r"\b(baby|babies|bump|newborn)\b", re.IGNORECASE)
TOLD = re.compile(r'class="[^"]*\banew"|seriously|has changed since')
DAYS_AGO = 4


def her_with(advised: str | None, *, weeks: int = 31, about: str = "spasm", **answers: str) -> Her:
    """Somebody who made a check four days ago, under other content, and was told ``advised``."""
    her = Her()
    her.now = NOW
    her.after(days=(NOW - her.now).days)
    her.now = NOW.replace(day=NOW.day - DAYS_AGO)
    her.is_pregnant(weeks)
    her.has_no_conditions()
    her.says("country", code="uk")
    shown = her.signs()
    told = dict.fromkeys(shown, "no") | {name.replace("_", "-"): answer for name, answer in answers.items()}
    body = {"answers": told, "shown": shown, "stage": "pregnant", "weeks": weeks, "about": about}
    her.puts("check", knowledge_version="before", advised=advised, **body)
    return her


def page(her: Her, path: str, *, is_locked: bool = False) -> str:
    """A page as text, without its tags, four days after the check."""
    device = Device(is_locked=is_locked, has_lock=is_locked)
    her.now = max(her.now, NOW)
    return handle(Request("GET", path, device=device), her.state, her.rules, stamps(), NOW).body


def words(body: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def card(her: Her, path: str = "/") -> str:
    """The card alone."""
    found = re.search(r'<section class="urg [^"]* anew".*?</section>', page(her, path), re.DOTALL)
    assert found, f"no card on {path}"
    return found.group()


@pytest.mark.parametrize("path", PAGES)
def test_the_card_stands_above_all_else(path: str) -> None:
    her = her_with("review", sgn_numb="yes", sgn_skin="unsure")
    her.says("contact", who="maternity", name="Ward 4", number="020 7946 0000")
    told = words(card(her, path))
    assert TOLD.search(card(her, path))
    assert "We know more now than when you answered on Tuesday 17 November." in told
    assert "What you told us then we would now take more seriously." in told
    assert "Phone your maternity unit today, day or night" in told
    assert "You told us: Newly numb anywhere else." in told
    assert "You were not sure about: Blistering rash, drenching sweats, yellow skin or itchy palms." in told
    body = page(her, path)
    others = [body.find(mark) for mark in ('class="lampdoor"', 'id="h-moves"', "Has somebody looked", "Have you been")]
    assert all(place == -1 or place > body.find("h-anew") for place in others)


def test_the_first_action_is_the_call_and_there_is_one_button() -> None:
    her = her_with("review", sgn_numb="yes")
    her.says("contact", who="maternity", name="Ward 4", number="020 7946 0000")
    found = card(her)
    assert re.findall(r'class="btn[^"]*" href="([^"]+)"', found)[0].startswith("tel:")
    assert len(re.findall(r'class="btn', found)) == 1
    assert 'href="/now?about=again"' in found
    assert 'href="/learn/item?id=neuro-numb-elsewhere"' in found


def test_an_emergency_says_what_the_emergency_card_says() -> None:
    told = card(her_with("same-day", sgn_wee_poo="yes"))
    assert "u-emergency" in told
    assert "tel:999" in told
    assert "Go to the emergency department now" in told


def test_where_it_is_not_known_what_she_was_told_nothing_is_claimed() -> None:
    told = words(card(her_with(None, sgn_numb="yes")))
    assert "What we say has changed since you answered on Tuesday 17 November." in told
    assert "more seriously" not in told


def test_a_review_has_the_questions_again_as_its_action() -> None:
    her = her_with("self-care", sgn_shooting="yes")
    assert '<a class="btn" href="/now?about=again">' in card(her)
    assert '<a class="btn" href="#g1" data-go="g1">' in card(her, "/now")


def test_among_the_questions_it_is_one_short_note_and_leads_to_where_it_is_asked() -> None:
    her = her_with("self-care", about="other", pain_two_weeks="yes")
    body = page(her, "/now")
    assert "h-anew" not in body
    assert "Book a visit within 3 days." in words(body)
    assert '<a class="btn" href="/after">' in card(her)


def test_why_leads_to_a_page_with_its_sources() -> None:
    her = her_with("review", sgn_numb="yes")
    (link,) = set(re.findall(r'href="/learn/item\?id=([^"]+)"', card(her)))
    request = Request("GET", "/learn/item", {"id": [link]})
    reply = handle(request, her.state, her.rules, stamps(), NOW)
    assert reply.status == 200
    assert "Where this comes from" in reply.body


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_told_when_there_is_nothing_to_tell(path: str) -> None:
    for her in (her_with("same-day", sgn_numb="yes"), her_with("emergency", sgn_wee_poo="yes")):
        assert not TOLD.search(page(her, path))


def test_locked_nothing_is_told() -> None:
    her = her_with("review", sgn_numb="yes")
    for path in PAGES:
        assert "more seriously" not in page(her, path, is_locked=True)


def test_after_a_clear_check_it_is_only_the_reason_of_the_pause() -> None:
    her = her_with("review", sgn_numb="yes")
    her.checks("again")
    told = words(page(her, "/today"))
    assert "The steps wait because of what you told us on Tuesday 17 November." in told
    assert "h-anew" not in page(her, "/today")
    her.is_seen()
    assert "The steps wait because" not in words(page(her, "/today"))


def test_after_a_loss_no_word_about_a_baby() -> None:
    her = her_with("review", sgn_bump="yes", sgn_fall="yes", sgn_numb="yes", sgn_moves="yes")
    her.now = NOW.replace(day=NOW.day - 1)
    her.says("loss", on="2026-11-19")
    for path in PAGES:
        assert not BABY.search(words(card(her, path)))
    assert "Newly numb anywhere else" in words(card(her))


def test_what_is_asked_only_when_she_is_alone_is_not_named() -> None:
    her = her_with("self-care", ipv_danger="yes", injury_any="yes", ipv_harm="yes")
    for path in PAGES:
        told = card(her, path).lower()
        for private in ("hurt", "partner", "afraid", "ipv", "violence", "support line"):
            assert private not in told


def test_the_entry_says_what_we_said_then(rules: Rules) -> None:
    her = her_with("same-day", sgn_numb="yes")
    check: Entry = her.entries[-1]
    reply = handle(Request("GET", "/diary/entry", {"id": [check.id]}), her.state, rules, stamps(), NOW)
    assert "We said" in reply.body
    assert "Phone today, day or night" in reply.body
    older = her_with(None, sgn_numb="yes")
    reply = handle(Request("GET", "/diary/entry", {"id": [older.entries[-1].id]}), older.state, rules, stamps(), NOW)
    assert "We said" not in reply.body


def test_two_checks_stand_in_one_card_with_the_most_urgent_action() -> None:
    her = her_with("review", sgn_wee_poo="yes")
    her.now = NOW.replace(day=NOW.day - 2)
    body = her.entries[-1].body | {"answers": {"sgn-numb": "yes"}}
    her.puts("check", **body)
    told = words(card(her))
    assert "Go to the emergency department now" in told
    assert "when you answered on Tuesday 17 November" in told
    assert "You told us on Thursday 19 November: Newly numb anywhere else." in told


def test_the_same_content_under_another_name_changes_nothing() -> None:
    """Only words have changed in an update: the version is another one, and nothing is told."""
    her = Her()
    her.rules = rules_with("before", {})
    her.is_pregnant(31)
    her.checks(sgn_numb="yes")
    her.rules = the_rules()
    assert not TOLD.search(page(her, "/"))
