"""What she wrote, and what a page makes of it: where a form leads, the questions, the card, and what is left unsaid."""

from __future__ import annotations

import re

import pytest

from steadyback.web.device import Device
from steadyback.web.exchange import Reply, Request
from steadyback.web.handle import handle
from steadyback.web.pages.heard import quoted
from tests.unit.web.diary_desk import Desk
from tests.unit.web.test_handle import stamps

NUMB = "gone numb between my legs"
MORE = f"{NUMB}. Both my legs are numb."
POLISH = "Dzisiaj bolą mnie plecy i nie czuję nóg"
ASKED = ("sgn-saddle", "sgn-both-legs", "sgn-one-leg")
BABY = re.compile(r"\b(baby|babies|bump|newborn)\b", re.IGNORECASE)


def pregnant() -> Desk:
    desk = Desk()
    desk.is_pregnant(31, 2)
    desk.has_no_conditions()
    desk.says("country", code="uk")
    desk.checks()
    return desk


def wrote(text: str) -> Desk:
    desk = pregnant()
    desk.says("note", text=text)
    return desk


def said(body: str) -> str:
    """A page as it is read."""
    return " ".join(re.sub(r"<[^>]+>", " ", body[body.index('<main id="main">') :]).split())


def of(desk: Desk) -> list[str]:
    return list(dict.fromkeys(heard.entry.id for heard in desk.state.heard))


def answers(desk: Desk, told: dict[str, str], **more: str) -> Reply:
    """The form of the page, with every text that stood on it."""
    form = {name: [value] for name, value in {**told, **more}.items()} | {"of": of(desk)}
    return desk._keeps(Request("POST", "/heard", {}, form))


FORMS = [
    ("/diary/note", {"text": NUMB, "on": "2026-03-02"}),
    ("/diary/day", {"on": "2026-03-02", "worst": "3", "note": NUMB}),
    ("/diary/spasm", {"worst": "3", "note": NUMB}),
    ("/diary/spasm", {"worst": "3", "own_words": NUMB}),
    ("/diary/tried", {"name": NUMB, "helped": "no"}),
    ("/diary/triggers", {"name": NUMB}),
    ("/spasm", {"worst": "3", "doing": NUMB}),
    ("/now", {"words": NUMB}),
]


@pytest.mark.parametrize(("path", "form"), FORMS)
def test_every_form_that_keeps_such_words_leads_to_the_question(path: str, form: dict[str, str]) -> None:
    desk = pregnant()
    reply = desk.sends(path, form)
    assert reply.see is not None
    assert reply.see.startswith("/heard?then=%2F") or reply.see.startswith("/heard?then=/")
    assert NUMB in desk.newest().body.values()
    assert desk.state.heard


def test_a_harmless_note_goes_where_it_always_went() -> None:
    desk = pregnant()
    reply = desk.sends("/diary/note", {"text": "slept well", "on": desk.day(0)})
    assert reply.see is not None
    assert reply.see.startswith("/diary?saved=")


def test_words_that_were_there_before_are_not_asked_again_by_another_change() -> None:
    desk = pregnant()
    day = desk.says("day", on=desk.day(0), worst=2, note=NUMB)
    desk.puts("heard", entry=day.id, answers=dict.fromkeys(ASKED, "no"))
    reply = desk.sends("/diary/day", {"on": desk.day(0), "worst": "4", "note": NUMB})
    assert desk.newest().body["body"]["worst"] == 4
    assert not (reply.see or "").startswith("/heard")


def test_the_page_shows_her_sentence_the_question_and_whom_to_call() -> None:
    page = wrote(f"Walked a bit. Then {NUMB}! Rain all day.").asks("/heard", then="/diary").body
    told = said(page)
    assert "You wrote today: “Then gone" in told
    assert "Rain all day" not in told
    assert re.search(r"<mark>[^<]*numb[^<]*</mark>", page)
    assert "If that is so: Go to the emergency department now" in told
    assert told.index("Call 999") < told.index("You wrote today")
    assert re.findall(r'name="(sgn-[a-z-]+)"', page)[::3] == ["sgn-saddle"]
    assert "Numb between your legs, or wiping feels different" in told


def test_her_words_are_text_and_never_markup() -> None:
    page = wrote(f"<b>bold</b> {NUMB} <script>").asks("/heard").body
    assert "<b>bold</b>" not in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page


def test_no_to_all_goes_on_to_where_she_was() -> None:
    desk = wrote(NUMB)
    reply = answers(desk, dict.fromkeys(ASKED, "no"), then="/diary?saved=1")
    assert reply.see == "/diary?saved=1"
    assert desk.newest().kind == "heard"
    assert desk.state.heard == ()
    assert desk.status == "ready"


def test_a_yes_says_what_to_do_and_stops_the_steps() -> None:
    desk = wrote(NUMB)
    reply = answers(desk, {**dict.fromkeys(ASKED, "no"), "sgn-saddle": "yes"})
    told = said(reply.body)
    assert "By your answers Go to the emergency department now" in told
    assert "tel:999" in reply.body
    assert 'href="/seen"' in reply.body
    assert "Has somebody looked at you?" in said(desk.asks("/now").body)


def test_a_part_is_kept_and_the_rest_is_asked() -> None:
    desk = wrote(MORE)
    assert re.findall(r'name="(sgn-[a-z-]+)"', desk.asks("/heard").body)[::3] == list(ASKED)
    reply = answers(desk, {"sgn-saddle": "no"})
    told = said(reply.body)
    assert "Your answers are kept beside what you wrote." in told
    assert "Numb between your legs" not in told
    assert "Both legs weak" in told


def test_an_answer_counts_only_for_the_words_that_stood_before_her() -> None:
    desk = wrote(NUMB)
    shown = of(desk)
    desk.says("note", text="still numb between my legs at night")
    form = {name: ["no"] for name in ASKED} | {"of": shown}
    desk._keeps(Request("POST", "/heard", {}, form))
    assert [heard.text for heard in desk.state.heard] == ["still numb between my legs at night"]


def test_nothing_to_ask_is_said_or_leads_on() -> None:
    desk = pregnant()
    assert "There is nothing to ask about what you wrote." in said(desk.asks("/heard").body)
    assert desk.asks("/heard", then="/today").see == "/today"


@pytest.mark.parametrize("then", ["https://example.org/", "//example.org", "javascript:alert(1)", "/\\example.org", ""])
def test_it_leads_to_no_other_site(then: str) -> None:
    desk = wrote(NUMB)
    reply = answers(desk, dict.fromkeys(ASKED, "no"), then=then)
    assert reply.see == "/"
    assert "example.org" not in desk.asks("/heard", then=then).body


def test_a_path_within_an_address_comes_back_as_it_was() -> None:
    assert quoted("/diary?saved=a&on=2026-03-01#x") == "/diary%3Fsaved%3Da%26on%3D2026-03-01%23x"


# ---- the card ----


@pytest.mark.parametrize("path", ["/", "/today", "/now"])
def test_the_card_leads_there_and_quotes_nothing(path: str) -> None:
    body = wrote(NUMB).asks(path).body
    told = said(body)
    assert "A question about your words" in told
    assert f'href="/heard?then={quoted(path)}"' in body
    assert "numb between my legs" not in body
    first = body.index("h-heard")
    others = [body.find(mark) for mark in ('class="lampdoor"', 'id="h-moves"', 'data-sign="')]
    assert all(place == -1 or place > first for place in others)


def test_a_review_among_the_questions_is_one_short_note() -> None:
    body = wrote("breast cancer in 2019, and my back aches").asks("/now").body
    assert "h-heard" not in body
    assert "It may be worth a visit." in said(body)


def test_the_steps_wait_whatever_is_ticked() -> None:
    desk = wrote(NUMB)
    body = desk.asks("/now").body
    assert '"at":"heard"' in body
    assert 'id="heard"' in body
    assert 'class="notnow"' in body
    answers(desk, dict.fromkeys(ASKED, "no"))
    assert '"at":"heard"' not in desk.asks("/now").body


def test_without_script_the_result_stands_below_what_waits() -> None:
    desk = wrote(NUMB)
    told = said(desk.sends("/now", {"about": "again", **dict.fromkeys(desk.signs(), "no")}).body)
    assert told.index("One thing first") < told.index("You can care for this at home")


def test_while_the_diary_is_locked_nothing_of_it_is_known() -> None:
    desk = wrote(NUMB)
    device = Device(is_locked=True, has_lock=True)
    body = handle(Request("GET", "/now", device=device), desk.state, desk.rules, stamps(), desk.now).body
    assert "A question about your words" not in body
    assert 'name="words"' not in body
    assert handle(Request("GET", "/heard", device=device), desk.state, desk.rules, stamps(), desk.now).status == 423


# ---- the words in the check ----


def test_words_in_the_check_that_raise_nothing_are_kept_and_are_no_all_clear() -> None:
    desk = pregnant()
    reply = desk.sends("/now", {"about": "spasm", "words": "My back is stiff and sore."})
    told = said(reply.body)
    assert "Nothing in them asks for more. That is no all-clear" in told
    assert [entry.kind for entry in reply.entries] == ["note"]
    assert "We could not read enough" in said(desk.sends("/now", {"words": "ow ow"}).body)


def test_what_was_ticked_beside_the_words_is_kept_too() -> None:
    desk = pregnant()
    reply = desk.sends("/now", {"about": "spasm", "words": "My back is stiff and sore.", "sgn-saddle": "yes"})
    assert [entry.kind for entry in reply.entries] == ["note", "check"]
    assert desk.status == "paused"


def test_a_form_sent_twice_keeps_the_words_once() -> None:
    desk = pregnant()
    for _ in range(2):
        desk.sends("/now", {"words": NUMB})
    assert len(desk.bodies("note")) == 1


def test_the_box_stands_after_the_first_group_and_is_closed() -> None:
    body = pregnant().asks("/now").body
    box = body.index('name="words"')
    assert body.index('id="g2"') < box < body.index('id="g3"')
    assert "<details open" not in body[: box + 1]


# ---- what cannot be read ----


def test_a_note_in_another_language_is_said_to_be_unread_once() -> None:
    desk = pregnant()
    reply = desk.sends("/diary/note", {"text": POLISH, "on": desk.day(0)})
    assert (reply.see or "").startswith("/heard")
    page = desk.asks("/heard", then="/diary").body
    assert "We could not read this" in said(page)
    assert 'href="/now?about=again"' in page
    assert POLISH not in page
    assert "We could not read your words" in said(desk.asks("/").body)
    again = desk.sends("/diary/note", {"text": f"{POLISH} i ramion", "on": desk.day(0)})
    assert (again.see or "").startswith("/diary")
    assert '"at":"heard"' not in desk.asks("/now").body, "the check settles it"


# ---- what is private, and a loss ----


def test_what_is_private_is_neither_named_nor_quoted_until_she_is_alone() -> None:
    desk = wrote("he hit me last night")
    for path in ("/", "/today", "/now", "/heard"):
        body = desk.asks(path).body
        assert "hit me" not in body
        assert "hurt you" not in body
    page = desk.asks("/heard", then="/diary").body
    assert "only when nobody else can see your screen" in said(page)
    assert 'href="/heard?alone=1' in page
    alone = desk.asks("/heard", alone="1")
    assert "he hit me" in said(alone.body)
    assert "Has anyone hurt you, or are you afraid of someone at home?" in said(alone.body)
    reply = answers(desk, {"ipv-harm": "no", "injury-any": "no"}, alone="1")
    assert desk.state.heard == ()
    assert reply.see == "/"


def test_a_private_question_is_not_answered_from_the_page_that_others_may_see() -> None:
    desk = wrote("he hit me last night")
    answers(desk, {"ipv-harm": "no"})
    assert desk.newest().kind == "note"


def test_after_a_loss_nothing_names_a_baby() -> None:
    desk = wrote("Baby moving less today. My bump is hard and I am numb between my legs. Numb.")
    desk.says("loss", on=desk.day(0))
    for path in ("/", "/today", "/now", "/heard"):
        assert not BABY.search(said(desk.asks(path).body)), path
    assert "Numb between your legs" in said(desk.asks("/heard").body)
    told = answers(desk, {"sgn-saddle": "yes"})
    assert not BABY.search(said(told.body))
