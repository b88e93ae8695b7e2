"""Items as text: the card, the weeks, the conditions in words, and who names whom."""

import pytest

from steadyback.knowledge.catalogue import find, items_of, mentions, row_of, rows
from steadyback.knowledge.condition import All, Any, AtLeast, Is, Not, Score, Within
from steadyback.knowledge.load import knowledge_of, read_shelf
from steadyback.knowledge.model import KINDS, Knowledge
from steadyback.knowledge.show import Came, card_in_words
from steadyback.knowledge.weeks import span_in_short, span_in_words, windows_in_words
from steadyback.knowledge.words import condition_in_words, marks_in_words, routes_in_words
from steadyback.vocabulary.timing import ALWAYS, LAST_DAY, Span, Stage, Windows


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return knowledge_of(read_shelf())


@pytest.mark.parametrize(
    ("span", "stage", "words", "short"),
    [
        (None, Stage.PREGNANT, "never", "–"),
        (Span(0, LAST_DAY[Stage.PREGNANT]), Stage.PREGNANT, "always", "all"),
        (Span(140, 258), Stage.PREGNANT, "weeks 20–36", "20–36"),
        (Span(140, LAST_DAY[Stage.PREGNANT]), Stage.PREGNANT, "from week 20", "20+"),
        (Span(0, 48), Stage.POSTPARTUM, "weeks 0–6", "0–6"),
        (Span(0, 6), Stage.POSTPARTUM, "week 0", "0"),
        (Span(0, 3), Stage.POSTPARTUM, "days 0–3", "d0–3"),
    ],
)
def test_spans_in_words(span: Span | None, stage: Stage, words: str, short: str) -> None:
    assert span_in_words(span, stage) == words
    assert span_in_short(span, stage) == short


def test_windows_in_words() -> None:
    assert windows_in_words(ALWAYS) == "always"
    assert windows_in_words(Windows(Span(140, 258), None)) == "pregnant weeks 20–36; after birth never"


def test_conditions_in_words() -> None:
    fever = Any((Is("fever-any"), Score("temperature", 38.0)))
    assert condition_in_words(fever) == "fever-any or temperature of 38 or more"
    assert condition_in_words(All((Is("back-pain"), fever))) == (
        "back-pain and (fever-any or temperature of 38 or more)"
    )
    assert condition_in_words(AtLeast(2, (Is("a"), Is("b"), Not(Is("c"))))) == "at least 2 of (a, b, not c)"
    assert condition_in_words(Within(Windows(None, Span(0, 48)))) == "after birth weeks 0–6"
    assert routes_in_words(("MAT", "ED")) == "maternity unit, or emergency department"
    assert "our own careful decision" in marks_in_words(("P", "V"))


@pytest.mark.parametrize("kind", [kind for kind, _, _ in KINDS])
def test_every_item_of_every_kind_can_be_shown(shipped: Knowledge, kind: str) -> None:
    for name, item in items_of(shipped, kind).items():
        text = "\n".join(card_in_words(shipped, name))
        assert text.startswith(f"{name} · {kind.replace('-', ' ')} · awaiting clinical sign-off\n{item.card.title}\n")
        assert item.card.review_by in text
        assert all(source.source in text for source in item.card.sources)


def test_a_red_flag_as_she_sees_it_and_as_a_clinician_does(shipped: Knowledge) -> None:
    flag = shipped.red_flag["ces-saddle-numb"]
    came = [Came(True, "fires, emergency") for _ in flag.examples]
    came[1] = Came(False, "does not fire; wanted: fires")
    text = "\n".join(card_in_words(shipped, "ces-saddle-numb", came))

    assert flag.because.text.split(".")[0] in text
    assert "EMERGENCY, call or go now: emergency department" in text
    assert "Cauda equina" in text
    assert "✓  fires" in text
    assert "✗  also" in text
    assert "sgn-saddle in check-1-nerves" in text
    assert "cmb-ces-any" in text, "another item names it"


def test_the_bar_shows_the_weeks(shipped: Knowledge) -> None:
    text = "\n".join(card_in_words(shipped, "ptl-rhythmic"))

    assert f"pregnant     0 {'·' * 20}{'█' * 17}{'·' * 8} 44" in text
    assert f"after birth  0 {'·' * 13} 12 weeks {'·' * 10} 12 months · later" in text


def test_a_finding_answered_by_the_same_question_is_asked_by_the_same_sign(shipped: Knowledge) -> None:
    assert shipped.red_flag["bleed-light-early"].same_as == "bleed-any-late"
    assert "sgn-bleeding" in "\n".join(card_in_words(shipped, "bleed-light-early"))


def test_an_unknown_id_is_a_key_error(shipped: Knowledge) -> None:
    assert find(shipped, "nothing") is None
    with pytest.raises(KeyError):
        card_in_words(shipped, "nothing")


def test_rows_carry_what_a_list_needs(shipped: Knowledge) -> None:
    found = list(rows(shipped))
    plain = row_of(shipped.red_flag["ptl-rhythmic"], "red-flag").as_plain()

    assert len(found) == len({row.id for row in found})
    assert plain["urgency"] == "emergency"
    assert plain["stages"] == ["pregnant"]
    assert plain["windows"] == {"pregnant": {"from": 20, "to": 36}, "postpartum": None}
    assert plain["when"] == "pregnant weeks 20–36; after birth never"
    assert "MAT" in plain["route"]
    assert {"tommys-preterm"} <= set(plain["sources"])
    assert row_of(shipped.source["seed-spasms"], "source").as_plain()["windows"] is None


def test_marks_of_a_row_gather_those_of_its_statements(shipped: Knowledge) -> None:
    assert "P" in row_of(shipped.method["heat-pad"], "method").marks


def test_mentions_name_the_item_and_the_field(shipped: Knowledge) -> None:
    found = set(mentions(shipped, "fever-any"))

    assert ("red-flag", "pyelo", "rules") in found
    assert ("method", "heat-pad", "holds") in found
    assert ("check-group", "check-4-fever", "signs") in found
    assert any(field == "sources" for _, _, field in mentions(shipped, "seed-spasms"))
