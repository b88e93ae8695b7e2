"""What of her own words raises a question, and what does not."""

from __future__ import annotations

import pickle
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyback.browser.kept_fold import folded_from, folded_text
from steadyback.care import her_words
from steadyback.care.heard_questions import ROUND_THE_WORDS, answer_heard, questions_of, what_follows
from steadyback.care.her_words import TEXTS
from steadyback.care.rules import rules_of
from steadyback.care.stamp import Stamp
from steadyback.care.state import Following
from steadyback.engine.own_words import Lexicon, Reading, read_words
from steadyback.journal.diary_kinds import LONGEST_NOTE
from steadyback.journal.kinds import KINDS
from steadyback.vocabulary.urgency import Urgency
from tests.scenarios.telling import Her, the_rules

NUMB = "gone numb between my legs"
#: Texts of hers that say nothing about her body as it is, or are somebody else's, or ids and names.
NOT_READ = {
    ("check", "knowledge_version"),
    ("clearance", "by"),
    ("seen", "by"),
    ("contact", "name"),
    ("withdraw", "why"),
    ("medicine-plan", "name"),
    ("medicine-plan", "written_by"),
    ("medicine", "name"),
    ("medicine", "amount"),
    ("booked", "by"),
    ("measure", "name"),
    ("plan", "text"),
    ("plan", "by"),
}


def her() -> Her:
    """31 weeks, a clear check."""
    she = Her()
    she.is_pregnant(31)
    she.has_no_conditions()
    she.checks()
    return she


def urgency_of(text: str) -> Urgency | None:
    she = her()
    she.says("note", text=text)
    return max((one.urgency for one in she.state.heard), default=None)


@pytest.mark.parametrize(
    "text",
    [
        "no numbness, just sore",
        "slept well",
        "took two paracetamol at 9",
        "Lunch with Sarah at Nonna's",
        "My cousin bled heavily, poor thing.",
        "ow",
        "🌙",
        "Walked to the shop, a bit stiff but fine",
    ],
)
def test_a_harmless_note_raises_nothing(text: str) -> None:
    she = her()
    she.says("note", text=text)
    assert she.state.heard == ()
    assert (she.status, she.state.check_is_due) == ("ready", False)


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        (NUMB, Urgency.EMERGENCY),
        ("temp 38.4", Urgency.EMERGENCY),
        ("bp was 150 over 100", Urgency.SAME_DAY),
        ("my calf is sore and swollen", Urgency.SAME_DAY),
        ("he hit me last night", Urgency.EMERGENCY),
    ],
)
def test_a_danger_in_a_note_is_heard(text: str, urgency: Urgency) -> None:
    assert urgency_of(text) is urgency


def test_every_field_in_which_she_writes_is_read_or_left_out_for_a_reason() -> None:
    written = {
        (kind, name)
        for kind, shape in KINDS.items()
        for name, field in shape.fields.items()
        if field.what.startswith("text of")
    }
    assert {(kind, name) for kind, names in TEXTS.items() for name in names} | NOT_READ == written


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("note", {"text": NUMB}),
        ("spasm", {"note": NUMB}),
        ("spasm", {"doing": NUMB}),
        ("day", {"on": "2026-03-02", "note": NUMB}),
        ("side-effect", {"text": NUMB}),
        ("tried", {"name": NUMB}),
        ("trigger", {"name": NUMB}),
    ],
)
def test_it_is_heard_wherever_she_writes_it(kind: str, body: dict[str, str]) -> None:
    she = her()
    entry = she.says(kind, **body)
    assert [one.entry for one in she.state.heard] == [entry]


def test_an_id_that_stands_for_words_raises_nothing() -> None:
    """What she was doing may be an id instead of her own words; but words with hyphens are words."""
    she = her()
    for name in (*she.rules.knowledge.trigger, "nothing-much", "00000000-0000-7000-8000-000000050001"):
        she.says("spasm", doing=name)
    assert she.state.heard == ()
    she.says("spasm", doing="numb-between-my-legs")
    assert she.state.heard


@pytest.mark.parametrize(
    ("text", "is_unread"),
    [
        ("Dzisiaj bolą mnie plecy i nie czuję nóg", True),
        ("今日は背中がとても痛くて足の感覚がありません", True),
        ("שלום", False),
        ("Dobranoc", False),
        ("xkcd qwrt zzzf plok", True),
        ("slept well", False),
    ],
)
def test_what_cannot_be_read_is_said_when_it_is_long_enough_to_say_something(text: str, is_unread: bool) -> None:
    she = her()
    she.says("note", text=text)
    assert [one.is_unread for one in she.state.heard] == [True] * is_unread


def test_a_fault_in_reading_shuts_nobody_out_and_is_no_good_news(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(text: str, lexicon: object) -> object:
        raise ValueError(text)

    she = her()
    she.says("note", text="ow")
    monkeypatch.setattr(her_words, "read_words", fails)
    (heard,) = she.state.heard
    assert heard.is_unread
    assert she.state.check_is_due


def test_each_text_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = read_words

    def counted(text: str, lexicon: Lexicon, *, is_note: bool) -> Reading:
        read.append(text)
        return real(text, lexicon, is_note=is_note)

    monkeypatch.setattr(her_words, "read_words", counted)
    she = her()
    following = Following(she.rules)
    for number in range(5):
        she.says("note", text=f"{NUMB}, night {number}")
        following.take(she.entries)
        following.state(she.now)
    she.withdraws(she.entries[-1])
    following.take(she.entries)
    following.state(she.now)
    assert len(read) == len(set(read)) == 5


def test_nothing_written_makes_no_lexicon() -> None:
    she = her()
    rules = rules_of(she.rules.knowledge)
    following = Following(rules)
    following.take(she.entries)
    following.state(she.now)
    assert "lexicon" not in vars(rules.late)


def test_what_was_folded_and_kept_hears_the_same() -> None:
    she = her()
    she.says("note", text=NUMB)
    following = Following(she.rules)
    following.take(she.entries)
    following.state(she.now)
    found = folded_from(folded_text(following, len(she.entries), "v"), she.rules, "v")
    assert found is not None
    assert found[0].state(she.now) == following.state(she.now)
    assert b"grp-numb" not in pickle.dumps(following._listening), "the lexicon comes with the program"


def test_a_long_diary_is_no_slower_for_its_old_notes() -> None:
    """5,000 notes of years, of which a few are recent: only those are looked at."""
    she = her()
    for number in range(5_000):
        she.after(days=-5_000 + number).says("note", text=f"{NUMB}, night {number}")
    she.after(hours=1)
    following = Following(she.rules)
    following.take(she.entries)
    following.state(she.now)
    began = time.process_time()
    for _ in range(20):
        assert 13 <= len(following.state(she.now).heard) <= 15
    each = (time.process_time() - began) / 20
    assert each < 0.5, "not a claim about speed: only that the old ones are not gone through again"


def test_a_question_is_asked_once_however_often_she_wrote_it_and_shows_each_sentence() -> None:
    she = her()
    first = she.says("note", text="Walked a bit. Then gone numb between my legs! Rain all day.")
    second = she.says("day", on=she.day(0), note=NUMB)
    questions = questions_of(she.state, she.rules)
    saddle = next(one for one in questions if one.id == "sgn-saddle")
    assert questions[0].urgency is Urgency.EMERGENCY
    assert [quote.entry for quote in saddle.quotes] == [first.id, second.id]
    told = ["".join(piece.text for piece in quote.pieces) for quote in saddle.quotes]
    assert told == ["Then gone numb between my legs!", NUMB]
    assert all(any(piece.is_marked for piece in quote.pieces) for quote in saddle.quotes)
    entries = answer_heard(she_stamps(she), questions, {"sgn-saddle": "no"})
    assert [entry.body["entry"] for entry in entries] == [first.id, second.id]


def she_stamps(she: Her) -> Iterator[Stamp]:
    while True:
        yield she._stamp()


def test_a_number_is_asked_by_the_sign_it_stands_for_and_a_no_settles_it() -> None:
    for answer, is_paused in (("no", False), ("unsure", True), ("yes", True)):
        she = her()
        she.says("note", text="bp was 150 over 100")
        (question,) = questions_of(she.state, she.rules)
        assert question.id == "sgn-bp-raised"
        fired = what_follows(she.state, she.rules, [question], {question.id: answer})
        assert bool(fired) is is_paused
        she.entries += answer_heard(she_stamps(she), [question], {question.id: answer})
        assert she.state.heard == ()
        assert (she.status == "paused") is is_paused
        assert she.state.unread == ()


def test_every_open_text_that_shuts_has_a_question() -> None:
    """So that nobody stands before a shut ladder without a way on."""
    for text in (NUMB, "temp 38.4", "he hit me last night", "pain 8 out of 10", "fell down the stairs on my bump"):
        she = her()
        she.says("note", text=text)
        questions = questions_of(she.state, she.rules)
        assert questions, text
        given = dict.fromkeys([one.id for one in questions], "no")
        she.entries += answer_heard(she_stamps(she), questions, given)
        assert she.state.heard == (), text
        assert she.status == "ready", text


def test_what_is_private_is_set_apart() -> None:
    she = her()
    she.says("note", text="he hit me last night and I fell on my bump")
    questions = {one.id: one for one in questions_of(she.state, she.rules)}
    assert questions["ipv-harm"].is_private
    others = [one for one in questions.values() if not one.is_private]
    assert others
    assert all(quote.names_private for one in others for quote in one.quotes)


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_text_makes_it_fail_and_a_quote_is_short_and_hers(before: str, after: str) -> None:
    text = f"{before} {NUMB} {after}"
    she = her_once()
    she.entries[3:] = []
    she.says("note", text=text[:LONGEST_NOTE])
    for one in questions_of(she.state, the_rules()):
        for quote in one.quotes:
            told = "".join(piece.text for piece in quote.pieces).removeprefix("… ").removesuffix(" …")
            assert told in text
            assert len(told) <= 2 * ROUND_THE_WORDS + len(text)
            assert any(piece.is_marked for piece in quote.pieces)


_ONCE: list[Her] = []


def her_once() -> Her:
    if not _ONCE:
        _ONCE.append(her())
        assert len(_ONCE[0].entries) == 3
    return _ONCE[0]
